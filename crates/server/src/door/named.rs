//! What an address names, and what its query asks, with our own answer when it cannot be read.

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::Hall;
use crate::problem::Problem;

/// The things that an address names. What is no name names nothing: it does not exist.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Hall> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Problem> {
        let path = Path::from_request_parts(parts, hall).await;
        path.map(|Path(names)| Self(names)).map_err(|_| Problem::NotFound)
    }
}

/// What the query of an address asks.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Hall> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Problem> {
        let query = Query::from_request_parts(parts, hall).await;
        query.map(|Query(asked)| Self(asked)).map_err(|_| Problem::Unreadable)
    }
}
