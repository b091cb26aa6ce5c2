//! Takes the forms with which people ask a colleague or a partner something, and answer that.

use app::{
    form::{RequestForm, Whose},
    page::{RefusedRequest, RequestDone, RequestsPage, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{CommandId, PersonId, Refusal, RegionId, Sent};
use uuid::Uuid;

use super::{
    Hall,
    forms::{Pairs, must_be_of},
    named::Named,
    pages,
    visitor::Visitor,
};
use crate::{
    problem::Problem,
    regions::{Rejected, Sender},
    screens,
};

/// Takes a form in; a refusal is shown with what was typed.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(|_| Problem::Unreadable)?;
    let person = visitor.signed_in()?.person;
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
    let of = table.writes_for().and_then(Whose::owner);
    let Ok(command) = form.command(of) else {
        let refused = RefusedRequest { refusal: None, form };
        return again(hall, visitor, region, StatusCode::UNPROCESSABLE_ENTITY, refused).await;
    };
    let done = RequestDone::of(form.deed);
    let sent = Sent { id: command_id(person, region, &form), command };
    let refusal = match hall.regions.submit(region, Sender::Person(person), sent).await {
        Ok(_) => return Ok(Redirect::to(&pages::after_request(region, done)).into_response()),
        Err(Rejected::Refused(refusal)) if refusal != Refusal::NotHere => refusal,
        Err(rejected) => return Err(rejected.into()),
    };
    let status = Problem::Refused { refusal: refusal.clone() }.status();
    let refused = RefusedRequest { refusal: Some(refusal), form };
    again(hall, visitor, region, status, refused).await
}

/// Shows the page again, with what was refused and what was typed.
async fn again(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    status: StatusCode,
    refused: RefusedRequest,
) -> Result<Response, Problem> {
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let table = screens::with_colleagues(hall, visitor, table).await?;
    let page = RequestsPage { refused: Some(refused), ..RequestsPage::default() };
    let page = screens::page(hall, visitor, Screen::Requests(table, page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// Names the command of a form: the same form posted twice has the effect of once.
fn command_id(person: PersonId, region: RegionId, form: &RequestForm) -> CommandId {
    let place = Uuid::new_v5(&person.0, format!("{region}/verzoek/{}", form.token).as_bytes());
    let written = serde_json::to_vec(form).expect("a form is plain data with text keys");
    CommandId(Uuid::new_v5(&place, &written))
}
