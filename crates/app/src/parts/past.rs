//! A page as it stood on a past day: which day, the way back, and the form to choose another.
//!
//! Invariant: such a page shows what everyone in the region saw at the end of that day, and nothing
//! on it can be changed.

use domain::Day;
use leptos::prelude::*;

use crate::form;
use crate::page::Past;
use crate::page::past::QUERY;
use crate::parts::day_field::{self, DayField};
use crate::words::Words;

/// The day that the page around shows, so that addresses on it lead to that day too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OnDay(pub Day);

/// Returns the day that the page around shows, if it is a past one.
pub fn on_day() -> Option<Day> {
    use_context::<OnDay>().map(|OnDay(day)| day)
}

/// Adds the day that the page around shows to an address of the region.
pub fn kept(address: String) -> String {
    match on_day() {
        None => address,
        Some(day) if address.contains('?') => format!("{address}&{QUERY}={day}"),
        Some(day) => format!("{address}?{QUERY}={day}"),
    }
}

/// The hidden input with which a form that narrows a page stays on that day.
pub fn hidden() -> Option<impl IntoView> {
    on_day().map(|day| view! { <input type="hidden" name=QUERY value=day.to_string()/> })
}

/// Says above a page which day it shows.
pub fn banner(words: Words, past: &Past, address: &str) -> Option<impl IntoView + use<>> {
    let Past::Shown(day) = past else { return None };
    let now = now(address);
    Some(view! {
        <p class="kt-notice" role="status">
            <strong>{words.past_is(*day)}</strong>" "{words.past_help()}" "
            <a class="nl-link" href=now>{words.past_back()}</a>
        </p>
    })
}

/// The form with which a page is shown as it stood on a day; `past` holds what was typed.
pub fn form(words: Words, past: Option<&Past>, address: &str) -> impl IntoView + use<> {
    let (path, pairs) = parts(address);
    let hidden = pairs.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    let hidden = hidden.collect_view();
    let (value, error) = match past {
        None => (String::new(), None),
        Some(Past::Shown(day)) => (form::write_day(*day), None),
        Some(Past::NoDay(typed)) => (typed.clone(), Some(words.no_such_past_day())),
        Some(Past::NotYet(typed)) => (typed.clone(), Some(words.not_past_yet())),
    };
    let (label, hint, error) = (words.past_label(), words.past_hint(), error.map(str::to_owned));
    let field =
        day_field::shown(DayField { id: QUERY.into(), name: QUERY, label, hint, value, error });
    view! {
        <details class="kt-disclose kt-screen-only kt-top-5" open=past.is_some()>
            <summary>{words.past_summary()}</summary>
            <form method="get" action=path novalidate class="kt-flow-tight">
                {hidden}
                {field}
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{words.past_button()}</span></button>
                </p>
            </form>
        </details>
    }
}

/// Returns the same address for now.
fn now(address: &str) -> String {
    let (path, pairs) = parts(address);
    let pairs: Vec<String> =
        pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
}

/// Splits an address into its path and what else it asks than a day. What a form did is said once.
fn parts(address: &str) -> (String, Vec<(String, String)>) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let kept =
        pairs.filter(|(name, value)| ![QUERY, "bewaard"].contains(name) && !value.is_empty());
    let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
    (path.to_owned(), kept.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_keeps_what_else_was_chosen() {
        assert_eq!(now("/regio/1/checklist?check=4&op=2026-03-01"), "/regio/1/checklist?check=4");
        assert_eq!(now("/regio/1?op=1-3-2026"), "/regio/1");
        assert_eq!(now("/regio/1?bewaard=concept&gemeente="), "/regio/1");
    }

    #[test]
    fn an_address_on_a_page_of_a_past_day_leads_to_that_day() {
        let day = "2026-03-01".parse().unwrap();
        assert_eq!(kept("/regio/1".into()), "/regio/1");
        Owner::new().with(|| {
            provide_context(OnDay(day));
            assert_eq!(kept("/regio/1".into()), "/regio/1?op=2026-03-01");
            assert_eq!(kept("/regio/1?check=4".into()), "/regio/1?check=4&op=2026-03-01");
        });
    }
}
