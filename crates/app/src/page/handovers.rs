//! Handing over: what a page shows of what waits for somebody who leaves.

use domain::{OrganisationId, PersonId, RegionId};
use serde::{Deserialize, Serialize};

use crate::form::handovers::{OF, ORGANISATION};
use crate::form::{HandoverDeed, HandoverForm, HandoverTrouble};

/// What waits for whoever leaves, and what others offer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct HandoverPage {
    /// Whose work it is about.
    pub about: HandoverAbout,
    /// What a form did.
    pub done: Option<HandoverDone>,
    /// A form that was not taken in.
    pub refused: Option<RefusedHandover>,
}

/// Whose work a page about handing over shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverAbout {
    /// The reader's own.
    #[default]
    Own,
    /// That of somebody whose place the reader looks after.
    Person(PersonId),
    /// That of an organisation that leaves.
    Organisation(OrganisationId),
}

impl HandoverAbout {
    /// Returns where such a page stands.
    pub fn address(self, region: RegionId) -> String {
        let narrowed = match self {
            HandoverAbout::Own => String::new(),
            HandoverAbout::Person(person) => format!("?{OF}={person}"),
            HandoverAbout::Organisation(of) => format!("?{ORGANISATION}={of}"),
        };
        format!("/regio/{region}/overdracht{narrowed}")
    }
}

/// A form that was not taken in, with everything that was typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedHandover {
    /// Why.
    pub trouble: HandoverTrouble,
    /// The form as it was sent.
    pub form: HandoverForm,
}

/// What a form about handing over did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverDone {
    /// What waits was offered.
    Offered,
    /// It was accepted.
    Accepted,
    /// It was declined.
    Declined,
    /// An offer was taken back.
    Withdrawn,
}

impl HandoverDone {
    /// Every outcome.
    pub const ALL: [HandoverDone; 4] = [
        HandoverDone::Offered,
        HandoverDone::Accepted,
        HandoverDone::Declined,
        HandoverDone::Withdrawn,
    ];

    /// Returns what a form that was taken in did.
    pub const fn of(deed: HandoverDeed) -> Self {
        match deed {
            HandoverDeed::Offer { .. } | HandoverDeed::OfferPart { .. } => HandoverDone::Offered,
            HandoverDeed::Accept { .. } => HandoverDone::Accepted,
            HandoverDeed::Decline(_) => HandoverDone::Declined,
            HandoverDeed::Withdraw(_) => HandoverDone::Withdrawn,
        }
    }

    /// Returns how the address writes it.
    pub const fn code(self) -> &'static str {
        match self {
            HandoverDone::Offered => "aangeboden",
            HandoverDone::Accepted => "overgenomen",
            HandoverDone::Declined => "afgewezen",
            HandoverDone::Withdrawn => "teruggetrokken",
        }
    }
}
