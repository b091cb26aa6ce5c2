//! What happened in a region, newest first, as somebody may see it.

use std::collections::BTreeMap;

use app::page::{Before, Held, HistoryFilter, held};
use domain::{Delivery, Entry, Insider, RegionId, Viewer, view::entry_for};

use super::{Regions, Rejected, report};

/// Entries on one page of the history.
const SHOWN_MAX: usize = 50;
/// Entries read at once; many may be hidden from this viewer.
const READ_AT_ONCE: u64 = 200;
/// Entries looked at for one page, so that no page reads a whole journal.
const LOOKED_AT_MAX: u64 = 5_000;
/// Entries looked at below a page for what stood there before.
const LOOKED_BELOW_MAX: u64 = 1_000;

/// A stretch of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// What the viewer may see, newest first.
    pub entries: Vec<Entry>,
    /// What stood there before each of them, by its number, where it was found.
    pub before: BTreeMap<u64, Before>,
    /// The number before which older entries stand, if there are any.
    pub older: Option<u64>,
}

impl Regions {
    /// Returns what somebody may see of the entries before a number.
    pub async fn history(
        &self,
        region: RegionId,
        insider: &Insider,
        before: u64,
        filter: &HistoryFilter,
    ) -> Result<Stretch, Rejected> {
        let viewer = insider.viewer();
        // What happened to an action says by itself neither whose it is nor where it comes from.
        let whole = match *filter == HistoryFilter::default() {
            true => None,
            false => Some(self.whole(region).await?),
        };
        let of_action = |entry: &Entry| {
            let action = entry.event.action().zip(whole.as_ref());
            let action = action.and_then(|(id, whole)| whole.actions.get(&id));
            action.is_some_and(|action| filter.keeps_action(action))
        };
        let lowest = before.saturating_sub(LOOKED_AT_MAX);
        let mut upto = before.saturating_sub(1);
        let mut found = Found::default();
        let mut end = None;
        let goes_on = |upto: u64, end: Option<u64>, found: &Found| match end {
            None => lowest < upto,
            Some(end) => end.saturating_sub(LOOKED_BELOW_MAX) < upto && !found.wanted.is_empty(),
        };
        while goes_on(upto, end, &found) {
            let after = upto.saturating_sub(READ_AT_ONCE);
            let read = self.shared.journal.entries(region, after, upto).await;
            for entry in read.map_err(|error| report(region, error))?.into_iter().rev() {
                upto = entry.seq - 1;
                let Some(entry) = seen(&viewer, &entry) else { continue };
                found.look_at(&entry);
                if end.is_none() && (filter.keeps(&entry.event) || of_action(&entry)) {
                    found.show(entry);
                }
                if found.entries.len() == SHOWN_MAX {
                    end = end.or(Some(upto));
                }
            }
            upto = after;
        }
        let Found { entries, before, .. } = found;
        Ok(Stretch { entries, before, older: older(end.unwrap_or(upto)) })
    }
}

/// What is shown, and what is still looked for below it.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    before: BTreeMap<u64, Before>,
    /// Entries whose text took the place of another one, which stands in an older entry.
    wanted: Vec<(u64, Held)>,
}

impl Found {
    /// Whatever an older entry put there is what stood there before.
    fn look_at(&mut self, older: &Entry) {
        let Some(it) = held(&older.event) else { return };
        let before = &mut self.before;
        self.wanted.retain(|(seq, wants)| {
            let is_it = it.stood_before(wants);
            if is_it {
                before.insert(*seq, Before { text: it.text.clone(), value: it.value });
            }
            !is_it
        });
    }

    fn show(&mut self, entry: Entry) {
        let held = held(&entry.event).filter(Held::took_a_place);
        self.wanted.extend(held.map(|held| (entry.seq, held)));
        self.entries.push(entry);
    }
}

fn older(upto: u64) -> Option<u64> {
    (0 < upto).then_some(upto + 1)
}

/// What is known of something sealed has no author and no time to tell.
fn seen(viewer: &Viewer, entry: &Entry) -> Option<Entry> {
    match entry_for(viewer, entry) {
        Delivery::Full(entry) => Some(entry),
        Delivery::Hidden { .. } | Delivery::Masked { .. } => None,
    }
}
