//! A region comes into the house under a name that no other has, with the organisation that coordinates it and the link of whoever does.
//!
//! Invariant: all three are one transaction, so that no region is left that nobody can ever come into. What its
//! journal begins with follows, and is written once more where that was cut off.

use domain::{Moment, OrganisationKind};
use uuid::Uuid;

use super::{
    NewInvitation, OfferedPlace, People, StoreError, Token, audit, invitations::put_invitation,
    organisations::stored_kind,
};
use crate::db::transaction;

/// What became of a region that was to be made.
pub enum Founded {
    /// It was made, with this in the link of its coordinator.
    Made(Token),
    /// The same region was made before.
    Before,
    /// Another region has this name.
    NameTaken,
}

/// A region to be made.
#[derive(Clone, Debug)]
pub struct NewRegion<'n> {
    /// The place that its first coordinator gets.
    pub place: OfferedPlace,
    /// The region's name.
    pub name: &'n str,
    /// The name of the organisation that coordinates it.
    pub organisation: &'n str,
    /// The invitation of its first coordinator.
    pub invitation: NewInvitation,
}

impl People {
    /// Makes room for a region and offers the place of its coordinator, unless another region has its name: whoever
    /// makes a region waits for whoever makes one at that moment.
    pub async fn found_region(
        &self,
        new: &NewRegion<'_>,
        now: Moment,
    ) -> Result<Founded, StoreError> {
        let kind = stored_kind(OrganisationKind::RegionalBody)?;
        let (region, body, by) = (new.place.region.0, new.place.organisation.0, new.invitation.by);
        let token = Token::new();
        let made = transaction!(&self.db, |tx| {
            let found = sqlx::query(
                "INSERT INTO region (id, name, rights_epoch, created_at) VALUES ($1, $2, 0, $3)
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(region)
            .bind(new.name)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query("UPDATE administration SET changes = changes + 1")
                .execute(&mut *tx)
                .await?;
            let others: Vec<String> = sqlx::query_scalar("SELECT name FROM region WHERE id <> $1")
                .bind(region)
                .fetch_all(&mut *tx)
                .await?;
            if others.iter().any(|other| other.to_lowercase() == new.name.to_lowercase()) {
                return Ok(Founded::NameTaken);
            }
            if 0 < found.rows_affected() {
                audit!(tx, "region_added", region, Some(region), by, now);
            }
            let added = sqlx::query(
                "INSERT INTO organisation (id, name, kind) VALUES ($1, $2, $3)
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(body)
            .bind(new.organisation)
            .bind(&kind)
            .execute(&mut *tx)
            .await?;
            if 0 < added.rows_affected() {
                audit!(tx, "organisation_added", body, None::<Uuid>, by, now);
            }
            put_invitation!(tx, &new.invitation, token, now)
        });
        Ok(if made { Founded::Made(token) } else { Founded::Before })
    }
}
