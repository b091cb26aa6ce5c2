//! What somebody writes on: the answer of a municipality, or the answer of the region.
//!
//! Both are drafted out of sight, merged by words, and then let seen; the rules for that are the
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
}

impl Sheet {
    /// Returns the field that it answers.
    pub fn field(self) -> FieldId {
        match self {
            Sheet::Answer(key) => key.field,
            Sheet::Regional(field) => field,
        }
    }

    /// Returns whose answer it is, unless it is the region's.
    pub fn municipality(self) -> Option<OrganisationId> {
        match self {
            Sheet::Answer(key) => Some(key.municipality),
            Sheet::Regional(_) => None,
        }
    }
}

impl From<AnswerKey> for Sheet {
    fn from(key: AnswerKey) -> Self {
        Sheet::Answer(key)
    }
}
