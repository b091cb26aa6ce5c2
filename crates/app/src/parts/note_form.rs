//! What forms with a free text share that load a page: asking something, answering, commenting.

use leptos::prelude::*;

use crate::form;
use crate::parts::written;
use crate::platform;
use crate::session::{Link, Session};
use crate::words::Words;

/// What every such form sends along.
pub fn hidden(session: Session, token: &str) -> impl IntoView + use<> {
    let person = session.member().person.to_string();
    view! {
        <input type="hidden" name=form::TOKEN value=token.to_owned()/>
        <input type="hidden" name=form::PERSON value=person/>
    }
}

/// Lets a form load the page that comes of it, and lets go of the text in it: leaving for that loses
/// nothing. Without a connection nothing is sent, what was typed stays, and the form says so.
pub fn sending(
    words: Words,
    session: Session,
    input: Option<String>,
) -> (impl Fn(leptos::ev::SubmitEvent) + Clone + use<>, impl Fn() -> Option<AnyView> + use<>) {
    let kept = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        if !platform::is_online() || untrack(|| session.link()) == Link::Away {
            event.prevent_default();
            kept.set(true);
        } else if let Some(input) = &input {
            session.hold(input.clone(), false);
        }
    };
    let said = move || {
        kept.get().then(|| {
            view! {
                <p class="utrecht-form-field-error-message kt-error-text" role="alert">{words.not_sent_yet()}</p>
            }
            .into_any()
        })
    };
    (submit, said)
}

/// A text area of such a form.
pub struct TextArea {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub label: &'static str,
    /// What was typed before.
    pub typed: String,
    /// What was wrong with that.
    pub error: Option<String>,
}

/// Shows a text area. What is typed stands in the page only until it is sent: the page asks before it
/// is left.
pub fn text_area(words: Words, session: Session, area: TextArea) -> AnyView {
    let TextArea { id, label, typed, error } = area;
    let (hint_id, error_id) = (format!("hint-{id}"), format!("fout-{id}"));
    let wrong = error.is_some();
    let described = if wrong { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let (typing, gone) = (id.clone(), id.clone());
    let hold = move |event| {
        session.hold(typing.clone(), !event_target_value(&event).trim().is_empty());
    };
    on_cleanup(move || session.hold(gone.clone(), false));
    let error = error.map(|text| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=error_id role="alert">{text}</p> }
    });
    view! {
        <div class=if wrong { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            <p class="utrecht-form-field-description kt-hint" id=hint_id>{words.request_note_hint()}</p>
            {error}
            <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id.clone() name=form::requests::NOTE rows="3"
                class:utrecht-textarea--invalid=wrong lang=written::language(words)
                aria-invalid=wrong.then_some("true") aria-describedby=described on:input=hold>{typed}</textarea>
        </div>
    }
    .into_any()
}
