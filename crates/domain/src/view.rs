//! What each reader may see: the one place that hides.
//!
//! Invariant: folding the deliveries that a viewer gets equals what the viewer may see of the
//! whole fold. What becomes visible travels with the event that makes it visible.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::event::{Entry, Event};
use crate::evolve::evolve;
use crate::ids::{CommandId, OrganisationId};
use crate::region::Region;

/// What someone may look at, beyond what every member sees.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct Viewer {
    /// The organisation whose drafts are shown.
    pub drafts_of: Option<OrganisationId>,
    /// Whether the drafts of regional answers are shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub regional_drafts: bool,
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
    /// The whole entry.
    Full(Entry),
}

impl Delivery {
    /// Returns the number of the entry.
    pub fn seq(&self) -> u64 {
        match self {
            Delivery::Hidden { seq } => *seq,
            Delivery::Full(entry) => entry.seq,
        }
    }

    /// Returns the command that the entry follows from, where the viewer may know.
    pub fn command(&self) -> Option<CommandId> {
        match self {
            Delivery::Hidden { .. } => None,
            Delivery::Full(entry) => Some(entry.command),
        }
    }

    /// Makes the viewer's region what it is after this delivery.
    pub fn fold_into(&self, region: &mut Region) {
        match self {
            Delivery::Hidden { seq } => region.head = *seq,
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
        answers: region.answers.clone(),
        drafts: drafts.map(|(owner, drafts)| (*owner, drafts.clone())).collect(),
        regional: region.regional.clone(),
        regional_drafts: match viewer.regional_drafts {
            true => region.regional_drafts.clone(),
            false => BTreeMap::new(),
        },
        texts: region.texts.clone(),
    }
}

/// Returns the entry as it travels to this viewer.
pub fn entry_for(viewer: &Viewer, entry: &Entry) -> Delivery {
    let may_see = match audience(&entry.event) {
        Audience::Everyone => true,
        Audience::Organisation(owner) => viewer.drafts_of == Some(owner),
        Audience::Coordinators => viewer.regional_drafts,
    };
    if may_see { Delivery::Full(entry.clone()) } else { Delivery::Hidden { seq: entry.seq } }
}

/// Who may see an event.
enum Audience {
    Everyone,
    Organisation(OrganisationId),
    Coordinators,
}

/// Returns whose eyes this event is for.
fn audience(event: &Event) -> Audience {
    match event {
        Event::AnswerDrafted { municipality, .. }
        | Event::ExplanationDrafted { municipality, .. }
        | Event::MarkDrafted { municipality, .. } => Audience::Organisation(*municipality),
        Event::RegionalValueDrafted { .. } | Event::RegionalExplanationDrafted { .. } => {
            Audience::Coordinators
        }
        Event::RegionFounded { .. }
        | Event::OrganisationAdmitted { .. }
        | Event::RoundOpened { .. }
        | Event::RoundClosed { .. }
        | Event::AnswerShared { .. }
        | Event::AnswerConfirmed { .. }
        | Event::RegionalAnswerPutForward { .. }
        | Event::RegionalAnswerApplied { .. }
        | Event::RegionalAnswerDiffered { .. } => Audience::Everyone,
    }
}
