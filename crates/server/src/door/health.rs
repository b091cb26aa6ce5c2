//! Tells a host's monitoring whether the server can do its work.

use axum::{extract::State, http::StatusCode};

use super::Hall;

/// Answers 200 when the store answers.
pub async fn get(State(hall): State<Hall>) -> (StatusCode, &'static str) {
    if hall.regions.store_answers().await {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "store\n")
    }
}
