//! Who takes part in a region and who is invited, the administration of the installation, and an invitation.

use domain::{Moment, OrganisationId, PersonId, RegionId, Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{MailStand, MailTrouble};
use crate::form::people::{PeopleForm, PeopleTrouble};

/// Who takes part in a region.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ParticipantsPage {
    /// The people who have a place now.
    pub people: Vec<Participant>,
    /// The invitations that the reader may see, the newest first.
    pub invitations: Vec<Invited>,
    /// The municipalities that a coordinator can add.
    pub municipalities: Vec<Municipality>,
    /// The link that was just made, and for whom.
    pub made: Option<Box<MadeLink>>,
    /// A form that was not taken in.
    pub refused: Option<RefusedPeople>,
    /// What a form did.
    pub done: Option<PeopleDone>,
    /// The places that ended, for whoever looks after those of the organisation.
    pub former: Vec<Former>,
    /// For which organisation the form that invites stands open.
    pub invites: Option<OrganisationId>,
    /// How invitations are mailed, where the installation sends mail.
    #[serde(default)]
    pub mail: Option<Mailing>,
    /// The organisations whose people sign in in two steps.
    #[serde(default)]
    pub requiring: std::collections::BTreeSet<OrganisationId>,
    /// The organisations that take part in another region too, for a coordinator: their names stay.
    #[serde(default)]
    pub also_elsewhere: std::collections::BTreeSet<OrganisationId>,
}

/// How invitations are mailed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Mailing {
    /// How many mails of the page's reader wait because the mail server does not take them.
    pub stuck: usize,
}

/// A place that ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Former {
    /// What colleagues call the person.
    pub name: String,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// In which roles.
    pub roles: Vec<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
    /// When it ended.
    pub at: Moment,
    /// What colleagues call whoever ended it.
    pub by: Option<String>,
}

/// Somebody with a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Participant {
    /// The person.
    pub person: PersonId,
    /// What colleagues call them.
    pub name: String,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Every role that they hold, the one that they act in first.
    pub roles: Vec<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
    /// Since when.
    pub since: Moment,
    /// Whether the reader gives and takes some of its roles.
    #[serde(default)]
    pub can_change: bool,
    /// Whether the reader may end it: it is their own, or they may give every role of it.
    pub can_end: bool,
    /// The function that is shown of them in the place of their role and organisation, for whoever looks after the
    /// place and is somebody else.
    #[serde(default)]
    pub function: Option<String>,
    /// What became of the place, the oldest first, for whoever looks after it.
    pub changes: Vec<Changed>,
    /// Whether they sign in in two steps, for whoever looks after the place.
    #[serde(default)]
    pub two_steps: bool,
}

/// What happened to a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Changed {
    /// When.
    pub at: Moment,
    /// Whether it was given then; it changed otherwise.
    pub is_given: bool,
    /// In which roles.
    pub roles: Vec<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
    /// What colleagues call whoever did it; nothing where the installation did, or somebody who left.
    pub by: Option<String>,
}

/// An invitation, as inviters see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invited {
    /// The invitation.
    pub id: Uuid,
    /// For which organisation; nothing for an administrator.
    pub organisation: Option<OrganisationId>,
    /// In which role; nothing for an administrator.
    pub role: Option<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
    /// What colleagues will see, where the inviter said it.
    pub function: Option<String>,
    /// Where it stands.
    pub stand: InvitationStand,
    /// What colleagues call whoever accepted it.
    pub accepted_by: Option<String>,
    /// The latest mail that carries it, where one does.
    #[serde(default)]
    pub mail: Option<InvitedMail>,
}

/// The mail that carries an invitation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvitedMail {
    /// To which address.
    pub recipient: String,
    /// Where it stands.
    pub stand: MailStand,
    /// What the last try came to where it was not sent.
    pub trouble: Option<MailTrouble>,
}

/// Where an invitation stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationStand {
    /// Its link works until then.
    Open(Moment),
    /// Its link worked until then.
    Expired(Moment),
    /// It was taken back then.
    Withdrawn(Moment),
    /// Somebody accepted it then.
    Accepted(Moment),
}

/// A municipality that can be added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Municipality {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The safety region that it belongs to.
    pub safety_region: String,
}

/// A link that was just made: it is shown once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MadeLink {
    /// The whole address.
    pub link: String,
    /// The invitation.
    pub invited: Invited,
}

/// A form about who takes part that was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedPeople {
    /// The form as it was sent.
    pub form: PeopleForm,
    /// Why.
    pub trouble: PeopleTrouble,
}

/// What a form about who takes part did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleDone {
    /// Organisations were added.
    Admitted,
    /// An organisation that left takes part again.
    Returned,
    /// What an organisation takes part as was corrected.
    Corrected,
    /// An invitation was taken back.
    Withdrawn,
    /// A place has other roles.
    Changed,
    /// Somebody's function was changed.
    FunctionSet,
    /// A place was ended.
    Ended,
    /// An organisation left.
    Left,
    /// The same invitation was made before: its link is shown once.
    InvitedBefore,
    /// An invitation goes out by mail.
    Mailed,
    /// An organisation asks for two steps at signing in.
    TwoStepsRequired,
    /// An organisation does not ask for two steps any more.
    TwoStepsOptional,
    /// Somebody's second step was turned off.
    SecondFactorReset,
}

impl PeopleDone {
    /// Everything that can be done.
    pub const ALL: [PeopleDone; 13] = [
        PeopleDone::Admitted,
        PeopleDone::Returned,
        PeopleDone::Corrected,
        PeopleDone::Withdrawn,
        PeopleDone::Changed,
        PeopleDone::FunctionSet,
        PeopleDone::Ended,
        PeopleDone::Left,
        PeopleDone::InvitedBefore,
        PeopleDone::Mailed,
        PeopleDone::TwoStepsRequired,
        PeopleDone::TwoStepsOptional,
        PeopleDone::SecondFactorReset,
    ];

    /// Returns how addresses write it.
    pub const fn code(self) -> &'static str {
        match self {
            PeopleDone::Admitted => "toegevoegd",
            PeopleDone::Returned => "teruggekomen",
            PeopleDone::Corrected => "organisatie-veranderd",
            PeopleDone::Withdrawn => "ingetrokken",
            PeopleDone::Changed => "veranderd",
            PeopleDone::FunctionSet => "functie-veranderd",
            PeopleDone::Ended => "beeindigd",
            PeopleDone::Left => "vertrokken",
            PeopleDone::InvitedBefore => "al-uitgenodigd",
            PeopleDone::Mailed => "verstuurd",
            PeopleDone::TwoStepsRequired => "twee-stappen",
            PeopleDone::TwoStepsOptional => "een-stap",
            PeopleDone::SecondFactorReset => "tweede-stap-uit",
        }
    }
}

/// The administration of the installation: its regions, and who coordinates them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AdministrationPage {
    /// The token of this rendering of the forms.
    pub token: String,
    /// The person who reads it.
    pub person: PersonId,
    /// The regions, by name.
    pub regions: Vec<AdministeredRegion>,
    /// Who administers the installation, the longest first.
    pub administrators: Vec<AdministratorLine>,
    /// Whether somebody wanted to stop without whom nobody would administer.
    #[serde(default)]
    pub is_last: bool,
    /// What a form did.
    #[serde(default)]
    pub done: Option<AdministrationDone>,
    /// The invitations of administrators that were not accepted, the newest first.
    #[serde(default)]
    pub invitations: Vec<Invited>,
    /// Whether the installation sends mail.
    #[serde(default)]
    pub sends_mail: bool,
    /// Whether an invitation was just put in the mail.
    #[serde(default)]
    pub mailed: bool,
    /// When nothing was to be deleted because it was kept long enough, the newest first.
    #[serde(default)]
    pub holds: Vec<HoldLine>,
    /// What was typed as the reason of a hold that was not set, and why it was not.
    #[serde(default)]
    pub refused_hold: Option<(domain::TypedText, PeopleTrouble)>,
    /// The link that was just made.
    pub made: Option<MadeRegion>,
    /// What was typed in a form that was not taken in, and why.
    pub refused: Option<RefusedRegion>,
}

/// That nothing was to be deleted because it was kept long enough.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HoldLine {
    /// Names it for the form that removes its reason.
    pub id: uuid::Uuid,
    /// Since when.
    pub since: Moment,
    /// Until when; nothing while it goes on.
    pub lifted: Option<Moment>,
    /// Why; nothing where that was removed.
    pub reason: Option<String>,
}

/// Somebody who administers the installation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AdministratorLine {
    /// The person.
    pub person: PersonId,
    /// What they are called: by function.
    pub name: String,
    /// Since when.
    pub since: Moment,
}

/// What a form of the administration did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdministrationDone {
    /// The reader reads a region along no more.
    StoppedReading,
    /// Somebody administers no more.
    Ended,
    /// Nothing: the invitation was made before, and its link was shown then.
    InvitedBefore,
    /// The reason of a hold is gone for good.
    ReasonRemoved,
}

impl AdministrationDone {
    /// Everything that can be done.
    pub const ALL: [AdministrationDone; 4] = [
        AdministrationDone::StoppedReading,
        AdministrationDone::Ended,
        AdministrationDone::InvitedBefore,
        AdministrationDone::ReasonRemoved,
    ];

    /// Returns how addresses write it.
    pub const fn code(self) -> &'static str {
        match self {
            AdministrationDone::StoppedReading => "meekijken-gestopt",
            AdministrationDone::Ended => "beheer-beeindigd",
            AdministrationDone::InvitedBefore => "al-uitgenodigd",
            AdministrationDone::ReasonRemoved => "reden-verwijderd",
        }
    }
}

/// A region, as the administration sees it: nothing of what it holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AdministeredRegion {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// How many people coordinate it.
    pub coordinators: usize,
    /// Whether somebody can be invited to coordinate it: nobody does, and nobody is asked.
    pub needs_coordinator: bool,
    /// The invitations of coordinators that were not accepted, the newest first.
    pub invitations: Vec<Invited>,
    /// Until when the reader may read it along, where its coordinator lets them.
    #[serde(default)]
    pub reads_until: Option<Moment>,
}

/// A region that was just made, or a coordinator's link that was made anew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MadeRegion {
    /// The region's name; nothing for a new administrator.
    pub name: Option<String>,
    /// The link.
    pub link: String,
    /// Until when it works.
    pub until: Moment,
}

/// What was typed to make a region, and why it was not made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedRegion {
    /// The name of the region.
    pub name: domain::TypedText,
    /// The name of the organisation that coordinates it.
    pub organisation: domain::TypedText,
    /// The mail address of the coordinator.
    pub mail: String,
    /// Which of them is wrong.
    pub wrong: RegionField,
    /// Why.
    pub trouble: PeopleTrouble,
}

/// What is typed to make a region, or to invite somebody to the administration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionField {
    /// The name of the region.
    Name,
    /// The name of the organisation that coordinates it.
    Organisation,
    /// The mail address of the coordinator.
    Mail,
    /// The mail address of another administrator.
    AdministratorMail,
    /// The mail address of whoever is to coordinate a region that nobody coordinates.
    CoordinatorMail(RegionId),
}

/// An invitation, as whoever has its link sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvitationPage {
    /// The address of the page, where its form is sent.
    pub address: String,
    /// What is offered.
    pub to: InvitedTo,
    /// What colleagues will see, where the inviter said it.
    pub function: Option<String>,
    /// Where it stands.
    pub stand: InvitationStand,
    /// Who reads it, if they signed in: the person, and the name that they sign in with.
    pub known: Option<(PersonId, String)>,
    /// What was typed as the name to sign in with.
    pub login: String,
    /// What was typed as the function.
    pub typed_function: domain::TypedText,
    /// Why it was not accepted.
    pub trouble: Option<AccountTrouble>,
}

/// What an invitation offers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitedTo {
    /// To administer the installation.
    Administer,
    /// A place in a region.
    Place {
        /// The name of the region.
        region: String,
        /// The name of the organisation.
        organisation: String,
        /// Whether that is a municipality.
        is_municipality: bool,
        /// In which role.
        role: Role,
        /// Whether with the right to confirm and sign.
        may_adopt: bool,
    },
}

/// Why an invitation was not accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountTrouble {
    /// What was typed is no mail address.
    NoAddress,
    /// An account has this address, or one that looks like it.
    LoginTaken,
    /// The password is shorter than this.
    PasswordShort(usize),
    /// The password is longer than can be checked.
    PasswordLong,
    /// The password is easily guessed.
    PasswordGuessable,
    /// The function cannot be kept.
    Function(domain::Refusal),
    /// The account has a place in the region already, for this organisation.
    Already,
    /// The account has a place in the region already, for another organisation.
    AlreadyForAnother,
    /// The account administers the installation, or has places and would administer it.
    KeptApart,
    /// Another account signed in since the page was made.
    OtherAccount,
    /// Too many tries from here; come back later.
    TooMany,
    /// The installation cannot do it now.
    Unavailable,
}
