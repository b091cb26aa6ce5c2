//! The region's own questions: asked beside those of the checklist, with the same answers and rights.
//!
//! Invariant: a number that was given once is never given to another question of the region, so that
//! the history of a question is about one question.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::checklist::{ChecklistIn, Field, Question};
use crate::ids::{CheckId, FieldId, Moment, NUMBER_MAX, QuestionId};
use crate::region::Region;
use crate::round::{Asked, Round, Scope};
use crate::sheet::Sheet;
use crate::text::{Fingerprint, GuardedText};

/// What the region wants to know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wanted {
    /// The question. It is its own short form.
    pub text: GuardedText,
    /// Why the region asks this; may be empty.
    #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
    pub why: GuardedText,
}

impl Wanted {
    /// Returns the name of exactly these words: what somebody saw who words the question anew.
    pub fn fingerprint(&self) -> Fingerprint {
        // That a writer vouched for a text is no part of what it says.
        let said = Wanted { text: self.text.plain(), why: self.why.plain() };
        let words = serde_json::to_vec(&said).expect("words are plain data with text keys");
        Fingerprint::of(&words)
    }
}

/// Names an answer to an own question as somebody saw it: with the words that it answers. Nobody shares
/// or confirms an answer to words that they did not see.
pub fn seen_with(asked: Fingerprint, answer: Fingerprint) -> Fingerprint {
    Fingerprint::of(format!("{asked} {answer}").as_bytes())
}

/// One of the region's own questions, in one round.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnQuestion {
    /// Who can arrange what it asks about.
    pub scope: Scope,
    /// What it asks, and why.
    #[serde(flatten)]
    pub wanted: Wanted,
    /// When it was added, or taken over into the round.
    pub since: Moment,
    /// When it was taken away, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Moment>,
}

impl OwnQuestion {
    /// Makes a question that is asked from a moment on.
    pub(crate) fn new(scope: Scope, wanted: Wanted, since: Moment) -> Self {
        OwnQuestion { scope, wanted, since, removed: None }
    }
}

/// What a round does with the region's own questions. None of these is more than one field.
impl Round {
    /// Asks a question that was not there yet.
    pub(crate) fn ask_own(&mut self, question: QuestionId, own: OwnQuestion) {
        self.insert(question, own.scope);
        self.own.insert(question, own);
    }

    /// Words a question anew.
    pub(crate) fn reword_own(&mut self, question: QuestionId, wanted: Wanted) {
        if let Some(own) = self.own.get_mut(&question) {
            own.wanted = wanted;
        }
    }

    /// Does not ask a question any more.
    pub(crate) fn remove_own(&mut self, question: QuestionId, at: Moment) {
        self.asked.retain(|asked| asked.field.question != question);
        if let Some(own) = self.own.get_mut(&question) {
            own.removed.get_or_insert(at);
        }
    }

    /// Asks a question again that was taken away.
    pub(crate) fn put_back_own(&mut self, question: QuestionId) {
        let Some(own) = self.own.get_mut(&question) else { return };
        own.removed = None;
        let scope = own.scope;
        self.insert(question, scope);
    }

    /// Returns the region's own questions that it asks, in their order.
    pub fn own_asked(&self) -> impl Iterator<Item = (QuestionId, &OwnQuestion)> {
        let stands = |(_, own): &(&QuestionId, &OwnQuestion)| own.removed.is_none();
        self.own.iter().filter(stands).map(|(id, own)| (*id, own))
    }

    /// Puts a field in its place among what is asked.
    fn insert(&mut self, question: QuestionId, scope: Scope) {
        let field = FieldId::new(question, None);
        if self.asked(field).is_none() {
            let at = self.asked.partition_point(|asked| asked.field < field);
            self.asked.insert(at, Asked { field, scope, substitute: false });
        }
    }
}

impl Region {
    /// Returns one of the region's own questions of the present round, also one that was taken away.
    pub fn own_question(&self, question: QuestionId) -> Option<&OwnQuestion> {
        self.round()?.own.get(&question)
    }

    /// Returns one of the region's own questions of the round that is prepared, else of the present one.
    pub fn own_prepared_or_present(&self, question: QuestionId) -> Option<&OwnQuestion> {
        self.prepared_or_present()?.own.get(&question)
    }

    /// Returns the region's own questions that the present round asks.
    pub fn own_questions(&self) -> BTreeMap<QuestionId, OwnQuestion> {
        let own = self.round().into_iter().flat_map(Round::own_asked);
        own.map(|(id, own)| (id, own.clone())).collect()
    }

    /// Returns the name of what an editor has before them: the content of a sheet, and for an own
    /// question the words that it answers.
    pub fn seen(&self, sheet: impl Into<Sheet>) -> Fingerprint {
        let sheet = sheet.into();
        self.seen_as(sheet.field().question, self.working(sheet).fingerprint())
    }

    /// Returns the name of an answer to a question as it is worded now.
    pub fn seen_as(&self, question: QuestionId, answer: Fingerprint) -> Fingerprint {
        let own = self.own_question(question);
        own.map_or(answer, |own| seen_with(own.wanted.fingerprint(), answer))
    }

    /// Returns the id of the next own question at a check, while there is a number left.
    pub fn next_own(&self, check: CheckId) -> Option<QuestionId> {
        let given = self.rounds.iter().chain(&self.prepared).flat_map(|round| round.own.keys());
        let last = given.filter(|id| id.check() == check).map(|id| id.number()).max();
        let next = last.unwrap_or(0) + 1;
        (next <= NUMBER_MAX).then(|| QuestionId::own(check, next))
    }
}

impl ChecklistIn {
    /// Adds the region's own questions of a round, each at the end of its check, as pages show them.
    #[must_use]
    pub fn with_own(mut self, round: &Round) -> Self {
        for (id, own) in round.own_asked() {
            let text = own.wanted.text.to_string();
            let field = Field {
                id: FieldId::new(id, None),
                scope: own.scope,
                substitute: false,
                label: text.clone(),
                text,
                honest: None,
            };
            let check = self.checks.iter_mut().find(|check| check.id == id.check());
            check.into_iter().for_each(|check| {
                check.questions.push(Question { id, fields: vec![field.clone()] });
            });
        }
        self
    }
}
