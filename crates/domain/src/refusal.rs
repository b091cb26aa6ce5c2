//! Why a command is refused: reasons as data. The words for them live with the screens.

use serde::{Deserialize, Serialize};

use crate::answer::{AnswerValue, Aspect, MarkValue};
use crate::day::Day;
use crate::guard::{Finding, Objection, Phrase};
use crate::ids::{ActionId, FieldId, OrganisationId, RoundId};
use crate::text::GuardedText;

/// Why a command is refused.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It names something that this region does not have. Looks like what does not exist.
    NotHere,
    /// The sender may not do this; someone else may.
    NotAllowed {
        /// Who may.
        who: WhoMay,
    },
    /// The region was founded already.
    AlreadyFounded,
    /// No round was ever opened, so there is nothing to answer yet.
    NoRound,
    /// A round is open; it must be closed first.
    RoundIsOpen {
        /// The round.
        round: RoundId,
    },
    /// A round is prepared already.
    RoundIsPrepared {
        /// The round.
        round: RoundId,
    },
    /// Somebody agreed another day in the meantime.
    DeadlineChanged {
        /// The day as it is now.
        now: Option<Day>,
    },
    /// The discussion of the round began: its last day to answer does not change any more.
    AlreadyDiscussed,
    /// The round must be discussed before it is closed.
    NotDiscussed,
    /// Nothing was given that could be withdrawn.
    NothingToWithdraw {
        /// The field.
        field: FieldId,
    },
    /// A round without questions, or with one question twice, cannot be opened.
    AskedWrongly,
    /// A municipality cannot take part as a partner later on, or the other way round.
    OtherKind,
    /// The region's own questions change only while a round is open and not discussed yet.
    QuestionsAreFixed,
    /// A question asks something.
    QuestionMissing,
    /// The region has as many own questions as it can have.
    TooManyOwnQuestions {
        /// The most that it can have.
        max: usize,
    },
    /// The coordinator took this question away: nobody answers it any more.
    QuestionRemoved {
        /// The field.
        field: FieldId,
    },
    /// A name is needed.
    NameMissing,
    /// The text is too long.
    TextTooLong {
        /// The most characters that fit.
        max: usize,
        /// The characters that were sent.
        chars: usize,
    },
    /// The text holds something that belongs to a person.
    Guarded {
        /// What, and where, in the order of the text.
        findings: Vec<Finding>,
    },
    /// The text seems to tell of a case, and its writer did not say that it is none.
    TellsCase {
        /// Which sentences, in the order of the text.
        phrases: Vec<Phrase>,
    },
    /// A colleague chose another value in the meantime.
    ValueChanged {
        /// The field.
        field: FieldId,
        /// The value as it is now.
        now: Option<AnswerValue>,
    },
    /// A colleague chose another mark in the meantime.
    MarkChanged {
        /// The field.
        field: FieldId,
        /// On paper or in practice.
        aspect: Aspect,
        /// The mark as it is now.
        now: Option<MarkValue>,
    },
    /// A colleague changed the same words in the meantime.
    TextChanged {
        /// The field.
        field: FieldId,
        /// The text as it is now.
        theirs: GuardedText,
    },
    /// These answers changed after the sender looked at them.
    ChangedSinceSeen {
        /// Which.
        fields: Vec<FieldId>,
    },
    /// These answers have no value yet; without any named: there is nothing to share or confirm.
    ValueMissing {
        /// Which.
        fields: Vec<FieldId>,
    },
    /// These answers need an explanation before they can be shared.
    ExplanationMissing {
        /// Which.
        fields: Vec<FieldId>,
    },
    /// These answers are not shared as they stand, so they cannot be confirmed.
    NotShared {
        /// Which.
        fields: Vec<FieldId>,
    },
    /// Whoever says that a regional answer does not hold must say why.
    ReasonMissing {
        /// The field.
        field: FieldId,
    },
    /// The round is discussed already: whoever shares now must say why.
    WhyNowMissing,
    /// Why something is shared only now was written, and nothing was shared with it.
    WhyNowNotGiven,
    /// A reason was written and not given: a form was sent with another button.
    ReasonNotGiven {
        /// The field.
        field: FieldId,
    },
    /// One asks others, not oneself or the own organisation.
    AskedOneself,
    /// The same was asked already, and that request is not over.
    AlreadyAsked,
    /// The organisation asked as much as it can in one round.
    TooManyRequests {
        /// The most that it can ask.
        max: usize,
    },
    /// Nobody of the partner can answer yet.
    NobodyThere,
    /// That person is no colleague who can write this.
    NoColleague,
    /// Whoever asks for changes, or says that something will not come, must say what or why.
    NoteMissing,
    /// The request moved on in the meantime: it was declined or closed.
    RequestIsOver,
    /// Nothing waits that could be handed over.
    NothingToHandOver,
    /// What waits was offered to a successor already.
    AlreadyOffered,
    /// That person or organisation cannot go on with everything that waits.
    NoSuccessor,
    /// The offer to go on with something was accepted, declined or taken back in the meantime.
    HandoverIsOver,
    /// Something else waits than the sender saw.
    HandoverChanged,
    /// The organisation leaves only after a successor accepted what waits for it.
    WorkWaits {
        /// How many requests and threads wait.
        count: usize,
    },
    /// A comment says something.
    CommentMissing,
    /// Somebody who is mentioned cannot read it.
    MentionedCannotRead,
    /// A comment mentions more than it can.
    TooManyMentions {
        /// The most that it can mention.
        max: usize,
    },
    /// A thread has as many comments as it can have.
    ThreadIsFull {
        /// The most that it can have.
        max: usize,
    },
    /// Somebody said something in the thread that the sender did not see.
    ThreadWentOn,
    /// As many threads stand open at this question as there can be.
    TooManyThreads {
        /// The most that there can be.
        max: usize,
    },
    /// An action has somebody who does it.
    OwnerMissing,
    /// An action has a title.
    TitleMissing,
    /// Nothing was chosen.
    NoActionChosen,
    /// Whoever has it to do acted or was reminded today.
    LeftAloneToday,
    /// So many owners are reminded at once, and no more.
    TooManyReminders {
        /// How many.
        max: usize,
    },
    /// The day is over already.
    DayIsOver {
        /// Which.
        day: Day,
    },
    /// The day that is proposed is the one that was asked for.
    SameDay,
    /// The organisation takes part no longer.
    OrganisationLeft {
        /// Which.
        organisation: OrganisationId,
    },
    /// Somebody changed the action after the sender looked at it.
    ActionChanged {
        /// Which.
        action: ActionId,
    },
    /// The action moved on in the meantime: this cannot be done with it as it stands.
    NotAsItStands,
    /// An action cannot wait on itself, on its own owner, or on one that waits on it.
    WaitsOnItself,
    /// The region has as many actions as it can have.
    TooManyActions {
        /// The most that it can have.
        max: usize,
    },
    /// A file has a name that says what it is.
    FileNameMissing,
    /// The action has as many files as it can have.
    TooManyFiles {
        /// The most that it can have.
        max: usize,
    },
    /// The action had as many files as are told of it, those that were removed included.
    TooManyFilesEver {
        /// The most that it can have had.
        max: usize,
    },
    /// The file was removed already.
    FileIsRemoved,
    /// As many days of the steering group lie ahead as can.
    TooManySteeringDates {
        /// The most that can.
        max: usize,
    },
    /// The text was removed already.
    TextIsRedacted,
    /// Whoever removes a text says why.
    WhyRedactedMissing,
    /// The reason repeats the text that it is about.
    ReasonRepeatsText,
    /// The host set no place where removals are noted, so that a backup would bring the text back.
    NothingIsNoted,
    /// This part is asked only when the first part is not in place.
    NotAsked {
        /// Which.
        field: FieldId,
    },
}

/// Who may do what the sender may not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoMay {
    /// The installation's command line.
    Installation,
    /// The coordinator of the region.
    Coordinator,
    /// An editor of this organisation.
    Editor(OrganisationId),
    /// Someone who may confirm and sign for this organisation.
    Lead(OrganisationId),
    /// The coordinator, or someone who may confirm and sign for this organisation.
    Inviter(OrganisationId),
    /// Whoever writes for an organisation, coordinates, or sits in the steering group.
    Participant,
    /// The colleague who was asked.
    Colleague,
    /// Whoever asked, or somebody else of their organisation.
    Asker(OrganisationId),
    /// The organisation that wrote it, or the coordinator.
    Writer(OrganisationId),
    /// Whoever takes part for this organisation.
    Of(OrganisationId),
    /// Whoever writes for this organisation, which asked for it, or the coordinator.
    AskerOrCoordinator(OrganisationId),
    /// Whoever writes for an organisation, or the coordinator.
    EditorOrCoordinator,
}

impl Refusal {
    /// Returns the answer fields that the reason names.
    /// Size: one arm for each refusal, so that the compiler sees that none is missing.
    pub fn fields(&self) -> Vec<FieldId> {
        match self {
            Refusal::ChangedSinceSeen { fields }
            | Refusal::ValueMissing { fields }
            | Refusal::ExplanationMissing { fields }
            | Refusal::NotShared { fields } => fields.clone(),
            Refusal::ValueChanged { field, .. }
            | Refusal::MarkChanged { field, .. }
            | Refusal::TextChanged { field, .. }
            | Refusal::ReasonMissing { field }
            | Refusal::ReasonNotGiven { field }
            | Refusal::NothingToWithdraw { field }
            | Refusal::QuestionRemoved { field }
            | Refusal::NotAsked { field } => vec![*field],
            Refusal::NotHere
            | Refusal::NotAllowed { .. }
            | Refusal::AlreadyFounded
            | Refusal::NoRound
            | Refusal::RoundIsOpen { .. }
            | Refusal::RoundIsPrepared { .. }
            | Refusal::DeadlineChanged { .. }
            | Refusal::AlreadyDiscussed
            | Refusal::NotDiscussed
            | Refusal::WhyNowMissing
            | Refusal::WhyNowNotGiven
            | Refusal::AskedOneself
            | Refusal::AlreadyAsked
            | Refusal::TooManyRequests { .. }
            | Refusal::FileNameMissing
            | Refusal::TooManyFiles { .. }
            | Refusal::TooManyFilesEver { .. }
            | Refusal::FileIsRemoved
            | Refusal::NobodyThere
            | Refusal::NoColleague
            | Refusal::NoteMissing
            | Refusal::RequestIsOver
            | Refusal::NothingToHandOver
            | Refusal::AlreadyOffered
            | Refusal::NoSuccessor
            | Refusal::HandoverIsOver
            | Refusal::HandoverChanged
            | Refusal::WorkWaits { .. }
            | Refusal::CommentMissing
            | Refusal::ThreadWentOn
            | Refusal::MentionedCannotRead
            | Refusal::TooManyMentions { .. }
            | Refusal::ThreadIsFull { .. }
            | Refusal::TooManyThreads { .. }
            | Refusal::OwnerMissing
            | Refusal::TitleMissing
            | Refusal::NoActionChosen
            | Refusal::LeftAloneToday
            | Refusal::TooManyReminders { .. }
            | Refusal::DayIsOver { .. }
            | Refusal::SameDay
            | Refusal::OrganisationLeft { .. }
            | Refusal::ActionChanged { .. }
            | Refusal::NotAsItStands
            | Refusal::WaitsOnItself
            | Refusal::TooManyActions { .. }
            | Refusal::TooManySteeringDates { .. }
            | Refusal::TextIsRedacted
            | Refusal::WhyRedactedMissing
            | Refusal::ReasonRepeatsText
            | Refusal::NothingIsNoted
            | Refusal::AskedWrongly
            | Refusal::OtherKind
            | Refusal::QuestionsAreFixed
            | Refusal::QuestionMissing
            | Refusal::TooManyOwnQuestions { .. }
            | Refusal::NameMissing
            | Refusal::TextTooLong { .. }
            | Refusal::Guarded { .. }
            | Refusal::TellsCase { .. } => vec![],
        }
    }
}

impl From<Objection> for Refusal {
    fn from(objection: Objection) -> Self {
        match objection {
            Objection::Holds(findings) => Refusal::Guarded { findings },
            Objection::Tells(phrases) => Refusal::TellsCase { phrases },
        }
    }
}
