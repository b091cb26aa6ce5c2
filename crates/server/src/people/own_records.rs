//! Everything that the tables of people hold about one person, for that person to take along.
//!
//! Invariant: what belongs to others is not in it: who else did something is said as `somebody else`, and no
//! secret is told. `tests/own_records.rs` names every column that tells of a person.

mod accounted;
mod entries;
mod linked;
mod told;

use domain::ids::{Moment, PersonId};
use serde::Serialize;
use uuid::Uuid;

pub use self::{
    accounted::{FeedHeld, HoldSaid, ListedIn, RecoveryCodes, ReviewMade},
    entries::EntryTold,
    linked::LinkHeld,
    told::Notices,
};
use super::{People, StoreError};
use crate::db::reading;

/// What is known of a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OwnRecords {
    /// The account.
    pub account: OwnAccount,
    /// The places, those that ended included.
    pub places: Vec<PlaceHeld>,
    /// What became of them.
    pub place_changes: Vec<PlaceMoved>,
    /// The invitations that the person made or accepted.
    pub invitations: Vec<Inviting>,
    /// Where the person read along, or let somebody read along.
    pub readings: Vec<ReadingAlong>,
    /// Where the person is signed in.
    pub sessions: Vec<SessionHeld>,
    /// The codes for whoever lost the phone: how many, and never which.
    pub recovery_codes: RecoveryCodes,
    /// The address for a calendar program, without what stands in it.
    pub calendar_feed: Option<FeedHeld>,
    /// Links to actions that were mailed to the person, and those that the person had mailed.
    pub action_links: Vec<LinkHeld>,
    /// Mails to the person, and those that the person sent.
    pub mails: Vec<MailSent>,
    /// Up to where the person read what is said about questions.
    pub read: Vec<ReadUpto>,
    /// What the person was told of what concerns them, and how they want to be mailed it.
    pub notices: Notices,
    /// The lists of who acts for an organisation that the person looked through.
    pub reviews: Vec<ReviewMade>,
    /// Such lists that somebody looked through and in which the person stands.
    pub listed: Vec<ListedIn>,
    /// Where the person said that nothing is to be deleted, or that it is again.
    pub holds: Vec<HoldSaid>,
    /// What the person did in regions, with what they wrote, and what names them: when and what, in the words of the
    /// journal.
    pub entries: Vec<EntryTold>,
}

/// An account. Moments are written as in `2026-11-23T09:00:00Z`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OwnAccount {
    person: Uuid,
    login: String,
    display: String,
    language: String,
    created: String,
    administers_since: Option<String>,
    second_step_since: Option<String>,
    second_step_removed_by_another: Option<String>,
}

/// A place in a region.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlaceHeld {
    region: String,
    organisation: String,
    roles: serde_json::Value,
    may_adopt: bool,
    since: String,
    until: Option<String>,
}

/// What became of a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlaceMoved {
    region: String,
    organisation: String,
    roles: serde_json::Value,
    may_adopt: bool,
    kind: String,
    at: String,
    by: &'static str,
}

/// An invitation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Inviting {
    part: &'static str,
    region: Option<String>,
    organisation: Option<String>,
    roles: serde_json::Value,
    may_adopt: bool,
    function: Option<String>,
    created: String,
    expires: String,
    accepted: Option<String>,
    withdrawn: Option<String>,
}

/// A grant to read a region along.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReadingAlong {
    part: &'static str,
    region: String,
    reason: String,
    since: String,
    until: String,
    ended: Option<String>,
    ended_by: Option<&'static str>,
}

/// A session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SessionHeld {
    browser: String,
    began: String,
    used: String,
}

/// A mail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MailSent {
    part: &'static str,
    address: Option<String>,
    kind: String,
    created: String,
    sent: Option<String>,
}

/// Up to where somebody read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReadUpto {
    region: String,
    question: String,
    entry: i64,
}

/// Writes a moment, in UTC and whole seconds.
fn at(us: i64) -> String {
    app::words::machine_time(Moment(us))
}

fn by(person: PersonId, by: Option<Uuid>) -> &'static str {
    match by {
        Some(by) if by == person.0 => "yourself",
        Some(_) => "somebody else",
        None => "the installation",
    }
}

type Json = sqlx::types::Json<serde_json::Value>;

impl People {
    /// Returns everything that is known of a person; nothing where there is no such account.
    pub async fn own_records(&self, person: PersonId) -> Result<Option<OwnRecords>, StoreError> {
        let Some(account) = self.own_account(person).await? else { return Ok(None) };
        let mails = self.own_mails(person, &account.login).await?;
        Ok(Some(OwnRecords {
            account,
            places: self.own_places(person).await?,
            place_changes: self.own_place_changes(person).await?,
            invitations: self.own_invitations(person).await?,
            readings: self.own_readings(person).await?,
            sessions: self.own_sessions(person).await?,
            recovery_codes: self.own_recovery_codes(person).await?,
            calendar_feed: self.own_calendar_feed(person).await?,
            action_links: self.own_links(person).await?,
            mails,
            read: self.own_read(person).await?,
            notices: self.own_notices(person).await?,
            reviews: self.own_reviews(person).await?,
            listed: self.listed_in(person).await?,
            holds: self.own_holds(person).await?,
            entries: self.own_entries(person).await?,
        }))
    }

    async fn own_account(&self, person: PersonId) -> Result<Option<OwnAccount>, StoreError> {
        type Row = (String, String, String, i64, Option<i64>, Option<i64>, Option<i64>);
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT p.login, p.display, p.language, p.created_at, p.administers_since,
                     p.second_factor_reset_at, f.confirmed_at
                 FROM person p LEFT JOIN second_factor f ON f.person = p.id WHERE p.id = $1",
            )
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })?;
        let account = |row: Row| {
            let (login, display, language, created, administers, removed, second) = row;
            OwnAccount {
                person: person.0,
                login,
                display,
                language,
                created: at(created),
                administers_since: administers.map(at),
                second_step_since: second.map(at),
                second_step_removed_by_another: removed.map(at),
            }
        };
        Ok(row.map(account))
    }

    async fn own_places(&self, person: PersonId) -> Result<Vec<PlaceHeld>, StoreError> {
        type Row = (String, String, Json, bool, i64, Option<i64>);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, o.name, m.roles, m.may_adopt, m.since, m.until FROM membership m
                 JOIN region r ON r.id = m.region JOIN organisation o ON o.id = m.organisation
                 WHERE m.person = $1 ORDER BY m.since, r.name",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let place = |(region, organisation, roles, may_adopt, since, until): Row| PlaceHeld {
            region,
            organisation,
            roles: roles.0,
            may_adopt,
            since: at(since),
            until: until.map(at),
        };
        Ok(rows.into_iter().map(place).collect())
    }

    async fn own_place_changes(&self, person: PersonId) -> Result<Vec<PlaceMoved>, StoreError> {
        type Row = (String, String, Json, bool, String, i64, Option<Uuid>);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, o.name, c.roles, c.may_adopt, c.kind, c.at, c.changed_by FROM place_change c
                 JOIN region r ON r.id = c.region JOIN organisation o ON o.id = c.organisation
                 WHERE c.person = $1 ORDER BY c.at, c.id",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let moved =
            |(region, organisation, roles, may_adopt, kind, moment, changed_by): Row| PlaceMoved {
                region,
                organisation,
                roles: roles.0,
                may_adopt,
                kind,
                at: at(moment),
                by: by(person, changed_by),
            };
        Ok(rows.into_iter().map(moved).collect())
    }

    async fn own_invitations(&self, person: PersonId) -> Result<Vec<Inviting>, StoreError> {
        type Row = (
            Option<Uuid>,
            Option<String>,
            Option<String>,
            Json,
            bool,
            String,
            i64,
            i64,
            Option<i64>,
            Option<i64>,
        );
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT i.accepted_by, r.name, o.name, i.roles, i.may_adopt, i.display, i.created_at,
                     i.expires_at, i.accepted_at, i.withdrawn_at
                 FROM invitation i LEFT JOIN region r ON r.id = i.region
                 LEFT JOIN organisation o ON o.id = i.organisation
                 WHERE i.accepted_by = $1 OR i.invited_by = $1 ORDER BY i.created_at, i.id",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let inviting = |row: Row| {
            let (
                by,
                region,
                organisation,
                roles,
                may_adopt,
                function,
                created,
                expires,
                accepted,
                withdrawn,
            ) = row;
            let is_invited = by == Some(person.0);
            Inviting {
                part: if is_invited { "invited" } else { "inviter" },
                region,
                organisation,
                roles: roles.0,
                may_adopt,
                // What is said of somebody else is theirs.
                function: Some(function).filter(|it| is_invited && !it.is_empty()),
                created: at(created),
                expires: at(expires),
                accepted: accepted.map(at),
                withdrawn: withdrawn.map(at),
            }
        };
        Ok(rows.into_iter().map(inviting).collect())
    }

    async fn own_readings(&self, person: PersonId) -> Result<Vec<ReadingAlong>, StoreError> {
        type Reason = sqlx::types::Json<domain::GuardedText>;
        type Row = (Uuid, Uuid, String, Reason, i64, i64, Option<i64>, Option<Uuid>);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT g.person, g.given_by, r.name, g.reason, g.since, g.until, g.ended_at, g.ended_by
                 FROM reading_grant g JOIN region r ON r.id = g.region
                 WHERE g.person = $1 OR g.given_by = $1 OR g.ended_by = $1 ORDER BY g.since, g.id",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let along = |(reader, giver, region, reason, since, until, ended, ended_by): Row| {
            let part = match person.0 {
                own if own == reader => "reader",
                own if own == giver => "giver",
                _ => "ender",
            };
            ReadingAlong {
                part,
                region,
                reason: reason.0.as_str().to_owned(),
                since: at(since),
                until: at(until),
                ended: ended.map(at),
                ended_by: ended.map(|_| by(person, ended_by)),
            }
        };
        Ok(rows.into_iter().map(along).collect())
    }

    async fn own_sessions(&self, person: PersonId) -> Result<Vec<SessionHeld>, StoreError> {
        let sessions = crate::sessions::Sessions::new(self.db.clone()).of(person).await?;
        let held = sessions.into_iter().map(|one| SessionHeld {
            browser: one.browser,
            began: at(one.began.0),
            used: at(one.used.0),
        });
        Ok(held.collect())
    }

    async fn own_mails(&self, person: PersonId, login: &str) -> Result<Vec<MailSent>, StoreError> {
        type Row = (String, String, Option<Uuid>, i64, Option<i64>);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT m.kind, m.recipient, i.accepted_by, m.created_at, m.sent_at
                 FROM mail m LEFT JOIN invitation i ON i.id = m.invitation
                 WHERE m.recipient = $1 OR m.created_by = $2 OR i.accepted_by = $2
                 ORDER BY m.created_at, m.id",
            )
            .bind(login)
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let mail = |(kind, recipient, accepted_by, created, sent): Row| {
            // They came in by a link that was mailed to an address that they may not sign in with.
            let is_theirs = recipient == login || accepted_by == Some(person.0);
            MailSent {
                part: if is_theirs { "recipient" } else { "sender" },
                address: is_theirs.then_some(recipient),
                kind: kind.trim_matches('"').to_owned(),
                created: at(created),
                sent: sent.map(at),
            }
        };
        Ok(rows.into_iter().map(mail).collect())
    }

    async fn own_read(&self, person: PersonId) -> Result<Vec<ReadUpto>, StoreError> {
        let rows: Vec<(String, String, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, m.question, m.seq FROM read_mark m JOIN region r ON r.id = m.region
                 WHERE m.person = $1 ORDER BY r.name, m.question",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let read = |(region, question, entry)| ReadUpto { region, question, entry };
        Ok(rows.into_iter().map(read).collect())
    }
}
