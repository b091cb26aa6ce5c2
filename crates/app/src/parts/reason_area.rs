//! A text area for a reason, with what is wrong with it.

use domain::Refusal;
use leptos::prelude::*;

use crate::parts::feedback::Names;
use crate::parts::objection::{self, Beside, Wrong};
use crate::parts::written;
use crate::platform;
use crate::words::Words;

/// What the text area needs.
pub struct ReasonArea {
    /// Its id.
    pub id: String,
    /// What a form calls it.
    pub name: String,
    /// What it asks.
    pub label: AnyView,
    /// What helps to answer that.
    pub hint: &'static str,
    /// What stands in it.
    pub text: RwSignal<String>,
    /// Whether its writer says that it is no case.
    pub vouched: RwSignal<bool>,
    /// Why what stands in it was not taken in.
    pub wrong: Memo<Option<Refusal>>,
}

/// Shows the text area, and gives every change of it to `type_in`.
pub fn reason_area(
    words: Words,
    area: ReasonArea,
    names: Names,
    type_in: impl Fn(String) + 'static,
) -> impl IntoView {
    let ReasonArea { id, name, label, hint, text, vouched, wrong } = area;
    let (help, error) = (format!("{id}-hint"), format!("{id}-fout"));
    let (told, name_of) = (error.clone(), name.clone());
    let message = move || {
        let refusal = wrong.get()?;
        let wrong = Wrong { message: words.refusal(&refusal, &names), refusal: Some(refusal) };
        let (id, name, text) = (told.clone(), name_of.clone(), text.get_untracked());
        let beside = Beside { id, name, text };
        Some(objection::shown(words, wrong, beside, Some(vouched), |_| ()))
    };
    let described = {
        let help = help.clone();
        move || match wrong.get() {
            Some(_) => format!("{help} {error}"),
            None => help.clone(),
        }
    };
    view! {
        <div class=move || if wrong.get().is_some() { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            <p class="utrecht-form-field-description kt-hint" id=help>{hint}</p>
            {message}
            <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id rows="2"
                lang=written::language(words)
                class:utrecht-textarea--invalid=move || wrong.get().is_some()
                name=name
                aria-describedby=described
                aria-invalid=move || wrong.get().is_some().then_some("true")
                prop:value=move || text.get()
                on:input=move |event| {
                    vouched.set(false);
                    type_in(event_target_value(&event));
                }>{platform::in_text_area(&text.get_untracked())}</textarea>
        </div>
    }
}
