//! What happened outside the journal: accounts, rights, settings and signing in.

use domain::{Command, Moment};
use serde::{Deserialize, Serialize};

use crate::form::people::PeopleDeed;

/// What happened outside the journal, as far as the reader looks after it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AuditPage {
    /// What happened, the newest first.
    pub rows: Vec<AuditRow>,
    /// Before which moment there is more.
    pub older: Option<Moment>,
    /// Whether these are the newest.
    pub is_first: bool,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuditRow {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: AuditKind,
    /// What whoever did it is called; nothing where that is not known, or where the installation did it.
    pub by: Option<String>,
    /// What it was done to is called, where it has a name.
    pub to: Option<String>,
    /// From which address of the network.
    pub origin: Option<String>,
    /// How many rows it is about, where it is about rows.
    pub count: Option<i64>,
    /// What was deleted, where old data were.
    #[serde(default)]
    pub old: Option<OldKind>,
    /// What somebody tried who has no right to it, where it was refused.
    pub deed: Option<RefusedDeed>,
}

macro_rules! kinds {
    ($(#[$about:meta])* $name:ident; $($kind:ident = $code:literal),* $(,)?) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)] // The words of each say what it is.
        pub enum $name {
            $($kind,)*
        }

        impl $name {
            /// Every kind.
            pub const ALL: &[$name] = &[$($name::$kind,)*];

            /// Returns how the table writes it.
            pub const fn code(self) -> &'static str {
                match self {
                    $($name::$kind => $code,)*
                }
            }

            /// Reads what the table wrote.
            pub fn read(code: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    /// What can happen outside the journal.
    AuditKind;
    SignedIn = "signed_in",
    SignInFailed = "sign_in_failed",
    ProofFailed = "proof_failed",
    Refused = "refused",
    AccountAdded = "account_added",
    AccountClosed = "account_closed",
    PersonErased = "person_erased",
    TextRemovedByHost = "text_removed_by_host",
    LanguageSet = "language_set",
    FunctionSet = "function_set",
    PasswordChanged = "password_changed",
    PasswordReset = "password_reset",
    PasswordLinkMade = "password_link_made",
    SessionEnded = "session_ended",
    SessionsEnded = "sessions_ended",
    SecondFactorBegun = "second_factor_begun",
    SecondFactorOn = "second_factor_on",
    SecondFactorOff = "second_factor_off",
    SecondFactorReset = "second_factor_reset",
    SecondFactorResetRead = "second_factor_reset_read",
    SecondFactorRequired = "second_factor_required",
    SecondFactorOptional = "second_factor_optional",
    RecoveryCodeUsed = "recovery_code_used",
    RecoveryCodesRenewed = "recovery_codes_renewed",
    RecoveryCodesKept = "recovery_codes_kept",
    CalendarFeedMade = "calendar_feed_made",
    CalendarFeedReplaced = "calendar_feed_replaced",
    CalendarFeedRevoked = "calendar_feed_revoked",
    Invited = "invited",
    InvitationRenewed = "invitation_renewed",
    InvitationWithdrawn = "invitation_withdrawn",
    InvitationAccepted = "invitation_accepted",
    InvitationsPassedOn = "invitations_passed_on",
    MembershipSet = "membership_set",
    MembershipEnded = "membership_ended",
    RoleTaken = "role_taken",
    AdministratorAdded = "administrator_added",
    AdministratorEnded = "administrator_ended",
    ReadingGranted = "reading_granted",
    ReadingEnded = "reading_ended",
    ReadingRanOut = "reading_ran_out",
    RegionRead = "region_read",
    OrganisationAdded = "organisation_added",
    OrganisationRenamed = "organisation_renamed",
    DataTaken = "data_taken",
    RightsReviewed = "rights_reviewed",
    AccessTaken = "access_taken",
    AuditEmptied = "audit_emptied",
    OldDeleted = "old_deleted",
    HoldSet = "hold_set",
    HoldLifted = "hold_lifted",
    ReasonRemoved = "reason_removed",
    RegionAdded = "region_added",
    MailTested = "mail_tested",
    MailRetried = "mail_retried",
    MailStopped = "mail_stopped",
    ActionLinkMade = "action_link_made",
    ActionLinkUsed = "action_link_used",
    StoreRestored = "store_restored",
}

kinds! {
    /// What is deleted once it was kept long enough.
    OldKind;
    Function = "function",
    Mail = "mail",
    Invitation = "invitation",
    PlaceChange = "place_change",
    ReadMark = "read_mark",
    Review = "review",
    Reminder = "reminder",
    Grant = "grant",
    Hold = "hold",
    ActionLink = "action_link",
}

impl OldKind {
    /// Returns how the audit writes that so many were deleted.
    pub fn counted(self, count: u64) -> String {
        format!("{}:{count}", self.code())
    }

    /// Reads what was deleted, and how many.
    pub fn read_counted(result: &str) -> Option<(Self, i64)> {
        let (what, count) = result.split_once(':')?;
        Self::read(what).zip(count.parse().ok())
    }
}

kinds! {
    /// What somebody can try without having the right to it.
    RefusedDeed;
    Write = "write",
    Share = "share",
    Confirm = "confirm",
    TakeOver = "take_over",
    WriteForRegion = "write_for_region",
    WriteView = "write_view",
    LeadRound = "lead_round",
    AskOwnQuestion = "ask_own_question",
    Request = "request",
    HandOver = "hand_over",
    Comment = "comment",
    Remove = "remove",
    AskAction = "ask_action",
    CarryOutAction = "carry_out_action",
    MailActionLink = "mail_action_link",
    SetSteeringDates = "set_steering_dates",
    Organisations = "organisations",
    Places = "places",
    FoundRegion = "found_region",
}

impl From<&PeopleDeed> for RefusedDeed {
    fn from(deed: &PeopleDeed) -> Self {
        match deed {
            PeopleDeed::AdmitMunicipalities(_)
            | PeopleDeed::AdmitPartner(_)
            | PeopleDeed::Correct(_)
            | PeopleDeed::Leave(_) => Self::Organisations,
            _ => Self::Places,
        }
    }
}

impl From<&Command> for RefusedDeed {
    /// Size: one line for each command.
    fn from(command: &Command) -> Self {
        match command {
            Command::FoundRegion { .. } => Self::FoundRegion,
            Command::Admit { .. } | Command::EndParticipation { .. } => Self::Organisations,
            Command::PrepareRound { .. }
            | Command::OpenRound { .. }
            | Command::SetDeadline { .. }
            | Command::StartDiscussion { .. }
            | Command::CloseRound { .. } => Self::LeadRound,
            Command::AddOwnQuestion { .. }
            | Command::RewordOwnQuestion { .. }
            | Command::RemoveOwnQuestion { .. }
            | Command::PutBackOwnQuestion { .. } => Self::AskOwnQuestion,
            Command::Answer { .. } | Command::Explain { .. } | Command::Mark { .. } => Self::Write,
            Command::Share { .. } => Self::Share,
            Command::Confirm { .. } => Self::Confirm,
            Command::AnswerForRegion { .. }
            | Command::ExplainForRegion { .. }
            | Command::PutForward { .. } => Self::WriteForRegion,
            Command::ApplyRegional { .. } | Command::DifferFromRegional { .. } => Self::TakeOver,
            Command::AnswerAsPartner { .. }
            | Command::ExplainAsPartner { .. }
            | Command::GiveViews { .. }
            | Command::WithdrawView { .. } => Self::WriteView,
            Command::MakeRequest { .. }
            | Command::ReportReady { .. }
            | Command::RequestChanges { .. }
            | Command::DeclineRequest { .. }
            | Command::CloseRequest { .. } => Self::Request,
            Command::OfferHandover { .. }
            | Command::AcceptHandover { .. }
            | Command::DeclineHandover { .. }
            | Command::WithdrawHandover { .. } => Self::HandOver,
            Command::StartThread { .. }
            | Command::AddComment { .. }
            | Command::ResolveThread { .. }
            | Command::ReopenThread { .. } => Self::Comment,
            Command::MakeActions { .. }
            | Command::ReviseAction { .. }
            | Command::OfferActions { .. }
            | Command::AgreeToDate { .. }
            | Command::RefuseDate { .. }
            | Command::CloseAction { .. }
            | Command::ReopenAction { .. }
            | Command::DropAction { .. }
            | Command::RemindOwners { .. }
            | Command::PauseReminders { .. }
            | Command::LetFallDue => Self::AskAction,
            Command::AcceptAction { .. }
            | Command::DeclineAction { .. }
            | Command::CounterProposeDate { .. }
            | Command::AssignAction { .. }
            | Command::ReportProgress { .. }
            | Command::WaitOn { .. }
            | Command::ReportDone { .. }
            | Command::AttachFile { .. } => Self::CarryOutAction,
            Command::AddSteeringDate { .. } | Command::RemoveSteeringDate { .. } => {
                Self::SetSteeringDates
            }
            Command::Redact { .. } | Command::RemoveFile { .. } => Self::Remove,
        }
    }
}

impl AuditKind {
    /// Tells whether it is about an administrator who reads a region along.
    pub const fn is_about_reading(self) -> bool {
        matches!(
            self,
            AuditKind::ReadingGranted
                | AuditKind::ReadingEnded
                | AuditKind::ReadingRanOut
                | AuditKind::RegionRead
        )
    }

    /// Tells whether it is about the installation, whoever did it: what administrators look after, also once
    /// whoever did it administers no more.
    pub const fn is_of_administration(self) -> bool {
        matches!(
            self,
            AuditKind::AdministratorAdded
                | AuditKind::AdministratorEnded
                | AuditKind::RegionAdded
                | AuditKind::OrganisationAdded
                | AuditKind::PersonErased
                | AuditKind::AuditEmptied
                | AuditKind::OldDeleted
                | AuditKind::HoldSet
                | AuditKind::HoldLifted
                | AuditKind::ReasonRemoved
                | AuditKind::StoreRestored
                | AuditKind::MailTested
        ) || self.is_about_reading()
    }

    /// Tells whether it is about who is signed in, or about a try that changed nothing: that is kept for a
    /// shorter time than who changed what.
    pub const fn is_about_signing_in(self) -> bool {
        matches!(
            self,
            AuditKind::SignedIn
                | AuditKind::SignInFailed
                | AuditKind::SessionEnded
                | AuditKind::SessionsEnded
                | AuditKind::LanguageSet
                | AuditKind::Refused
                | AuditKind::ProofFailed
        )
    }
}
