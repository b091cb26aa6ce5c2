//! Judges reminders of actions: by hand, by themselves, and that they pause.

use std::collections::BTreeSet;

use super::Verdict;
use super::actions::{may, must_come, must_take_part};
use crate::action::Step;
use crate::actor::Actor;
use crate::calendar::local_day;
use crate::change::{Change, Meeting};
use crate::day::Day;
use crate::event::Event;
use crate::ids::{ActionId, Moment};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::reminder::{NextReminder, Rung};
use crate::rights::{Ability, demand};

/// How many owners are reminded by one command: as many as a page of the list shows, and some.
const REMINDED_MAX: usize = 200;

/// Of several, those owners are reminded who have something to do; whoever acted or was reminded today is left alone.
pub(super) fn remind(region: &Region, actor: &Actor, actions: &[ActionId], now: Moment) -> Verdict {
    let today = local_day(now);
    if actions.is_empty() {
        return Err(Refusal::NoActionChosen);
    }
    if REMINDED_MAX < actions.len() {
        return Err(Refusal::TooManyReminders { max: REMINDED_MAX });
    }
    let mut events = Vec::new();
    let mut why_none = Refusal::NotAsItStands;
    for action in BTreeSet::from_iter(actions.iter().copied()) {
        let found = region.actions.get(&action).ok_or(Refusal::NotHere)?;
        demand(actor, Step::Remind.ability(found))?;
        if !Step::Remind.fits(&found.stand) {
            continue;
        }
        if let Err(refusal) = must_take_part(region, found.owner) {
            why_none = refusal;
            continue;
        }
        if found.is_left_alone(today) {
            why_none = Refusal::LeftAloneToday;
            continue;
        }
        // How far the steering group is off says something of what must be done by then.
        let meeting = region.next_steering_date(today);
        let meeting = meeting.filter(|day| found.plan.due.is_some_and(|due| due <= *day));
        events.push(Event::ActionReminded { action, rung: Rung::Owner, meeting });
    }
    if events.is_empty() { Err(why_none) } else { Ok(events) }
}

pub(super) fn pause(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    change: Change<Option<Day>>,
    now: Moment,
) -> Verdict {
    let found = may(region, actor, action, Step::Pause)?;
    change.to.map_or(Ok(()), |until| must_come(until, now))?;
    match change.meets(&found.paused) {
        Meeting::Already => Ok(vec![]),
        Meeting::Fits => Ok(vec![Event::RemindersPaused { action, change }]),
        Meeting::Differs => Err(Refusal::ActionChanged { action }),
    }
}

/// What falls due by itself, each once: offers that nobody answered go to the coordinator, and whoever is next is
/// reminded of actions.
pub(super) fn let_fall_due(region: &Region, actor: &Actor, now: Moment) -> Verdict {
    demand(actor, Ability::RunInstallation)?;
    let silent = region.silent_offers(now).into_iter();
    let silent = silent.map(|action| Event::OfferWentSilent { action });
    let due = region.reminders_due(now).into_iter();
    let due = due.map(|(action, NextReminder { rung, meeting, .. })| Event::ActionReminded {
        action,
        rung,
        meeting,
    });
    Ok(silent.chain(due).collect())
}
