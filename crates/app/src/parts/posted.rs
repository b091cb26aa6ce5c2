//! What came of a form that was posted without scripts.

use domain::{FieldId, Refusal};
use leptos::prelude::*;

use crate::form::TypedField;
use crate::page::{Posted, Saved};
use crate::parts::feedback::Names;
use crate::parts::summary::{ErrorLine, errors};
use crate::session::{self, Place};
use crate::words::Words;

/// Returns what was typed for a field in a form that was refused.
pub fn typed(posted: Option<&Posted>, field: FieldId) -> Option<TypedField> {
    match posted {
        Some(Posted::Refused { typed, .. }) => typed.field(field).cloned(),
        _ => None,
    }
}

/// Returns what was refused at a place. What names fields and no place stands at their answers.
pub fn refused(posted: Option<&Posted>, place: impl Into<Place>) -> Option<Refusal> {
    let place = place.into();
    let Some(Posted::Refused { refusals, .. }) = posted else { return None };
    let is_here = |(at, refusal): &&(Option<Place>, Refusal)| match (at, place) {
        (Some(at), place) => *at == place,
        (None, Place::Sheet(sheet)) => refusal.fields().contains(&sheet.field()),
        (None, _) => false,
    };
    refusals.iter().find(is_here).map(|(_, refusal)| refusal.clone())
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
        Posted::Refused { refusals, taken_in, .. } => {
            let line = |(at, refusal): &(Option<Place>, Refusal)| {
                let named =
                    || refusal.fields().first().map(|field| session::anchor(*field, refusal));
                let anchor = at.map(|place| place.anchor(refusal)).or_else(named);
                let is_gone = matches!(refusal, Refusal::QuestionRemoved { .. });
                let anchor = anchor.filter(|_| may_write && !is_gone);
                ErrorLine { anchor, text: words.refusal(refusal, names) }
            };
            // What was typed at a question that is gone is one thing to say, and stands below.
            let mut lines: Vec<ErrorLine> = refusals.iter().map(line).collect();
            lines.dedup();
            let title = words.errors_title(lines.len());
            let is_gone =
                |(_, refusal): &(_, Refusal)| matches!(refusal, Refusal::QuestionRemoved { .. });
            let has_fields = may_write && !refusals.iter().all(is_gone);
            let rest = match (taken_in, has_fields) {
                (0, true) => words.nothing_saved_yet(),
                (0, false) => words.nothing_saved_here(),
                _ => words.other_answers_saved(),
            };
            Some(errors(title, rest, lines).into_any())
        }
    }
}
