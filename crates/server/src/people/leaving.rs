//! An organisation leaves a region: the places of its people end.

use domain::{Moment, OrganisationId, PersonId, RegionId};
use uuid::Uuid;

use super::{MEMBERSHIPS_IN, Membership, MembershipRow, People, StoreError, audit, membership};
use crate::db::transaction;

/// What came of ending the places of an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// So many places ended.
    Places(usize),
    /// Nobody of the organisation had a place.
    Nobody,
    /// Nothing changed: nobody would be left who coordinates the region.
    NoCoordinatorLeft,
}

/// Returns whose places in an organisation have not ended yet.
fn going(all: &[Membership], organisation: OrganisationId, now: Moment) -> Vec<PersonId> {
    let has_ended = |place: &&Membership| place.until.is_some_and(|until| until <= now);
    let of_it = all.iter().filter(|place| place.organisation == organisation);
    of_it.filter(|place| !has_ended(place)).map(|place| place.person).collect()
}

impl People {
    /// Ends the places of everybody of an organisation in a region, those that still are to begin included, and
    /// returns how many; no place ends where nobody would be left who coordinates the region.
    pub async fn end_memberships(
        &self,
        region: RegionId,
        organisation: OrganisationId,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<Ended, StoreError> {
        let ended = transaction!(&self.db, |tx| {
            // First, so that two who do this at once do it one after the other.
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region.0)
                .execute(&mut *tx)
                .await?;
            let rows: Vec<MembershipRow> =
                sqlx::query_as(MEMBERSHIPS_IN).bind(region.0).fetch_all(&mut *tx).await?;
            let all: Vec<Membership> = rows.into_iter().map(membership).collect();
            let going = going(&all, organisation, now);
            let stays = all
                .iter()
                .any(|place| place.organisation != organisation && place.coordinates(now));
            if going.is_empty() {
                Ended::Nobody
            } else if !stays {
                Ended::NoCoordinatorLeft
            } else {
                for person in &going {
                    sqlx::query(
                        "UPDATE membership SET until = $3 WHERE region = $1 AND person = $2",
                    )
                    .bind(region.0)
                    .bind(person.0)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
                    audit!(tx, "membership_ended", person.0, Some(region.0), by, now);
                }
                Ended::Places(going.len())
            }
        });
        Ok(ended)
    }
}
