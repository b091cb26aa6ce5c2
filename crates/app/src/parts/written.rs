//! What people of the region wrote, in the region's own language.
//!
//! Invariant: on a page that speaks another language such text says which one it is in, so that a
//! screen reader pronounces it right. Names of places, organisations and rounds need none.

use domain::{GuardedText, Language};
use leptos::prelude::*;

use crate::parts::removed;
use crate::words::Words;

/// The language in which the people of a region write.
const OF_THE_REGION: Language = Language::Nl;

/// Returns the `lang` of what people wrote: nothing where the page speaks that language itself.
pub fn language(words: Words) -> Option<&'static str> {
    (words.0 != OF_THE_REGION).then_some(OF_THE_REGION.code())
}

/// Shows a text that somebody wrote.
pub fn shown(words: Words, text: &str) -> impl IntoView + use<> {
    view! { <p class="nl-paragraph kt-text" lang=language(words)>{text.to_owned()}</p> }
}

/// Shows a text that somebody wrote, or that it was removed.
pub fn text(words: Words, text: &GuardedText) -> AnyView {
    match removed::mark(words, text) {
        Some(mark) => mark,
        None => shown(words, text.as_str()).into_any(),
    }
}

/// Shows how a partner knows what its view says.
pub fn how_they_know(words: Words, text: &GuardedText) -> impl IntoView + use<> {
    view! { <p class="kt-small"><strong>{words.how_they_know()}</strong></p>{self::text(words, text)} }
}
