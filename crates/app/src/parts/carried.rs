//! A form that was not taken in, to be sent once more or taken along: what was typed stands in it.

use leptos::prelude::*;

use crate::form::{self, Input};
use crate::page::Carried;
use crate::platform;
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

/// Shows the texts of a form that cannot be sent again, whichever it was, so that they can be taken along.
pub fn texts_of(words: Words, form: &Carried) -> Option<impl IntoView + use<>> {
    let labelled = form.pairs.iter().filter(|(_, value)| !value.trim().is_empty());
    let labelled = labelled.filter_map(|(name, value)| Some((label(words, name)?, value.clone())));
    let shown = shown(words, labelled.collect())?;
    Some(view! { <p class="nl-paragraph kt-top-3">{words.take_typed_along()}</p>{shown} })
}

fn text(name: String, label: String, value: String) -> impl IntoView {
    let id = format!("w-{name}");
    view! {
        <div>
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id name=name rows="4">{platform::in_text_area(&value)}</textarea>
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
    if name == form::people::NAME {
        return Some(words.organisation_name().to_owned());
    }
    if name == form::people::FUNCTION {
        return Some(words.function_label().to_owned());
    }
    if name == form::own_questions::TEXT {
        return Some(words.own_text().to_owned());
    }
    if name == form::own_questions::WHY {
        return Some(words.own_why_typed().to_owned());
    }
    if name == form::actions::NOTE {
        return Some(words.typed_note().to_owned());
    }
    if name == form::actions::DUE {
        return Some(words.action_due().to_owned());
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

/// Shows the texts of a form that its sender may not send again, so that they can be taken along.
pub fn texts(words: Words, typed: &form::SheetForm) -> Option<impl IntoView + use<>> {
    let written = typed.fields.iter().filter(|typed| !typed.explanation.is_blank());
    let reasons = typed.fields.iter().filter_map(|typed| {
        let reason = typed.reason.as_ref().filter(|reason| !reason.is_blank())?;
        Some((words.reason_to(typed.field), reason.as_str().to_owned()))
    });
    let sources = typed.fields.iter().filter_map(|typed| {
        let (_, source) = typed.source.as_ref().filter(|(_, it)| !it.is_blank())?;
        Some((words.source_to(typed.field), source.as_str().to_owned()))
    });
    let why_now = typed.why_now.iter().filter(|why| !why.is_blank());
    let why_now = why_now.map(|why| (words.why_now().to_owned(), why.as_str().to_owned()));
    let texts: Vec<(String, String)> = written
        .map(|typed| (words.explanation_to(typed.field), typed.explanation.as_str().to_owned()))
        .chain(why_now)
        .chain(reasons)
        .chain(sources)
        .collect();
    shown(words, texts)
}

/// Shows the text of a form about a request that cannot be sent again as it is.
pub fn note(words: Words, note: &str) -> Option<impl IntoView + use<>> {
    let texts = (!note.trim().is_empty()).then(|| (words.typed_note().to_owned(), note.to_owned()));
    shown(words, texts.into_iter().collect())
}

/// Shows the text and the day of a step with an action that cannot be sent again as it is.
pub fn step(words: Words, form: &form::actions::StepForm) -> Option<impl IntoView + use<>> {
    let note = (words.typed_note().to_owned(), form.note.as_str().to_owned());
    let due = (words.action_due().to_owned(), form.due.clone());
    let texts = [note, due].into_iter().filter(|(_, text)| !text.trim().is_empty());
    shown(words, texts.collect())
}

/// Shows the texts of a form about an own question that cannot be sent again as it is.
pub fn own_question(words: Words, form: &form::OwnQuestionForm) -> Option<impl IntoView + use<>> {
    let question = (words.own_typed_question().to_owned(), form.text.as_str().to_owned());
    let why = (words.own_why_typed().to_owned(), form.why.as_str().to_owned());
    let texts = [question, why].into_iter().filter(|(_, text)| !text.trim().is_empty());
    shown(words, texts.collect())
}

/// Shows texts that somebody typed and takes along, each under a heading.
pub fn shown(words: Words, texts: Vec<(String, String)>) -> Option<impl IntoView + use<>> {
    let shown = texts.iter().cloned().map(|(label, text)| {
        view! { <h3 class="nl-heading nl-heading--level-4">{label}</h3><p class="kt-text">{text}</p> }
    });
    let shown = shown.collect_view();
    (!texts.is_empty()).then(|| {
        view! {
            <section class="kt-section kt-section--accent kt-flow" aria-labelledby="h-getypt">
                <h2 class="nl-heading nl-heading--level-2" id="h-getypt">{words.typed_by_you()}</h2>
                {shown}
            </section>
        }
    })
}
