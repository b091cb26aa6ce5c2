//! What people wrote in an event.

use super::Event;
use crate::answer::AnswerContent;
use crate::text::GuardedText;

impl Event {
    /// Returns every free text that this event holds. Size: one arm for each form, so that the compiler
    /// sees that none is missing.
    pub fn texts(&self) -> Vec<&GuardedText> {
        match self {
            Event::RegionFounded { name, .. } => vec![name],
            Event::RoundPrepared { name, own, .. } | Event::RoundOpened { name, own, .. } => {
                let own = own.iter().flat_map(|own| [&own.wanted.text, &own.wanted.why]);
                [name].into_iter().chain(own).collect()
            }
            Event::OwnQuestionAdded { wanted, .. } | Event::OwnQuestionReworded { wanted, .. } => {
                vec![&wanted.text, &wanted.why]
            }
            Event::ExplanationDrafted { text, typed, .. }
            | Event::RegionalExplanationDrafted { text, typed, .. }
            | Event::PartnerTextDrafted { text, typed, .. } => {
                [text].into_iter().chain(typed).collect()
            }
            Event::AnswerShared { content, why_now, .. } => {
                texts_of(content).into_iter().chain(why_now).collect()
            }
            Event::RegionalAnswerPutForward { content, .. }
            | Event::RegionalAnswerApplied { content, .. }
            | Event::PartnerViewGiven { content, .. } => texts_of(content).into(),
            Event::DiscussionStarted { views, .. } => {
                views.iter().flat_map(|view| texts_of(&view.content)).collect()
            }
            Event::PartnerViewWithdrawn { draft, .. } => {
                draft.iter().flat_map(|draft| [&draft.explanation, &draft.source]).collect()
            }
            Event::RegionalAnswerDiffered { reason: text, .. }
            | Event::RequestMade { note: text, .. }
            | Event::ChangesRequested { note: text, .. }
            | Event::RequestDeclined { reason: text, .. }
            | Event::ThreadStarted { text, .. }
            | Event::CommentAdded { text, .. } => vec![text],
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
            | Event::ThreadResolved { .. }
            | Event::ThreadReopened { .. } => vec![],
        }
    }
}

fn texts_of(content: &AnswerContent) -> [&GuardedText; 2] {
    [&content.explanation, &content.source]
}
