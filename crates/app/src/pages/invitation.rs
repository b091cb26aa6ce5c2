//! An invitation: what is offered, until when, and the way to accept it.

use domain::{Member, OrganisationId, PersonId, TypedText};
use leptos::prelude::*;

use crate::form;
use crate::form::people::{FUNCTION, LOGIN, PASSWORD};
use crate::page::{AccountTrouble, InvitationPage, InvitationStand, InvitedTo, wire};
use crate::parts::may;
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::text_field::{self, TextField};
use crate::words::Words;

/// The ids of the inputs.
const LOGIN_ID: &str = "mailadres";
const PASSWORD_ID: &str = "wachtwoord";
const FUNCTION_ID: &str = "functie";

/// Shows the page.
pub fn main(words: Words, page: InvitationPage) -> AnyView {
    let InvitationStand::Open(until) = page.stand else { return gone(words, &page) };
    let not_done = page.trouble.as_ref().map(|trouble| {
        let anchor = anchor(trouble).map(str::to_owned);
        let line = ErrorLine { anchor, text: words.account_trouble(trouble) };
        errors(words.not_accepted().to_owned(), words.errors_follow(), vec![line])
    });
    let form = match &page.known {
        Some((person, login)) => known(words, &page, *person, login.clone()),
        None => new_account(words, &page),
    };
    view! {
        <div class="kt-signin">
            {not_done}
            <div class="kt-title">
                <h1 class="nl-heading nl-heading--level-1">{words.invitation_title()}</h1>
                <p class="nl-paragraph nl-paragraph--lead">{words.invited_to(&page.to)}</p>
            </div>
            <p class="nl-paragraph">{words.link_works_until(until)}</p>
            {may(words, &page)}
            {form}
        </div>
    }
    .into_any()
}

/// What somebody can see and do once they accepted.
fn may(words: Words, page: &InvitationPage) -> Option<AnyView> {
    let InvitedTo::Place { role, may_adopt, is_municipality, .. } = page.to else { return None };
    let member = Member {
        person: PersonId::default(),
        organisation: OrganisationId::default(),
        role,
        may_adopt,
    };
    let list = may::list(words, member, is_municipality);
    Some(
        view! {
            <details class="kt-disclose">
                <summary>{words.what_may_you()}</summary>
                {list}
            </details>
        }
        .into_any(),
    )
}

/// Says why a link does not work any more.
fn gone(words: Words, page: &InvitationPage) -> AnyView {
    let accepted = matches!(page.stand, InvitationStand::Accepted(_));
    let way = if accepted {
        view! { <a class="nl-link" href="/inloggen">{words.sign_in()}</a> }.into_any()
    } else {
        words.invitation_gone_help().into_any()
    };
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.invitation_gone_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.invitation_gone(page.stand)}</p>
        </div>
        <p class="nl-paragraph">{way}</p>
    }
    .into_any()
}

/// Returns the id of the input that is wrong.
fn anchor(trouble: &AccountTrouble) -> Option<&'static str> {
    match trouble {
        AccountTrouble::NoAddress | AccountTrouble::LoginTaken => Some(LOGIN_ID),
        AccountTrouble::PasswordShort(_)
        | AccountTrouble::PasswordLong
        | AccountTrouble::PasswordGuessable => Some(PASSWORD_ID),
        AccountTrouble::Function(_) => Some(FUNCTION_ID),
        AccountTrouble::Already
        | AccountTrouble::AlreadyForAnother
        | AccountTrouble::KeptApart
        | AccountTrouble::OtherAccount
        | AccountTrouble::TooMany
        | AccountTrouble::Unavailable => None,
    }
}

fn accept(words: Words) -> impl IntoView {
    view! {
        <p class="kt-actions">
            <button class="nl-button nl-button--primary" type="submit">
                <span class="nl-button__label">{words.accept_button()}</span>
            </button>
        </p>
    }
}

fn known(words: Words, page: &InvitationPage, person: PersonId, login: String) -> AnyView {
    // What the inviter typed as a function is for whoever has no account yet.
    let stays = matches!(page.to, InvitedTo::Place { .. }).then(|| {
        view! { <p class="nl-paragraph">{words.function_stays()}" "<a class="nl-link" href="/account">{words.account()}</a>"."</p> }
    });
    view! {
        <form method="post" action=page.address.clone() novalidate class="kt-top-5">
            <input type="hidden" name=form::PERSON value=person.to_string()/>
            <p class="nl-paragraph">{words.accept_with_this_account()}" "<strong>{login}</strong></p>
            {stays}
            {accept(words)}
        </form>
        <form method="post" action=wire::sign_out_address(&page.address) class="kt-top-5">
            <p class="nl-paragraph">
                {words.not_this_account()}" "
                <button class="kt-link-button" type="submit">{words.sign_out_for_this()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn new_account(words: Words, page: &InvitationPage) -> AnyView {
    let wrong = |id: &str| {
        let trouble = page.trouble.as_ref().filter(|trouble| anchor(trouble) == Some(id))?;
        let refusal = match trouble {
            AccountTrouble::Function(refusal) => Some(refusal.clone()),
            _ => None,
        };
        Some(Wrong { message: words.account_trouble(trouble), refusal })
    };
    let login = TextField {
        id: LOGIN_ID,
        name: LOGIN,
        label: words.mail_address(),
        hint: words.mail_address_hint(),
        value: TypedText::new(page.login.clone()),
        kind: "email",
        autocomplete: "username",
        wrong: wrong(LOGIN_ID),
    };
    let password = TextField {
        id: PASSWORD_ID,
        name: PASSWORD,
        label: words.new_password(),
        hint: words.new_password_hint(),
        value: TypedText::default(),
        kind: "password",
        autocomplete: "new-password",
        wrong: wrong(PASSWORD_ID),
    };
    let function = TextField {
        id: FUNCTION_ID,
        name: FUNCTION,
        label: words.own_function_label(),
        hint: words.function_hint(),
        value: page.typed_function.clone(),
        kind: "text",
        autocomplete: "organization-title",
        wrong: wrong(FUNCTION_ID),
    };
    let sign_in = format!("/inloggen?terug={}", page.address);
    view! {
        <section class="kt-section" aria-labelledby="h-account">
            <h2 class="nl-heading nl-heading--level-2" id="h-account">{words.new_account_title()}</h2>
            <form method="post" action=page.address.clone() novalidate class="kt-flow">
                {text_field::shown(words, login)}
                {text_field::shown(words, password)}
                {text_field::shown(words, function)}
                {accept(words)}
            </form>
        </section>
        <section class="kt-section" aria-labelledby="h-bekend">
            <h2 class="nl-heading nl-heading--level-2" id="h-bekend">{words.have_account()}</h2>
            <p class="nl-paragraph"><a class="nl-link" href=sign_in>{words.sign_in_to_accept()}</a></p>
        </section>
    }
    .into_any()
}
