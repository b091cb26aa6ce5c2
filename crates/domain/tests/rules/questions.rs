//! Questions with two parts: the value of the whole, and the part that only asks a substitute.

use domain::AnswerValue::{self, No, NotApplicable, Partly, Unknown, Yes};
use domain::{OrganisationId, Part, QuestionId, Refusal};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given};

fn shared(mut given: Given, of: OrganisationId, answers: &[(&str, AnswerValue)]) -> Given {
    for (text, value) in answers {
        given = given
            .and(editor(of), choose(of, text, *value))
            .and(editor(of), explain(of, text, "Zo is het."))
            .and(editor(of), share(of, &[text]));
    }
    given
}

fn value(given: &Given, of: OrganisationId, question: QuestionId) -> Option<AnswerValue> {
    given.region.question_value(of, question)
}

/// Transcribed by hand from the product's composite table, row by row.
#[test]
fn two_parts_make_one_value_as_in_the_table() {
    let values = [Yes, Partly, No, Unknown, NotApplicable];
    let table = [
        [Yes, Partly, Partly, Partly, Yes],
        [Partly, Partly, Partly, Partly, Partly],
        [Partly, Partly, No, No, No],
        [Partly, Partly, No, Unknown, Unknown],
        [Yes, Partly, No, Unknown, NotApplicable],
    ];
    for (a, row) in values.into_iter().zip(table) {
        for (b, expected) in values.into_iter().zip(row) {
            let given = shared(region(), TOWN, &[("4.1a", a), ("4.1b", b)]);
            assert_eq!(value(&given, TOWN, QuestionId::new(4, 1)), Some(expected), "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_question_with_an_empty_part_has_no_value_yet() {
    for part in ["4.1a", "4.1b"] {
        let given = shared(region(), TOWN, &[(part, Yes)]);
        assert_eq!(value(&given, TOWN, QuestionId::new(4, 1)), None);
    }
}

#[test]
fn a_draft_does_not_count_for_the_whole() {
    let given =
        shared(region(), TOWN, &[("4.1a", Yes)]).and(editor(TOWN), choose(TOWN, "4.1b", Yes));
    assert_eq!(value(&given, TOWN, QuestionId::new(4, 1)), None);
}

#[test]
fn municipalities_have_values_of_their_own() {
    let given = shared(region(), TOWN, &[("1.1", Yes)]);
    let given = shared(given, VILLAGE, &[("1.1", No)]);
    assert_eq!(value(&given, TOWN, QuestionId::new(1, 1)), Some(Yes));
    assert_eq!(value(&given, VILLAGE, QuestionId::new(1, 1)), Some(No));
}

#[test]
fn a_reporting_point_needs_no_substitute() {
    for first in [Yes, Partly, NotApplicable] {
        let given = shared(region(), TOWN, &[("3.2a", first)]);
        assert_eq!(value(&given, TOWN, QuestionId::new(3, 2)), Some(first));
    }
}

#[test]
fn a_substitute_for_the_reporting_point_counts_as_in_the_product() {
    for first in [No, Unknown] {
        let given = shared(region(), TOWN, &[("3.2a", first)]);
        assert_eq!(value(&given, TOWN, QuestionId::new(3, 2)), None, "not asked for yet");
        for (second, whole) in [(Yes, Partly), (Partly, Partly), (No, No), (Unknown, Unknown)] {
            let given = shared(given.clone(), TOWN, &[("3.2b", second)]);
            assert_eq!(value(&given, TOWN, QuestionId::new(3, 2)), Some(whole));
        }
    }
}

#[test]
fn a_substitute_is_shared_only_where_the_reporting_point_is_missing() {
    for first in [None, Some(Yes), Some(Partly), Some(NotApplicable)] {
        let mut before = region().and(editor(TOWN), choose(TOWN, "3.2b", Yes));
        if let Some(first) = first {
            before = shared(before, TOWN, &[("3.2a", first)]);
        }
        given(before)
            .when(editor(TOWN), share(TOWN, &["3.2b"]))
            .refused(Refusal::NotAsked { field: field("3.2b") });
    }
}

#[test]
fn both_parts_may_be_shared_at_once() {
    let drafted = region()
        .and(editor(TOWN), choose(TOWN, "3.2a", Unknown))
        .and(editor(TOWN), choose(TOWN, "3.2b", Yes));
    given(drafted).when(editor(TOWN), share(TOWN, &["3.2a", "3.2b"])).then(|region| {
        assert_eq!(region.question_value(TOWN, QuestionId::new(3, 2)), Some(Partly));
    });
}

#[test]
fn the_part_is_named_in_the_field() {
    assert_eq!(field("3.2b").part, Some(Part::B));
    assert_eq!(field("1.1").part, None);
}
