//! Removes texts from the entries of a region, and notes it.
//!
//! Invariant: a removal is noted in the ledger, durably, before it can be durable in the store. So a store
//! that was put back from a backup never knows of less than the ledger; and what the ledger says and the
//! store does not is done when the store is opened (docs/adr/0023).

use std::collections::BTreeMap;

use domain::{CommandId, Entry, Event, Moment, RedactionId, RegionId, redaction, stored};
use sqlx::types::{Json, JsonRawValue};
use tracing::{info, warn};
use uuid::Uuid;

use super::{Accepted, Appended, Journal, JournalError, RELEASE, Standing, column};
use crate::{
    db::{reading, transaction, writing},
    redact::Noted,
};

/// How often something is removed anew because somebody else wrote in the region.
const ATTEMPTS_MAX: u32 = 5;
/// What stands in the place of a hash of what was asked, where that could give a removed text away. It
/// equals whatever is sent under the same id.
pub const ANYTHING: [u8; 32] = [0; 32];

/// A text to be removed, decided at a head and under an epoch of rights.
#[derive(Clone, Debug)]
pub struct Removal {
    /// The region.
    pub region: RegionId,
    /// What the region must still stand at.
    pub seen: Standing,
    /// The entry that tells of it, numbered `seen.head + 1`.
    pub entry: Entry,
    /// The command that it follows from.
    pub accepted: Accepted,
}

/// What one transaction writes.
struct Rewrite {
    removal: Removal,
    redaction: RedactionId,
    /// The entries without the text.
    changed: Vec<Entry>,
    /// The last entries of commands that asked for something with the text in it.
    hashed: Vec<u64>,
}

impl Journal {
    /// Returns every entry of a region up to one.
    pub async fn whole(&self, region: RegionId, upto: u64) -> Result<Vec<Entry>, JournalError> {
        let mut entries: Vec<Entry> = Vec::new();
        while (entries.len() as u64) < upto {
            let after = entries.len() as u64;
            let page = self.entries(region, after, upto).await?;
            if page.is_empty() {
                return Err(JournalError::Gap { region, after });
            }
            entries.extend(page);
        }
        Ok(entries)
    }

    /// Removes a text durably, if the region still stands where it was seen; `journal` is what was seen.
    pub async fn remove(
        &self,
        removal: Removal,
        journal: &[Entry],
    ) -> Result<Appended, JournalError> {
        let Some(rewrite) = Rewrite::new(removal, journal) else {
            return Ok(Appended::Behind);
        };
        if let Some(ledger) = &self.ledger {
            ledger.note(rewrite.noted(journal)).await?;
        }
        let written = self.rewrite(&rewrite).await;
        match (&written, &self.ledger) {
            // Behind may be somebody else who did this very removal meanwhile: then the line stays.
            (Ok(Appended::Behind), Some(ledger)) if !self.knows(rewrite.redaction).await? => {
                ledger.forget(rewrite.redaction).await?;
            }
            // Whether it came through nobody knows: the next start does it, or finds it done.
            (Err(error), Some(_)) => {
                warn!(redaction.id = %rewrite.redaction, cause = %error, "a removal may not have come through; the next start completes it");
            }
            _ => {}
        }
        if written? == Appended::Behind {
            return Ok(Appended::Behind);
        }
        let Removal { region, seen, .. } = rewrite.removal;
        let (head, redaction_epoch) = (seen.head + 1, seen.redaction_epoch + 1);
        self.herald.tell(region, Standing { head, redaction_epoch, ..seen });
        self.broom.sweep_soon();
        Ok(Appended::Written)
    }

    /// Removes once more what the ledger knows and this store does not: it was put back from a backup.
    /// Returns how many removals that were.
    pub async fn apply_ledger(&self) -> Result<usize, JournalError> {
        let Some(ledger) = &self.ledger else { return Ok(0) };
        let mut done = 0;
        for noted in ledger.read().await? {
            if self.apply(&noted).await? {
                done += 1;
            }
        }
        if 0 < done {
            warn!(
                removals = done,
                "{done} removals of the ledger were not in this store and were done again"
            );
        }
        self.sweep_if_needed().await?;
        Ok(done)
    }

    /// Sweeps removed texts out of the files of the store, if that was not done yet, and waits for it.
    pub async fn sweep_if_needed(&self) -> Result<(), JournalError> {
        Ok(self.broom.sweep().await?)
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

    async fn knows(&self, redaction: RedactionId) -> Result<bool, JournalError> {
        let found: Option<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT id FROM redaction WHERE id = $1")
                .bind(redaction.0)
                .fetch_optional(pool)
                .await
        })?;
        Ok(found.is_some())
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

    /// Writes the entry of a removal and the entries without the text, all or nothing.
    /// Size: one statement after the other, in one transaction.
    async fn rewrite(&self, rewrite: &Rewrite) -> Result<Appended, JournalError> {
        let Rewrite { removal, redaction, changed, hashed } = rewrite;
        let Removal { region, seen, entry, accepted } = removal;
        let (kind, version, payload) = written(entry);
        transaction!(&self.db, |tx| {
            // Holds the region: nobody appends until the end.
            let moved = sqlx::query(
                "UPDATE region SET redaction_epoch = redaction_epoch + 1 WHERE id = $1 AND rights_epoch = $2",
            )
            .bind(region.0)
            .bind(column(seen.rights_epoch))
            .execute(&mut *tx)
            .await?;
            let head: i64 =
                sqlx::query_scalar("SELECT COALESCE(MAX(seq), 0) FROM entry WHERE region = $1")
                    .bind(region.0)
                    .fetch_one(&mut *tx)
                    .await?;
            if moved.rows_affected() != 1 || head != column(seen.head) {
                return Ok(Appended::Behind);
            }
            sqlx::query(
                "INSERT INTO entry
                 (region, seq, at, person, organisation, command, kind, version, payload, command_hash, release)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            )
            .bind(region.0)
            .bind(column(entry.seq))
            .bind(entry.at.0)
            .bind(entry.by.person.map(|person| person.0))
            .bind(entry.by.organisation.map(|organisation| organisation.0))
            .bind(entry.command.0)
            .bind(kind)
            .bind(version)
            .bind(payload)
            .bind(accepted.payload_hash.to_vec())
            .bind(RELEASE)
            .execute(&mut *tx)
            .await?;
            for entry in changed {
                let (_, version, payload) = written(entry);
                sqlx::query(
                    "UPDATE entry SET payload = $3, version = $4, release = $5 WHERE region = $1 AND seq = $2",
                )
                .bind(region.0)
                .bind(column(entry.seq))
                .bind(payload)
                .bind(version)
                .bind(RELEASE)
                .execute(&mut *tx)
                .await?;
            }
            for seq in hashed {
                sqlx::query("UPDATE entry SET command_hash = $3 WHERE region = $1 AND seq = $2")
                    .bind(region.0)
                    .bind(column(*seq))
                    .bind(ANYTHING.to_vec())
                    .execute(&mut *tx)
                    .await?;
            }
            sqlx::query("INSERT INTO redaction (id, region, swept) VALUES ($1, $2, FALSE)")
                .bind(redaction.0)
                .bind(region.0)
                .execute(&mut *tx)
                .await?;
        });
        Ok(Appended::Written)
    }
}

impl Rewrite {
    /// Works out which entries change; nothing where the entry tells of no removal.
    fn new(removal: Removal, journal: &[Entry]) -> Option<Self> {
        let Event::TextRedacted { redaction, copies, .. } = &removal.entry.event else {
            return None;
        };
        let redaction = *redaction;
        let changed = redaction::rewritten(journal, redaction, copies);
        let last: BTreeMap<CommandId, u64> =
            journal.iter().map(|entry| (entry.command, entry.seq)).collect();
        let hashed = changed.iter().filter_map(|entry| last.get(&entry.command).copied());
        let mut hashed: Vec<u64> = hashed.collect();
        hashed.dedup();
        Some(Self { removal, redaction, changed, hashed })
    }

    fn noted(&self, journal: &[Entry]) -> Noted {
        Noted::of(self.removal.region, &self.removal.entry, journal)
    }
}

/// Returns how an entry is kept: kind, version and payload.
fn written(entry: &Entry) -> (String, i64, Json<Box<JsonRawValue>>) {
    let stored = stored::encode(&entry.event);
    let payload = JsonRawValue::from_string(stored.payload).expect("written as JSON");
    (stored.kind, i64::from(stored.version), Json(payload))
}
