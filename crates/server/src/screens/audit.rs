//! Builds the pages of accountability: what each reader looks after, in names.

use std::collections::BTreeMap;

use app::{
    page::{AuditKind, AuditPage, AuditRow, OldKind, Page, RefusedDeed, Screen, Table},
    words::Words,
};
use domain::{
    Moment, OrganisationId, PersonId, RegionId, Role,
    rights::{Ability, demand},
};
use uuid::Uuid;

use crate::{
    audit::{Part, Row, Stretch},
    door::{Hall, signed_in::out_of_order, visitor::Visitor},
    people::{Invitation, PlaceChange},
    problem::Problem,
    screens::granting,
};

/// Builds the page of a region: for its coordinators, and for the lead of an organisation the own part.
pub async fn of_region(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    before: Option<Moment>,
) -> Result<Page, Problem> {
    let table = super::table(hall, visitor, region, |own| own).await?;
    let actor = table.insider.actor();
    let leads = |own: &OrganisationId| demand(&actor, Ability::Invite(*own, Role::Editor)).is_ok();
    let own = table.insider.organisation().filter(leads);
    let part = match own {
        _ if demand(&actor, Ability::Coordinate).is_ok() => Part::OfRegion(region),
        Some(own) => Part::OfOrganisation(region, own),
        None => return Err(Problem::NotFound),
    };
    let table = super::with_everybody(hall, visitor, table).await?;
    let words = Words(visitor.language);
    let administrators = hall.people.who_administers().await.map_err(out_of_order)?;
    let readers = granting::names(words, &administrators);
    let offered = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
    let offered = offered.iter().filter_map(|one| Some((one.id, offered_as(words, &table, one)?)));
    let offered: BTreeMap<Uuid, String> = offered.collect();
    let changes = hall.people.place_changes(region).await.map_err(out_of_order)?;
    // Of administrators only what they did as such is told here.
    let name = |row: &Row, id: Uuid| {
        let reader = || match row.kind.is_about_reading() {
            true => Some(reader(words, &readers, PersonId(id))),
            false => None,
        };
        let region = (id == region.0).then(|| words.region_named(table.region.name.as_str()));
        name(words, &table, id, place_then(&changes, PersonId(id), row.at))
            .or(region)
            .or_else(|| offered.get(&id).cloned())
            .or_else(reader)
    };
    // Where a coordinator or another lead works from is not for this lead.
    let me = table.insider.person();
    let sees_origin = |row: &Row| {
        matches!(part, Part::OfRegion(_)) || row.by.is_none_or(|by| by == me || by.0 == row.subject)
    };
    let page = page(hall, part, before, name, sees_origin).await?;
    super::page(hall, visitor, Screen::Audit(Some(table), page)).await
}

/// Builds the page of the administration.
pub async fn of_administration(
    hall: &Hall,
    visitor: &Visitor,
    before: Option<Moment>,
) -> Result<Page, Problem> {
    let me = visitor.signed_in()?.person;
    let words = Words(visitor.language);
    let administrators = hall.people.who_administers().await.map_err(out_of_order)?;
    let ever = hall.audit.ever_administered().await.map_err(out_of_order)?;
    let offered = hall.people.invitations_in(None).await.map_err(out_of_order)?;
    let regions: BTreeMap<RegionId, String> = hall.regions.names().await?.into_iter().collect();
    let name = |row: &Row, id: Uuid| {
        let is_known = administrators.iter().any(|one| one.person == PersonId(id));
        let tells_of_region = row.kind.is_about_reading()
            || matches!(row.kind, AuditKind::RegionAdded | AuditKind::ReasonRemoved);
        match () {
            // By whom in the region is for that region to know.
            () if tells_of_region && id == row.subject => row
                .region
                .and_then(|region| regions.get(&region))
                .map(|name| words.region_named(name)),
            () if offered.iter().any(|one| one.id == id) => {
                Some(words.an_administrator().to_owned())
            }
            () if id == me.0 => Some(words.you().to_owned()),
            () if is_known => Some(words.an_administrator().to_owned()),
            () if ever.contains(&PersonId(id)) => Some(words.former_administrator().to_owned()),
            () => None,
        }
    };
    let page = page(hall, Part::OfAdministration, before, name, |_: &Row| true).await?;
    super::page(hall, visitor, Screen::Audit(None, page)).await
}

async fn page(
    hall: &Hall,
    part: Part,
    before: Option<Moment>,
    name: impl Fn(&Row, Uuid) -> Option<String>,
    sees_origin: impl Fn(&Row) -> bool,
) -> Result<AuditPage, Problem> {
    let found = hall.audit.rows(part, before.unwrap_or(Moment(i64::MAX))).await;
    let Stretch { rows, older } = found.map_err(out_of_order)?;
    let shown = |row: &Row| {
        let shown = shown(row, &name);
        AuditRow { origin: shown.origin.filter(|_| sees_origin(row)), ..shown }
    };
    let rows = rows.iter().map(shown).collect();
    Ok(AuditPage { rows, older, is_first: before.is_none() })
}

fn shown(row: &Row, name: impl Fn(&Row, Uuid) -> Option<String>) -> AuditRow {
    let old = OldKind::read_counted(&row.result);
    // What says which rows were emptied begins with how many.
    let count = row.result.split(' ').next().and_then(|count| count.parse().ok());
    let is_other = row.by.is_none_or(|by| by.0 != row.subject) && !row.subject.is_nil();
    AuditRow {
        at: row.at,
        kind: row.kind,
        by: row.by.and_then(|by| name(row, by.0)),
        to: if is_other { name(row, row.subject) } else { None },
        origin: row.origin.clone(),
        count: old.map(|(_, count)| count).or(count),
        old: old.map(|(what, _)| what),
        deed: RefusedDeed::read(&row.result),
    }
}

/// Returns what an administrator who reads along is called, or did.
fn reader(words: Words, readers: &BTreeMap<PersonId, String>, person: PersonId) -> String {
    readers.get(&person).cloned().unwrap_or_else(|| words.former_administrator().to_owned())
}

/// Returns which place an invitation offers.
fn offered_as(words: Words, table: &Table, invitation: &Invitation) -> Option<String> {
    let place = invitation.place?;
    let organisation = words.organisation(&table.names, place.organisation);
    Some(words.audit_invited(place.role, place.may_adopt, &organisation))
}

/// Returns for which organisation somebody had a place at a moment, or had the last one.
pub(super) fn place_then(
    changes: &[PlaceChange],
    person: PersonId,
    at: Moment,
) -> Option<OrganisationId> {
    let then = changes.iter().rev().find(|change| change.person == person && change.at <= at);
    then.map(|change| change.organisation)
}

/// Returns what a person or an organisation of the region is called; a person as who they were `for_`.
fn name(words: Words, table: &Table, id: Uuid, for_: Option<OrganisationId>) -> Option<String> {
    let person = table.colleagues.get(&PersonId(id));
    let person = person.map(|one| words.acting_as((&one.name, one.of), for_, &table.names));
    let organisation = OrganisationId(id);
    person.or_else(|| {
        let is_known = table.names.contains_key(&organisation);
        is_known.then(|| words.organisation(&table.names, organisation))
    })
}
