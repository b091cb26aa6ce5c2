//! The calendar that a program reads without signing in, and the page on which its owner makes, replaces and
//! revokes its address.
//!
//! Invariant: an address that was never made, was replaced or revoked looks like a page that does not exist. What
//! stands in an address is in no log.

use app::{
    form,
    page::{
        AccountScreen, CALENDAR_FEED_ADDRESS, CalendarFeedPage, FeedLinks, FeedStand, MAKE_FEED,
        REVOKE_FEED, Screen,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::local_day;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tracing::warn;

use super::{
    Hall,
    forms::{Pairs, must_be_of, opened, typed},
    named::{Asked, Named},
    pages,
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{calendar_feed, people::Token, problem::Problem, screens};

/// How the address of a calendar ends.
const ENDING: &str = ".ics";
/// What a browser calls the file: never what stands in its address.
const AS_FILE: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"ketentafel-agenda.ics\"");
/// The program that asked may keep it, and asks each time whether it changed.
const KEPT: HeaderValue = HeaderValue::from_static("private, no-cache");
const CALENDAR: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8");
/// What the query of the page says after the address was revoked.
const REVOKED: &str = "ingetrokken";

/// Gives the calendar to whoever has its address.
pub async fn get(
    State(hall): State<Hall>,
    Named(file): Named<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let token = file.strip_suffix(ENDING).and_then(Token::read).ok_or(Problem::NotFound)?;
    let feed = hall.people.feed_of(&token).await.map_err(out_of_order)?;
    let feed = feed.ok_or(Problem::NotFound)?;
    let said = |name| headers.get(name).and_then(|it: &HeaderValue| it.to_str().ok());
    let host = said(header::HOST).unwrap_or_default();
    let file = calendar_feed::file(&hall, &feed, |path| hall.reach.whole(host, path)).await?;
    let today = local_day(hall.clock.now());
    if feed.fetched != Some(today)
        && let Err(error) = hall.people.note_feed_fetched(&token, today).await
    {
        // A store that cannot write keeps nobody from reading.
        warn!(cause = %error, "cannot note that a calendar was fetched");
    }
    let name = name(&file);
    let has_it = said(header::IF_NONE_MATCH).is_some_and(|known| is_among(known, &name));
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::Unavailable)?;
    let known = [(header::ETAG, name), (header::CACHE_CONTROL, KEPT)];
    if has_it {
        return Ok((StatusCode::NOT_MODIFIED, known).into_response());
    }
    let kind = [(header::CONTENT_TYPE, CALENDAR), (header::CONTENT_DISPOSITION, AS_FILE)];
    Ok((known, kind, file).into_response())
}

/// Names what a calendar holds. It is weak, as the same travels compressed and as it is.
fn name(file: &str) -> String {
    let digest = Sha256::digest(file);
    let digits: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{digits}\"")
}

/// Tells whether a name is among those that a program knows.
fn is_among(known: &str, name: &str) -> bool {
    let bare = |name: &str| name.trim().trim_start_matches("W/").to_owned();
    known.split(',').map(bare).any(|one| one == "*" || one == bare(name))
}

/// What a form did.
#[derive(Deserialize)]
pub struct Done {
    gedaan: Option<String>,
}

/// Shows the page on which the address is looked after.
pub async fn get_page(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(done): Asked<Done>,
) -> Result<Response, Problem> {
    let was_revoked = done.gedaan.as_deref() == Some(REVOKED);
    show(&hall, &visitor, CalendarFeedPage { was_revoked, ..CalendarFeedPage::default() }).await
}

/// Makes an address for whoever proved lately who they are, in the place of any before, or ends it.
pub async fn post_page(
    State(hall): State<Hall>,
    visitor: Visitor,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    must_be_of(person, &pairs)?;
    let now = hall.clock.now();
    match typed(&pairs, form::DO).as_str() {
        MAKE_FEED => {
            // It goes on letting somebody read after this session ended.
            visitor.must_have_proven(&hall)?;
            let token = hall.people.make_calendar_feed(person, now).await.map_err(out_of_order)?;
            let made = token.map(|token| links(&hall, &visitor, &token));
            show(&hall, &visitor, CalendarFeedPage { made, ..CalendarFeedPage::default() }).await
        }
        REVOKE_FEED => {
            hall.people.revoke_calendar_feed(person, now).await.map_err(out_of_order)?;
            let to = format!("{CALENDAR_FEED_ADDRESS}?gedaan={REVOKED}");
            Ok(Redirect::to(&to).into_response())
        }
        _ => Err(Problem::Unreadable),
    }
}

/// Returns an address to copy, and to open in a calendar program.
fn links(hall: &Hall, visitor: &Visitor, token: &Token) -> FeedLinks {
    let copied = hall.reach.whole(&visitor.host, &token.feed_address());
    let (scheme, bare) = copied.split_once("://").unwrap_or(("http", &copied));
    // What programs know as `webcal` they fetch without encryption.
    let opened = if scheme == "https" { "webcals" } else { "webcal" };
    FeedLinks { opened: format!("{opened}://{bare}"), copied }
}

async fn show(hall: &Hall, visitor: &Visitor, page: CalendarFeedPage) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let feed = hall.people.calendar_feed(person).await.map_err(out_of_order)?;
    let places = hall.people.places_of(person, hall.clock.now()).await.map_err(out_of_order)?;
    let page = CalendarFeedPage {
        person,
        stand: feed.map(|feed| FeedStand { made: feed.made, fetched: feed.fetched }),
        has_place: !places.is_empty(),
        was_revoked: page.was_revoked && feed.is_none(),
        ..page
    };
    let screen = Screen::Account(Box::new(AccountScreen::CalendarFeed(page)));
    let page = screens::page(hall, visitor, screen).await?;
    Ok(pages::show(hall, visitor, &page).into_response())
}
