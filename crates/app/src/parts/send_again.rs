//! A form that was not taken in, to be sent once more or taken along: what was typed stands in it.

use leptos::prelude::*;

use crate::form::{self, Input};
use crate::page::Carried;
use crate::parts::carried;
use crate::words::Words;

/// Shows the form again: texts to read and change, the rest hidden.
pub fn form(words: Words, form: Carried) -> impl IntoView {
    let inputs = form.pairs.into_iter().map(|(name, value)| match label(words, &name) {
        Some(label) if !value.is_empty() => text(name, label, value).into_any(),
        _ => view! { <input type="hidden" name=name value=value/> }.into_any(),
    });
    view! {
        <form method="post" action=form.address novalidate class="kt-section kt-flow" aria-label=words.typed_by_you()>
            <p class="nl-paragraph">{words.typed_is_here()}</p>
            {inputs.collect_view()}
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit">
                    <span class="nl-button__label">{words.try_again()}</span>
                </button>
            </p>
        </form>
    }
}

/// Shows the texts of a form that cannot be sent again, to be taken along.
pub fn texts(words: Words, form: &Carried) -> Option<impl IntoView + use<>> {
    let labelled = form.pairs.iter().filter(|(_, value)| !value.trim().is_empty());
    let labelled = labelled.filter_map(|(name, value)| Some((label(words, name)?, value.clone())));
    let shown = carried::shown(words, labelled.collect())?;
    Some(view! { <p class="nl-paragraph kt-top-3">{words.take_typed_along()}</p>{shown} })
}

fn text(name: String, label: String, value: String) -> impl IntoView {
    let id = format!("w-{name}");
    view! {
        <div>
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id name=name rows="4">{value}</textarea>
        </div>
    }
}

/// Says which text people typed under this name, or nothing for what they chose.
fn label(words: Words, name: &str) -> Option<String> {
    if name == form::ROUND_NAME {
        return Some(words.round_name().to_owned());
    }
    if name == form::WHY_NOW {
        return Some(words.why_now().to_owned());
    }
    if name == form::DEADLINE {
        return Some(words.deadline_label().to_owned());
    }
    if name == form::requests::NOTE {
        return Some(words.typed_note().to_owned());
    }
    if name == form::requests::DUE {
        return Some(words.due_label().to_owned());
    }
    if name == form::own_questions::TEXT {
        return Some(words.own_text().to_owned());
    }
    if name == form::own_questions::WHY {
        return Some(words.own_why_typed().to_owned());
    }
    let (field, _) = name.rsplit_once('.')?;
    let field = field.parse().ok()?;
    if form::name(field, Input::Reason) == name {
        return Some(words.reason_to(field));
    }
    if form::name(field, Input::Source) == name {
        return Some(words.source_to(field));
    }
    (form::name(field, Input::Explanation) == name).then(|| words.explanation_to(field))
}
