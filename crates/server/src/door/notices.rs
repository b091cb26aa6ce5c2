//! What concerns the reader: the page of it, that they saw it, and how they are mailed it.
//!
//! Invariant: looking changes nothing. Only the button says that something was seen, and only what its page showed.

use app::{
    form::{
        self,
        notices::{KEEP, SEEN, read_seen, read_setting},
    },
    page::{AccountScreen, NOTICE_SETTINGS, NOTICES, NoticeSettingsPage, Screen},
};
use axum::{
    Form, Json,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{RegionId, local_day};

use super::{
    Hall,
    forms::{Pairs, must_be_of, opened, typed},
    named::Asked,
    pages,
    signed_in::{Known, out_of_order},
    visitor::Visitor,
};
use crate::{mail::is_address, problem::Problem, screens};

/// The query word that says what a form did.
const DONE: &str = "gedaan";
/// What it says.
const YES: &str = "ja";
/// How far ahead mail can be paused, in days: whoever wants none at all chooses that.
const PAUSE_DAYS_MAX: i64 = 366;

/// Shows what concerns the reader.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let page = screens::notices::page(&hall, &visitor, is_done(&pairs)).await?;
    Ok(pages::show(&hall, &visitor, &page))
}

/// Tells a page that stands open how many are new.
pub async fn get_count(
    State(hall): State<Hall>,
    Known(person): Known,
) -> Result<Response, Problem> {
    let new = screens::notices::new(&hall, person, &[]).await?;
    Ok(Json(new).into_response())
}

/// Takes in that everything that a page showed was seen.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    must_be_of(person, &pairs)?;
    if typed(&pairs, form::DO) != SEEN {
        return Err(Problem::Unreadable);
    }
    let seen = read_seen(&pairs).map_err(|_| Problem::Unreadable)?;
    let own = hall.people.regions_of(person).await.map_err(out_of_order)?;
    let is_own = |region: RegionId| own.iter().any(|own| own.membership.region == region);
    let mut marks = vec![];
    for (region, upto) in seen.into_iter().filter(|(region, _)| is_own(*region)) {
        // Nobody saw what did not happen yet.
        let sight = hall.regions.look(region, person).await;
        marks.extend(sight.ok().map(|sight| (region, upto.min(sight.region.head))));
    }
    hall.people.mark_seen(person, &marks).await.map_err(out_of_order)?;
    Ok(Redirect::to(&format!("{NOTICES}?{DONE}={YES}")).into_response())
}

/// Shows how the reader is mailed.
pub async fn get_settings(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let (mut setting, next) = hall.people.digest_setting(person).await.map_err(out_of_order)?;
    // A pause that is over is none.
    let today = local_day(hall.clock.now());
    setting.paused_until = setting.paused_until.filter(|day| today < *day);
    let next = next.or(setting.next_after(hall.clock.now()));
    let page = NoticeSettingsPage {
        setting,
        next,
        done: is_done(&pairs),
        ..NoticeSettingsPage::default()
    };
    show(&hall, &visitor, StatusCode::OK, page).await
}

/// Takes in how the reader wants to be mailed.
pub async fn post_settings(
    State(hall): State<Hall>,
    visitor: Visitor,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    must_be_of(person, &pairs)?;
    if typed(&pairs, form::DO) != KEEP {
        return Err(Problem::Unreadable);
    }
    let read = read_setting(&pairs).map_err(|_| Problem::Unreadable)?;
    let (setting, now) = (read.setting, hall.clock.now());
    let today = local_day(now);
    let is_ahead = |day| (1..=PAUSE_DAYS_MAX).contains(&today.days_until(day));
    let wrong_day = setting.paused_until.filter(|day| !is_ahead(*day)).map(form::write_day);
    if let Some(typed_day) = read.wrong_day.or(wrong_day) {
        let (_, next) = hall.people.digest_setting(person).await.map_err(out_of_order)?;
        let typed_day = Some(typed_day);
        let page = NoticeSettingsPage { setting, next, typed_day, ..NoticeSettingsPage::default() };
        return show(&hall, &visitor, StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    hall.people.set_digest_setting(person, &setting, now).await.map_err(out_of_order)?;
    Ok(Redirect::to(&format!("{NOTICE_SETTINGS}?{DONE}={YES}")).into_response())
}

fn is_done(pairs: &Pairs) -> bool {
    pairs.iter().any(|(name, value)| name == DONE && value == YES)
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    page: NoticeSettingsPage,
) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let login = hall.people.login(person).await.map_err(out_of_order)?;
    let has_address = login.is_some_and(|login| is_address(&login));
    let page = NoticeSettingsPage { person, is_mail_on: hall.outbox.is_on(), has_address, ..page };
    let screen = Screen::Account(Box::new(AccountScreen::Notices(page)));
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
