//! The form with which somebody removes a text for good.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::{Command, TypedText};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, TOKEN, read_text};

/// The name of the field that says which text of the entry.
pub const NTH: &str = "tekst";
/// The name of the field that says why.
pub const REASON: &str = "reden";

/// A form about a removal, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RedactionForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// Which text of the entry, from 0.
    pub nth: u32,
    /// Why, as it was typed.
    pub reason: TypedText,
}

impl RedactionForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<RedactionForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        Ok(RedactionForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            nth: find(NTH).and_then(|nth| nth.parse().ok()).ok_or(BrokenForm)?,
            reason: read_text(pairs, REASON).unwrap_or_default(),
        })
    }

    /// Returns the command of this form, on the page of an entry.
    pub fn command(&self, entry: u64) -> Command {
        Command::Redact { entry, nth: self.nth, reason: self.reason.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_which_text_and_why() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = [pair(TOKEN, "1"), pair(NTH, "2"), pair(REASON, "Hoort hier niet.")];
        let form = RedactionForm::read(&pairs).unwrap();
        let reason = TypedText::new("Hoort hier niet.");
        assert_eq!(form.command(7), Command::Redact { entry: 7, nth: 2, reason });
        assert!(RedactionForm::read(&pairs[..1]).is_err(), "it names no text");
        assert!(RedactionForm::read(&pairs[1..]).is_err(), "it has no token");
    }
}
