//! Proving who one is: the code after the password, and both once more before something that binds.

use domain::TypedText;
use leptos::prelude::*;

use crate::page::{CodePage, ProofFailure, ProvePage};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::text_field::{self, TextField};
use crate::words::Words;

const PASSWORD_ID: &str = "wachtwoord";
const CODE_ID: &str = "code";

/// Shows the page on which one gives the code, after the password.
pub fn code(words: Words, page: CodePage) -> AnyView {
    let wrong = words.code_wrong();
    let field = code_field(words, words.code_label(), words.code_hint(), wrong_code(words, &page));
    view! {
        <div class="kt-signin">
            {said(words, page.failure, wrong, CODE_ID)}
            <div class="kt-title">
                <h1 class="nl-heading nl-heading--level-1">{words.code_title()}</h1>
                <p class="nl-paragraph nl-paragraph--lead">{words.code_lead()}</p>
            </div>
            <form method="post" action="/inloggen/code" novalidate class="kt-top-5">
                {hidden(page.carried, page.back)}
                {field}
                {button(words.sign_in())}
            </form>
            <details class="kt-disclose">
                <summary>{words.use_recovery()}</summary>
                <p class="nl-paragraph">{words.use_recovery_help()}</p>
            </details>
        </div>
    }
    .into_any()
}

fn wrong_code(words: Words, page: &CodePage) -> Option<Wrong> {
    let is_wrong = page.failure == Some(ProofFailure::Wrong);
    is_wrong.then(|| Wrong { message: words.code_wrong().to_owned(), refusal: None })
}

/// Shows the page on which one proves once more who one is.
pub fn prove(words: Words, page: ProvePage) -> AnyView {
    let is_wrong = page.failure == Some(ProofFailure::Wrong);
    let wrong =
        || is_wrong.then(|| Wrong { message: words.prove_wrong().to_owned(), refusal: None });
    let password = TextField {
        id: PASSWORD_ID,
        name: PASSWORD_ID,
        label: words.present_password(),
        hint: words.present_password_hint(),
        value: TypedText::default(),
        kind: "password",
        autocomplete: "current-password",
        wrong: wrong(),
    };
    let code = page
        .takes_code
        .then(|| code_field(words, words.code_or_recovery(), words.code_hint(), wrong()));
    let carries = (!page.carried.is_empty())
        .then(|| view! { <p class="nl-paragraph">{words.prove_carries()}</p> });
    view! {
        <div class="kt-signin">
            {said(words, page.failure, words.prove_wrong(), PASSWORD_ID)}
            <div class="kt-title">
                <h1 class="nl-heading nl-heading--level-1">{words.prove_title()}</h1>
                <p class="nl-paragraph nl-paragraph--lead">{words.prove_lead()}</p>
            </div>
            {carries}
            <form method="post" action="/account/bewijzen" novalidate class="kt-top-5">
                {hidden(page.carried, Some(page.back))}
                {text_field::shown(words, password)}
                {code}
                {button(words.prove_button())}
            </form>
        </div>
    }
    .into_any()
}

/// Says above the form why it did not succeed.
fn said(
    words: Words,
    failure: Option<ProofFailure>,
    wrong: &'static str,
    anchor: &str,
) -> Option<AnyView> {
    let failure = failure?;
    let text = words.proof_failure(failure, wrong).to_owned();
    let anchor = (failure == ProofFailure::Wrong).then(|| anchor.to_owned());
    let title = words.factor_not_done().to_owned();
    Some(errors(title, words.errors_follow(), vec![ErrorLine { anchor, text }]).into_any())
}

/// A field for a code.
pub fn code_field(
    words: Words,
    label: &'static str,
    hint: &'static str,
    wrong: Option<Wrong>,
) -> AnyView {
    let field = TextField {
        id: CODE_ID,
        name: CODE_ID,
        label,
        hint,
        value: TypedText::default(),
        kind: "text",
        autocomplete: "one-time-code",
        wrong,
    };
    text_field::shown(words, field)
}

/// Sends along where to go afterwards, and the form that waits.
fn hidden(carried: Vec<(String, String)>, back: Option<String>) -> impl IntoView {
    let back = back.map(|back| ("terug".to_owned(), back));
    let hidden = carried.into_iter().chain(back);
    hidden
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}

/// The button that sends a form.
pub fn button(text: &'static str) -> AnyView {
    view! {
        <p class="kt-actions">
            <button class="nl-button nl-button--primary" type="submit">
                <span class="nl-button__label">{text}</span>
            </button>
        </p>
    }
    .into_any()
}
