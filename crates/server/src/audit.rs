//! The audit: who did what outside the journal, in a chain.
//!
//! Invariant: a row is written in the transaction of what it tells, and is never changed afterwards but for its
//! place in the chain, and to be emptied once it was kept long enough. Whoever changes, adds or takes out a row
//! that has its place breaks the chain; whoever makes a new chain does not arrive at a mark that was noted
//! outside the database.

mod chain;
mod reading;

use domain::ids::{Moment, PersonId, RegionId};
use uuid::Uuid;

pub use self::{
    chain::{Broken, Mark, NotAMark, Verdict},
    reading::{Part, Row, Stretch},
};
use crate::{
    db::{Db, writing},
    people::StoreError,
};

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
}

impl Audit {
    /// Opens the table.
    pub fn new(db: Db) -> Self {
        Self { db }
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
