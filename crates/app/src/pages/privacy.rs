//! What the product does with personal data.

use leptos::prelude::*;

use crate::parts::statement;
use crate::words::Words;

/// Shows the page.
pub fn main(words: Words) -> impl IntoView {
    statement::shown(words.privacy(), words.privacy_lead(), words.privacy_passages())
}
