//! One's own account: shows it, changes the password and what colleagues see, ends sessions.
//!
//! Invariant: a new password ends every other session at once, and gives this one another id.

use std::{net::IpAddr, time::Instant};

use app::{
    form::{self, people::FUNCTION},
    page::{
        AccountDone, AccountPage, AccountScreen, AccountTrouble, PasswordTrouble, Screen,
        SessionLine,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Moment, PersonId, Refusal, TypedText};
use time::OffsetDateTime;
use tower_sessions::Session;

use super::{
    Hall,
    address::Address,
    forms::{Pairs, must_be_of, opened, typed},
    invitations::weakness,
    named::Asked,
    pages,
    people::function_of,
    proving::note_failure,
    signed_in::{handle_of, out_of_order, renew_at_once},
    visitor::Visitor,
};
use crate::{
    mail::notice_to, passwords::PASSWORD_BYTES_MAX, problem::Problem, screens, sessions::OwnSession,
};

/// Where one's own account stands.
pub const PATH: &str = "/account";
/// The query word that says what a form did.
const DONE: &str = "gedaan";
/// What the form says with which one changes what colleagues see.
const SET_FUNCTION: &str = "functie";

/// Returns where to go after a form did this.
pub fn done_at(done: AccountDone) -> String {
    format!("{PATH}?{DONE}={}", done.code())
}

/// Shows the account.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let done = pairs.iter().find(|(name, _)| name == DONE).map(|(_, code)| code.as_str());
    let done = AccountDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    let page = AccountPage { done, ..AccountPage::default() };
    show(&hall, &visitor, &session, StatusCode::OK, page).await
}

/// Takes a form in.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Address(address): Address,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    must_be_of(person, &pairs)?;
    let now = hall.clock.now();
    let deed = typed(&pairs, form::DO);
    let done = match deed.split_once(':') {
        Some(("beeindig", handle)) => {
            let handle = handle.parse().map_err(|_| Problem::Unreadable)?;
            let ended = hall.people.end_session(person, handle, now).await;
            if !ended.map_err(out_of_order)? {
                return Err(Problem::NotFound);
            }
            AccountDone::Session
        }
        None if deed == "beeindig-andere" => {
            let keep = handle_of(&hall, &session).await?;
            let ended = hall.people.end_other_sessions(person, keep, now).await;
            ended.map_err(out_of_order)?;
            AccountDone::Sessions
        }
        None if can_wait(&pairs) => {
            return take(&hall, &visitor, &session, person, &pairs).await;
        }
        None if deed == "wachtwoord" => {
            let changed = change_password(&hall, &session, address, person, &pairs).await?;
            if let Err(trouble) = changed {
                let status = status(&trouble);
                let page = AccountPage { trouble: Some(trouble), ..AccountPage::default() };
                return show(&hall, &visitor, &session, status, page).await;
            }
            AccountDone::Password
        }
        _ => return Err(Problem::Unreadable),
    };
    hall.sessions.forget_all();
    Ok(Redirect::to(&done_at(done)).into_response())
}

/// Tells whether a form of this page can wait until somebody signed in again: the one in which something is typed
/// that is no password.
pub fn can_wait(pairs: &Pairs) -> bool {
    typed(pairs, form::DO) == SET_FUNCTION
}

/// Takes in a form that can wait; a refusal is shown with what was typed.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    session: &Session,
    person: PersonId,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    let function = form::read_text(pairs, FUNCTION).unwrap_or_default();
    if let Err(refusal) = set_function(hall, person, &function).await? {
        let status = Problem::Refused { refusal: refusal.clone() }.status();
        let function_trouble = Some(refusal);
        let page = AccountPage { function, function_trouble, ..AccountPage::default() };
        return show(hall, visitor, session, status, page).await;
    }
    Ok(Redirect::to(&done_at(AccountDone::Function)).into_response())
}

fn status(trouble: &PasswordTrouble) -> StatusCode {
    match trouble {
        PasswordTrouble::TooMany => StatusCode::TOO_MANY_REQUESTS,
        PasswordTrouble::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        PasswordTrouble::Present | PasswordTrouble::New(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Sets what colleagues see of somebody, or says why it is not taken.
async fn set_function(
    hall: &Hall,
    person: PersonId,
    function: &TypedText,
) -> Result<Result<(), Refusal>, Problem> {
    let display = match function_of(function) {
        Ok(display) => display,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let set =
        hall.people.set_display(person, display.as_deref(), (None, person), hall.clock.now()).await;
    set.map_err(out_of_order).map(Ok)
}

/// Gives somebody another password who knows the present one.
async fn change_password(
    hall: &Hall,
    session: &Session,
    address: IpAddr,
    person: PersonId,
    pairs: &Pairs,
) -> Result<Result<(), PasswordTrouble>, Problem> {
    let (present, new) = (typed(pairs, "huidig"), typed(pairs, "wachtwoord"));
    let key = format!("bewijs/{person}");
    if !hall.throttle.take_try(&key, address, Instant::now()) {
        return Ok(Err(PasswordTrouble::TooMany));
    }
    let fits = present.len() <= PASSWORD_BYTES_MAX;
    let kept = hall.people.password_hash(person).await.map_err(out_of_order)?;
    let present = if fits { present } else { String::new() };
    let Ok(matches) = hall.passwords.matches(present, kept).await else {
        hall.throttle.give_back(&key, address);
        return Ok(Err(PasswordTrouble::Unavailable));
    };
    if !matches {
        note_failure(hall, person, address).await;
        return Ok(Err(PasswordTrouble::Present));
    }
    hall.throttle.succeeded(&key, address);
    let known = known_words(hall, person).await?;
    if let Some(weak) = weakness(&new, &known) {
        return Ok(Err(PasswordTrouble::New(weak)));
    }
    let Ok(hash) = hall.passwords.hash(new).await else {
        return Ok(Err(PasswordTrouble::New(AccountTrouble::Unavailable)));
    };
    let (keep, now) = (handle_of(hall, session).await?, hall.clock.now());
    let notice = notice_to(&hall.outbox, &hall.people, person).await.map_err(out_of_order)?;
    let changed = hall.people.change_password(person, &hash, keep, notice.as_ref(), now).await;
    changed.map_err(out_of_order)?;
    hall.outbox.wake();
    renew_at_once(hall, session).await?;
    Ok(Ok(()))
}

/// Returns the names that somebody would try first who knows where this person works.
pub async fn known_words(hall: &Hall, person: PersonId) -> Result<Vec<String>, Problem> {
    let login = hall.people.login(person).await.map_err(out_of_order)?;
    let places = hall.people.places_of(person, hall.clock.now()).await.map_err(out_of_order)?;
    let names = places.into_iter().flat_map(|place| [place.region_name, place.organisation_name]);
    Ok(login.into_iter().chain(names).collect())
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    session: &Session,
    status: StatusCode,
    page: AccountPage,
) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let this = handle_of(hall, session).await?;
    let factor = hall.people.second_factor(person).await.map_err(out_of_order)?;
    let sessions = hall.sessions.of(person).await.map_err(out_of_order)?;
    // Sessions go by the real time, pages by the clock of the house.
    let ahead = hall.clock.now().0 - OffsetDateTime::now_utc().unix_timestamp() * 1_000_000;
    let line = |one: OwnSession| SessionLine {
        handle: one.handle,
        browser: one.browser,
        began: Moment(one.began.0 + ahead),
        used: Moment(one.used.0 + ahead),
        is_this: one.handle == this,
    };
    let display = hall.people.display(person).await.map_err(out_of_order)?;
    let function = match page.function_trouble {
        Some(_) => page.function,
        None => TypedText::new(display.clone().unwrap_or_default()),
    };
    let page = AccountPage {
        person,
        login: hall.people.login(person).await.map_err(out_of_order)?.unwrap_or_default(),
        display,
        function,
        two_steps_since: factor.since,
        misses_codes: factor.since.is_some() && !factor.keeps_codes,
        sessions: sessions.into_iter().map(line).collect(),
        ..page
    };
    let screen = Screen::Account(Box::new(AccountScreen::Own(page)));
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
