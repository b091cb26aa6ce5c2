//! Brings a store up to the ledger beside it, and begins a ledger beside a store.
//!
//! Invariant: what the ledger says and the store does not is done when the store is opened, before anybody looks;
//! and it is done once. A new ledger says everything that the store knows (docs/adr/0023).

use domain::{Event, Moment};
use tracing::{info, warn};

use super::{Appended, Journal, JournalError, Noting, redact::Rewrite};
use crate::{
    db::{Db, reading, writing},
    people::{Erased, People, ReasonRemoval, StoreError, TheLast},
    redact::{Erasure, Ledger, Noted, Told},
};

/// How often something is removed anew because somebody else wrote in the region.
const ATTEMPTS_MAX: u32 = 5;

/// Tells whether a store holds no entry and nobody yet: no ledger can be missing beside it.
pub async fn is_new(db: &Db) -> Result<bool, StoreError> {
    let held: i64 = reading!(db, |pool| {
        sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM (SELECT seq FROM entry LIMIT 1) AS one)
                 + (SELECT COUNT(*) FROM (SELECT id FROM person LIMIT 1) AS other)",
        )
        .fetch_one(pool)
        .await
    })?;
    Ok(held == 0)
}

impl Journal {
    /// Returns everything that this store knows to be removed and erased, as a new ledger says it.
    pub async fn told(&self) -> Result<Told, JournalError> {
        let mut told = Told::default();
        for (region, standing) in self.standings().await? {
            let journal = self.whole(region, standing.head).await?;
            let removals =
                journal.iter().filter(|entry| matches!(entry.event, Event::TextRedacted { .. }));
            told.removals.extend(removals.map(|entry| Noted::of(region, entry, &journal)));
        }
        let people = People::new(self.db.clone());
        let erased = people.erased().await?;
        told.erasures.extend(erased.into_iter().map(|(person, at)| Erasure { person, at }));
        told.reasons = people.removed_reasons().await?;
        Ok(told)
    }

    /// Does once more what the ledger knows and this store does not: it was put back from a backup. Returns how
    /// many removals and erasures that were.
    pub async fn apply_ledger(&self) -> Result<usize, JournalError> {
        let mut done = 0;
        if let Noting::In(ledger) = &self.ledger {
            let Told { removals, erasures, reasons } = ledger.read().await?;
            for noted in removals {
                done += usize::from(self.apply(&noted).await?);
            }
            for erasure in erasures {
                done += usize::from(self.apply_erasure(erasure).await?);
            }
            for removal in reasons {
                let people = People::new(self.db.clone());
                done += usize::from(people.remove_reason(removal, None).await?);
            }
        }
        if 0 < done {
            warn!(done, "{done} lines of the ledger were not in this store and were done again");
        }
        self.sweep_if_needed().await?;
        Ok(done)
    }

    /// Sweeps what was removed and erased out of the files of the store, if that was not done yet, and waits for
    /// it.
    pub async fn sweep_if_needed(&self) -> Result<(), JournalError> {
        Ok(self.broom.sweep().await?)
    }

    /// Tells whether removals and erasures can be noted: where a ledger is missing, nothing is removed or erased.
    pub const fn notes(&self) -> bool {
        !matches!(self.ledger, Noting::Missing)
    }

    /// Notes durably that a person is erased, before they are. Returns what takes it back.
    pub async fn note_erasure(&self, erasure: Erasure) -> Result<Option<uuid::Uuid>, JournalError> {
        match &self.ledger {
            Noting::In(ledger) => Ok(Some(ledger.note_erasure(erasure).await?)),
            Noting::Nowhere => Ok(None),
            Noting::Missing => Err(JournalError::NoLedger),
        }
    }

    /// Notes durably that a person was not erased, after all.
    pub async fn forget_erasure(&self, attempt: Option<uuid::Uuid>) -> Result<(), JournalError> {
        match (&self.ledger, attempt) {
            (Noting::In(ledger), Some(attempt)) => Ok(ledger.forget_erasure(attempt).await?),
            _ => Ok(()),
        }
    }

    /// Removes a reason that stands outside the journal, once that is noted durably. Tells whether it was there.
    pub async fn remove_reason(
        &self,
        removal: ReasonRemoval,
        by: domain::PersonId,
    ) -> Result<bool, JournalError> {
        let people = People::new(self.db.clone());
        if !people.has_reason(removal.reason).await? {
            return Ok(false);
        }
        match &self.ledger {
            // Where it does not come through, the next start does it.
            Noting::In(ledger) => ledger.note_reason(removal).await?,
            Noting::Nowhere => {}
            Noting::Missing => return Err(JournalError::NoLedger),
        }
        people.remove_reason(removal, Some(by)).await?;
        self.broom.sweep_soon();
        Ok(true)
    }

    /// Removes a noted text, unless the store knows of it. Returns whether it did.
    async fn apply(&self, noted: &Noted) -> Result<bool, JournalError> {
        for _ in 0..ATTEMPTS_MAX {
            let Some(seen) = self.standing(noted.region).await? else { return Ok(false) };
            if self.knows(noted.redaction).await? {
                return Ok(false);
            }
            let journal = self.whole(noted.region, seen.head).await?;
            let places = noted.places(&journal);
            if places.is_empty() {
                // The backup is older than the text.
                self.note_known(noted).await?;
                return Ok(false);
            }
            let last = journal.last().map_or(Moment::default(), |entry| entry.at);
            let removal = noted.removal(seen, places, last);
            let Some(rewrite) = Rewrite::new(removal, &journal) else { return Ok(false) };
            if self.rewrite(&rewrite).await? == Appended::Written {
                info!(redaction.id = %noted.redaction, region.id = %noted.region, "did a removal again");
                return Ok(true);
            }
        }
        Err(JournalError::Store(sqlx::Error::PoolTimedOut))
    }

    /// Erases a person who was erased before; tells whether the store knew them still. That was decided then, so
    /// nobody stays because they would be the last.
    async fn apply_erasure(&self, erasure: Erasure) -> Result<bool, JournalError> {
        let Erasure { person, at } = erasure;
        let people = People::new(self.db.clone());
        let erased = people.erase(person, TheLast::Goes, at).await?;
        let is_done = matches!(erased, Erased::Done(_));
        if is_done {
            info!(person.id = %person, "erased person {person} again");
        }
        Ok(is_done)
    }

    async fn note_known(&self, noted: &Noted) -> Result<(), JournalError> {
        writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO redaction (id, region, swept) VALUES ($1, $2, TRUE) ON CONFLICT (id) DO NOTHING",
            )
            .bind(noted.redaction.0)
            .bind(noted.region.0)
            .execute(pool)
            .await
            .map(|_| ())
        })?;
        Ok(())
    }
}

/// Takes the file of a ledger, and begins it where there is none with what the store knows.
pub async fn begin_ledger(
    journal: &Journal,
    path: &std::path::Path,
) -> Result<Ledger, JournalError> {
    if !path.exists() {
        Ledger::begin(path, journal.told().await?)?;
    }
    Ok(Ledger::open(path)?)
}
