//! Mail: what waits, was sent or failed, and who carries it out.
//!
//! Invariant: a mail is put in the outbox in the transaction of what it tells about. Its text and its link are
//! made when it is sent: the store never holds a link that works.

mod digests;
mod letter;
mod links;
mod outbox;
mod postman;
mod reminders;

pub(crate) use self::links::{drop_link_mails, end_older_links, put_link_mail};
pub(crate) use self::outbox::{
    RESET_WORKS_FOR_US, drop_mail_of, drop_resets_of, put_mail, read, stand, written,
};
pub(crate) use self::reminders::{drop_reminders, drop_reminders_to, put_reminder};
pub use self::{
    digests::{DigestPart, DueDigest, Looked},
    letter::is_address,
    outbox::{Claim, Mail, MailTo, Outbox},
    postman::{MailSetup, MailSetupError, Patience, Postman, notice_to},
};
