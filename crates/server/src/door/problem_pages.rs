//! Shows problems as pages to those who read pages.

use app::page::{self, Screen, wire};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    Hall, pages,
    visitor::{Visitor, accepts},
};
use crate::{problem::Problem, screens};

/// Turns a problem into a page, or into the way to sign in, where a person asked for a page.
pub async fn show(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    if !accepts(request.headers(), "text/html") {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let response = next.run(Request::from_parts(parts.clone(), body)).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else {
        return response;
    };
    if problem == Problem::NotSignedIn {
        return to_sign_in(&parts.method, &parts.uri.to_string());
    }
    let visitor = Visitor::from_request_parts(&mut parts, &hall).await;
    let visitor = visitor.unwrap_or_else(|_| Visitor::new(&parts, None));
    let screen = Screen::Problem(kind(&problem));
    let page = match screens::page(&hall, &visitor, screen.clone()).await {
        Ok(page) => Ok(page),
        Err(_) => screens::page(&hall, &Visitor::new(&parts, None), screen).await,
    };
    let Ok(page) = page else { return response };
    let mut shown = pages::show(&hall, &visitor, &page);
    *shown.status_mut() = response.status();
    if let Some(retry) = response.headers().get(header::RETRY_AFTER) {
        shown.headers_mut().insert(header::RETRY_AFTER, retry.clone());
    }
    shown
}

fn to_sign_in(method: &Method, address: &str) -> Response {
    if *method == Method::GET && address != "/" {
        Redirect::to(&wire::sign_in_address(address)).into_response()
    } else {
        Redirect::to("/inloggen").into_response()
    }
}

fn kind(problem: &Problem) -> page::Problem {
    match problem {
        Problem::NotSignedIn | Problem::NotFound | Problem::WrongMethod => page::Problem::NotFound,
        Problem::Unreadable | Problem::CommandIdReused => page::Problem::Unreadable,
        Problem::TooLarge => page::Problem::TooLarge,
        Problem::CrossSite => page::Problem::CrossSite,
        Problem::Refused { .. } => page::Problem::Forbidden,
        Problem::Busy | Problem::Unavailable => page::Problem::Unavailable,
        Problem::NewerRelease { .. } => page::Problem::NewerRelease,
    }
}
