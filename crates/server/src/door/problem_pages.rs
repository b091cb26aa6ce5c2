//! Shows problems as pages to those who read pages.
//!
//! Invariant: what a form held is in the page that says why it could not be taken in, to be sent once more
//! or to be taken along; where the session ended it goes along to signing in.

use app::page::{self, Carried, Screen, SignInFailure, wire};
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    Hall, action_links,
    forms::{self, Pairs},
    pages, proving, signin,
    visitor::{Visitor, accepts},
};
use crate::{problem::Problem, screens};

/// Turns a problem into a page, or into the way to sign in, where a person asked for a page.
pub async fn show(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    if accepts(request.headers(), "text/html") {
        // In a box of its own: a command is not to carry the room that a page takes.
        Box::pin(show_page(hall, request, next)).await
    } else {
        next.run(request).await
    }
}

async fn show_page(hall: Hall, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (response, sent) = match read(&parts, body).await {
        Ok((body, sent)) => (next.run(Request::from_parts(parts.clone(), body)).await, sent),
        Err(problem) => (problem.into_response(), Bytes::new()),
    };
    let Some(problem) = response.extensions().get::<Problem>().cloned() else {
        return response;
    };
    let visitor = Visitor::from_request_parts(&mut parts, &hall).await;
    let mut visitor = visitor.unwrap_or_else(|_| Visitor::new(&parts, None));
    if action_links::is_below(parts.uri.path()) {
        // What stands in the address of a link stands in no form.
        visitor.address = "/".to_owned();
    }
    let form = carried(&parts, sent, &problem).await;
    let why = match problem {
        Problem::NotSignedIn => Some(SignInFailure::Ended),
        Problem::OtherPerson => Some(SignInFailure::OtherPerson),
        _ => None,
    };
    if let Some(why) = why {
        return match form {
            Some(form) => signin::carry(&hall, &visitor, form, why).await.into_response(),
            None => to_sign_in(&parts.method, &parts.uri.to_string()),
        };
    }
    if problem == Problem::NotProven {
        let address = parts.uri.to_string();
        return proving::carry(&hall, &visitor, form, &address).await.into_response();
    }
    if problem == Problem::SecondFactorNeeded && parts.method == Method::GET {
        let address = wire::second_factor_address(&parts.uri.to_string());
        return Redirect::to(&address).into_response();
    }
    let form = form.filter(|_| stays_with_its_sender(&problem));
    let screen = Screen::Problem(kind(&problem), form);
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

/// Reads a form before it is handed on, so that it can still be shown afterwards.
async fn read(parts: &Parts, body: Body) -> Result<(Body, Bytes), Problem> {
    if parts.method != Method::POST || holds_file(parts) {
        return Ok((body, Bytes::new()));
    }
    let read = axum::body::to_bytes(body, forms::BODY_BYTES_MAX).await;
    let read = read.map_err(|_| Problem::TooLarge)?;
    if !is_text(&read) {
        return Err(Problem::Unreadable);
    }
    Ok((Body::from(read.clone()), read))
}

/// Tells whether a form holds a file: it is read as it comes, and no file is in a page to be sent once more.
fn holds_file(parts: &Parts) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// Tells whether what was sent is text once its numbers are bytes again: a form is read as if it were, and what is
/// none would be kept as signs that nobody typed.
fn is_text(sent: &[u8]) -> bool {
    let mut bytes = Vec::with_capacity(sent.len());
    let mut rest = sent;
    while let Some((first, after)) = rest.split_first() {
        let number = (*first == b'%').then(|| after.get(..2)).flatten();
        let number = number.and_then(|digits| std::str::from_utf8(digits).ok());
        match number.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    std::str::from_utf8(&bytes).is_ok()
}

/// Returns the form that was sent, if it was one whose fields may be shown again.
async fn carried(parts: &Parts, sent: Bytes, problem: &Problem) -> Option<Carried> {
    if sent.is_empty() {
        return None;
    }
    let request = Request::from_parts(parts.clone(), Body::from(sent));
    let Form(pairs) = Form::<Pairs>::from_request(request, &()).await.ok()?;
    let path = parts.uri.path();
    if action_links::is_below(path) {
        // Whoever answers by a link signs in nowhere: it is sent once more, or not at all.
        let passes = kind(problem) == page::Problem::Unavailable;
        return passes.then(|| Carried { address: path.to_owned(), pairs });
    }
    signin::carried(path, pairs)
}

/// Tells whether the page holds what was typed: to send again where the trouble passes, else to take along. What
/// another site sent is nobody's here.
fn stays_with_its_sender(problem: &Problem) -> bool {
    use page::Problem::{Forbidden, NotFound, SecondFactorNeeded, Unavailable};
    matches!(kind(problem), Unavailable | NotFound | Forbidden | SecondFactorNeeded)
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
        Problem::Refused { .. } | Problem::OtherPerson | Problem::NotProven => {
            page::Problem::Forbidden
        }
        Problem::SecondFactorNeeded => page::Problem::SecondFactorNeeded,
        Problem::Busy | Problem::Overtaken | Problem::Unavailable => page::Problem::Unavailable,
        Problem::FileMissing => page::Problem::FileMissing,
        Problem::NewerRelease { .. } => page::Problem::NewerRelease,
    }
}
