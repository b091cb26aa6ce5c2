//! What somebody typed and can take along, when it cannot be sent again as it is.

use leptos::prelude::*;

use crate::form;
use crate::words::Words;

/// Shows the texts of a form that its sender may not send again, so that they can be taken along.
pub fn texts(words: Words, typed: &form::SheetForm) -> Option<impl IntoView + use<>> {
    let written = typed.fields.iter().filter(|typed| !typed.explanation.0.trim().is_empty());
    let reasons = typed.fields.iter().filter_map(|typed| {
        let reason = typed.reason.as_ref().filter(|reason| !reason.0.trim().is_empty())?;
        Some((words.reason_to(typed.field), reason.0.clone()))
    });
    let sources = typed.fields.iter().filter_map(|typed| {
        let (_, source) = typed.source.as_ref().filter(|(_, it)| !it.0.trim().is_empty())?;
        Some((words.source_to(typed.field), source.0.clone()))
    });
    let why_now = typed.why_now.iter().filter(|why| !why.0.trim().is_empty());
    let why_now = why_now.map(|why| (words.why_now().to_owned(), why.0.clone()));
    let texts: Vec<(String, String)> = written
        .map(|typed| (words.explanation_to(typed.field), typed.explanation.0.clone()))
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

/// Shows the texts of a form about an own question that cannot be sent again as it is.
pub fn own_question(words: Words, form: &form::OwnQuestionForm) -> Option<impl IntoView + use<>> {
    let question = (words.own_typed_question().to_owned(), form.text.0.clone());
    let why = (words.own_why_typed().to_owned(), form.why.0.clone());
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
