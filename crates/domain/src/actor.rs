//! Who acts: the system itself, a person for one organisation in one role, or a guest, who only looks.

use serde::{Deserialize, Serialize};

use crate::event::Author;
use crate::ids::{OrganisationId, PersonId};
use crate::view::Viewer;

/// Who sends a command. Rights are read fresh for every command.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The installation itself: its command line, and what falls due by date.
    System,
    /// A person who acts for one organisation in one role.
    Member(Member),
    /// A person without a place, who reads along for a while and may do nothing.
    Guest(PersonId),
}

/// Somebody for whom a region opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Insider {
    /// Somebody who has a place in it.
    Member(Member),
    /// Somebody who has none, acts for no organisation, and reads along for a while.
    Guest(PersonId),
}

/// A membership that a person acts under now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    /// The person, by an opaque id.
    pub person: PersonId,
    /// The organisation that the person acts for.
    pub organisation: OrganisationId,
    /// The role in which they act now.
    pub role: Role,
    /// Whether they may confirm and sign for their organisation.
    pub may_adopt: bool,
}

/// A role within a region.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps the whole region moving.
    Coordinator,
    /// Writes for their own organisation, a municipality or a partner.
    Editor,
    /// Sits in the steering group.
    SteeringMember,
    /// Reads what the region shares.
    Observer,
}

impl Role {
    /// Every role, in the order of the rights table.
    pub const ALL: [Role; 4] =
        [Role::Coordinator, Role::Editor, Role::SteeringMember, Role::Observer];
}

impl Actor {
    /// Returns what this actor may look at.
    pub fn viewer(&self) -> Viewer {
        match self {
            Actor::System | Actor::Guest(_) => Viewer::default(),
            Actor::Member(member) => member.viewer(),
        }
    }

    /// Returns who is written beside the entries that follow.
    pub fn author(&self) -> Author {
        match self {
            Actor::System => Author::default(),
            Actor::Member(member) => {
                Author { person: Some(member.person), organisation: Some(member.organisation) }
            }
            Actor::Guest(person) => Author { person: Some(*person), organisation: None },
        }
    }
}

impl Insider {
    /// Returns who it is, by an opaque id.
    pub const fn person(&self) -> PersonId {
        match self {
            Insider::Member(member) => member.person,
            Insider::Guest(person) => *person,
        }
    }

    /// Returns the place under which they are here, if they have one.
    pub const fn member(&self) -> Option<&Member> {
        match self {
            Insider::Member(member) => Some(member),
            Insider::Guest(_) => None,
        }
    }

    /// Returns the organisation that they act for, if they act for one.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.member().map(|member| member.organisation)
    }

    /// Returns what they may look at: a guest sees what everyone in the region does.
    pub fn viewer(&self) -> Viewer {
        self.actor().viewer()
    }

    /// Returns them as somebody who acts.
    pub const fn actor(&self) -> Actor {
        match self {
            Insider::Member(member) => Actor::Member(*member),
            Insider::Guest(person) => Actor::Guest(*person),
        }
    }

    /// Returns the same person as one who only looks on.
    #[must_use]
    pub const fn looking_on(self) -> Insider {
        match self {
            Insider::Member(member) => {
                Insider::Member(Member { role: Role::Observer, may_adopt: false, ..member })
            }
            guest @ Insider::Guest(_) => guest,
        }
    }
}

impl From<Member> for Insider {
    fn from(member: Member) -> Self {
        Insider::Member(member)
    }
}

impl Member {
    /// Returns what this member may look at: an organisation's drafts are for those who write or
    /// decide for it, not for its observers or for a coordinator. Those of the region are for
    /// coordinators.
    pub fn viewer(&self) -> Viewer {
        let coordinates = self.role == Role::Coordinator;
        let drafts_of = match self.role {
            Role::Editor | Role::SteeringMember => Some(self.organisation),
            Role::Coordinator | Role::Observer => None,
        };
        Viewer { drafts_of, coordinates }
    }
}
