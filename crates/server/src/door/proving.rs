//! Proving who one is: the code after the password, and both once more before something that binds.
//!
//! Invariant: a wrong password, a wrong code and one that was used before answer alike.

use std::{net::IpAddr, time::Instant};

use app::page::{
    AccountScreen, AuditKind, Carried, CodePage, ProofFailure, ProvePage, Screen, wire,
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::PersonId;
use serde::Deserialize;
use tower_sessions::Session;
use tracing::warn;

use super::{
    Hall,
    address::Address,
    forms::{Pairs, opened, unreadable},
    language::own_path,
    named::Asked,
    pages,
    second_factor::{CODE, PASSWORD},
    signed_in::{awaited, note, out_of_order, proved},
    signin::{self, Onward},
    visitor::Visitor,
};
use crate::{audit::Note, passwords::PASSWORD_BYTES_MAX, problem::Problem, screens};

/// Where one proves once more who one is.
pub const PATH: &str = "/account/bewijzen";
/// Where the code is sent, after the password.
pub const CODE_PATH: &str = "/inloggen/code";

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Back {
    terug: Option<String>,
}

/// What was typed, and what travels along.
struct Typed {
    password: String,
    code: String,
    onward: Onward,
}

impl Typed {
    fn read(pairs: Pairs) -> Self {
        let mut typed =
            Self { password: String::new(), code: String::new(), onward: Onward::default() };
        for (name, value) in pairs {
            match name.as_str() {
                PASSWORD => typed.password = value,
                CODE => typed.code = value,
                "terug" => typed.onward.back = Some(value),
                _ => typed.onward.carried.push((name, value)),
            }
        }
        typed
    }
}

/// Shows the page on which one proves once more who one is.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(back): Asked<Back>,
) -> Result<Response, Problem> {
    let back = own_path(&back.terug.unwrap_or_default()).to_owned();
    // Whoever signed in on the way here has just proven it.
    if visitor.account.is_some() && visitor.must_have_proven(&hall).is_ok() {
        return Ok(Redirect::to(&back).into_response());
    }
    let onward = Onward { back: Some(back), carried: vec![] };
    show(&hall, &visitor, StatusCode::OK, onward, None).await
}

/// Asks for a proof, and sends along the form that needs it; a page that needs one is asked for again.
pub async fn carry(
    hall: &Hall,
    visitor: &Visitor,
    form: Option<Carried>,
    address: &str,
) -> Result<Response, Problem> {
    match form {
        Some(Carried { address, pairs }) => {
            let onward = Onward { back: Some(address), carried: pairs };
            show(hall, visitor, StatusCode::FORBIDDEN, onward, None).await
        }
        None => Ok(Redirect::to(&wire::prove_address(own_path(address))).into_response()),
    }
}

/// Takes a proof, and then the form that waited for it.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Address(address): Address,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    let Typed { password, code, onward } = Typed::read(pairs);
    if let Err(failure) = proves(&hall, person, address, (password, &code)).await? {
        return show(&hall, &visitor, status(failure), onward, Some(failure)).await;
    }
    proved(&hall, &session).await?;
    let visitor = Visitor { proven: Some(hall.clock.now()), ..visitor };
    signin::send_on(&hall, &visitor, &session, person, onward).await
}

/// Tells whether the password and, where somebody signs in in two steps, the code are theirs.
pub async fn proves(
    hall: &Hall,
    person: PersonId,
    address: IpAddr,
    (password, code): (String, &str),
) -> Result<Result<(), ProofFailure>, Problem> {
    let key = format!("bewijs/{person}");
    if !hall.throttle.take_try(&key, address, Instant::now()) {
        return Ok(Err(ProofFailure::TooMany));
    }
    let fits = password.len() <= PASSWORD_BYTES_MAX;
    let password = if fits { password } else { String::new() };
    let kept = hall.people.password_hash(person).await.map_err(out_of_order)?;
    let Ok(matches) = hall.passwords.matches(password, kept).await else {
        hall.throttle.give_back(&key, address);
        return Ok(Err(ProofFailure::Unavailable));
    };
    let right = matches && {
        let takes_code = hall.people.has_second_factor(person).await.map_err(out_of_order)?;
        let now = hall.clock.now();
        !takes_code
            || hall.people.take_code(person, code, now).await.map_err(out_of_order)?.is_some()
    };
    if !right {
        note_failure(hall, person, address).await;
        return Ok(Err(ProofFailure::Wrong));
    }
    hall.throttle.succeeded(&key, address);
    Ok(Ok(()))
}

/// Writes down that a proof failed. Who tried is not known: only whose session it was.
pub async fn note_failure(hall: &Hall, person: PersonId, address: IpAddr) {
    let origin = address.to_canonical().to_string();
    let note = Note {
        kind: AuditKind::ProofFailed.code(),
        by: None,
        region: None,
        subject: Some(person.0),
        result: "wrong",
        origin: Some(&origin),
    };
    if let Err(error) = hall.audit.note_try(note, hall.clock.now()).await {
        warn!(cause = %error, "cannot write down that a proof failed");
    }
}

/// Asks for the code of somebody whose password is right.
pub async fn ask_code(hall: &Hall, visitor: &Visitor, onward: Onward) -> Result<Response, Problem> {
    show_code(hall, visitor, StatusCode::OK, onward, None).await
}

/// Leads whoever loads the page of the code again to where signing in begins.
pub async fn back() -> Redirect {
    Redirect::to("/inloggen")
}

/// Takes the code, and signs in.
pub async fn post_code(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Address(address): Address,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    let Typed { code, onward, .. } = Typed::read(pairs);
    // Whoever waited too long gives the password again; what they typed before travels on.
    let person = awaited(&hall, &session).await?.ok_or(Problem::NotSignedIn)?;
    let key = format!("code/{person}");
    if !hall.throttle.take_try(&key, address, Instant::now()) {
        let failure = ProofFailure::TooMany;
        return show_code(&hall, &visitor, status(failure), onward, Some(failure)).await;
    }
    let taken = hall.people.take_code(person, &code, hall.clock.now()).await;
    if taken.map_err(out_of_order)?.is_none() {
        note(&hall, &visitor, "sign_in_failed", Some(person)).await;
        let failure = ProofFailure::Wrong;
        return show_code(&hall, &visitor, status(failure), onward, Some(failure)).await;
    }
    hall.throttle.succeeded(&key, address);
    signin::come_in(&hall, &session, visitor, person, onward).await
}

fn status(failure: ProofFailure) -> StatusCode {
    match failure {
        ProofFailure::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        ProofFailure::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ProofFailure::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    onward: Onward,
    failure: Option<ProofFailure>,
) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let takes_code = hall.people.has_second_factor(person).await.map_err(out_of_order)?;
    let back = own_path(&onward.back.unwrap_or_default()).to_owned();
    let page = ProvePage { person, back, carried: onward.carried, takes_code, failure };
    let screen = Screen::Account(Box::new(AccountScreen::Prove(page)));
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

async fn show_code(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    Onward { back, carried }: Onward,
    failure: Option<ProofFailure>,
) -> Result<Response, Problem> {
    let page = CodePage { back, carried, failure };
    let screen = Screen::Account(Box::new(AccountScreen::Code(page)));
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
