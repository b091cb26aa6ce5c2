//! Up to where somebody was told what concerns them, and how they want to be mailed it.
//!
//! Invariant: a mark never goes back, and holds numbers of entries only.

use std::collections::BTreeMap;

use app::page::{read_rhythm, rhythm_code};
use domain::{
    Moment,
    digest::DigestSetting,
    ids::{PersonId, RegionId},
};
use uuid::Uuid;

use super::{People, StoreError};
use crate::db::{reading, transaction, writing};

/// Up to which entries of a region somebody was told what concerns them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NoticeMark {
    /// They said that they saw everything up to here.
    pub seen: u64,
    /// A digest told everything up to here.
    pub mailed: u64,
    /// What names them was mailed up to here.
    pub prompt: u64,
}

/// How the store holds a setting.
pub(crate) type SettingRow = (String, i64, i64, Option<String>, bool);

/// Reads a setting. What a newer release wrote otherwise is as if nothing had been chosen.
pub(crate) fn setting((rhythm, weekday, hour, paused, at_once): SettingRow) -> DigestSetting {
    DigestSetting {
        rhythm: read_rhythm(&rhythm).unwrap_or_default(),
        weekday: u8::try_from(weekday).unwrap_or_default(),
        hour: u8::try_from(hour).unwrap_or_default(),
        paused_until: paused.and_then(|day| day.parse().ok()),
        at_once,
    }
}

/// Writes the number of an entry as the store holds it.
pub(crate) fn column(entry: u64) -> i64 {
    i64::try_from(entry).unwrap_or(i64::MAX)
}

/// Reads the number of an entry.
pub(crate) fn entry_number(column: i64) -> u64 {
    u64::try_from(column).unwrap_or_default()
}

impl People {
    /// Returns up to where somebody was told what concerns them, in each region in which they were told anything.
    pub async fn notice_marks(
        &self,
        person: PersonId,
    ) -> Result<BTreeMap<RegionId, NoticeMark>, StoreError> {
        let rows: Vec<(Uuid, i64, i64, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as("SELECT region, seen, mailed, prompt FROM notice_mark WHERE person = $1")
                .bind(person.0)
                .fetch_all(pool)
                .await
        })?;
        let mark = |(region, seen, mailed, prompt)| {
            let (seen, mailed) = (entry_number(seen), entry_number(mailed));
            (RegionId(region), NoticeMark { seen, mailed, prompt: entry_number(prompt) })
        };
        Ok(rows.into_iter().map(mark).collect())
    }

    /// Notes that somebody saw what concerns them, up to an entry of each region.
    pub async fn mark_seen(
        &self,
        person: PersonId,
        seen: &[(RegionId, u64)],
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            for (region, upto) in seen {
                sqlx::query(
                    "INSERT INTO notice_mark (person, region, seen, mailed, prompt) VALUES ($1, $2, $3, 0, 0)
                     ON CONFLICT (person, region) DO UPDATE SET seen = excluded.seen
                     WHERE notice_mark.seen < excluded.seen",
                )
                .bind(person.0)
                .bind(region.0)
                .bind(column(*upto))
                .execute(&mut *tx)
                .await?;
            }
        });
        Ok(())
    }

    /// Returns how somebody wants to be mailed, and when the next digest is due; as everybody is where they said
    /// nothing.
    pub async fn digest_setting(
        &self,
        person: PersonId,
    ) -> Result<(DigestSetting, Option<Moment>), StoreError> {
        type Row = (String, i64, i64, Option<String>, bool, Option<i64>);
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT rhythm, weekday, hour, paused_until, at_once, next_at FROM digest_setting WHERE person = $1",
            )
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })?;
        let read = row.map(|row| (setting((row.0, row.1, row.2, row.3, row.4)), row.5.map(Moment)));
        Ok(read.unwrap_or_default())
    }

    /// Sets how somebody wants to be mailed, from now on.
    pub async fn set_digest_setting(
        &self,
        person: PersonId,
        setting: &DigestSetting,
        now: Moment,
    ) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO digest_setting (person, rhythm, weekday, hour, paused_until, at_once, next_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (person) DO UPDATE SET rhythm = excluded.rhythm, weekday = excluded.weekday,
                     hour = excluded.hour, paused_until = excluded.paused_until, at_once = excluded.at_once,
                     next_at = excluded.next_at",
            )
            .bind(person.0)
            .bind(rhythm_code(setting.rhythm))
            .bind(i64::from(setting.weekday))
            .bind(i64::from(setting.hour))
            .bind(setting.paused_until.map(|day| day.to_string()))
            .bind(setting.at_once)
            .bind(setting.next_after(now).map(|at| at.0))
            .execute(pool)
            .await
            .map(|_| ())
        })
    }
}
