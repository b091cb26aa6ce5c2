//! Handing over: nobody leaves while something waits for them alone, and a successor goes on with all of it.

use domain::handover::{offered_to, only_for};
use domain::refusal::WhoMay;
use domain::view::snapshot_for;
use domain::work::{AnswerTask, Task, waiting};
use domain::{
    Actor, AnswerValue, Event, Handover, HandoverStand, Held, Holder, Member, Mention,
    OrganisationKind, ReadMarks, Refusal, Region, Role, Stand, Wish,
};

use crate::given::asking::*;
use crate::given::handing_over::*;
use crate::given::people::*;
use crate::given::{Given, given, passed};

fn as_member(who: Who) -> Member {
    match who.actor() {
        Actor::Member(member) => member,
        Actor::System | Actor::Guest(_) => panic!("nobody with a place"),
    }
}

fn held(region: &Region, who: Who) -> Vec<Held> {
    region.held(Holder::of_member(&as_member(who)))
}

/// A colleague who leads the town too.
fn successor() -> Who {
    Who::Member(member(9, TOWN, Role::Editor, true))
}

/// Another coordinator, who works for the police.
fn other_coordinator() -> Who {
    Who::Member(member(8, POLICE, Role::Coordinator, false))
}

/// The editor of the town was asked for a draft, asked a partner for its view, and was mentioned.
fn busy() -> Given {
    region()
        .and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"))
        .and(editor(TOWN), ask_partner(SHELTER, "4.1"))
        .and(coordinator(), start_thread_for(topic("4.2"), "Weet u dit?", [mention(editor(TOWN))]))
}

fn offered() -> Given {
    busy().and(editor(TOWN), hand_over(editor(TOWN), successor()))
}

fn handed_over() -> Given {
    offered().and(successor(), accept_handover())
}

fn tasks(region: &Region, who: Who) -> Vec<Task> {
    let seen = snapshot_for(&who.actor().viewer(), region);
    let all = waiting(&seen, &as_member(who), &ReadMarks::default());
    all.into_iter().map(|one| one.task).collect()
}

fn is_handover(task: &Task) -> bool {
    matches!(task, Task::Handover(_))
}

#[test]
fn what_waits_is_what_one_was_asked_asks_and_is_mentioned_in() {
    let region = busy().region;
    let all = held(&region, editor(TOWN));
    assert!(matches!(all[..], [Held::Asked(_), Held::Asker(_), Held::Thread(_)]), "{all:?}");
    // The lead asked the colleague, and nothing else.
    let leads = held(&region, lead(TOWN));
    assert!(matches!(leads[..], [Held::Asker(_)]), "{leads:?}");
    assert_eq!(held(&region, successor()), []);
}

#[test]
fn what_is_done_does_not_wait() {
    let done = busy()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]));
    let all = held(&done.region, editor(TOWN));
    assert!(matches!(all[..], [Held::Asker(_), Held::Thread(_)]), "{all:?}");
    let answered = done.and(editor(TOWN), add_comment("Ja, dat weet ik."));
    assert!(matches!(held(&answered.region, editor(TOWN))[..], [Held::Asker(_)]));
    let ended = answered.and(editor(TOWN), close_request());
    assert_eq!(held(&ended.region, editor(TOWN)), []);
    given(ended)
        .when(editor(TOWN), hand_over(editor(TOWN), successor()))
        .refused(Refusal::NothingToHandOver);
}

#[test]
fn a_draft_that_is_looked_at_can_come_back_and_what_was_declined_does_not() {
    let asked = region().and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"));
    let ready = asked.clone().and(editor(TOWN), ready());
    assert!(matches!(held(&ready.region, editor(TOWN))[..], [Held::Asked(_)]));
    let declined = asked.and(editor(TOWN), decline("Dat past niet."));
    assert_eq!(held(&declined.region, editor(TOWN)), []);
    assert!(matches!(held(&declined.region, lead(TOWN))[..], [Held::Asker(_)]));
}

#[test]
fn a_successor_accepts_and_goes_on_with_everything() {
    given(offered()).when(successor(), accept_handover()).then(|region| {
        assert_eq!(held(region, editor(TOWN)), []);
        let all = held(region, successor());
        assert!(matches!(all[..], [Held::Asked(_), Held::Asker(_), Held::Thread(_)]), "{all:?}");
        let wishes: Vec<Wish> = region.requests_in_order().iter().map(|it| it.1.wish).collect();
        assert_eq!(wishes[0].colleague(), Some(person(successor())));
        let view = region.requests_in_order()[1].1;
        assert_eq!(view.by, successor().actor().author());
        assert!(matches!(
            region.handovers[&last_handover(region)].stand,
            HandoverStand::Accepted { .. }
        ));
        let is_talk = |task: &Task| matches!(task, Task::Talk(_));
        assert!(
            tasks(region, successor()).iter().any(is_talk),
            "the thread asks for the successor"
        );
    });
}

#[test]
fn what_was_passed_on_is_read_and_dealt_with_as_if_it_had_been_asked() {
    let over = handed_over();
    let last_said = over.region.last_said("4.2".parse().unwrap());
    let read = ReadMarks([("4.2".parse().unwrap(), last_said)].into());
    let seen = snapshot_for(&successor().actor().viewer(), &over.region);
    let left = waiting(&seen, &as_member(successor()), &read);
    assert!(!left.iter().any(|one| matches!(one.task, Task::Talk(_))), "it was read");
    let answered = over.and(successor(), add_comment("Ja."));
    let all = held(&answered.region, successor());
    assert!(matches!(all[..], [Held::Asked(_), Held::Asker(_)]), "{all:?}");
}

#[test]
fn an_offer_waits_for_the_successor_alone_until_it_is_answered() {
    let offered = offered();
    assert!(tasks(&offered.region, successor()).iter().any(is_handover));
    assert!(!tasks(&offered.region, lead(TOWN)).iter().any(is_handover));
    assert!(!tasks(&offered.region, editor(TOWN)).iter().any(is_handover));
    let accepted = offered.clone().and(successor(), accept_handover());
    assert!(!tasks(&accepted.region, successor()).iter().any(is_handover));
    // Whoever leaves reads that it was declined.
    let declined = offered.and(successor(), decline_handover("Ik ben met verlof."));
    assert!(tasks(&declined.region, editor(TOWN)).iter().any(is_handover));
    assert!(!tasks(&declined.region, successor()).iter().any(is_handover));
}

#[test]
fn whoever_is_asked_to_go_on_answers_before_they_leave_themselves() {
    let offered = offered();
    let asked = |who| offered_to(&offered.region, &as_member(who)).len();
    assert_eq!((asked(successor()), asked(lead(TOWN)), asked(editor(TOWN))), (1, 0, 0));
    let declined = offered.and(successor(), decline_handover("Ik ga zelf ook weg."));
    assert_eq!(offered_to(&declined.region, &as_member(successor())), []);
}

#[test]
fn nobody_accepts_what_they_did_not_see() {
    let before = offered();
    let seen = as_seen_in(&before, accept_handover());
    let more = before.and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "3"));
    given(more.clone()).when(successor(), seen).refused(Refusal::HandoverChanged);
    given(more).when(successor(), accept_handover()).then(|region| {
        assert_eq!(held(region, editor(TOWN)), []);
    });
}

#[test]
fn only_the_successor_who_was_named_answers() {
    let colleague = Refusal::NotAllowed { who: WhoMay::Colleague };
    given(offered()).when(lead(TOWN), accept_handover()).refused(colleague.clone());
    given(offered()).when(lead(TOWN), decline_handover("Nee.")).refused(colleague);
    // Those of others do not know of it.
    given(offered()).when(lead(VILLAGE), accept_handover()).refused(Refusal::NotHere);
    given(offered()).when(coordinator(), withdraw_handover()).refused(Refusal::NotHere);
}

#[test]
fn a_successor_says_why_not() {
    given(offered()).when(successor(), decline_handover(" \n")).refused(Refusal::NoteMissing);
    given(offered()).when(successor(), decline_handover("Ik ben met verlof.")).then(|region| {
        let by = successor().actor().author();
        let reason = passed("Ik ben met verlof.");
        let stand = &region.handovers[&last_handover(region)].stand;
        assert_eq!(*stand, HandoverStand::Declined { by, reason });
        assert!(!held(region, editor(TOWN)).is_empty(), "it waits as before");
    });
}

#[test]
fn an_offer_is_answered_once() {
    let over = handed_over();
    given(over.clone()).when(successor(), accept_handover()).changes_nothing();
    given(over.clone())
        .when(successor(), decline_handover("Nee."))
        .refused(Refusal::HandoverIsOver);
    given(over).when(editor(TOWN), withdraw_handover()).refused(Refusal::HandoverIsOver);
    let back = offered().and(editor(TOWN), withdraw_handover());
    given(back.clone()).when(editor(TOWN), withdraw_handover()).changes_nothing();
    given(back.clone()).when(successor(), accept_handover()).refused(Refusal::HandoverIsOver);
    // It can be offered once more, to somebody else.
    given(back).when(editor(TOWN), hand_over(editor(TOWN), lead(TOWN))).then(|_| {});
}

#[test]
fn one_offer_at_a_time() {
    given(offered()).when(editor(TOWN), hand_over(editor(TOWN), successor())).changes_nothing();
    given(offered())
        .when(editor(TOWN), hand_over(editor(TOWN), lead(TOWN)))
        .refused(Refusal::AlreadyOffered);
}

#[test]
fn one_is_not_ones_own_successor_and_names_somebody() {
    let oneself = hand_over(editor(TOWN), editor(TOWN));
    given(busy()).when(editor(TOWN), oneself).refused(Refusal::NoSuccessor);
    given(busy())
        .when(editor(TOWN), hand_over_to_anybody(editor(TOWN)))
        .refused(Refusal::NoSuccessor);
}

#[test]
fn others_hand_over_for_somebody_only_where_they_look_after_places() {
    let lead_only = Refusal::NotAllowed { who: WhoMay::Lead(TOWN) };
    let offer = || hand_over(editor(TOWN), successor());
    for who in [steering_member(TOWN), lead(VILLAGE), editor(SHELTER), other_coordinator()] {
        given(busy()).when(who, offer()).refused(lead_only.clone());
    }
    given(busy()).when(lead(TOWN), offer()).then(|_| {});
}

#[test]
fn whoever_takes_it_themselves_has_accepted_it() {
    given(busy()).when(lead(TOWN), hand_over(editor(TOWN), lead(TOWN))).then(|region| {
        assert_eq!(held(region, editor(TOWN)), []);
        // The lead had asked for the draft: nobody asks themselves.
        assert_eq!(region.requests_in_order()[0].1.stand, Stand::Closed);
    });
    // Also where it was offered to somebody else who did not answer yet.
    given(offered()).when(lead(TOWN), hand_over(editor(TOWN), lead(TOWN))).then(|region| {
        assert_eq!(held(region, editor(TOWN)), []);
        assert_eq!(region.handovers.len(), 1, "the same offer was taken");
    });
}

#[test]
fn what_waited_for_somebody_who_is_gone_is_taken_by_whoever_can() {
    let gone = busy().and(system(), hand_over_to_anybody(editor(TOWN)));
    let waits = |who| tasks(&gone.region, who).iter().any(is_handover);
    assert!(waits(lead(TOWN)) && waits(successor()));
    assert!(!waits(editor(TOWN)) && !waits(lead(VILLAGE)) && !waits(steering_member(TOWN)));
    let editors = Refusal::NotAllowed { who: WhoMay::Editor(TOWN) };
    given(gone.clone()).when(steering_member(TOWN), accept_handover()).refused(editors);
    given(gone.clone()).when(lead(TOWN), decline_handover("Nee.")).refused(Refusal::NotHere);
    given(gone).when(successor(), accept_handover()).then(|region| {
        assert_eq!(held(region, editor(TOWN)), []);
    });
}

#[test]
fn what_a_gone_person_had_offered_waits_for_anybody_and_who_comes_back_takes_that_back() {
    given(offered()).when(system(), hand_over_to_anybody(editor(TOWN))).then(|region| {
        let stands: Vec<bool> = region.handovers.values().map(Handover::is_open).collect();
        assert_eq!(stands.iter().filter(|open| **open).count(), 1);
        assert!(tasks(region, lead(TOWN)).iter().any(is_handover));
    });
    let gone = busy().and(system(), hand_over_to_anybody(editor(TOWN)));
    given(gone).when(editor(TOWN), withdraw_handover()).then(|region| {
        assert!(!tasks(region, lead(TOWN)).iter().any(is_handover));
    });
}

#[test]
fn coordinators_hand_over_among_themselves() {
    let asked = region()
        .and(coordinator(), ask_coordinator(other_coordinator(), "4.2"))
        .and(coordinator(), ask_partner(SHELTER, "4.2"))
        .and(coordinator(), hand_over(coordinator(), other_coordinator()));
    given(asked.clone()).when(lead(TOWN), accept_handover()).refused(Refusal::NotHere);
    given(asked).when(other_coordinator(), accept_handover()).then(|region| {
        assert_eq!(held(region, coordinator()), []);
        let stands: Vec<Stand> =
            region.requests_in_order().iter().map(|it| it.1.stand.clone()).collect();
        // What the successor was asked by who left is theirs now.
        assert_eq!(stands, [Stand::Closed, Stand::Open]);
        let view = region.requests_in_order()[1].1;
        assert_eq!(view.by, other_coordinator().actor().author());
    });
}

#[test]
fn the_same_is_not_asked_twice_of_a_successor() {
    let twice = region()
        .and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"))
        .and(lead(TOWN), ask_colleague(TOWN, successor(), "1.1"))
        .and(editor(TOWN), hand_over(editor(TOWN), successor()));
    given(twice).when(successor(), accept_handover()).then(|region| {
        let open = region.requests.values().filter(|request| !request.is_over());
        assert_eq!(open.count(), 1);
    });
}

#[test]
fn an_organisation_leaves_once_another_goes_on_with_what_waits() {
    let asked = region().and(lead(TOWN), ask_partner(SHELTER, "4.1")).and(
        lead(TOWN),
        start_thread_for(topic("1.1"), "Hoe ziet u dit?", [Mention::Organisation(SHELTER)]),
    );
    given(asked.clone())
        .when(coordinator(), end_participation(SHELTER))
        .refused(Refusal::WorkWaits { count: 2 });
    // A municipality gives no view.
    given(asked.clone())
        .when(coordinator(), hand_over_part(SHELTER, VILLAGE))
        .refused(Refusal::NoSuccessor);
    let offered = asked.and(lead(SHELTER), hand_over_part(SHELTER, POLICE));
    let lead_only = Refusal::NotAllowed { who: WhoMay::Lead(POLICE) };
    given(offered.clone()).when(editor(POLICE), accept_handover()).refused(lead_only);
    given(offered.clone())
        .when(coordinator(), end_participation(SHELTER))
        .refused(Refusal::WorkWaits { count: 2 });
    assert!(tasks(&offered.region, lead(POLICE)).iter().any(is_handover));
    let over = offered.and(lead(POLICE), accept_handover());
    let (_, request) = over.region.requests_in_order()[0];
    assert_eq!(request.wish, Wish::View { of: POLICE, on: "4.1".parse().unwrap() });
    given(over)
        .when(coordinator(), end_participation(SHELTER))
        .happens([Event::OrganisationLeft { organisation: SHELTER }]);
    // The host ends it as it stands.
    let asked = region().and(lead(TOWN), ask_partner(SHELTER, "4.1"));
    given(asked).when(system(), end_participation(SHELTER)).then(|_| {});
}

#[test]
fn what_an_organisation_asked_goes_on_and_what_colleagues_asked_each_other_ends_with_it() {
    let asked = region()
        .and(lead(VILLAGE), ask_partner(SHELTER, "4.1"))
        .and(lead(VILLAGE), ask_colleague(VILLAGE, editor(VILLAGE), "1.1"));
    let all = asked.region.held(Holder::Organisation(VILLAGE));
    assert!(matches!(all[..], [Held::Asker(_)]), "{all:?}");
    let over =
        asked.and(coordinator(), hand_over_part(VILLAGE, TOWN)).and(lead(TOWN), accept_handover());
    assert_eq!(over.region.requests_in_order()[0].1.by, lead(TOWN).actor().author());
    given(over).when(coordinator(), end_participation(VILLAGE)).then(|_| {});
}

#[test]
fn a_coordinator_goes_on_for_the_organisation_they_act_for() {
    let asked = region().and(lead(TOWN), ask_partner(SHELTER, "4.1"));
    let (over, by) =
        (asked.and(coordinator(), hand_over_part(SHELTER, POLICE)), other_coordinator());
    given(over).when(by, accept_handover()).then(|region| {
        assert_eq!(region.held(Holder::Organisation(SHELTER)), []);
    });
}

#[test]
fn an_organisation_that_takes_no_part_leaves_nothing_and_takes_nothing() {
    let asked = region().and(lead(TOWN), ask_partner(SHELTER, "4.1"));
    for to in [ELSEWHERE, SHELTER] {
        given(asked.clone())
            .when(coordinator(), hand_over_part(SHELTER, to))
            .refused(Refusal::NoSuccessor);
    }
    given(asked).when(coordinator(), hand_over_part(ELSEWHERE, POLICE)).refused(Refusal::NotHere);
}

#[test]
fn a_sealed_view_is_told_to_nobody_by_what_waits() {
    let given_view = region()
        .and(lead(TOWN), ask_partner(SHELTER, "1.1"))
        .and(editor(SHELTER), choose_view(SHELTER, "1.1", AnswerValue::Yes))
        .and(editor(SHELTER), give_views(SHELTER, &["1.1"]));
    let holder = Holder::Organisation(SHELTER);
    let whole = given_view.region.held(holder);
    for who in [lead(TOWN), lead(SHELTER), coordinator(), editor(POLICE), observer(TOWN)] {
        let seen = snapshot_for(&who.actor().viewer(), &given_view.region);
        assert_eq!(seen.held(holder), whole, "{who:?}");
    }
}

#[test]
fn what_only_one_of_a_side_can_do_waits_for_them_alone() {
    let drafted = region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]));
    let [editor, lead, coordinator] = [editor(TOWN), lead(TOWN), coordinator()].map(as_member);
    let kinds = |of: &Member, others: &[Member]| {
        let only = only_for(&drafted.region, of, others);
        let kinds = only.into_iter().map(|one| match one.task {
            Task::Answers(kind, ..) => kind,
            other => panic!("{other:?}"),
        });
        kinds.collect::<std::collections::BTreeSet<AnswerTask>>()
    };
    assert_eq!(kinds(&editor, &[]), [AnswerTask::FillIn].into());
    assert_eq!(kinds(&editor, &[lead]), [].into(), "the lead can fill in too");
    assert_eq!(kinds(&editor, &[coordinator]), [AnswerTask::FillIn].into());
    assert_eq!(kinds(&lead, &[editor]), [AnswerTask::Confirm].into(), "an editor confirms nothing");
    let regional = only_for(&drafted.region, &coordinator, &[editor, lead]);
    assert!(regional.iter().all(|one| matches!(one.task, Task::Regional(..))));
    assert!(!regional.is_empty());
}

#[test]
fn an_organisation_of_another_kind_that_waits_for_nothing_leaves_as_before() {
    let joined = region().and(coordinator(), admit(ELSEWHERE, OrganisationKind::Riec));
    given(joined).when(coordinator(), end_participation(ELSEWHERE)).then(|_| {});
}
