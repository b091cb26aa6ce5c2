//! What people say to each other about a question: threads of comments, and internal notes.
//!
//! Invariant: who may read a thread follows from its topic alone, and never changes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::actor::Member;
use crate::event::Author;
use crate::handover::PassedOn;
use crate::ids::{Moment, OrganisationId, PersonId, QuestionId, ThreadId};
use crate::region::Region;
use crate::text::GuardedText;
use crate::view::Viewer;

/// What a thread is about, and who reads it. Every entry about a thread carries it, so that each can
/// be read by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Topic {
    /// The question.
    pub question: QuestionId,
    /// The question itself, or what somebody says to it.
    #[serde(default)]
    pub about: About,
    /// Who reads it.
    #[serde(default)]
    pub readers: Readers,
}

/// What of a question a thread is about.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The question itself.
    #[default]
    Question,
    /// The answer of the region.
    Regional,
    /// The answer of this municipality, or the view of this partner.
    Of(OrganisationId),
}

/// Who reads a thread.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Readers {
    /// Everyone in the region.
    #[default]
    Everyone,
    /// Those who see the drafts of an organisation, or the coordinators for the region: its comments
    /// are internal notes.
    Within(Option<OrganisationId>),
}

/// Somebody whose attention a comment asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mention {
    /// Whoever reads along for an organisation.
    Organisation(OrganisationId),
    /// One person, by an opaque id.
    Person(PersonId),
}

/// Comments that belong together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Thread {
    /// What it is about, and who reads it.
    pub topic: Topic,
    /// What was said, the oldest first.
    pub comments: Vec<Comment>,
    /// Who said that it is dealt with, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
    /// To whom the attention that it asks for was passed on, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PassedOn>,
}

/// What somebody said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// The number of its entry.
    pub seq: u64,
    /// Who said it.
    pub by: Author,
    /// When.
    pub at: Moment,
    /// What; nothing where the copy of the region does not hold it.
    #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
    pub text: GuardedText,
    /// Whose attention it asks for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// That a thread is dealt with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Resolved {
    /// Who said so.
    pub by: Author,
    /// When.
    pub at: Moment,
}

/// Up to which entry somebody read what is said about each question.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReadMarks(pub BTreeMap<QuestionId, u64>);

impl Readers {
    /// Returns whether a viewer is among them.
    pub fn include(self, viewer: &Viewer) -> bool {
        match self {
            Readers::Everyone => true,
            Readers::Within(Some(own)) => viewer.drafts_of == Some(own),
            Readers::Within(None) => viewer.coordinates,
        }
    }

    /// Returns whether its comments are internal notes.
    pub fn are_internal(self) -> bool {
        self != Readers::Everyone
    }
}

impl Thread {
    /// Returns whether what was said in it can ask for attention: it goes on, or whoever dealt with it
    /// said the last words.
    pub fn still_speaks(&self) -> bool {
        let last = self.comments.last().map(|last| last.by);
        self.resolved.is_none_or(|resolved| Some(resolved.by) == last)
    }
}

impl About {
    /// Returns the organisation whose answer or view it is about, if it is about one.
    pub fn owner(self) -> Option<OrganisationId> {
        match self {
            About::Of(owner) => Some(owner),
            About::Question | About::Regional => None,
        }
    }
}

impl Mention {
    /// Returns whether it asks for the attention of a member, or of the organisation they act for.
    pub fn is_for(self, member: &Member) -> bool {
        match self {
            Mention::Person(person) => person == member.person,
            Mention::Organisation(organisation) => organisation == member.organisation,
        }
    }
}

impl Comment {
    /// Returns whether it asks for the attention of a member, or of the organisation they act for.
    pub fn mentions(&self, member: &Member) -> bool {
        self.mentions_person(member)
            || self.mentions.contains(&Mention::Organisation(member.organisation))
    }

    /// Returns whether it asks for the attention of this very person.
    pub fn mentions_person(&self, member: &Member) -> bool {
        self.mentions.contains(&Mention::Person(member.person))
    }
}

impl ReadMarks {
    /// Returns up to which entry the reader read what is said about a question.
    pub fn of(&self, question: QuestionId) -> u64 {
        self.0.get(&question).copied().unwrap_or_default()
    }

    /// Returns up to which entry somebody knows a thread: what they read of its question, and whoever said
    /// something there knew what stood before it.
    pub fn known_of(&self, thread: &Thread, reader: PersonId) -> u64 {
        let own = thread.comments.iter().rfind(|comment| comment.by.person == Some(reader));
        self.of(thread.topic.question).max(own.map_or(0, |own| own.seq))
    }

    /// Returns what is new to a reader in a thread: what others said since they read it.
    pub fn new_in<'t>(
        &self,
        thread: &'t Thread,
        reader: PersonId,
    ) -> impl DoubleEndedIterator<Item = &'t Comment> + use<'t> {
        let known = self.known_of(thread, reader);
        thread.comments.iter().filter(move |comment| known < comment.seq)
    }
}

impl Region {
    /// Returns the threads about a question, the oldest first.
    pub fn threads_about(&self, question: QuestionId) -> Vec<(ThreadId, &Thread)> {
        let mut all: Vec<(ThreadId, &Thread)> = self
            .threads
            .iter()
            .filter(|(_, thread)| thread.topic.question == question)
            .map(|(id, thread)| (*id, thread))
            .collect();
        all.sort_by_key(|(_, thread)| thread.comments.first().map(|first| first.seq));
        all
    }

    /// Returns the number of the last entry that said something about a question.
    pub fn last_said(&self, question: QuestionId) -> u64 {
        let threads = self.threads.values().filter(|thread| thread.topic.question == question);
        let said = threads.flat_map(|thread| {
            let passed = thread.passed.iter().map(|passed| passed.seq);
            thread.comments.iter().map(|comment| comment.seq).chain(passed)
        });
        said.max().unwrap_or(0)
    }
}
