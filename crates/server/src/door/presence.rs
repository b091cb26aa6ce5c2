//! Takes in where somebody is, and answers with who else is where.

use axum::{Json, body::Bytes, extract::State};
use domain::{
    ids::{PersonId, RegionId, TabId},
    presence::{Here, Present},
};
use serde::Deserialize;

use super::{Hall, named::Named, signed_in::Known};
use crate::problem::Problem;

/// A place has a handful of ids.
pub const BODY_BYTES_MAX: usize = 1024;

/// What a tab says. A page that is left cannot set headers, so the person stands in it too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    tab: TabId,
    #[serde(default)]
    nth: u64,
    person: PersonId,
    #[serde(default)]
    here: Option<Here>,
}

/// Takes it in.
pub async fn post(
    State(hall): State<Hall>,
    Known(person): Known,
    Named(region): Named<RegionId>,
    body: Bytes,
) -> Result<Json<Vec<Present>>, Problem> {
    let said: Said = serde_json::from_slice(&body).map_err(|_| Problem::Unreadable)?;
    if said.person != person {
        return Err(Problem::NotSignedIn);
    }
    Ok(Json(hall.regions.be_at(region, person, (said.tab, said.nth), said.here).await?))
}
