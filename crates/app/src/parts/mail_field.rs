//! The field with the address to which an invitation is mailed.

use domain::TypedText;
use leptos::prelude::*;

use crate::form::people::MAIL;
use crate::parts::objection::Wrong;
use crate::parts::text_field::{self, TextField};
use crate::words::Words;

/// Shows the field with what was typed, and what is wrong with it.
pub fn shown(words: Words, id: impl Into<String>, typed: String, wrong: Option<Wrong>) -> AnyView {
    let id: String = id.into();
    let field = TextField {
        id,
        name: MAIL,
        label: words.mail_invitee(),
        hint: words.mail_invitee_hint(),
        value: TypedText::new(typed),
        kind: "email",
        autocomplete: "off",
        wrong,
    };
    text_field::shown(words, field)
}
