//! A day that is typed, as people in the Netherlands write it, with what was wrong with it.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// What one such field says.
pub struct DayField {
    /// Its id, which ends those of its hint and its error.
    pub id: String,
    /// Its name in the form.
    pub name: &'static str,
    /// What it asks.
    pub label: &'static str,
    /// How it is written.
    pub hint: &'static str,
    /// What stands in it.
    pub value: String,
    /// What was wrong with that.
    pub error: Option<String>,
}

/// Shows the field.
pub fn shown(field: DayField) -> AnyView {
    field_with(field, |_, _| {})
}

/// Shows the field. What is typed in it is kept under its id, for when the field is made anew.
pub fn keeping(field: DayField, typed: StoredValue<BTreeMap<String, String>>) -> AnyView {
    let kept = typed.with_value(|typed| typed.get(&field.id).cloned());
    let value = kept.unwrap_or(field.value);
    field_with(DayField { value, ..field }, move |id, value| {
        typed.update_value(|typed| {
            typed.insert(id, value);
        });
    })
}

fn field_with(field: DayField, keep: impl Fn(String, String) + 'static) -> AnyView {
    let DayField { id, name, label, hint, value, error } = field;
    let (hint_id, error_id) = (format!("hint-{id}"), format!("fout-{id}"));
    let wrong = error.is_some();
    let described = if wrong { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let error = error.map(|text| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=error_id role="alert">{text}</p> }
    });
    let kept = id.clone();
    let keep = move |event: leptos::ev::Event| keep(kept.clone(), event_target_value(&event));
    view! {
        <div class=if wrong { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            <p class="utrecht-form-field-description kt-hint" id=hint_id>{hint}</p>
            {error}
            <input class="utrecht-textbox utrecht-textbox--html-input kt-field-short" id=id.clone() type="text" inputmode="numeric"
                name=name value=value autocomplete="off" class:utrecht-textbox--invalid=wrong
                aria-invalid=wrong.then_some("true") aria-describedby=described on:input=keep/>
        </div>
    }
    .into_any()
}
