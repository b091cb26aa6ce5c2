//! What the shapes and marks mean.

use domain::AnswerValue;
use leptos::prelude::*;

use crate::parts::shape::{Shape, drawn};
use crate::parts::status;
use crate::words::Words;

/// Returns every value and none, in the order of the form.
pub fn values() -> impl Iterator<Item = Option<AnswerValue>> {
    AnswerValue::ALL.into_iter().map(Some).chain([None])
}

/// Shows every value with its word.
pub fn of_values(words: Words) -> impl IntoView {
    let entries = values().map(|value| view! { <li>{status::value(words, value)}</li> });
    entries.collect_view()
}

/// Shows what answers and marks look like and mean.
pub fn section(words: Words) -> impl IntoView {
    let mark = |shape: Option<Shape>, text: &'static str, class: &'static str| {
        view! { <li><span class=class>{shape.map(drawn)}{text}</span></li> }
    };
    view! {
        <section class="kt-section" aria-labelledby="h-tekens">
            <h2 class="nl-heading nl-heading--level-2" id="h-tekens">{words.what_signs_mean()}</h2>
            <div class="kt-cols kt-cols--even">
                <div class="kt-flow-tight">
                    <h3 class="nl-heading nl-heading--level-4">{words.sign_answer()}</h3>
                    <ul class="kt-legend">{of_values(words)}</ul>
                </div>
                <div class="kt-flow-tight">
                    <h3 class="nl-heading nl-heading--level-4">{words.sign_mark()}</h3>
                    <ul class="kt-legend">
                        {mark(Some(Shape::Draft), words.legend_draft(), "kt-mark")}
                        {mark(Some(Shape::Confirmed), words.legend_confirmed(), "kt-mark")}
                        {mark(Some(Shape::Reconfirm), words.legend_reconfirm(), "kt-mark kt-mark--act")}
                        {mark(None, words.legend_react(), "kt-mark kt-mark--act")}
                        {mark(None, words.legend_differs(), "kt-mark kt-mark--act")}
                        {mark(None, words.legend_late(), "kt-mark")}
                        {mark(None, words.legend_not_asked(), "kt-mark")}
                        {mark(None, words.legend_regional(), "kt-mark")}
                        {mark(None, words.legend_own(), "kt-mark")}
                    </ul>
                </div>
            </div>
        </section>
    }
}
