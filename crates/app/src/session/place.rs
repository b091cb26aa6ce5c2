//! Where it is said what became of an edit.

use domain::{AnswerKey, Command, Event, FieldId, Sheet};

/// A place on a page that says what became of the latest edit there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// An answer, of a municipality or of the region.
    Sheet(Sheet),
    /// Why the regional answer does not hold for a municipality: beside its own answer.
    Reason(AnswerKey),
}

impl From<Sheet> for Place {
    fn from(sheet: Sheet) -> Self {
        Place::Sheet(sheet)
    }
}

impl From<AnswerKey> for Place {
    fn from(key: AnswerKey) -> Self {
        Place::Sheet(key.into())
    }
}

impl Place {
    /// Returns where it is said what became of a command.
    pub(super) fn of(command: &Command) -> Vec<Place> {
        match *command {
            Command::DifferFromRegional { municipality, field, .. } => {
                vec![Place::Reason(AnswerKey { municipality, field })]
            }
            _ => command.sheets().into_iter().map(Place::Sheet).collect(),
        }
    }

    /// Returns the place that an event changes, if it is one.
    pub(super) fn changed_by(event: &Event) -> Option<Place> {
        match *event {
            Event::RegionalAnswerDiffered { municipality, field, .. } => {
                Some(Place::Reason(AnswerKey { municipality, field }))
            }
            _ => event.sheet().map(Place::Sheet),
        }
    }

    /// Returns the id of the input of this place.
    pub fn input(self) -> String {
        match self {
            Place::Sheet(sheet) => format!("t{}", sheet.field()),
            Place::Reason(key) => format!("r{}", key.field),
        }
    }

    /// Returns whether a refusal that names fields names this one.
    pub(super) fn is_among(self, fields: &[FieldId]) -> bool {
        match self {
            Place::Sheet(sheet) => fields.contains(&sheet.field()),
            Place::Reason(key) => fields.contains(&key.field),
        }
    }
}
