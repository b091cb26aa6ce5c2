//! A field of one line, with what helps to fill it in and what is wrong with it.

use domain::{Refusal, TypedText};
use leptos::prelude::*;

use crate::parts::objection::{self, Beside, Wrong};
use crate::words::Words;

/// What the field needs.
pub struct TextField<Id = &'static str> {
    /// Its id.
    pub id: Id,
    /// What a form calls it.
    pub name: &'static str,
    /// What it asks.
    pub label: &'static str,
    /// What helps to answer that.
    pub hint: &'static str,
    /// What stands in it, with the word of its writer where they gave it.
    pub value: TypedText,
    /// What kind of input it is: text, email or password.
    pub kind: &'static str,
    /// What browsers may fill in by themselves.
    pub autocomplete: &'static str,
    /// What is wrong with what was sent.
    pub wrong: Option<Wrong>,
}

/// Shows the field.
pub fn shown<Id: Into<String>>(words: Words, field: TextField<Id>) -> AnyView {
    let TextField { id, name, label, hint, value, kind, autocomplete, wrong } = field;
    let id: String = id.into();
    let (hint_id, error_id) = (format!("hint-{id}"), format!("fout-{id}"));
    let is_wrong = wrong.is_some();
    let is_case = |wrong: &Wrong| matches!(wrong.refusal, Some(Refusal::TellsCase { .. }));
    let asks = wrong.as_ref().is_some_and(is_case);
    let kept = objection::kept(name, &value).filter(|_| !asks);
    let value = value.as_str().to_owned();
    let described = if is_wrong { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let error = wrong.map(|wrong| {
        let beside = Beside { id: error_id, name: name.to_owned(), text: value.clone() };
        objection::shown(words, wrong, beside, None, |_| ())
    });
    let class = if is_wrong {
        "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid"
    } else {
        "utrecht-textbox utrecht-textbox--html-input"
    };
    view! {
        <div class=if is_wrong { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            <p class="utrecht-form-field-description kt-hint" id=hint_id>{hint}</p>
            {error}
            {kept}
            <input class=class id=id name=name type=kind value=value autocomplete=autocomplete
                autocapitalize=(kind != "text").then_some("none") spellcheck=(kind != "text").then_some("false")
                aria-invalid=is_wrong.then_some("true") aria-describedby=described/>
        </div>
    }
    .into_any()
}
