//! Of what is known about one person: what they were told of what concerns them, and how they want to be mailed it.

use domain::ids::PersonId;
use serde::Serialize;

use super::at;
use crate::{
    db::reading,
    people::{People, StoreError},
};

/// What somebody was told, and how they want to be mailed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Notices {
    /// How they want to be mailed; nothing where nobody said anything yet.
    pub mail: Option<MailWanted>,
    /// Up to which entries they were told.
    pub told: Vec<ToldUpto>,
    /// Which entries the mails tell that are kept still.
    pub mails: Vec<MailTelling>,
}

/// How somebody wants to be mailed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MailWanted {
    rhythm: String,
    weekday: i64,
    hour: i64,
    paused_until: Option<String>,
    at_once: bool,
    next: Option<String>,
}

/// Up to which entries of a region somebody was told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ToldUpto {
    region: String,
    seen: i64,
    mailed: i64,
    mailed_at_once: i64,
}

/// Which entries of a region a mail tells.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MailTelling {
    region: String,
    after: i64,
    upto: i64,
    created: String,
}

impl People {
    pub(super) async fn own_notices(&self, person: PersonId) -> Result<Notices, StoreError> {
        type Wanted = (String, i64, i64, Option<String>, bool, Option<i64>);
        let mail: Option<Wanted> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT rhythm, weekday, hour, paused_until, at_once, next_at FROM digest_setting WHERE person = $1",
            )
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })?;
        let mail = mail.map(|(rhythm, weekday, hour, paused_until, at_once, next)| MailWanted {
            rhythm,
            weekday,
            hour,
            paused_until,
            at_once,
            next: next.map(at),
        });
        let told = self.own_told(person).await?;
        Ok(Notices { mail, told, mails: self.own_telling(person).await? })
    }

    async fn own_told(&self, person: PersonId) -> Result<Vec<ToldUpto>, StoreError> {
        let rows: Vec<(String, i64, i64, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, n.seen, n.mailed, n.prompt FROM notice_mark n JOIN region r ON r.id = n.region
                 WHERE n.person = $1 ORDER BY r.name",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let told = |(region, seen, mailed, mailed_at_once)| ToldUpto {
            region,
            seen,
            mailed,
            mailed_at_once,
        };
        Ok(rows.into_iter().map(told).collect())
    }

    async fn own_telling(&self, person: PersonId) -> Result<Vec<MailTelling>, StoreError> {
        let rows: Vec<(String, i64, i64, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, d.since, d.upto, m.created_at FROM digest_part d
                 JOIN region r ON r.id = d.region JOIN mail m ON m.id = d.mail
                 WHERE d.person = $1 ORDER BY m.created_at, r.name",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let telling = |(region, after, upto, created)| MailTelling {
            region,
            after,
            upto,
            created: at(created),
        };
        Ok(rows.into_iter().map(telling).collect())
    }
}
