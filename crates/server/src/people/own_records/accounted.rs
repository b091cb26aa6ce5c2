//! Of what is known about one person: what they answered for, and where they stand in what others did.

use domain::ids::PersonId;
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{at, by};
use crate::{
    db::reading,
    people::{People, ReviewedPlace, StoreError},
};

/// A list of who acts for an organisation that somebody looked through.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReviewMade {
    region: String,
    organisation: String,
    acted_for: String,
    acted_as: serde_json::Value,
    could_adopt: bool,
    at: String,
}

/// A list of who acts for an organisation, in which somebody stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ListedIn {
    region: String,
    organisation: String,
    role: domain::Role,
    may_adopt: bool,
    at: String,
    by: &'static str,
}

/// A hold that somebody set or lifted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HoldSaid {
    reason: String,
    set: String,
    set_by: &'static str,
    lifted: Option<String>,
    lifted_by: Option<&'static str>,
}

/// How many codes there are for whoever lost the phone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RecoveryCodes {
    made: i64,
    used: i64,
}

/// An address for a calendar program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FeedHeld {
    made: String,
    last_fetched_on: Option<String>,
}

impl People {
    pub(super) async fn own_calendar_feed(
        &self,
        person: PersonId,
    ) -> Result<Option<FeedHeld>, StoreError> {
        let feed = self.calendar_feed(person).await?;
        Ok(feed.map(|feed| FeedHeld {
            made: at(feed.made.0),
            last_fetched_on: feed.fetched.map(|day| day.to_string()),
        }))
    }

    pub(super) async fn own_recovery_codes(
        &self,
        person: PersonId,
    ) -> Result<RecoveryCodes, StoreError> {
        let (made, used): (i64, i64) = reading!(&self.db, |pool| {
            sqlx::query_as("SELECT COUNT(*), COUNT(used_at) FROM recovery_code WHERE person = $1")
                .bind(person.0)
                .fetch_one(pool)
                .await
        })?;
        Ok(RecoveryCodes { made, used })
    }

    pub(super) async fn own_reviews(
        &self,
        person: PersonId,
    ) -> Result<Vec<ReviewMade>, StoreError> {
        type Row = (String, String, String, Json<serde_json::Value>, bool, i64);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, o.name, a.name, v.acted_as, v.could_adopt, v.reviewed_at FROM rights_review v
                 JOIN region r ON r.id = v.region JOIN organisation o ON o.id = v.organisation
                 JOIN organisation a ON a.id = v.acted_for
                 WHERE v.reviewed_by = $1 ORDER BY v.reviewed_at, v.id",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let made = |(region, organisation, acted_for, acted_as, could_adopt, moment): Row| {
            let acted_as = acted_as.0;
            ReviewMade { region, organisation, acted_for, acted_as, could_adopt, at: at(moment) }
        };
        Ok(rows.into_iter().map(made).collect())
    }

    pub(super) async fn listed_in(&self, person: PersonId) -> Result<Vec<ListedIn>, StoreError> {
        type Row = (String, String, Json<Vec<ReviewedPlace>>, i64, Uuid);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, o.name, v.places, v.reviewed_at, v.reviewed_by FROM rights_review v
                 JOIN region r ON r.id = v.region JOIN organisation o ON o.id = v.organisation
                 WHERE CAST(v.places AS TEXT) LIKE $1 ORDER BY v.reviewed_at, v.id",
            )
            .bind(format!("%{person}%"))
            .fetch_all(pool)
            .await
        })?;
        let listed = |(region, organisation, Json(places), moment, reviewer): Row| {
            let place = places.into_iter().find(|place| place.person == person)?;
            let ReviewedPlace { role, may_adopt, .. } = place;
            let (at, by) = (at(moment), by(person, Some(reviewer)));
            Some(ListedIn { region, organisation, role, may_adopt, at, by })
        };
        Ok(rows.into_iter().filter_map(listed).collect())
    }

    pub(super) async fn own_holds(&self, person: PersonId) -> Result<Vec<HoldSaid>, StoreError> {
        type Row = (String, i64, Uuid, Option<i64>, Option<Uuid>);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT reason, set_at, set_by, lifted_at, lifted_by FROM hold
                 WHERE set_by = $1 OR lifted_by = $1 ORDER BY set_at, id",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let said = |(reason, set, set_by, lifted, lifted_by): Row| HoldSaid {
            reason,
            set: at(set),
            set_by: by(person, Some(set_by)),
            lifted: lifted.map(at),
            lifted_by: lifted.map(|_| by(person, lifted_by)),
        };
        Ok(rows.into_iter().map(said).collect())
    }
}
