//! One's own account: who one is, the second step of signing in, sessions, and proving who one is.

use domain::{Moment, PersonId, Refusal, RegionId, TypedText};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AccountTrouble, CalendarFeedPage, InRole, NoticeSettingsPage};

/// What of an account a page shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountScreen {
    /// Who one is, the password and the sessions.
    Own(AccountPage),
    /// The second step of signing in.
    SecondFactor(SecondFactorPage),
    /// Prove once more who one is.
    Prove(ProvePage),
    /// Give the code, after the password.
    Code(CodePage),
    /// Close the account.
    Closing(ClosingPage),
    /// How one is mailed what concerns one.
    Notices(NoticeSettingsPage),
    /// Let a calendar program read one's days.
    CalendarFeed(CalendarFeedPage),
}

/// What keeps somebody from closing their account, and the form that closes it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ClosingPage {
    /// The person who reads it.
    pub person: PersonId,
    /// Their regions, with what waits for them there.
    pub regions: Vec<ClosingRegion>,
    /// Whether they administer the installation.
    pub administers: bool,
    /// Whether the form was sent, and something kept them.
    pub was_kept: bool,
}

/// A region that somebody leaves by closing their account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClosingRegion {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// How much waits for them there that a successor can take; nothing where the region cannot be read now.
    pub waits: Option<usize>,
    /// How much their side could not do any more without them.
    pub alone: usize,
    /// Whether nobody else coordinates it.
    pub last_coordinator: bool,
    /// Where of that something waits beside the role that they act in there.
    #[serde(default)]
    pub elsewhere: Vec<InRole>,
    /// Whether they confirm and sign there.
    #[serde(default)]
    pub may_adopt: bool,
}

impl ClosingRegion {
    /// Tells whether it keeps them.
    pub fn keeps(&self) -> bool {
        self.waits != Some(0) || 0 < self.alone || self.last_coordinator
    }
}

impl ClosingPage {
    /// Tells whether something keeps them.
    pub fn is_kept(&self) -> bool {
        self.administers || self.regions.iter().any(ClosingRegion::keeps)
    }
}

/// Who one is, the password and the sessions.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AccountPage {
    /// The person who reads it.
    pub person: PersonId,
    /// The name to sign in with.
    pub login: String,
    /// What colleagues see instead of the function, where the person said it.
    pub display: Option<String>,
    /// What stands in the field of the function: what they are called, or what they typed.
    #[serde(default)]
    pub function: TypedText,
    /// Why the function was not taken in.
    #[serde(default)]
    pub function_trouble: Option<Refusal>,
    /// Since when signing in takes two steps.
    pub two_steps_since: Option<Moment>,
    /// Whether the recovery codes wait until the reader says that they kept them.
    #[serde(default)]
    pub misses_codes: bool,
    /// The sessions that go on, the last used first.
    pub sessions: Vec<SessionLine>,
    /// Why the password was not changed.
    pub trouble: Option<PasswordTrouble>,
    /// What a form did.
    pub done: Option<AccountDone>,
}

/// A session, as its owner sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionLine {
    /// Names it for the form that ends it.
    pub handle: Uuid,
    /// Which browser, in two words: "firefox windows".
    pub browser: String,
    /// Since when.
    pub began: Moment,
    /// When it was last used, to a few minutes.
    pub used: Moment,
    /// Whether it is the one that shows this page.
    pub is_this: bool,
}

/// Why a password was not changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordTrouble {
    /// The present one is another.
    Present,
    /// The new one is not taken.
    New(AccountTrouble),
    /// Too many tries; come back later.
    TooMany,
    /// The installation cannot do it now.
    Unavailable,
}

/// What a form about an account did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountDone {
    /// The password is another, and other sessions ended.
    Password,
    /// A session ended.
    Session,
    /// All other sessions ended.
    Sessions,
    /// Signing in takes one step again.
    OneStep,
    /// The function is another.
    Function,
    /// The reader administers the installation no more.
    SteppedDown,
    /// A place in a region ended.
    Left,
}

impl AccountDone {
    /// Everything that can be done.
    pub const ALL: [AccountDone; 7] = [
        AccountDone::Password,
        AccountDone::Session,
        AccountDone::Sessions,
        AccountDone::OneStep,
        AccountDone::Function,
        AccountDone::SteppedDown,
        AccountDone::Left,
    ];

    /// Returns how addresses write it.
    pub const fn code(self) -> &'static str {
        match self {
            AccountDone::Password => "wachtwoord",
            AccountDone::Session => "sessie",
            AccountDone::Sessions => "sessies",
            AccountDone::OneStep => "een-stap",
            AccountDone::Function => "functie",
            AccountDone::SteppedDown => "beheer-gestopt",
            AccountDone::Left => "vertrokken",
        }
    }
}

/// The second step of signing in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SecondFactorPage {
    /// The person who reads it.
    pub person: PersonId,
    /// Where to go on afterwards: a path of this product.
    pub back: Option<String>,
    /// Since when signing in takes two steps.
    pub since: Option<Moment>,
    /// What is to be put into an app, while it is set up.
    pub begun: Option<Begun>,
    /// How many recovery codes were not used.
    pub codes_left: i64,
    /// Recovery codes that were just made: they are shown once.
    pub codes: Vec<String>,
    /// Whether the reader said that they kept their recovery codes.
    #[serde(default)]
    pub keeps_codes: bool,
    /// When somebody else turned it off.
    pub reset_at: Option<Moment>,
    /// The organisations that ask for it, each where it does.
    pub required_by: Vec<AskedBy>,
    /// Whether it is asked of whoever administers the installation, and the reader does.
    pub is_required_here: bool,
    /// Why a form was not taken in.
    pub trouble: Option<FactorTrouble>,
}

impl SecondFactorPage {
    /// Returns whether the reader cannot do without.
    pub fn is_required(&self) -> bool {
        self.is_required_here || !self.required_by.is_empty()
    }
}

/// Who asks somebody to sign in in two steps: an organisation that they act for, in a region.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedBy {
    /// The name of the organisation.
    pub organisation: String,
    /// The name of the region.
    pub region: String,
}

/// What is to be put into an app.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Begun {
    /// The secret, in groups that a person can type.
    pub secret: String,
    /// The dark squares of its code to scan, as a path.
    pub squares: String,
    /// How many squares that code is wide.
    pub width: usize,
}

/// Why a form about the second step was not taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorTrouble {
    /// The code is not right.
    Code,
    /// The password or the code is not right.
    Proof,
    /// It is asked of this person.
    Required,
    /// Too many tries; come back later.
    TooMany,
    /// The installation cannot do it now.
    Unavailable,
}

/// Why a proof was not taken. What was wrong is not said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofFailure {
    /// Something of it is not right.
    Wrong,
    /// Too many tries; come back later.
    TooMany,
    /// The installation cannot do it now.
    Unavailable,
}

/// The page on which one proves once more who one is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ProvePage {
    /// The person who reads it.
    pub person: PersonId,
    /// Where to go on afterwards, and where the form that travels along belongs.
    pub back: String,
    /// The form that needs the proof.
    pub carried: Vec<(String, String)>,
    /// Whether a code is asked as well.
    pub takes_code: bool,
    /// Why the proof was not taken.
    pub failure: Option<ProofFailure>,
}

/// The page on which one gives the code, after the password.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CodePage {
    /// Where to go on afterwards, and where the form that travels along belongs.
    pub back: Option<String>,
    /// A form that a session's end came between.
    pub carried: Vec<(String, String)>,
    /// Why the code was not taken.
    pub failure: Option<ProofFailure>,
}
