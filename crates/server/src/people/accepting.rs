//! Somebody takes the place that an invitation offers.
//!
//! Invariant: only one of two who come at once finds it open, and nobody comes in by whom may not invite them any
//! more: what changes at once happens one after the other.

use domain::{
    Actor, Member, Moment, PersonId,
    actor::Role,
    rights::{Ability, demand},
};
use uuid::Uuid;

use super::{
    ChangeKind, Invitation, MEMBERSHIPS_IN, MembershipRow, NewAccount, People, StoreError, audit,
    granting::end_grants, insert_person, invitations::END_FIRST, membership,
    place_changes::note_change, put_membership,
};
use crate::{db::transaction, sessions::renew_sessions};

/// Who accepts an invitation.
#[derive(Clone, Debug)]
pub enum Comer<'a> {
    /// Somebody without an account.
    New(&'a NewAccount),
    /// Somebody who has one.
    Known(PersonId),
}

/// What came of accepting an invitation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accepted {
    /// The place is taken.
    Done,
    /// The link does not work any more.
    Closed,
    /// The account has a place there already.
    Already,
    /// The account administers the installation, or has places and would administer it: nobody does both.
    KeptApart,
    /// The name to sign in with is another account's.
    LoginTaken,
}

/// Closes an invitation that is open.
const TAKE: &str = "UPDATE invitation SET accepted_at = $2
     WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND $2 < expires_at";
const ADMINISTERS: &str =
    "SELECT administers_since FROM person WHERE id = $1 AND closed_at IS NULL";
const PLACES: &str =
    "SELECT COUNT(*) FROM membership WHERE person = $1 AND (until IS NULL OR $2 < until)";
const PLACE: &str = "SELECT person, region, organisation, roles, may_adopt, since, until
     FROM membership WHERE person = $1 AND region = $2";

/// Tells whether whoever made an invitation may make it still: `inviter` is the place that they have in the
/// region now, in each of the roles that they hold. Whoever administers lets somebody in only where nobody coordinates.
pub(super) fn may_invite(
    invitation: &Invitation,
    inviter: &[Member],
    administers: bool,
    is_coordinated: bool,
) -> bool {
    match (invitation.by, invitation.place) {
        (None, _) => true,
        (Some(_), None) => administers,
        (Some(_), Some(place)) => {
            let ability = Ability::Invite(place.organisation, place.role);
            let may = |member: &Member| demand(&Actor::Member(*member), ability).is_ok();
            let is_needed = place.role == Role::Coordinator && !is_coordinated;
            inviter.iter().any(may) || administers && is_needed
        }
    }
}

impl People {
    /// Gives somebody the place that an invitation offers, with an account where they have none.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        comer: Comer<'_>,
        now: Moment,
    ) -> Result<Accepted, StoreError> {
        match self.try_to_accept(invitation, comer, now).await {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Ok(Accepted::LoginTaken)
            }
            other => other,
        }
    }

    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    async fn try_to_accept(
        &self,
        invitation: &Invitation,
        comer: Comer<'_>,
        now: Moment,
    ) -> Result<Accepted, StoreError> {
        let person = match &comer {
            Comer::New(account) => account.person,
            Comer::Known(person) => *person,
        };
        let region = invitation.place.map(|place| place.region.0);
        let place = invitation.place.map(|place| place.of(person, now));
        let accepted = transaction!(&self.db, |tx| {
            // First the region, then the person, then the invitation, as where places change: what changes
            // at once happens one after the other, and each sees what the one before left.
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region)
                .execute(&mut *tx)
                .await?;
            sqlx::query("UPDATE person SET administers_since = administers_since WHERE id = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            // Only one of two who come at once finds it open.
            let taken = sqlx::query(TAKE).bind(invitation.id).bind(now.0).execute(&mut *tx).await?;
            if taken.rows_affected() == 0 {
                return Ok(Accepted::Closed);
            }
            // Whoever lost the right to invite since does not let anybody in.
            let inviter: Option<MembershipRow> = sqlx::query_as(PLACE)
                .bind(invitation.by.map(|by| by.0))
                .bind(region)
                .fetch_optional(&mut *tx)
                .await?;
            let administers: Option<Option<i64>> = sqlx::query_scalar(ADMINISTERS)
                .bind(invitation.by.map(|by| by.0))
                .fetch_optional(&mut *tx)
                .await?;
            let inviter = inviter.map(membership);
            let inviter = inviter.iter().flat_map(|place| place.in_each_role(now));
            let inviter: Vec<Member> = inviter.collect();
            let places: Vec<MembershipRow> =
                sqlx::query_as(MEMBERSHIPS_IN).bind(region).fetch_all(&mut *tx).await?;
            let is_coordinated = places.into_iter().any(|row| membership(row).coordinates(now));
            let administers = administers.flatten().is_some();
            if !may_invite(invitation, &inviter, administers, is_coordinated) {
                return Ok(Accepted::Closed);
            }
            // Whoever administers sees no region, and nobody becomes both by accepting.
            let is_administrator: Option<Option<i64>> =
                sqlx::query_scalar(ADMINISTERS).bind(person.0).fetch_optional(&mut *tx).await?;
            let places: i64 =
                sqlx::query_scalar(PLACES).bind(person.0).bind(now.0).fetch_one(&mut *tx).await?;
            let keeps_apart =
                if place.is_some() { is_administrator.flatten().is_some() } else { 0 < places };
            if keeps_apart {
                return Ok(Accepted::KeptApart);
            }
            let there: Option<MembershipRow> =
                sqlx::query_as(PLACE).bind(person.0).bind(region).fetch_optional(&mut *tx).await?;
            if there.is_some_and(|row| membership(row).member(now).is_some()) {
                // What was written so far is undone with the transaction.
                return Ok(Accepted::Already);
            }
            if let Comer::New(account) = &comer {
                insert_person!(tx, account, now);
                audit!(tx, "account_added", person.0, None::<Uuid>, Some(person), now);
            }
            // What it was called is with the person from now on.
            sqlx::query("UPDATE invitation SET accepted_by = $2, display = '' WHERE id = $1")
                .bind(invitation.id)
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            audit!(tx, "invitation_accepted", invitation.id, region, Some(person), now);
            if let Some(place) = &place {
                put_membership!(tx, place, now);
                note_change!(tx, ChangeKind::Given, place, invitation.by, now);
                audit!(tx, "membership_set", person.0, region, Some(person), now);
            } else {
                sqlx::query("UPDATE person SET administers_since = $2 WHERE id = $1")
                    .bind(person.0)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
                renew_sessions!(tx, person);
                // Of instances that started at once each has shown a link.
                sqlx::query(END_FIRST).bind(now.0).execute(&mut *tx).await?;
                audit!(tx, "administrator_added", person.0, None::<Uuid>, Some(person), now);
            }
            Accepted::Done
        });
        Ok(accepted)
    }
}
