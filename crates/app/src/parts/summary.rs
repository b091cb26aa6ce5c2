//! The summary of errors above a form, with links to the fields.

use leptos::prelude::*;

/// One error: the field's anchor, if it has one, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErrorLine {
    /// The id of the input that it is about.
    pub anchor: Option<String>,
    /// What is wrong and what to do.
    pub text: String,
}

/// Shows the errors of a form that was sent.
pub fn errors(title: String, rest: &'static str, lines: Vec<ErrorLine>) -> impl IntoView {
    let items = lines.into_iter().map(|line| match line.anchor {
        Some(anchor) => view! {
            <li><a class="nl-link" href=format!("#{anchor}")>{line.text}</a></li>
        }
        .into_any(),
        None => view! { <li>{line.text}</li> }.into_any(),
    });
    view! {
        <div class="utrecht-alert utrecht-alert--error kt-summary" role="alert" aria-labelledby="fouten">
            <h2 class="nl-heading nl-heading--level-3" id="fouten">{title}</h2>
            <p class="nl-paragraph">{rest}</p>
            <ul class="kt-list">{items.collect_view()}</ul>
        </div>
    }
}
