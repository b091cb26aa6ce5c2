//! The forms with which people ask an organisation to do something, and answer that.
//!
//! Invariant: the same names are written by the page and read by the server.

use std::collections::BTreeSet;

use domain::decide::TITLE_CHARS_MAX;
use domain::{
    ActionId, Cause, Change, Command, Day, Fingerprint, OrganisationId, PersonId, Plan, Priority,
    Refusal, RequestId, SeenAction, Step, SuggestionId, ThreadId, TypedText, WaitsOn,
};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, DO, TOKEN, read_day, read_text};

/// The value of the button that makes an action and asks its owner.
pub const OFFER: &str = "bied-aan";
/// The value of the button that makes an action and asks nobody yet.
pub const PROPOSE: &str = "stel-voor";
/// The name of the field with the title.
pub const TITLE: &str = "titel";
/// The name of the field that says why it is asked.
pub const WHY: &str = "waarom";
/// The name of the field that says when it is done.
pub const DONE_WHEN: &str = "klaar-als";
/// The name of the fields with the organisations that do it; one action for each.
pub const OWNER: &str = "eigenaar";
/// The name of the fields with the organisations that help.
pub const CONTRIBUTOR: &str = "helpt-mee";
/// The name of the fields with the municipalities that it is about.
pub const CONCERNS: &str = "gemeente";
/// The name of the field with the day.
pub const DUE: &str = "klaar-op";
/// The name of the field with the priority.
pub const PRIORITY: &str = "voorrang";
/// The name of the hidden field that says what it comes from.
pub const CAUSE: &str = "aanleiding";
/// The name of the hidden field with the name of what the page showed.
pub const SEEN: &str = "gezien";
/// The name of the field with a note or a reason.
pub const NOTE: &str = "toelichting";
/// The name of the field with the person who does it.
pub const PERSON: &str = "persoon";
/// The name of the hidden field with the person who did it until then.
pub const PERSON_WAS: &str = "persoon-was";
/// The name of the field that says on what it waits.
pub const WAITS_ON: &str = "wacht-op";
/// The name of the hidden field with the day until which reminders paused until then.
pub const UNTIL_WAS: &str = "pauze-was";
/// The value of the button that reminds the owners of the chosen actions of a list.
pub const REMIND_CHOSEN: &str = "herinner";
/// The name of the boxes with which actions of a list are chosen, each with what was seen of it.
pub const CHOSEN: &str = "actie";
/// The name of the field with a day of the steering group.
pub const STEERING_DAY: &str = "stuurgroepdag";

/// The value of the button that adds it.
pub const STEERING_ADD: &str = "voeg-toe";
/// With a day behind a colon: the value of the button that removes it.
pub const STEERING_REMOVE: &str = "haal-weg";

/// A plan as a form holds it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PlanForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// Whether its owners are asked at once.
    pub offer: bool,
    /// Who does it.
    pub owners: BTreeSet<OrganisationId>,
    /// What is to be done, with everything but the day.
    pub plan: PlanTexts,
    /// The day as it was typed.
    pub due: String,
    /// What it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// What the page showed, where it changes an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Fingerprint>,
}

/// What a plan says beside its day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // The fields are those of `Plan`.
pub struct PlanTexts {
    pub title: TypedText,
    pub why: TypedText,
    pub done_when: TypedText,
    pub contributors: BTreeSet<OrganisationId>,
    pub concerns: BTreeSet<OrganisationId>,
    pub priority: Priority,
}

/// A form of one step with an action.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StepForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button does.
    pub deed: StepDeed,
    /// The day as it was typed, or as the page showed it.
    #[serde(default)]
    pub due: String,
    /// The note or reason as it was typed.
    #[serde(default)]
    pub note: TypedText,
    /// What the page showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Fingerprint>,
    /// Who does it.
    pub person: Change<Option<PersonId>>,
    /// On what it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WaitsOn>,
    /// Until when reminders paused, as the page showed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_was: Option<Day>,
}

/// What a button of the page of an action does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The steps are those of `Step`; of a counter-proposal and of a pause both answers.
pub enum StepDeed {
    Accept,
    CounterPropose,
    Decline,
    Progress,
    ReportDone,
    Wait,
    Assign,
    AgreeToDate,
    RefuseDate,
    Close,
    Reopen,
    Offer,
    Drop,
    Remind,
    Pause,
    Resume,
}

/// Why a form about an action was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionTrouble {
    /// What was typed as a day is none.
    NoSuchDay,
    /// A day was asked for and none was typed.
    DayMissing,
    /// It was not said on what it waits.
    NothingToWaitOn,
    /// The rules refuse it.
    Refused(Refusal),
}

impl ActionTrouble {
    /// Returns why the rules refuse it, where they do.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            ActionTrouble::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

impl PlanForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<PlanForm, BrokenForm> {
        let find = |wanted: &str| find(pairs, wanted);
        let text = |name: &str| read_text(pairs, name).unwrap_or_default();
        let offer = match find(DO).ok_or(BrokenForm)? {
            OFFER => true,
            PROPOSE => false,
            _ => return Err(BrokenForm),
        };
        let plan = PlanTexts {
            title: text(TITLE),
            why: text(WHY),
            done_when: text(DONE_WHEN),
            contributors: all(pairs, CONTRIBUTOR)?,
            concerns: all(pairs, CONCERNS)?,
            priority: read_priority(find(PRIORITY).unwrap_or_default())?,
        };
        Ok(PlanForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            offer,
            owners: all(pairs, OWNER)?,
            plan,
            due: find(DUE).unwrap_or_default().to_owned(),
            cause: given(find(CAUSE)).map(read_cause).transpose()?,
            seen: given(find(SEEN)).map(str::parse).transpose().map_err(|_| BrokenForm)?,
        })
    }

    /// Returns the command of this form: it makes an action, or changes one.
    pub fn command(&self, changes: Option<ActionId>) -> Result<Command, ActionTrouble> {
        let due = read_day(&self.due).map_err(|_| ActionTrouble::NoSuchDay)?;
        let PlanTexts { title, why, done_when, contributors, concerns, priority } =
            self.plan.clone();
        let plan = Box::new(Plan { title, why, done_when, contributors, concerns, due, priority });
        let (owners, cause, offer) = (self.owners.clone(), self.cause.clone(), self.offer);
        match changes {
            None => Ok(Command::MakeActions { owners, plan, cause, offer }),
            Some(action) => {
                let seen = seen_of(action, self.seen)?;
                let missing = ActionTrouble::Refused(Refusal::OwnerMissing);
                let owner = owners.first().copied().ok_or(missing)?;
                Ok(Command::ReviseAction { seen, owner, plan })
            }
        }
    }
}

impl StepDeed {
    /// Every deed.
    pub const ALL: [StepDeed; 16] = [
        StepDeed::Accept,
        StepDeed::CounterPropose,
        StepDeed::Decline,
        StepDeed::Progress,
        StepDeed::ReportDone,
        StepDeed::Wait,
        StepDeed::Assign,
        StepDeed::AgreeToDate,
        StepDeed::RefuseDate,
        StepDeed::Close,
        StepDeed::Reopen,
        StepDeed::Offer,
        StepDeed::Drop,
        StepDeed::Remind,
        StepDeed::Pause,
        StepDeed::Resume,
    ];

    /// Returns the value of the button that does it, which addresses use as well.
    pub const fn code(self) -> &'static str {
        match self {
            StepDeed::Accept => "neem-aan",
            StepDeed::CounterPropose => "andere-datum",
            StepDeed::Decline => "wijs-af",
            StepDeed::Progress => "voortgang",
            StepDeed::ReportDone => "meld-klaar",
            StepDeed::Wait => "wacht",
            StepDeed::Assign => "wie",
            StepDeed::AgreeToDate => "datum-goed",
            StepDeed::RefuseDate => "datum-niet-goed",
            StepDeed::Close => "sluit-af",
            StepDeed::Reopen => "heropen",
            StepDeed::Offer => "bied-aan",
            StepDeed::Drop => "laat-vervallen",
            StepDeed::Remind => "herinner",
            StepDeed::Pause => "pauzeer",
            StepDeed::Resume => "hervat",
        }
    }

    /// Returns the step that it is.
    pub const fn step(self) -> Step {
        match self {
            StepDeed::Accept => Step::Accept,
            StepDeed::CounterPropose => Step::CounterPropose,
            StepDeed::Decline => Step::Decline,
            StepDeed::Progress => Step::Progress,
            StepDeed::ReportDone => Step::ReportDone,
            StepDeed::Wait => Step::Wait,
            StepDeed::Assign => Step::Assign,
            StepDeed::AgreeToDate | StepDeed::RefuseDate => Step::AnswerCounter,
            StepDeed::Close => Step::Close,
            StepDeed::Reopen => Step::Reopen,
            StepDeed::Offer => Step::Offer,
            StepDeed::Drop => Step::Drop,
            StepDeed::Remind => Step::Remind,
            StepDeed::Pause | StepDeed::Resume => Step::Pause,
        }
    }

    /// Reads what a button or an address wrote.
    pub fn read(code: &str) -> Option<StepDeed> {
        Self::ALL.into_iter().find(|deed| deed.code() == code)
    }
}

impl StepForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<StepForm, BrokenForm> {
        let find = |wanted: &str| find(pairs, wanted);
        let person = |name| {
            let id = given(find(name)).map(str::parse::<PersonId>).transpose();
            id.map_err(|_| BrokenForm)
        };
        Ok(StepForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            deed: find(DO).and_then(StepDeed::read).ok_or(BrokenForm)?,
            due: find(DUE).unwrap_or_default().to_owned(),
            note: read_text(pairs, NOTE).unwrap_or_default(),
            seen: given(find(SEEN)).map(str::parse).transpose().map_err(|_| BrokenForm)?,
            person: Change { from: person(PERSON_WAS)?, to: person(PERSON)? },
            on: given(find(WAITS_ON)).map(read_waits_on).transpose()?,
            until_was: read_day(find(UNTIL_WAS).unwrap_or_default())?,
        })
    }

    /// Returns the command of this form.
    pub fn command(&self, action: ActionId) -> Result<Command, ActionTrouble> {
        let (note, reason) = (self.note.clone(), self.note.clone());
        Ok(match self.deed {
            StepDeed::Accept => Command::AcceptAction { seen: seen_of(action, self.seen)? },
            StepDeed::Decline => Command::DeclineAction { action, reason },
            StepDeed::CounterPropose => {
                Command::CounterProposeDate { action, due: self.day()?, reason }
            }
            StepDeed::AgreeToDate => Command::AgreeToDate { action, due: self.day()? },
            StepDeed::RefuseDate => Command::RefuseDate { action, due: self.day()?, reason },
            StepDeed::Assign => Command::AssignAction { action, change: self.person },
            StepDeed::Progress => Command::ReportProgress { action, note },
            StepDeed::Wait => {
                let on = self.on.ok_or(ActionTrouble::NothingToWaitOn)?;
                Command::WaitOn { action, on, note }
            }
            StepDeed::ReportDone => Command::ReportDone { action, note },
            StepDeed::Close => Command::CloseAction { action },
            StepDeed::Reopen => Command::ReopenAction { action, reason },
            StepDeed::Offer => Command::OfferActions { actions: vec![seen_of(action, self.seen)?] },
            StepDeed::Drop => Command::DropAction { action, reason },
            StepDeed::Remind => Command::RemindOwners { actions: vec![action] },
            StepDeed::Pause => {
                let change = Change { from: self.until_was, to: Some(self.day()?) };
                Command::PauseReminders { action, change }
            }
            StepDeed::Resume => {
                let change = Change { from: self.until_was, to: None };
                Command::PauseReminders { action, change }
            }
        })
    }

    fn day(&self) -> Result<Day, ActionTrouble> {
        let typed = read_day(&self.due).map_err(|_| ActionTrouble::NoSuchDay)?;
        typed.ok_or(ActionTrouble::DayMissing)
    }
}

/// Whoever does not say what they saw did not see what is there.
fn seen_of(action: ActionId, seen: Option<Fingerprint>) -> Result<SeenAction, ActionTrouble> {
    let changed = ActionTrouble::Refused(Refusal::ActionChanged { action });
    seen.map(|seen| SeenAction { action, seen }).ok_or(changed)
}

/// Returns the title and the reason of an action that is made of a suggestion. A title ends without a full stop; what
/// does not fit one goes into the reason.
pub fn of_suggestion(text: &str, more: Option<&str>) -> (String, String) {
    let more = more.unwrap_or_default();
    let title = text.trim_end_matches('.');
    if title.chars().count() <= TITLE_CHARS_MAX {
        return (title.to_owned(), more.to_owned());
    }
    (String::new(), format!("{text}\n\n{more}").trim().to_owned())
}

/// Reads which actions of a list were chosen, each with what was seen of it.
pub fn read_chosen(pairs: &[(String, String)]) -> Result<Vec<SeenAction>, BrokenForm> {
    let chosen = pairs.iter().filter(|(name, _)| name == CHOSEN);
    let one = |(_, code): &(String, String)| {
        let (action, seen) = code.split_once(':').ok_or(BrokenForm)?;
        let (action, seen) = (action.parse().map_err(|_| BrokenForm)?, seen.parse());
        Ok(SeenAction { action, seen: seen.map_err(|_| BrokenForm)? })
    };
    chosen.map(one).collect()
}

/// Returns how the box of an action in a list is written.
pub fn chosen_code(seen: SeenAction) -> String {
    format!("{}:{}", seen.action, seen.seen)
}

/// Returns how a form writes a priority.
pub const fn priority_code(priority: Priority) -> &'static str {
    match priority {
        Priority::High => "hoog",
        Priority::Normal => "",
        Priority::Low => "laag",
    }
}

/// Reads a priority.
pub fn read_priority(code: &str) -> Result<Priority, BrokenForm> {
    Priority::ALL.into_iter().find(|one| priority_code(*one) == code).ok_or(BrokenForm)
}

/// Returns how forms and addresses write what an action comes from.
pub fn cause_code(cause: &Cause) -> String {
    match cause {
        Cause::Question(question) => format!("vraag:{question}"),
        Cause::Suggestion(SuggestionId(id)) => format!("suggestie:{id}"),
        Cause::Thread { thread: ThreadId(id), question } => format!("gesprek:{id}:{question}"),
        Cause::Request { request: RequestId(id), question } => format!("verzoek:{id}:{question}"),
    }
}

/// Reads what an action comes from.
pub fn read_cause(code: &str) -> Result<Cause, BrokenForm> {
    let mut parts = code.split(':');
    let (kind, first, second) = (parts.next(), parts.next().ok_or(BrokenForm)?, parts.next());
    let question = || second.ok_or(BrokenForm)?.parse().map_err(|_| BrokenForm);
    match (kind, second) {
        (Some("vraag"), None) => first.parse().map(Cause::Question).map_err(|_| BrokenForm),
        (Some("suggestie"), None) => Ok(Cause::Suggestion(SuggestionId(first.to_owned()))),
        (Some("gesprek"), _) => {
            let thread = first.parse().map_err(|_| BrokenForm)?;
            Ok(Cause::Thread { thread, question: question()? })
        }
        (Some("verzoek"), _) => {
            let request = first.parse().map_err(|_| BrokenForm)?;
            Ok(Cause::Request { request, question: question()? })
        }
        _ => Err(BrokenForm),
    }
}

/// Returns how a form writes on what an action waits.
pub fn waits_on_code(on: WaitsOn) -> String {
    match on {
        WaitsOn::Organisation(id) => format!("organisatie:{id}"),
        WaitsOn::Action(id) => format!("actie:{id}"),
    }
}

fn read_waits_on(code: &str) -> Result<WaitsOn, BrokenForm> {
    let (kind, id) = code.split_once(':').ok_or(BrokenForm)?;
    match kind {
        "organisatie" => id.parse().map(WaitsOn::Organisation).map_err(|_| BrokenForm),
        "actie" => id.parse().map(WaitsOn::Action).map_err(|_| BrokenForm),
        _ => Err(BrokenForm),
    }
}

fn find<'p>(pairs: &'p [(String, String)], wanted: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

/// A choice: nothing where none was made.
fn given(code: Option<&str>) -> Option<&str> {
    code.filter(|code| !code.is_empty())
}

fn all(pairs: &[(String, String)], wanted: &str) -> Result<BTreeSet<OrganisationId>, BrokenForm> {
    let chosen = pairs.iter().filter(|(name, value)| name == wanted && !value.is_empty());
    chosen.map(|(_, id)| id.parse().map_err(|_| BrokenForm)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_comes_from_is_read_as_it_is_written() {
        let id = "00000000-0000-0000-0000-0000000000f1";
        for code in [
            "vraag:4.3".to_owned(),
            "suggestie:S4.2".to_owned(),
            format!("gesprek:{id}:4.3"),
            format!("verzoek:{id}:4.R1"),
        ] {
            assert_eq!(cause_code(&read_cause(&code).unwrap()), code);
        }
        for broken in
            ["", "vraag", "vraag:x", "vraag:4.3:1", "gesprek:x:4.3", "gesprek:4.3", "iets:1"]
        {
            assert_eq!(read_cause(broken), Err(BrokenForm), "{broken}");
        }
    }

    #[test]
    fn a_step_is_read_as_it_is_written() {
        for deed in StepDeed::ALL {
            assert_eq!(StepDeed::read(deed.code()), Some(deed));
        }
        assert_eq!(StepDeed::read(""), None);
    }

    #[test]
    fn a_day_that_is_asked_for_must_be_one() {
        let pairs = |due: &str| {
            let pairs = [(TOKEN, "1"), (DO, StepDeed::CounterPropose.code()), (DUE, due)];
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let read = |due: &str| StepForm::read(&pairs(due)).unwrap().command(ActionId::default());
        assert_eq!(read(""), Err(ActionTrouble::DayMissing));
        assert_eq!(read("31-11-2026"), Err(ActionTrouble::NoSuchDay));
        assert!(matches!(read("14-12-2026"), Ok(Command::CounterProposeDate { .. })));
    }
}
