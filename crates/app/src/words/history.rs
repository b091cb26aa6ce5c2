//! What happened, told in sentences with someone as subject.

use std::collections::BTreeMap;

use domain::answer::Wording;
use domain::organisation::Participation;
use domain::{ActionId, AnswerValue, Entry, Event, FieldId, Language, OrganisationId};

use super::{Words, capital, phrases};
use crate::page::{Named, NamedPeople};

phrases! {
    history_lead:
        "Alles wat in deze regio gebeurde, het nieuwste bovenaan. Concepten van uw eigen organisatie ziet alleen u en uw collega’s.",
        "Everything that happened in this region, the newest first. Only you and your colleagues see the drafts of your own organisation.";
    history_filter: "Filter de geschiedenis", "Filter the history";
    history_empty: "Hier is nog niets gebeurd.", "Nothing has happened here yet.";
    history_empty_here: "In dit deel van de geschiedenis staat hierover niets. Kijk verder terug.", "There is nothing about this in this part of the history. Look further back.";
    history_empty_filtered: "Hierover is niets te vinden.", "There is nothing about this here.";
    organisation_word: "Organisatie", "Organisation";
    all_organisations: "Alle organisaties", "All organisations";
    every_question: "Alle vragen", "All questions";
    history_of_question: "Geschiedenis van deze vraag", "History of this question";
    history_of_answer: "Geschiedenis", "History";
    older_entries: "Bekijk wat er eerder gebeurde", "See what happened earlier";
    read_text: "Lees de tekst", "Read the text";
    restore_text: "Zet deze tekst terug als concept", "Put this text back as a draft";
    read_texts: "Lees de toelichtingen", "Read the explanations";
    read_views: "Lees hoe partners het zagen", "Read how partners saw it";
    text_was_emptied: "De tekst is nu leeg.", "The text is empty now.";
    text_was_vouched_for: "De schrijver kreeg de vraag of dit over een zaak gaat, en gaf aan van niet.", "The writer was asked whether this is about a case, and said that it is not.";
    text_was_merged: "Samengevoegd met wat een collega op hetzelfde moment schreef.", "Merged with what a colleague wrote at the same time.";
    the_system: "De beheerder van Ketentafel", "The administrator of Ketentafel";
}

/// What a sentence needs beyond its entries.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The names of the region's organisations.
    pub names: &'a BTreeMap<OrganisationId, String>,
    /// The people whom the entries name.
    pub people: &'a NamedPeople,
    /// Which organisations take or took part, with the entry by which each joined.
    pub parts: &'a BTreeMap<OrganisationId, Participation>,
    /// What the actions are called that the entries are about.
    pub titles: &'a BTreeMap<ActionId, String>,
}

impl Words {
    /// Returns who did it, as the subject of a sentence.
    pub fn history_actor(self, entry: &Entry, told: Told<'_>) -> String {
        let person = entry.by.person.and_then(|person| told.people.get(&person));
        match (person, entry.by.organisation) {
            // Whoever has a place for another organisation by now is not called by that.
            (Some(Named { name, of }), acted_for) if acted_for.is_none_or(|id| id == *of) => {
                name.clone()
            }
            (_, Some(id)) => capital(&self.someone_of(&self.organisation(told.names, id))),
            (_, None) => self.the_system().to_owned(),
        }
    }

    /// Tells in one sentence what the entries of one command did. They are all of one kind; only
    /// sharing, confirming and putting forward have more than one.
    /// Size: one arm for each kind, so that the compiler sees that none is missing.
    pub fn history_sentence(self, entries: &[Entry], told: Told<'_>) -> String {
        let Some(first) = entries.first() else { return String::new() };
        let who = self.history_actor(first, told);
        let mut fields: Vec<FieldId> =
            entries.iter().filter_map(|entry| entry.event.field()).collect();
        fields.sort_unstable();
        match &first.event {
            Event::RegionFounded { name, .. } => self.pick(
                format!("{who} maakte regio {name} aan."),
                format!("{who} created region {name}."),
            ),
            Event::OrganisationAdmitted { organisation, kind, chain_parties, serves } => {
                let name = self.organisation(told.names, *organisation);
                let joined = told.parts.get(organisation).map(|part| part.entry);
                if joined.is_some_and(|joined| joined < first.seq) {
                    // Corrected, or back after it left.
                    let what = self.takes_part_as(told.names, *kind, chain_parties, serves);
                    return self.pick(
                        format!("{who} legde vast als wat {name} meedoet: {what}."),
                        format!("{who} recorded what {name} takes part as: {what}."),
                    );
                }
                let kind = self.organisation_kind(*kind);
                self.pick(
                    format!("{who} voegde {name} toe ({kind})."),
                    format!("{who} added {name} ({kind})."),
                )
            }
            Event::OrganisationLeft { organisation } => {
                let name = self.organisation(told.names, *organisation);
                self.pick(
                    format!("{who} liet {name} vertrekken. Wat {name} zei, blijft staan."),
                    format!("{who} let {name} leave. What {name} said stays."),
                )
            }
            Event::RoundPrepared { name, .. } => self.pick(
                format!("{who} begon met de voorbereiding van ronde {name}."),
                format!("{who} began to prepare round {name}."),
            ),
            Event::RoundOpened { name, asked, .. } => self.pick(
                format!("{who} opende ronde {name}, met {} antwoordvelden.", asked.len()),
                format!("{who} opened round {name}, with {} answer fields.", asked.len()),
            ),
            Event::OwnQuestionAdded { .. }
            | Event::OwnQuestionReworded { .. }
            | Event::OwnQuestionRemoved { .. }
            | Event::OwnQuestionPutBack { .. } => {
                self.own_question_sentence(&who, &first.event).unwrap_or_default()
            }
            Event::DeadlineSet { change, .. } => self.deadline_sentence(&who, *change),
            Event::DiscussionStarted { views, .. } => self.discussion_sentence(&who, views.len()),
            Event::RoundClosed { .. } => {
                self.pick(format!("{who} sloot de ronde."), format!("{who} closed the round."))
            }
            Event::AnswerDrafted { field, change, .. } => {
                let (from, to) = (self.value_or_empty(change.from), self.value_or_empty(change.to));
                self.changed(&who, *field, from, to)
            }
            Event::ExplanationDrafted { field, .. } => self.pick(
                format!("{who} schreef een toelichting bij vraag {field}."),
                format!("{who} wrote an explanation at question {field}."),
            ),
            Event::MarkDrafted { field, aspect, change, .. } => {
                let aspect = self.aspect(*aspect).to_lowercase();
                let mark = |mark| self.mark_choice(mark).to_lowercase();
                let (from, to) = (mark(change.from), mark(change.to));
                self.pick(
                    format!("{who} veranderde bij vraag {field} ‘{aspect}’ van ‘{from}’ in ‘{to}’."),
                    format!("{who} changed ‘{aspect}’ of question {field} from ‘{from}’ to ‘{to}’."),
                )
            }
            Event::AnswerShared { content, why_now, .. } => {
                let value = (fields.len() == 1).then_some(content.value);
                self.shared_sentence(&who, &fields, value, why_now.is_some())
            }
            Event::AnswerConfirmed { .. } => self.confirmed_sentence(&who, &fields),
            Event::RegionalValueDrafted { field, change } => {
                let (from, to) = (self.value_or_empty(change.from), self.value_or_empty(change.to));
                self.pick(
                    format!("{who} veranderde het antwoord van de regio op vraag {field} van ‘{from}’ in ‘{to}’, nog als concept."),
                    format!("{who} changed the answer of the region to question {field} from ‘{from}’ to ‘{to}’, still as a draft."),
                )
            }
            Event::RegionalExplanationDrafted { field, .. } => self.pick(
                format!("{who} schreef een toelichting bij het antwoord van de regio op vraag {field}, nog als concept."),
                format!("{who} wrote an explanation with the answer of the region to question {field}, still as a draft."),
            ),
            Event::RegionalAnswerPutForward { content, .. } => {
                self.put_forward_sentence(&who, &fields, (fields.len() == 1).then_some(content.value))
            }
            Event::RegionalAnswerApplied { municipality, field, content, .. } => {
                let name = self.organisation(told.names, *municipality);
                let value = self.value(content.value);
                self.pick(
                    format!("{who} zei dat het antwoord van de regio op vraag {field} ook geldt voor {name}: ‘{value}’."),
                    format!("{who} said that the answer of the region to question {field} holds for {name} too: ‘{value}’."),
                )
            }
            Event::PartnerValueDrafted { .. }
            | Event::PartnerTextDrafted { .. }
            | Event::PartnerViewGiven { .. }
            | Event::PartnerViewWithdrawn { .. } => {
                self.view_sentence(&who, &first.event, &fields, told).unwrap_or_default()
            }
            Event::RequestMade { .. }
            | Event::RequestReady { .. }
            | Event::ChangesRequested { .. }
            | Event::RequestDeclined { .. }
            | Event::RequestClosed { .. } => {
                self.request_sentence(&who, first, told).unwrap_or_default()
            }
            Event::HandoverOffered { .. }
            | Event::HandoverAccepted { .. }
            | Event::HandoverDeclined { .. }
            | Event::HandoverWithdrawn { .. }
            | Event::RequestPassedOn { .. }
            | Event::ThreadPassedOn { .. } => {
                self.handover_sentence(&who, &first.event, told).unwrap_or_default()
            }
            Event::ActionMade { .. }
            | Event::ActionRevised { .. }
            | Event::ActionOffered { .. }
            | Event::ActionAccepted { .. }
            | Event::ActionDeclined { .. }
            | Event::DateCounterProposed { .. }
            | Event::CounterProposalAgreed { .. }
            | Event::CounterProposalRefused { .. }
            | Event::ActionAssigned { .. }
            | Event::ActionProgressed { .. }
            | Event::ActionWaits { .. }
            | Event::ActionReportedDone { .. }
            | Event::ActionClosed { .. }
            | Event::ActionReopened { .. }
            | Event::ActionDropped { .. }
            | Event::OfferWentSilent { .. }
            | Event::ActionReminded { .. }
            | Event::RemindersPaused { .. }
            | Event::ActionFileAttached { .. }
            | Event::ActionFileRemoved { .. }
            | Event::ActionPassedOn { .. }
            | Event::SteeringDateAdded { .. }
            | Event::SteeringDateRemoved { .. } => {
                self.action_sentence(&who, entries, told).unwrap_or_default()
            }
            Event::ThreadStarted { .. }
            | Event::CommentAdded { .. }
            | Event::ThreadResolved { .. }
            | Event::ThreadReopened { .. } => {
                self.talk_sentence(&who, first, told).unwrap_or_default()
            }
            Event::TextRedacted { .. } => {
                self.redaction_sentence(&who, &first.event, told).unwrap_or_default()
            }
            Event::RegionalAnswerDiffered { municipality, field, .. } => {
                let name = self.organisation(told.names, *municipality);
                self.pick(
                    format!("{who} zei dat het antwoord van de regio op vraag {field} niet geldt voor {name}."),
                    format!("{who} said that the answer of the region to question {field} does not hold for {name}."),
                )
            }
        }
    }

    /// Tells what happened to the view of a partner, if the event is about one.
    fn view_sentence(
        self,
        who: &str,
        event: &Event,
        fields: &[FieldId],
        told: Told<'_>,
    ) -> Option<String> {
        let list = self.list(fields);
        Some(match event {
            Event::PartnerValueDrafted { change, .. } => {
                let (from, to) = (self.value_or_empty(change.from), self.value_or_empty(change.to));
                self.pick(
                    format!("{who} veranderde de kijk op {list} van ‘{from}’ in ‘{to}’."),
                    format!("{who} changed the view on {list} from ‘{from}’ to ‘{to}’."),
                )
            }
            Event::PartnerTextDrafted { wording: Wording::Explanation, .. } => self.pick(
                format!("{who} schreef een toelichting bij de kijk op {list}."),
                format!("{who} wrote an explanation of the view on {list}."),
            ),
            Event::PartnerTextDrafted { wording: Wording::Source, .. } => self.pick(
                format!("{who} schreef bij {list} hoe de organisatie dit weet."),
                format!("{who} wrote at {list} how the organisation knows."),
            ),
            Event::PartnerViewGiven { partner, sealed, .. } => {
                let name = self.organisation(told.names, *partner);
                match sealed {
                    true => self.pick(
                        format!("{who} gaf de kijk van {name} op {list}, verzegeld."),
                        format!("{who} gave the view of {name} on {list}, sealed."),
                    ),
                    false => self.pick(
                        format!("{who} gaf de kijk van {name} op {list}."),
                        format!("{who} gave the view of {name} on {list}."),
                    ),
                }
            }
            Event::PartnerViewWithdrawn { partner, .. } => {
                let name = self.organisation(told.names, *partner);
                self.pick(
                    format!("{who} trok de kijk van {name} op {list} in."),
                    format!("{who} took back the view of {name} on {list}."),
                )
            }
            _ => return None,
        })
    }

    /// Tells which values stood there before, each with its field where the command is about `many`.
    pub fn history_before(self, was: &[(FieldId, AnswerValue)], many: bool) -> Option<String> {
        if was.is_empty() {
            return None;
        }
        let one = |(field, value): &(FieldId, AnswerValue)| match many {
            true => format!("{field} ‘{}’", self.value(*value)),
            false => format!("‘{}’", self.value(*value)),
        };
        let all = was.iter().map(one).collect::<Vec<_>>().join(", ");
        Some(self.pick(format!("Daarvoor: {all}."), format!("Before: {all}.")))
    }

    fn shared_sentence(
        self,
        who: &str,
        fields: &[FieldId],
        value: Option<AnswerValue>,
        late: bool,
    ) -> String {
        let (count, list) = (fields.len(), self.list(fields));
        let then = match late {
            true => self.pick(", tijdens de bespreking", ", during the discussion"),
            false => "",
        };
        match value.map(|value| self.value(value)) {
            Some(value) => self.pick(
                format!("{who} deelde het antwoord op {list}{then}: ‘{value}’."),
                format!("{who} shared the answer to {list}{then}: ‘{value}’."),
            ),
            None => self.pick(
                format!("{who} deelde {count} antwoorden{then}: {list}."),
                format!("{who} shared {count} answers{then}: {list}."),
            ),
        }
    }

    /// Names a view that the start of a discussion opened.
    pub fn opened_view(self, field: FieldId, partner: &str, value: AnswerValue) -> String {
        format!("{field}, {partner}: {}", self.value(value))
    }

    fn discussion_sentence(self, who: &str, views: usize) -> String {
        match views {
            0 => self.pick(
                format!("{who} startte de bespreking van de ronde."),
                format!("{who} started the discussion of the round."),
            ),
            1 => self.pick(
                format!("{who} startte de bespreking van de ronde. 1 kijk van een partner werd zichtbaar."),
                format!("{who} started the discussion of the round. 1 view of a partner became visible."),
            ),
            _ => self.pick(
                format!("{who} startte de bespreking van de ronde. {views} keer werd de kijk van een partner zichtbaar."),
                format!("{who} started the discussion of the round. {views} views of partners became visible."),
            ),
        }
    }

    fn put_forward_sentence(
        self,
        who: &str,
        fields: &[FieldId],
        value: Option<AnswerValue>,
    ) -> String {
        let list = self.list(fields);
        match value.map(|value| self.value(value)) {
            Some(value) => self.pick(
                format!("{who} legde het antwoord van de regio op {list} voor aan de gemeenten: ‘{value}’."),
                format!("{who} put forward the answer of the region to {list}: ‘{value}’."),
            ),
            None => self.pick(
                format!("{who} legde {} antwoorden van de regio voor aan de gemeenten: {list}.", fields.len()),
                format!("{who} put forward {} answers of the region: {list}.", fields.len()),
            ),
        }
    }

    fn changed(self, who: &str, field: FieldId, from: &str, to: &str) -> String {
        match self.0 {
            Language::Nl => {
                format!("{who} veranderde het antwoord op vraag {field} van ‘{from}’ in ‘{to}’.")
            }
            Language::En => {
                format!("{who} changed the answer to question {field} from ‘{from}’ to ‘{to}’.")
            }
        }
    }

    fn confirmed_sentence(self, who: &str, fields: &[FieldId]) -> String {
        let list = self.list(fields);
        match (self.0, fields.len()) {
            (Language::Nl, 1) => format!("{who} bevestigde het antwoord op {list}."),
            (Language::Nl, count) => format!("{who} bevestigde {count} antwoorden: {list}."),
            (Language::En, 1) => format!("{who} confirmed the answer to {list}."),
            (Language::En, count) => format!("{who} confirmed {count} answers: {list}."),
        }
    }
}
