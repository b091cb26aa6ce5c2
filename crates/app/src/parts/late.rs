//! That an answer was shared only while the round was discussed, and why.

use domain::answer::Late;
use domain::{AnswerKey, Region};
use leptos::prelude::*;

use crate::parts::{removed, written};
use crate::words::Words;

/// Says that an answer came later, and why; nothing where it came in time.
pub fn note(words: Words, region: &Region, key: AnswerKey) -> Option<AnyView> {
    let why = match region.late(key)? {
        Late::TookOver => Some(words.late_taken_over().into_any()),
        Late::Said(why) if why.says_nothing() => None,
        Late::Said(why) if why.redacted().is_some() => {
            Some(view! { {words.why_then()}" "{removed::in_a_line(words, why)} }.into_any())
        }
        Late::Said(why) => {
            let why = why.to_string();
            Some(
                view! { {words.why_then()}" "<span lang=written::language(words)>{why}</span> }
                    .into_any(),
            )
        }
    };
    Some(view! { <strong>{words.added_later()}"."</strong>" "{why} }.into_any())
}
