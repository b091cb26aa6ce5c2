//! Who has access for which organisation, and who looked that through when.

use domain::{Day, Fingerprint, Moment, OrganisationId, PersonId, Refusal, ReviewStand, Role};
use serde::{Deserialize, Serialize};

use super::Invited;

/// Who has access in a region, as far as the reader looks after it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AccessPage {
    /// The token of this rendering of the forms.
    pub token: String,
    /// The organisations for which somebody acts: those whose review is due longest first.
    pub organisations: Vec<OrganisationAccess>,
    /// The organisations that take part and for which nobody acts, by name.
    pub without_people: Vec<OrganisationId>,
    /// The organisation of which the reader just said that the list is right.
    pub done: Option<OrganisationId>,
    /// The organisation of which that was not taken in, and why.
    pub trouble: Option<(OrganisationId, AccessTrouble)>,
}

impl AccessPage {
    /// Counts the organisations whose review stands so.
    pub fn count(&self, stand: ReviewStand) -> usize {
        self.organisations.iter().filter(|one| one.stand == stand).count()
    }
}

/// Who has access for one organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrganisationAccess {
    /// The organisation.
    pub organisation: OrganisationId,
    /// When its review is due.
    pub due: Day,
    /// Where the review stands.
    pub stand: ReviewStand,
    /// Whether somebody of the organisation may review it.
    pub has_lead: bool,
    /// The places, by name.
    pub places: Vec<PlaceOf>,
    /// The invitations that are open.
    pub invitations: Vec<Invited>,
    /// Names what is shown of places and invitations.
    pub fingerprint: Fingerprint,
    /// The reviews there were, the latest first.
    pub reviews: Vec<ReviewHeld>,
}

/// A place, as whoever reviews it sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlaceOf {
    /// Whose.
    pub person: PersonId,
    /// What colleagues call them.
    pub name: String,
    /// In which roles, the one that they act in first.
    pub roles: Vec<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
    /// Since when.
    pub since: Moment,
    /// When they signed in last since then, as long as that is known; for whoever looks after the place.
    pub signed_in: Option<Moment>,
    /// Whether the reader looks after the place.
    pub can_change: bool,
}

/// A review that was held.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReviewHeld {
    /// When.
    pub at: Moment,
    /// What whoever held it was to the region, and for which organisation.
    pub by: String,
    /// How many places there were.
    pub places: usize,
}

/// A review that waits for the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReviewDue {
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// When it is due.
    pub due: Day,
}

/// Why it was not taken in that a list is right.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTrouble {
    /// The list changed since the page was made.
    Changed,
    /// The rules refuse it.
    Refused(Refusal),
}
