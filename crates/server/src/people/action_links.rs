//! Mailed links with which somebody answers one action without signing in.
//!
//! Invariant: of the links to one action that somebody has, the one that was mailed last works: the others end once its
//! mail is sent. A link goes with its person's place, in the same transaction, and none is made without one; whether it was used stands in the journal, and is noted here for whoever looks after the action.
//! The table holds no link, only its hash, which it gets when its mail is sent.

use std::collections::BTreeMap;

use app::{
    page::{MailStand, MailTrouble},
    words::{day_begins, day_ends, local_day},
};
use domain::{ActionId, CommandId, Moment, OrganisationId, PersonId, RegionId};
use uuid::Uuid;

use super::{People, StoreError, Token, audit, turns::hold_region};
use crate::{
    db::{reading, transaction},
    mail::{self, MailTo, drop_link_mails, put_link_mail},
};

/// How long a link works, in microseconds: fourteen days. It ends with its last day.
const WORKS_FOR_US: i64 = 14 * DAY_US;
/// The most links to one action that are mailed in a day, so that nobody is flooded.
pub const LINKS_A_DAY: u32 = 5;
/// The most links that the page of an action tells of.
const SHOWN_MAX: i64 = 20;
/// How long after it ended a link is still looked at, in microseconds: a server is not away for longer.
const NOTED_WITHIN_US: i64 = 14 * DAY_US;
const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;

/// Returns when a link ends whose mail is sent now.
pub(crate) fn link_ends(now: Moment) -> Moment {
    day_ends(local_day(Moment(now.0 + WORKS_FOR_US)))
}

/// A link to be mailed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewActionLink {
    /// Made of the form, so that one that is sent twice mails once.
    pub id: Uuid,
    /// In which region.
    pub region: RegionId,
    /// To which action.
    pub action: ActionId,
    /// Who answers by it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Who has it mailed.
    pub by: PersonId,
    /// Where it goes.
    pub to: MailTo,
}

/// What came of mailing a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkMade {
    /// It goes out, or the same form had it mailed before.
    Done,
    /// So many were mailed in a day already.
    TooMany,
    /// The same form had one mailed before that works no more.
    SentBefore,
    /// Its person has no place there any more.
    NoPlace,
}

/// A link that was mailed, or is about to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActionLink {
    /// The id, also of its mail.
    pub id: Uuid,
    /// The id of the one command that it can give: nobody else knows it.
    pub command: CommandId,
    /// In which region.
    pub region: RegionId,
    /// To which action.
    pub action: ActionId,
    /// Who answers by it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Who had it mailed.
    pub by: PersonId,
    /// When.
    pub made: Moment,
    /// Until when it works.
    pub expires: Moment,
    /// When it was used, as far as that was noted: the journal knows.
    pub used: Option<Moment>,
    /// When another one took its place, or its person's place ended.
    pub ended: Option<Moment>,
    /// Which of the two it was.
    pub replaced: bool,
}

/// Where the mail of a link stands, and what its last try came to where it was not sent.
pub type LinkMailed = Option<(MailStand, Option<MailTrouble>)>;

/// What every question about links selects.
macro_rules! links {
    ($rest:literal) => {
        concat!(
            "SELECT id, command, region, action, person, organisation, made_by, made_at, expires_at, used_at, ended_at, \
             replaced FROM action_link ",
            $rest
        )
    };
}

type Row = (Uuid, Uuid, Uuid, Uuid, Uuid, Uuid, Uuid, i64, i64, Option<i64>, Option<i64>, bool);

fn link(row: Row) -> ActionLink {
    let (
        id,
        command,
        region,
        action,
        person,
        organisation,
        by,
        made,
        expires,
        used,
        ended,
        replaced,
    ) = row;
    ActionLink {
        id,
        command: CommandId(command),
        region: RegionId(region),
        action: ActionId(action),
        person: PersonId(person),
        organisation: OrganisationId(organisation),
        by: PersonId(by),
        made: Moment(made),
        expires: Moment(expires),
        used: used.map(Moment),
        ended: ended.map(Moment),
        replaced,
    }
}

/// Ends the links of somebody in a region, inside a transaction: their place there ends.
macro_rules! end_links {
    ($tx:ident, $region:expr, $person:expr, $now:expr) => {{
        // First the mail, as where one is claimed.
        $crate::mail::drop_link_mails!(
            $tx,
            "region = $4 AND person = $5",
            [$region.0, $person.0],
            $now
        );
        sqlx::query(
            "UPDATE action_link SET ended_at = $3
             WHERE region = $1 AND person = $2 AND used_at IS NULL AND ended_at IS NULL",
        )
        .bind($region.0)
        .bind($person.0)
        .bind($now.0)
        .execute(&mut *$tx)
        .await?;
    }};
}
pub(super) use end_links;

impl People {
    /// Has a link mailed, in the place of any other to the same action that the same person has and that was not used:
    /// one that was mailed ends when the new one is.
    ///
    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    pub async fn mail_action_link(
        &self,
        new: &NewActionLink,
        now: Moment,
    ) -> Result<LinkMade, StoreError> {
        let made = transaction!(&self.db, |tx| {
            hold_region!(tx, new.region);
            let known: Option<bool> = sqlx::query_scalar(
                "SELECT l.used_at IS NULL AND l.ended_at IS NULL AND $2 < l.expires_at AND m.ended_at IS NULL
                 FROM action_link l LEFT JOIN mail m ON m.id = l.id WHERE l.id = $1",
            )
            .bind(new.id)
            .bind(now.0)
            .fetch_optional(&mut *tx)
            .await?;
            if let Some(goes) = known {
                return Ok(if goes { LinkMade::Done } else { LinkMade::SentBefore });
            }
            let places: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM membership m JOIN person p ON p.id = m.person
                 WHERE m.region = $1 AND m.person = $2 AND m.organisation = $3 AND p.closed_at IS NULL
                     AND m.since <= $4 AND (m.until IS NULL OR $4 < m.until)",
            )
            .bind(new.region.0)
            .bind(new.person.0)
            .bind(new.organisation.0)
            .bind(now.0)
            .fetch_one(&mut *tx)
            .await?;
            if places == 0 {
                return Ok(LinkMade::NoPlace);
            }
            let made = sqlx::query(
                "INSERT INTO action_link
                     (id, command, region, action, person, organisation, made_by, made_at, expires_at)
                 SELECT $1, $11, $2, $3, $4, $5, $6, $7, $8
                 WHERE (SELECT COUNT(*) FROM action_link WHERE region = $2 AND action = $3 AND $9 <= made_at) < $10",
            )
            .bind(new.id)
            .bind(new.region.0)
            .bind(new.action.0)
            .bind(new.person.0)
            .bind(new.organisation.0)
            .bind(new.by.0)
            .bind(now.0)
            .bind(link_ends(now).0)
            .bind(day_begins(local_day(now)).0)
            .bind(i64::from(LINKS_A_DAY))
            .bind(Uuid::new_v4())
            .execute(&mut *tx)
            .await?;
            if made.rows_affected() == 0 {
                return Ok(LinkMade::TooMany);
            }
            drop_link_mails!(
                tx,
                "region = $4 AND action = $5 AND person = $6 AND id <> $7",
                [new.region.0, new.action.0, new.person.0, new.id],
                now
            );
            // One that may have arrived works until this one is on its way.
            sqlx::query(
                "UPDATE action_link SET ended_at = $5, replaced = TRUE
                 WHERE region = $1 AND action = $2 AND person = $3 AND id <> $4 AND token_hash IS NULL
                     AND used_at IS NULL AND ended_at IS NULL",
            )
            .bind(new.region.0)
            .bind(new.action.0)
            .bind(new.person.0)
            .bind(new.id)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            put_link_mail!(tx, new.id, &new.to, new.region, new.by, now);
            let region = Some(new.region.0);
            audit!(tx, "action_link_made", new.person.0, region, Some(new.by), now);
            LinkMade::Done
        });
        Ok(made)
    }

    /// Returns the link that this stands in, also where it opens nothing any more.
    pub async fn action_link(&self, token: &Token) -> Result<Option<ActionLink>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(links!("WHERE token_hash = $1"))
                .bind(token.hash())
                .fetch_optional(pool)
                .await
        })?;
        Ok(row.map(link))
    }

    /// Returns a link.
    pub async fn action_link_by_id(&self, id: Uuid) -> Result<Option<ActionLink>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(links!("WHERE id = $1")).bind(id).fetch_optional(pool).await
        })?;
        Ok(row.map(link))
    }

    /// Returns the links to an action and what became of their mails, the newest first.
    pub async fn action_links_to(
        &self,
        region: RegionId,
        action: ActionId,
    ) -> Result<Vec<(ActionLink, LinkMailed)>, StoreError> {
        type Told = (Uuid, Option<i64>, Option<i64>, Option<i64>, Option<String>);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(links!(
                "WHERE region = $1 AND action = $2 ORDER BY made_at DESC, id LIMIT $3"
            ))
            .bind(region.0)
            .bind(action.0)
            .bind(SHOWN_MAX)
            .fetch_all(pool)
            .await
        })?;
        let mails: Vec<Told> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT m.id, m.next_at, m.sent_at, m.ended_at, m.trouble
                 FROM action_link l JOIN mail m ON m.id = l.id WHERE l.region = $1 AND l.action = $2",
            )
            .bind(region.0)
            .bind(action.0)
            .fetch_all(pool)
            .await
        })?;
        let mut told = BTreeMap::new();
        for (id, next, sent, ended, trouble) in mails {
            let trouble = trouble.as_deref().map(mail::read).transpose()?;
            told.insert(id, (mail::stand(next, sent, ended.unwrap_or_default()), trouble));
        }
        let with_mail = |link: ActionLink| (link, told.get(&link.id).copied());
        Ok(rows.into_iter().map(link).map(with_mail).collect())
    }

    /// Returns the links of which nobody noted that they were used, and that may have been not long ago.
    pub async fn action_links_unnoted(&self, now: Moment) -> Result<Vec<ActionLink>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(links!(
                "WHERE used_at IS NULL AND token_hash IS NOT NULL AND $1 < expires_at ORDER BY region, id"
            ))
            .bind(now.0 - NOTED_WITHIN_US)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(link).collect())
    }

    /// Notes that a link was used at a moment, once.
    pub async fn note_link_used(&self, link: &ActionLink, at: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let noted = sqlx::query(
                "UPDATE action_link SET used_at = $2 WHERE id = $1 AND used_at IS NULL",
            )
            .bind(link.id)
            .bind(at.0)
            .execute(&mut *tx)
            .await?;
            if 0 < noted.rows_affected() {
                let region = Some(link.region.0);
                audit!(tx, "action_link_used", link.person.0, region, Some(link.person), at);
            }
        });
        Ok(())
    }
}
