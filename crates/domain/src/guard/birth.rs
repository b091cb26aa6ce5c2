//! Dates of birth.
//!
//! A date is one of birth when the words before it say so, when it "is born", or when it stands
//! right behind somebody, in brackets or not. A date from which on a group counts ("geboren na 1 januari 2008") is none.

use super::script::{self, Script};
use super::{Finding, Pattern, days};

/// How far before a date the words may stand that say so.
const NEAR: usize = 60;
/// How many words may stand between somebody and a comma before a date ("meisje uit Waterdam, 12-03-2009").
const BETWEEN: usize = 3;
/// Behind somebody, a date from this year on is one of a document or a meeting.
const GROWN_SINCE: u32 = 2018;

/// People whom a date in brackets tells from everybody ("kind (9 februari 2012)").
const ALSO: [&str; 5] = ["kind", "vrouw", "man", "mw", "mevr"];

/// Words of birth, and how many words may stand between them and the date ("geboren te Waterdam op").
const BIRTH: [(&str, usize); 13] = [
    ("geboren", 4),
    ("gebooren", 4),
    ("geborn", 4),
    ("geboortedatum", 4),
    ("geboortedag", 4),
    ("gebdatum", 2),
    ("gebdat", 2),
    ("geb", 1),
    ("gd", 1),
    ("born", 4),
    ("birth", 2),
    ("dob", 1),
    ("verjaardag", 2),
];
/// Words behind a date that say so: "12-03-2009 geboren".
const BORN: [&str; 4] = ["geboren", "gebooren", "geborn", "born"];
/// Words that make a date of birth the edge of a group.
const EDGES: [&str; 13] = [
    "na", "voor", "vóór", "vanaf", "tot", "tussen", "sinds", "per", "after", "before", "since",
    "between", "until",
];

/// Finds dates.
pub(super) fn dates(script: &Script) -> Vec<Finding> {
    let found = script.days.iter().filter(|day| is_of_birth(script, **day));
    found
        .map(|(start, end)| Finding { pattern: Pattern::BirthDate, start: *start, end: *end })
        .collect()
}

fn is_of_birth(script: &Script, day: (usize, usize)) -> bool {
    let (start, end) = day;
    let (from, to) = script.around(start, end, NEAR);
    let before = script.words((from, start));
    let is_edge = |word: &String| EDGES.contains(&word.as_str());
    let said = |(between, word): (usize, &String)| {
        BIRTH.iter().any(|(known, most)| word == known && between <= *most)
    };
    if let Some(at) = before.iter().rev().enumerate().position(said) {
        return !before[before.len() - 1 - at..].iter().any(is_edge);
    }
    let follows = script.words((end, to)).first().is_some_and(|word| BORN.contains(&word.as_str()));
    follows && !before.last().is_some_and(is_edge) || is_behind_somebody(script, day)
}

/// "het meisje (12-03-2009)", "meisje, 12-03-2009".
fn is_behind_somebody(script: &Script, (start, end): (usize, usize)) -> bool {
    if GROWN_SINCE <= days::year(script, (start, end)) {
        return false;
    }
    let is_one = |word| script.names_somebody(word) || script.says(word, &ALSO);
    let opens = start.checked_sub(1).filter(|before| script.at(*before) == Some('('));
    if let Some(opens) = opens {
        return script.at(end) == Some(')') && script.word_before(opens).is_some_and(is_one);
    }
    let Some(word) = script.word_before(start) else { return false };
    let mut between = script.chars[word.1..start].iter().filter(|c| **c != ' ');
    let (comma, more) = (between.next() == Some(&','), between.next().is_some());
    let first = script.around(start, end, NEAR).0;
    let is_near = || {
        let words = script.words((first, start));
        let near = &words[words.len().saturating_sub(BETWEEN + 1)..];
        near.iter().any(|word| script::is_somebody(word))
    };
    !more && (is_one(word) || comma && is_near()) && !script.names_paper((first, start))
}
