//! Sessions: who is signed in, kept in the database so that every instance knows.
//!
//! Invariant: a session that ended is known to have ended at once here, as soon as it is heard on
//! other instances, and after `TRUST_MAX` at the latest.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use domain::PersonId;
use time::OffsetDateTime;
use tokio::sync::watch;
use tower_sessions::{
    ExpiredDeletion, SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use tracing::warn;

use crate::{
    db::{Db, reading, transaction, writing},
    journal::hints,
};

/// A session without a request for this long ends.
pub const IDLE_MAX: Duration = Duration::from_secs(8 * 60 * 60);
/// How long a session that was read is taken to go on: as long as a hint may go astray.
const TRUST_MAX: Duration = Duration::from_secs(15);
/// How long a session is used before its end is moved.
const EXTEND_AFTER: Duration = Duration::from_secs(5 * 60);
/// Sessions remembered; with more they are all read again.
const KNOWN_MAX: usize = 10_000;

/// The table of sessions, and those that were read lately.
#[derive(Clone, Debug)]
pub struct Sessions {
    db: Db,
    known: Arc<Mutex<Known>>,
    ended: Arc<watch::Sender<()>>,
}

/// Sessions as they were read, each with the time of it.
#[derive(Debug)]
struct Known {
    records: HashMap<Id, (Record, Instant)>,
    /// Rises with everything that is forgotten: what was read before that is not remembered.
    generation: u64,
    /// Whether this instance would hear of a session that ends on another.
    hears: bool,
}

impl Sessions {
    /// Opens the table.
    pub fn new(db: Db) -> Self {
        let hears = matches!(db, Db::Sqlite(_));
        let known = Known { records: HashMap::new(), generation: 0, hears };
        let ended = Arc::new(watch::Sender::new(()));
        Self { db, known: Arc::new(Mutex::new(known)), ended }
    }

    /// Notes whether other instances can be heard. What was remembered is read again.
    pub fn hear(&self, hears: bool) {
        self.known().hears = hears;
        self.forget_all();
    }

    /// Reads every session again: one of them ended on another instance.
    pub fn forget_all(&self) {
        let mut known = self.known();
        known.generation += 1;
        known.records.clear();
        drop(known);
        self.ended.send_replace(());
    }

    /// Tells whoever goes on for long that a session ended, and it may be theirs.
    pub fn endings(&self) -> watch::Receiver<()> {
        self.ended.subscribe()
    }

    fn forget(&self, id: &Id) {
        let mut known = self.known();
        known.generation += 1;
        known.records.remove(id);
    }

    fn remembered(&self, id: &Id) -> Option<Record> {
        let known = self.known();
        let (record, read) = known.records.get(id)?;
        let holds = read.elapsed() < TRUST_MAX && OffsetDateTime::now_utc() < record.expiry_date;
        holds.then(|| record.clone())
    }

    /// Remembers a session, unless something ended while it was read.
    fn remember(&self, generation: u64, record: &Record) {
        let mut known = self.known();
        if known.generation != generation || !known.hears {
            return;
        }
        if known.records.len() == KNOWN_MAX {
            known.records.clear();
        }
        known.records.insert(record.id, (record.clone(), Instant::now()));
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn end(&self, id: &Id) -> sqlx::Result<()> {
        let is_shared = matches!(self.db, Db::Postgres(_));
        transaction!(&self.db, |tx| {
            sqlx::query("DELETE FROM session WHERE id = $1")
                .bind(id.to_string())
                .execute(&mut *tx)
                .await?;
            if is_shared {
                sqlx::query("SELECT pg_notify($1, $2)")
                    .bind(hints::CHANNEL)
                    .bind(hints::SESSION_ENDED)
                    .execute(&mut *tx)
                    .await?;
            }
        });
        self.forget(id);
        self.ended.send_replace(());
        Ok(())
    }

    /// Ends every session of a person.
    pub async fn end_all_of(&self, person: PersonId) -> sqlx::Result<()> {
        let is_shared = matches!(self.db, Db::Postgres(_));
        transaction!(&self.db, |tx| {
            sqlx::query("DELETE FROM session WHERE body LIKE '%' || $1 || '%'")
                .bind(person.to_string())
                .execute(&mut *tx)
                .await?;
            if is_shared {
                sqlx::query("SELECT pg_notify($1, $2)")
                    .bind(hints::CHANNEL)
                    .bind(hints::SESSION_ENDED)
                    .execute(&mut *tx)
                    .await?;
            }
        });
        self.forget_all();
        self.ended.send_replace(());
        Ok(())
    }

    /// Moves the end of a session that is used, if it was not moved lately: each move is a commit.
    /// A store that cannot write ends no session and keeps nobody from reading.
    pub async fn keep_alive(&self, id: &Id) {
        let now = OffsetDateTime::now_utc();
        let due = now + IDLE_MAX - EXTEND_AFTER;
        let known = self.known().records.get(id).map(|(record, _)| record.expiry_date);
        if known.is_some_and(|end| due < end) {
            return;
        }
        let moved = writing!(&self.db, |pool| {
            sqlx::query("UPDATE session SET expires = $2 WHERE id = $1 AND expires <= $3")
                .bind(id.to_string())
                .bind((now + IDLE_MAX).unix_timestamp())
                .bind(due.unix_timestamp())
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        });
        match moved {
            Ok(0) => {}
            Ok(_) => self.forget(id),
            Err(error) => warn!(cause = %error, "cannot keep a session alive"),
        }
    }

    async fn put(&self, record: &Record, statement: &'static str) -> Result<u64> {
        let body = serde_json::to_string(&record.data).map_err(encode)?;
        writing!(&self.db, |pool| {
            sqlx::query(statement)
                .bind(record.id.to_string())
                .bind(&body)
                .bind(end(record).unix_timestamp())
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(backend)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        record.expiry_date = end(record);
        let statement = "INSERT INTO session (id, body, expires) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
        while self.put(record, statement).await? == 0 {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // Only what exists is saved: a page that was under way must not bring a session back that was signed out.
        let statement = "UPDATE session SET body = $2, expires = $3 WHERE id = $1";
        let saved = self.put(record, statement).await;
        self.forget(&record.id);
        saved.map(|_| ())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        if let Some(record) = self.remembered(id) {
            return Ok(Some(record));
        }
        let generation = self.known().generation;
        let row: Option<(String, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as("SELECT body, expires FROM session WHERE id = $1 AND $2 < expires")
                .bind(id.to_string())
                .bind(OffsetDateTime::now_utc().unix_timestamp())
                .fetch_optional(pool)
                .await
        })
        .map_err(backend)?;
        let Some((body, expires)) = row else {
            return Ok(None);
        };
        let record = Record {
            id: *id,
            data: serde_json::from_str(&body).map_err(decode)?,
            expiry_date: OffsetDateTime::from_unix_timestamp(expires).map_err(decode)?,
        };
        self.remember(generation, &record);
        Ok(Some(record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.end(id).await.map_err(backend)
    }
}

#[async_trait]
impl ExpiredDeletion for Sessions {
    async fn delete_expired(&self) -> Result<()> {
        writing!(&self.db, |pool| {
            sqlx::query("DELETE FROM session WHERE expires <= $1")
                .bind(OffsetDateTime::now_utc().unix_timestamp())
                .execute(pool)
                .await
                .map(|_| ())
        })
        .map_err(backend)
    }
}

/// Returns when a session ends unless it is used until then, in whole seconds.
fn end(record: &Record) -> OffsetDateTime {
    let idle = OffsetDateTime::now_utc() + IDLE_MAX;
    record.expiry_date.min(idle).replace_nanosecond(0).unwrap_or(record.expiry_date)
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

fn encode(error: serde_json::Error) -> Error {
    Error::Encode(error.to_string())
}

fn decode(error: impl std::error::Error) -> Error {
    Error::Decode(error.to_string())
}
