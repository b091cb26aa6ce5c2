//! Judges who takes part and when a round opens and closes.

use std::collections::BTreeSet;

use super::{ANSWERS_MAX, Verdict, named, own_questions};
use crate::actor::Actor;
use crate::change::{Change, Meeting};
use crate::day::Day;
use crate::event::{CarriedQuestion, Event, UnsealedView};
use crate::handover::Holder;
use crate::ids::{CommandId, EditionId, OrganisationId, RoundId};
use crate::organisation::{ChainParty, OrganisationKind};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::round::{Asked, Round};
use crate::text::{GuardedText, TypedText};

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
    if let Some(part) = region.participations.get(&organisation) {
        let is_municipality = |kind| kind == OrganisationKind::Municipality;
        // It may have answers or views, and the one is never read as the other.
        if is_municipality(part.kind) != is_municipality(kind) {
            return Err(Refusal::OtherKind);
        }
        if part.goes_on()
            && part.kind == kind
            && part.chain_parties == *chain_parties
            && part.serves == *serves
        {
            return Ok(vec![]);
        }
    }
    Ok(vec![Event::OrganisationAdmitted {
        organisation,
        kind,
        chain_parties: chain_parties.clone(),
        serves: serves.clone(),
    }])
}

/// Ends the part that an organisation takes; one that left already stays as it is. What waits for it has to
/// go on with another one first, unless the host ends it.
pub(super) fn end_participation(
    region: &Region,
    actor: &Actor,
    organisation: OrganisationId,
) -> Verdict {
    match region.participations.get(&organisation) {
        None => Err(Refusal::NotHere),
        Some(part) if !part.goes_on() => Ok(vec![]),
        Some(_) => match region.held(Holder::Organisation(organisation)).len() {
            count if 0 < count && *actor != Actor::System => Err(Refusal::WorkWaits { count }),
            _ => Ok(vec![Event::OrganisationLeft { organisation }]),
        },
    }
}

pub(super) fn prepare(
    region: &Region,
    command: CommandId,
    name: &TypedText,
    edition: &EditionId,
    asked: &[Asked],
) -> Verdict {
    if let Some(Round { id: round, .. }) = region.prepared {
        return Err(Refusal::RoundIsPrepared { round });
    }
    let (name, (asked, own)) = next(region, name, asked)?;
    let round = RoundId(command.creates("round"));
    Ok(vec![Event::RoundPrepared { round, name, edition: edition.clone(), asked, own }])
}

/// Opens the round that is prepared, or else one that nobody prepared: as its sender saw it.
pub(super) fn open(
    region: &Region,
    command: CommandId,
    seen: Option<RoundId>,
    (name, edition, asked): (&TypedText, &EditionId, &[Asked]),
) -> Verdict {
    let (name, (asked, own)) = next(region, name, asked)?;
    let prepared = region.prepared.as_ref().map(|round| round.id);
    match (prepared, seen) {
        (Some(round), seen) if seen != prepared => return Err(Refusal::RoundIsPrepared { round }),
        (None, Some(_)) => return Err(Refusal::NotHere),
        _ => {}
    }
    let round = prepared.unwrap_or_else(|| RoundId(command.creates("round")));
    Ok(vec![Event::RoundOpened { round, name, edition: edition.clone(), asked, own }])
}

/// What a round asks, and the region's own questions among that.
type Questions = (Vec<Asked>, Vec<CarriedQuestion>);

/// Checks that a round can follow now, and returns its name and what it asks: the checklist and, in their
/// order, the region's own questions.
fn next(
    region: &Region,
    name: &TypedText,
    asked: &[Asked],
) -> Result<(GuardedText, Questions), Refusal> {
    if region.municipalities().is_empty() {
        return Err(Refusal::NotHere);
    }
    if let Some(open) = region.open_round() {
        return Err(Refusal::RoundIsOpen { round: open.id });
    }
    let name = named(name)?;
    let fields: BTreeSet<_> = asked.iter().map(|asked| asked.field).collect();
    let claims_own = fields.iter().any(|field| field.question.is_own());
    if asked.is_empty() || fields.len() != asked.len() || claims_own {
        return Err(Refusal::AskedWrongly);
    }
    let own = own_questions::carried(region);
    let mut all = asked.to_vec();
    all.extend(own.iter().map(|(asked, _)| asked.clone()));
    if ANSWERS_MAX < all.len() {
        return Err(Refusal::AskedWrongly);
    }
    if !own.is_empty() {
        all.sort_by_key(|asked| asked.field);
    }
    Ok((name, (all, own.into_iter().map(|(_, own)| own).collect())))
}

/// Agrees the last day of the round that is prepared or open.
pub(super) fn set_deadline(
    region: &Region,
    round: RoundId,
    change: Change<Option<Day>>,
) -> Verdict {
    let coming = region.prepared.as_ref().or(region.open_round());
    let found = coming.filter(|coming| coming.id == round).ok_or(Refusal::NotHere)?;
    if !found.seals() {
        return Err(Refusal::AlreadyDiscussed);
    }
    match change.meets(&found.deadline) {
        Meeting::Already => Ok(vec![]),
        Meeting::Differs => Err(Refusal::DeadlineChanged { now: found.deadline }),
        Meeting::Fits => Ok(vec![Event::DeadlineSet { round, change }]),
    }
}

/// Lets the region discuss its round. The entry carries what partners gave, so that it reaches those
/// from whom it was hidden until now.
pub(super) fn start_discussion(region: &Region, round: RoundId) -> Verdict {
    let Some(found) = region.rounds.iter().find(|known| known.id == round) else {
        return Err(Refusal::NotHere);
    };
    if !found.seals() {
        return Ok(vec![]);
    }
    let asked = region.partner_views.iter().filter(|(field, _)| region.asked(**field).is_some());
    let views = asked.flat_map(|(field, views)| {
        let sealed = views.given.iter().filter(|(partner, _)| views.sealed.by.contains(partner));
        sealed.map(|(partner, view)| UnsealedView {
            partner: *partner,
            field: *field,
            at: view.at,
            content: view.content.clone(),
        })
    });
    Ok(vec![Event::DiscussionStarted { round, views: views.collect() }])
}

pub(super) fn close(region: &Region, round: RoundId) -> Verdict {
    let Some(found) = region.rounds.iter().find(|known| known.id == round) else {
        return Err(Refusal::NotHere);
    };
    if found.closed.is_some() {
        return Ok(vec![]);
    }
    if !found.is_discussed() {
        return Err(Refusal::NotDiscussed);
    }
    Ok(vec![Event::RoundClosed { round }])
}
