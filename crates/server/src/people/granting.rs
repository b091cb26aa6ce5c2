//! Grants to read a region along: a coordinator gives one to an administrator, for a while.
//!
//! Invariant: of one region an administrator has one grant at most, and it ends with its time, with the place of
//! whoever gave it, and as soon as its reader administers no more or has a place of their own. Nothing is read
//! in an hour of a grant of which the audit does not say so.

use domain::{GuardedText, Moment, PersonId, RegionId};
use sqlx::types::Json;
use uuid::Uuid;

use super::{MembershipRow, People, StoreError, audit, membership};
use crate::{
    db::{reading, transaction},
    sessions::renew_sessions,
};

/// The audit says once in so many microseconds of a grant that its reader reads.
const NOTED_EVERY_US: i64 = 60 * 60 * 1_000_000;

/// A grant to be given.
#[derive(Clone, Debug)]
pub struct NewGrant {
    /// Made by the sender, so that a form that is sent twice gives one.
    pub id: Uuid,
    /// Of which region.
    pub region: RegionId,
    /// To which administrator.
    pub person: PersonId,
    /// Who gives it.
    pub given_by: PersonId,
    /// Why.
    pub reason: GuardedText,
    /// Until when.
    pub until: Moment,
}

/// A grant, also one that ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The opaque id.
    pub id: Uuid,
    /// Of which region.
    pub region: RegionId,
    /// Who reads.
    pub person: PersonId,
    /// Who gave it.
    pub given_by: PersonId,
    /// Why.
    pub reason: GuardedText,
    /// Since when.
    pub since: Moment,
    /// Until when it was given.
    pub until: Moment,
    /// When it ended, where it did.
    pub ended: Option<Moment>,
    /// Up to when the audit says that somebody reads.
    noted_until: Moment,
}

impl Grant {
    /// Tells whether it counts.
    pub fn is_in_force(&self, now: Moment) -> bool {
        self.ended.is_none() && self.since <= now && now < self.until
    }
}

/// What came of giving a grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Granted {
    /// It counts, or did when the same form was sent before.
    Done,
    /// Whoever was to read administers no more.
    NoAdministrator,
    /// Whoever gives it does not coordinate the region any more.
    NoCoordinator,
}

/// Ends the grants that a condition names, of the values from `$3` on, inside a transaction; writes that down,
/// and lets everybody hear of it. Returns the regions.
macro_rules! end_grants {
    ($tx:ident, $where:literal, [$($value:expr),+], $by:expr, $now:expr) => {{
        let by: Option<domain::PersonId> = $by;
        let ended: Vec<(uuid::Uuid, uuid::Uuid)> = sqlx::query_as(concat!(
            "UPDATE reading_grant SET ended_at = $1, ended_by = $2
             WHERE ended_at IS NULL AND $1 < until AND ",
            $where,
            " RETURNING region, person"
        ))
        .bind($now.0)
        .bind(by.map(|by| by.0))
        $(.bind($value))+
        .fetch_all(&mut *$tx)
        .await?;
        let mut regions: Vec<domain::RegionId> = Vec::new();
        for (region, person) in ended {
            regions.push(domain::RegionId(region));
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region)
                .execute(&mut *$tx)
                .await?;
            crate::people::audit!($tx, "reading_ended", person, Some(region), by, $now);
            crate::sessions::renew_sessions!($tx, domain::PersonId(person));
        }
        regions
    }};
}
pub(super) use end_grants;

const GIVER: &str =
    "SELECT m.person, m.region, m.organisation, m.roles, m.may_adopt, m.since, m.until
     FROM membership m JOIN person p ON p.id = m.person
     WHERE m.region = $1 AND m.person = $2 AND p.closed_at IS NULL";
/// What every question selects. Whoever administers no more reads nothing, whatever the table says.
macro_rules! grants {
    ($of:literal) => {
        concat!(
            "SELECT g.id, g.region, g.person, g.given_by, g.reason, g.since, g.until, g.ended_at,
                 g.noted_until
             FROM reading_grant g JOIN person p ON p.id = g.person WHERE ",
            $of,
            " ORDER BY g.since DESC, g.id"
        )
    };
}
const IN_FORCE: &str = grants!(
    "g.region = $1 AND g.ended_at IS NULL AND $2 < g.until
         AND p.administers_since IS NOT NULL AND p.closed_at IS NULL"
);
const OF_READER: &str = grants!(
    "g.person = $1 AND g.ended_at IS NULL AND $2 < g.until
         AND p.administers_since IS NOT NULL AND p.closed_at IS NULL"
);
const OF_REGION: &str = grants!("g.region = $1");

type Row = (Uuid, Uuid, Uuid, Uuid, Json<GuardedText>, i64, i64, Option<i64>, i64);

fn grant(row: Row) -> Grant {
    let (id, region, person, given_by, Json(reason), since, until, ended, noted) = row;
    Grant {
        id,
        region: RegionId(region),
        person: PersonId(person),
        given_by: PersonId(given_by),
        reason,
        since: Moment(since),
        until: Moment(until),
        ended: ended.map(Moment),
        noted_until: Moment(noted),
    }
}

impl People {
    /// Lets an administrator read a region along from now on; a grant that they have there ends.
    pub async fn grant_reading(&self, new: &NewGrant, now: Moment) -> Result<Granted, StoreError> {
        let granted = transaction!(&self.db, |tx| {
            // First the region, then the person, as where places change.
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(new.region.0)
                .execute(&mut *tx)
                .await?;
            let administers = sqlx::query(
                "UPDATE person SET administers_since = administers_since
                 WHERE id = $1 AND administers_since IS NOT NULL AND closed_at IS NULL",
            )
            .bind(new.person.0)
            .execute(&mut *tx)
            .await?;
            let giver: Option<MembershipRow> = sqlx::query_as(GIVER)
                .bind(new.region.0)
                .bind(new.given_by.0)
                .fetch_optional(&mut *tx)
                .await?;
            let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM reading_grant WHERE id = $1")
                .bind(new.id)
                .fetch_one(&mut *tx)
                .await?;
            if 0 < known {
                Granted::Done
            } else if administers.rows_affected() == 0 {
                Granted::NoAdministrator
            } else if !giver.is_some_and(|row| membership(row).coordinates(now)) {
                Granted::NoCoordinator
            } else {
                let (region, person) = (new.region.0, new.person.0);
                let by = Some(new.given_by);
                end_grants!(tx, "region = $3 AND person = $4", [region, person], by, now);
                sqlx::query(
                    "INSERT INTO reading_grant
                         (id, region, person, given_by, reason, since, until, noted_until)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $6)",
                )
                .bind(new.id)
                .bind(region)
                .bind(person)
                .bind(new.given_by.0)
                .bind(Json(&new.reason))
                .bind(now.0)
                .bind(new.until.0)
                .execute(&mut *tx)
                .await?;
                audit!(tx, "reading_granted", person, Some(region), by, now);
                renew_sessions!(tx, new.person);
                Granted::Done
            }
        });
        Ok(granted)
    }

    /// Ends the grant that somebody has of a region; tells whether there was one.
    pub async fn end_reading(
        &self,
        (region, person): (RegionId, PersonId),
        by: PersonId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let ended = transaction!(&self.db, |tx| {
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region.0)
                .execute(&mut *tx)
                .await?;
            let (region, person) = (region.0, person.0);
            end_grants!(tx, "region = $3 AND person = $4", [region, person], Some(by), now)
        });
        Ok(!ended.is_empty())
    }

    /// Writes down that somebody reads a region under a grant, once in each hour of it; nothing is left to do
    /// where that was written already. Tells whether there is such a grant.
    pub async fn note_reading(
        &self,
        (region, person): (RegionId, PersonId),
        origin: Option<&str>,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let grants = self.grants_in(region, now).await?;
        let Some(grant) = grants.into_iter().find(|grant| grant.person == person) else {
            return Ok(false);
        };
        if now < grant.noted_until {
            return Ok(true);
        }
        let hour = (now.0 - grant.since.0).div_euclid(NOTED_EVERY_US);
        let next = grant.since.0 + (hour + 1) * NOTED_EVERY_US;
        transaction!(&self.db, |tx| {
            let first = sqlx::query(
                "UPDATE reading_grant SET noted_until = $3 WHERE id = $1 AND noted_until <= $2",
            )
            .bind(grant.id)
            .bind(now.0)
            .bind(next)
            .execute(&mut *tx)
            .await?;
            if 0 < first.rows_affected() {
                sqlx::query(
                    "INSERT INTO audit (id, at, person, region, subject, kind, origin)
                     VALUES ($1, $2, $3, $4, $3, 'region_read', $5)",
                )
                .bind(Uuid::new_v4())
                .bind(now.0)
                .bind(person.0)
                .bind(region.0)
                .bind(origin)
                .execute(&mut *tx)
                .await?;
            }
        });
        Ok(true)
    }

    /// Writes down which grants ran out since this was done last.
    pub async fn note_grants_that_ran_out(&self, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let over: Vec<(Uuid, Uuid)> = sqlx::query_as(
                "UPDATE reading_grant SET ended_at = until WHERE ended_at IS NULL AND until <= $1
                 RETURNING region, person",
            )
            .bind(now.0)
            .fetch_all(&mut *tx)
            .await?;
            for (region, person) in over {
                audit!(tx, "reading_ran_out", person, Some(region), None::<PersonId>, now);
            }
        });
        Ok(())
    }

    /// Returns the grants of a region that count now, or will.
    pub async fn grants_in(&self, region: RegionId, now: Moment) -> Result<Vec<Grant>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(IN_FORCE).bind(region.0).bind(now.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(grant).collect())
    }

    /// Returns the grants that somebody has now, of every region.
    pub async fn grants_of(&self, person: PersonId, now: Moment) -> Result<Vec<Grant>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(OF_READER).bind(person.0).bind(now.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(grant).collect())
    }

    /// Returns every grant of a region that is kept, the newest first.
    pub async fn all_grants_in(&self, region: RegionId) -> Result<Vec<Grant>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(OF_REGION).bind(region.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(grant).collect())
    }
}
