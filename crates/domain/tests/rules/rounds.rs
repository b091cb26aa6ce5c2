//! Rounds: opening, closing, and what last time said.

use domain::refusal::WhoMay;
use domain::{AnswerValue, Day, Refusal, RoundId, Standing};
use uuid::Uuid;

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, founded, given};

fn answered() -> Given {
    region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]))
}

fn next_round(given: Given) -> Given {
    given
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"))
}

#[test]
fn a_round_carries_what_it_asks() {
    given(joined()).when(coordinator(), open_round("2026")).then(|region| {
        let round = region.open_round().unwrap();
        assert_eq!(round.name.as_str(), "2026");
        assert_eq!(round.asked, asked(&FIELDS));
        assert_eq!(round.edition.to_string(), "nji-loverboys/v1");
    });
}

#[test]
fn a_second_round_waits_until_the_first_is_closed() {
    let open = region();
    let round = present_round(&open.region);
    given(open).when(coordinator(), open_round("2027")).refused(Refusal::RoundIsOpen { round });
}

#[test]
fn opening_twice_is_refused_because_it_is_open() {
    let opened = joined().when(coordinator(), open_round("2026"));
    let again = opened.again();
    assert!(matches!(again.verdict(), Err(Refusal::RoundIsOpen { .. })));
}

#[test]
fn two_rounds_have_different_ids() {
    let next = next_round(region());
    assert_ne!(next.region.rounds[0].id, next.region.rounds[1].id);
}

#[test]
fn a_round_asks_something_and_each_thing_once() {
    for fields in [&[][..], &["1.1", "1.1"], &["1.1", "4.1a", "1.1"]] {
        given(joined())
            .when(coordinator(), open_round_asking("2026", asked(fields)))
            .refused(Refusal::AskedWrongly);
    }
    let endless: Vec<String> =
        (1..=5).flat_map(|check| (1..=21).map(move |number| format!("{check}.{number}"))).collect();
    let endless: Vec<&str> = endless.iter().map(String::as_str).collect();
    given(joined())
        .when(coordinator(), open_round_asking("2026", asked(&endless)))
        .refused(Refusal::AskedWrongly);
}

#[test]
fn a_round_needs_a_municipality() {
    given(founded()).when(coordinator(), open_round("2026")).refused(Refusal::NotHere);
}

#[test]
fn a_round_that_is_closed_can_be_closed_again_without_effect() {
    let discussed = region().and(coordinator(), start_discussion());
    given(discussed).when(system(), close_round()).again().changes_nothing();
}

#[test]
fn closing_keeps_the_time_and_leaves_no_round_open() {
    let discussed = region().and(coordinator(), start_discussion());
    let now = discussed.now();
    given(discussed).when(system(), close_round()).then(|region| {
        assert_eq!(region.open_round(), None);
        assert_eq!(region.round().unwrap().closed, Some(now));
    });
}

#[test]
fn a_round_of_another_region_is_not_here() {
    let unknown: Asking =
        Box::new(|_| domain::Command::CloseRound { round: RoundId(Uuid::from_u128(0xdead)) });
    given(region()).when(system(), unknown).refused(Refusal::NotHere);
}

#[test]
fn the_coordinator_cannot_close_a_round() {
    given(region())
        .when(coordinator(), close_round())
        .refused(Refusal::NotAllowed { who: WhoMay::Installation });
}

#[test]
fn what_was_shared_is_kept_as_last_time() {
    let next = next_round(answered());
    let old = next.region.rounds[0].id;
    given(next.and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Unknown)))
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .then(|region| {
            let answer = region.answer(key(TOWN, "1.1")).unwrap();
            let previous = answer.previous.as_ref().unwrap();
            assert_eq!((previous.content.value, previous.round), (AnswerValue::Yes, old));
            assert_eq!(region.shared_value(key(TOWN, "1.1")), Some(AnswerValue::Unknown));
        });
}

#[test]
fn last_time_is_the_round_in_which_it_was_last_shared_or_confirmed() {
    let second = next_round(answered().and(lead(TOWN), confirm(TOWN, &["1.1"])));
    let second = second.and(lead(TOWN), confirm(TOWN, &["1.1"]));
    let id = present_round(&second.region);
    let third = next_round(second);
    let answer = third.region.answer(key(TOWN, "1.1")).unwrap();
    assert_eq!(answer.previous.as_ref().unwrap().round, id);

    let untouched = next_round(third);
    let answer = untouched.region.answer(key(TOWN, "1.1")).unwrap();
    assert_eq!(answer.previous.as_ref().unwrap().round, id, "nobody said it again since");
}

#[test]
fn what_was_not_shared_is_not_last_time() {
    let drafted = region().and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes));
    let next = next_round(drafted);
    assert_eq!(next.region.answer(key(TOWN, "1.1")), None);
    assert_eq!(next.region.working(key(TOWN, "1.1")).value, Some(AnswerValue::Yes));
    assert_eq!(next.region.standing(key(TOWN, "1.1")), Standing::Empty);
}

/// The machine changes no value: what the installation and the coordinator may do leaves every
/// answer and every draft saying what it said.
#[test]
fn only_a_person_changes_a_value() {
    let mut given = answered()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Unknown))
        .and(editor(VILLAGE), choose(VILLAGE, "4.2", AnswerValue::Partly));
    let says = |given: &Given| {
        let all = [TOWN, VILLAGE].into_iter().flat_map(|of| FIELDS.map(|text| key(of, text)));
        all.map(|key| (given.region.shared_working(key), given.region.working(key)))
            .collect::<Vec<_>>()
    };
    let before = says(&given);
    let admit_town = admit_partner(TOWN, domain::OrganisationKind::Municipality, []);
    given = given
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"))
        .and(system(), admit(ELSEWHERE, domain::OrganisationKind::Municipality))
        .and(coordinator(), admit_town)
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(system(), open_round_asking("2028", asked(&["1.1"])));
    assert_eq!(says(&given), before);
}

#[test]
fn the_last_day_is_agreed_changed_and_taken_away() {
    let round = |given: &Given| given.region.round().unwrap().deadline;
    let agreed = region().and(coordinator(), set_deadline(Some("2026-12-04")));
    assert_eq!(round(&agreed), Day::new(2026, 12, 4));
    given(agreed.clone()).when(coordinator(), set_deadline(Some("2026-12-04"))).changes_nothing();
    let later = agreed.and(coordinator(), set_deadline(Some("2026-12-18")));
    assert_eq!(round(&later), Day::new(2026, 12, 18));
    assert_eq!(round(&later.and(coordinator(), set_deadline(None))), None);
}

#[test]
fn of_two_who_agree_another_day_the_second_is_told() {
    let before = region();
    let late = as_seen_in(&before, set_deadline(Some("2026-12-18")));
    given(before)
        .and(coordinator(), set_deadline(Some("2026-12-04")))
        .when(coordinator(), late)
        .refused(Refusal::DeadlineChanged { now: Day::new(2026, 12, 4) });
}

#[test]
fn a_round_that_is_over_has_no_last_day_any_more() {
    let over = region().and(coordinator(), start_discussion()).and(system(), close_round());
    given(over).when(coordinator(), set_deadline(Some("2026-12-04"))).refused(Refusal::NotHere);
    given(region().and(coordinator(), start_discussion()))
        .when(coordinator(), set_deadline(Some("2026-12-04")))
        .refused(Refusal::AlreadyDiscussed);
}

#[test]
fn the_last_day_refuses_nobody() {
    given(region())
        .and(coordinator(), set_deadline(Some("2020-01-01")))
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .then(|region| assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Shared));
}
