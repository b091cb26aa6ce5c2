//! What the owner of an action says beside yes and no: who does it, which day suits, and on what it waits.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Action, ActionId, ActionStand, Change, Command, Event, Refusal, WaitsOn};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, passed};

#[test]
fn the_owner_says_who_does_it_from_whom_to_whom() {
    let [one, two] = [editor(SHELTER), lead(SHELTER)].map(person);
    let before = offered_action().and(editor(SHELTER), assign(Some(one)));
    let id = last_action(&before.region);
    assert_eq!(action(&before.region).person, Some(one));
    assert!(matches!(action(&before.region).stand, ActionStand::Offered { .. }), "not accepted");
    given(before.clone()).when(lead(SHELTER), assign(Some(one))).changes_nothing();
    let stale: Asking = Box::new(move |_| Command::AssignAction {
        action: id,
        change: Change { from: None, to: Some(two) },
    });
    given(before.clone()).when(lead(SHELTER), stale).refused(Refusal::ActionChanged { action: id });
    let change = Change { from: Some(one), to: Some(two) };
    given(before.clone())
        .when(lead(SHELTER), assign(Some(two)))
        .happens([Event::ActionAssigned { action: id, change }]);
    given(before.clone()).when(steering_member(SHELTER), assign(None)).then(|region| {
        assert_eq!(action(region).person, None);
    });
    // Whoever does it keeps it until the owner is another one.
    let accepted = before.and(lead(SHELTER), accept_action());
    let asker = editor(VILLAGE);
    let retitled = accepted.clone().and(asker, retitle("Een vast nummer voor scholen"));
    assert_eq!(action(&retitled.region).person, Some(one));
    let moved = accepted.and(asker, move_action(POLICE));
    assert_eq!(action(&moved.region).person, None);
}

#[test]
fn another_day_that_is_agreed_holds_and_accepts_the_action() {
    for stand in ["countered", "countered after"] {
        let before = standing(stand);
        assert_eq!(action(&before.region).plan.due, Some(day(DUE)), "until then the old day holds");
        let ActionStand::CounterProposed { due, reason, accepted } = &action(&before.region).stand
        else {
            panic!("another day is proposed")
        };
        assert_eq!((*due, *accepted), (day(LATER), stand == "countered after"));
        assert_eq!(*reason, passed("Dan zijn wij er klaar voor."));
        for who in [editor(VILLAGE), coordinator()] {
            given(before.clone())
                .when(who, agree_to(LATER))
                .then(|region| {
                    assert_eq!(action(region).plan.due, Some(day(LATER)));
                    assert_eq!(action(region).stand, ActionStand::Accepted);
                })
                .when(who, agree_to(LATER))
                .changes_nothing();
        }
        // The day that was on the screen is the one that counts.
        let other = "2027-07-01";
        given(before.clone())
            .when(editor(VILLAGE), agree_to(other))
            .refused(Refusal::NotAsItStands);
        given(before)
            .when(editor(VILLAGE), refuse_date(other, "Dat is te laat."))
            .refused(Refusal::NotAsItStands);
    }
}

#[test]
fn another_day_that_is_refused_leaves_it_offered_or_accepted_as_it_was() {
    let refused = |stand| {
        let before = standing(stand).days_later(5);
        let now = before.now();
        (before.and(editor(VILLAGE), refuse_date(LATER, "Dat is te laat.")), now)
    };
    let (before, now) = refused("countered");
    let anew = ActionStand::Offered { since: now, silent: false };
    assert_eq!(action(&before.region).stand, anew, "its owner has ten days again");
    assert_eq!(action(&before.region).plan.due, Some(day(DUE)));
    let (after, _) = refused("countered after");
    assert_eq!(action(&after.region).stand, ActionStand::Accepted);
    assert_eq!(action(&after.region).plan.due, Some(day(DUE)));
}

#[test]
fn another_day_is_another_and_still_comes() {
    let before = || offered_action().on("2026-11-23");
    given(before())
        .when(editor(SHELTER), counter(DUE, "Zo is het goed."))
        .refused(Refusal::SameDay);
    given(before())
        .when(editor(SHELTER), counter("2026-11-22", "Gisteren."))
        .refused(Refusal::DayIsOver { day: day("2026-11-22") });
    given(before()).when(editor(SHELTER), counter("2026-11-23", "Vandaag nog.")).then(|region| {
        let change = Change { from: Some(day(DUE)), to: Some(day("2026-11-23")) };
        let last = &action(region).log.last().unwrap().event;
        assert!(matches!(last, Event::DateCounterProposed { change: it, .. } if *it == change));
    });
    let open = region().and(
        editor(VILLAGE),
        make_actions([SHELTER], domain::Plan { due: None, ..plan(TITLE) }, None, true),
    );
    given(open).when(editor(SHELTER), counter(LATER, "Met een dag erbij.")).then(|_| ());
    // It may be accepted after all, as it was asked.
    given(standing("countered")).when(editor(SHELTER), accept_action()).then(|region| {
        assert_eq!(action(region).plan.due, Some(day(DUE)));
    });
}

/// Three actions: of the shelter, of the police and of the town, all accepted.
fn three() -> (Given, [ActionId; 3]) {
    let owners = [SHELTER, POLICE, TOWN];
    let mut all = region();
    let ids = owners.map(|owner| {
        let asked = all.clone().and(editor(VILLAGE), ask_action(owner));
        all = asked.and(editor(owner), accept_action());
        last_action(&all.region)
    });
    (all, ids)
}

#[test]
fn an_action_waits_on_an_organisation_or_an_action_that_is_there() {
    let (all, [one, two, _]) = three();
    let waits = |on| -> Asking {
        let note = domain::TypedText::new("");
        Box::new(move |_| Command::WaitOn { action: one, on, note: note.clone() })
    };
    let when = |on| given(all.clone()).when(editor(SHELTER), waits(on));
    when(WaitsOn::Organisation(SHELTER)).refused(Refusal::WaitsOnItself);
    when(WaitsOn::Organisation(ELSEWHERE)).refused(Refusal::NotHere);
    when(WaitsOn::Action(ActionId::default())).refused(Refusal::NotHere);
    when(WaitsOn::Organisation(VILLAGE)).then(|_| ());
    let note = domain::GuardedText::default();
    let on = WaitsOn::Action(two);
    when(on).then(|region| {
        assert_eq!(region.actions[&one].stand, ActionStand::WaitingOn { on, note });
    });
    let left = all.clone().and(system(), end_participation(POLICE));
    given(left)
        .when(editor(SHELTER), waits(WaitsOn::Organisation(POLICE)))
        .refused(Refusal::OrganisationLeft { organisation: POLICE });
    let drops: Asking = Box::new(move |_| Command::DropAction {
        action: two,
        reason: domain::TypedText::new("Niet meer nodig."),
    });
    given(all.clone().and(coordinator(), drops))
        .when(editor(SHELTER), waits(on))
        .refused(Refusal::NotAsItStands);
}

#[test]
fn actions_do_not_wait_on_each_other_in_a_circle() {
    let (all, [one, two, three]) = three();
    given(all.clone()).when(editor(SHELTER), wait_for(one, one)).refused(Refusal::WaitsOnItself);
    let chain =
        all.and(editor(SHELTER), wait_for(one, two)).and(editor(POLICE), wait_for(two, three));
    for waited in [one, two, three] {
        given(chain.clone())
            .when(editor(TOWN), wait_for(three, waited))
            .refused(Refusal::WaitsOnItself);
    }
    // Once the middle one goes on, the last may wait on the first.
    let goes_on: Asking = Box::new(move |_| Command::ReportProgress {
        action: two,
        note: domain::TypedText::new("Het is er."),
    });
    given(chain.and(editor(POLICE), goes_on)).when(editor(TOWN), wait_for(three, one)).then(
        |region| {
            let waits: BTreeMap<&ActionId, &Arc<Action>> = region
                .actions
                .iter()
                .filter(|(_, one)| matches!(one.stand, ActionStand::WaitingOn { .. }))
                .collect();
            assert_eq!(waits.len(), 2);
        },
    );
}
