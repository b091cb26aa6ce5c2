//! Who is where right now, as their browsers say.
//!
//! Invariant: it stands in no journal and says nothing that `view` hides: who writes is told to those
//! who see the drafts there, and while views are sealed nobody learns that a partner looks at a
//! question, so that the moment at which a view is given names nobody.

use serde::{Deserialize, Serialize};

use crate::actor::{Member, Role};
use crate::ids::{CheckId, OrganisationId, QuestionId, TabId};
use crate::region::Region;
use crate::round::Round;
use crate::sheet::Sheet;
use crate::view::Viewer;

/// Where somebody is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Here {
    /// The page that they look at.
    pub page: Whereabouts,
    /// The sheet that they write on, if they are in a text of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writes: Option<Sheet>,
}

/// A page at which people meet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// One check of a municipality.
    Check(OrganisationId, CheckId),
    /// One question.
    Question(QuestionId),
}

/// Somebody at one tab of their browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Present {
    /// The tab, made by itself.
    pub tab: TabId,
    /// Which word of this tab it is: later ones count.
    #[serde(default)]
    pub nth: u64,
    /// Who it is, and as what they are here.
    pub member: Member,
    /// Where; nothing once they left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub here: Option<Here>,
}

impl Present {
    /// Returns the same as a viewer may know it.
    pub fn told_to(&self, viewer: &Viewer, region: &Region) -> Present {
        Present { here: self.here.and_then(|here| self.shown(here, viewer, region)), ..*self }
    }

    fn shown(&self, here: Here, viewer: &Viewer, region: &Region) -> Option<Here> {
        // A coordinator who works at a partner has no part in its view.
        let own = self.member.organisation;
        let is_partner = region.is_or_was_partner(own) && self.member.role != Role::Coordinator;
        let is_sealed = is_partner && region.round().is_some_and(Round::seals);
        let hides = is_sealed && matches!(here.page, Whereabouts::Question(_));
        if hides && viewer.drafts_of != Some(own) {
            return None;
        }
        // Whoever says that they write where they cannot is not believed.
        let both = [*viewer, self.member.viewer()];
        let writes = here.writes.filter(|sheet| both.iter().all(|viewer| sees(viewer, *sheet)));
        Some(Here { writes, ..here })
    }
}

/// Returns whether a viewer sees what is drafted on a sheet.
fn sees(viewer: &Viewer, sheet: Sheet) -> bool {
    match sheet.owner() {
        Some(owner) => viewer.drafts_of == Some(owner),
        None => viewer.coordinates,
    }
}
