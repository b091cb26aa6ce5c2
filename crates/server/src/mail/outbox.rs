//! The table of outgoing mail.
//!
//! Invariant: of two servers that want to send the same mail, one gets it; nothing that ended is sent. A link
//! gets its hash in the transaction in which its mail is claimed, so that a link that was made meanwhile is
//! not taken away again.

mod handling;

use std::sync::Arc;

use app::page::{MailKind, MailStand, MailTrouble};
use domain::{Language, Moment, OrganisationId, RegionId};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    db::{Db, reading, transaction, writing},
    mail::{drop_link_mails, end_older_links},
    people::{StoreError, Token, link_ends},
};

/// How long a mail that is being sent is nobody else's, in microseconds: longer than anybody tries.
const LEASE_US: i64 = 3 * 60 * 1_000_000;
/// How long the link to a new password works, in microseconds.
pub const RESET_WORKS_FOR_US: i64 = 60 * 60 * 1_000_000;
/// How long after a link to a new password was sent another one is, in microseconds.
const RESET_AGAIN_AFTER_US: i64 = 5 * 60 * 1_000_000;
/// The most mails that a page shows.
const SHOWN_MAX: i64 = 200;

/// To whom an invitation is mailed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailTo {
    /// The address.
    pub recipient: String,
    /// The language of the mail.
    pub language: Language,
}

/// A mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mail {
    /// The opaque id.
    pub id: Uuid,
    /// What it tells.
    pub kind: MailKind,
    /// The region that it is about.
    pub region: Option<RegionId>,
    /// The invitation that it carries.
    pub invitation: Option<Uuid>,
    /// The organisation of whose review it reminds.
    pub organisation: Option<OrganisationId>,
    /// To whom.
    pub to: MailTo,
    /// Since when it is there.
    pub created: Moment,
    /// How often it was tried.
    pub tries: i64,
    /// Where it stands.
    pub stand: MailStand,
    /// What the last try came to where it was not sent.
    pub trouble: Option<MailTrouble>,
}

/// What came of claiming a mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// Whoever claimed it sends it; until then its link works.
    Ours(Moment),
    /// Another server sends it, or it ended meanwhile.
    NotOurs,
    /// There is nothing to tell any more.
    NotNeeded,
}

/// Writes the row of a mail, inside a transaction.
macro_rules! put_mail {
    ($tx:ident, $kind:expr, $to:expr, $of:expr, $by:expr, $now:expr) => {{
        let to: &$crate::mail::MailTo = $to;
        let (region, invitation): (Option<uuid::Uuid>, Option<uuid::Uuid>) = $of;
        sqlx::query(
            "INSERT INTO mail (id, kind, region, invitation, recipient, language, created_at, created_by, tries, next_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $7)",
        )
        .bind(uuid::Uuid::new_v4())
        .bind($crate::mail::written($kind))
        .bind(region)
        .bind(invitation)
        .bind(&to.recipient)
        .bind(to.language.code())
        .bind($now.0)
        .bind($by.map(|person: domain::PersonId| person.0))
        .execute(&mut *$tx)
        .await?
    }};
}
pub(crate) use put_mail;

/// Ends the mails that wait with the link of an invitation, inside a transaction: it has another link now.
macro_rules! drop_mail_of {
    ($tx:ident, $invitation:expr, $now:expr) => {
        sqlx::query(
            "UPDATE mail SET next_at = NULL, ended_at = $2, trouble = $3
             WHERE invitation = $1 AND sent_at IS NULL",
        )
        .bind($invitation)
        .bind($now.0)
        .bind($crate::mail::written(&app::page::MailTrouble::NotNeeded))
        .execute(&mut *$tx)
        .await?
    };
}
pub(crate) use drop_mail_of;

/// Ends the mails that wait with a link to a new password of somebody, inside a transaction: it is new already.
macro_rules! drop_resets_of {
    ($tx:ident, $person:expr, $now:expr) => {
        sqlx::query(
            "UPDATE mail SET next_at = NULL, ended_at = $2, trouble = $3
             WHERE kind = $4 AND next_at IS NOT NULL
                 AND recipient = (SELECT login FROM person WHERE id = $1)",
        )
        .bind($person.0)
        .bind($now.0)
        .bind($crate::mail::written(&app::page::MailTrouble::NotNeeded))
        .bind($crate::mail::written(&app::page::MailKind::Reset))
        .execute(&mut *$tx)
        .await?
    };
}
pub(crate) use drop_resets_of;

/// Returns how the table writes one of a few words.
pub(crate) fn written(word: &impl Serialize) -> String {
    serde_json::to_string(word).expect("a word is plain data")
}

/// Reads one of a few words as the table writes it.
pub(crate) fn read<Word: DeserializeOwned>(word: &str) -> Result<Word, StoreError> {
    serde_json::from_str(word).map_err(|error| StoreError::Decode(Box::new(error)))
}

/// What every question about mails selects.
macro_rules! mails {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.kind, m.region, m.invitation, m.organisation, m.recipient, m.language, m.created_at, m.tries, \
             m.next_at, m.sent_at, m.ended_at, m.trouble FROM mail m ",
            $rest
        )
    };
}

const DUE: &str = mails!(
    "WHERE m.next_at <= $1
     ORDER BY CASE WHEN m.kind = '\"digest\"' THEN 1 ELSE 0 END, m.next_at, m.id LIMIT $2"
);
const BY_ID: &str = mails!("WHERE m.id = $1");
const BY_INVITATION: &str =
    mails!("WHERE m.invitation = $1 ORDER BY m.created_at DESC, m.id LIMIT 1");
const BY_REGION: &str = mails!("WHERE m.region = $1 ORDER BY m.created_at DESC, m.id LIMIT $2");
const OF_ADMINISTRATION: &str = mails!(
    "LEFT JOIN person p ON p.id = m.created_by
     WHERE (m.region IS NULL OR p.administers_since IS NOT NULL)
         AND (m.kind <> '\"digest\"' OR m.trouble IS NOT NULL)
     ORDER BY m.created_at DESC, m.id LIMIT $1"
);

type Row = (
    Uuid,
    String,
    Option<Uuid>,
    Option<Uuid>,
    Option<Uuid>,
    String,
    String,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<String>,
);

/// Returns where a mail stands of which the table holds these moments.
pub(crate) fn stand(next: Option<i64>, sent: Option<i64>, ended: i64) -> MailStand {
    match (next, sent) {
        (Some(at), _) => MailStand::Waits(Moment(at)),
        (None, Some(at)) => MailStand::Sent(Moment(at)),
        (None, None) => MailStand::Ended(Moment(ended)),
    }
}

fn mail(row: Row) -> Result<Mail, StoreError> {
    let (
        id,
        kind,
        region,
        invitation,
        organisation,
        recipient,
        language,
        created,
        tries,
        next,
        sent,
        ended,
        trouble,
    ) = row;
    let stand = stand(next, sent, ended.unwrap_or(created));
    let language = Language::from_code(&language).unwrap_or_default();
    Ok(Mail {
        id,
        kind: read(&kind)?,
        region: region.map(RegionId),
        invitation,
        organisation: organisation.map(OrganisationId),
        to: MailTo { recipient, language },
        created: Moment(created),
        tries,
        stand,
        trouble: trouble.as_deref().map(read).transpose()?,
    })
}

/// The table of outgoing mail, and whether somebody carries it out.
#[derive(Clone, Debug)]
pub struct Outbox {
    db: Db,
    is_on: bool,
    wake: Arc<Notify>,
}

impl Outbox {
    /// Opens the table; `is_on` tells whether this installation sends mail.
    pub fn new(db: Db, is_on: bool) -> Self {
        Self { db, is_on, wake: Arc::new(Notify::new()) }
    }

    pub(super) const fn db(&self) -> &Db {
        &self.db
    }

    /// Tells whether this installation sends mail.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Says that something was put in the outbox.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Waits until something is put in the outbox here.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Puts in a mail with the link to a new password, unless one for this address waits or was sent just now: a
    /// new link ends the one before, and nobody is to end it for somebody. Whether there is
    /// such an account is looked at when it is sent: asking takes as long with as without.
    pub async fn put_reset(&self, to: &MailTo, now: Moment) -> Result<(), StoreError> {
        let kind = written(&MailKind::Reset);
        writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO mail (id, kind, recipient, language, created_at, tries, next_at)
                 SELECT $1, $2, $3, $4, $5, 0, $5
                 WHERE NOT EXISTS
                     (SELECT 1 FROM mail WHERE kind = $2 AND recipient = $3
                         AND (next_at IS NOT NULL OR $6 < sent_at))",
            )
            .bind(Uuid::new_v4())
            .bind(&kind)
            .bind(&to.recipient)
            .bind(to.language.code())
            .bind(now.0)
            .bind(now.0 - RESET_AGAIN_AFTER_US)
            .execute(pool)
            .await
            .map(|_| ())
        })?;
        self.wake();
        Ok(())
    }

    /// Returns mails that are to be tried now, the longest waiting first; somebody waits for a link to a new password,
    /// and nobody for a digest.
    pub async fn due(&self, now: Moment, max: i64) -> Result<Vec<Mail>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(DUE).bind(now.0).bind(max).fetch_all(pool).await
        })?;
        rows.into_iter().map(mail).collect()
    }

    /// Takes a mail to send it with this in its link.
    ///
    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    pub async fn claim(
        &self,
        mail: &Mail,
        token: &Token,
        now: Moment,
    ) -> Result<Claim, StoreError> {
        let MailStand::Waits(seen) = mail.stand else { return Ok(Claim::NotOurs) };
        let until = Moment(now.0 + RESET_WORKS_FOR_US);
        let claim = transaction!(&self.db, |tx| {
            let claimed = sqlx::query(
                "UPDATE mail SET next_at = $3, tries = tries + 1, trouble = NULL
                 WHERE id = $1 AND next_at = $2",
            )
            .bind(mail.id)
            .bind(seen.0)
            .bind(now.0 + LEASE_US)
            .execute(&mut *tx)
            .await?;
            if claimed.rows_affected() == 0 {
                return Ok(Claim::NotOurs);
            }
            let mut claim = Claim::Ours(until);
            if let Some(invitation) = mail.invitation {
                let open = sqlx::query(
                    "UPDATE invitation SET token_hash = $2
                     WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND $3 < expires_at",
                )
                .bind(invitation)
                .bind(token.hash())
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
                if open.rows_affected() == 0 {
                    drop_mail_of!(tx, invitation, now);
                    claim = Claim::NotNeeded;
                }
            } else if mail.kind == MailKind::ActionLink {
                let ends = link_ends(now);
                let open = sqlx::query(
                    "UPDATE action_link SET token_hash = $2, expires_at = $3
                     WHERE id = $1 AND used_at IS NULL AND ended_at IS NULL",
                )
                .bind(mail.id)
                .bind(token.hash())
                .bind(ends.0)
                .execute(&mut *tx)
                .await?;
                claim = Claim::Ours(ends);
                if open.rows_affected() == 0 {
                    drop_link_mails!(tx, "id = $4", [mail.id], now);
                    claim = Claim::NotNeeded;
                }
            } else if mail.kind == MailKind::Reset {
                let person: Option<Uuid> = sqlx::query_scalar(
                    "SELECT id FROM person WHERE login = $1 AND closed_at IS NULL",
                )
                .bind(&mail.to.recipient)
                .fetch_optional(&mut *tx)
                .await?;
                // Nobody waits this long for it.
                let is_late = mail.created.0 + RESET_WORKS_FOR_US < now.0;
                if let Some(person) = person.filter(|_| !is_late) {
                    // A link that was mailed before works no more.
                    sqlx::query("DELETE FROM password_reset WHERE person = $1 AND id <> $2")
                        .bind(person)
                        .bind(mail.id)
                        .execute(&mut *tx)
                        .await?;
                    sqlx::query(
                        "INSERT INTO password_reset (id, token_hash, person, expires_at) VALUES ($1, $2, $3, $4)
                         ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash,
                             expires_at = excluded.expires_at",
                    )
                    .bind(mail.id)
                    .bind(token.hash())
                    .bind(person)
                    .bind(until.0)
                    .execute(&mut *tx)
                    .await?;
                } else {
                    // Nobody has this address: nothing is kept of it.
                    sqlx::query("DELETE FROM mail WHERE id = $1")
                        .bind(mail.id)
                        .execute(&mut *tx)
                        .await?;
                    claim = Claim::NotNeeded;
                }
            }
            claim
        });
        Ok(claim)
    }

    /// Notes that the mail server took a mail. Of links to an action the ones before it end with that.
    pub async fn sent(&self, mail: &Mail, now: Moment) -> Result<(), StoreError> {
        let statement = "UPDATE mail SET next_at = NULL, sent_at = $2, trouble = NULL WHERE id = $1 AND sent_at IS NULL";
        transaction!(&self.db, |tx| {
            sqlx::query(statement).bind(mail.id).bind(now.0).execute(&mut *tx).await?;
            if mail.kind == MailKind::ActionLink {
                end_older_links!(tx, mail.id, now);
            }
        });
        Ok(())
    }

    /// Lets a mail wait until it is tried again. One that ended meanwhile stays ended.
    pub async fn wait(
        &self,
        mail: &Mail,
        next: Moment,
        trouble: MailTrouble,
    ) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query(
                "UPDATE mail SET next_at = $2, trouble = $3 WHERE id = $1 AND next_at IS NOT NULL",
            )
            .bind(mail.id)
            .bind(next.0)
            .bind(written(&trouble))
            .execute(pool)
            .await
            .map(|_| ())
        })
    }

    /// Gives a mail up.
    pub async fn end(
        &self,
        mail: &Mail,
        now: Moment,
        trouble: MailTrouble,
    ) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query(
                "UPDATE mail SET next_at = NULL, ended_at = $2, trouble = $3
                 WHERE id = $1 AND next_at IS NOT NULL",
            )
            .bind(mail.id)
            .bind(now.0)
            .bind(written(&trouble))
            .execute(pool)
            .await
            .map(|_| ())
        })
    }

    /// Returns a mail.
    pub async fn mail(&self, id: Uuid) -> Result<Option<Mail>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await
        })?;
        row.map(mail).transpose()
    }

    /// Returns the newest mail that carries an invitation.
    pub async fn of_invitation(&self, invitation: Uuid) -> Result<Option<Mail>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(BY_INVITATION).bind(invitation).fetch_optional(pool).await
        })?;
        row.map(mail).transpose()
    }

    /// Returns the mails about a region, the newest first.
    pub async fn in_region(&self, region: RegionId) -> Result<Vec<Mail>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(BY_REGION).bind(region.0).bind(SHOWN_MAX).fetch_all(pool).await
        })?;
        rows.into_iter().map(mail).collect()
    }

    /// Returns the mails that the administration looks after, the newest first.
    pub async fn of_administration(&self) -> Result<Vec<Mail>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(OF_ADMINISTRATION).bind(SHOWN_MAX).fetch_all(pool).await
        })?;
        rows.into_iter().map(mail).collect()
    }

    /// Deletes links to new passwords that work no more.
    pub async fn forget_links(&self, now: Moment) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query("DELETE FROM password_reset WHERE expires_at < $1")
                .bind(now.0)
                .execute(pool)
                .await
                .map(|_| ())
        })
    }
}
