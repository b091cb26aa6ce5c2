//! The people and organisations of the tests.

use domain::{Actor, Member, OrganisationId, PersonId, Role};
use uuid::Uuid;

/// A municipality.
pub const TOWN: OrganisationId = OrganisationId(Uuid::from_u128(0xa1));
/// Another municipality.
pub const VILLAGE: OrganisationId = OrganisationId(Uuid::from_u128(0xa2));
/// A chain partner that serves the town.
pub const SHELTER: OrganisationId = OrganisationId(Uuid::from_u128(0xb1));
/// Another chain partner.
pub const POLICE: OrganisationId = OrganisationId(Uuid::from_u128(0xb2));
/// An organisation that takes no part in the region.
pub const ELSEWHERE: OrganisationId = OrganisationId(Uuid::from_u128(0xff));

/// Someone who asks something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// The installation itself.
    System,
    /// A person.
    Member(Member),
    /// A person without a place, who reads along.
    Guest(PersonId),
}

impl Who {
    /// Returns who acts.
    pub fn actor(self) -> Actor {
        match self {
            Who::System => Actor::System,
            Who::Member(member) => Actor::Member(member),
            Who::Guest(person) => Actor::Guest(person),
        }
    }
}

/// Returns the installation itself.
pub fn system() -> Who {
    Who::System
}

/// Returns the coordinator of the region, who works for the town.
pub fn coordinator() -> Who {
    Who::Member(member(1, TOWN, Role::Coordinator, true))
}

/// Returns an editor.
pub fn editor(of: OrganisationId) -> Who {
    Who::Member(member(2, of, Role::Editor, false))
}

/// Returns an editor who may confirm and sign.
pub fn lead(of: OrganisationId) -> Who {
    Who::Member(member(3, of, Role::Editor, true))
}

/// Returns a member of the steering group.
pub fn steering_member(of: OrganisationId) -> Who {
    Who::Member(member(4, of, Role::SteeringMember, true))
}

/// Returns an observer.
pub fn observer(of: OrganisationId) -> Who {
    Who::Member(member(5, of, Role::Observer, true))
}

/// Returns a member; people differ by number and organisation.
pub fn member(number: u128, of: OrganisationId, role: Role, may_adopt: bool) -> Member {
    let person = PersonId(Uuid::from_u128(of.0.as_u128() << 8 | number));
    Member { person, organisation: of, role, may_adopt }
}
