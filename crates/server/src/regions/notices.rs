//! What of a region is told to somebody, as they may see it now.
//!
//! Invariant: it is derived from the entries each time. What is remembered is only which numbers were told, so that
//! a page that says how many are new reads no entry twice, and opens no region in which nothing happened.

use std::collections::BTreeMap;

use domain::{
    ActionId, CommandId, Delivery, Entry, Member, Moment, OrganisationId, Participation, PersonId,
    Region, RegionId,
    notice::{Nearness, nearness},
    view::entry_for,
};

use futures_util::{StreamExt, stream};

use super::{Ask, Glance, Regions, Rejected, report};
use crate::journal::Standing;

/// How many entries of a region a page looks at, the newest: nobody reads further back.
pub const LOOKED_AT_MAX: u64 = 2_000;
/// How long an entry is told, in microseconds: sixty days.
pub const TOLD_FOR_US: i64 = 60 * 24 * 60 * 60 * 1_000_000;
/// Entries read at once.
const READ_AT_ONCE: u64 = 200;
/// The most entries of one region that are shown.
const SHOWN_MAX: usize = 200;
/// Of how many numbers it is remembered that they were told: nobody counts further.
const REMEMBERED_MAX: usize = 120;
/// How many regions are opened at once to count what is new in them.
const COUNTED_AT_ONCE: usize = 8;
/// Of how many readers that is remembered, before it begins anew.
const READERS_MAX: usize = 5_000;

/// Tells whether an entry that comes this near is wanted.
pub type Wanted<'w> = dyn Fn(Nearness, &Entry) -> bool + Sync + 'w;

/// What of a region is told to somebody.
#[derive(Clone, PartialEq, Debug)]
pub struct Noticed {
    /// The entries, the newest first, each with how near it comes.
    pub entries: Vec<(Nearness, Entry)>,
    /// Up to which entry it was looked at.
    pub head: u64,
    /// Which organisations take or took part.
    pub parts: BTreeMap<OrganisationId, Participation>,
    /// What the actions are called that the entries are about.
    pub titles: BTreeMap<ActionId, String>,
}

/// Which entries of a region are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// After which.
    pub after: u64,
    /// Up to which; nothing for the newest.
    pub upto: Option<u64>,
    /// None that is older.
    pub oldest: Moment,
    /// At most so many, the newest.
    pub most: u64,
}

/// A region of which is counted what is new to somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Which.
    pub region: RegionId,
    /// Of which entries.
    pub span: Span,
    /// Who they are in it now.
    pub member: Member,
}

/// What was told to somebody, as far as it is remembered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Remembered {
    member: Member,
    /// How often the rights of the region had changed before it was counted: whom it opens for may have changed since.
    rights_epoch: u64,
    upto: u64,
    /// The oldest first.
    things: Vec<(u64, Moment, CommandId, Option<ActionId>)>,
}

impl Regions {
    /// Returns what of a region is told to somebody for whom it opens, as far as it is wanted; a guest is told nothing.
    pub async fn noticed(
        &self,
        region: RegionId,
        person: PersonId,
        span: Span,
        wanted: &Wanted<'_>,
    ) -> Result<Noticed, Rejected> {
        let Some((member, whole, head)) = self.listener(region, person).await? else {
            return Err(Rejected::Unknown);
        };
        let head = span.upto.map_or(head, |upto| upto.min(head));
        let span = Span { upto: Some(head), ..span };
        let entries = self.heard(region, (&member, &whole), span, (SHOWN_MAX, wanted)).await?;
        let named = entries.iter().filter_map(|(_, entry)| entry.event.action());
        let title = |id: ActionId| {
            let title = whole.actions.get(&id)?.plan.title.as_heading().to_owned();
            Some((id, title))
        };
        let titles = named.filter_map(title).collect();
        Ok(Noticed { entries, head, parts: whole.participations.clone(), titles })
    }

    /// Returns how many things of these regions are new to somebody, as far as anybody counts. Where regions stand is
    /// one question to the store; a region in which nothing happened since it was counted is not opened for it. What
    /// cannot be counted now is not.
    pub async fn count_noticed(&self, person: PersonId, asked: &[Asked]) -> usize {
        let remembered = |asked: &Asked| {
            let known = self.shared.remembered();
            known.get(&(asked.region, person)).filter(|told| told.member == asked.member).cloned()
        };
        let mut all = 0;
        let mut open = vec![];
        for one in asked {
            // What a page shows was looked at already, and mostly counted.
            let known = remembered(one).filter(|told| one.is_shown(told));
            match known {
                Some(told) => all += told.new_in(one.span),
                None => open.push(one),
            }
        }
        let ids: Vec<RegionId> = open.iter().map(|one| one.region).collect();
        if ids.is_empty() {
            return all;
        }
        let Ok(standings) = self.shared.journal.standings_of(&ids).await else { return all };
        let mut unread = vec![];
        for one in open {
            let Some(standing) = standings.get(&one.region) else { continue };
            let known = remembered(one).filter(|told| told.is_of(standing));
            match known {
                Some(told) => all += told.new_in(one.span),
                None if standing.head <= one.span.after => {}
                None => unread.push((one.region, one.span, standing.rights_epoch)),
            }
        }
        let counts = stream::iter(unread.into_iter().map(|(region, span, epoch)| async move {
            self.count_anew(region, person, span, epoch).await.unwrap_or_default()
        }));
        all + counts.buffer_unordered(COUNTED_AT_ONCE).fold(0, async |sum, one| sum + one).await
    }

    /// Counts what of a region is new to somebody, and remembers it. `rights_epoch` is how often its rights had
    /// changed before it was opened for this.
    async fn count_anew(
        &self,
        region: RegionId,
        person: PersonId,
        span: Span,
        rights_epoch: u64,
    ) -> Result<usize, Rejected> {
        let Some((member, whole, head)) = self.listener(region, person).await? else {
            return Ok(0);
        };
        let known = self.shared.remembered().get(&(region, person)).cloned();
        let known = known.filter(|told| told.member == member && told.upto <= head);
        let fresh = Remembered { member, rights_epoch, upto: span.after, things: vec![] };
        let mut told = known.map_or(fresh, |known| Remembered { rights_epoch, ..known });
        if told.upto < head {
            let unread =
                Span { after: told.upto, upto: Some(head), oldest: span.oldest, most: span.most };
            let new = self
                .heard(region, (&member, &whole), unread, (REMEMBERED_MAX, &|_, _| true))
                .await?;
            told.take_in(new.iter().rev().map(|(_, entry)| entry), head);
        }
        let new = told.new_in(Span { upto: span.upto.or(Some(head)), ..span });
        let mut all = self.shared.remembered();
        if READERS_MAX <= all.len() {
            all.clear();
        }
        all.insert((region, person), told);
        Ok(new)
    }

    /// Returns the member who listens, the region and its head; nobody where they have no place in it.
    async fn listener(
        &self,
        region: RegionId,
        person: PersonId,
    ) -> Result<Option<(Member, std::sync::Arc<Region>, u64)>, Rejected> {
        let look = |answer| Ask::Look { person, role: None, answer };
        let Glance { region: whole, insider, head, .. } = self.ask(region, look).await?;
        let whole = match whole {
            Some(whole) => whole,
            None => self.whole(region).await?,
        };
        Ok(insider.member().map(|member| (*member, whole, head)))
    }

    /// Returns what a member hears of, the newest first.
    async fn heard(
        &self,
        region: RegionId,
        (member, whole): (&Member, &Region),
        span: Span,
        (max, wanted): (usize, &Wanted<'_>),
    ) -> Result<Vec<(Nearness, Entry)>, Rejected> {
        let viewer = member.viewer();
        let mut upto = span.upto.unwrap_or(whole.head);
        let lowest = span.after.max(upto.saturating_sub(span.most));
        let mut heard = vec![];
        while lowest < upto {
            let after = lowest.max(upto.saturating_sub(READ_AT_ONCE));
            let read = self.shared.journal.entries(region, after, upto).await;
            for entry in read.map_err(|error| report(region, error))?.into_iter().rev() {
                if entry.at < span.oldest || heard.len() == max {
                    return Ok(heard);
                }
                let Delivery::Full(entry) = entry_for(&viewer, &entry) else { continue };
                let near = nearness(whole, member, &entry).filter(|near| wanted(*near, &entry));
                heard.extend(near.map(|near| (near, entry)));
            }
            upto = after;
        }
        Ok(heard)
    }
}

impl Asked {
    /// Tells whether a page shows the region no further than what is remembered of it: it opened just now.
    fn is_shown(&self, told: &Remembered) -> bool {
        self.span.upto.is_some_and(|upto| upto <= told.upto)
    }
}

impl Remembered {
    /// Tells whether nothing happened in the region since, and nobody's rights changed.
    const fn is_of(&self, standing: &Standing) -> bool {
        self.upto == standing.head && self.rights_epoch == standing.rights_epoch
    }

    fn new_in(&self, span: Span) -> usize {
        let upto = span.upto.unwrap_or(u64::MAX);
        let is_new = |(seq, at, ..): &&(u64, Moment, CommandId, Option<ActionId>)| {
            span.after < *seq && *seq <= upto && span.oldest <= *at
        };
        self.things.iter().filter(is_new).count()
    }

    fn take_in<'e>(&mut self, entries: impl Iterator<Item = &'e Entry>, head: u64) {
        for entry in entries {
            let (command, action) = (entry.command, entry.event.action());
            let is_told = self.things.iter().rev().any(|it| (it.2, it.3) == (command, action));
            if !is_told {
                self.things.push((entry.seq, entry.at, command, action));
            }
        }
        let too_many = self.things.len().saturating_sub(REMEMBERED_MAX);
        self.things.drain(..too_many);
        self.upto = head;
    }
}
