//! Hands commands of people on to the rooms, and writes down who tried what they may not do.
//!
//! Invariant: a door hands a command on through here, and whoever goes on trying fills no table.

use std::net::IpAddr;

use app::page::{AuditKind, RefusedDeed};
use domain::{OrganisationId, PersonId, Refusal, RegionId, Sent, refusal::WhoMay};
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
    let deed = RefusedDeed::from(&sent.command);
    let answer = hall.regions.submit(asking.region, Sender::Person(asking.person), sent).await;
    if let Err(Rejected::Refused(refusal)) = &answer {
        note(hall, asking, deed, refusal).await;
    }
    answer
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
