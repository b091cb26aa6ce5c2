//! What people ask about actions: to be done, and how it goes.

use domain::{
    Action, ActionId, Cause, Change, Command, Day, File, FileHash, FileId, FileKind, Fingerprint,
    OrganisationId, PersonId, Priority, Region, SeenAction, TypedPlan, TypedText, WaitsOn,
};

use uuid::Uuid;

use super::Given;
use super::asking::{Asking, region};
use super::people::{SHELTER, VILLAGE, Who, editor};

/// What the village asks the shelter in the tests.
pub const TITLE: &str = "Een vast aanspreekpunt voor scholen";

/// Until when, if nobody agreed on another day.
pub const DUE: &str = "2027-03-01";

/// The day that the owner proposes instead.
pub const LATER: &str = "2027-06-01";

/// Reads a day.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Returns a plan of this title that says everything else as well.
pub fn plan(title: &str) -> TypedPlan {
    TypedPlan {
        title: TypedText::new(title),
        why: TypedText::new("Scholen weten niet wie zij bellen."),
        done_when: TypedText::new("Elke school heeft een nummer."),
        contributors: [].into(),
        concerns: [VILLAGE].into(),
        due: Some(day(DUE)),
        priority: Priority::Normal,
    }
}

/// Returns the village's request to the shelter, offered.
pub fn offered_action() -> Given {
    region().and(editor(VILLAGE), ask_action(SHELTER))
}

/// Returns the same, accepted.
pub fn accepted_action() -> Given {
    offered_action().and(editor(SHELTER), accept_action())
}

/// Thinks of an action of these owners without asking them.
pub fn think_of_action<const N: usize>(owners: [OrganisationId; N]) -> Asking {
    make_actions(owners, plan(TITLE), None, false)
}

/// Asks an organisation to do something.
pub fn ask_action(owner: OrganisationId) -> Asking {
    ask_actions([owner])
}

/// Asks several organisations to do the same.
pub fn ask_actions<const N: usize>(owners: [OrganisationId; N]) -> Asking {
    make_actions(owners, plan(TITLE), None, true)
}

/// Makes actions.
pub fn make_actions<const N: usize>(
    owners: [OrganisationId; N],
    plan: TypedPlan,
    cause: Option<Cause>,
    offer: bool,
) -> Asking {
    let (owners, plan) = (owners.into(), Box::new(plan));
    Box::new(move |_| Command::MakeActions {
        owners: Clone::clone(&owners),
        plan: plan.clone(),
        cause: cause.clone(),
        offer,
    })
}

/// Returns the action that was made last.
pub fn last_action(region: &Region) -> ActionId {
    region.actions_in_order().last().map(|(id, _)| *id).unwrap_or_default()
}

/// Returns that action.
#[track_caller]
pub fn action(region: &Region) -> &Action {
    &region.actions[&last_action(region)]
}

/// Returns an action as it is seen now.
pub fn seen_action(region: &Region, action: ActionId) -> SeenAction {
    let found = region.actions.get(&action);
    SeenAction { action, seen: found.map_or(Fingerprint::of(b""), |found| found.fingerprint()) }
}

/// Returns what the plan of the last action says, for somebody who changes it.
pub fn plan_of(region: &Region) -> TypedPlan {
    let plan = &action(region).plan;
    TypedPlan {
        title: plan.title.typed(),
        why: plan.why.typed(),
        done_when: plan.done_when.typed(),
        contributors: plan.contributors.clone(),
        concerns: plan.concerns.clone(),
        due: plan.due,
        priority: plan.priority,
    }
}

/// Changes the plan of the last action.
pub fn revise_action(change: impl Fn(&mut TypedPlan) + 'static) -> Asking {
    Box::new(move |region| {
        let mut plan = Box::new(plan_of(region));
        change(&mut plan);
        let seen = seen_action(region, last_action(region));
        Command::ReviseAction { seen, owner: action(region).owner, plan }
    })
}

/// Gives the last action another title.
pub fn retitle(title: &str) -> Asking {
    let title = TypedText::new(title);
    revise_action(move |plan| plan.title = title.clone())
}

/// Gives the last action to another owner.
pub fn move_action(owner: OrganisationId) -> Asking {
    Box::new(move |region| Command::ReviseAction {
        seen: seen_action(region, last_action(region)),
        owner,
        plan: Box::new(plan_of(region)),
    })
}

/// Asks the owner of the last action.
pub fn offer_action() -> Asking {
    Box::new(|region| Command::OfferActions {
        actions: vec![seen_action(region, last_action(region))],
    })
}

/// Asks the owners of all actions.
pub fn offer_all() -> Asking {
    Box::new(|region| {
        let all = region.actions_in_order().into_iter();
        Command::OfferActions { actions: all.map(|(id, _)| seen_action(region, id)).collect() }
    })
}

/// Accepts the last action as it is.
pub fn accept_action() -> Asking {
    Box::new(|region| Command::AcceptAction { seen: seen_action(region, last_action(region)) })
}

/// Declines the last action.
pub fn decline_action(reason: &str) -> Asking {
    let reason = TypedText::new(reason);
    Box::new(move |region| Command::DeclineAction {
        action: last_action(region),
        reason: reason.clone(),
    })
}

/// Proposes another day for the last action.
pub fn counter(due: &str, reason: &str) -> Asking {
    let (due, reason) = (day(due), TypedText::new(reason));
    Box::new(move |region| Command::CounterProposeDate {
        action: last_action(region),
        due,
        reason: reason.clone(),
    })
}

/// Agrees to this day.
pub fn agree_to(due: &str) -> Asking {
    let due = day(due);
    Box::new(move |region| Command::AgreeToDate { action: last_action(region), due })
}

/// Does not agree to this day.
pub fn refuse_date(due: &str, reason: &str) -> Asking {
    let (due, reason) = (day(due), TypedText::new(reason));
    Box::new(move |region| Command::RefuseDate {
        action: last_action(region),
        due,
        reason: reason.clone(),
    })
}

/// Says who does the last action, instead of who does it now.
pub fn assign(to: Option<PersonId>) -> Asking {
    Box::new(move |region| {
        let from = region.actions.get(&last_action(region)).and_then(|found| found.person);
        Command::AssignAction { action: last_action(region), change: Change { from, to } }
    })
}

/// Says how the last action goes.
pub fn progress(note: &str) -> Asking {
    let note = TypedText::new(note);
    Box::new(move |region| Command::ReportProgress {
        action: last_action(region),
        note: note.clone(),
    })
}

/// Says that the last action waits.
pub fn wait_on(on: WaitsOn, note: &str) -> Asking {
    let note = TypedText::new(note);
    Box::new(move |region| Command::WaitOn { action: last_action(region), on, note: note.clone() })
}

/// Says that an action waits on another one.
pub fn wait_for(action: ActionId, other: ActionId) -> Asking {
    let (on, note) = (WaitsOn::Action(other), TypedText::new(""));
    Box::new(move |_| Command::WaitOn { action, on, note: note.clone() })
}

/// Says that the last action is done.
pub fn report_done(note: &str) -> Asking {
    let note = TypedText::new(note);
    Box::new(move |region| Command::ReportDone { action: last_action(region), note: note.clone() })
}

/// Agrees that the last action is done.
pub fn close_action() -> Asking {
    Box::new(|region| Command::CloseAction { action: last_action(region) })
}

/// Says that the last action is not done.
pub fn reopen_action(reason: &str) -> Asking {
    let reason = TypedText::new(reason);
    Box::new(move |region| Command::ReopenAction {
        action: last_action(region),
        reason: reason.clone(),
    })
}

/// Says that the last action is not needed any more.
pub fn drop_action(reason: &str) -> Asking {
    let reason = TypedText::new(reason);
    Box::new(move |region| Command::DropAction {
        action: last_action(region),
        reason: reason.clone(),
    })
}

/// Reminds the owner of the last action.
pub fn remind() -> Asking {
    Box::new(|region| Command::RemindOwners { actions: vec![last_action(region)] })
}

/// Lets reminders of the last action pause until a day, or go on.
pub fn pause(until: Option<&str>) -> Asking {
    let to = until.map(day);
    Box::new(move |region| {
        let from = region.actions.get(&last_action(region)).and_then(|found| found.paused);
        Command::PauseReminders { action: last_action(region), change: Change { from, to } }
    })
}

/// Returns the id of the nth file.
pub fn file_id(nth: u8) -> FileId {
    FileId(Uuid::from_u128(0xF11E_0000 + u128::from(nth)))
}

/// Returns the nth file, as somebody attaches it.
pub fn file(nth: u8, name: &str) -> File<TypedText> {
    let (name, hash) = (TypedText::new(name), FileHash([nth; 32]));
    File { id: file_id(nth), name, hash, size: 1_234, kind: FileKind::Pdf }
}

/// Attaches the nth file to the last action.
pub fn attach(nth: u8, name: &str) -> Asking {
    let file = Box::new(file(nth, name));
    Box::new(move |region| Command::AttachFile { action: last_action(region), file: file.clone() })
}

/// Removes the nth file from the last action.
pub fn remove_file(nth: u8, reason: &str) -> Asking {
    let reason = TypedText::new(reason);
    Box::new(move |region| Command::RemoveFile {
        action: last_action(region),
        file: file_id(nth),
        reason: reason.clone(),
    })
}

/// Lets happen what fell due by itself.
pub fn let_fall_due() -> Asking {
    Box::new(|_| Command::LetFallDue)
}

/// Says that the steering group meets on a day.
pub fn add_date(text: &str) -> Asking {
    let day = day(text);
    Box::new(move |_| Command::AddSteeringDate { day })
}

/// Says that it does not meet on a day.
pub fn remove_date(text: &str) -> Asking {
    let day = day(text);
    Box::new(move |_| Command::RemoveSteeringDate { day })
}

/// Returns a region with an action that stands so, as the last thing that happened.
pub fn standing(stand: &str) -> Given {
    let shelter = |given: Given, asking| given.and(editor(SHELTER), asking);
    let village = |given: Given, asking| given.and(editor(VILLAGE), asking);
    match stand {
        "proposed" => region().and(editor(VILLAGE), think_of_action([SHELTER])),
        "offered" => offered_action(),
        "silent" => offered_action().days_later(60).and(Who::System, let_fall_due()),
        "countered" => shelter(offered_action(), counter(LATER, "Dan zijn wij er klaar voor.")),
        "countered after" => {
            shelter(accepted_action(), counter(LATER, "Dan zijn wij er klaar voor."))
        }
        "declined" => shelter(offered_action(), decline_action("Dat is niet aan ons.")),
        "accepted" => accepted_action(),
        "in progress" => shelter(accepted_action(), progress("De helft is gebeld.")),
        "waiting" => {
            shelter(accepted_action(), wait_on(WaitsOn::Organisation(VILLAGE), "Op de lijst."))
        }
        "reported done" => shelter(accepted_action(), report_done("Alle scholen hebben het.")),
        "closed" => village(standing("reported done"), close_action()),
        "reopened" => village(standing("closed"), reopen_action("Twee scholen missen nog.")),
        "dropped" => village(offered_action(), drop_action("De school doet het zelf.")),
        unknown => panic!("nothing stands {unknown}"),
    }
}
