//! What stands in a link that lets somebody in.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What stands in a link. Only whoever has it comes in.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Makes one that nobody can guess.
    pub fn new() -> Self {
        Self(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
    }

    /// Takes what stood in an address; anything else than the form of a token opens nothing.
    pub fn read(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        fits.then(|| Self(text.to_owned()))
    }

    /// Returns the address of the invitation.
    pub fn address(&self) -> String {
        format!("/uitnodiging/{}", self.0)
    }

    /// Returns the address at which a new password is chosen.
    pub fn reset_address(&self) -> String {
        format!("/wachtwoord/{}", self.0)
    }

    /// Returns the address at which one action is answered.
    pub fn action_address(&self) -> String {
        format!("/actie/{}", self.0)
    }

    /// Returns the address at which a calendar program reads somebody's days.
    pub fn feed_address(&self) -> String {
        format!("/agenda/{}.ics", self.0)
    }

    /// Returns what the store keeps of it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}
