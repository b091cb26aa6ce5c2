//! Reads what organisations asked each other to do, what became of it, and when the steering group meets.

use std::collections::BTreeMap;

use domain::{Cause, OrganisationKind, SuggestionId};

use super::super::{
    DemoAccount, DemoAction, DemoOrganisation, DemoStep, DemoStepping, DemoWaitsOn,
};
use super::{Found, Happening, Reading, What, key, word};
use crate::content::page::Item;
use crate::content::reason::{Reason, Shape};

const STEPS: &str = "offered, revised, accepted, declined, counter, agreed, refused, assigned, \
    progress, waits, file, done, closed, reopened, dropped";
const PRIORITIES: &str = "high, normal, low";
/// How files write that an action waits on another one.
const ACTION: &str = "action:";

/// Who takes part, and the actions that were read so far, by their keys.
struct Known<'r> {
    accounts: &'r [Found<DemoAccount>],
    organisations: &'r [Found<DemoOrganisation>],
    actions: BTreeMap<String, Found<DemoAction>>,
}

impl Reading<'_> {
    /// Reads actions, the steps with them, and the days of the steering group.
    pub(super) fn actions(
        &self,
        root: &Item<'_>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Vec<Found<Happening>> {
        let mut known = Known { accounts, organisations, actions: BTreeMap::new() };
        let mut all = Vec::new();
        for item in root.items("action") {
            all.extend(self.made(&item, &mut known));
            item.done();
        }
        for item in root.items("acting") {
            all.extend(self.acted(&item, &known));
            item.done();
        }
        for item in root.items("steering") {
            all.extend(self.steering(&item));
            item.done();
        }
        all
    }

    fn made(&self, item: &Item<'_>, known: &mut Known<'_>) -> Option<Found<Happening>> {
        let id = item.parsed("key", Shape::Id("inkoop-afspraken"), key);
        let by = item.text("by").value;
        let on = self.moment(item, "on");
        let title = item.text("title");
        let optional = |key| item.text_if(key).map(|found| found.value).unwrap_or_default();
        let (why, done_when) = (optional("why"), optional("done_when"));
        for (key, text) in [("title", &title.value), ("why", &why), ("done_when", &done_when)] {
            Self::must_be_policy(item, key, text);
        }
        let owners = self.taking_part(item, "owners", known);
        if owners.is_empty() {
            item.wrong(Reason::MissingKey { key: "owners".to_owned() });
        }
        let contributors = self.taking_part(item, "contributors", known);
        let concerns = self.concerned(item, known);
        let due = item.parsed_if("due", Shape::Day, |text| text.parse().ok());
        let priority = item.parsed_if("priority", Shape::OneOf(PRIORITIES), word);
        let cause = self.cause(item);
        let offered = !item.flag_if("proposed");
        let (id, on) = (id?, on?);
        let others = known.actions.iter();
        self.must_be_new(&id, others.clone().map(|(key, found)| (key.clone(), found.line)));
        self.must_be_new(&title, others.map(|(_, it)| (it.value.title.clone(), it.line)));
        let action = DemoAction {
            key: id.value.clone(),
            owners,
            title: title.value,
            why,
            done_when,
            contributors,
            concerns,
            due: due.map(|found| found.value),
            priority: priority.map(|found| found.value).unwrap_or_default(),
            cause,
            offered,
        };
        known.actions.insert(id.value, Found { value: action.clone(), line: id.line });
        let what = What::ActionsMade { by, action: Box::new(action) };
        Some(Found { value: Happening { at: on.value, what }, line: on.line })
    }

    /// Reads what an action comes from, if that is said.
    fn cause(&self, item: &Item<'_>) -> Option<Cause> {
        let question = item.parsed_if("question", Shape::Field, |text| text.parse().ok());
        let suggestion = item.text_if("suggestion");
        if let (Some(_), Some(found)) = (&question, &suggestion) {
            let (key, other) = ("suggestion".to_owned(), "question".to_owned());
            self.page.wrong_on(found.line, Reason::OneOfTwo { key, other });
        }
        let suggested = |found: Found<String>| {
            let suggestion = SuggestionId(found.value.clone());
            if self.checklist.suggestion(&suggestion).is_none() {
                self.page.wrong_on(found.line, Reason::Dangling { id: found.value });
            }
            Cause::Suggestion(suggestion)
        };
        let suggestion = suggestion.map(suggested);
        suggestion.or(question.map(|found| Cause::Question(found.value)))
    }

    /// Reads a list of organisations.
    fn taking_part(&self, item: &Item<'_>, list: &'static str, known: &Known<'_>) -> Vec<String> {
        let found = item.list(list);
        for one in found.iter().filter(|one| known.organisation(&one.value).is_none()) {
            self.page.wrong_on(one.line, Reason::Dangling { id: one.value.clone() });
        }
        found.into_iter().map(|found| found.value).collect()
    }

    /// Reads the municipalities that an action is about.
    fn concerned(&self, item: &Item<'_>, known: &Known<'_>) -> Vec<String> {
        let found = item.list("concerns");
        let is_one = |key: &str| {
            known.organisation(key).is_some_and(|it| it.kind == OrganisationKind::Municipality)
        };
        for one in found.iter().filter(|one| !is_one(&one.value)) {
            self.page.wrong_on(one.line, Reason::NotAMunicipality { key: one.value.clone() });
        }
        found.into_iter().map(|found| found.value).collect()
    }

    fn acted(&self, item: &Item<'_>, known: &Known<'_>) -> Option<Found<Happening>> {
        let to = item.text("to");
        let by = item.text("by").value;
        let on = self.moment(item, "on");
        let owner = item.text_if("owner");
        let step = self.step(item, known);
        let Some(action) = known.actions.get(&to.value) else {
            self.page.wrong_on(to.line, Reason::Dangling { id: to.value.clone() });
            return None;
        };
        let owner = self.owner(item, owner, &action.value.owners)?;
        let stepping = DemoStepping { to: to.value, owner, step: step? };
        let (on, what) = (on?, What::ActionMoved { by, stepping });
        Some(Found { value: Happening { at: on.value, what }, line: on.line })
    }

    /// Returns whose action it is: of several owners the file says which.
    fn owner(
        &self,
        item: &Item<'_>,
        said: Option<Found<String>>,
        owners: &[String],
    ) -> Option<String> {
        match (said, owners) {
            (Some(found), _) => {
                let is_one = owners.contains(&found.value);
                if !is_one {
                    self.page.wrong_on(found.line, Reason::Dangling { id: found.value.clone() });
                }
                is_one.then_some(found.value)
            }
            (None, []) => None,
            (None, [only]) => Some(only.clone()),
            (None, _) => {
                item.wrong(Reason::MissingKey { key: "owner".to_owned() });
                None
            }
        }
    }

    fn step(&self, item: &Item<'_>, known: &Known<'_>) -> Option<DemoStep> {
        let missing = |key: &str| item.wrong(Reason::MissingKey { key: key.to_owned() });
        let text = item.text_if("text").map(|found| found.value);
        Self::must_be_policy(item, "text", text.as_deref().unwrap_or_default());
        let due = item.parsed_if("due", Shape::Day, |text| text.parse().ok());
        let due = due.map(|found| found.value);
        let colleague = item.text_if("colleague");
        let waits_on = item.text_if("waits_on");
        let is_step = |word: &str| STEPS.split(", ").any(|step| step.trim() == word);
        let what = item
            .parsed("what", Shape::OneOf(STEPS), |word| is_step(word).then(|| word.to_owned()))?;
        let may_say = || text.clone().unwrap_or_default();
        let must_say = || {
            if text.is_none() {
                missing("text");
            }
            may_say()
        };
        Some(match what.value.as_str() {
            "offered" => DemoStep::Offered,
            "revised" => DemoStep::Revised(due, text.clone()),
            "accepted" => DemoStep::Accepted,
            "declined" => DemoStep::Declined(must_say()),
            "counter" => {
                let reason = must_say();
                DemoStep::CounterProposed(
                    due.or_else(|| {
                        missing("due");
                        None
                    })?,
                    reason,
                )
            }
            "agreed" => DemoStep::Agreed,
            "refused" => DemoStep::Refused(must_say()),
            "assigned" => DemoStep::Assigned(self.colleague(item, colleague, known)?),
            "progress" => DemoStep::Progressed(must_say()),
            "waits" => DemoStep::Waits(self.waits_on(item, waits_on, known)?, may_say()),
            "file" => Self::file(item, must_say()),
            "done" => DemoStep::ReportedDone(may_say()),
            "closed" => DemoStep::Closed,
            "reopened" => DemoStep::Reopened(must_say()),
            _ => DemoStep::Dropped(must_say()),
        })
    }

    fn file(item: &Item<'_>, text: String) -> DemoStep {
        let name = item.text("name").value;
        Self::must_be_policy(item, "name", &name);
        DemoStep::FileAdded(name, text)
    }

    fn colleague(
        &self,
        item: &Item<'_>,
        said: Option<Found<String>>,
        known: &Known<'_>,
    ) -> Option<String> {
        let Some(found) = said else {
            item.wrong(Reason::MissingKey { key: "colleague".to_owned() });
            return None;
        };
        if !known.accounts.iter().any(|it| it.value.key == found.value) {
            self.page.wrong_on(found.line, Reason::Dangling { id: found.value.clone() });
        }
        Some(found.value)
    }

    fn waits_on(
        &self,
        item: &Item<'_>,
        said: Option<Found<String>>,
        known: &Known<'_>,
    ) -> Option<DemoWaitsOn> {
        let Some(found) = said else {
            item.wrong(Reason::MissingKey { key: "waits_on".to_owned() });
            return None;
        };
        let (is_known, on) = match found.value.strip_prefix(ACTION) {
            // Of several owners it would not be clear whose.
            Some(key) => {
                let is_one = known.actions.get(key).is_some_and(|it| it.value.owners.len() == 1);
                (is_one, DemoWaitsOn::Action(key.to_owned()))
            }
            None => {
                let key = &found.value;
                (known.organisation(key).is_some(), DemoWaitsOn::Organisation(key.clone()))
            }
        };
        if !is_known {
            self.page.wrong_on(found.line, Reason::Dangling { id: found.value.clone() });
        }
        Some(on)
    }

    fn steering(&self, item: &Item<'_>) -> Vec<Found<Happening>> {
        let day = item.parsed("day", Shape::Day, |text| text.parse().ok());
        let by = item.text("by").value;
        let on = self.moment(item, "on");
        let removed = item.parsed_if("removed", Shape::Moment, super::moment);
        removed.iter().for_each(|found| self.must_be_past(found));
        if let (Some(on), Some(removed)) = (&on, &removed)
            && removed.value < on.value
        {
            self.page.wrong_on(removed.line, Reason::OutOfOrder { id: "removed".to_owned() });
        }
        let Some(day) = day else { return vec![] };
        let said = |found: Found<domain::Moment>, meets| {
            let what = What::SteeringSaid { by: by.clone(), day: day.value, meets };
            Found { value: Happening { at: found.value, what }, line: found.line }
        };
        let added = on.map(|on| said(on, true));
        added.into_iter().chain(removed.map(|found| said(found, false))).collect()
    }
}

impl Known<'_> {
    fn organisation(&self, key: &str) -> Option<&DemoOrganisation> {
        self.organisations.iter().find(|it| it.value.key == key).map(|it| &it.value)
    }
}
