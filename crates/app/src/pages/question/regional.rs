//! What the region answers: everyone reads it, the coordinator writes it.

use domain::answer::Previous;
use domain::{FieldId, Sheet, Standing};
use leptos::prelude::*;

use super::Asking;
use crate::form::{self, Whose};
use crate::page::Posted;
use crate::parts::choice::ValueChoice;
use crate::parts::explanation::Explanation;
use crate::parts::feedback::{AnswerError, SaveFeedback};
use crate::parts::giving::{self, Blamed};
use crate::parts::{address, carried, posted, regional, status, written};
use crate::session::{Session, use_session};
use crate::words::Words;

/// Shows what the region answers, where it can arrange what is asked.
pub(super) fn section(asking: &Asking, token: String) -> Option<AnyView> {
    let fields = asking.regional.clone();
    if fields.is_empty() {
        return None;
    }
    let words = asking.words;
    let body = match asking.may_write {
        true => write(asking, fields, token).into_any(),
        false => read(asking, fields).into_any(),
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
        let part = part(asking, field);
        view! {
            <div class="kt-aside-note kt-flow-tight">
                {part}
                {regional::answer(words, session, field)}
                <p class="kt-small">{reactions(words, session, field)}</p>
            </div>
        }
    });
    // Who may not write here, and posted all the same, takes what they typed along.
    let typed = match &asking.posted {
        Some(Posted::Refused { typed, .. }) => carried::texts(words, typed),
        _ => None,
    };
    view! { {typed}<div class="kt-flow">{notes.collect_view()}</div> }
}

/// Names the part, where the question has two.
fn part(asking: &Asking, field: FieldId) -> Option<impl IntoView + use<>> {
    let part = field.part?;
    let label = asking.fields().iter().find(|found| found.id == field)?.label.clone();
    let text = format!("{}. {label}", asking.words.part_named(part));
    let id = format!("regio-{field}");
    Some(view! { <h3 class="nl-heading nl-heading--level-3" id=id>{text}</h3> })
}

/// The form of the coordinator.
fn write(asking: &Asking, fields: Vec<FieldId>, token: String) -> impl IntoView + use<> {
    let (words, session) = (asking.words, use_session());
    let refused: RwSignal<Option<Blamed>> = RwSignal::new(None);
    let summary = giving::summary(words, asking.names.clone(), refused);
    let blocks = fields.iter().map(|field| block(asking, *field)).collect_view();
    let put_forward = move |_| {
        let filled = giving::filled(session, Whose::Region, &fields);
        refused.set(giving::let_see(session, Whose::Region, &filled).err());
    };
    let address = address::question(asking.region, asking.question);
    view! {
        // Without autocomplete no browser fills in what stood here before a reload.
        <form method="post" action=address novalidate autocomplete="off" class="kt-flow"
            aria-label=words.answer_of_region() on:submit=move |event| event.prevent_default()>
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=session.member().person.to_string()/>
            {giving::default_button()}
            {summary}
            <p class="kt-measure">{words.write_for_region()}</p>
            {blocks}
            <p class="kt-measure kt-small">{words.put_forward_help()}</p>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=form::SHARE on:click=put_forward>
                    <span class="nl-button__label">{words.put_forward_button()}</span>
                </button>
                <button class="nl-button nl-button--secondary kt-still-only" type="submit" name=form::DO value=form::DRAFT>
                    <span class="nl-button__label">{words.save_draft()}</span>
                </button>
            </p>
        </form>
    }
}

fn block(asking: &Asking, field: FieldId) -> impl IntoView + use<> {
    let (words, session) = (asking.words, use_session());
    let sheet = Sheet::Regional(field);
    let typed = posted::typed(asking.posted.as_ref(), field);
    let posted = posted::refused(asking.posted.as_ref(), field);
    let names = asking.names.clone();
    let part = part(asking, field);
    let label = field.part.map(|_| format!("regio-{field}"));
    view! {
        <div class="kt-flow-tight" role=label.is_some().then_some("group") aria-labelledby=label.clone()>
            {part}
            {last_time(words, session, field)}
            <AnswerError words sheet names=names.clone() posted=posted.clone()/>
            <ValueChoice words sheet typed=typed.as_ref().map(|typed| typed.value)/>
            <Explanation words sheet names typed posted/>
            <SaveFeedback words place=sheet/>
            {since(words, session, field)}
        </div>
    }
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
                {written::shown(words, content.explanation.as_str())}
            </div>
        })
    }
}
