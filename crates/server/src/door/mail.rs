//! Outgoing mail: shows it to whoever looks after what it tells, and takes the forms about it.
//!
//! Invariant: what somebody does not see on their page of mail they do not touch either.

use app::{
    form::mail::MailDeed,
    page::{MailDone, MailPage, Page, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, RegionId};
use uuid::Uuid;

use super::{
    Hall,
    administration::must_administer,
    forms::{Pairs, must_be_of, opened},
    named::{Asked, Named},
    pages,
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    mail::{Mail, MailTo, is_address},
    problem::Problem,
    screens::mail,
};

/// Where the administration's page stands.
const ADMINISTRATION: &str = "/beheer/mail";
/// The query word that says what a form did.
const DONE: &str = "gedaan";

/// Shows a region's outgoing mail.
pub async fn get_of_region(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let page = mail::of_region(&hall, &visitor, region, asked(&pairs)).await?;
    Ok(pages::show(&hall, &visitor, &page).into_response())
}

/// Shows the mail that the administration looks after.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    must_administer(&hall, &visitor).await?;
    let page = mail::of_administration(&hall, &visitor, asked(&pairs)).await?;
    Ok(pages::show(&hall, &visitor, &page).into_response())
}

/// Takes a form about a region's mail.
pub async fn post_of_region(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, Some(region), &pairs).await
}

/// Takes a form about the mail that the administration looks after.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, None, &pairs).await
}

/// Reads the address of the forms: of a region, or without one of the administration.
pub fn place_at(path: &str) -> Option<Option<RegionId>> {
    if path == ADMINISTRATION {
        return Some(None);
    }
    let region = path.strip_prefix("/regio/")?.strip_suffix("/deelnemers/mail")?;
    region.parse().ok().map(Some)
}

fn asked(pairs: &Pairs) -> MailPage {
    let done = pairs.iter().find(|(name, _)| name == DONE).map(|(_, code)| code.as_str());
    let done = MailDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    MailPage { done, ..MailPage::default() }
}

/// Takes the form in.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    region: Option<RegionId>,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    let deed = MailDeed::read(pairs).map_err(|_| Problem::Unreadable)?;
    let page = match region {
        Some(region) => mail::of_region(hall, visitor, region, MailPage::default()).await?,
        None => {
            must_administer(hall, visitor).await?;
            mail::of_administration(hall, visitor, MailPage::default()).await?
        }
    };
    let now = hall.clock.now();
    let done = match deed {
        MailDeed::Again(id) => {
            let mail = seen(hall, &page, id).await?;
            hall.outbox.try_now(&mail, person, now).await.map_err(out_of_order)?;
            MailDone::TriedAgain
        }
        MailDeed::Stop(id) => {
            let mail = seen(hall, &page, id).await?;
            hall.outbox.stop(&mail, person, now).await.map_err(out_of_order)?;
            MailDone::Stopped
        }
        MailDeed::Test if region.is_none() => test(hall, visitor, person).await?,
        MailDeed::Test => return Err(Problem::Unreadable),
    };
    let address = match region {
        Some(region) => format!("/regio/{region}/deelnemers/mail"),
        None => ADMINISTRATION.to_owned(),
    };
    Ok(Redirect::to(&format!("{address}?{DONE}={}", done.code())).into_response())
}

/// Returns a mail that stands on a page.
async fn seen(hall: &Hall, page: &Page, id: Uuid) -> Result<Mail, Problem> {
    let Screen::Mail(_, shown) = &page.screen else { return Err(Problem::NotFound) };
    if !shown.mails.iter().any(|mail| mail.id == id) {
        return Err(Problem::NotFound);
    }
    hall.outbox.mail(id).await.map_err(out_of_order)?.ok_or(Problem::NotFound)
}

/// Sends an administrator a mail, to see whether it arrives.
async fn test(hall: &Hall, visitor: &Visitor, person: PersonId) -> Result<MailDone, Problem> {
    let login = hall.people.login(person).await.map_err(out_of_order)?;
    let recipient = login.filter(|login| is_address(login)).ok_or(Problem::Unreadable)?;
    if !hall.outbox.is_on() {
        return Err(Problem::Unreadable);
    }
    let to = MailTo { recipient, language: visitor.language };
    hall.outbox.put_test(&to, person, hall.clock.now()).await.map_err(out_of_order)?;
    Ok(MailDone::Tested)
}
