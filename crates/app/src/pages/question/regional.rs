//! What the region answers: everyone reads it, the coordinator writes it.

use domain::answer::Previous;
use domain::{FieldId, Sheet, Standing};
use leptos::prelude::*;

use super::{Asking, part_heading, writing};
use crate::form::{self, Whose};
use crate::parts::{giving, regional, status, written};
use crate::session::{Session, use_session};
use crate::words::Words;

/// Shows what the region answers, where it can arrange what is asked.
pub(super) fn section(asking: &Asking) -> Option<AnyView> {
    let fields = asking.regional.clone();
    if fields.is_empty() {
        return None;
    }
    let words = asking.words;
    let body = match asking.writes {
        Some(Whose::Region) => write(asking, fields),
        _ => read(asking, fields).into_any(),
    };
    Some(
        view! {
            <section class="kt-section" aria-labelledby="h-regio">
                <h2 class="nl-heading nl-heading--level-2" id="h-regio">{words.answer_of_region()}</h2>
                {body}
            </section>
        }
        .into_any(),
    )
}

fn read(asking: &Asking, fields: Vec<FieldId>) -> impl IntoView + use<> {
    let (words, session) = (asking.words, use_session());
    let notes = fields.into_iter().map(|field| {
        let part = part_heading(asking, field, format!("regio-{field}"));
        view! {
            <div class="kt-aside-note kt-flow-tight">
                {part}
                {regional::answer(words, session, field)}
                <p class="kt-small">{reactions(words, session, field)}</p>
            </div>
        }
    });
    view! { <div class="kt-flow">{notes.collect_view()}</div> }
}

/// The form of the coordinator.
fn write(asking: &Asking, fields: Vec<FieldId>) -> AnyView {
    let (words, session) = (asking.words, use_session());
    let blocks = fields.iter().map(|field| {
        let last_time = last_time(words, session, *field).into_any();
        let since = since(words, session, *field).into_any();
        writing::block(asking, Sheet::Regional(*field), last_time, |_| ().into_any(), since)
    });
    let blocks = blocks.collect_view().into_any();
    let refused = RwSignal::new(None);
    let put_forward = move |_| {
        let filled = giving::filled(session, Whose::Region, &fields);
        refused.set(giving::let_see(session, Whose::Region, &filled, None).err());
    };
    let inside = view! {
        <p class="kt-measure">{words.write_for_region()}</p>
        {blocks}
        <p class="kt-measure kt-small">{words.put_forward_help()}</p>
        <p class="kt-actions">
            <button class="nl-button nl-button--primary" type="submit" name=form::DO value=form::SHARE on:click=put_forward>
                <span class="nl-button__label">{words.put_forward_button()}</span>
            </button>
        </p>
    };
    writing::form(asking, words.answer_of_region(), refused, inside.into_any())
}

/// Says that only coordinators see a draft, with what the municipalities read meanwhile; else since
/// when it is put forward.
fn since(words: Words, session: Session, field: FieldId) -> impl IntoView {
    let sheet = Sheet::Regional(field);
    let is_draft = session.memo(move |reader| reader.sheet(sheet).draft(sheet).is_some());
    let put = session.memo(move |reader| reader.regional(field).put_forward(field).cloned());
    let beside = move || {
        let forward = put.get().filter(|_| is_draft.get())?;
        Some(view! {
            <div class="kt-aside-note kt-flow-tight">
                <p class="kt-small">{words.they_read()}</p>
                {regional::put_forward(words, &forward)}
            </div>
        })
    };
    let said = move || match (is_draft.get(), put.get()) {
        (true, _) => words.only_coordinators_see().to_owned(),
        (false, Some(forward)) => words.put_forward_on(&words.day(forward.at)),
        (false, None) => String::new(),
    };
    view! {
        <p class="kt-small kt-soft">{said}" "{reactions(words, session, field)}</p>
        {beside}
    }
}

/// Says how many municipalities reacted to what is put forward.
fn reactions(words: Words, session: Session, field: FieldId) -> impl IntoView {
    let counted = session.memo(move |reader| {
        let region = reader.everything();
        region.put_forward(field).map(|_| region.reacted(field))
    });
    move || counted.get().map(|(count, all)| words.reacted(count, all))
}

/// Shows what the region answered in the round before, while it was not put forward again.
fn last_time(words: Words, session: Session, field: FieldId) -> impl IntoView {
    let previous = session.memo(move |reader| {
        let region = reader.regional(field);
        let again = matches!(region.regional_standing(field), Standing::Reconfirm(_));
        region.regional_answer(field)?.previous.clone().filter(|_| again)
    });
    move || {
        let Previous { content, .. } = previous.get()?;
        Some(view! {
            <div class="kt-aside-note kt-aside-note--accent">
                <p class="nl-paragraph">
                    <strong>{words.regional_last_time()}": "</strong>{status::value(words, Some(content.value))}
                </p>
                {written::text(words, &content.explanation)}
            </div>
        })
    }
}
