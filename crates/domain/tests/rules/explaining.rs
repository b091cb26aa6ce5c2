//! Explanations: edits that follow each other, edits that meet, and texts that do not fit.

use domain::answer::RECENT_TEXTS_MAX;
use domain::decide::EXPLANATION_CHARS_MAX;
use domain::{AnswerValue, Event, Refusal};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, name_of, passed};

const START: &str = "Er is overleg met de politie en de zorg.";
const MINE: &str = "Er is elke maand overleg met de politie en de zorg.";
const THEIRS: &str = "Er is overleg met de politie en de zorgaanbieder.";
const BOTH: &str = "Er is elke maand overleg met de politie en de zorgaanbieder.";

fn explained(text: &str) -> Given {
    region().and(editor(TOWN), explain(TOWN, "1.1", text))
}

#[test]
fn an_edit_of_the_text_that_is_there_counts_as_it_is() {
    given(explained(START)).when(editor(TOWN), explain(TOWN, "1.1", MINE)).happens([
        Event::ExplanationDrafted {
            municipality: TOWN,
            field: field("1.1"),
            base: name_of(START),
            text: passed(MINE),
            typed: None,
        },
    ]);
}

#[test]
fn edits_of_two_colleagues_in_different_places_are_both_kept() {
    given(explained(START).and(lead(TOWN), explain(TOWN, "1.1", THEIRS)))
        .when(editor(TOWN), explain_from(TOWN, "1.1", START, MINE))
        .happens([Event::ExplanationDrafted {
            municipality: TOWN,
            field: field("1.1"),
            base: name_of(START),
            text: passed(BOTH),
            typed: Some(passed(MINE)),
        }]);
}

#[test]
fn edits_of_the_same_words_are_refused_with_the_other_text() {
    let theirs = "Er is overleg met het OM en de zorg.";
    given(explained(START).and(lead(TOWN), explain(TOWN, "1.1", theirs)))
        .when(editor(TOWN), explain_from(TOWN, "1.1", START, "Er is overleg met Halt en de zorg."))
        .refused(Refusal::TextChanged { field: field("1.1"), theirs: passed(theirs) });
}

#[test]
fn two_first_texts_are_not_guessed_into_one() {
    given(explained(START))
        .when(lead(TOWN), explain_from(TOWN, "1.1", "", "Nog niet."))
        .refused(Refusal::TextChanged { field: field("1.1"), theirs: passed(START) });
}

#[test]
fn an_edit_of_a_text_that_nobody_knows_is_refused_with_the_text_that_is_there() {
    given(explained(START))
        .when(editor(TOWN), explain_from(TOWN, "1.1", "Een andere tekst.", MINE))
        .refused(Refusal::TextChanged { field: field("1.1"), theirs: passed(START) });
}

#[test]
fn an_edit_that_says_what_is_there_already_changes_nothing() {
    given(explained(START).and(lead(TOWN), explain(TOWN, "1.1", MINE)))
        .when(editor(TOWN), explain_from(TOWN, "1.1", START, MINE))
        .changes_nothing();
}

#[test]
fn an_edit_of_which_a_colleague_made_every_change_too_changes_nothing() {
    given(explained(START).and(lead(TOWN), explain(TOWN, "1.1", BOTH)))
        .when(editor(TOWN), explain_from(TOWN, "1.1", START, MINE))
        .changes_nothing();
}

#[test]
fn explaining_twice_has_no_further_effect() {
    given(explained(START))
        .when(editor(TOWN), explain(TOWN, "1.1", MINE))
        .again()
        .changes_nothing();
    given(explained(START).and(lead(TOWN), explain(TOWN, "1.1", THEIRS)))
        .when(editor(TOWN), explain_from(TOWN, "1.1", START, MINE))
        .again()
        .changes_nothing();
}

/// A writer types on while the first edit is under way; the server merged that one with a
/// colleague's, so the text that the second edit starts from was never the explanation.
#[test]
fn a_writers_next_edit_starts_from_what_they_typed_before_it_was_merged() {
    let merged = explained(START)
        .and(lead(TOWN), explain(TOWN, "1.1", THEIRS))
        .and(editor(TOWN), explain_from(TOWN, "1.1", START, MINE));
    given(merged)
        .when(
            editor(TOWN),
            explain_from(TOWN, "1.1", MINE, &MINE.replace("elke maand", "elke week")),
        )
        .then(|region| {
            let text = region.working(key(TOWN, "1.1")).explanation;
            assert_eq!(text.as_str(), BOTH.replace("elke maand", "elke week"));
        });
}

#[test]
fn an_edit_may_start_from_the_text_that_was_shared_meanwhile() {
    let shared = explained(START)
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Partly))
        .and(editor(TOWN), share(TOWN, &["1.1"]))
        .and(lead(TOWN), explain(TOWN, "1.1", THEIRS));
    given(shared).when(editor(TOWN), explain_from(TOWN, "1.1", START, MINE)).then(|region| {
        assert_eq!(region.working(key(TOWN, "1.1")).explanation.as_str(), BOTH);
        let still = region.shared_working(key(TOWN, "1.1")).explanation;
        assert_eq!(still.as_str(), START, "what is shared stays until it is shared again");
    });
}

#[test]
fn a_text_of_long_ago_is_forgotten_and_both_sides_are_shown() {
    let mut given = explained(START);
    for number in 0..=RECENT_TEXTS_MAX {
        given = given.and(lead(TOWN), explain(TOWN, "1.1", &format!("{START} Versie {number}.")));
    }
    let theirs = given.region.working(key(TOWN, "1.1")).explanation;
    assert!(RECENT_TEXTS_MAX >= given.region.drafts[&TOWN][&field("1.1")].recent.len());
    given
        .when(editor(TOWN), explain_from(TOWN, "1.1", START, MINE))
        .refused(Refusal::TextChanged { field: field("1.1"), theirs });
}

#[test]
fn the_edit_that_a_colleague_started_just_before_those_still_merges() {
    let mut given = explained(START);
    for number in 1..RECENT_TEXTS_MAX {
        given = given.and(lead(TOWN), explain(TOWN, "1.1", &format!("{START} Versie {number}.")));
    }
    given.when(editor(TOWN), explain_from(TOWN, "1.1", START, MINE)).then(|region| {
        let text = region.working(key(TOWN, "1.1")).explanation;
        assert_eq!(text.as_str(), format!("{MINE} Versie {}.", RECENT_TEXTS_MAX - 1));
    });
}

#[test]
fn a_text_that_just_fits_is_kept_and_one_character_more_is_not() {
    let fits = "é".repeat(EXPLANATION_CHARS_MAX);
    given(region())
        .when(editor(TOWN), explain(TOWN, "1.1", &fits))
        .then(|region| assert_eq!(region.working(key(TOWN, "1.1")).explanation.as_str(), fits));
    given(region()).when(editor(TOWN), explain(TOWN, "1.1", &format!("{fits}é"))).refused(
        Refusal::TextTooLong { max: EXPLANATION_CHARS_MAX, chars: EXPLANATION_CHARS_MAX + 1 },
    );
}

#[test]
fn two_edits_that_fit_do_not_merge_into_one_that_does_not() {
    let half = "woord ".repeat(EXPLANATION_CHARS_MAX / 12 + 10);
    let start = "begin midden einde";
    let theirs = format!("{half}begin midden einde");
    let mine = format!("begin midden einde {half}").trim_end().to_owned();
    let chars = theirs.chars().count() + mine.chars().count() - start.chars().count();
    given(explained(start).and(lead(TOWN), explain(TOWN, "1.1", &theirs)))
        .when(editor(TOWN), explain_from(TOWN, "1.1", start, &mine))
        .refused(Refusal::TextTooLong { max: EXPLANATION_CHARS_MAX, chars });
}

/// A form posts two characters for each line end: the same text then seemed too long.
#[test]
fn a_line_end_counts_once_however_it_is_spelt() {
    let lines = "a\n".repeat(EXPLANATION_CHARS_MAX / 2);
    given(region())
        .when(editor(TOWN), explain_from(TOWN, "1.1", "", &lines.replace('\n', "\r\n")))
        .happens([Event::ExplanationDrafted {
            municipality: TOWN,
            field: field("1.1"),
            base: name_of(""),
            text: passed(&lines),
            typed: None,
        }]);
}
