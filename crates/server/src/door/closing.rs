//! Closes one's own account: every place ends, and nobody signs in with it any more.
//!
//! Invariant: an account closes only when nothing waits for it in any region, and with every place that it has.

use app::{
    form,
    page::{AccountScreen, ClosingPage, ClosingRegion, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, RegionId};
use tower_sessions::Session;
use tracing::info;

use super::{
    Hall,
    forms::{Pairs, must_be_of, opened, typed},
    pages,
    signed_in::{out_of_order, sign_out},
    visitor::Visitor,
};
use crate::{
    leaving::{successor_of, waits_for},
    people::Closed,
    problem::Problem,
    screens,
};

/// The value of the button that closes the account.
const CLOSE: &str = "sluit";

/// Shows what keeps somebody, or the form that closes the account.
pub async fn get(State(hall): State<Hall>, visitor: Visitor) -> Result<Response, Problem> {
    show(&hall, &visitor, StatusCode::OK, false).await
}

/// Closes the account of whoever has just proven who they are, unless something keeps them.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    must_be_of(person, &pairs)?;
    if typed(&pairs, form::DO) != CLOSE {
        return Err(Problem::Unreadable);
    }
    visitor.must_have_proven(&hall)?;
    if kept(&hall, person).await?.is_kept() {
        return show(&hall, &visitor, StatusCode::CONFLICT, true).await;
    }
    let now = hall.clock.now();
    let leaving = leaving(&hall, person).await?;
    let successors = leaving.iter().filter_map(|(region, heir)| heir.map(|heir| (*region, heir)));
    let successors: Vec<(RegionId, PersonId)> = successors.collect();
    // Every place ends with the account, or none.
    match hall.people.leave_and_close(person, &successors, now).await.map_err(out_of_order)? {
        Closed::Done(_) => {}
        Closed::NoCoordinatorLeft(_) | Closed::Administers => {
            return show(&hall, &visitor, StatusCode::CONFLICT, true).await;
        }
    }
    for (region, _) in leaving {
        // What came up in between waits for the side.
        hall.places_changed(region).await;
    }
    info!(person.id = %person, "the account of person {person} was closed");
    hall.sessions.forget_all();
    sign_out(&session).await?;
    Ok(Redirect::to("/inloggen?gesloten=ja").into_response())
}

/// Returns the regions that somebody leaves, and who goes on there with what they did.
async fn leaving(
    hall: &Hall,
    person: PersonId,
) -> Result<Vec<(RegionId, Option<PersonId>)>, Problem> {
    let now = hall.clock.now();
    let mut leaving = Vec::new();
    for place in hall.people.places_of(person, now).await.map_err(out_of_order)? {
        let heir = successor_of((&hall.regions, &hall.people), place.region, person, now).await?;
        leaving.push((place.region, heir));
    }
    Ok(leaving)
}

/// Returns what keeps somebody in each of their regions.
async fn kept(hall: &Hall, person: PersonId) -> Result<ClosingPage, Problem> {
    let now = hall.clock.now();
    let mut regions = Vec::new();
    for place in hall.people.places_of(person, now).await.map_err(out_of_order)? {
        let (region, name) = (place.region, place.region_name);
        // A region that cannot be read now keeps them, and does not hide the others.
        let waits = waits_for((&hall.regions, &hall.people), region, person, now).await.ok();
        let is_known = waits.is_some();
        let waits = waits.unwrap_or_default();
        regions.push(ClosingRegion {
            region,
            name,
            waits: is_known.then_some(waits.held),
            alone: waits.alone,
            last_coordinator: waits.last_coordinator,
            elsewhere: waits.elsewhere,
            may_adopt: place.may_adopt,
        });
    }
    let administers = hall.people.administers(person).await.map_err(out_of_order)?;
    Ok(ClosingPage { person, regions, administers, was_kept: false })
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    was_kept: bool,
) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let page = ClosingPage { was_kept, ..kept(hall, person).await? };
    let screen = Screen::Account(Box::new(AccountScreen::Closing(page)));
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
