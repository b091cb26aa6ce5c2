//! What happened in a region: the entries of its journal.
//!
//! Invariant: event kinds are a contract. They are never renamed, never given another meaning,
//! and only extended with defaults; `docs/journal.md` describes each. They carry no personal
//! data: people are opaque ids beside them.
//! Size: one list of kinds, so that a reader and the compiler go through all of them in one place.

mod about;
mod carried;
mod texts;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use self::carried::{CarriedQuestion, TextPlace, UnsealedView};

use crate::action::{Cause, Plan, WaitsOn};
use crate::answer::{AnswerContent, AnswerValue, Aspect, MarkValue, Wording, Working};
use crate::change::Change;
use crate::comment::{Mention, Readers, Topic};
use crate::day::Day;
use crate::file::File;
use crate::handover::{Parting, PassedPart};
use crate::ids::{
    ActionId, CommandId, EditionId, FieldId, FileId, GroupId, HandoverId, Moment, OrganisationId,
    PersonId, QuestionId, RedactionId, RegionId, RoundId, ThreadId,
};
use crate::organisation::{ChainParty, OrganisationKind};
use crate::own_question::Wanted;
use crate::reminder::Rung;
use crate::request::Matter;
use crate::round::{Asked, Scope};
use crate::text::{Fingerprint, GuardedText};

/// One entry of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number in the region, from 1, without gaps.
    pub seq: u64,
    /// When it was accepted.
    pub at: Moment,
    /// Who did it.
    pub by: Author,
    /// The command that it follows from.
    pub command: CommandId,
    /// What happened.
    pub event: Event,
}

/// Who did something: an opaque person for an organisation, or nobody when the system did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Author {
    /// The person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The organisation that the person acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The region was founded; always the first entry.
    RegionFounded {
        /// The region.
        region: RegionId,
        /// Its name.
        name: GuardedText,
    },
    /// An organisation takes part from now on.
    OrganisationAdmitted {
        /// The organisation.
        organisation: OrganisationId,
        /// What kind it is.
        kind: OrganisationKind,
        /// The chain parties that it fills.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        chain_parties: BTreeSet<ChainParty>,
        /// The municipalities that it serves.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        serves: BTreeSet<OrganisationId>,
    },
    /// An organisation takes part no longer. What it said stays.
    OrganisationLeft {
        /// The organisation.
        organisation: OrganisationId,
    },
    /// A round is prepared: its last day and the region's own questions are agreed before anybody answers.
    RoundPrepared {
        /// The round.
        round: RoundId,
        /// Its name.
        name: GuardedText,
        /// The edition of the checklist.
        edition: EditionId,
        /// What it will ask.
        asked: Vec<Asked>,
        /// The region's own questions among that.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        own: Vec<CarriedQuestion>,
    },
    /// A round was opened; the one that was prepared, if one was.
    RoundOpened {
        /// The round.
        round: RoundId,
        /// Its name.
        name: GuardedText,
        /// The edition of the checklist.
        edition: EditionId,
        /// What it asks.
        asked: Vec<Asked>,
        /// The region's own questions among that.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        own: Vec<CarriedQuestion>,
    },
    /// The region asks a question of its own from now on.
    OwnQuestionAdded {
        /// The round.
        round: RoundId,
        /// The question.
        question: QuestionId,
        /// Who can arrange what it asks about.
        scope: Scope,
        /// What it asks, and why.
        #[serde(flatten)]
        wanted: Wanted,
    },
    /// One of the region's own questions is worded anew: whoever answered it looks again.
    OwnQuestionReworded {
        /// The round.
        round: RoundId,
        /// The question.
        question: QuestionId,
        /// What it asks from now on, and why.
        #[serde(flatten)]
        wanted: Wanted,
    },
    /// The region does not ask one of its own questions any more. What was said about it stays.
    OwnQuestionRemoved {
        /// The round.
        round: RoundId,
        /// The question.
        question: QuestionId,
    },
    /// The region asks one of its own questions again that was taken away, with what was said about it.
    OwnQuestionPutBack {
        /// The round.
        round: RoundId,
        /// The question.
        question: QuestionId,
    },
    /// A round was closed.
    RoundClosed {
        /// The round.
        round: RoundId,
    },
    /// The value of a draft was chosen.
    AnswerDrafted {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// From which value to which.
        change: Change<Option<AnswerValue>>,
    },
    /// The explanation of a draft was written.
    ExplanationDrafted {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The text that the writer started from.
        base: Fingerprint,
        /// The text as it stands now.
        text: GuardedText,
        /// What the writer typed, where it was merged with a colleague's edit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typed: Option<GuardedText>,
    },
    /// A draft was marked on paper or in practice.
    MarkDrafted {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// On paper or in practice.
        aspect: Aspect,
        /// From which mark to which.
        change: Change<Option<MarkValue>>,
    },
    /// An answer was shared; it carries its whole content, which was hidden until now.
    AnswerShared {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The round in which it was shared.
        round: RoundId,
        /// What it says.
        content: AnswerContent,
        /// Why only then, where the round was discussed already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why_now: Option<GuardedText>,
    },
    /// A shared answer was confirmed on behalf of the municipality.
    AnswerConfirmed {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The round for which it was confirmed.
        round: RoundId,
        /// The fingerprint of the content that was confirmed.
        content: Fingerprint,
    },
    /// The value of a regional answer was chosen, out of sight of the municipalities.
    RegionalValueDrafted {
        /// To what.
        field: FieldId,
        /// From which value to which.
        change: Change<Option<AnswerValue>>,
    },
    /// The explanation of a regional answer was written, out of sight of the municipalities.
    RegionalExplanationDrafted {
        /// To what.
        field: FieldId,
        /// The text that the writer started from.
        base: Fingerprint,
        /// The text as it stands now.
        text: GuardedText,
        /// What the writer typed, where it was merged with a colleague's edit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typed: Option<GuardedText>,
    },
    /// A regional answer was put forward; it carries its whole content, which was hidden until now.
    RegionalAnswerPutForward {
        /// To what.
        field: FieldId,
        /// The round in which it was put forward.
        round: RoundId,
        /// What it says.
        content: AnswerContent,
    },
    /// A municipality said that the regional answer holds for it: it became its own, shared answer.
    RegionalAnswerApplied {
        /// Which municipality.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The round in which it was said.
        round: RoundId,
        /// The fingerprint of the regional answer.
        regional: Fingerprint,
        /// What the municipality answers from now on: as the region, with its own marks.
        content: AnswerContent,
    },
    /// A municipality said that the regional answer does not hold for it.
    RegionalAnswerDiffered {
        /// Which municipality.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The round in which it was said.
        round: RoundId,
        /// The fingerprint of the regional answer.
        regional: Fingerprint,
        /// Why.
        reason: GuardedText,
    },
    /// It was agreed until which day municipalities answer.
    DeadlineSet {
        /// The round.
        round: RoundId,
        /// From which day to which.
        change: Change<Option<Day>>,
    },
    /// The discussion of a round started; it carries the views of partners, which were sealed until
    /// now.
    DiscussionStarted {
        /// The round.
        round: RoundId,
        /// The views that become visible.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        views: Vec<UnsealedView>,
    },
    /// The value of a partner's view was chosen, out of sight of everyone else.
    PartnerValueDrafted {
        /// Whose view.
        partner: OrganisationId,
        /// On what.
        field: FieldId,
        /// From which value to which.
        change: Change<Option<AnswerValue>>,
    },
    /// A text of a partner's view was written, out of sight of everyone else.
    PartnerTextDrafted {
        /// Whose view.
        partner: OrganisationId,
        /// On what.
        field: FieldId,
        /// Which of its texts.
        #[serde(default)]
        wording: Wording,
        /// The text that the writer started from.
        base: Fingerprint,
        /// The text as it stands now.
        text: GuardedText,
        /// What the writer typed, where it was merged with a colleague's edit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typed: Option<GuardedText>,
    },
    /// A partner gave its view, with its whole content.
    PartnerViewGiven {
        /// Whose view.
        partner: OrganisationId,
        /// On what.
        field: FieldId,
        /// The round in which it was given.
        round: RoundId,
        /// What it says.
        content: AnswerContent,
        /// Whether it is sealed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
        /// Whether it takes the place of one that was given in the same round.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// A partner took its view back.
    PartnerViewWithdrawn {
        /// Whose view.
        partner: OrganisationId,
        /// On what.
        field: FieldId,
        /// The round in which it was withdrawn.
        round: RoundId,
        /// Whether it was sealed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
        /// What the partner goes on from, as a draft: a draft that stood beside the view, or else what
        /// the view said. Only the partner itself receives it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        draft: Option<Working>,
    },
    /// Somebody asked a colleague to write a draft, or a partner to give its view.
    RequestMade {
        /// What was asked, and of whom.
        matter: Matter,
        /// Until which day, if that was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
        /// What the asker said about it; may be empty.
        #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
        note: GuardedText,
    },
    /// The colleague says that the draft can be looked at.
    RequestReady {
        /// Of which request.
        matter: Matter,
    },
    /// The asker wants the draft to be changed.
    ChangesRequested {
        /// Of which request.
        matter: Matter,
        /// What should change.
        note: GuardedText,
    },
    /// What was asked for will not come.
    RequestDeclined {
        /// Which request.
        matter: Matter,
        /// Why.
        reason: GuardedText,
    },
    /// The asker's side is done with a request.
    RequestClosed {
        /// Which.
        matter: Matter,
    },
    /// One side of a request goes on to somebody else, who accepted to succeed whoever left.
    RequestPassedOn {
        /// Which request, as it was until then.
        matter: Matter,
        /// Which side of it.
        part: PassedPart,
        /// Whose it is from then on.
        to: Author,
    },
    /// The attention that a thread asks for goes on to somebody else.
    ThreadPassedOn {
        /// The thread.
        thread: ThreadId,
        /// What it is about, and who reads it.
        topic: Topic,
        /// Whose attention was asked for.
        from: Mention,
        /// Whose attention is asked for from then on.
        to: Mention,
    },
    /// What waits for somebody who leaves was offered to a successor.
    HandoverOffered {
        /// The offer.
        handover: HandoverId,
        /// Who leaves, and who succeeds.
        parting: Parting,
        /// What there is to say about it; may be empty.
        #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
        note: GuardedText,
    },
    /// The successor goes on with it; what is passed on follows, entry by entry.
    HandoverAccepted {
        /// The offer.
        handover: HandoverId,
        /// Who leaves, and who succeeds.
        parting: Parting,
    },
    /// The successor does not go on with it.
    HandoverDeclined {
        /// The offer.
        handover: HandoverId,
        /// Who leaves, and who would have succeeded.
        parting: Parting,
        /// Why.
        reason: GuardedText,
    },
    /// The offer was taken back.
    HandoverWithdrawn {
        /// The offer.
        handover: HandoverId,
        /// Who leaves, and who would have succeeded.
        parting: Parting,
    },
    /// Somebody started a thread of comments.
    ThreadStarted {
        /// The thread.
        thread: ThreadId,
        /// What it is about, and who reads it.
        topic: Topic,
        /// The first comment.
        text: GuardedText,
        /// Whose attention it asks for.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        mentions: BTreeSet<Mention>,
    },
    /// Somebody said something more in a thread, which is open from then on.
    CommentAdded {
        /// The thread.
        thread: ThreadId,
        /// What it is about, and who reads it.
        topic: Topic,
        /// What was said.
        text: GuardedText,
        /// Whose attention it asks for.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        mentions: BTreeSet<Mention>,
    },
    /// Somebody said that a thread is dealt with.
    ThreadResolved {
        /// The thread.
        thread: ThreadId,
        /// What it is about, and who reads it.
        topic: Topic,
    },
    /// Somebody opened a thread again.
    ThreadReopened {
        /// The thread.
        thread: ThreadId,
        /// What it is about, and who reads it.
        topic: Topic,
    },
    /// Somebody thought of something that an organisation could do.
    ActionMade {
        /// The action.
        action: ActionId,
        /// Who would do it.
        owner: OrganisationId,
        /// What is to be done.
        plan: Box<Plan>,
        /// What it comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<Cause>,
        /// The group that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<GroupId>,
    },
    /// What is asked was changed; unless it was never offered, it is offered anew.
    ActionRevised {
        /// The action.
        action: ActionId,
        /// Who would do it from now on.
        owner: OrganisationId,
        /// What is to be done from now on.
        plan: Box<Plan>,
    },
    /// The owner of an action was asked to do it.
    ActionOffered {
        /// The action.
        action: ActionId,
    },
    /// The owner will do it.
    ActionAccepted {
        /// The action.
        action: ActionId,
    },
    /// The owner does not do it, or not any more.
    ActionDeclined {
        /// The action.
        action: ActionId,
        /// Why.
        reason: GuardedText,
    },
    /// The owner wants another day.
    DateCounterProposed {
        /// The action.
        action: ActionId,
        /// From which day to which.
        change: Change<Option<Day>>,
        /// Why.
        reason: GuardedText,
    },
    /// Whoever asked agrees to that day, and the action is accepted.
    CounterProposalAgreed {
        /// The action.
        action: ActionId,
        /// The day that holds from now on.
        due: Day,
    },
    /// Whoever asked does not agree to that day; the one that was asked for holds.
    CounterProposalRefused {
        /// The action.
        action: ActionId,
        /// Why.
        reason: GuardedText,
    },
    /// The owner said who of them does it.
    ActionAssigned {
        /// The action.
        action: ActionId,
        /// From whom to whom.
        change: Change<Option<PersonId>>,
    },
    /// The owner said how it goes.
    ActionProgressed {
        /// The action.
        action: ActionId,
        /// How.
        note: GuardedText,
    },
    /// The owner cannot go on before somebody else did something.
    ActionWaits {
        /// The action.
        action: ActionId,
        /// On what.
        on: WaitsOn,
        /// What there is to say about it; may be empty.
        #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
        note: GuardedText,
    },
    /// The owner says that it is done.
    ActionReportedDone {
        /// The action.
        action: ActionId,
        /// What there is to say about it; may be empty.
        #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
        note: GuardedText,
    },
    /// Whoever asked agrees that it is done.
    ActionClosed {
        /// The action.
        action: ActionId,
    },
    /// Whoever asked says that it is not done.
    ActionReopened {
        /// The action.
        action: ActionId,
        /// Why.
        reason: GuardedText,
    },
    /// Whoever asked does not need it any more.
    ActionDropped {
        /// The action.
        action: ActionId,
        /// Why.
        reason: GuardedText,
    },
    /// Nobody of the owner answered an offer for ten working days: it went to the coordinator.
    OfferWentSilent {
        /// The action.
        action: ActionId,
    },
    /// Somebody was reminded of an action: by the installation, one rung of the ladder after the other, or its owner by
    /// whoever asked.
    ActionReminded {
        /// The action.
        action: ActionId,
        /// Who was reminded.
        rung: Rung,
        /// The day of the steering group that it was counted back from, or by which it must be done, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<Day>,
    },
    /// Reminders of an action pause until a day, or go on.
    RemindersPaused {
        /// The action.
        action: ActionId,
        /// Until which day, before and after; none: they go on.
        change: Change<Option<Day>>,
    },
    /// A file was attached to an action.
    ActionFileAttached {
        /// The action.
        action: ActionId,
        /// The file.
        file: Box<File>,
    },
    /// A file of an action was removed: what it held is gone, and what it was stays told.
    ActionFileRemoved {
        /// The action.
        action: ActionId,
        /// The file.
        file: FileId,
        /// Why.
        reason: GuardedText,
    },
    /// One side of an action goes on to somebody else, who accepted to succeed whoever left.
    ActionPassedOn {
        /// The action.
        action: ActionId,
        /// Which side of it.
        part: PassedPart,
        /// Whose it is from then on.
        to: Author,
    },
    /// It became known that the steering group meets on a day.
    SteeringDateAdded {
        /// The day.
        day: Day,
    },
    /// The steering group does not meet on that day.
    SteeringDateRemoved {
        /// The day.
        day: Day,
    },
    /// A text was removed for good, in every entry that is listed; the entries keep their numbers.
    TextRedacted {
        /// Names the removal: its mark stands where the text stood.
        redaction: RedactionId,
        /// Who could read the text.
        #[serde(default)]
        readers: Readers,
        /// About which question, if it was about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<QuestionId>,
        /// Whose text it was, unless nobody's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<OrganisationId>,
        /// Where it went, as far as the reader may know.
        copies: Vec<TextPlace>,
        /// Why. Empty where the removal was done again on an older copy of the journal: the list from which
        /// that is done holds no text.
        #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
        reason: GuardedText,
    },
}
