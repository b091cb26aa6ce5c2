//! Every door and every command, tried by everybody, from everywhere, in every state of a session.
//!
//! Invariant: a door or a command without a row fails, and so does a cell that answers anything but what the
//! tables say, which were transcribed by hand.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod commands;
mod crowd;
mod deeds;
mod doors;
mod forms;
#[path = "../../../domain/tests/given/mod.rs"]
mod given;
#[path = "../stage/mod.rs"]
mod stage;

use std::io::Write;

use reqwest::StatusCode;
use stage::Stage;

on_both_engines! {
    every_command_is_taken_from_those_who_may_and_from_nobody_else
    every_door_opens_to_those_who_may_and_to_nobody_else
    every_deed_is_done_by_those_who_may_and_by_nobody_else
}

async fn every_command_is_taken_from_those_who_may_and_from_nobody_else(stage: Stage) {
    let tried = commands::try_all(&stage).await;
    tell(&format!("{tried} cells of commands by rights, region and session"));
    assert_eq!(tried, commands::CELLS, "the table lost a row or a column");
}

async fn every_door_opens_to_those_who_may_and_to_nobody_else(stage: Stage) {
    let tried = doors::try_all(&stage).await;
    tell(&format!("{tried} cells of doors by role, organisation, region and session"));
    assert!(doors::CELLS_MIN <= tried, "{tried}: the table lost rows or columns");
}

async fn every_deed_is_done_by_those_who_may_and_by_nobody_else(stage: Stage) {
    let tried = deeds::try_all(&stage).await;
    tell(&format!("{tried} cells of deeds by role, organisation, region and session"));
    assert!(deeds::CELLS_MIN <= tried, "{tried}: the table lost rows or columns");
}

/// Writes a figure where it stands in the log of the tests: what a test that passes prints is thrown away.
fn tell(figure: &str) {
    let _ = writeln!(std::io::stderr(), "{figure}");
}

/// Where somebody signs in.
const SIGN_IN: &str = "/inloggen";

/// What a door says to somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Says {
    /// Come in: whatever else is wrong.
    In,
    /// You see this, and may not do it.
    Forbidden,
    /// There is no such thing.
    Nowhere,
    /// Sign in first.
    Out,
}

/// Reads what a door said from the status of its answer and where it leads.
fn says(status: StatusCode, to: &str) -> Says {
    match status {
        StatusCode::UNAUTHORIZED => Says::Out,
        StatusCode::FORBIDDEN => Says::Forbidden,
        StatusCode::NOT_FOUND => Says::Nowhere,
        status
            if status.is_redirection() && (to == SIGN_IN || to.starts_with("/inloggen?terug=")) =>
        {
            Says::Out
        }
        status if status.is_server_error() => panic!("a door is out of order: {status}"),
        StatusCode::METHOD_NOT_ALLOWED => panic!("a door of the table takes no such method"),
        _ => Says::In,
    }
}
