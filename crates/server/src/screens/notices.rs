//! Builds what concerns somebody: the page of it, how much of it is new, and what a mail tells.
//!
//! Invariant: page and mail are made of the same entries, with the rights that their reader has at that moment.

use std::collections::BTreeSet;

use app::{
    page::{NoticedRegion, NoticesPage, Page, Screen, Table},
    words::Words,
};
use domain::{Entry, Moment, OrganisationId, PersonId, RegionId, notice::Nearness};

use super::history::{called, people_of};
use crate::{
    door::{Hall, signed_in::out_of_order, visitor::Visitor},
    people::{NoticeMark, OwnRegion, People},
    problem::Problem,
    regions::{Asked, LOOKED_AT_MAX, Noticed, Regions, Span, TOLD_FOR_US},
};

/// Returns what is looked at of a region for somebody who has this place: what happened since they came, and not
/// long ago.
pub fn span_of(own: &OwnRegion, after: u64, now: Moment, told_for_us: i64) -> Span {
    let oldest = Moment(own.membership.since.0.max(now.0.saturating_sub(told_for_us)));
    Span { after, upto: None, oldest, most: LOOKED_AT_MAX }
}

/// Returns what of a region concerns somebody, with what its sentences need, as far as it is wanted.
pub async fn of_region(
    (people, regions): (&People, &Regions),
    words: Words,
    (person, region, name): (PersonId, RegionId, &str),
    span: Span,
    wanted: impl Fn(Nearness, &Entry) -> bool + Sync,
) -> Result<NoticedRegion, Problem> {
    let noticed = regions.noticed(region, person, span, &wanted).await?;
    let Noticed { entries, head, parts, titles } = noticed;
    let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
    let ids: Vec<OrganisationId> = parts.keys().copied().collect();
    let names = people.organisations(&ids).await.map_err(out_of_order)?;
    let colleagues = people.people_in(region).await.map_err(out_of_order)?;
    let shown: BTreeSet<PersonId> = entries.iter().flat_map(people_of).collect();
    let mut people = called(&colleagues, words, &names);
    people.retain(|person, _| shown.contains(person));
    let name = name.to_owned();
    let (seen, is_neutral) = (0, false);
    Ok(NoticedRegion {
        region,
        name,
        seen,
        head,
        entries,
        names,
        people,
        parts,
        titles,
        is_neutral,
    })
}

/// Builds the page of what concerns the reader, in each of their regions that can be read now.
pub async fn page(hall: &Hall, visitor: &Visitor, done: bool) -> Result<Page, Problem> {
    let person = visitor.signed_in()?.person;
    let now = hall.clock.now();
    let marks = hall.people.notice_marks(person).await.map_err(out_of_order)?;
    let mut regions = vec![];
    for own in hall.people.regions_of(person).await.map_err(out_of_order)? {
        let region = own.membership.region;
        let sources = (&hall.people, &hall.regions);
        let span = span_of(&own, 0, now, TOLD_FOR_US);
        let named = (person, region, own.name.as_str());
        // A region that cannot be shown does not hide the others.
        let noticed = of_region(sources, Words(visitor.language), named, span, |_, _| true).await;
        let Ok(noticed) = noticed else { continue };
        let seen = marks.get(&region).map_or(0, |mark: &NoticeMark| mark.seen);
        regions.push(NoticedRegion { seen, ..noticed });
    }
    let is_mail_on = hall.outbox.is_on();
    let page = NoticesPage { person, regions, is_mail_on, done };
    super::page(hall, visitor, Screen::Notices(Box::new(page))).await
}

/// Returns how many notices are new to somebody; of what a page shows of a region, as it shows it. What cannot be
/// counted now is not.
pub async fn new(hall: &Hall, person: PersonId, shown: &[Table]) -> Result<usize, Problem> {
    let marks = hall.people.notice_marks(person).await.map_err(out_of_order)?;
    let now = hall.clock.now();
    let own = hall.people.regions_of(person).await.map_err(out_of_order)?;
    let asked = own.iter().filter_map(|own| {
        let region = own.membership.region;
        let seen = marks.get(&region).map_or(0, |mark| mark.seen);
        let shown = shown.iter().find(|table| table.region.id == region);
        let upto = shown.map(|table| table.region.head);
        let span = Span { upto, ..span_of(own, seen, now, TOLD_FOR_US) };
        let member = match shown {
            Some(table) => table.insider.member().copied(),
            None => own.membership.member(now),
        };
        Some(Asked { region, span, member: member? })
    });
    let asked: Vec<Asked> = asked.collect();
    Ok(hall.regions.count_noticed(person, &asked).await)
}
