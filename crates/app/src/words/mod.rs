//! Every sentence for users, in every language, side by side.
//!
//! Invariant: a phrase exists in all languages or does not compile. Knows nothing of screens, so
//! that pages, mails and reports speak with one voice.

mod access;
mod account;
mod action_history;
mod action_links;
mod action_list;
mod action_steps;
mod actions;
mod answers;
mod audit;
mod board;
mod calendar_feed;
mod check;
mod dates;
mod files;
mod frame;
mod granting;
mod grid;
mod handovers;
mod history;
mod library;
mod mail;
mod may;
mod names;
mod notices;
mod organisations;
mod own_questions;
mod paper;
mod partner_views;
mod past;
mod people;
mod presence;
mod progress;
mod question;
mod redactions;
mod refusals;
mod regional;
mod requests;
mod roles;
mod search;
mod sign_in;
mod statements;
mod talk;
mod work;

pub use action_links::LinkMail;
pub use dates::{day_begins, day_ends, local_day, machine_time};
use domain::Language;
pub use history::Told;
pub use mail::{DueReview, Letter};
pub use statements::Passage;

/// The words in one language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Words(pub Language);

impl Words {
    /// Picks the text in this language.
    pub(crate) fn pick<T>(self, nl: T, en: T) -> T {
        match self.0 {
            Language::Nl => nl,
            Language::En => en,
        }
    }
}

/// Begins a text as a sentence begins.
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Writes fixed phrases: a name, the Dutch text, the English text.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident: $nl:literal, $en:literal;)*) => {
        impl $crate::words::Words {
            $(
                $(#[$doc])*
                #[allow(missing_docs)] // A phrase's name and its text say what it is.
                pub fn $name(self) -> &'static str {
                    self.pick($nl, $en)
                }
            )*
        }
    };
}
pub(crate) use phrases;
