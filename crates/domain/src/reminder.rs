//! Reminders: whom an accepted action goes to next when its owner is silent, and on which day.
//!
//! Invariant: what was said, of what and when, stands in the journal; what comes next follows from it, the calendar
//! and the days of the steering group. Nobody is reminded twice of the same rung, and no owner who did something
//! within the last working days.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::action::{Action, ActionStand};
use crate::calendar::local_day;
use crate::day::Day;
use crate::ids::{ActionId, Moment};
use crate::region::Region;

/// Working days before the day on which an action must be done, from which its owner is reminded at the latest.
pub const BEFORE_DUE: u32 = 5;

/// Working days after the day on which an action must be done, to which reminders are counted back where the steering
/// group does not meet before. As many pass after an action was accepted before it can be discussed.
pub const AFTER_DUE: u32 = 10;

/// Working days for which whoever did something is left alone.
pub const REST: u32 = 5;

/// Whom a reminder goes to: one rung of the ladder after the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// Whoever does it, or all who may answer for the owner.
    Owner,
    /// Who leads the owner.
    Lead,
    /// The coordinator.
    Coordinator,
    /// The steering group: it is to be discussed.
    Table,
}

impl Rung {
    /// Every rung, from the first to the last.
    pub const ALL: [Rung; 4] = [Rung::Owner, Rung::Lead, Rung::Coordinator, Rung::Table];

    /// Returns how many working days before the day counted back to it comes.
    pub const fn before(self) -> u32 {
        match self {
            Rung::Owner => 10,
            Rung::Lead => 6,
            Rung::Coordinator => 3,
            Rung::Table => 1,
        }
    }

    /// Returns whether it is for the owner, who may have acted meanwhile.
    const fn is_of_owner(self) -> bool {
        matches!(self, Rung::Owner | Rung::Lead)
    }
}

/// The reminder that was said last of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reminded {
    /// Who was reminded.
    pub rung: Rung,
    /// The day of the steering group that it was counted back from, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Day>,
    /// On which day that was.
    pub on: Day,
    /// On which day it came as far as the steering group last, if it did: the meeting that discusses it is the first
    /// one from that day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tabled: Option<Day>,
}

impl Reminded {
    /// Returns what was said last after this was said.
    pub fn after(before: Option<Self>, rung: Rung, meeting: Option<Day>, on: Day) -> Self {
        let tabled = match rung {
            Rung::Table => Some(on),
            _ => before.and_then(|before| before.tabled),
        };
        Self { rung, meeting, on, tabled }
    }
}

/// A reminder that comes by itself unless something happens before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextReminder {
    /// Who is reminded.
    pub rung: Rung,
    /// From which day on.
    pub on: Day,
    /// The day of the steering group that it is counted back from, if it is.
    pub meeting: Option<Day>,
}

/// The day to which the rungs of an action are counted back.
struct Goal {
    day: Day,
    /// Whether the steering group meets on it.
    is_meeting: bool,
    /// The day on which it must be done, where it did not pass the steering group yet.
    due: Option<Day>,
    /// The last rung that was said on the way to it.
    said: Option<Rung>,
}

impl Action {
    /// Returns whether the steering group, which meets on these days, is to discuss it: it came as far, and that meeting
    /// is not over. One that is planned or moved meanwhile counts.
    pub fn is_to_discuss(&self, today: Day, meetings: &BTreeSet<Day>) -> bool {
        let tabled = self.reminded.filter(|reminded| reminded.rung == Rung::Table);
        let is_ahead = |tabled: Reminded| {
            meetings.range(tabled.on..).next().is_none_or(|meeting| today <= *meeting)
        };
        self.stand.goes_on() && tabled.is_some_and(is_ahead)
    }

    /// Returns whether its owner is not to be reminded by hand on a day: they did something about it on that day, or
    /// were reminded of it.
    pub fn is_left_alone(&self, today: Day) -> bool {
        let reminded = self.reminded.filter(|reminded| reminded.rung.is_of_owner());
        let on = [self.nudged, self.acted.map(local_day), reminded.map(|reminded| reminded.on)];
        on.contains(&Some(today))
    }

    /// Returns whether reminders of it pause on a day.
    pub fn is_paused(&self, today: Day) -> bool {
        self.paused.is_some_and(|until| today <= until)
    }

    /// Returns the first day on which a rung may be said after its owner did something, or had it to do again.
    fn rested(&self, rung: Rung, on: Day) -> Day {
        let since = self.acted.map(local_day).max(self.begun);
        match since {
            Some(since) if rung.is_of_owner() => on.max(since.after_working_days(REST)),
            _ => on,
        }
    }
}

impl Region {
    /// Returns the reminder of an action that is due on a day or comes next; nothing where none comes by itself.
    pub fn next_reminder(&self, action: &Action, today: Day) -> Option<NextReminder> {
        let goal = self.goal(action, today)?;
        let meeting = goal.is_meeting.then_some(goal.day);
        // Who waits for somebody else said so, and who left is there no more: that is for the coordinator to look at.
        let waits = matches!(action.stand, ActionStand::WaitingOn { .. });
        let asks_owner = !waits && self.takes_part(action.owner);
        let left = Rung::ALL.into_iter().filter(|rung| {
            goal.said.is_none_or(|said| said < *rung) && (asks_owner || !rung.is_of_owner())
        });
        let all = left.map(|rung| {
            let on = action.rested(rung, goal.day_of(rung));
            let on = action.paused.map_or(on, |until| on.max(until.after(1))).or_next_worked();
            NextReminder { rung, on, meeting }
        });
        let all: Vec<NextReminder> = all.collect();
        // Of several that are due the last says it all.
        let due = all.iter().rfind(|next| next.on <= today);
        due.or(all.iter().min_by_key(|next| (next.on, std::cmp::Reverse(next.rung)))).copied()
    }

    /// Returns the reminders that are due now, none of them on a day on which nobody works.
    pub fn reminders_due(&self, now: Moment) -> Vec<(ActionId, NextReminder)> {
        let today = local_day(now);
        if !today.is_worked() {
            return vec![];
        }
        let due = |(id, action): (&ActionId, &std::sync::Arc<Action>)| {
            let next = self.next_reminder(action, today).filter(|next| next.on <= today)?;
            // The steering group discusses it when it meets next, whatever day it was counted back from.
            let meeting = match next.rung {
                Rung::Table => self.next_steering_date(today),
                _ => next.meeting,
            };
            Some((*id, NextReminder { meeting, ..next }))
        };
        self.actions.iter().filter_map(due).collect()
    }

    /// Returns the day to which reminders are counted back: when the steering group meets, on the day on which the
    /// action must be done or soon after; else soon after that day. What was discussed and goes on comes again with
    /// the next meeting.
    fn goal(&self, action: &Action, today: Day) -> Option<Goal> {
        let due = action.plan.due.filter(|_| action.stand.goes_on())?;
        let said = action.reminded.map(|reminded| reminded.rung);
        if let Some(tabled) = action.reminded.and_then(|reminded| reminded.tabled) {
            let discussed = self.next_steering_date(tabled).filter(|meeting| *meeting < today)?;
            let day = self.next_steering_date(discussed.after(1).max(today))?;
            let said = said.filter(|said| *said != Rung::Table);
            return Some(Goal { day, is_meeting: true, due: None, said });
        }
        // Whoever accepted it lately has as long as everybody else.
        let from = due.max(action.begun.map_or(due, |day| day.after_working_days(AFTER_DUE)));
        let soon = from.after_working_days(AFTER_DUE);
        let meeting = self.next_steering_date(from).filter(|day| *day <= soon);
        let (day, is_meeting) = (meeting.unwrap_or(soon), meeting.is_some());
        Some(Goal { day, is_meeting, due: Some(due), said })
    }
}

impl Goal {
    /// Returns from which day on a rung is due.
    fn day_of(&self, rung: Rung) -> Day {
        let on = self.day.before_working_days(rung.before());
        match (rung, self.due) {
            (Rung::Owner, Some(due)) => on.min(due.before_working_days(BEFORE_DUE)),
            _ => on,
        }
    }
}
