//! Removes texts from the entries of a region, and notes it.
//!
//! Invariant: a removal is noted in the ledger, durably, before it can be durable in the store. So a store
//! that was put back from a backup never knows of less than the ledger. Where no ledger is set, nothing is
//! removed (docs/adr/0023).

use std::collections::BTreeMap;

use domain::{CommandId, Entry, Event, RedactionId, RegionId, redaction, stored};
use sqlx::types::{Json, JsonRawValue};
use tracing::warn;
use uuid::Uuid;

use super::{Accepted, Appended, Journal, JournalError, Noting, RELEASE, Standing, column};
use crate::{
    db::{reading, transaction},
    redact::Noted,
};

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
pub(super) struct Rewrite {
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
        let noted = match &self.ledger {
            Noting::In(ledger) => Some((ledger, ledger.note(rewrite.noted(journal)).await?)),
            Noting::Nowhere => None,
            Noting::Missing => return Err(JournalError::NoLedger),
        };
        let written = self.rewrite(&rewrite).await;
        match (&written, noted) {
            // Behind may be somebody else who did this very removal meanwhile: then the line stays.
            (Ok(Appended::Behind), Some((ledger, attempt)))
                if !self.knows(rewrite.redaction).await? =>
            {
                ledger.forget(rewrite.redaction, attempt).await?;
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

    /// Tells whether this removal was done here.
    pub(super) async fn knows(&self, redaction: RedactionId) -> Result<bool, JournalError> {
        let found: Option<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT id FROM redaction WHERE id = $1")
                .bind(redaction.0)
                .fetch_optional(pool)
                .await
        })?;
        Ok(found.is_some())
    }

    /// Writes the entry of a removal and the entries without the text, all or nothing.
    /// Size: one statement after the other, in one transaction.
    pub(super) async fn rewrite(&self, rewrite: &Rewrite) -> Result<Appended, JournalError> {
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
    pub(super) fn new(removal: Removal, journal: &[Entry]) -> Option<Self> {
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
