//! Asking for actions: what a plan says, whom it is offered to, and that what is changed is offered anew.

use std::collections::BTreeSet;

use domain::decide::{ACTIONS_MAX, DONE_WHEN_CHARS_MAX, REASON_CHARS_MAX, TITLE_CHARS_MAX};
use domain::refusal::WhoMay;
use domain::{
    ActionStand, Cause, Event, OrganisationId, OrganisationKind, Plan, Priority, Refusal, Region,
    SuggestionId, TypedPlan, TypedText,
};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, stored_name};

fn kinds(events: &[Event]) -> Vec<String> {
    events.iter().map(stored_name).collect()
}

fn make(owner: OrganisationId, plan: TypedPlan) -> Asking {
    make_actions([owner], plan, None, true)
}

fn about(cause: Cause) -> Asking {
    make_actions([SHELTER], plan(TITLE), Some(cause), false)
}

fn titled(title: impl Into<String>) -> TypedPlan {
    Plan { title: TypedText::new(title), ..plan(TITLE) }
}

#[test]
fn an_action_is_thought_of_and_then_offered() {
    let thought =
        given(region()).when(editor(VILLAGE), think_of_action([SHELTER])).then(|region| {
            let made = action(region);
            assert_eq!(made.stand, ActionStand::Proposed);
            assert_eq!((made.owner, made.by), (SHELTER, editor(VILLAGE).actor().author()));
            assert_eq!((made.group, made.person, &made.cause), (None, None, &None));
            assert_eq!(made.plan.title.as_str(), TITLE);
            assert_eq!(made.plan.concerns, [VILLAGE].into());
        });
    let now = thought.now();
    given(thought)
        .when(editor(VILLAGE), offer_action())
        .then(|region| {
            assert_eq!(action(region).stand, ActionStand::Offered { since: now, silent: false });
        })
        .when(editor(VILLAGE), offer_action())
        .changes_nothing();
}

#[test]
fn whoever_asks_their_own_organisation_has_accepted_it_by_that() {
    let own = ["action_made", "action_offered", "action_accepted"];
    for (who, owner, offered) in [
        (editor(VILLAGE), VILLAGE, &own[..]),
        (coordinator(), TOWN, &own[..]),
        (editor(VILLAGE), SHELTER, &own[..2]),
        (coordinator(), SHELTER, &own[..2]),
    ] {
        let then = region().when(who, ask_action(owner));
        assert_eq!(kinds(then.verdict().unwrap()), offered, "{who:?} asks {owner}");
        // What is only thought of is not accepted either, until it is offered.
        let thought = region().and(who, think_of_action([owner]));
        assert_eq!(action(&thought.region).stand, ActionStand::Proposed);
        let then = thought.when(who, offer_action());
        assert_eq!(kinds(then.verdict().unwrap()), offered[1..]);
    }
    // A coordinator offers what somebody else thought of: not for that organisation.
    given(region().and(editor(VILLAGE), think_of_action([VILLAGE])))
        .when(coordinator(), offer_action())
        .then(|region| {
            assert!(matches!(action(region).stand, ActionStand::Offered { .. }));
        });
}

#[test]
fn several_owners_have_one_action_each_in_a_group() {
    let owners = [VILLAGE, SHELTER, POLICE];
    let before = given(region()).when(editor(VILLAGE), ask_actions(owners)).then(|region| {
        let all = region.actions_in_order();
        let of: BTreeSet<OrganisationId> = all.iter().map(|(_, one)| one.owner).collect();
        assert_eq!((of, all.len()), (owners.into(), 3));
        let group = action(region).group.unwrap();
        assert_eq!(region.actions_of(group).len(), 3);
        for (_, one) in all {
            let accepted = one.stand == ActionStand::Accepted;
            assert_eq!(accepted, one.owner == VILLAGE, "the own one is accepted");
            assert_eq!(one.plan.title.as_str(), TITLE);
        }
    });
    // Each answers for itself, and a second group is another one.
    let first = action(&before.region).group.unwrap();
    let after = before.and(editor(TOWN), ask_actions([TOWN, POLICE]));
    assert_eq!(after.region.actions_of(first).len(), 3);
    assert_ne!(action(&after.region).group, Some(first));
    let declined = after.and(editor(POLICE), decline_action("Niet aan ons."));
    let stands: BTreeSet<String> =
        declined.region.actions.values().map(|one| stored_name(&one.stand)).collect();
    assert_eq!(stands, ["accepted", "declined", "offered"].map(str::to_owned).into());
}

#[test]
fn one_owner_is_no_group_and_no_owner_is_refused() {
    assert_eq!(action(&offered_action().region).group, None);
    given(region()).when(coordinator(), ask_actions([])).refused(Refusal::OwnerMissing);
    given(region()).when(coordinator(), ask_action(ELSEWHERE)).refused(Refusal::NotHere);
    given(region())
        .when(coordinator(), ask_actions([SHELTER, ELSEWHERE]))
        .refused(Refusal::NotHere);
}

#[test]
fn only_who_writes_or_coordinates_makes_an_action() {
    let who = WhoMay::EditorOrCoordinator;
    for other in [steering_member(VILLAGE), observer(VILLAGE), system()] {
        given(region()).when(other, ask_action(SHELTER)).refused(Refusal::NotAllowed { who });
    }
}

#[test]
fn several_are_offered_together_or_none() {
    let thought = region().and(editor(VILLAGE), think_of_action([SHELTER, POLICE, VILLAGE]));
    given(thought.clone()).when(editor(VILLAGE), offer_all()).then(|region| {
        assert!(region.actions.values().all(|one| one.stand != ActionStand::Proposed));
    });
    let nothing: Asking = Box::new(|_| domain::Command::OfferActions { actions: vec![] });
    given(thought.clone()).when(editor(VILLAGE), nothing).refused(Refusal::NoActionChosen);
    // One that stands elsewhere by now, or that somebody else asked for, stops all of them.
    let one_dropped = thought.clone().and(editor(VILLAGE), drop_action("Niet nodig."));
    given(one_dropped).when(editor(VILLAGE), offer_all()).refused(Refusal::NotAsItStands);
    let who = WhoMay::AskerOrCoordinator(TOWN);
    given(thought.clone().and(editor(TOWN), think_of_action([SHELTER])))
        .when(editor(VILLAGE), offer_all())
        .refused(Refusal::NotAllowed { who });
    // What was offered already is left as it is, and named twice it is offered once.
    let last = last_action(&thought.region);
    let half = thought.and(editor(VILLAGE), offer_action());
    let since = half.region.actions[&last].stand.clone();
    let twice: Asking = Box::new(|region| {
        let all = region.actions_in_order().into_iter();
        let seen: Vec<_> = all.map(|(id, _)| seen_action(region, id)).collect();
        domain::Command::OfferActions { actions: [seen.clone(), seen].concat() }
    });
    let then = half.when(editor(VILLAGE), twice);
    let kinds = kinds(then.verdict().unwrap());
    assert_eq!(kinds.iter().filter(|kind| *kind == "action_offered").count(), 2);
    then.then(|region| assert_eq!(region.actions[&last].stand, since));
}

#[test]
fn what_is_changed_is_offered_anew() {
    let retitled = || retitle("Een vast nummer voor scholen");
    for stand in ["offered", "silent", "countered", "countered after", "declined", "accepted"]
        .into_iter()
        .chain(["in progress", "waiting", "reopened"])
    {
        let before = standing(stand);
        let now = before.now();
        let then = before.when(editor(VILLAGE), retitled());
        assert_eq!(kinds(then.verdict().unwrap()), ["action_revised", "action_offered"], "{stand}");
        then.then(|region| {
            assert_eq!(action(region).stand, ActionStand::Offered { since: now, silent: false });
            assert_eq!(action(region).plan.title.as_str(), "Een vast nummer voor scholen");
        });
    }
    // What nobody was asked yet is not offered by it.
    let then = standing("proposed").when(editor(VILLAGE), retitled());
    assert_eq!(kinds(then.verdict().unwrap()), ["action_revised"]);
    // The coordinator changes what is asked of the own organisation, and has accepted it by that.
    let asked = region().and(editor(VILLAGE), ask_action(TOWN));
    let then = asked.clone().when(coordinator(), retitled());
    assert_eq!(
        kinds(then.verdict().unwrap()),
        ["action_revised", "action_offered", "action_accepted"]
    );
    let then = asked.when(editor(VILLAGE), retitled());
    assert_eq!(kinds(then.verdict().unwrap()), ["action_revised", "action_offered"]);
    // Nothing changed: nothing is offered.
    given(accepted_action()).when(editor(VILLAGE), retitle(TITLE)).changes_nothing();
}

#[test]
fn a_plan_has_a_title_of_one_line_that_fits_a_row() {
    let long = "é".repeat(TITLE_CHARS_MAX + 1);
    let too_long = |max, chars| Refusal::TextTooLong { max, chars };
    for blank in ["", " ", "\n\t"] {
        given(region())
            .when(editor(VILLAGE), make(SHELTER, titled(blank)))
            .refused(Refusal::TitleMissing);
        given(offered_action())
            .when(editor(VILLAGE), retitle(blank))
            .refused(Refusal::TitleMissing);
    }
    assert_eq!(TITLE_CHARS_MAX, 140);
    given(region())
        .when(editor(VILLAGE), make(SHELTER, titled(long.as_str())))
        .refused(too_long(TITLE_CHARS_MAX, TITLE_CHARS_MAX + 1));
    given(offered_action())
        .when(editor(VILLAGE), retitle(&long))
        .refused(too_long(TITLE_CHARS_MAX, TITLE_CHARS_MAX + 1));
    given(region())
        .when(editor(VILLAGE), make(SHELTER, titled("é".repeat(TITLE_CHARS_MAX))))
        .then(|_| ());
    given(region())
        .when(editor(VILLAGE), make(SHELTER, titled(" Een vast\n aanspreekpunt ")))
        .then(|region| assert_eq!(action(region).plan.title.as_str(), "Een vast aanspreekpunt"));
    let why = Plan { why: TypedText::new("é".repeat(REASON_CHARS_MAX + 1)), ..plan(TITLE) };
    given(region())
        .when(editor(VILLAGE), make(SHELTER, why))
        .refused(too_long(REASON_CHARS_MAX, REASON_CHARS_MAX + 1));
    let typed = TypedText::new("é".repeat(DONE_WHEN_CHARS_MAX + 1));
    given(region())
        .when(editor(VILLAGE), make(SHELTER, Plan { done_when: typed, ..plan(TITLE) }))
        .refused(too_long(DONE_WHEN_CHARS_MAX, DONE_WHEN_CHARS_MAX + 1));
}

#[test]
fn a_plan_says_no_more_than_its_title_where_nobody_says_more() {
    let empty = || TypedText::new("");
    let bare = Plan {
        title: TypedText::new(TITLE),
        why: empty(),
        done_when: empty(),
        contributors: [].into(),
        concerns: [].into(),
        due: None,
        priority: Priority::Low,
    };
    given(region()).when(editor(VILLAGE), make(SHELTER, bare)).then(|region| {
        let plan = &action(region).plan;
        assert!(plan.why.says_nothing() && plan.done_when.says_nothing());
        assert_eq!((plan.due, plan.priority), (None, Priority::Low));
    });
}

#[test]
fn a_day_that_is_over_is_not_asked_for_nor_asked_for_anew() {
    let due = |text: &str| Plan { due: Some(day(text)), ..plan(TITLE) };
    let over = |text| Refusal::DayIsOver { day: day(text) };
    let today = || region().on("2026-11-23");
    given(today())
        .when(editor(VILLAGE), make(SHELTER, due("2026-11-22")))
        .refused(over("2026-11-22"));
    given(today()).when(editor(VILLAGE), make(SHELTER, due("2026-11-23"))).then(|_| ());
    let later = offered_action().on("2027-03-02");
    given(later.clone())
        .when(editor(VILLAGE), retitle("Een vast nummer voor scholen"))
        .refused(over(DUE));
    // What nobody was asked yet may wait for its day; asking for it takes one that comes.
    let thought_of = region().and(editor(VILLAGE), think_of_action([SHELTER])).on("2027-03-02");
    given(thought_of.clone())
        .when(editor(VILLAGE), retitle("Een vast nummer voor scholen"))
        .then(|region| assert_eq!(action(region).plan.due, Some(day(DUE))));
    given(thought_of).when(editor(VILLAGE), offer_action()).refused(over(DUE));
    given(later.clone())
        .when(editor(VILLAGE), revise_action(|plan| plan.due = Some(day("2027-02-28"))))
        .refused(over("2027-02-28"));
    given(later)
        .when(editor(VILLAGE), revise_action(|plan| plan.due = None))
        .then(|region| assert_eq!(action(region).plan.due, None));
}

#[test]
fn who_helps_takes_part_and_is_another_than_the_owner() {
    let helped = |helpers: &[OrganisationId]| Plan {
        contributors: helpers.iter().copied().collect(),
        ..plan(TITLE)
    };
    given(region())
        .when(editor(VILLAGE), make(SHELTER, helped(&[SHELTER, POLICE])))
        .then(|region| assert_eq!(action(region).plan.contributors, [POLICE].into()));
    given(region())
        .when(editor(VILLAGE), make(SHELTER, helped(&[ELSEWHERE])))
        .refused(Refusal::NotHere);
    let gone = || region().and(system(), end_participation(POLICE));
    let left = Refusal::OrganisationLeft { organisation: POLICE };
    given(gone()).when(editor(VILLAGE), make(SHELTER, helped(&[POLICE]))).refused(left.clone());
    given(gone()).when(editor(VILLAGE), ask_action(POLICE)).refused(left.clone());
    // In a group nobody helps themselves.
    let both = make_actions([SHELTER, POLICE], helped(&[SHELTER, POLICE]), None, true);
    given(region()).when(editor(VILLAGE), both).then(|region| {
        for one in region.actions.values() {
            let other = if one.owner == POLICE { SHELTER } else { POLICE };
            assert_eq!(one.plan.contributors, [other].into());
        }
    });
    // Who helped and is asked to do it helps no longer.
    let asked = region().and(editor(VILLAGE), make(SHELTER, helped(&[POLICE, TOWN])));
    given(asked).when(editor(VILLAGE), move_action(POLICE)).then(|region| {
        assert_eq!(action(region).plan.contributors, [TOWN].into());
    });
    // Who helped and left since stays where they stand, and is not added anew.
    let helps = region().and(editor(VILLAGE), make(SHELTER, helped(&[POLICE])));
    let since = helps.and(system(), end_participation(POLICE));
    given(since.clone())
        .when(editor(VILLAGE), retitle("Een vast nummer voor scholen"))
        .then(|region| assert_eq!(action(region).plan.contributors, [POLICE].into()));
    given(since.clone()).when(editor(VILLAGE), move_action(POLICE)).refused(left.clone());
    let without = since.and(editor(VILLAGE), revise_action(|plan| plan.contributors.clear()));
    given(without)
        .when(editor(VILLAGE), revise_action(|plan| plan.contributors = [POLICE].into()))
        .refused(left);
}

#[test]
fn an_action_is_about_municipalities_of_the_region() {
    let concerns = |whom: OrganisationId| Plan { concerns: [whom].into(), ..plan(TITLE) };
    for other in [SHELTER, ELSEWHERE] {
        given(region())
            .when(editor(VILLAGE), make(SHELTER, concerns(other)))
            .refused(Refusal::NotHere);
    }
    let asked = region().and(editor(TOWN), make(SHELTER, concerns(VILLAGE)));
    let left = asked.and(system(), end_participation(VILLAGE));
    given(left.clone())
        .when(editor(TOWN), retitle("Een vast nummer voor scholen"))
        .then(|region| assert_eq!(action(region).plan.concerns, [VILLAGE].into()));
    given(left).when(editor(TOWN), make(SHELTER, concerns(VILLAGE))).refused(Refusal::NotHere);
}

#[test]
fn an_owner_that_left_is_not_asked_any_more() {
    let left = Refusal::OrganisationLeft { organisation: SHELTER };
    let thought = standing("proposed").and(system(), end_participation(SHELTER));
    given(thought.clone()).when(editor(VILLAGE), offer_action()).refused(left.clone());
    given(thought.clone()).when(editor(VILLAGE), retitle("Een ander nummer")).refused(left);
    given(thought).when(editor(VILLAGE), move_action(POLICE)).then(|region| {
        assert_eq!(action(region).owner, POLICE);
    });
    let offered = offered_action().and(system(), end_participation(SHELTER));
    given(offered).when(editor(VILLAGE), drop_action("Er is niemand meer.")).then(|_| ());
}

#[test]
fn what_an_action_comes_from_is_there_for_everyone_to_read() {
    let question = |text: &str| -> domain::QuestionId { text.parse().unwrap() };
    let suggestion = |text: &str| Cause::Suggestion(SuggestionId(text.to_owned()));
    let talked = region()
        .and(editor(TOWN), start_thread(topic("1.1"), "Wie weet dit?"))
        .and(editor(TOWN), ask_partner(POLICE, "4.1"));
    let thread = last_thread(&talked.region);
    let request = last_request(&talked.region);
    let is_there = |cause: Cause| {
        given(talked.clone()).when(editor(VILLAGE), about(cause.clone())).then(|region| {
            assert_eq!(action(region).cause, Some(cause.clone()));
        });
    };
    let is_not = |given: &Given, cause| {
        given.clone().when(editor(VILLAGE), about(cause)).refused(Refusal::NotHere);
    };
    is_there(Cause::Question(question("4.2")));
    is_there(suggestion("S4.2"));
    is_there(Cause::Thread { thread, question: question("1.1") });
    is_there(Cause::Request { request, question: question("4.1") });
    is_not(&talked, Cause::Question(question("2.1")));
    is_not(&talked, Cause::Thread { thread, question: question("4.1") });
    is_not(&talked, Cause::Request { request, question: question("1.1") });
    for wrong in ["4.2", "S4", "S", "S4.R1", "T4.2", ""] {
        is_not(&talked, suggestion(wrong));
    }
    // What not everyone reads is nothing to come from, for its own readers neither.
    let noted = region()
        .and(editor(VILLAGE), start_thread(note_of(VILLAGE, "1.1"), "Intern."))
        .and(lead(VILLAGE), ask_colleague(VILLAGE, editor(VILLAGE), "4.1"));
    is_not(&noted, Cause::Thread { thread: last_thread(&noted.region), question: question("1.1") });
    is_not(
        &noted,
        Cause::Request { request: last_request(&noted.region), question: question("4.1") },
    );
    let checks = [suggestion("S4.2"), Cause::Question(question("1.1"))].map(|it| it.check());
    assert_eq!(checks, [Some(domain::CheckId(4)), Some(domain::CheckId(1))]);
}

#[test]
fn a_region_has_so_many_actions_and_no_more() {
    let mut full = offered_action();
    let one = action(&full.region).clone();
    let fill = |region: &mut Region, count: usize| {
        for number in region.actions.len()..count {
            let id = u128::try_from(number).unwrap() + 1_000_000;
            region.actions.insert(domain::ActionId(uuid::Uuid::from_u128(id)), one.clone().into());
        }
    };
    fill(&mut full.region, ACTIONS_MAX - 2);
    full.clone().when(editor(VILLAGE), think_of_action([SHELTER, POLICE])).then(|_| ());
    full.when(editor(VILLAGE), think_of_action([SHELTER, POLICE, TOWN]))
        .refused(Refusal::TooManyActions { max: ACTIONS_MAX });
}

#[test]
fn actions_are_asked_for_outside_a_round_too() {
    given(joined()).when(editor(VILLAGE), ask_action(SHELTER)).then(|_| ());
    given(over(offered_action())).when(editor(SHELTER), accept_action()).then(|_| ());
    let next = over(offered_action()).and(coordinator(), open_round("2027"));
    assert_eq!(next.region.actions.len(), 1, "a new round leaves them as they are");
    let more = region().and(coordinator(), admit(ELSEWHERE, OrganisationKind::Other));
    given(more).when(editor(VILLAGE), ask_action(ELSEWHERE)).then(|_| ());
}
