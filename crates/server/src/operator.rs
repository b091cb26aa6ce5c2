//! What an operator does to a region by command line, until screens for it exist.
//!
//! On SQLite the server must be stopped first: one program holds the file. On PostgreSQL the servers that
//! run hear of it at once.

use std::fmt::Display;

use app::words::Words;
use domain::{Command, CommandId, Language, Moment, OrganisationId, RegionId, Role, Sent};
use uuid::Uuid;

use crate::{
    journal::JournalError,
    people::{Membership, StoreError},
    regions::{Rejected, Sender},
    serve::House,
};

/// Why an operator's wish cannot be met.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// No region, or no organisation in it, has this name or id; or more than one has this name.
    #[error("{found} is named {asked}; say one of these names, or an id: {known}")]
    Named {
        /// What was asked for.
        asked: String,
        /// How many there are.
        found: String,
        /// What there is.
        known: String,
    },
    /// Nobody of the organisation has a place in the region.
    #[error("nobody of {organisation} has a place in {region} now")]
    NobodyThere {
        /// The organisation.
        organisation: String,
        /// The region.
        region: String,
    },
    /// There is nothing to close.
    #[error("{region} has no open round")]
    NoRound {
        /// The region.
        region: String,
    },
    /// The region is or would be without anybody who coordinates it.
    #[error("{region} needs a coordinator; let somebody else coordinate it first")]
    NoCoordinator {
        /// The region.
        region: String,
    },
    /// The rules of the region refuse it.
    #[error("{0}")]
    Refused(String),
    /// The room has no answer.
    #[error("the region does not answer")]
    Rejected(#[source] Rejected),
    /// The tables of people.
    #[error("cannot read or change who has a place in the region")]
    People(#[from] StoreError),
    /// The journal.
    #[error("cannot read the regions")]
    Journal(#[from] JournalError),
}

/// Closes the round that a region discusses, and returns its name.
pub async fn close_round(
    house: &House,
    region: &str,
    now: Moment,
) -> Result<String, OperatorError> {
    let (id, name) = find_region(house, region).await?;
    let members = house.people.memberships_in(id).await?;
    let coordinator = members.iter().find(|place| coordinates(place, now));
    let nobody = || OperatorError::NoCoordinator { region: name.clone() };
    let coordinator = coordinator.ok_or_else(nobody)?;
    let sight =
        house.regions.look(id, coordinator.person).await.map_err(OperatorError::Rejected)?;
    let nothing = || OperatorError::NoRound { region: name.clone() };
    let round = sight.region.open_round().ok_or_else(nothing)?;
    let sent =
        Sent { id: CommandId(Uuid::new_v4()), command: Command::CloseRound { round: round.id } };
    house.regions.submit(id, Sender::System, sent).await.map_err(|rejected| match rejected {
        Rejected::Refused(refusal) => refused(&refusal),
        rejected => OperatorError::Rejected(rejected),
    })?;
    house.journal.tell_at_once(id).await?;
    Ok(round.name.to_string())
}

/// Ends the places of everybody of an organisation in a region, and returns how many there were. What the
/// organisation said there stays.
pub async fn end_memberships(
    house: &House,
    region: &str,
    organisation: &str,
    now: Moment,
) -> Result<usize, OperatorError> {
    let (id, region) = find_region(house, region).await?;
    let members = house.people.memberships_in(id).await?;
    let (leaving, name) = find_organisation(house, &members, organisation).await?;
    let (going, staying): (Vec<&Membership>, Vec<_>) = members
        .iter()
        .filter(|place| place.member(now).is_some())
        .partition(|place| place.organisation == leaving);
    if going.is_empty() {
        return Err(OperatorError::NobodyThere { organisation: name, region });
    }
    if !staying.iter().any(|place| coordinates(place, now)) {
        return Err(OperatorError::NoCoordinator { region });
    }
    house.people.end_memberships(id, leaving, None, now).await?;
    house.journal.tell_at_once(id).await?;
    Ok(going.len())
}

fn coordinates(place: &Membership, now: Moment) -> bool {
    place.member(now).is_some_and(|member| member.role == Role::Coordinator)
}

fn refused(refusal: &domain::Refusal) -> OperatorError {
    OperatorError::Refused(Words(Language::En).refusal(refusal, &Default::default()))
}

async fn find_region(house: &House, asked: &str) -> Result<(RegionId, String), OperatorError> {
    named(house.journal.names().await?, asked)
}

async fn find_organisation(
    house: &House,
    members: &[Membership],
    asked: &str,
) -> Result<(OrganisationId, String), OperatorError> {
    let ids: Vec<OrganisationId> = members.iter().map(|place| place.organisation).collect();
    named(house.people.organisations(&ids).await?, asked)
}

/// Returns the one that has this name, or this id.
fn named<Id: Display + Copy>(
    known: impl IntoIterator<Item = (Id, String)>,
    asked: &str,
) -> Result<(Id, String), OperatorError> {
    let known: Vec<(Id, String)> = known.into_iter().collect();
    let mut meant = known.iter().filter(|(id, name)| name == asked || id.to_string() == asked);
    match (meant.next(), meant.next()) {
        (Some((id, name)), None) => Ok((*id, name.clone())),
        (first, _) => Err(OperatorError::Named {
            asked: asked.to_owned(),
            found: if first.is_some() { "more than one".into() } else { "nothing".into() },
            known: known
                .iter()
                .map(|(id, name)| format!("{name} ({id})"))
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}
