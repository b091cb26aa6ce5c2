//! Reminders of actions: counted back from the steering group, one rung after the other, each once.

use domain::{
    Actor, Event, NextReminder, ReadMarks, Refusal, Region, Role, Rung, WaitsOn, refusal::WhoMay,
};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given};

/// What is said of the last action from one day to another: every day the installation lets happen what is due, twice.
fn said(mut given: Given, from: &str, to: &str) -> (Given, Vec<(String, Rung, Option<String>)>) {
    let (mut today, last) = (day(from), day(to));
    let mut all = vec![];
    while today <= last {
        given = given.on(&today.to_string());
        let next = given.region.next_reminder(action(&given.region), today);
        for turn in 0..2 {
            let then = given.when(system(), let_fall_due());
            let events = then.verdict().unwrap().to_vec();
            assert!(turn == 0 || events.is_empty(), "{today}: nothing is said twice");
            let comes = next.filter(|next| turn == 0 && next.on <= today && today.is_worked());
            let said_now = events.iter().find_map(|event| match event {
                Event::ActionReminded { rung, .. } => Some(*rung),
                _ => None,
            });
            assert_eq!(said_now, comes.map(|next| next.rung), "{today}: what was foretold comes");
            assert!(next.is_none_or(|next| next.on.is_worked()), "{today}: on a working day");
            all.extend(events.into_iter().filter_map(|event| match event {
                Event::ActionReminded { rung, meeting, .. } => {
                    Some((today.to_string(), rung, meeting.map(|day| day.to_string())))
                }
                _ => None,
            }));
            given = then.given();
        }
        today = today.after(1);
    }
    (given, all)
}

fn told(all: &[(String, Rung, Option<String>)]) -> Vec<(&str, Rung, Option<&str>)> {
    all.iter().map(|(on, rung, meeting)| (on.as_str(), *rung, meeting.as_deref())).collect()
}

/// The shelter accepted in November 2026 what must be done on Monday 1 March 2027.
fn accepted_in_november() -> Given {
    region()
        .on("2026-11-09")
        .and(editor(VILLAGE), ask_action(SHELTER))
        .and(editor(SHELTER), accept_action())
}

/// Returns whether the steering group is to discuss the last action on a day.
fn is_to_discuss(region: &Region, on: &str) -> bool {
    action(region).is_to_discuss(day(on), &region.steering_dates)
}

fn meets(given: Given, days: &[&str]) -> Given {
    days.iter().fold(given, |given, day| given.and(coordinator(), add_date(day)))
}

#[test]
fn without_a_meeting_the_ladder_is_counted_back_from_ten_working_days_after_the_day() {
    let (after, all) = said(accepted_in_november(), "2026-11-10", "2027-06-30");
    assert_eq!(
        told(&all),
        [
            // Five working days before Monday 1 March.
            ("2027-02-22", Rung::Owner, None),
            // Six, three and one before Monday 15 March.
            ("2027-03-05", Rung::Lead, None),
            ("2027-03-10", Rung::Coordinator, None),
            ("2027-03-12", Rung::Table, None),
        ]
    );
    assert!(is_to_discuss(&after.region, "2027-06-30"), "it was not discussed yet");
    assert_eq!(after.region.next_reminder(action(&after.region), day("2027-06-30")), None);
}

#[test]
fn a_meeting_soon_after_the_day_is_what_is_counted_back_from() {
    let given = meets(accepted_in_november(), &["2026-12-10", "2027-03-04", "2027-06-10"]);
    let (after, all) = said(given, "2026-11-10", "2027-03-04");
    let meeting = Some("2027-03-04");
    assert_eq!(
        told(&all),
        [
            ("2027-02-18", Rung::Owner, meeting),
            ("2027-02-24", Rung::Lead, meeting),
            ("2027-03-01", Rung::Coordinator, meeting),
            ("2027-03-03", Rung::Table, meeting),
        ]
    );
    assert!(is_to_discuss(&after.region, "2027-03-04"));
    assert!(!is_to_discuss(&after.region, "2027-03-05"), "that meeting is over");
    // What was discussed and goes on comes again with the next meeting.
    let (_, again) = said(after, "2027-03-05", "2027-06-30");
    let meeting = Some("2027-06-10");
    assert_eq!(
        told(&again),
        [
            ("2027-05-27", Rung::Owner, meeting),
            ("2027-06-02", Rung::Lead, meeting),
            ("2027-06-07", Rung::Coordinator, meeting),
            ("2027-06-09", Rung::Table, meeting),
        ]
    );
}

#[test]
fn a_meeting_long_after_the_day_is_not_waited_for_but_discusses_it() {
    let given = meets(accepted_in_november(), &["2027-03-31"]);
    let (_, all) = said(given, "2026-11-10", "2027-03-31");
    assert_eq!(
        told(&all)[2..],
        [("2027-03-10", Rung::Coordinator, None), ("2027-03-12", Rung::Table, Some("2027-03-31")),]
    );
}

#[test]
fn whoever_acted_is_left_alone_for_five_working_days() {
    let given = meets(accepted_in_november(), &["2027-03-04"]);
    // On the day before the first rung.
    let acted = given.on("2027-02-17").and(editor(SHELTER), progress("Nog twee scholen."));
    let (after, all) = said(acted, "2027-02-17", "2027-02-23");
    assert_eq!(told(&all), []);
    assert_eq!(
        after.region.next_reminder(action(&after.region), day("2027-02-23")),
        Some(NextReminder {
            rung: Rung::Lead,
            on: day("2027-02-24"),
            meeting: Some(day("2027-03-04")),
        }),
        "the last of those that are due on one day says it all"
    );
    // Once more on that morning: the coordinator and the steering group are told all the same.
    let acted = after.on("2027-02-24").and(editor(SHELTER), progress("Nog een school."));
    let (_, all) = said(acted, "2027-02-24", "2027-03-04");
    let rungs: Vec<Rung> = all.iter().map(|(_, rung, _)| *rung).collect();
    assert_eq!(rungs, [Rung::Coordinator, Rung::Table]);
}

#[test]
fn what_somebody_else_did_is_no_rest_for_the_owner() {
    let given = meets(accepted_in_november(), &["2027-03-04"]).on("2027-02-17");
    let asked = given.on("2027-01-25").and(editor(SHELTER), counter(LATER, "Eerder lukt niet."));
    let refused = asked.on("2027-02-12").and(editor(VILLAGE), refuse_date(LATER, "Te laat."));
    let (_, all) = said(refused, "2027-02-12", "2027-02-18");
    assert_eq!(told(&all), [("2027-02-18", Rung::Owner, Some("2027-03-04"))]);
}

#[test]
fn a_meeting_that_is_planned_or_moved_later_discusses_what_came_as_far() {
    let (late, all) = said(accepted_in_november(), "2026-11-10", "2027-03-12");
    assert_eq!(all.last().map(|(_, rung, _)| *rung), Some(Rung::Table));
    let planned = meets(late, &["2027-03-25"]);
    let (there, none) = said(planned, "2027-03-12", "2027-03-25");
    assert_eq!(told(&none), [], "it stays on the table until it was discussed");
    assert!(is_to_discuss(&there.region, "2027-03-25"));
    assert!(!is_to_discuss(&there.region, "2027-03-26"));
    // It is put off: that day was never, and it is discussed a week later.
    let moved = meets(accepted_in_november(), &["2027-03-04"]);
    let (tabled, _) = said(moved, "2026-11-10", "2027-03-03");
    let off = tabled.and(coordinator(), remove_date("2027-03-04"));
    let (later, none) = said(meets(off, &["2027-03-11"]), "2027-03-03", "2027-03-11");
    assert_eq!(told(&none), []);
    assert!(is_to_discuss(&later.region, "2027-03-11"));
}

#[test]
fn whoever_is_kept_to_a_day_that_is_over_has_it_again() {
    let asked = accepted_in_november().on("2027-02-08");
    let asked = asked.and(editor(SHELTER), counter(LATER, "Eerder lukt niet."));
    let refused = asked.on("2027-04-01").and(editor(VILLAGE), refuse_date(LATER, "Te laat."));
    let (_, all) = said(refused, "2027-04-01", "2027-06-30");
    let rungs: Vec<Rung> = all.iter().map(|(_, rung, _)| *rung).collect();
    assert_eq!(rungs.last(), Some(&Rung::Table));
    assert!(1 < rungs.len() && "2027-04-08" <= all[0].0.as_str(), "{all:?}");
}

#[test]
fn a_second_meeting_that_was_slept_through_is_not_counted_back_from() {
    let given = meets(accepted_in_november(), &["2027-03-04", "2027-06-10", "2027-09-09"]);
    let (discussed, _) = said(given, "2026-11-10", "2027-03-05");
    let paused = discussed.and(coordinator(), pause(Some("2027-07-30")));
    let (_, all) = said(paused, "2027-03-05", "2027-09-09");
    let rungs: Vec<Rung> = all.iter().map(|(_, rung, _)| *rung).collect();
    assert_eq!(rungs, Rung::ALL);
    assert!(all.iter().all(|(_, _, meeting)| meeting.as_deref() == Some("2027-09-09")));
}

#[test]
fn whoever_has_it_late_or_again_is_told_before_it_is_discussed() {
    let late = region()
        .on("2027-02-24")
        .and(editor(VILLAGE), ask_action(SHELTER))
        .and(editor(SHELTER), accept_action());
    let again = accepted_in_november()
        .and(editor(SHELTER), report_done(""))
        .on("2027-06-01")
        .and(editor(VILLAGE), reopen_action("Twee scholen missen nog."));
    for (given, from) in [(late, "2027-02-24"), (again, "2027-06-01")] {
        let (_, all) = said(given, from, "2027-07-30");
        let rungs: Vec<Rung> = all.iter().map(|(_, rung, _)| *rung).collect();
        assert!(rungs.ends_with(&[Rung::Lead, Rung::Coordinator, Rung::Table]), "{rungs:?}");
        let first = day(&all[0].0);
        assert!(5 <= day(from).working_days_until(first), "{from}: {first}");
    }
}

#[test]
fn who_waits_or_left_is_not_reminded_but_the_coordinator_is() {
    let given = meets(accepted_in_november(), &["2027-03-04"]);
    let waits = given.clone().and(editor(SHELTER), wait_on(WaitsOn::Organisation(POLICE), ""));
    let left = given.and(system(), end_participation(SHELTER));
    for given in [waits, left] {
        let (_, all) = said(given, "2026-11-10", "2027-03-04");
        let rungs: Vec<Rung> = all.iter().map(|(_, rung, _)| *rung).collect();
        assert_eq!(rungs, [Rung::Coordinator, Rung::Table]);
    }
}

#[test]
fn nothing_is_said_of_what_waits_for_whoever_asked_or_is_over_or_has_no_day() {
    for stand in
        ["proposed", "offered", "countered", "declined", "reported done", "closed", "dropped"]
    {
        let (_, all) = said(standing(stand), "2027-01-04", "2027-04-30");
        assert_eq!(told(&all), [], "{stand}");
    }
    let no_day = accepted_action()
        .and(editor(VILLAGE), revise_action(|plan| plan.due = None))
        .and(editor(SHELTER), accept_action());
    assert_eq!(told(&said(no_day, "2027-01-04", "2027-04-30").1), []);
}

#[test]
fn another_day_begins_anew() {
    let (late, all) = said(accepted_in_november(), "2026-11-10", "2027-03-12");
    assert_eq!(all.len(), 4);
    let moved = late
        .and(editor(SHELTER), counter(LATER, "Eerder lukt niet."))
        .and(editor(VILLAGE), agree_to(LATER));
    assert!(!is_to_discuss(&moved.region, "2027-03-12"));
    let (_, again) = said(moved, "2027-03-12", "2027-07-30");
    let rungs: Vec<Rung> = again.iter().map(|(_, rung, _)| *rung).collect();
    assert_eq!(rungs, Rung::ALL);
    assert_eq!(again[0].0, "2027-05-25", "five working days before Tuesday 1 June");
}

#[test]
fn nothing_is_said_at_the_weekend_and_one_rung_makes_up_for_those_before() {
    let given = accepted_in_november();
    // The server did not run for months: it says the last rung that is due, on a working day.
    let (_, all) = said(given.clone(), "2027-03-13", "2027-03-15");
    assert_eq!(told(&all), [("2027-03-15", Rung::Table, None)]);
    let saturday = given.on("2027-03-13");
    assert_eq!(saturday.region.reminders_due(saturday.now()), []);
}

#[test]
fn reminders_pause_until_a_day_and_go_on_by_themselves() {
    let given = meets(accepted_in_november(), &["2027-03-04"]).on("2027-02-15");
    let paused = given.clone().and(coordinator(), pause(Some("2027-02-26")));
    assert!(action(&paused.region).is_paused(day("2027-02-26")));
    assert!(!action(&paused.region).is_paused(day("2027-02-27")));
    let (_, all) = said(paused.clone(), "2027-02-15", "2027-03-04");
    let on: Vec<&str> = all.iter().map(|(on, ..)| on.as_str()).collect();
    assert_eq!(on, ["2027-03-01", "2027-03-03"], "the day after the pause is a Saturday");
    // Who lets them go on before.
    let again = paused.and(editor(VILLAGE), pause(None));
    assert_eq!(said(again, "2027-02-18", "2027-02-18").1.len(), 1);
    given.clone().when(coordinator(), pause(None)).changes_nothing();
    given
        .clone()
        .when(coordinator(), pause(Some("2027-02-14")))
        .refused(Refusal::DayIsOver { day: day("2027-02-14") });
    let id = last_action(&given.region);
    let other: Asking = Box::new(move |_| domain::Command::PauseReminders {
        action: id,
        change: domain::Change { from: Some(day("2027-02-20")), to: None },
    });
    // Nobody changes a pause that they did not see.
    let differs = given.and(coordinator(), pause(Some("2027-02-26")));
    differs.when(coordinator(), other).refused(Refusal::ActionChanged { action: id });
}

#[test]
fn whoever_asked_reminds_by_hand_once_a_day_and_the_ladder_goes_on() {
    let given = meets(accepted_in_november(), &["2027-03-04"]);
    let id = last_action(&given.region);
    given.clone().when(editor(VILLAGE), remind()).refused(Refusal::LeftAloneToday);
    let reminded =
        given.on("2027-02-17").when(editor(VILLAGE), remind()).happens([Event::ActionReminded {
            action: id,
            rung: Rung::Owner,
            meeting: Some(day("2027-03-04")),
        }]);
    let moved = action(&reminded.region).moved;
    assert_eq!(domain::local_day(moved), day("2026-11-09"), "a reminder is no movement");
    given_again(&reminded).refused(Refusal::LeftAloneToday);
    let (_, all) = said(reminded, "2027-02-17", "2027-02-18");
    assert_eq!(told(&all), [("2027-02-18", Rung::Owner, Some("2027-03-04"))]);
}

fn given_again(reminded: &Given) -> crate::given::Then {
    reminded.clone().when(coordinator(), remind())
}

#[test]
fn of_several_those_are_reminded_who_have_something_to_do() {
    let two = accepted_in_november()
        .and(editor(VILLAGE), ask_action(POLICE))
        .and(editor(VILLAGE), think_of_action([TOWN]))
        .on("2026-11-11");
    let all: Asking = Box::new(|region: &Region| domain::Command::RemindOwners {
        actions: region.actions_in_order().into_iter().map(|(id, _)| id).collect(),
    });
    let then = given(two.clone()).when(editor(VILLAGE), all);
    assert_eq!(then.verdict().unwrap().len(), 2, "what was only thought of is nobody's yet");
    let none: Asking = Box::new(|_| domain::Command::RemindOwners { actions: vec![] });
    let many: Asking = Box::new(|_| domain::Command::RemindOwners {
        actions: (0..201).map(|id| domain::ActionId(uuid::Uuid::from_u128(id))).collect(),
    });
    two.clone().when(editor(VILLAGE), many).refused(Refusal::TooManyReminders { max: 200 });
    // One who left keeps nobody else from being reminded.
    let left = two.clone().and(system(), end_participation(POLICE));
    let everyone: Asking = Box::new(|region: &Region| domain::Command::RemindOwners {
        actions: region.actions_in_order().into_iter().map(|(id, _)| id).collect(),
    });
    assert_eq!(left.when(editor(VILLAGE), everyone).verdict().unwrap().len(), 1);
    two.clone().when(editor(VILLAGE), none).refused(Refusal::NoActionChosen);
    two.clone().when(editor(VILLAGE), remind()).refused(Refusal::NotAsItStands);
    let who = Refusal::NotAllowed { who: WhoMay::AskerOrCoordinator(VILLAGE) };
    two.when(editor(SHELTER), remind()).refused(who);
}

#[test]
fn what_reminders_did_not_help_is_for_the_coordinator_to_see_to() {
    use domain::work::{ActionTask, Task, Waiting, waiting};
    let task = |region: &Region, who: Who| {
        let Actor::Member(member) = who.actor() else { panic!("nobody with a place") };
        let all = waiting(region, &member, &ReadMarks::default());
        all.into_iter().find_map(|one| match one.task {
            Task::Action(task, _) => Some(task),
            _ => None,
        })
    };
    let mut given = meets(accepted_in_november(), &["2027-03-04"]);
    let by_police = Who::Member(member(8, POLICE, Role::Coordinator, false));
    for (until, wanted) in [
        ("2027-02-26", None),
        ("2027-03-02", Some(ActionTask::Chase)),
        ("2027-03-03", Some(ActionTask::Discuss)),
    ] {
        given = said(given.clone(), "2027-02-15", until).0;
        assert_eq!(task(&given.region, by_police), wanted, "{until}");
        assert_eq!(task(&given.region, editor(SHELTER)), Some(ActionTask::CarryOut), "{until}");
    }
    let Actor::Member(police) = by_police.actor() else { panic!("nobody with a place") };
    let stands = |on: &str| {
        let all = waiting(&given.region, &police, &ReadMarks::default());
        let is_to_discuss =
            |one: &&Waiting| matches!(one.task, Task::Action(ActionTask::Discuss, _));
        let found = all.iter().find(is_to_discuss).unwrap();
        domain::work::stands_on(&given.region, found, day(on))
    };
    assert!(stands("2027-03-04") && !stands("2027-03-05"), "that meeting is over");
    let done = given.clone().and(editor(SHELTER), report_done(""));
    assert_eq!(task(&done.region, by_police), None);
}
