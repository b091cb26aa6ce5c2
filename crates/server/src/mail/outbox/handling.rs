//! What people do with outgoing mail themselves, and what becomes of it where nobody carries mail out.
//!
//! Invariant: what somebody did is written down in the same transaction; where it changed nothing, nothing is.

use app::page::{MailKind, MailTrouble};
use domain::{Moment, PersonId};
use uuid::Uuid;

use super::{Mail, MailTo, Outbox, put_mail, written};
use crate::{
    audit::audit,
    db::{transaction, writing},
    people::StoreError,
};

/// How long a mail waits for somebody who carries mail out, in microseconds: as long as it is tried where somebody
/// does. A host that forgot a setting for an evening loses nothing.
const WAITS_FOR_US: i64 = 2 * 24 * 60 * 60 * 1_000_000;

impl Mail {
    /// Returns what the audit says that it is about: an invitation or an organisation has a name.
    fn subject(&self) -> Uuid {
        let organisation = self.organisation.map(|organisation| organisation.0);
        self.invitation.or(organisation).unwrap_or(self.id)
    }
}

impl Outbox {
    /// Puts in a mail with which somebody sees whether mail arrives.
    pub async fn put_test(&self, to: &MailTo, by: PersonId, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            put_mail!(tx, &MailKind::Test, to, (None, None), Some(by), now);
            audit!(tx, "mail_tested", by.0, None::<Uuid>, Some(by), now);
        });
        self.wake();
        Ok(())
    }

    /// Sends a mail no more.
    pub async fn stop(&self, mail: &Mail, by: PersonId, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let stopped = sqlx::query(
                "UPDATE mail SET next_at = NULL, ended_at = $2 WHERE id = $1 AND next_at IS NOT NULL",
            )
            .bind(mail.id)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            if 0 < stopped.rows_affected() {
                let region = mail.region.map(|region| region.0);
                audit!(tx, "mail_stopped", mail.subject(), region, Some(by), now);
            }
        });
        Ok(())
    }

    /// Has a mail tried now that waits, or that was given up. One that nobody tried yet is not touched: it is
    /// about to be sent.
    pub async fn try_now(&self, mail: &Mail, by: PersonId, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let retried = sqlx::query(
                "UPDATE mail SET next_at = $2, ended_at = NULL, created_at = $2
                 WHERE id = $1 AND sent_at IS NULL AND 0 < tries AND trouble IS NOT NULL AND trouble <> $3
                     AND kind <> $4",
            )
            .bind(mail.id)
            .bind(now.0)
            .bind(written(&MailTrouble::NotNeeded))
            .bind(written(&MailKind::Reset))
            .execute(&mut *tx)
            .await?;
            if 0 < retried.rows_affected() {
                let region = mail.region.map(|region| region.0);
                audit!(tx, "mail_retried", mail.subject(), region, Some(by), now);
            }
        });
        self.wake();
        Ok(())
    }

    /// Gives mails up that wait where this installation sends no mail any more: the address goes with them once
    /// they were kept long enough.
    pub async fn end_what_nobody_carries(&self, now: Moment) -> Result<(), StoreError> {
        if self.is_on() {
            return Ok(());
        }
        writing!(&self.db, |pool| {
            sqlx::query(
                "UPDATE mail SET next_at = NULL, ended_at = $1
                 WHERE next_at IS NOT NULL AND created_at < $2",
            )
            .bind(now.0)
            .bind(now.0 - WAITS_FOR_US)
            .execute(pool)
            .await
            .map(|_| ())
        })
    }
}
