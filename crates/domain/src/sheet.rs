//! What somebody writes on: the answer of a municipality, the answer of the region, or the view of
//! a partner.
//!
//! All are drafted out of sight, merged by words, and then let seen; the rules for that are the
//! same and take a [`Sheet`].

use serde::{Deserialize, Serialize};

use crate::answer::AnswerKey;
use crate::ids::{FieldId, OrganisationId};

/// Names one sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// The answer of a municipality.
    Answer(AnswerKey),
    /// The answer of the region.
    Regional(FieldId),
    /// How a partner sees it.
    View(ViewKey),
}

/// Names the view of a partner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ViewKey {
    /// Whose view.
    pub partner: OrganisationId,
    /// On what.
    pub field: FieldId,
}

impl Sheet {
    /// Returns the field that it is about.
    pub fn field(self) -> FieldId {
        match self {
            Sheet::Answer(key) => key.field,
            Sheet::Regional(field) => field,
            Sheet::View(key) => key.field,
        }
    }

    /// Returns the organisation that writes on it, unless the region does.
    pub fn owner(self) -> Option<OrganisationId> {
        match self {
            Sheet::Answer(key) => Some(key.municipality),
            Sheet::Regional(_) => None,
            Sheet::View(key) => Some(key.partner),
        }
    }
}

impl From<AnswerKey> for Sheet {
    fn from(key: AnswerKey) -> Self {
        Sheet::Answer(key)
    }
}

impl From<ViewKey> for Sheet {
    fn from(key: ViewKey) -> Self {
        Sheet::View(key)
    }
}
