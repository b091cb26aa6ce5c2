//! Sessions: who is signed in, kept in the database so that every instance knows.
//!
//! Invariant: a session that ended is known to have ended at once here, as soon as it is heard on
//! other instances, and after `TRUST_MAX` at the latest. The table holds no id that a browser could send, only
//! its hash.

mod own;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tokio::sync::watch;
use tower_sessions::{
    ExpiredDeletion, SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use tracing::warn;
use uuid::Uuid;

pub use self::own::OwnSession;
pub(crate) use self::own::{end_sessions, renew_sessions, tell_of_sessions};
use crate::{
    db::{Db, reading, transaction, writing},
    journal::hints,
};

/// The name under which a session holds whose it is.
pub const PERSON: &str = "person";
/// The name under which a new session says in which browser it is.
pub const BROWSER: &str = "browser";
/// The name under which a session that changes its id says which one it was given.
pub const RENEWED: &str = "renewed";

/// How long sessions last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lifetimes {
    /// A session without a request for this long ends.
    pub idle: Duration,
    /// A session that is used all the time ends after this.
    pub max: Duration,
}

impl Default for Lifetimes {
    /// Half a working day, and a whole one with its evening: what was typed is kept beyond both.
    fn default() -> Self {
        Self { idle: Duration::from_secs(4 * 60 * 60), max: Duration::from_secs(12 * 60 * 60) }
    }
}

impl Lifetimes {
    /// Returns how long a session is used before its end is moved: each move is a commit.
    fn extend_after(self) -> Duration {
        EXTEND_AFTER.min(self.idle / 4)
    }
}

/// How long the name and the password of somebody wait for their code.
pub const CODE_WAIT: Duration = Duration::from_secs(5 * 60);
/// How long the id before the present one still opens: requests that were under way when it changed.
const FORMER_FOR: Duration = Duration::from_secs(10);
/// How long a session that was read is taken to go on: as long as a hint may go astray.
const TRUST_MAX: Duration = Duration::from_secs(15);
/// How long a session is used before its end is moved, at most.
const EXTEND_AFTER: Duration = Duration::from_secs(5 * 60);
/// Sessions remembered; with more they are all read again.
const KNOWN_MAX: usize = 10_000;

/// The table of sessions, and those that were read lately.
#[derive(Clone, Debug)]
pub struct Sessions {
    db: Db,
    lifetimes: Lifetimes,
    known: Arc<Mutex<Known>>,
    ended: Arc<watch::Sender<()>>,
}

/// Sessions as they were read, each with the time of it.
#[derive(Debug)]
struct Known {
    records: HashMap<Id, (Kept, Instant)>,
    /// Rises with everything that is forgotten: what was read before that is not remembered.
    generation: u64,
    /// Whether this instance would hear of a session that ends on another.
    hears: bool,
}

/// A session as the table holds it.
#[derive(Clone, Debug)]
struct Kept {
    record: Record,
    handle: Uuid,
    renew: bool,
}

impl Sessions {
    /// Opens the table, for sessions that last as long as they usually do.
    pub fn new(db: Db) -> Self {
        Self::lasting(db, Lifetimes::default())
    }

    /// Opens the table, for sessions that last so long.
    pub fn lasting(db: Db, lifetimes: Lifetimes) -> Self {
        let hears = matches!(db, Db::Sqlite(_));
        let known = Known { records: HashMap::new(), generation: 0, hears };
        let ended = Arc::new(watch::Sender::new(()));
        Self { db, lifetimes, known: Arc::new(Mutex::new(known)), ended }
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

    fn remembered(&self, id: &Id) -> Option<Kept> {
        let known = self.known();
        let (kept, read) = known.records.get(id)?;
        let lives = OffsetDateTime::now_utc() < kept.record.expiry_date;
        (read.elapsed() < TRUST_MAX && lives).then(|| kept.clone())
    }

    /// Remembers a session, unless something ended while it was read.
    fn remember(&self, generation: u64, kept: &Kept) {
        let mut known = self.known();
        if known.generation != generation || !known.hears {
            return;
        }
        if known.records.len() == KNOWN_MAX {
            known.records.clear();
        }
        known.records.insert(kept.record.id, (kept.clone(), Instant::now()));
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn end(&self, id: &Id) -> sqlx::Result<()> {
        let is_shared = matches!(self.db, Db::Postgres(_));
        transaction!(&self.db, |tx| {
            sqlx::query("DELETE FROM session WHERE id_hash = $1")
                .bind(hash(id))
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

    /// Moves the end of a session that is used, if it was not moved lately: each move is a commit.
    /// A store that cannot write ends no session and keeps nobody from reading.
    pub async fn keep_alive(&self, id: &Id) {
        let now = OffsetDateTime::now_utc();
        let due = now + self.lifetimes.idle - self.lifetimes.extend_after();
        let known = self.known().records.get(id).map(|(kept, _)| kept.record.expiry_date);
        if known.is_some_and(|end| due < end) {
            return;
        }
        let moved = writing!(&self.db, |pool| {
            sqlx::query(
                "UPDATE session SET used = $2, expires = CASE WHEN ends < $3 THEN ends ELSE $3 END
                 WHERE id_hash = $1 AND expires <= $4 AND expires < ends",
            )
            .bind(hash(id))
            .bind(now.unix_timestamp())
            .bind((now + self.lifetimes.idle).unix_timestamp())
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

    /// Reads a session that has not ended.
    async fn read(&self, id: &Id) -> Result<Option<Kept>> {
        if let Some(kept) = self.remembered(id) {
            return Ok(Some(kept));
        }
        let generation = self.known().generation;
        let row: Option<(String, i64, i64, Uuid, bool)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT body, expires, ends, handle, renew FROM session
                 WHERE (id_hash = $1 OR former_hash = $1 AND $2 < former_until)
                     AND $2 < expires AND $2 < ends",
            )
            .bind(hash(id))
            .bind(OffsetDateTime::now_utc().unix_timestamp())
            .fetch_optional(pool)
            .await
        })
        .map_err(backend)?;
        let Some((body, expires, ends, handle, renew)) = row else {
            return Ok(None);
        };
        let record = Record {
            id: *id,
            data: serde_json::from_str(&body).map_err(decode)?,
            expiry_date: OffsetDateTime::from_unix_timestamp(expires.min(ends)).map_err(decode)?,
        };
        let kept = Kept { record, handle, renew };
        self.remember(generation, &kept);
        Ok(Some(kept))
    }

    /// Writes the row of a new session; tells whether there was none under its id.
    async fn insert(&self, record: &mut Record, browser: &str) -> Result<bool> {
        let body = serde_json::to_string(&record.data).map_err(encode)?;
        let now = OffsetDateTime::now_utc();
        let person = person(record);
        let idle = if person.is_some() { self.lifetimes.idle } else { CODE_WAIT };
        let ends = now + self.lifetimes.max;
        let expires = record.expiry_date.min(now + idle).min(ends);
        record.expiry_date = expires.replace_nanosecond(0).unwrap_or(expires);
        let added = writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO session (id_hash, former_until, handle, person, body, browser, began, used,
                     expires, ends, renew)
                 VALUES ($1, 0, $2, $3, $4, $5, $6, $6, $7, $8, FALSE) ON CONFLICT (id_hash) DO NOTHING",
            )
            .bind(hash(&record.id))
            .bind(Uuid::new_v4())
            .bind(person)
            .bind(&body)
            .bind(browser)
            .bind(now.unix_timestamp())
            .bind(expires.unix_timestamp())
            .bind(ends.unix_timestamp())
            .execute(pool)
            .await
            .map(|done| done.rows_affected())
        });
        Ok(0 < added.map_err(backend)?)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let text = |value: serde_json::Value| value.as_str().map(str::to_owned);
        // One that only changes its id has its row already.
        if let Some(id) = record.data.remove(RENEWED).and_then(text) {
            record.id = id.parse().map_err(decode)?;
            return self.save(record).await;
        }
        let browser = record.data.remove(BROWSER).and_then(text).unwrap_or_default();
        while !self.insert(record, &browser).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let body = serde_json::to_string(&record.data).map_err(encode)?;
        // Only what exists is saved: a page that was under way must not bring a session back that was signed out.
        let saved = writing!(&self.db, |pool| {
            sqlx::query("UPDATE session SET body = $2 WHERE id_hash = $1")
                .bind(hash(&record.id))
                .bind(&body)
                .execute(pool)
                .await
                .map(|_| ())
        });
        self.forget(&record.id);
        saved.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        Ok(self.read(id).await?.map(|kept| kept.record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.end(id).await.map_err(backend)
    }
}

#[async_trait]
impl ExpiredDeletion for Sessions {
    async fn delete_expired(&self) -> Result<()> {
        writing!(&self.db, |pool| {
            sqlx::query("DELETE FROM session WHERE expires <= $1 OR ends <= $1")
                .bind(OffsetDateTime::now_utc().unix_timestamp())
                .execute(pool)
                .await
                .map(|_| ())
        })
        .map_err(backend)
    }
}

/// Returns the name under which the table knows an id.
fn hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

/// Returns whose a session is.
fn person(record: &Record) -> Option<Uuid> {
    record.data.get(PERSON)?.as_str()?.parse().ok()
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
