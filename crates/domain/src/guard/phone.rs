//! Telephone numbers of people.
//!
//! A mobile number is taken for somebody's own, unless it is said to be one of work. Any other number is one
//! of an organisation, unless the sentence says whose it is.

use super::digits::Run;
use super::script::Script;
use super::{Finding, Pattern};

/// Digits of a number in the Netherlands, with its leading zero.
const DIGITS: usize = 10;
/// Digits of a number abroad, with its country: the least and the most (ITU-T E.164).
const ABROAD: std::ops::RangeInclusive<usize> = 9..=15;
/// How near to a number it must say whose it is.
const NEAR: usize = 60;

/// Words that say that a number is somebody's own, whoever else is named.
const OWN: [&str; 7] = [
    "privé",
    "prive",
    "privénummer",
    "privenummer",
    "thuisnummer",
    "huistelefoon",
    "thuistelefoon",
];

/// Words of organisations: a number near them is theirs.
const OFFICES: [&str; 12] = [
    "veilig",
    "balie",
    "organisatie",
    "zorgaanbieder",
    "chat",
    "spoed",
    "ggd",
    "kantoor",
    "centrale",
    "voorziening",
    "comensha",
    "fier",
];
/// How words of organisations end: "regiobureau", "vrouwenopvang", "slachtofferhulp".
const OFFICE_ENDS: [&str; 13] = [
    "gemeente",
    "politie",
    "bureau",
    "opvang",
    "hulp",
    "dienst",
    "lijn",
    "punt",
    "loket",
    "team",
    "centrum",
    "instelling",
    "school",
];
/// Words that say that a mobile number is one of work.
const DUTY: [&str; 12] = [
    "piket",
    "piketdienst",
    "piketnummer",
    "piketmedewerker",
    "diensttelefoon",
    "dienstmobiel",
    "werktelefoon",
    "werkmobiel",
    "werknummer",
    "zakelijk",
    "zakelijke",
    "bereikbaarheidsdienst",
];

/// Finds numbers.
pub(super) fn phones(script: &Script) -> Vec<Finding> {
    let joins = |c| matches!(c, '.' | ' ' | '-' | '/' | ')');
    let mut findings = Vec::new();
    for run in Run::all(script, &script.days, joins, 2) {
        let mut first = 0;
        while first < run.groups.len() {
            let found = phone(script, &run.groups[first..]);
            let Some((start, end)) = found else {
                first += 1;
                continue;
            };
            findings.push(Finding { pattern: Pattern::Phone, start, end });
            first = run.groups.iter().position(|(at, _)| end <= *at).unwrap_or(run.groups.len());
        }
    }
    findings
}

/// Returns where a number that begins with these groups starts and ends.
fn phone(script: &Script, groups: &[(usize, Vec<u32>)]) -> Option<(usize, usize)> {
    let (first, digits) = groups.first()?;
    let (prefix, start) = prefix(script, *first, digits)?;
    let mut national = match prefix {
        Prefix::Zero => digits.clone(),
        Prefix::Country(taken) => [&[0], &digits[taken..]].concat(),
        Prefix::Abroad => return abroad(script, start, groups),
    };
    let mut end = first + digits.len();
    for (at, more) in &groups[1..] {
        if DIGITS <= national.len() {
            break;
        }
        national.extend(more);
        end = at + more.len();
    }
    let is_own = match national.get(1) {
        _ if national.len() != DIGITS => false,
        Some(6) => !is_of_work(script, start, end),
        // 0800, 085, 088, 0900: nobody has one at home.
        Some(8 | 9) => false,
        _ => is_said_to_be_own(script, start, end),
    };
    is_own.then_some((start, end))
}

enum Prefix {
    /// "06", "020".
    Zero,
    /// "+31", "0031": so many digits of the group, and the zero is left out.
    Country(usize),
    /// "+32": another country's.
    Abroad,
}

/// Returns how a number that starts at a group begins, and where.
fn prefix(script: &Script, first: usize, digits: &[u32]) -> Option<(Prefix, usize)> {
    let before = |back: usize| first.checked_sub(back).and_then(|at| script.at(at));
    if before(1) == Some('+') {
        return match digits {
            [3, 1, ..] => Some((Prefix::Country(2), first - 1)),
            _ => Some((Prefix::Abroad, first - 1)),
        };
    }
    match digits {
        [0, 0, 3, 1, ..] => Some((Prefix::Country(4), first)),
        [0, 0, ..] => Some((Prefix::Abroad, first)),
        [0, ..] => {
            let start = bracketed_country(script, first).unwrap_or(first);
            Some((Prefix::Zero, start))
        }
        _ => None,
    }
}

/// Returns where "+31 (" starts that stands right before a zero in brackets: "+31 (0)6-12345678".
fn bracketed_country(script: &Script, first: usize) -> Option<usize> {
    (script.at(first.checked_sub(1)?)? == '(').then_some(())?;
    let mut at = first - 1;
    while script.at(at.checked_sub(1)?)? == ' ' {
        at -= 1;
    }
    let start = at.checked_sub(3)?;
    (script.chars[start..at] == ['+', '3', '1']).then_some(start)
}

fn abroad(script: &Script, start: usize, groups: &[(usize, Vec<u32>)]) -> Option<(usize, usize)> {
    let length: usize = groups.iter().map(|(_, digits)| digits.len()).sum();
    let (last, digits) = groups.last()?;
    let end = last + digits.len();
    (ABROAD.contains(&length) && is_said_to_be_own(script, start, end)).then_some((start, end))
}

fn is_of_work(script: &Script, start: usize, end: usize) -> bool {
    let near = script.around(start, end, NEAR);
    script.says(near, &DUTY) && !script.names_somebody(near)
}

fn is_said_to_be_own(script: &Script, start: usize, end: usize) -> bool {
    let near = script.around(start, end, NEAR);
    let is_office = |word: &String| {
        OFFICES.contains(&word.as_str()) || OFFICE_ENDS.iter().any(|ending| word.ends_with(ending))
    };
    let names_somebody = script.names_somebody(near) || script.says(near, &["thuis"]);
    script.says(near, &OWN) || names_somebody && !script.words(near).iter().any(is_office)
}
