//! One person holds several roles in a region and acts in one of them.
//!
//! Invariant: whoever takes a role holds it at that very moment; nothing is given or taken away by it.

use domain::{Moment, PersonId, RegionId, actor::Role, holding::acting_in};
use sqlx::types::Json;

use super::{
    MEMBERSHIPS_IN, Membership, MembershipRow, People, StoreError, audit, leaving::held, membership,
};
use crate::{db::transaction, sessions::renew_sessions};

/// What came of acting in another role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// They act in it from now on, or did already.
    Done,
    /// They do not hold it.
    NotHeld,
}

impl People {
    /// Lets somebody act in one of the roles that they hold in a region.
    pub async fn take_role(
        &self,
        region: RegionId,
        person: PersonId,
        role: Role,
        now: Moment,
    ) -> Result<Taken, StoreError> {
        transaction!(&self.db, |tx| {
            // Who changes the same place at once does it before or after.
            let all = held!(tx, region);
            let theirs =
                |place: &&Membership| place.person == person && place.member(now).is_some();
            let place = all.iter().find(theirs);
            let Some(roles) = place.and_then(|place| acting_in(&place.roles, role)) else {
                // What was written so far is undone with the transaction.
                return Ok(Taken::NotHeld);
            };
            if place.is_some_and(|place| place.roles == roles) {
                return Ok(Taken::Done);
            }
            sqlx::query("UPDATE membership SET roles = $3 WHERE region = $1 AND person = $2")
                .bind(region.0)
                .bind(person.0)
                .bind(Json(&roles))
                .execute(&mut *tx)
                .await?;
            renew_sessions!(tx, person);
            audit!(tx, "role_taken", person.0, Some(region.0), Some(person), now);
        });
        Ok(Taken::Done)
    }
}
