//! The no-case guard: what may never be kept, because it belongs to a person.
//!
//! Invariant: it looks at the text alone, knows no clock and no list of people, and never repeats what it
//! found. It refuses what has the form of somebody's number, account, address, date of birth or car; an
//! organisation's numbers, articles of law, amounts and dates of meetings pass. The corpus in
//! `tests/guard/` says what it finds and what it lets through.

mod bank;
mod birth;
mod citizen;
mod days;
mod digits;
mod mail;
mod phone;
mod plate;
mod script;

use serde::{Deserialize, Serialize};

use self::script::Script;

/// Why a text may not be kept. It never repeats the text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Blocked {
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
}

/// One thing that may not be kept, and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// What it looks like.
    pub pattern: Pattern,
    /// The first character of it, counted from zero.
    pub start: usize,
    /// The character after it.
    pub end: usize,
}

/// A pattern that belongs to a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// A citizen service number.
    Bsn,
    /// A bank account.
    Iban,
    /// A mobile number, or another number that is said to be somebody's own.
    Phone,
    /// An address at a provider where people have theirs.
    Email,
    /// A date that is said to be somebody's date of birth.
    BirthDate,
    /// The licence plate of a car that is said to be somebody's.
    Plate,
}

impl Pattern {
    /// Every pattern.
    pub const ALL: [Pattern; 6] = [
        Pattern::Bsn,
        Pattern::Iban,
        Pattern::Phone,
        Pattern::Email,
        Pattern::BirthDate,
        Pattern::Plate,
    ];
}

/// Returns what may not be kept in this text, if there is something.
pub fn inspect(text: &str) -> Result<(), Blocked> {
    let script = Script::of(text);
    // Of two that overlap the one stands that says more: an account holds digits that may look like a number.
    let finders = [
        bank::accounts,
        citizen::numbers,
        phone::phones,
        mail::emails,
        birth::dates,
        plate::plates,
    ];
    let mut findings: Vec<Finding> = Vec::new();
    for find in finders {
        for found in find(&script) {
            if findings.iter().all(|other| other.end <= found.start || found.end <= other.start) {
                findings.push(found);
            }
        }
    }
    findings.sort_by_key(|finding| finding.start);
    if findings.is_empty() { Ok(()) } else { Err(Blocked { findings }) }
}
