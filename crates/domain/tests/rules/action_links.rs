//! One action behind a link: what is seen of it, what can be done, and whether it was.

use domain::view::action_alone;
use domain::{ActionAlone, Cause, CommandId, OrganisationId, Region, Sent, Step, WaitsOn};
use uuid::Uuid;

use crate::given::Given;
use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::people::*;

fn alone(region: &Region) -> ActionAlone {
    action_alone(region, last_action(region)).unwrap()
}

/// Returns a region in which everything that can be written says so, and an action that waits on another one.
fn rich() -> Given {
    let text = |of: &str| format!("Kanarie: {of}.");
    let title = |of: &str| plan(&format!("Kanarie {of}"));
    let waits = |region: &Region| {
        let own = last_action(region);
        let other = region.actions.keys().find(|id| **id != own).copied();
        WaitsOn::Action(other.unwrap())
    };
    let given = region()
        .and(editor(TOWN), explain(TOWN, "1.1", &text("een concept")))
        .and(editor(VILLAGE), start_thread(topic("4.1"), &text("een opmerking")))
        .and(editor(VILLAGE), make_actions([POLICE], title("een andere actie"), None, true))
        .and(editor(VILLAGE), because_of_what_was_said([TOWN, SHELTER]))
        .and(editor(SHELTER), counter(LATER, &text("waarom later")))
        .and(editor(VILLAGE), refuse_date(LATER, &text("waarom niet")))
        .and(editor(SHELTER), accept_action())
        .and(editor(SHELTER), progress(&text("hoe het vorige week stond")));
    let given = given.and(editor(SHELTER), assign(Some(person(editor(SHELTER)))));
    let on = waits(&given.region);
    given.and(editor(SHELTER), wait_on(on, "Eerst dat."))
}

/// Asks several to do something because of what was said.
fn because_of_what_was_said<const N: usize>(owners: [OrganisationId; N]) -> Asking {
    Box::new(move |region| {
        let (thread, said) = region.threads.iter().next().unwrap();
        let cause = Cause::Thread { thread: *thread, question: said.topic.question };
        make_actions(owners, plan(TITLE), Some(cause), true)(region)
    })
}

#[test]
fn nothing_else_of_the_region_is_in_it() {
    let given = rich();
    let whole = serde_json::to_string(&given.region).unwrap();
    assert!(6 < whole.matches("Kanarie").count(), "the region says all that: {whole}");
    let seen = alone(&given.region);
    let told = serde_json::to_string(&seen).unwrap();
    assert!(!told.contains("anarie"), "{told}");
    assert!(told.contains(TITLE) && told.contains("Eerst dat."), "{told}");
    let own = last_action(&given.region);
    let whole = action(&given.region);
    assert!(whole.person.is_some(), "somebody of them does it");
    let group = [whole.group.unwrap().to_string()];
    let others = given.region.actions.keys().filter(|id| **id != own).map(ToString::to_string);
    let people = given.entries.iter().filter_map(|entry| entry.by.person).map(|it| it.to_string());
    let asked = given.region.threads.keys().map(ToString::to_string);
    for id in others.chain(people).chain(asked).chain(group) {
        assert!(!told.contains(&id), "{id} in {told}");
    }
    assert_eq!(seen.organisations(), [VILLAGE, SHELTER].into());
    assert!(action_alone(&given.region, Default::default()).is_none());
}

#[test]
fn how_it_stood_last_is_told_as_long_as_that_is_where_it_stands() {
    let busy = accepted_action().and(editor(SHELTER), progress("De helft is af."));
    assert_eq!(alone(&busy.region).said.unwrap().as_str(), "De helft is af.");
    let done = busy.and(editor(SHELTER), report_done("Het staat."));
    assert_eq!(alone(&done.region).said, None);
}

#[test]
fn only_answers_of_the_owner_are_given_by_it() {
    use Step::{Accept, CounterPropose, Decline, Progress, ReportDone};
    let offered = offered_action();
    assert_eq!(alone(&offered.region).steps, [Accept, CounterPropose, Decline]);
    let countered = offered.clone().and(editor(SHELTER), counter(LATER, "Eerst werven."));
    assert_eq!(alone(&countered.region).steps, [Accept, CounterPropose, Decline]);
    let accepted = accepted_action();
    let going = [Progress, ReportDone, CounterPropose, Decline];
    assert_eq!(alone(&accepted.region).steps, going);
    let reported = accepted.and(editor(SHELTER), report_done("Het staat."));
    assert_eq!(alone(&reported.region).steps, []);
    let thought = region().and(editor(VILLAGE), think_of_action([SHELTER]));
    assert_eq!(alone(&thought.region).steps, []);
    let dropped = offered.and(editor(VILLAGE), drop_action("Toch niet nodig."));
    assert_eq!(alone(&dropped.region).steps, []);
}

#[test]
fn those_who_look_after_it_or_carry_it_out_have_one_mailed() {
    let given = offered_action();
    let may = |who: Who| action(&given.region).may_be_mailed_by(&who.actor()).is_ok();
    for who in [coordinator(), editor(VILLAGE), editor(SHELTER), steering_member(SHELTER)] {
        assert!(may(who), "{who:?}");
    }
    for who in [editor(TOWN), editor(POLICE), observer(SHELTER), observer(VILLAGE)] {
        assert!(!may(who), "{who:?}");
    }
}

#[test]
fn it_is_used_once_something_followed_from_its_command() {
    let link = CommandId(Uuid::from_u128(0x11));
    let given = offered_action();
    let person = editor(SHELTER).actor().author().person.unwrap();
    let other = editor(TOWN).actor().author().person.unwrap();
    assert_eq!(action(&given.region).answered_by(link, person), None);
    let command = accept_action()(&given.region);
    let (then, at) = (given.now(), last_action(&given.region));
    let used = given.judge(editor(SHELTER), Sent { id: link, command }).given();
    assert_eq!(used.region.actions[&at].answered_by(link, person), Some((then, Step::Accept)));
    assert_eq!(used.region.actions[&at].answered_by(link, other), None, "theirs is none of it");
    let more = used.and(editor(SHELTER), progress("De helft is af."));
    assert_eq!(more.region.actions[&at].answered_by(link, person), Some((then, Step::Accept)));
}
