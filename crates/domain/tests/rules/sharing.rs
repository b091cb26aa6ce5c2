//! Sharing: a deliberate step, of everything that was chosen or of nothing.

use domain::answer::{Late, Reason};
use domain::{
    AnswerContent, AnswerValue, Aspect, Command, Event, GuardedText, MarkValue, Refusal, Standing,
};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, passed};

fn drafted(text: &str, value: AnswerValue) -> Given {
    region().and(editor(TOWN), choose(TOWN, text, value))
}

#[test]
fn a_shared_answer_carries_all_that_it_says() {
    let drafted = drafted("1.1", AnswerValue::Partly)
        .and(editor(TOWN), explain(TOWN, "1.1", "Elke maand."))
        .and(editor(TOWN), mark(TOWN, "1.1", Aspect::Paper, MarkValue::Yes))
        .and(editor(TOWN), mark(TOWN, "1.1", Aspect::Practice, MarkValue::No));
    let round = present_round(&drafted.region);
    given(drafted)
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .happens([Event::AnswerShared {
            municipality: TOWN,
            field: field("1.1"),
            round,
            content: AnswerContent {
                value: AnswerValue::Partly,
                explanation: passed("Elke maand."),
                paper: Some(MarkValue::Yes),
                practice: Some(MarkValue::No),
                source: Default::default(),
            },
            why_now: None,
        }])
        .when(editor(TOWN), mark(TOWN, "1.1", Aspect::Paper, None))
        .then(|region| assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Shared));
}

#[test]
fn sharing_ends_the_draft() {
    given(drafted("1.1", AnswerValue::Yes)).when(editor(TOWN), share(TOWN, &["1.1"])).then(
        |region| {
            assert_eq!(region.draft(key(TOWN, "1.1")), None);
            assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Shared);
            assert_eq!(region.shared_value(key(TOWN, "1.1")), Some(AnswerValue::Yes));
        },
    );
}

#[test]
fn partly_no_and_not_applicable_need_an_explanation() {
    for value in AnswerValue::ALL {
        let needs = [AnswerValue::Partly, AnswerValue::No, AnswerValue::NotApplicable];
        let then = drafted("1.1", value).when(editor(TOWN), share(TOWN, &["1.1"]));
        if needs.contains(&value) {
            then.refused(Refusal::ExplanationMissing { fields: vec![field("1.1")] });
        } else {
            then.then(|region| assert_eq!(region.shared_value(key(TOWN, "1.1")), Some(value)));
        }
    }
}

#[test]
fn white_space_explains_nothing() {
    given(drafted("1.1", AnswerValue::No).and(editor(TOWN), explain(TOWN, "1.1", " \n ")))
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .refused(Refusal::ExplanationMissing { fields: vec![field("1.1")] });
}

#[test]
fn an_answer_without_a_value_cannot_be_shared() {
    given(region().and(editor(TOWN), explain(TOWN, "1.1", "Nog uitzoeken.")))
        .when(editor(TOWN), share(TOWN, &["1.1", "4.2"]))
        .refused(Refusal::ValueMissing { fields: vec![field("1.1"), field("4.2")] });
}

#[test]
fn a_value_that_was_taken_back_stays_shared_until_there_is_another() {
    let shared = drafted("1.1", AnswerValue::Yes).and(editor(TOWN), share(TOWN, &["1.1"]));
    given(shared.and(editor(TOWN), choose(TOWN, "1.1", None)))
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .refused(Refusal::ValueMissing { fields: vec![field("1.1")] });
}

#[test]
fn all_are_shared_or_none() {
    let drafted = drafted("1.1", AnswerValue::Yes)
        .and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::No))
        .and(editor(TOWN), choose(TOWN, "5.1", AnswerValue::Partly));
    given(drafted)
        .when(editor(TOWN), share(TOWN, &["1.1", "4.2", "5.1"]))
        .refused(Refusal::ExplanationMissing { fields: vec![field("4.2"), field("5.1")] });
}

#[test]
fn nobody_shares_what_a_colleague_changed_after_they_looked() {
    let before = drafted("1.1", AnswerValue::Yes);
    for change in [
        choose(TOWN, "1.1", AnswerValue::Unknown),
        explain(TOWN, "1.1", "Anders."),
        mark(TOWN, "1.1", Aspect::Practice, MarkValue::No),
    ] {
        let late = as_seen_in(&before, share(TOWN, &["1.1"]));
        given(before.clone().and(lead(TOWN), change))
            .when(editor(TOWN), late)
            .refused(Refusal::ChangedSinceSeen { fields: vec![field("1.1")] });
    }
}

#[test]
fn sharing_twice_has_no_further_effect() {
    given(drafted("1.1", AnswerValue::Yes))
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .again()
        .changes_nothing();
}

#[test]
fn of_several_answers_only_those_with_something_new_are_shared() {
    let shared = drafted("1.1", AnswerValue::Yes).and(editor(TOWN), share(TOWN, &["1.1"]));
    let drafted = shared.and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::Yes));
    let round = present_round(&drafted.region);
    let content = AnswerContent {
        value: AnswerValue::Yes,
        explanation: GuardedText::default(),
        paper: None,
        practice: None,
        source: Default::default(),
    };
    given(drafted).when(editor(TOWN), share(TOWN, &["1.1", "4.2"])).happens([
        Event::AnswerShared {
            municipality: TOWN,
            field: field("4.2"),
            round,
            content,
            why_now: None,
        },
    ]);
}

#[test]
fn an_answer_of_an_earlier_round_is_shared_again_as_it_was() {
    let again = drafted("1.1", AnswerValue::Yes)
        .and(editor(TOWN), share(TOWN, &["1.1"]))
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"));
    let old = again.region.rounds[0].id;
    let standing = again.region.standing(key(TOWN, "1.1"));
    assert_eq!(standing, Standing::Reconfirm(Reason::NewRound(old)));
    given(again).when(editor(TOWN), share(TOWN, &["1.1"])).then(|region| {
        assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Shared);
        assert_eq!(region.shared_value(key(TOWN, "1.1")), Some(AnswerValue::Yes));
    });
}

const WHY: &str = "De raad besloot pas gisteren.";

fn discussed(text: &str, value: AnswerValue) -> Given {
    drafted(text, value).and(coordinator(), start_discussion())
}

#[test]
fn whoever_shares_while_the_round_is_discussed_says_why_only_now() {
    let key = key(TOWN, "1.1");
    for asking in [share(TOWN, &["1.1"]), share_late(TOWN, &["1.1"], "  ")] {
        given(discussed("1.1", AnswerValue::Yes))
            .when(editor(TOWN), asking)
            .refused(Refusal::WhyNowMissing);
    }
    given(discussed("1.1", AnswerValue::Yes))
        .when(editor(TOWN), share_late(TOWN, &["1.1"], WHY))
        .then(|region| assert_eq!(region.late(key), Some(&Late::Said(passed(WHY)))));
}

#[test]
fn the_reason_for_coming_late_is_guarded_and_short() {
    let secret = share_late(TOWN, &["1.1"], "Zie 123456782.");
    let then = given(discussed("1.1", AnswerValue::Yes)).when(editor(TOWN), secret);
    assert!(matches!(then.verdict(), Err(Refusal::Guarded { .. })));
    let long = share_late(TOWN, &["1.1"], &"a".repeat(1_001));
    given(discussed("1.1", AnswerValue::Yes))
        .when(editor(TOWN), long)
        .refused(Refusal::TextTooLong { max: 1_000, chars: 1_001 });
}

#[test]
fn before_the_discussion_nobody_is_asked_why_and_nothing_is_late() {
    given(drafted("1.1", AnswerValue::Yes))
        .when(editor(TOWN), share_late(TOWN, &["1.1"], WHY))
        .then(|region| assert_eq!(region.late(key(TOWN, "1.1")), None));
}

#[test]
fn where_nothing_is_new_nobody_is_asked_why() {
    let shared = drafted("1.1", AnswerValue::Yes).and(editor(TOWN), share(TOWN, &["1.1"]));
    given(shared.and(coordinator(), start_discussion()))
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .changes_nothing();
}

#[test]
fn what_came_late_in_one_round_is_not_late_in_the_next() {
    let next = discussed("1.1", AnswerValue::Yes)
        .and(editor(TOWN), share_late(TOWN, &["1.1"], WHY))
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"));
    assert_eq!(next.region.late(key(TOWN, "1.1")), None);
    given(next)
        .when(editor(TOWN), share(TOWN, &["1.1"]))
        .then(|region| assert_eq!(region.late(key(TOWN, "1.1")), None));
}

#[test]
fn sharing_names_at_least_one_field_each_once_and_all_asked() {
    let drafted = drafted("1.1", AnswerValue::Yes);
    for fields in [&["1.1", "1.1"][..], &["1.1", "2.1"], &["9.9"]] {
        drafted.clone().when(editor(TOWN), share(TOWN, fields)).refused(Refusal::NotHere);
    }
    let nothing = Refusal::ValueMissing { fields: vec![] };
    drafted.clone().when(editor(TOWN), share(TOWN, &[])).refused(nothing);
    let endless: Asking = Box::new(|region| {
        let Command::Share { municipality, answers, why_now } = share(TOWN, &["1.1"])(region)
        else {
            unreachable!("share makes a Share")
        };
        Command::Share { municipality, answers: answers.repeat(101), why_now }
    });
    drafted.when(editor(TOWN), endless).refused(Refusal::NotHere);
}

#[test]
fn nothing_is_shared_before_the_first_round() {
    given(joined()).when(editor(TOWN), share(TOWN, &["1.1"])).refused(Refusal::NoRound);
}
