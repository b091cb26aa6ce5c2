//! Folds an entry into a region. Obeys and never judges: total, without a clock.

use crate::answer::{
    Answer, AnswerContent, AnswerKey, Aspect, Confirmed, Draft, Previous, RECENT_TEXTS_MAX, Shared,
    Working,
};
use crate::event::{Entry, Event};
use crate::ids::{FieldId, Moment, RoundId};
use crate::organisation::Participation;
use crate::region::Region;
use crate::regional::{PutForward, Reaction, Says};
use crate::round::Round;
use crate::sheet::Sheet;
use crate::text::GuardedText;

/// Makes the region what it is after this entry.
/// Size: one arm for each kind, so that the compiler sees that none is missing.
pub fn evolve(region: &mut Region, entry: &Entry) {
    region.head = entry.seq;
    match &entry.event {
        Event::RegionFounded { region: id, name } => {
            region.id = *id;
            region.name = name.clone();
        }
        Event::OrganisationAdmitted { organisation, kind, chain_parties, serves } => {
            let joined = region.participations.get(organisation);
            let (since, entry) =
                joined.map_or((entry.at, entry.seq), |part| (part.since, part.entry));
            let (chain_parties, serves) = (chain_parties.clone(), serves.clone());
            let part = Participation { kind: *kind, since, entry, chain_parties, serves };
            region.participations.insert(*organisation, part);
        }
        Event::RoundOpened { round, name, edition, asked } => {
            carry_over(region);
            region.rounds.push(Round {
                id: *round,
                name: name.clone(),
                edition: edition.clone(),
                opened: entry.at,
                closed: None,
                asked: asked.clone(),
            });
        }
        Event::RoundClosed { round } => close(region, *round, entry.at),
        Event::AnswerDrafted { change, .. } => draft(region, entry, |working| {
            working.value = change.to;
        }),
        Event::MarkDrafted { aspect, change, .. } => draft(region, entry, |working| match aspect {
            Aspect::Paper => working.paper = change.to,
            Aspect::Practice => working.practice = change.to,
        }),
        Event::RegionalValueDrafted { change, .. } => draft(region, entry, |working| {
            working.value = change.to;
        }),
        Event::ExplanationDrafted { text, typed, .. }
        | Event::RegionalExplanationDrafted { text, typed, .. } => {
            explain(region, entry, text, typed.as_ref());
        }
        Event::AnswerShared { municipality, field, round, content } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            share(region, key, entry.at, *round, content);
            let value = content.value;
            release_if(region, key, |regional| regional.content.value != value);
        }
        Event::AnswerConfirmed { municipality, field, round, .. } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            answer_mut(region, key).confirmed = Some(Confirmed { at: entry.at, round: *round });
            release_if(region, key, |_| false);
        }
        Event::RegionalAnswerPutForward { field, round, content } => {
            put_forward(region, *field, entry.at, *round, content);
        }
        Event::RegionalAnswerApplied { municipality, field, round, regional, content } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            apply(
                region,
                key,
                content,
                Reaction { to: *regional, round: *round, at: entry.at, says: Says::Applies },
            );
        }
        Event::RegionalAnswerDiffered { municipality, field, round, regional, reason } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            let holds = region.texts.hold(key);
            let reason = if holds { reason.clone() } else { GuardedText::default() };
            let says = Says::Differs { reason };
            react(region, key, Reaction { to: *regional, round: *round, at: entry.at, says });
        }
    }
}

/// Puts a regional answer forward, and ends its draft.
fn put_forward(
    region: &mut Region,
    field: FieldId,
    at: Moment,
    round: RoundId,
    content: &AnswerContent,
) {
    let fingerprint = Working::from(content).fingerprint();
    let put_forward = PutForward { content: content.clone(), fingerprint, at, round };
    region.regional.entry(field).or_default().put_forward = Some(put_forward);
    forget_draft(region, Sheet::Regional(field));
}

/// Takes a regional answer over as a municipality's own.
fn apply(region: &mut Region, key: AnswerKey, content: &AnswerContent, reaction: Reaction) {
    // Someone may still be at work on the draft that goes.
    if let Some(draft) = region.draft(key).cloned() {
        remember(region, key.into(), [&draft.explanation].into_iter());
    }
    share(region, key, reaction.at, reaction.round, content);
    react(region, key, reaction);
}

/// Lets everyone see an answer, and ends its draft.
fn share(region: &mut Region, key: AnswerKey, at: Moment, round: RoundId, content: &AnswerContent) {
    let mut content = content.clone();
    if !region.texts.hold(key) {
        content.explanation = GuardedText::default();
    }
    let answer = answer_mut(region, key);
    answer.shared = Some(Shared { content, at, round });
    answer.confirmed = None;
    forget_draft(region, key.into());
}

fn react(region: &mut Region, key: AnswerKey, reaction: Reaction) {
    let answer = region.regional.entry(key.field).or_default();
    answer.reactions.insert(key.municipality, reaction);
}

/// Ends "geldt ook hier" where a municipality now answers by itself: the regional answer changed
/// since, or says something else than the municipality does (`says_else`).
fn release_if(region: &mut Region, key: AnswerKey, says_else: impl FnOnce(&PutForward) -> bool) {
    let Some(answer) = region.regional.get_mut(&key.field) else {
        return;
    };
    let applies =
        answer.reactions.get(&key.municipality).is_some_and(|it| it.says == Says::Applies);
    let own = answer.was_taken_over_and_changed(key.municipality)
        || answer.put_forward.as_ref().is_some_and(says_else);
    if applies && own {
        answer.reactions.remove(&key.municipality);
    }
}

/// Every living answer becomes "last time".
fn carry_over(region: &mut Region) {
    for answer in region.answers.values_mut().flat_map(|answers| answers.values_mut()) {
        let basis = answer.basis();
        if let (Some(shared), Some(round)) = (&answer.shared, basis) {
            answer.previous = Some(Previous { content: shared.content.clone(), round });
        }
    }
    for answer in region.regional.values_mut() {
        if let Some(PutForward { content, round, .. }) = &answer.put_forward {
            answer.previous = Some(Previous { content: content.clone(), round: *round });
        }
    }
}

fn close(region: &mut Region, round: RoundId, at: Moment) {
    for known in region.rounds.iter_mut().filter(|known| known.id == round) {
        known.closed.get_or_insert(at);
    }
}

/// Changes the draft of the sheet that the entry is about.
fn draft(region: &mut Region, entry: &Entry, change: impl FnOnce(&mut Working)) {
    let Some(sheet) = entry.event.sheet() else {
        return;
    };
    let mut working = region.working(sheet);
    change(&mut working);
    let shared = region.shared_working(sheet);
    // A draft that says what is shared already is no draft.
    draft_mut(region, sheet).working = (working != shared).then_some(working);
    drop_if_empty(region, sheet);
}

/// Writes the explanation and remembers the texts that edits under way may have started from.
fn explain(region: &mut Region, entry: &Entry, text: &GuardedText, typed: Option<&GuardedText>) {
    let Some(sheet) = entry.event.sheet() else {
        return;
    };
    let before = region.working(sheet).explanation;
    draft(region, entry, |working| working.explanation = text.clone());
    remember(region, sheet, [Some(&before), typed].into_iter().flatten());
    drop_if_empty(region, sheet);
}

fn remember<'a>(region: &mut Region, sheet: Sheet, texts: impl Iterator<Item = &'a GuardedText>) {
    let recent = &mut draft_mut(region, sheet).recent;
    for earlier in texts {
        if !earlier.as_str().is_empty() && !recent.contains(earlier) {
            recent.push(earlier.clone());
        }
    }
    let over = recent.len().saturating_sub(RECENT_TEXTS_MAX);
    recent.drain(..over);
}

/// Ends a draft. Viewers without that draft have nothing to end, and nothing is made for them.
fn forget_draft(region: &mut Region, sheet: Sheet) {
    let drafts = match sheet {
        Sheet::Answer(key) => region.drafts.get_mut(&key.municipality),
        Sheet::Regional(_) => Some(&mut region.regional_drafts),
    };
    if let Some(draft) = drafts.and_then(|drafts| drafts.get_mut(&sheet.field())) {
        draft.working = None;
    }
    drop_if_empty(region, sheet);
}

/// Drops a draft that holds nothing any more, so that it does not travel in every snapshot.
fn drop_if_empty(region: &mut Region, sheet: Sheet) {
    let drafts = match sheet {
        Sheet::Answer(key) => region.drafts.get_mut(&key.municipality),
        Sheet::Regional(_) => Some(&mut region.regional_drafts),
    };
    let Some(drafts) = drafts else {
        return;
    };
    if drafts.get(&sheet.field()).is_some_and(|draft| *draft == Draft::default()) {
        drafts.remove(&sheet.field());
    }
    if let (true, Some(municipality)) = (drafts.is_empty(), sheet.municipality()) {
        region.drafts.remove(&municipality);
    }
}

fn answer_mut(region: &mut Region, key: AnswerKey) -> &mut Answer {
    region.answers.entry(key.municipality).or_default().entry(key.field).or_default()
}

fn draft_mut(region: &mut Region, sheet: Sheet) -> &mut Draft {
    let drafts = match sheet {
        Sheet::Answer(key) => region.drafts.entry(key.municipality).or_default(),
        Sheet::Regional(_) => &mut region.regional_drafts,
    };
    drafts.entry(sheet.field()).or_default()
}
