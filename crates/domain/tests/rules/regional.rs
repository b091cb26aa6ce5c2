//! The region answers where it can arrange something; each municipality says whether that holds.

use domain::answer::{AnswerContent, Late, Reason, Wording};
use domain::refusal::WhoMay;
use domain::regional::{Earlier, Says};
use domain::{AnswerValue, Aspect, Event, MarkValue, Refusal, Response, Sheet, Standing};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, passed};

const WHY: &str = "Wij hebben een eigen overleg.";

fn drafted() -> Given {
    region()
        .and(coordinator(), choose_for_region("4.2", AnswerValue::Partly))
        .and(coordinator(), explain_for_region("4.2", "De politie doet nog niet mee."))
}

fn in_front() -> Given {
    drafted().and(coordinator(), put_forward(&["4.2"]))
}

fn applied() -> Given {
    in_front().and(lead(TOWN), apply_regional(TOWN, "4.2"))
}

fn changed(given: Given) -> Given {
    given
        .and(coordinator(), explain_for_region("4.2", "De politie doet mee, het OM nog niet."))
        .and(coordinator(), put_forward(&["4.2"]))
}

fn regional() -> Sheet {
    Sheet::Regional(field("4.2"))
}

/// Taking over what the region answers says by itself why the own answer changed.
#[test]
fn taking_over_during_the_discussion_comes_late_without_a_reason_of_its_own() {
    given(in_front().and(coordinator(), start_discussion()))
        .when(lead(TOWN), apply_regional(TOWN, "4.2"))
        .then(|region| assert_eq!(region.late(key(TOWN, "4.2")), Some(&Late::TookOver)));
}

#[test]
fn putting_forward_carries_what_was_drafted_and_asks_every_municipality() {
    let drafted = drafted();
    let round = present_round(&drafted.region);
    let content = AnswerContent {
        value: AnswerValue::Partly,
        explanation: passed("De politie doet nog niet mee."),
        paper: None,
        practice: None,
        source: Default::default(),
    };
    let then = given(drafted)
        .when(coordinator(), put_forward(&["4.2"]))
        .happens([Event::RegionalAnswerPutForward { field: field("4.2"), round, content }]);
    assert_eq!(then.region.draft(regional()), None);
    for municipality in [TOWN, VILLAGE] {
        let key = key(municipality, "4.2");
        assert_eq!(then.region.response(key), Response::Open { earlier: None });
        assert_eq!(then.region.standing(key), Standing::Empty, "nobody is answered for");
    }
}

#[test]
fn a_draft_of_the_region_asks_nobody_anything() {
    let region = drafted().region;
    assert_eq!(region.response(key(TOWN, "4.2")), Response::NotAsked);
    assert_eq!(region.regional_standing(field("4.2")), Standing::Empty);
}

#[test]
fn only_the_coordinator_writes_for_the_region() {
    for who in [lead(TOWN), steering_member(TOWN), system()] {
        given(region())
            .when(who, choose_for_region("4.2", AnswerValue::Yes))
            .refused(Refusal::NotAllowed { who: WhoMay::Coordinator });
    }
}

#[test]
fn the_region_answers_only_what_it_can_arrange() {
    for text in ["1.1", "9.9"] {
        given(region())
            .when(coordinator(), choose_for_region(text, AnswerValue::Yes))
            .refused(Refusal::NotHere);
        given(region()).when(coordinator(), put_forward(&[text])).refused(Refusal::NotHere);
        given(in_front()).when(lead(TOWN), apply_regional(TOWN, text)).refused(Refusal::NotHere);
    }
}

#[test]
fn what_is_put_forward_has_a_value_and_an_explanation() {
    given(region())
        .when(coordinator(), put_forward(&["4.2"]))
        .refused(Refusal::ValueMissing { fields: vec![field("4.2")] });
    given(region().and(coordinator(), choose_for_region("4.2", AnswerValue::No)))
        .when(coordinator(), put_forward(&["4.2"]))
        .refused(Refusal::ExplanationMissing { fields: vec![field("4.2")] });
}

#[test]
fn nobody_puts_forward_what_they_did_not_see() {
    let before = drafted();
    let late = as_seen_in(&before, put_forward(&["4.2"]));
    given(before.and(coordinator(), choose_for_region("4.2", AnswerValue::Unknown)))
        .when(coordinator(), late)
        .refused(Refusal::ChangedSinceSeen { fields: vec![field("4.2")] });
}

#[test]
fn putting_the_same_forward_twice_has_no_further_effect() {
    given(drafted()).when(coordinator(), put_forward(&["4.2"])).again().changes_nothing();
}

#[test]
fn where_it_applies_it_becomes_the_municipalitys_own_shared_answer() {
    given(in_front()).when(lead(TOWN), apply_regional(TOWN, "4.2")).then(|region| {
        let key = key(TOWN, "4.2");
        assert_eq!(region.shared_value(key), Some(AnswerValue::Partly));
        assert_eq!(region.standing(key), Standing::Shared);
        assert_eq!(region.response(key), Response::Applies);
    });
}

#[test]
fn how_it_stands_on_paper_and_in_practice_only_the_municipality_knows() {
    let marked = in_front().and(editor(TOWN), mark(TOWN, "4.2", Aspect::Practice, MarkValue::No));
    given(marked).when(lead(TOWN), apply_regional(TOWN, "4.2")).then(|region| {
        let working = region.working(key(TOWN, "4.2"));
        assert_eq!(working.practice, Some(MarkValue::No));
        assert_eq!(region.draft(key(TOWN, "4.2")), None);
    });
}

#[test]
fn a_draft_is_replaced_only_by_someone_who_saw_it() {
    let before = in_front();
    let late = as_seen_in(&before, apply_regional(TOWN, "4.2"));
    let drafted = before.and(editor(TOWN), explain(TOWN, "4.2", "Bij ons is het anders."));
    given(drafted.clone())
        .when(lead(TOWN), late)
        .refused(Refusal::ChangedSinceSeen { fields: vec![field("4.2")] });
    given(drafted).when(lead(TOWN), apply_regional(TOWN, "4.2")).then(|region| {
        let typed = passed("Bij ons is het anders.");
        let found = region.text_named(key(TOWN, "4.2"), Wording::Explanation, typed.fingerprint());
        assert_eq!(found, Some(typed), "an edit under way still finds where it started");
    });
}

#[test]
fn nobody_reacts_to_an_answer_that_they_did_not_see() {
    let before = in_front();
    let applies = as_seen_in(&before, apply_regional(TOWN, "4.2"));
    let differs = as_seen_in(&before, differ_from_regional(TOWN, "4.2", WHY));
    let changed = changed(before);
    for late in [applies, differs] {
        given(changed.clone())
            .when(lead(TOWN), late)
            .refused(Refusal::ChangedSinceSeen { fields: vec![field("4.2")] });
    }
}

#[test]
fn who_says_that_it_does_not_hold_says_why() {
    given(in_front())
        .when(lead(TOWN), differ_from_regional(TOWN, "4.2", " \n"))
        .refused(Refusal::ReasonMissing { field: field("4.2") });
    given(in_front())
        .when(lead(TOWN), differ_from_regional(TOWN, "4.2", &"a".repeat(1_001)))
        .refused(Refusal::TextTooLong { max: 1_000, chars: 1_001 });
    given(in_front()).when(lead(TOWN), differ_from_regional(TOWN, "4.2", WHY)).then(|region| {
        let key = key(TOWN, "4.2");
        assert_eq!(region.response(key), Response::Differs { reason: passed(WHY) });
        assert_eq!(region.standing(key), Standing::Empty, "its own answer is its own to give");
    });
}

#[test]
fn reacting_twice_in_the_same_way_has_no_further_effect() {
    given(in_front()).when(lead(TOWN), apply_regional(TOWN, "4.2")).again().changes_nothing();
    given(in_front())
        .when(lead(TOWN), differ_from_regional(TOWN, "4.2", WHY))
        .again()
        .changes_nothing();
}

#[test]
fn only_who_may_adopt_reacts() {
    given(in_front())
        .when(editor(TOWN), apply_regional(TOWN, "4.2"))
        .refused(Refusal::NotAllowed { who: WhoMay::Lead(TOWN) });
    given(in_front())
        .when(lead(VILLAGE), differ_from_regional(TOWN, "4.2", WHY))
        .refused(Refusal::NotAllowed { who: WhoMay::Lead(TOWN) });
}

#[test]
fn changing_it_asks_again_and_changes_no_value() {
    let differed = applied().and(lead(VILLAGE), differ_from_regional(VILLAGE, "4.2", WHY));
    let region = changed(differed).region;
    for municipality in [TOWN, VILLAGE] {
        let response = region.response(key(municipality, "4.2"));
        let Response::Open { earlier: Some(earlier) } = response else { panic!("{response:?}") };
        assert!(!earlier.same_answer);
        let reason = passed(WHY);
        let expected = if municipality == TOWN { Says::Applies } else { Says::Differs { reason } };
        assert_eq!(earlier.says, expected, "what was said before is at hand");
    }
    let own = key(TOWN, "4.2");
    assert_eq!(region.standing(own), Standing::Reconfirm(Reason::RegionalChanged));
    let explanation = region.working(own).explanation;
    assert_eq!(explanation.as_str(), "De politie doet nog niet mee.");
    assert_eq!(region.standing(key(VILLAGE, "4.2")), Standing::Empty);
}

#[test]
fn a_draft_of_a_change_asks_nobody_again() {
    given(applied())
        .when(coordinator(), choose_for_region("4.2", AnswerValue::Yes))
        .then(|region| assert_eq!(region.response(key(TOWN, "4.2")), Response::Applies));
}

#[test]
fn an_own_answer_after_the_change_ends_the_asking_to_look_again() {
    given(changed(applied())).when(editor(TOWN), share(TOWN, &["4.2"])).then(|region| {
        let key = key(TOWN, "4.2");
        assert_eq!(region.standing(key), Standing::Shared);
        assert_eq!(region.response(key), Response::Open { earlier: None });
    });
    given(changed(applied()))
        .when(lead(TOWN), confirm(TOWN, &["4.2"]))
        .then(|region| assert_eq!(region.standing(key(TOWN, "4.2")), Standing::Confirmed));
}

#[test]
fn another_value_of_its_own_takes_the_reaction_back_and_another_text_does_not() {
    given(applied().and(editor(TOWN), explain(TOWN, "4.2", "Bij ons ook de GGD niet.")))
        .when(editor(TOWN), share(TOWN, &["4.2"]))
        .then(|region| assert_eq!(region.response(key(TOWN, "4.2")), Response::Applies));
    given(applied().and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::No)))
        .when(editor(TOWN), share(TOWN, &["4.2"]))
        .then(|region| {
            assert_eq!(region.response(key(TOWN, "4.2")), Response::Open { earlier: None });
        });
}

#[test]
fn a_new_round_asks_the_coordinator_first() {
    let next = applied()
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"));
    let old = next.region.rounds[0].id;
    assert_eq!(next.region.response(key(TOWN, "4.2")), Response::NotAsked);
    let standing = next.region.regional_standing(field("4.2"));
    assert_eq!(standing, Standing::Reconfirm(Reason::NewRound(old)));
    let previous = next.region.regional_answer(field("4.2")).unwrap().previous.clone().unwrap();
    assert_eq!((previous.content.value, previous.round), (AnswerValue::Partly, old));
    given(next).when(coordinator(), put_forward(&["4.2"])).then(|region| {
        let says = Says::Applies;
        let earlier = Some(Earlier { says, same_answer: true });
        assert_eq!(region.response(key(TOWN, "4.2")), Response::Open { earlier });
    });
}

#[test]
fn the_same_answer_in_a_new_round_changes_no_confirmation() {
    let next = applied()
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"))
        .and(lead(TOWN), confirm(TOWN, &["4.2"]));
    given(next)
        .when(coordinator(), put_forward(&["4.2"]))
        .then(|region| assert_eq!(region.standing(key(TOWN, "4.2")), Standing::Confirmed));
}

#[test]
fn an_answer_that_comes_back_brings_what_was_said_to_it_back() {
    let back = changed(applied())
        .and(coordinator(), explain_for_region("4.2", "De politie doet nog niet mee."))
        .and(coordinator(), put_forward(&["4.2"]));
    assert_eq!(back.region.response(key(TOWN, "4.2")), Response::Applies);
    assert_eq!(back.region.standing(key(TOWN, "4.2")), Standing::Shared);
}

#[test]
fn nobody_replaces_what_a_colleague_said_meanwhile() {
    let before = in_front();
    let applies = as_seen_in(&before, apply_regional(TOWN, "4.2"));
    let differs = as_seen_in(&before, differ_from_regional(TOWN, "4.2", "Nog niet."));
    let said = before.and(lead(TOWN), differ_from_regional(TOWN, "4.2", WHY));
    for late in [applies, differs] {
        given(said.clone())
            .when(lead(TOWN), late)
            .refused(Refusal::ChangedSinceSeen { fields: vec![field("4.2")] });
    }
}

#[test]
fn a_substitute_is_taken_over_only_where_it_is_asked() {
    let asked = asked(&["3.2a", "3.2b"])
        .into_iter()
        .map(|it| domain::Asked { scope: domain::Scope::Regional, ..it });
    let asked: Vec<_> = asked.collect();
    let in_front = joined()
        .and(coordinator(), open_round_asking("2026", asked))
        .and(coordinator(), choose_for_region("3.2a", AnswerValue::Unknown))
        .and(coordinator(), choose_for_region("3.2b", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["3.2a", "3.2b"]));
    given(in_front.clone())
        .when(lead(TOWN), apply_regional(TOWN, "3.2b"))
        .refused(Refusal::NotAsked { field: field("3.2b") });
    assert_eq!(in_front.region.response(key(TOWN, "3.2b")), Response::NotAsked);
    assert_eq!(in_front.region.reacted(field("3.2b")), (0, 0));
    let arranged = in_front
        .clone()
        .and(coordinator(), choose_for_region("3.2a", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["3.2a"]));
    assert!(arranged.region.put_forward(field("3.2b")).is_none(), "nothing to stand in for");
    given(in_front.and(lead(TOWN), apply_regional(TOWN, "3.2a")))
        .when(lead(TOWN), apply_regional(TOWN, "3.2b"))
        .then(|region| {
            assert_eq!(region.shared_value(key(TOWN, "3.2b")), Some(AnswerValue::Yes));
        });
}

#[test]
fn two_coordinators_write_one_text_together() {
    let start =
        region().and(coordinator(), explain_for_region("4.2", "Er is overleg met de zorg."));
    let mine =
        as_seen_in(&start, explain_for_region("4.2", "Er is overleg met de zorg en het OM."));
    let theirs = explain_for_region("4.2", "Er is elke week overleg met de zorg.");
    given(start.and(coordinator(), theirs)).when(coordinator(), mine).then(|region| {
        let text = region.working(regional()).explanation;
        assert_eq!(text.as_str(), "Er is elke week overleg met de zorg en het OM.");
    });
}
