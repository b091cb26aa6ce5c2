//! What people ask who leave, and who succeed them.

use domain::{
    Command, Fingerprint, HandoverId, Mention, OrganisationId, Parting, PersonId, Region,
    TypedText, handover::side_of,
};

use super::asking::{Asking, person};
use super::people::Who;

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
    let Who::Member(member) = leaves else { panic!("the installation does not leave") };
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
