//! Who administers, who stops doing so, and an administrator who stops reading a region along.

use app::{
    form::people::{END_ADMINISTRATION, STOP_READING},
    page::{AccountDone, AdministrationDone, AdministrationPage, AdministratorLine},
    words::Words,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, RegionId};

use super::{DONE, show};
use crate::{
    door::{Hall, account::done_at, signed_in::out_of_order, visitor::Visitor},
    people::SteppedDown,
    problem::Problem,
    screens::granting::names,
};

/// Returns who administers the installation.
pub(super) async fn lines(
    hall: &Hall,
    visitor: &Visitor,
) -> Result<Vec<AdministratorLine>, Problem> {
    let all = hall.people.who_administers().await.map_err(out_of_order)?;
    let mut names = names(Words(visitor.language), &all);
    let line = all.iter().map(|one| AdministratorLine {
        person: one.person,
        name: names.remove(&one.person).unwrap_or_default(),
        since: one.since,
    });
    Ok(line.collect())
}

pub(super) fn done(done: AdministrationDone) -> Response {
    Redirect::to(&format!("/beheer?{DONE}={}", done.code())).into_response()
}

/// Takes in what somebody wants to end of their own, or of another administrator; nothing where the pressed
/// button does something else.
pub(super) async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    deed: &str,
) -> Result<Option<Response>, Problem> {
    match deed.split_once(':') {
        Some((STOP_READING, region)) => {
            let region = region.parse().map_err(|_| Problem::Unreadable)?;
            stop_reading(hall, person, region).await.map(Some)
        }
        Some((END_ADMINISTRATION, whose)) => {
            visitor.must_have_proven(hall)?;
            let whose = whose.parse().map_err(|_| Problem::Unreadable)?;
            end(hall, visitor, person, whose).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// Ends the grant under which somebody reads a region along. It takes no proof: it gives nobody anything.
async fn stop_reading(
    hall: &Hall,
    person: PersonId,
    region: RegionId,
) -> Result<Response, Problem> {
    let now = hall.clock.now();
    let ended = hall.people.end_reading((region, person), person, now).await;
    // One that ended before is ended.
    if ended.map_err(out_of_order)? {
        hall.places_changed(region).await;
    }
    Ok(done(AdministrationDone::StoppedReading))
}

/// Lets somebody administer no more: oneself, or another.
async fn end(
    hall: &Hall,
    visitor: &Visitor,
    by: PersonId,
    whose: PersonId,
) -> Result<Response, Problem> {
    let ended = hall.people.end_administration(whose, by, hall.clock.now()).await;
    match ended.map_err(out_of_order)? {
        SteppedDown::Done(regions) => {
            hall.sessions.forget_all();
            for region in regions {
                hall.places_changed(region).await;
            }
            // Whoever stopped has nothing to see here any more.
            match whose == by {
                true => Ok(Redirect::to(&done_at(AccountDone::SteppedDown)).into_response()),
                false => Ok(done(AdministrationDone::Ended)),
            }
        }
        SteppedDown::IsLast => {
            let page = AdministrationPage { is_last: true, ..AdministrationPage::default() };
            show(hall, visitor, StatusCode::CONFLICT, page).await
        }
        SteppedDown::Nobody => Err(Problem::NotFound),
    }
}
