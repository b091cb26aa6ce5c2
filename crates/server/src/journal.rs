//! The journal: every region's entries, in order, without gaps.
//!
//! Invariant: a number is taken once in a region, so of two writers that saw the same last entry one is
//! first and the other must look again.

mod append;
mod catching_up;
pub mod hints;
mod redact;
mod standings;
mod sweep;

use domain::{
    event::{Author, Entry},
    ids::{CommandId, Moment, OrganisationId, PersonId, RegionId},
    presence::Present,
    stored,
};
use sqlx::{
    PgPool,
    types::{Json, JsonRawValue},
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use self::append::Pen;
use self::hints::Herald;
use self::sweep::Broom;
pub use self::{
    catching_up::{begin_ledger, is_new},
    hints::{Hint, Hints},
    redact::{ANYTHING, Removal},
};
use crate::{
    audit::audit,
    db::{Db, reading, transaction},
    redact::{Ledger, LedgerError},
};

/// Regions in one commit: more would only make the first of them wait longer.
const GROUP_MAX: usize = 64;
/// Regions that wait for a commit; more wait at their own door.
const QUEUE_MAX: usize = 1_024;
/// Entries in one question to the database.
const PAGE_MAX: i64 = 1_000;
/// The release that this program is.
const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// Where a region stands in the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The number of its last entry.
    pub head: u64,
    /// How often rights in it have changed.
    pub rights_epoch: u64,
    /// How often texts were removed from its entries.
    pub redaction_epoch: u64,
}

/// What was accepted under a command id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// The id.
    pub command: CommandId,
    /// Who sent it.
    pub person: Option<PersonId>,
    /// A hash of what was sent.
    pub payload_hash: [u8; 32],
    /// The number of the last entry that followed.
    pub seq: u64,
}

/// Entries to be written, decided at a head and under an epoch of rights.
#[derive(Clone, Debug)]
pub struct Append {
    /// The region.
    pub region: RegionId,
    /// What the region must still stand at.
    pub seen: Standing,
    /// The entries, numbered from `seen.head + 1`.
    pub entries: Vec<Entry>,
    /// The commands that they follow from.
    pub accepted: Vec<Accepted>,
}

/// What became of an append.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Appended {
    /// It is durable.
    Written,
    /// The region has moved, or its rights have: nothing was written.
    Behind,
}

/// Why the journal cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The database refused or is away.
    #[error("the store of the journal is out of order")]
    Store(#[from] sqlx::Error),
    /// A newer release wrote this entry.
    #[error("entry {seq} of region {region} was written by release {release} and cannot be read")]
    Unreadable {
        /// The region.
        region: RegionId,
        /// The entry.
        seq: u64,
        /// The release that wrote it.
        release: String,
        /// What is wrong with it.
        #[source]
        source: stored::StoredError,
    },
    /// An entry is missing: the database was changed from outside.
    #[error("region {region} has a gap after entry {after}")]
    Gap {
        /// The region.
        region: RegionId,
        /// The last entry before the gap.
        after: u64,
    },
    /// The ledger of removals cannot be read or written, so nothing is removed.
    #[error("the ledger of removals is out of order")]
    Ledger(#[from] LedgerError),
    /// Nobody said where the ledger is, so nothing is removed and nobody is erased.
    #[error("say with --redactions (KETENTAFEL_REDACTIONS) where the ledger of removals is")]
    NoLedger,
    /// The server is stopping.
    #[error("the journal is closed")]
    Closed,
}

struct Waiting {
    append: Append,
    answer: oneshot::Sender<Result<Appended, sqlx::Error>>,
}

/// The journal of every region.
#[derive(Clone, Debug)]
pub struct Journal {
    db: Db,
    queue: mpsc::Sender<Waiting>,
    herald: Herald,
    instance: Uuid,
    ledger: Noting,
    broom: Broom,
}

/// Where removals and erasures are noted.
#[derive(Clone, Debug)]
enum Noting {
    /// In a ledger.
    In(Ledger),
    /// Nowhere: a store that is never put back.
    Nowhere,
    /// In a ledger that nobody set: nothing is removed.
    Missing,
}

impl Journal {
    /// Opens the journal of a store that is never put back from a backup, and starts the one task that writes it.
    /// What is removed is noted nowhere else.
    pub fn open(db: Db) -> Self {
        Self::noting(db, Noting::Nowhere)
    }

    /// The same, with a ledger beside the store in which removals are noted. Without one nothing is removed.
    pub fn with_ledger(db: Db, ledger: Option<Ledger>) -> Self {
        Self::noting(db, ledger.map_or(Noting::Missing, Noting::In))
    }

    fn noting(db: Db, ledger: Noting) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        let instance = Uuid::new_v4();
        let herald = Herald::new(shared_by_instances(&db), instance);
        tokio::spawn(write_groups(Pen::new(db.clone()), herald.clone(), waiting));
        let broom = Broom::start(db.clone());
        Self { db, queue, herald, instance, ledger, broom }
    }

    /// Tells other instances where somebody is.
    pub fn tell_presence(&self, region: RegionId, present: &Present) {
        self.herald.tell_presence(region, present);
    }

    /// Makes room for a region, at entry 0.
    pub async fn add_region(
        &self,
        region: RegionId,
        name: &str,
        now: Moment,
    ) -> Result<(), JournalError> {
        transaction!(&self.db, |tx| {
            sqlx::query(
                "INSERT INTO region (id, name, rights_epoch, created_at) VALUES ($1, $2, 0, $3)",
            )
            .bind(region.0)
            .bind(name)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            audit!(tx, "region_added", region.0, Some(region.0), None, now);
        });
        Ok(())
    }

    /// Writes entries durably, if the region still stands where it was seen.
    pub async fn append(&self, append: Append) -> Result<Appended, JournalError> {
        let (answer, written) = oneshot::channel();
        let waiting = Waiting { append, answer };
        self.queue.send(waiting).await.map_err(|_| JournalError::Closed)?;
        Ok(written.await.map_err(|_| JournalError::Closed)??)
    }

    /// Hears what other instances write.
    pub fn hints(&self) -> Hints {
        Hints::new(shared_by_instances(&self.db), self.instance)
    }

    /// Tells other instances where a region stands now, and waits until they were told: for a program that
    /// ends right after it changed something.
    pub async fn tell_at_once(&self, region: RegionId) -> Result<(), JournalError> {
        let standing = self.standing(region).await?;
        if let (Some(pool), Some(standing)) = (shared_by_instances(&self.db), standing) {
            hints::tell_at_once(&pool, region, standing).await?;
        }
        Ok(())
    }

    /// Returns every region with its name.
    pub async fn names(&self) -> Result<Vec<(RegionId, String)>, JournalError> {
        let rows: Vec<(Uuid, String)> = reading!(&self.db, |pool| {
            sqlx::query_as("SELECT id, name FROM region ORDER BY name, id").fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(|(id, name)| (RegionId(id), name)).collect())
    }

    /// Returns a region's name, or nothing if there is no such region.
    pub async fn region_name(&self, region: RegionId) -> Result<Option<String>, JournalError> {
        Ok(reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT name FROM region WHERE id = $1")
                .bind(region.0)
                .fetch_optional(pool)
                .await
        })?)
    }

    /// Tells whether entries followed from a command. Every entry of the region is looked at: rooms know it by
    /// themselves, and others seldom ask.
    pub async fn took(&self, region: RegionId, command: CommandId) -> Result<bool, JournalError> {
        let found: i64 = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT COUNT(*) FROM entry WHERE region = $1 AND command = $2")
                .bind(region.0)
                .bind(command.0)
                .fetch_one(pool)
                .await
        })?;
        Ok(0 < found)
    }

    /// Tells whether an organisation takes or took part in another region than this. Every entry is looked at: it
    /// is asked where somebody gives an organisation another name, and nowhere else.
    pub async fn admitted_elsewhere(
        &self,
        region: RegionId,
        organisation: OrganisationId,
    ) -> Result<bool, JournalError> {
        let found: i64 = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM entry WHERE region <> $1 AND kind = 'organisation_admitted'
                     AND CAST(payload AS TEXT) LIKE $2",
            )
            .bind(region.0)
            .bind(format!("%\"organisation\"%{organisation}%"))
            .fetch_one(pool)
            .await
        })?;
        Ok(0 < found)
    }

    /// Returns the next entries after one number, up to another: at most a page of them.
    pub async fn entries(
        &self,
        region: RegionId,
        after: u64,
        upto: u64,
    ) -> Result<Vec<Entry>, JournalError> {
        let rows: Vec<EntryRow> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT seq, at, person, organisation, command, kind, version, payload FROM entry
                 WHERE region = $1 AND $2 < seq AND seq <= $3 ORDER BY seq LIMIT $4",
            )
            .bind(region.0)
            .bind(column(after))
            .bind(column(upto))
            .bind(PAGE_MAX)
            .fetch_all(pool)
            .await
        })?;
        let mut entries = Vec::with_capacity(rows.len());
        for (row, expected) in rows.into_iter().zip(after + 1..) {
            if row.0 != column(expected) {
                let after = expected - 1;
                return Err(JournalError::Gap { region, after });
            }
            match entry(row) {
                Ok(entry) => entries.push(entry),
                Err(source) => return Err(self.unreadable(region, expected, source).await?),
            }
        }
        Ok(entries)
    }

    /// Returns the command whose last entry has this number.
    pub async fn accepted(
        &self,
        region: RegionId,
        seq: u64,
    ) -> Result<Option<Accepted>, JournalError> {
        let row: Option<(Uuid, Option<Uuid>, Vec<u8>)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT command, person, command_hash FROM entry
                 WHERE region = $1 AND seq = $2 AND command_hash IS NOT NULL",
            )
            .bind(region.0)
            .bind(column(seq))
            .fetch_optional(pool)
            .await
        })?;
        Ok(row.map(|(command, person, payload_hash)| Accepted {
            command: CommandId(command),
            person: person.map(PersonId),
            payload_hash: payload_hash.try_into().unwrap_or_default(),
            seq,
        }))
    }

    async fn unreadable(
        &self,
        region: RegionId,
        seq: u64,
        source: stored::StoredError,
    ) -> Result<JournalError, JournalError> {
        let release: Option<String> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT release FROM entry WHERE region = $1 AND seq = $2")
                .bind(region.0)
                .bind(column(seq))
                .fetch_optional(pool)
                .await
        })?;
        Ok(JournalError::Unreadable { region, seq, release: release.unwrap_or_default(), source })
    }
}

type EntryRow = (i64, i64, Option<Uuid>, Option<Uuid>, Uuid, String, i64, Json<Box<JsonRawValue>>);

fn entry(row: EntryRow) -> Result<Entry, stored::StoredError> {
    let (seq, at, person, organisation, command, kind, version, Json(payload)) = row;
    Ok(Entry {
        seq: number(seq),
        at: Moment(at),
        by: Author { person: person.map(PersonId), organisation: organisation.map(OrganisationId) },
        command: CommandId(command),
        event: stored::decode(&kind, i32::try_from(version).unwrap_or(i32::MAX), payload.get())?,
    })
}

/// Gathers what waits and commits it together: one wait for the disk serves every region.
async fn write_groups(mut pen: Pen, herald: Herald, mut queue: mpsc::Receiver<Waiting>) {
    let mut group = Vec::new();
    while 0 < queue.recv_many(&mut group, GROUP_MAX).await {
        // In one order, so that two instances seldom wait for each other in a circle. PostgreSQL ends
        // such a wait, and each region is then tried for itself.
        group.sort_by_key(|waiting| waiting.append.region);
        while !group.is_empty() {
            let later = group.split_off(different(&group));
            write_group(&mut pen, &herald, std::mem::replace(&mut group, later)).await;
        }
    }
}

/// Returns how many of the first appends are of regions that differ.
fn different(group: &[Waiting]) -> usize {
    let again = group.windows(2).position(|two| two[0].append.region == two[1].append.region);
    again.map_or(group.len(), |last| last + 1)
}

async fn write_group(pen: &mut Pen, herald: &Herald, group: Vec<Waiting>) {
    let appends: Vec<&Append> = group.iter().map(|waiting| &waiting.append).collect();
    match pen.write(&appends).await {
        Ok(outcomes) => {
            for (waiting, outcome) in group.into_iter().zip(outcomes) {
                waiting.answer(herald, Ok(outcome));
            }
        }
        Err(error) if group.len() == 1 => {
            let _ = group.into_iter().next().map(|waiting| waiting.answer(herald, Err(error)));
        }
        // One region's trouble is not another's: each once more for itself.
        Err(_) => {
            for waiting in group {
                let alone = pen.write(&[&waiting.append]).await;
                let alone = alone.map(|done| done.first().copied().unwrap_or(Appended::Behind));
                waiting.answer(herald, alone);
            }
        }
    }
}

impl Waiting {
    /// Answers who waits first, and tells the other instances then.
    fn answer(self, herald: &Herald, outcome: Result<Appended, sqlx::Error>) {
        let is_written = matches!(outcome, Ok(Appended::Written));
        let _ = self.answer.send(outcome);
        if is_written {
            let Append { region, seen, entries, .. } = self.append;
            let head = seen.head + entries.len() as u64;
            herald.tell(region, Standing { head, ..seen });
        }
    }
}

/// Returns the pool when other instances may use the same store.
fn shared_by_instances(db: &Db) -> Option<PgPool> {
    match db {
        Db::Sqlite(_) => None,
        Db::Postgres(pool) => Some(pool.clone()),
    }
}

/// Both engines count in signed numbers; ours start at 0 and end long before the sign.
fn column(number: u64) -> i64 {
    number.cast_signed()
}

fn number(column: i64) -> u64 {
    column.cast_unsigned()
}
