//! Requests: a colleague is asked for a draft, a partner for its view; asked and asker take turns.

use domain::answer::Wording;
use domain::decide::REQUESTS_MAX;
use domain::refusal::WhoMay;
use domain::view::snapshot_for;
use domain::{AnswerValue, Refusal, Region, Stand, Turn, can_write};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, passed};

fn turn(region: &Region) -> Turn {
    region.turn(&region.requests[&last_request(region)])
}

/// The lead asks the editor.
fn asked_of_colleague(about: &str) -> Given {
    region().and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), about))
}

fn asked_of_partner() -> Given {
    region().and(editor(TOWN), ask_partner(SHELTER, "4.1"))
}

/// Returns the region as somebody sees it.
fn as_seen_by(who: Who, region: &Region) -> Region {
    snapshot_for(&who.actor().viewer(), region)
}

#[test]
fn a_request_waits_for_the_colleague_until_they_say_that_it_is_ready() {
    let before = asked_of_colleague("1.1");
    assert_eq!(turn(&before.region), Turn::Asked);
    let request = &before.region.requests[&last_request(&before.region)];
    assert_eq!(request.by, lead(TOWN).actor().author());
    assert_eq!(request.due.unwrap().to_string(), "2026-12-01");
    given(before)
        .when(editor(TOWN), ready())
        .then(|region| assert_eq!(turn(region), Turn::Asker))
        .when(editor(TOWN), ready())
        .changes_nothing();
}

#[test]
fn whoever_asked_can_ask_for_changes_and_then_the_colleague_is_next() {
    let before = asked_of_colleague("1.1").and(editor(TOWN), ready());
    given(before)
        .when(lead(TOWN), request_changes("Noem ook de gespreksgroep."))
        .then(|region| {
            assert_eq!(turn(region), Turn::Asked);
            let note = passed("Noem ook de gespreksgroep.");
            let by = lead(TOWN).actor().author();
            let request = &region.requests[&last_request(region)];
            assert_eq!(request.stand, Stand::Changes { by, note });
            assert!(request.asked < request.since);
        })
        .when(editor(TOWN), ready())
        .then(|region| assert_eq!(turn(region), Turn::Asker));
}

#[test]
fn what_should_change_must_be_said() {
    given(asked_of_colleague("1.1"))
        .when(lead(TOWN), request_changes(" \n"))
        .refused(Refusal::NoteMissing);
    given(asked_of_colleague("1.1")).when(editor(TOWN), decline("")).refused(Refusal::NoteMissing);
    given(asked_of_partner()).when(editor(SHELTER), decline("  ")).refused(Refusal::NoteMissing);
}

#[test]
fn a_request_is_fulfilled_by_itself_once_all_of_it_was_shared() {
    let drafted = asked_of_colleague("3")
        .and(editor(TOWN), choose(TOWN, "3.2a", AnswerValue::No))
        .and(editor(TOWN), explain(TOWN, "3.2a", "Er is nog geen meldpunt."));
    assert_eq!(turn(&drafted.region), Turn::Asked, "a draft is not seen by others yet");
    let half = drafted.and(editor(TOWN), share(TOWN, &["3.2a"]));
    assert_eq!(turn(&half.region), Turn::Asked, "the substitute is asked, and empty");
    let whole = half
        .and(editor(TOWN), choose(TOWN, "3.2b", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["3.2b"]));
    assert_eq!(turn(&whole.region), Turn::Nobody);
}

#[test]
fn changes_are_not_fulfilled_by_what_was_shared_before() {
    let shared = asked_of_colleague("1.1")
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]));
    assert_eq!(turn(&shared.region), Turn::Nobody);
    let changed = shared.and(lead(TOWN), request_changes("Leg uit waarom."));
    assert_eq!(turn(&changed.region), Turn::Asked);
    let again = changed
        .and(editor(TOWN), explain(TOWN, "1.1", "Sinds dit jaar."))
        .and(editor(TOWN), share(TOWN, &["1.1"]));
    assert_eq!(turn(&again.region), Turn::Nobody);
}

#[test]
fn a_colleague_may_decline_and_whoever_asked_reads_why() {
    given(asked_of_colleague("1.1"))
        .when(editor(TOWN), decline("Dit weet de afdeling jeugd beter."))
        .then(|region| assert_eq!(turn(region), Turn::Asker))
        .when(lead(TOWN), close_request())
        .then(|region| assert_eq!(turn(region), Turn::Nobody))
        .when(lead(TOWN), close_request())
        .changes_nothing();
}

#[test]
fn a_request_that_is_over_does_not_move_any_more() {
    for over in [
        asked_of_colleague("1.1").and(lead(TOWN), close_request()),
        asked_of_colleague("1.1").and(editor(TOWN), decline("Geen tijd.")),
    ] {
        given(over.clone()).when(editor(TOWN), ready()).refused(Refusal::RequestIsOver);
        given(over.clone()).when(editor(TOWN), decline("Nee.")).refused(Refusal::RequestIsOver);
        given(over).when(lead(TOWN), request_changes("Meer.")).refused(Refusal::RequestIsOver);
    }
}

#[test]
fn the_same_is_not_asked_twice_until_it_is_over() {
    let asked = asked_of_colleague("1.1");
    let ask = || ask_colleague(TOWN, editor(TOWN), "1.1");
    given(asked.clone()).when(lead(TOWN), ask()).refused(Refusal::AlreadyAsked);
    given(asked.clone())
        .when(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "4.2"))
        .then(|region| assert_eq!(region.requests.len(), 2));
    given(asked.and(lead(TOWN), close_request()))
        .when(lead(TOWN), ask())
        .then(|region| assert_eq!(region.requests.len(), 2));
}

#[test]
fn two_organisations_may_ask_a_partner_the_same() {
    given(asked_of_partner())
        .when(editor(VILLAGE), ask_partner(SHELTER, "4.1"))
        .then(|region| assert_eq!(region.requests.len(), 2));
    given(asked_of_partner())
        .when(lead(TOWN), ask_partner(SHELTER, "4.1"))
        .refused(Refusal::AlreadyAsked);
}

#[test]
fn nobody_asks_themselves() {
    given(region())
        .when(editor(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"))
        .refused(Refusal::AskedOneself);
    given(region())
        .when(editor(SHELTER), ask_partner(SHELTER, "1.1"))
        .refused(Refusal::AskedOneself);
}

#[test]
fn only_what_the_round_asks_can_be_asked_for() {
    let lead_asks = |about| ask_colleague(TOWN, editor(TOWN), about);
    given(region()).when(lead(TOWN), lead_asks("9.9")).refused(Refusal::NotHere);
    given(joined()).when(lead(TOWN), lead_asks("1.1")).refused(Refusal::NoRound);
    given(region()).when(editor(TOWN), ask_partner(VILLAGE, "1.1")).refused(Refusal::NotHere);
    given(region()).when(editor(TOWN), ask_partner(ELSEWHERE, "1.1")).refused(Refusal::NotHere);
    // The region writes where it can arrange something, and nowhere else.
    let other = Who::Member(member(6, VILLAGE, domain::Role::Coordinator, false));
    given(region()).when(coordinator(), ask_coordinator(other, "1.1")).refused(Refusal::NotHere);
    given(region())
        .when(coordinator(), ask_coordinator(other, "4.1"))
        .then(|region| assert_eq!(turn(region), Turn::Asked));
}

#[test]
fn how_the_work_is_divided_is_seen_by_the_own_organisation_only() {
    let of_town = asked_of_colleague("1.1").region;
    for who in [editor(VILLAGE), coordinator(), observer(TOWN), lead(SHELTER)] {
        assert!(as_seen_by(who, &of_town).requests.is_empty(), "{who:?}");
    }
    assert_eq!(as_seen_by(steering_member(TOWN), &of_town).requests.len(), 1);
    let other = Who::Member(member(6, VILLAGE, domain::Role::Coordinator, false));
    let of_region = region().and(coordinator(), ask_coordinator(other, "4")).region;
    assert!(as_seen_by(lead(TOWN), &of_region).requests.is_empty());
    assert_eq!(as_seen_by(other, &of_region).requests.len(), 1);
}

/// It answers as if there were no such request, whoever guesses its id.
#[test]
fn a_request_that_one_may_not_see_is_not_there() {
    let asked = || asked_of_colleague("1.1");
    let over = || asked().and(coordinator(), start_discussion()).and(system(), close_round());
    for before in [asked(), over()] {
        for (who, asking) in [
            (editor(VILLAGE), ready()),
            (coordinator(), close_request()),
            (lead(SHELTER), decline("Nee.")),
            (observer(TOWN), request_changes("Meer.")),
        ] {
            given(before.clone()).when(who, asking).refused(Refusal::NotHere);
        }
    }
}

#[test]
fn only_the_colleague_who_was_asked_answers() {
    let who = WhoMay::Colleague;
    given(asked_of_colleague("1.1")).when(lead(TOWN), ready()).refused(Refusal::NotAllowed { who });
    given(asked_of_colleague("1.1"))
        .when(lead(TOWN), decline("Nee."))
        .refused(Refusal::NotAllowed { who });
}

#[test]
fn a_partner_answers_with_its_view_or_declines() {
    let view = || {
        asked_of_partner()
            .and(editor(SHELTER), choose_view(SHELTER, "4.1a", AnswerValue::Yes))
            .and(editor(SHELTER), give_views(SHELTER, &["4.1a"]))
    };
    assert_eq!(turn(&view().region), Turn::Nobody);
    given(asked_of_partner()).when(editor(SHELTER), ready()).refused(Refusal::NotHere);
    given(asked_of_partner())
        .when(editor(TOWN), request_changes("Wat bedoelt u?"))
        .refused(Refusal::NotHere);
    given(asked_of_partner())
        .when(editor(POLICE), decline("Wij niet."))
        .refused(Refusal::NotAllowed { who: WhoMay::Editor(SHELTER) });
    given(asked_of_partner())
        .when(lead(SHELTER), decline("Hier werken wij niet."))
        .then(|region| assert_eq!(turn(region), Turn::Asker));
}

/// The seal holds here too: whoever may not know that a view was given does not learn it from the
/// request that asked for it.
#[test]
fn a_request_does_not_tell_that_a_sealed_view_was_given() {
    let given_view = asked_of_partner()
        .and(editor(SHELTER), choose_view(SHELTER, "4.1a", AnswerValue::Yes))
        .and(editor(SHELTER), give_views(SHELTER, &["4.1a"]));
    let turn_of = |who, region: &Region| turn(&as_seen_by(who, region));
    for who in [editor(TOWN), lead(VILLAGE), editor(POLICE), observer(TOWN), steering_member(TOWN)]
    {
        assert_eq!(turn_of(who, &given_view.region), Turn::Asked, "{who:?}");
    }
    assert_eq!(turn_of(coordinator(), &given_view.region), Turn::Nobody);
    assert_eq!(turn_of(editor(SHELTER), &given_view.region), Turn::Nobody);
    let discussed = given_view.and(coordinator(), start_discussion());
    assert_eq!(turn_of(editor(TOWN), &discussed.region), Turn::Nobody);
}

#[test]
fn whoever_asked_a_partner_ends_it_or_the_coordinator_does() {
    let who = WhoMay::Asker(TOWN);
    for other in [editor(VILLAGE), editor(SHELTER), observer(TOWN)] {
        given(asked_of_partner()).when(other, close_request()).refused(Refusal::NotAllowed { who });
    }
    for own in [lead(TOWN), steering_member(TOWN), coordinator()] {
        given(asked_of_partner())
            .when(own, close_request())
            .then(|region| assert_eq!(turn(region), Turn::Nobody));
    }
}

#[test]
fn a_new_round_begins_without_requests() {
    let closed =
        asked_of_partner().and(coordinator(), start_discussion()).and(system(), close_round());
    given(closed)
        .when(coordinator(), open_round("2027"))
        .then(|region| assert!(region.requests.is_empty()));
}

#[test]
fn a_colleague_is_one_who_can_write_there() {
    let place = |who: Who| match who {
        Who::Member(member) => member,
        Who::System | Who::Guest(_) => unreachable!("a person with a place"),
    };
    for (who, of, can) in [
        (editor(TOWN), Some(TOWN), true),
        (lead(TOWN), Some(TOWN), true),
        (editor(VILLAGE), Some(TOWN), false),
        (observer(TOWN), Some(TOWN), false),
        (steering_member(TOWN), Some(TOWN), false),
        (coordinator(), Some(TOWN), false),
        (coordinator(), None, true),
        (editor(TOWN), None, false),
    ] {
        assert_eq!(can_write(of, &place(who)), can, "{who:?} for {of:?}");
    }
}

#[test]
fn an_organisation_asks_so_much_in_a_round_and_no_more() {
    let mut asked = region();
    for _ in 0..REQUESTS_MAX {
        asked =
            asked.and(editor(TOWN), ask_partner(SHELTER, "4.1")).and(editor(TOWN), close_request());
    }
    given(asked.clone())
        .when(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"))
        .refused(Refusal::TooManyRequests { max: REQUESTS_MAX });
    given(asked)
        .when(editor(VILLAGE), ask_partner(SHELTER, "4.1"))
        .then(|region| assert_eq!(region.requests.len(), REQUESTS_MAX + 1));
}

#[test]
fn a_substitute_that_is_not_asked_keeps_no_request_of_the_region_open() {
    let other = Who::Member(member(6, VILLAGE, domain::Role::Coordinator, false));
    let asking = || {
        asked(&["3.2a", "3.2b"])
            .into_iter()
            .map(|asked| domain::Asked { scope: domain::Scope::Regional, ..asked })
    };
    let asked = joined()
        .and(coordinator(), open_round_asking("2026", asking().collect()))
        .and(coordinator(), ask_coordinator(other, "3"))
        .and(other, choose_for_region("3.2a", AnswerValue::Yes));
    assert_eq!(turn(&asked.region), Turn::Asked);
    given(asked)
        .when(other, put_forward(&["3.2a"]))
        .then(|region| assert_eq!(turn(region), Turn::Nobody));
}

#[test]
fn an_answer_of_last_round_that_is_confirmed_again_fulfils_a_request() {
    let asked = region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]))
        .and(coordinator(), start_discussion())
        .and(system(), close_round())
        .and(coordinator(), open_round("2027"))
        .and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"));
    assert_eq!(turn(&asked.region), Turn::Asked);
    given(asked)
        .when(lead(TOWN), confirm(TOWN, &["1.1"]))
        .then(|region| assert_eq!(turn(region), Turn::Nobody));
}

#[test]
fn a_partner_writes_one_part_of_what_a_colleague_asked() {
    given(region().and(lead(SHELTER), ask_colleague(SHELTER, editor(SHELTER), "4.1")))
        .when(editor(SHELTER), choose_view(SHELTER, "4.1b", AnswerValue::No))
        .then(|region| assert_eq!(turn(region), Turn::Asked))
        .and(editor(SHELTER), write_view(SHELTER, "4.1b", Wording::Explanation, "Zelden."))
        .when(editor(SHELTER), give_views(SHELTER, &["4.1b"]))
        .then(|region| assert_eq!(turn(region), Turn::Nobody));
}

#[test]
fn a_request_does_not_move_once_its_round_is_over() {
    let over =
        || asked_of_partner().and(coordinator(), start_discussion()).and(system(), close_round());
    given(over()).when(editor(SHELTER), decline("Te laat.")).refused(Refusal::NoRound);
    given(over()).when(editor(TOWN), close_request()).refused(Refusal::NoRound);
}
