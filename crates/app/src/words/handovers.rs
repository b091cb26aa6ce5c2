//! Words of handing over: what waits for somebody who leaves, and who goes on with it.

use std::collections::BTreeMap;

use domain::{Event, OrganisationId, Parting, PassedPart, PersonId, QuestionId, Wish};

use super::{Told, Words, phrases};
use crate::form::HandoverTrouble;
use crate::page::{HandoverDone, Named};

phrases! {
    handover: "Overdracht", "Handing over";
    handover_lead:
        "Wie weggaat, draagt eerst over wat nog wacht. Een opvolger neemt het aan. Zo blijft er niets liggen.",
        "Whoever leaves first hands over what is waiting for them. A successor accepts it. That way nothing is left behind.";
    handover_offers: "U wordt gevraagd iets over te nemen", "You are asked to take something over";
    handover_own: "Wat op u wacht", "What is waiting for you";
    handover_nothing: "Er wacht niets wat een opvolger kan overnemen.", "Nothing is waiting that a successor can take over.";
    handover_nothing_own: "Er wacht niets op u. U kunt weg zonder iets over te dragen.", "Nothing is waiting for you. You can leave without handing anything over.";
    handover_nothing_organisation: "Er wacht niets op deze organisatie. Zij kan vertrekken.", "Nothing is waiting for this organisation. It can leave.";
    handover_to_participants: "Naar Deelnemers", "To Participants";
    handover_leave: "Verlaat deze regio", "Leave this region";
    handover_offer_title: "Draag het over", "Hand it over";
    handover_offer_help:
        "Kies wie het overneemt. Uw opvolger krijgt het bij Mijn werk te zien en neemt het aan, of laat weten waarom niet. Tot dan verandert er niets.",
        "Choose who takes it over. Your successor sees it at My work and accepts it, or says why not. Until then nothing changes.";
    handover_successor: "Opvolger", "Successor";
    handover_choose: "Kies een opvolger", "Choose a successor";
    handover_nobody:
        "Er is niemand die dit kan overnemen. Bij Deelnemers kan de eindredacteur of de coördinator iemand uitnodigen.",
        "There is nobody who can take this over. At Participants the lead or the coordinator can invite somebody.";
    handover_answer_yourself:
        "Op een opmerking kunt u ook zelf reageren: daarna wacht die niet meer op u.",
        "You can also answer a comment yourself: it then no longer waits for you.";
    handover_note: "Wat uw opvolger moet weten (niet verplicht)", "What your successor should know (optional)";
    handover_note_hint: "Schrijf over het werk, niet over personen of zaken.", "Write about the work, not about people or cases.";
    handover_offer_button: "Bied het aan", "Offer it";
    handover_take_button: "Ik neem dit over", "I take this over";
    handover_take_help: "Wat hierboven staat, wacht daarna op u.", "What stands above is then waiting for you.";
    handover_decline_title: "Ik neem dit niet over", "I do not take this over";
    handover_reason: "Waarom niet?", "Why not?";
    handover_reason_hint: "Wie weggaat leest dit en kiest een ander.", "Whoever leaves reads this and chooses somebody else.";
    handover_decline_button: "Laat weten dat u het niet overneemt", "Say that you do not take it over";
    handover_withdraw_button: "Trek het aanbod terug", "Take the offer back";
    handover_only_title: "Wat zonder u niemand kan doen", "What nobody can do without you";
    handover_only_help:
        "U bent de enige die dit mag. Nodig eerst iemand uit die het ook mag, of rond het af.",
        "You are the only one who may do this. First invite somebody who may as well, or finish it.";
    handover_not_taken_in: "De overdracht is niet verwerkt", "The handover was not taken in";
    handover_first: "Bekijk eerst wat er wacht", "See first what is waiting";
}

impl Words {
    /// Names whose work a page about handing over shows.
    pub fn handover_of(self, name: &str) -> String {
        self.pick(format!("Wat op {name} wacht"), format!("What is waiting for {name}"))
    }

    /// Says what an offer asks of its reader.
    pub fn handover_asks(self, by: &str, of: &str, count: usize) -> String {
        let things = self.things_counted(count);
        match by == of {
            true => self.pick(
                format!("{of} gaat weg en vraagt u over te nemen wat nog wacht: {things}."),
                format!(
                    "{of} is leaving and asks you to take over what is still waiting: {things}."
                ),
            ),
            false => self.pick(
                format!("{by} vraagt u over te nemen wat op {of} wacht: {things}."),
                format!("{by} asks you to take over what is waiting for {of}: {things}."),
            ),
        }
    }

    /// Says that what waits for somebody who left can be taken over.
    pub fn handover_left(self, who: &str, count: usize) -> String {
        let things = self.things_counted(count);
        self.pick(
            format!("Hier wacht nog werk van {who}, die weg is of nu iets anders doet: {things}. Wie van u neemt het over?"),
            format!("Work of {who}, who has left or does something else now, is still waiting here: {things}. Which of you takes it over?"),
        )
    }

    /// Says what an offer of an organisation asks of the reader's.
    pub fn handover_part_asks(self, leaves: &str, own: &str, count: usize) -> String {
        let things = self.things_counted(count);
        self.pick(
            format!("{leaves} vertrekt uit de regio en vraagt {own} over te nemen wat daar nog openstaat: {things}."),
            format!("{leaves} leaves the region and asks {own} to take over what is waiting for it: {things}."),
        )
    }

    /// Counts requests and threads that wait.
    pub fn things_counted(self, count: usize) -> String {
        match count {
            1 => self.pick("1 punt".into(), "1 item".into()),
            count => self.pick(format!("{count} punten"), format!("{count} items")),
        }
    }

    /// Says how much nobody else of a side could do.
    pub fn closing_alone(self, count: usize) -> String {
        let things = self.things_counted(count);
        self.pick(
            format!(
                "Zonder u kan niemand dit doen: {things}. Nodig eerst iemand uit die het ook mag."
            ),
            format!(
                "Nobody can do this without you: {things}. First invite somebody who may as well."
            ),
        )
    }

    /// Says how much waits for somebody in a region.
    pub fn closing_waits(self, count: usize) -> String {
        let things = self.things_counted(count);
        match count {
            0 => self.pick("Er wacht niets op u.".into(), "Nothing is waiting for you.".into()),
            _ => self.pick(
                format!("Op u wacht nog {things}."),
                format!("Still waiting for you: {things}."),
            ),
        }
    }

    /// Returns the heading of an offer at what waits for its reader.
    pub fn handover_task(self, who: Option<&str>) -> String {
        match who {
            Some(who) => self.pick(
                format!("Neem het werk van {who} over, of laat weten waarom niet"),
                format!("Take over the work of {who}, or say why not"),
            ),
            None => self.pick(
                "Kies een andere opvolger: uw aanbod is afgewezen".into(),
                "Choose another successor: your offer was declined".into(),
            ),
        }
    }

    /// Says to whom something was offered, and when.
    pub fn handover_waits(self, to: &str, day: &str) -> String {
        self.pick(
            format!("Op {day} aangeboden aan {to}. Het wacht op antwoord."),
            format!("Offered to {to} on {day}. It waits for an answer."),
        )
    }

    /// Says that what waits was offered to whoever takes it.
    pub fn handover_waits_for_anybody(self, day: &str) -> String {
        self.pick(
            format!("Sinds {day} kan ieder die het mag dit overnemen."),
            format!("Since {day} anybody who may can take this over."),
        )
    }

    /// Says that a successor does not take it, before why.
    pub fn handover_was_declined(self, to: &str) -> String {
        self.pick(
            format!("{to} neemt het niet over. Kies een ander."),
            format!("{to} does not take it over. Choose somebody else."),
        )
    }

    /// Names a thread in which attention is asked for.
    pub fn held_thread(self, question: QuestionId) -> String {
        self.pick(
            format!("Reageer op een opmerking bij vraag {question}"),
            format!("React to a comment at question {question}"),
        )
    }

    /// Says what a form about handing over did.
    pub fn handover_done(self, done: HandoverDone) -> &'static str {
        match done {
            HandoverDone::Offered => self.pick(
                "Uw aanbod is verstuurd. Uw opvolger ziet het bij Mijn werk.",
                "Your offer was sent. Your successor sees it at My work.",
            ),
            HandoverDone::Accepted => self.pick(
                "U hebt het overgenomen. Het staat nu bij uw eigen werk.",
                "You took it over. It is among your own work now.",
            ),
            HandoverDone::Declined => self.pick(
                "U hebt laten weten dat u het niet overneemt.",
                "You said that you do not take it over.",
            ),
            HandoverDone::Withdrawn => {
                self.pick("Het aanbod is teruggetrokken.", "The offer was taken back.")
            }
        }
    }

    /// Says why a form about handing over was not taken in.
    pub fn handover_trouble(
        self,
        trouble: &HandoverTrouble,
        names: &BTreeMap<OrganisationId, String>,
    ) -> String {
        match trouble {
            HandoverTrouble::NobodyChosen => {
                self.pick("Kies wie het overneemt.".into(), "Choose who takes it over.".into())
            }
            HandoverTrouble::Refused(refusal) => self.refusal(refusal, names),
        }
    }

    /// Says in the history what was handed over, if the event is about that.
    pub(super) fn handover_sentence(
        self,
        who: &str,
        event: &Event,
        told: Told<'_>,
    ) -> Option<String> {
        if let Some(sentence) = self.passed_on_sentence(event, told) {
            return Some(sentence);
        }
        let parting = event.parting()?;
        let (from, to) = self.parting_names(parting, told);
        let unnamed = matches!(parting, Parting::Person { to: None, .. });
        Some(match event {
            Event::HandoverOffered { .. } if unnamed => self.pick(
                format!("{who} vroeg wie van de collega’s overneemt wat op {from} wacht."),
                format!(
                    "{who} asked which of the colleagues takes over what is waiting for {from}."
                ),
            ),
            Event::HandoverOffered { .. } => self.pick(
                format!("{who} vroeg {to} over te nemen wat op {from} wacht."),
                format!("{who} asked {to} to take over what is waiting for {from}."),
            ),
            Event::HandoverAccepted { .. } => self.pick(
                format!("{who} nam over wat op {from} wachtte."),
                format!("{who} took over what was waiting for {from}."),
            ),
            Event::HandoverDeclined { .. } => self.pick(
                format!("{who} liet weten niet over te nemen wat op {from} wacht."),
                format!("{who} said that they do not take over what is waiting for {from}."),
            ),
            Event::HandoverWithdrawn { .. } if unnamed => self.pick(
                format!("Wat op {from} wacht, hoeft niemand meer over te nemen."),
                format!("Nobody needs to take over any more what is waiting for {from}."),
            ),
            Event::HandoverWithdrawn { .. } => self.pick(
                format!(
                    "{who} trok het aanbod aan {to} terug om over te nemen wat op {from} wacht."
                ),
                format!(
                    "{who} took back the offer to {to} to take over what is waiting for {from}."
                ),
            ),
            _ => return None,
        })
    }

    fn passed_on_sentence(self, event: &Event, told: Told<'_>) -> Option<String> {
        Some(match event {
            Event::RequestPassedOn { matter, part, to } => {
                let about = self.subject(matter.wish.about());
                let to = match matter.wish {
                    Wish::View { .. } if *part == PassedPart::Asked => {
                        to.organisation.map(|id| self.organisation(told.names, id))
                    }
                    _ => to.person.map(|person| self.person_named(person, to.organisation, told)),
                };
                let to = to.unwrap_or_default();
                self.pick(
                    format!("Het verzoek over {about} ging over naar {to}."),
                    format!("The request about {about} went on to {to}."),
                )
            }
            Event::ThreadPassedOn { topic, .. } => {
                let question = topic.question;
                self.pick(
                    format!(
                        "De vraag om te reageren bij vraag {question} ging over naar de opvolger."
                    ),
                    format!(
                        "The question to react at question {question} went on to the successor."
                    ),
                )
            }
            _ => return None,
        })
    }

    fn parting_names(self, parting: &Parting, told: Told<'_>) -> (String, String) {
        match parting {
            Parting::Person { of, side, to } => {
                let to = to.map(|to| self.person_named(to, *side, told)).unwrap_or_default();
                (self.person_named(*of, *side, told), to)
            }
            Parting::Organisation { of, to } => {
                let name = |id: &OrganisationId| self.organisation(told.names, *id);
                (name(of), name(to))
            }
        }
    }

    /// Names somebody whom an entry is about, who was there for an organisation.
    pub(super) fn person_named(
        self,
        person: PersonId,
        acted_for: Option<OrganisationId>,
        told: Told<'_>,
    ) -> String {
        match told.people.get(&person) {
            Some(Named { name, of }) => self.acting_as((name, *of), acted_for, told.names),
            None => self.a_colleague().to_owned(),
        }
    }
}
