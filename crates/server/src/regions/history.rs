//! What happened in a region, newest first, as somebody may see it.

use app::page::HistoryFilter;
use domain::{Delivery, Entry, Member, RegionId, Viewer, view::entry_for};

use super::{Regions, Rejected, report};

/// Entries on one page of the history.
const SHOWN_MAX: usize = 50;
/// Entries read at once; many may be hidden from this viewer.
const READ_AT_ONCE: u64 = 200;
/// Entries looked at for one page, so that no page reads a whole journal.
const LOOKED_AT_MAX: u64 = 5_000;

/// A stretch of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// What the viewer may see, newest first.
    pub entries: Vec<Entry>,
    /// The number before which older entries stand, if there are any.
    pub older: Option<u64>,
}

impl Regions {
    /// Returns what a member may see of the entries before a number.
    pub async fn history(
        &self,
        region: RegionId,
        member: &Member,
        before: u64,
        filter: &HistoryFilter,
    ) -> Result<Stretch, Rejected> {
        let viewer = member.viewer();
        let lowest = before.saturating_sub(LOOKED_AT_MAX);
        let mut upto = before.saturating_sub(1);
        let mut entries = Vec::new();
        while lowest < upto {
            let after = upto.saturating_sub(READ_AT_ONCE);
            let read = self.shared.journal.entries(region, after, upto).await;
            for entry in read.map_err(|error| report(region, error))?.into_iter().rev() {
                upto = entry.seq - 1;
                entries.extend(shown(&viewer, &entry, filter));
                if entries.len() == SHOWN_MAX {
                    return Ok(Stretch { entries, older: older(upto) });
                }
            }
            upto = after;
        }
        Ok(Stretch { entries, older: older(upto) })
    }
}

fn older(upto: u64) -> Option<u64> {
    (0 < upto).then_some(upto + 1)
}

fn shown(viewer: &Viewer, entry: &Entry, filter: &HistoryFilter) -> Option<Entry> {
    if !filter.keeps(&entry.event) {
        return None;
    }
    match entry_for(viewer, entry) {
        Delivery::Full(entry) => Some(entry),
        // What is known of something sealed has no author and no time to tell.
        Delivery::Hidden { .. } | Delivery::Masked { .. } => None,
    }
}
