//! What people wrote in an event.
//!
//! Invariant: the order of the texts of an event never changes. A removal names a text by its place in it,
//! also in the list of removals that is kept beside the journal.

use super::Event;
use crate::answer::AnswerContent;
use crate::text::GuardedText;

/// Lists every free text of an event, to be read or to be replaced: one arm for each form, so that the
/// compiler sees that none is missing, and one list, so that both know the same order.
macro_rules! texts_in {
    ($event:expr, $content:ident, $($borrow:tt)+) => {
        match $event {
            Event::RegionFounded { name, .. } => vec![name],
            Event::RoundPrepared { name, own, .. } | Event::RoundOpened { name, own, .. } => {
                let own = own.into_iter();
                let own = own.flat_map(|own| [$($borrow)+ own.wanted.text, $($borrow)+ own.wanted.why]);
                [name].into_iter().chain(own).collect()
            }
            Event::OwnQuestionAdded { wanted, .. } | Event::OwnQuestionReworded { wanted, .. } => {
                vec![$($borrow)+ wanted.text, $($borrow)+ wanted.why]
            }
            Event::ExplanationDrafted { text, typed, .. }
            | Event::RegionalExplanationDrafted { text, typed, .. }
            | Event::PartnerTextDrafted { text, typed, .. } => {
                [text].into_iter().chain(typed).collect()
            }
            Event::AnswerShared { content, why_now, .. } => {
                $content(content).into_iter().chain(why_now).collect()
            }
            Event::RegionalAnswerPutForward { content, .. }
            | Event::RegionalAnswerApplied { content, .. }
            | Event::PartnerViewGiven { content, .. } => $content(content).into(),
            Event::DiscussionStarted { views, .. } => {
                views.into_iter().flat_map(|view| $content($($borrow)+ view.content)).collect()
            }
            Event::PartnerViewWithdrawn { draft, .. } => {
                let draft = draft.into_iter();
                draft.flat_map(|draft| [$($borrow)+ draft.explanation, $($borrow)+ draft.source]).collect()
            }
            Event::ActionMade { plan, .. } | Event::ActionRevised { plan, .. } => {
                vec![$($borrow)+ plan.title, $($borrow)+ plan.why, $($borrow)+ plan.done_when]
            }
            Event::ActionFileAttached { file, .. } => vec![$($borrow)+ file.name],
            Event::ActionDeclined { reason: text, .. }
            | Event::DateCounterProposed { reason: text, .. }
            | Event::CounterProposalRefused { reason: text, .. }
            | Event::ActionProgressed { note: text, .. }
            | Event::ActionWaits { note: text, .. }
            | Event::ActionReportedDone { note: text, .. }
            | Event::ActionReopened { reason: text, .. }
            | Event::ActionDropped { reason: text, .. }
            | Event::ActionFileRemoved { reason: text, .. }
            | Event::RegionalAnswerDiffered { reason: text, .. }
            | Event::RequestMade { note: text, .. }
            | Event::ChangesRequested { note: text, .. }
            | Event::RequestDeclined { reason: text, .. }
            | Event::HandoverOffered { note: text, .. }
            | Event::HandoverDeclined { reason: text, .. }
            | Event::ThreadStarted { text, .. }
            | Event::CommentAdded { text, .. }
            | Event::TextRedacted { reason: text, .. } => vec![text],
            Event::OrganisationAdmitted { .. }
            | Event::OrganisationLeft { .. }
            | Event::OwnQuestionRemoved { .. }
            | Event::OwnQuestionPutBack { .. }
            | Event::RoundClosed { .. }
            | Event::AnswerDrafted { .. }
            | Event::MarkDrafted { .. }
            | Event::AnswerConfirmed { .. }
            | Event::RegionalValueDrafted { .. }
            | Event::DeadlineSet { .. }
            | Event::PartnerValueDrafted { .. }
            | Event::RequestReady { .. }
            | Event::RequestClosed { .. }
            | Event::RequestPassedOn { .. }
            | Event::ThreadPassedOn { .. }
            | Event::HandoverAccepted { .. }
            | Event::HandoverWithdrawn { .. }
            | Event::ThreadResolved { .. }
            | Event::ThreadReopened { .. }
            | Event::ActionOffered { .. }
            | Event::ActionAccepted { .. }
            | Event::CounterProposalAgreed { .. }
            | Event::ActionAssigned { .. }
            | Event::ActionClosed { .. }
            | Event::OfferWentSilent { .. }
            | Event::ActionReminded { .. }
            | Event::RemindersPaused { .. }
            | Event::ActionPassedOn { .. }
            | Event::SteeringDateAdded { .. }
            | Event::SteeringDateRemoved { .. } => vec![],
        }
    };
}

impl Event {
    /// Returns every free text that this event holds.
    pub fn texts(&self) -> Vec<&GuardedText> {
        texts_in!(self, texts_of, &)
    }

    /// Returns what whoever did this typed with it: not what was written before, or by others, and goes along.
    /// Size: one arm for each kind, so that the compiler sees that none is missing.
    pub fn typed_texts(&self) -> Vec<&GuardedText> {
        match self {
            Event::ExplanationDrafted { text, typed, .. }
            | Event::RegionalExplanationDrafted { text, typed, .. }
            | Event::PartnerTextDrafted { text, typed, .. } => {
                vec![typed.as_ref().unwrap_or(text)]
            }
            Event::RoundPrepared { name, .. } | Event::RoundOpened { name, .. } => vec![name],
            Event::AnswerShared { why_now, .. } => why_now.iter().collect(),
            Event::OwnQuestionAdded { .. }
            | Event::OwnQuestionReworded { .. }
            | Event::RegionalAnswerDiffered { .. }
            | Event::RequestMade { .. }
            | Event::ChangesRequested { .. }
            | Event::RequestDeclined { .. }
            | Event::HandoverOffered { .. }
            | Event::HandoverDeclined { .. }
            | Event::ThreadStarted { .. }
            | Event::CommentAdded { .. }
            | Event::ActionMade { .. }
            | Event::ActionRevised { .. }
            | Event::ActionDeclined { .. }
            | Event::DateCounterProposed { .. }
            | Event::CounterProposalRefused { .. }
            | Event::ActionProgressed { .. }
            | Event::ActionWaits { .. }
            | Event::ActionReportedDone { .. }
            | Event::ActionReopened { .. }
            | Event::ActionDropped { .. }
            | Event::ActionFileAttached { .. }
            | Event::ActionFileRemoved { .. }
            | Event::TextRedacted { .. } => self.texts(),
            // What goes along was written before, or by the host.
            Event::RegionFounded { .. }
            | Event::RegionalAnswerPutForward { .. }
            | Event::RegionalAnswerApplied { .. }
            | Event::PartnerViewGiven { .. }
            | Event::DiscussionStarted { .. }
            | Event::PartnerViewWithdrawn { .. }
            | Event::OrganisationAdmitted { .. }
            | Event::OrganisationLeft { .. }
            | Event::OwnQuestionRemoved { .. }
            | Event::OwnQuestionPutBack { .. }
            | Event::RoundClosed { .. }
            | Event::AnswerDrafted { .. }
            | Event::MarkDrafted { .. }
            | Event::AnswerConfirmed { .. }
            | Event::RegionalValueDrafted { .. }
            | Event::DeadlineSet { .. }
            | Event::PartnerValueDrafted { .. }
            | Event::RequestReady { .. }
            | Event::RequestClosed { .. }
            | Event::RequestPassedOn { .. }
            | Event::ThreadPassedOn { .. }
            | Event::HandoverAccepted { .. }
            | Event::HandoverWithdrawn { .. }
            | Event::ThreadResolved { .. }
            | Event::ThreadReopened { .. }
            | Event::ActionOffered { .. }
            | Event::ActionAccepted { .. }
            | Event::CounterProposalAgreed { .. }
            | Event::ActionAssigned { .. }
            | Event::ActionClosed { .. }
            | Event::OfferWentSilent { .. }
            | Event::ActionReminded { .. }
            | Event::RemindersPaused { .. }
            | Event::ActionPassedOn { .. }
            | Event::SteeringDateAdded { .. }
            | Event::SteeringDateRemoved { .. } => vec![],
        }
    }

    /// Returns every free text that this event holds, to put marks in their places.
    pub(crate) fn texts_mut(&mut self) -> Vec<&mut GuardedText> {
        texts_in!(self, texts_mut_of, &mut)
    }
}

fn texts_of(content: &AnswerContent) -> [&GuardedText; 2] {
    [&content.explanation, &content.source]
}

fn texts_mut_of(content: &mut AnswerContent) -> [&mut GuardedText; 2] {
    [&mut content.explanation, &mut content.source]
}
