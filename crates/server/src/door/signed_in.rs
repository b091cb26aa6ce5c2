//! Who is signed in.
//!
//! Invariant: a session that nobody uses ends; whoever is signed in can read while nothing can be
//! written. Whenever the rights behind a session change, or somebody proves who they are, it gets another id.

use app::page::wire;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, request::Parts},
};
use domain::{Moment, PersonId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tower_sessions::Session;
use tracing::{error, warn};
use uuid::Uuid;

use super::{Hall, visitor::Visitor};
use crate::{
    audit::Note,
    problem::Problem,
    sessions::{BROWSER, CODE_WAIT, PERSON, RENEWED},
};

/// The name under which a session holds when its person proved last who they are.
const PROVEN: &str = "proven";
/// The name under which a session of nobody holds who gave the password and still has to give a code.
const PENDING: &str = "pending";

/// Somebody who gave the right password, and still has to give a code.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Pending {
    person: PersonId,
    since: Moment,
    /// Names the password that was right: one that was changed since is so no more.
    password: String,
}

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

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Problem> {
        meant(named_in(parts, hall).await?, parts).map(Self)
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
    let person = named_in(parts, hall).await?;
    let session = parts.extensions.get::<Session>().filter(|_| person.is_some());
    if let Some(id) = session.and_then(Session::id) {
        hall.sessions.keep_alive(&id).await;
    }
    Ok(person)
}

/// Returns whom the session of a request names. Where that person's rights changed it goes on under another id.
async fn named_in(parts: &Parts, hall: &Hall) -> Result<Option<PersonId>, Problem> {
    let Some(session) = parts.extensions.get::<Session>() else { return Ok(None) };
    let person = session.get(PERSON).await.map_err(out_of_order)?;
    if let (Some(_), Some(id)) = (person, session.id())
        && hall.sessions.is_to_renew(&id).await
        && renew(hall, session).await.is_err()
    {
        // A store that cannot write keeps nobody from reading: the next request tries again.
        warn!("cannot give a session another id");
    }
    Ok(person)
}

/// Returns when the person of a session proved last who they are.
pub async fn proven_in(session: &Session) -> Result<Option<Moment>, Problem> {
    session.get(PROVEN).await.map_err(out_of_order)
}

/// Lets a session go on under another id, unless another request just did. Requests under way with the one
/// before still pass.
async fn renew(hall: &Hall, session: &Session) -> Result<bool, Problem> {
    let Some(old) = session.id() else { return Ok(false) };
    match hall.sessions.renew(&old).await.map_err(out_of_order)? {
        Some(new) => go_on_as(session, new).await.map(|()| true),
        None => Ok(false),
    }
}

/// Lets a session go on under another id; the one before is worth nothing from now on.
pub async fn renew_at_once(hall: &Hall, session: &Session) -> Result<(), Problem> {
    let Some(old) = session.id() else { return Ok(()) };
    match hall.sessions.renew_at_once(&old).await.map_err(out_of_order)? {
        Some(new) => go_on_as(session, new).await,
        None => Err(Problem::NotSignedIn),
    }
}

/// Gives a browser the id under which its session goes on: the row has it already.
async fn go_on_as(session: &Session, new: tower_sessions::session::Id) -> Result<(), Problem> {
    session.cycle_id().await.map_err(out_of_order)?;
    session.insert(RENEWED, new.to_string()).await.map_err(out_of_order)?;
    session.save().await.map_err(out_of_order)
}

/// Signs a person in under a new session id, so that an id from before is worth nothing. They have just proven
/// who they are.
pub async fn sign_in(
    hall: &Hall,
    session: &Session,
    visitor: &Visitor,
    person: PersonId,
) -> Result<(), Problem> {
    session.clear().await;
    session.cycle_id().await.map_err(out_of_order)?;
    session.insert(PERSON, person).await.map_err(out_of_order)?;
    session.insert(PROVEN, hall.clock.now()).await.map_err(out_of_order)?;
    session.insert(BROWSER, &visitor.browser).await.map_err(out_of_order)?;
    // Now, and not when the answer is under way: what goes wrong then has no words.
    session.save().await.map_err(out_of_order)?;
    note(hall, visitor, "signed_in", Some(person)).await;
    Ok(())
}

/// Writes down that somebody signed in or failed to, where the store can be written.
pub async fn note(hall: &Hall, visitor: &Visitor, kind: &'static str, person: Option<PersonId>) {
    let origin = visitor.origin.map(|origin| origin.to_canonical().to_string());
    let failed = kind == "sign_in_failed";
    // Who failed is not known: only whose account it was.
    let by = person.filter(|_| !failed);
    let subject = person.map(|person| person.0);
    let result = if failed { "wrong" } else { "done" };
    let (region, origin) = (None, origin.as_deref());
    let note = Note { kind, by, region, subject, result, origin };
    if let Err(error) = hall.audit.note(note, hall.clock.now()).await {
        warn!(cause = %error, "cannot write down who signed in");
    }
}

/// Notes that the person of a session has just proven who they are, and gives it another id.
pub async fn proved(hall: &Hall, session: &Session) -> Result<(), Problem> {
    session.insert(PROVEN, hall.clock.now()).await.map_err(out_of_order)?;
    if renew(hall, session).await? { Ok(()) } else { Err(Problem::Busy) }
}

/// Notes under a new id that somebody gave the right password: they are not signed in before they give a code.
pub async fn await_code(hall: &Hall, session: &Session, person: PersonId) -> Result<(), Problem> {
    session.clear().await;
    session.cycle_id().await.map_err(out_of_order)?;
    let password = password_of(hall, person).await?;
    let pending = Pending { person, since: hall.clock.now(), password };
    session.insert(PENDING, pending).await.map_err(out_of_order)?;
    session.save().await.map_err(out_of_order)
}

/// Returns who gave the right password with this browser and still has to give a code, unless that is long ago.
pub async fn awaited(hall: &Hall, session: &Session) -> Result<Option<PersonId>, Problem> {
    let pending: Option<Pending> = session.get(PENDING).await.map_err(out_of_order)?;
    let until = |pending: &Pending| {
        let wait = i64::try_from(CODE_WAIT.as_micros()).unwrap_or(i64::MAX);
        Moment(pending.since.0.saturating_add(wait))
    };
    let now = hall.clock.now();
    let Some(pending) = pending.filter(|pending| now < until(pending)) else { return Ok(None) };
    let is_same = password_of(hall, pending.person).await? == pending.password;
    Ok(is_same.then_some(pending.person))
}

/// Names the password that somebody has now.
async fn password_of(hall: &Hall, person: PersonId) -> Result<String, Problem> {
    let kept = hall.people.password_hash(person).await.map_err(out_of_order)?;
    let name = Sha256::digest(kept.unwrap_or_default());
    Ok(Uuid::new_v5(&person.0, &name).to_string())
}

/// Returns the handle of a session.
pub async fn handle_of(hall: &Hall, session: &Session) -> Result<Uuid, Problem> {
    let id = session.id().ok_or(Problem::NotSignedIn)?;
    let handle = hall.sessions.handle(&id).await.map_err(out_of_order)?;
    handle.ok_or(Problem::NotSignedIn)
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
