//! Who takes part in a region: organisations, the people who work for them, and who is invited.

mod admitting;
mod inviting;

use domain::organisation::Participation;
use domain::rights::{Ability, demand};
use domain::{Actor, Member, OrganisationId, OrganisationKind, Role};
use leptos::prelude::*;

use crate::form;
use crate::form::people::{CHANGE, END, PeopleDeed, PeopleTrouble};
use crate::page::{Participant, ParticipantsPage, RefusedPeople, Table};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, frame, invited, may};
use crate::words::Words;

/// What the parts of the page share.
struct Showing<'p> {
    words: Words,
    table: &'p Table,
    page: &'p ParticipantsPage,
    token: &'p str,
}

impl Showing<'_> {
    fn action(&self) -> String {
        address::participants(self.table.region.id)
    }

    /// What every form sends along.
    fn hidden(&self) -> impl IntoView + use<> {
        let (token, person) = (self.token.to_owned(), self.table.member.person.to_string());
        view! {
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=person/>
        }
    }

    fn may(&self, ability: Ability) -> bool {
        demand(&Actor::Member(self.table.member), ability).is_ok()
    }

    fn name(&self, organisation: OrganisationId) -> String {
        self.words.organisation(&self.table.names, organisation)
    }

    /// Returns why an input was not taken in.
    fn wrong(&self, id: &str) -> Option<Wrong> {
        let refused = self.page.refused.as_ref().filter(|refused| anchor(refused) == Some(id))?;
        let refusal = match &refused.trouble {
            PeopleTrouble::Refused(refusal) => Some(refusal.clone()),
            _ => None,
        };
        Some(Wrong { message: self.words.people_trouble(&refused.trouble), refusal })
    }
}

/// The ids of the inputs.
const CODES_ID: &str = "gemeenten";
const NAME_ID: &str = "naam";
const KIND_ID: &str = "soort";
const ORGANISATION_ID: &str = "organisatie";
const ROLE_ID: &str = "rol";
const FUNCTION_ID: &str = "functie";

/// Returns the id of the input that is wrong, if it is one.
fn anchor(refused: &RefusedPeople) -> Option<&'static str> {
    match (&refused.trouble, &refused.form.deed) {
        (PeopleTrouble::NoMunicipality, _) => Some(CODES_ID),
        (PeopleTrouble::NoKind, _) => Some(KIND_ID),
        (PeopleTrouble::NoOrganisation, _) => Some(ORGANISATION_ID),
        (PeopleTrouble::NoRole, _) => Some(ROLE_ID),
        (PeopleTrouble::NameTaken, _)
        | (PeopleTrouble::Refused(_), PeopleDeed::AdmitPartner(_)) => Some(NAME_ID),
        (PeopleTrouble::Refused(domain::Refusal::NotAllowed { .. }), _) => None,
        (PeopleTrouble::Refused(_), PeopleDeed::Invite(_)) => Some(FUNCTION_ID),
        _ => None,
    }
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: ParticipantsPage, token: String) -> AnyView {
    let showing = Showing { words, table: &table, page: &page, token: &token };
    let trail = vec![
        (words.board().to_owned(), Some(address::region(table.region.id))),
        (words.participants().to_owned(), None),
    ];
    let not_done = page.refused.as_ref().map(|refused| {
        let anchor = anchor(refused).map(str::to_owned);
        let line = ErrorLine { anchor, text: words.people_trouble(&refused.trouble) };
        errors(words.people_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.people_done(done)}</p> }
    });
    let made = page
        .made
        .clone()
        .map(|made| invited::link(words, words.link_made().to_owned(), made.link, None));
    let coordinates = showing.may(Ability::Coordinate);
    let own = table.member.organisation;
    let invites = showing.may(Ability::Invite(own, Role::Editor));
    view! {
        {frame::breadcrumbs(words, trail)}
        {not_done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.participants()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.participants_lead()}</p>
        </div>
        {done}
        {made}
        {organisations(&showing, coordinates)}
        {people(&showing)}
        {invites.then(|| inviting::list(&showing))}
    }
    .into_any()
}

/// The organisations: municipalities first, then partners with what they do.
fn organisations(showing: &Showing<'_>, coordinates: bool) -> AnyView {
    let words = showing.words;
    let mut all: Vec<(&OrganisationId, &Participation)> =
        showing.table.region.participations.iter().collect();
    all.sort_by_key(|(id, _)| showing.name(**id));
    let is_municipality = |part: &Participation| part.kind == OrganisationKind::Municipality;
    let (municipalities, partners): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, part)| is_municipality(part));
    let of = |rows: Vec<(&OrganisationId, &Participation)>, none: &'static str| {
        if rows.is_empty() {
            return view! { <p class="kt-nothing">{none}</p> }.into_any();
        }
        let rows = rows.into_iter().map(|(id, part)| organisation(showing, *id, part));
        let rows = rows.collect_view();
        view! {
            <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack">
                <thead role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col">{words.organisation_word()}</th>
                    <th role="columnheader" scope="col">{words.kind_word()}</th>
                    <th role="columnheader" scope="col">{words.people_of_region()}</th>
                </tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="kt-section" aria-labelledby="h-gemeenten">
            <h2 class="nl-heading nl-heading--level-2" id="h-gemeenten">{words.municipalities_title()}</h2>
            {of(municipalities, words.no_municipalities_yet())}
            {coordinates.then(|| admitting::municipalities(showing))}
        </section>
        <section class="kt-section" aria-labelledby="h-partners">
            <h2 class="nl-heading nl-heading--level-2" id="h-partners">{words.partners_title()}</h2>
            {of(partners, words.no_partners_yet())}
            {coordinates.then(|| admitting::partner(showing))}
        </section>
    }
    .into_any()
}

fn organisation(showing: &Showing<'_>, id: OrganisationId, part: &Participation) -> AnyView {
    let words = showing.words;
    let list = |label: &'static str, names: Vec<String>| {
        let names = names.join(", ");
        (!names.is_empty()).then(|| view! { <p class="kt-small kt-soft">{label}": "{names}</p> })
    };
    let parties = part.chain_parties.iter().map(|party| words.chain_party(*party).to_owned());
    let serves = part.serves.iter().map(|served| showing.name(*served));
    let count = showing.page.people.iter().filter(|person| person.organisation == id).count();
    let invites = showing.may(Ability::Invite(id, Role::Editor));
    let people = match count {
        0 if invites => view! {
            {words.nobody_yet()}". "<a class="nl-link" href="#nodig-uit">{words.invite_title()}</a>
        }
        .into_any(),
        0 => words.nobody_yet().into_any(),
        count => count.into_any(),
    };
    let parties = list(words.fills_word(), parties.collect());
    let serves = list(words.serves_word(), serves.collect());
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{showing.name(id)}</th>
            <td role="cell" data-label=words.kind_word()>
                <div>{words.organisation_kind(part.kind)}{parties}{serves}</div>
            </td>
            <td role="cell" data-label=words.people_of_region()>{people}</td>
        </tr>
    }
    .into_any()
}

/// The people who work for them, with the way to end a place.
fn people(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let rows = showing.page.people.iter().map(|person| one(showing, person)).collect_view();
    let none = showing.page.people.is_empty();
    view! {
        <section class="kt-section" aria-labelledby="h-mensen">
            <h2 class="nl-heading nl-heading--level-2" id="h-mensen">{words.people_of_region()}</h2>
            {none.then(|| view! { <p class="kt-nothing">{words.nobody_yet()}</p> })}
            <ul class="kt-plain kt-flow">{rows}</ul>
        </section>
    }
    .into_any()
}

fn one(showing: &Showing<'_>, person: &Participant) -> AnyView {
    let words = showing.words;
    let role = words.role(person.role, person.may_adopt);
    let what = format!("{}, {role}", showing.name(person.organisation));
    let member = Member {
        person: person.person,
        organisation: person.organisation,
        role: person.role,
        may_adopt: person.may_adopt,
    };
    let is_municipality = showing.table.region.is_municipality(person.organisation);
    let may = may::list(words, member, is_municipality);
    let history = (!person.changes.is_empty()).then(|| {
        let changes =
            person.changes.iter().map(|change| view! { <li>{words.place_changed(change)}</li> });
        view! {
            <p class="kt-small"><strong>{words.place_history()}</strong></p>
            <ul class="kt-list kt-small">{changes.collect_view()}</ul>
        }
    });
    let after = person.can_end.then(|| look_after(showing, person));
    let name = person.name.clone();
    view! {
        <li>
            <p class="nl-paragraph"><strong>{person.name.clone()}</strong></p>
            <p class="kt-small kt-soft">{what}</p>
            <details class="kt-small kt-screen-only">
                <summary>{words.what_may_they()}<span class="kt-hidden">", "{name}</span></summary>
                <div class="kt-flow-tight">{may}{history}</div>
            </details>
            {after}
        </li>
    }
    .into_any()
}

/// The way to change or end a place.
fn look_after(showing: &Showing<'_>, person: &Participant) -> AnyView {
    let words = showing.words;
    let (change, end) = (format!("{CHANGE}:{}", person.person), format!("{END}:{}", person.person));
    let name = person.name.clone();
    let id = format!("rol-{}", person.person);
    let roles = inviting::roles(showing, Some(person.role), person.organisation, id);
    let adopts = inviting::adopts(words, person.may_adopt);
    view! {
        <details class="kt-small kt-screen-only">
            <summary>{words.look_after_place()}<span class="kt-hidden">", "{name}</span></summary>
            <div class="kt-flow-tight">
                <form method="post" action=showing.action() novalidate class="kt-flow-tight">
                    {showing.hidden()}
                    {roles}
                    {adopts}
                    <p class="kt-actions">
                        <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=change>
                            <span class="nl-button__label">{words.change_role_button()}</span>
                        </button>
                    </p>
                </form>
                <form method="post" action=showing.action() class="kt-flow-tight">
                    {showing.hidden()}
                    <p class="kt-measure">{words.end_place_help()}</p>
                    <p class="kt-actions">
                        <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=end>
                            <span class="nl-button__label">{words.end_place()}</span>
                        </button>
                    </p>
                </form>
            </div>
        </details>
    }
    .into_any()
}
