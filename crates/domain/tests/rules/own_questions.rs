//! The region's own questions: added, worded anew, taken away, put back, and taken over.

use domain::answer::Reason;
use domain::decide::{OWN_QUESTIONS_MAX, QUESTION_CHARS_MAX};
use domain::work::{AnswerTask, Task, answers_of};
use domain::{
    AnswerValue, Command, Event, FieldId, QuestionId, Refusal, Scope, Standing, Turn, TypedText,
};

use crate::given::asking::*;
use crate::given::own_questions::*;
use crate::given::people::*;
use crate::given::{Given, given};

fn answered() -> Given {
    asks_own()
        .and(editor(TOWN), choose(TOWN, "1.R1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.R1"]))
}

fn removed(text: &str) -> Refusal {
    Refusal::QuestionRemoved { field: field(text) }
}

fn next_round(given: Given) -> Given {
    over(given).and(coordinator(), open_round("2027"))
}

fn asked_fields(given: &Given) -> Vec<String> {
    given.region.fields().map(|field| field.to_string()).collect()
}

#[test]
fn an_own_question_ends_its_check() {
    let expected = ["1.1", "1.R1", "3.2a", "3.2b", "4.1a", "4.1b", "4.2", "4.R1", "5.1"];
    assert_eq!(asked_fields(&asks_own()), expected);
    let second = asks_own().and(coordinator(), add_own("1", "Is er een draaiboek?"));
    assert_eq!(asked_fields(&second)[1..3], ["1.R1", "1.R2"]);
}

#[test]
fn an_own_question_is_answered_and_confirmed_as_any_other() {
    given(answered()).when(lead(TOWN), confirm(TOWN, &["1.R1"])).then(|region| {
        assert_eq!(region.standing(key(TOWN, "1.R1")), Standing::Confirmed);
        assert_eq!(
            region.question_value(TOWN, QuestionId::own("1".parse().unwrap(), 1)),
            Some(AnswerValue::Yes)
        );
    });
    let waits = answers_of(&answered().region, VILLAGE, false);
    let own =
        Task::Answers(AnswerTask::FillIn, "1".parse().unwrap(), vec![field("1.1"), field("1.R1")]);
    assert!(waits.contains(&own), "{waits:?}");
}

#[test]
fn the_region_answers_an_own_question_that_it_can_arrange() {
    asks_own()
        .and(coordinator(), choose_for_region("4.R1", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["4.R1"]))
        .and(lead(TOWN), apply_regional(TOWN, "4.R1"));
    given(asks_own())
        .when(coordinator(), choose_for_region("1.R1", AnswerValue::Yes))
        .refused(Refusal::NotHere);
}

#[test]
fn partners_see_it_in_their_own_way_too() {
    asks_own()
        .and(editor(SHELTER), choose_view(SHELTER, "1.R1", AnswerValue::No))
        .and(editor(SHELTER), write_view(SHELTER, "1.R1", Default::default(), "Nooit gezien."))
        .and(editor(SHELTER), give_views(SHELTER, &["1.R1"]));
}

#[test]
fn a_question_asks_something_in_one_line() {
    given(region()).when(coordinator(), add_own("1", " \n ")).refused(Refusal::QuestionMissing);
    given(asks_own()).when(coordinator(), reword_own("1.R1", "")).refused(Refusal::QuestionMissing);
    let long = "vraag ".repeat(40);
    given(region()).when(coordinator(), add_own("1", &long)).refused(Refusal::TextTooLong {
        max: QUESTION_CHARS_MAX,
        chars: long.trim().chars().count(),
    });
    let lines = region().and(coordinator(), add_own("1", "Oefent u\nsamen?\n"));
    let own = lines.region.own_question("1.R1".parse().unwrap()).unwrap();
    assert_eq!(own.wanted.text.as_str(), "Oefent u samen?");
}

#[test]
fn a_check_that_the_round_does_not_have_gets_no_question() {
    given(region()).when(coordinator(), add_own("2", "Oefent u samen?")).refused(Refusal::NotHere);
    given(joined()).when(coordinator(), add_own("1", "Oefent u samen?")).refused(Refusal::NoRound);
}

#[test]
fn there_is_an_end_to_own_questions() {
    let mut full = region();
    for number in 0..OWN_QUESTIONS_MAX {
        full = full.and(coordinator(), add_own("1", &format!("Vraag {number}?")));
    }
    let refusal = Refusal::TooManyOwnQuestions { max: OWN_QUESTIONS_MAX };
    given(full.clone()).when(coordinator(), add_own("4", "Nog een?")).refused(refusal.clone());
    let room = full.and(coordinator(), remove_own("1.R3"));
    let again = room.and(coordinator(), add_own("1", "Nog een?"));
    given(again).when(coordinator(), put_back_own("1.R3")).refused(refusal);
}

#[test]
fn a_number_is_given_once() {
    let gone = asks_own().and(coordinator(), remove_own("1.R1"));
    let next = next_round(gone).and(coordinator(), add_own("1", "Is er een draaiboek?"));
    assert!(next.region.asks("1.R2".parse().unwrap()));
    assert!(!next.region.asks("1.R1".parse().unwrap()));
    let mut worn = region();
    for number in 1..=99 {
        let question = format!("1.R{number}");
        worn = worn
            .and(coordinator(), add_own("1", "Oefent u samen?"))
            .and(coordinator(), remove_own(&question));
    }
    given(worn)
        .when(coordinator(), add_own("1", "Oefent u samen?"))
        .refused(Refusal::TooManyOwnQuestions { max: OWN_QUESTIONS_MAX });
}

#[test]
fn whoever_answered_looks_again_when_the_question_is_worded_anew() {
    let reworded = answered()
        .and(lead(TOWN), confirm(TOWN, &["1.R1"]))
        .and(coordinator(), reword_own("1.R1", "Oefent u elk jaar samen?"));
    let again = Standing::Reconfirm(Reason::QuestionReworded);
    assert_eq!(reworded.region.standing(key(TOWN, "1.R1")), again);
    assert_eq!(reworded.region.standing(key(VILLAGE, "1.R1")), Standing::Empty);
    let confirmed = reworded.clone().and(lead(TOWN), confirm(TOWN, &["1.R1"]));
    assert_eq!(confirmed.region.standing(key(TOWN, "1.R1")), Standing::Confirmed);
    let shared = reworded.and(editor(TOWN), share(TOWN, &["1.R1"]));
    assert_eq!(shared.region.standing(key(TOWN, "1.R1")), Standing::Shared);
}

/// Nobody shares, confirms or gives an answer to words that they did not see.
#[test]
fn an_answer_to_the_old_words_does_not_count_for_the_new_ones() {
    let before = answered()
        .and(editor(VILLAGE), choose(VILLAGE, "1.R1", AnswerValue::Yes))
        .and(editor(SHELTER), choose_view(SHELTER, "1.R1", AnswerValue::Yes));
    let reworded =
        before.clone().and(coordinator(), reword_own("1.R1", "Oefent u elk jaar samen?"));
    let late = [
        (editor(VILLAGE), share(VILLAGE, &["1.R1"])),
        (lead(TOWN), confirm(TOWN, &["1.R1"])),
        (editor(SHELTER), give_views(SHELTER, &["1.R1"])),
    ];
    for (who, asking) in late {
        given(reworded.clone())
            .when(who, as_seen_in(&before, asking))
            .refused(Refusal::ChangedSinceSeen { fields: vec![field("1.R1")] });
    }
    reworded.and(editor(VILLAGE), share(VILLAGE, &["1.R1"]));
}

#[test]
fn what_the_region_answered_to_the_old_words_is_put_forward_again() {
    let put = asks_own()
        .and(coordinator(), choose_for_region("4.R1", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["4.R1"]));
    let applied = put.and(lead(TOWN), apply_regional(TOWN, "4.R1"));
    let reworded = applied.clone().and(coordinator(), reword_own("4.R1", "Is er één meldpunt?"));
    let region = &reworded.region;
    assert_eq!(region.put_forward(field("4.R1")), None);
    let previous = region.regional_answer(field("4.R1")).unwrap().previous.as_ref().unwrap();
    assert_eq!(previous.content.value, AnswerValue::Yes);
    let again = Standing::Reconfirm(Reason::QuestionReworded);
    assert_eq!(
        region.standing(key(TOWN, "4.R1")),
        again,
        "it took over an answer to something else"
    );
    given(reworded)
        .when(lead(VILLAGE), as_seen_in(&applied, apply_regional(VILLAGE, "4.R1")))
        .refused(Refusal::ChangedSinceSeen { fields: vec![field("4.R1")] });
}

#[test]
fn another_reason_to_ask_it_asks_nobody_to_look_again() {
    let answered = answered();
    let why: Asking = Box::new(|region| {
        let own = region.own_question("1.R1".parse().unwrap()).unwrap();
        Command::RewordOwnQuestion {
            question: "1.R1".parse().unwrap(),
            seen: own.wanted.fingerprint(),
            text: TypedText::new(own.wanted.text.as_str()),
            why: TypedText::new("De raad vroeg ernaar."),
        }
    });
    given(answered).when(coordinator(), why).then(|region| {
        assert_eq!(region.standing(key(TOWN, "1.R1")), Standing::Shared);
    });
}

#[test]
fn a_view_on_a_question_that_was_taken_away_is_not_opened() {
    let gone = asks_own()
        .and(editor(SHELTER), choose_view(SHELTER, "1.R1", AnswerValue::No))
        .and(editor(SHELTER), write_view(SHELTER, "1.R1", Default::default(), "Nooit gezien."))
        .and(editor(SHELTER), give_views(SHELTER, &["1.R1"]))
        .and(coordinator(), remove_own("1.R1"));
    let round = present_round(&gone.region);
    let opened = [Event::DiscussionStarted { round, views: vec![] }];
    let discussed = given(gone).when(coordinator(), start_discussion()).happens(opened);
    assert!(discussed.region.partner_views.is_empty());
}

#[test]
fn the_same_words_change_nothing() {
    let once = asks_own().and(coordinator(), reword_own("1.R1", "Oefent u elk jaar samen?"));
    given(once)
        .when(coordinator(), reword_own("1.R1", "Oefent u elk jaar samen?"))
        .changes_nothing();
}

#[test]
fn of_two_who_word_it_anew_the_second_is_told() {
    let before = asks_own();
    let late = as_seen_in(&before, reword_own("1.R1", "Oefent u elk half jaar?"));
    given(before)
        .and(coordinator(), reword_own("1.R1", "Oefent u elk jaar?"))
        .when(coordinator(), late)
        .refused(Refusal::ChangedSinceSeen { fields: vec![field("1.R1")] });
}

#[test]
fn a_question_of_the_checklist_is_nobodys_to_change() {
    given(region()).when(coordinator(), reword_own("1.1", "Anders?")).refused(Refusal::NotHere);
    given(region()).when(coordinator(), remove_own("1.1")).refused(Refusal::NotHere);
    let claims: Vec<_> = asked(&["1.1", "1.R1"]);
    given(joined())
        .when(coordinator(), open_round_asking("2026", claims))
        .refused(Refusal::AskedWrongly);
}

/// Whoever still has it before them is told, whatever they write.
#[test]
fn a_question_that_is_taken_away_while_it_is_answered_says_so() {
    let before = answered()
        .and(editor(VILLAGE), choose(VILLAGE, "1.R1", AnswerValue::Yes))
        .and(editor(SHELTER), choose_view(SHELTER, "1.R1", AnswerValue::Yes))
        .and(coordinator(), choose_for_region("4.R1", AnswerValue::Yes))
        .and(editor(TOWN), start_thread(topic("1.R1"), "Wie weet dit?"));
    let gone = before
        .clone()
        .and(coordinator(), remove_own("1.R1"))
        .and(coordinator(), remove_own("4.R1"));
    let late: Vec<(Who, Asking)> = vec![
        (editor(VILLAGE), choose(VILLAGE, "1.R1", AnswerValue::No)),
        (editor(VILLAGE), explain(VILLAGE, "1.R1", "Elk jaar.")),
        (editor(VILLAGE), share(VILLAGE, &["1.R1"])),
        (editor(VILLAGE), share(VILLAGE, &["1.1", "1.R1"])),
        (lead(TOWN), confirm(TOWN, &["1.R1"])),
        (editor(SHELTER), choose_view(SHELTER, "1.R1", AnswerValue::No)),
        (editor(SHELTER), give_views(SHELTER, &["1.R1"])),
        (editor(TOWN), ask_partner(SHELTER, "1.R1")),
        (editor(TOWN), start_thread(topic("1.R1"), "Wie weet dit?")),
        (editor(VILLAGE), add_comment("Ik weet het.")),
        (coordinator(), reword_own("1.R1", "Anders?")),
    ];
    for (who, asking) in late {
        let asking = as_seen_in(&before, asking);
        given(gone.clone()).when(who, asking).refused(removed("1.R1"));
    }
    for asking in [choose_for_region("4.R1", AnswerValue::No), put_forward(&["4.R1"])] {
        given(gone.clone()).when(coordinator(), asking).refused(removed("4.R1"));
    }
}

#[test]
fn nothing_waits_about_a_question_that_is_taken_away() {
    let gone = answered()
        .and(editor(TOWN), ask_partner(SHELTER, "1.R1"))
        .and(coordinator(), remove_own("1.R1"));
    let request = gone.region.requests.values().next().unwrap();
    assert_eq!(gone.region.turn(request), Turn::Nobody);
    let fields: Vec<FieldId> = answers_of(&gone.region, TOWN, true)
        .into_iter()
        .flat_map(|task| match task {
            Task::Answers(_, _, fields) => fields,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(!fields.contains(&field("1.R1")));
}

#[test]
fn a_question_that_is_put_back_has_what_was_said_about_it() {
    let before = answered()
        .and(editor(VILLAGE), choose(VILLAGE, "1.R1", AnswerValue::No))
        .and(editor(VILLAGE), explain(VILLAGE, "1.R1", "Te weinig tijd."));
    let back = before
        .clone()
        .and(coordinator(), remove_own("1.R1"))
        .and(coordinator(), put_back_own("1.R1"));
    assert_eq!(asked_fields(&back), asked_fields(&before));
    assert_eq!(back.region.answers, before.region.answers);
    assert_eq!(back.region.drafts, before.region.drafts);
    given(back).when(coordinator(), put_back_own("1.R1")).changes_nothing();
}

#[test]
fn the_next_round_takes_over_what_is_still_asked() {
    let next = next_round(
        answered()
            .and(coordinator(), reword_own("4.R1", "Is er één meldpunt?"))
            .and(coordinator(), add_own("5", "Wordt dit geëvalueerd?"))
            .and(coordinator(), remove_own("5.R1")),
    );
    let expected = ["1.1", "1.R1", "3.2a", "3.2b", "4.1a", "4.1b", "4.2", "4.R1", "5.1"];
    assert_eq!(asked_fields(&next), expected);
    let own = next.region.own_question("4.R1".parse().unwrap()).unwrap();
    assert_eq!((own.scope, own.wanted.text.as_str()), (Scope::Regional, "Is er één meldpunt?"));
    let old = Reason::NewRound(next.region.rounds[0].id);
    assert_eq!(next.region.standing(key(TOWN, "1.R1")), Standing::Reconfirm(old));
}

/// What is discussed was answered as it was asked.
#[test]
fn what_is_discussed_is_asked_as_it_is() {
    let discussed = asks_own().and(coordinator(), start_discussion());
    let mut tries = vec![
        add_own("1", "Nog een?"),
        reword_own("1.R1", "Anders?"),
        remove_own("1.R1"),
        put_back_own("1.R1"),
    ];
    for asking in tries.drain(..) {
        given(discussed.clone()).when(coordinator(), asking).refused(Refusal::QuestionsAreFixed);
    }
    let closed = discussed.and(system(), close_round());
    given(closed).when(coordinator(), add_own("1", "Nog een?")).refused(Refusal::QuestionsAreFixed);
}

#[test]
fn taking_away_twice_is_taking_away_once() {
    given(asks_own()).when(coordinator(), remove_own("1.R1")).again().changes_nothing();
}
