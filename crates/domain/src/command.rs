//! What someone may ask of a region: the wire form of every change.
//!
//! Invariant: an edit says from what to what; free text travels as [`TypedText`] and passes the
//! no-case guard inside `decide`.
//! Size: one list of commands, so that a reader and the compiler go through all of them in one place.

mod reach;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::action::{Cause, SeenAction, TypedPlan, WaitsOn};
use crate::answer::{AnswerValue, Aspect, MarkValue, Wording};
use crate::change::Change;
use crate::comment::{Mention, Topic};
use crate::day::Day;
use crate::file::File;
use crate::handover::Parting;
use crate::ids::{
    ActionId, CheckId, CommandId, EditionId, FieldId, FileId, HandoverId, OrganisationId, PersonId,
    QuestionId, RequestId, RoundId, ThreadId,
};
use crate::organisation::{ChainParty, OrganisationKind};
use crate::request::Wish;
use crate::round::{Asked, Scope};
use crate::text::{Fingerprint, TypedText};

/// A command with its id. The same id and content sent twice has the effect of once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sent {
    /// The id, made by the sender.
    pub id: CommandId,
    /// What is asked.
    pub command: Command,
}

/// What is asked of a region.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Founds the region (the installation's command line).
    FoundRegion {
        /// Its name.
        name: TypedText,
    },
    /// Lets an organisation take part.
    Admit {
        /// The organisation.
        organisation: OrganisationId,
        /// What kind it is.
        kind: OrganisationKind,
        /// The chain parties that it fills.
        chain_parties: BTreeSet<ChainParty>,
        /// The municipalities that it serves.
        serves: BTreeSet<OrganisationId>,
    },
    /// Ends the part that an organisation takes. What it said stays.
    EndParticipation {
        /// The organisation.
        organisation: OrganisationId,
    },
    /// Prepares a round: its last day and the region's own questions can be agreed before it opens.
    PrepareRound {
        /// Its name, mostly a year.
        name: TypedText,
        /// The edition of the checklist.
        edition: EditionId,
        /// What that edition asks, so that a replay needs no files.
        asked: Vec<Asked>,
    },
    /// Opens a round, the one that is prepared if one is: every living answer becomes "last time" and asks to be looked at again.
    OpenRound {
        /// Its name, mostly a year.
        name: TypedText,
        /// The edition of the checklist.
        edition: EditionId,
        /// What that edition asks, so that a replay needs no files.
        asked: Vec<Asked>,
        /// The round that is prepared, as the sender saw it: nobody opens what a colleague is still at work on
        /// without knowing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prepared: Option<RoundId>,
    },
    /// Lets the region ask a question of its own, beside those of the checklist.
    AddOwnQuestion {
        /// At which check.
        check: CheckId,
        /// Who can arrange what it asks about.
        scope: Scope,
        /// What it asks.
        text: TypedText,
        /// Why the region asks this; may be empty.
        why: TypedText,
    },
    /// Words one of the region's own questions anew: whoever answered it looks again.
    RewordOwnQuestion {
        /// Which.
        question: QuestionId,
        /// The name of what it asked, and why, as the sender saw it.
        seen: Fingerprint,
        /// What it asks.
        text: TypedText,
        /// Why the region asks this; may be empty.
        why: TypedText,
    },
    /// Takes one of the region's own questions away. What was said about it stays.
    RemoveOwnQuestion {
        /// Which.
        question: QuestionId,
    },
    /// Asks one of the region's own questions again that was taken away in the present round.
    PutBackOwnQuestion {
        /// Which.
        question: QuestionId,
    },
    /// Agrees until which day municipalities answer, or that there is no such day.
    SetDeadline {
        /// The round.
        round: RoundId,
        /// From which day to which.
        change: Change<Option<Day>>,
    },
    /// Starts the discussion of the open round: the views of partners become visible.
    StartDiscussion {
        /// The round.
        round: RoundId,
    },
    /// Closes the round that is discussed (the installation's command line, until rounds are adopted
    /// by a decision).
    CloseRound {
        /// The round.
        round: RoundId,
    },
    /// Chooses the value of a draft.
    Answer {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// From which value to which.
        change: Change<Option<AnswerValue>>,
    },
    /// Writes the explanation of a draft.
    Explain {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The text that the writer started from.
        base: Fingerprint,
        /// The text that the writer wants.
        text: TypedText,
    },
    /// Marks how it stands on paper or in practice.
    Mark {
        /// Whose answer.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// On paper or in practice.
        aspect: Aspect,
        /// From which mark to which.
        change: Change<Option<MarkValue>>,
    },
    /// Lets the region see these answers: all of them or none.
    Share {
        /// Whose answers.
        municipality: OrganisationId,
        /// Which, each as the sender saw it.
        answers: Vec<SeenAnswer>,
        /// Why only now, where the round is discussed already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why_now: Option<TypedText>,
    },
    /// Confirms these shared answers on behalf of the municipality: all of them or none.
    Confirm {
        /// Whose answers.
        municipality: OrganisationId,
        /// Which, each as the sender saw it.
        answers: Vec<SeenAnswer>,
    },
    /// Chooses the value of the regional answer.
    AnswerForRegion {
        /// To what.
        field: FieldId,
        /// From which value to which.
        change: Change<Option<AnswerValue>>,
    },
    /// Writes the explanation of the regional answer.
    ExplainForRegion {
        /// To what.
        field: FieldId,
        /// The text that the writer started from.
        base: Fingerprint,
        /// The text that the writer wants.
        text: TypedText,
    },
    /// Puts these regional answers forward to the municipalities: all of them or none.
    PutForward {
        /// Which, each as the sender saw it.
        answers: Vec<SeenAnswer>,
    },
    /// Says that the regional answer holds for a municipality: it becomes its own, shared answer.
    ApplyRegional {
        /// Which municipality.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The fingerprint of the regional answer that was on the screen.
        regional: Fingerprint,
        /// The fingerprint of the municipality's own answer that was on the screen.
        own: Fingerprint,
        /// The name of what the municipality had said to it, as on the screen.
        said: Fingerprint,
    },
    /// Says that the regional answer does not hold for a municipality.
    DifferFromRegional {
        /// Which municipality.
        municipality: OrganisationId,
        /// To what.
        field: FieldId,
        /// The fingerprint of the regional answer that was on the screen.
        regional: Fingerprint,
        /// The name of what the municipality had said to it, as on the screen.
        said: Fingerprint,
        /// Why.
        reason: TypedText,
    },
    /// Chooses the value of a partner's view.
    AnswerAsPartner {
        /// Whose view.
        partner: OrganisationId,
        /// On what.
        field: FieldId,
        /// From which value to which.
        change: Change<Option<AnswerValue>>,
    },
    /// Writes a text of a partner's view.
    ExplainAsPartner {
        /// Whose view.
        partner: OrganisationId,
        /// On what.
        field: FieldId,
        /// Which of its texts.
        wording: Wording,
        /// The text that the writer started from.
        base: Fingerprint,
        /// The text that the writer wants.
        text: TypedText,
    },
    /// Gives these views: all of them or none. They are sealed until the round is discussed.
    GiveViews {
        /// Whose views.
        partner: OrganisationId,
        /// Which, each as the sender saw it.
        answers: Vec<SeenAnswer>,
    },
    /// Takes a view back; what it said becomes a draft again.
    WithdrawView {
        /// Whose view.
        partner: OrganisationId,
        /// On what.
        field: FieldId,
        /// The fingerprint of what was on the screen.
        seen: Fingerprint,
    },
    /// Asks a colleague to write a draft, or a partner to give its view.
    MakeRequest {
        /// What is asked, and of whom. Whether a colleague has a place there is for the server to say:
        /// people are not in the journal.
        wish: Wish,
        /// Until which day, if that matters.
        due: Option<Day>,
        /// What there is to say about it; may be empty.
        note: TypedText,
    },
    /// Says that the draft that was asked for can be looked at.
    ReportReady {
        /// Which request.
        request: RequestId,
    },
    /// Asks the colleague to change the draft.
    RequestChanges {
        /// Which request.
        request: RequestId,
        /// What should change.
        note: TypedText,
    },
    /// Says that what was asked for will not come.
    DeclineRequest {
        /// Which request.
        request: RequestId,
        /// Why.
        reason: TypedText,
    },
    /// Ends a request: it is done, or not needed any more.
    CloseRequest {
        /// Which.
        request: RequestId,
    },
    /// Offers what waits for somebody who leaves to a successor.
    OfferHandover {
        /// Who leaves, and who succeeds. Whether a successor has a place there is for the server to say:
        /// people are not in the journal.
        parting: Parting,
        /// What there is to say about it; may be empty.
        note: TypedText,
    },
    /// Goes on with what waits for somebody who leaves.
    AcceptHandover {
        /// Which offer.
        handover: HandoverId,
        /// The name of what waited, as the sender saw it.
        seen: Fingerprint,
    },
    /// Does not go on with it.
    DeclineHandover {
        /// Which offer.
        handover: HandoverId,
        /// Why.
        reason: TypedText,
    },
    /// Takes an offer back.
    WithdrawHandover {
        /// Which.
        handover: HandoverId,
    },
    /// Starts a thread of comments.
    StartThread {
        /// What it is about, and who reads it.
        topic: Topic,
        /// The first comment.
        text: TypedText,
        /// Whose attention it asks for. Whether a person can read it is for the server to say: people
        /// are not in the journal.
        mentions: BTreeSet<Mention>,
    },
    /// Says something more in a thread; one that was dealt with is open again.
    AddComment {
        /// In which thread.
        thread: ThreadId,
        /// What.
        text: TypedText,
        /// Whose attention it asks for.
        mentions: BTreeSet<Mention>,
    },
    /// Says that a thread is dealt with.
    ResolveThread {
        /// Which.
        thread: ThreadId,
        /// The last entry of the thread that was on the screen: nobody deals with what they did not see.
        seen: u64,
        /// The last words on it; may be empty.
        words: TypedText,
        /// Whose attention they ask for.
        mentions: BTreeSet<Mention>,
    },
    /// Opens a thread again that was dealt with.
    ReopenThread {
        /// Which.
        thread: ThreadId,
    },
    /// Asks an organisation to do something, or thinks of it; several are asked one action each.
    MakeActions {
        /// Who does it.
        owners: BTreeSet<OrganisationId>,
        /// What is to be done.
        plan: Box<TypedPlan>,
        /// What it comes from. A suggestion is named as the checklist does; the region has none to look it up in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<Cause>,
        /// Whether its owners are asked now.
        offer: bool,
    },
    /// Changes what is asked.
    ReviseAction {
        /// Which, as the sender saw it.
        seen: SeenAction,
        /// Who does it.
        owner: OrganisationId,
        /// What is to be done.
        plan: Box<TypedPlan>,
    },
    /// Asks the owners of these actions: all of them or none.
    OfferActions {
        /// Which, each as the sender saw it.
        actions: Vec<SeenAction>,
    },
    /// Says that the own organisation will do it.
    AcceptAction {
        /// Which, as the sender saw it.
        seen: SeenAction,
    },
    /// Says that the own organisation does not do it.
    DeclineAction {
        /// Which.
        action: ActionId,
        /// Why.
        reason: TypedText,
    },
    /// Asks for another day.
    CounterProposeDate {
        /// For which action.
        action: ActionId,
        /// Which day.
        due: Day,
        /// Why.
        reason: TypedText,
    },
    /// Agrees to the day that the owner proposes.
    AgreeToDate {
        /// For which action.
        action: ActionId,
        /// The day that was on the screen.
        due: Day,
    },
    /// Does not agree to the day that the owner proposes.
    RefuseDate {
        /// For which action.
        action: ActionId,
        /// The day that was on the screen.
        due: Day,
        /// Why.
        reason: TypedText,
    },
    /// Says who of the own organisation does it.
    AssignAction {
        /// Which.
        action: ActionId,
        /// From whom to whom. Whether they have a place there is for the server to say: people are not in the
        /// journal.
        change: Change<Option<PersonId>>,
    },
    /// Says how it goes.
    ReportProgress {
        /// With which action.
        action: ActionId,
        /// How.
        note: TypedText,
    },
    /// Says that it cannot go on before somebody else did something.
    WaitOn {
        /// Which action.
        action: ActionId,
        /// On what.
        on: WaitsOn,
        /// What there is to say about it; may be empty.
        note: TypedText,
    },
    /// Says that it is done.
    ReportDone {
        /// Which action.
        action: ActionId,
        /// What there is to say about it; may be empty.
        note: TypedText,
    },
    /// Agrees that it is done.
    CloseAction {
        /// Which.
        action: ActionId,
    },
    /// Says that it is not done.
    ReopenAction {
        /// Which.
        action: ActionId,
        /// Why.
        reason: TypedText,
    },
    /// Says that it is not needed any more.
    DropAction {
        /// Which.
        action: ActionId,
        /// Why.
        reason: TypedText,
    },
    /// Reminds the owners of actions, of each that has something to do and was not reminded today.
    RemindOwners {
        /// Which.
        actions: Vec<ActionId>,
    },
    /// Lets reminders of an action pause until a day, or go on.
    PauseReminders {
        /// Of which.
        action: ActionId,
        /// Until which day, before and after; none: they go on.
        change: Change<Option<Day>>,
    },
    /// Attaches a file to an action.
    AttachFile {
        /// To which.
        action: ActionId,
        /// What it is. Whether it is there is for the server to say: files are not in the journal.
        file: Box<File<TypedText>>,
    },
    /// Removes a file of an action: what it holds goes for good.
    RemoveFile {
        /// Of which action.
        action: ActionId,
        /// Which.
        file: FileId,
        /// Why.
        reason: TypedText,
    },
    /// Lets happen what fell due (the installation, whenever something is): offers that nobody answered go to the
    /// coordinator, and whoever is next is reminded of actions.
    LetFallDue,
    /// Says that the steering group meets on a day.
    AddSteeringDate {
        /// The day.
        day: Day,
    },
    /// Says that the steering group does not meet on a day.
    RemoveSteeringDate {
        /// The day.
        day: Day,
    },
    /// Removes a text for good, with every copy of it. Where copies stand is for the server to find: nobody
    /// else has the whole journal.
    Redact {
        /// In which entry the text stands.
        entry: u64,
        /// Which of its texts, from 0.
        nth: u32,
        /// Why.
        reason: TypedText,
    },
}

/// An answer as someone saw it: nobody shares or confirms what they did not see.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeenAnswer {
    /// The field.
    pub field: FieldId,
    /// The name of what was on the screen, as [`Region::seen`](crate::Region::seen) gives it.
    pub seen: Fingerprint,
}
