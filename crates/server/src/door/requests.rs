//! Takes the forms with which people ask a colleague or a partner something, and answer that.

use app::{
    form::{RequestForm, Trouble, Whose},
    page::{RefusedRequest, RequestDone, RequestsPage, Screen},
    words::local_day,
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, RegionId, Sent};

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    named::Named,
    pages, refusals,
    visitor::Visitor,
};
use crate::{problem::Problem, regions::Rejected, screens};

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

/// Reads the address of the form.
pub fn region_at(path: &str) -> Option<RegionId> {
    path.strip_prefix("/regio/")?.strip_suffix("/verzoeken")?.parse().ok()
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
    let form = RequestForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let table = screens::table(hall, visitor, region, |own| own).await?;
    // Who writes nowhere is told who does at their own organisation.
    let own = table.insider.organisation();
    let of = table.writes_for().map_or(own, Whose::owner);
    let trouble = match form.command(of, local_day(hall.clock.now())) {
        Ok(command) => {
            let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
            let id = once(person, &format!("{region}/verzoek"), &form.token, &written);
            let sent = Sent { id, command };
            match refusals::submit(hall, visitor.asking(person, region), sent).await {
                Ok(_) => {
                    let to = pages::after_request(region, RequestDone::of(form.deed));
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(Rejected::Refused(refusal)) => Trouble::Refused(refusal),
                Err(rejected) => return Err(rejected.into()),
            }
        }
        Err(trouble) => trouble,
    };
    let status = match &trouble {
        Trouble::Refused(refusal) => Problem::Refused { refusal: refusal.clone() }.status(),
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    // Read again: something else may have come in between.
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let table = screens::with_colleagues(hall, visitor, table).await?;
    let refused = Some(RefusedRequest { trouble, form });
    let page = RequestsPage { refused, ..RequestsPage::default() };
    let page = screens::page(hall, visitor, Screen::Requests(table, page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
