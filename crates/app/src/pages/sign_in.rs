//! Sign in: the form, why it did not succeed, and the demo's accounts.

use leptos::prelude::*;

use crate::page::{Offered, SignIn, SignInFailure};
use crate::parts::summary::{ErrorLine, errors};
use crate::words::Words;

/// Shows the page.
pub fn main(words: Words, page: SignIn) -> impl IntoView {
    let demo = (!page.demo.is_empty()).then(|| demo(words, &page));
    let fresh = page.has_new_password.then(|| {
        view! {
            <div class="kt-notice" role="status">
                <p class="nl-paragraph"><strong>{words.reset_done_title()}</strong></p>
                <p class="nl-paragraph">{words.reset_done()}</p>
            </div>
        }
    });
    let closed = page.is_closed.then(|| {
        view! { <p class="kt-notice" role="status">{words.account_is_closed()}</p> }
    });
    let (forgot, help) = match page.sends_mail {
        true => {
            let link =
                view! { <a class="nl-link" href="/wachtwoord">{words.forgot_password()}</a> };
            let forgot = view! { <p class="nl-paragraph kt-top-5">{link}</p> };
            (Some(forgot), words.no_account_yet_help())
        }
        false => (None, words.no_account_help()),
    };
    view! {
        <div class="kt-signin">
            {said(words, page.failure)}
            {fresh}
            {closed}
            <div class="kt-title">
                <h1 class="nl-heading nl-heading--level-1">{words.sign_in_title()}</h1>
                <p class="nl-paragraph nl-paragraph--lead">{words.sign_in_lead()}</p>
            </div>
            {form(words, &page)}
            {forgot}
            <p class="kt-small kt-soft kt-top-5">{help}</p>
            {demo}
        </div>
    }
}

/// Says above the form why it did not succeed.
fn said(words: Words, failure: Option<SignInFailure>) -> Option<AnyView> {
    let failure = failure?;
    let text = words.sign_in_failure(failure);
    match failure {
        SignInFailure::Wrong => {
            let line = ErrorLine { anchor: Some("naam".into()), text: text.to_owned() };
            let title = words.sign_in_failed(failure).to_owned();
            Some(errors(title, words.sign_in_rest(), vec![line]).into_any())
        }
        SignInFailure::TooMany
        | SignInFailure::Ended
        | SignInFailure::Unavailable
        | SignInFailure::OtherPerson => Some(
            view! {
                <div class="kt-notice kt-notice--attention" role="status">
                    <p class="nl-paragraph"><strong>{words.sign_in_failed(failure)}</strong></p>
                    <p class="nl-paragraph">{text}</p>
                </div>
            }
            .into_any(),
        ),
    }
}

fn form(words: Words, page: &SignIn) -> impl IntoView + use<> {
    let wrong = page.failure == Some(SignInFailure::Wrong);
    let error = wrong.then(|| {
        let text = words.sign_in_failure(SignInFailure::Wrong);
        view! { <p class="utrecht-form-field-error-message kt-error-text" id="e-naam">{text}</p> }
    });
    // In the demo accounts have names; everywhere else people sign in with an address.
    let (label, mode) = match page.demo.is_empty() {
        true => (words.sign_in_address(), Some("email")),
        false => (words.account_name(), None),
    };
    let invalid = wrong.then_some("true");
    let described = wrong.then_some("e-naam");
    let name_class = if wrong {
        "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid"
    } else {
        "utrecht-textbox utrecht-textbox--html-input"
    };
    view! {
        <form method="post" action="/inloggen" novalidate class="kt-top-5">
            {back(page)}
            <div class=wrong.then_some("kt-error")>
                <label class="utrecht-form-label kt-label" for="naam">{label}</label>
                {error}
                <input class=name_class id="naam" name="naam" type="text" value=page.login.clone()
                    autocomplete="username" autocapitalize="none" spellcheck="false" inputmode=mode
                    aria-invalid=invalid aria-describedby=described/>
            </div>
            <div>
                <label class="utrecht-form-label kt-label" for="wachtwoord">{words.password()}</label>
                <input class="utrecht-textbox utrecht-textbox--html-input" id="wachtwoord" name="wachtwoord"
                    type="password" autocomplete="current-password" aria-invalid=invalid aria-describedby=described/>
            </div>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit">
                    <span class="nl-button__label">{words.sign_in()}</span>
                </button>
            </p>
        </form>
    }
}

/// Sends along where to go afterwards, and what was typed before the session ended.
fn back(page: &SignIn) -> impl IntoView + use<> {
    let back = page.back.clone().map(|back| ("terug".to_owned(), back));
    let hidden = page.carried.clone().into_iter().chain(back);
    hidden
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}

/// The demo's accounts, each a form that signs in at once.
fn demo(words: Words, page: &SignIn) -> impl IntoView + use<> {
    let password = page.demo_password.clone().unwrap_or_default();
    let accounts = page.demo.iter().map(|Offered { login, function, regions }| {
        let where_to = format!("{login}, {}", words.regions_named(regions));
        view! {
            <li><form method="post" action="/inloggen">
                {back(page)}
                <input type="hidden" name="wachtwoord" value=password.clone()/>
                <button class="kt-account" type="submit" name="naam" value=login.clone()>
                    <span><strong>{function.clone()}</strong><span class="kt-small">{where_to}</span></span>
                </button>
            </form></li>
        }
    });
    let accounts = accounts.collect_view();
    view! {
        <section class="kt-section" aria-labelledby="h-demo">
            <h2 class="nl-heading nl-heading--level-2" id="h-demo">{words.demo_title()}</h2>
            <div class="kt-flow">
                <p>{words.demo_help()}</p>
                <ul class="kt-accounts kt-plain">{accounts}</ul>
                <p class="kt-small kt-soft">{words.demo_password_is()}" "<strong>{password.clone()}</strong></p>
            </div>
        </section>
    }
}
