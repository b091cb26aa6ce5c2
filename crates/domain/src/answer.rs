//! The answer of one municipality to one field of the checklist.
//!
//! Invariant: what is shared always has a value; a draft may have none yet. A draft belongs to
//! the own organisation only and lives apart from the answer, so that hiding it is leaving it out.

use serde::{Deserialize, Serialize};

use crate::ids::{FieldId, Moment, OrganisationId, RoundId};
use crate::text::{Fingerprint, GuardedText};

/// Names one answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct AnswerKey {
    /// Whose answer it is.
    pub municipality: OrganisationId,
    /// What it answers.
    pub field: FieldId,
}

/// What a municipality answers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerValue {
    /// It is in place.
    Yes,
    /// It is in place for a part.
    Partly,
    /// It is not in place.
    No,
    /// The municipality does not know.
    Unknown,
    /// The question does not apply here.
    NotApplicable,
}

impl AnswerValue {
    /// Every value, in the order of the form.
    pub const ALL: [AnswerValue; 5] = [
        AnswerValue::Yes,
        AnswerValue::Partly,
        AnswerValue::No,
        AnswerValue::Unknown,
        AnswerValue::NotApplicable,
    ];

    /// Returns whether sharing this value asks for an explanation.
    pub const fn needs_explanation(self) -> bool {
        matches!(self, AnswerValue::Partly | AnswerValue::No | AnswerValue::NotApplicable)
    }
}

/// On paper, or in practice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Whether it stands on paper.
    Paper,
    /// Whether it works in practice.
    Practice,
}

impl Aspect {
    /// Both aspects, in the order of the form.
    pub const ALL: [Aspect; 2] = [Aspect::Paper, Aspect::Practice];
}

/// How things stand on paper or in practice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // Four plain words.
pub enum MarkValue {
    Yes,
    Partly,
    No,
    Unknown,
}

impl MarkValue {
    /// Every value, in the order of the form.
    pub const ALL: [MarkValue; 4] =
        [MarkValue::Yes, MarkValue::Partly, MarkValue::No, MarkValue::Unknown];
}

/// What an answer says once it has a value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AnswerContent {
    /// The value.
    pub value: AnswerValue,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub explanation: GuardedText,
    /// How it stands on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<MarkValue>,
    /// How it stands in practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<MarkValue>,
    /// How a partner knows it. Only views of partners have it.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub source: GuardedText,
}

/// One of the texts of a sheet.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// Why the value is what it is.
    #[default]
    Explanation,
    /// How a partner knows it ("hoe weten wij dit").
    Source,
}

/// What an editor has before them: the draft where there is one, else what is shared.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Working {
    /// The value, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<AnswerValue>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub explanation: GuardedText,
    /// How it stands on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<MarkValue>,
    /// How it stands in practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<MarkValue>,
    /// How a partner knows it. Only views of partners have it.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub source: GuardedText,
}

impl AnswerContent {
    /// Leaves its texts out.
    pub(crate) fn without_texts(&mut self) {
        self.explanation = GuardedText::default();
        self.source = GuardedText::default();
    }
}

fn is_nothing(text: &GuardedText) -> bool {
    text.as_str().is_empty() && text.redacted().is_none()
}

impl Working {
    /// Returns the mark of one aspect.
    pub fn mark(&self, aspect: Aspect) -> Option<MarkValue> {
        match aspect {
            Aspect::Paper => self.paper,
            Aspect::Practice => self.practice,
        }
    }

    /// Returns one of its texts.
    pub fn text(&self, wording: Wording) -> &GuardedText {
        match wording {
            Wording::Explanation => &self.explanation,
            Wording::Source => &self.source,
        }
    }

    /// Returns one of its texts, to write it.
    pub(crate) fn text_mut(&mut self, wording: Wording) -> &mut GuardedText {
        match wording {
            Wording::Explanation => &mut self.explanation,
            Wording::Source => &mut self.source,
        }
    }

    /// Returns what can be shared, once there is a value.
    pub fn content(&self) -> Option<AnswerContent> {
        self.value.map(|value| AnswerContent {
            value,
            explanation: self.explanation.clone(),
            paper: self.paper,
            practice: self.practice,
            source: self.source.clone(),
        })
    }

    /// Returns the name of exactly this content: what someone saw when they shared or confirmed.
    pub fn fingerprint(&self) -> Fingerprint {
        // Over the stored names, which never change: confirmations keep this for ever.
        // That a writer vouched for a text is no part of what it says.
        let said = Working {
            explanation: self.explanation.plain(),
            source: self.source.plain(),
            ..self.clone()
        };
        let content = serde_json::to_vec(&said).expect("content is plain data with text keys");
        Fingerprint::of(&content)
    }
}

impl From<&AnswerContent> for Working {
    fn from(content: &AnswerContent) -> Self {
        Working {
            value: Some(content.value),
            explanation: content.explanation.clone(),
            paper: content.paper,
            practice: content.practice,
            source: content.source.clone(),
        }
    }
}

/// An organisation's own unshared work on one answer, with the texts it lately had.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// What is not shared yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<Working>,
    /// Earlier texts, oldest first: the bases of edits that are still under way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recent: Vec<GuardedText>,
}

/// How many earlier texts a draft remembers. An editor who was away for longer sees both
/// texts side by side instead of a merge.
pub const RECENT_TEXTS_MAX: usize = 8;

/// What a municipality lets the region see of one answer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// What is shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
    /// The confirmation of exactly what is shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmed>,
    /// What was shared when the present round opened ("vorige keer").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
    /// Whether the question was worded anew since the answer was last shared or confirmed. Only the
    /// region's own questions ever are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reworded: bool,
}

/// A shared answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shared {
    /// What it says.
    pub content: AnswerContent,
    /// When it was shared.
    pub at: Moment,
    /// The round in which it was shared.
    pub round: RoundId,
    /// Why it was shared only while the round was discussed ("later toegevoegd"), if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
}

/// Why an answer was shared only while the round was discussed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// The municipality said why. Empty in a copy that leaves its texts out.
    Said(GuardedText),
    /// It took over what the region answers.
    TookOver,
}

/// A confirmation on behalf of the municipality, with its basis.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Confirmed {
    /// When it was confirmed.
    pub at: Moment,
    /// The round for which it was confirmed.
    pub round: RoundId,
}

/// The answer as it stood when the present round opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Previous {
    /// What it said.
    pub content: AnswerContent,
    /// The round in which it was last shared or confirmed.
    pub round: RoundId,
}

/// Where an answer stands for everyone in the region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nothing is shared.
    Empty,
    /// It is shared in the present round.
    Shared,
    /// It is confirmed, and its basis holds.
    Confirmed,
    /// It must be looked at again.
    Reconfirm(Reason),
}

/// Why an answer must be looked at again. Derived, never stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A new round was opened since; it stands as it stood in this one.
    NewRound(RoundId),
    /// The regional answer that it took over has changed since.
    RegionalChanged,
    /// The question is worded otherwise since: it is one of the region's own.
    QuestionReworded,
}

impl Answer {
    /// Returns the round that the answer last rested on.
    pub fn basis(&self) -> Option<RoundId> {
        let shared = self.shared.as_ref()?;
        Some(self.confirmed.map_or(shared.round, |confirmed| confirmed.round))
    }

    /// Returns where the answer stands when `round` is the present round.
    pub fn standing(&self, round: RoundId) -> Standing {
        match self.basis() {
            None => Standing::Empty,
            // That the question changed is the better reason: the answer may not fit it any more.
            Some(_) if self.reworded => Standing::Reconfirm(Reason::QuestionReworded),
            Some(basis) if basis != round => Standing::Reconfirm(Reason::NewRound(basis)),
            Some(_) if self.confirmed.is_some() => Standing::Confirmed,
            Some(_) => Standing::Shared,
        }
    }
}

/// Returns the value of a question with two parts (PRODUCT, composite table).
pub fn composite(a: Option<AnswerValue>, b: Option<AnswerValue>) -> Option<AnswerValue> {
    use AnswerValue::{No, NotApplicable, Partly, Unknown, Yes};
    Some(match (a?, b?) {
        (Yes, Yes) | (Yes, NotApplicable) | (NotApplicable, Yes) => Yes,
        (No, No) | (No, Unknown) | (Unknown, No) | (No, NotApplicable) | (NotApplicable, No) => No,
        (Unknown, Unknown) | (Unknown, NotApplicable) | (NotApplicable, Unknown) => Unknown,
        (NotApplicable, NotApplicable) => NotApplicable,
        (Partly, _) | (_, Partly) | (Yes, _) | (_, Yes) => Partly,
    })
}

/// Returns the value of a question whose second part only asks for a substitute (question 3.2).
pub fn composite_with_substitute(
    a: Option<AnswerValue>,
    b: Option<AnswerValue>,
) -> Option<AnswerValue> {
    use AnswerValue::{No, NotApplicable, Partly, Unknown, Yes};
    match a? {
        first @ (Yes | Partly | NotApplicable) => Some(first),
        No | Unknown => Some(match b? {
            Yes | Partly => Partly,
            No => No,
            Unknown => Unknown,
            // "No substitute is needed" leaves the first part as it is.
            NotApplicable => a?,
        }),
    }
}

/// Returns whether a substitute part is asked, given the first part.
pub const fn substitute_is_asked(a: Option<AnswerValue>) -> bool {
    matches!(a, Some(AnswerValue::No | AnswerValue::Unknown))
}

#[cfg(test)]
mod tests {
    use super::AnswerValue::{No, NotApplicable, Partly, Unknown, Yes};
    use super::*;

    /// Transcribed by hand from the product's composite table, row by row.
    #[test]
    fn two_parts_make_one_value_as_in_the_table() {
        let values = [Yes, Partly, No, Unknown, NotApplicable];
        let table = [
            [Yes, Partly, Partly, Partly, Yes],
            [Partly, Partly, Partly, Partly, Partly],
            [Partly, Partly, No, No, No],
            [Partly, Partly, No, Unknown, Unknown],
            [Yes, Partly, No, Unknown, NotApplicable],
        ];
        for (a, row) in values.into_iter().zip(table) {
            for (b, expected) in values.into_iter().zip(row) {
                assert_eq!(composite(Some(a), Some(b)), Some(expected), "{a:?} and {b:?}");
            }
            assert_eq!(composite(Some(a), None), None);
            assert_eq!(composite(None, Some(a)), None);
        }
        assert_eq!(composite(None, None), None);
    }

    #[test]
    fn a_substitute_counts_only_when_the_first_part_is_missing() {
        for first in [Yes, Partly, NotApplicable] {
            for b in [None, Some(Yes), Some(No)] {
                assert_eq!(composite_with_substitute(Some(first), b), Some(first));
            }
        }
        for first in [No, Unknown] {
            assert_eq!(composite_with_substitute(Some(first), Some(Yes)), Some(Partly));
            assert_eq!(composite_with_substitute(Some(first), Some(Partly)), Some(Partly));
            assert_eq!(composite_with_substitute(Some(first), Some(No)), Some(No));
            assert_eq!(composite_with_substitute(Some(first), Some(Unknown)), Some(Unknown));
            assert_eq!(composite_with_substitute(Some(first), Some(NotApplicable)), Some(first));
            assert_eq!(composite_with_substitute(Some(first), None), None);
        }
        assert_eq!(composite_with_substitute(None, Some(Yes)), None);
    }

    /// It was once taken over Rust's own notation of the value, which a new compiler or a renamed
    /// variant may change, while confirmations keep it for ever.
    #[test]
    fn a_fingerprint_is_taken_over_the_stored_names() {
        let content =
            Working { value: Some(Yes), paper: Some(MarkValue::No), ..Working::default() };
        let stored = br#"{"value":"yes","paper":"no"}"#;
        assert_eq!(content.fingerprint(), Fingerprint::of(stored));
    }

    #[test]
    fn a_fingerprint_changes_with_every_part_of_the_content() {
        let plain = Working { value: Some(Yes), ..Working::default() };
        let marked = Working { paper: Some(MarkValue::No), ..plain.clone() };
        let swapped = Working { practice: Some(MarkValue::No), ..plain.clone() };
        assert_ne!(plain.fingerprint(), marked.fingerprint());
        assert_ne!(marked.fingerprint(), swapped.fingerprint());
    }
}
