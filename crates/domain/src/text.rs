//! Free text, before and after the no-case guard.
//!
//! Invariant: a [`GuardedText`] comes from [`GuardedText::pass`] or from the journal, which holds
//! only what once passed. A stored text is never judged again: the guard of today says nothing
//! about what was lawful yesterday.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::guard::{self, Blocked};

/// A text as someone typed it, not yet judged. Commands carry this; events never do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TypedText(pub String);

impl TypedText {
    /// Returns whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.tidied().trim().is_empty()
    }

    /// Takes a text as typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text as it would be kept: line ends unified (forms post CR LF), and without
    /// characters that no database and no page can show or that nobody sees, behind which a number
    /// could hide.
    pub fn tidied(&self) -> String {
        self.0
            .replace("\r\n", "\n")
            .chars()
            .map(|c| if c == '\r' { '\n' } else { c })
            .filter(|c| *c == '\n' || *c == '\t' || !(c.is_control() || is_unseen(*c)))
            .collect()
    }
}

/// Returns whether a character takes no room of its own: zero-width spaces, marks of direction,
/// the soft hyphen. The joiners stay, which emoji and other scripts need.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text that passed the no-case guard. Cheap to copy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuardedText(Arc<str>);

impl GuardedText {
    /// Lets a typed text pass, or says what in it may not be kept.
    pub fn pass(typed: &TypedText) -> Result<GuardedText, Blocked> {
        let clean = typed.tidied();
        guard::inspect(&clean)?;
        Ok(Self(clean.into()))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether nothing but white space is in it.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Returns the number of characters.
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }

    /// Returns the name of this text as the base of an edit.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.0.as_bytes())
    }
}

impl Default for GuardedText {
    fn default() -> Self {
        Self("".into())
    }
}

impl fmt::Display for GuardedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Shows the length only: free text does not belong in logs.
impl fmt::Debug for GuardedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuardedText({} bytes)", self.0.len())
    }
}

/// The name of a text or of an answer's content: the first 64 bits of its SHA-256, in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Returns the fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        let digest = Sha256::digest(bytes);
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        Fingerprint(u64::from_be_bytes(first))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl std::str::FromStr for Fingerprint {
    type Err = crate::ids::NotAnId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // One fingerprint has one spelling: no sign, no capitals.
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 16 || !text.bytes().all(digit) {
            return Err(crate::ids::NotAnId);
        }
        u64::from_str_radix(text, 16).map(Fingerprint).map_err(|_| crate::ids::NotAnId)
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = crate::ids::NotAnId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> String {
        fingerprint.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_a_form_are_unified_and_control_characters_dropped() {
        let text = GuardedText::pass(&TypedText::new("een\r\ntwee\u{0}\u{7}\rdrie")).unwrap();
        assert_eq!(text.as_str(), "een\ntwee\ndrie");
    }

    #[test]
    fn a_number_does_not_hide_behind_what_nobody_sees() {
        let hidden = TypedText::new("1234\u{200b}56\u{ad}782");
        assert!(GuardedText::pass(&hidden).is_err());
        let family = TypedText::new("\u{1f469}\u{200d}\u{1f467}");
        assert_eq!(GuardedText::pass(&family).unwrap().as_str(), family.0);
    }

    #[test]
    fn a_fingerprint_survives_its_spelling() {
        let fingerprint = Fingerprint::of(b"tekst");
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
        for other in ["zz", "+00000000000000f", "000000000000000F", "00000000000000001"] {
            assert!(other.parse::<Fingerprint>().is_err(), "{other}");
        }
    }

    #[test]
    fn a_text_never_shows_itself_in_a_log() {
        let text = GuardedText::pass(&TypedText::new("geheim")).unwrap();
        assert!(!format!("{text:?}").contains("geheim"));
    }
}
