//! Gives a region as its reader may see it.

use std::{collections::BTreeSet, str::FromStr};

use axum::{Json, extract::State};
use domain::{Region, RegionId, Texts, texts::ActionsHeld};
use serde::Deserialize;

use super::{
    Hall,
    address::Address,
    named::{Asked, Named},
    reading,
    signed_in::Known,
};
use crate::problem::Problem;

/// At which entry, and with which explanations.
#[derive(Deserialize)]
pub struct Wish {
    /// The number, or nothing for now.
    seq: Option<u64>,
    /// Of which municipalities.
    van: Option<String>,
    /// To which questions.
    bij: Option<String>,
    /// Which actions, with what happened to them.
    acties: Option<String>,
    /// Which actions, as they stand.
    lijst: Option<String>,
    /// After which entry every action that was made comes along.
    sinds: Option<u64>,
}

impl Wish {
    /// What is no id adds no explanations.
    fn texts(&self) -> Texts {
        match (&self.van, &self.bij) {
            (None, None) => Texts::All,
            (of, on) => {
                let actions = ActionsHeld {
                    whole: ids(self.acties.as_deref()),
                    listed: ids(self.lijst.as_deref()),
                    since: self.sinds.unwrap_or(u64::MAX),
                };
                Texts::Only { of: ids(of.as_deref()), on: ids(on.as_deref()), actions }
            }
        }
    }
}

fn ids<T: FromStr + Ord>(list: Option<&str>) -> BTreeSet<T> {
    list.unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect()
}

/// Answers with the region now, or as it stood at an entry.
pub async fn get(
    State(hall): State<Hall>,
    Known(person): Known,
    Address(origin): Address,
    Named(region): Named<RegionId>,
    Asked(wish): Asked<Wish>,
) -> Result<Json<Region>, Problem> {
    let sight = match wish.seq {
        Some(seq) => hall.regions.look_back(region, person, seq).await?,
        None => hall.regions.look(region, person).await?,
    };
    reading::note(&hall, region, &sight.insider, Some(origin)).await?;
    Ok(Json(sight.region.with_texts(wish.texts())))
}
