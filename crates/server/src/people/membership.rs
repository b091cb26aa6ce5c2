//! A person's place in a region: for one organisation, in one role or several.

use domain::{
    Member, Moment, OrganisationId, PersonId, RegionId, actor::Role, handover::side_of,
    organisation::OrganisationKind,
};
use sqlx::types::Json;
use uuid::Uuid;

/// A person's place in a region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Membership {
    /// The person.
    pub person: PersonId,
    /// The region.
    pub region: RegionId,
    /// The organisation that the person acts for.
    pub organisation: OrganisationId,
    /// The roles held, the one to act in first.
    pub roles: Vec<Role>,
    /// Whether the person may confirm and sign for the organisation.
    pub may_adopt: bool,
    /// From when.
    pub since: Moment,
    /// Until when, if it ends.
    pub until: Option<Moment>,
}

impl Membership {
    /// Returns the member that acts under this membership, unless it has not begun or has ended.
    pub fn member(&self, now: Moment) -> Option<Member> {
        self.in_each_role(now).next()
    }

    /// Returns the member in each of the roles held, the one acted in first; nobody where the membership has not
    /// begun or has ended. What protects the region, and whoever is asked, counts in all of them.
    pub fn in_each_role(&self, now: Moment) -> impl Iterator<Item = Member> + '_ {
        let has_ended = self.until.is_some_and(|until| until <= now);
        let goes_on = self.since <= now && !has_ended;
        self.roles.iter().filter(move |_| goes_on).map(move |role| Member {
            person: self.person,
            organisation: self.organisation,
            role: *role,
            may_adopt: self.may_adopt,
        })
    }

    /// Tells whether the person coordinates the region under this membership now, whichever role they act in.
    pub fn coordinates(&self, now: Moment) -> bool {
        self.in_each_role(now).any(|member| member.role == Role::Coordinator)
    }

    /// Returns the member for each side that something can wait for: the organisation, and the coordinators. Of
    /// an organisation it is the one who writes for it, where there is one.
    pub fn on_each_side(&self, now: Moment) -> Vec<Member> {
        let mut all: Vec<Member> = self.in_each_role(now).collect();
        // The order of the roles is that of the rights table: whoever writes comes before whoever looks on.
        all.sort_by_key(|member| member.role);
        all.dedup_by_key(|member| side_of(member));
        all
    }
}

/// Somebody of a region, as colleagues know them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Colleague {
    /// The person's place in the region, whether or not it has begun or ended.
    pub membership: Membership,
    /// What colleagues see instead of the function that follows from it.
    pub display: Option<String>,
    /// Whether the account was closed.
    pub is_closed: bool,
    /// Whether nothing is known of this person any more.
    pub is_erased: bool,
}

/// A region that a person may open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnRegion {
    /// The person's place in it.
    pub membership: Membership,
    /// The region's name.
    pub name: String,
    /// What the organisation is.
    pub kind: OrganisationKind,
}

pub(super) type MembershipRow = (Uuid, Uuid, Uuid, Json<Vec<Role>>, bool, i64, Option<i64>);

pub(super) fn membership(row: MembershipRow) -> Membership {
    let (person, region, organisation, Json(roles), may_adopt, since, until) = row;
    Membership {
        person: PersonId(person),
        region: RegionId(region),
        organisation: OrganisationId(organisation),
        roles,
        may_adopt,
        since: Moment(since),
        until: until.map(Moment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(roles: &[Role]) -> Membership {
        Membership {
            person: PersonId(Uuid::from_u128(1)),
            region: RegionId(Uuid::from_u128(2)),
            organisation: OrganisationId(Uuid::from_u128(3)),
            roles: roles.to_vec(),
            may_adopt: true,
            since: Moment(10),
            until: Some(Moment(20)),
        }
    }

    #[test]
    fn somebody_acts_in_the_first_role_and_holds_them_all() {
        let place = place(&[Role::Editor, Role::Coordinator]);
        assert_eq!(place.member(Moment(10)).unwrap().role, Role::Editor);
        assert_eq!(place.in_each_role(Moment(10)).count(), 2);
        assert!(place.coordinates(Moment(19)), "also while acting as an editor");
        for outside in [9, 20] {
            assert!(place.member(Moment(outside)).is_none());
            assert!(!place.coordinates(Moment(outside)));
        }
    }

    #[test]
    fn each_side_has_one_who_writes_for_it() {
        let sides = |roles: &[Role]| {
            let all = place(roles).on_each_side(Moment(10));
            all.into_iter().map(|member| member.role).collect::<Vec<Role>>()
        };
        let (coordinator, editor) = (Role::Coordinator, Role::Editor);
        assert_eq!(sides(&[Role::Observer, editor, coordinator]), [coordinator, editor]);
        assert_eq!(sides(&[Role::SteeringMember, editor]), [editor]);
        assert_eq!(sides(&[Role::Observer]), [Role::Observer]);
        assert_eq!(sides(&[coordinator]), [coordinator]);
    }
}
