//! Drafts: choosing a value, marking paper and practice, and who may not.

use domain::refusal::WhoMay;
use domain::{AnswerValue, Aspect, Change, Event, MarkValue, Refusal, Standing};

use crate::given::asking::*;
use crate::given::given;
use crate::given::people::*;

#[test]
fn choosing_a_value_makes_a_draft_that_is_not_shared() {
    given(region()).when(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes)).then(|region| {
        assert_eq!(region.working(key(TOWN, "1.1")).value, Some(AnswerValue::Yes));
        assert!(region.draft(key(TOWN, "1.1")).is_some());
        assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Empty);
        assert_eq!(region.shared_value(key(TOWN, "1.1")), None);
    });
}

#[test]
fn a_draft_says_from_which_value_to_which() {
    given(region().and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes)))
        .when(editor(TOWN), choose(TOWN, "1.1", AnswerValue::No))
        .happens([Event::AnswerDrafted {
            municipality: TOWN,
            field: field("1.1"),
            change: Change { from: Some(AnswerValue::Yes), to: Some(AnswerValue::No) },
        }]);
}

#[test]
fn a_value_that_a_colleague_changed_is_not_overwritten() {
    given(region().and(lead(TOWN), choose(TOWN, "1.1", AnswerValue::No)))
        .when(editor(TOWN), choose_from(TOWN, "1.1", None, AnswerValue::Yes))
        .refused(Refusal::ValueChanged { field: field("1.1"), now: Some(AnswerValue::No) });
}

#[test]
fn two_colleagues_who_choose_the_same_value_agree() {
    given(region().and(lead(TOWN), choose(TOWN, "1.1", AnswerValue::No)))
        .when(editor(TOWN), choose_from(TOWN, "1.1", None, AnswerValue::No))
        .changes_nothing();
}

#[test]
fn a_value_can_be_taken_back() {
    given(region().and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes)))
        .when(editor(TOWN), choose(TOWN, "1.1", None))
        .then(|region| assert_eq!(region.draft(key(TOWN, "1.1")), None));
}

#[test]
fn choosing_twice_has_no_further_effect() {
    given(region())
        .when(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .again()
        .changes_nothing();
}

#[test]
fn paper_and_practice_are_marked_apart() {
    given(region().and(editor(TOWN), mark(TOWN, "1.1", Aspect::Paper, MarkValue::Yes)))
        .when(editor(TOWN), mark(TOWN, "1.1", Aspect::Practice, MarkValue::No))
        .then(|region| {
            let working = region.working(key(TOWN, "1.1"));
            assert_eq!(working.mark(Aspect::Paper), Some(MarkValue::Yes));
            assert_eq!(working.mark(Aspect::Practice), Some(MarkValue::No));
            assert_eq!(working.value, None, "a mark is no value");
        });
}

#[test]
fn a_mark_that_a_colleague_changed_is_not_overwritten() {
    let before = region();
    let late = as_seen_in(&before, mark(TOWN, "1.1", Aspect::Paper, MarkValue::Partly));
    given(before.and(lead(TOWN), mark(TOWN, "1.1", Aspect::Paper, MarkValue::No)))
        .when(editor(TOWN), late)
        .refused(Refusal::MarkChanged {
            field: field("1.1"),
            aspect: Aspect::Paper,
            now: Some(MarkValue::No),
        });
}

#[test]
fn marking_twice_has_no_further_effect() {
    given(region())
        .when(editor(TOWN), mark(TOWN, "1.1", Aspect::Practice, MarkValue::Unknown))
        .again()
        .changes_nothing();
}

#[test]
fn nothing_can_be_answered_before_the_first_round() {
    given(joined())
        .when(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .refused(Refusal::NoRound);
}

#[test]
fn a_field_that_the_round_does_not_ask_is_not_here() {
    for asking in [
        choose(TOWN, "2.1", AnswerValue::Yes),
        choose(TOWN, "4.1", AnswerValue::Yes),
        explain(TOWN, "1.1a", "Elke maand."),
        mark(TOWN, "5.9", Aspect::Paper, MarkValue::Yes),
    ] {
        given(region()).when(editor(TOWN), asking).refused(Refusal::NotHere);
    }
}

#[test]
fn a_municipality_of_another_region_is_not_here_for_anyone() {
    for who in [system(), coordinator(), editor(TOWN), editor(ELSEWHERE), observer(TOWN)] {
        for asking in [
            choose(ELSEWHERE, "1.1", AnswerValue::Yes),
            explain(ELSEWHERE, "1.1", "Elke maand."),
            mark(ELSEWHERE, "1.1", Aspect::Paper, MarkValue::Yes),
            share(ELSEWHERE, &["1.1"]),
            confirm(ELSEWHERE, &["1.1"]),
        ] {
            given(region()).when(who, asking).refused(Refusal::NotHere);
        }
    }
}

#[test]
fn a_partner_has_no_answers_of_its_own() {
    given(region())
        .when(editor(SHELTER), choose(SHELTER, "1.1", AnswerValue::Yes))
        .refused(Refusal::NotHere);
}

#[test]
fn who_may_not_write_hears_who_may() {
    for who in [system(), coordinator(), editor(VILLAGE), observer(TOWN)] {
        given(region())
            .when(who, choose(TOWN, "1.1", AnswerValue::Yes))
            .refused(Refusal::NotAllowed { who: WhoMay::Editor(TOWN) });
    }
}

#[test]
fn a_municipality_may_go_on_between_rounds() {
    given(region().and(coordinator(), start_discussion()).and(system(), close_round()))
        .when(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .then(|region| assert!(region.draft(key(TOWN, "1.1")).is_some()));
}

/// A draft that was taken back or shared used to stay behind, empty, in every snapshot.
#[test]
fn a_draft_that_ended_leaves_nothing_behind() {
    let drafted = region().and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes));
    drafted
        .clone()
        .when(editor(TOWN), choose(TOWN, "1.1", None))
        .then(|region| assert!(region.drafts.is_empty()));
    drafted
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .then(|region| assert!(region.drafts.is_empty()));
}
