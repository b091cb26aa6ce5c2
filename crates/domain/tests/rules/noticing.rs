//! Notices: who hears of what happens, and whom it names.

use domain::Delivery;
use domain::notice::{Nearness, nearness};
use domain::view::entry_for;

use crate::given::Given;
use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::handing_over::*;
use crate::given::people::*;

/// Returns how near the last command came to somebody, of what they may see of it.
fn heard(who: Who, given: &Given) -> Option<Nearness> {
    let Who::Member(member) = who else { return None };
    let last = given.entries.last().map(|entry| entry.command);
    let of_last = given.entries.iter().filter(|entry| Some(entry.command) == last);
    let seen = of_last.filter_map(|entry| match entry_for(&member.viewer(), entry) {
        Delivery::Full(entry) => nearness(&given.region, &member, &entry),
        Delivery::Hidden { .. } | Delivery::Masked { .. } => None,
    });
    seen.min()
}

const PERSONAL: Option<Nearness> = Some(Nearness::Personal);
const AROUND: Option<Nearness> = Some(Nearness::Around);

#[test]
fn an_offer_is_told_to_those_who_may_answer_it() {
    let offered = offered_action();
    for (who, told) in [
        (editor(SHELTER), AROUND),
        (steering_member(SHELTER), AROUND),
        (observer(SHELTER), None),
        (editor(POLICE), None),
        (lead(VILLAGE), None),
        (coordinator(), None),
    ] {
        assert_eq!(heard(who, &offered), told, "{who:?}");
    }
}

#[test]
fn what_is_only_thought_of_is_told_to_nobody() {
    let thought = region().and(editor(VILLAGE), think_of_action([SHELTER]));
    for who in [editor(SHELTER), lead(VILLAGE), coordinator()] {
        assert_eq!(heard(who, &thought), None, "{who:?}");
    }
    let dropped = thought.and(editor(VILLAGE), drop_action("Toch niet nodig."));
    assert_eq!(heard(editor(VILLAGE), &dropped), None, "nobody is told what they did");
}

#[test]
fn whoever_asked_hears_what_the_owner_says() {
    for (asking, before) in [
        (accept_action(), offered_action()),
        (decline_action("Geen ruimte."), offered_action()),
        (counter(LATER, "Eerst werven."), offered_action()),
        (report_done("Het staat."), accepted_action()),
    ] {
        let after = before.and(editor(SHELTER), asking);
        assert_eq!(heard(editor(VILLAGE), &after), AROUND, "who asked");
        assert_eq!(heard(lead(VILLAGE), &after), AROUND, "a colleague of who asked");
        assert_eq!(heard(editor(SHELTER), &after), None, "who did it");
        assert_eq!(heard(lead(SHELTER), &after), None, "a colleague of who did it");
        assert_eq!(heard(coordinator(), &after), None, "who has nothing to do with it");
    }
}

#[test]
fn the_owner_hears_what_whoever_asked_says_to_it() {
    let countered = || offered_action().and(editor(SHELTER), counter(LATER, "Eerst werven."));
    let reported = || accepted_action().and(editor(SHELTER), report_done("Het staat."));
    for (asking, before) in [
        (agree_to(LATER), countered()),
        (refuse_date(LATER, "Dan is het te laat."), countered()),
        (close_action(), reported()),
        (reopen_action("Niet elke school heeft het."), reported()),
        (drop_action("Het is geregeld."), accepted_action()),
    ] {
        let after = before.and(editor(VILLAGE), asking);
        assert_eq!(heard(editor(SHELTER), &after), AROUND);
        assert_eq!(heard(lead(VILLAGE), &after), None);
    }
}

#[test]
fn whoever_does_an_action_hears_of_it_in_person() {
    let assigned = accepted_action().and(lead(SHELTER), assign(Some(person(editor(SHELTER)))));
    assert_eq!(heard(editor(SHELTER), &assigned), PERSONAL);
    assert_eq!(heard(lead(SHELTER), &assigned), None, "who said so");
    assert_eq!(heard(editor(VILLAGE), &assigned), None);
    let dropped = assigned.and(editor(VILLAGE), drop_action("Het is geregeld."));
    assert_eq!(heard(editor(SHELTER), &dropped), AROUND);
    assert_eq!(heard(lead(SHELTER), &dropped), AROUND);
}

#[test]
fn silence_is_told_to_the_coordinator_and_to_whoever_asked() {
    let silent = offered_action().days_later(40).and(system(), let_fall_due());
    assert_eq!(heard(coordinator(), &silent), AROUND);
    assert_eq!(heard(editor(VILLAGE), &silent), AROUND);
    assert_eq!(heard(editor(SHELTER), &silent), None);
}

#[test]
fn a_request_is_told_to_whom_it_asks_and_what_came_of_it_to_who_asked() {
    let asked = region().and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"));
    assert_eq!(heard(editor(TOWN), &asked), PERSONAL);
    assert_eq!(heard(steering_member(TOWN), &asked), None);
    let declined = asked.and(editor(TOWN), decline("Ik weet dit niet."));
    assert_eq!(heard(lead(TOWN), &declined), AROUND);
    let of_partner = region().and(editor(TOWN), ask_partner(SHELTER, "1.1"));
    assert_eq!(heard(editor(SHELTER), &of_partner), AROUND);
    assert_eq!(heard(observer(SHELTER), &of_partner), None);
    assert_eq!(heard(editor(POLICE), &of_partner), None);
    let closed = of_partner.and(editor(TOWN), close_request());
    assert_eq!(heard(editor(SHELTER), &closed), AROUND);
}

#[test]
fn what_is_said_is_told_to_those_it_names_and_to_those_who_spoke() {
    let names = [mention(lead(VILLAGE))];
    let said = region().and(editor(TOWN), start_thread_for(topic("1.1"), "Wie weet dit?", names));
    assert_eq!(heard(lead(VILLAGE), &said), PERSONAL);
    assert_eq!(heard(editor(VILLAGE), &said), None);
    let answered = said.and(editor(VILLAGE), add_comment("Wij doen dit samen."));
    assert_eq!(heard(editor(TOWN), &answered), AROUND, "they spoke");
    assert_eq!(heard(lead(VILLAGE), &answered), AROUND, "they were called to it");
    assert_eq!(heard(editor(POLICE), &answered), None);
    let dealt_with = answered.and(editor(TOWN), resolve());
    assert_eq!(heard(editor(VILLAGE), &dealt_with), AROUND);
}

#[test]
fn an_internal_note_is_told_to_nobody_else() {
    let names = [mention(lead(TOWN))];
    let noted =
        region().and(editor(TOWN), start_thread_for(note_of(TOWN, "1.1"), "Let op.", names));
    assert_eq!(heard(lead(TOWN), &noted), PERSONAL);
    for who in [editor(VILLAGE), coordinator(), observer(TOWN)] {
        assert_eq!(heard(who, &noted), None, "{who:?}");
    }
}

#[test]
fn rounds_and_their_last_day_are_told_to_everybody() {
    let opened = joined().and(coordinator(), open_round("2026"));
    for who in [editor(TOWN), editor(SHELTER), observer(VILLAGE)] {
        assert_eq!(heard(who, &opened), AROUND, "{who:?}");
    }
    let until = opened.and(coordinator(), set_deadline(Some("2027-03-01")));
    assert_eq!(heard(editor(VILLAGE), &until), AROUND);
    assert_eq!(heard(coordinator(), &until), None);
    let nothing_more = until.and(coordinator(), set_deadline(None));
    assert_eq!(heard(editor(VILLAGE), &nothing_more), None);
}

#[test]
fn a_handover_is_told_to_whom_it_names_and_its_answer_to_who_leaves() {
    let asked = region().and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"));
    let other = Who::Member(member(9, TOWN, domain::Role::Editor, true));
    let offered = asked.and(editor(TOWN), hand_over(editor(TOWN), other));
    assert_eq!(heard(other, &offered), PERSONAL);
    assert_eq!(heard(lead(TOWN), &offered), None);
    let declined = offered.and(other, decline_handover("Ik heb geen tijd."));
    assert_eq!(heard(editor(TOWN), &declined), PERSONAL);
}

#[test]
fn a_reminder_is_told_to_whoever_stands_on_its_rung() {
    let given = region()
        .on("2026-11-09")
        .and(editor(VILLAGE), ask_action(SHELTER))
        .and(editor(SHELTER), accept_action());
    let people = [editor(SHELTER), lead(SHELTER), coordinator(), steering_member(TOWN)];
    let tells = |on: &str, told: [Option<Nearness>; 4]| {
        let reminded = given.clone().on(on).and(system(), let_fall_due());
        for (who, told) in people.into_iter().zip(told) {
            assert_eq!(heard(who, &reminded), told, "{who:?} on {on}");
        }
        for who in [observer(SHELTER), editor(POLICE)] {
            assert_eq!(heard(who, &reminded), None, "{who:?} on {on}");
        }
    };
    tells("2027-02-22", [AROUND, AROUND, None, None]);
    tells("2027-03-05", [None, AROUND, None, None]);
    tells("2027-03-10", [None, None, AROUND, None]);
    tells("2027-03-12", [None, None, AROUND, AROUND]);
    let by_hand = given.on("2026-11-20").and(editor(VILLAGE), remind());
    assert_eq!(heard(editor(SHELTER), &by_hand), AROUND);
    let mine = by_hand.and(editor(SHELTER), assign(Some(person(editor(SHELTER)))));
    let again = mine.on("2026-11-23").and(editor(VILLAGE), remind());
    assert_eq!(heard(editor(SHELTER), &again), AROUND, "whose it is may change");
}
