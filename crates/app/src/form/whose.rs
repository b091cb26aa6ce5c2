//! Whose answers a form holds: the same inputs become the commands of a municipality or of the region.

use domain::{
    AnswerKey, AnswerValue, Change, Command, FieldId, Fingerprint, OrganisationId, SeenAnswer,
    Sheet, TypedText,
};

/// Whose answers a form holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Those of a municipality.
    Municipality(OrganisationId),
    /// Those of the region.
    Region,
}

impl Whose {
    /// Returns the sheet for a field.
    pub fn sheet(self, field: FieldId) -> Sheet {
        match self {
            Whose::Municipality(municipality) => AnswerKey { municipality, field }.into(),
            Whose::Region => Sheet::Regional(field),
        }
    }

    /// Returns the command that lets answers be seen.
    pub fn let_see(self, answers: Vec<SeenAnswer>) -> Command {
        match self {
            Whose::Municipality(municipality) => Command::Share { municipality, answers },
            Whose::Region => Command::PutForward { answers },
        }
    }
}

/// Returns the command that chooses the value of a sheet.
pub fn choose(sheet: Sheet, change: Change<Option<AnswerValue>>) -> Command {
    match sheet {
        Sheet::Answer(AnswerKey { municipality, field }) => {
            Command::Answer { municipality, field, change }
        }
        Sheet::Regional(field) => Command::AnswerForRegion { field, change },
    }
}

/// Returns the command that writes the explanation of a sheet.
pub fn explain(sheet: Sheet, base: Fingerprint, text: TypedText) -> Command {
    match sheet {
        Sheet::Answer(AnswerKey { municipality, field }) => {
            Command::Explain { municipality, field, base, text }
        }
        Sheet::Regional(field) => Command::ExplainForRegion { field, base, text },
    }
}
