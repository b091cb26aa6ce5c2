//! A value or a mark: shape, word and colour together.

use domain::{AnswerValue, Standing};
use leptos::prelude::*;

use crate::parts::shape::{Shape, drawn};
use crate::words::Words;

/// The class of a value's colour.
pub const fn class_of(value: Option<AnswerValue>) -> &'static str {
    match value {
        None => "kt-st kt-empty",
        Some(AnswerValue::Yes) => "kt-st kt-yes",
        Some(AnswerValue::Partly) => "kt-st kt-partly",
        Some(AnswerValue::No) => "kt-st kt-no",
        Some(AnswerValue::Unknown) => "kt-st kt-unknown",
        Some(AnswerValue::NotApplicable) => "kt-st kt-not-applicable",
    }
}

/// Shows a value, or that there is none yet.
pub fn value(words: Words, value: Option<AnswerValue>) -> impl IntoView {
    view! { <span class=class_of(value)>{drawn(Shape::of(value))}{words.value_or_empty(value)}</span> }
}

/// Shows where an answer stands, when there is something to say.
pub fn standing(words: Words, standing: Standing) -> impl IntoView {
    let (shape, word) = (Shape::of_standing(standing)?, words.standing(standing)?);
    let class = match standing {
        Standing::Reconfirm(_) => "kt-mark kt-mark--act",
        Standing::Empty | Standing::Shared | Standing::Confirmed => "kt-mark",
    };
    Some(view! { <span class=class>{drawn(shape)}{word}</span> })
}

/// Shows that a municipality must still react to what the region answers.
pub fn must_react(words: Words) -> impl IntoView {
    view! { <span class="kt-mark kt-mark--act">{words.react_short()}</span> }
}

/// Shows that a municipality sees it differently from the region.
pub fn differs(words: Words) -> impl IntoView {
    view! { <span class="kt-mark kt-mark--act">"≠ "{words.differs_short()}</span> }
}

/// Shows that an answer came only while the round was discussed.
pub fn late(words: Words) -> impl IntoView {
    view! { <span class="kt-mark">{words.added_later().to_lowercase()}</span> }
}

/// Shows that something is a draft.
pub fn draft(words: Words) -> impl IntoView {
    view! { <span class="kt-mark">{drawn(Shape::Draft)}{words.draft()}</span> }
}
