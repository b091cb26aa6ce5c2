//! The desk: what is confirmed, what is shown on top of it, and what it says it touched.
//!
//! Invariant: after every operation, what is shown is what was confirmed plus the commands that
//! wait, and whatever differs from before is among the touched keys.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

#[path = "../given/mod.rs"]
mod given;

mod random;
mod table;

use domain::desk::Gap;
use domain::view::snapshot_for;
use domain::{
    ActionStand, AnswerKey, AnswerValue, Aspect, Delivery, Desk, MarkValue, Refusal, Spot, Touched,
};

use given::actions::*;
use given::asking::*;
use given::passed;
use given::people::{POLICE, SHELTER, TOWN, VILLAGE, coordinator, editor, lead};
use table::{Table, Waiting, me};

fn touched(keys: &[AnswerKey]) -> Touched {
    Touched::Spots(keys.iter().map(|key| Spot::Sheet((*key).into())).collect())
}

#[test]
fn a_command_shows_at_once_and_waits() {
    let mut table = Table::lay(region());
    let touches = table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    assert_eq!(touches, touched(&[key(TOWN, "1.1")]));
    assert_eq!(table.desk.shown().working(key(TOWN, "1.1")).value, Some(AnswerValue::Yes));
    assert_eq!(table.desk.pending().len(), 1);
    assert_eq!(table.desk.insider(), me().1.into());
}

#[test]
fn a_command_that_is_refused_at_the_desk_does_not_wait() {
    let mut table = Table::lay(region());
    let refusal = table.give(share(TOWN, &["1.1"])).unwrap_err();
    assert_eq!(refusal, Refusal::ValueMissing { fields: vec![field("1.1")] });
    assert!(table.desk.pending().is_empty());
}

#[test]
fn a_command_that_asks_for_what_is_there_does_not_wait() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    assert_eq!(table.give(choose(TOWN, "1.1", AnswerValue::Yes)), Ok(Touched::none()));
    assert_eq!(table.desk.pending().len(), 1);
}

#[test]
fn a_neighbours_shared_answer_touches_that_answer_only() {
    let mut table = Table::lay(region());
    table.elsewhere(editor(VILLAGE), choose(VILLAGE, "1.1", AnswerValue::Yes));
    table.elsewhere(editor(VILLAGE), share(VILLAGE, &["1.1"]));
    assert_eq!(table.arrive(), Some(Touched::none()), "a neighbour's draft is a bare number");
    assert_eq!(table.arrive(), Some(touched(&[key(VILLAGE, "1.1")])));
    assert_eq!(table.arrive(), None);
}

#[test]
fn a_round_that_opens_touches_everything() {
    let mut table = Table::lay(joined());
    table.elsewhere(coordinator(), open_round("2026"));
    assert_eq!(table.arrive(), Some(Touched::Everything));
}

#[test]
fn an_entry_that_came_already_changes_nothing() {
    let mut table = Table::lay(region());
    let first = Delivery::Full(table.server.entries[0].clone());
    assert_eq!(table.watch(|desk| desk.receive(&first)), Ok(Touched::none()));
}

#[test]
fn an_entry_that_comes_too_early_says_which_is_missing() {
    let mut table = Table::lay(region());
    let expected = table.desk.head() + 1;
    for seq in [expected + 1, expected + 7] {
        let early = Delivery::Hidden { seq };
        assert_eq!(table.watch(|desk| desk.receive(&early)), Err(Gap { expected }));
    }
}

#[test]
fn an_acknowledged_command_waits_until_its_entry_is_here() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    let command = table.desk.pending()[0].sent.id;
    let seq = table.judge_oldest().unwrap().unwrap();
    table.tell(command, seq);
    assert!(table.desk.pending()[0].is_accepted());
    table.compare();
    table.arrive();
    assert!(table.desk.pending().is_empty());
    table.compare();
}

#[test]
fn an_acknowledgement_that_comes_after_the_entry_has_nothing_left_to_do() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    let command = table.desk.pending()[0].sent.id;
    let seq = table.judge_oldest().unwrap().unwrap();
    table.arrive();
    assert!(table.desk.pending().is_empty());
    let late = table.watch(|desk| Ok::<_, Gap>(desk.acknowledge(command, seq)));
    assert_eq!(late, Ok(Touched::none()));
}

/// The entry of a command is here, its acknowledgement is not, and a colleague takes the value
/// back: the command was laid a second time, and the desk showed a value that nobody chose any
/// more.
#[test]
fn a_command_whose_entry_is_here_is_not_laid_over_what_a_colleague_does_next() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    table.judge_oldest().unwrap().unwrap();
    table.elsewhere(editor(TOWN), choose(TOWN, "1.1", None));
    table.arrive();
    table.arrive();
    assert_eq!(table.desk.shown().working(key(TOWN, "1.1")).value, None);
}

#[test]
fn answers_that_are_shared_at_once_stay_shared_while_their_entries_arrive() {
    let server = region()
        .and(lead(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(lead(TOWN), choose(TOWN, "4.2", AnswerValue::Yes));
    let mut table = Table::lay(server);
    table.give(share(TOWN, &["1.1", "4.2"])).unwrap();
    table.judge_oldest().unwrap().unwrap();
    let both =
        |table: &Table| ["1.1", "4.2"].map(|text| table.desk.shown().shared_value(key(TOWN, text)));
    for _ in 0..2 {
        assert_eq!(both(&table), [Some(AnswerValue::Yes); 2]);
        table.arrive().unwrap();
    }
    assert_eq!(both(&table), [Some(AnswerValue::Yes); 2]);
    table.elsewhere(editor(TOWN), choose(TOWN, "1.1", AnswerValue::No));
    table.arrive();
    assert!(table.desk.pending().is_empty(), "all its entries are here");
}

#[test]
fn a_command_that_the_server_refuses_leaves_the_screen() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    let command = table.desk.pending()[0].sent.id;
    let touches = table.watch(|desk| Ok::<_, Gap>(desk.reject(command)));
    assert_eq!(touches, Ok(touched(&[key(TOWN, "1.1")])));
    assert_eq!(table.desk.shown().working(key(TOWN, "1.1")).value, None);
}

#[test]
fn a_colleagues_edit_is_merged_under_the_text_that_waits() {
    let start = "Er is overleg met de politie en de zorg.";
    let mut table = Table::lay(region().and(lead(TOWN), explain(TOWN, "1.1", start)));
    table.give(explain(TOWN, "1.1", &start.replace("Er is", "Er is vaak"))).unwrap();
    table.elsewhere(editor(TOWN), explain(TOWN, "1.1", &start.replace("zorg", "zorgaanbieder")));
    table.arrive();
    let both = "Er is vaak overleg met de politie en de zorgaanbieder.";
    assert_eq!(table.desk.shown().working(key(TOWN, "1.1")).explanation, passed(both));
    table.judge_oldest().unwrap().unwrap();
    table.arrive();
    assert_eq!(table.desk.shown().working(key(TOWN, "1.1")).explanation, passed(both));
}

#[test]
fn commands_that_waited_on_the_device_go_on_after_a_reload() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    table.give(mark(TOWN, "1.1", Aspect::Paper, MarkValue::No)).unwrap();
    let shown = table.desk.shown().clone();
    let mut again = Desk::new(me().1, snapshot_for(&me().1.viewer(), &table.server.region));
    for Waiting { sent, at, .. } in &table.waiting {
        assert_eq!(again.resume(sent.clone(), *at), touched(&[key(TOWN, "1.1")]));
    }
    assert_eq!(again.shown(), &shown);
}

#[test]
fn a_command_that_no_longer_fits_after_a_reload_waits_for_the_servers_word() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    table.elsewhere(editor(TOWN), choose(TOWN, "1.1", AnswerValue::No));
    let mut again = Desk::new(me().1, snapshot_for(&me().1.viewer(), &table.server.region));
    again.resume(table.waiting[0].sent.clone(), table.waiting[0].at);
    assert_eq!(again.shown().working(key(TOWN, "1.1")).value, Some(AnswerValue::No));
    assert_eq!(again.pending().len(), 1, "the server has the last word");
}

#[test]
fn a_fresh_snapshot_touches_everything_and_keeps_what_waits() {
    let mut table = Table::lay(region());
    table.give(choose(TOWN, "1.1", AnswerValue::Yes)).unwrap();
    table.elsewhere(editor(TOWN), choose(TOWN, "4.2", AnswerValue::No));
    let snapshot = snapshot_for(&me().1.viewer(), &table.server.region);
    assert_eq!(table.desk.restart(snapshot), Touched::Everything);
    assert_eq!(table.desk.shown().working(key(TOWN, "1.1")).value, Some(AnswerValue::Yes));
    assert_eq!(table.desk.shown().working(key(TOWN, "4.2")).value, Some(AnswerValue::No));
}

/// A request for a snapshot may be overtaken by the stream: what the desk already has stays.
#[test]
fn a_snapshot_that_was_overtaken_changes_nothing() {
    let mut table = Table::lay(region());
    let overtaken = snapshot_for(&me().1.viewer(), &table.server.region);
    table.elsewhere(editor(TOWN), choose(TOWN, "4.2", AnswerValue::No));
    let newer = snapshot_for(&me().1.viewer(), &table.server.region);
    table.desk.restart(newer);
    assert_eq!(table.desk.restart(overtaken), Touched::none());
    assert_eq!(table.desk.shown().working(key(TOWN, "4.2")).value, Some(AnswerValue::No));
}

/// An action comes in two entries: what the desk showed before they came, and between them, is what there is after.
#[test]
fn an_action_that_arrives_before_its_acknowledgement_is_made_once() {
    let mut table = Table::lay(region());
    table.elsewhere(editor(VILLAGE), think_of_action([SHELTER]));
    table.give(ask_action(SHELTER)).unwrap();
    table.judge_oldest();
    assert_eq!(table.arrive(), Some(Touched::Everything));
    let shown = |table: &Table| table.desk.shown().actions.clone();
    let of_mine = |table: &Table| shown(table).into_values().max_by_key(|one| one.seq).unwrap();
    table.arrive();
    assert_eq!(of_mine(&table).log.len(), 2, "made, and still to be offered");
    assert_eq!(of_mine(&table).seq, 8);
    table.arrive();
    assert_eq!(shown(&table), table.server.region.actions);
    assert_eq!(table.arrive(), None);
    assert_eq!(shown(&table).len(), 2);
}

#[test]
fn offers_that_arrive_one_after_the_other_all_stay_offered() {
    let mut table = Table::lay(region());
    table.elsewhere(lead(TOWN), think_of_action([SHELTER, POLICE]));
    while table.arrive().is_some() {}
    table.give(offer_all()).unwrap();
    table.judge_oldest();
    for _ in 0..2 {
        let offered = |table: &Table| {
            let mut all = table.desk.shown().actions.values();
            all.all(|one| matches!(one.stand, ActionStand::Offered { .. }))
        };
        assert!(offered(&table));
        table.arrive();
        assert!(offered(&table));
    }
    assert_eq!(table.arrive(), None);
}

#[test]
fn actions_and_the_days_of_the_steering_group_touch_their_spot_alone() {
    let mut table = Table::lay(region());
    let spot = Some(Touched::Spots([Spot::Actions].into()));
    table.elsewhere(editor(VILLAGE), ask_action(SHELTER));
    table.elsewhere(editor(SHELTER), assign(Some(person(lead(SHELTER)))));
    table.elsewhere(editor(SHELTER), accept_action());
    table.elsewhere(coordinator(), add_date("2026-12-10"));
    table.elsewhere(coordinator(), remove_date("2026-12-10"));
    for _ in 0..6 {
        assert_eq!(table.arrive(), spot);
    }
    let Ok(Touched::Spots(spots)) = table.give(ask_action(POLICE)) else { panic!("its spot") };
    assert_eq!(spots, [Spot::Actions].into());
}
