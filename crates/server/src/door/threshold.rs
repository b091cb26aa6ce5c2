//! What every request passes on its way in, and every answer on its way out.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::{
    Hall,
    headers::{self, Nonce},
    same_site,
};
use crate::problem::Problem;

/// Gives a request its nonce, turns away what another site sent, and gives the answer its headers.
pub async fn pass(State(hall): State<Hall>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce(Uuid::new_v4().simple().to_string());
    let mut response = if same_site::may_pass(&request) {
        request.extensions_mut().insert(nonce.clone());
        next.run(request).await
    } else {
        Problem::CrossSite.into_response()
    };
    headers::add(response.headers_mut(), &nonce, &hall.reach);
    response
}
