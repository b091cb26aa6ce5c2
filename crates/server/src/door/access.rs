//! Who has access for which organisation: shows it, gives it as a file, and takes it in that a list is right.
//!
//! Invariant: what speaks for an organisation, and what is taken out of the house, takes a proof and leaves a row in
//! the audit.

use app::{
    form::access::{AccessForm, DONE},
    page::{AccessPage, AccessTrouble, RefusedDeed},
    words::Words,
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Actor, PersonId, RegionId, Role,
    rights::{Ability, demand},
};

use super::{
    Hall, attachment,
    forms::{Pairs, must_be_of, once, opened},
    named::{Asked, Named},
    pages, refusals,
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    audit::Note,
    people::{NewReview, Reviewed},
    problem::Problem,
    screens::{self, access},
};

/// Shows who has access.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let done = pairs.iter().find(|(name, _)| name == DONE);
    let done = done.and_then(|(_, id)| id.parse().ok());
    show(&hall, &visitor, region, StatusCode::OK, AccessPage { done, ..AccessPage::default() })
        .await
}

/// Gives who has access as a file, to whoever has just proven who they are.
pub async fn get_sheet(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
) -> Result<Response, Problem> {
    let (table, rows) = access::sheet(&hall, &visitor, region).await?;
    visitor.must_have_proven(&hall)?;
    let origin = visitor.origin.map(|origin| origin.to_canonical().to_string());
    let note = Note {
        kind: "access_taken",
        by: Some(table.insider.person()),
        region: Some(region),
        subject: table.insider.organisation().map(|own| own.0),
        result: "done",
        origin: origin.as_deref(),
    };
    hall.audit.note(note, hall.clock.now()).await.map_err(out_of_order)?;
    attachment::csv(Words(visitor.language).access_file(), &rows)
}

/// Returns the address of the page, and of its form.
pub fn path(region: RegionId) -> String {
    format!("/regio/{region}/deelnemers/toegang")
}

/// Reads the address of the form.
pub fn region_at(path: &str) -> Option<RegionId> {
    path.strip_prefix("/regio/")?.strip_suffix("/deelnemers/toegang")?.parse().ok()
}

/// Takes it in that a list is right.
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
    let form = AccessForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let member = *table.insider.member().ok_or(Problem::NotFound)?;
    let (actor, organisation) = (Actor::Member(member), form.organisation);
    let reviews = |organisation| demand(&actor, Ability::Invite(organisation, Role::Editor));
    // Whoever looks after nobody's place does not see the page; an organisation of elsewhere is nowhere.
    if reviews(member.organisation).is_err() || !table.region.takes_part(organisation) {
        return Err(Problem::NotFound);
    }
    let refused =
        |trouble| AccessPage { trouble: Some((organisation, trouble)), ..AccessPage::default() };
    if let Err(refusal) = reviews(organisation) {
        refusals::note(hall, visitor.asking(person, region), RefusedDeed::Places, &refusal).await;
        let page = refused(AccessTrouble::Refused(refusal));
        return show(hall, visitor, region, StatusCode::FORBIDDEN, page).await;
    }
    visitor.must_have_proven(hall)?;
    let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
    let id = once(person, &format!("{region}/deelnemers/toegang"), &form.token, &written).0;
    let (by, seen) = (member, form.seen);
    let new = NewReview { id, region, organisation, by, seen };
    match hall.people.review(&new, hall.clock.now()).await.map_err(out_of_order)? {
        Reviewed::Done => {
            let to = format!("{}?{DONE}={organisation}", path(region));
            Ok(Redirect::to(&to).into_response())
        }
        Reviewed::Changed => {
            let page = refused(AccessTrouble::Changed);
            show(hall, visitor, region, StatusCode::CONFLICT, page).await
        }
        Reviewed::Nobody => Err(Problem::NotFound),
    }
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    status: StatusCode,
    page: AccessPage,
) -> Result<Response, Problem> {
    let page = access::page(hall, visitor, region, page).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
