//! Signing in in two steps, for whoever looks after an organisation or a place.

use domain::rights::Ability;
use domain::{OrganisationId, Role};
use leptos::prelude::*;

use super::Showing;
use crate::form;
use crate::form::people::{REQUIRE, REQUIRE_NOT, RESET};
use crate::page::Participant;

/// Says whether an organisation asks for two steps, with the way to change that for whoever may.
pub fn asked(showing: &Showing<'_>, id: OrganisationId) -> Option<AnyView> {
    let words = showing.words;
    let requires = showing.page.requiring.contains(&id);
    let may = showing.may(Ability::Invite(id, Role::Editor));
    let said =
        requires.then(|| view! { <p class="kt-small kt-soft">{words.requires_two_steps()}</p> });
    let (value, help, text) = match requires {
        true => (REQUIRE_NOT, words.require_not_help(), words.require_not()),
        false => (REQUIRE, words.require_help(), words.require_two_steps()),
    };
    let (name, of) = (showing.name(id), showing.name(id));
    let change = may.then(|| {
        view! {
            <details class="kt-small kt-screen-only">
                <summary>{words.require_summary()}<span class="kt-hidden">", "{name}</span></summary>
                <form method="post" action=showing.action() class="kt-flow-tight">
                    {showing.hidden()}
                    <p class="kt-measure">{help}</p>
                    <p class="kt-actions">
                        <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=format!("{value}:{id}")>
                            <span class="nl-button__label">{text}<span class="kt-hidden">", "{of}</span></span>
                        </button>
                    </p>
                </form>
            </details>
        }
    });
    (requires || may).then(|| view! { {said}{change} }.into_any())
}

/// The way to turn the second step of somebody off who lost what gives them codes.
pub fn reset(showing: &Showing<'_>, person: &Participant) -> Option<AnyView> {
    let words = showing.words;
    let may = person.two_steps && person.person != showing.table.insider.person();
    let of = person.name.clone();
    may.then(|| {
        view! {
            <form method="post" action=showing.action() class="kt-flow-tight">
                {showing.hidden()}
                <p class="kt-measure">{words.reset_help()}</p>
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=format!("{RESET}:{}", person.person)>
                        <span class="nl-button__label">{words.reset_factor()}<span class="kt-hidden">", "{of}</span></span>
                    </button>
                </p>
            </form>
        }
        .into_any()
    })
}
