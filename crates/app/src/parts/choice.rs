//! The choices of an answer: its value, and the marks on paper and in practice.

use domain::{AnswerKey, AnswerValue, Aspect, Change, Command, MarkValue, Sheet};
use leptos::prelude::*;

use crate::form::{self, Input};
use crate::session::use_session;
use crate::words::Words;

/// Shows the five values as radio buttons and sends the one that is chosen.
#[component]
pub fn ValueChoice(
    words: Words,
    sheet: Sheet,
    /// The value that was chosen in a form that was refused.
    typed: Option<Change<Option<AnswerValue>>>,
) -> AnyView {
    let session = use_session();
    let field = sheet.field();
    let shown = session.memo(move |reader| reader.sheet(sheet).working(sheet).value);
    let from = still_from(typed, shown.get_untracked());
    let first = typed.map_or_else(|| shown.get_untracked(), |typed| typed.to);
    let choose = move |to: AnswerValue| {
        let change = Change { from: shown.get_untracked(), to: Some(to) };
        // A refusal is shown beside the field by the session's feedback.
        let _ = session.send(form::choose(sheet, change));
    };
    // Of one of the region's own questions: which words are answered here.
    let asked = session.read(|reader| {
        let region = untrack(|| reader.structure());
        region.own_question(field.question).map(|own| own.wanted.fingerprint())
    });
    let radio = move |value: AnswerValue| {
        view! {
            <label class="utrecht-form-label utrecht-form-label--radio kt-choice">
                <input type="radio" class="utrecht-radio-button utrecht-radio-button--html-input"
                    name=form::name(field, Input::Value) value=form::value_code(Some(value))
                    checked=first == Some(value)
                    prop:checked=move || shown.get() == Some(value)
                    on:change=move |_| choose(value)/>
                {words.value_choice(value)}
            </label>
        }
    };
    view! {
        <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset" id=format!("a{}", field)>
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
                {match sheet {
                    Sheet::Answer(_) => words.your_answer(),
                    Sheet::Regional(_) => words.answer_of_region(),
                    Sheet::View(_) => words.view_word(),
                }}
            </legend>
            <input type="hidden" name=form::name(field, Input::ValueFrom) value=form::value_code(from)/>
            {asked.map(|asked| view! { <input type="hidden" name=form::name(field, Input::Asked) value=asked.to_string()/> })}
            <div class="kt-choices">{AnswerValue::ALL.into_iter().map(radio).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// Shows one mark as a list and sends what is chosen.
#[component]
pub fn MarkChoice(
    words: Words,
    key: AnswerKey,
    aspect: Aspect,
    /// The mark that was chosen in a form that was refused.
    typed: Option<Change<Option<MarkValue>>>,
) -> AnyView {
    let session = use_session();
    let shown = session.memo(move |reader| reader.answer(key).working(key).mark(aspect));
    let from = still_from(typed, shown.get_untracked());
    let first = typed.map_or_else(|| shown.get_untracked(), |typed| typed.to);
    let name = form::name(key.field, Input::Mark(aspect));
    let id = name.replace('.', "-");
    let choose = move |code: String| {
        let Ok(to) = form::read_mark(&code) else { return };
        let change = Change { from: shown.get_untracked(), to };
        let AnswerKey { municipality, field } = key;
        // A refusal is shown beside the field by the session's feedback.
        let _ = session.send(Command::Mark { municipality, field, aspect, change });
    };
    let option = move |mark: Option<MarkValue>| {
        view! {
            <option value=form::mark_code(mark) selected=first == mark
                prop:selected=move || shown.get() == mark>{words.mark_choice(mark)}</option>
        }
    };
    let marks = [None].into_iter().chain(MarkValue::ALL.into_iter().map(Some));
    view! {
        <div>
            <label class="utrecht-form-label kt-label" for=id.clone()>
                {words.aspect(aspect)}" "<span class="kt-optional">{words.may_be_empty()}</span>
            </label>
            <input type="hidden" name=form::name(key.field, Input::MarkFrom(aspect)) value=form::mark_code(from)/>
            <select class="utrecht-select utrecht-select--html-select" id=id name=name
                on:change=move |event| choose(event_target_value(&event))>
                {marks.map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Returns what the next edit starts from: what was taken in beside a refusal elsewhere is no
/// longer what the form started from.
fn still_from<T: Copy + PartialEq>(typed: Option<Change<Option<T>>>, now: Option<T>) -> Option<T> {
    match typed {
        Some(typed) if typed.to != now => typed.from,
        _ => now,
    }
}
