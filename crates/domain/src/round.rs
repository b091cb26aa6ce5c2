//! A round: one measurement period of a region.
//!
//! Invariant: a round carries what it asks, so that a replay needs no files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::ids::{EditionId, FieldId, Moment, QuestionId, RoundId};
use crate::own_question::OwnQuestion;
use crate::text::GuardedText;

/// Who can arrange what a question asks about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every municipality answers for itself.
    Municipal,
    /// The region may answer first; every municipality confirms or differs.
    Regional,
}

/// One answer field as the opening of a round carries it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The field.
    pub field: FieldId,
    /// Who can arrange it.
    pub scope: Scope,
    /// Whether this part is asked only when the first part is not in place (question 3.2b).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub substitute: bool,
}

/// One measurement period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Its name, mostly a year.
    pub name: GuardedText,
    /// The edition of the checklist that it uses.
    pub edition: EditionId,
    /// When it was opened, once it is: before that it is prepared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Moment>,
    /// When the discussion of it began, if it did: views of partners are visible from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discussed: Option<Moment>,
    /// When it was closed, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Moment>,
    /// Until which day municipalities answer, if that was agreed. Whoever is later is not refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Day>,
    /// What it asks, in the order of the checklist; the region's own questions end each check.
    pub asked: Vec<Asked>,
    /// The region's own questions, also those that were taken away.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<QuestionId, OwnQuestion>,
}

impl Round {
    /// Returns whether views of partners are sealed: until it is discussed.
    pub fn seals(&self) -> bool {
        self.discussed.is_none() && self.closed.is_none()
    }

    /// Returns whether it is being discussed.
    pub fn is_discussed(&self) -> bool {
        self.discussed.is_some() && self.closed.is_none()
    }

    /// Returns what the round says about this field, if it asks it.
    pub fn asked(&self, field: FieldId) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.field == field)
    }
}
