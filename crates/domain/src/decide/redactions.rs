//! Judges removals: of a text by whoever wrote it, or by the coordinator.
//!
//! Invariant: what somebody cannot read is not there for them, and whose text it is stands in its entry.
//! Nobody but a coordinator takes away what another organisation wrote first. The host does, by the number of the
//! entry and without reading it: what nobody is left for who can read it must not stand for ever.

use super::{REASON_CHARS_MAX, Verdict, guarded};
use crate::actor::Actor;
use crate::event::{Entry, Event, TextPlace};
use crate::ids::{CommandId, RedactionId};
use crate::redaction::{self, writer};
use crate::refusal::Refusal;
use crate::rights::{Ability, demand};
use crate::text::TypedText;
use crate::view::{Delivery, entry_for, readers_of};

/// Returns the place of a text that an actor may remove, or says why not.
pub fn may_redact(
    journal: &[Entry],
    actor: &Actor,
    (seq, nth): (u64, u32),
) -> Result<TextPlace, Refusal> {
    let found = entry(journal, seq)?;
    let seen = match (actor, entry_for(&actor.viewer(), found)) {
        (Actor::System, _) => found.clone(),
        (_, Delivery::Full(seen)) => seen,
        _ => return Err(Refusal::NotHere),
    };
    let texts = seen.event.texts();
    let text = texts.get(nth as usize).ok_or(Refusal::NotHere)?;
    demand(actor, Ability::Redact(writer(found, nth)))?;
    if matches!(seen.event, Event::RegionFounded { .. }) {
        return Err(Refusal::NameMissing);
    }
    match text.redacted() {
        Some(_) => Err(Refusal::TextIsRedacted),
        None if text.is_blank() => Err(Refusal::NotHere),
        None => Ok(TextPlace { entry: seq, nth, readers: readers_of(&found.event) }),
    }
}

/// Returns every place from which a text goes when an actor who may do so removes it.
pub fn places_redacted(journal: &[Entry], actor: &Actor, from: TextPlace) -> Vec<TextPlace> {
    let found = journal.iter().find(|found| found.seq == from.entry);
    let takes_all = *actor == Actor::System || actor.viewer().coordinates;
    match found.and_then(|found| writer(found, from.nth)) {
        Some(own) if !takes_all => redaction::own_copies(journal, from, own),
        _ => redaction::copies(journal, from),
    }
}

/// Removes a text, with the copies of it that go along.
pub(super) fn redact(
    journal: &[Entry],
    actor: &Actor,
    command: CommandId,
    (seq, nth): (u64, u32),
    reason: &TypedText,
) -> Verdict {
    let place = may_redact(journal, actor, (seq, nth))?;
    let event = &entry(journal, seq)?.event;
    let reason = guarded(reason, REASON_CHARS_MAX)?;
    if reason.is_blank() {
        return Err(Refusal::WhyRedactedMissing);
    }
    if event.texts().get(nth as usize).is_some_and(|text| redaction::repeats(&reason, text)) {
        return Err(Refusal::ReasonRepeatsText);
    }
    Ok(vec![Event::TextRedacted {
        redaction: RedactionId(command.creates("redaction")),
        readers: place.readers,
        question: redaction::question(event, nth),
        of: writer(entry(journal, seq)?, nth),
        copies: places_redacted(journal, actor, place),
        reason,
    }])
}

fn entry(journal: &[Entry], seq: u64) -> Result<&Entry, Refusal> {
    journal.iter().find(|entry| entry.seq == seq).ok_or(Refusal::NotHere)
}
