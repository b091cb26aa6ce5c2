//! How accessible the product is: an honest statement.

use leptos::prelude::*;

use crate::parts::statement;
use crate::words::Words;

/// Shows the page.
pub fn main(words: Words) -> impl IntoView {
    statement::shown(
        words.accessibility(),
        words.accessibility_lead(),
        words.accessibility_passages(),
    )
}
