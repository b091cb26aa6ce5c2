//! Builds a stretch of the history, with what the people and actions in it are called.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    page::{HistoryFilter, HistoryPage, Named, NamedPeople, Table},
    words::Words,
};
use domain::{
    ActionId, Entry, Event, Insider, Language, OrganisationId, Parting, PersonId, RegionId,
};

use crate::{
    door::{Hall, signed_in::out_of_order, visitor::Visitor},
    people::Colleague,
    problem::Problem,
    regions::Stretch,
};

/// Returns a stretch of the history, newest first, before an entry.
pub(super) async fn stretch(
    hall: &Hall,
    language: Language,
    table: &Table,
    before: Option<u64>,
    filter: HistoryFilter,
) -> Result<HistoryPage, Problem> {
    let region = table.region.id;
    let before = before.unwrap_or(u64::MAX).min(table.region.head + 1);
    let stretch = hall.regions.history(region, &table.insider, before, &filter).await?;
    let colleagues = hall.people.people_in(region).await.map_err(out_of_order)?;
    let shown: BTreeSet<PersonId> = stretch.entries.iter().flat_map(people_of).collect();
    let mut people = called(&colleagues, Words(language), &table.names);
    people.retain(|person, _| shown.contains(person));
    let Stretch { entries, before, older } = stretch;
    let titles = titles(hall, region, &table.insider, &entries).await?;
    Ok(HistoryPage { entries, before, people, titles, older, filter })
}

/// Returns what the actions are called that entries are about, as they are called now.
pub async fn titles(
    hall: &Hall,
    region: RegionId,
    reader: &Insider,
    entries: &[Entry],
) -> Result<BTreeMap<ActionId, String>, Problem> {
    let waited_on = |entry: &Entry| match entry.event {
        Event::ActionWaits { on: domain::WaitsOn::Action(other), .. } => Some(other),
        _ => None,
    };
    let named = |entry: &Entry| [entry.event.action(), waited_on(entry)];
    let named: BTreeSet<ActionId> = entries.iter().flat_map(named).flatten().collect();
    if named.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sight = hall.regions.look(region, reader.person()).await?;
    let title = |id: ActionId| {
        let title = sight.region.actions.get(&id)?.plan.title.as_heading().to_owned();
        Some((id, title))
    };
    Ok(named.into_iter().filter_map(title).collect())
}

/// Returns what the people are called whom an entry names.
pub async fn people_in(
    hall: &Hall,
    visitor: &Visitor,
    table: &Table,
    entry: &Entry,
) -> Result<NamedPeople, Problem> {
    let colleagues = hall.people.people_in(table.region.id).await.map_err(out_of_order)?;
    let shown: BTreeSet<PersonId> = people_of(entry).collect();
    let mut people = called(&colleagues, Words(visitor.language), &table.names);
    people.retain(|person, _| shown.contains(person));
    Ok(people)
}

/// Returns the people whom an entry names.
pub(super) fn people_of(entry: &Entry) -> impl Iterator<Item = PersonId> {
    let asked = entry.event.matter().and_then(|matter| matter.wish.colleague());
    let (leaves, goes_on) = match entry.event.parting() {
        Some(Parting::Person { of, to, .. }) => (Some(*of), *to),
        _ => (None, None),
    };
    let taker = match &entry.event {
        Event::RequestPassedOn { to, .. } | Event::ActionPassedOn { to, .. } => to.person,
        Event::ActionAssigned { change, .. } => change.to,
        _ => None,
    };
    let named = [entry.by.person, asked, leaves, goes_on, taker];
    named.into_iter().flatten()
}

/// Returns what people are called: the name of their choice, else their functions in the reader's words, of all
/// roles that they hold so that acting in another one changes no name,
/// with a number where several have the same. People come in the order in which they joined.
pub(super) fn called(
    people: &[Colleague],
    words: Words,
    names: &BTreeMap<OrganisationId, String>,
) -> NamedPeople {
    let name = |colleague: &Colleague| {
        let place = &colleague.membership;
        let function = || {
            let organisation = words.organisation(names, place.organisation);
            let functions = words.functions(&place.roles, place.may_adopt, &organisation);
            (!functions.is_empty()).then_some(functions)
        };
        let erased = || words.erased_person(&words.organisation(names, place.organisation));
        if colleague.is_erased {
            return Some(erased());
        }
        colleague.display.clone().or_else(function)
    };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = NamedPeople::new();
    for colleague in people {
        let Some(name) = name(colleague) else { continue };
        let times = times.entry(name.clone()).or_default();
        *times += 1;
        // Who is not known is not told from others who are not.
        let name =
            if *times == 1 || colleague.is_erased { name } else { format!("{name} ({times})") };
        let of = colleague.membership.organisation;
        all.insert(colleague.membership.person, Named { name, of });
    }
    all
}
