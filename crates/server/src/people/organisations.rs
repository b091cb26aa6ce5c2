//! Organisations: their names and kinds. Who takes part in which region is in the journal.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Moment, OrganisationId, OrganisationKind, PersonId, RegionId};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{People, StoreError, audit};
use crate::db::{reading, transaction};

/// Ids in one question to the database; a region holds fewer organisations.
const IDS_AT_ONCE_MAX: usize = 400;

impl People {
    /// Adds an organisation.
    pub async fn add_organisation(
        &self,
        organisation: OrganisationId,
        name: &str,
        kind: OrganisationKind,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let kind = stored_kind(kind)?;
        transaction!(&self.db, |tx| {
            sqlx::query("INSERT INTO organisation (id, name, kind) VALUES ($1, $2, $3)")
                .bind(organisation.0)
                .bind(name)
                .bind(&kind)
                .execute(&mut *tx)
                .await?;
            audit!(tx, "organisation_added", organisation.0, None::<Uuid>, by, now);
        });
        Ok(())
    }

    /// Adds an organisation unless it is known: the same one may take part in several regions. `cbs` is the
    /// code of a municipality.
    pub async fn know_organisation(
        &self,
        organisation: OrganisationId,
        (name, cbs): (&str, Option<&str>),
        kind: OrganisationKind,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let kind = stored_kind(kind)?;
        transaction!(&self.db, |tx| {
            let added = sqlx::query(
                "INSERT INTO organisation (id, name, kind, cbs) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(organisation.0)
            .bind(name)
            .bind(&kind)
            .bind(cbs)
            .execute(&mut *tx)
            .await?;
            if 0 < added.rows_affected() {
                audit!(tx, "organisation_added", organisation.0, None::<Uuid>, by, now);
            }
        });
        Ok(())
    }

    /// Sets what an organisation is called and what kind it is.
    pub async fn call_organisation(
        &self,
        organisation: OrganisationId,
        (name, kind): (&str, OrganisationKind),
        (region, by): (RegionId, PersonId),
        now: Moment,
    ) -> Result<(), StoreError> {
        let kind = stored_kind(kind)?;
        transaction!(&self.db, |tx| {
            let renamed =
                sqlx::query("UPDATE organisation SET name = $2 WHERE id = $1 AND name <> $2")
                    .bind(organisation.0)
                    .bind(name)
                    .execute(&mut *tx)
                    .await?;
            sqlx::query("UPDATE organisation SET kind = $2 WHERE id = $1")
                .bind(organisation.0)
                .bind(&kind)
                .execute(&mut *tx)
                .await?;
            if 0 < renamed.rows_affected() {
                let region = Some(region.0);
                audit!(tx, "organisation_renamed", organisation.0, region, Some(by), now);
            }
        });
        Ok(())
    }

    /// Returns the organisations for which somebody has, had or was offered a place in another region. One that
    /// takes part there without anybody is known to the journal alone.
    pub async fn with_places_elsewhere(
        &self,
        region: RegionId,
    ) -> Result<BTreeSet<OrganisationId>, StoreError> {
        let rows: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT organisation FROM membership WHERE region <> $1
                 UNION SELECT organisation FROM invitation
                     WHERE region <> $1 AND organisation IS NOT NULL",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(OrganisationId).collect())
    }

    /// Tells whether an organisation is a municipality.
    pub async fn is_municipality(&self, organisation: OrganisationId) -> Result<bool, StoreError> {
        let kind: Option<String> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT kind FROM organisation WHERE id = $1")
                .bind(organisation.0)
                .fetch_optional(pool)
                .await
        })?;
        Ok(kind.map(read_kind).transpose()? == Some(OrganisationKind::Municipality))
    }

    /// Returns the names of these organisations.
    pub async fn organisations(
        &self,
        ids: &[OrganisationId],
    ) -> Result<BTreeMap<OrganisationId, String>, StoreError> {
        let mut names = BTreeMap::new();
        for some in ids.chunks(IDS_AT_ONCE_MAX) {
            let rows: Vec<(Uuid, String)> = reading!(&self.db, |pool| {
                let mut query =
                    QueryBuilder::<Engine>::new("SELECT id, name FROM organisation WHERE id IN (");
                let mut list = query.separated(", ");
                for id in some {
                    list.push_bind(id.0);
                }
                query.push(")");
                query.build_query_as().fetch_all(pool).await
            })?;
            names.extend(rows.into_iter().map(|(id, name)| (OrganisationId(id), name)));
        }
        Ok(names)
    }
}

pub(super) fn stored_kind(kind: OrganisationKind) -> Result<String, StoreError> {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        Ok(_) => Err(sqlx::Error::Encode("a kind of organisation is one word".into())),
        Err(error) => Err(sqlx::Error::Encode(error.into())),
    }
}

pub(super) fn read_kind(name: String) -> Result<OrganisationKind, StoreError> {
    let kind = serde_json::from_value(serde_json::Value::String(name));
    kind.map_err(|error| sqlx::Error::Decode(error.into()))
}
