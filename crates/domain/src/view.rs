//! What each reader may see: the one place that hides.
//!
//! Invariant: folding the deliveries that a viewer gets equals what the viewer may see of the
//! whole fold. What becomes visible travels with the event that makes it visible.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::action::{ActionStand, WaitsOn};
use crate::action_link::ActionAlone;
use crate::comment::{Readers, Topic};
use crate::event::{Entry, Event, TextPlace};
use crate::evolve::{evolve, evolve_masked};
use crate::ids::{ActionId, CommandId, FieldId, OrganisationId};
use crate::region::Region;
use crate::request::Wish;

/// What someone may look at, beyond what every member sees.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct Viewer {
    /// The organisation whose drafts are shown.
    pub drafts_of: Option<OrganisationId>,
    /// Whether what coordinators alone see is shown: the drafts of regional answers, and who gave a
    /// sealed view.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub coordinates: bool,
}

/// One entry as it travels to a viewer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Something happened that this viewer may not see: a bare number.
    Hidden {
        /// The number of the entry.
        seq: u64,
    },
    /// Something happened that this viewer may know of in part: without author and content.
    Masked {
        /// The number of the entry.
        seq: u64,
        /// What they may know.
        what: Masked,
    },
    /// The whole entry.
    Full(Entry),
}

/// What someone may know of something sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Masked {
    /// A partner gave a sealed view.
    ViewGiven {
        /// On what.
        field: FieldId,
        /// Who, for coordinators.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OrganisationId>,
    },
    /// A partner took a sealed view back.
    ViewWithdrawn {
        /// On what.
        field: FieldId,
        /// Who, for coordinators.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OrganisationId>,
    },
    /// A text of which they had a copy was removed. That text itself they could not read, so that it is
    /// not for them who removed it, and why.
    TextRedacted,
}

impl Masked {
    /// Leaves out who it was.
    fn anonymous(self) -> Self {
        match self {
            Masked::ViewGiven { field, .. } => Masked::ViewGiven { field, by: None },
            Masked::ViewWithdrawn { field, .. } => Masked::ViewWithdrawn { field, by: None },
            Masked::TextRedacted => Masked::TextRedacted,
        }
    }
}

impl Delivery {
    /// Returns the number of the entry.
    pub fn seq(&self) -> u64 {
        match self {
            Delivery::Hidden { seq } | Delivery::Masked { seq, .. } => *seq,
            Delivery::Full(entry) => entry.seq,
        }
    }

    /// Returns the command that the entry follows from, where the viewer may know.
    pub fn command(&self) -> Option<CommandId> {
        match self {
            Delivery::Hidden { .. } | Delivery::Masked { .. } => None,
            Delivery::Full(entry) => Some(entry.command),
        }
    }

    /// Returns whether a text was removed with it that the viewer may have: what they folded until then is
    /// no longer what they may see.
    pub fn removes_text(&self) -> bool {
        match self {
            Delivery::Hidden { .. } => false,
            Delivery::Masked { what, .. } => *what == Masked::TextRedacted,
            Delivery::Full(entry) => matches!(entry.event, Event::TextRedacted { .. }),
        }
    }

    /// Makes the viewer's region what it is after this delivery.
    pub fn fold_into(&self, region: &mut Region) {
        match self {
            Delivery::Hidden { seq } => region.head = *seq,
            Delivery::Masked { seq, what } => evolve_masked(region, *seq, what),
            Delivery::Full(entry) => evolve(region, entry),
        }
    }
}

/// Returns the region as this viewer may see it.
pub fn snapshot_for(viewer: &Viewer, region: &Region) -> Region {
    let drafts = region.drafts.iter().filter(|(owner, _)| viewer.drafts_of == Some(**owner));
    Region {
        id: region.id,
        head: region.head,
        name: region.name.clone(),
        participations: region.participations.clone(),
        rounds: region.rounds.clone(),
        prepared: region.prepared.clone(),
        answers: region.answers.clone(),
        drafts: drafts.map(|(owner, drafts)| (*owner, drafts.clone())).collect(),
        regional: region.regional.clone(),
        regional_drafts: match viewer.coordinates {
            true => region.regional_drafts.clone(),
            false => BTreeMap::new(),
        },
        partner_views: region
            .partner_views
            .iter()
            .map(|(field, views)| (*field, views.seen_by(viewer.drafts_of, viewer.coordinates)))
            .collect(),
        requests: region
            .requests
            .iter()
            .filter(|(_, request)| request.wish.is_seen_by(viewer))
            .map(|(id, request)| (*id, request.clone()))
            .collect(),
        threads: region
            .threads
            .iter()
            .filter(|(_, thread)| thread.topic.readers.include(viewer))
            .map(|(id, thread)| (*id, thread.clone()))
            .collect(),
        handovers: region
            .handovers
            .iter()
            .filter(|(_, handover)| handover.parting.is_seen_by(viewer))
            .map(|(id, handover)| (*id, handover.clone()))
            .collect(),
        actions: region.actions.clone(),
        steering_dates: region.steering_dates.clone(),
        redactions: region
            .redactions
            .iter()
            .filter(|(_, redaction)| redaction.readers.include(viewer))
            .map(|(id, redaction)| (*id, redaction.clone()))
            .collect(),
        texts: region.texts.clone(),
    }
}

/// Returns one action as whoever opens it by a link may see it, whoever that is: nothing else of the region, not what
/// it comes from or with what it was asked, no person, and of what happened to it only how it stands.
pub fn action_alone(region: &Region, id: ActionId) -> Option<ActionAlone> {
    let action = region.actions.get(&id)?;
    let at_work = matches!(action.stand, ActionStand::InProgress);
    let stand = match &action.stand {
        ActionStand::WaitingOn { on: WaitsOn::Action(_), note } => {
            let nobody_s = WaitsOn::Action(ActionId::default());
            ActionStand::WaitingOn { on: nobody_s, note: note.clone() }
        }
        stand => stand.clone(),
    };
    Some(ActionAlone {
        plan: action.plan.clone(),
        owner: action.owner,
        by: action.by.organisation,
        stand,
        said: action.said_last().filter(|_| at_work).cloned(),
        seen: action.fingerprint(),
        steps: action.steps_by_link(),
    })
}

/// Returns the entry as it travels to this viewer.
pub fn entry_for(viewer: &Viewer, entry: &Entry) -> Delivery {
    let seq = entry.seq;
    if let Event::TextRedacted { readers, copies, .. } = &entry.event {
        return redaction_for(viewer, entry, *readers, copies);
    }
    let may_see = match audience(&entry.event) {
        Audience::Everyone => true,
        Audience::Organisation(owner)
        | Audience::Sealed { owner, .. }
        | Audience::EveryoneButDraft { of: owner } => viewer.drafts_of == Some(owner),
        Audience::Coordinators => viewer.coordinates,
    };
    match audience(&entry.event) {
        _ if may_see => Delivery::Full(entry.clone()),
        Audience::EveryoneButDraft { .. } => Delivery::Full(without_draft(entry)),
        Audience::Sealed { others: Some(what), .. } if viewer.coordinates => {
            Delivery::Masked { seq, what }
        }
        Audience::Sealed { others: Some(what), .. } => {
            Delivery::Masked { seq, what: what.anonymous() }
        }
        _ => Delivery::Hidden { seq },
    }
}

/// A removal is known to those who could read the text, with the places that they could read; who had a
/// copy of what they could not read learns that it is gone.
fn redaction_for(
    viewer: &Viewer,
    entry: &Entry,
    readers: Readers,
    copies: &[TextPlace],
) -> Delivery {
    let seq = entry.seq;
    let known: Vec<TextPlace> =
        copies.iter().filter(|place| place.readers.include(viewer)).copied().collect();
    if readers.include(viewer) {
        let mut entry = entry.clone();
        if let Event::TextRedacted { copies, .. } = &mut entry.event {
            *copies = known;
        }
        return Delivery::Full(entry);
    }
    match known.is_empty() {
        true => Delivery::Hidden { seq },
        false => Delivery::Masked { seq, what: Masked::TextRedacted },
    }
}

/// Returns who may read the texts of an event.
pub(crate) fn readers_of(event: &Event) -> Readers {
    match audience(event) {
        Audience::Everyone => Readers::Everyone,
        Audience::Organisation(own)
        | Audience::Sealed { owner: own, .. }
        | Audience::EveryoneButDraft { of: own } => Readers::Within(Some(own)),
        Audience::Coordinators => Readers::Within(None),
    }
}

/// Leaves out the draft that an entry hands back to its own organisation.
fn without_draft(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    if let Event::PartnerViewWithdrawn { draft, .. } = &mut entry.event {
        *draft = None;
    }
    entry
}

/// Who may see an event.
enum Audience {
    Everyone,
    /// Everyone, but the draft in it only its own organisation.
    EveryoneButDraft {
        of: OrganisationId,
    },
    Organisation(OrganisationId),
    Coordinators,
    /// One organisation; others know of it, where that changes what they count.
    Sealed {
        owner: OrganisationId,
        others: Option<Masked>,
    },
}

fn audience_of(readers: Readers) -> Audience {
    match readers {
        Readers::Everyone => Audience::Everyone,
        Readers::Within(Some(own)) => Audience::Organisation(own),
        Readers::Within(None) => Audience::Coordinators,
    }
}

/// Returns whose eyes this event is for.
/// Size: one arm for each kind, so that the compiler sees that none is missing.
fn audience(event: &Event) -> Audience {
    match event {
        Event::AnswerDrafted { municipality, .. }
        | Event::ExplanationDrafted { municipality, .. }
        | Event::MarkDrafted { municipality, .. } => Audience::Organisation(*municipality),
        Event::RegionalValueDrafted { .. } | Event::RegionalExplanationDrafted { .. } => {
            Audience::Coordinators
        }
        Event::PartnerValueDrafted { partner, .. } | Event::PartnerTextDrafted { partner, .. } => {
            Audience::Organisation(*partner)
        }
        Event::PartnerViewGiven { partner, field, sealed: true, again, .. } => {
            let given = Masked::ViewGiven { field: *field, by: Some(*partner) };
            Audience::Sealed { owner: *partner, others: (!again).then_some(given) }
        }
        Event::PartnerViewWithdrawn { partner, field, sealed: true, .. } => {
            let withdrawn = Masked::ViewWithdrawn { field: *field, by: Some(*partner) };
            Audience::Sealed { owner: *partner, others: Some(withdrawn) }
        }
        Event::PartnerViewWithdrawn { partner, sealed: false, .. } => {
            Audience::EveryoneButDraft { of: *partner }
        }
        Event::RequestMade { matter, .. }
        | Event::RequestReady { matter }
        | Event::ChangesRequested { matter, .. }
        | Event::RequestDeclined { matter, .. }
        | Event::RequestClosed { matter }
        | Event::RequestPassedOn { matter, .. } => match matter.wish {
            Wish::Draft { of: Some(own), .. } => Audience::Organisation(own),
            Wish::Draft { of: None, .. } => Audience::Coordinators,
            Wish::View { .. } => Audience::Everyone,
        },
        Event::ThreadStarted { topic: Topic { readers, .. }, .. }
        | Event::CommentAdded { topic: Topic { readers, .. }, .. }
        | Event::ThreadResolved { topic: Topic { readers, .. }, .. }
        | Event::ThreadReopened { topic: Topic { readers, .. }, .. }
        | Event::ThreadPassedOn { topic: Topic { readers, .. }, .. }
        | Event::TextRedacted { readers, .. } => audience_of(*readers),
        Event::HandoverOffered { parting, .. }
        | Event::HandoverAccepted { parting, .. }
        | Event::HandoverDeclined { parting, .. }
        | Event::HandoverWithdrawn { parting, .. } => audience_of(parting.readers()),
        Event::RegionFounded { .. }
        | Event::OrganisationAdmitted { .. }
        | Event::OrganisationLeft { .. }
        | Event::RoundPrepared { .. }
        | Event::RoundOpened { .. }
        | Event::OwnQuestionAdded { .. }
        | Event::OwnQuestionReworded { .. }
        | Event::OwnQuestionRemoved { .. }
        | Event::OwnQuestionPutBack { .. }
        | Event::DeadlineSet { .. }
        | Event::DiscussionStarted { .. }
        | Event::ActionMade { .. }
        | Event::ActionRevised { .. }
        | Event::ActionOffered { .. }
        | Event::ActionAccepted { .. }
        | Event::ActionDeclined { .. }
        | Event::DateCounterProposed { .. }
        | Event::CounterProposalAgreed { .. }
        | Event::CounterProposalRefused { .. }
        | Event::ActionAssigned { .. }
        | Event::ActionProgressed { .. }
        | Event::ActionWaits { .. }
        | Event::ActionReportedDone { .. }
        | Event::ActionClosed { .. }
        | Event::ActionReopened { .. }
        | Event::ActionDropped { .. }
        | Event::OfferWentSilent { .. }
        | Event::ActionReminded { .. }
        | Event::RemindersPaused { .. }
        | Event::ActionFileAttached { .. }
        | Event::ActionFileRemoved { .. }
        | Event::ActionPassedOn { .. }
        | Event::SteeringDateAdded { .. }
        | Event::SteeringDateRemoved { .. }
        | Event::PartnerViewGiven { sealed: false, .. }
        | Event::RoundClosed { .. }
        | Event::AnswerShared { .. }
        | Event::AnswerConfirmed { .. }
        | Event::RegionalAnswerPutForward { .. }
        | Event::RegionalAnswerApplied { .. }
        | Event::RegionalAnswerDiffered { .. } => Audience::Everyone,
    }
}
