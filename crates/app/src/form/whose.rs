//! Whose sheets a form holds: the same inputs become the commands of a municipality, of the region
//! or of a partner.

use domain::answer::Wording;
use domain::{
    AnswerKey, AnswerValue, Change, Command, FieldId, Fingerprint, OrganisationId, SeenAnswer,
    Sheet, TypedText, ViewKey,
};

/// Whose sheets a form holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// The answers of a municipality.
    Municipality(OrganisationId),
    /// The answers of the region.
    Region,
    /// The views of a partner.
    Partner(OrganisationId),
}

impl Whose {
    /// Returns the sheet for a field.
    pub fn sheet(self, field: FieldId) -> Sheet {
        match self {
            Whose::Municipality(municipality) => AnswerKey { municipality, field }.into(),
            Whose::Region => Sheet::Regional(field),
            Whose::Partner(partner) => ViewKey { partner, field }.into(),
        }
    }

    /// Returns the organisation, unless it is the region.
    pub fn owner(self) -> Option<OrganisationId> {
        match self {
            Whose::Municipality(own) | Whose::Partner(own) => Some(own),
            Whose::Region => None,
        }
    }

    /// Returns the command that lets answers be seen. `why_now` goes along with what a municipality
    /// shares.
    pub fn let_see(self, answers: Vec<SeenAnswer>, why_now: Option<TypedText>) -> Command {
        match self {
            Whose::Municipality(municipality) => Command::Share { municipality, answers, why_now },
            Whose::Region => Command::PutForward { answers },
            Whose::Partner(partner) => Command::GiveViews { partner, answers },
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
        Sheet::View(ViewKey { partner, field }) => {
            Command::AnswerAsPartner { partner, field, change }
        }
    }
}

/// Returns the command that writes a text of a sheet. Only views have more texts than one.
pub fn explain(sheet: Sheet, wording: Wording, base: Fingerprint, text: TypedText) -> Command {
    match sheet {
        Sheet::Answer(AnswerKey { municipality, field }) => {
            Command::Explain { municipality, field, base, text }
        }
        Sheet::Regional(field) => Command::ExplainForRegion { field, base, text },
        Sheet::View(ViewKey { partner, field }) => {
            Command::ExplainAsPartner { partner, field, wording, base, text }
        }
    }
}
