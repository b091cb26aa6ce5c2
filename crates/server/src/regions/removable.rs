//! What of an entry somebody may remove, before they do.

use app::page::Removable;
use domain::{
    Delivery, Entry, Insider, RegionId,
    decide::{may_redact, places_redacted},
    view::entry_for,
};

use super::{Regions, Rejected, report};

impl Regions {
    /// Returns an entry as somebody may see it, with the texts in it that they may remove; nothing where
    /// there is none for them.
    pub async fn removable(
        &self,
        region: RegionId,
        insider: &Insider,
        (entry, head): (u64, u64),
    ) -> Result<Option<(Entry, Vec<Removable>)>, Rejected> {
        let journal = self.shared.journal.whole(region, head).await;
        let journal = journal.map_err(|error| report(region, error))?;
        let viewer = insider.viewer();
        let Some(found) = journal.iter().find(|found| found.seq == entry) else { return Ok(None) };
        let Delivery::Full(seen) = entry_for(&viewer, found) else { return Ok(None) };
        let actor = insider.actor();
        let texts = (0..).zip(seen.event.texts()).filter_map(|(nth, text)| {
            let place = may_redact(&journal, &actor, (entry, nth)).ok()?;
            let copies = places_redacted(&journal, &actor, place);
            // Of copies that they cannot read nobody hears, not even how many there are.
            let places = copies.iter().filter(|place| place.readers.include(&viewer)).count();
            Some(Removable { nth, text: text.clone(), places })
        });
        let texts = texts.collect();
        Ok(Some((seen, texts)))
    }
}
