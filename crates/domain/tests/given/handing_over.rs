//! What people ask who leave, and who succeed them.

use domain::{
    Command, Fingerprint, Handover, HandoverId, Holder, Mention, OrganisationId, Parting, PersonId,
    Readers, Region, TypedText, handover::side_of,
};

use super::asking::{Asking, person};
use super::people::{POLICE, SHELTER, TOWN, Who, lead};
use super::steps::{EVERYONE, Step, THE_REGION, canary, everyone, who};

/// Offers what waits for somebody to a colleague of the same side.
pub fn hand_over(leaves: Who, goes_on: Who) -> Asking {
    hand_over_to(leaves, Some(person(goes_on)), "")
}

/// Offers what waits for somebody who is gone to whoever of their side takes it.
pub fn hand_over_to_anybody(leaves: Who) -> Asking {
    hand_over_to(leaves, None, "")
}

/// The same with a word about it.
pub fn hand_over_to(leaves: Who, to: Option<PersonId>, note: &str) -> Asking {
    let Who::Member(member) = leaves else { panic!("only people with a place leave") };
    let parting = Parting::Person { of: member.person, side: side_of(&member), to };
    let note = TypedText::new(note);
    Box::new(move |_| Command::OfferHandover { parting, note: note.clone() })
}

/// Offers what waits for an organisation to another one.
pub fn hand_over_part(of: OrganisationId, to: OrganisationId) -> Asking {
    let parting = Parting::Organisation { of, to };
    Box::new(move |_| Command::OfferHandover { parting, note: TypedText::new("") })
}

/// Returns the offer that was made last.
pub fn last_handover(region: &Region) -> HandoverId {
    let last = region.handovers.iter().max_by_key(|(_, one)| one.at);
    last.map(|(id, _)| *id).unwrap_or_default()
}

/// Goes on with what the last offer is about, as it stands now.
pub fn accept_handover() -> Asking {
    Box::new(|region| {
        let handover = last_handover(region);
        let parting = region.handovers.get(&handover).map(|one| one.parting.holder());
        let seen = parting.map_or(Fingerprint::of(b""), |holder| region.held_fingerprint(holder));
        Command::AcceptHandover { handover, seen }
    })
}

/// Declines the last offer.
pub fn decline_handover(reason: &str) -> Asking {
    let reason = TypedText::new(reason);
    Box::new(move |region| Command::DeclineHandover {
        handover: last_handover(region),
        reason: reason.clone(),
    })
}

/// Takes the last offer back.
pub fn withdraw_handover() -> Asking {
    Box::new(|region| Command::WithdrawHandover { handover: last_handover(region) })
}

/// Asks for the attention of a person.
pub fn mention(who: Who) -> Mention {
    Mention::Person(person(who))
}

/// Offers what waits for somebody to a colleague or another partner, or answers what was offered.
pub fn handover(step: Step, number: u32, own: Option<OrganisationId>, seen: &Region) -> Command {
    let text = |parting: &Parting| {
        let of = match parting.readers() {
            Readers::Everyone => EVERYONE,
            Readers::Within(side) => side.unwrap_or(THE_REGION),
        };
        TypedText::new(canary(of, number))
    };
    let takes = |found: &Handover| match who(step) {
        Who::Member(member) => found.is_open() && found.parting.may_be_taken_by(&member),
        Who::System | Who::Guest(_) => false,
    };
    let own_offer = seen.handovers.iter().find(|(_, found)| takes(found));
    let any = seen.handovers.iter().nth(usize::from(step.field) % (seen.handovers.len() + 2));
    let Some((handover, found)) = own_offer.or(any) else {
        let of = own.unwrap_or(TOWN);
        let person = |who| match who {
            Who::Member(member) => Parting::Person {
                of: member.person,
                side: side_of(&member),
                to: (!step.value.is_multiple_of(3)).then(|| person(lead(of))),
            },
            Who::System | Who::Guest(_) => Parting::Organisation { of: SHELTER, to: POLICE },
        };
        let waits_for = |who: &Who| match who {
            Who::Member(member) => !seen.held(Holder::of_member(member)).is_empty(),
            Who::System | Who::Guest(_) => false,
        };
        let busy: Vec<Who> = everyone().into_iter().filter(waits_for).collect();
        let parting = match (step.place % 4, busy.len()) {
            (0, _) => Parting::Organisation { of: SHELTER, to: POLICE },
            (1, _) | (_, 0) => person(who(step)),
            (_, some) => person(busy[usize::from(step.place) % some]),
        };
        return Command::OfferHandover { parting, note: text(&parting) };
    };
    let (handover, parting) = (*handover, found.parting);
    match step.place % 5 {
        0 => Command::WithdrawHandover { handover },
        1 | 2 => Command::DeclineHandover { handover, reason: text(&parting) },
        _ => {
            let seen = seen.held_fingerprint(parting.holder());
            let seen = if step.stale { Fingerprint::of(b"stale") } else { seen };
            Command::AcceptHandover { handover, seen }
        }
    }
}
