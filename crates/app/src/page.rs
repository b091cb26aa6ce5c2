//! All that one page needs, the same on the server and in the browser.
//!
//! The server builds it, renders it as HTML, and gives it as JSON to a browser that asks the same
//! address for [`wire::PAGE_TYPE`].

use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::rights::{Ability, demand};
use domain::{
    Actor, CheckId, FieldId, Language, Member, Moment, OrganisationId, OrganisationKind, PersonId,
    QuestionId, ReadMarks, Refusal, RegionId, Role,
};
use serde::{Deserialize, Serialize};

use crate::form::{RoundDeed, SheetForm};
pub use crate::session::Place;
pub use access::{AccessPage, AccessTrouble, OrganisationAccess, PlaceOf, ReviewDue, ReviewHeld};
pub use account::{
    AccountDone, AccountPage, AccountScreen, AskedBy, Begun, ClosingPage, ClosingRegion, CodePage,
    FactorTrouble, PasswordTrouble, ProofFailure, ProvePage, SecondFactorPage, SessionLine,
};
pub use action_links::{
    ActionLinks, LinkGone, LinkOffer, LinkOpens, LinkPage, LinkStand, LinkTrouble, LinkedAction,
    MailLinkTrouble, MailedLink, RefusedLink,
};
pub use actions::{
    ACTIONS_ON_A_PAGE, ActionDone, ActionFilter, ActionPage, ActionShow, ActionsPage, PlanPage,
    RefusedPlan, RefusedStep, SteeringDone, SteeringPage, SteeringTrouble, action_filter,
    is_for_steering,
};
pub use audit::{AuditKind, AuditPage, AuditRow, OldKind, RefusedDeed};
pub use calendar_feed::{
    CALENDAR_FEED_ADDRESS, CalendarFeedPage, FeedLinks, FeedStand, MAKE_FEED, REVOKE_FEED,
};
pub use files::{FilesPart, RefusedFile, RefusedRemoval};
pub use granting::{
    FormerGrant, Granting, GrantingDone, GrantingPage, Reader, Reading, RefusedGrant,
};
pub use grid::{GridFilter, GridShow};
pub use handovers::{HandoverAbout, HandoverDone, HandoverPage, RefusedHandover};
pub use history::{Before, Held, HistoryFilter, HistoryPage, Named, NamedPeople, goes_with, held};
pub use mail::{MailDone, MailKind, MailPage, MailStand, MailTrouble, Mailed, ResetPage};
pub use notices::{
    NOTICE_SETTINGS, NOTICES, NOTICES_COUNT, Notice, NoticeSettingsPage, NoticedRegion,
    NoticesPage, ReadSetting, notice_address, notices_in, read_rhythm, rhythm_code,
};
pub use own_questions::{OwnQuestionDone, OwnQuestionsPage, RefusedOwnQuestion};
pub use paper::PaperPage;
pub use past::Past;
pub use people::{
    AccountTrouble, AdministeredRegion, AdministrationDone, AdministrationPage, AdministratorLine,
    Changed, Former, HoldLine, InvitationPage, InvitationStand, Invited, InvitedMail, InvitedTo,
    MadeLink, MadeRegion, Mailing, Municipality, Participant, ParticipantsPage, PeopleDone,
    RefusedPeople, RefusedRegion, RegionField,
};
pub use redactions::{Removable, RemovalPage};
pub use requests::{Colleague, Colleagues, Opening, RefusedRequest, RequestDone, RequestsPage};
pub use roles::InRole;
pub use sign_in::{Offered, SignIn, SignInFailure};
pub use table::Table;
pub use talk::{CommentDone, RefusedComment, TalkPage};

mod access;
mod account;
mod action_links;
mod actions;
mod audit;
mod calendar_feed;
mod files;
mod granting;
mod grid;
mod handovers;
mod history;
mod mail;
mod notices;
mod own_questions;
pub mod paper;
pub mod past;
mod people;
mod redactions;
mod requests;
mod roles;
pub mod search;
mod sign_in;
mod table;
mod talk;
pub mod wire;

/// One page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Page {
    /// The language of the page.
    pub language: Language,
    /// Its address: path and query.
    pub address: String,
    /// When it was made.
    pub now: Moment,
    /// Who looks at it, if they signed in.
    pub me: Option<Me>,
    /// What it shows.
    pub screen: Screen,
    /// How many notices are new to the reader.
    #[serde(default)]
    pub notices: usize,
    /// The day that was asked for, where it was not now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past: Option<Past>,
}

/// Who looks at a page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Me {
    /// The person.
    pub person: PersonId,
    /// Every place this person has, the one they act in now first for its region.
    pub seats: Vec<Seat>,
    /// Which of the seats they act in on this page.
    pub acting: Option<usize>,
    /// Whether they administer the installation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub administers: bool,
}

impl Me {
    /// Returns the seat this person acts in.
    pub fn seat(&self) -> Option<&Seat> {
        self.seats.get(self.acting?)
    }
}

/// A person's place in a region, with the names that go with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seat {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub region_name: String,
    /// The name of the organisation.
    pub organisation_name: String,
    /// What the organisation is.
    pub kind: OrganisationKind,
    /// In which role, for which organisation.
    pub member: Member,
    /// Every role that they hold there, the one that they act in first.
    pub roles: Vec<Role>,
    /// Whether the region opens only once this person signs in in two steps; told where all regions stand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_two_steps: bool,
}

impl Seat {
    /// Returns whether this person confirms answers here: only a municipality has answers.
    pub fn confirms(&self) -> bool {
        let Seat { kind, member, .. } = self;
        let ability = Ability::ConfirmAnswers(member.organisation);
        *kind == OrganisationKind::Municipality && demand(&Actor::Member(*member), ability).is_ok()
    }
}

/// What a page shows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// Sign in.
    SignIn(SignIn),
    /// What waits for the reader, in each of their regions that can be shown now.
    Home(Vec<Table>),
    /// Where the region stands.
    Board(Table, BoardPage),
    /// Questions by municipalities.
    Grid(Table, GridFilter),
    /// Fill in one check for one municipality.
    Check(Table, CheckPage),
    /// One question across municipalities.
    Question(Table, QuestionPage),
    /// Who was asked what.
    Requests(Table, RequestsPage),
    /// What organisations were asked to do.
    Actions(Table, Box<ActionsPage>),
    /// One action.
    Action(Table, Box<ActionPage>),
    /// The form with which an action is made or changed.
    Plan(Table, Box<PlanPage>),
    /// When the steering group meets.
    Steering(Table, SteeringPage),
    /// The whole checklist, made to be printed.
    Paper(Table, PaperPage),
    /// What the region asks beside the checklist.
    OwnQuestions(Table, OwnQuestionsPage),
    /// What happened, in sentences.
    History(Table, HistoryPage),
    /// Removes a text for good.
    Removal(Table, Box<RemovalPage>),
    /// Where to go.
    Search(Table, search::SearchPage),
    /// What waits for whoever leaves, and what others offer.
    Handover(Table, HandoverPage),
    /// Who takes part, and who is invited.
    Participants(Table, ParticipantsPage),
    /// Who has access for which organisation, and who looked that through when.
    Access(Table, AccessPage),
    /// Which administrator reads the region along, and until when.
    Granting(Table, Box<GrantingPage>),
    /// The administration of the installation.
    Administration(AdministrationPage),
    /// An invitation, as whoever has its link sees it.
    Invitation(InvitationPage),
    /// The outgoing mail of a region, or of the administration.
    Mail(Option<Table>, MailPage),
    /// What happened outside the journal, in a region or in the administration.
    Audit(Option<Table>, AuditPage),
    /// One action, behind a mailed link and without signing in.
    ActionLink(Box<LinkPage>),
    /// A new password for whoever forgot theirs.
    Reset(ResetPage),
    /// One's own account.
    Account(Box<AccountScreen>),
    /// What happened that concerns the reader, in all their regions.
    Notices(Box<NoticesPage>),
    /// Resources, tools, websites, examples and background.
    Library(Arc<ChecklistIn>),
    /// How accessible the product is.
    Accessibility,
    /// What the product does with personal data.
    Privacy,
    /// Something that cannot be shown, with the form that could not be taken in.
    Problem(Problem, Option<Carried>),
}

impl Screen {
    /// Returns the region that the screen shows.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Screen::Board(table, _)
            | Screen::Grid(table, _)
            | Screen::Check(table, _)
            | Screen::Question(table, _)
            | Screen::Requests(table, _)
            | Screen::Actions(table, _)
            | Screen::Action(table, _)
            | Screen::Plan(table, _)
            | Screen::Steering(table, _)
            | Screen::OwnQuestions(table, _)
            | Screen::Paper(table, _)
            | Screen::Removal(table, _)
            | Screen::Search(table, _)
            | Screen::Handover(table, _)
            | Screen::Participants(table, _)
            | Screen::Access(table, _)
            | Screen::Granting(table, _)
            | Screen::History(table, _) => Some(table),
            Screen::Mail(table, _) | Screen::Audit(table, _) => table.as_ref(),
            Screen::SignIn(_)
            | Screen::Administration(_)
            | Screen::Invitation(_)
            | Screen::ActionLink(_)
            | Screen::Reset(_)
            | Screen::Account(_)
            | Screen::Notices(_)
            | Screen::Home(_)
            | Screen::Library(_)
            | Screen::Accessibility
            | Screen::Privacy
            | Screen::Problem(..) => None,
        }
    }

    /// Puts the marks in place that the reader had when the page was made.
    pub fn with_read_marks(mut self, marks: Vec<(RegionId, ReadMarks)>) -> Self {
        let tables = self.tables_mut();
        for (region, read) in marks {
            let table = tables.iter_mut().find(|table| table.region.id == region);
            table.into_iter().for_each(|table| table.read = Some(read.clone()));
        }
        self
    }

    /// Puts in place who read the region along when the page was made.
    pub fn with_readings(mut self, readings: Vec<Reading>) -> Self {
        self.tables_mut().iter_mut().for_each(|table| table.readings.clone_from(&readings));
        self
    }

    fn tables_mut(&mut self) -> &mut [Table] {
        match self {
            Screen::Home(tables) => tables,
            Screen::Board(table, _)
            | Screen::Grid(table, _)
            | Screen::Check(table, _)
            | Screen::Question(table, _)
            | Screen::Requests(table, _)
            | Screen::Actions(table, _)
            | Screen::Action(table, _)
            | Screen::Plan(table, _)
            | Screen::Steering(table, _)
            | Screen::OwnQuestions(table, _)
            | Screen::Paper(table, _)
            | Screen::Removal(table, _)
            | Screen::Search(table, _)
            | Screen::Handover(table, _)
            | Screen::Participants(table, _)
            | Screen::Access(table, _)
            | Screen::Granting(table, _)
            | Screen::History(table, _) => std::slice::from_mut(table),
            Screen::Mail(table, _) | Screen::Audit(table, _) => table.as_mut_slice(),
            Screen::SignIn(_)
            | Screen::Administration(_)
            | Screen::Invitation(_)
            | Screen::ActionLink(_)
            | Screen::Reset(_)
            | Screen::Account(_)
            | Screen::Notices(_)
            | Screen::Library(_)
            | Screen::Accessibility
            | Screen::Privacy
            | Screen::Problem(..) => &mut [],
        }
    }

    /// Returns every region that the screen shows.
    pub fn tables(&self) -> &[Table] {
        match self {
            Screen::Home(tables) => tables,
            other => other.table().map_or(&[], std::slice::from_ref),
        }
    }
}

/// What the board shows beside the region.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct BoardPage {
    /// Why a round was not opened or prepared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedRound>,
    /// Why the last day to answer was not set, nothing where it was no day, and what was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_deadline: Option<(Option<Refusal>, String)>,
}

/// A round that was not opened or prepared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedRound {
    /// What the coordinator wanted.
    pub deed: RoundDeed,
    /// Why not.
    pub refusal: Refusal,
    /// The name that was typed for it.
    pub name: String,
}

/// The page on which one check is filled in for one municipality.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CheckPage {
    /// The municipality.
    pub municipality: OrganisationId,
    /// The check.
    pub check: CheckId,
    /// What came of a form that was posted without scripts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Posted>,
}

/// The page of one question.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct QuestionPage {
    /// Which.
    pub question: QuestionId,
    /// What came of the form that was just posted, in a browser without scripts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Posted>,
    /// What people say to each other about it.
    #[serde(default)]
    pub talk: TalkPage,
}

/// What came of a posted form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Posted {
    /// Everything was taken in.
    Saved(Saved),
    /// Some of it was refused; what was typed is still here.
    Refused {
        /// What was refused, where it can be said: at which place.
        refusals: Vec<(Option<Place>, Refusal)>,
        /// The form as it was sent.
        typed: Box<SheetForm>,
        /// How many of its edits were taken in.
        taken_in: usize,
    },
}

/// What a form did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saved {
    /// Kept as a draft.
    Draft,
    /// Shared with the region.
    Shared,
    /// One answer shared with the region, and the rest kept as a draft.
    SharedOne(FieldId),
    /// Confirmed on behalf of the municipality.
    Confirmed,
    /// A regional answer was taken over.
    Applied(FieldId),
    /// A regional answer was said not to hold.
    Differed(FieldId),
    /// A view was taken back.
    Withdrawn(FieldId),
}

/// A form that was not taken in, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Carried {
    /// Where it was posted.
    pub address: String,
    /// Names and values.
    pub pairs: Vec<(String, String)>,
}

/// Something that cannot be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It does not exist, or not for this reader.
    NotFound,
    /// It exists, but this reader may not do it.
    Forbidden,
    /// What was sent cannot be read.
    Unreadable,
    /// What was sent is too much.
    TooLarge,
    /// It comes from another site.
    CrossSite,
    /// The installation cannot do it now.
    Unavailable,
    /// A file is known, and cannot be read now.
    FileMissing,
    /// A newer release wrote this region.
    NewerRelease,
    /// A second step at signing in is asked of the reader, who has to set it up first.
    SecondFactorNeeded,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A filter of the grid was once lost on the way: its `&` ended the address.
    #[test]
    fn the_way_to_sign_in_holds_the_whole_address_to_come_back_to() {
        assert_eq!(
            wire::sign_in_address("/regio/1/checklist?check=4&gemeente=é"),
            "/inloggen?terug=/regio/1/checklist%3Fcheck%3D4%26gemeente%3D%C3%A9"
        );
    }
}
