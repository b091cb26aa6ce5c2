//! What an event is about: one sheet, one question, one request, one thread, or more.

use super::Event;
use crate::answer::AnswerKey;
use crate::comment::Topic;
use crate::handover::Parting;
use crate::ids::{ActionId, FieldId, OrganisationId, QuestionId};
use crate::request::{Matter, Subject};
use crate::sheet::{Sheet, ViewKey};

impl Event {
    /// Returns the one field that this event is about, if it is about one.
    pub fn field(&self) -> Option<FieldId> {
        match self {
            Event::RegionalAnswerPutForward { field, .. }
            | Event::PartnerViewGiven { field, .. }
            | Event::PartnerViewWithdrawn { field, .. } => Some(*field),
            other => other.sheet().map(Sheet::field),
        }
    }

    /// Returns the organisation whose answer or view this event is about, if it is about one.
    pub fn owner(&self) -> Option<OrganisationId> {
        match self {
            Event::PartnerViewGiven { partner, .. }
            | Event::PartnerViewWithdrawn { partner, .. } => Some(*partner),
            Event::TextRedacted { of, .. } => *of,
            Event::ActionMade { owner, .. } | Event::ActionRevised { owner, .. } => Some(*owner),
            other => match (other.matter(), other.topic()) {
                (Some(matter), _) => matter.wish.owner(),
                (None, Some(topic)) => topic.about.owner(),
                (None, None) => other.sheet().and_then(Sheet::owner),
            },
        }
    }

    /// Returns what this event is about, if it is about one question or check.
    pub fn about(&self) -> Option<Subject> {
        let of_field = |field: FieldId| Subject::Question(field.question);
        let of_matter = || Some(self.matter()?.wish.about());
        let of_topic = || Some(Subject::Question(self.topic()?.question));
        let of_own = || Some(Subject::Question(self.own_question()?));
        let of_redacted = || match self {
            Event::TextRedacted { question, .. } => question.map(Subject::Question),
            _ => None,
        };
        let of_made = || match self {
            Event::ActionMade { cause: Some(cause), .. } => cause.question().map(Subject::Question),
            _ => None,
        };
        let of_one = self.field().map(of_field).or_else(of_matter).or_else(of_topic);
        of_one.or_else(of_own).or_else(of_redacted).or_else(of_made)
    }

    /// Returns which of the region's own questions this event adds, changes or takes away.
    pub fn own_question(&self) -> Option<QuestionId> {
        match self {
            Event::OwnQuestionAdded { question, .. }
            | Event::OwnQuestionReworded { question, .. }
            | Event::OwnQuestionRemoved { question, .. }
            | Event::OwnQuestionPutBack { question, .. } => Some(*question),
            _ => None,
        }
    }

    /// Returns the request that this event is about, if it is about one.
    pub fn matter(&self) -> Option<&Matter> {
        match self {
            Event::RequestMade { matter, .. }
            | Event::RequestReady { matter }
            | Event::ChangesRequested { matter, .. }
            | Event::RequestDeclined { matter, .. }
            | Event::RequestClosed { matter }
            | Event::RequestPassedOn { matter, .. } => Some(matter),
            _ => None,
        }
    }

    /// Returns the action that this event is about, if it is about one.
    pub fn action(&self) -> Option<ActionId> {
        match self {
            Event::ActionMade { action, .. }
            | Event::ActionRevised { action, .. }
            | Event::ActionOffered { action }
            | Event::ActionAccepted { action }
            | Event::ActionDeclined { action, .. }
            | Event::DateCounterProposed { action, .. }
            | Event::CounterProposalAgreed { action, .. }
            | Event::CounterProposalRefused { action, .. }
            | Event::ActionAssigned { action, .. }
            | Event::ActionProgressed { action, .. }
            | Event::ActionWaits { action, .. }
            | Event::ActionReportedDone { action, .. }
            | Event::ActionClosed { action }
            | Event::ActionReopened { action, .. }
            | Event::ActionDropped { action, .. }
            | Event::OfferWentSilent { action }
            | Event::ActionReminded { action, .. }
            | Event::RemindersPaused { action, .. }
            | Event::ActionFileAttached { action, .. }
            | Event::ActionFileRemoved { action, .. }
            | Event::ActionPassedOn { action, .. } => Some(*action),
            _ => None,
        }
    }

    /// Returns whether this event is about a day of the steering group.
    pub const fn is_steering_date(&self) -> bool {
        matches!(self, Event::SteeringDateAdded { .. } | Event::SteeringDateRemoved { .. })
    }

    /// Returns who leaves and who succeeds, if this event is about that.
    pub fn parting(&self) -> Option<&Parting> {
        match self {
            Event::HandoverOffered { parting, .. }
            | Event::HandoverAccepted { parting, .. }
            | Event::HandoverDeclined { parting, .. }
            | Event::HandoverWithdrawn { parting, .. } => Some(parting),
            _ => None,
        }
    }

    /// Returns what the thread is about that this event belongs to, if it belongs to one.
    pub fn topic(&self) -> Option<&Topic> {
        match self {
            Event::ThreadStarted { topic, .. }
            | Event::CommentAdded { topic, .. }
            | Event::ThreadResolved { topic, .. }
            | Event::ThreadReopened { topic, .. }
            | Event::ThreadPassedOn { topic, .. } => Some(topic),
            _ => None,
        }
    }

    /// Returns the one sheet that this event is about, or nothing if it touches more: what the
    /// region puts forward asks every municipality to look at its own answer, and a partner's view is
    /// counted.
    /// Size: one arm for each kind, so that the compiler sees that none is missing.
    pub fn sheet(&self) -> Option<Sheet> {
        match self {
            Event::RegionFounded { .. }
            | Event::OrganisationAdmitted { .. }
            | Event::OrganisationLeft { .. }
            | Event::RoundPrepared { .. }
            | Event::RoundOpened { .. }
            | Event::DeadlineSet { .. }
            | Event::OwnQuestionAdded { .. }
            | Event::OwnQuestionReworded { .. }
            | Event::OwnQuestionRemoved { .. }
            | Event::OwnQuestionPutBack { .. }
            | Event::RoundClosed { .. }
            | Event::RegionalAnswerPutForward { .. }
            | Event::DiscussionStarted { .. }
            | Event::PartnerViewGiven { .. }
            | Event::PartnerViewWithdrawn { .. }
            | Event::RequestMade { .. }
            | Event::RequestReady { .. }
            | Event::ChangesRequested { .. }
            | Event::RequestDeclined { .. }
            | Event::RequestClosed { .. }
            | Event::RequestPassedOn { .. }
            | Event::ThreadPassedOn { .. }
            | Event::HandoverOffered { .. }
            | Event::HandoverAccepted { .. }
            | Event::HandoverDeclined { .. }
            | Event::HandoverWithdrawn { .. }
            | Event::ThreadStarted { .. }
            | Event::CommentAdded { .. }
            | Event::ThreadResolved { .. }
            | Event::ThreadReopened { .. }
            | Event::ActionMade { .. }
            | Event::ActionRevised { .. }
            | Event::ActionOffered { .. }
            | Event::ActionAccepted { .. }
            | Event::ActionDeclined { .. }
            | Event::DateCounterProposed { .. }
            | Event::CounterProposalAgreed { .. }
            | Event::CounterProposalRefused { .. }
            | Event::ActionAssigned { .. }
            | Event::ActionProgressed { .. }
            | Event::ActionWaits { .. }
            | Event::ActionReportedDone { .. }
            | Event::ActionClosed { .. }
            | Event::ActionReopened { .. }
            | Event::ActionDropped { .. }
            | Event::OfferWentSilent { .. }
            | Event::ActionReminded { .. }
            | Event::RemindersPaused { .. }
            | Event::ActionFileAttached { .. }
            | Event::ActionFileRemoved { .. }
            | Event::ActionPassedOn { .. }
            | Event::SteeringDateAdded { .. }
            | Event::SteeringDateRemoved { .. }
            | Event::TextRedacted { .. } => None,
            Event::PartnerValueDrafted { partner, field, .. }
            | Event::PartnerTextDrafted { partner, field, .. } => {
                Some(ViewKey { partner: *partner, field: *field }.into())
            }
            Event::RegionalValueDrafted { field, .. }
            | Event::RegionalExplanationDrafted { field, .. } => Some(Sheet::Regional(*field)),
            Event::AnswerDrafted { municipality, field, .. }
            | Event::ExplanationDrafted { municipality, field, .. }
            | Event::MarkDrafted { municipality, field, .. }
            | Event::AnswerShared { municipality, field, .. }
            | Event::AnswerConfirmed { municipality, field, .. }
            | Event::RegionalAnswerApplied { municipality, field, .. }
            | Event::RegionalAnswerDiffered { municipality, field, .. } => {
                Some(AnswerKey { municipality: *municipality, field: *field }.into())
            }
        }
    }
}
