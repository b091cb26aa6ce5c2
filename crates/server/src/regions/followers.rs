//! Those who follow a region live: each gets every entry as they may see it.
//!
//! Invariant: a follower misses nothing. One that is too slow is let go, and comes back.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use domain::{Entry, Insider, PersonId, Region, Viewer, presence::Present, view};
use tokio::sync::mpsc;

/// Entries that wait for one follower; one that is further behind is let go.
const BEHIND_MAX: usize = 256;
/// Entries kept for those who come back: more are better fetched as a fresh snapshot.
const RECENT_MAX: usize = 512;

/// Streams of one person in one region. The tabs of a browser share one, so that more than this is
/// nobody's way of working.
const STREAMS_MAX: usize = 32;

/// An entry as it travels to those with the same view, written out once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivered {
    /// Its number.
    pub seq: u64,
    /// A `Delivery` in JSON.
    pub json: Arc<str>,
}

/// What a follower is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// Something happened.
    Entry(Delivered),
    /// Somebody came, moved or left: a `Present` in JSON.
    Presence(Arc<str>),
    /// The follower's own place in the region changed; nothing follows.
    RightsChanged,
}

/// What a follower gets.
#[derive(Debug)]
pub struct Following {
    /// Who follows.
    pub insider: Insider,
    /// What was missed, or nothing when a fresh snapshot is the shorter way.
    pub missed: Option<Vec<Delivered>>,
    /// Where the region stands after that.
    pub head: u64,
    /// What happens from now on; it ends when the follower's rights change, or when they are too slow.
    pub live: mpsc::Receiver<Told>,
}

struct Follower {
    insider: Insider,
    line: mpsc::Sender<Told>,
}

/// The followers of one region, and the last entries for those who come back.
#[derive(Default)]
pub(super) struct Followers {
    present: Vec<Follower>,
    recent: VecDeque<Arc<Entry>>,
}

impl Followers {
    pub(super) fn is_empty(&mut self) -> bool {
        self.present.retain(|follower| !follower.line.is_closed());
        self.present.is_empty()
    }

    /// Lets somebody follow from the entry after `after`, unless they follow too often already.
    pub(super) fn join(&mut self, insider: Insider, after: u64, head: u64) -> Option<Following> {
        self.present.retain(|follower| !follower.line.is_closed());
        let same = self.present.iter().filter(|other| other.insider.person() == insider.person());
        if STREAMS_MAX <= same.count() {
            return None;
        }
        let (line, live) = mpsc::channel(BEHIND_MAX);
        self.present.push(Follower { insider, line });
        Some(Following { insider, missed: self.missed(&insider.viewer(), after, head), head, live })
    }

    /// Passes an entry on.
    pub(super) fn deliver(&mut self, entry: Entry) {
        let mut written = BTreeMap::new();
        self.present.retain(|follower| {
            let viewer = follower.insider.viewer();
            let delivered = written.entry(viewer).or_insert_with(|| write(&viewer, &entry));
            follower.line.try_send(Told::Entry(delivered.clone())).is_ok()
        });
        if self.recent.len() == RECENT_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back(Arc::new(entry));
    }

    /// Forgets the last entries: they are not what they were, and those who come back fetch a fresh snapshot.
    pub(super) fn forget_recent(&mut self) {
        self.recent.clear();
    }

    /// Tells those who may know that somebody moved.
    pub(super) fn tell(&mut self, before: &Present, now: &Present, region: &Region) {
        let mut written: BTreeMap<Viewer, Option<Arc<str>>> = BTreeMap::new();
        for follower in &self.present {
            // A guest meets nobody.
            let Some(member) = follower.insider.member() else { continue };
            let viewer = member.viewer();
            let told = written.entry(viewer).or_insert_with(|| {
                let told = now.told_to(&viewer, region);
                let is_news = told.here != before.told_to(&viewer, region).here;
                is_news.then(|| write_present(&told))
            });
            if let Some(json) = told {
                // Who is slow hears of it when they ask themselves.
                let _ = follower.line.try_send(Told::Presence(json.clone()));
            }
        }
    }

    /// Tells whether somebody follows who reads along for a while only.
    pub(super) fn include_guests(&mut self) -> bool {
        self.present.retain(|follower| !follower.line.is_closed());
        self.present.iter().any(|follower| follower.insider.member().is_none())
    }

    /// Lets those go whose place is no longer what it was: they come back and are looked at anew.
    pub(super) fn keep(&mut self, insider: impl Fn(PersonId) -> Option<Insider>) {
        self.present.retain(|follower| {
            let same = insider(follower.insider.person()) == Some(follower.insider);
            if !same {
                let _ = follower.line.try_send(Told::RightsChanged);
            }
            same
        });
    }

    fn missed(&self, viewer: &Viewer, after: u64, head: u64) -> Option<Vec<Delivered>> {
        let first = self.recent.front().map_or(head + 1, |entry| entry.seq);
        if head < after || after + 1 < first {
            return None;
        }
        let missed = self.recent.iter().filter(|entry| after < entry.seq);
        Some(missed.map(|entry| write(viewer, entry)).collect())
    }
}

fn write_present(present: &Present) -> Arc<str> {
    serde_json::to_string(present).expect("plain data with text keys").into()
}

fn write(viewer: &Viewer, entry: &Entry) -> Delivered {
    let delivery = view::entry_for(viewer, entry);
    let json = serde_json::to_string(&delivery).expect("entries are plain data with text keys");
    Delivered { seq: entry.seq, json: json.into() }
}
