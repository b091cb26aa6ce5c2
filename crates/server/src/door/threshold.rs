//! What every request passes on its way in, and every answer on its way out.

use axum::{
    extract::{FromRequestParts, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::{
    Hall, action_links,
    address::Address,
    headers::{self, Nonce},
    same_site,
};
use crate::{origin, problem::Problem};

/// Gives a request its nonce, turns away what another site sent, answers the rest with its origin at hand, and
/// gives the answer its headers.
pub async fn pass(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let nonce = Nonce(Uuid::new_v4().simple().to_string());
    let is_secret = action_links::is_below(request.uri().path());
    let mut response = if same_site::may_pass(&request) {
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(nonce.clone());
        let Ok(Address(address)) = Address::from_request_parts(&mut parts, &hall).await;
        origin::within(address, next.run(Request::from_parts(parts, body))).await
    } else {
        Problem::CrossSite.into_response()
    };
    headers::add(response.headers_mut(), &nonce, &hall.reach);
    if is_secret {
        headers::tell_no_path(response.headers_mut());
    }
    response
}
