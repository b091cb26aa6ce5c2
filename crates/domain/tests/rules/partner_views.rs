//! Partners say how they see it, sealed until the round is discussed.

use domain::answer::{AnswerContent, Wording};
use domain::event::UnsealedView;
use domain::refusal::WhoMay;
use domain::view::{Delivery, Masked, Viewer, entry_for, snapshot_for};
use domain::{AnswerValue, Event, Refusal, ViewStanding, Working};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, passed};

const WHY: &str = "De nazorg stopt na zes weken.";
const SOURCE: &str = "Onze eigen doorlooptijden.";

fn drafted() -> Given {
    region()
        .and(editor(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::No))
        .and(editor(SHELTER), write_view(SHELTER, "5.1", Wording::Explanation, WHY))
        .and(editor(SHELTER), write_view(SHELTER, "5.1", Wording::Source, SOURCE))
}

fn sealed() -> Given {
    drafted().and(editor(SHELTER), give_views(SHELTER, &["5.1"]))
}

fn discussed() -> Given {
    sealed().and(coordinator(), start_discussion())
}

fn content() -> AnswerContent {
    AnswerContent {
        value: AnswerValue::No,
        explanation: passed(WHY),
        paper: None,
        practice: None,
        source: passed(SOURCE),
    }
}

#[test]
fn giving_carries_value_explanation_and_source_and_is_sealed_while_the_round_is_open() {
    let drafted = drafted();
    let round = present_round(&drafted.region);
    let (partner, field) = (SHELTER, field("5.1"));
    let then = given(drafted).when(editor(SHELTER), give_views(SHELTER, &["5.1"])).happens([
        Event::PartnerViewGiven {
            partner,
            field,
            round,
            content: content(),
            sealed: true,
            again: false,
        },
    ]);
    let key = view(SHELTER, "5.1");
    assert_eq!(then.region.draft(key), None);
    assert!(matches!(then.region.view_standing(key), ViewStanding::Sealed(_)));
    assert_eq!(then.region.sealed_views(field).count, 1);
    assert_eq!(then.region.open_views(field), []);
}

#[test]
fn a_draft_of_a_view_counts_for_nobody() {
    let drafted = drafted();
    assert_eq!(drafted.region.sealed_views(field("5.1")).count, 0);
    assert_eq!(drafted.region.view_standing(view(SHELTER, "5.1")), ViewStanding::NotGiven);
}

#[test]
fn a_sealed_view_that_is_given_anew_counts_once() {
    let (sealed, field) = (sealed(), field("5.1"));
    given(sealed)
        .and(editor(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::Partly))
        .when(editor(SHELTER), give_views(SHELTER, &["5.1"]))
        .then(|region| {
            assert_eq!(region.sealed_views(field).count, 1);
            let view = region.view(view(SHELTER, "5.1")).unwrap();
            assert_eq!(view.content.value, AnswerValue::Partly);
        });
}

#[test]
fn giving_what_was_given_changes_nothing() {
    given(sealed()).when(editor(SHELTER), give_views(SHELTER, &["5.1"])).changes_nothing();
}

#[test]
fn discussing_carries_what_was_sealed_and_opens_it() {
    let sealed = sealed();
    let (round, key) = (present_round(&sealed.region), view(SHELTER, "5.1"));
    let at = sealed.region.view(key).unwrap().at;
    let opened = UnsealedView { partner: SHELTER, field: key.field, at, content: content() };
    let then = given(sealed)
        .when(coordinator(), start_discussion())
        .happens([Event::DiscussionStarted { round, views: vec![opened] }]);
    assert!(then.region.round().unwrap().is_discussed());
    assert_eq!(then.region.sealed_views(key.field).count, 0);
    assert_eq!(then.region.view_standing(key), ViewStanding::Visible(at));
    let [(partner, open)] = then.region.open_views(key.field)[..] else { panic!("one is open") };
    assert_eq!((partner, &open.content), (SHELTER, &content()));
}

#[test]
fn discussing_twice_happens_once() {
    given(region()).when(coordinator(), start_discussion()).again().changes_nothing();
}

#[test]
fn a_view_that_is_given_during_the_discussion_is_seen_at_once() {
    let open = region().and(coordinator(), start_discussion());
    given(open)
        .and(editor(POLICE), choose_view(POLICE, "1.1", AnswerValue::Yes))
        .when(editor(POLICE), give_views(POLICE, &["1.1"]))
        .then(|region| {
            assert_eq!(region.sealed_views(field("1.1")).count, 0);
            assert_eq!(region.open_views(field("1.1")).len(), 1);
        });
}

#[test]
fn a_round_is_closed_only_after_it_was_discussed() {
    given(region()).when(system(), close_round()).refused(Refusal::NotDiscussed);
}

#[test]
fn whoever_takes_a_view_back_has_it_as_a_draft() {
    for given_view in [sealed(), discussed()] {
        let key = view(SHELTER, "5.1");
        given(given_view).when(editor(SHELTER), withdraw_view(SHELTER, "5.1")).then(|region| {
            assert_eq!(region.view_standing(key), ViewStanding::NotGiven);
            assert_eq!(region.sealed_views(key.field).count, 0);
            assert_eq!(region.draft(key), Some(&Working::from(&content())));
        });
    }
}

/// Others count the entries that they may not read.
#[test]
fn what_others_get_of_giving_and_taking_back_is_the_same_whatever_the_view_says() {
    let bare = || {
        let chosen = choose_view(SHELTER, "5.1", AnswerValue::Yes);
        region().and(editor(SHELTER), chosen).and(editor(SHELTER), give_views(SHELTER, &["5.1"]))
    };
    let beside = || sealed().and(editor(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::Yes));
    let viewers = [Viewer::default(), Viewer { drafts_of: Some(TOWN), coordinates: true }];
    for viewer in viewers {
        let got = [bare(), sealed(), beside()].map(|before| {
            let head = before.region.head;
            let after = before.and(editor(SHELTER), withdraw_view(SHELTER, "5.1"));
            let new = after.entries.iter().filter(|entry| head < entry.seq);
            let masked = new.map(|entry| match entry_for(&viewer, entry) {
                Delivery::Masked { what, .. } => what,
                other => panic!("{other:?} says more"),
            });
            masked.collect::<Vec<_>>()
        });
        let by = viewer.coordinates.then_some(SHELTER);
        let withdrawn = vec![Masked::ViewWithdrawn { field: field("5.1"), by }];
        assert_eq!(got, [(); 3].map(|()| withdrawn.clone()));
    }
}

#[test]
fn nothing_tells_others_later_that_a_view_was_there() {
    let before = region();
    let after = sealed().and(editor(SHELTER), withdraw_view(SHELTER, "5.1"));
    let mut seen = snapshot_for(&Viewer::default(), &after.region);
    seen.head = before.region.head;
    assert_eq!(seen, snapshot_for(&Viewer::default(), &before.region));
}

#[test]
fn others_see_that_an_open_view_is_taken_back_and_not_what_its_partner_goes_on_from() {
    let after = discussed().and(editor(SHELTER), withdraw_view(SHELTER, "5.1"));
    let Delivery::Full(entry) = entry_for(&Viewer::default(), after.entries.last().unwrap()) else {
        panic!("everyone sees it");
    };
    assert!(matches!(entry.event, Event::PartnerViewWithdrawn { draft: None, .. }));
}

#[test]
fn a_draft_beside_a_view_that_is_taken_back_stays() {
    let key = view(SHELTER, "5.1");
    given(sealed())
        .and(editor(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::Yes))
        .when(editor(SHELTER), withdraw_view(SHELTER, "5.1"))
        .then(|region| {
            let draft = region.draft(key).unwrap();
            assert_eq!((draft.value, draft.explanation.as_str()), (Some(AnswerValue::Yes), WHY));
        });
}

#[test]
fn only_what_was_given_and_seen_can_be_taken_back() {
    let field = field("5.1");
    given(drafted())
        .when(editor(SHELTER), withdraw_view(SHELTER, "5.1"))
        .refused(Refusal::NothingToWithdraw { field });
    let sealed = sealed();
    let late = as_seen_in(&sealed, withdraw_view(SHELTER, "5.1"));
    given(sealed)
        .and(lead(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::Partly))
        .when(editor(SHELTER), late)
        .refused(Refusal::ChangedSinceSeen { fields: vec![field] });
}

#[test]
fn a_view_needs_what_an_answer_needs() {
    let field = field("5.1");
    given(region())
        .when(editor(SHELTER), give_views(SHELTER, &["5.1"]))
        .refused(Refusal::ValueMissing { fields: vec![field] });
    given(region().and(editor(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::No)))
        .when(editor(SHELTER), give_views(SHELTER, &["5.1"]))
        .refused(Refusal::ExplanationMissing { fields: vec![field] });
    let drafted = drafted();
    let late = as_seen_in(&drafted, give_views(SHELTER, &["5.1"]));
    given(drafted)
        .and(lead(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::Partly))
        .when(editor(SHELTER), late)
        .refused(Refusal::ChangedSinceSeen { fields: vec![field] });
    given(region())
        .when(editor(SHELTER), choose_view(SHELTER, "2.6", AnswerValue::No))
        .refused(Refusal::NotHere);
}

#[test]
fn nobody_writes_the_view_of_another() {
    let who = WhoMay::Editor(SHELTER);
    for other in [coordinator(), editor(POLICE), lead(TOWN), steering_member(SHELTER)] {
        given(region())
            .when(other, choose_view(SHELTER, "5.1", AnswerValue::Yes))
            .refused(Refusal::NotAllowed { who });
    }
    // A municipality answers; it has no view beside its answer.
    given(region())
        .when(editor(TOWN), choose_view(TOWN, "5.1", AnswerValue::Yes))
        .refused(Refusal::NotHere);
    given(region())
        .when(editor(ELSEWHERE), choose_view(ELSEWHERE, "5.1", AnswerValue::Yes))
        .refused(Refusal::NotHere);
}

#[test]
fn two_colleagues_who_change_other_words_of_one_text_are_both_kept() {
    let before = drafted();
    let late = as_seen_in(
        &before,
        write_view(SHELTER, "5.1", Wording::Source, "Onze eigen doorlooptijden van 2026."),
    );
    let key = view(SHELTER, "5.1");
    given(before)
        .and(lead(SHELTER), write_view(SHELTER, "5.1", Wording::Source, "Alle doorlooptijden."))
        .when(editor(SHELTER), late)
        .then(|region| {
            let source = region.working(key).source;
            assert_eq!(source.as_str(), "Alle doorlooptijden van 2026.");
        });
}

#[test]
fn a_new_round_asks_anew_and_keeps_what_was_seen_last_time() {
    let over = discussed().and(system(), close_round());
    let (last, key) = (present_round(&over.region), view(SHELTER, "5.1"));
    let next = given(over).and(coordinator(), open_round("2027"));
    assert_eq!(next.region.view_standing(key), ViewStanding::NotGiven);
    let before = next.region.view_before(key).unwrap();
    assert_eq!((&before.content, before.round), (&content(), last));
    assert_eq!(next.region.working(key), Working::from(&content()), "and starts from there");
    given(next).when(editor(SHELTER), give_views(SHELTER, &["5.1"])).then(|region| {
        assert_eq!(region.sealed_views(key.field).count, 1);
        assert_eq!(region.view_before(key).unwrap().round, last, "others still see last time's");
    });
}

#[test]
fn a_service_number_is_kept_out_of_both_texts() {
    for wording in [Wording::Explanation, Wording::Source] {
        let asked = write_view(SHELTER, "5.1", wording, "Zie 123456782.");
        let then = given(region()).when(editor(SHELTER), asked);
        assert!(matches!(then.verdict(), Err(Refusal::Guarded { .. })));
    }
}
