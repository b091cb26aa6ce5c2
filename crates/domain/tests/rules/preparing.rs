//! A round is prepared: its last day and the region's own questions are agreed before anybody answers.

use domain::answer::Reason;
use domain::refusal::WhoMay;
use domain::{AnswerValue, Day, Refusal, Standing};

use crate::given::asking::*;
use crate::given::own_questions::*;
use crate::given::people::*;
use crate::given::{Given, founded, given};

fn prepared() -> Given {
    over(region()).and(coordinator(), prepare_round("2027"))
}

/// A region whose question 1.R1 was answered in the round that is over.
fn own_answered() -> Given {
    let asked = asks_own()
        .and(editor(TOWN), choose(TOWN, "1.R1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.R1"]))
        .and(coordinator(), choose_for_region("4.R1", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["4.R1"]));
    over(asked)
}

fn own_of(given: &Given) -> Vec<String> {
    let round = given.region.prepared_or_present().unwrap();
    round.own_asked().map(|(id, own)| format!("{id} {}", own.wanted.text)).collect()
}

#[test]
fn a_prepared_round_is_not_the_present_one() {
    let given = prepared();
    let waits = given.region.prepared.as_ref().unwrap();
    assert_eq!((waits.name.as_str(), waits.opened), ("2027", None));
    assert_eq!(waits.asked, asked(&FIELDS));
    assert_eq!(given.region.rounds.len(), 1);
    assert_eq!(given.region.open_round(), None);
}

#[test]
fn nobody_answers_a_prepared_round() {
    let first = joined().and(coordinator(), prepare_round("2026"));
    given(first)
        .when(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .refused(Refusal::NoRound);
    let own = prepared().and(coordinator(), add_own("1", "Oefent u samen?"));
    given(own).when(editor(TOWN), choose(TOWN, "1.R1", AnswerValue::Yes)).refused(Refusal::NotHere);
}

#[test]
fn a_round_is_prepared_while_none_is_open_and_once() {
    let open = region();
    let round = present_round(&open.region);
    given(open).when(coordinator(), prepare_round("2027")).refused(Refusal::RoundIsOpen { round });
    let waits = prepared();
    let round = waits.region.prepared.as_ref().unwrap().id;
    given(waits)
        .when(coordinator(), prepare_round("2028"))
        .refused(Refusal::RoundIsPrepared { round });
    given(founded()).when(coordinator(), prepare_round("2026")).refused(Refusal::NotHere);
    given(over(region())).when(coordinator(), prepare_round(" ")).refused(Refusal::NameMissing);
    given(over(region()))
        .when(editor(TOWN), prepare_round("2027"))
        .refused(Refusal::NotAllowed { who: WhoMay::Coordinator });
}

#[test]
fn a_round_opens_as_it_was_prepared() {
    let waits = prepared()
        .and(coordinator(), set_deadline(Some("2027-11-30")))
        .and(coordinator(), add_own("1", "Oefent u samen?"));
    let id = waits.region.prepared.as_ref().unwrap().id;
    let now = waits.now();
    given(waits).when(coordinator(), open_round("2027, najaar")).then(|region| {
        assert_eq!(region.prepared, None);
        let round = region.open_round().unwrap();
        assert_eq!((round.id, round.name.as_str()), (id, "2027, najaar"));
        assert_eq!((round.opened, round.deadline), (Some(now), Day::new(2027, 11, 30)));
        assert!(region.asks("1.R1".parse().unwrap()));
    });
}

#[test]
fn the_last_day_of_a_prepared_round_is_its_own() {
    let before = region().and(coordinator(), set_deadline(Some("2026-12-04")));
    let waits = over(before)
        .and(coordinator(), prepare_round("2027"))
        .and(coordinator(), set_deadline(Some("2027-11-30")));
    assert_eq!(waits.region.round().unwrap().deadline, Day::new(2026, 12, 4));
    let opened = waits.and(coordinator(), open_round("2027"));
    assert_eq!(opened.region.round().unwrap().deadline, Day::new(2027, 11, 30));
    let later = opened.and(coordinator(), set_deadline(Some("2027-12-07")));
    assert_eq!(later.region.round().unwrap().deadline, Day::new(2027, 12, 7));
}

#[test]
fn of_two_who_agree_another_last_day_beforehand_the_second_is_told() {
    let before = prepared();
    let late = as_seen_in(&before, set_deadline(Some("2027-12-18")));
    given(before)
        .and(coordinator(), set_deadline(Some("2027-12-04")))
        .when(coordinator(), late)
        .refused(Refusal::DeadlineChanged { now: Day::new(2027, 12, 4) });
}

#[test]
fn own_questions_are_taken_over_and_changed_before_the_round_opens() {
    let waits = own_answered().and(coordinator(), prepare_round("2027"));
    assert_eq!(own_of(&waits), ["1.R1 Oefent u samen?", "4.R1 Is er een regionaal meldpunt?"]);
    let changed = waits
        .and(coordinator(), add_own("1", "Is er een draaiboek?"))
        .and(coordinator(), remove_own("4.R1"))
        .and(coordinator(), reword_own("1.R1", "Oefent u elk jaar samen?"));
    assert_eq!(own_of(&changed), ["1.R1 Oefent u elk jaar samen?", "1.R2 Is er een draaiboek?"]);
    let opened = changed.and(coordinator(), open_round("2027"));
    let asked: Vec<String> = opened.region.fields().map(|field| field.to_string()).collect();
    assert_eq!(asked[..3], ["1.1", "1.R1", "1.R2"]);
    assert!(!opened.region.asks("4.R1".parse().unwrap()));
}

#[test]
fn what_is_prepared_changes_nothing_of_the_round_that_is_over() {
    let before = own_answered();
    let after = before
        .clone()
        .and(coordinator(), prepare_round("2027"))
        .and(coordinator(), reword_own("1.R1", "Oefent u elk jaar samen?"))
        .and(coordinator(), remove_own("4.R1"));
    assert_eq!(after.region.rounds, before.region.rounds);
    assert_eq!(after.region.answers, before.region.answers);
    assert_eq!(after.region.regional, before.region.regional);
}

/// Nobody confirms an old answer to a new question.
#[test]
fn a_question_that_was_worded_anew_beforehand_asks_to_be_looked_at_again() {
    let worded = |text: &str, again: &str| {
        own_answered()
            .and(coordinator(), prepare_round("2027"))
            .and(coordinator(), reword_own(text, again))
            .and(coordinator(), open_round("2027"))
    };
    let own = worded("1.R1", "Oefent u elk jaar samen?");
    assert_eq!(
        own.region.standing(key(TOWN, "1.R1")),
        Standing::Reconfirm(Reason::QuestionReworded)
    );
    assert_eq!(own.region.shared_value(key(TOWN, "1.R1")), Some(AnswerValue::Yes));
    assert!(own.region.regional_answer(field("4.R1")).unwrap().put_forward.is_some());
    let regional = worded("4.R1", "Is er één meldpunt?");
    assert!(matches!(
        regional.region.standing(key(TOWN, "1.R1")),
        Standing::Reconfirm(Reason::NewRound(_))
    ));
    let answer = regional.region.regional_answer(field("4.R1")).unwrap();
    assert!(answer.put_forward.is_none() && answer.previous.is_some());
}

/// A number that was given once is never given to another question.
#[test]
fn a_question_that_was_taken_away_beforehand_keeps_its_number() {
    let waits = prepared()
        .and(coordinator(), add_own("1", "Oefent u samen?"))
        .and(coordinator(), remove_own("1.R1"));
    let second = waits.clone().and(coordinator(), add_own("1", "Is er een draaiboek?"));
    assert_eq!(own_of(&second), ["1.R2 Is er een draaiboek?"]);
    let opened = waits.and(coordinator(), open_round("2027"));
    let third = opened.clone().and(coordinator(), add_own("1", "Is er een draaiboek?"));
    assert_eq!(own_of(&third), ["1.R2 Is er een draaiboek?"]);
    let back = opened.and(coordinator(), put_back_own("1.R1"));
    assert_eq!(own_of(&back), ["1.R1 Oefent u samen?"]);
}

/// Also where it was taken away for a while, so that the old words are gone when it comes back.
#[test]
fn a_question_that_was_worded_anew_and_taken_away_beforehand_comes_back_as_another() {
    let back = |text: &str, again: &str| {
        own_answered()
            .and(coordinator(), prepare_round("2027"))
            .and(coordinator(), reword_own(text, again))
            .and(coordinator(), remove_own(text))
            .and(coordinator(), open_round("2027"))
            .and(coordinator(), put_back_own(text))
    };
    let own = back("1.R1", "Oefent u elk jaar samen?");
    let standing = own.region.standing(key(TOWN, "1.R1"));
    assert_eq!(standing, Standing::Reconfirm(Reason::QuestionReworded));
    let regional = back("4.R1", "Is er één meldpunt?");
    let answer = regional.region.regional_answer(field("4.R1")).unwrap();
    assert!(answer.put_forward.is_none() && answer.previous.is_some());
}

#[test]
fn what_is_talked_about_waits_for_a_question_that_was_taken_away_beforehand() {
    let talked = asks_own()
        .and(editor(TOWN), start_thread(topic("1.R1"), "Telt een oefening op papier mee?"))
        .and(editor(TOWN), start_thread(topic("1.1"), "Wie weet dit?"));
    let opened = over(talked)
        .and(coordinator(), prepare_round("2027"))
        .and(coordinator(), remove_own("1.R1"))
        .and(coordinator(), open_round("2027"));
    assert_eq!(opened.region.threads.len(), 2);
    let back = opened.and(coordinator(), put_back_own("1.R1"));
    assert!(back.region.threads.values().any(|thread| thread.topic == topic("1.R1")));
}

#[test]
fn nobody_opens_what_a_colleague_prepares_without_having_seen_it() {
    let before = over(region());
    let unseen = as_seen_in(&before, open_round("2027"));
    let waits = before.and(coordinator(), prepare_round("2027"));
    let seen_too_late = as_seen_in(&waits, open_round("2027"));
    let round = waits.region.prepared.as_ref().unwrap().id;
    given(waits.clone()).when(coordinator(), unseen).refused(Refusal::RoundIsPrepared { round });
    let over_again = over(waits.and(coordinator(), open_round("2027")));
    given(over_again).when(coordinator(), seen_too_late).refused(Refusal::NotHere);
}

#[test]
fn a_round_that_nobody_prepared_opens_as_before() {
    let opened = own_answered().and(coordinator(), open_round("2027"));
    assert_eq!(own_of(&opened), ["1.R1 Oefent u samen?", "4.R1 Is er een regionaal meldpunt?"]);
}
