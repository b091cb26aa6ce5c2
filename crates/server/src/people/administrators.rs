//! Who administers the installation, and who stops doing so.
//!
//! Invariant: somebody goes on administering, unless the host lets the last one go by command line. Whoever stops
//! leaves nothing behind that opens: their open invitations and their grants to read along end with it.

use domain::{Moment, PersonId, RegionId};
use uuid::Uuid;

use super::{
    People, StoreError, audit,
    granting::end_grants,
    turns::{REGIONS_READ, hold_regions},
};
use crate::{
    db::{reading, transaction},
    sessions::renew_sessions,
};

/// Somebody who administers the installation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Administrator {
    /// The opaque id.
    pub person: PersonId,
    /// What others see instead of the function, where the person said it.
    pub display: Option<String>,
    /// Since when.
    pub since: Moment,
}

/// What came of ending that somebody administers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SteppedDown {
    /// They do no more; they read these regions along until now.
    Done(Vec<RegionId>),
    /// Nobody else administers: they go on.
    IsLast,
    /// They did not administer.
    Nobody,
}

/// Whether somebody goes without whom nobody would be left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TheLast {
    /// They stay.
    Stays,
    /// They go: the host says so.
    Goes,
}

pub(super) const OTHERS: &str = "SELECT COUNT(*) FROM person
     WHERE id <> $1 AND administers_since IS NOT NULL AND closed_at IS NULL";

/// Lets those who change who administers do so one after the other, and returns how many others than one person
/// do, inside a transaction.
macro_rules! other_administrators {
    ($tx:ident, $person:expr) => {{
        sqlx::query("UPDATE administration SET changes = changes + 1").execute(&mut *$tx).await?;
        let others: i64 = sqlx::query_scalar($crate::people::administrators::OTHERS)
            .bind($person.0)
            .fetch_one(&mut *$tx)
            .await?;
        others
    }};
}

impl People {
    /// Lets somebody administer the installation no more, unless nobody else does.
    pub async fn end_administration(
        &self,
        person: PersonId,
        by: PersonId,
        now: Moment,
    ) -> Result<SteppedDown, StoreError> {
        let stepped = transaction!(&self.db, |tx| {
            hold_regions!(tx, REGIONS_READ, person.0);
            let others = other_administrators!(tx, person);
            let administers: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM person WHERE id = $1 AND administers_since IS NOT NULL",
            )
            .bind(person.0)
            .fetch_one(&mut *tx)
            .await?;
            if administers == 0 {
                return Ok(SteppedDown::Nobody);
            }
            if others == 0 {
                return Ok(SteppedDown::IsLast);
            }
            sqlx::query("UPDATE person SET administers_since = NULL WHERE id = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            sqlx::query(
                "UPDATE invitation SET withdrawn_at = $2
                 WHERE invited_by = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL",
            )
            .bind(person.0)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            let regions = end_grants!(tx, "person = $3", [person.0], Some(by), now);
            renew_sessions!(tx, person);
            audit!(tx, "administrator_ended", person.0, None::<Uuid>, Some(by), now);
            SteppedDown::Done(regions)
        });
        Ok(stepped)
    }

    /// Tells whether somebody administers the installation.
    pub async fn administers(&self, person: PersonId) -> Result<bool, StoreError> {
        let rows: i64 = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM person
                 WHERE id = $1 AND administers_since IS NOT NULL AND closed_at IS NULL",
            )
            .bind(person.0)
            .fetch_one(pool)
            .await
        })?;
        Ok(0 < rows)
    }

    /// Returns who administers the installation, the longest first.
    pub async fn who_administers(&self) -> Result<Vec<Administrator>, StoreError> {
        let rows: Vec<(Uuid, String, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, display, administers_since FROM person
                 WHERE administers_since IS NOT NULL AND closed_at IS NULL
                 ORDER BY administers_since, id",
            )
            .fetch_all(pool)
            .await
        })?;
        let administrator = |(person, display, since): (Uuid, String, i64)| Administrator {
            person: PersonId(person),
            display: Some(display).filter(|display| !display.is_empty()),
            since: Moment(since),
        };
        Ok(rows.into_iter().map(administrator).collect())
    }

    /// Returns how many people administer the installation.
    pub async fn administrators(&self) -> Result<i64, StoreError> {
        reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM person WHERE administers_since IS NOT NULL AND closed_at IS NULL",
            )
            .fetch_one(pool)
            .await
        })
    }
}
