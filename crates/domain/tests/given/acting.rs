//! Random steps about actions and the days of the steering group.

use domain::rights::{Ability, demand};
use domain::{
    Action, ActionId, Change, Command, Day, File, FileId, Fingerprint, OrganisationId, Plan,
    Priority, Region, SeenAction, Step as Act, TypedPlan, TypedText, WaitsOn,
};

use uuid::Uuid;

use super::actions::{file, seen_action};
use super::asking::person;
use super::people::{POLICE, SHELTER, TOWN, VILLAGE, Who, lead};
use super::steps::{EVERYONE, Step, canary, who};

/// Makes an action, or does something with one that is there: mostly what this one can.
pub fn acting(step: Step, number: u32, own: Option<OrganisationId>, seen: &Region) -> Command {
    match step.value % 16 {
        0 => return Command::AddSteeringDate { day: day_of(step) },
        1 => return date_or_silence(seen),
        2 => return files(step, number, seen),
        _ => {}
    }
    let actor = who(step).actor();
    let all = seen.actions_in_order();
    let of_them: Vec<(ActionId, &Action)> =
        all.iter().filter(|(_, one)| !one.steps(&actor).is_empty()).copied().collect();
    let at = usize::from(step.field) % (all.len() + 2);
    let found = of_them.get(at % (of_them.len() + 1)).or_else(|| all.get(at));
    match found {
        Some((id, found)) => does(step, number, (*id, found), seen),
        None => makes(step, number, own),
    }
}

fn makes(step: Step, number: u32, own: Option<OrganisationId>) -> Command {
    let others = [TOWN, VILLAGE, SHELTER, POLICE];
    let other = others[usize::from(step.whose) % 4];
    let owners = match step.place % 4 {
        0 => [other].into_iter().chain(own).collect(),
        _ => [other].into(),
    };
    let plan = Box::new(plan_of(step, number));
    Command::MakeActions { owners, plan, cause: None, offer: !step.place.is_multiple_of(3) }
}

fn does(step: Step, number: u32, (action, found): (ActionId, &Action), seen: &Region) -> Command {
    let can = found.steps(&who(step).actor());
    let any = Act::ALL[usize::from(step.place) % Act::ALL.len()];
    let act = match can.len() {
        0 => any,
        _ if step.stale => any,
        some => can[usize::from(step.place) % some],
    };
    let said = || TypedText::new(canary(EVERYONE, number));
    let named = match step.stale {
        true => SeenAction { action, seen: Fingerprint::of(b"stale") },
        false => seen_action(seen, action),
    };
    match act {
        Act::Accept => Command::AcceptAction { seen: named },
        Act::Decline => Command::DeclineAction { action, reason: said() },
        Act::CounterPropose => {
            Command::CounterProposeDate { action, due: day_of(step), reason: said() }
        }
        Act::Assign => {
            let from = if step.stale { None } else { found.person };
            let to = (!step.value.is_multiple_of(3)).then(|| of_owner(step, found.owner));
            Command::AssignAction { action, change: Change { from, to } }
        }
        Act::Progress => Command::ReportProgress { action, note: said() },
        Act::Wait => {
            let other = seen.actions_in_order().get(usize::from(step.whose)).map(|(id, _)| *id);
            let on = other.map_or(WaitsOn::Organisation(VILLAGE), WaitsOn::Action);
            Command::WaitOn { action, on, note: said() }
        }
        Act::ReportDone => Command::ReportDone { action, note: said() },
        Act::Revise => {
            let owner = if step.stale { SHELTER } else { found.owner };
            Command::ReviseAction { seen: named, owner, plan: Box::new(plan_of(step, number)) }
        }
        Act::Offer => offers(step, named, seen),
        Act::AnswerCounter => answers_counter(step, (action, found), said()),
        Act::Close => Command::CloseAction { action },
        Act::Reopen => Command::ReopenAction { action, reason: said() },
        Act::Drop => Command::DropAction { action, reason: said() },
        Act::Remind => Command::RemindOwners { actions: vec![action] },
        Act::Pause => {
            let from = if step.stale { None } else { found.paused };
            let to =
                (!step.value.is_multiple_of(3)).then(|| crate::given::actions::day("1970-12-01"));
            Command::PauseReminders { action, change: Change { from, to } }
        }
    }
}

/// Attaches a file to some action, or removes one that this one can.
fn files(step: Step, number: u32, seen: &Region) -> Command {
    let (actor, all) = (who(step).actor(), seen.actions_in_order());
    let said = canary(EVERYONE, number);
    let removable = all.iter().find_map(|(id, found)| {
        let may = |by| demand(&actor, Ability::Redact(by)).is_ok();
        let attached = found.files_there().find(|attached| may(attached.by.organisation))?;
        Some((*id, attached.file.id))
    });
    match removable.filter(|_| step.place.is_multiple_of(2)) {
        Some((action, file)) => Command::RemoveFile { action, file, reason: TypedText::new(said) },
        None => {
            let takes = |found: &Action| found.must_take_files_of(&actor).is_ok();
            let found = all.iter().find(|(_, found)| found.stand.is_open() && takes(found));
            let action = found.map_or(ActionId::default(), |(id, _)| *id);
            let id = FileId(Uuid::from_u128(u128::from(number)));
            Command::AttachFile { action, file: Box::new(File { id, ..file(step.place, &said) }) }
        }
    }
}

/// Offers one, or with it every one that can be offered.
fn offers(step: Step, named: SeenAction, seen: &Region) -> Command {
    let actor = who(step).actor();
    let can = |(id, one): &(ActionId, &Action)| {
        *id != named.action && one.steps(&actor).contains(&Act::Offer)
    };
    let others = seen.actions_in_order().into_iter().filter(can);
    let others = others.map(|(id, _)| seen_action(seen, id)).filter(|_| step.field < 192);
    Command::OfferActions { actions: [named].into_iter().chain(others).collect() }
}

fn answers_counter(step: Step, (action, found): (ActionId, &Action), reason: TypedText) -> Command {
    let due = match found.stand {
        domain::ActionStand::CounterProposed { due, .. } if !step.stale => due,
        _ => day_of(step),
    };
    match step.value % 2 {
        0 => Command::AgreeToDate { action, due },
        _ => Command::RefuseDate { action, due, reason },
    }
}

/// One who acts in the histories, or nobody who does.
fn of_owner(step: Step, owner: OrganisationId) -> domain::PersonId {
    match who(step) {
        Who::Member(member) if member.organisation == owner => member.person,
        _ => person(lead(owner)),
    }
}

fn date_or_silence(seen: &Region) -> Command {
    match seen.steering_dates.last() {
        Some(day) if !seen.head.is_multiple_of(2) => Command::RemoveSteeringDate { day: *day },
        _ => Command::LetFallDue,
    }
}

/// A day that comes, whatever day it is in the histories.
fn day_of(step: Step) -> Day {
    Day::new(2030, 1 + step.value % 12, 1 + step.place % 28).unwrap()
}

fn plan_of(step: Step, number: u32) -> TypedPlan {
    let said = |says: bool| match says {
        true => TypedText::new(canary(EVERYONE, number)),
        false => TypedText::new(""),
    };
    Plan {
        title: said(true),
        why: said(step.value.is_multiple_of(2)),
        done_when: said(step.value.is_multiple_of(3)),
        contributors: [POLICE].into_iter().filter(|_| step.field.is_multiple_of(2)).collect(),
        concerns: [VILLAGE].into_iter().filter(|_| step.field.is_multiple_of(3)).collect(),
        due: step.value.is_multiple_of(5).then(|| day_of(step)),
        priority: Priority::ALL[usize::from(step.whose) % 3],
    }
}
