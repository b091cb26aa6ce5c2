//! Who has access for which organisation: what whoever looks after it checks once a year.

use domain::rights::{Ability, demand};
use domain::{OrganisationId, ReviewStand};
use leptos::prelude::*;

use crate::form;
use crate::form::access::{LIST, RIGHT};
use crate::page::{AccessPage, AccessTrouble, Invited, OrganisationAccess, PlaceOf, Table};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, frame};
use crate::words::{Words, capital};

/// What the parts of the page share.
struct Showing<'p> {
    words: Words,
    table: &'p Table,
    page: &'p AccessPage,
    coordinates: bool,
}

impl Showing<'_> {
    fn name(&self, organisation: OrganisationId) -> String {
        self.words.organisation(&self.table.names, organisation)
    }

    /// Returns why it was not taken in that the list of an organisation is right.
    fn trouble(&self) -> Option<(OrganisationId, String)> {
        let (organisation, trouble) = self.page.trouble.as_ref()?;
        let text = match trouble {
            AccessTrouble::Changed => self.words.access_changed(&self.name(*organisation)),
            AccessTrouble::Refused(refusal) => self.words.refusal(refusal, &self.table.names),
        };
        Some((*organisation, text))
    }
}

/// Returns the id of the part about an organisation.
fn part_id(organisation: OrganisationId) -> String {
    format!("o-{organisation}")
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: AccessPage) -> AnyView {
    let coordinates = demand(&table.insider.actor(), Ability::Coordinate).is_ok();
    let showing = Showing { words, table: &table, page: &page, coordinates };
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.participants().to_owned(), Some(address::participants(region))),
        (words.access_title().to_owned(), None),
    ];
    let wrong = showing.trouble().map(|(organisation, text)| {
        let is_shown = page.organisations.iter().any(|one| one.organisation == organisation);
        let anchor = is_shown.then(|| part_id(organisation));
        let lines = vec![ErrorLine { anchor, text }];
        errors(words.access_not_done().to_owned(), words.errors_follow(), lines)
    });
    let done = page.done.map(|done| {
        let text = words.access_done(&showing.name(done));
        view! { <p class="kt-notice" role="status">{text}</p> }
    });
    let parts = page.organisations.iter().map(|one| organisation(&showing, one)).collect_view();
    view! {
        {frame::breadcrumbs(words, trail)}
        {wrong}
        {done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.access_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.access_lead()}</p>
        </div>
        {counts(&showing)}
        {parts}
        {without_people(&showing)}
    }
    .into_any()
}

/// How many organisations are due, for whoever looks after all of them, and the way to take the list along.
fn counts(showing: &Showing<'_>) -> AnyView {
    let (words, page) = (showing.words, showing.page);
    let (overdue, soon) = (page.count(ReviewStand::Overdue), page.count(ReviewStand::Soon));
    let all = page.organisations.len();
    if all == 0 {
        return view! { <p class="kt-nothing">{words.access_nobody()}</p> }.into_any();
    }
    let counts = showing.coordinates.then(|| {
        let counts = words.access_counts(overdue, all, soon);
        view! { <p class="nl-paragraph"><strong>{counts}</strong></p> }
    });
    let sheet = address::access_sheet(showing.table.region.id);
    view! {
        <div class="kt-flow-tight kt-top-5">
            {counts}
            <p class="nl-paragraph kt-screen-only">
                <a class="nl-link" href=sheet rel="external" download>{words.access_export()}</a>
                ". "{words.access_export_help()}
            </p>
        </div>
    }
    .into_any()
}

/// One organisation: where its review stands, the list, and the button that says that it is right.
fn organisation(showing: &Showing<'_>, one: &OrganisationAccess) -> AnyView {
    let words = showing.words;
    let (id, heading) = (part_id(one.organisation), format!("h-{}", one.organisation));
    let name = showing.name(one.organisation);
    let due = words.review_due(one.stand, one.due);
    let due = match one.stand {
        ReviewStand::Fresh => due.into_any(),
        ReviewStand::Soon | ReviewStand::Overdue => view! { <strong>{due}</strong> }.into_any(),
    };
    let no_lead =
        (!one.has_lead).then(|| view! { <p class="kt-measure">{words.access_no_lead()}</p> });
    let list = view! { {places(showing, one)}{invitations(showing, one)}{right(showing, one)} };
    // What needs nothing now does not stand between what does.
    let is_asked = showing.page.trouble.as_ref().is_some_and(|(of, _)| *of == one.organisation);
    let opens = one.stand != ReviewStand::Fresh || !showing.coordinates || is_asked;
    let list = match opens {
        true => list.into_any(),
        false => view! {
            <details class="kt-disclose kt-screen-only">
                <summary>{words.access_show()}<span class="kt-hidden">", "{name.clone()}</span></summary>
                <div class="kt-flow">{list}</div>
            </details>
        }
        .into_any(),
    };
    view! {
        <section class="kt-section" id=id aria-labelledby=heading.clone()>
            <h2 class="nl-heading nl-heading--level-2" id=heading.clone()>{name}</h2>
            <div class="kt-flow-tight">
                <p class="nl-paragraph">{due}</p>
                <p class="kt-small kt-soft">{words.review_last(one.reviews.first())}</p>
                {no_lead}
            </div>
            <div class="kt-flow kt-top-4">{list}{history(showing, one)}</div>
        </section>
    }
    .into_any()
}

fn places(showing: &Showing<'_>, one: &OrganisationAccess) -> AnyView {
    let words = showing.words;
    let rows = one.places.iter().map(|place| row(showing, place)).collect_view();
    view! {
        <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack">
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">{words.access_who()}</th>
                <th role="columnheader" scope="col">{words.role_word()}</th>
                <th role="columnheader" scope="col">{words.access_adopts()}</th>
                <th role="columnheader" scope="col">{words.since_word()}</th>
                <th role="columnheader" scope="col">{words.access_signed_in()}</th>
            </tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(showing: &Showing<'_>, place: &PlaceOf) -> AnyView {
    let words = showing.words;
    let role = capital(&words.roles(&place.roles, place.may_adopt));
    let adopts = if place.may_adopt { words.access_yes() } else { words.access_no() };
    let signed_in = match place.signed_in {
        Some(at) => words.day(at),
        None if place.can_change => words.access_not_signed_in().to_owned(),
        None => "–".to_owned(),
    };
    let change = place.can_change.then(|| {
        let (href, name) = (address::place(showing.table.region.id, place.person), place.name.clone());
        view! {
            <p class="kt-small kt-screen-only">
                <a class="nl-link" href=href>{words.access_change()}<span class="kt-hidden">", "{name}</span></a>
            </p>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{place.name.clone()}{change}</th>
            <td role="cell" data-label=words.role_word()>{role}</td>
            <td role="cell" data-label=words.access_adopts()>{adopts}</td>
            <td role="cell" data-label=words.since_word()>{words.day(place.since)}</td>
            <td role="cell" data-label=words.access_signed_in()>{signed_in}</td>
        </tr>
    }
    .into_any()
}

/// Who may come in still.
fn invitations(showing: &Showing<'_>, one: &OrganisationAccess) -> Option<AnyView> {
    let words = showing.words;
    let row = |invited: &Invited| {
        let role = invited.role.map(|role| words.role(role, invited.may_adopt)).unwrap_or_default();
        let whom = match &invited.function {
            Some(function) => format!("{function} ({role})"),
            None => capital(role),
        };
        view! { <li>{whom}": "{words.invitation_stand(invited.stand)}</li> }
    };
    let rows = one.invitations.iter().map(row).collect_view();
    (!one.invitations.is_empty()).then(|| {
        view! {
            <div class="kt-flow-tight">
                <h3 class="nl-heading nl-heading--level-4">{words.access_invited()}</h3>
                <ul class="kt-list">{rows}</ul>
            </div>
        }
        .into_any()
    })
}

/// The button that says that the list is right, with what that means.
fn right(showing: &Showing<'_>, one: &OrganisationAccess) -> AnyView {
    let words = showing.words;
    let region = showing.table.region.id;
    let (name, of) = (showing.name(one.organisation), showing.name(one.organisation));
    let (token, person) = (showing.page.token.clone(), showing.table.insider.person().to_string());
    let button = match one.stand {
        ReviewStand::Fresh => "nl-button nl-button--secondary",
        ReviewStand::Soon | ReviewStand::Overdue => "nl-button nl-button--primary",
    };
    view! {
        <form method="post" action=address::access(region) class="kt-flow-tight kt-screen-only">
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=person/>
            <input type="hidden" name=LIST value=one.fingerprint.to_string()/>
            <p class="kt-measure">
                {words.access_wrong()}" "
                <a class="nl-link" href=address::participants(region)>{words.access_to_participants()}</a>
            </p>
            <p class="kt-measure">{words.access_meaning(&name)}</p>
            <p class="kt-actions">
                <button class=button type="submit" name=form::DO value=format!("{RIGHT}:{}", one.organisation)>
                    <span class="nl-button__label">{words.access_right()}<span class="kt-hidden">", "{of}</span></span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn history(showing: &Showing<'_>, one: &OrganisationAccess) -> Option<AnyView> {
    let words = showing.words;
    let rows = one.reviews.iter().map(|held| view! { <li>{words.review_held(held)}</li> });
    let (rows, name) = (rows.collect_view(), showing.name(one.organisation));
    (!one.reviews.is_empty()).then(|| {
        view! {
            <details class="kt-small kt-screen-only">
                <summary>{words.access_history()}<span class="kt-hidden">", "{name}</span></summary>
                <ul class="kt-list">{rows}</ul>
            </details>
        }
        .into_any()
    })
}

/// The organisations for which nobody acts, for whoever looks after all of them.
fn without_people(showing: &Showing<'_>) -> Option<AnyView> {
    let words = showing.words;
    let rows = showing.page.without_people.iter().map(|id| {
        let to = format!(
            "{}?{}={id}#nodig-uit",
            address::participants(showing.table.region.id),
            form::people::OPEN
        );
        let (name, of) = (showing.name(*id), showing.name(*id));
        view! {
            <li>{name}": "<a class="nl-link" href=to>{words.invite_title()}<span class="kt-hidden">", "{of}</span></a></li>
        }
    });
    let rows = rows.collect_view();
    (!showing.page.without_people.is_empty()).then(|| {
        view! {
            <section class="kt-section" aria-labelledby="h-niemand">
                <h2 class="nl-heading nl-heading--level-2" id="h-niemand">{words.access_without_people()}</h2>
                <p class="kt-measure">{words.access_without_people_help()}</p>
                <ul class="kt-list">{rows}</ul>
            </section>
        }
        .into_any()
    })
}
