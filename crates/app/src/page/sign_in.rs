//! The sign-in page.

use serde::{Deserialize, Serialize};

/// The sign-in page.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SignIn {
    /// What was typed as the mail address; in the demo as the account name.
    pub login: String,
    /// Where to go afterwards: a path of this product.
    pub back: Option<String>,
    /// Why it did not succeed.
    pub failure: Option<SignInFailure>,
    /// A form that was posted after the session ended: sent along, and taken in after signing in.
    #[serde(default)]
    pub carried: Vec<(String, String)>,
    /// Whether the installation sends mail, so that a new password can be asked for.
    #[serde(default)]
    pub sends_mail: bool,
    /// Whether a new password was just chosen.
    #[serde(default)]
    pub has_new_password: bool,
    /// Whether the account was just closed.
    #[serde(default)]
    pub is_closed: bool,
    /// The demo accounts, where the demo runs.
    pub demo: Vec<Offered>,
    /// The password of the demo accounts, where the demo runs.
    pub demo_password: Option<String>,
}

/// An account that the demo offers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Offered {
    /// The account name.
    pub login: String,
    /// The function, in the language of the page.
    pub function: String,
    /// The names of the regions in which it works.
    pub regions: Vec<String>,
}

/// Why a sign-in did not succeed. An unknown account looks like a wrong password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInFailure {
    /// The name and the password do not belong together.
    Wrong,
    /// Too many tries; come back later.
    TooMany,
    /// The session ended, for whichever reason, or the code came too late.
    Ended,
    /// The installation cannot do it now.
    Unavailable,
    /// The form stood in the page of somebody else.
    OtherPerson,
}
