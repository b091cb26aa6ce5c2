//! Gives a region as its reader may see it.

use std::sync::Arc;

use axum::{Json, extract::State};
use domain::{Region, RegionId};
use serde::Deserialize;

use super::{
    Hall,
    named::{Asked, Named},
    signed_in::SignedIn,
};
use crate::problem::Problem;

/// At which entry.
#[derive(Deserialize)]
pub struct At {
    /// The number, or nothing for now.
    seq: Option<u64>,
}

/// Answers with the region now, or as it stood at an entry.
pub async fn get(
    State(hall): State<Hall>,
    SignedIn(person): SignedIn,
    Named(region): Named<RegionId>,
    Asked(at): Asked<At>,
) -> Result<Json<Arc<Region>>, Problem> {
    let sight = match at.seq {
        Some(seq) => hall.regions.look_back(region, person, seq).await?,
        None => hall.regions.look(region, person).await?,
    };
    Ok(Json(sight.region))
}
