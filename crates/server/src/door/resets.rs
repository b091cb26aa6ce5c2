//! A new password for whoever forgot theirs: takes the address, and later the password.
//!
//! Invariant: an address without an account is answered as one with, and as fast; opening a link changes nothing.

use std::time::Instant;

use app::{
    form::people::{LOGIN, PASSWORD},
    page::{AccountTrouble, ResetPage, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    Hall,
    account::known_words,
    address::Address,
    forms::{Pairs, typed, unreadable},
    invitations::weakness,
    named::Named,
    pages,
    signed_in::out_of_order,
    signin::tries_of,
    visitor::Visitor,
};
use crate::{
    mail::{MailTo, is_address, notice_to},
    people::Token,
    problem::Problem,
    screens,
};

/// Asks for the address.
pub async fn get(State(hall): State<Hall>, visitor: Visitor) -> Result<Response, Problem> {
    let page = match hall.outbox.is_on() {
        true => ResetPage::Ask { login: String::new(), trouble: None },
        false => ResetPage::NoMail,
    };
    show(&hall, &visitor, StatusCode::OK, page).await
}

/// Puts a link in the mail, if there is such an account.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Address(address): Address,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    if !hall.outbox.is_on() {
        return show(&hall, &visitor, StatusCode::OK, ResetPage::NoMail).await;
    }
    let login = typed(&pairs, LOGIN).trim().to_lowercase();
    let refuse = |trouble, status| {
        let page = ResetPage::Ask { login: login.clone(), trouble: Some(trouble) };
        show(&hall, &visitor, status, page)
    };
    if !is_address(&login) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return refuse(AccountTrouble::NoAddress, status).await;
    }
    // Nobody fills somebody's mailbox, or ours.
    if !hall.throttle.take_try(&format!("wachtwoord {login}"), address, Instant::now()) {
        return refuse(AccountTrouble::TooMany, StatusCode::TOO_MANY_REQUESTS).await;
    }
    let to = MailTo { recipient: login.clone(), language: visitor.language };
    hall.outbox.put_reset(&to, hall.clock.now()).await.map_err(out_of_order)?;
    show(&hall, &visitor, StatusCode::OK, ResetPage::Asked { login }).await
}

/// Asks for the new password.
pub async fn get_link(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(token): Named<String>,
) -> Result<Response, Problem> {
    let now = hall.clock.now();
    let token = Token::read(&token).ok_or(Problem::NotFound)?;
    match hall.people.reset_of(&token, now).await.map_err(out_of_order)? {
        Some(_) => choose(&hall, &visitor, &token, StatusCode::OK, None).await,
        None => show(&hall, &visitor, StatusCode::GONE, ResetPage::Gone).await,
    }
}

/// Takes the new password, and ends every session of the account.
pub async fn post_link(
    State(hall): State<Hall>,
    visitor: Visitor,
    Address(address): Address,
    Named(token): Named<String>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    let now = hall.clock.now();
    let token = Token::read(&token).ok_or(Problem::NotFound)?;
    let password = typed(&pairs, PASSWORD);
    let Some(person) = hall.people.reset_of(&token, now).await.map_err(out_of_order)? else {
        return show(&hall, &visitor, StatusCode::GONE, ResetPage::Gone).await;
    };
    let key = format!("wachtwoord {person}");
    if !hall.throttle.take_try(&key, address, Instant::now()) {
        let (status, trouble) = (StatusCode::TOO_MANY_REQUESTS, AccountTrouble::TooMany);
        return choose(&hall, &visitor, &token, status, Some(trouble)).await;
    }
    let known = known_words(&hall, person).await?;
    if let Some(weak) = weakness(&password, &known) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return choose(&hall, &visitor, &token, status, Some(weak)).await;
    }
    let Ok(hash) = hall.passwords.hash(password).await else {
        let (status, trouble) = (StatusCode::SERVICE_UNAVAILABLE, AccountTrouble::Unavailable);
        return choose(&hall, &visitor, &token, status, Some(trouble)).await;
    };
    let notice = notice_to(&hall.outbox, &hall.people, person).await.map_err(out_of_order)?;
    let changed = hall.people.reset_password(&token, &hash, notice.as_ref(), now).await;
    if changed.map_err(out_of_order)?.is_none() {
        return show(&hall, &visitor, StatusCode::GONE, ResetPage::Gone).await;
    }
    hall.sessions.forget_all();
    hall.outbox.wake();
    // Whoever tried the old one too often signs in with the new one at once.
    hall.throttle.succeeded(&key, address);
    if let Some(login) = hall.people.login(person).await.map_err(out_of_order)? {
        hall.throttle.forgive(&tries_of(&login), address, Instant::now());
    }
    Ok(Redirect::to("/inloggen?wachtwoord=nieuw").into_response())
}

async fn choose(
    hall: &Hall,
    visitor: &Visitor,
    token: &Token,
    status: StatusCode,
    trouble: Option<AccountTrouble>,
) -> Result<Response, Problem> {
    let page = ResetPage::Choose { address: token.reset_address(), trouble };
    show(hall, visitor, status, page).await
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    page: ResetPage,
) -> Result<Response, Problem> {
    let page = screens::page(hall, visitor, Screen::Reset(page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
