//! Which explanations a copy of a region holds.
//!
//! Invariant: values, marks, drafts and what the region answers always come along. An explanation that was left out reads
//! as none, in the copy and in everything that is folded into it afterwards; nobody edits or
//! shares such an answer, because an organisation's own explanations are never left out for those
//! who write them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::answer::AnswerKey;
use crate::ids::{OrganisationId, QuestionId};
use crate::region::Region;
use crate::regional::Says;
use crate::text::GuardedText;
use crate::view::Viewer;

/// The explanations of a copy: explanations are nine tenths of a region, and most pages show few.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Texts {
    /// Every explanation.
    #[default]
    All,
    /// Some.
    Only {
        /// All of these municipalities.
        of: BTreeSet<OrganisationId>,
        /// Those to these questions, of every municipality.
        on: BTreeSet<QuestionId>,
    },
}

impl Texts {
    /// Returns the fewest that somebody needs: those of the organisation they write for.
    pub fn own(viewer: &Viewer) -> Self {
        Texts::Only { of: viewer.drafts_of.into_iter().collect(), on: BTreeSet::new() }
    }

    /// Returns that every explanation is left out.
    pub fn none() -> Self {
        Self::own(&Viewer::default())
    }

    /// Adds those of a municipality.
    #[must_use]
    pub fn and_of(mut self, municipality: OrganisationId) -> Self {
        if let Texts::Only { of, .. } = &mut self {
            of.insert(municipality);
        }
        self
    }

    /// Adds those to a question.
    #[must_use]
    pub fn and_on(mut self, question: QuestionId) -> Self {
        if let Texts::Only { on, .. } = &mut self {
            on.insert(question);
        }
        self
    }

    /// Returns whether these hold the explanation of an answer.
    pub fn hold(&self, key: AnswerKey) -> bool {
        match self {
            Texts::All => true,
            Texts::Only { of, on } => {
                of.contains(&key.municipality) || on.contains(&key.field.question)
            }
        }
    }

    /// Returns whether nothing is left out.
    pub fn are_all(&self) -> bool {
        *self == Texts::All
    }
}

impl Region {
    /// Leaves out the explanations of a whole region that are not among these.
    #[must_use]
    pub fn with_texts(mut self, texts: Texts) -> Region {
        if texts.are_all() {
            return self;
        }
        let nothing = GuardedText::default();
        for (municipality, answers) in &mut self.answers {
            for (field, answer) in answers {
                if texts.hold(AnswerKey { municipality: *municipality, field: *field }) {
                    continue;
                }
                let shared = answer.shared.as_mut().map(|shared| &mut shared.content);
                let previous = answer.previous.as_mut().map(|previous| &mut previous.content);
                for content in [shared, previous].into_iter().flatten() {
                    content.explanation = nothing.clone();
                }
            }
        }
        for (field, answer) in &mut self.regional {
            for (municipality, reaction) in &mut answer.reactions {
                let key = AnswerKey { municipality: *municipality, field: *field };
                if let (Says::Differs { reason }, false) = (&mut reaction.says, texts.hold(key)) {
                    *reason = nothing.clone();
                }
            }
        }
        self.texts = texts;
        self
    }
}
