//! Outgoing mail, as those see it who look after what it tells, and the page of a new password.

use domain::{Moment, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AccountTrouble, Invited};

/// The outgoing mail of a region, or of the administration.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MailPage {
    /// The token of this rendering of the forms.
    pub token: String,
    /// The person who reads it.
    pub person: PersonId,
    /// The mails, the newest first.
    pub mails: Vec<Mailed>,
    /// Whether this installation sends mail.
    pub is_on: bool,
    /// What a form did.
    pub done: Option<MailDone>,
}

impl MailPage {
    /// Returns how many mails wait because the mail server does not take them.
    pub fn stuck(&self) -> usize {
        self.mails.iter().filter(|mail| mail.is_stuck()).count()
    }
}

/// A mail that waits, was sent or failed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mailed {
    /// The mail.
    pub id: Uuid,
    /// What it tells.
    pub kind: MailKind,
    /// The invitation that it carries.
    pub invited: Option<Invited>,
    /// The organisation of whose review it reminds.
    #[serde(default)]
    pub organisation: Option<OrganisationId>,
    /// To which address; nothing where the reader may not know.
    pub recipient: Option<String>,
    /// Since when it is there.
    pub created: Moment,
    /// Where it stands.
    pub stand: MailStand,
    /// How often it was tried.
    pub tries: i64,
    /// What the last try came to where it was not sent.
    pub trouble: Option<MailTrouble>,
}

impl Mailed {
    /// Tells whether it waits because the mail server does not take any mail.
    pub fn is_stuck(&self) -> bool {
        let waits = matches!(self.stand, MailStand::Waits(_));
        waits && self.trouble.is_some_and(MailTrouble::is_of_server)
    }

    /// Tells whether somebody can have it tried now.
    pub fn can_retry(&self) -> bool {
        match self.stand {
            // Whoever still wants a new password asks for another link.
            _ if self.kind == MailKind::Reset => false,
            MailStand::Waits(_) => 0 < self.tries,
            MailStand::Sent(_) => false,
            MailStand::Ended(_) => {
                self.trouble.is_some_and(|trouble| trouble != MailTrouble::NotNeeded)
            }
        }
    }
}

/// What a mail tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// That somebody is invited.
    Invitation,
    /// How to set a new password.
    Reset,
    /// That a password was replaced.
    PasswordChanged,
    /// That signing in takes two steps from now on.
    SecondFactorOn,
    /// That its owner turned the second step off.
    SecondFactorOff,
    /// That somebody else turned the second step off.
    SecondFactorReset,
    /// That it is time to look through who has access.
    ReviewDue,
    /// What happened that concerns somebody.
    Digest,
    /// A link with which one action is answered without signing in.
    ActionLink,
    /// That mail works.
    Test,
}

/// Where a mail stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailStand {
    /// It is tried at this moment.
    Waits(Moment),
    /// The mail server took it then.
    Sent(Moment),
    /// It was given up then, or not needed any more.
    Ended(Moment),
}

/// Why a mail was not sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTrouble {
    /// The mail server cannot be reached.
    NoAnswer,
    /// The mail server takes longer than anybody waits.
    TooSlow,
    /// No safe connection comes about.
    NotSafe,
    /// The mail server does not know this installation.
    NotKnown,
    /// The mail server breaks off, or what it says is not understood.
    Unclear,
    /// The mail server asks to come back later, with this code.
    Later(u16),
    /// The mail server does not take this mail, with this code.
    Refused(u16),
    /// What it tells cannot be read now.
    NotMade,
    /// What it tells is over: it was accepted, taken back or has another link.
    NotNeeded,
}

impl MailKind {
    /// Tells whether it is between the installation and one person, such as how they sign in: to whom it goes nobody
    /// else needs to know.
    pub const fn is_private(self) -> bool {
        matches!(
            self,
            MailKind::Reset
                | MailKind::PasswordChanged
                | MailKind::SecondFactorOn
                | MailKind::SecondFactorOff
                | MailKind::SecondFactorReset
                | MailKind::Digest
                | MailKind::ActionLink
        )
    }
}

impl MailTrouble {
    /// Tells whether no mail at all goes out.
    pub fn is_of_server(self) -> bool {
        matches!(
            self,
            MailTrouble::NoAnswer
                | MailTrouble::TooSlow
                | MailTrouble::NotSafe
                | MailTrouble::NotKnown
                | MailTrouble::Unclear
        )
    }
}

/// What a form about mail did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailDone {
    /// It is tried once more.
    TriedAgain,
    /// It is not sent any more.
    Stopped,
    /// A mail to oneself waits.
    Tested,
}

impl MailDone {
    /// Everything that can be done.
    pub const ALL: [MailDone; 3] = [MailDone::TriedAgain, MailDone::Stopped, MailDone::Tested];

    /// Returns how addresses write it.
    pub const fn code(self) -> &'static str {
        match self {
            MailDone::TriedAgain => "opnieuw",
            MailDone::Stopped => "gestopt",
            MailDone::Tested => "proef",
        }
    }
}

/// The pages with which somebody gets a new password.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetPage {
    /// Asks for the address of the account.
    Ask {
        /// What was typed.
        login: String,
        /// Why it was not taken in.
        trouble: Option<AccountTrouble>,
    },
    /// Says that a mail comes, if there is such an account.
    Asked {
        /// What was typed.
        login: String,
    },
    /// This installation sends no mail.
    NoMail,
    /// Asks for the new password.
    Choose {
        /// The address of the page, where its form is sent.
        address: String,
        /// Why it was not taken in.
        trouble: Option<AccountTrouble>,
    },
    /// The link does not work any more.
    Gone,
}
