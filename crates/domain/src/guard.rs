//! The no-case guard: what may never be kept, because it belongs to a person, and what looks like a case.
//!
//! Invariant: it looks at the text alone, knows no clock and no list of people, and never repeats what it
//! found. It refuses what has the form of somebody's number, account, address, date of birth or car; an
//! organisation's numbers, articles of law, amounts and dates of meetings pass. A sentence that tells of
//! somebody passes only with its writer's word that it is no case. The corpus in `tests/guard/` says what
//! it finds and what it lets through.

mod bank;
mod birth;
mod citizen;
mod days;
mod digits;
mod mail;
mod phone;
mod plate;
mod script;
mod story;

use serde::{Deserialize, Serialize};

use self::script::Script;

/// Why a text does not pass as it stands. It never repeats the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Objection {
    /// It holds what belongs to a person, in the order of the text.
    Holds(Vec<Finding>),
    /// It seems to tell of a case, and its writer did not say that it is none; in the order of the text.
    Tells(Vec<Phrase>),
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

/// A sentence that seems to tell of somebody, and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// Its first character, counted from zero.
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

/// Returns the sentences of a text that seem to tell of a case, or what in it may not be kept at all.
pub fn inspect(text: &str) -> Result<Vec<Phrase>, Objection> {
    let Some((seen, places)) = script::as_seen(text) else { return inspect_seen(text) };
    let place = |start: &mut usize, end: &mut usize| {
        *start = places[*start];
        *end = places[*end - 1] + 1;
    };
    let phrases = |mut phrases: Vec<Phrase>| {
        phrases.iter_mut().for_each(|it| place(&mut it.start, &mut it.end));
        phrases
    };
    match inspect_seen(&seen) {
        Ok(told) => Ok(phrases(told)),
        Err(Objection::Tells(told)) => Err(Objection::Tells(phrases(told))),
        Err(Objection::Holds(mut findings)) => {
            findings.iter_mut().for_each(|it| place(&mut it.start, &mut it.end));
            Err(Objection::Holds(findings))
        }
    }
}

/// The same of a text in which everything is seen.
fn inspect_seen(text: &str) -> Result<Vec<Phrase>, Objection> {
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
    if findings.is_empty() {
        return Ok(story::phrases(&script));
    }
    findings.sort_by_key(|finding| finding.start);
    Err(Objection::Holds(findings))
}

/// Leaves out the phrases of a text that stand in these texts as well, word for word.
pub(crate) fn leave_out_known<'t>(
    phrases: &mut Vec<Phrase>,
    text: &str,
    known: impl Iterator<Item = &'t str>,
) {
    let of = |text: &str, phrase: &Phrase| -> String {
        let length = phrase.end.saturating_sub(phrase.start);
        text.chars().skip(phrase.start).take(length).collect()
    };
    let told = |text: &'t str| {
        // What was kept holds nothing that is refused.
        let phrases = inspect(text).unwrap_or_default();
        phrases.into_iter().map(|phrase| of(text, &phrase)).collect::<Vec<_>>()
    };
    let known: Vec<String> = known.flat_map(told).collect();
    phrases.retain(|phrase| !known.contains(&of(text, phrase)));
}
