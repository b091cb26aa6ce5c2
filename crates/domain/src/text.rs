//! Free text, before and after the no-case guard.
//!
//! Invariant: a [`GuardedText`] comes from [`GuardedText::pass`] or from the journal, which holds
//! only what once passed. A stored text is never judged again: the guard of today says nothing
//! about what was lawful yesterday.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::guard::{self, Objection};
use crate::ids::RedactionId;

/// A text as someone typed it, not yet judged. Commands carry this; events never do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Spelled<String>", into = "Spelled<String>")]
pub struct TypedText {
    text: String,
    /// Whether the writer saw what in it looks like a case, and says that it is none.
    vouched: bool,
}

impl TypedText {
    /// Takes a text as typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), vouched: false }
    }

    /// Says whether the writer vouches for it: that what looks like a case in it is none.
    #[must_use]
    pub fn vouched(self, vouched: bool) -> Self {
        Self { vouched, ..self }
    }

    /// Returns whether its writer vouches for it.
    pub const fn is_vouched(&self) -> bool {
        self.vouched
    }

    /// Returns the text as it was typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.tidied().trim().is_empty()
    }

    /// Returns the text as it would be kept: line ends unified (forms post CR LF), and without
    /// characters that no database and no page can show or that nobody sees, behind which a number
    /// could hide.
    pub fn tidied(&self) -> String {
        self.text
            .replace("\r\n", "\n")
            .chars()
            .map(|c| if c == '\r' { '\n' } else { c })
            .filter(|c| *c == '\n' || *c == '\t' || !(c.is_control() || is_unseen(*c)))
            .collect()
    }

    /// Returns the text in one line, as a heading is kept.
    #[must_use]
    pub fn in_one_line(&self) -> TypedText {
        let text = self.tidied().split_whitespace().collect::<Vec<_>>().join(" ");
        Self { text, vouched: self.vouched }
    }

    /// Returns the text as it will be kept, where nothing stands in it that is refused whatever its
    /// writer says.
    pub fn as_kept(&self) -> Option<GuardedText> {
        GuardedText::pass(&self.clone().vouched(true)).ok()
    }
}

/// How a text is written down: as it is, or with the word of its writer beside it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Spelled<Text> {
    Plain(Text),
    Vouched { text: Text, vouched: bool },
}

impl<Text> Spelled<Text> {
    fn of(text: Text, vouched: bool) -> Self {
        if vouched { Spelled::Vouched { text, vouched } } else { Spelled::Plain(text) }
    }

    fn parts(self) -> (Text, bool) {
        match self {
            Spelled::Plain(text) => (text, false),
            Spelled::Vouched { text, vouched } => (text, vouched),
        }
    }
}

impl From<Spelled<String>> for TypedText {
    fn from(spelled: Spelled<String>) -> Self {
        let (text, vouched) = spelled.parts();
        Self { text, vouched }
    }
}

impl From<TypedText> for Spelled<String> {
    fn from(typed: TypedText) -> Self {
        Spelled::of(typed.text, typed.vouched)
    }
}

/// Returns whether a character takes no room of its own: zero-width spaces, marks of direction,
/// the soft hyphen. The joiners stay, which emoji and other scripts need; the guard looks through them.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text that passed the no-case guard, or the mark that one was removed. Cheap to copy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct GuardedText {
    /// The text; where it was removed the name of the removal, which is all that is left then.
    held: Arc<str>,
    kind: Kind,
}

/// What a guarded text holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A text.
    Plain,
    /// A text in which something looks like a case, of which its writer said that it is none.
    Vouched,
    /// The name of the removal that took the text away, and which of the texts that it took this was.
    Removed(u32),
}

impl Kind {
    const fn of(vouched: bool) -> Self {
        if vouched { Kind::Vouched } else { Kind::Plain }
    }
}

/// How a guarded text is written down.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Text(Spelled<Arc<str>>),
    Redacted {
        redacted: RedactionId,
        /// The first when absent.
        #[serde(default, skip_serializing_if = "is_first")]
        nth: u32,
    },
}

#[allow(clippy::trivially_copy_pass_by_ref)] // Serde asks for it so.
const fn is_first(nth: &u32) -> bool {
    *nth == 0
}

impl GuardedText {
    /// Lets a typed text pass, or says what in it may not be kept, or not without its writer's word.
    pub fn pass(typed: &TypedText) -> Result<GuardedText, Objection> {
        Self::pass_over(typed, &[])
    }

    /// Lets a typed text pass that goes on from others: for what was vouched for in those nobody has to
    /// give their word again.
    pub fn pass_over(typed: &TypedText, from: &[&GuardedText]) -> Result<GuardedText, Objection> {
        let clean = typed.tidied();
        let mut told = guard::inspect(&clean)?;
        let vouched = !told.is_empty();
        if vouched && !typed.vouched {
            let known = from.iter().filter(|text| text.is_vouched()).map(|text| text.as_str());
            guard::leave_out_known(&mut told, &clean, known);
            if !told.is_empty() {
                return Err(Objection::Tells(told));
            }
        }
        Ok(Self { held: clean.into(), kind: Kind::of(vouched) })
    }

    /// Returns the mark that stands where a text was removed, or the first of several.
    pub fn removed_by(redaction: RedactionId) -> GuardedText {
        Self::nth_removed_by(redaction, 0)
    }

    /// Returns the mark that stands where one of the texts was removed that a removal took, from 0. What said
    /// something else has another mark: whoever agreed to the one did not agree to the other.
    pub fn nth_removed_by(redaction: RedactionId, nth: u32) -> GuardedText {
        Self { held: redaction.to_string().into(), kind: Kind::Removed(nth) }
    }

    /// Returns by which redaction the text was removed, if it was.
    pub fn redacted(&self) -> Option<RedactionId> {
        match self.kind {
            Kind::Removed(_) => self.held.parse().ok(),
            Kind::Plain | Kind::Vouched => None,
        }
    }

    /// Returns the text; nothing where it was removed.
    pub fn as_str(&self) -> &str {
        match self.kind {
            Kind::Removed(_) => "",
            Kind::Plain | Kind::Vouched => &self.held,
        }
    }

    /// Returns the text as a heading shows it: with a sign where it was removed, in any language.
    pub fn as_heading(&self) -> &str {
        match self.kind {
            Kind::Removed(_) => "[…]",
            Kind::Plain | Kind::Vouched => &self.held,
        }
    }

    /// Returns whether nothing but white space is in it, and nothing was.
    pub fn says_nothing(&self) -> bool {
        self.is_blank() && !matches!(self.kind, Kind::Removed(_))
    }

    /// Returns whether something in it looks like a case, of which its writer said that it is none.
    pub fn is_vouched(&self) -> bool {
        self.kind == Kind::Vouched
    }

    /// Returns the text as its writer would type it again.
    pub fn typed(&self) -> TypedText {
        TypedText { text: self.as_str().to_owned(), vouched: self.is_vouched() }
    }

    /// Returns the text alone, without the word of its writer.
    #[must_use]
    pub fn plain(&self) -> GuardedText {
        let kind = match self.kind {
            Kind::Removed(nth) => Kind::Removed(nth),
            Kind::Plain | Kind::Vouched => Kind::Plain,
        };
        Self { held: self.held.clone(), kind }
    }

    /// Returns whether nothing but white space is in it, as where it was removed.
    pub fn is_blank(&self) -> bool {
        self.as_str().trim().is_empty()
    }

    /// Returns the number of characters.
    pub fn chars(&self) -> usize {
        self.as_str().chars().count()
    }

    /// Returns the name of this text as the base of an edit.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.as_str().as_bytes())
    }
}

impl Default for GuardedText {
    fn default() -> Self {
        Self { held: "".into(), kind: Kind::Plain }
    }
}

impl From<Kept> for GuardedText {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Text(spelled) => {
                let (text, vouched) = spelled.parts();
                Self { held: text, kind: Kind::of(vouched) }
            }
            Kept::Redacted { redacted, nth } => Self::nth_removed_by(redacted, nth),
        }
    }
}

impl From<GuardedText> for Kept {
    fn from(guarded: GuardedText) -> Self {
        match (guarded.redacted(), guarded.kind) {
            (Some(redacted), Kind::Removed(nth)) => Kept::Redacted { redacted, nth },
            (_, kind) => Kept::Text(Spelled::of(guarded.held, kind == Kind::Vouched)),
        }
    }
}

/// As a heading or a sentence shows it.
impl fmt::Display for GuardedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_heading())
    }
}

/// Shows the length only: free text does not belong in logs.
impl fmt::Debug for GuardedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuardedText({} bytes)", self.as_str().len())
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
        for joiner in ['\u{200c}', '\u{200d}', '\u{fe0f}', '\u{34f}'] {
            let hidden = TypedText::new(format!("Nummer 1234{joiner}5678{joiner}2."));
            let Err(Objection::Holds(found)) = GuardedText::pass(&hidden) else {
                panic!("{joiner:?}")
            };
            assert_eq!((found[0].start, found[0].end), (7, 18), "as it stands in the text");
        }
        let family = TypedText::new("\u{1f469}\u{200d}\u{1f467}");
        assert_eq!(GuardedText::pass(&family).unwrap().as_str(), family.as_str());
    }

    #[test]
    fn the_word_of_a_writer_stands_beside_the_text_and_only_where_it_is_needed() {
        let typed = TypedText::new("Haar vriend dwingt haar, zei ze gisteren.");
        assert!(matches!(GuardedText::pass(&typed), Err(Objection::Tells(_))));
        let text = GuardedText::pass(&typed.clone().vouched(true)).unwrap();
        let written = serde_json::to_value(&text).unwrap();
        assert_eq!(written, serde_json::json!({ "text": typed.as_str(), "vouched": true }));
        assert_eq!(serde_json::from_value::<GuardedText>(written).unwrap(), text);

        let policy = TypedText::new("De politie is partij.").vouched(true);
        let text = GuardedText::pass(&policy).unwrap();
        assert_eq!(serde_json::to_value(&text).unwrap(), policy.as_str());
    }

    #[test]
    fn nobody_gives_their_word_twice_for_the_same_sentence() {
        let told = "Haar vriend dwingt haar, zei ze gisteren.";
        let vouched = GuardedText::pass(&TypedText::new(told).vouched(true)).unwrap();
        let longer = TypedText::new(format!("{told} Wij bespreken dit in de training."));
        assert!(GuardedText::pass_over(&longer, &[&vouched]).unwrap().is_vouched());
        let more = TypedText::new(format!("{told} Haar moeder belde vannacht weer."));
        assert!(GuardedText::pass_over(&more, &[&vouched]).is_err());
    }

    #[test]
    fn of_a_text_that_was_removed_only_its_mark_is_left() {
        let redaction = RedactionId(uuid::Uuid::from_u128(7));
        let mark = GuardedText::removed_by(redaction);
        let written = serde_json::to_value(&mark).unwrap();
        assert_eq!(written, serde_json::json!({ "redacted": redaction }));
        assert_eq!(serde_json::from_value::<GuardedText>(written).unwrap(), mark);
        assert!(mark.is_blank() && !mark.says_nothing());
        let other = GuardedText::nth_removed_by(redaction, 2);
        let written = serde_json::to_value(&other).unwrap();
        assert_eq!(written, serde_json::json!({ "redacted": redaction, "nth": 2 }));
        assert_eq!(serde_json::from_value::<GuardedText>(written).unwrap(), other);
        assert!(other != mark && other.plain() != mark.plain());
        assert_eq!(mark.typed(), TypedText::default());
        assert!(serde_json::from_str::<TypedText>(r#"{"redacted":"x"}"#).is_err());
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
