//! Builds the page on which a coordinator lets an administrator read the region along.

use std::collections::BTreeMap;

use app::{
    page::{FormerGrant, Granting, GrantingPage, Page, Reader, Screen, Table},
    words::{Words, capital},
};
use domain::{
    Moment, PersonId, RegionId,
    rights::{Ability, demand},
};
use uuid::Uuid;

use super::audit::place_then;
use crate::{
    door::{Hall, signed_in::out_of_order, visitor::Visitor},
    people::{Administrator, Grant},
    problem::Problem,
};

/// Lets those pass who coordinate a region.
pub async fn must_look_after(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
) -> Result<Table, Problem> {
    let table = super::table(hall, visitor, region, |own| own).await?;
    match demand(&table.insider.actor(), Ability::Coordinate) {
        Ok(()) => Ok(table),
        Err(_) => Err(Problem::NotFound),
    }
}

/// Returns what administrators are called: by function, and told apart where two have the same.
pub fn names(words: Words, administrators: &[Administrator]) -> BTreeMap<PersonId, String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let named = administrators.iter().map(|one| {
        let name = one.display.clone().unwrap_or_else(|| words.administrator_word().to_owned());
        let times = times.entry(name.clone()).or_default();
        *times += 1;
        let name = if *times == 1 { name } else { format!("{name} ({times})") };
        (one.person, name)
    });
    named.collect()
}

/// Builds the page around what a form did.
pub async fn page(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    page: GrantingPage,
) -> Result<Page, Problem> {
    let table = must_look_after(hall, visitor, region).await?;
    let table = super::with_everybody(hall, visitor, table).await?;
    let words = Words(visitor.language);
    let administrators = hall.people.who_administers().await.map_err(out_of_order)?;
    let names = names(words, &administrators);
    let reader = |person: PersonId| {
        let former = || capital(words.former_administrator());
        names.get(&person).cloned().unwrap_or_else(former)
    };
    let changes = hall.people.place_changes(region).await.map_err(out_of_order)?;
    // As who they were when they gave it, also where they have a place for another organisation by now.
    let by = |person: PersonId, at: Moment| {
        let one = table.colleagues.get(&person)?;
        let then = place_then(&changes, person, at);
        Some(words.acting_as((&one.name, one.of), then, &table.names))
    };
    let all = hall.people.all_grants_in(region).await.map_err(out_of_order)?;
    let now = hall.clock.now();
    let (running, over): (Vec<Grant>, Vec<Grant>) =
        all.into_iter().partition(|grant| grant.is_in_force(now));
    let grants = running.into_iter().map(|grant| Granting {
        id: grant.id,
        reader: reader(grant.person),
        by: by(grant.given_by, grant.since),
        since: grant.since,
        until: grant.until,
        reason: grant.reason,
    });
    let former = over.into_iter().map(|grant| FormerGrant {
        id: grant.id,
        reader: reader(grant.person),
        by: by(grant.given_by, grant.since),
        since: grant.since,
        ended: grant.ended.unwrap_or(grant.until),
        reason: grant.reason,
    });
    let readers = administrators
        .iter()
        .map(|one| Reader { person: one.person, name: reader(one.person) })
        .collect();
    let page = GrantingPage {
        token: Uuid::new_v4().to_string(),
        readers,
        grants: grants.collect(),
        former: former.collect(),
        ..page
    };
    super::page(hall, visitor, Screen::Granting(table, Box::new(page))).await
}
