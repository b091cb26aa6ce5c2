//! Judges the answers of municipalities: draft, share, confirm.

use super::own_questions::must_stand;
use super::{ANSWERS_MAX, EXPLANATION_CHARS_MAX, REASON_CHARS_MAX, Verdict, guarded, guarded_over};
use crate::actor::Actor;
use crate::answer::{
    AnswerContent, AnswerKey, AnswerValue, Aspect, MarkValue, Standing, Wording, Working,
};
use crate::change::{Change, Meeting};
use crate::command::SeenAnswer;
use crate::event::Event;
use crate::ids::{FieldId, OrganisationId, RoundId};
use crate::merge::merge;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::rights::{Ability, demand};
use crate::round::Round;
use crate::sheet::Sheet;
use crate::text::{Fingerprint, GuardedText, TypedText};

/// Names an answer that exists and that the actor may write.
pub(super) fn writable(
    region: &Region,
    actor: &Actor,
    municipality: OrganisationId,
    field: FieldId,
) -> Result<AnswerKey, Refusal> {
    may(region, actor, Ability::WriteAnswers(municipality), municipality)?;
    must_be_asked(region, field)?;
    Ok(AnswerKey { municipality, field })
}

/// Checks that the present round asks this.
pub(super) fn must_be_asked(region: &Region, field: FieldId) -> Result<(), Refusal> {
    region.round().ok_or(Refusal::NoRound)?;
    must_stand(region, field.question)?;
    region.asked(field).map(|_| ()).ok_or(Refusal::NotHere)
}

/// Checks that a municipality is there, and then that the actor may do this for it.
pub(super) fn may(
    region: &Region,
    actor: &Actor,
    ability: Ability,
    municipality: OrganisationId,
) -> Result<(), Refusal> {
    if !region.is_municipality(municipality) {
        return Err(Refusal::NotHere);
    }
    demand(actor, ability)
}

pub(super) fn answer(
    region: &Region,
    AnswerKey { municipality, field }: AnswerKey,
    change: Change<Option<AnswerValue>>,
) -> Verdict {
    let now = region.working(AnswerKey { municipality, field }).value;
    match change.meets(&now) {
        Meeting::Already => Ok(vec![]),
        Meeting::Differs => Err(Refusal::ValueChanged { field, now }),
        Meeting::Fits => Ok(vec![Event::AnswerDrafted { municipality, field, change }]),
    }
}

pub(super) fn mark(
    region: &Region,
    AnswerKey { municipality, field }: AnswerKey,
    aspect: Aspect,
    change: Change<Option<MarkValue>>,
) -> Verdict {
    let now = region.working(AnswerKey { municipality, field }).mark(aspect);
    match change.meets(&now) {
        Meeting::Already => Ok(vec![]),
        Meeting::Differs => Err(Refusal::MarkChanged { field, aspect, now }),
        Meeting::Fits => Ok(vec![Event::MarkDrafted { municipality, field, aspect, change }]),
    }
}

/// An edit of the text that is there counts as it is; an edit of an earlier text is merged by
/// words; where both changed the same words, the writer sees both.
pub(super) fn explain(
    region: &Region,
    key: AnswerKey,
    base: Fingerprint,
    typed: &TypedText,
) -> Verdict {
    let AnswerKey { municipality, field } = key;
    let written = written(region, key.into(), Wording::Explanation, base, typed)?;
    let drafted = written.map(|Written { text, typed }| Event::ExplanationDrafted {
        municipality,
        field,
        base,
        text,
        typed,
    });
    Ok(drafted.into_iter().collect())
}

/// An edit of a text, taken in.
pub(super) struct Written {
    /// The text as it stands now.
    pub(super) text: GuardedText,
    /// What was typed, where it was merged with a colleague's edit.
    pub(super) typed: Option<GuardedText>,
}

/// Takes in an edit of a sheet's text, or nothing where it says what is there already.
pub(super) fn written(
    region: &Region,
    sheet: Sheet,
    wording: Wording,
    base: Fingerprint,
    typed: &TypedText,
) -> Result<Option<Written>, Refusal> {
    let chars_max = match wording {
        Wording::Explanation => EXPLANATION_CHARS_MAX,
        Wording::Source => REASON_CHARS_MAX,
    };
    let theirs = region.working(sheet).text(wording).clone();
    if typed.tidied() == theirs.as_str() {
        return Ok(None);
    }
    let start = region.text_named(sheet, wording, base);
    let from: Vec<&GuardedText> = start.iter().chain([&theirs]).collect();
    let mine = guarded_over(typed, chars_max, &from)?;
    if theirs.fingerprint() == base {
        return Ok(Some(Written { text: mine, typed: None }));
    }
    let conflict = || Refusal::TextChanged { field: sheet.field(), theirs: theirs.clone() };
    let start = start.ok_or_else(conflict)?;
    let merged = merge(start.as_str(), theirs.as_str(), mine.as_str()).map_err(|_| conflict())?;
    // Two innocent edits can make a number that is not: the result passes the guard as well.
    // And one that tells a case asks nobody for their word on what they did not write: they see both.
    let text = match guarded_over(&TypedText::new(merged), chars_max, &[&theirs, &mine]) {
        Err(Refusal::TellsCase { .. }) => return Err(conflict()),
        other => other?,
    };
    Ok((text != theirs).then_some(Written { text, typed: Some(mine) }))
}

pub(super) fn share(
    region: &Region,
    actor: &Actor,
    municipality: OrganisationId,
    answers: &[SeenAnswer],
    why_now: Option<&TypedText>,
) -> Verdict {
    let round = chosen(region, actor, Ability::WriteAnswers(municipality), municipality, answers)?;
    let sheet = |field| AnswerKey { municipality, field }.into();
    refuse_incomplete(region, answers, sheet)?;
    let new = answers.iter().filter_map(|seen| {
        let key = AnswerKey { municipality, field: seen.field };
        Some((seen.field, content_to_share(region, key)?))
    });
    let new: Vec<_> = new.collect();
    if new.is_empty() {
        return Ok(vec![]);
    }
    let why_now = why_now_of(region, why_now)?;
    let shared = new.into_iter().map(|(field, content)| Event::AnswerShared {
        municipality,
        field,
        round,
        content,
        why_now: why_now.clone(),
    });
    Ok(shared.collect())
}

/// Takes the reason of whoever shares while the round is discussed. Before that nobody is asked why,
/// and what came along all the same is left out.
fn why_now_of(region: &Region, typed: Option<&TypedText>) -> Result<Option<GuardedText>, Refusal> {
    if !region.round().is_some_and(Round::is_discussed) {
        return Ok(None);
    }
    let why = typed.map(|typed| guarded(typed, REASON_CHARS_MAX)).transpose()?;
    why.filter(|why| !why.is_blank()).map(Some).ok_or(Refusal::WhyNowMissing)
}

pub(super) fn confirm(
    region: &Region,
    actor: &Actor,
    municipality: OrganisationId,
    answers: &[SeenAnswer],
) -> Verdict {
    let round =
        chosen(region, actor, Ability::ConfirmAnswers(municipality), municipality, answers)?;
    let key = |field| AnswerKey { municipality, field };
    let unshared = fields(answers, |field| {
        region.draft(key(field)).is_some() || region.shared_value(key(field)).is_none()
    });
    if !unshared.is_empty() {
        return Err(Refusal::NotShared { fields: unshared });
    }
    refuse_changed(answers, |field| region.seen(key(field)))?;
    let confirmed = answers
        .iter()
        .filter(|seen| region.standing(key(seen.field)) != Standing::Confirmed)
        .map(|seen| Event::AnswerConfirmed {
            municipality,
            field: seen.field,
            round,
            content: region.shared_working(key(seen.field)).fingerprint(),
        });
    Ok(confirmed.collect())
}

/// Checks that these can be let seen: as the sender saw them, asked, with a value and, where that
/// needs one, an explanation.
pub(super) fn refuse_incomplete(
    region: &Region,
    answers: &[SeenAnswer],
    sheet: impl Fn(FieldId) -> Sheet,
) -> Result<(), Refusal> {
    let working = |field| region.working(sheet(field));
    refuse_changed(answers, |field| region.seen(sheet(field)))?;
    let wanting = fields(answers, |field| working(field).value.is_none());
    if !wanting.is_empty() {
        return Err(Refusal::ValueMissing { fields: wanting });
    }
    let unexplained = fields(answers, |field| lacks_explanation(&working(field)));
    if !unexplained.is_empty() {
        return Err(Refusal::ExplanationMissing { fields: unexplained });
    }
    for seen in answers {
        if !region.is_asked(seen.field, |first| working(first).value) {
            return Err(Refusal::NotAsked { field: seen.field });
        }
    }
    Ok(())
}

/// Checks what sharing and confirming have in common, and returns the round it counts for.
fn chosen(
    region: &Region,
    actor: &Actor,
    ability: Ability,
    municipality: OrganisationId,
    answers: &[SeenAnswer],
) -> Result<RoundId, Refusal> {
    may(region, actor, ability, municipality)?;
    asked_once(region, answers)
}

/// Checks that these are fields of the present round, each once, and returns the round.
pub(super) fn asked_once(region: &Region, answers: &[SeenAnswer]) -> Result<RoundId, Refusal> {
    let round = region.round().ok_or(Refusal::NoRound)?;
    if answers.is_empty() {
        return Err(Refusal::ValueMissing { fields: vec![] });
    }
    // First the bound: comparing each with each takes long when there are many.
    if ANSWERS_MAX < answers.len() {
        return Err(Refusal::NotHere);
    }
    let twice = answers
        .iter()
        .enumerate()
        .any(|(at, seen)| answers[..at].iter().any(|earlier| earlier.field == seen.field));
    if twice {
        return Err(Refusal::NotHere);
    }
    answers.iter().try_for_each(|seen| must_be_asked(region, seen.field))?;
    Ok(round.id)
}

fn refuse_changed(
    answers: &[SeenAnswer],
    now: impl Fn(FieldId) -> Fingerprint,
) -> Result<(), Refusal> {
    let changed: Vec<FieldId> =
        answers.iter().filter(|seen| now(seen.field) != seen.seen).map(|seen| seen.field).collect();
    if changed.is_empty() { Ok(()) } else { Err(Refusal::ChangedSinceSeen { fields: changed }) }
}

fn fields(answers: &[SeenAnswer], matches: impl Fn(FieldId) -> bool) -> Vec<FieldId> {
    answers.iter().map(|seen| seen.field).filter(|field| matches(*field)).collect()
}

fn lacks_explanation(working: &Working) -> bool {
    working.value.is_some_and(AnswerValue::needs_explanation) && working.explanation.is_blank()
}

/// Returns what sharing makes visible: a draft, or an answer of an earlier round that is said again.
fn content_to_share(region: &Region, key: AnswerKey) -> Option<AnswerContent> {
    let again = matches!(region.standing(key), Standing::Reconfirm(_));
    if region.draft(key).is_none() && !again {
        return None;
    }
    region.working(key).content()
}
