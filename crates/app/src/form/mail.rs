//! The forms about outgoing mail.
//!
//! Invariant: the same names are written by the page and read by the server.

use uuid::Uuid;

use super::{BrokenForm, DO};

/// With a mail behind a colon: the value of the button that has it tried now.
pub const AGAIN: &str = "probeer-nu";
/// With a mail behind a colon: the value of the button that stops it.
pub const STOP: &str = "stop";
/// The value of the button that sends a test mail.
pub const TEST: &str = "proefbericht";

/// What the pressed button does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailDeed {
    /// Try a mail now.
    Again(Uuid),
    /// Send a mail no more.
    Stop(Uuid),
    /// Send a test mail.
    Test,
}

impl MailDeed {
    /// Reads the pressed button from the pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<MailDeed, BrokenForm> {
        let pressed = pairs.iter().find(|(name, _)| name == DO).ok_or(BrokenForm)?;
        let id = |text: &str| text.parse().map_err(|_| BrokenForm);
        match pressed.1.split_once(':') {
            Some((AGAIN, mail)) => id(mail).map(MailDeed::Again),
            Some((STOP, mail)) => id(mail).map(MailDeed::Stop),
            None if pressed.1 == TEST => Ok(MailDeed::Test),
            _ => Err(BrokenForm),
        }
    }
}
