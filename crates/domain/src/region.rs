//! A region in memory: everything that its journal says, folded.
//!
//! Invariant: only `evolve` changes it, and it holds nothing that the journal does not say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::answer::{
    Answer, AnswerKey, AnswerValue, Draft, Late, Reason, Standing, Wording, Working, composite,
    composite_with_substitute, substitute_is_asked,
};
use crate::comment::Thread;
use crate::day::Day;
use crate::handover::Handover;
use crate::ids::{
    ActionId, CheckId, FieldId, HandoverId, OrganisationId, Part, QuestionId, RedactionId,
    RegionId, RequestId, ThreadId,
};
use crate::organisation::Participation;
use crate::partner_view::PartnerViews;
use crate::redaction::Redaction;
use crate::regional::RegionalAnswer;
use crate::request::Request;
use crate::round::{Asked, Round};
use crate::sheet::Sheet;
use crate::text::{Fingerprint, GuardedText};
use crate::texts::Texts;

/// A region.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Region {
    /// Its id.
    pub id: RegionId,
    /// The number of the last entry.
    pub head: u64,
    /// Its name.
    pub name: GuardedText,
    /// Who takes part.
    #[serde(default)]
    pub participations: BTreeMap<OrganisationId, Participation>,
    /// Its rounds, oldest first.
    #[serde(default)]
    pub rounds: Vec<Round>,
    /// The round that is prepared, while none is open. Nobody answers it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<Round>,
    /// What municipalities share.
    #[serde(default)]
    pub answers: BTreeMap<OrganisationId, BTreeMap<FieldId, Answer>>,
    /// What organisations keep to themselves for now. A viewer has their own only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub drafts: BTreeMap<OrganisationId, BTreeMap<FieldId, Draft>>,
    /// What the region answers where it can arrange something, and what municipalities say to it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regional: BTreeMap<FieldId, RegionalAnswer>,
    /// What the coordinator has not put forward yet. Only coordinators have it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regional_drafts: BTreeMap<FieldId, Draft>,
    /// How partners see it. Sealed views are here for those only who may see them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub partner_views: BTreeMap<FieldId, PartnerViews>,
    /// What colleagues and partners were asked in the present round.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub requests: BTreeMap<RequestId, Request>,
    /// What people say to each other, as far as it goes on or was dealt with in the present round.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub threads: BTreeMap<ThreadId, Thread>,
    /// What was offered to successors of those who leave.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub handovers: BTreeMap<HandoverId, Handover>,
    /// What was asked to be done, whatever became of it. Copies of the region share them: a region may have thousands,
    /// and a page shows few.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub actions: BTreeMap<ActionId, Arc<Action>>,
    /// The days on which the steering group meets, as far as they are known.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub steering_dates: BTreeSet<Day>,
    /// Which texts were removed, as far as this copy of the region may know.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redactions: BTreeMap<RedactionId, Redaction>,
    /// Which explanations are here. A server holds all of them.
    #[serde(default, skip_serializing_if = "Texts::are_all")]
    pub texts: Texts,
}

impl Region {
    /// Makes a region of which nothing is known yet.
    pub fn new(id: RegionId) -> Self {
        Region { id, ..Region::default() }
    }

    /// Returns the present round: the one opened last, open or closed.
    pub fn round(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// Returns the round that is open.
    pub fn open_round(&self) -> Option<&Round> {
        self.round().filter(|round| round.closed.is_none())
    }

    /// Returns the round whose own questions are at hand: the one that is prepared, else the present one.
    pub fn prepared_or_present(&self) -> Option<&Round> {
        self.prepared.as_ref().or(self.round())
    }

    /// Returns the municipalities that take part, in the order in which they joined: the same
    /// for everyone, so that people can point in a call.
    pub fn municipalities(&self) -> Vec<OrganisationId> {
        let mut found: Vec<_> = self
            .participations
            .iter()
            .filter(|(_, part)| part.is_municipality())
            .map(|(id, part)| (part.entry, *id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns whether this organisation takes part as a municipality.
    pub fn is_municipality(&self, organisation: OrganisationId) -> bool {
        self.participations.get(&organisation).is_some_and(Participation::is_municipality)
    }

    /// Returns whether this organisation takes part now.
    pub fn takes_part(&self, organisation: OrganisationId) -> bool {
        self.participations.get(&organisation).is_some_and(Participation::goes_on)
    }

    /// Returns what the present round says about this field.
    pub fn asked(&self, field: FieldId) -> Option<&Asked> {
        self.round()?.asked(field)
    }

    /// Returns the fields of one check that the present round asks.
    pub fn fields_of(&self, check: CheckId) -> impl Iterator<Item = FieldId> + '_ {
        self.fields().filter(move |field| field.check() == check)
    }

    /// Returns every field that the present round asks, in the order of the checklist.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.round().into_iter().flat_map(|round| &round.asked).map(|asked| asked.field)
    }

    /// Returns the questions of one check, each once.
    pub fn questions_of(&self, check: CheckId) -> Vec<QuestionId> {
        let mut questions: Vec<_> = self.fields_of(check).map(|field| field.question).collect();
        questions.dedup();
        questions
    }

    /// Returns whether the present round asks this question.
    pub fn asks(&self, question: QuestionId) -> bool {
        self.fields().any(|field| field.question == question)
    }

    /// Returns what the municipality shares of this answer.
    pub fn answer(&self, key: AnswerKey) -> Option<&Answer> {
        self.answers.get(&key.municipality)?.get(&key.field)
    }

    /// Returns the value that the municipality shares.
    pub fn shared_value(&self, key: AnswerKey) -> Option<AnswerValue> {
        self.answer(key)?.shared.as_ref().map(|shared| shared.content.value)
    }

    /// Returns why an answer was shared only while the present round was discussed ("later toegevoegd"),
    /// if it was.
    pub fn late(&self, key: AnswerKey) -> Option<&Late> {
        let shared = self.answer(key)?.shared.as_ref()?;
        shared.late.as_ref().filter(|_| self.round().is_some_and(|round| round.id == shared.round))
    }

    /// Returns where the answer stands for everyone.
    pub fn standing(&self, key: AnswerKey) -> Standing {
        let standing = match (self.answer(key), self.round()) {
            (Some(answer), Some(round)) => answer.standing(round.id),
            _ => Standing::Empty,
        };
        let regional = self.regional_answer(key.field);
        let has_changed =
            regional.is_some_and(|answer| answer.was_taken_over_and_changed(key.municipality));
        match standing {
            Standing::Shared | Standing::Confirmed if has_changed => {
                Standing::Reconfirm(Reason::RegionalChanged)
            }
            standing => standing,
        }
    }

    /// Returns the unshared work on this sheet, for those who may see it.
    pub fn draft(&self, sheet: impl Into<Sheet>) -> Option<&Working> {
        self.drafting(sheet.into())?.working.as_ref()
    }

    /// Returns what an editor has before them: the draft, else what is shared, else nothing yet.
    pub fn working(&self, sheet: impl Into<Sheet>) -> Working {
        let sheet = sheet.into();
        self.draft(sheet).cloned().unwrap_or_else(|| self.shared_working(sheet))
    }

    /// Returns what everyone sees, in the form of an editor's work.
    pub fn shared_working(&self, sheet: impl Into<Sheet>) -> Working {
        let content = match sheet.into() {
            Sheet::Answer(key) => {
                self.answer(key).and_then(|answer| answer.shared.as_ref()).map(|it| &it.content)
            }
            Sheet::Regional(field) => self
                .regional_answer(field)
                .and_then(|answer| answer.put_forward.as_ref())
                .map(|it| &it.content),
            // A partner starts from what it said last time.
            Sheet::View(key) => {
                let before = self.view_before(key).map(|before| &before.content);
                self.view(key).map(|view| &view.content).or(before)
            }
        };
        content.map(Working::from).unwrap_or_default()
    }

    /// Finds the text that an edit started from.
    pub fn text_named(
        &self,
        sheet: impl Into<Sheet>,
        wording: Wording,
        name: Fingerprint,
    ) -> Option<GuardedText> {
        let sheet = sheet.into();
        let (working, shared) = (self.working(sheet), self.shared_working(sheet));
        let recent = self.drafting(sheet).map_or(&[][..], |draft| &draft.recent);
        let empty = GuardedText::default();
        [working.text(wording), shared.text(wording), &empty]
            .into_iter()
            .chain(recent)
            .find(|text| text.fingerprint() == name)
            .cloned()
    }

    /// Returns the shared value of a whole question, composed of its parts.
    pub fn question_value(
        &self,
        municipality: OrganisationId,
        question: QuestionId,
    ) -> Option<AnswerValue> {
        let value = |part| {
            self.shared_value(AnswerKey { municipality, field: FieldId::new(question, part) })
        };
        match self.asked(FieldId::new(question, Some(Part::B))) {
            None => value(None),
            Some(asked) if asked.substitute => {
                composite_with_substitute(value(Some(Part::A)), value(Some(Part::B)))
            }
            Some(_) => composite(value(Some(Part::A)), value(Some(Part::B))),
        }
    }

    /// Returns whether this field is asked of the municipality, given `first`: the value of the
    /// first part of the same question.
    pub fn is_asked(
        &self,
        field: FieldId,
        first: impl FnOnce(FieldId) -> Option<AnswerValue>,
    ) -> bool {
        match self.asked(field) {
            None => false,
            Some(asked) if asked.substitute => {
                substitute_is_asked(first(FieldId::new(field.question, Some(Part::A))))
            }
            Some(_) => true,
        }
    }

    fn drafting(&self, sheet: Sheet) -> Option<&Draft> {
        match sheet.owner() {
            Some(owner) => self.drafts.get(&owner)?.get(&sheet.field()),
            None => self.regional_drafts.get(&sheet.field()),
        }
    }
}
