//! The rows of digests: who is due, and what each mail tells.
//!
//! Invariant: a digest is put in the outbox in the transaction in which the marks of what it tells move on, and only
//! while everything is as it was read: of two servers one puts it, and one that is killed half-way put nothing.

use app::page::MailKind;
use domain::{
    Moment,
    digest::DigestSetting,
    ids::{PersonId, RegionId},
};
use uuid::Uuid;

use super::{MailTo, Outbox, written};
use crate::{
    db::{reading, transaction, writing},
    people::{NoticeMark, SettingRow, StoreError, column, entry_number, setting},
};

/// Somebody whose digest is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueDigest {
    /// Who.
    pub person: PersonId,
    /// How they want to be mailed.
    pub setting: DigestSetting,
    /// Since when it is due.
    pub since: Moment,
}

/// What of a region a mail tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DigestPart {
    /// The region.
    pub region: RegionId,
    /// After which entry it begins.
    pub since: u64,
    /// Up to which entry it goes.
    pub upto: u64,
    /// What names the reader is left out up to here: it was mailed at once.
    pub prompt: u64,
    /// Whether it tells only what names the reader.
    pub personal: bool,
}

/// A region that was looked at for a mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looked {
    /// What the mail would tell.
    pub part: DigestPart,
    /// Up to where the reader was told before; nothing where they were told nothing yet.
    pub mark: Option<NoticeMark>,
    /// Whether there is anything to tell.
    pub tells: bool,
}

impl Looked {
    /// Tells whether the reader is told further than before.
    pub fn moves(&self) -> bool {
        let before = self.mark.unwrap_or_default();
        self.tells || self.moved() != before
    }

    /// Returns up to where the reader was told once the mail is put: a digest tells everything, a mail at once what
    /// names them.
    fn moved(&self) -> NoticeMark {
        let before = self.mark.unwrap_or_default();
        let (DigestPart { upto, personal, .. }, prompt) =
            (self.part, before.prompt.max(self.part.upto));
        let mailed = if personal { before.mailed } else { before.mailed.max(upto) };
        NoticeMark { seen: before.seen, mailed, prompt }
    }
}

/// Moves the marks of what was looked at on, and puts the mail that tells it, inside a transaction. Returns from the
/// function where a mark is not what it was read as: another server was first.
macro_rules! tell {
    ($tx:ident, $person:expr, $to:expr, $looked:expr, $now:expr) => {{
        for one in $looked {
            let (before, after) = (one.mark.unwrap_or_default(), one.moved());
            let moved = sqlx::query(match one.mark {
                Some(_) => MOVE_MARK,
                None => BEGIN_MARK,
            })
            .bind($person.0)
            .bind(one.part.region.0)
            .bind(column(after.mailed))
            .bind(column(after.prompt))
            .bind(column(before.mailed))
            .bind(column(before.prompt))
            .execute(&mut *$tx)
            .await?;
            if moved.rows_affected() == 0 {
                return Ok(false);
            }
        }
        let told: Vec<&Looked> = $looked.iter().filter(|one| one.tells).collect();
        if let (Some(to), false) = ($to, told.is_empty()) {
            let mail = Uuid::new_v4();
            let to: &MailTo = to;
            sqlx::query(
                "INSERT INTO mail (id, kind, recipient, language, created_at, tries, next_at)
                 VALUES ($1, $2, $3, $4, $5, 0, $5)",
            )
            .bind(mail)
            .bind(written(&MailKind::Digest))
            .bind(&to.recipient)
            .bind(to.language.code())
            .bind($now.0)
            .execute(&mut *$tx)
            .await?;
            for Looked { part, .. } in told {
                sqlx::query(
                    "INSERT INTO digest_part (mail, region, person, since, upto, prompt, personal)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(mail)
                .bind(part.region.0)
                .bind($person.0)
                .bind(column(part.since))
                .bind(column(part.upto))
                .bind(column(part.prompt))
                .bind(part.personal)
                .execute(&mut *$tx)
                .await?;
            }
        }
    }};
}

/// Moves a mark that stands where it was read.
const MOVE_MARK: &str = "UPDATE notice_mark SET mailed = $3, prompt = $4
    WHERE person = $1 AND region = $2 AND mailed = $5 AND prompt = $6";
/// Makes a mark where none is; the last two say what it was read as, which is nothing.
const BEGIN_MARK: &str = "INSERT INTO notice_mark (person, region, seen, mailed, prompt)
    SELECT $1, $2, 0, $3, $4 WHERE $5 = 0 AND $6 = 0 ON CONFLICT (person, region) DO NOTHING";

impl Outbox {
    /// Lets the time run for everybody of whom nobody knows yet when their digest is due: as it is where nothing was
    /// chosen.
    pub async fn begin_digests(&self, now: Moment) -> Result<(), StoreError> {
        let new: i64 = reading!(self.db(), |pool| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM person p WHERE p.closed_at IS NULL
                     AND NOT EXISTS (SELECT 1 FROM digest_setting d WHERE d.person = p.id)",
            )
            .fetch_one(pool)
            .await
        })?;
        if new == 0 {
            return Ok(());
        }
        let usual = DigestSetting::default();
        writing!(self.db(), |pool| {
            sqlx::query(
                "INSERT INTO digest_setting (person, rhythm, weekday, hour, paused_until, at_once, next_at)
                 SELECT p.id, $1, $2, $3, NULL, FALSE, $4 FROM person p WHERE p.closed_at IS NULL
                     AND NOT EXISTS (SELECT 1 FROM digest_setting d WHERE d.person = p.id)
                 ON CONFLICT (person) DO NOTHING",
            )
            .bind(app::page::rhythm_code(usual.rhythm))
            .bind(i64::from(usual.weekday))
            .bind(i64::from(usual.hour))
            .bind(usual.next_after(now).map(|at| at.0))
            .execute(pool)
            .await
            .map(|_| ())
        })
    }

    /// Returns whose digests are due, in the order of their ids, after somebody.
    pub async fn due_digests(
        &self,
        after: Option<PersonId>,
        now: Moment,
        max: i64,
    ) -> Result<Vec<DueDigest>, StoreError> {
        type Row = (Uuid, String, i64, i64, Option<String>, bool, i64);
        let rows: Vec<Row> = reading!(self.db(), |pool| {
            sqlx::query_as(
                "SELECT person, rhythm, weekday, hour, paused_until, at_once, next_at FROM digest_setting
                 WHERE next_at <= $1 AND $2 < person ORDER BY person LIMIT $3",
            )
            .bind(now.0)
            .bind(after.map_or(Uuid::nil(), |person| person.0))
            .bind(max)
            .fetch_all(pool)
            .await
        })?;
        let due = |(person, rhythm, weekday, hour, paused, at_once, since): Row| {
            let row: SettingRow = (rhythm, weekday, hour, paused, at_once);
            DueDigest { person: PersonId(person), setting: setting(row), since: Moment(since) }
        };
        Ok(rows.into_iter().map(due).collect())
    }

    /// Returns who wants to be mailed at once and has entries ahead that were not looked at for them, in the order of
    /// their ids, after somebody.
    pub async fn waiting_at_once(
        &self,
        after: Option<PersonId>,
        now: Moment,
        max: i64,
    ) -> Result<Vec<PersonId>, StoreError> {
        let today = domain::local_day(now).to_string();
        let rows: Vec<Uuid> = reading!(self.db(), |pool| {
            sqlx::query_scalar(
                "SELECT d.person FROM digest_setting d
                 WHERE d.at_once AND (d.paused_until IS NULL OR d.paused_until <= $1) AND $2 < d.person
                     AND EXISTS (SELECT 1 FROM membership m
                         LEFT JOIN notice_mark n ON n.person = m.person AND n.region = m.region
                         WHERE m.person = d.person AND (m.until IS NULL OR $3 < m.until)
                             AND COALESCE(n.prompt, 0) <
                                 (SELECT MAX(e.seq) FROM entry e WHERE e.region = m.region))
                 ORDER BY d.person LIMIT $4",
            )
            .bind(today)
            .bind(after.map_or(Uuid::nil(), |person| person.0))
            .bind(now.0)
            .bind(max)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(PersonId).collect())
    }

    /// Puts the digest of somebody, if there is anything to tell, and lets the time run until the next. Returns
    /// whether this server did it, and no other.
    pub async fn put_digest(
        &self,
        due: &DueDigest,
        to: Option<&MailTo>,
        looked: &[Looked],
        now: Moment,
    ) -> Result<bool, StoreError> {
        let next = due.setting.next_after(now).map(|at| at.0);
        transaction!(self.db(), |tx| {
            let ours = sqlx::query(
                "UPDATE digest_setting SET next_at = $3 WHERE person = $1 AND next_at = $2",
            )
            .bind(due.person.0)
            .bind(due.since.0)
            .bind(next)
            .execute(&mut *tx)
            .await?;
            if ours.rows_affected() == 0 {
                return Ok(false);
            }
            tell!(tx, due.person, to, looked, now);
        });
        self.wake();
        Ok(true)
    }

    /// Puts a mail with what names somebody, if anything does. Returns whether this server did it, and no other.
    pub async fn put_at_once(
        &self,
        person: PersonId,
        to: &MailTo,
        looked: &[Looked],
        now: Moment,
    ) -> Result<bool, StoreError> {
        if looked.is_empty() {
            return Ok(true);
        }
        transaction!(self.db(), |tx| {
            tell!(tx, person, Some(to), looked, now);
        });
        self.wake();
        Ok(true)
    }

    /// Returns to whom a digest tells what.
    pub async fn digest_parts(
        &self,
        mail: Uuid,
    ) -> Result<Option<(PersonId, Vec<DigestPart>)>, StoreError> {
        type Row = (Uuid, Uuid, i64, i64, i64, bool);
        let rows: Vec<Row> = reading!(self.db(), |pool| {
            sqlx::query_as(
                "SELECT person, region, since, upto, prompt, personal FROM digest_part WHERE mail = $1 ORDER BY region",
            )
            .bind(mail)
            .fetch_all(pool)
            .await
        })?;
        let person = rows.first().map(|row| PersonId(row.0));
        let part = |(_, region, since, upto, prompt, personal): Row| DigestPart {
            region: RegionId(region),
            since: entry_number(since),
            upto: entry_number(upto),
            prompt: entry_number(prompt),
            personal,
        };
        Ok(person.map(|person| (person, rows.into_iter().map(part).collect())))
    }
}
