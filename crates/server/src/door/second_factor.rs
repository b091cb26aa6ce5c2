//! Sets up the second step of signing in, makes recovery codes, and turns it off.
//!
//! Invariant: a secret and a recovery code are shown to whoever they belong to, once they are needed, and are
//! in no log.

use std::time::Instant;

use app::{
    form,
    page::{
        AccountDone, AccountScreen, Begun, FactorTrouble, ProofFailure, Screen, SecondFactorPage,
        wire,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::PersonId;
use qrcode::{Color, EcLevel, QrCode};
use serde::Deserialize;
use tower_sessions::Session;

use super::{
    Hall,
    account::done_at,
    address::Address,
    forms::{Pairs, must_be_of, opened, typed},
    language::own_path,
    named::Asked,
    pages,
    proving::proves,
    signed_in::{handle_of, out_of_order, renew_at_once},
    signin::Onward,
    visitor::Visitor,
};
use crate::{mail::notice_to, problem::Problem, screens};

/// Where it is done.
pub const PATH: &str = "/account/twee-stappen";
/// The name of the field with a password.
pub const PASSWORD: &str = "wachtwoord";
/// The name of the field with a code.
pub const CODE: &str = "code";
/// The name of the field that says where to go on.
const ONWARD: &str = "daarna";
/// How the program is called in an app that gives codes.
const ISSUER: &str = "Ketentafel";

/// Where to go on afterwards.
#[derive(Deserialize)]
pub struct Back {
    daarna: Option<String>,
}

/// Leads whoever comes in to where their second step is told of or set up first, unless a form goes along: where it
/// is asked of them, where somebody else turned it off, and where they may not have seen their recovery codes.
pub async fn first(hall: &Hall, person: PersonId, onward: Onward) -> Result<Onward, Problem> {
    let factor = hall.people.second_factor(person).await.map_err(out_of_order)?;
    let waits = factor.since.is_none() && is_required(hall, person).await?;
    let misses_codes = factor.since.is_some() && !factor.keeps_codes;
    if onward.carried.is_empty() && (waits || misses_codes || factor.reset_at.is_some()) {
        let back = own_path(&onward.back.unwrap_or_default()).to_owned();
        return Ok(Onward { back: Some(wire::second_factor_address(&back)), carried: vec![] });
    }
    Ok(onward)
}

async fn is_required(hall: &Hall, person: PersonId) -> Result<bool, Problem> {
    let now = hall.clock.now();
    let by = hall.people.required_by(person, now).await.map_err(out_of_order)?;
    Ok(!by.is_empty() || is_required_here(hall, person).await?)
}

/// Tells whether the installation asks it of whoever administers it, and this person does.
async fn is_required_here(hall: &Hall, person: PersonId) -> Result<bool, Problem> {
    if !hall.administrators_in_two_steps {
        return Ok(false);
    }
    hall.people.administers(person).await.map_err(out_of_order)
}

/// Shows how it stands.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(back): Asked<Back>,
) -> Result<Response, Problem> {
    let shown = Shown { back: back.daarna, ..Shown::default() };
    show(&hall, &visitor, StatusCode::OK, shown).await
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
    match typed(&pairs, form::DO).as_str() {
        "aan" => turn_on(&hall, &visitor, &session, address, (person, &pairs)).await,
        "uit" => turn_off(&hall, &visitor, &session, address, (person, &pairs)).await,
        _ => take(&hall, &visitor, person, &pairs).await,
    }
}

/// Takes in a form that holds nothing secret, so that it can wait for a proof.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    let now = hall.clock.now();
    let back = back_of(pairs);
    match typed(pairs, form::DO).as_str() {
        "begin" => {
            visitor.must_have_proven(hall)?;
            hall.people.begin_second_factor(person, now).await.map_err(out_of_order)?;
            let to =
                back.map_or_else(|| PATH.to_owned(), |back| wire::second_factor_address(&back));
            Ok(Redirect::to(&to).into_response())
        }
        "nieuwe-codes" => {
            visitor.must_have_proven(hall)?;
            let codes = hall.people.renew_codes(person, now).await.map_err(out_of_order)?;
            let shown = Shown { back, codes: codes.unwrap_or_default(), ..Shown::default() };
            show(hall, visitor, StatusCode::OK, shown).await
        }
        "gelezen" => {
            hall.people.reset_was_read(person, now).await.map_err(out_of_order)?;
            let to = back.unwrap_or_else(|| "/".to_owned());
            Ok(Redirect::to(own_path(&to)).into_response())
        }
        "codes-bewaard" => {
            hall.people.codes_were_kept(person, now).await.map_err(out_of_order)?;
            let to = back.unwrap_or_else(|| "/account".to_owned());
            Ok(Redirect::to(own_path(&to)).into_response())
        }
        // Their password and code did not travel along: they are typed once more.
        "aan" | "uit" => {
            show(hall, visitor, StatusCode::OK, Shown { back, ..Shown::default() }).await
        }
        _ => Err(Problem::Unreadable),
    }
}

/// Turns it on where the code is right, and shows the recovery codes.
async fn turn_on(
    hall: &Hall,
    visitor: &Visitor,
    session: &Session,
    address: std::net::IpAddr,
    (person, pairs): (PersonId, &Pairs),
) -> Result<Response, Problem> {
    visitor.must_have_proven(hall)?;
    let back = back_of(pairs);
    let key = format!("code/{person}");
    if !hall.throttle.take_try(&key, address, Instant::now()) {
        let shown = Shown { back, trouble: Some(FactorTrouble::TooMany), ..Shown::default() };
        return show(hall, visitor, StatusCode::TOO_MANY_REQUESTS, shown).await;
    }
    let (handle, now) = (handle_of(hall, session).await?, hall.clock.now());
    let code = typed(pairs, CODE);
    let notice = notice_to(&hall.outbox, &hall.people, person).await.map_err(out_of_order)?;
    let confirmed =
        hall.people.confirm_second_factor(person, &code, handle, notice.as_ref(), now).await;
    let Some(codes) = confirmed.map_err(out_of_order)? else {
        if hall.people.has_second_factor(person).await.map_err(out_of_order)? {
            // It is on already, as after a second click: the page asks whether the codes were kept.
            hall.throttle.give_back(&key, address);
            return show(hall, visitor, StatusCode::OK, Shown { back, ..Shown::default() }).await;
        }
        let shown = Shown { back, trouble: Some(FactorTrouble::Code), ..Shown::default() };
        return show(hall, visitor, StatusCode::UNPROCESSABLE_ENTITY, shown).await;
    };
    hall.outbox.wake();
    hall.throttle.succeeded(&key, address);
    changed(hall, session, person).await?;
    show(hall, visitor, StatusCode::OK, Shown { back, codes, ..Shown::default() }).await
}

/// Turns it off where the password and the code are right and nobody asks for it.
async fn turn_off(
    hall: &Hall,
    visitor: &Visitor,
    session: &Session,
    address: std::net::IpAddr,
    (person, pairs): (PersonId, &Pairs),
) -> Result<Response, Problem> {
    let back = back_of(pairs);
    let refused =
        |trouble| Shown { back: back.clone(), trouble: Some(trouble), ..Shown::default() };
    if is_required(hall, person).await? {
        let shown = refused(FactorTrouble::Required);
        return show(hall, visitor, StatusCode::FORBIDDEN, shown).await;
    }
    let typed = (typed(pairs, PASSWORD), typed(pairs, CODE));
    if let Err(failure) = proves(hall, person, address, (typed.0, &typed.1)).await? {
        let (status, trouble) = match failure {
            ProofFailure::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, FactorTrouble::Proof),
            ProofFailure::TooMany => (StatusCode::TOO_MANY_REQUESTS, FactorTrouble::TooMany),
            ProofFailure::Unavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, FactorTrouble::Unavailable)
            }
        };
        return show(hall, visitor, status, refused(trouble)).await;
    }
    let notice = notice_to(&hall.outbox, &hall.people, person).await.map_err(out_of_order)?;
    let ended = hall.people.end_second_factor(person, notice.as_ref(), hall.clock.now()).await;
    ended.map_err(out_of_order)?;
    hall.outbox.wake();
    changed(hall, session, person).await?;
    Ok(Redirect::to(&done_at(AccountDone::OneStep)).into_response())
}

/// Gives this session another id, and lets every region of the person look anew.
async fn changed(hall: &Hall, session: &Session, person: PersonId) -> Result<(), Problem> {
    renew_at_once(hall, session).await?;
    hall.sessions.forget_all();
    let places = hall.people.places_of(person, hall.clock.now()).await.map_err(out_of_order)?;
    for place in places {
        hall.places_changed(place.region).await;
    }
    Ok(())
}

/// What a page shows beside how it stands.
#[derive(Default)]
struct Shown {
    back: Option<String>,
    codes: Vec<String>,
    trouble: Option<FactorTrouble>,
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    Shown { back, codes, trouble }: Shown,
) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let factor = hall.people.second_factor(person).await.map_err(out_of_order)?;
    let login = hall.people.login(person).await.map_err(out_of_order)?.unwrap_or_default();
    let now = hall.clock.now();
    let page = SecondFactorPage {
        person,
        back: back.map(|back| own_path(&back).to_owned()),
        since: factor.since,
        begun: factor.begun.and_then(|secret| begun(&login, &secret)),
        codes_left: factor.codes_left,
        codes,
        keeps_codes: factor.keeps_codes,
        reset_at: factor.reset_at,
        required_by: hall.people.required_by(person, now).await.map_err(out_of_order)?,
        is_required_here: is_required_here(hall, person).await?,
        trouble,
    };
    let screen = Screen::Account(Box::new(AccountScreen::SecondFactor(page)));
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// Returns a secret as an app takes it: to type, and to scan.
fn begun(login: &str, secret: &str) -> Option<Begun> {
    let account = wire::encoded(login);
    let address = format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}");
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let dark = colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
    let squares = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width, at / width));
    let letters: Vec<char> = secret.chars().collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect::<String>());
    Some(Begun { secret: groups.collect::<Vec<_>>().join(" "), squares: squares.collect(), width })
}

fn back_of(pairs: &Pairs) -> Option<String> {
    Some(typed(pairs, ONWARD)).filter(|back| !back.is_empty())
}

#[cfg(test)]
mod tests {
    use super::begun;

    #[test]
    fn a_secret_is_there_to_type_and_to_scan() {
        let begun = begun("beleid@waterdam.nl", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").unwrap();
        assert_eq!(begun.secret, "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
        // The three corners by which a phone finds the square.
        assert!(begun.squares.starts_with("M0 0h1v1h-1z"));
        assert!(20 < begun.width);
    }
}
