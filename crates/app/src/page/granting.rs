//! Who reads a region along without a place in it, and the page on which a coordinator lets somebody do so.

use domain::{GuardedText, Moment, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::form::granting::{GrantForm, GrantTrouble};

/// Somebody reads the region along now. Who, is known by what they are: an administrator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// Whether it is the reader of the page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_own: bool,
    /// Until when.
    pub until: Moment,
    /// Why.
    pub reason: GuardedText,
}

/// Which administrator reads the region along, and until when.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GrantingPage {
    /// The token of this rendering of the form.
    pub token: String,
    /// The administrators who can be let in.
    pub readers: Vec<Reader>,
    /// The grants that count now, the newest first.
    pub grants: Vec<Granting>,
    /// Those that ended, the newest first.
    pub former: Vec<FormerGrant>,
    /// A form that was not taken in.
    pub refused: Option<RefusedGrant>,
    /// What a form did.
    pub done: Option<GrantingDone>,
}

/// An administrator, as a coordinator knows them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reader {
    /// The person.
    pub person: PersonId,
    /// What they are called: by function.
    pub name: String,
}

/// A grant that counts now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Granting {
    /// Names it for the form that ends it.
    pub id: Uuid,
    /// What its reader is called.
    pub reader: String,
    /// What colleagues call whoever gave it; nothing where that is not known any more.
    pub by: Option<String>,
    /// Since when.
    pub since: Moment,
    /// Until when.
    pub until: Moment,
    /// Why.
    pub reason: GuardedText,
}

/// A grant that ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FormerGrant {
    /// Names it for the form that removes its reason.
    pub id: Uuid,
    /// What its reader is called.
    pub reader: String,
    /// What colleagues call whoever gave it; nothing where that is not known any more.
    pub by: Option<String>,
    /// Since when.
    pub since: Moment,
    /// When it ended.
    pub ended: Moment,
    /// Why it was given.
    pub reason: GuardedText,
}

/// A form that was not taken in, with everything that was typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedGrant {
    /// The form as it was sent.
    pub form: GrantForm,
    /// Why.
    pub trouble: GrantTrouble,
}

/// What a form did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantingDone {
    /// Somebody reads along from now on.
    Given,
    /// Somebody reads along no more.
    Ended,
    /// The reason of a grant is gone for good.
    ReasonRemoved,
}

impl GrantingDone {
    /// Everything that can be done.
    pub const ALL: [GrantingDone; 3] =
        [GrantingDone::Given, GrantingDone::Ended, GrantingDone::ReasonRemoved];

    /// Returns how addresses write it.
    pub const fn code(self) -> &'static str {
        match self {
            GrantingDone::Given => "gegeven",
            GrantingDone::Ended => "gestopt",
            GrantingDone::ReasonRemoved => "reden-verwijderd",
        }
    }
}
