//! That an answer was shared only while the round was discussed, and why.

use domain::{AnswerKey, Region};
use leptos::prelude::*;

use crate::parts::written;
use crate::words::Words;

/// Says that an answer came later, and why; nothing where it came in time.
pub fn note(words: Words, region: &Region, key: AnswerKey) -> Option<AnyView> {
    let why = region.late(key)?;
    let why = match why.is_blank() {
        true => words.late_taken_over().into_any(),
        false => view! { <span lang=written::language(words)>{why.to_string()}</span> }.into_any(),
    };
    Some(
        view! { <strong>{words.added_later()}"."</strong>" "{words.why_then()}" "{why} }.into_any(),
    )
}
