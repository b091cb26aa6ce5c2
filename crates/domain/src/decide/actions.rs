//! Judges actions: make, offer, accept, decline, propose another day, go on, report done, close, open again, drop.

use std::collections::BTreeSet;

use super::{
    ACTIONS_MAX, DONE_WHEN_CHARS_MAX, REASON_CHARS_MAX, TITLE_CHARS_MAX, Verdict, guarded,
    guarded_over,
};
use crate::action::{
    Action, ActionStand, Cause, Plan, SeenAction, Step, TypedPlan, WaitsOn, made_for,
};
use crate::actor::Actor;
use crate::calendar::local_day;
use crate::change::{Change, Meeting};
use crate::checklist::SuggestionId;
use crate::comment::Readers;
use crate::day::Day;
use crate::event::Event;
use crate::ids::{ActionId, CommandId, GroupId, Moment, OrganisationId, PersonId, QuestionId};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::request::Wish;
use crate::rights::{Ability, demand};
use crate::text::{Fingerprint, GuardedText, TypedText};

/// What an action is made of beside its plan.
pub(super) struct Made<'c> {
    pub owners: &'c BTreeSet<OrganisationId>,
    pub plan: &'c TypedPlan,
    pub cause: Option<&'c Cause>,
    pub offer: bool,
}

/// One action for each owner; several are a group.
pub(super) fn make(
    region: &Region,
    actor: &Actor,
    command: CommandId,
    made: &Made<'_>,
    now: Moment,
) -> Verdict {
    demand(actor, Ability::MakeActions)?;
    if made.owners.is_empty() {
        return Err(Refusal::OwnerMissing);
    }
    made.owners.iter().try_for_each(|owner| must_take_part(region, *owner))?;
    if let Some(cause) = made.cause {
        must_be_there(region, cause)?;
    }
    let id = |owner: &OrganisationId| made_for(command, *owner);
    let new = made.owners.iter().filter(|owner| !region.actions.contains_key(&id(owner)));
    if ACTIONS_MAX < region.actions.len() + new.count() {
        return Err(Refusal::TooManyActions { max: ACTIONS_MAX });
    }
    let plan = planned(region, made.plan, None, now)?;
    let group = (1 < made.owners.len()).then(|| GroupId(command.creates("group")));
    let (mut events, mut offers) = (Vec::new(), Vec::new());
    for owner in made.owners.iter().copied() {
        let (action, cause) = (id(&owner), made.cause.cloned());
        let mut plan = Box::new(plan.clone());
        plan.contributors.remove(&owner);
        // What a desk lays once more may have arrived, all of it or as far as it was made.
        let there = region.actions.get(&action).map(|there| &there.stand);
        if there.is_none() {
            events.push(Event::ActionMade { action, owner, plan, cause, group });
        }
        if made.offer && there.is_none_or(|stand| *stand == ActionStand::Proposed) {
            offers.extend(offering(actor, action, owner));
        }
    }
    events.extend(offers);
    Ok(events)
}

/// What is changed is offered anew, so that nobody is bound by what they did not see.
pub(super) fn revise(
    region: &Region,
    actor: &Actor,
    SeenAction { action, seen }: SeenAction,
    (owner, plan): (OrganisationId, &TypedPlan),
    now: Moment,
) -> Verdict {
    let found = may(region, actor, action, Step::Revise)?;
    must_take_part(region, owner)?;
    let mut plan = planned(region, plan, Some(&found.plan), now)?;
    plan.contributors.remove(&owner);
    if plan == found.plan && owner == found.owner {
        return Ok(vec![]);
    }
    must_be_seen(found, seen, action)?;
    let offered = match found.stand {
        ActionStand::Proposed => vec![],
        _ => {
            plan.due.map_or(Ok(()), |due| must_come(due, now))?;
            offering(actor, action, owner)
        }
    };
    let revised = Event::ActionRevised { action, owner, plan: Box::new(plan) };
    Ok([revised].into_iter().chain(offered).collect())
}

pub(super) fn offer(
    region: &Region,
    actor: &Actor,
    actions: &[SeenAction],
    now: Moment,
) -> Verdict {
    if actions.is_empty() {
        return Err(Refusal::NoActionChosen);
    }
    let mut events = Vec::new();
    let mut known = BTreeSet::new();
    for seen in actions.iter().filter(|seen| known.insert(seen.action)) {
        let found = region.actions.get(&seen.action).ok_or(Refusal::NotHere)?;
        demand(actor, Step::Offer.ability(found))?;
        if matches!(found.stand, ActionStand::Offered { .. } | ActionStand::Accepted) {
            continue;
        }
        must_fit(found, Step::Offer)?;
        must_be_seen(found, seen.seen, seen.action)?;
        must_take_part(region, found.owner)?;
        found.plan.due.map_or(Ok(()), |due| must_come(due, now))?;
        events.extend(offering(actor, seen.action, found.owner));
    }
    Ok(events)
}

pub(super) fn accept(
    region: &Region,
    actor: &Actor,
    SeenAction { action, seen }: SeenAction,
) -> Verdict {
    let found = region.actions.get(&action).ok_or(Refusal::NotHere)?;
    demand(actor, Step::Accept.ability(found))?;
    must_be_seen(found, seen, action)?;
    if found.stand == ActionStand::Accepted {
        return Ok(vec![]);
    }
    must_fit(found, Step::Accept)?;
    Ok(vec![Event::ActionAccepted { action }])
}

pub(super) fn decline(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    reason: &TypedText,
) -> Verdict {
    may(region, actor, action, Step::Decline)?;
    Ok(vec![Event::ActionDeclined { action, reason: said(reason)? }])
}

pub(super) fn counter(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    (due, reason): (Day, &TypedText),
    now: Moment,
) -> Verdict {
    let found = may(region, actor, action, Step::CounterPropose)?;
    must_come(due, now)?;
    let was = found.plan.due;
    if was == Some(due) {
        return Err(Refusal::SameDay);
    }
    let event = Event::DateCounterProposed {
        action,
        change: Change { from: was, to: due.into() },
        reason: said(reason)?,
    };
    Ok(vec![event])
}

pub(super) fn agree(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    due: Day,
    now: Moment,
) -> Verdict {
    let found = region.actions.get(&action).ok_or(Refusal::NotHere)?;
    demand(actor, Step::AnswerCounter.ability(found))?;
    if found.plan.due == Some(due) && found.stand.goes_on() {
        return Ok(vec![]);
    }
    must_be_proposed(found, due)?;
    must_come(due, now)?;
    Ok(vec![Event::CounterProposalAgreed { action, due }])
}

pub(super) fn refuse(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    (due, reason): (Day, &TypedText),
) -> Verdict {
    let found = may(region, actor, action, Step::AnswerCounter)?;
    must_be_proposed(found, due)?;
    Ok(vec![Event::CounterProposalRefused { action, reason: said(reason)? }])
}

pub(super) fn assign(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    change: Change<Option<PersonId>>,
) -> Verdict {
    let found = may(region, actor, action, Step::Assign)?;
    match change.meets(&found.person) {
        Meeting::Already => Ok(vec![]),
        Meeting::Fits => Ok(vec![Event::ActionAssigned { action, change }]),
        Meeting::Differs => Err(Refusal::ActionChanged { action }),
    }
}

pub(super) fn progress(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    note: &TypedText,
) -> Verdict {
    may(region, actor, action, Step::Progress)?;
    Ok(vec![Event::ActionProgressed { action, note: said(note)? }])
}

pub(super) fn wait(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    on: WaitsOn,
    note: &TypedText,
) -> Verdict {
    let found = may(region, actor, action, Step::Wait)?;
    match on {
        WaitsOn::Organisation(other) if other == found.owner => return Err(Refusal::WaitsOnItself),
        WaitsOn::Organisation(other) => must_take_part(region, other)?,
        WaitsOn::Action(other) if waits_on(region, other, action) => {
            return Err(Refusal::WaitsOnItself);
        }
        WaitsOn::Action(other) => {
            let other = region.actions.get(&other).ok_or(Refusal::NotHere)?;
            if !other.stand.is_open() {
                return Err(Refusal::NotAsItStands);
            }
        }
    }
    Ok(vec![Event::ActionWaits { action, on, note: guarded(note, REASON_CHARS_MAX)? }])
}

pub(super) fn report_done(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    note: &TypedText,
) -> Verdict {
    may(region, actor, action, Step::ReportDone)?;
    Ok(vec![Event::ActionReportedDone { action, note: guarded(note, REASON_CHARS_MAX)? }])
}

pub(super) fn close(region: &Region, actor: &Actor, action: ActionId) -> Verdict {
    let found = region.actions.get(&action).ok_or(Refusal::NotHere)?;
    demand(actor, Step::Close.ability(found))?;
    if found.stand == ActionStand::Closed {
        return Ok(vec![]);
    }
    must_fit(found, Step::Close)?;
    Ok(vec![Event::ActionClosed { action }])
}

pub(super) fn reopen(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    reason: &TypedText,
) -> Verdict {
    may(region, actor, action, Step::Reopen)?;
    Ok(vec![Event::ActionReopened { action, reason: said(reason)? }])
}

pub(super) fn drop(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    reason: &TypedText,
) -> Verdict {
    may(region, actor, action, Step::Drop)?;
    Ok(vec![Event::ActionDropped { action, reason: said(reason)? }])
}

pub(super) fn add_steering_date(region: &Region, day: Day, now: Moment) -> Verdict {
    if region.head == 0 {
        return Err(Refusal::NotHere);
    }
    if region.steering_dates.contains(&day) {
        return Ok(vec![]);
    }
    must_come(day, now)?;
    const DATES_MAX: usize = 100;
    let ahead = region.steering_dates.range(local_day(now)..).count();
    if DATES_MAX <= ahead {
        return Err(Refusal::TooManySteeringDates { max: DATES_MAX });
    }
    Ok(vec![Event::SteeringDateAdded { day }])
}

/// A day that was is part of the past and stays.
pub(super) fn remove_steering_date(region: &Region, day: Day, now: Moment) -> Verdict {
    if !region.steering_dates.contains(&day) {
        return Ok(vec![]);
    }
    must_come(day, now)?;
    Ok(vec![Event::SteeringDateRemoved { day }])
}

/// An owner is asked; whoever asks their own organisation has accepted it by that.
fn offering(actor: &Actor, action: ActionId, owner: OrganisationId) -> Vec<Event> {
    let accepts = demand(actor, Ability::CarryOut(owner)).is_ok();
    let accepted = accepts.then_some(Event::ActionAccepted { action });
    [Event::ActionOffered { action }].into_iter().chain(accepted).collect()
}

/// Finds an action with which the actor may do this as it stands.
pub(super) fn may<'r>(
    region: &'r Region,
    actor: &Actor,
    action: ActionId,
    step: Step,
) -> Result<&'r Action, Refusal> {
    let found = region.actions.get(&action).ok_or(Refusal::NotHere)?;
    demand(actor, step.ability(found))?;
    must_fit(found, step)?;
    Ok(found)
}

fn must_fit(found: &Action, step: Step) -> Result<(), Refusal> {
    if step.fits(&found.stand) { Ok(()) } else { Err(Refusal::NotAsItStands) }
}

fn must_be_seen(found: &Action, seen: Fingerprint, action: ActionId) -> Result<(), Refusal> {
    if found.fingerprint() == seen { Ok(()) } else { Err(Refusal::ActionChanged { action }) }
}

fn must_be_proposed(found: &Action, day: Day) -> Result<(), Refusal> {
    match found.stand {
        ActionStand::CounterProposed { due, .. } if due == day => Ok(()),
        _ => Err(Refusal::NotAsItStands),
    }
}

pub(super) fn must_take_part(region: &Region, organisation: OrganisationId) -> Result<(), Refusal> {
    match region.participations.get(&organisation) {
        None => Err(Refusal::NotHere),
        Some(part) if !part.goes_on() => Err(Refusal::OrganisationLeft { organisation }),
        Some(_) => Ok(()),
    }
}

pub(super) fn must_come(day: Day, now: Moment) -> Result<(), Refusal> {
    if day < local_day(now) { Err(Refusal::DayIsOver { day }) } else { Ok(()) }
}

/// Checks that what an action comes from is there, and that everyone may know of it.
fn must_be_there(region: &Region, cause: &Cause) -> Result<(), Refusal> {
    let is_there = match cause {
        Cause::Question(question) => region.asks(*question),
        Cause::Suggestion(suggestion) => is_suggestion(suggestion),
        Cause::Thread { thread, question } => region.threads.get(thread).is_some_and(|thread| {
            thread.topic.readers == Readers::Everyone && thread.topic.question == *question
        }),
        Cause::Request { request, question } => region.requests.get(request).is_some_and(
            |request| matches!(request.wish, Wish::View { on, .. } if on == *question),
        ),
    };
    if is_there { Ok(()) } else { Err(Refusal::NotHere) }
}

/// Returns whether this is written as a suggestion of the checklist is, as in `S4.2`; which there are is for
/// whoever has the checklist to say.
fn is_suggestion(SuggestionId(id): &SuggestionId) -> bool {
    let numbers = id.strip_prefix('S').map(str::parse::<QuestionId>);
    matches!(numbers, Some(Ok(numbers)) if !numbers.is_own())
}

/// Returns whether an action waits on another one, or on one that does.
fn waits_on(region: &Region, action: ActionId, other: ActionId) -> bool {
    let mut at = action;
    // A chain is never longer than there are actions.
    for _ in 0..=region.actions.len() {
        if at == other {
            return true;
        }
        match region.actions.get(&at).map(|action| &action.stand) {
            Some(ActionStand::WaitingOn { on: WaitsOn::Action(next), .. }) => at = *next,
            _ => return false,
        }
    }
    true
}

/// Takes a plan in; a day that was agreed before may be over by now.
fn planned(
    region: &Region,
    typed: &TypedPlan,
    was: Option<&Plan>,
    now: Moment,
) -> Result<Plan, Refusal> {
    let from = |text: fn(&Plan) -> &GuardedText| was.map(text).into_iter().collect::<Vec<_>>();
    let title = guarded_over(&typed.title.in_one_line(), TITLE_CHARS_MAX, &from(|was| &was.title))?;
    if title.is_blank() {
        return Err(Refusal::TitleMissing);
    }
    let why = guarded_over(&typed.why, REASON_CHARS_MAX, &from(|was| &was.why))?;
    let done_when =
        guarded_over(&typed.done_when, DONE_WHEN_CHARS_MAX, &from(|was| &was.done_when))?;
    if let Some(due) = typed.due.filter(|due| was.and_then(|was| was.due) != Some(*due)) {
        must_come(due, now)?;
    }
    let was_there = |set: fn(&Plan) -> &BTreeSet<OrganisationId>, one: &OrganisationId| {
        was.is_some_and(|was| set(was).contains(one))
    };
    let contributors = &typed.contributors;
    let new = contributors.iter().filter(|one| !was_there(|was| &was.contributors, one));
    new.copied().try_for_each(|one| must_take_part(region, one))?;
    let new = typed.concerns.iter().filter(|one| !was_there(|was| &was.concerns, one));
    if !new.copied().all(|one| region.is_municipality(one)) {
        return Err(Refusal::NotHere);
    }
    Ok(Plan {
        title,
        why,
        done_when,
        contributors: contributors.clone(),
        concerns: typed.concerns.clone(),
        due: typed.due,
        priority: typed.priority,
    })
}

/// Takes a text that must say something.
fn said(typed: &TypedText) -> Result<GuardedText, Refusal> {
    let text = guarded(typed, REASON_CHARS_MAX)?;
    if text.is_blank() { Err(Refusal::NoteMissing) } else { Ok(text) }
}
