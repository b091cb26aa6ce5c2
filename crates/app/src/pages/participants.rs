//! Who takes part in a region: organisations, the people who work for them, and who is invited.

mod admitting;
mod inviting;
mod looking_after;
mod organisations;
mod two_steps;

use domain::organisation::Participation;
use domain::rights::{Ability, demand};
use domain::{Member, Moment, OrganisationId, PersonId, Refusal, Role};
use leptos::prelude::*;

use crate::form;
use crate::form::people::{LEAVE, OPEN, OrganisationTrouble, PeopleDeed, PeopleTrouble};
use crate::page::{
    HandoverAbout, InvitationStand, MadeLink, Participant, ParticipantsPage, RefusedPeople, Table,
};
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
    now: Moment,
}

impl Showing<'_> {
    fn action(&self) -> String {
        address::participants(self.table.region.id)
    }

    /// What every form sends along.
    fn hidden(&self) -> impl IntoView + use<> {
        let (token, person) = (self.token.to_owned(), self.table.insider.person().to_string());
        view! {
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=person/>
        }
    }

    fn may(&self, ability: Ability) -> bool {
        demand(&self.table.insider.actor(), ability).is_ok()
    }

    fn name(&self, organisation: OrganisationId) -> String {
        self.words.organisation(&self.table.names, organisation)
    }

    /// Returns why an input was not taken in.
    fn wrong(&self, id: &str) -> Option<Wrong> {
        let refused =
            self.page.refused.as_ref().filter(|refused| anchor(refused).as_deref() == Some(id))?;
        let refusal = match &refused.trouble {
            PeopleTrouble::Refused(refusal) => Some(refusal.clone()),
            _ => None,
        };
        Some(Wrong {
            message: self.words.people_trouble(&refused.trouble, &self.table.names),
            refusal,
        })
    }
}

/// The ids of the inputs.
const CODES_ID: &str = "gemeenten";
const NAME_ID: &str = "naam";
const KIND_ID: &str = "soort";
const ORGANISATION_ID: &str = "organisatie";
const ROLE_ID: &str = "rol";
const FUNCTION_ID: &str = "functie";
const MAIL_ID: &str = "mail-aan";

/// Returns the id of the input that is wrong, if it is one.
fn anchor(refused: &RefusedPeople) -> Option<String> {
    let is_allowed = |refusal: &Refusal| !matches!(refusal, Refusal::NotAllowed { .. });
    let id = match (&refused.form.deed, &refused.trouble) {
        (PeopleDeed::AdmitMunicipalities(_), PeopleTrouble::NoMunicipality) => CODES_ID,
        (PeopleDeed::AdmitMunicipalities(_), PeopleTrouble::Organisation(_)) => CODES_ID,
        (PeopleDeed::AdmitPartner(_), PeopleTrouble::NoKind) => KIND_ID,
        (
            PeopleDeed::AdmitPartner(_),
            PeopleTrouble::NameTaken
            | PeopleTrouble::Organisation(OrganisationTrouble::NameOfFormer),
        ) => NAME_ID,
        (PeopleDeed::AdmitPartner(_), PeopleTrouble::Refused(refusal)) if is_allowed(refusal) => {
            NAME_ID
        }
        (PeopleDeed::Invite(_), PeopleTrouble::NoOrganisation) => ORGANISATION_ID,
        (PeopleDeed::Invite(_), PeopleTrouble::NoRole) => ROLE_ID,
        (PeopleDeed::Invite(_), PeopleTrouble::NoAddress) => MAIL_ID,
        (PeopleDeed::Invite(_), PeopleTrouble::Refused(refusal)) if is_allowed(refusal) => {
            FUNCTION_ID
        }
        (PeopleDeed::Correct(correction), trouble) => {
            return organisations::anchor(correction, trouble);
        }
        (PeopleDeed::SetFunction(wanted), PeopleTrouble::Refused(refusal))
            if is_allowed(refusal) =>
        {
            return Some(function_id(wanted.person));
        }
        (PeopleDeed::Change(wanted), PeopleTrouble::NoRole) => {
            return Some(roles_id(wanted.person));
        }
        _ => return None,
    };
    Some(id.to_owned())
}

/// Returns the id of the boxes with the roles that somebody's place can have.
fn roles_id(person: PersonId) -> String {
    format!("rollen-{person}")
}

/// Returns the id of the field with the function of somebody.
fn function_id(person: PersonId) -> String {
    format!("functie-{person}")
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: ParticipantsPage, now: Moment) -> AnyView {
    let token = format!("{}-{}", table.region.head, now.0);
    let showing = Showing { words, table: &table, page: &page, token: &token, now };
    let trail = vec![
        (words.board().to_owned(), Some(address::region(table.region.id))),
        (words.participants().to_owned(), None),
    ];
    let not_done = page.refused.as_ref().map(|refused| {
        let anchor = anchor(refused);
        let line = ErrorLine { anchor, text: words.people_trouble(&refused.trouble, &table.names) };
        errors(words.people_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    let waits = page.refused.as_ref().and_then(|refused| what_waits(&showing, refused));
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.people_done(done)}</p> }
    });
    let made = page.made.clone().map(|made| made_link(&showing, *made));
    let coordinates = showing.may(Ability::Coordinate);
    let own = table.insider.organisation();
    let invites = own.is_some_and(|own| showing.may(Ability::Invite(own, Role::Editor)));
    view! {
        {frame::breadcrumbs(words, trail)}
        {not_done}
        {waits}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.participants()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.participants_lead()}</p>
        </div>
        {done}
        {made}
        {organisations(&showing, coordinates)}
        {people(&showing)}
        {former(&showing)}
        {invites.then(|| inviting::list(&showing))}
        {coordinates.then(|| granting(&showing))}
    }
    .into_any()
}

/// The way to let an administrator read along.
fn granting(showing: &Showing<'_>) -> AnyView {
    let (words, href) = (showing.words, address::granting(showing.table.region.id));
    view! {
        <section class="kt-section" aria-labelledby="h-meekijken">
            <h2 class="nl-heading nl-heading--level-2" id="h-meekijken">{words.granting_title()}</h2>
            <p class="nl-paragraph"><a class="nl-link" href=href>{words.granting_look()}</a></p>
        </section>
    }
    .into_any()
}

/// The way to what waits, where somebody cannot leave because of that.
fn what_waits(showing: &Showing<'_>, refused: &RefusedPeople) -> Option<AnyView> {
    let about = match (&refused.trouble, &refused.form.deed) {
        (PeopleTrouble::WorkWaits(_), _) => HandoverAbout::Own,
        (PeopleTrouble::Refused(Refusal::WorkWaits { .. }), PeopleDeed::Leave(of)) => {
            HandoverAbout::Organisation(*of)
        }
        _ => return None,
    };
    Some(see_first(showing, about, None))
}

/// A link to what waits for whoever leaves.
fn see_first(showing: &Showing<'_>, about: HandoverAbout, name: Option<String>) -> AnyView {
    let href = about.address(showing.table.region.id);
    let of = name.map(|name| view! { <span class="kt-hidden">", "{name}</span> });
    view! { <p><a class="nl-link" href=href>{showing.words.handover_first()}{of}</a></p> }
        .into_any()
}

/// The link that was just made, with for whom it is and until when.
fn made_link(showing: &Showing<'_>, made: MadeLink) -> AnyView {
    let words = showing.words;
    let for_whom = inviting::for_whom(showing, &made.invited);
    let until = match made.invited.stand {
        InvitationStand::Open(until) => words.link_works_until(until),
        _ => String::new(),
    };
    let title = format!("{}: {for_whom}", words.link_made());
    invited::link(words, title, made.link, Some(until))
}

/// The organisations: municipalities first, then partners with what they do.
fn organisations(showing: &Showing<'_>, coordinates: bool) -> AnyView {
    let words = showing.words;
    let mut all: Vec<(&OrganisationId, &Participation)> =
        showing.table.region.participations.iter().collect();
    all.sort_by_key(|(id, _)| showing.name(**id));
    let (present, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, part)| part.goes_on());
    let (municipalities, partners): (Vec<_>, Vec<_>) =
        present.into_iter().partition(|(_, part)| part.is_municipality());
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
        {gone(showing, left)}
    }
    .into_any()
}

/// The organisations that left, with from when until when they took part.
fn gone(showing: &Showing<'_>, left: Vec<(&OrganisationId, &Participation)>) -> Option<AnyView> {
    let words = showing.words;
    let rows = left.iter().filter_map(|(id, part)| {
        let when = words.took_part(part.since, part.until?);
        Some(view! { <li>{showing.name(**id)}" "<span class="kt-small kt-soft">{when}</span></li> })
    });
    let rows = rows.collect_view();
    (!left.is_empty()).then(|| {
        view! {
            <section class="kt-section" aria-labelledby="h-vertrokken">
                <h2 class="nl-heading nl-heading--level-2" id="h-vertrokken">{words.left_title()}</h2>
                <ul class="kt-list">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// The way to end the part that an organisation takes; not of one's own.
fn leaving(showing: &Showing<'_>, id: OrganisationId) -> Option<AnyView> {
    let words = showing.words;
    let is_own = Some(id) == showing.table.insider.organisation();
    let may = showing.may(Ability::Coordinate) && !is_own;
    let (name, of) = (showing.name(id), showing.name(id));
    let first = see_first(showing, HandoverAbout::Organisation(id), Some(showing.name(id)));
    may.then(|| {
        view! {
            <details class="kt-small kt-screen-only">
                <summary>{words.let_leave_summary()}<span class="kt-hidden">", "{name}</span></summary>
                <form method="post" action=showing.action() class="kt-flow-tight">
                    {showing.hidden()}
                    <p class="kt-measure">{words.let_leave_help()}</p>
                    {first}
                    <p class="kt-actions">
                        <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=format!("{LEAVE}:{id}")>
                            <span class="nl-button__label">{words.let_leave()}<span class="kt-hidden">", "{of}</span></span>
                        </button>
                    </p>
                </form>
            </details>
        }
        .into_any()
    })
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
            {words.nobody_yet()}". "<a class="nl-link" href=format!("{}?{OPEN}={id}#nodig-uit", showing.action())>{words.invite_title()}<span class="kt-hidden">", "{showing.name(id)}</span></a>
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
                <div>{words.organisation_kind(part.kind)}{parties}{serves}{organisations::correct(showing, id, part)}{two_steps::asked(showing, id)}{leaving(showing, id)}</div>
            </td>
            <td role="cell" data-label=words.people_of_region()>{people}</td>
        </tr>
    }
    .into_any()
}

/// The places that ended, for whoever looks after those of the organisation.
fn former(showing: &Showing<'_>) -> Option<AnyView> {
    let words = showing.words;
    let rows = showing.page.former.iter().map(|former| {
        let told = words.place_ended(former, &showing.name(former.organisation));
        view! { <li><strong>{former.name.clone()}</strong>" "<span class="kt-small kt-soft">{told}</span></li> }
    });
    let rows = rows.collect_view();
    (!showing.page.former.is_empty()).then(|| {
        view! {
            <details class="kt-disclose kt-screen-only">
                <summary>{words.former_title()}</summary>
                <ul class="kt-list">{rows}</ul>
            </details>
        }
        .into_any()
    })
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

/// Returns somebody in each of the roles that they hold.
fn in_each_role(person: &Participant) -> Vec<Member> {
    let Participant { person: id, organisation, may_adopt, .. } = *person;
    let member = |role: &Role| Member { person: id, organisation, role: *role, may_adopt };
    person.roles.iter().map(member).collect()
}

fn one(showing: &Showing<'_>, person: &Participant) -> AnyView {
    let words = showing.words;
    let roles = words.roles(&person.roles, person.may_adopt);
    let what = format!("{}, {roles}", showing.name(person.organisation));
    let is_municipality = showing.table.region.is_municipality(person.organisation);
    let may = may::of_each_role(words, &in_each_role(person), is_municipality);
    let history = (!person.changes.is_empty()).then(|| {
        let changes =
            person.changes.iter().map(|change| view! { <li>{words.place_changed(change)}</li> });
        view! {
            <p class="kt-small"><strong>{words.place_history()}</strong></p>
            <ul class="kt-list kt-small">{changes.collect_view()}</ul>
        }
    });
    let after =
        (person.can_end || person.can_change).then(|| looking_after::shown(showing, person));
    let is_other = person.person != showing.table.insider.person();
    let is_asked = showing.page.requiring.contains(&person.organisation) && !person.two_steps;
    let waits = (person.can_end && is_other && is_asked).then(|| {
        view! { <p class="kt-small kt-error-text">{words.waits_for_two_steps()}</p> }
    });
    let name = person.name.clone();
    let id = format!("plek-{}", person.person);
    view! {
        <li id=id>
            <p class="nl-paragraph"><strong>{person.name.clone()}</strong></p>
            <p class="kt-small kt-soft">{what}</p>
            {waits}
            <details class="kt-small kt-screen-only">
                <summary>{words.what_may_they()}<span class="kt-hidden">", "{name}</span></summary>
                <div class="kt-flow-tight">{may}{history}</div>
            </details>
            {after}
        </li>
    }
    .into_any()
}
