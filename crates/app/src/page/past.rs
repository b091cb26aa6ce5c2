//! A day that somebody asked to see, and how addresses ask for it.

use domain::Day;
use serde::{Deserialize, Serialize};

/// The query word that names the day.
pub const QUERY: &str = "op";

/// A day that somebody asked to see.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// The page shows this day.
    Shown(Day),
    /// What was typed is no day: the page shows now.
    NoDay(String),
    /// The day that was typed is not over yet: the page shows now.
    NotYet(String),
}
