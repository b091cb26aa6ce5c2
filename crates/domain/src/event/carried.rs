//! What events carry that is more than a value: places of texts, questions that go on, views that open.

use serde::{Deserialize, Serialize};

use crate::answer::AnswerContent;
use crate::comment::Readers;
use crate::ids::{FieldId, Moment, OrganisationId, QuestionId};
use crate::own_question::Wanted;

/// Where in the journal a text stood.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct TextPlace {
    /// In which entry.
    pub entry: u64,
    /// Which of its texts, from 0, in the order of [`Event::texts`].
    pub nth: u32,
    /// Who could read it there.
    #[serde(default)]
    pub readers: Readers,
}

/// One of the region's own questions, as the next round takes it over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CarriedQuestion {
    /// The question.
    pub question: QuestionId,
    /// What it asks, and why.
    #[serde(flatten)]
    pub wanted: Wanted,
}

/// A view that becomes visible.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UnsealedView {
    /// Whose view.
    pub partner: OrganisationId,
    /// On what.
    pub field: FieldId,
    /// When it was given.
    pub at: Moment,
    /// What it says.
    pub content: AnswerContent,
}
