//! A list to choose one from.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// A list to choose from; nothing is chosen beforehand.
pub fn shown(
    id: String,
    label: &'static str,
    name: &'static str,
    none: &'static str,
    options: impl IntoView + 'static,
    wrong: Option<String>,
) -> AnyView {
    keeping(id, label, name, none, options, (wrong, None))
}

/// The same. What is chosen is kept under its id, where that is wanted, for when the list is made anew.
pub fn keeping(
    id: String,
    label: &'static str,
    name: &'static str,
    none: &'static str,
    options: impl IntoView + 'static,
    (wrong, keeps): (Option<String>, Option<StoredValue<BTreeMap<String, String>>>),
) -> AnyView {
    let kept = id.clone();
    let keep = move |event: leptos::ev::Event| {
        let Some(typed) = keeps else { return };
        typed.update_value(|typed| {
            typed.insert(kept.clone(), event_target_value(&event));
        });
    };
    let is_wrong = wrong.is_some();
    let described = is_wrong.then(|| format!("fout-{id}"));
    view! {
        <div class=if is_wrong { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            {error(&id, wrong)}
            <select class="utrecht-select utrecht-select--html-select" id=id.clone() name=name
                aria-invalid=is_wrong.then_some("true") aria-describedby=described on:change=keep>
                <option value="">{none}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn error(id: &str, text: Option<String>) -> Option<AnyView> {
    let id = format!("fout-{id}");
    text.map(|text| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=id role="alert">{text}</p> }
            .into_any()
    })
}
