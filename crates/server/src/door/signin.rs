//! Signing in and out.
//!
//! Invariant: an account that does not exist answers like a wrong password, and as late.

use std::time::Instant;

use app::page::{Screen, SignIn, SignInFailure};
use axum::{
    Form,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::PersonId;
use serde::Deserialize;
use tower_sessions::Session;

use super::{
    Hall,
    address::Address,
    language::own_path,
    pages,
    signed_in::{out_of_order, sign_in, sign_out},
    visitor::Visitor,
};
use crate::{passwords::PASSWORD_BYTES_MAX, problem::Problem, screens};

/// A name and a password.
pub const BODY_BYTES_MAX: usize = 16 * 1024;
/// Longer account names do not exist.
const ACCOUNT_CHARS_MAX: usize = 100;

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Back {
    terug: Option<String>,
    #[serde(default)]
    verlopen: Option<String>,
}

/// The sign-in form.
#[derive(Deserialize)]
pub struct Typed {
    account: String,
    wachtwoord: String,
    terug: Option<String>,
}

/// Shows the sign-in page.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    if visitor.account.is_some() {
        return Ok(Redirect::to(own_path(&back.terug.unwrap_or_default())).into_response());
    }
    let failure = back.verlopen.map(|_| SignInFailure::Ended);
    let form = SignIn { back: back.terug, failure, ..SignIn::default() };
    show(&hall, &visitor, StatusCode::OK, form).await
}

/// Signs somebody in under a new session.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Address(address): Address,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let account = typed.account.trim().to_lowercase();
    let now = Instant::now();
    if !hall.throttle.lets_try(&account, address, now) {
        let form = failed(typed, SignInFailure::TooMany);
        return show(&hall, &visitor, StatusCode::TOO_MANY_REQUESTS, form).await;
    }
    match check(&hall, &account, typed.wachtwoord.clone()).await? {
        Some(person) => {
            hall.throttle.succeeded(&account);
            sign_in(&session, person).await?;
            Ok(Redirect::to(own_path(&typed.terug.unwrap_or_default())).into_response())
        }
        None => {
            hall.throttle.failed(&account, address, now);
            let form = failed(typed, SignInFailure::Wrong);
            show(&hall, &visitor, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
    }
}

/// Signs out and goes to the sign-in page.
pub async fn leave(session: Session) -> Result<Redirect, Problem> {
    sign_out(&session).await?;
    Ok(Redirect::to("/inloggen"))
}

/// Returns whose name and password these are.
async fn check(hall: &Hall, account: &str, password: String) -> Result<Option<PersonId>, Problem> {
    let plausible =
        account.chars().count() <= ACCOUNT_CHARS_MAX && password.len() <= PASSWORD_BYTES_MAX;
    if !plausible {
        return Ok(None);
    }
    let known = hall.people.credentials(account).await.map_err(out_of_order)?;
    let (person, kept) = known.map(|known| (known.person, known.password_hash)).unzip();
    Ok(if hall.passwords.matches(password, kept).await { person } else { None })
}

fn failed(typed: Typed, failure: SignInFailure) -> SignIn {
    SignIn { login: typed.account, back: typed.terug, failure: Some(failure), ..SignIn::default() }
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    form: SignIn,
) -> Result<Response, Problem> {
    let demo = hall.demo.as_deref();
    let form = SignIn {
        demo: demo.map(|demo| demo.accounts.clone()).unwrap_or_default(),
        demo_password: demo.map(|demo| demo.password.clone()),
        ..form
    };
    let page = screens::page(hall, visitor, Screen::SignIn(form)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
