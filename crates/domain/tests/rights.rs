//! Every role tries every command, against the table that was transcribed by hand.
//!
//! Invariant: a command without a row fails, and so does a cell that says anything but what
//! `decide` does in a region where nothing else would refuse.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod given;

use std::collections::BTreeSet;

use domain::{Command, PersonId, Refusal, Viewer};
use given::{attempts::*, people::Who};
use uuid::Uuid;

#[test]
fn every_role_may_do_what_the_table_says_and_nothing_else() {
    let table = table();
    let mut tried = 0;
    for (command, rows) in &table.rights {
        for (about, cells) in rows {
            assert_eq!(cells.len(), table.columns.len(), "{command}.{about:?}");
            for (column, may) in table.columns.iter().zip(cells) {
                try_cell(command, *about, column, *may);
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 8 * 124, "the table lost a row or a column");
}

#[test]
fn what_only_whoever_may_adopt_gives_binds_the_organisation() {
    let table = table();
    let at = |column: &str| table.columns.iter().position(|known| known == column).unwrap();
    let pairs = ["municipality", "partner"]
        .map(|kind| (at(&format!("{kind}_editor")), at(&format!("{kind}_lead"))));
    let mut binding = 0;
    for (command, rows) in &table.rights {
        let takes_a_lead = |cells: &Vec<May>| {
            pairs.iter().any(|(editor, lead)| cells[*editor] == May::No && cells[*lead] == May::Yes)
        };
        let only_leads = rows.values().any(takes_a_lead);
        let about = *rows.keys().next().unwrap();
        let (region, asking) = attempt(command, about);
        assert_eq!(asking(&region.region).binds(), only_leads, "{command}");
        binding += usize::from(only_leads);
    }
    assert_eq!(binding, 7);
}

#[test]
fn a_guest_reads_along_and_may_do_nothing() {
    let guest = Who::Guest(PersonId(Uuid::from_u128(0x6e57)));
    let mut tried = 0;
    for (command, rows) in &table().rights {
        for about in rows.keys() {
            try_by(command, *about, guest, May::No, &format!("{command}.{about:?} by a guest"));
            tried += 1;
        }
    }
    assert!(112 <= tried, "the table lost a row");
    assert_eq!(guest.actor().viewer(), Viewer::default(), "no draft, and nothing sealed");
}

fn try_cell(command: &str, about: About, column: &str, may: May) {
    try_by(command, about, who(column), may, &format!("{command}.{about:?} by {column}"));
}

fn try_by(command: &str, about: About, by: Who, may: May, place: &str) {
    let (region, asking) = attempt(command, about);
    let asked = asking(&region.region);
    assert_eq!(name(&asked), command);
    let then = region.when(by, asking);
    match (may, then.verdict()) {
        (May::Yes, Ok(events)) => assert!(!events.is_empty(), "{place}: nothing happened"),
        (May::No, Err(Refusal::NotAllowed { .. })) => {}
        // Who may not see a colleague's request, or a note, is told that there is none.
        (May::No, Err(Refusal::NotHere)) if answers(command) => {}
        (_, verdict) => panic!("{place}: the table says {may:?}, the verdict is {verdict:?}"),
    }
}

#[test]
fn every_command_has_its_rows() {
    let rows: BTreeSet<String> = table().rights.into_keys().collect();
    assert_eq!(rows, given::names_of::<Command>());
    for (command, rows) in table().rights {
        let about: Vec<About> = rows.into_keys().collect();
        let expected = match command.as_str() {
            views if writes_views(views) => vec![About::Own, About::Other],
            "answer"
            | "explain"
            | "mark"
            | "share"
            | "confirm"
            | "apply_regional"
            | "differ_from_regional"
            | "redact" => vec![About::Own, About::Other],
            "start_thread" => vec![About::Region, About::Own, About::Other],
            "add_comment" | "resolve_thread" | "reopen_thread" => vec![About::Region, About::Own],
            "make_request" => vec![About::Region, About::Own, About::Other],
            "offer_handover" => vec![About::Region, About::Own, About::Other],
            "decline_request" | "close_request" | "accept_handover" | "decline_handover"
            | "withdraw_handover" => vec![About::Region, About::Own],
            "report_ready" | "request_changes" => vec![About::Own],
            "attach_file" | "remove_file" => vec![About::Region, About::Own, About::Other],
            action if carries_out(action) || looks_after(action) => {
                vec![About::Region, About::Own, About::Other]
            }
            _ => vec![About::Region],
        };
        assert_eq!(about, expected, "{command}");
    }
}
