//! How long things are kept, and the hold that keeps everything.
//!
//! Invariant: while a hold goes on nothing is deleted because it was kept long enough, also where the hold and the
//! deleting begin at the same instant: both first write to the one row of `keeping`. What is deleted is written down
//! in the same transaction, as a number for each of what it was.

use app::page::OldKind;
use domain::ids::{Moment, PersonId};
use uuid::Uuid;

use super::{People, StoreError, audit};
use crate::db::{reading, transaction};

/// A day, in microseconds.
const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;
/// How long a mail is kept after it was sent or given up.
const MAILS_FOR_US: i64 = 30 * DAY_US;
/// How long the function is kept that was given with an invitation, after that expired: shorter than its mail, so
/// that whoever is erased meanwhile is found by that.
const FUNCTIONS_FOR_US: i64 = 7 * DAY_US;
/// How long an invitation is kept after it was accepted, taken back or expired.
const INVITATIONS_FOR_US: i64 = 365 * DAY_US;
/// How long what became of places is kept.
const PLACE_CHANGES_FOR_US: i64 = 5 * 365 * DAY_US;
/// How long it is kept who looked through who acts for an organisation.
const REVIEWS_FOR_US: i64 = 7 * 365 * DAY_US;
/// How long it is kept that somebody was reminded of that: longer than it keeps from reminding again.
const REMINDERS_FOR_US: i64 = 365 * DAY_US;
/// How long it is kept who was let read a region along, and why.
const GRANTS_FOR_US: i64 = 5 * 365 * DAY_US;
/// How long it is kept up to where somebody read, or was told, who has no place in the region any more.
const READ_MARKS_FOR_US: i64 = 90 * DAY_US;
/// How long a link to an action is kept after it was used or ended.
const ACTION_LINKS_FOR_US: i64 = 90 * DAY_US;
/// How long a hold that was lifted is kept: as long as the audit says who set it.
const HOLDS_FOR_US: i64 = 7 * 365 * DAY_US;

/// What is deleted once it was kept long enough, each with how long that is.
const OLD: [(OldKind, &str, i64); 11] = [
    // First, as an invitation stays as long as a mail tells of it, and as whoever sends mail holds both in this order.
    (
        OldKind::Mail,
        "DELETE FROM mail WHERE next_at IS NULL AND COALESCE(sent_at, ended_at, created_at) < $1",
        MAILS_FOR_US,
    ),
    (
        OldKind::Function,
        "UPDATE invitation SET display = ''
         WHERE display <> '' AND accepted_at IS NULL AND COALESCE(withdrawn_at, expires_at) < $1",
        FUNCTIONS_FOR_US,
    ),
    // Of a region that nobody ever coordinated the invitation alone says which organisation is to.
    (
        OldKind::Invitation,
        "DELETE FROM invitation
         WHERE COALESCE(accepted_at, withdrawn_at, expires_at) < $1
             AND (region IS NULL OR EXISTS
                 (SELECT 1 FROM membership m WHERE m.region = invitation.region
                     AND CAST(m.roles AS TEXT) LIKE '%coordinator%'))
             AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.invitation = invitation.id)",
        INVITATIONS_FOR_US,
    ),
    (
        OldKind::PlaceChange,
        "DELETE FROM place_change WHERE at < $1 AND NOT EXISTS
             (SELECT 1 FROM membership m WHERE m.person = place_change.person
                 AND m.region = place_change.region AND (m.until IS NULL OR $1 < m.until))",
        PLACE_CHANGES_FOR_US,
    ),
    (
        OldKind::ReadMark,
        "DELETE FROM read_mark WHERE EXISTS
             (SELECT 1 FROM membership m WHERE m.person = read_mark.person
                 AND m.region = read_mark.region AND m.until < $1)",
        READ_MARKS_FOR_US,
    ),
    (
        OldKind::ReadMark,
        "DELETE FROM notice_mark WHERE EXISTS
             (SELECT 1 FROM membership m WHERE m.person = notice_mark.person
                 AND m.region = notice_mark.region AND m.until < $1)",
        READ_MARKS_FOR_US,
    ),
    (OldKind::Review, "DELETE FROM rights_review WHERE reviewed_at < $1", REVIEWS_FOR_US),
    (OldKind::Reminder, "DELETE FROM rights_reminder WHERE sent_at < $1", REMINDERS_FOR_US),
    (
        OldKind::Grant,
        "DELETE FROM reading_grant WHERE COALESCE(ended_at, until) < $1",
        GRANTS_FOR_US,
    ),
    (
        OldKind::ActionLink,
        "DELETE FROM action_link WHERE COALESCE(used_at, ended_at, expires_at) < $1",
        ACTION_LINKS_FOR_US,
    ),
    (OldKind::Hold, "DELETE FROM hold WHERE lifted_at < $1", HOLDS_FOR_US),
];

/// Lets those who delete because of time, and those who say that nothing may go, do so one after the other, and
/// tells whether a hold goes on, inside a transaction.
macro_rules! is_held {
    ($tx:ident) => {{
        sqlx::query("UPDATE keeping SET changes = changes + 1 WHERE id = 1")
            .execute(&mut *$tx)
            .await?;
        let holds: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM hold WHERE lifted_at IS NULL")
            .fetch_one(&mut *$tx)
            .await?;
        0 < holds
    }};
}
pub(crate) use is_held;

/// A hold, also one that was lifted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hold {
    /// The opaque id.
    pub id: Uuid,
    /// Since when.
    pub since: Moment,
    /// Until when; nothing while it goes on.
    pub lifted: Option<Moment>,
    /// Why; nothing where that was removed.
    pub reason: Option<String>,
}

impl People {
    /// Returns the hold that goes on, if one does.
    pub async fn hold(&self) -> Result<Option<Hold>, StoreError> {
        let all = self.holds().await?;
        Ok(all.into_iter().find(|hold| hold.lifted.is_none()))
    }

    /// Returns every hold, the newest first.
    pub async fn holds(&self) -> Result<Vec<Hold>, StoreError> {
        let rows: Vec<(Uuid, i64, Option<i64>, String)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, set_at, lifted_at, reason FROM hold ORDER BY set_at DESC, id",
            )
            .fetch_all(pool)
            .await
        })?;
        let hold = |(id, since, lifted, reason): (Uuid, i64, Option<i64>, String)| Hold {
            id,
            since: Moment(since),
            lifted: lifted.map(Moment),
            // Nobody sets a hold without one.
            reason: Some(reason).filter(|reason| !reason.is_empty()),
        };
        Ok(rows.into_iter().map(hold).collect())
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
            // One is enough.
            if !is_held!(tx) {
                let set = sqlx::query(
                    "INSERT INTO hold (id, reason, set_by, set_at) VALUES ($1, $2, $3, $4)
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
            let mut forgotten = 0;
            if !is_held!(tx) {
                for (what, statement, kept_for) in OLD {
                    let deleted =
                        sqlx::query(statement).bind(now.0 - kept_for).execute(&mut *tx).await?;
                    let deleted = deleted.rows_affected();
                    if 0 < deleted {
                        let told = what.counted(deleted);
                        audit!(tx, "old_deleted", Uuid::nil(), None::<Uuid>, None, now, told);
                    }
                    forgotten += deleted;
                }
            }
            forgotten
        });
        Ok(forgotten)
    }

    /// Ends what went on when a backup was made that is put back: sessions, links to new passwords and
    /// to actions, addresses for calendar programs, which may have been replaced or used since, and mail that waited.
    /// That it was put back is written down in it.
    pub async fn end_what_went_on(&self, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            for statement in [
                "DELETE FROM session",
                "DELETE FROM password_reset",
                "DELETE FROM calendar_feed",
                "DELETE FROM action_link WHERE used_at IS NULL",
                "UPDATE mail SET next_at = NULL, ended_at = created_at WHERE next_at IS NOT NULL",
            ] {
                sqlx::query(statement).execute(&mut *tx).await?;
            }
            audit!(tx, "store_restored", Uuid::nil(), None::<Uuid>, None, now);
        });
        Ok(())
    }
}
