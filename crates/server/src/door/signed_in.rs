//! Who is signed in.
//!
//! Invariant: a session that nobody uses ends; whoever is signed in can read while nothing can be
//! written.

use app::page::wire;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, request::Parts},
};
use domain::PersonId;
use tower_sessions::Session;
use tracing::error;
use uuid::Uuid;

use super::Hall;
use crate::problem::Problem;

const PERSON: &str = "person";

/// The person who is signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignedIn(pub PersonId);

impl FromRequestParts<Hall> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Problem> {
        meant(person_in(parts, hall).await?, parts).map(Self)
    }
}

/// The person who is signed in, where a page asks by itself: that is no use of the session, and does not
/// keep it alive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known(pub PersonId);

impl FromRequestParts<Hall> for Known {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Hall) -> Result<Self, Problem> {
        meant(named_in(parts).await?, parts).map(Self)
    }
}

/// Returns who is signed in, if a page that says whose it is means the same person.
fn meant(person: Option<PersonId>, parts: &Parts) -> Result<PersonId, Problem> {
    let person = person.ok_or(Problem::NotSignedIn)?;
    let said = parts.headers.get(wire::PERSON_HEADER);
    match said.is_none_or(|said| names(said, person)) {
        true => Ok(person),
        false => Err(Problem::NotSignedIn),
    }
}

/// Tells whether a page that says whose it is means this person. Somebody else may have signed in
/// from another tab while it waited.
fn names(meant: &HeaderValue, person: PersonId) -> bool {
    let meant = meant.to_str().ok().and_then(|meant| Uuid::try_parse(meant).ok());
    meant == Some(person.0)
}

/// Returns who is signed in, if somebody is, and keeps the session alive.
pub async fn person_in(parts: &Parts, hall: &Hall) -> Result<Option<PersonId>, Problem> {
    let person = named_in(parts).await?;
    let session = parts.extensions.get::<Session>().filter(|_| person.is_some());
    if let Some(id) = session.and_then(Session::id) {
        hall.sessions.keep_alive(&id).await;
    }
    Ok(person)
}

/// Returns whom the session of a request names.
async fn named_in(parts: &Parts) -> Result<Option<PersonId>, Problem> {
    match parts.extensions.get::<Session>() {
        Some(session) => session.get(PERSON).await.map_err(out_of_order),
        None => Ok(None),
    }
}

/// Signs a person in under a new session id, so that an id from before is worth nothing.
pub async fn sign_in(session: &Session, person: PersonId) -> Result<(), Problem> {
    session.cycle_id().await.map_err(out_of_order)?;
    session.insert(PERSON, person).await.map_err(out_of_order)?;
    // Now, and not when the answer is under way: what goes wrong then has no words.
    session.save().await.map_err(out_of_order)
}

/// Ends a session.
pub async fn sign_out(session: &Session) -> Result<(), Problem> {
    session.flush().await.map_err(out_of_order)
}

/// Logs that sessions cannot be read or written, and returns what callers are told.
pub fn out_of_order(error: impl std::error::Error) -> Problem {
    error!(cause = %error, "the store of sessions and people is out of order");
    Problem::Unavailable
}
