//! Bank accounts.
//!
//! Source of the rule: ISO 13616. Two letters of the country, two check digits, and as many characters as
//! the country's accounts have; the whole, with the first four at the end and letters as numbers from 10,
//! leaves one when divided by 97.

use super::script::Script;
use super::{Finding, Pattern};

/// How long accounts are in the countries of the single euro payments area and around it.
const LENGTHS: [(&str, usize); 38] = [
    ("nl", 18),
    ("be", 16),
    ("de", 22),
    ("fr", 27),
    ("lu", 20),
    ("gb", 22),
    ("ie", 22),
    ("es", 24),
    ("pt", 25),
    ("it", 27),
    ("at", 20),
    ("ch", 21),
    ("dk", 18),
    ("se", 24),
    ("no", 15),
    ("fi", 18),
    ("pl", 28),
    ("cz", 24),
    ("sk", 24),
    ("hu", 28),
    ("ro", 24),
    ("bg", 22),
    ("hr", 21),
    ("si", 19),
    ("gr", 27),
    ("cy", 28),
    ("mt", 31),
    ("ee", 20),
    ("lv", 21),
    ("lt", 20),
    ("tr", 26),
    ("al", 28),
    ("rs", 22),
    ("mk", 19),
    ("ba", 20),
    ("me", 22),
    ("ua", 29),
    ("md", 24),
];

/// Finds accounts, also with single spaces, dots or hyphens in them.
pub(super) fn accounts(script: &Script) -> Vec<Finding> {
    // The check digits stand behind the letters of the country.
    let starts = script.numbers.iter().filter_map(|number| number.checked_sub(2));
    let found = starts.filter_map(|start| Some((start, account(script, start)?)));
    found.map(|(start, end)| Finding { pattern: Pattern::Iban, start, end }).collect()
}

/// Returns the place after an account that starts here.
fn account(script: &Script, start: usize) -> Option<usize> {
    let is_letter = |place| script.at(place).is_some_and(|c: char| c.is_ascii_lowercase());
    let is_digit = |place| script.digit(place).is_some();
    if !is_letter(start) || !is_letter(start + 1) || !is_digit(start + 2) || !is_digit(start + 3) {
        return None;
    }
    let country: String = script.chars[start..start + 2].iter().collect();
    let (_, length) = LENGTHS.iter().find(|(known, _)| *known == country)?;
    let mut characters = Vec::with_capacity(*length);
    let mut at = start;
    while characters.len() < *length {
        match script.at(at)? {
            c if c.is_ascii_alphanumeric() => characters.push(c),
            '.' | ' ' | '-' if script.at(at + 1)?.is_ascii_alphanumeric() => {}
            _ => return None,
        }
        at += 1;
    }
    leaves_one(&characters).then_some(at)
}

fn leaves_one(characters: &[char]) -> bool {
    let (head, account) = characters.split_at(4);
    let rest = account.iter().chain(head).try_fold(0, |rest: u32, c| {
        let value = c.to_digit(36)?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((rest * shift + value) % 97)
    });
    rest == Some(1)
}
