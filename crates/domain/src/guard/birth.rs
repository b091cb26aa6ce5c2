//! Dates of birth.
//!
//! A date is one of birth when the words around it say so, or when it stands in brackets right behind
//! somebody. A date from which on a group counts ("geboren na 1 januari 2008") is none.

use super::digits::{Run, is_day, number};
use super::script::Script;
use super::{Finding, Pattern};

/// How near the words must stand that say so.
const NEAR: usize = 40;
/// How far behind somebody the bracket may open: a space, and a comma.
const BEHIND: usize = 24;

const MONTHS: [&str; 34] = [
    "januari",
    "jan",
    "februari",
    "feb",
    "maart",
    "mrt",
    "april",
    "apr",
    "mei",
    "juni",
    "jun",
    "juli",
    "jul",
    "augustus",
    "aug",
    "september",
    "sept",
    "sep",
    "oktober",
    "okt",
    "november",
    "nov",
    "december",
    "dec",
    "january",
    "february",
    "march",
    "may",
    "june",
    "july",
    "august",
    "october",
    "mar",
    "oct",
];
/// Words of birth.
const BIRTH: [&str; 18] = [
    "geboren",
    "gebooren",
    "geborn",
    "geb",
    "geboortedatum",
    "geboortedag",
    "geboorte",
    "geboortejaar",
    "gebdatum",
    "gebdat",
    "gd",
    "born",
    "birth",
    "dob",
    "jarig",
    "verjaardag",
    "verjaart",
    "geb.datum",
];
/// People of whom there are several: a date behind them is no date of birth.
const GROUPS: [&str; 3] = ["ouders", "meisjes", "jongens"];
/// Words that make a date of birth the edge of a group.
const EDGES: [&str; 12] = [
    "na", "voor", "vóór", "vanaf", "tot", "tussen", "sinds", "after", "before", "since", "between",
    "until",
];

/// Finds dates.
pub(super) fn dates(script: &Script) -> Vec<Finding> {
    let found =
        all_days(script).into_iter().filter(|(start, end)| is_of_birth(script, *start, *end));
    found.map(|(start, end)| Finding { pattern: Pattern::BirthDate, start, end }).collect()
}

/// Returns where each whole date stands.
fn all_days(script: &Script) -> Vec<(usize, usize)> {
    let mut days = Vec::new();
    for run in Run::all(script, |c| matches!(c, '.' | ' ' | '-' | '/'), 1) {
        let mut first = 0;
        while first < run.groups.len() {
            let groups = &run.groups[first..];
            let three =
                groups.get(..3).filter(|three| is_day(three) || is_short_day(script, three));
            if let Some(three) = three {
                days.push((three[0].0, three[2].0 + three[2].1.len()));
                first += 3;
            } else {
                days.extend(day_in_words(script, &groups[0]));
                first += 1;
            }
        }
    }
    days
}

/// "12-03-09", and not a version or a time.
fn is_short_day(script: &Script, groups: &[(usize, Vec<u32>)]) -> bool {
    let [(_, day), (at, month), (_, year)] = groups else { return false };
    let sign = at.checked_sub(1).and_then(|before| script.at(before));
    let fits = |digits: &[u32], most| digits.len() <= 2 && (1..=most).contains(&number(digits));
    year.len() == 2 && fits(day, 31) && fits(month, 12) && sign != Some(' ')
}

/// "12 maart 2009", "3 mrt. '09": from its first digit to its last.
fn day_in_words(script: &Script, (start, digits): &(usize, Vec<u32>)) -> Option<(usize, usize)> {
    if 2 < digits.len() || !(1..=31).contains(&number(digits)) {
        return None;
    }
    let month = skip(script, start + digits.len(), " -e.");
    let is_letter = |place: &usize| script.at(*place).is_some_and(char::is_alphabetic);
    let letters = (month..).take_while(is_letter).count();
    let word: String = script.chars[month..month + letters].iter().collect();
    if !MONTHS.contains(&word.as_str()) {
        return None;
    }
    let year = skip(script, month + letters, " .-'");
    let digits = (year..).take_while(|place| script.digit(*place).is_some()).count();
    matches!(digits, 2 | 4).then_some((*start, year + digits))
}

fn skip(script: &Script, mut place: usize, signs: &str) -> usize {
    while script.at(place).is_some_and(|c| signs.contains(c)) {
        place += 1;
    }
    place
}

fn is_of_birth(script: &Script, start: usize, end: usize) -> bool {
    let (from, to) = script.around(start, end, NEAR);
    let before = script.words((from, start));
    let said = |word: &String| BIRTH.contains(&word.as_str());
    if let Some(at) = before.iter().rposition(said) {
        return !before[at..].iter().any(|word| EDGES.contains(&word.as_str()));
    }
    let edged = before.last().is_some_and(|word| EDGES.contains(&word.as_str()));
    !edged && script.says((end, to), &BIRTH) || is_behind_somebody(script, start, end)
}

/// "het meisje (12-03-2009)".
fn is_behind_somebody(script: &Script, start: usize, end: usize) -> bool {
    let opens = start.checked_sub(1).filter(|before| script.at(*before) == Some('('));
    let Some(opens) = opens.filter(|_| script.at(end) == Some(')')) else { return false };
    let near = script.words((opens.saturating_sub(BEHIND), opens));
    let last = near.last().map(|word| opens - word.chars().count() - 1);
    let is_group = near.last().is_some_and(|word| GROUPS.contains(&word.as_str()));
    !is_group && last.is_some_and(|last| script.names_somebody((last, opens)))
}
