//! Places in a region change and end, of one person or of a whole organisation.

use domain::{
    Actor, Member, Moment, OrganisationId, PersonId, RegionId,
    actor::Role,
    holding::{acting_in, are_same},
    rights::{Ability, demand},
};
use sqlx::types::Json;

use super::{
    ChangeKind, MEMBERSHIPS_IN, Membership, MembershipRow, People, StoreError,
    accepting::may_invite, action_links::end_links, audit, calendar_feed::end_feed_without_place,
    granting::end_grants, invitations::withdraw_those, membership, place_changes::note_change,
};
use crate::{
    db::transaction,
    mail::{drop_reminders, drop_reminders_to},
    sessions::renew_sessions,
};

/// What came of ending the places of an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// So many places ended.
    Places(usize),
    /// Nobody of the organisation had a place.
    Nobody,
    /// Nothing changed: nobody would be left who coordinates the region.
    NoCoordinatorLeft,
    /// Nothing changed: other roles are held by now than those that were looked at.
    Moved,
}

/// Returns whose places in an organisation have not ended yet.
fn going(all: &[Membership], organisation: OrganisationId, now: Moment) -> Vec<PersonId> {
    let has_ended = |place: &&Membership| place.until.is_some_and(|until| until <= now);
    let of_it = all.iter().filter(|place| place.organisation == organisation);
    of_it.filter(|place| !has_ended(place)).map(|place| place.person).collect()
}

/// Returns somebody else who may invite for the organisation of a person, a colleague first.
pub(super) fn heir(all: &[Membership], person: PersonId, now: Moment) -> Option<PersonId> {
    let own = all.iter().find(|place| place.person == person)?.organisation;
    let others = all.iter().filter(|place| place.person != person);
    let may =
        |other: &Member| demand(&Actor::Member(*other), Ability::Invite(own, Role::Editor)).is_ok();
    let others = others.flat_map(|place| place.in_each_role(now)).filter(may);
    others.min_by_key(|other| other.organisation != own).map(|other| other.person)
}

/// Reads the places of a region, and holds the region first, so that two who change places at once do it one
/// after the other.
macro_rules! held {
    ($tx:ident, $region:expr) => {{
        sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
            .bind($region.0)
            .execute(&mut *$tx)
            .await?;
        let rows: Vec<MembershipRow> =
            sqlx::query_as(MEMBERSHIPS_IN).bind($region.0).fetch_all(&mut *$tx).await?;
        rows.into_iter().map(membership).collect::<Vec<Membership>>()
    }};
}
pub(super) use held;

/// Ends a place, and takes the open invitations back that whoever had it made: nobody comes back in by a link
/// that they kept.
macro_rules! end_place {
    ($tx:ident, $place:expr, $heir:expr, $by:expr, $now:expr) => {{
        let (region, person) = ($place.region, $place.person);
        sqlx::query("UPDATE membership SET until = $3 WHERE region = $1 AND person = $2")
            .bind(region.0)
            .bind(person.0)
            .bind($now.0)
            .execute(&mut *$tx)
            .await?;
        // Those of whoever handed their work over go on with the successor.
        let heir: Option<PersonId> = $heir;
        if let Some(heir) = heir {
            let passed = sqlx::query(
                "UPDATE invitation SET invited_by = $3
                 WHERE region = $1 AND invited_by = $2 AND accepted_at IS NULL
                     AND withdrawn_at IS NULL AND $4 < expires_at",
            )
            .bind(region.0)
            .bind(person.0)
            .bind(heir.0)
            .bind($now.0)
            .execute(&mut *$tx)
            .await?;
            if 0 < passed.rows_affected() {
                audit!($tx, "invitations_passed_on", heir.0, Some(region.0), $by, $now);
            }
        }
        sqlx::query(
            "UPDATE invitation SET withdrawn_at = $3, display = ''
             WHERE region = $1 AND invited_by = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL",
        )
        .bind(region.0)
        .bind(person.0)
        .bind($now.0)
        .execute(&mut *$tx)
        .await?;
        // As their invitations: what they let others do ends with the place.
        end_grants!($tx, "region = $3 AND given_by = $4", [region.0, person.0], $by, $now);
        $crate::mail::drop_reminders_to!($tx, region, person, $now);
        end_links!($tx, region, person, $now);
        renew_sessions!($tx, person);
        end_feed_without_place!($tx, person, $by, $now);
        note_change!($tx, ChangeKind::Ended, $place, $by, $now);
        audit!($tx, "membership_ended", person.0, Some(region.0), $by, $now);
    }};
}
pub(super) use end_place;

impl People {
    /// Gives a place other roles or another right, from now on. A region keeps a coordinator, and whoever acts in
    /// a role that they keep goes on acting in it.
    pub async fn change_membership(
        &self,
        from: &Membership,
        to: &Membership,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<Ended, StoreError> {
        let done = transaction!(&self.db, |tx| {
            let all = held!(tx, to.region);
            let theirs = |place: &Membership| place.person == to.person;
            // As it was judged: for the organisation that it was for then, and with the roles held then.
            let is_going = |place: &&Membership| {
                theirs(place)
                    && place.organisation == from.organisation
                    && place.member(now).is_some()
            };
            let found = all.iter().find(is_going);
            let acts_in = found.and_then(|place| place.roles.first().copied());
            let kept = acts_in.and_then(|role| acting_in(&to.roles, role));
            let changed = Membership { roles: kept.unwrap_or(to.roles.clone()), ..to.clone() };
            let coordinated = all.iter().any(|place| theirs(place) && place.coordinates(now));
            let stays = changed.coordinates(now)
                || all.iter().any(|place| !theirs(place) && place.coordinates(now));
            if found.is_none() {
                Ended::Nobody
            } else if found.is_some_and(|place| !are_same(&place.roles, &from.roles)) {
                Ended::Moved
            } else if coordinated && !stays {
                Ended::NoCoordinatorLeft
            } else {
                sqlx::query(
                    "UPDATE membership SET roles = $3, may_adopt = $4 WHERE region = $1 AND person = $2",
                )
                .bind(changed.region.0)
                .bind(changed.person.0)
                .bind(Json(&changed.roles))
                .bind(changed.may_adopt)
                .execute(&mut *tx)
                .await?;
                if !changed.coordinates(now) {
                    let (region, giver) = (changed.region.0, changed.person.0);
                    end_grants!(tx, "region = $3 AND given_by = $4", [region, giver], by, now);
                }
                drop_reminders_to!(tx, changed.region, changed.person, now);
                // Whom they may not invite any more does not come in by a link that they passed on.
                let held: Vec<Member> = changed.in_each_role(now).collect();
                withdraw_those!(tx, changed.region, by, now, |one: &&Invitation| {
                    one.by == Some(changed.person) && !may_invite(one, &held, false, true)
                });
                renew_sessions!(tx, changed.person);
                note_change!(tx, ChangeKind::Changed, &changed, by, now);
                audit!(tx, "membership_set", changed.person.0, Some(changed.region.0), by, now);
                Ended::Places(1)
            }
        });
        Ok(done)
    }

    /// Ends the place of one person in a region; it goes on where nobody would be left who coordinates the
    /// region.
    pub async fn end_membership(
        &self,
        region: RegionId,
        person: PersonId,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<Ended, StoreError> {
        self.end_and_pass_on((region, person), None, by, now).await
    }

    /// Lets somebody leave a region of their own accord. The invitations that they made go on with their
    /// successor, if they have one.
    pub async fn leave(
        &self,
        region: RegionId,
        person: PersonId,
        successor: Option<PersonId>,
        now: Moment,
    ) -> Result<Ended, StoreError> {
        self.end_and_pass_on((region, person), successor, Some(person), now).await
    }

    async fn end_and_pass_on(
        &self,
        (region, person): (RegionId, PersonId),
        successor: Option<PersonId>,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<Ended, StoreError> {
        let ended = transaction!(&self.db, |tx| {
            let all = held!(tx, region);
            let is_theirs = |place: &&Membership| place.person == person;
            let has_one =
                all.iter().find(is_theirs).is_some_and(|place| place.member(now).is_some());
            let coordinated = all.iter().any(|place| is_theirs(&place) && place.coordinates(now));
            let stays = all.iter().any(|place| place.person != person && place.coordinates(now));
            if !has_one {
                Ended::Nobody
            } else if coordinated && !stays {
                Ended::NoCoordinatorLeft
            } else {
                // Whoever leaves of their own accord leaves whom they invited to whoever could have.
                let heir =
                    successor.or_else(|| heir(&all, person, now).filter(|_| by == Some(person)));
                for place in all.iter().filter(is_theirs) {
                    end_place!(tx, place, heir, by, now);
                }
                Ended::Places(1)
            }
        });
        Ok(ended)
    }

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
            let all = held!(tx, region);
            let going = going(&all, organisation, now);
            let coordinates = |own: bool| {
                all.iter().any(|place| {
                    (place.organisation == organisation) == own && place.coordinates(now)
                })
            };
            if coordinates(true) && !coordinates(false) {
                Ended::NoCoordinatorLeft
            } else {
                for place in all.iter().filter(|place| going.contains(&place.person)) {
                    end_place!(tx, place, None, by, now);
                }
                drop_reminders!(tx, region, organisation, now);
                // As those that its people made: nobody comes in for an organisation that left.
                withdraw_those!(tx, region, by, now, |one: &&Invitation| {
                    one.place.is_some_and(|place| place.organisation == organisation)
                });
                if going.is_empty() { Ended::Nobody } else { Ended::Places(going.len()) }
            }
        });
        Ok(ended)
    }
}
