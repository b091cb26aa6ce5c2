//! The audit: who did what outside the journal, in a chain.
//!
//! Invariant: a row is written in the transaction of what it tells, and is never changed afterwards but for its
//! place in the chain, and to be emptied once it was kept long enough. Whoever changes, adds or takes out a row
//! that has its place breaks the chain; whoever makes a new chain does not arrive at a mark that was noted
//! outside the database.

mod chain;
mod emptying;
mod reading;
mod verifying;

use std::sync::Arc;

use domain::ids::{Moment, PersonId, RegionId};
use tokio::sync::Mutex;
use uuid::Uuid;

pub use self::{
    chain::{Mark, NotAMark},
    reading::{Part, Row, Stretch},
    verifying::{Broken, Verdict},
};
use crate::{
    db::{Db, reading, writing},
    people::StoreError,
};

/// Within this time the same try of the same person is written down once.
const TRIES_WITHIN_US: i64 = 10 * 60 * 1_000_000;
/// The most different tries of one person that are written down within that time.
const TRIES_MAX: i64 = 10;

/// Writes the row of a change, inside its transaction, with the origin of the request that asked for it. Without
/// a result it was done.
macro_rules! audit {
    ($tx:ident, $kind:literal, $subject:expr, $region:expr, $by:expr, $now:expr) => {
        $crate::audit::audit!($tx, $kind, $subject, $region, $by, $now, "done")
    };
    ($tx:ident, $kind:literal, $subject:expr, $region:expr, $by:expr, $now:expr, $result:expr) => {
        sqlx::query(
            "INSERT INTO audit (id, at, person, region, subject, kind, result, origin)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(uuid::Uuid::new_v4())
        .bind($now.0)
        .bind($by.map(|person: domain::PersonId| person.0))
        .bind::<Option<uuid::Uuid>>($region)
        .bind($subject)
        .bind($kind)
        .bind($result)
        .bind($crate::origin::current())
        .execute(&mut *$tx)
        .await?
    };
}
pub(crate) use audit;

/// Something that happened outside the journal and that no other change tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Note<'a> {
    /// What.
    pub kind: &'static str,
    /// Who did it, where that is known.
    pub by: Option<PersonId>,
    /// In which region.
    pub region: Option<RegionId>,
    /// To whom or what; nothing for the installation.
    pub subject: Option<Uuid>,
    /// What came of it: `done`, or why not.
    pub result: &'static str,
    /// From which address of the network.
    pub origin: Option<&'a str>,
}

/// The table of the audit.
#[derive(Clone, Debug)]
pub struct Audit {
    db: Db,
    /// Held while a try is compared with those before it, so that of many at once one is written down.
    tries: Arc<Mutex<()>>,
}

impl Audit {
    /// Opens the table.
    pub fn new(db: Db) -> Self {
        Self { db, tries: Arc::default() }
    }

    /// Writes down a try that came to nothing, unless the same was written down a moment ago or many others were:
    /// whoever goes on trying fills no table. Of several servers each may write it down once.
    pub async fn note_try(&self, note: Note<'_>, now: Moment) -> Result<(), StoreError> {
        let _alone = self.tries.lock().await;
        let subject = note.subject.unwrap_or_default();
        let (all, same): (i64, i64) = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT COUNT(*), COUNT(CASE WHEN subject = $1 AND result = $2 THEN 1 END)
                 FROM audit WHERE $3 < at AND kind = $4 AND COALESCE(person, subject) = $5",
            )
            .bind(subject)
            .bind(note.result)
            .bind(now.0 - TRIES_WITHIN_US)
            .bind(note.kind)
            .bind(note.by.map_or(subject, |person| person.0))
            .fetch_one(pool)
            .await
        })?;
        if 0 < same || TRIES_MAX <= all {
            return Ok(());
        }
        self.note(note, now).await
    }

    /// Writes down what happened.
    pub async fn note(&self, note: Note<'_>, now: Moment) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO audit (id, at, person, region, subject, kind, result, origin)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(Uuid::new_v4())
            .bind(now.0)
            .bind(note.by.map(|person| person.0))
            .bind(note.region.map(|region| region.0))
            .bind(note.subject.unwrap_or_default())
            .bind(note.kind)
            .bind(note.result)
            .bind(note.origin)
            .execute(pool)
            .await
            .map(|_| ())
        })
    }
}
