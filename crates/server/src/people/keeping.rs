//! How long things are kept, and the hold that keeps everything.
//!
//! Invariant: while a hold goes on nothing is deleted because it was kept long enough; what is deleted is
//! written down in the same transaction, as a number.

use domain::ids::{Moment, PersonId};
use uuid::Uuid;

use super::{People, StoreError, audit};
use crate::db::{reading, transaction};

/// A day, in microseconds.
const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;
/// How long an invitation is kept after it was accepted, taken back or expired.
pub const INVITATIONS_FOR_US: i64 = 365 * DAY_US;
/// How long what became of places is kept.
pub const PLACE_CHANGES_FOR_US: i64 = 5 * 365 * DAY_US;
/// How long it is kept who looked through who acts for an organisation.
pub const REVIEWS_FOR_US: i64 = 7 * 365 * DAY_US;
/// How long it is kept that somebody was reminded of that: longer than it keeps from reminding again.
pub const REMINDERS_FOR_US: i64 = 365 * DAY_US;
/// How long it is kept who was let read a region along, and why.
pub const GRANTS_FOR_US: i64 = 5 * 365 * DAY_US;
/// How long it is kept up to where somebody read who has no place in the region any more.
pub const READ_MARKS_FOR_US: i64 = 90 * DAY_US;
/// How long it is kept in the audit who signed in, failed to or signed out, and from where.
pub const SIGN_INS_FOR_US: i64 = 365 * DAY_US;
/// How long the rest of the audit is kept.
pub const AUDIT_FOR_US: i64 = 7 * 365 * DAY_US;

/// What is deleted once it was kept long enough, each with how long that is.
const OLD: [(&str, i64); 6] = [
    // Of a region that nobody ever coordinated the invitation alone says which organisation is to.
    (
        "DELETE FROM invitation
         WHERE COALESCE(accepted_at, withdrawn_at, expires_at) < $1
             AND (region IS NULL OR EXISTS
                 (SELECT 1 FROM membership m WHERE m.region = invitation.region
                     AND CAST(m.roles AS TEXT) LIKE '%coordinator%'))
             AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.invitation = invitation.id)",
        INVITATIONS_FOR_US,
    ),
    (
        "DELETE FROM place_change WHERE at < $1 AND NOT EXISTS
             (SELECT 1 FROM membership m WHERE m.person = place_change.person
                 AND m.region = place_change.region AND (m.until IS NULL OR $1 < m.until))",
        PLACE_CHANGES_FOR_US,
    ),
    (
        "DELETE FROM read_mark WHERE EXISTS
             (SELECT 1 FROM membership m WHERE m.person = read_mark.person
                 AND m.region = read_mark.region AND m.until < $1)",
        READ_MARKS_FOR_US,
    ),
    ("DELETE FROM rights_review WHERE reviewed_at < $1", REVIEWS_FOR_US),
    ("DELETE FROM rights_reminder WHERE sent_at < $1", REMINDERS_FOR_US),
    ("DELETE FROM reading_grant WHERE COALESCE(ended_at, until) < $1", GRANTS_FOR_US),
];

/// A hold that goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hold {
    /// Since when.
    pub since: Moment,
    /// Why.
    pub reason: String,
}

impl People {
    /// Returns the hold that goes on, if one does.
    pub async fn hold(&self) -> Result<Option<Hold>, StoreError> {
        let row: Option<(i64, String)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT set_at, reason FROM hold WHERE lifted_at IS NULL ORDER BY set_at LIMIT 1",
            )
            .fetch_optional(pool)
            .await
        })?;
        Ok(row.map(|(since, reason)| Hold { since: Moment(since), reason }))
    }

    /// Lets nothing be deleted from now on because it was kept long enough.
    pub async fn set_hold(
        &self,
        id: Uuid,
        reason: &str,
        by: PersonId,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let set = sqlx::query(
                "INSERT INTO hold (id, reason, set_by, set_at)
                 SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM hold WHERE lifted_at IS NULL)
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(id)
            .bind(reason)
            .bind(by.0)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            if 0 < set.rows_affected() {
                audit!(tx, "hold_set", id, None::<Uuid>, Some(by), now);
            }
        });
        Ok(())
    }

    /// Lets things be deleted again once they were kept long enough.
    pub async fn lift_hold(&self, by: PersonId, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let lifted = sqlx::query(
                "UPDATE hold SET lifted_at = $1, lifted_by = $2 WHERE lifted_at IS NULL",
            )
            .bind(now.0)
            .bind(by.0)
            .execute(&mut *tx)
            .await?;
            if 0 < lifted.rows_affected() {
                audit!(tx, "hold_lifted", Uuid::nil(), None::<Uuid>, Some(by), now);
            }
        });
        Ok(())
    }

    /// Deletes what was kept long enough, and returns how many rows that were; nothing while a hold goes on.
    pub async fn forget_old(&self, now: Moment) -> Result<u64, StoreError> {
        let forgotten = transaction!(&self.db, |tx| {
            let holds: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM hold WHERE lifted_at IS NULL")
                    .fetch_one(&mut *tx)
                    .await?;
            if 0 < holds {
                return Ok(0);
            }
            let mut forgotten = 0;
            for (statement, kept_for) in OLD {
                forgotten += sqlx::query(statement)
                    .bind(now.0 - kept_for)
                    .execute(&mut *tx)
                    .await?
                    .rows_affected();
            }
            if 0 < forgotten {
                sqlx::query(
                    "INSERT INTO audit (id, at, subject, kind, result) VALUES ($1, $2, $3, 'old_deleted', $4)",
                )
                .bind(Uuid::new_v4())
                .bind(now.0)
                .bind(Uuid::nil())
                .bind(forgotten.to_string())
                .execute(&mut *tx)
                .await?;
            }
            forgotten
        });
        Ok(forgotten)
    }

    /// Ends what went on when a backup was made: sessions, links to new passwords, and mail that waited.
    pub async fn end_what_went_on(&self) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            for statement in [
                "DELETE FROM session",
                "DELETE FROM password_reset",
                "UPDATE mail SET next_at = NULL, ended_at = created_at WHERE next_at IS NOT NULL",
            ] {
                sqlx::query(statement).execute(&mut *tx).await?;
            }
        });
        Ok(())
    }
}
