//! Names of things: opaque ids, and the ids that the checklist itself uses.
//!
//! Invariant: an id says what it names by its type; a bare `Uuid` or `String` never travels.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )*};
}

opaque! {
    /// A region: the workspace and the boundary that nothing crosses.
    RegionId
    /// An organisation: a municipality or a chain partner.
    OrganisationId
    /// A person, known to the region by this id only.
    PersonId
    /// One measurement period of a region.
    RoundId
    /// One request to a colleague or a partner.
    RequestId
    /// One thread of comments.
    ThreadId
    /// One offer to go on with what waits for somebody.
    HandoverId
    /// One action.
    ActionId
    /// Actions that belong together: what several must do, one each.
    GroupId
    /// One file.
    FileId
    /// One removal of a text, with every copy of it.
    RedactionId
    /// One tab of somebody's browser, made by itself and known for a while only.
    TabId
    /// One command, made by who sends it; sending it twice has the effect of once.
    CommandId
}

impl CommandId {
    /// Returns the id of something that this command creates, the same at every replay.
    pub fn creates(self, what: &str) -> Uuid {
        Uuid::new_v5(&self.0, what.as_bytes())
    }
}

/// A text that is not the id it was taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

/// A moment in UTC: microseconds since the start of 1970 (what both databases keep).
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// One of the five checks, by its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CheckId(pub u8);

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for CheckId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        number(text).map(Self)
    }
}

/// A question of the checklist, written as in `4.1`, or one of the region's own, as in `4.R1`.
///
/// The region's own questions come after those of the checklist.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuestionId {
    check: u8,
    is_own: bool,
    number: u8,
}

/// What stands before the number of a region's own question.
const OWN: char = 'R';

impl QuestionId {
    /// Names question `number` of check `check`.
    pub const fn new(check: u8, number: u8) -> Self {
        Self { check, is_own: false, number }
    }

    /// Names the region's own question `number` at this check.
    pub const fn own(check: CheckId, number: u8) -> Self {
        Self { check: check.0, is_own: true, number }
    }

    /// Returns whether it is one of the region's own questions, which the checklist does not have.
    pub const fn is_own(self) -> bool {
        self.is_own
    }

    /// Returns the check that the question belongs to.
    pub const fn check(self) -> CheckId {
        CheckId(self.check)
    }

    /// Returns the number within its check.
    pub const fn number(self) -> u8 {
        self.number
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_own {
            false => write!(f, "{}.{}", self.check, self.number),
            true => write!(f, "{}.{OWN}{}", self.check, self.number),
        }
    }
}

impl FromStr for QuestionId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (check, rest) = text.split_once('.').ok_or(NotAnId)?;
        let check = number(check)?;
        match rest.strip_prefix(OWN) {
            None => Ok(Self::new(check, number(rest)?)),
            Some(own) => Ok(Self::own(CheckId(check), number(own)?)),
        }
    }
}

/// One of the two parts of a question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The first part.
    A,
    /// The second part.
    B,
}

/// One answer field: a question, or one part of it, written as in `4.1a`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldId {
    /// The question that is answered.
    pub question: QuestionId,
    /// The part, where the question has two.
    pub part: Option<Part>,
}

impl FieldId {
    /// Names the field of a question, or of one part of it.
    pub const fn new(question: QuestionId, part: Option<Part>) -> Self {
        Self { question, part }
    }

    /// Returns the check that the field belongs to.
    pub const fn check(self) -> CheckId {
        self.question.check()
    }
}

impl fmt::Display for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.question.fmt(f)?;
        match self.part {
            None => Ok(()),
            Some(Part::A) => f.write_str("a"),
            Some(Part::B) => f.write_str("b"),
        }
    }
}

impl FromStr for FieldId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (question, part) = match text.strip_suffix('a') {
            Some(rest) => (rest, Some(Part::A)),
            None => match text.strip_suffix('b') {
                Some(rest) => (rest, Some(Part::B)),
                None => (text, None),
            },
        };
        Ok(Self::new(question.parse()?, part))
    }
}

macro_rules! as_text {
    ($($name:ident)*) => {$(
        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    )*};
}

as_text! { QuestionId FieldId }

/// An edition of the checklist, such as `nji-loverboys/v1`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditionId(pub String);

impl fmt::Display for EditionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The greatest number that an id holds.
pub const NUMBER_MAX: u8 = 99;

/// Reads a number from 1 to [`NUMBER_MAX`] without sign or leading zero, so that one id has one spelling.
fn number(text: &str) -> Result<u8, NotAnId> {
    let plain =
        text.len() <= 2 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    if !plain {
        return Err(NotAnId);
    }
    text.parse().map_err(|_| NotAnId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_written_as_in_the_checklist() {
        for text in ["1.1", "4.1a", "3.2b", "4.R1", "1.R99"] {
            assert_eq!(text.parse::<FieldId>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn fields_stand_in_the_order_of_the_checklist() {
        let mut ids: Vec<FieldId> = ["4.R1", "4.1b", "1.3a", "4.1a", "5.1", "4.2"]
            .iter()
            .map(|t| t.parse().unwrap())
            .collect();
        ids.sort();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["1.3a", "4.1a", "4.1b", "4.2", "4.R1", "5.1"]);
    }

    #[test]
    fn one_id_has_one_spelling() {
        for text in [
            "", "4", "4.", ".1", "04.1", "4.1c", "4.1ab", "+4.1", "4.1 ", "4.100", "4.R", "4.r1",
            "4.R0", "4.R01", "R1",
        ] {
            assert_eq!(text.parse::<FieldId>(), Err(NotAnId), "{text}");
        }
    }
}
