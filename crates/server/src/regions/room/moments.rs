//! The moments of a region that its room keeps.

use std::sync::Arc;

use domain::Region;

use super::Room;

/// Moments kept for browsers that just got a page and ask for its data: those in which somebody
/// looked. Texts are shared between them, so that one takes a few hundred kilobytes at most.
const MOMENTS_MAX: usize = 64;

impl Room {
    /// Returns the region as it is, and keeps it: the browser asks for the same again.
    pub(super) fn moment(&mut self) -> Arc<Region> {
        if let Some(kept) = self.kept(self.seen.head) {
            return kept;
        }
        if self.moments.len() == MOMENTS_MAX {
            self.moments.pop_front();
        }
        let moment = Arc::new(self.confirmed.clone());
        self.moments.push_back(moment.clone());
        moment
    }

    /// Returns the region as it stood at an entry, where that was kept.
    pub(super) fn kept(&self, at: u64) -> Option<Arc<Region>> {
        self.moments.iter().find(|moment| moment.head == at).cloned()
    }
}
