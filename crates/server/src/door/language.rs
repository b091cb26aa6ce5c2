//! The language of the pages: the account's, else one that was chosen, else the browser's.
//!
//! Invariant: a choice belongs to one person. Before signing in a cookie holds it, and the account
//! of who signs in takes it over; nothing of it is left for the next person at the same computer.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::Language;
use serde::Deserialize;

use super::{Hall, forms::unreadable, signed_in::out_of_order, visitor::Visitor};
use crate::{people::Account, problem::Problem};

/// A language and an address.
pub const BODY_BYTES_MAX: usize = 16 * 1024;
const COOKIE: &str = "taal";
/// Time to read and to sign in. Whoever comes to this computer later starts with its own language.
const COOKIE_AGE_S: u32 = 30 * 60;

/// The language form, which is on every page.
#[derive(Deserialize)]
pub struct Choice {
    taal: String,
    #[serde(default)]
    terug: String,
}

/// Changes the language, of the account where somebody signed in, and goes back to the page.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    choice: Result<Form<Choice>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(choice) = choice.map_err(unreadable)?;
    let language = Language::from_code(&choice.taal).ok_or(Problem::Unreadable)?;
    let response = Redirect::to(own_path(&choice.terug)).into_response();
    let Some(account) = &visitor.account else {
        return Ok(with_cookie(response, &hall, language.code(), COOKIE_AGE_S));
    };
    let set = hall.people.set_language(account.person, language, hall.clock.now()).await;
    set.map_err(out_of_order)?;
    Ok(forget(response, &hall, visitor.chosen))
}

/// Gives an account the language that was chosen before signing in.
pub async fn take_over(
    hall: &Hall,
    account: &mut Account,
    chosen: Option<Language>,
) -> Result<(), Problem> {
    let Some(chosen) = chosen.filter(|chosen| *chosen != account.language) else {
        return Ok(());
    };
    let set = hall.people.set_language(account.person, chosen, hall.clock.now()).await;
    set.map_err(out_of_order)?;
    account.language = chosen;
    Ok(())
}

/// Gives an answer to somebody who is not signed in, who chose a language on a page.
pub fn remember(response: Response, hall: &Hall, language: Language) -> Response {
    with_cookie(response, hall, language.code(), COOKIE_AGE_S)
}

/// Takes a choice out of the browser, if it holds one.
pub fn forget(response: Response, hall: &Hall, chosen: Option<Language>) -> Response {
    if chosen.is_some() { with_cookie(response, hall, "", 0) } else { response }
}

fn with_cookie(mut response: Response, hall: &Hall, value: &str, age_s: u32) -> Response {
    let secure = if hall.reach.plain_http { "" } else { "; Secure" };
    let cookie =
        format!("{COOKIE}={value}; Path=/; Max-Age={age_s}; SameSite=Lax; HttpOnly{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Returns a path of this product, whatever was asked: nobody is sent elsewhere.
pub fn own_path(asked: &str) -> &str {
    let elsewhere = !asked.starts_with('/')
        || asked.starts_with("//")
        || asked.contains('\\')
        || asked.chars().any(char::is_control);
    if elsewhere { "/" } else { asked }
}

/// Returns the language that was chosen with this browser before anybody signed in.
pub fn chosen(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == COOKIE).then(|| Language::from_code(value))?
    })
}

/// Returns the first language of the browser that we speak; browsers list them by preference.
pub fn preferred(headers: &HeaderMap) -> Option<Language> {
    let listed = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    listed.split(',').find_map(|range| {
        let code = range.split([';', '-']).next().unwrap_or_default().trim();
        Language::from_code(&code.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (header::HeaderName::from_static(name), HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    #[test]
    fn a_choice_and_the_browser_s_own_language_are_read() {
        assert_eq!(chosen(&with(&[("cookie", "a=b; taal=en")])), Some(Language::En));
        assert_eq!(chosen(&with(&[("cookie", "taal=fr; taalgids=nl")])), None);
        assert_eq!(preferred(&with(&[("accept-language", "fr, en-GB;q=0.8")])), Some(Language::En));
        assert_eq!(preferred(&with(&[])), None);
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(own_path("/regio/1?a=b"), "/regio/1?a=b");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"]
        {
            assert_eq!(own_path(elsewhere), "/");
        }
    }
}
