//! What the whole checklist on paper shows beside the region.

use domain::OrganisationId;
use serde::{Deserialize, Serialize};

/// The name of the field that says whose answers are printed.
pub const OF: &str = "gemeente";

/// The page with the whole checklist in its own order, made to be printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PaperPage {
    /// Whose answers stand in it; nothing: an empty one, to be filled in by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<OrganisationId>,
}
