//! What differed before a removal differs afterwards: nobody agrees to what they did not see.

use domain::answer::Reason;
use domain::view::entry_for;
use domain::{AnswerValue, Delivery, Entry, Event, Region, Response, Standing};

use crate::given::asking::*;
use crate::given::own_questions::*;
use crate::given::people::*;
use crate::given::redacting::*;
use crate::given::{Given, given};

const FIRST: &str = "De regio heeft een convenant, getekend in maart.";
const SECOND: &str = "Er is een meldpunt; bellen kan dag en nacht.";

fn puts_forward(before: Given, text: &str) -> Given {
    before
        .and(coordinator(), explain_for_region("4.2", text))
        .and(coordinator(), put_forward(&["4.2"]))
}

/// The coordinator puts a text forward, municipalities say something, and another text follows.
fn said(say: impl FnOnce(Given) -> Given) -> Given {
    let first = region().and(coordinator(), choose_for_region("4.2", AnswerValue::Partly));
    puts_forward(say(puts_forward(first, FIRST)), SECOND)
}

/// Removes what was put forward last; what stood there before goes along.
fn removed(before: Given) -> Given {
    let last = entries_with(&before.entries, SECOND)[1];
    let after = given(before).and(coordinator(), redact(last, 0));
    let put_forward =
        |entry: &&Entry| matches!(entry.event, Event::RegionalAnswerPutForward { .. });
    let put_forward: Vec<Entry> = after.entries.iter().filter(put_forward).cloned().collect();
    assert_eq!((put_forward.len(), entries_with(&put_forward, "").len()), (2, 2));
    assert!(entries_with(&put_forward, FIRST).is_empty(), "what stood there before goes along");
    assert!(entries_with(&after.entries, SECOND).is_empty());
    after
}

fn is_asked_again(region: &Region, who: domain::OrganisationId) -> bool {
    let response = region.response(key(who, "4.2"));
    matches!(response, Response::Open { earlier: Some(it) } if !it.same_answer)
}

#[test]
fn whoever_said_that_it_holds_did_not_say_so_of_what_followed() {
    let before = said(|first| first.and(lead(TOWN), apply_regional(TOWN, "4.2")));
    assert!(is_asked_again(&before.region, TOWN));
    let standing = before.region.standing(key(TOWN, "4.2"));
    assert_eq!(standing, Standing::Reconfirm(Reason::RegionalChanged));
    let after = removed(before);
    assert!(is_asked_again(&after.region, TOWN), "nobody said that of the second text");
    assert_eq!(after.region.standing(key(TOWN, "4.2")), standing);
}

#[test]
fn whoever_said_that_it_does_not_hold_did_not_say_so_of_what_followed() {
    let differs = |first: Given| {
        first.and(lead(VILLAGE), differ_from_regional(VILLAGE, "4.2", "Wij tekenden niet."))
    };
    let before = said(differs);
    assert!(is_asked_again(&before.region, VILLAGE));
    assert!(is_asked_again(&removed(before).region, VILLAGE));
}

#[test]
fn whoever_answers_by_themselves_since_still_does() {
    let before = said(|first| first.and(lead(TOWN), apply_regional(TOWN, "4.2")))
        .and(editor(TOWN), explain(TOWN, "4.2", "Wij deden het zelf."))
        .and(editor(TOWN), share(TOWN, &["4.2"]));
    let open = Response::Open { earlier: None };
    assert_eq!(before.region.response(key(TOWN, "4.2")), open);
    assert_eq!(removed(before).region.response(key(TOWN, "4.2")), open);
}

#[test]
fn what_was_said_of_the_text_that_goes_still_counts_for_it() {
    let before = said(|first| first).and(lead(TOWN), apply_regional(TOWN, "4.2"));
    assert_eq!(before.region.response(key(TOWN, "4.2")), Response::Applies);
    assert_eq!(removed(before).region.response(key(TOWN, "4.2")), Response::Applies);
}

/// The first text comes back and stays, and what is said to it then is said to a text that is there.
#[test]
fn what_is_said_of_a_text_that_came_back_and_stays_counts() {
    let before =
        puts_forward(said(|first| first), FIRST).and(lead(TOWN), apply_regional(TOWN, "4.2"));
    let second = *entries_with(&before.entries, SECOND).last().unwrap();
    given(before).when(coordinator(), redact(second, 0)).then(|region| {
        let put_forward = region.put_forward(field("4.2")).unwrap();
        assert_eq!(put_forward.content.explanation.as_str(), FIRST);
        assert_eq!(region.response(key(TOWN, "4.2")), Response::Applies);
    });
}

#[test]
fn an_own_question_that_was_worded_anew_was_so_without_its_words_too() {
    let second = "Oefent u samen, en met wie?";
    let before = asks_own()
        .and(coordinator(), choose_for_region("4.R1", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["4.R1"]))
        .and(lead(TOWN), apply_regional(TOWN, "4.R1"))
        .and(coordinator(), reword_own("4.R1", second));
    let stands = |region: &Region| {
        let answer = region.regional_answer(field("4.R1")).unwrap();
        assert!(answer.put_forward.is_none() && answer.reactions.is_empty());
        let again = Standing::Reconfirm(Reason::QuestionReworded);
        assert_eq!(region.standing(key(TOWN, "4.R1")), again);
    };
    stands(&before.region);
    let reworded = entries_with(&before.entries, second)[0];
    given(before).when(coordinator(), redact(reworded, 0)).then(|region| {
        stands(region);
        let question = region.own_question("4.R1".parse().unwrap()).unwrap();
        assert!(question.wanted.text.redacted().is_some());
    });
}

#[test]
fn a_round_that_worded_an_own_question_anew_did_so_without_its_words_too() {
    let first = "Oefent u elk jaar met de politie en de gemeenten samen?";
    let second = "Oefent u elk jaar met de politie en de gemeenten samen, of vaker?";
    let before = over(
        region()
            .and(coordinator(), add_own("1", first))
            .and(editor(TOWN), choose(TOWN, "1.R1", AnswerValue::Yes))
            .and(editor(TOWN), share(TOWN, &["1.R1"])),
    )
    .and(coordinator(), prepare_round("2027"))
    .and(coordinator(), reword_own("1.R1", second))
    .and(coordinator(), open_round("2027"));
    let again = Standing::Reconfirm(Reason::QuestionReworded);
    assert_eq!(before.region.standing(key(TOWN, "1.R1")), again);
    let reworded = entries_with(&before.entries, second)[0];
    given(before).when(coordinator(), redact(reworded, 0)).then(|region| {
        assert_eq!(region.standing(key(TOWN, "1.R1")), again);
    });
}

/// The number of a mark must not tell how often somebody drafted what its reader never saw.
#[test]
fn a_mark_does_not_tell_of_texts_that_its_reader_could_not_read() {
    let marks = |drafts: &[&str]| {
        let mut before = region().and(coordinator(), choose_for_region("4.2", AnswerValue::No));
        for draft in drafts {
            before = before.and(coordinator(), explain_for_region("4.2", draft));
        }
        let before = puts_forward(puts_forward(before, FIRST), SECOND);
        let after = removed(before);
        let viewer = editor(VILLAGE).actor().viewer();
        let seen = after.entries.iter().filter_map(|entry| match entry_for(&viewer, entry) {
            Delivery::Full(entry) => match entry.event {
                Event::RegionalAnswerPutForward { content, .. } => Some(content.explanation),
                _ => None,
            },
            _ => None,
        });
        let written = seen.map(|mark| serde_json::to_value(mark).unwrap());
        written.map(|mark| mark.get("nth").and_then(|nth| nth.as_u64())).collect::<Vec<_>>()
    };
    assert_eq!(marks(&[]), [None, Some(1)]);
    assert_eq!(marks(&["Eerst anders.", "Toen weer anders.", "En nog eens."]), marks(&[]));
}
