//! Removes reasons that stand outside the journal: why somebody was let read a region along, and why nothing is
//! deleted.
//!
//! Invariant: a reason that was removed stands in no table, and that it was removed stays known.

use domain::{GuardedText, Moment, PersonId, RedactionId, RegionId};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use super::{People, StoreError, audit};
use crate::db::{reading, transaction};

/// Of what a reason is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonOf {
    /// Of letting somebody read a region along.
    Grant {
        /// Which region.
        region: RegionId,
        /// Which grant.
        grant: Uuid,
    },
    /// Of letting nothing be deleted.
    Hold {
        /// Which hold.
        hold: Uuid,
    },
}

impl ReasonOf {
    /// Returns the name of the grant or of the hold.
    pub fn id(self) -> Uuid {
        match self {
            ReasonOf::Grant { grant: id, .. } | ReasonOf::Hold { hold: id } => id,
        }
    }

    /// Returns the region, where it is of one.
    pub fn region(self) -> Option<RegionId> {
        match self {
            ReasonOf::Grant { region, .. } => Some(region),
            ReasonOf::Hold { .. } => None,
        }
    }
}

/// That a reason was removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReasonRemoval {
    /// Which.
    pub reason: ReasonOf,
    /// When.
    pub at: Moment,
}

impl People {
    /// Tells whether there is a reason to remove: of a grant in that region, or of a hold.
    pub async fn has_reason(&self, reason: ReasonOf) -> Result<bool, StoreError> {
        let of_which = match reason {
            ReasonOf::Grant { .. } => {
                "SELECT COUNT(*) FROM reading_grant WHERE id = $1 AND region = $2"
            }
            ReasonOf::Hold { .. } => {
                "SELECT COUNT(*) FROM hold WHERE id = $1 AND CAST($2 AS UUID) IS NULL"
            }
        };
        let found: i64 = reading!(&self.db, |pool| {
            sqlx::query_scalar(of_which)
                .bind(reason.id())
                .bind(reason.region().map(|region| region.0))
                .fetch_one(pool)
                .await
        })?;
        Ok(0 < found)
    }

    /// Removes a reason. Tells whether it was still there; that it is gone is known from then on, also where a
    /// backup was put back from before it was given. Nobody removes it where the ledger does.
    pub async fn remove_reason(
        &self,
        removal: ReasonRemoval,
        by: Option<PersonId>,
    ) -> Result<bool, StoreError> {
        let ReasonRemoval { reason, at } = removal;
        let (id, region) = (reason.id(), reason.region().map(|region| region.0));
        let mark = GuardedText::removed_by(RedactionId(id));
        let removed = transaction!(&self.db, |tx| {
            // First the region, as where places change: whoever has a page of it open sees it without the reason.
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region)
                .execute(&mut *tx)
                .await?;
            let first = sqlx::query(
                "INSERT INTO removed_reason (id, region, removed_at, swept)
                 VALUES ($1, $2, $3, FALSE) ON CONFLICT (id) DO NOTHING",
            )
            .bind(id)
            .bind(region)
            .bind(at.0)
            .execute(&mut *tx)
            .await?;
            let emptied = match reason {
                ReasonOf::Grant { .. } => sqlx::query(
                    "UPDATE reading_grant SET reason = $3 WHERE id = $1 AND region = $2",
                )
                .bind(id)
                .bind(region)
                .bind(Json(&mark)),
                ReasonOf::Hold { .. } => {
                    sqlx::query("UPDATE hold SET reason = '' WHERE id = $1").bind(id)
                }
            };
            let emptied = emptied.execute(&mut *tx).await?;
            let removed = 0 < first.rows_affected() && 0 < emptied.rows_affected();
            if removed {
                audit!(tx, "reason_removed", id, region, by, at);
            }
            removed
        });
        Ok(removed)
    }

    /// Returns the reasons that this store knows to be removed, the first first.
    pub async fn removed_reasons(&self) -> Result<Vec<ReasonRemoval>, StoreError> {
        let rows: Vec<(Uuid, Option<Uuid>, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, region, removed_at FROM removed_reason ORDER BY removed_at, id",
            )
            .fetch_all(pool)
            .await
        })?;
        let removal = |(id, region, at): (Uuid, Option<Uuid>, i64)| {
            let reason = match region {
                Some(region) => ReasonOf::Grant { region: RegionId(region), grant: id },
                None => ReasonOf::Hold { hold: id },
            };
            ReasonRemoval { reason, at: Moment(at) }
        };
        Ok(rows.into_iter().map(removal).collect())
    }
}
