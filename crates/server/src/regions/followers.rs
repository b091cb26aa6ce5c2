//! Those who follow a region live: each gets every entry as they may see it.
//!
//! Invariant: a follower misses nothing. One that is too slow is let go, and comes back.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use domain::{Entry, Viewer, view};
use tokio::sync::mpsc;

/// Entries that wait for one follower; one that is further behind is let go.
const BEHIND_MAX: usize = 256;
/// Entries kept for those who come back: more are better fetched as a fresh snapshot.
const RECENT_MAX: usize = 512;

/// An entry as it travels to those with the same view, written out once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivered {
    /// Its number.
    pub seq: u64,
    /// A `Delivery` in JSON.
    pub json: Arc<str>,
}

/// What a follower gets.
#[derive(Debug)]
pub struct Following {
    /// What was missed, or nothing when a fresh snapshot is the shorter way.
    pub missed: Option<Vec<Delivered>>,
    /// Where the region stands after that.
    pub head: u64,
    /// What happens from now on; it ends when rights change, and when the follower is too slow.
    pub live: mpsc::Receiver<Delivered>,
}

struct Follower {
    viewer: Viewer,
    line: mpsc::Sender<Delivered>,
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

    /// Lets somebody follow from the entry after `after`.
    pub(super) fn join(&mut self, viewer: Viewer, after: u64, head: u64) -> Following {
        let (line, live) = mpsc::channel(BEHIND_MAX);
        self.present.push(Follower { viewer, line });
        Following { missed: self.missed(viewer, after, head), head, live }
    }

    /// Passes an entry on.
    pub(super) fn deliver(&mut self, entry: Entry) {
        let mut written = BTreeMap::new();
        self.present.retain(|follower| {
            let delivered = written
                .entry(follower.viewer)
                .or_insert_with(|| write(&follower.viewer, &entry))
                .clone();
            follower.line.try_send(delivered).is_ok()
        });
        if self.recent.len() == RECENT_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back(Arc::new(entry));
    }

    /// Lets everybody go: who comes back is looked at anew.
    pub(super) fn dismiss(&mut self) {
        self.present.clear();
    }

    fn missed(&self, viewer: Viewer, after: u64, head: u64) -> Option<Vec<Delivered>> {
        let first = self.recent.front().map_or(head + 1, |entry| entry.seq);
        if head < after || after + 1 < first {
            return None;
        }
        let missed = self.recent.iter().filter(|entry| after < entry.seq);
        Some(missed.map(|entry| write(&viewer, entry)).collect())
    }
}

fn write(viewer: &Viewer, entry: &Entry) -> Delivered {
    let delivery = view::entry_for(viewer, entry);
    let json = serde_json::to_string(&delivery).expect("entries are plain data with text keys");
    Delivered { seq: entry.seq, json: json.into() }
}
