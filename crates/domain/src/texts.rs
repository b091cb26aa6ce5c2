//! Which explanations a copy of a region holds.
//!
//! Invariant: values, marks, drafts and what the region answers always come along. An explanation that was left out reads
//! as none, in the copy and in everything that is folded into it afterwards; nobody edits or
//! shares such an answer, because an organisation's own explanations are never left out for those
//! who write them.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::answer::{AnswerContent, Late};
use crate::ids::{ActionId, FieldId, OrganisationId, QuestionId};
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
        /// Which actions.
        #[serde(default)]
        actions: ActionsHeld,
    },
}

/// Which actions a copy of a region holds: most pages show few of them. Those that are made after it was taken
/// come along, whole.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ActionsHeld {
    /// With everything that happened to them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub whole: BTreeSet<ActionId>,
    /// As they stand.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub listed: BTreeSet<ActionId>,
    /// The entry at which the copy was taken.
    #[serde(default)]
    pub since: u64,
}

impl Texts {
    /// Returns the fewest that somebody needs: those of the organisation they write for.
    pub fn own(viewer: &Viewer) -> Self {
        let of = viewer.drafts_of.into_iter().collect();
        Texts::Only { of, on: BTreeSet::new(), actions: ActionsHeld::default() }
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

    /// Adds an action, with everything that happened to it.
    #[must_use]
    pub fn and_action(mut self, action: ActionId) -> Self {
        if let Texts::Only { actions, .. } = &mut self {
            actions.whole.insert(action);
        }
        self
    }

    /// Adds actions as they stand.
    #[must_use]
    pub fn and_listed(mut self, listed: impl IntoIterator<Item = ActionId>) -> Self {
        if let Texts::Only { actions, .. } = &mut self {
            actions.listed.extend(listed);
        }
        self
    }

    /// Returns whether these hold an action that was made by this entry.
    pub fn hold_action(&self, action: ActionId, made: u64) -> bool {
        match self {
            Texts::All => true,
            Texts::Only { actions, .. } => {
                actions.listed.contains(&action) || self.hold_log(action, made)
            }
        }
    }

    /// Returns whether these hold what happened to an action that was made by this entry.
    pub fn hold_log(&self, action: ActionId, made: u64) -> bool {
        match self {
            Texts::All => true,
            Texts::Only { actions, .. } => actions.whole.contains(&action) || actions.since < made,
        }
    }

    /// Returns whether these hold what an organisation wrote about a field.
    pub fn hold(&self, owner: OrganisationId, field: FieldId) -> bool {
        match self {
            Texts::All => true,
            Texts::Only { of, on, .. } => of.contains(&owner) || on.contains(&field.question),
        }
    }

    /// Returns whether these hold what people say to each other about a question.
    pub fn hold_talk(&self, question: QuestionId) -> bool {
        match self {
            Texts::All => true,
            Texts::Only { on, .. } => on.contains(&question),
        }
    }

    /// Leaves out what somebody wrote, where these do not hold it.
    pub(crate) fn of_content(
        &self,
        owner: OrganisationId,
        field: FieldId,
        content: &AnswerContent,
    ) -> AnswerContent {
        let mut content = content.clone();
        if !self.hold(owner, field) {
            content.without_texts();
        }
        content
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
        for (municipality, answers) in &mut self.answers {
            for (field, answer) in answers {
                if texts.hold(*municipality, *field) {
                    continue;
                }
                let late = answer.shared.as_mut().and_then(|shared| shared.late.as_mut());
                if let Some(Late::Said(why)) = late {
                    *why = GuardedText::default();
                }
                let shared = answer.shared.as_mut().map(|shared| &mut shared.content);
                let previous = answer.previous.as_mut().map(|previous| &mut previous.content);
                [shared, previous].into_iter().flatten().for_each(AnswerContent::without_texts);
            }
        }
        for (field, answer) in &mut self.regional {
            for (municipality, reaction) in &mut answer.reactions {
                let holds = texts.hold(*municipality, *field);
                if let (Says::Differs { reason }, false) = (&mut reaction.says, holds) {
                    *reason = GuardedText::default();
                }
            }
        }
        for (field, views) in &mut self.partner_views {
            let given = views.given.iter_mut().map(|(by, view)| (by, &mut view.content));
            let previous = views.previous.iter_mut().map(|(by, before)| (by, &mut before.content));
            let left_out = given.chain(previous).filter(|(by, _)| !texts.hold(**by, *field));
            left_out.for_each(|(_, content)| content.without_texts());
        }
        let talk = self.threads.values_mut();
        let left_out = talk.filter(|thread| !texts.hold_talk(thread.topic.question));
        for comment in left_out.flat_map(|thread| &mut thread.comments) {
            comment.text = GuardedText::default();
        }
        self.actions.retain(|id, action| texts.hold_action(*id, action.seq));
        for (id, action) in &mut self.actions {
            if !action.log.is_empty() && !texts.hold_log(*id, action.seq) {
                *action = Arc::new(action.without_log());
            }
        }
        self.texts = texts;
        self
    }

    /// Returns what a copy of this region that is taken now holds beside what is asked of it.
    #[must_use]
    pub fn taken_now(&self, mut texts: Texts) -> Texts {
        if let Texts::Only { actions, .. } = &mut texts {
            actions.since = self.head;
        }
        texts
    }
}
