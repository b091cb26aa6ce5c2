//! A statement of the product about itself: a title and passages.

use leptos::prelude::*;

use crate::words::Passage;

/// Shows a statement.
pub fn shown(
    title: &'static str,
    lead: &'static str,
    passages: &'static [Passage],
) -> impl IntoView {
    let passages = passages.iter().map(|(heading, paragraphs)| {
        let paragraphs =
            paragraphs.iter().map(|text| view! { <p class="nl-paragraph kt-measure">{*text}</p> });
        view! {
            <section class="kt-section">
                <h2 class="nl-heading nl-heading--level-2">{*heading}</h2>
                <div class="kt-flow">{paragraphs.collect_view()}</div>
            </section>
        }
    });
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{title}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
        </div>
        {passages.collect_view()}
    }
}
