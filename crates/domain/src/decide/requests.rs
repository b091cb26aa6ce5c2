//! Judges requests: make, report ready, ask for changes, decline, close.

use super::own_questions::must_stand;
use super::{REASON_CHARS_MAX, REQUESTS_MAX, Verdict, guarded};
use crate::actor::Actor;
use crate::day::Day;
use crate::event::{Author, Event};
use crate::ids::{CommandId, OrganisationId, RequestId};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::request::{Matter, Request, Stand, Subject, Wish};
use crate::rights::{Ability, demand};
use crate::text::{GuardedText, TypedText};

pub(super) fn make(
    region: &Region,
    actor: &Actor,
    command: CommandId,
    wish: Wish,
    due: Option<Day>,
    note: &TypedText,
) -> Verdict {
    may_ask(region, actor, &wish)?;
    region.open_round().ok_or(Refusal::NoRound)?;
    must_be_asked_still(region, &wish)?;
    if !is_asked(region, &wish) {
        return Err(Refusal::NotHere);
    }
    let Author { person, organisation: asker } = actor.author();
    let is_self = match wish {
        Wish::Draft { by, .. } => person == Some(by),
        Wish::View { of, .. } => asker == Some(of),
    };
    if is_self {
        return Err(Refusal::AskedOneself);
    }
    let same = |request: &Request| {
        let is_ours = request.by.organisation == asker || wish.colleague().is_some();
        request.wish == wish && is_ours && !request.is_over()
    };
    if region.requests.values().any(same) {
        return Err(Refusal::AlreadyAsked);
    }
    let own = region.requests.values().filter(|request| request.by.organisation == asker);
    if REQUESTS_MAX <= own.count() {
        return Err(Refusal::TooManyRequests { max: REQUESTS_MAX });
    }
    let note = guarded(note, REASON_CHARS_MAX)?;
    let matter = Matter { request: RequestId(command.creates("request")), wish };
    Ok(vec![Event::RequestMade { matter, due, note }])
}

/// The colleague may say so as often as they like, until the request is over.
pub(super) fn ready(region: &Region, actor: &Actor, request: RequestId) -> Verdict {
    let (matter, found) = visible(region, actor, request)?;
    let Wish::Draft { by, .. } = matter.wish else {
        // A view says for itself that it was given, to those who may know.
        return Err(Refusal::NotHere);
    };
    demand(actor, Ability::AnswerAsColleague(by))?;
    must_be_asked_still(region, &matter.wish)?;
    match found.stand {
        Stand::Ready => Ok(vec![]),
        Stand::Open | Stand::Changes { .. } => Ok(vec![Event::RequestReady { matter }]),
        Stand::Declined { .. } | Stand::Closed => Err(Refusal::RequestIsOver),
    }
}

pub(super) fn changes(
    region: &Region,
    actor: &Actor,
    request: RequestId,
    note: &TypedText,
) -> Verdict {
    let (matter, found) = visible(region, actor, request)?;
    let Wish::Draft { of, .. } = matter.wish else {
        // What a partner thinks is its own.
        return Err(Refusal::NotHere);
    };
    demand(actor, Ability::AskColleagues(of))?;
    must_be_asked_still(region, &matter.wish)?;
    if found.is_over() {
        return Err(Refusal::RequestIsOver);
    }
    let note = said(note)?;
    if matches!(&found.stand, Stand::Changes { note: last, .. } if *last == note) {
        return Ok(vec![]);
    }
    Ok(vec![Event::ChangesRequested { matter, note }])
}

pub(super) fn decline(
    region: &Region,
    actor: &Actor,
    request: RequestId,
    reason: &TypedText,
) -> Verdict {
    let (matter, found) = visible(region, actor, request)?;
    demand(
        actor,
        match matter.wish {
            Wish::Draft { by, .. } => Ability::AnswerAsColleague(by),
            Wish::View { of, .. } => Ability::WriteViews(of),
        },
    )?;
    if found.is_over() {
        return Err(Refusal::RequestIsOver);
    }
    Ok(vec![Event::RequestDeclined { matter, reason: said(reason)? }])
}

pub(super) fn close(region: &Region, actor: &Actor, request: RequestId) -> Verdict {
    let (matter, found) = visible(region, actor, request)?;
    demand(
        actor,
        match (matter.wish, found.by.organisation) {
            (Wish::Draft { of, .. }, _) => Ability::AskColleagues(of),
            (Wish::View { .. }, Some(asker)) => Ability::EndRequests(asker),
            (Wish::View { .. }, None) => Ability::Coordinate,
        },
    )?;
    match found.stand {
        Stand::Closed => Ok(vec![]),
        _ => Ok(vec![Event::RequestClosed { matter }]),
    }
}

/// Checks that the actor may ask this, of somebody who takes part.
fn may_ask(region: &Region, actor: &Actor, wish: &Wish) -> Result<(), Refusal> {
    let takes_part = |id: &OrganisationId| region.takes_part(*id);
    match wish {
        Wish::Draft { of, .. } => {
            if !of.as_ref().is_none_or(takes_part) {
                return Err(Refusal::NotHere);
            }
            demand(actor, Ability::AskColleagues(*of))
        }
        Wish::View { of, .. } => {
            if !region.is_partner(*of) {
                return Err(Refusal::NotHere);
            }
            demand(actor, Ability::AskPartners)
        }
    }
}

/// Returns whether the present round asks what a request is about, of whoever should write it.
fn is_asked(region: &Region, wish: &Wish) -> bool {
    let about: Subject = wish.about();
    let mut fields = region.fields().filter(|field| about.covers(*field));
    match wish {
        Wish::Draft { of: None, .. } => fields.any(|field| region.is_regional(field)),
        Wish::Draft { .. } | Wish::View { .. } => fields.next().is_some(),
    }
}

/// Finds a request; one that the actor may not see looks like none.
fn visible<'r>(
    region: &'r Region,
    actor: &Actor,
    request: RequestId,
) -> Result<(Matter, &'r Request), Refusal> {
    let found = region.requests.get(&request).ok_or(Refusal::NotHere)?;
    if !found.wish.is_seen_by(&actor.viewer()) {
        return Err(Refusal::NotHere);
    }
    region.open_round().ok_or(Refusal::NoRound)?;
    Ok((Matter { request, wish: found.wish }, found))
}

/// Checks that the question that a request is about was not taken away.
fn must_be_asked_still(region: &Region, wish: &Wish) -> Result<(), Refusal> {
    match wish.about() {
        Subject::Question(question) => must_stand(region, question),
        Subject::Check(_) => Ok(()),
    }
}

/// Takes a text that must say something.
fn said(typed: &TypedText) -> Result<GuardedText, Refusal> {
    let text = guarded(typed, REASON_CHARS_MAX)?;
    if text.is_blank() { Err(Refusal::NoteMissing) } else { Ok(text) }
}
