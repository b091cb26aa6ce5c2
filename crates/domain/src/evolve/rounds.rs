//! Folds what happens to rounds and to the region's own questions.

use crate::answer::Previous;
use crate::event::CarriedQuestion;
use crate::ids::{EditionId, FieldId, Moment, QuestionId, RoundId};
use crate::own_question::{OwnQuestion, Wanted};
use crate::partner_view::{PartnerView, PartnerViews};
use crate::region::Region;
use crate::regional::PutForward;
use crate::round::{Asked, Round, Scope};
use crate::text::GuardedText;

/// Makes a round that nobody opened yet.
pub(super) fn made(
    id: RoundId,
    (name, edition): (&GuardedText, &EditionId),
    (asked, own): (&[Asked], &[CarriedQuestion]),
    at: Moment,
) -> Round {
    Round {
        id,
        name: name.clone(),
        edition: edition.clone(),
        opened: None,
        discussed: None,
        closed: None,
        deadline: None,
        asked: asked.to_vec(),
        own: own.iter().map(|own| carried_question(own, at, asked)).collect(),
    }
}

/// Makes a round the present one. It goes on from what was prepared.
pub(super) fn open(region: &mut Region, mut round: Round, at: Moment) {
    carry_over(region);
    if let Some(prepared) = region.prepared.take() {
        round.deadline = prepared.deadline;
        // What was taken away before it opened keeps its number, and can be put back.
        for (question, own) in prepared.own {
            round.own.entry(question).or_insert(own);
        }
    }
    // What is still talked about goes on where the round asks it, or may ask it again; the rest stays in
    // the journal.
    let is_known = |question: QuestionId| {
        let is_asked = round.asked.iter().any(|asked| asked.field.question == question);
        is_asked || round.own.contains_key(&question)
    };
    region.threads.retain(|_, thread| thread.resolved.is_none() && is_known(thread.topic.question));
    for (question, own) in &round.own {
        let before = region.own_question(*question).map(|own| &own.wanted.text);
        if before.is_some_and(|before| before.plain() != own.wanted.text.plain()) {
            ask_otherwise(region, *question);
        }
    }
    round.opened = Some(at);
    region.rounds.push(round);
}

/// Every living answer becomes "last time", and every view that could be seen. A view is given anew
/// in every round: it would be sealed otherwise and seen already.
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
    for views in region.partner_views.values_mut() {
        let sealed = std::mem::take(&mut views.sealed);
        for (partner, PartnerView { content, round, .. }) in std::mem::take(&mut views.given) {
            if !sealed.by.contains(&partner) {
                views.previous.insert(partner, Previous { content, round });
            }
        }
    }
    region.partner_views.retain(|_, views| *views != PartnerViews::default());
    // What was asked was asked for the round that is over; the journal tells of it.
    region.requests.clear();
}

/// Changes a round, also the one that is prepared.
pub(super) fn change(region: &mut Region, round: RoundId, change: impl FnOnce(&mut Round)) {
    let mut all = region.rounds.iter_mut().chain(&mut region.prepared);
    if let Some(known) = all.find(|known| known.id == round) {
        change(known);
    }
}

/// Words an own question anew. What is prepared changes nothing yet: nobody was asked.
pub(super) fn reword(region: &mut Region, round: RoundId, question: QuestionId, wanted: &Wanted) {
    let is_asked = region.round().is_some_and(|present| present.id == round);
    let text = region.own_question(question).map(|own| own.wanted.text.clone());
    change(region, round, |round| round.reword_own(question, wanted.clone()));
    if is_asked && text.is_some_and(|text| text.plain() != wanted.text.plain()) {
        ask_otherwise(region, question);
    }
}

/// Asks something else under a question: every answer to it asks to be looked at again, and what the region
/// put forward has to be put forward again.
fn ask_otherwise(region: &mut Region, question: QuestionId) {
    let field = FieldId::new(question, None);
    let answers = region.answers.values_mut().filter_map(|all| all.get_mut(&field));
    answers.for_each(|answer| answer.reworded = answer.shared.is_some());
    if let Some(regional) = region.regional.get_mut(&field)
        && let Some(PutForward { content, round, .. }) = regional.put_forward.take()
    {
        regional.previous = Some(Previous { content, round });
        regional.reactions.clear();
    }
}

/// Takes one of the region's own questions over into a round that asks it.
fn carried_question(
    own: &CarriedQuestion,
    at: Moment,
    asked: &[Asked],
) -> (QuestionId, OwnQuestion) {
    let field = FieldId::new(own.question, None);
    let asked = asked.iter().find(|asked| asked.field == field);
    let scope = asked.map_or(Scope::Municipal, |asked| asked.scope);
    (own.question, OwnQuestion::new(scope, own.wanted.clone(), at))
}
