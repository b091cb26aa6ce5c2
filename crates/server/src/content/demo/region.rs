//! One demo region out of its file.
//!
//! Invariant: every key that is referred to exists, and every word is one that the domain knows.

mod actions;
mod own_questions;
mod requests;
mod reviews;
mod talk;
mod views;

pub use self::reviews::DemoReview;

use std::collections::{BTreeMap, BTreeSet};

use domain::checklist::Checklist;
use domain::{EditionId, FieldId, Moment, OrganisationKind, QuestionId, Role, Scope, TypedText};
use serde::de::DeserializeOwned;

use super::moments::{PRESENT, moment};
use super::{
    DemoAccount, DemoAnswer, DemoDifference, DemoOrganisation, DemoRegion, Happening, What, play,
};
use crate::content::page::{Found, Item, Page};
use crate::content::reason::{Reason, Shape};
use crate::content::shapes;

const KINDS: &str = "municipality, safe_home, police, prosecution, youth_care, youth_protection, \
    youth_mental_health, youth_lvb, womens_shelter, comensha, public_health, first_line, medical, \
    education, reporting_point, safety_house, riec, sexual_assault_centre, regional_body, other";
const PARTIES: &str = "police, justice, medical, first_line, youth_care, youth_protection, \
    youth_mental_health, youth_lvb, comensha, womens_shelter";
const ROLES: &str = "coordinator, editor, steering_member, observer";
const VALUES: &str = "yes, partly, no, unknown, not_applicable";
const MARKS: &str = "yes, partly, no, unknown";

/// Reads a region; nothing if it is not fit to be played.
pub(super) fn read(root: &Item<'_>, page: &Page<'_>, checklist: &Checklist) -> Option<DemoRegion> {
    let mut reading = Reading { page, checklist, own: BTreeMap::new() };
    let own_questions = reading.own_questions(root);
    let key = root.parsed("key", Shape::Id("veenland-oost"), key);
    let name = root.text("name");
    let founded = reading.moment(root, "founded");
    let organisations = reading.organisations(root);
    let accounts = reading.accounts(root, &organisations);
    let mut events = reading.rounds(root, &accounts);
    events.extend(own_questions);
    events.extend(reading.filled_in(root, "sharing", true));
    events.extend(reading.filled_in(root, "drafting", false));
    events.extend(reading.confirmed(root));
    events.extend(reading.filled_in_for_region(root));
    events.extend(reading.reacted(root));
    events.extend(reading.viewed(root));
    events.extend(reading.requests(root, &accounts, &organisations));
    events.extend(reading.talk(root, &accounts, &organisations));
    events.extend(reading.actions(root, &accounts, &organisations));
    let reviews = reading.reviews(root, &accounts, &organisations);
    root.check_keys();
    events.extend(organisations.iter().map(|organisation| Found {
        value: Happening {
            at: organisation.value.since,
            what: What::Admitted(organisation.value.key.clone()),
        },
        line: organisation.line,
    }));
    events.sort_by_key(|event| (event.value.at, order(&event.value.what)));
    let region = DemoRegion {
        key: key?.value,
        name: name.value,
        founded: founded?.value,
        organisations: organisations.into_iter().map(|found| found.value).collect(),
        accounts: accounts.into_iter().map(|found| found.value).collect(),
        reviews,
        timeline: events.iter().map(|event| event.value.clone()).collect(),
    };
    play::must_be_playable(&region, &events, page);
    Some(region)
}

/// What comes first within one minute.
fn order(what: &What) -> u8 {
    match what {
        What::Admitted(_) => 0,
        What::RoundDiscussed { .. } => 1,
        What::RoundClosed { .. } => 2,
        What::RoundPrepared { .. } => 3,
        What::RoundOpened { .. } => 4,
        What::DeadlineSet { .. }
        | What::OwnQuestionAdded { .. }
        | What::OwnQuestionReworded { .. }
        | What::OwnQuestionRemoved { .. } => 5,
        What::FilledIn { .. } => 6,
        What::FilledInForRegion { .. } => 7,
        What::Reacted { .. } => 8,
        What::Confirmed { .. } => 9,
        What::Viewed { .. } => 10,
        What::ViewsWithdrawn { .. } => 11,
        What::Requested { .. } => 12,
        What::Replied { .. } => 13,
        What::Said { .. } => 14,
        What::Answered { .. } => 15,
        What::SteeringSaid { .. } => 16,
        What::ActionsMade { .. } => 17,
        What::ActionMoved { .. } => 18,
    }
}

fn key(text: &str) -> Option<String> {
    shapes::slug(text).then(|| text.to_owned())
}

/// Reads a word of one of the domain's enums, as serde spells it.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

struct Reading<'r> {
    page: &'r Page<'r>,
    checklist: &'r Checklist,
    /// The region's own questions, which other lines refer to as to those of the checklist.
    own: BTreeMap<QuestionId, Scope>,
}

impl Reading<'_> {
    fn moment(&self, item: &Item<'_>, name: &'static str) -> Option<Found<Moment>> {
        let found = item.parsed(name, Shape::Moment, moment)?;
        self.must_be_past(&found);
        Some(found)
    }

    fn must_be_past(&self, found: &Found<Moment>) {
        if moment(PRESENT).is_some_and(|present| present < found.value) {
            self.page.wrong_on(found.line, Reason::TooLate { latest: PRESENT.to_owned() });
        }
    }

    fn must_be_new(&self, id: &Found<String>, known: impl Iterator<Item = (String, usize)>) {
        for (_, first) in known.filter(|(key, _)| *key == id.value) {
            self.page.wrong_on(id.line, Reason::Double { id: id.value.clone(), first });
        }
    }

    fn organisations(&self, root: &Item<'_>) -> Vec<Found<DemoOrganisation>> {
        let mut all: Vec<Found<DemoOrganisation>> = Vec::new();
        for item in root.items("organisation") {
            let id = item.parsed("key", Shape::Id("de-brug"), key);
            let name = item.text("name").value;
            let kind = item.parsed("kind", Shape::OneOf(KINDS), word);
            let since = self.moment(&item, "since");
            let serves = self.served(&item, &all);
            let chain_parties = self.chain_parties(&item);
            item.done();
            let (Some(id), Some(kind), Some(since)) = (id, kind, since) else {
                continue;
            };
            self.must_be_new(&id, all.iter().map(|it| (it.value.key.clone(), it.line)));
            let (kind, since) = (kind.value, since.value);
            let value =
                DemoOrganisation { key: id.value, name, kind, since, serves, chain_parties };
            all.push(Found { value, line: id.line });
        }
        all
    }

    /// Reads the municipalities that an organisation serves; they stand above it in the file.
    fn served(&self, item: &Item<'_>, above: &[Found<DemoOrganisation>]) -> Vec<String> {
        let served = item.list("serves");
        for found in &served {
            let is_there = above.iter().any(|it| {
                it.value.key == found.value && it.value.kind == OrganisationKind::Municipality
            });
            if !is_there {
                let reason = Reason::NotAMunicipality { key: found.value.clone() };
                self.page.wrong_on(found.line, reason);
            }
        }
        served.into_iter().map(|found| found.value).collect()
    }

    fn chain_parties(&self, item: &Item<'_>) -> BTreeSet<domain::ChainParty> {
        let mut parties = BTreeSet::new();
        for found in item.list("chain_parties") {
            match word(&found.value) {
                Some(party) => drop(parties.insert(party)),
                None => self.page.wrong_on(
                    found.line,
                    Reason::BadShape {
                        key: "chain_parties".to_owned(),
                        found: found.value,
                        expected: Shape::OneOf(PARTIES),
                    },
                ),
            }
        }
        parties
    }

    fn accounts(
        &self,
        root: &Item<'_>,
        organisations: &[Found<DemoOrganisation>],
    ) -> Vec<Found<DemoAccount>> {
        let mut all: Vec<Found<DemoAccount>> = Vec::new();
        for item in root.items("account") {
            let id = item.parsed("key", Shape::Id("coordinator"), key);
            let organisation = item.text("organisation");
            let role = item.parsed("role", Shape::OneOf(ROLES), word);
            let also = self.also(&item);
            let may_adopt = item.flag("may_adopt");
            let since = self.moment(&item, "since");
            item.done();
            if !organisations.iter().any(|it| it.value.key == organisation.value) {
                let id = organisation.value.clone();
                self.page.wrong_on(organisation.line, Reason::Dangling { id });
            }
            let (Some(id), Some(role), Some(since)) = (id, role, since) else {
                continue;
            };
            self.must_be_new(&id, all.iter().map(|it| (it.value.key.clone(), it.line)));
            let (role, since, organisation) = (role.value, since.value, organisation.value);
            let also = also.into_iter().filter(|other| *other != role).collect();
            let value = DemoAccount { key: id.value, organisation, role, also, may_adopt, since };
            all.push(Found { value, line: id.line });
        }
        all
    }

    /// Reads the other roles of an account.
    fn also(&self, item: &Item<'_>) -> Vec<Role> {
        let read = |found: Found<String>| {
            let role = word(&found.value);
            if role.is_none() {
                let (key, expected) = ("also".to_owned(), Shape::OneOf(ROLES));
                let reason = Reason::BadShape { key, found: found.value, expected };
                self.page.wrong_on(found.line, reason);
            }
            role
        };
        item.list("also").into_iter().filter_map(read).collect()
    }

    fn rounds(&self, root: &Item<'_>, accounts: &[Found<DemoAccount>]) -> Vec<Found<Happening>> {
        let mut all = Vec::new();
        for item in root.items("round") {
            let round = item.text("name").value;
            let edition = item.text("edition");
            let by = item.text("by");
            let prepared = item.parsed_if("prepared", Shape::Moment, moment);
            let opened = self.moment(&item, "opened");
            let deadline = item.parsed_if("deadline", Shape::Day, |text| text.parse().ok());
            let discussed = item.parsed_if("discussed", Shape::Moment, moment);
            let closed = item.parsed_if("closed", Shape::Moment, moment);
            if closed.is_some() && discussed.is_none() {
                item.wrong(Reason::MissingKey { key: "discussed".to_owned() });
            }
            item.done();
            if edition.value != self.checklist.edition.0 {
                self.page.wrong_on(edition.line, Reason::Dangling { id: edition.value.clone() });
            }
            if !accounts.iter().any(|it| it.value.key == by.value) {
                self.page.wrong_on(by.line, Reason::Dangling { id: by.value.clone() });
            }
            [&prepared, &discussed, &closed]
                .into_iter()
                .flatten()
                .for_each(|found| self.must_be_past(found));
            let (by, edition) = (by.value, EditionId(edition.value));
            // It is agreed when the round is prepared, or else opened.
            let first = prepared.clone().or(opened.clone());
            let agreed = deadline.zip(first).map(|(day, first)| {
                let what =
                    What::DeadlineSet { round: round.clone(), day: day.value, by: by.clone() };
                Found { value: Happening { at: first.value, what }, line: day.line }
            });
            let prepares = What::RoundPrepared {
                round: round.clone(),
                edition: edition.clone(),
                by: by.clone(),
            };
            all.extend(agreed);
            let happenings = [
                (prepared, prepares),
                (opened, What::RoundOpened { round: round.clone(), edition, by: by.clone() }),
                (discussed, What::RoundDiscussed { round: round.clone(), by }),
                (closed, What::RoundClosed { round }),
            ];
            all.extend(happenings.into_iter().filter_map(|(found, what)| {
                let Found { value: at, line } = found?;
                Some(Found { value: Happening { at, what }, line })
            }));
        }
        all
    }

    fn filled_in(
        &self,
        root: &Item<'_>,
        kind: &'static str,
        shared: bool,
    ) -> Vec<Found<Happening>> {
        let filled_in = |item: Item<'_>| {
            let municipality = item.text("municipality").value;
            let by = item.text("by").value;
            let on = self.moment(&item, "on");
            let answers = item.items("answer");
            if answers.is_empty() {
                item.wrong(Reason::MissingKey { key: "answer".to_owned() });
            }
            let answers = answers.into_iter().filter_map(|answer| self.answer(answer, shared));
            let answers = answers.collect();
            let why_now = item.text_if("why_now").map(|found| found.value).filter(|_| shared);
            let what = What::FilledIn { municipality, by, answers, shared, why_now };
            item.done();
            on.map(|on| Found { value: Happening { at: on.value, what }, line: on.line })
        };
        root.items(kind).into_iter().filter_map(filled_in).collect()
    }

    fn answer(&self, item: Item<'_>, shared: bool) -> Option<DemoAnswer> {
        let said = self.said(&item, shared);
        let mark = |key| item.parsed_if(key, Shape::OneOf(MARKS), word).map(|found| found.value);
        let (paper, practice) = (mark("paper"), mark("practice"));
        item.done();
        Some(DemoAnswer { paper, practice, ..said?.value })
    }

    /// Reads what every answer has; `seen` by others at once, it must be whole.
    fn said(&self, item: &Item<'_>, seen: bool) -> Option<Found<DemoAnswer>> {
        let field = item.parsed("field", Shape::Field, |text| text.parse().ok());
        let value = item.parsed_if("value", Shape::OneOf(VALUES), word::<domain::AnswerValue>);
        let explanation = item.text_if("explanation");
        let Found { value: field, line } = self.known(field?)?;
        let name = || field.to_string();
        let value = value.map(|found| found.value);
        if seen && value.is_none() {
            item.wrong(Reason::ValueMissing { field: name() });
        }
        let must_explain = value.is_some_and(|value| value.needs_explanation());
        if seen && must_explain && explanation.is_none() {
            item.wrong(Reason::ExplanationMissing { field: name() });
        }
        let explanation = explanation.map(|found| found.value);
        self.must_pass_the_guard(item, field, explanation.as_deref().unwrap_or_default());
        let value =
            DemoAnswer { field, value, explanation, paper: None, practice: None, source: None };
        Some(Found { value, line })
    }

    fn must_pass_the_guard(&self, item: &Item<'_>, field: FieldId, text: &str) {
        if domain::GuardedText::pass(&TypedText::new(text.to_owned())).is_err() {
            item.wrong(Reason::AboutAPerson { field: field.to_string() });
        }
    }

    fn confirmed(&self, root: &Item<'_>) -> Vec<Found<Happening>> {
        let confirmed = |item: Item<'_>| {
            let municipality = item.text("municipality").value;
            let by = item.text("by").value;
            let on = self.moment(&item, "on");
            let fields = self.fields(&item, "fields").into_iter().map(|it| it.value).collect();
            item.done();
            let what = What::Confirmed { municipality, by, fields };
            on.map(|on| Found { value: Happening { at: on.value, what }, line: on.line })
        };
        root.items("confirming").into_iter().filter_map(confirmed).collect()
    }

    fn filled_in_for_region(&self, root: &Item<'_>) -> Vec<Found<Happening>> {
        let filled_in = |item: Item<'_>| {
            let by = item.text("by").value;
            let on = self.moment(&item, "on");
            let put_forward = !item.flag_if("draft");
            let answers = item.items("answer");
            if answers.is_empty() {
                item.wrong(Reason::MissingKey { key: "answer".to_owned() });
            }
            let regional = |answer: Item<'_>| {
                let said = self.said(&answer, put_forward);
                answer.done();
                let said = said?;
                self.must_be_regional(said.value.field, said.line);
                Some(said)
            };
            let answers: Vec<_> = answers.into_iter().filter_map(regional).collect();
            item.done();
            self.must_be_there_once(answers.iter().map(|it| (it.value.field, it.line)));
            let answers = answers.into_iter().map(|it| it.value).collect();
            let what = What::FilledInForRegion { by, answers, put_forward };
            on.map(|on| Found { value: Happening { at: on.value, what }, line: on.line })
        };
        root.items("regional").into_iter().filter_map(filled_in).collect()
    }

    fn reacted(&self, root: &Item<'_>) -> Vec<Found<Happening>> {
        let reacted = |item: Item<'_>| {
            let municipality = item.text("municipality").value;
            let by = item.text("by").value;
            let on = self.moment(&item, "on");
            let applies = self.fields(&item, "applies");
            let differs = item.items("differs");
            if applies.is_empty() && differs.is_empty() {
                item.wrong(Reason::MissingKey { key: "applies".to_owned() });
            }
            let differs = differs.into_iter().filter_map(|one| self.difference(one));
            let differs: Vec<_> = differs.collect();
            item.done();
            let fields: Vec<_> = applies
                .iter()
                .map(|it| (it.value, it.line))
                .chain(differs.iter().map(|it| (it.value.field, it.line)))
                .collect();
            self.must_be_there_once(fields.iter().copied());
            for (field, line) in fields {
                self.must_be_regional(field, line);
            }
            let applies = applies.into_iter().map(|it| it.value).collect();
            let differs = differs.into_iter().map(|it| it.value).collect();
            let what = What::Reacted { municipality, by, applies, differs };
            on.map(|on| Found { value: Happening { at: on.value, what }, line: on.line })
        };
        root.items("reacting").into_iter().filter_map(reacted).collect()
    }

    fn difference(&self, item: Item<'_>) -> Option<Found<DemoDifference>> {
        let field = item.parsed("field", Shape::Field, |text| text.parse().ok());
        let reason = item.text("reason").value;
        item.check_keys();
        let Found { value: field, line } = self.known(field?)?;
        self.must_pass_the_guard(&item, field, &reason);
        Some(Found { value: DemoDifference { field, reason }, line })
    }

    fn fields(&self, item: &Item<'_>, key: &'static str) -> Vec<Found<FieldId>> {
        let field = |found: Found<String>| {
            let parsed = found.value.parse::<FieldId>().ok();
            if parsed.is_none() {
                self.page.wrong_on(found.line, Reason::Dangling { id: found.value });
            }
            self.known(Found { value: parsed?, line: found.line })
        };
        item.list(key).into_iter().filter_map(field).collect()
    }

    fn known(&self, field: Found<FieldId>) -> Option<Found<FieldId>> {
        let known = self.scope(field.value).is_some();
        if !known {
            self.page.wrong_on(field.line, Reason::Dangling { id: field.value.to_string() });
        }
        known.then_some(field)
    }

    /// Returns who can arrange what a field asks about, if there is such a field.
    fn scope(&self, field: FieldId) -> Option<Scope> {
        let own = || self.own.get(&field.question).copied().filter(|_| field.part.is_none());
        self.checklist.field(field).map(|found| found.scope).or_else(own)
    }

    fn must_be_regional(&self, field: FieldId, line: usize) {
        if self.scope(field).is_some_and(|scope| scope != Scope::Regional) {
            self.page.wrong_on(line, Reason::NotRegional { field: field.to_string() });
        }
    }

    fn must_be_there_once(&self, fields: impl Iterator<Item = (FieldId, usize)>) {
        let mut seen: BTreeMap<FieldId, usize> = BTreeMap::new();
        for (field, line) in fields {
            match seen.get(&field) {
                Some(first) => {
                    let reason = Reason::Double { id: field.to_string(), first: *first };
                    self.page.wrong_on(line, reason);
                }
                None => drop(seen.insert(field, line)),
            }
        }
    }
}
