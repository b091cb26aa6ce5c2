//! Signing in and out.
//!
//! Invariant: an account that does not exist answers like a wrong password, and as late.

use std::time::Instant;

use app::{
    page::{Carried, Screen, SignIn, SignInFailure},
    words::Words,
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, QuestionId, RegionId};
use serde::Deserialize;
use tower_sessions::Session;

use super::{
    Hall,
    address::Address,
    administration, comments,
    forms::{self, Pairs, unreadable},
    language::{self, own_path},
    named::Asked,
    own_questions, pages, people, removals, requests, rounds,
    signed_in::{out_of_order, sign_in, sign_out},
    visitor::Visitor,
};
use crate::{passwords::PASSWORD_BYTES_MAX, problem::Problem, screens};

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
struct Typed {
    account: String,
    password: String,
    back: Option<String>,
    carried: Pairs,
}

impl Typed {
    fn read(pairs: Pairs) -> Result<Self, Problem> {
        let (mut account, mut password, mut back, mut carried) = (None, None, None, vec![]);
        for (name, value) in pairs {
            match name.as_str() {
                "naam" => account = Some(value),
                "wachtwoord" => password = Some(value),
                "terug" => back = Some(value),
                _ => carried.push((name, value)),
            }
        }
        let account = account.ok_or(Problem::Unreadable)?;
        let password = password.ok_or(Problem::Unreadable)?;
        Ok(Self { account, password, back, carried })
    }

    /// Returns the form that a session's end came between, and where it was posted.
    fn form(&self) -> Option<Destination> {
        let form = self.back.as_deref().and_then(Destination::at);
        form.filter(|_| !self.carried.is_empty())
    }

    fn failed(self, failure: SignInFailure) -> SignIn {
        let failure = Some(failure);
        let Self { account: login, back, carried, .. } = self;
        SignIn { login, back, failure, carried, ..SignIn::default() }
    }
}

/// Shows the sign-in page.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(back): Asked<Back>,
) -> Result<Response, Problem> {
    if visitor.account.is_some() {
        return Ok(Redirect::to(own_path(&back.terug.unwrap_or_default())).into_response());
    }
    let failure = back.verlopen.map(|_| SignInFailure::Ended);
    let form = SignIn { back: back.terug, failure, ..SignIn::default() };
    show(&hall, &visitor, StatusCode::OK, form).await
}

/// A form that signing in can send on.
enum Destination {
    Check(forms::Place),
    Round(RegionId),
    Request(RegionId),
    Comment(RegionId, QuestionId),
    OwnQuestion(RegionId),
    People(RegionId),
    Removal(RegionId, u64),
    Administration,
}

impl Destination {
    fn at(path: &str) -> Option<Self> {
        let check = || forms::Place::at(path).map(Self::Check);
        let request = || requests::region_at(path).map(Self::Request);
        let comment = || {
            comments::question_at(path).map(|(region, question)| Self::Comment(region, question))
        };
        let own_question = || own_questions::region_at(path).map(Self::OwnQuestion);
        let people = || people::region_at(path).map(Self::People);
        let removal =
            || removals::entry_at(path).map(|(region, entry)| Self::Removal(region, entry));
        if path == "/beheer" {
            return Some(Self::Administration);
        }
        let round = rounds::region_at(path).map(Self::Round);
        round
            .or_else(check)
            .or_else(request)
            .or_else(comment)
            .or_else(own_question)
            .or_else(people)
            .or_else(removal)
    }
}

/// Returns a form that was posted there and that signing in can send on, also one that signing in
/// was about to send on. It never holds a password.
pub fn carried(path: &str, pairs: Pairs) -> Option<Carried> {
    let form = if path == "/inloggen" {
        let typed = Typed::read(pairs).ok()?;
        Carried { address: typed.back?, pairs: typed.carried }
    } else {
        Carried { address: path.to_owned(), pairs }
    };
    let goes_on = Destination::at(&form.address).is_some() && !form.pairs.is_empty();
    goes_on.then_some(form)
}

/// Asks somebody to sign in, and sends along what they typed.
pub async fn carry(
    hall: &Hall,
    visitor: &Visitor,
    form: Carried,
    failure: SignInFailure,
) -> Result<Response, Problem> {
    let failure = Some(failure);
    let Carried { address, pairs: carried } = form;
    let form = SignIn { back: Some(address), failure, carried, ..SignIn::default() };
    show(hall, visitor, StatusCode::UNAUTHORIZED, form).await
}

/// Signs somebody in under a new session, and takes in what they typed before the last one ended.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Address(address): Address,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    let typed = Typed::read(pairs)?;
    let account = typed.account.trim().to_lowercase();
    if ACCOUNT_CHARS_MAX < account.chars().count() || PASSWORD_BYTES_MAX < typed.password.len() {
        let form = typed.failed(SignInFailure::Wrong);
        return show(&hall, &visitor, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    if !hall.throttle.take_try(&account, address, Instant::now()) {
        let form = typed.failed(SignInFailure::TooMany);
        return show(&hall, &visitor, StatusCode::TOO_MANY_REQUESTS, form).await;
    }
    let person = match enter(&hall, &session, &account, typed.password.clone()).await {
        Ok(Some(person)) => person,
        Ok(None) => {
            let form = typed.failed(SignInFailure::Wrong);
            return show(&hall, &visitor, StatusCode::UNPROCESSABLE_ENTITY, form).await;
        }
        Err(_) => {
            hall.throttle.give_back(&account, address);
            let form = typed.failed(SignInFailure::Unavailable);
            return show(&hall, &visitor, StatusCode::SERVICE_UNAVAILABLE, form).await;
        }
    };
    hall.throttle.succeeded(&account, address);
    let account = hall.people.account(person).await.map_err(out_of_order)?;
    let mut account = account.ok_or(Problem::NotSignedIn)?;
    let chosen = visitor.chosen;
    language::take_over(&hall, &mut account, chosen).await?;
    let language = account.language;
    let visitor = Visitor { account: Some(account), language, ..visitor };
    let response = send_on(&hall, &visitor, person, typed).await?;
    Ok(language::forget(response, &hall, chosen))
}

/// Takes in the form that the session's end came between, or leads back to where somebody was.
async fn send_on(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    typed: Typed,
) -> Result<Response, Problem> {
    let carried = &typed.carried;
    match typed.form() {
        Some(Destination::Check(place)) => {
            forms::take(hall, visitor, person, &place, carried).await
        }
        Some(Destination::Round(region)) => {
            rounds::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Request(region)) => {
            requests::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Comment(region, question)) => {
            comments::take(hall, visitor, person, (region, question), carried).await
        }
        Some(Destination::OwnQuestion(region)) => {
            own_questions::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Removal(region, entry)) => {
            removals::take(hall, visitor, person, (region, entry), carried).await
        }
        Some(Destination::Administration) => {
            administration::take(hall, visitor, person, carried).await
        }
        Some(Destination::People(region)) => {
            people::take(hall, visitor, person, region, carried).await
        }
        None => Ok(Redirect::to(own_path(&typed.back.unwrap_or_default())).into_response()),
    }
}

/// Begins a session for whoever has this name and password, or for nobody.
async fn enter(
    hall: &Hall,
    session: &Session,
    account: &str,
    password: String,
) -> Result<Option<PersonId>, Problem> {
    let person = check(hall, account, password).await?;
    if let Some(person) = person {
        sign_in(session, person).await?;
    }
    Ok(person)
}

/// Signs out and goes to the sign-in page.
pub async fn leave(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
) -> Result<Response, Problem> {
    sign_out(&session).await?;
    let response = Redirect::to("/inloggen").into_response();
    Ok(language::forget(response, &hall, visitor.chosen))
}

/// Returns whose name and password these are.
async fn check(hall: &Hall, account: &str, password: String) -> Result<Option<PersonId>, Problem> {
    let known = hall.people.credentials(account).await.map_err(out_of_order)?;
    let (person, kept) = known.map(|known| (known.person, known.password_hash)).unzip();
    let matches = hall.passwords.matches(password, kept).await;
    Ok(if matches.map_err(|_| Problem::Busy)? { person } else { None })
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    form: SignIn,
) -> Result<Response, Problem> {
    let demo = hall.demo.as_ref();
    let form = SignIn {
        demo: demo.map(|demo| demo.offered(Words(visitor.language))).unwrap_or_default(),
        demo_password: demo.map(|demo| demo.password.clone()),
        ..form
    };
    let page = screens::page(hall, visitor, Screen::SignIn(form)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
