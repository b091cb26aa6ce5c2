//! What came of a form that was posted without scripts.

use domain::{FieldId, Refusal};
use leptos::prelude::*;

use crate::form::{Ask, TypedField};
use crate::page::{Posted, Saved};
use crate::parts::feedback::Names;
use crate::parts::giving::{anchor, reason_anchor};
use crate::parts::summary::{ErrorLine, errors};
use crate::words::Words;

/// Returns what was typed for a field in a form that was refused.
pub fn typed(posted: Option<&Posted>, field: FieldId) -> Option<TypedField> {
    match posted {
        Some(Posted::Refused { typed, .. }) => typed.field(field).cloned(),
        _ => None,
    }
}

/// Returns what a field was refused for.
pub fn refused(posted: Option<&Posted>, field: FieldId) -> Option<Refusal> {
    let Some(Posted::Refused { refusals, typed, .. }) = posted else { return None };
    let is_here = |(at, refusal): &&(Option<FieldId>, Refusal)| match at {
        _ if is_about_reason(refusal) => false,
        Some(at) => *at == field,
        None => reason_at(typed.ask).is_none() && refusal.fields().contains(&field),
    };
    refusals.iter().find(is_here).map(|(_, refusal)| refusal.clone())
}

/// Returns what the reason was refused for why a regional answer does not hold.
pub fn reason_refused(posted: Option<&Posted>, field: FieldId) -> Option<Refusal> {
    let Some(Posted::Refused { refusals, typed, .. }) = posted else { return None };
    let is_here = |(at, refusal): &&(Option<FieldId>, Refusal)| match at {
        Some(at) => *at == field && is_about_reason(refusal),
        None => reason_at(typed.ask) == Some(field),
    };
    refusals.iter().find(is_here).map(|(_, refusal)| refusal.clone())
}

fn is_about_reason(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::ReasonMissing { .. } | Refusal::ReasonNotGiven { .. })
}

/// Returns the field whose reason the pressed button gave.
fn reason_at(ask: Ask) -> Option<FieldId> {
    match ask {
        Ask::Differ(field) => Some(field),
        Ask::Draft | Ask::ShareAll | Ask::Share(_) | Ask::ConfirmAll | Ask::Apply(_) => None,
    }
}

/// Says what came of the form; `may_write` tells whether the page has the fields to go to.
pub fn notice(
    words: Words,
    names: &Names,
    posted: Option<&Posted>,
    may_write: bool,
    saved: impl Fn(Saved) -> String,
) -> Option<AnyView> {
    match posted? {
        Posted::Saved(done) => {
            let text = saved(*done);
            Some(view! { <p class="kt-notice" role="status">{text}</p> }.into_any())
        }
        Posted::Refused { refusals, taken_in, typed } => {
            let line = |(at, refusal): &(Option<FieldId>, Refusal)| {
                let named = || refusal.fields().first().map(|field| anchor(*field, refusal));
                let anchor = match at {
                    Some(field) if is_about_reason(refusal) => Some(reason_anchor(*field)),
                    Some(field) => Some(anchor(*field, refusal)),
                    None => reason_at(typed.ask).map(reason_anchor).or_else(named),
                };
                let anchor = anchor.filter(|_| may_write);
                ErrorLine { anchor, text: words.refusal(refusal, names) }
            };
            let lines: Vec<_> = refusals.iter().map(line).collect();
            let title = words.errors_title(lines.len());
            let rest = match (taken_in, may_write) {
                (0, true) => words.nothing_saved_yet(),
                (0, false) => words.nothing_saved_here(),
                _ => words.other_answers_saved(),
            };
            Some(errors(title, rest, lines).into_any())
        }
    }
}
