//! Judges the views of partners: draft, give, withdraw.

use super::Verdict;
use super::answers::{Written, asked_once, must_be_asked, refuse_incomplete, written};
use crate::actor::Actor;
use crate::answer::{AnswerValue, Wording};
use crate::change::{Change, Meeting};
use crate::command::SeenAnswer;
use crate::event::Event;
use crate::ids::{FieldId, OrganisationId};
use crate::partner_view::ViewStanding;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::rights::{Ability, demand};
use crate::sheet::ViewKey;
use crate::text::{Fingerprint, TypedText};

/// Names a view on something that is asked and that the actor may write.
pub(super) fn writable(
    region: &Region,
    actor: &Actor,
    partner: OrganisationId,
    field: FieldId,
) -> Result<ViewKey, Refusal> {
    may(region, actor, partner)?;
    must_be_asked(region, field)?;
    Ok(ViewKey { partner, field })
}

fn may(region: &Region, actor: &Actor, partner: OrganisationId) -> Result<(), Refusal> {
    if !region.is_partner(partner) {
        return Err(Refusal::NotHere);
    }
    demand(actor, Ability::WriteViews(partner))
}

pub(super) fn answer(
    region: &Region,
    ViewKey { partner, field }: ViewKey,
    change: Change<Option<AnswerValue>>,
) -> Verdict {
    let now = region.working(ViewKey { partner, field }).value;
    match change.meets(&now) {
        Meeting::Already => Ok(vec![]),
        Meeting::Differs => Err(Refusal::ValueChanged { field, now }),
        Meeting::Fits => Ok(vec![Event::PartnerValueDrafted { partner, field, change }]),
    }
}

pub(super) fn explain(
    region: &Region,
    key: ViewKey,
    wording: Wording,
    base: Fingerprint,
    typed: &TypedText,
) -> Verdict {
    let ViewKey { partner, field } = key;
    let written = written(region, key.into(), wording, base, typed)?;
    let drafted = written.map(|Written { text, typed }| Event::PartnerTextDrafted {
        partner,
        field,
        wording,
        base,
        text,
        typed,
    });
    Ok(drafted.into_iter().collect())
}

pub(super) fn give(
    region: &Region,
    actor: &Actor,
    partner: OrganisationId,
    answers: &[SeenAnswer],
) -> Verdict {
    may(region, actor, partner)?;
    let round = asked_once(region, answers)?;
    refuse_incomplete(region, answers, |field| ViewKey { partner, field }.into())?;
    let sealed = region.round().is_some_and(|round| round.seals());
    let given = answers.iter().filter_map(|SeenAnswer { field, .. }| {
        let (field, key) = (*field, ViewKey { partner, field: *field });
        let again = region.view(key).is_some();
        let says_so = again && region.draft(key).is_none();
        let content = region.working(key).content().filter(|_| !says_so)?;
        Some(Event::PartnerViewGiven { partner, field, round, content, sealed, again })
    });
    Ok(given.collect())
}

/// What the view said becomes a draft again, so that nothing that somebody wrote is lost. It is one
/// entry whatever the view said: others count the entries that they may not read.
pub(super) fn withdraw(region: &Region, key: ViewKey, seen: Fingerprint) -> Verdict {
    let ViewKey { partner, field } = key;
    let round = region.round().ok_or(Refusal::NoRound)?.id;
    let standing = region.view_standing(key);
    if standing == ViewStanding::NotGiven {
        return Err(Refusal::NothingToWithdraw { field });
    }
    let working = region.working(key);
    if working.fingerprint() != seen {
        return Err(Refusal::ChangedSinceSeen { fields: vec![field] });
    }
    let sealed = matches!(standing, ViewStanding::Sealed(_));
    Ok(vec![Event::PartnerViewWithdrawn { partner, field, round, sealed, draft: Some(working) }])
}
