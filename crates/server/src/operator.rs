//! What an operator does to a region by command line, until screens for it exist, and for an account that nobody
//! else can help.
//!
//! On SQLite the server must be stopped first: one program holds the file. On PostgreSQL the servers that
//! run hear of it at once.

use std::fmt::Display;

use app::{page::AuditKind, words::Words};
use domain::{
    Command, CommandId, Language, Moment, OrganisationId, PersonId, Refusal, RegionId, Sent,
    TypedText,
};
use tracing::warn;
use uuid::Uuid;

use crate::{
    audit::{Audit, Note},
    journal::JournalError,
    leaving,
    mail::{Outbox, notice_to},
    people::{Ended, Erased, Membership, StoreError, TheLast, Token},
    redact::Erasure,
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
    /// A round is looked at with the eyes of a coordinator, and there is none.
    #[error("{region} has no coordinator, so nobody asked for this")]
    NobodyLooks {
        /// The region.
        region: String,
    },
    /// The region would be without anybody who coordinates it.
    #[error(
        "{region} needs a coordinator; let somebody else coordinate it first (erasing a person goes on with --also-the-last)"
    )]
    NoCoordinator {
        /// The region.
        region: String,
    },
    /// Nobody else administers the installation.
    #[error(
        "{login} is the last administrator; let another one be invited first, or add --also-the-last"
    )]
    LastAdministrator {
        /// The name.
        login: String,
    },
    /// An administrator said that nothing is to be deleted for the time being.
    #[error(
        "nothing is to be deleted for the time being ({reason}); let an administrator lift that on the page Beheer, or add --also-under-hold"
    )]
    Held {
        /// Why.
        reason: String,
    },
    /// Nobody signs in with this name in two steps.
    #[error("no account with this name signs in in two steps")]
    NoSecondFactor,
    /// Nobody signs in with this name.
    #[error("nobody signs in as {login}")]
    NoPerson {
        /// The name.
        login: String,
    },
    /// There is no such text.
    #[error(
        "entry {entry} holds no text {nth} that can be removed; the first text of an entry is 0"
    )]
    NoText {
        /// The entry.
        entry: u64,
        /// Which of its texts.
        nth: u32,
    },
    /// It is done, and the files of the store may hold bytes of it still.
    #[error(
        "it is removed, but not swept out of the files of the database yet: the next start does that"
    )]
    NotSwept(#[source] JournalError),
    /// There is no region at all.
    #[error("this database holds no region")]
    NoRegion,
    /// The rules of the region refuse it.
    #[error("{0}")]
    Refused(String),
    /// The room has no answer.
    #[error("the region does not answer")]
    Rejected(#[source] Rejected),
    /// The tables of people.
    #[error("cannot read or change what is known of people")]
    People(#[from] StoreError),
    /// The journal, or the ledger beside it.
    #[error("cannot read the regions, or note what is removed")]
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
    let coordinator = members.iter().find(|place| place.coordinates(now));
    let nobody = || OperatorError::NobodyLooks { region: name.clone() };
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
    tell(house, id).await;
    Ok(round.name.to_string())
}

/// Turns the second step at signing in of somebody off, and ends all their sessions. Where `outbox` sends mail, the
/// next server that does tells them.
pub async fn reset_second_factor(
    house: &House,
    outbox: &Outbox,
    login: &str,
    now: Moment,
) -> Result<(), OperatorError> {
    let known = house.people.credentials(&login.trim().to_lowercase()).await?;
    let person = known.ok_or(OperatorError::NoSecondFactor)?.person;
    let notice = notice_to(outbox, &house.people, person).await?;
    if !house.people.reset_second_factor(person, (None, None), notice.as_ref(), now).await? {
        return Err(OperatorError::NoSecondFactor);
    }
    for place in house.people.places_of(person, now).await? {
        tell(house, place.region).await;
    }
    Ok(())
}

/// Makes a link with which somebody chooses a new password, and returns its path.
pub async fn reset_password(
    house: &House,
    login: &str,
    now: Moment,
) -> Result<String, OperatorError> {
    let login = login.trim().to_lowercase();
    let nobody = || OperatorError::NoPerson { login: login.clone() };
    let person = house.people.credentials(&login).await?.ok_or_else(nobody)?.person;
    let token = Token::new();
    house.people.start_reset(person, &token, now).await?;
    Ok(token.reset_address())
}

/// Lets an organisation leave a region: ends the places of its people, and returns how many there were. What
/// the organisation said there stays.
pub async fn end_memberships(
    house: &House,
    region: &str,
    organisation: &str,
    now: Moment,
) -> Result<usize, OperatorError> {
    let (id, region) = find_region(house, region).await?;
    let members = house.people.memberships_in(id).await?;
    let (goes, organisation) = find_organisation(house, &members, organisation).await?;
    let coordinates = |own: bool| {
        members.iter().any(|place| (place.organisation == goes) == own && place.coordinates(now))
    };
    if coordinates(true) && !coordinates(false) {
        return Err(OperatorError::NoCoordinator { region });
    }
    // Whatever stops it stops it before a place ended.
    let command = Command::EndParticipation { organisation: goes };
    let sent = Sent { id: CommandId(Uuid::new_v4()), command };
    match house.regions.submit(id, Sender::System, sent).await {
        Ok(_) => {}
        Err(Rejected::Refused(refusal)) => return Err(refused(&refusal)),
        Err(rejected) => return Err(OperatorError::Rejected(rejected)),
    }
    match house.people.end_memberships(id, goes, None, now).await? {
        Ended::Places(ended) => {
            settle(house, id, now).await;
            tell(house, id).await;
            Ok(ended)
        }
        Ended::Nobody | Ended::Moved => Err(OperatorError::NobodyThere { organisation, region }),
        Ended::NoCoordinatorLeft => Err(OperatorError::NoCoordinator { region }),
    }
}

/// Whether a person is erased while an administrator says that nothing is to be deleted for the time being.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnderHold {
    /// Nobody is.
    Kept,
    /// The host says so once more.
    Erased,
}

async fn must_not_be_held(house: &House) -> Result<(), OperatorError> {
    match house.people.hold().await? {
        Some(hold) => {
            let reason = hold.reason.unwrap_or_else(|| "its reason was removed".to_owned());
            Err(OperatorError::Held { reason })
        }
        None => Ok(()),
    }
}

/// Erases what is known of a person with their places and sessions, and returns in how many regions they had a
/// place. What they did stays in the history, under the name of their organisation. `last` says whether
/// that goes on where nobody else administers the installation, or coordinates a region. It is noted in the ledger
/// first, so that a backup that is put back loses them again.
pub async fn erase_person(
    house: &House,
    login: &str,
    (last, under_hold): (TheLast, UnderHold),
    now: Moment,
) -> Result<usize, OperatorError> {
    if under_hold == UnderHold::Kept {
        must_not_be_held(house).await?;
    }
    let login = login.trim().to_lowercase();
    let nobody = || OperatorError::NoPerson { login: login.clone() };
    // Whoever closed their account signs in with nothing: they are named by their id, as the log did.
    let person = match (house.people.credentials(&login).await?, login.parse()) {
        (Some(known), _) => known.person,
        (None, Ok(id)) if house.people.is_known(id).await? => id,
        (None, _) => return Err(nobody()),
    };
    let read = house.people.grants_of(person, now).await?;
    let last_administrator = || OperatorError::LastAdministrator { login: login.clone() };
    // Whatever is in the way is found before anything is noted or ends.
    if last == TheLast::Stays {
        must_not_be_the_last(house, person, now).await?;
        if house.people.administers(person).await? && house.people.administrators().await? == 1 {
            return Err(last_administrator());
        }
    }
    let erasure = Erasure { person, at: now };
    let noted = house.journal.note_erasure(erasure).await?;
    let ended = match house.people.erase(person, last, now).await? {
        Erased::Done(ended) => ended,
        kept => {
            house.journal.forget_erasure(noted).await?;
            return Err(match kept {
                Erased::NoCoordinatorLeft(region) => {
                    OperatorError::NoCoordinator { region: region.to_string() }
                }
                Erased::LastAdministrator => last_administrator(),
                Erased::Nobody | Erased::Done(_) => nobody(),
            });
        }
    };
    for place in &ended {
        settle(house, place.region, now).await;
        tell(house, place.region).await;
    }
    for grant in read {
        tell(house, grant.region).await;
    }
    house.journal.sweep_if_needed().await.map_err(OperatorError::NotSwept)?;
    Ok(ended.len())
}

/// Checks that every region that somebody coordinates has another coordinator.
async fn must_not_be_the_last(
    house: &House,
    person: PersonId,
    now: Moment,
) -> Result<(), OperatorError> {
    for own in house.people.regions_of(person).await? {
        let members = house.people.memberships_in(own.membership.region).await?;
        let coordinates = |theirs: bool| {
            members.iter().any(|place| (place.person == person) == theirs && place.coordinates(now))
        };
        if coordinates(true) && !coordinates(false) {
            return Err(OperatorError::NoCoordinator { region: own.name });
        }
    }
    Ok(())
}

/// Removes a text for good where nobody is left who can read it and may, and returns the number of the entry that
/// tells of it. Nothing of the text is read here.
pub async fn redact(
    house: &House,
    region: &str,
    (entry, nth): (u64, u32),
    reason: &str,
    now: Moment,
) -> Result<u64, OperatorError> {
    let (id, _) = find_region(house, region).await?;
    let command = Command::Redact { entry, nth, reason: TypedText::new(reason) };
    let sent = Sent { id: CommandId(Uuid::new_v4()), command };
    let removal = house.regions.submit(id, Sender::System, sent).await;
    let removal = removal.map_err(|rejected| match rejected {
        Rejected::Refused(Refusal::NotHere) => OperatorError::NoText { entry, nth },
        Rejected::Refused(refusal) => refused(&refusal),
        rejected => OperatorError::Rejected(rejected),
    })?;
    let note = Note {
        kind: AuditKind::TextRemovedByHost.code(),
        by: None,
        region: Some(id),
        subject: None,
        result: "done",
        origin: None,
    };
    Audit::new(house.db.clone()).note(note, now).await?;
    tell(house, id).await;
    house.journal.sweep_if_needed().await.map_err(OperatorError::NotSwept)?;
    Ok(removal)
}

/// Leaves what waits for whoever is gone to their side. A server that runs looks at it again within the hour.
async fn settle(house: &House, region: RegionId, now: Moment) {
    if leaving::settle(&house.people, &house.regions, region, now).await.is_err() {
        warn!(region.id = %region, "cannot look at what waits for whoever is gone from region {region}");
    }
}

/// Tells the servers that run. It is done by now: one that is not told finds out by itself.
async fn tell(house: &House, region: RegionId) {
    if let Err(error) = house.journal.tell_at_once(region).await {
        warn!(region.id = %region, cause = %error, "cannot tell the servers that region {region} moved");
    }
}

fn refused(refusal: &domain::Refusal) -> OperatorError {
    OperatorError::Refused(Words(Language::En).refusal(refusal, &Default::default()))
}

async fn find_region(house: &House, asked: &str) -> Result<(RegionId, String), OperatorError> {
    let names = house.journal.names().await?;
    if names.is_empty() {
        return Err(OperatorError::NoRegion);
    }
    named(names, asked)
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
