//! The HTML document around a page.
//!
//! Invariant: the body holds exactly what [`crate::pages::body`] renders, so that the browser can
//! take it over; the only script carries the nonce of this response.

use leptos::prelude::*;

use crate::page::{CheckPage, Page, Past, Posted, QuestionPage, Screen, wire};
use crate::pages;

/// Where the built files stand, with a name for this build so that browsers can keep them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// Changes with every change of a built file.
    pub version: String,
}

/// Renders a whole document.
pub fn render(page: &Page, site: &Site, nonce: &str) -> String {
    let body = Owner::new().with(|| pages::body(page.clone()).to_html());
    let language = page.language.code();
    let title = escape(&pages::title(page));
    let version = &site.version;
    let seq = wire::heads(page.screen.tables());
    let now = page.now.0;
    let read = wire::marks(page.screen.tables());
    let read = read.map(|read| format!(" {}=\"{read}\"", wire::READ_ATTRIBUTE)).unwrap_or_default();
    let readings = wire::readings(page.screen.table());
    let readings = readings
        .map(|told| format!(" {}=\"{}\"", wire::READINGS_ATTRIBUTE, escape(&told)))
        .unwrap_or_default();
    let made_for = wire::made_for(page);
    let notices = page.notices;
    let script = if lives(page) { script(version, nonce) } else { String::new() };
    let wide = if matches!(page.screen, Screen::Grid(..)) { " kt-wide" } else { "" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" class=\"utrecht-root voorbeeld-theme\" {seq_name}=\"{seq}\" {now_name}=\"{now}\" {made_for_name}=\"{made_for}\" {notices_name}=\"{notices}\"{read}{readings}>\
         <head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <link rel=\"icon\" href=\"/site/favicon.svg?v={version}\" type=\"image/svg+xml\">\
         <link rel=\"stylesheet\" href=\"/site/ketentafel.css?v={version}\">{script}</head>\
         <body class=\"utrecht-body utrecht-document kt-page{wide}\">{body}</body></html>\n",
        seq_name = wire::SEQ_ATTRIBUTE,
        now_name = wire::NOW_ATTRIBUTE,
        made_for_name = wire::MADE_FOR_ATTRIBUTE,
        notices_name = wire::NOTICES_ATTRIBUTE,
    )
}

/// Returns whether the browser takes this page over. A page that answers a posted form with
/// refusals stands still: it holds what was typed, which no later request knows.
fn lives(page: &Page) -> bool {
    // What stood on a past day does not change any more.
    if matches!(page.past, Some(Past::Shown(_))) {
        return false;
    }
    match &page.screen {
        Screen::Board(_, board) => board.refused.is_none() && board.no_deadline.is_none(),
        Screen::Check(_, CheckPage { posted, .. }) => !is_refused(posted.as_ref()),
        Screen::Question(_, QuestionPage { posted, talk, .. }) => {
            !is_refused(posted.as_ref()) && talk.refused.is_none()
        }
        Screen::Requests(_, page) => page.refused.is_none(),
        Screen::Actions(_, page) => page.refused.is_none(),
        Screen::Action(_, page) => {
            page.refused.is_none() && page.links.refused.is_none() && page.files.is_taken_in()
        }
        Screen::Plan(_, page) => page.refused.is_none(),
        Screen::Steering(_, page) => page.refused.is_none(),
        Screen::OwnQuestions(_, page) => page.refused.is_none(),
        Screen::Removal(_, page) => page.refused.is_none(),
        Screen::Handover(_, page) => page.refused.is_none(),
        // Who takes part is not in the journal, and forms with many boxes are sent whole.
        Screen::Participants(..)
        | Screen::Access(..)
        | Screen::Granting(..)
        | Screen::Mail(..)
        | Screen::Audit(..) => false,
        screen => !screen.tables().is_empty(),
    }
}

fn is_refused(posted: Option<&Posted>) -> bool {
    matches!(posted, Some(Posted::Refused { .. }))
}

fn script(version: &str, nonce: &str) -> String {
    format!(
        "<link rel=\"modulepreload\" href=\"/site/ketentafel.js?v={version}\" nonce=\"{nonce}\">\
         <script type=\"module\" nonce=\"{nonce}\">import start from \"/site/ketentafel.js?v={version}\";\
         start({{ module_or_path: \"/site/ketentafel_bg.wasm?v={version}\" }});</script>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
