//! What the page shows on which a text is removed.

use std::collections::BTreeMap;

use domain::{ActionId, Entry, GuardedText, Refusal};
use serde::{Deserialize, Serialize};

use super::NamedPeople;
use crate::form::RedactionForm;

/// The page of one entry of the history, on which its texts can be removed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RemovalPage {
    /// The entry, as its reader may see it.
    pub entry: Entry,
    /// The people in it.
    pub people: NamedPeople,
    /// What the actions are called that it is about.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<ActionId, String>,
    /// The texts in it that the reader may remove.
    pub texts: Vec<Removable>,
    /// Whether a text of it was just removed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// The form that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<(Refusal, RedactionForm)>,
}

/// A text that somebody may remove.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Removable {
    /// Which of the texts of its entry, from 0.
    pub nth: u32,
    /// The text.
    pub text: GuardedText,
    /// At how many places its reader can read it, or an earlier version of it.
    pub places: usize,
}
