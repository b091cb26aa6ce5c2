//! Takes a command in JSON.

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use domain::{Command, RegionId, Sent};
use serde::Serialize;
use tower_sessions::Session;

use super::{
    Hall,
    address::Address,
    named::Named,
    proof,
    refusals::{self, Asking},
    signed_in::SignedIn,
};
use crate::problem::Problem;

/// A command is at most one explanation, or a name for each of a hundred answers.
pub const BODY_BYTES_MAX: usize = 128 * 1024;

/// What follows from an accepted command.
#[derive(Serialize)]
pub struct Accepted {
    /// The number of the last entry.
    pub seq: u64,
}

/// Answers with the number of the last entry that followed, once it is durable.
pub async fn post(
    State(hall): State<Hall>,
    SignedIn(person): SignedIn,
    session: Session,
    Address(address): Address,
    Named(region): Named<RegionId>,
    sent: Result<Json<Sent>, JsonRejection>,
) -> Result<Json<Accepted>, Problem> {
    let Json(sent) = sent.map_err(unreadable)?;
    if !hall.library.offers(&sent.command) {
        return Err(Problem::Unreadable);
    }
    proof::must_cover(&hall, &session, &sent.command).await?;
    let asking = Asking { person, region, origin: Some(address) };
    let is_declined = matches!(sent.command, Command::DeclineHandover { .. });
    let seq = refusals::submit(&hall, asking, sent).await?;
    if is_declined {
        hall.settle(region).await;
    }
    Ok(Json(Accepted { seq }))
}

fn unreadable(rejection: JsonRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Unreadable,
    }
}
