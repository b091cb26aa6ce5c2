//! How far a command reaches: what it writes on, whom it binds, and which entries follow from it.

use std::collections::BTreeSet;

use super::{Command, SeenAnswer};
use crate::answer::AnswerKey;
use crate::event::Event;
use crate::sheet::{Sheet, ViewKey};
use crate::text::TypedText;
use crate::view::Delivery;

impl Command {
    /// Returns the sheets that this command writes on.
    /// Size: one arm for each command, so that the compiler sees that none is missing.
    pub fn sheets(&self) -> BTreeSet<Sheet> {
        match self {
            Command::FoundRegion { .. }
            | Command::Admit { .. }
            | Command::EndParticipation { .. }
            | Command::PrepareRound { .. }
            | Command::OpenRound { .. }
            | Command::AddOwnQuestion { .. }
            | Command::RewordOwnQuestion { .. }
            | Command::RemoveOwnQuestion { .. }
            | Command::PutBackOwnQuestion { .. }
            | Command::SetDeadline { .. }
            | Command::StartDiscussion { .. }
            | Command::CloseRound { .. }
            | Command::MakeRequest { .. }
            | Command::ReportReady { .. }
            | Command::RequestChanges { .. }
            | Command::DeclineRequest { .. }
            | Command::CloseRequest { .. }
            | Command::OfferHandover { .. }
            | Command::AcceptHandover { .. }
            | Command::DeclineHandover { .. }
            | Command::WithdrawHandover { .. }
            | Command::StartThread { .. }
            | Command::AddComment { .. }
            | Command::ResolveThread { .. }
            | Command::ReopenThread { .. }
            | Command::MakeActions { .. }
            | Command::ReviseAction { .. }
            | Command::OfferActions { .. }
            | Command::AcceptAction { .. }
            | Command::DeclineAction { .. }
            | Command::CounterProposeDate { .. }
            | Command::AgreeToDate { .. }
            | Command::RefuseDate { .. }
            | Command::AssignAction { .. }
            | Command::ReportProgress { .. }
            | Command::WaitOn { .. }
            | Command::ReportDone { .. }
            | Command::CloseAction { .. }
            | Command::ReopenAction { .. }
            | Command::DropAction { .. }
            | Command::RemindOwners { .. }
            | Command::PauseReminders { .. }
            | Command::AttachFile { .. }
            | Command::RemoveFile { .. }
            | Command::LetFallDue
            | Command::AddSteeringDate { .. }
            | Command::RemoveSteeringDate { .. }
            | Command::Redact { .. } => [].into(),
            Command::Answer { municipality, field, .. }
            | Command::Explain { municipality, field, .. }
            | Command::Mark { municipality, field, .. }
            | Command::ApplyRegional { municipality, field, .. }
            | Command::DifferFromRegional { municipality, field, .. } => {
                [AnswerKey { municipality: *municipality, field: *field }.into()].into()
            }
            Command::Share { municipality, answers, .. }
            | Command::Confirm { municipality, answers } => {
                let sheet = |seen: &SeenAnswer| {
                    AnswerKey { municipality: *municipality, field: seen.field }.into()
                };
                answers.iter().map(sheet).collect()
            }
            Command::AnswerForRegion { field, .. } | Command::ExplainForRegion { field, .. } => {
                [Sheet::Regional(*field)].into()
            }
            Command::PutForward { answers } => {
                answers.iter().map(|seen| Sheet::Regional(seen.field)).collect()
            }
            Command::AnswerAsPartner { partner, field, .. }
            | Command::ExplainAsPartner { partner, field, .. }
            | Command::WithdrawView { partner, field, .. } => {
                [ViewKey { partner: *partner, field: *field }.into()].into()
            }
            Command::GiveViews { partner, answers } => {
                let sheet =
                    |seen: &SeenAnswer| ViewKey { partner: *partner, field: seen.field }.into();
                answers.iter().map(sheet).collect()
            }
        }
    }

    /// Returns whether this command changes nothing beside the sheets that it writes on.
    /// Size: one arm for each command, so that the compiler sees that none is missing.
    pub fn stays_on_its_sheets(&self) -> bool {
        match self {
            Command::FoundRegion { .. }
            | Command::Admit { .. }
            | Command::EndParticipation { .. }
            | Command::PrepareRound { .. }
            | Command::OpenRound { .. }
            | Command::AddOwnQuestion { .. }
            | Command::RewordOwnQuestion { .. }
            | Command::RemoveOwnQuestion { .. }
            | Command::PutBackOwnQuestion { .. }
            | Command::SetDeadline { .. }
            | Command::StartDiscussion { .. }
            | Command::CloseRound { .. }
            | Command::PutForward { .. }
            | Command::GiveViews { .. }
            | Command::WithdrawView { .. }
            | Command::MakeRequest { .. }
            | Command::ReportReady { .. }
            | Command::RequestChanges { .. }
            | Command::DeclineRequest { .. }
            | Command::CloseRequest { .. }
            | Command::OfferHandover { .. }
            | Command::AcceptHandover { .. }
            | Command::DeclineHandover { .. }
            | Command::WithdrawHandover { .. }
            | Command::StartThread { .. }
            | Command::AddComment { .. }
            | Command::ResolveThread { .. }
            | Command::ReopenThread { .. }
            | Command::MakeActions { .. }
            | Command::ReviseAction { .. }
            | Command::OfferActions { .. }
            | Command::AcceptAction { .. }
            | Command::DeclineAction { .. }
            | Command::CounterProposeDate { .. }
            | Command::AgreeToDate { .. }
            | Command::RefuseDate { .. }
            | Command::AssignAction { .. }
            | Command::ReportProgress { .. }
            | Command::WaitOn { .. }
            | Command::ReportDone { .. }
            | Command::CloseAction { .. }
            | Command::ReopenAction { .. }
            | Command::DropAction { .. }
            | Command::RemindOwners { .. }
            | Command::PauseReminders { .. }
            | Command::AttachFile { .. }
            | Command::RemoveFile { .. }
            | Command::LetFallDue
            | Command::AddSteeringDate { .. }
            | Command::RemoveSteeringDate { .. }
            | Command::Redact { .. } => false,
            Command::Answer { .. }
            | Command::Explain { .. }
            | Command::Mark { .. }
            | Command::Share { .. }
            | Command::Confirm { .. }
            | Command::AnswerForRegion { .. }
            | Command::ExplainForRegion { .. }
            | Command::ApplyRegional { .. }
            | Command::DifferFromRegional { .. }
            | Command::AnswerAsPartner { .. }
            | Command::ExplainAsPartner { .. } => true,
        }
    }

    /// Returns the text of an answer or a view that this command carries, if it carries one.
    pub fn text(&self) -> Option<&TypedText> {
        match self {
            Command::Explain { text, .. }
            | Command::ExplainForRegion { text, .. }
            | Command::ExplainAsPartner { text, .. }
            | Command::DifferFromRegional { reason: text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns whether this command speaks for a whole organisation, so that only whoever may adopt gives it, or
    /// does so where it is about an organisation: a server asks for a recent proof of who that is.
    pub fn binds(&self) -> bool {
        matches!(
            self,
            Command::Confirm { .. }
                | Command::ApplyRegional { .. }
                | Command::DifferFromRegional { .. }
                | Command::OfferHandover { .. }
                | Command::AcceptHandover { .. }
                | Command::DeclineHandover { .. }
                | Command::WithdrawHandover { .. }
        )
    }

    /// Returns whether more than one entry can follow from this command.
    pub fn may_have_several_entries(&self) -> bool {
        let says_more = matches!(self, Command::ResolveThread { words, .. } if !words.is_blank());
        let passes_on =
            matches!(self, Command::OfferHandover { .. } | Command::AcceptHandover { .. });
        let offers = matches!(
            self,
            Command::MakeActions { .. }
                | Command::ReviseAction { .. }
                | Command::OfferActions { .. }
                | Command::RemindOwners { .. }
                | Command::PauseReminders { .. }
                | Command::LetFallDue
        );
        says_more || passes_on || offers || 1 < self.sheets().len()
    }

    /// Returns whether a delivery is known to be the last entry of this command: laid once more,
    /// last words would be said twice.
    pub fn ends_with(&self, delivery: &Delivery) -> bool {
        let resolves = |event: &Event| matches!(event, Event::ThreadResolved { .. });
        matches!(self, Command::ResolveThread { .. })
            && matches!(delivery, Delivery::Full(entry) if resolves(&entry.event))
    }
}
