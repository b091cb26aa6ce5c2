//! What a coordinator does with the round that comes.
//!
//! Invariant: the same names are written by the page and read by the server.

use serde::{Deserialize, Serialize};

/// What the pressed button does with the name that was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundDeed {
    /// Prepare the round.
    Prepare,
    /// Open it.
    Open,
}

impl RoundDeed {
    /// Returns the value of the button that does it.
    pub const fn code(self) -> &'static str {
        match self {
            RoundDeed::Prepare => "bereid-ronde-voor",
            RoundDeed::Open => "open-ronde",
        }
    }

    /// Reads the value of a button, where it is one of these.
    pub fn read(code: &str) -> Option<RoundDeed> {
        [RoundDeed::Prepare, RoundDeed::Open].into_iter().find(|deed| deed.code() == code)
    }
}
