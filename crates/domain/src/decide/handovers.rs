//! Judges handing over: offer, accept, decline, take back.

use super::{REASON_CHARS_MAX, Verdict, guarded};
use crate::actor::{Actor, Member, Role};
use crate::change::Change;
use crate::comment::Mention;
use crate::event::{Author, Event};
use crate::handover::{Handover, HandoverStand, Held, Parting, PassedPart, side_of};
use crate::ids::{ActionId, CommandId, HandoverId, RequestId};
use crate::refusal::{Refusal, WhoMay};
use crate::region::Region;
use crate::request::{Matter, Request, Wish};
use crate::rights::{Ability, demand};
use crate::text::{Fingerprint, TypedText};

/// Whoever may go on with it themselves and offers it to themselves has accepted it by that.
pub(super) fn offer(
    region: &Region,
    actor: &Actor,
    command: CommandId,
    parting: Parting,
    note: &TypedText,
) -> Verdict {
    may_offer(region, actor, &parting)?;
    if *actor != Actor::System && matches!(parting, Parting::Person { to: None, .. }) {
        // Whoever is there names who goes on.
        return Err(Refusal::NoSuccessor);
    }
    let holder = parting.holder();
    let held = region.held(holder);
    // What colleagues ask each other ends with their organisation: there is no side to leave it to.
    let is_over = matches!(parting, Parting::Person { side: Some(own), to: None, .. } if !region.takes_part(own));
    if held.is_empty() || is_over {
        return Err(Refusal::NothingToHandOver);
    }
    may_succeed(region, &parting, &held)?;
    let open = region.open_handover(holder);
    if let (Actor::Member(member), Parting::Person { to: Some(_), .. }) = (actor, parting)
        && parting.may_be_taken_by(member)
    {
        let handover = open.map_or(HandoverId(command.creates("handover")), |(id, _)| id);
        return Ok(accepted(region, member, handover, parting, &held));
    }
    let note = guarded(note, REASON_CHARS_MAX)?;
    let handover = HandoverId(command.creates("handover"));
    let offered = Event::HandoverOffered { handover, parting, note };
    match open {
        None => Ok(vec![offered]),
        Some((_, open)) if open.parting == parting => Ok(vec![]),
        // Whoever offered it is gone, and whoever was named may never answer.
        Some((id, open)) if *actor == Actor::System => {
            let withdrawn = Event::HandoverWithdrawn { handover: id, parting: open.parting };
            Ok(vec![withdrawn, offered])
        }
        Some(_) => Err(Refusal::AlreadyOffered),
    }
}

pub(super) fn accept(
    region: &Region,
    actor: &Actor,
    handover: HandoverId,
    seen: Fingerprint,
) -> Verdict {
    let found = visible(region, actor, handover)?;
    let parting = found.parting;
    let member = successor(actor, &parting)?;
    match &found.stand {
        HandoverStand::Offered => {}
        HandoverStand::Accepted { by, .. } if *by == actor.author() => return Ok(vec![]),
        _ => return Err(Refusal::HandoverIsOver),
    }
    if region.held_fingerprint(parting.holder()) != seen {
        return Err(Refusal::HandoverChanged);
    }
    Ok(accepted(region, member, handover, parting, &region.held(parting.holder())))
}

pub(super) fn decline(
    region: &Region,
    actor: &Actor,
    handover: HandoverId,
    reason: &TypedText,
) -> Verdict {
    let found = visible(region, actor, handover)?;
    let parting = found.parting;
    successor(actor, &parting)?;
    if !found.is_open() {
        return Err(Refusal::HandoverIsOver);
    }
    // What was offered to nobody in particular needs no answer of those who do not take it.
    if matches!(parting, Parting::Person { to: None, .. }) {
        return Err(Refusal::NotHere);
    }
    let reason = guarded(reason, REASON_CHARS_MAX)?;
    if reason.is_blank() {
        return Err(Refusal::NoteMissing);
    }
    Ok(vec![Event::HandoverDeclined { handover, parting, reason }])
}

pub(super) fn withdraw(region: &Region, actor: &Actor, handover: HandoverId) -> Verdict {
    let found = visible(region, actor, handover)?;
    let parting = found.parting;
    may_offer(region, actor, &parting)?;
    match found.stand {
        HandoverStand::Offered => Ok(vec![Event::HandoverWithdrawn { handover, parting }]),
        HandoverStand::Withdrawn => Ok(vec![]),
        _ => Err(Refusal::HandoverIsOver),
    }
}

/// Checks that the actor may offer what waits for this one: everybody their own, and whoever looks after
/// places that of others.
fn may_offer(region: &Region, actor: &Actor, parting: &Parting) -> Result<(), Refusal> {
    match parting {
        Parting::Person { of, side, .. } => {
            let own = matches!(actor, Actor::Member(member)
                if member.person == *of && side_of(member) == *side);
            match side {
                _ if own || *actor == Actor::System => Ok(()),
                // What colleagues ask each other is for none but their own side to hand over.
                Some(side) => demand(actor, Ability::ConfirmAnswers(*side)),
                None => demand(actor, Ability::WriteRegionalAnswers),
            }
        }
        Parting::Organisation { of, .. } => {
            if !region.takes_part(*of) {
                return Err(Refusal::NotHere);
            }
            demand(actor, Ability::Invite(*of, Role::Editor))
        }
    }
}

/// Checks that the successor is another one, and can go on with everything.
fn may_succeed(region: &Region, parting: &Parting, held: &[Held]) -> Result<(), Refusal> {
    let fits = match parting {
        Parting::Person { of, to, .. } => *to != Some(*of),
        Parting::Organisation { of, to } => {
            let is_asked = held.iter().any(|held| matches!(held, Held::Asked(_)));
            of != to && region.takes_part(*to) && (!is_asked || region.is_partner(*to))
        }
    };
    if fits { Ok(()) } else { Err(Refusal::NoSuccessor) }
}

/// Returns the actor as the one who may go on with it.
fn successor<'a>(actor: &'a Actor, parting: &Parting) -> Result<&'a Member, Refusal> {
    let who = match parting {
        Parting::Person { to: Some(_), .. } => WhoMay::Colleague,
        Parting::Person { to: None, side: Some(own), .. } => WhoMay::Editor(*own),
        Parting::Person { to: None, side: None, .. } => WhoMay::Coordinator,
        Parting::Organisation { to, .. } => WhoMay::Lead(*to),
    };
    match actor {
        Actor::Member(member) if parting.may_be_taken_by(member) => Ok(member),
        _ => Err(Refusal::NotAllowed { who }),
    }
}

/// Finds an offer; one that the actor may not see looks like none.
fn visible<'r>(
    region: &'r Region,
    actor: &Actor,
    handover: HandoverId,
) -> Result<&'r Handover, Refusal> {
    let found = region.handovers.get(&handover).ok_or(Refusal::NotHere)?;
    let sees = *actor == Actor::System || found.parting.is_seen_by(&actor.viewer());
    if sees { Ok(found) } else { Err(Refusal::NotHere) }
}

/// Returns what follows from a successor who goes on with everything that waits.
fn accepted(
    region: &Region,
    member: &Member,
    handover: HandoverId,
    parting: Parting,
    held: &[Held],
) -> Vec<Event> {
    let from = parting.holder().mention();
    let (parting, to) = match parting {
        Parting::Person { of, side, .. } => {
            let parting = Parting::Person { of, side, to: Some(member.person) };
            (parting, Mention::Person(member.person))
        }
        Parting::Organisation { to, .. } => (parting, Mention::Organisation(to)),
    };
    let by = Actor::Member(*member).author();
    let passed = held.iter().filter_map(|held| match held {
        Held::Asked(id) => Some(pass_request(region, *id, PassedPart::Asked, by)?),
        Held::Asker(id) => Some(pass_request(region, *id, PassedPart::Asker, by)?),
        Held::Thread(id) => {
            let topic = region.threads.get(id)?.topic;
            Some(Event::ThreadPassedOn { thread: *id, topic, from, to })
        }
        Held::Action(action) => pass_action(region, *action, &parting, by),
        Held::ActionAsker(action) => {
            Some(Event::ActionPassedOn { action: *action, part: PassedPart::Asker, to: by })
        }
    });
    [Event::HandoverAccepted { handover, parting }].into_iter().chain(passed).collect()
}

/// Passes on what is to be done: to a colleague, if they are one of those who do it, or to another organisation.
fn pass_action(region: &Region, action: ActionId, parting: &Parting, to: Author) -> Option<Event> {
    let found = region.actions.get(&action)?;
    Some(match parting {
        Parting::Person { .. } => {
            let person = to.person.filter(|_| to.organisation == Some(found.owner));
            Event::ActionAssigned { action, change: Change { from: found.person, to: person } }
        }
        Parting::Organisation { .. } => {
            Event::ActionPassedOn { action, part: PassedPart::Asked, to }
        }
    })
}

/// Passes one side of a request on. It ends instead where the same one would ask and be asked, or be asked
/// the same twice.
fn pass_request(region: &Region, id: RequestId, part: PassedPart, to: Author) -> Option<Event> {
    let request = region.requests.get(&id)?;
    let matter = Matter { request: id, wish: request.wish };
    let is_both = match (part, request.wish) {
        (PassedPart::Asked, Wish::Draft { .. }) => request.by.person == to.person,
        (PassedPart::Asked, Wish::View { .. }) => request.by.organisation == to.organisation,
        (PassedPart::Asker, Wish::Draft { by, .. }) => to.person == Some(by),
        (PassedPart::Asker, Wish::View { of, .. }) => to.organisation == Some(of),
    };
    let wish = match (part, request.wish) {
        (PassedPart::Asker, wish) => wish,
        (PassedPart::Asked, Wish::Draft { of, about, by }) => {
            Wish::Draft { of, about, by: to.person.unwrap_or(by) }
        }
        (PassedPart::Asked, Wish::View { of, on }) => {
            Wish::View { of: to.organisation.unwrap_or(of), on }
        }
    };
    let asker = if part == PassedPart::Asker { to.organisation } else { request.by.organisation };
    let is_twin = |other: &Request| {
        let same_asker = wish.colleague().is_some() || other.by.organisation == asker;
        other.wish == wish && same_asker && !other.is_over()
    };
    let others = region.requests.iter().filter(|(other, _)| **other != id);
    let is_asked_twice = others.map(|(_, other)| other).any(is_twin);
    Some(match is_both || is_asked_twice {
        true => Event::RequestClosed { matter },
        false => Event::RequestPassedOn { matter, part, to },
    })
}
