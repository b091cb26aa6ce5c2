//! A new password for whoever forgot theirs: asks for the address, and then for the password.

use domain::TypedText;
use leptos::prelude::*;

use crate::form::people::{LOGIN, PASSWORD};
use crate::page::{AccountTrouble, ResetPage};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::text_field::{self, TextField};
use crate::words::Words;

/// The ids of the inputs.
const LOGIN_ID: &str = "mailadres";
const PASSWORD_ID: &str = "wachtwoord";

/// Shows the page.
pub fn main(words: Words, page: ResetPage) -> AnyView {
    let inside = match page {
        ResetPage::Ask { login, trouble } => ask(words, login, trouble.as_ref()),
        ResetPage::Asked { login } => {
            let lead = words.reset_asked(&login);
            told(words.reset_asked_title(), lead, words.reset_asked_rest(), None)
        }
        ResetPage::NoMail => {
            told(words.forgot_password(), words.reset_no_mail().to_owned(), "", None)
        }
        ResetPage::Choose { address, trouble } => choose(words, address, trouble.as_ref()),
        ResetPage::Gone => {
            let lead = words.reset_gone_lead().to_owned();
            let again =
                view! { <a class="nl-link" href="/wachtwoord">{words.reset_ask_again()}</a> };
            told(words.reset_gone_title(), lead, "", Some(again.into_any()))
        }
    };
    view! { <div class="kt-signin">{inside}</div> }.into_any()
}

/// A page without a form.
fn told(title: &'static str, lead: String, rest: &'static str, way: Option<AnyView>) -> AnyView {
    let rest = (!rest.is_empty()).then(|| view! { <p class="nl-paragraph">{rest}</p> });
    let way = way.map(|way| view! { <p class="nl-paragraph">{way}</p> });
    view! {
        {heading(title, lead)}
        <div class="kt-flow kt-top-5">{rest}{way}</div>
    }
    .into_any()
}

fn heading(title: &'static str, lead: String) -> impl IntoView {
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{title}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
        </div>
    }
}

/// Says above the form why it was not taken in.
fn said(words: Words, title: &str, trouble: Option<&AccountTrouble>, id: &str) -> Option<AnyView> {
    let trouble = trouble?;
    let anchor = is_of_field(trouble).then(|| id.to_owned());
    let line = ErrorLine { anchor, text: words.account_trouble(trouble) };
    Some(errors(title.to_owned(), words.errors_follow(), vec![line]).into_any())
}

/// Tells whether something is wrong with what was typed.
fn is_of_field(trouble: &AccountTrouble) -> bool {
    !matches!(trouble, AccountTrouble::TooMany | AccountTrouble::Unavailable)
}

fn wrong(words: Words, trouble: Option<&AccountTrouble>) -> Option<Wrong> {
    let trouble = trouble.filter(|trouble| is_of_field(trouble))?;
    Some(Wrong { message: words.account_trouble(trouble), refusal: None })
}

fn form(action: String, field: AnyView, button: &'static str) -> impl IntoView {
    view! {
        <form method="post" action=action novalidate class="kt-flow kt-top-5">
            {field}
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit">
                    <span class="nl-button__label">{button}</span>
                </button>
            </p>
        </form>
    }
}

fn ask(words: Words, login: String, trouble: Option<&AccountTrouble>) -> AnyView {
    let field = TextField {
        id: LOGIN_ID,
        name: LOGIN,
        label: words.reset_address(),
        hint: words.reset_address_hint(),
        value: TypedText::new(login),
        kind: "email",
        autocomplete: "username",
        wrong: wrong(words, trouble),
    };
    let field = text_field::shown(words, field);
    view! {
        {said(words, words.reset_not_asked(), trouble, LOGIN_ID)}
        {heading(words.forgot_password(), words.reset_lead().to_owned())}
        {form("/wachtwoord".to_owned(), field, words.reset_ask_button())}
    }
    .into_any()
}

fn choose(words: Words, address: String, trouble: Option<&AccountTrouble>) -> AnyView {
    let field = TextField {
        id: PASSWORD_ID,
        name: PASSWORD,
        label: words.new_password(),
        hint: words.new_password_hint(),
        value: TypedText::default(),
        kind: "password",
        autocomplete: "new-password",
        wrong: wrong(words, trouble),
    };
    let field = text_field::shown(words, field);
    view! {
        {said(words, words.reset_not_done(), trouble, PASSWORD_ID)}
        {heading(words.reset_title(), words.reset_choose_lead().to_owned())}
        {form(address, field, words.reset_choose_button())}
    }
    .into_any()
}
