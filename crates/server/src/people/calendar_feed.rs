//! The address at which a calendar program reads somebody's days.
//!
//! Invariant: a person has one address at most, and the table holds its hash alone; it goes with the account and
//! with the last place, in the same transaction.

use domain::{Day, Moment, PersonId};
use uuid::Uuid;

use super::{People, StoreError, Token, audit, turns::hold_alone};
use crate::db::{reading, transaction, writing};

/// An address at which somebody's days are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CalendarFeed {
    /// Whose days.
    pub person: PersonId,
    /// Since when.
    pub made: Moment,
    /// The last day on which it was fetched.
    pub fetched: Option<Day>,
}

type Row = (Uuid, i64, Option<String>);

fn feed((person, made, fetched): Row) -> CalendarFeed {
    let fetched = fetched.and_then(|day| day.parse().ok());
    CalendarFeed { person: PersonId(person), made: Moment(made), fetched }
}

/// Ends the address of somebody who has no place any more, inside a transaction.
macro_rules! end_feed_without_place {
    ($tx:ident, $person:expr, $by:expr, $now:expr) => {{
        let ended = sqlx::query(
            "DELETE FROM calendar_feed WHERE person = $1 AND NOT EXISTS
                 (SELECT 1 FROM membership m WHERE m.person = $1 AND (m.until IS NULL OR $2 < m.until))",
        )
        .bind($person.0)
        .bind($now.0)
        .execute(&mut *$tx)
        .await?;
        if 0 < ended.rows_affected() {
            audit!($tx, "calendar_feed_revoked", $person.0, None::<uuid::Uuid>, $by, $now);
        }
    }};
}
pub(super) use end_feed_without_place;

impl People {
    /// Returns the address of somebody, as far as it is known: not what stands in it.
    pub async fn calendar_feed(
        &self,
        person: PersonId,
    ) -> Result<Option<CalendarFeed>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT person, made_at, fetched_on FROM calendar_feed WHERE person = $1",
            )
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })?;
        Ok(row.map(feed))
    }

    /// Makes an address for somebody, which ends the one before; nothing for whoever has no place.
    pub async fn make_calendar_feed(
        &self,
        person: PersonId,
        now: Moment,
    ) -> Result<Option<Token>, StoreError> {
        let token = Token::new();
        transaction!(&self.db, |tx| {
            hold_alone!(tx, person);
            let places: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM membership m JOIN person p ON p.id = m.person
                 WHERE m.person = $1 AND m.since <= $2 AND (m.until IS NULL OR $2 < m.until)
                     AND p.closed_at IS NULL",
            )
            .bind(person.0)
            .bind(now.0)
            .fetch_one(&mut *tx)
            .await?;
            if places == 0 {
                return Ok(None);
            }
            let former = sqlx::query("DELETE FROM calendar_feed WHERE person = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            sqlx::query(
                "INSERT INTO calendar_feed (person, token_hash, made_at) VALUES ($1, $2, $3)",
            )
            .bind(person.0)
            .bind(token.hash())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            if former.rows_affected() == 0 {
                audit!(tx, "calendar_feed_made", person.0, None::<Uuid>, Some(person), now);
            } else {
                audit!(tx, "calendar_feed_replaced", person.0, None::<Uuid>, Some(person), now);
            }
        });
        Ok(Some(token))
    }

    /// Ends the address of somebody.
    pub async fn revoke_calendar_feed(
        &self,
        person: PersonId,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let ended = sqlx::query("DELETE FROM calendar_feed WHERE person = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            if 0 < ended.rows_affected() {
                audit!(tx, "calendar_feed_revoked", person.0, None::<Uuid>, Some(person), now);
            }
        });
        Ok(())
    }

    /// Ends the addresses of those whose last place ended by its date.
    pub async fn end_feeds_without_place(&self, now: Moment) -> Result<(), StoreError> {
        let people: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT f.person FROM calendar_feed f WHERE NOT EXISTS
                     (SELECT 1 FROM membership m WHERE m.person = f.person AND (m.until IS NULL OR $1 < m.until))",
            )
            .bind(now.0)
            .fetch_all(pool)
            .await
        })?;
        for person in people.into_iter().map(PersonId) {
            transaction!(&self.db, |tx| {
                hold_alone!(tx, person);
                end_feed_without_place!(tx, person, None::<PersonId>, now);
            });
        }
        Ok(())
    }

    /// Returns whose days an address shows, if it is one.
    pub async fn feed_of(&self, token: &Token) -> Result<Option<CalendarFeed>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT f.person, f.made_at, f.fetched_on FROM calendar_feed f
                 JOIN person p ON p.id = f.person WHERE f.token_hash = $1 AND p.closed_at IS NULL",
            )
            .bind(token.hash())
            .fetch_optional(pool)
            .await
        })?;
        Ok(row.map(feed))
    }

    /// Notes on which day an address was fetched.
    pub async fn note_feed_fetched(&self, token: &Token, today: Day) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query("UPDATE calendar_feed SET fetched_on = $2 WHERE token_hash = $1")
                .bind(token.hash())
                .bind(today.to_string())
                .execute(pool)
                .await
                .map(|_| ())
        })
    }
}
