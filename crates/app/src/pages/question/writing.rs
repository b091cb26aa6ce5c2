//! The form on the page of a question: what the coordinator writes for the region, or a partner as
//! its view.

use domain::Sheet;
use leptos::prelude::*;

use super::Asking;
use crate::form;
use crate::parts::choice::ValueChoice;
use crate::parts::explanation::Explanation;
use crate::parts::feedback::{AnswerError, SaveFeedback};
use crate::parts::giving::{self, Blamed};
use crate::parts::{address, posted};
use crate::session::use_session;

/// Shows the form around what is in it. `label` is what it is, for those who hear it alone; `refused`
/// holds what was refused last.
pub(super) fn form(
    asking: &Asking,
    label: &'static str,
    refused: RwSignal<Option<Blamed>>,
    inside: AnyView,
) -> AnyView {
    let (words, session) = (asking.words, use_session());
    let summary = giving::summary(words, asking.names.clone(), refused);
    let address = address::question(asking.region, asking.question);
    view! {
        // Without autocomplete no browser fills in what stood here before a reload.
        <form method="post" action=address novalidate autocomplete="off" class="kt-flow"
            aria-label=label on:submit=move |event| event.prevent_default()>
            <input type="hidden" name=form::TOKEN value=asking.token.clone()/>
            <input type="hidden" name=form::PERSON value=session.insider().person().to_string()/>
            {giving::default_button()}
            {summary}
            {inside}
            <p class="kt-actions kt-still-only">
                <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=form::DRAFT>
                    <span class="nl-button__label">{words.save_draft()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// Shows the inputs of one field: what stood there last time, the value, the texts, and how it stands.
pub(super) fn block(
    asking: &Asking,
    sheet: Sheet,
    last_time: AnyView,
    more_text: impl FnOnce(Option<form::TypedField>) -> AnyView,
    standing: AnyView,
) -> AnyView {
    let (words, field) = (asking.words, sheet.field());
    let typed = posted::typed(asking.posted.as_ref(), field);
    let posted = posted::refused(asking.posted.as_ref(), sheet);
    let names = asking.names.clone();
    let label = field.part.map(|_| format!("schrijf-{field}"));
    let part = label.clone().and_then(|id| super::part_heading(asking, field, id));
    let more_text = more_text(typed.clone());
    view! {
        <div class="kt-flow-tight" role=label.is_some().then_some("group") aria-labelledby=label>
            {part}
            {last_time}
            <AnswerError words sheet names=names.clone() posted=posted.clone()/>
            <ValueChoice words sheet typed=typed.as_ref().map(|typed| typed.value)/>
            <Explanation words sheet names typed posted/>
            <SaveFeedback words place=sheet/>
            {more_text}
            {standing}
        </div>
    }
    .into_any()
}
