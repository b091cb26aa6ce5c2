//! Judges who takes part and when a round opens and closes.

use std::collections::BTreeSet;

use super::{ANSWERS_MAX, Verdict, named};
use crate::event::Event;
use crate::ids::{CommandId, EditionId, OrganisationId, RoundId};
use crate::organisation::{ChainParty, OrganisationKind};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::round::Asked;
use crate::text::TypedText;

pub(super) fn admit(
    region: &Region,
    organisation: OrganisationId,
    kind: OrganisationKind,
    chain_parties: &BTreeSet<ChainParty>,
    serves: &BTreeSet<OrganisationId>,
) -> Verdict {
    if region.head == 0 || !serves.iter().all(|served| region.is_municipality(*served)) {
        return Err(Refusal::NotHere);
    }
    let same = region.participations.get(&organisation).is_some_and(|part| {
        part.kind == kind && part.chain_parties == *chain_parties && part.serves == *serves
    });
    if same {
        return Ok(vec![]);
    }
    Ok(vec![Event::OrganisationAdmitted {
        organisation,
        kind,
        chain_parties: chain_parties.clone(),
        serves: serves.clone(),
    }])
}

pub(super) fn open(
    region: &Region,
    command: CommandId,
    name: &TypedText,
    edition: &EditionId,
    asked: &[Asked],
) -> Verdict {
    if region.municipalities().is_empty() {
        return Err(Refusal::NotHere);
    }
    if let Some(open) = region.open_round() {
        return Err(Refusal::RoundIsOpen { round: open.id });
    }
    let name = named(name)?;
    let fields: BTreeSet<_> = asked.iter().map(|asked| asked.field).collect();
    if asked.is_empty() || fields.len() != asked.len() || ANSWERS_MAX < asked.len() {
        return Err(Refusal::AskedWrongly);
    }
    Ok(vec![Event::RoundOpened {
        round: RoundId(command.creates("round")),
        name,
        edition: edition.clone(),
        asked: asked.to_vec(),
    }])
}

pub(super) fn close(region: &Region, round: RoundId) -> Verdict {
    let Some(found) = region.rounds.iter().find(|known| known.id == round) else {
        return Err(Refusal::NotHere);
    };
    if found.closed.is_some() {
        return Ok(vec![]);
    }
    Ok(vec![Event::RoundClosed { round }])
}
