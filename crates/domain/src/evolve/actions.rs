//! Folds what happens to actions.

use std::sync::Arc;

use crate::action::{Action, ActionStand, Plan};
use crate::calendar::local_day;
use crate::day::Day;
use crate::event::{Author, Entry, Event};
use crate::file::{Attached, File, FileRemoval};
use crate::handover::PassedPart;
use crate::region::Region;
use crate::reminder::{AFTER_DUE, Reminded, Rung};

/// Makes an action what it is after this entry. One that this copy does not hold stays unknown.
pub(super) fn evolve(region: &mut Region, entry: &Entry) {
    let Some(id) = entry.event.action() else { return };
    if let Event::ActionMade { owner, plan, cause, group, .. } = &entry.event
        && region.texts.hold_action(id, entry.seq)
    {
        let (owner, plan, cause, group) = (*owner, Plan::clone(plan), cause.clone(), *group);
        let (seq, by, moved) = (entry.seq, entry.by, entry.at);
        let (stand, log) = (ActionStand::Proposed, vec![]);
        let made = Action {
            seq,
            plan,
            owner,
            person: None,
            cause,
            group,
            by,
            moved,
            acted: None,
            begun: None,
            reminded: None,
            nudged: None,
            paused: None,
            stand,
            files: vec![],
            log,
        };
        region.actions.insert(id, Arc::new(made));
    }
    let Some(action) = region.actions.get_mut(&id) else { return };
    let action = Arc::make_mut(action);
    if begins_anew(&entry.event) {
        action.begun = Some(local_day(entry.at));
        (action.reminded, action.nudged, action.paused) = (None, None, None);
    }
    step(action, entry);
    // Neither what the installation notes nor a reminder is a movement of those who take part.
    if !is_of_reminding(&entry.event) {
        action.moved = entry.at;
        if entry.by.organisation == Some(action.owner) {
            action.acted = Some(entry.at);
        }
    }
    if region.texts.hold_log(id, action.seq) {
        action.log.push(entry.clone());
    }
}

/// Returns whether what was said of an action before counts no more: somebody accepted it, or its day is another one.
const fn begins_anew(event: &Event) -> bool {
    matches!(
        event,
        Event::ActionRevised { .. }
            | Event::ActionOffered { .. }
            | Event::ActionAccepted { .. }
            | Event::CounterProposalAgreed { .. }
            | Event::ActionReopened { .. }
            | Event::ActionPassedOn { part: PassedPart::Asked, .. }
    )
}

const fn is_of_reminding(event: &Event) -> bool {
    matches!(
        event,
        Event::OfferWentSilent { .. }
            | Event::ActionReminded { .. }
            | Event::RemindersPaused { .. }
    )
}

/// Makes an action what it is after a step.
/// Size: one arm for each step.
fn step(action: &mut Action, entry: &Entry) {
    match &entry.event {
        Event::ActionRevised { owner, plan, .. } => {
            if action.owner != *owner {
                action.person = None;
            }
            (action.owner, action.plan) = (*owner, Plan::clone(plan));
        }
        Event::ActionOffered { .. } => {
            action.stand = ActionStand::Offered { since: entry.at, silent: false };
        }
        Event::OfferWentSilent { .. } => {
            if let ActionStand::Offered { silent, .. } = &mut action.stand {
                *silent = true;
            }
        }
        Event::ActionAccepted { .. } => action.stand = ActionStand::Accepted,
        Event::ActionDeclined { reason, .. } => {
            action.stand = ActionStand::Declined { reason: reason.clone() };
        }
        Event::DateCounterProposed { change, reason, .. } => {
            let before =
                matches!(action.stand, ActionStand::CounterProposed { accepted: true, .. });
            let accepted = before || action.stand.goes_on();
            let due = change.to.or(change.from);
            if let Some(due) = due {
                let reason = reason.clone();
                action.stand = ActionStand::CounterProposed { due, reason, accepted };
            }
        }
        Event::CounterProposalAgreed { due, .. } => {
            action.plan.due = Some(*due);
            action.stand = ActionStand::Accepted;
        }
        Event::CounterProposalRefused { .. } => {
            let accepted =
                matches!(action.stand, ActionStand::CounterProposed { accepted: true, .. });
            // Whoever keeps to a day that is near or over has it again.
            let on = local_day(entry.at);
            let is_near = |due: Day| due < on.after_working_days(AFTER_DUE);
            if accepted && action.plan.due.is_some_and(is_near) {
                action.begun = Some(on);
            }
            action.stand = match accepted {
                true => ActionStand::Accepted,
                false => ActionStand::Offered { since: entry.at, silent: false },
            };
        }
        Event::ActionAssigned { change, .. } => action.person = change.to,
        Event::ActionProgressed { .. } => action.stand = ActionStand::InProgress,
        Event::ActionWaits { on, note, .. } => {
            action.stand = ActionStand::WaitingOn { on: *on, note: note.clone() };
        }
        Event::ActionReportedDone { note, .. } => {
            action.stand = ActionStand::ReportedDone { note: note.clone() };
        }
        Event::ActionClosed { .. } => action.stand = ActionStand::Closed,
        Event::ActionReopened { reason, .. } => {
            action.stand = ActionStand::Reopened { reason: reason.clone() };
        }
        Event::ActionDropped { reason, .. } => {
            action.stand = ActionStand::Dropped { reason: reason.clone() };
        }
        Event::ActionPassedOn { part, to, .. } => pass_on(action, *part, *to),
        Event::ActionReminded { rung, meeting, .. } => remind(action, entry, (*rung, *meeting)),
        Event::RemindersPaused { change, .. } => action.paused = change.to,
        Event::ActionFileAttached { file, .. } => {
            let (file, by, at) = (File::clone(file), entry.by, entry.at);
            action.files.push(Attached { file, by, at, removed: None });
        }
        Event::ActionFileRemoved { file, reason, .. } => {
            let removed = FileRemoval { by: entry.by, at: entry.at, reason: reason.clone() };
            let found = action.files.iter_mut().find(|attached| attached.file.id == *file);
            if let Some(attached) = found {
                attached.removed = Some(removed);
            }
        }
        _ => {}
    }
}

/// Somebody who reminds its owner by hand takes no rung of the ladder: it goes on by itself.
fn remind(action: &mut Action, entry: &Entry, (rung, meeting): (Rung, Option<Day>)) {
    let on = local_day(entry.at);
    match entry.by.person {
        Some(_) => action.nudged = Some(on),
        None => action.reminded = Some(Reminded::after(action.reminded, rung, meeting, on)),
    }
}

fn pass_on(action: &mut Action, part: PassedPart, to: Author) {
    match part {
        PassedPart::Asker => action.by = to,
        PassedPart::Asked => {
            // Who of the successor does it is for them to say.
            action.person = None;
            action.owner = to.organisation.unwrap_or(action.owner);
            action.plan.contributors.remove(&action.owner);
        }
    }
}
