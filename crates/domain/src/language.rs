//! The languages of the interface.

use serde::{Deserialize, Serialize};

/// A language that every text for users exists in.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch, the language of the region.
    #[default]
    Nl,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order in which the switch shows them.
    pub const ALL: [Language; 2] = [Language::Nl, Language::En];

    /// Returns the code for `lang` attributes and cookies.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Nl => "nl",
            Language::En => "en",
        }
    }

    /// Returns the language with this code.
    pub fn from_code(code: &str) -> Option<Language> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}
