//! The form with which somebody is invited, and what became of earlier invitations.

use domain::rights::Ability;
use domain::{OrganisationId, Role};
use leptos::prelude::*;

use super::{FUNCTION_ID, MAIL_ID, ORGANISATION_ID, ROLE_ID, Showing};
use crate::form;
use crate::form::people::{ADOPTS, FUNCTION, INVITE, ORGANISATION, PeopleDeed, ROLE, Wanted, word};
use crate::page::Invited;
use crate::parts::text_field::{self, TextField};
use crate::parts::{address, invited, mail_field, mail_state, select};
use crate::words::Words;

/// The form: a coordinator chooses any organisation, the lead of an organisation invites colleagues.
fn form(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let typed = showing.page.refused.as_ref().and_then(|refused| match &refused.form.deed {
        PeopleDeed::Invite(wanted) => Some(wanted.clone()),
        _ => None,
    });
    let opens = showing.page.invites;
    let is_open = typed.is_some() || opens.is_some();
    let wanted = Wanted { organisation: opens, ..Wanted::default() };
    let Wanted { organisation, role, may_adopt, function, mail } = typed.unwrap_or(wanted);
    let function = TextField {
        id: FUNCTION_ID,
        name: FUNCTION,
        label: words.function_label(),
        hint: words.function_hint(),
        value: function,
        kind: "text",
        autocomplete: "off",
        wrong: showing.wrong(FUNCTION_ID),
    };
    let own = showing.table.insider.organisation();
    let roles = own.map(|own| roles(showing, role, own, ROLE_ID.to_owned()));
    let mails = showing.page.mail.is_some();
    let mail = mails.then(|| mail_field::shown(words, MAIL_ID, mail, showing.wrong(MAIL_ID)));
    let help = if mails { words.mail_invite_help() } else { words.invite_help() };
    view! {
        <details class="kt-disclose kt-screen-only" id="nodig-uit" open=is_open>
            <summary>{words.invite_title()}</summary>
            <form method="post" action=showing.action() novalidate class="kt-flow">
                {showing.hidden()}
                <p class="kt-measure">{help}</p>
                {organisations(showing, organisation)}
                {roles}
                {adopts(words, may_adopt)}
                {text_field::shown(words, function)}
                {mail}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=INVITE>
                        <span class="nl-button__label">{words.invite_button()}</span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

fn organisations(showing: &Showing<'_>, chosen: Option<OrganisationId>) -> AnyView {
    let words = showing.words;
    let table = showing.table;
    if !showing.may(Ability::Coordinate) {
        let own = table.insider.organisation().map(|own| own.to_string());
        return view! { <input type="hidden" name=ORGANISATION value=own/> }.into_any();
    }
    let mut all: Vec<(String, OrganisationId)> = table
        .region
        .participations
        .keys()
        .filter(|id| table.region.takes_part(**id))
        .map(|id| (showing.name(*id), *id))
        .collect();
    all.sort();
    let options = all.into_iter().map(|(name, id)| {
        view! { <option value=id.to_string() selected=chosen == Some(id)>{name}</option> }
    });
    let options = options.collect_view();
    let wrong = showing.wrong(ORGANISATION_ID).map(|wrong| wrong.message);
    let none = words.choose_organisation();
    let id = ORGANISATION_ID.to_owned();
    select::shown(id, words.for_organisation(), ORGANISATION, none, options, wrong)
}

/// The roles that the reader can give in an organisation.
pub(super) fn roles(
    showing: &Showing<'_>,
    chosen: Option<Role>,
    organisation: OrganisationId,
    id: String,
) -> AnyView {
    let words = showing.words;
    let roles = [Role::Editor, Role::SteeringMember, Role::Observer, Role::Coordinator];
    let may = |role: &Role| showing.may(Ability::Invite(organisation, *role));
    let options = roles.into_iter().filter(may).map(|role| {
        view! { <option value=word(role) selected=chosen == Some(role)>{words.role_choice(role)}</option> }
    });
    let options = options.collect_view();
    let wrong = showing.wrong(&id).map(|wrong| wrong.message);
    select::shown(id, words.in_role(), ROLE, words.choose_role(), options, wrong)
}

/// The box for the right to confirm and sign.
pub(super) fn adopts(words: Words, is_ticked: bool) -> AnyView {
    view! {
        <label class="utrecht-form-label utrecht-form-label--checkbox kt-choice">
            <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" name=ADOPTS value="ja"
                checked=is_ticked/>
            {words.may_adopt_box()}
        </label>
    }
    .into_any()
}

/// What became of the invitations that the reader may see.
pub(super) fn list(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let none = showing.page.invitations.is_empty();
    let none = none.then(|| view! { <p class="kt-nothing">{words.no_invitations()}</p> });
    let rows = showing.page.invitations.iter().map(|one| row(showing, one)).collect_view();
    let mail = showing.page.mail.map(|mailing| {
        let all = address::mail(showing.table.region.id);
        view! {
            {mail_state::stuck(words, mailing.stuck)}
            <p class="nl-paragraph"><a class="nl-link" href=all>{words.mail_title()}</a></p>
        }
    });
    let audit = address::audit(showing.table.region.id);
    let access = address::access(showing.table.region.id);
    view! {
        <section class="kt-section" aria-labelledby="h-uitnodigingen">
            <h2 class="nl-heading nl-heading--level-2" id="h-uitnodigingen">{words.invitations_title()}</h2>
            {form(showing)}
            {mail}
            {none}
            <ul class="kt-plain kt-flow">{rows}</ul>
            <p class="nl-paragraph"><a class="nl-link" href=access>{words.access_look()}</a></p>
            <p class="nl-paragraph"><a class="nl-link" href=audit>{words.audit_title()}</a></p>
        </section>
    }
    .into_any()
}

fn row(showing: &Showing<'_>, one: &Invited) -> AnyView {
    let words = showing.words;
    let for_whom = for_whom(showing, one);
    let by = one.accepted_by.as_ref().map(|by| words.accepted_by(by));
    let mail = one.mail.as_ref().map(|mail| mail_state::of_invitation(words, mail, showing.now));
    let (action, sends_mail) = (showing.action(), showing.page.mail.is_some());
    let deeds = invited::deeds(words, one, &for_whom, &action, sends_mail, showing.hidden());
    view! {
        <li>
            <p class="nl-paragraph"><strong>{for_whom}</strong></p>
            <p class="kt-small kt-soft">{words.invitation_stand(one.stand)}{by}</p>
            {mail}
            {deeds}
        </li>
    }
    .into_any()
}

/// Says for whom an invitation is: the function where the inviter gave one, the role and the organisation.
pub(super) fn for_whom(showing: &Showing<'_>, one: &Invited) -> String {
    let words = showing.words;
    let organisation = one.organisation.map(|id| showing.name(id)).unwrap_or_default();
    let role = one.role.map(|role| words.role(role, one.may_adopt)).unwrap_or_default();
    match &one.function {
        Some(function) => format!("{function} ({role}, {organisation})"),
        None => format!("{role}, {organisation}"),
    }
}
