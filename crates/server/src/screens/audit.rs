//! Builds the pages of accountability: what each reader looks after, in names.

use app::{
    page::{AuditPage, AuditRow, Page, RefusedDeed, Screen, Table},
    words::Words,
};
use domain::{
    Actor, Moment, OrganisationId, PersonId, RegionId, Role,
    rights::{Ability, demand},
};
use uuid::Uuid;

use crate::{
    audit::{Part, Row, Stretch},
    door::{Hall, signed_in::out_of_order, visitor::Visitor},
    problem::Problem,
};

/// Builds the page of a region: for its coordinators, and for the lead of an organisation the own part.
pub async fn of_region(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    before: Option<Moment>,
) -> Result<Page, Problem> {
    let table = super::table(hall, visitor, region, |own| own).await?;
    let (actor, own) = (Actor::Member(table.member), table.member.organisation);
    let part = if demand(&actor, Ability::Coordinate).is_ok() {
        Part::OfRegion(region)
    } else if demand(&actor, Ability::Invite(own, Role::Editor)).is_ok() {
        Part::OfOrganisation(region, own)
    } else {
        return Err(Problem::NotFound);
    };
    let table = super::with_everybody(hall, visitor, table).await?;
    let page = page(hall, part, before, |id| name(Words(visitor.language), &table, id)).await?;
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
    let name = |id: Uuid| {
        let is_known = administrators.contains(&PersonId(id));
        let name = if id == me.0 { words.you() } else { words.an_administrator() };
        is_known.then(|| name.to_owned())
    };
    let page = page(hall, Part::OfAdministration, before, name).await?;
    super::page(hall, visitor, Screen::Audit(None, page)).await
}

async fn page(
    hall: &Hall,
    part: Part,
    before: Option<Moment>,
    name: impl Fn(Uuid) -> Option<String>,
) -> Result<AuditPage, Problem> {
    let found = hall.audit.rows(part, before.unwrap_or(Moment(i64::MAX))).await;
    let Stretch { rows, older } = found.map_err(out_of_order)?;
    let rows = rows.iter().map(|row| shown(row, &name)).collect();
    Ok(AuditPage { rows, older, is_first: before.is_none() })
}

fn shown(row: &Row, name: impl Fn(Uuid) -> Option<String>) -> AuditRow {
    let is_other = row.by.is_none_or(|by| by.0 != row.subject) && !row.subject.is_nil();
    AuditRow {
        at: row.at,
        kind: row.kind,
        by: row.by.and_then(|by| name(by.0)),
        to: if is_other { name(row.subject) } else { None },
        origin: row.origin.clone(),
        count: row.result.parse().ok(),
        deed: RefusedDeed::read(&row.result),
    }
}

/// Returns what a person or an organisation of the region is called; an invitation has no name.
fn name(words: Words, table: &Table, id: Uuid) -> Option<String> {
    let person = table.colleagues.get(&PersonId(id)).map(|colleague| colleague.name.clone());
    let organisation = OrganisationId(id);
    person.or_else(|| {
        let is_known = table.names.contains_key(&organisation);
        is_known.then(|| words.organisation(&table.names, organisation))
    })
}
