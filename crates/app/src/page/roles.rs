//! What waits for somebody in a role that they hold and do not act in now.

use domain::Role;
use serde::{Deserialize, Serialize};

/// That something waits in another role.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InRole {
    /// In which role.
    pub role: Role,
    /// How much.
    pub waits: usize,
}
