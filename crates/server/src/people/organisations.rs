//! Organisations: their names and kinds. Who takes part in which region is in the journal.

use std::collections::BTreeMap;

use domain::{Moment, OrganisationId, OrganisationKind, PersonId};
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
