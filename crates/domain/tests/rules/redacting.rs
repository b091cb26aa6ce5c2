//! A text is removed for good, with every copy of it.

use domain::answer::Wording;
use domain::refusal::WhoMay;
use domain::view::entry_for;
use domain::{
    AnswerValue, Delivery, Event, Readers, Refusal, Region, Response, Sheet, Standing, TextPlace,
};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::redacting::*;
use crate::given::{Given, given};

const TOLD: &str = "Het overleg is elke maand, en dit hoort hier niet.";

/// The town shared and confirmed an explanation that was half written first.
fn shared() -> Given {
    region()
        .and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::Partly))
        .and(editor(TOWN), explain(TOWN, "4.2", "Het overleg is elke"))
        .and(editor(TOWN), explain(TOWN, "4.2", TOLD))
        .and(editor(TOWN), share(TOWN, &["4.2"]))
        .and(lead(TOWN), confirm(TOWN, &["4.2"]))
}

fn explanation(region: &Region) -> domain::GuardedText {
    region.answer(key(TOWN, "4.2")).unwrap().shared.clone().unwrap().content.explanation
}

#[test]
fn a_text_goes_from_every_entry_that_holds_it_and_from_those_in_which_it_was_half_written() {
    let before = shared();
    let head = before.region.head;
    let last = *entries_with(&before.entries, TOLD).last().unwrap();
    let after = given(before).when(editor(TOWN), redact(last, 0)).then(|region| {
        assert!(explanation(region).redacted().is_some());
        let (id, redaction) = region.redactions.first_key_value().unwrap();
        assert_eq!(explanation(region).redacted(), Some(*id));
        assert_eq!(redaction.reason.as_str(), WHY);
        assert_eq!(
            region.answer(key(TOWN, "4.2")).unwrap().shared.as_ref().unwrap().content.value,
            AnswerValue::Partly
        );
        assert_eq!(region.standing(key(TOWN, "4.2")), Standing::Confirmed, "it stays confirmed");
    });
    assert_eq!(after.region.head, head + 1);
    assert!(!after.written().contains("overleg"), "{}", after.written());
}

#[test]
fn what_the_region_put_forward_goes_where_it_was_taken_over_too() {
    let before = region()
        .and(coordinator(), choose_for_region("4.2", AnswerValue::Partly))
        .and(coordinator(), explain_for_region("4.2", "Nee, nog niet."))
        .and(coordinator(), put_forward(&["4.2"]))
        .and(lead(TOWN), apply_regional(TOWN, "4.2"))
        .and(editor(VILLAGE), explain(VILLAGE, "4.2", "Nee, nog niet."));
    let put_forward = entries_with(&before.entries, "Nee, nog niet.")[1];
    let after = given(before).when(coordinator(), redact(put_forward, 0)).then(|region| {
        assert!(explanation(region).redacted().is_some());
        assert!(region.working(Sheet::Regional(field("4.2"))).explanation.redacted().is_some());
        assert_eq!(region.response(key(TOWN, "4.2")), Response::Applies, "it still holds there");
        let own = region.working(key(VILLAGE, "4.2"));
        assert_eq!(own.explanation.as_str(), "Nee, nog niet.", "the same by chance");
    });
    assert_eq!(entries_with(&after.entries, "Nee, nog niet.").len(), 1);
}

#[test]
fn a_long_text_goes_wherever_it_was_copied_to() {
    let before = shared().and(editor(VILLAGE), explain(VILLAGE, "1.1", TOLD)).and(
        lead(SHELTER),
        start_thread(topic("4.2"), &format!("Jullie schreven: {TOLD} Klopt dat?")),
    );
    let last = entries_with(&before.entries, TOLD)[1];
    let after = given(before).when(coordinator(), redact(last, 0)).then(|_| ());
    assert!(!after.written().contains(TOLD));
}

#[test]
fn who_copied_a_text_removes_their_copy_and_not_the_original() {
    let original = shared();
    let theirs = entries_with(&original.entries, TOLD);
    let quoted = format!("De stad schrijft: {TOLD}");
    let by_comment = original.clone().and(lead(SHELTER), start_thread(topic("4.2"), TOLD));
    let by_draft = original
        .clone()
        .and(editor(VILLAGE), explain(VILLAGE, "1.1", "Half overgenomen"))
        .and(editor(VILLAGE), explain(VILLAGE, "1.1", TOLD));
    for (before, who) in [
        (by_comment.clone(), editor(SHELTER)),
        (by_comment, steering_member(SHELTER)),
        (by_draft, editor(VILLAGE)),
    ] {
        let copy = before.region.head;
        // Somebody else may have it from either.
        let before = before.and(lead(POLICE), start_thread(topic("1.1"), &quoted));
        let third = before.region.head;
        let after = given(before).when(who, redact(copy, 0)).then(|region| {
            assert_eq!(explanation(region).as_str(), TOLD);
            assert_eq!(region.standing(key(TOWN, "4.2")), Standing::Confirmed);
        });
        assert_eq!(entries_with(&after.entries, TOLD), theirs, "of the copier it is gone");
        assert_eq!(entries_with(&after.entries, &quoted), [third]);
        assert!(!after.written().contains("Half overgenomen"), "their own line goes along");
    }
}

#[test]
fn what_was_taken_over_from_the_region_is_removed_without_what_the_region_says() {
    for text in [TOLD, "Nee, nog niet."] {
        let before = region()
            .and(coordinator(), choose_for_region("4.2", AnswerValue::Partly))
            .and(coordinator(), explain_for_region("4.2", text))
            .and(coordinator(), put_forward(&["4.2"]))
            .and(lead(VILLAGE), apply_regional(VILLAGE, "4.2"));
        let applied = before.region.head;
        let theirs = entries_with(&before.entries, text);
        let after = given(before).when(editor(VILLAGE), redact(applied, 0)).then(|region| {
            assert_eq!(region.response(key(VILLAGE, "4.2")), Response::Applies);
        });
        assert_eq!(entries_with(&after.entries, text), theirs[..2]);
    }
}

#[test]
fn what_others_copied_of_what_we_wrote_goes_too() {
    let quoted = format!("Jullie schreven: {TOLD} Klopt dat?");
    let before = shared()
        .and(editor(VILLAGE), explain(VILLAGE, "1.1", TOLD))
        .and(lead(SHELTER), start_thread(topic("4.2"), &quoted));
    let last = entries_with(&before.entries, TOLD)[1];
    let after = given(before).when(editor(TOWN), redact(last, 0)).then(|_| ());
    assert!(!after.written().contains(TOLD));
}

#[test]
fn a_coordinator_removes_the_copy_with_the_original() {
    let before = shared()
        .and(lead(SHELTER), start_thread(topic("4.2"), TOLD))
        .and(editor(VILLAGE), explain(VILLAGE, "1.1", TOLD));
    let copy = entries_with(&before.entries, TOLD)[2];
    let after = given(before).when(coordinator(), redact(copy, 0)).then(|_| ());
    assert!(!after.written().contains(TOLD));
}

#[test]
fn a_removal_does_not_tell_of_a_draft_that_somebody_else_wrote_first() {
    // A town's draft, its note, or nothing stands before a partner's comment, which another one quotes.
    let quoted = format!("Jullie schreven: {TOLD} Klopt dat?");
    let other = "Iets heel anders, dat nergens anders staat.";
    let outcome = |who: Who, asking: Asking| {
        let before = region()
            .and(who, asking)
            .and(lead(SHELTER), start_thread(topic("4.2"), TOLD))
            .and(lead(POLICE), start_thread(topic("4.2"), &quoted))
            .and(editor(TOWN), start_thread(topic("1.1"), &quoted));
        let comment = before.region.head - 2;
        let hidden = before.entries[usize::try_from(comment).unwrap() - 2].clone();
        let after = given(before).when(editor(SHELTER), redact(comment, 0)).then(|_| ());
        assert!(after.entries.contains(&hidden), "what others wrote first stays");
        let viewer = editor(SHELTER).actor().viewer();
        after.entries.iter().map(|entry| entry_for(&viewer, entry)).collect::<Vec<_>>()
    };
    let none = outcome(editor(TOWN), explain(TOWN, "4.2", other));
    assert_eq!(none, outcome(editor(TOWN), explain(TOWN, "4.2", TOLD)));
    assert_eq!(none, outcome(editor(TOWN), start_thread(note_of(TOWN, "4.2"), TOLD)));
    assert_eq!(none, outcome(coordinator(), explain_for_region("4.2", TOLD)));
    assert!(!serde_json::to_string(&none).unwrap().contains(TOLD));
}

#[test]
fn who_shares_what_they_wrote_first_out_of_sight_keeps_it() {
    let before = region()
        .and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::Partly))
        .and(editor(TOWN), explain(TOWN, "4.2", TOLD))
        .and(editor(TOWN), start_thread(topic("1.1"), "Een ander onderwerp."))
        .and(lead(SHELTER), start_thread(topic("4.2"), TOLD));
    let comment = before.region.head;
    let before = before
        .and(editor(TOWN), share(TOWN, &["4.2"]))
        .and(editor(TOWN), start_thread(note_of(TOWN, "4.2"), TOLD))
        .and(editor(VILLAGE), explain(VILLAGE, "4.2", TOLD));
    let [draft, _, share, note, village] = entries_with(&before.entries, TOLD)[..] else {
        panic!("it stands there")
    };
    let after = given(before).when(editor(SHELTER), redact(comment, 0)).then(|_| ());
    assert_eq!(entries_with(&after.entries, TOLD), [draft, share, note], "without {village}");
}

#[test]
fn later_texts_and_those_of_an_earlier_round_stay_where_they_have_nothing_in_common() {
    let before = over(
        region()
            .and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::Partly))
            .and(editor(TOWN), explain(TOWN, "4.2", "Vorig jaar was er geen overleg."))
            .and(editor(TOWN), share(TOWN, &["4.2"])),
    );
    let before = before
        .and(coordinator(), open_round("2027"))
        .and(editor(TOWN), explain(TOWN, "4.2", TOLD))
        .and(editor(TOWN), explain(TOWN, "4.2", "Nu geheel anders."));
    let told = entries_with(&before.entries, TOLD)[0];
    let after = given(before).when(editor(TOWN), redact(told, 0)).then(|region| {
        assert_eq!(region.working(key(TOWN, "4.2")).explanation.as_str(), "Nu geheel anders.");
        assert_eq!(explanation(region).as_str(), "Vorig jaar was er geen overleg.");
    });
    assert!(!after.written().contains(TOLD));
}

#[test]
fn an_earlier_round_loses_what_has_a_passage_in_common() {
    let before = over(
        region()
            .and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::Partly))
            .and(editor(TOWN), explain(TOWN, "4.2", TOLD))
            .and(editor(TOWN), share(TOWN, &["4.2"])),
    );
    let before = before
        .and(coordinator(), open_round("2027"))
        .and(editor(TOWN), explain(TOWN, "4.2", "Nieuw: en dit hoort hier niet. Einde."));
    let last = before.region.head;
    let after = given(before).when(editor(TOWN), redact(last, 0)).then(|_| ());
    assert!(!after.written().contains("hoort hier niet. "), "only the reason says so");
    assert!(entries_with(&after.entries, TOLD).is_empty());
}

#[test]
fn no_name_of_a_text_is_left_by_which_it_could_be_guessed() {
    let before = shared().and(editor(TOWN), explain(TOWN, "4.2", "Nieuw."));
    let name = crate::given::name_of(TOLD);
    let content = before.region.answer(key(TOWN, "4.2")).unwrap().shared.clone().unwrap().content;
    let content = domain::Working::from(&content).fingerprint();
    assert!(before.written().contains(&name.to_string()));
    assert!(before.written().contains(&content.to_string()));
    let told = entries_with(&before.entries, TOLD)[0];
    let after = given(before).when(editor(TOWN), redact(told, 0)).then(|_| ());
    assert!(!after.written().contains(&name.to_string()));
    assert!(!after.written().contains(&content.to_string()));
}

#[test]
fn what_somebody_may_not_read_is_not_there_for_them() {
    let draft = region().and(editor(TOWN), explain(TOWN, "4.2", TOLD));
    let entry = draft.region.head;
    for who in [coordinator(), editor(VILLAGE), observer(TOWN)] {
        given(draft.clone()).when(who, redact(entry, 0)).refused(Refusal::NotHere);
    }
    let view = region()
        .and(editor(SHELTER), choose_view(SHELTER, "1.1", AnswerValue::No))
        .and(editor(SHELTER), write_view(SHELTER, "1.1", Wording::Explanation, TOLD))
        .and(editor(SHELTER), give_views(SHELTER, &["1.1"]));
    let sealed = view.region.head;
    given(view.clone()).when(coordinator(), redact(sealed, 0)).refused(Refusal::NotHere);
    let opened = view.and(coordinator(), start_discussion());
    let discussion = opened.region.head;
    given(opened.clone()).when(coordinator(), redact(discussion, 0)).then(|_| ());
    given(opened).when(editor(SHELTER), redact(discussion, 0)).then(|region| {
        let (_, view) = region.open_views(field("1.1"))[0];
        assert!(view.content.explanation.redacted().is_some());
    });
}

#[test]
fn who_has_a_copy_of_what_they_could_not_read_learns_that_it_is_gone_and_nothing_else() {
    let before = region()
        .and(editor(TOWN), explain(TOWN, "4.2", TOLD))
        .and(editor(VILLAGE), explain(VILLAGE, "4.2", TOLD));
    let entry = entries_with(&before.entries, TOLD)[0];
    let after = given(before).when(editor(TOWN), redact(entry, 0)).then(|_| ());
    let last = after.entries.last().unwrap();
    let to = |who: Who| entry_for(&who.actor().viewer(), last);
    let Delivery::Full(own) = to(editor(TOWN)) else { panic!("it is their own") };
    let Event::TextRedacted { copies, readers, .. } = own.event else { panic!("it is that") };
    let within = Readers::Within(Some(TOWN));
    assert_eq!(copies, [TextPlace { entry, nth: 0, readers: within }], "theirs alone");
    assert_eq!(readers, within);
    assert!(matches!(to(editor(VILLAGE)), Delivery::Masked { .. }));
    assert!(matches!(to(coordinator()), Delivery::Hidden { .. }));
    assert!(!after.written().contains(TOLD));
}

#[test]
fn whoever_removes_a_text_says_why_and_does_not_repeat_it() {
    let before = shared();
    let entry = entries_with(&before.entries, TOLD)[0];
    let when = |why: &str| given(before.clone()).when(editor(TOWN), redact_because(entry, 0, why));
    when(" ").refused(Refusal::WhyRedactedMissing);
    when(&format!("Er stond: {TOLD}")).refused(Refusal::ReasonRepeatsText);
    assert!(matches!(when("Er stond 123456782.").verdict(), Err(Refusal::Guarded { .. })));
}

#[test]
fn a_text_is_removed_once_and_only_where_one_stands() {
    let before = shared();
    let entry = entries_with(&before.entries, TOLD)[0];
    let after = given(before).and(editor(TOWN), redact(entry, 0));
    given(after.clone()).when(editor(TOWN), redact(entry, 0)).refused(Refusal::TextIsRedacted);
    given(after.clone()).when(editor(TOWN), redact(entry, 7)).refused(Refusal::NotHere);
    given(after.clone()).when(editor(TOWN), redact(999, 0)).refused(Refusal::NotHere);
    given(after.clone()).when(coordinator(), redact(1, 0)).refused(Refusal::NameMissing);
    let share = entries_with(&after.entries, "");
    let shared = *share.last().unwrap();
    given(after).when(editor(TOWN), redact(shared, 1)).refused(Refusal::NotHere);
}

#[test]
fn the_reason_of_a_removal_can_be_removed_as_well() {
    let before = shared();
    let entry = *entries_with(&before.entries, TOLD).last().unwrap();
    let after = given(before).and(editor(TOWN), redact(entry, 0));
    let removal = after.region.head;
    let after = given(after).and(coordinator(), redact_because(removal, 0, "Ook dit niet."));
    assert!(!after.written().contains(WHY));
    assert!(after.region.redactions.values().any(|it| it.reason.redacted().is_some()));
}

#[test]
fn others_are_told_who_may_remove_it() {
    let before = shared();
    let entry = *entries_with(&before.entries, TOLD).last().unwrap();
    let who = WhoMay::Writer(TOWN);
    for other in [editor(VILLAGE), lead(SHELTER), observer(TOWN), steering_member(VILLAGE)] {
        given(before.clone()).when(other, redact(entry, 0)).refused(Refusal::NotAllowed { who });
    }
    given(before).when(steering_member(TOWN), redact(entry, 0)).then(|_| ());
}

#[test]
fn whoever_goes_on_from_a_removed_text_does_not_bring_it_back() {
    let before = shared();
    let entry = entries_with(&before.entries, TOLD)[0];
    let after = given(before).and(editor(TOWN), redact(entry, 0));
    let on = explain_from(TOWN, "4.2", TOLD, &format!("{TOLD} En meer."));
    let then = given(after.clone()).when(editor(TOWN), on);
    assert!(matches!(then.verdict(), Err(Refusal::TextChanged { .. })));
    given(after.clone()).when(editor(TOWN), explain(TOWN, "4.2", "Een overleg per maand.")).then(
        |region| {
            let text = region.working(key(TOWN, "4.2")).explanation;
            assert_eq!(text.as_str(), "Een overleg per maand.");
        },
    );
    let seen = given(after).and(editor(TOWN), choose(TOWN, "4.2", AnswerValue::No));
    given(seen)
        .when(editor(TOWN), share(TOWN, &["4.2"]))
        .refused(Refusal::ExplanationMissing { fields: vec![field("4.2")] });
}

/// Nobody is left who can read it: the host removes it by its number, and is told nothing of it.
#[test]
fn the_host_removes_what_nobody_else_can() {
    let hidden = [
        region().and(editor(TOWN), explain(TOWN, "4.2", TOLD)),
        region().and(editor(TOWN), start_thread(note_of(TOWN, "4.2"), TOLD)),
        region()
            .and(editor(SHELTER), choose_view(SHELTER, "1.1", AnswerValue::No))
            .and(editor(SHELTER), write_view(SHELTER, "1.1", Wording::Explanation, TOLD))
            .and(editor(SHELTER), give_views(SHELTER, &["1.1"])),
    ];
    for before in hidden {
        let entry = before.region.head;
        // Who copied it keeps no copy: the host removes as a coordinator does who could read it.
        let before = before.and(editor(VILLAGE), explain(VILLAGE, "1.1", TOLD));
        given(before.clone()).when(coordinator(), redact(entry, 0)).refused(Refusal::NotHere);
        let after = given(before).when(system(), redact(entry, 0)).then(|_| ());
        assert!(!after.written().contains(TOLD));
        given(after).when(system(), redact(entry, 0)).refused(Refusal::TextIsRedacted);
    }
    given(shared()).when(system(), redact(999, 0)).refused(Refusal::NotHere);
    given(shared()).when(system(), redact(1, 0)).refused(Refusal::NameMissing);
}
