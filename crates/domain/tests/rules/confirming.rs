//! Confirming: on behalf of the municipality, for the present round, exactly what is shared.

use domain::answer::Reason;
use domain::refusal::WhoMay;
use domain::{AnswerValue, Aspect, Event, MarkValue, Refusal, Standing};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given};

fn shared() -> Given {
    region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]))
}

fn confirmed() -> Given {
    shared().and(lead(TOWN), confirm(TOWN, &["1.1"]))
}

#[test]
fn a_confirmation_names_exactly_what_was_confirmed() {
    let shared = shared();
    let round = present_round(&shared.region);
    let content = shared.region.shared_working(key(TOWN, "1.1")).fingerprint();
    let confirmed =
        given(shared).when(lead(TOWN), confirm(TOWN, &["1.1"])).happens([Event::AnswerConfirmed {
            municipality: TOWN,
            field: field("1.1"),
            round,
            content,
        }]);
    assert_eq!(confirmed.region.standing(key(TOWN, "1.1")), Standing::Confirmed);
}

#[test]
fn an_editor_who_may_not_adopt_cannot_confirm() {
    given(shared())
        .when(editor(TOWN), confirm(TOWN, &["1.1"]))
        .refused(Refusal::NotAllowed { who: WhoMay::Lead(TOWN) });
}

#[test]
fn one_person_may_share_and_confirm() {
    given(region().and(lead(TOWN), choose(TOWN, "1.1", AnswerValue::Yes)))
        .when(lead(TOWN), share(TOWN, &["1.1"]))
        .then(|_| {})
        .when(lead(TOWN), confirm(TOWN, &["1.1"]))
        .then(|region| assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Confirmed));
}

#[test]
fn what_is_not_shared_cannot_be_confirmed() {
    given(region().and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes)))
        .when(lead(TOWN), confirm(TOWN, &["1.1", "4.2"]))
        .refused(Refusal::NotShared { fields: vec![field("1.1"), field("4.2")] });
}

#[test]
fn an_answer_with_an_open_draft_cannot_be_confirmed() {
    given(shared().and(editor(TOWN), mark(TOWN, "1.1", Aspect::Paper, MarkValue::No)))
        .when(lead(TOWN), confirm(TOWN, &["1.1"]))
        .refused(Refusal::NotShared { fields: vec![field("1.1")] });
}

#[test]
fn nobody_confirms_what_a_colleague_shared_after_they_looked() {
    let before = shared();
    let late = as_seen_in(&before, confirm(TOWN, &["1.1"]));
    let again = before
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Unknown))
        .and(editor(TOWN), share(TOWN, &["1.1"]));
    given(again)
        .when(lead(TOWN), late)
        .refused(Refusal::ChangedSinceSeen { fields: vec![field("1.1")] });
}

#[test]
fn all_are_confirmed_or_none() {
    given(shared())
        .when(lead(TOWN), confirm(TOWN, &["1.1", "5.1"]))
        .refused(Refusal::NotShared { fields: vec![field("5.1")] });
}

#[test]
fn confirming_twice_has_no_further_effect() {
    given(shared()).when(lead(TOWN), confirm(TOWN, &["1.1"])).again().changes_nothing();
}

#[test]
fn sharing_something_else_ends_the_confirmation() {
    given(confirmed().and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Unknown)))
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .then(|region| assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Shared));
}

#[test]
fn a_draft_does_not_end_the_confirmation() {
    given(confirmed())
        .when(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Unknown))
        .then(|region| assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Confirmed));
}

#[test]
fn a_new_round_asks_to_confirm_again_and_keeps_the_value() {
    let before = confirmed();
    let old = present_round(&before.region);
    given(before.and(coordinator(), start_discussion()).and(system(), close_round()))
        .when(coordinator(), open_round("2027"))
        .then(|region| {
            let answer = key(TOWN, "1.1");
            assert_eq!(region.standing(answer), Standing::Reconfirm(Reason::NewRound(old)));
            assert_eq!(region.shared_value(answer), Some(AnswerValue::Yes));
        });
}

#[test]
fn an_answer_of_last_time_is_confirmed_without_sharing_it_again() {
    let next = confirmed()
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"));
    given(next)
        .when(lead(TOWN), confirm(TOWN, &["1.1"]))
        .then(|region| assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Confirmed));
}
