//! The language of the pages: the account's, else a cookie's, else the browser's.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::Language;
use serde::Deserialize;

use super::{Hall, forms::unreadable, signed_in::out_of_order, visitor::Visitor};
use crate::problem::Problem;

/// A language and an address.
pub const BODY_BYTES_MAX: usize = 16 * 1024;
const COOKIE: &str = "taal";
/// A year; the choice is not personal.
const COOKIE_AGE_S: u32 = 365 * 24 * 60 * 60;

/// The language form, which is on every page.
#[derive(Deserialize)]
pub struct Choice {
    taal: String,
    #[serde(default)]
    terug: String,
}

/// Changes the language and goes back to the page.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    choice: Result<Form<Choice>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(choice) = choice.map_err(unreadable)?;
    let language = Language::from_code(&choice.taal).ok_or(Problem::Unreadable)?;
    if let Some(account) = &visitor.account {
        let set = hall.people.set_language(account.person, language, hall.clock.now()).await;
        set.map_err(out_of_order)?;
    }
    let mut response = Redirect::to(own_path(&choice.terug)).into_response();
    let secure = if hall.reach.plain_http { "" } else { "; Secure" };
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age={COOKIE_AGE_S}; SameSite=Lax; HttpOnly{secure}",
        language.code()
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Returns a path of this product, whatever was asked: nobody is sent elsewhere.
pub fn own_path(asked: &str) -> &str {
    let elsewhere = !asked.starts_with('/')
        || asked.starts_with("//")
        || asked.contains('\\')
        || asked.chars().any(char::is_control);
    if elsewhere { "/" } else { asked }
}

/// Returns the language that a request asks for, before anybody signed in.
pub fn asked(headers: &HeaderMap) -> Language {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let chosen = cookies.flat_map(|line| line.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == COOKIE).then(|| Language::from_code(value))?
    });
    chosen.or_else(|| preferred(headers)).unwrap_or_default()
}

/// Returns the first language of the browser that we speak; browsers list them by preference.
fn preferred(headers: &HeaderMap) -> Option<Language> {
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
    fn a_cookie_goes_before_the_browser() {
        let both = [("cookie", "a=b; taal=en"), ("accept-language", "nl-NL,nl;q=0.9")];
        assert_eq!(asked(&with(&both)), Language::En);
        assert_eq!(asked(&with(&both[1..])), Language::Nl);
        assert_eq!(asked(&with(&[("accept-language", "fr, en-GB;q=0.8")])), Language::En);
        assert_eq!(asked(&with(&[])), Language::Nl);
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
