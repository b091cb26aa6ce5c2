//! What the page of a question shows of its comments, beside the region.

use domain::{About, Readers, Refusal, Role};
use serde::{Deserialize, Serialize};

use super::Table;
use crate::form::{CommentDeed, CommentForm};

/// The comments on the page of a question.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TalkPage {
    /// What the form is about that the address opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<About>,
    /// What the form did that was posted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<CommentDone>,
    /// The form that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedComment>,
}

/// What a form did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // What happened; the words stand with the screens.
pub enum CommentDone {
    Geplaatst,
    Bewaard,
    Afgehandeld,
    Heropend,
}

impl CommentDone {
    /// Every outcome.
    pub const ALL: [CommentDone; 4] = [
        CommentDone::Geplaatst,
        CommentDone::Bewaard,
        CommentDone::Afgehandeld,
        CommentDone::Heropend,
    ];

    /// Returns what a form that was taken in did; `is_note`: to an internal note.
    pub fn of(deed: CommentDeed, is_note: bool) -> Self {
        match deed {
            CommentDeed::Start | CommentDeed::Add(_) if is_note => CommentDone::Bewaard,
            CommentDeed::Start | CommentDeed::Add(_) => CommentDone::Geplaatst,
            CommentDeed::StartNote => CommentDone::Bewaard,
            CommentDeed::Resolve(_) => CommentDone::Afgehandeld,
            CommentDeed::Reopen(_) => CommentDone::Heropend,
        }
    }

    /// Returns how the address writes it.
    pub const fn code(self) -> &'static str {
        match self {
            CommentDone::Geplaatst => "geplaatst",
            CommentDone::Bewaard => "bewaard",
            CommentDone::Afgehandeld => "afgehandeld",
            CommentDone::Heropend => "heropend",
        }
    }
}

/// A form that was not taken in, with everything that was typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedComment {
    /// Why.
    pub refusal: Refusal,
    /// The form as it was sent.
    pub form: CommentForm,
}

impl Table {
    /// Returns who reads the internal notes of the reader, if they write any.
    pub fn notes_for(&self) -> Option<Readers> {
        let member = self.insider.member()?;
        let within = match member.role {
            Role::Coordinator => None,
            Role::Editor | Role::SteeringMember => Some(member.organisation),
            Role::Observer => return None,
        };
        Some(Readers::Within(within))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_written_as_the_server_reads_it() {
        for done in CommentDone::ALL {
            let json = serde_json::to_string(&done).unwrap();
            assert_eq!(json, format!("\"{}\"", done.code()));
        }
    }
}
