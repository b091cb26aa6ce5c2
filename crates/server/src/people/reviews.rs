//! Reviews of rights: who looked through, in a region, who acts for an organisation, and what they saw.
//!
//! Invariant: a review is of the list that its reviewer had before them, or it is not written; of several servers
//! that remind of one review, one does.

use std::collections::BTreeSet;

use domain::{
    Day, Fingerprint, Member, Moment, OrganisationId, PersonId, RegionId, actor::Role,
    review::SOON_DAYS,
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    ChangeKind, MEMBERSHIPS_IN, Membership, MembershipRow, People, PlaceChange, StoreError, audit,
    membership,
};
use crate::{
    db::{reading, transaction, writing},
    mail::{MailTo, drop_reminders, put_reminder},
};

/// How long after somebody was reminded of a review that is due they are again, in microseconds.
const AGAIN_AFTER_US: i64 = SOON_DAYS as i64 * 24 * 60 * 60 * 1_000_000;

/// A review that was held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// When.
    pub at: Moment,
    /// By whom, as the organisation and the role that they acted in then.
    pub by: Member,
    /// What they saw.
    pub places: Vec<ReviewedPlace>,
}

/// A place, as a review keeps it: no names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReviewedPlace {
    /// Whose.
    pub person: PersonId,
    /// In which role; of several, the one acted in then.
    pub role: Role,
    /// The other roles held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
}

impl ReviewedPlace {
    /// Returns what a review keeps of a place.
    fn of(place: &Membership) -> Option<ReviewedPlace> {
        let (role, also) = place.roles.split_first()?;
        let (person, may_adopt) = (place.person, place.may_adopt);
        Some(ReviewedPlace { person, role: *role, also: also.to_vec(), may_adopt })
    }
}

/// A review to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewReview {
    /// Made by the sender, so that a form that is sent twice counts once.
    pub id: Uuid,
    /// In which region.
    pub region: RegionId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// By whom.
    pub by: Member,
    /// What names the list that they saw.
    pub seen: Fingerprint,
}

/// What came of a review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reviewed {
    /// It is written.
    Done,
    /// Nothing was written: the list is another one by now.
    Changed,
    /// Nothing was written: nobody acts for the organisation, or whoever reviewed it has another place by now.
    Nobody,
}

/// A reminder to be sent.
#[derive(Clone, Copy, Debug)]
pub struct NewReminder<'a> {
    /// In which region.
    pub region: RegionId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// When its review is due.
    pub due: Day,
    /// Whether that day has come.
    pub is_late: bool,
    /// When the last review was, from which the day follows.
    pub last: Option<Moment>,
    /// To whom.
    pub to: &'a [MailTo],
}

/// Returns the places that people have now for an organisation.
pub fn places_for(all: &[Membership], own: OrganisationId, now: Moment) -> Vec<Membership> {
    let acts = |place: &&Membership| place.organisation == own && place.member(now).is_some();
    all.iter().filter(acts).cloned().collect()
}

/// Names a list of places and open invitations, in whatever order they come, and whichever of their roles people
/// act in.
pub fn name_list(places: &[Membership], invitations: &[Uuid]) -> Fingerprint {
    let place = |place: &Membership| {
        let Membership { person, roles, may_adopt, since, .. } = place;
        let mut roles = roles.clone();
        roles.sort();
        format!("{person} {roles:?} {may_adopt} {}", since.0)
    };
    let mut lines: Vec<String> = places.iter().map(place).collect();
    lines.extend(invitations.iter().map(ToString::to_string));
    lines.sort();
    Fingerprint::of(lines.join("\n").as_bytes())
}

/// Returns since when somebody acts for an organisation without a break: what was before an organisation left the
/// region does not count when it comes back. Changes come as they happened.
pub fn people_since(places: &[Membership], changes: &[PlaceChange]) -> Option<Moment> {
    let first = places.iter().map(|place| place.since).min()?;
    let own = places.first()?.organisation;
    let mut there = BTreeSet::new();
    let mut since = None;
    for change in changes.iter().filter(|change| change.organisation == own) {
        if change.kind == ChangeKind::Ended {
            there.remove(&change.person);
        } else {
            since = since.filter(|_| !there.is_empty()).or(Some(change.at));
            there.insert(change.person);
        }
    }
    // Of places that ended long ago nothing is kept.
    Some(since.filter(|_| !there.is_empty()).unwrap_or(first).min(first))
}

type ReviewRow = (Uuid, i64, Uuid, Uuid, Json<Role>, bool, Json<Vec<ReviewedPlace>>);

impl People {
    /// Returns the reviews in a region, the latest first.
    pub async fn reviews_in(&self, region: RegionId) -> Result<Vec<Review>, StoreError> {
        let rows: Vec<ReviewRow> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT organisation, reviewed_at, reviewed_by, acted_for, acted_as, could_adopt, places
                 FROM rights_review WHERE region = $1 ORDER BY reviewed_at DESC, id",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        let review = |(of, at, by, acted_for, Json(role), may_adopt, Json(places)): ReviewRow| {
            let (person, organisation) = (PersonId(by), OrganisationId(acted_for));
            let by = Member { person, organisation, role, may_adopt };
            Review { organisation: OrganisationId(of), at: Moment(at), by, places }
        };
        Ok(rows.into_iter().map(review).collect())
    }

    /// Writes down that somebody looked through who acts for an organisation, where that is still the list that
    /// they saw. Reminders that wait are not sent any more.
    ///
    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    pub async fn review(&self, new: &NewReview, now: Moment) -> Result<Reviewed, StoreError> {
        let NewReview { id, region, organisation, by, seen } = *new;
        let reviewed = transaction!(&self.db, |tx| {
            // Holds the region, as whoever changes a place does: the list stands until the review is written.
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch WHERE id = $1")
                .bind(region.0)
                .execute(&mut *tx)
                .await?;
            let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM rights_review WHERE id = $1")
                .bind(id)
                .fetch_one(&mut *tx)
                .await?;
            let rows: Vec<MembershipRow> =
                sqlx::query_as(MEMBERSHIPS_IN).bind(region.0).fetch_all(&mut *tx).await?;
            let all: Vec<Membership> = rows.into_iter().map(membership).collect();
            let open: Vec<Uuid> = sqlx::query_scalar(
                "SELECT id FROM invitation WHERE region = $1 AND organisation = $2
                     AND accepted_at IS NULL AND withdrawn_at IS NULL AND $3 < expires_at",
            )
            .bind(region.0)
            .bind(organisation.0)
            .bind(now.0)
            .fetch_all(&mut *tx)
            .await?;
            let places = places_for(&all, organisation, now);
            let is_there =
                all.iter().flat_map(|place| place.in_each_role(now)).any(|held| held == by);
            if 0 < known {
                Reviewed::Done
            } else if places.is_empty() || !is_there {
                Reviewed::Nobody
            } else if name_list(&places, &open) != seen {
                Reviewed::Changed
            } else {
                let kept = places.iter().filter_map(ReviewedPlace::of);
                let kept: Vec<ReviewedPlace> = kept.collect();
                sqlx::query(
                    "INSERT INTO rights_review (id, region, organisation, reviewed_at, reviewed_by,
                         acted_for, acted_as, could_adopt, places)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )
                .bind(id)
                .bind(region.0)
                .bind(organisation.0)
                .bind(now.0)
                .bind(by.person.0)
                .bind(by.organisation.0)
                .bind(Json(by.role))
                .bind(by.may_adopt)
                .bind(Json(kept))
                .execute(&mut *tx)
                .await?;
                drop_reminders!(tx, region, organisation, now);
                let person = Some(by.person);
                audit!(tx, "rights_reviewed", organisation.0, Some(region.0), person, now);
                Reviewed::Done
            }
        });
        Ok(reviewed)
    }

    /// Notes when this installation began to ask for reviews, unless that is known.
    pub async fn begin_reviews(&self, now: Moment) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO rights_review_begin (id, at) VALUES (1, $1) ON CONFLICT (id) DO NOTHING",
            )
            .bind(now.0)
            .execute(pool)
            .await
            .map(|_| ())
        })
    }

    /// Returns when this installation began to ask for reviews, if it did.
    pub async fn reviews_begun(&self) -> Result<Option<Moment>, StoreError> {
        let at: Option<i64> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT at FROM rights_review_begin").fetch_optional(pool).await
        })?;
        Ok(at.map(Moment))
    }

    /// Puts the mails in the outbox that remind of a review, and tells whether it did: not where somebody was
    /// reminded of the same already, or lately, or where the review was held meanwhile.
    pub async fn remind(&self, new: &NewReminder<'_>, now: Moment) -> Result<bool, StoreError> {
        let NewReminder { region, organisation, due, is_late, last, to } = *new;
        // That it is due soon is said once; that it is due, again and again.
        let before = if is_late { now.0 - AGAIN_AFTER_US } else { i64::MIN };
        let reminded = transaction!(&self.db, |tx| {
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch WHERE id = $1")
                .bind(region.0)
                .execute(&mut *tx)
                .await?;
            let written = sqlx::query(
                "INSERT INTO rights_reminder (id, region, organisation, due, is_late, sent_at)
                 SELECT $1, $2, $3, $4, $5, $6
                 WHERE NOT EXISTS (SELECT 1 FROM rights_reminder WHERE region = $2
                         AND organisation = $3 AND due = $4 AND is_late = $5 AND $7 < sent_at)
                     AND NOT EXISTS (SELECT 1 FROM rights_review WHERE region = $2
                         AND organisation = $3 AND $8 < reviewed_at)",
            )
            .bind(Uuid::new_v4())
            .bind(region.0)
            .bind(organisation.0)
            .bind(due.to_string())
            .bind(is_late)
            .bind(now.0)
            .bind(before)
            .bind(last.map_or(i64::MIN, |last| last.0))
            .execute(&mut *tx)
            .await?;
            let reminds = 0 < written.rows_affected();
            if reminds {
                // One that waits still says the same.
                drop_reminders!(tx, region, organisation, now);
                for to in to {
                    put_reminder!(tx, to, region, organisation, now);
                }
            }
            reminds
        });
        Ok(reminded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: OrganisationId = OrganisationId(Uuid::from_u128(0xA));

    fn person(id: u128) -> PersonId {
        PersonId(Uuid::from_u128(id))
    }

    fn place(id: u128, since: i64) -> Membership {
        Membership {
            person: person(id),
            region: RegionId(Uuid::nil()),
            organisation: OWN,
            roles: vec![Role::Editor],
            may_adopt: false,
            since: Moment(since),
            until: None,
        }
    }

    fn change(id: u128, kind: ChangeKind, at: i64) -> PlaceChange {
        PlaceChange {
            at: Moment(at),
            person: person(id),
            organisation: OWN,
            roles: vec![Role::Editor],
            may_adopt: false,
            kind,
            by: None,
        }
    }

    #[test]
    fn a_list_has_one_name_in_whatever_order_it_comes() {
        let (one, two) = (place(1, 5), place(2, 6));
        let name = name_list(&[one.clone(), two.clone()], &[Uuid::nil()]);
        assert_eq!(name, name_list(&[two.clone(), one.clone()], &[Uuid::nil()]));
        let others = [
            name_list(&[one.clone(), two.clone()], &[]),
            name_list(std::slice::from_ref(&one), &[Uuid::nil()]),
            name_list(
                &[one.clone(), Membership { may_adopt: true, ..two.clone() }],
                &[Uuid::nil()],
            ),
            name_list(&[one.clone(), place(2, 7)], &[Uuid::nil()]),
            name_list(&[one, Membership { roles: vec![Role::Observer], ..two }], &[Uuid::nil()]),
        ];
        assert!(others.iter().all(|other| *other != name));
    }

    #[test]
    fn acting_in_another_role_changes_no_list() {
        let holding = |roles: &[Role]| Membership { roles: roles.to_vec(), ..place(1, 5) };
        let name = |roles: &[Role]| name_list(&[holding(roles)], &[]);
        let both = name(&[Role::Editor, Role::Coordinator]);
        assert_eq!(both, name(&[Role::Coordinator, Role::Editor]));
        assert_ne!(both, name(&[Role::Editor]));
    }

    #[test]
    fn a_review_of_before_several_roles_is_read_still() {
        let old =
            r#"{"person":"00000000-0000-0000-0000-000000000001","role":"editor","may_adopt":true}"#;
        let read: ReviewedPlace = serde_json::from_str(old).expect("what an earlier release wrote");
        assert_eq!((read.role, read.also.len()), (Role::Editor, 0));
        assert_eq!(serde_json::to_string(&read).expect("plain data"), old);
    }

    #[test]
    fn people_are_there_since_the_first_who_had_somebody_beside_them() {
        use ChangeKind::{Ended, Given};
        let since = |places: &[Membership], changes: &[PlaceChange]| {
            people_since(places, changes).map(|since| since.0)
        };
        assert_eq!(since(&[], &[]), None);
        let handed_over = [change(1, Given, 1), change(2, Given, 4), change(1, Ended, 5)];
        assert_eq!(since(&[place(2, 4)], &handed_over), Some(1));
        let came_back = [change(1, Given, 1), change(1, Ended, 5), change(2, Given, 9)];
        assert_eq!(since(&[place(2, 9)], &came_back), Some(9));
        assert_eq!(since(&[place(2, 9)], &[]), Some(9), "of what was before nothing is kept");
    }
}
