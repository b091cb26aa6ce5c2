//! How long things are kept, and the way to keep everything for the time being.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{ADDRESS, REASON_ID, hidden, small_button};
use crate::form::people::{HOLD, LIFT, PeopleTrouble, REASON, REMOVE_REASON};
use crate::page::{AdministrationPage, HoldLine};
use crate::parts::objection::Wrong;
use crate::parts::text_field::{self, TextField};
use crate::parts::unwanted::{self, Unwanted};
use crate::words::Words;

/// Shows what is said about keeping, with the hold that goes on or the form that sets one, and those before.
pub(super) fn section(words: Words, page: &AdministrationPage) -> AnyView {
    let running = page.holds.iter().find(|hold| hold.lifted.is_none());
    let now = match running {
        Some(hold) => view! {
            <p class="kt-notice kt-notice--attention">{words.hold_since(hold.since)}" "{reason(words, hold)}</p>
            <form method="post" action=ADDRESS>
                {hidden(page)}
                {small_button(LIFT.to_owned(), words.hold_lift(), None)}
            </form>
            {removing(words, page, hold)}
        }
        .into_any(),
        None => setting(words, page),
    };
    view! {
        <section class="kt-section kt-flow" aria-labelledby="h-bewaren">
            <h2 class="nl-heading nl-heading--level-2" id="h-bewaren">{words.keeping_title()}</h2>
            <p class="kt-measure">{words.keeping_help()}</p>
            {now}
            {former(words, page)}
        </section>
    }
    .into_any()
}

/// The form that lets nothing be deleted for the time being.
fn setting(words: Words, page: &AdministrationPage) -> AnyView {
    let refused = page.refused_hold.as_ref();
    let wrong = refused.map(|(_, trouble)| Wrong {
        message: words.people_trouble(trouble, &BTreeMap::new()),
        refusal: match trouble {
            PeopleTrouble::Refused(refusal) => Some(refusal.clone()),
            _ => None,
        },
    });
    let reason = TextField {
        id: REASON_ID,
        name: REASON,
        label: words.hold_reason(),
        hint: words.hold_reason_hint(),
        value: refused.map(|(typed, _)| typed.clone()).unwrap_or_default(),
        kind: "text",
        autocomplete: "off",
        wrong,
    };
    view! {
        <form method="post" action=ADDRESS novalidate class="kt-flow">
            {hidden(page)}
            {text_field::shown(words, reason)}
            {small_button(HOLD.to_owned(), words.hold_set(), None)}
        </form>
    }
    .into_any()
}

fn reason(words: Words, hold: &HoldLine) -> String {
    hold.reason.clone().unwrap_or_else(|| words.text_removed().to_owned())
}

/// The form that removes a reason for good, where one stands there.
fn removing(words: Words, page: &AdministrationPage, hold: &HoldLine) -> Option<AnyView> {
    let unwanted = || Unwanted {
        action: ADDRESS.to_owned(),
        button: format!("{REMOVE_REASON}:{}", hold.id),
        of: words.day(hold.since),
        help: words.hold_reason_remove_help(),
    };
    hold.reason.as_ref().map(|_| unwanted::shown(words, unwanted(), hidden(page)))
}

/// The holds that were lifted.
fn former(words: Words, page: &AdministrationPage) -> Option<AnyView> {
    let row = |hold: &HoldLine| {
        let told = words.hold_over(hold.since, hold.lifted?);
        let (reason, removing) = (reason(words, hold), removing(words, page, hold));
        Some(view! { <li>{told}" "{reason}{removing}</li> })
    };
    let rows: Vec<_> = page.holds.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="kt-disclose kt-screen-only">
                <summary>{words.hold_former()}</summary>
                <ul class="kt-list">{rows}</ul>
            </details>
        }
        .into_any()
    })
}
