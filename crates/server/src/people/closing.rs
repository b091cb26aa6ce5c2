//! Accounts that close.
//!
//! Invariant: of how somebody signed in nothing is left, and an account closes with every place that it has or not
//! at all.

use domain::{Moment, PersonId, RegionId};
use uuid::Uuid;

use super::{
    ChangeKind, MEMBERSHIPS_IN, Membership, MembershipRow, People, StoreError,
    action_links::end_links,
    audit,
    calendar_feed::end_feed_without_place,
    granting::end_grants,
    leaving::{end_place, heir},
    membership,
    place_changes::note_change,
    turns::{TRIES_MAX, hold_person},
};
use crate::{
    db::transaction,
    sessions::{end_sessions, renew_sessions},
};

/// What belongs to how one person signs in, is mailed, and reads their days.
pub(super) const OWN_WAYS_IN: [&str; 6] = [
    "DELETE FROM action_link WHERE person = $1",
    "DELETE FROM calendar_feed WHERE person = $1",
    "DELETE FROM password_reset WHERE person = $1",
    "DELETE FROM recovery_code WHERE person = $1",
    "DELETE FROM second_factor WHERE person = $1",
    "DELETE FROM digest_setting WHERE person = $1",
];

/// What came of closing an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Closed {
    /// It is closed, and the places in these regions ended.
    Done(Vec<RegionId>),
    /// Nothing changed: this region would have nobody who coordinates it.
    NoCoordinatorLeft(RegionId),
    /// Nothing changed: whoever administers the installation stops doing so first.
    Administers,
}

/// Closes an account, inside a transaction that holds its person.
macro_rules! close {
    ($tx:ident, $person:expr, $by:expr, $now:expr) => {{
        // As long as it is known where their mail goes.
        sqlx::query("DELETE FROM mail WHERE recipient = (SELECT login FROM person WHERE id = $1)")
            .bind($person.0)
            .execute(&mut *$tx)
            .await?;
        sqlx::query(
            "UPDATE person SET closed_at = $2, login = $3, password_hash = ''
             WHERE id = $1 AND closed_at IS NULL",
        )
        .bind($person.0)
        .bind($now.0)
        // A name that nobody can type.
        .bind(format!("gesloten {}", $person))
        .execute(&mut *$tx)
        .await?;
        for statement in OWN_WAYS_IN {
            sqlx::query(statement).bind($person.0).execute(&mut *$tx).await?;
        }
        end_grants!($tx, "(person = $3 OR given_by = $3)", [$person.0], $by, $now);
        end_sessions!($tx, $person, Uuid::nil());
        audit!($tx, "account_closed", $person.0, None::<Uuid>, $by, $now);
    }};
}

impl People {
    /// Closes an account: nobody signs in with it, and its rights end in every region. Nothing of how somebody
    /// signed in is left, and the name to sign in with is free for whoever comes back.
    pub async fn close_account(
        &self,
        person: PersonId,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            hold_person!(tx, person);
            close!(tx, person, by, now);
        });
        Ok(())
    }

    /// Lets somebody leave every region of their own accord and closes their account, or changes nothing. The
    /// invitations that they made go on with their successors.
    pub async fn leave_and_close(
        &self,
        person: PersonId,
        successors: &[(RegionId, PersonId)],
        now: Moment,
    ) -> Result<Closed, StoreError> {
        for _ in 0..TRIES_MAX {
            if let Some(closed) = self.try_to_close(person, successors, now).await? {
                return Ok(closed);
            }
        }
        Err(StoreError::PoolTimedOut)
    }

    /// Returns nothing where they got a place in another region meanwhile.
    async fn try_to_close(
        &self,
        person: PersonId,
        successors: &[(RegionId, PersonId)],
        now: Moment,
    ) -> Result<Option<Closed>, StoreError> {
        let by = Some(person);
        let closed = transaction!(&self.db, |tx| {
            let Some(regions) = hold_person!(tx, person) else { return Ok(None) };
            let administers: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM person WHERE id = $1 AND administers_since IS NOT NULL",
            )
            .bind(person.0)
            .fetch_one(&mut *tx)
            .await?;
            if 0 < administers {
                return Ok(Some(Closed::Administers));
            }
            let mut ending = Vec::new();
            for region in regions {
                let rows: Vec<MembershipRow> =
                    sqlx::query_as(MEMBERSHIPS_IN).bind(region).fetch_all(&mut *tx).await?;
                match going_of(rows, person, now) {
                    Going { is_last: true, .. } => {
                        return Ok(Some(Closed::NoCoordinatorLeft(RegionId(region))));
                    }
                    Going { place, heir, .. } => ending.extend(place.zip(Some(heir))),
                }
            }
            for (place, other) in &ending {
                let named = successors.iter().find(|(region, _)| *region == place.region);
                let heir = named.map(|(_, heir)| *heir).or(*other);
                end_place!(tx, place, heir, by, now);
            }
            close!(tx, person, by, now);
            ending
        });
        Ok(Some(Closed::Done(closed.into_iter().map(|(place, _)| place.region).collect())))
    }
}

/// What ends in a region when somebody goes.
pub(super) struct Going {
    /// Their place, unless it ended before; also one that is still to begin.
    pub(super) place: Option<Membership>,
    /// Whether nobody would be left who coordinates the region.
    pub(super) is_last: bool,
    /// Who could invite as they could, and goes on with their invitations.
    pub(super) heir: Option<PersonId>,
}

/// Returns what ends in a region, of all places in it.
pub(super) fn going_of(all: Vec<MembershipRow>, person: PersonId, now: Moment) -> Going {
    let all: Vec<Membership> = all.into_iter().map(membership).collect();
    let heir = heir(&all, person, now);
    let (theirs, others): (Vec<Membership>, Vec<Membership>) =
        all.into_iter().partition(|place| place.person == person);
    let place = theirs.into_iter().find(|place| place.until.is_none_or(|until| now < until));
    let coordinates = place.as_ref().is_some_and(|place| place.coordinates(now));
    let is_last = coordinates && !others.iter().any(|place| place.coordinates(now));
    Going { place, is_last, heir }
}
