//! Which organisations ask their people to sign in in two steps, region by region, and who still has to set that
//! up.
//!
//! Invariant: what is asked in a region holds in that region alone. Whoever must have a second step there and has
//! none does not open it; its room hears of every change in that.

use std::collections::BTreeSet;

use app::page::AskedBy;
use domain::{Moment, OrganisationId, PersonId, RegionId};
use uuid::Uuid;

use super::{People, StoreError, audit, turns::hold_alone};
use crate::{
    db::{reading, transaction},
    sessions::renew_sessions,
};

const ASK: &str =
    "INSERT INTO two_steps_asked (region, organisation) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const ASK_NO_MORE: &str = "DELETE FROM two_steps_asked WHERE region = $1 AND organisation = $2";
/// Who acts for an organisation in a region, in the order in which people are held.
const MEMBERS: &str = "SELECT person FROM membership
     WHERE region = $1 AND organisation = $2 AND since <= $3 AND (until IS NULL OR $3 < until) ORDER BY person";

impl People {
    /// Sets whether everybody who acts for an organisation in a region signs in in two steps there, and tells
    /// whether it was otherwise. Where it was, their sessions go on under other ids.
    pub async fn require_second_factor(
        &self,
        (region, organisation): (RegionId, OrganisationId),
        requires: bool,
        by: PersonId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        transaction!(&self.db, |tx| {
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region.0)
                .execute(&mut *tx)
                .await?;
            let changed = sqlx::query(if requires { ASK } else { ASK_NO_MORE })
                .bind(region.0)
                .bind(organisation.0)
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let members: Vec<Uuid> = sqlx::query_scalar(MEMBERS)
                .bind(region.0)
                .bind(organisation.0)
                .bind(now.0)
                .fetch_all(&mut *tx)
                .await?;
            for member in &members {
                hold_alone!(tx, PersonId(*member));
            }
            for member in members {
                renew_sessions!(tx, PersonId(member));
            }
            if requires {
                audit!(tx, "second_factor_required", organisation.0, Some(region.0), Some(by), now);
            } else {
                audit!(tx, "second_factor_optional", organisation.0, Some(region.0), Some(by), now);
            }
        });
        Ok(true)
    }

    /// Returns the organisations whose people sign in in two steps in a region, also those that have none there yet.
    pub async fn requiring(
        &self,
        region: RegionId,
    ) -> Result<BTreeSet<OrganisationId>, StoreError> {
        let rows: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT organisation FROM two_steps_asked WHERE region = $1")
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
                "SELECT m.person FROM membership m
                     JOIN two_steps_asked t ON t.region = m.region AND t.organisation = m.organisation
                     LEFT JOIN second_factor f ON f.person = m.person AND f.confirmed_at IS NOT NULL
                 WHERE m.region = $1 AND f.person IS NULL",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(PersonId).collect())
    }

    /// Returns the regions in which somebody has a place and that open for them once they set up a second step.
    pub async fn closed_to(&self, person: PersonId) -> Result<BTreeSet<RegionId>, StoreError> {
        let rows: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT m.region FROM membership m
                     JOIN two_steps_asked t ON t.region = m.region AND t.organisation = m.organisation
                     LEFT JOIN second_factor f ON f.person = m.person AND f.confirmed_at IS NOT NULL
                 WHERE m.person = $1 AND f.person IS NULL",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(RegionId).collect())
    }

    /// Returns the organisations for which somebody acts now and that ask for two steps, each with the region
    /// where they do.
    pub async fn required_by(
        &self,
        person: PersonId,
        now: Moment,
    ) -> Result<Vec<AskedBy>, StoreError> {
        let rows: Vec<(String, String)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT o.name, r.name FROM membership m
                     JOIN two_steps_asked t ON t.region = m.region AND t.organisation = m.organisation
                     JOIN organisation o ON o.id = m.organisation JOIN region r ON r.id = m.region
                 WHERE m.person = $1 AND m.since <= $2 AND (m.until IS NULL OR $2 < m.until)
                 ORDER BY o.name, r.name",
            )
            .bind(person.0)
            .bind(now.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows
            .into_iter()
            .map(|(organisation, region)| AskedBy { organisation, region })
            .collect())
    }
}
