//! Folds an entry into a region. Obeys and never judges: total, without a clock.

use crate::answer::{
    Answer, AnswerKey, Aspect, Confirmed, Draft, Previous, RECENT_TEXTS_MAX, Shared, Working,
};
use crate::event::{Entry, Event};
use crate::ids::Moment;
use crate::organisation::Participation;
use crate::region::Region;
use crate::round::Round;
use crate::text::GuardedText;

/// Makes the region what it is after this entry.
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
        Event::ExplanationDrafted { text, typed, .. } => {
            explain(region, entry, text, typed.as_ref());
        }
        Event::AnswerShared { municipality, field, round, content } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            let mut content = content.clone();
            if !region.texts.hold(key) {
                content.explanation = GuardedText::default();
            }
            let shared = Shared { content, at: entry.at, round: *round };
            let answer = answer_mut(region, key);
            answer.shared = Some(shared);
            answer.confirmed = None;
            forget_draft(region, key);
        }
        Event::AnswerConfirmed { municipality, field, round, .. } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            answer_mut(region, key).confirmed = Some(Confirmed { at: entry.at, round: *round });
        }
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
}

fn close(region: &mut Region, round: crate::ids::RoundId, at: Moment) {
    for known in region.rounds.iter_mut().filter(|known| known.id == round) {
        known.closed.get_or_insert(at);
    }
}

/// Changes the draft of the answer that the entry is about.
fn draft(region: &mut Region, entry: &Entry, change: impl FnOnce(&mut Working)) {
    let Some(key) = entry.event.answer() else {
        return;
    };
    let mut working = region.working(key);
    change(&mut working);
    let shared = region.shared_working(key);
    // A draft that says what is shared already is no draft.
    draft_mut(region, key).working = (working != shared).then_some(working);
    drop_if_empty(region, key);
}

/// Writes the explanation and remembers the texts that edits under way may have started from.
fn explain(region: &mut Region, entry: &Entry, text: &GuardedText, typed: Option<&GuardedText>) {
    let Some(key) = entry.event.answer() else {
        return;
    };
    let before = region.working(key).explanation;
    draft(region, entry, |working| working.explanation = text.clone());
    let recent = &mut draft_mut(region, key).recent;
    for earlier in [Some(&before), typed].into_iter().flatten() {
        if !earlier.as_str().is_empty() && !recent.contains(earlier) {
            recent.push(earlier.clone());
        }
    }
    let over = recent.len().saturating_sub(RECENT_TEXTS_MAX);
    recent.drain(..over);
    drop_if_empty(region, key);
}

/// Ends a draft. Viewers without that draft have nothing to end, and nothing is made for them.
fn forget_draft(region: &mut Region, key: AnswerKey) {
    let drafts = region.drafts.get_mut(&key.municipality);
    if let Some(draft) = drafts.and_then(|drafts| drafts.get_mut(&key.field)) {
        draft.working = None;
    }
    drop_if_empty(region, key);
}

/// Drops a draft that holds nothing any more, so that it does not travel in every snapshot.
fn drop_if_empty(region: &mut Region, key: AnswerKey) {
    let Some(drafts) = region.drafts.get_mut(&key.municipality) else {
        return;
    };
    if drafts.get(&key.field).is_some_and(|draft| *draft == Draft::default()) {
        drafts.remove(&key.field);
    }
    if drafts.is_empty() {
        region.drafts.remove(&key.municipality);
    }
}

fn answer_mut(region: &mut Region, key: AnswerKey) -> &mut Answer {
    region.answers.entry(key.municipality).or_default().entry(key.field).or_default()
}

fn draft_mut(region: &mut Region, key: AnswerKey) -> &mut Draft {
    region.drafts.entry(key.municipality).or_default().entry(key.field).or_default()
}
