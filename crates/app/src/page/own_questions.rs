//! What the page of the region's own questions shows beside the region.

use domain::Round;
use domain::rights::{Ability, demand};
use serde::{Deserialize, Serialize};

use super::Table;
use crate::form::{OwnQuestionDeed, OwnQuestionForm, OwnQuestionTrouble};

/// The page on which the region's own questions stand.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OwnQuestionsPage {
    /// What the form did that was posted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<OwnQuestionDone>,
    /// The form that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedOwnQuestion>,
}

/// What a form did about an own question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // What happened; the words stand with the screens.
pub enum OwnQuestionDone {
    Toegevoegd,
    Geformuleerd,
    Weggehaald,
    Teruggezet,
}

impl OwnQuestionDone {
    /// Every outcome.
    pub const ALL: [OwnQuestionDone; 4] = [
        OwnQuestionDone::Toegevoegd,
        OwnQuestionDone::Geformuleerd,
        OwnQuestionDone::Weggehaald,
        OwnQuestionDone::Teruggezet,
    ];

    /// Returns what a form that was taken in did.
    pub fn of(deed: OwnQuestionDeed) -> Self {
        match deed {
            OwnQuestionDeed::Add { .. } => OwnQuestionDone::Toegevoegd,
            OwnQuestionDeed::Reword { .. } => OwnQuestionDone::Geformuleerd,
            OwnQuestionDeed::Remove(_) => OwnQuestionDone::Weggehaald,
            OwnQuestionDeed::PutBack(_) => OwnQuestionDone::Teruggezet,
        }
    }

    /// Returns how the address writes it.
    pub const fn code(self) -> &'static str {
        match self {
            OwnQuestionDone::Toegevoegd => "toegevoegd",
            OwnQuestionDone::Geformuleerd => "geformuleerd",
            OwnQuestionDone::Weggehaald => "weggehaald",
            OwnQuestionDone::Teruggezet => "teruggezet",
        }
    }
}

/// A form that was not taken in, with everything that was typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedOwnQuestion {
    /// Why.
    pub trouble: OwnQuestionTrouble,
    /// The form as it was sent.
    pub form: OwnQuestionForm,
}

impl Table {
    /// Returns whether the reader looks after the region's own questions.
    pub fn keeps_own_questions(&self) -> bool {
        demand(&self.insider.actor(), Ability::Coordinate).is_ok()
    }

    /// Returns whether the region's own questions can change now.
    pub fn own_questions_change(&self) -> bool {
        self.region.prepared_or_present().is_some_and(Round::seals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_written_as_the_server_reads_it() {
        for done in OwnQuestionDone::ALL {
            let json = serde_json::to_string(&done).unwrap();
            assert_eq!(json, format!("\"{}\"", done.code()));
        }
    }
}
