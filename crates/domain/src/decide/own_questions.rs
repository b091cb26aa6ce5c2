//! Judges the region's own questions: add, word anew, take away, put back.

use super::{OWN_QUESTIONS_MAX, QUESTION_CHARS_MAX, REASON_CHARS_MAX, Verdict, guarded_over};
use crate::event::{CarriedQuestion, Event};
use crate::ids::{CheckId, FieldId, QuestionId};
use crate::own_question::{OwnQuestion, Wanted};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::round::{Asked, Round, Scope};
use crate::text::{Fingerprint, TypedText};

pub(super) fn add(
    region: &Region,
    check: CheckId,
    scope: Scope,
    text: &TypedText,
    why: &TypedText,
) -> Verdict {
    let round = changeable(region)?;
    if !round.asked.iter().any(|asked| asked.field.check() == check) {
        return Err(Refusal::NotHere);
    }
    let full = || Refusal::TooManyOwnQuestions { max: OWN_QUESTIONS_MAX };
    if OWN_QUESTIONS_MAX <= round.own_asked().count() {
        return Err(full());
    }
    let wanted = wanted(text, why, None)?;
    let question = region.next_own(check).ok_or_else(full)?;
    Ok(vec![Event::OwnQuestionAdded { round: round.id, question, scope, wanted }])
}

/// Nobody words a question anew that a colleague worded anew since they looked.
pub(super) fn reword(
    region: &Region,
    question: QuestionId,
    seen: Fingerprint,
    text: &TypedText,
    why: &TypedText,
) -> Verdict {
    let (round, own) = standing(region, question)?;
    let wanted = wanted(text, why, Some(&own.wanted))?;
    if wanted.fingerprint() == own.wanted.fingerprint() {
        return Ok(vec![]);
    }
    if own.wanted.fingerprint() != seen {
        return Err(Refusal::ChangedSinceSeen { fields: vec![FieldId::new(question, None)] });
    }
    Ok(vec![Event::OwnQuestionReworded { round: round.id, question, wanted }])
}

pub(super) fn remove(region: &Region, question: QuestionId) -> Verdict {
    let (round, own) = known(region, question)?;
    match own.removed {
        Some(_) => Ok(vec![]),
        None => Ok(vec![Event::OwnQuestionRemoved { round: round.id, question }]),
    }
}

pub(super) fn put_back(region: &Region, question: QuestionId) -> Verdict {
    let (round, own) = known(region, question)?;
    if own.removed.is_none() {
        return Ok(vec![]);
    }
    if OWN_QUESTIONS_MAX <= round.own_asked().count() {
        return Err(Refusal::TooManyOwnQuestions { max: OWN_QUESTIONS_MAX });
    }
    Ok(vec![Event::OwnQuestionPutBack { round: round.id, question }])
}

/// Returns the own questions of the next round: what the one that is prepared asks, or else what the
/// present one still asks.
pub(super) fn carried(region: &Region) -> Vec<(Asked, CarriedQuestion)> {
    let own = region.prepared_or_present().into_iter().flat_map(Round::own_asked);
    own.map(|(question, OwnQuestion { scope, wanted, .. })| {
        let field = FieldId::new(question, None);
        let asked = Asked { field, scope: *scope, substitute: false };
        (asked, CarriedQuestion { question, wanted: wanted.clone() })
    })
    .collect()
}

/// Checks that a question was not taken away: whoever still has it before them is told. Whether it is asked at all is for others to say.
pub(super) fn must_stand(region: &Region, question: QuestionId) -> Result<(), Refusal> {
    let own = region.own_question(question);
    if own.is_some_and(|own| own.removed.is_some()) { Err(removed(question)) } else { Ok(()) }
}

fn removed(question: QuestionId) -> Refusal {
    Refusal::QuestionRemoved { field: FieldId::new(question, None) }
}

/// Returns the round in which the region's own questions can change: the one that is prepared or open. What
/// is discussed, or over, was answered as it was asked.
fn changeable(region: &Region) -> Result<&Round, Refusal> {
    let round = region.prepared_or_present().ok_or(Refusal::NoRound)?;
    if round.seals() { Ok(round) } else { Err(Refusal::QuestionsAreFixed) }
}

fn known(region: &Region, question: QuestionId) -> Result<(&Round, &OwnQuestion), Refusal> {
    let own = region.own_prepared_or_present(question).ok_or(Refusal::NotHere)?;
    Ok((changeable(region)?, own))
}

fn standing(region: &Region, question: QuestionId) -> Result<(&Round, &OwnQuestion), Refusal> {
    let (round, own) = known(region, question)?;
    match own.removed {
        Some(_) => Err(removed(question)),
        None => Ok((round, own)),
    }
}

/// Takes what is asked and why, which may go on from what was asked before.
fn wanted(text: &TypedText, why: &TypedText, from: Option<&Wanted>) -> Result<Wanted, Refusal> {
    let from: Vec<_> = from.into_iter().flat_map(|it| [&it.text, &it.why]).collect();
    let text = guarded_over(&text.in_one_line(), QUESTION_CHARS_MAX, &from)?;
    if text.is_blank() {
        return Err(Refusal::QuestionMissing);
    }
    Ok(Wanted { text, why: guarded_over(why, REASON_CHARS_MAX, &from)? })
}
