//! Actions as time goes by: offers that nobody answers, what is late, what waits for whom, and who succeeds whom.

use domain::handover::only_for;
use domain::work::{ActionTask, Task, Waiting, waiting};
use domain::{
    Action, ActionStand, Actor, Event, Held, Holder, Member, OrganisationId, PassedPart, ReadMarks,
    Refusal, Region, Role, WaitsOn, local_day,
};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::handing_over::*;
use crate::given::people::*;
use crate::given::{Given, given};

fn as_member(who: Who) -> Member {
    match who.actor() {
        Actor::Member(member) => member,
        Actor::System | Actor::Guest(_) => panic!("nobody with a place"),
    }
}

/// Somebody else who coordinates, for the police.
fn other_coordinator() -> Who {
    Who::Member(member(8, POLICE, Role::Coordinator, false))
}

/// The village asked the shelter on Monday 9 November 2026; ten working days later it is Monday the 23rd.
fn asked_in_november() -> Given {
    region().on("2026-11-09").and(editor(VILLAGE), ask_action(SHELTER))
}

#[test]
fn an_offer_that_is_silent_for_more_than_ten_working_days_goes_to_the_coordinator_once() {
    let asked = asked_in_november();
    let id = last_action(&asked.region);
    for early in ["2026-11-10", "2026-11-22", "2026-11-23"] {
        let on = asked.clone().on(early);
        assert!(!action(&on.region).is_unanswered(day(early)), "{early}");
        on.when(system(), let_fall_due()).changes_nothing();
    }
    let late = asked.on("2026-11-24");
    assert!(action(&late.region).is_unanswered(day("2026-11-24")));
    let moved = action(&late.region).moved;
    let silent =
        given(late).when(system(), let_fall_due()).happens([Event::OfferWentSilent { action: id }]);
    let found = action(&silent.region);
    assert!(matches!(found.stand, ActionStand::Offered { silent: true, .. }));
    assert_eq!(found.moved, moved, "nobody who takes part moved it");
    assert_eq!(found.log.len(), 3);
    silent.clone().when(system(), let_fall_due()).changes_nothing();
    // Offered anew it has ten days again, and goes once more.
    let anew = silent.and(editor(VILLAGE), retitle("Een vast nummer voor scholen"));
    anew.clone().when(system(), let_fall_due()).changes_nothing();
    anew.days_later(30)
        .when(system(), let_fall_due())
        .happens([Event::OfferWentSilent { action: id }]);
}

#[test]
fn only_offers_go_silent_and_all_that_are_due_at_once() {
    for stand in ["proposed", "countered", "declined", "accepted", "reported done", "dropped"] {
        let before = standing(stand).days_later(300);
        before.when(system(), let_fall_due()).changes_nothing();
    }
    let two = asked_in_november().and(editor(VILLAGE), ask_action(POLICE));
    let three = two.on("2026-11-20").and(editor(VILLAGE), ask_action(TOWN)).on("2026-11-24");
    assert_eq!(three.region.silent_offers(three.now()).len(), 2);
    let then = three.when(system(), let_fall_due());
    assert_eq!(then.verdict().unwrap().len(), 2);
    // Who is asked for another day, and refuses, is offered anew at that moment.
    let refused = asked_in_november()
        .and(editor(SHELTER), counter(LATER, "Dan pas."))
        .on("2026-11-24")
        .and(editor(VILLAGE), refuse_date(LATER, "Dat is te laat."));
    refused.when(system(), let_fall_due()).changes_nothing();
}

#[test]
fn an_action_is_overdue_the_day_after_its_day_until_it_is_said_to_be_done() {
    let after = day("2027-03-02");
    for (stand, overdue) in [
        ("proposed", false),
        ("offered", true),
        ("countered", true),
        ("countered after", true),
        ("declined", false),
        ("accepted", true),
        ("in progress", true),
        ("waiting", true),
        ("reported done", false),
        ("closed", false),
        ("reopened", true),
        ("dropped", false),
    ] {
        let region = standing(stand).region;
        assert_eq!(action(&region).is_overdue(after), overdue, "{stand}");
        assert!(!action(&region).is_overdue(day(DUE)), "{stand} on the day itself");
    }
    let no_day = accepted_action()
        .and(editor(VILLAGE), revise_action(|plan| plan.due = None))
        .and(editor(SHELTER), accept_action());
    assert!(!action(&no_day.region).is_overdue(domain::Day::LAST));
}

#[test]
fn what_was_accepted_is_silent_after_sixty_days_without_movement() {
    for (stand, can_be) in [
        ("offered", false),
        ("countered after", false),
        ("accepted", true),
        ("in progress", true),
        ("waiting", true),
        ("reopened", true),
        ("reported done", false),
        ("closed", false),
    ] {
        let region = standing(stand).region;
        let since = local_day(action(&region).moved);
        assert!(!action(&region).is_silent(since.after(59)), "{stand}");
        assert_eq!(action(&region).is_silent(since.after(60)), can_be, "{stand}");
    }
    let spoken = accepted_action().days_later(60).and(editor(SHELTER), progress("Nog bezig."));
    assert!(!action(&spoken.region).is_silent(local_day(spoken.now())));
}

fn work(region: &Region, who: Who) -> Vec<Waiting> {
    let all = waiting(region, &as_member(who), &ReadMarks::default());
    all.into_iter().filter(|one| matches!(one.task, Task::Action(..))).collect()
}

fn task(region: &Region, who: Who) -> Option<ActionTask> {
    let all = work(region, who);
    assert!(all.len() < 2, "one action asks one thing");
    all.first().map(|one| match one.task {
        Task::Action(task, id) if id == last_action(region) => task,
        ref other => panic!("{other:?}"),
    })
}

#[test]
fn an_action_waits_for_whoever_has_the_next_word() {
    use ActionTask::{Answer, AnswerCounter, CarryOut, LookWhetherDone, ReadReason, Silent};
    for (stand, owner, asker, coordinates) in [
        ("proposed", None, None, None),
        ("offered", Some(Answer), None, None),
        ("silent", Some(Answer), None, Some(Silent)),
        ("countered", None, Some(AnswerCounter), None),
        ("countered after", None, Some(AnswerCounter), None),
        ("declined", None, Some(ReadReason), None),
        ("accepted", Some(CarryOut), None, None),
        ("in progress", Some(CarryOut), None, None),
        ("waiting", Some(CarryOut), None, None),
        ("reported done", None, Some(LookWhetherDone), None),
        ("closed", None, None, None),
        ("reopened", Some(CarryOut), None, None),
        ("dropped", None, None, None),
    ] {
        let region = standing(stand).region;
        for (who, task_of) in [
            (editor(SHELTER), owner),
            (steering_member(SHELTER), owner),
            (editor(VILLAGE), asker),
            (lead(VILLAGE), asker),
            (coordinator(), coordinates),
            (other_coordinator(), coordinates),
            (steering_member(VILLAGE), None),
            (observer(SHELTER), None),
            (editor(POLICE), None),
        ] {
            assert_eq!(task(&region, who), task_of, "{who:?} where it is {stand}");
        }
    }
}

#[test]
fn what_a_coordinator_asked_comes_back_to_their_organisation() {
    let declined = region()
        .and(coordinator(), ask_action(SHELTER))
        .and(editor(SHELTER), decline_action("Niet aan ons."));
    for (who, personal) in [(coordinator(), true), (editor(TOWN), false)] {
        let [one] = &work(&declined.region, who)[..] else { panic!("one action") };
        assert_eq!(one.personal, personal);
        assert_eq!(one.due, None, "the day was for whoever does it");
    }
    assert_eq!(task(&declined.region, other_coordinator()), None);
    // Of the own organisation the coordinator has the answer to give, silent or not.
    let own = region().and(editor(VILLAGE), ask_action(TOWN)).days_later(60);
    let silent = own.and(system(), let_fall_due());
    assert_eq!(task(&silent.region, coordinator()), Some(ActionTask::Answer));
    assert_eq!(task(&silent.region, other_coordinator()), Some(ActionTask::Silent));
}

#[test]
fn what_a_colleague_does_waits_for_that_colleague() {
    let of = |given: Given| given.and(lead(SHELTER), assign(Some(person(editor(SHELTER)))));
    let offered = of(offered_action());
    for (who, personal) in [(editor(SHELTER), true), (lead(SHELTER), false)] {
        let [one] = &work(&offered.region, who)[..] else { panic!("one action") };
        assert_eq!((one.personal, one.due), (personal, Some(day(DUE))));
    }
    let accepted = of(accepted_action());
    let [own] = &work(&accepted.region, editor(SHELTER))[..] else { panic!("one action") };
    assert!(own.personal && matches!(own.task, Task::Action(ActionTask::CarryOut, _)));
    assert_eq!(task(&accepted.region, lead(SHELTER)), None);
    let concerned = |who| action(&accepted.region).concerns_member(&as_member(who));
    for (who, is) in [
        (editor(SHELTER), true),
        (observer(SHELTER), true),
        (editor(VILLAGE), true),
        (coordinator(), false),
        (editor(POLICE), false),
    ] {
        assert_eq!(concerned(who), is, "{who:?}");
    }
}

#[test]
fn an_offer_that_nobody_answers_is_for_coordinators_alone() {
    let silent = standing("silent").region;
    let [coordinator, colleague, other] =
        [coordinator(), editor(TOWN), other_coordinator()].map(as_member);
    let only = |others: &[Member]| {
        let all = only_for(&silent, &coordinator, others).into_iter();
        all.filter(|one| matches!(one.task, Task::Action(ActionTask::Silent, _))).count()
    };
    assert_eq!(only(&[]), 1);
    assert_eq!(only(&[colleague]), 1, "an editor of the same organisation does not coordinate");
    assert_eq!(only(&[other]), 0);
}

fn held(region: &Region, who: Who) -> Vec<Held> {
    region.held(Holder::of_member(&as_member(who)))
}

#[test]
fn a_successor_does_what_was_theirs_who_left() {
    let assigned = accepted_action().and(lead(SHELTER), assign(Some(person(editor(SHELTER)))));
    let id = last_action(&assigned.region);
    assert_eq!(held(&assigned.region, editor(SHELTER)), [Held::Action(id)]);
    assert_eq!(held(&assigned.region, lead(SHELTER)), []);
    assert_eq!(held(&assigned.region, editor(VILLAGE)), [], "what was asked is the organisation's");
    let before = assigned.and(editor(SHELTER), hand_over(editor(SHELTER), lead(SHELTER)));
    let after = given(before).when(lead(SHELTER), accept_handover()).then(|region| {
        assert_eq!(action(region).person, Some(person(lead(SHELTER))));
        assert_eq!(action(region).stand, ActionStand::Accepted);
        assert_eq!(held(region, editor(SHELTER)), []);
        assert_eq!(held(region, lead(SHELTER)), [Held::Action(id)]);
    });
    let last = action(&after.region).log.last().unwrap();
    assert!(matches!(last.event, Event::ActionAssigned { .. }));
}

#[test]
fn a_successor_of_another_organisation_leaves_it_to_the_owner() {
    let assigned = region()
        .and(editor(VILLAGE), ask_action(TOWN))
        .and(coordinator(), accept_action())
        .and(coordinator(), assign(Some(person(coordinator()))));
    let before = assigned.and(coordinator(), hand_over(coordinator(), other_coordinator()));
    given(before).when(other_coordinator(), accept_handover()).then(|region| {
        assert_eq!((action(region).owner, action(region).person), (TOWN, None));
        assert_eq!(held(region, coordinator()), []);
    });
}

#[test]
fn who_leaves_is_asked_for_nothing_that_is_over_or_was_never_theirs() {
    let holder = |of| Holder::Organisation(of);
    for (stand, does, asked) in [
        ("proposed", false, true),
        ("offered", true, true),
        ("silent", true, true),
        ("countered", true, true),
        ("countered after", true, true),
        ("declined", false, true),
        ("accepted", true, true),
        ("waiting", true, true),
        ("reported done", true, true),
        ("reopened", true, true),
        ("closed", false, false),
        ("dropped", false, false),
    ] {
        let before = standing(stand);
        let id = last_action(&before.region);
        let waits = |of| before.region.held(holder(of));
        assert_eq!(waits(SHELTER), Vec::from_iter(does.then_some(Held::Action(id))), "{stand}");
        let asks = Vec::from_iter(asked.then_some(Held::ActionAsker(id)));
        assert_eq!(waits(VILLAGE), asks, "{stand}");
        let leaves = before.when(coordinator(), end_participation(SHELTER));
        let refused = Refusal::WorkWaits { count: 1 };
        assert_eq!(leaves.verdict().err(), does.then_some(&refused), "{stand}");
    }
}

/// What becomes of an action when this organisation is succeeded by that one.
fn succeeded(before: Given, of: OrganisationId, to: OrganisationId) -> Action {
    let after = before.and(coordinator(), hand_over_part(of, to)).and(lead(to), accept_handover());
    assert_eq!(after.region.held(Holder::Organisation(of)), []);
    let ended = after.clone().and(coordinator(), end_participation(of));
    assert_eq!(action(&ended.region), action(&after.region));
    action(&ended.region).clone()
}

#[test]
fn another_organisation_goes_on_as_owner_or_as_asker() {
    let assigned = |given: Given| given.and(lead(SHELTER), assign(Some(person(lead(SHELTER)))));
    let helped = revise_action(|plan| plan.contributors = [POLICE].into());
    let before = assigned(
        offered_action().and(editor(VILLAGE), helped).and(editor(SHELTER), accept_action()),
    );
    let owner = succeeded(before, SHELTER, POLICE);
    assert_eq!((owner.owner, owner.person), (POLICE, None), "they say themselves who does it");
    assert_eq!(owner.by, editor(VILLAGE).actor().author());
    assert_eq!(owner.stand, ActionStand::Accepted, "who accepts what waits accepts it");
    assert_eq!(owner.plan.contributors, [].into(), "nobody helps themselves");

    let asker = succeeded(assigned(accepted_action()), VILLAGE, TOWN);
    assert_eq!(asker.by, lead(TOWN).actor().author());
    assert_eq!((asker.owner, asker.person), (SHELTER, Some(person(lead(SHELTER)))));
    let last = &asker.log.last().unwrap().event;
    assert!(matches!(last, Event::ActionPassedOn { part: PassedPart::Asker, .. }));

    // One's own, both at once.
    let own = region().and(editor(VILLAGE), ask_action(VILLAGE));
    let both = succeeded(own, VILLAGE, TOWN);
    assert_eq!((both.owner, both.by), (TOWN, lead(TOWN).actor().author()));
    // From then on it is theirs alone.
    let passed = accepted_action()
        .and(coordinator(), hand_over_part(SHELTER, POLICE))
        .and(lead(POLICE), accept_handover());
    assert!(passed.clone().when(editor(SHELTER), report_done("")).verdict().is_err());
    given(passed).when(editor(POLICE), report_done("")).then(|_| ());
}

#[test]
fn what_one_accepts_to_go_on_with_is_what_one_saw_of_actions_too() {
    let before = offered_action().and(coordinator(), hand_over_part(SHELTER, POLICE));
    let seen = as_seen_in(&before, accept_handover());
    let more = before.and(editor(TOWN), ask_action(SHELTER));
    given(more).when(lead(POLICE), seen).refused(Refusal::HandoverChanged);
}

#[test]
fn what_waits_on_an_organisation_that_left_waits_until_its_owner_says_otherwise() {
    let waits = accepted_action().and(editor(SHELTER), wait_on(WaitsOn::Organisation(POLICE), ""));
    let left = waits.and(coordinator(), end_participation(POLICE));
    assert!(matches!(action(&left.region).stand, ActionStand::WaitingOn { .. }));
    given(left).when(editor(SHELTER), progress("Wij doen het zonder.")).then(|_| ());
}

#[test]
fn the_days_of_the_steering_group_are_known_from_today_on() {
    let today = || region().on("2026-11-23");
    given(today())
        .when(coordinator(), add_date("2026-11-22"))
        .refused(Refusal::DayIsOver { day: day("2026-11-22") });
    let dated = today()
        .and(coordinator(), add_date("2026-12-10"))
        .and(system(), add_date("2026-11-23"))
        .and(coordinator(), add_date("2027-03-11"));
    dated.clone().when(coordinator(), add_date("2026-12-10")).changes_nothing();
    let next = |region: &Region, from| region.next_steering_date(day(from));
    assert_eq!(next(&dated.region, "2026-11-23"), Some(day("2026-11-23")));
    assert_eq!(next(&dated.region, "2026-11-24"), Some(day("2026-12-10")));
    assert_eq!(next(&dated.region, "2027-03-12"), None);
    given(dated.clone())
        .when(coordinator(), remove_date("2026-12-10"))
        .then(|region| assert_eq!(next(region, "2026-11-24"), Some(day("2027-03-11"))))
        .when(coordinator(), remove_date("2026-12-10"))
        .changes_nothing();
    // A day that was is part of the past: it stays, and is not said anew.
    let later = dated.on("2026-12-11");
    later
        .clone()
        .when(coordinator(), remove_date("2026-12-10"))
        .refused(Refusal::DayIsOver { day: day("2026-12-10") });
    later.when(coordinator(), add_date("2026-12-10")).changes_nothing();
    let unknown = crate::given::nothing();
    given(unknown).when(system(), add_date("2026-12-10")).refused(Refusal::NotHere);
}

#[test]
fn a_hundred_days_of_the_steering_group_lie_ahead_and_no_more() {
    let mut dated = region().on("2026-11-23");
    let mut next = day("2026-12-01");
    for _ in 0..100 {
        dated = dated.and(coordinator(), add_date(&next.to_string()));
        next = next.after(7);
    }
    let one_more = || add_date("2030-01-01");
    given(dated.clone())
        .when(coordinator(), one_more())
        .refused(Refusal::TooManySteeringDates { max: 100 });
    given(dated.on("2026-12-02")).when(coordinator(), one_more()).then(|_| ());
}
