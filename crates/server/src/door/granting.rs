//! A coordinator lets an administrator read the region along for a while, and ends that.
//!
//! Invariant: for everybody else this address does not exist.

use app::{
    form::granting::{GrantDeed, GrantForm, GrantTrouble, REASON_CHARS_MAX, WantedGrant},
    page::{GrantingDone, GrantingPage, RefusedGrant},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{GuardedText, PersonId, Refusal, RegionId, TypedText};
use uuid::Uuid;

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    named::{Asked, Named},
    pages,
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    people::{Granted, NewGrant, ReasonOf},
    problem::Problem,
    screens::granting,
};

/// The query word that says what a form did.
const DONE: &str = "gedaan";

/// Shows who reads along, and the form that lets somebody.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let done = pairs.iter().find(|(name, _)| name == DONE).map(|(_, code)| code.as_str());
    let done = GrantingDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    show(&hall, &visitor, region, StatusCode::OK, GrantingPage { done, ..Default::default() }).await
}

/// Reads the address of the form.
pub fn region_at(path: &str) -> Option<RegionId> {
    path.strip_prefix("/regio/")?.strip_suffix("/deelnemers/meekijken")?.parse().ok()
}

/// Takes a form in; a refusal is shown with what was typed.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, region, &pairs).await
}

/// Takes the form in.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    region: RegionId,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    granting::must_look_after(hall, visitor, region).await?;
    let form = GrantForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let (taken, done) = match &form.deed {
        GrantDeed::Grant(wanted) => {
            visitor.must_have_proven(hall)?;
            let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
            let id = once(person, &format!("{region}/meekijken"), &form.token, &written).0;
            (give(hall, (region, person), id, wanted).await?, GrantingDone::Given)
        }
        GrantDeed::End(id) => {
            let all = hall.people.grants_in(region, hall.clock.now()).await;
            let found = all.map_err(out_of_order)?.into_iter().find(|grant| grant.id == *id);
            if let Some(grant) = found {
                let now = hall.clock.now();
                let ended = hall.people.end_reading((region, grant.person), person, now).await;
                ended.map_err(out_of_order)?;
            }
            // One that ended before is ended.
            (Ok(()), GrantingDone::Ended)
        }
        GrantDeed::RemoveReason(grant) => {
            // What is removed is gone for good.
            visitor.must_have_proven(hall)?;
            let reason = ReasonOf::Grant { region, grant: *grant };
            if !hall.regions.remove_reason(reason, person, hall.clock.now()).await? {
                return Err(Problem::NotFound);
            }
            (Ok(()), GrantingDone::ReasonRemoved)
        }
    };
    hall.places_changed(region).await;
    match taken {
        Ok(()) => {
            let to = format!("/regio/{region}/deelnemers/meekijken?{DONE}={}", done.code());
            Ok(Redirect::to(&to).into_response())
        }
        Err(trouble) => {
            let status = status(&trouble);
            let refused = Some(RefusedGrant { form, trouble });
            show(hall, visitor, region, status, GrantingPage { refused, ..Default::default() })
                .await
        }
    }
}

fn status(trouble: &GrantTrouble) -> StatusCode {
    match trouble {
        GrantTrouble::Refused(refusal) => Problem::Refused { refusal: refusal.clone() }.status(),
        GrantTrouble::NoAdministrator => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Takes a reason, in one line: it stands above every page of the region.
fn reason_of(typed: &TypedText) -> Result<GuardedText, GrantTrouble> {
    let line = typed.in_one_line();
    let chars = line.as_str().chars().count();
    if chars == 0 {
        return Err(GrantTrouble::NoReason);
    }
    if REASON_CHARS_MAX < chars {
        return Err(GrantTrouble::Refused(Refusal::TextTooLong { max: REASON_CHARS_MAX, chars }));
    }
    GuardedText::pass(&line).map_err(|objection| GrantTrouble::Refused(objection.into()))
}

/// Lets somebody read along, or says what is missing.
async fn give(
    hall: &Hall,
    (region, given_by): (RegionId, PersonId),
    id: Uuid,
    wanted: &WantedGrant,
) -> Result<Result<(), GrantTrouble>, Problem> {
    let Some(person) = wanted.reader else { return Ok(Err(GrantTrouble::NoReader)) };
    let Some(time) = wanted.time else { return Ok(Err(GrantTrouble::NoTime)) };
    let reason = match reason_of(&wanted.reason) {
        Ok(reason) => reason,
        Err(trouble) => return Ok(Err(trouble)),
    };
    let now = hall.clock.now();
    let new = NewGrant { id, region, person, given_by, reason, until: time.after(now) };
    match hall.people.grant_reading(&new, now).await.map_err(out_of_order)? {
        Granted::Done => Ok(Ok(())),
        Granted::NoAdministrator => Ok(Err(GrantTrouble::NoAdministrator)),
        Granted::NoCoordinator => Err(Problem::NotFound),
    }
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    status: StatusCode,
    page: GrantingPage,
) -> Result<Response, Problem> {
    let page = granting::page(hall, visitor, region, page).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
