//! Actions: what one organisation asks another to do, and the other accepts.
//!
//! Invariant: between independent organisations an action exists only once its owner accepted it. Its owner alone
//! says that it accepts, declines or is done; whoever asked, or the coordinator, says that it is closed.
//!
//! Size: what an action is and every step with it are read together.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Member};
use crate::calendar::local_day;
use crate::checklist::SuggestionId;
use crate::day::Day;
use crate::event::{Author, Entry};
use crate::file::Attached;
use crate::ids::{
    ActionId, CommandId, GroupId, Moment, OrganisationId, PersonId, QuestionId, RequestId, ThreadId,
};
use crate::region::Region;
use crate::reminder::Reminded;
use crate::rights::{Ability, demand};
use crate::text::{Fingerprint, GuardedText, TypedText};

/// Working days that an offer may wait for an answer; after them it goes to the coordinator, once.
pub const ANSWER_DAYS: u32 = 10;

/// Days without movement after which an action is silent.
pub const SILENT_DAYS: i64 = 60;

/// What is to be done, as its owner accepts it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Plan<T = GuardedText> {
    /// What it is called.
    pub title: T,
    /// Why it is asked; may be empty.
    pub why: T,
    /// When it is done ("klaar als"); may be empty.
    pub done_when: T,
    /// Who helps.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub contributors: BTreeSet<OrganisationId>,
    /// The municipalities that it is about; none: the whole region.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub concerns: BTreeSet<OrganisationId>,
    /// Until which day, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// How much it matters beside others.
    #[serde(default, skip_serializing_if = "Priority::is_normal")]
    pub priority: Priority,
}

/// A plan as somebody typed it.
pub type TypedPlan = Plan<TypedText>;

/// How much an action matters beside others.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// More than others.
    High,
    /// As much as others.
    #[default]
    Normal,
    /// It can wait.
    Low,
}

/// What an action comes from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A question.
    Question(QuestionId),
    /// A suggestion of the checklist.
    Suggestion(SuggestionId),
    /// What people said about a question, where everyone reads it.
    Thread {
        /// The thread.
        thread: ThreadId,
        /// The question.
        question: QuestionId,
    },
    /// What a partner was asked about a question.
    Request {
        /// The request.
        request: RequestId,
        /// The question.
        question: QuestionId,
    },
}

/// An action.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Action {
    /// The number of the entry that made it.
    pub seq: u64,
    /// What is to be done.
    pub plan: Plan,
    /// Who does it.
    pub owner: OrganisationId,
    /// Who of them, if they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// What it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The group that it belongs to: what several must do, one action each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Who asks for it.
    pub by: Author,
    /// When something happened to it last.
    pub moved: Moment,
    /// When somebody of its owner did something about it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acted: Option<Moment>,
    /// On which day its owner had it to do: accepted it, or agreed to another day, or has it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Day>,
    /// The reminder that was said last, since it was accepted or its day changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Reminded>,
    /// On which day somebody reminded its owner by hand last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nudged: Option<Day>,
    /// Until which day reminders of it pause, if somebody asked for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Day>,
    /// Where it stands.
    pub stand: ActionStand,
    /// The files that are attached to it, or were, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
    /// What happened to it, the oldest first, where this copy of the region holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<Entry>,
}

/// Where an action stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStand {
    /// It was thought of, and nobody was asked yet.
    Proposed,
    /// It waits for its owner.
    Offered {
        /// Since when.
        since: Moment,
        /// Whether it went to the coordinator because its owner was silent.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        silent: bool,
    },
    /// Its owner wants another day, and waits for whoever asked.
    CounterProposed {
        /// Which.
        due: Day,
        /// Why.
        reason: GuardedText,
        /// Whether it was accepted before.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        accepted: bool,
    },
    /// Its owner does not do it.
    Declined {
        /// Why.
        reason: GuardedText,
    },
    /// Its owner will do it.
    Accepted,
    /// Its owner is at work on it.
    InProgress,
    /// Its owner cannot go on before somebody else did something.
    WaitingOn {
        /// On what.
        on: WaitsOn,
        /// What there is to say about it.
        note: GuardedText,
    },
    /// Its owner says that it is done.
    ReportedDone {
        /// What there is to say about it.
        note: GuardedText,
    },
    /// Whoever asked agrees that it is done.
    Closed,
    /// Whoever asked says that it is not done.
    Reopened {
        /// Why.
        reason: GuardedText,
    },
    /// Whoever asked does not need it any more.
    Dropped {
        /// Why.
        reason: GuardedText,
    },
}

/// What an action waits on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsOn {
    /// Something of another organisation.
    Organisation(OrganisationId),
    /// Another action.
    Action(ActionId),
}

/// What can be done with an action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Accept it.
    Accept,
    /// Decline it, or give it back.
    Decline,
    /// Propose another day.
    CounterPropose,
    /// Say who of the owner does it.
    Assign,
    /// Say how it goes.
    Progress,
    /// Say that it waits on somebody else.
    Wait,
    /// Say that it is done.
    ReportDone,
    /// Change what is asked.
    Revise,
    /// Ask its owner.
    Offer,
    /// Answer the owner who wants another day.
    AnswerCounter,
    /// Agree that it is done.
    Close,
    /// Say that it is not done.
    Reopen,
    /// Say that it is not needed any more.
    Drop,
    /// Remind its owner.
    Remind,
    /// Let reminders of it pause, or go on.
    Pause,
}

/// An action as someone saw it: nobody offers or accepts what they did not see.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeenAction {
    /// Which.
    pub action: ActionId,
    /// The name of what was on the screen, as [`Action::fingerprint`] gives it.
    pub seen: Fingerprint,
}

impl Priority {
    /// Every priority, the most urgent first.
    pub const ALL: [Priority; 3] = [Priority::High, Priority::Normal, Priority::Low];

    #[allow(clippy::trivially_copy_pass_by_ref)] // Serde asks for it so.
    const fn is_normal(&self) -> bool {
        matches!(self, Priority::Normal)
    }
}

impl Cause {
    /// Returns the question that it is about, if it is about one.
    pub fn question(&self) -> Option<QuestionId> {
        match self {
            Cause::Question(question)
            | Cause::Thread { question, .. }
            | Cause::Request { question, .. } => Some(*question),
            Cause::Suggestion(_) => None,
        }
    }

    /// Returns the number of the check that it belongs to.
    pub fn check(&self) -> Option<crate::ids::CheckId> {
        match self {
            Cause::Suggestion(id) => id.0.strip_prefix('S')?.split_once('.')?.0.parse().ok(),
            other => other.question().map(QuestionId::check),
        }
    }
}

/// Returns the id of the action that a command made for an owner.
pub fn made_for(command: CommandId, owner: OrganisationId) -> ActionId {
    ActionId(command.creates(&format!("action {owner}")))
}

impl Step {
    /// Every step, in the order in which a page offers them.
    pub const ALL: [Step; 15] = [
        Step::Accept,
        Step::Progress,
        Step::ReportDone,
        Step::Wait,
        Step::CounterPropose,
        Step::Decline,
        Step::Assign,
        Step::AnswerCounter,
        Step::Close,
        Step::Reopen,
        Step::Offer,
        Step::Remind,
        Step::Revise,
        Step::Pause,
        Step::Drop,
    ];

    /// Returns the right that it takes.
    pub fn ability(self, action: &Action) -> Ability {
        match self {
            Step::Accept
            | Step::Decline
            | Step::CounterPropose
            | Step::Assign
            | Step::Progress
            | Step::Wait
            | Step::ReportDone => Ability::CarryOut(action.owner),
            Step::Revise
            | Step::Offer
            | Step::AnswerCounter
            | Step::Close
            | Step::Reopen
            | Step::Drop
            | Step::Remind
            | Step::Pause => Ability::LookAfterAction(action.by.organisation),
        }
    }

    /// Returns whether it can be done where an action stands.
    pub fn fits(self, stand: &ActionStand) -> bool {
        use ActionStand as S;
        match self {
            // Whoever asked for another day and does not need it keeps to what was asked.
            Step::Accept => matches!(stand, S::Offered { .. } | S::CounterProposed { .. }),
            Step::CounterPropose => {
                matches!(stand, S::Offered { .. } | S::CounterProposed { .. }) || stand.goes_on()
            }
            Step::Decline => stand.waits_for_owner() || matches!(stand, S::CounterProposed { .. }),
            Step::Assign => {
                stand.waits_for_owner()
                    || matches!(stand, S::CounterProposed { .. } | S::ReportedDone { .. })
            }
            Step::Progress | Step::Wait | Step::ReportDone => stand.goes_on(),
            Step::Revise => stand.is_open() && !matches!(stand, S::ReportedDone { .. }),
            Step::Offer => matches!(stand, S::Proposed | S::Declined { .. }),
            Step::AnswerCounter => matches!(stand, S::CounterProposed { .. }),
            Step::Close => matches!(stand, S::ReportedDone { .. }),
            Step::Reopen => matches!(stand, S::ReportedDone { .. } | S::Closed),
            Step::Drop => stand.is_open(),
            Step::Remind => stand.waits_for_owner(),
            Step::Pause => stand.goes_on(),
        }
    }
}

impl ActionStand {
    /// Returns whether its owner accepted it and has it to do.
    pub fn goes_on(&self) -> bool {
        matches!(
            self,
            ActionStand::Accepted
                | ActionStand::InProgress
                | ActionStand::WaitingOn { .. }
                | ActionStand::Reopened { .. }
        )
    }

    /// Returns whether its owner has something to do: to answer, or what it accepted.
    pub fn waits_for_owner(&self) -> bool {
        matches!(self, ActionStand::Offered { .. }) || self.goes_on()
    }

    /// Returns whether whoever asked has something to do: to answer, or to look whether it is done.
    pub fn waits_for_asker(&self) -> bool {
        matches!(
            self,
            ActionStand::CounterProposed { .. }
                | ActionStand::Declined { .. }
                | ActionStand::ReportedDone { .. }
        )
    }

    /// Returns whether it is neither closed nor dropped.
    pub fn is_open(&self) -> bool {
        !matches!(self, ActionStand::Closed | ActionStand::Dropped { .. })
    }
}

impl Action {
    /// Names what its owner is asked to do, so that nobody accepts what they did not see.
    pub fn fingerprint(&self) -> Fingerprint {
        let asked = serde_json::to_vec(&(&self.plan, self.owner));
        Fingerprint::of(&asked.expect("a plan is plain data"))
    }

    /// Returns what an actor can do with it now, in the order in which a page offers it.
    pub fn steps(&self, actor: &Actor) -> Vec<Step> {
        let may = |step: &Step| step.fits(&self.stand) && demand(actor, step.ability(self)).is_ok();
        Step::ALL.into_iter().filter(may).collect()
    }

    /// Returns whether its owner was asked and has not said yet that it is done, or that they do not do it.
    pub fn is_awaited(&self) -> bool {
        self.stand.waits_for_owner() || matches!(self.stand, ActionStand::CounterProposed { .. })
    }

    /// Returns whether it should have been done: its day is over, and it is not said to be done.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.is_awaited() && self.plan.due.is_some_and(|due| due < today)
    }

    /// Returns whether nothing happened to what its owner accepted for a long time.
    pub fn is_silent(&self, today: Day) -> bool {
        self.stand.goes_on() && SILENT_DAYS <= local_day(self.moved).days_until(today)
    }

    /// Returns whether its owner did not answer for longer than an answer takes.
    pub fn is_unanswered(&self, today: Day) -> bool {
        match self.stand {
            ActionStand::Offered { since, .. } => {
                let offered = local_day(since);
                // As many working days take more days than that; counting them out takes longer.
                i64::from(ANSWER_DAYS) < offered.days_until(today)
                    && offered.after_working_days(ANSWER_DAYS) < today
            }
            _ => false,
        }
    }

    /// Returns it as it stands, without what happened to it.
    #[must_use]
    pub fn without_log(&self) -> Action {
        let Action { seq, plan, owner, person, cause, group, by, moved, .. } = self;
        let Action { acted, begun, reminded, nudged, paused, stand, files, log: _, .. } = self;
        Action {
            seq: *seq,
            plan: plan.clone(),
            owner: *owner,
            person: *person,
            cause: cause.clone(),
            group: *group,
            by: *by,
            moved: *moved,
            acted: *acted,
            begun: *begun,
            reminded: *reminded,
            nudged: *nudged,
            paused: *paused,
            stand: stand.clone(),
            files: files.clone(),
            log: vec![],
        }
    }

    /// Returns whether it comes from a question.
    pub fn comes_from(&self, question: QuestionId) -> bool {
        self.cause.as_ref().and_then(Cause::question) == Some(question)
    }

    /// Returns whether a member has something to do with it, or may soon: it is theirs, their organisation's, or
    /// their organisation asked for it.
    pub fn concerns_member(&self, member: &Member) -> bool {
        let own = member.organisation;
        self.owner == own || self.by.organisation == Some(own) || self.person == Some(member.person)
    }
}

impl Region {
    /// Returns its actions, the oldest first.
    pub fn actions_in_order(&self) -> Vec<(ActionId, &Action)> {
        let all = self.actions.iter().map(|(id, action)| (*id, &**action));
        let mut all: Vec<(ActionId, &Action)> = all.collect();
        all.sort_by_key(|(id, action)| (action.seq, *id));
        all
    }

    /// Returns the actions of a group, the oldest first.
    pub fn actions_of(&self, group: GroupId) -> Vec<(ActionId, &Action)> {
        let mut all = self.actions_in_order();
        all.retain(|(_, action)| action.group == Some(group));
        all
    }

    /// Returns the next day on which the steering group meets, from a day on.
    pub fn next_steering_date(&self, today: Day) -> Option<Day> {
        self.steering_dates.range(today..).next().copied()
    }

    /// Returns the offers that were silent for longer than an answer takes and did not go to the coordinator yet.
    pub fn silent_offers(&self, now: Moment) -> Vec<ActionId> {
        let today = local_day(now);
        let is_due = |action: &Action| {
            matches!(action.stand, ActionStand::Offered { silent: false, .. })
                && action.is_unanswered(today)
        };
        let due = self.actions.iter().filter(|(_, action)| is_due(action));
        due.map(|(id, _)| *id).collect()
    }
}
