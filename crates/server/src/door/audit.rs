//! Shows what happened outside the journal to those who look after it.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{Moment, RegionId};
use serde::Deserialize;

use super::{
    Hall,
    administration::must_administer,
    named::{Asked, Named},
    pages,
    visitor::Visitor,
};
use crate::{problem::Problem, screens::audit};

/// Before which moment.
#[derive(Deserialize)]
pub struct Before {
    voor: Option<i64>,
}

/// Shows the part of a region.
pub async fn get_of_region(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(Before { voor }): Asked<Before>,
) -> Result<Response, Problem> {
    let page = audit::of_region(&hall, &visitor, region, voor.map(Moment)).await?;
    Ok(pages::show(&hall, &visitor, &page).into_response())
}

/// Shows the part of the administration.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(Before { voor }): Asked<Before>,
) -> Result<Response, Problem> {
    must_administer(&hall, &visitor).await?;
    let page = audit::of_administration(&hall, &visitor, voor.map(Moment)).await?;
    Ok(pages::show(&hall, &visitor, &page).into_response())
}
