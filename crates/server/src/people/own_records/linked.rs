//! Of what is known about one person: the links to actions that were mailed to them, or that they had mailed.

use domain::ids::PersonId;
use serde::Serialize;
use uuid::Uuid;

use super::at;
use crate::{
    db::reading,
    people::{People, StoreError},
};

/// A mailed link to an action, without what stands in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LinkHeld {
    part: &'static str,
    region: String,
    organisation: String,
    action: Uuid,
    made: String,
    expires: String,
    used: Option<String>,
    ended: Option<String>,
}

impl People {
    pub(super) async fn own_links(&self, person: PersonId) -> Result<Vec<LinkHeld>, StoreError> {
        type Row = (Uuid, String, String, Uuid, i64, i64, Option<i64>, Option<i64>);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT l.person, r.name, o.name, l.action, l.made_at, l.expires_at, l.used_at, l.ended_at
                 FROM action_link l JOIN region r ON r.id = l.region JOIN organisation o ON o.id = l.organisation
                 WHERE l.person = $1 OR l.made_by = $1 ORDER BY l.made_at, l.id",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let held = |(whose, region, organisation, action, made, expires, used, ended): Row| {
            let part = if whose == person.0 { "recipient" } else { "sender" };
            LinkHeld {
                part,
                region,
                organisation,
                action,
                made: at(made),
                expires: at(expires),
                used: used.map(at),
                ended: ended.map(at),
            }
        };
        Ok(rows.into_iter().map(held).collect())
    }
}
