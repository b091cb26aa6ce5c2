//! Judges the answers of the region, and what municipalities say to them.

use super::answers::{Written, asked_once, may, must_be_asked, refuse_incomplete, written};
use super::{REASON_CHARS_MAX, Verdict, guarded_over};
use crate::actor::Actor;
use crate::answer::{AnswerContent, AnswerKey, AnswerValue, Wording};
use crate::change::{Change, Meeting};
use crate::command::SeenAnswer;
use crate::event::Event;
use crate::ids::{FieldId, OrganisationId, RoundId};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::regional::{PutForward, Response};
use crate::rights::{Ability, demand};
use crate::sheet::Sheet;
use crate::text::{Fingerprint, TypedText};

/// Checks that the region may answer this field, and that the actor may write for it.
pub(super) fn writable(region: &Region, actor: &Actor, field: FieldId) -> Result<(), Refusal> {
    demand(actor, Ability::WriteRegionalAnswers)?;
    must_be_regional(region, field)
}

fn must_be_regional(region: &Region, field: FieldId) -> Result<(), Refusal> {
    must_be_asked(region, field)?;
    if region.is_regional(field) { Ok(()) } else { Err(Refusal::NotHere) }
}

pub(super) fn answer(
    region: &Region,
    field: FieldId,
    change: Change<Option<AnswerValue>>,
) -> Verdict {
    let now = region.working(Sheet::Regional(field)).value;
    match change.meets(&now) {
        Meeting::Already => Ok(vec![]),
        Meeting::Differs => Err(Refusal::ValueChanged { field, now }),
        Meeting::Fits => Ok(vec![Event::RegionalValueDrafted { field, change }]),
    }
}

pub(super) fn explain(
    region: &Region,
    field: FieldId,
    base: Fingerprint,
    typed: &TypedText,
) -> Verdict {
    let written = written(region, Sheet::Regional(field), Wording::Explanation, base, typed)?;
    let drafted = written.map(|Written { text, typed }| Event::RegionalExplanationDrafted {
        field,
        base,
        text,
        typed,
    });
    Ok(drafted.into_iter().collect())
}

pub(super) fn put_forward(region: &Region, actor: &Actor, answers: &[SeenAnswer]) -> Verdict {
    demand(actor, Ability::WriteRegionalAnswers)?;
    let round = asked_once(region, answers)?;
    if !answers.iter().all(|seen| region.is_regional(seen.field)) {
        return Err(Refusal::NotHere);
    }
    refuse_incomplete(region, answers, Sheet::Regional)?;
    let put_forward = answers.iter().filter_map(|SeenAnswer { field, .. }| {
        let is_new = region.draft(Sheet::Regional(*field)).is_some();
        let content = region.working(Sheet::Regional(*field)).content()?;
        let said_already = region.put_forward(*field).is_some() && !is_new;
        let field = *field;
        (!said_already).then_some(Event::RegionalAnswerPutForward { field, round, content })
    });
    Ok(put_forward.collect())
}

/// Names the answer of a municipality that the actor may give on its behalf.
pub(super) fn answerable(
    region: &Region,
    actor: &Actor,
    municipality: OrganisationId,
    field: FieldId,
) -> Result<AnswerKey, Refusal> {
    may(region, actor, Ability::ConfirmAnswers(municipality), municipality)?;
    must_be_regional(region, field)?;
    Ok(AnswerKey { municipality, field })
}

/// What was on the screen of someone who reacts.
pub(super) struct Seen {
    /// What the region answered.
    pub(super) regional: Fingerprint,
    /// What the municipality had said to that.
    pub(super) said: Fingerprint,
}

/// The regional answer becomes the municipality's own. How it stands there on paper and in practice
/// only the municipality knows: its marks stay.
pub(super) fn apply(region: &Region, key: AnswerKey, seen: Seen, own: Fingerprint) -> Verdict {
    let AnswerKey { municipality, field } = key;
    let (round, put_forward) = as_seen(region, field, seen.regional)?;
    let working = region.working(key);
    let content = AnswerContent {
        paper: working.paper,
        practice: working.practice,
        ..put_forward.content.clone()
    };
    let says_so = working.content().as_ref() == Some(&content) && region.draft(key).is_none();
    if says_so && region.response(key) == Response::Applies {
        return Ok(vec![]);
    }
    if working.fingerprint() != own || region.said(key) != seen.said {
        return Err(Refusal::ChangedSinceSeen { fields: vec![field] });
    }
    let first = |field| region.working(AnswerKey { municipality, field }).value;
    if !region.is_asked(field, first) {
        return Err(Refusal::NotAsked { field });
    }
    let regional = seen.regional;
    Ok(vec![Event::RegionalAnswerApplied { municipality, field, round, regional, content }])
}

pub(super) fn differ(region: &Region, key: AnswerKey, seen: Seen, reason: &TypedText) -> Verdict {
    let AnswerKey { municipality, field } = key;
    let (round, _) = as_seen(region, field, seen.regional)?;
    let response = region.response(key);
    let reason = guarded_over(reason, REASON_CHARS_MAX, response.reason().as_slice())?;
    if reason.is_blank() {
        return Err(Refusal::ReasonMissing { field });
    }
    if response == (Response::Differs { reason: reason.clone() }) {
        return Ok(vec![]);
    }
    if region.said(key) != seen.said {
        return Err(Refusal::ChangedSinceSeen { fields: vec![field] });
    }
    let regional = seen.regional;
    Ok(vec![Event::RegionalAnswerDiffered { municipality, field, round, regional, reason }])
}

/// Returns what is put forward, if it is what the sender saw.
fn as_seen(
    region: &Region,
    field: FieldId,
    seen: Fingerprint,
) -> Result<(RoundId, &PutForward), Refusal> {
    let put_forward = region.put_forward(field).filter(|it| it.fingerprint == seen);
    let put_forward = put_forward.ok_or(Refusal::ChangedSinceSeen { fields: vec![field] })?;
    Ok((put_forward.round, put_forward))
}
