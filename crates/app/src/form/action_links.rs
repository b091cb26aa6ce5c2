//! The form with which a link to one action is mailed, and what the page behind that link posts beside its steps.

/// The value of the button that has a link mailed.
pub const MAIL_LINK: &str = "mail-link";
/// The name of the field with the person of the owner to whom it goes.
pub const RECIPIENT: &str = "aan";
/// The name of the field that chooses a language on the page behind a link, whose address stands in no other form.
pub const LANGUAGE: &str = "taal";
/// The token of its forms: the link itself lets one of them through.
pub const LINK_TOKEN: &str = "link";
