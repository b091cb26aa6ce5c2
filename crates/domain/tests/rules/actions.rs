//! Actions: the owner answers for itself, whoever asked looks after it, step by step.

use std::collections::BTreeSet;

use domain::refusal::WhoMay;
use domain::view::snapshot_for;
use domain::{ActionId, ActionStand, Command, Refusal, Step, Step as S, Texts, WaitsOn, evolve};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{given, name_of, passed, stored_name};

/// Which steps can be taken where an action stands, written by hand.
const STEPS: [(&str, &[Step]); 13] = [
    ("proposed", &[S::Offer, S::Revise, S::Drop]),
    (
        "offered",
        &[S::Accept, S::CounterPropose, S::Decline, S::Assign, S::Remind, S::Revise, S::Drop],
    ),
    (
        "silent",
        &[S::Accept, S::CounterPropose, S::Decline, S::Assign, S::Remind, S::Revise, S::Drop],
    ),
    (
        "countered",
        &[
            S::Accept,
            S::CounterPropose,
            S::Decline,
            S::Assign,
            S::AnswerCounter,
            S::Revise,
            S::Drop,
        ],
    ),
    (
        "countered after",
        &[
            S::Accept,
            S::CounterPropose,
            S::Decline,
            S::Assign,
            S::AnswerCounter,
            S::Revise,
            S::Drop,
        ],
    ),
    ("declined", &[S::Offer, S::Revise, S::Drop]),
    ("accepted", &GOES_ON),
    ("in progress", &GOES_ON),
    ("waiting", &GOES_ON),
    ("reported done", &[S::Assign, S::Close, S::Reopen, S::Drop]),
    ("closed", &[S::Reopen]),
    ("reopened", &GOES_ON),
    ("dropped", &[]),
];

/// What can be done with what its owner accepted.
const GOES_ON: [Step; 10] = [
    S::CounterPropose,
    S::Decline,
    S::Progress,
    S::ReportDone,
    S::Wait,
    S::Assign,
    S::Revise,
    S::Drop,
    S::Remind,
    S::Pause,
];

/// Who may take a step: an editor of the owner or of whoever asked.
fn taker(step: Step) -> Who {
    match step {
        S::Accept
        | S::Decline
        | S::CounterPropose
        | S::Assign
        | S::Progress
        | S::Wait
        | S::ReportDone => editor(SHELTER),
        S::Revise
        | S::Offer
        | S::AnswerCounter
        | S::Close
        | S::Reopen
        | S::Drop
        | S::Remind
        | S::Pause => editor(VILLAGE),
    }
}

/// The commands of a step; an answer to another day has two.
fn asking(step: Step) -> Vec<Asking> {
    vec![match step {
        S::Accept => accept_action(),
        S::Decline => decline_action("Wij hebben er niemand voor."),
        S::CounterPropose => counter("2028-01-01", "Eerder lukt het niet."),
        S::Assign => assign(Some(person(lead(SHELTER)))),
        S::Progress => progress("Nog drie scholen te gaan."),
        S::Wait => wait_on(WaitsOn::Organisation(POLICE), ""),
        S::ReportDone => report_done(""),
        S::Revise => retitle("Een vast nummer voor scholen"),
        S::Offer => offer_action(),
        S::AnswerCounter => return vec![agree_to(LATER), refuse_date(LATER, "Dat is te laat.")],
        S::Close => close_action(),
        S::Reopen => reopen_action("Twee scholen missen nog."),
        S::Drop => drop_action("De scholen doen het zelf."),
        S::Remind => remind(),
        S::Pause => pause(Some("1970-06-01")),
    }]
}

/// What is as asked already is neither done again nor refused.
fn is_so_already(step: Step, stand: &str) -> bool {
    matches!(
        (step, stand),
        (S::Accept, "accepted")
            | (S::Offer, "offered" | "silent" | "accepted")
            | (S::Close, "closed")
    )
}

#[test]
fn every_step_can_be_taken_where_the_table_says_and_nowhere_else() {
    let stands: BTreeSet<String> =
        STEPS.iter().map(|(name, _)| stored_name(&action(&standing(name).region).stand)).collect();
    assert_eq!(stands, crate::given::names_of::<ActionStand>(), "every stand is tried");
    for (name, fits) in STEPS {
        let before = standing(name);
        for step in Step::ALL {
            let place = format!("{step:?} where it is {name}");
            let can = fits.contains(&step);
            assert_eq!(step.fits(&action(&before.region).stand), can, "{place}");
            for asking in asking(step) {
                // Whoever did something today is not reminded today.
                let days = i64::from(step == S::Remind);
                let then = before.clone().days_later(days).when(taker(step), asking);
                match then.verdict() {
                    Ok(events) if can => assert!(!events.is_empty(), "{place}"),
                    Ok(events) => {
                        assert!(events.is_empty() && is_so_already(step, name), "{place}");
                    }
                    Err(Refusal::NotAsItStands) => assert!(!can, "{place}"),
                    Err(refusal) => panic!("{place}: {refusal:?}"),
                }
            }
        }
    }
}

#[test]
fn a_page_offers_everybody_exactly_what_is_accepted_of_them() {
    let people = [
        system(),
        coordinator(),
        editor(TOWN),
        editor(VILLAGE),
        steering_member(VILLAGE),
        observer(VILLAGE),
        editor(SHELTER),
        steering_member(SHELTER),
        observer(SHELTER),
        editor(POLICE),
    ];
    let mut offered = 0;
    for (name, _) in STEPS {
        let before = standing(name);
        for who in people {
            let steps = action(&before.region).steps(&who.actor());
            offered += steps.len();
            for step in Step::ALL {
                let does = asking(step).into_iter().all(|asking| {
                    // Whoever did something today is not reminded today.
                    let days = i64::from(step == S::Remind);
                    let then = before.clone().days_later(days).when(who, asking);
                    then.verdict().is_ok_and(|events| !events.is_empty())
                });
                assert_eq!(steps.contains(&step), does, "{step:?} by {who:?} where it is {name}");
            }
        }
    }
    // Two of the owner have its steps, the coordinator and one of whoever asked have theirs.
    let all = STEPS.iter().flat_map(|(_, fits)| *fits).count();
    assert_eq!(offered, 2 * all);
}

#[test]
fn the_owner_accepts_and_says_how_it_goes_until_whoever_asked_closes_it() {
    given(offered_action())
        .when(editor(SHELTER), accept_action())
        .then(|region| assert_eq!(action(region).stand, ActionStand::Accepted))
        .when(editor(SHELTER), progress("De helft is gebeld."))
        .then(|region| assert_eq!(action(region).stand, ActionStand::InProgress))
        .when(lead(SHELTER), progress("Nog drie te gaan."))
        .then(|region| assert_eq!(action(region).stand, ActionStand::InProgress))
        .when(steering_member(SHELTER), report_done(""))
        .then(|region| {
            let note = domain::GuardedText::default();
            assert_eq!(action(region).stand, ActionStand::ReportedDone { note });
        })
        .when(editor(VILLAGE), close_action())
        .then(|region| {
            assert_eq!(action(region).stand, ActionStand::Closed);
            let kinds: Vec<String> =
                action(region).log.iter().map(|entry| stored_name(&entry.event)).collect();
            assert_eq!(
                kinds,
                [
                    "action_made",
                    "action_offered",
                    "action_accepted",
                    "action_progressed",
                    "action_progressed",
                    "action_reported_done",
                    "action_closed",
                ]
            );
        });
}

#[test]
fn what_moves_an_action_says_when_it_moved_last() {
    let accepted = accepted_action().days_later(3);
    let now = accepted.now();
    given(accepted).when(editor(SHELTER), progress("Begonnen.")).then(|region| {
        assert_eq!(action(region).moved, now);
    });
}

#[test]
fn everyone_in_the_region_sees_an_action_with_all_that_was_said_about_it() {
    let region = standing("reopened").region;
    for who in [observer(TOWN), editor(POLICE), coordinator(), steering_member(VILLAGE), system()] {
        let seen = snapshot_for(&who.actor().viewer(), &region);
        assert_eq!(seen.actions, region.actions, "{who:?}");
    }
}

#[test]
fn a_page_holds_the_actions_that_it_shows_and_what_is_made_after_it_was_taken() {
    let village = editor(VILLAGE);
    let four = (0..4).fold(region(), |before, _| before.and(village, ask_action(SHELTER)));
    let ids: Vec<ActionId> = four.region.actions_in_order().iter().map(|(id, _)| *id).collect();
    let texts = Texts::own(&village.actor().viewer()).and_action(ids[0]).and_listed([ids[1]]);
    let mut page = four.region.clone().with_texts(four.region.taken_now(texts));
    let of = |page: &domain::Region| -> Vec<(ActionId, usize)> {
        page.actions_in_order().iter().map(|(id, one)| (*id, one.log.len())).collect()
    };
    assert_eq!(of(&page), [(ids[0], 2), (ids[1], 0)], "whole, as it stands, and not at all");
    let more = four.clone().and(village, ask_action(POLICE)).and(editor(POLICE), accept_action());
    let drops = |id: ActionId| -> Asking {
        let reason = domain::TypedText::new("Niet meer nodig.");
        Box::new(move |_| Command::DropAction { action: id, reason: reason.clone() })
    };
    let all = ids.iter().fold(more, |before, id| before.and(village, drops(*id)));
    for entry in &all.entries[four.entries.len()..] {
        evolve(&mut page, entry);
    }
    assert_eq!(of(&page), [(ids[0], 3), (ids[1], 0), (last_action(&all.region), 3)]);
    let stand = |id: ActionId| page.actions[&id].stand.clone();
    assert!(matches!(stand(ids[0]), ActionStand::Dropped { .. }));
    assert!(matches!(stand(ids[1]), ActionStand::Dropped { .. }), "it goes on standing right");
    assert_eq!(page, all.region.clone().with_texts(page.texts.clone()));
}

#[test]
fn nobody_answers_for_another_organisation() {
    let owner = || Refusal::NotAllowed { who: WhoMay::Of(SHELTER) };
    for who in [coordinator(), editor(VILLAGE), editor(POLICE), observer(SHELTER), system()] {
        given(offered_action()).when(who, accept_action()).refused(owner());
        given(accepted_action()).when(who, report_done("")).refused(owner());
    }
    let asker = || Refusal::NotAllowed { who: WhoMay::AskerOrCoordinator(VILLAGE) };
    let done = || standing("reported done");
    for who in [editor(SHELTER), editor(POLICE), steering_member(VILLAGE), observer(VILLAGE)] {
        given(done()).when(who, close_action()).refused(asker());
        given(done()).when(who, reopen_action("Nee.")).refused(asker());
        given(done()).when(who, drop_action("Nee.")).refused(asker());
    }
    given(done()).when(coordinator(), close_action()).then(|_| ());
    given(done()).when(lead(VILLAGE), close_action()).then(|_| ());
}

#[test]
fn a_reason_and_a_progress_say_something() {
    let blank = || " \n";
    for (stand, step) in [
        ("offered", decline_action(blank())),
        ("offered", counter(LATER, blank())),
        ("countered", refuse_date(LATER, blank())),
        ("accepted", progress(blank())),
        ("reported done", reopen_action(blank())),
        ("offered", drop_action(blank())),
    ] {
        let before = standing(stand);
        let command = step(&before.region);
        let owner = matches!(
            command,
            Command::DeclineAction { .. }
                | Command::CounterProposeDate { .. }
                | Command::ReportProgress { .. }
        );
        let who = if owner { editor(SHELTER) } else { editor(VILLAGE) };
        given(before).when(who, step).refused(Refusal::NoteMissing);
    }
    // What there is to say about what it waits on, or about that it is done, may be nothing.
    given(accepted_action())
        .when(editor(SHELTER), wait_on(WaitsOn::Organisation(POLICE), ""))
        .then(|_| ());
    given(accepted_action()).when(editor(SHELTER), report_done("")).then(|_| ());
}

#[test]
fn an_action_that_is_not_there_is_not_there() {
    let all = Step::ALL.into_iter().filter(|step| *step != S::Revise);
    for asking in all.flat_map(asking) {
        for who in [coordinator(), editor(SHELTER), system()] {
            given(region()).when(who, as_made(&asking)).refused(Refusal::NotHere);
        }
    }
    let nowhere: Asking = Box::new(|region| Command::ReviseAction {
        seen: seen_action(region, ActionId::default()),
        owner: SHELTER,
        plan: Box::new(plan(TITLE)),
    });
    given(region()).when(coordinator(), nowhere).refused(Refusal::NotHere);
}

/// Asks what this asks.
fn as_made(asking: &Asking) -> Asking {
    let command = asking(&region().region);
    Box::new(move |_| command.clone())
}

#[test]
fn nobody_accepts_or_changes_what_they_did_not_see() {
    let before = offered_action();
    let accepts = as_seen_in(&before, accept_action());
    let revises = as_seen_in(&before, retitle("Een ander nummer"));
    let changed = before.and(coordinator(), retitle("Een vast nummer voor scholen"));
    let id = last_action(&changed.region);
    let refusal = || Refusal::ActionChanged { action: id };
    given(changed.clone()).when(editor(SHELTER), accepts).refused(refusal());
    given(changed.clone()).when(editor(VILLAGE), revises).refused(refusal());
    given(changed).when(editor(SHELTER), accept_action()).then(|_| ());

    let thought = standing("proposed");
    let offers = as_seen_in(&thought, offer_action());
    let revised = thought.and(editor(VILLAGE), retitle("Een vast nummer voor scholen"));
    let action = last_action(&revised.region);
    given(revised).when(editor(VILLAGE), offers).refused(Refusal::ActionChanged { action });
    // Another owner is another question.
    let before = standing("declined");
    let offers = as_seen_in(&before, offer_action());
    let moved = before
        .and(editor(VILLAGE), move_action(POLICE))
        .and(editor(POLICE), decline_action("Ook niet aan ons."));
    let action = last_action(&moved.region);
    given(moved).when(editor(VILLAGE), offers).refused(Refusal::ActionChanged { action });
}

#[test]
fn an_action_that_is_reopened_goes_on_and_can_be_done_again() {
    given(standing("closed"))
        .when(coordinator(), reopen_action("Twee scholen missen nog."))
        .then(|region| {
            let reason = passed("Twee scholen missen nog.");
            assert_eq!(action(region).stand, ActionStand::Reopened { reason });
        })
        .when(editor(SHELTER), report_done("Nu echt."))
        .then(|_| ())
        .when(editor(VILLAGE), close_action())
        .then(|region| assert_eq!(action(region).stand, ActionStand::Closed))
        .when(editor(VILLAGE), close_action())
        .changes_nothing();
}

#[test]
fn an_action_is_named_by_its_plan_and_its_owner() {
    let before = offered_action().region;
    let name = |region: &domain::Region| action(region).fingerprint();
    for same in ["silent", "accepted", "waiting", "closed"] {
        assert_eq!(name(&standing(same).region), name(&before), "{same}");
    }
    let asker = editor(VILLAGE);
    let moved = offered_action().and(asker, move_action(POLICE)).region;
    let sooner = revise_action(|plan| plan.due = None);
    let sooner = offered_action().and(asker, sooner).region;
    let agreed = standing("countered").and(asker, agree_to(LATER)).region;
    let all: BTreeSet<String> =
        [&before, &moved, &sooner, &agreed].map(|region| name(region).to_string()).into();
    assert_eq!(all.len(), 4);
    assert!(!all.contains(&name_of(TITLE).to_string()));
}
