//! Which organisations ask their people to sign in in two steps, and who still has to set that up.
//!
//! Invariant: whoever must have a second step and has none opens no region; rooms hear of every change in that.

use std::collections::BTreeSet;

use domain::{Moment, OrganisationId, PersonId, RegionId};
use uuid::Uuid;

use super::{
    People, StoreError, audit,
    turns::{REGIONS_OF_ORGANISATION, hold_regions},
};
use crate::db::{reading, transaction};

impl People {
    /// Sets whether everybody who acts for an organisation signs in in two steps, and returns the regions in
    /// which that matters.
    pub async fn require_second_factor(
        &self,
        organisation: OrganisationId,
        requires: bool,
        (region, by): (RegionId, PersonId),
        now: Moment,
    ) -> Result<Vec<RegionId>, StoreError> {
        let regions = transaction!(&self.db, |tx| {
            let regions = hold_regions!(tx, REGIONS_OF_ORGANISATION, organisation.0);
            let changed = sqlx::query(
                "UPDATE organisation SET requires_second_factor = $2
                 WHERE id = $1 AND requires_second_factor <> $2",
            )
            .bind(organisation.0)
            .bind(requires)
            .execute(&mut *tx)
            .await?;
            if changed.rows_affected() == 0 {
                return Ok(vec![]);
            }
            if requires {
                audit!(tx, "second_factor_required", organisation.0, Some(region.0), Some(by), now);
            } else {
                audit!(tx, "second_factor_optional", organisation.0, Some(region.0), Some(by), now);
            }
            regions
        });
        Ok(regions.into_iter().map(RegionId).collect())
    }

    /// Returns the organisations of a region whose people sign in in two steps.
    pub async fn requiring(
        &self,
        region: RegionId,
    ) -> Result<BTreeSet<OrganisationId>, StoreError> {
        let rows: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT DISTINCT o.id FROM organisation o JOIN membership m ON m.organisation = o.id
                 WHERE m.region = $1 AND o.requires_second_factor",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(OrganisationId).collect())
    }

    /// Returns who of a region signs in in two steps.
    pub async fn with_second_factor(
        &self,
        region: RegionId,
    ) -> Result<BTreeSet<PersonId>, StoreError> {
        let rows: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT m.person FROM membership m JOIN second_factor f ON f.person = m.person
                 WHERE m.region = $1 AND f.confirmed_at IS NOT NULL",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(PersonId).collect())
    }

    /// Returns who has a place in a region and must set up a second step before it opens for them.
    pub async fn barred_from(&self, region: RegionId) -> Result<BTreeSet<PersonId>, StoreError> {
        let rows: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT m.person FROM membership m JOIN organisation o ON o.id = m.organisation
                     LEFT JOIN second_factor f ON f.person = m.person AND f.confirmed_at IS NOT NULL
                 WHERE m.region = $1 AND o.requires_second_factor AND f.person IS NULL",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(PersonId).collect())
    }

    /// Returns the names of the organisations for which somebody acts now and that ask for two steps.
    pub async fn required_by(
        &self,
        person: PersonId,
        now: Moment,
    ) -> Result<Vec<String>, StoreError> {
        reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT DISTINCT o.name FROM membership m JOIN organisation o ON o.id = m.organisation
                 WHERE m.person = $1 AND o.requires_second_factor AND m.since <= $2
                     AND (m.until IS NULL OR $2 < m.until)
                 ORDER BY o.name",
            )
            .bind(person.0)
            .bind(now.0)
            .fetch_all(pool)
            .await
        })
    }
}
