//! Changing and ending a place, for whoever looks after it; one's own is only ended.

use std::collections::BTreeSet;

use domain::handover::side_of;
use domain::rights::Ability;
use domain::{Role, TypedText};
use leptos::prelude::*;

use super::{Showing, function_id, in_each_role, inviting, roles_id, see_first, two_steps};
use crate::form;
use crate::form::people::{
    CHANGE, END, FUNCTION, PeopleDeed, PeopleTrouble, ROLE, ROLE_HELD, SET_FUNCTION, WantedRoles,
    word,
};
use crate::page::{HandoverAbout, Participant};
use crate::parts::text_field::{self, TextField};

/// The roles in the order in which they are mostly given.
const ROLES: [Role; 4] = [Role::Editor, Role::SteeringMember, Role::Observer, Role::Coordinator];

/// The way to change or end a place; of one's own only to end it.
pub(super) fn shown(showing: &Showing<'_>, person: &Participant) -> AnyView {
    let words = showing.words;
    let is_own = person.person == showing.table.insider.person();
    let refused = showing.page.refused.as_ref().and_then(|refused| match &refused.form.deed {
        PeopleDeed::Change(wanted) if wanted.person == person.person => {
            Some((wanted, &refused.trouble))
        }
        _ => None,
    });
    // What was sent and refused stands there still; where the place is another one by now, that is shown.
    let sent = refused.filter(|(_, trouble)| **trouble != PeopleTrouble::PlaceMoved);
    let summary = if is_own { words.leave_place() } else { words.look_after_place() };
    let change = person.can_change.then(|| change(showing, person, sent.map(|(wanted, _)| wanted)));
    let typed = showing.page.refused.as_ref().and_then(|refused| match &refused.form.deed {
        PeopleDeed::SetFunction(wanted) if wanted.person == person.person => {
            Some(wanted.function.clone())
        }
        _ => None,
    });
    let is_open = refused.is_some() || typed.is_some();
    let function = (person.can_end && !is_own).then(|| function(showing, person, typed));
    let reset = person.can_end.then(|| two_steps::reset(showing, person));
    let end = person.can_end.then(|| end(showing, person, is_own));
    view! {
        <details class="kt-small kt-screen-only" open=is_open>
            <summary>{summary}<span class="kt-hidden">", "{person.name.clone()}</span></summary>
            <div class="kt-flow-tight">
                {change}
                {function}
                {reset}
                {end}
            </div>
        </details>
    }
    .into_any()
}

/// The form that ends a place, with the way to what waits first.
fn end(showing: &Showing<'_>, person: &Participant, is_own: bool) -> AnyView {
    let words = showing.words;
    let (help, button) = match is_own {
        true => (words.leave_place_help(), words.leave_place()),
        false => (words.end_place_help(), words.end_place()),
    };
    let about = if is_own { HandoverAbout::Own } else { HandoverAbout::Person(person.person) };
    // What waits for somebody is for their own side to see.
    let own = showing.table.insider.member();
    let is_near = own.is_some_and(|own| {
        in_each_role(person).iter().any(|theirs| side_of(own) == side_of(theirs))
    });
    let first = is_near.then(|| see_first(showing, about, Some(person.name.clone())));
    let (value, of) = (format!("{END}:{}", person.person), person.name.clone());
    view! {
        <form method="post" action=showing.action() class="kt-flow-tight">
            {showing.hidden()}
            <p class="kt-measure">{help}</p>
            {first}
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=value>
                    <span class="nl-button__label">{button}<span class="kt-hidden">", "{of}</span></span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The form that changes the function that colleagues see.
fn function(showing: &Showing<'_>, person: &Participant, typed: Option<TypedText>) -> AnyView {
    let words = showing.words;
    let known = || TypedText::new(person.function.clone().unwrap_or_default());
    let field = TextField {
        id: function_id(person.person),
        name: FUNCTION,
        label: words.function_label(),
        hint: words.function_hint(),
        value: typed.unwrap_or_else(known),
        kind: "text",
        autocomplete: "off",
        wrong: showing.wrong(&function_id(person.person)),
    };
    let (value, of) = (format!("{SET_FUNCTION}:{}", person.person), person.name.clone());
    view! {
        <form method="post" action=showing.action() novalidate class="kt-flow-tight">
            {showing.hidden()}
            <p class="kt-measure">{words.others_function_help()}</p>
            {text_field::shown(words, field)}
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=value>
                    <span class="nl-button__label">{words.others_function_button()}<span class="kt-hidden">", "{of}</span></span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The form that gives a place other roles.
fn change(showing: &Showing<'_>, person: &Participant, sent: Option<&WantedRoles>) -> AnyView {
    let words = showing.words;
    let held: BTreeSet<Role> = person.roles.iter().copied().collect();
    let ticked = sent.map_or(&held, |sent| &sent.roles);
    let may_adopt = sent.map_or(person.may_adopt, |sent| sent.may_adopt);
    let was = held.iter().map(|role| {
        view! { <input type="hidden" name=ROLE_HELD value=word(*role)/> }
    });
    let was = was.collect_view();
    let value = format!("{CHANGE}:{}", person.person);
    let of = person.name.clone();
    view! {
        <form method="post" action=showing.action() novalidate class="kt-flow-tight">
            {showing.hidden()}
            {was}
            {boxes(showing, person, ticked, &held)}
            {inviting::adopts(words, may_adopt)}
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=value>
                    <span class="nl-button__label">{words.change_role_button()}<span class="kt-hidden">", "{of}</span></span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// A box for each role that the reader may give, and for each that the place has beside these.
fn boxes(
    showing: &Showing<'_>,
    person: &Participant,
    ticked: &BTreeSet<Role>,
    held: &BTreeSet<Role>,
) -> AnyView {
    let words = showing.words;
    let id = roles_id(person.person);
    let wrong = showing.wrong(&id).map(|wrong| wrong.message);
    let (help_id, error_id) = (format!("uitleg-{id}"), format!("fout-{id}"));
    let described = match wrong {
        Some(_) => format!("{error_id} {help_id}"),
        None => help_id.clone(),
    };
    let class = if wrong.is_some() { "kt-error" } else { "" };
    let error = wrong.map(|text| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=error_id role="alert">{text}</p> }
    });
    let one = |role: Role| {
        let may = showing.may(Ability::Invite(person.organisation, role));
        let is_shown = may || held.contains(&role);
        let is_ticked = if may { ticked.contains(&role) } else { true };
        let fixed = (!may).then(|| view! { " ("{words.roles_fixed()}")" });
        is_shown.then(|| {
            view! {
                <label class="utrecht-form-label utrecht-form-label--checkbox kt-choice">
                    <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" name=ROLE
                        value=word(role) checked=is_ticked disabled=!may/>
                    <span>{words.role_choice(role)}{fixed}</span>
                </label>
            }
        })
    };
    let all = ROLES.into_iter().filter_map(one).collect_view();
    view! {
        <div class=class>
            <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset" id=id tabindex="-1" aria-describedby=described>
                <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{words.roles_legend()}</legend>
                {error}
                <p class="kt-hint" id=help_id>{words.roles_help()}</p>
                <div class="kt-choices">{all}</div>
            </fieldset>
        </div>
    }
    .into_any()
}
