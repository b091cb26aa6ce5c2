//! Where it is said what became of an edit.

use domain::answer::Wording;
use domain::{AnswerKey, Command, Event, FieldId, OrganisationId, Refusal, Sheet, ViewKey};
use serde::{Deserialize, Serialize};

/// A place on a page that says what became of the latest edit there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// An answer or a view.
    Sheet(Sheet),
    /// Why the regional answer does not hold for a municipality: beside its own answer.
    Reason(AnswerKey),
    /// How a partner knows what its view says: below that.
    Source(ViewKey),
    /// Why a municipality shares answers while the round is discussed: above its form.
    WhyNow(OrganisationId),
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
    /// Returns where one text of a sheet stands.
    pub fn of_text(sheet: Sheet, wording: Wording) -> Place {
        match (sheet, wording) {
            (Sheet::View(key), Wording::Source) => Place::Source(key),
            _ => Place::Sheet(sheet),
        }
    }

    /// Returns where it is said what became of a command.
    pub fn of(command: &Command) -> Vec<Place> {
        match *command {
            Command::DifferFromRegional { municipality, field, .. } => {
                vec![Place::Reason(AnswerKey { municipality, field })]
            }
            Command::ExplainAsPartner { partner, field, wording: Wording::Source, .. } => {
                vec![Place::Source(ViewKey { partner, field })]
            }
            _ => command.sheets().into_iter().map(Place::Sheet).collect(),
        }
    }

    /// Returns the place that a command is about, if it is about one.
    pub fn only(command: &Command) -> Option<Place> {
        match Place::of(command)[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Returns where it is said that a command was refused: at the fields that the refusal names, or at
    /// all of the command's.
    pub fn refused(command: &Command, refusal: &Refusal) -> Vec<Place> {
        if let (Command::Share { municipality, .. }, true) = (command, is_about_a_reason(refusal)) {
            let mut places = vec![Place::WhyNow(*municipality)];
            if *refusal == Refusal::WhyNowMissing {
                places.extend(Place::of(command));
            }
            return places;
        }
        let (named, mut places) = (refusal.fields(), Place::of(command));
        if !named.is_empty() {
            places.retain(|place| place.field().is_some_and(|field| named.contains(&field)));
        }
        places
    }

    /// Returns the place that a refusal is about, if it is about one.
    pub fn blamed(command: &Command, refusal: &Refusal) -> Option<Place> {
        match Place::refused(command, refusal)[..] {
            [only] | [only @ Place::WhyNow(_), ..] => Some(only),
            _ => None,
        }
    }

    /// Returns the place that an event changes, if it is one.
    pub(super) fn changed_by(event: &Event) -> Option<Place> {
        match *event {
            Event::RegionalAnswerDiffered { municipality, field, .. } => {
                Some(Place::Reason(AnswerKey { municipality, field }))
            }
            Event::PartnerTextDrafted { partner, field, wording: Wording::Source, .. } => {
                Some(Place::Source(ViewKey { partner, field }))
            }
            _ => event.sheet().map(Place::Sheet),
        }
    }

    /// Returns the id of the text area of this place.
    pub fn input(self) -> String {
        match self {
            Place::Sheet(sheet) => format!("t{}", sheet.field()),
            Place::Reason(key) => format!("r{}", key.field),
            Place::Source(key) => format!("b{}", key.field),
            Place::WhyNow(_) => "waarom-nu".to_owned(),
        }
    }

    /// Returns the id of the input that a refusal is about.
    pub fn anchor(self, refusal: &Refusal) -> String {
        match self {
            Place::Sheet(sheet) => anchor(sheet.field(), refusal),
            place => place.input(),
        }
    }

    /// Returns the field that it belongs to, if it belongs to one.
    fn field(self) -> Option<FieldId> {
        match self {
            Place::Sheet(sheet) => Some(sheet.field()),
            Place::Reason(key) => Some(key.field),
            Place::Source(key) => Some(key.field),
            Place::WhyNow(_) => None,
        }
    }
}

/// Returns the id of the input of a sheet's value or explanation that a refusal is about.
pub fn anchor(field: FieldId, refusal: &Refusal) -> String {
    if stands_at_text(refusal) { format!("t{field}") } else { format!("a{field}") }
}

/// Returns whether a refusal is about the one text that sharing takes along.
fn is_about_a_reason(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::WhyNowMissing
            | Refusal::Guarded { .. }
            | Refusal::TellsCase { .. }
            | Refusal::TextTooLong { .. }
    )
}

/// Returns whether a refusal is about a text, so that it stands at that text.
pub fn stands_at_text(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::TextTooLong { .. }
            | Refusal::Guarded { .. }
            | Refusal::TellsCase { .. }
            | Refusal::ExplanationMissing { .. }
            | Refusal::TextChanged { .. }
    )
}
