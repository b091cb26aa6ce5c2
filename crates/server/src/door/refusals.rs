//! Hands commands of people on to the rooms, and writes down who tried what they may not do.
//!
//! Invariant: a door hands a command on through here, and whoever goes on trying fills no table.

use std::net::IpAddr;

use app::page::{AuditKind, RefusedDeed};
use domain::{
    Command, FileId, Moment, OrganisationId, PersonId, Refusal, RegionId, Role, Sent, decide,
    refusal::WhoMay,
};
use tracing::warn;

use super::Hall;
use crate::{
    audit::Note,
    regions::{Rejected, Sender},
};

/// Somebody who asks something of a region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asking {
    /// Who.
    pub person: PersonId,
    /// In which region.
    pub region: RegionId,
    /// From which address of the network.
    pub origin: Option<IpAddr>,
}

/// Returns the number of the last entry that followed from a command, once it is durable.
pub async fn submit(hall: &Hall, asking: Asking, sent: Sent) -> Result<u64, Rejected> {
    submit_by(hall, asking, Sender::Person(asking.person), sent).await
}

/// The same for whoever acts in one of the roles that they hold.
pub async fn submit_in(
    hall: &Hall,
    asking: Asking,
    role: Role,
    sent: Sent,
) -> Result<u64, Rejected> {
    submit_by(hall, asking, Sender::InRole(asking.person, role), sent).await
}

async fn submit_by(hall: &Hall, asking: Asking, by: Sender, sent: Sent) -> Result<u64, Rejected> {
    let deed = RefusedDeed::from(&sent.command);
    let now = hall.clock.now();
    let about_file = of_file(&sent.command);
    let answer = match must_attach_what_is_there(hall, asking, &sent, now).await {
        Ok(()) => hall.regions.submit(asking.region, by, sent).await,
        Err(rejected) => Err(rejected),
    };
    if let Err(Rejected::Refused(refusal)) = &answer {
        note(hall, asking, deed, refusal).await;
    }
    if let (Ok(_), Some(file)) = (&answer, about_file) {
        hall.files.follow(&hall.regions, asking.region, file, now).await;
    }
    answer
}

/// Lets a command pass that attaches what is there, or no file. What was accepted before is answered as it was then,
/// and for what the rules refuse nothing is written.
async fn must_attach_what_is_there(
    hall: &Hall,
    asking: Asking,
    sent: &Sent,
    now: Moment,
) -> Result<(), Rejected> {
    let Command::AttachFile { file, .. } = &sent.command else { return Ok(()) };
    if hall.regions.took(asking.region, sent.id).await? {
        return Ok(());
    }
    let sight = hall.regions.look(asking.region, asking.person).await?;
    decide(&sight.region, &sight.insider.actor(), sent, now).map_err(Rejected::Refused)?;
    hall.files.must_be_there(asking.region, file, now).await
}

/// Returns the file that a command is about, if it is about one.
fn of_file(command: &Command) -> Option<FileId> {
    match command {
        Command::AttachFile { file, .. } => Some(file.id),
        Command::RemoveFile { file, .. } => Some(*file),
        _ => None,
    }
}

/// Writes down that somebody tried what they may not do; other refusals are nobody's business.
pub async fn note(hall: &Hall, asking: Asking, deed: RefusedDeed, refusal: &Refusal) {
    let Refusal::NotAllowed { who } = refusal else { return };
    let origin = asking.origin.map(|origin| origin.to_canonical().to_string());
    let note = Note {
        kind: AuditKind::Refused.code(),
        by: Some(asking.person),
        region: Some(asking.region),
        subject: aimed_at(who).map(|organisation| organisation.0),
        result: deed.code(),
        origin: origin.as_deref(),
    };
    if let Err(error) = hall.audit.note_try(note, hall.clock.now()).await {
        warn!(cause = %error, "cannot write down what was refused");
    }
}

/// Returns the organisation whose people may do what was refused.
const fn aimed_at(who: &WhoMay) -> Option<OrganisationId> {
    match who {
        WhoMay::Editor(own)
        | WhoMay::Lead(own)
        | WhoMay::Inviter(own)
        | WhoMay::Asker(own)
        | WhoMay::Of(own)
        | WhoMay::AskerOrCoordinator(own)
        | WhoMay::Writer(own) => Some(*own),
        WhoMay::Installation
        | WhoMay::Coordinator
        | WhoMay::Participant
        | WhoMay::Colleague
        | WhoMay::EditorOrCoordinator => None,
    }
}
