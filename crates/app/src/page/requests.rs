//! What the page of requests shows beside the region, and who the reader's colleagues are.

use std::collections::BTreeMap;

use domain::rights::{Ability, demand};
use domain::{Member, OrganisationId, PersonId, QuestionId, Subject};
use serde::{Deserialize, Serialize};

use super::Table;
use crate::form::{RequestDeed, RequestForm, Trouble, Whose};

/// Somebody who works beside the reader.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Colleague {
    /// What colleagues call them: the name of their choice, else their function.
    pub name: String,
    /// The organisation for which they have a place in the region, or had the last one.
    pub of: OrganisationId,
    /// Their place in the region in each of the roles that they hold, the one that they act in first; none
    /// where it ended. Whoever holds a role can be asked what it takes, also while they act in another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

impl Colleague {
    /// Tells whether they hold a role that fits.
    pub fn holds(&self, fits: impl Fn(&Member) -> bool) -> bool {
        self.members.iter().any(fits)
    }
}

/// People whom a page names: mostly those of the reader's own organisation, or the coordinators for a
/// coordinator; where people talk to each other, everybody in the region.
pub type Colleagues = BTreeMap<PersonId, Colleague>;

/// The page on which people ask each other something.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RequestsPage {
    /// The form that is open, and what it begins with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Opening>,
    /// What the form did that was posted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<RequestDone>,
    /// The form that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedRequest>,
}

/// A form that an address opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// To ask a colleague about this.
    Colleague(Subject),
    /// To ask a partner about this.
    Partner(QuestionId),
}

/// What a form did about a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // What happened; the words stand with the screens.
pub enum RequestDone {
    Gevraagd,
    Klaar,
    Aangepast,
    Afgeslagen,
    Afgerond,
}

impl RequestDone {
    /// Every outcome.
    pub const ALL: [RequestDone; 5] = [
        RequestDone::Gevraagd,
        RequestDone::Klaar,
        RequestDone::Aangepast,
        RequestDone::Afgeslagen,
        RequestDone::Afgerond,
    ];

    /// Returns what a form that was taken in did.
    pub fn of(deed: RequestDeed) -> Self {
        match deed {
            RequestDeed::AskColleague { .. } | RequestDeed::AskPartner { .. } => {
                RequestDone::Gevraagd
            }
            RequestDeed::Ready(_) => RequestDone::Klaar,
            RequestDeed::Changes(_) => RequestDone::Aangepast,
            RequestDeed::Decline(_) => RequestDone::Afgeslagen,
            RequestDeed::Close(_) => RequestDone::Afgerond,
        }
    }

    /// Returns how the address writes it.
    pub const fn code(self) -> &'static str {
        match self {
            RequestDone::Gevraagd => "gevraagd",
            RequestDone::Klaar => "klaar",
            RequestDone::Aangepast => "aangepast",
            RequestDone::Afgeslagen => "afgeslagen",
            RequestDone::Afgerond => "afgerond",
        }
    }
}

/// A form that was not taken in, with everything that was typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedRequest {
    /// Why.
    pub trouble: Trouble,
    /// The form as it was sent.
    pub form: RequestForm,
}

impl Table {
    /// Returns whose sheets the reader writes in this region, if any: there they can ask colleagues.
    pub fn writes_for(&self) -> Option<Whose> {
        let (actor, own) = (self.insider.actor(), self.insider.organisation());
        let may = |of| demand(&actor, Ability::AskColleagues(of)).is_ok();
        if may(None) {
            return Some(Whose::Region);
        }
        match own.filter(|own| may(Some(*own)))? {
            own if self.region.is_municipality(own) => Some(Whose::Municipality(own)),
            own if self.region.is_partner(own) => Some(Whose::Partner(own)),
            _ => None,
        }
    }

    /// Returns whether the reader may ask partners for their view.
    pub fn asks_partners(&self) -> bool {
        demand(&self.insider.actor(), Ability::AskPartners).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_written_as_the_server_reads_it() {
        for done in RequestDone::ALL {
            let json = serde_json::to_string(&done).unwrap();
            assert_eq!(json, format!("\"{}\"", done.code()));
        }
    }
}
