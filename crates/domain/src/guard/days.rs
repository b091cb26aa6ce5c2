//! Whole dates.
//!
//! A date is found before anything else: its digits, and those of a time behind it, are no other number.

use super::digits::{Run, number};
use super::script::Script;

/// Names of months, whole and short.
pub(super) const MONTHS: [&str; 34] = [
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
/// Returns where each whole date stands, in the order of the text.
pub(super) fn all(script: &Script) -> Vec<(usize, usize)> {
    let mut days = Vec::new();
    for run in Run::all(script, &[], |c| matches!(c, '.' | ' ' | '-' | '/'), 1) {
        let mut first = 0;
        while first < run.groups.len() {
            let groups = &run.groups[first..];
            if is_day(groups) || is_short_day(script, groups) {
                days.push((groups[0].0, groups[2].0 + groups[2].1.len()));
                first += 3;
            } else {
                days.extend(day_in_words(script, &groups[0]));
                first += 1;
            }
        }
    }
    days
}

/// Returns the year of a date: its last two or four digits, or its first four.
pub(super) fn year(script: &Script, (start, end): (usize, usize)) -> u32 {
    let digits = |places: std::ops::Range<usize>| -> Vec<u32> {
        places.map_while(|place| script.digit(place)).collect()
    };
    let (first, last) = (digits(start..end), digits(end.saturating_sub(4)..end));
    let whole = [first, last].into_iter().find(|digits| digits.len() == 4);
    match whole {
        Some(whole) => number(&whole),
        None => match number(&digits(end.saturating_sub(2)..end)) {
            short @ 0..50 => 2_000 + short,
            short => 1_900 + short,
        },
    }
}

fn fits(digits: &[u32], most: u32) -> bool {
    digits.len() <= 2 && (1..=most).contains(&number(digits))
}

/// "12-03-2026", "2026-03-12".
fn is_day(groups: &[(usize, Vec<u32>)]) -> bool {
    let [(_, one), (_, two), (_, three), ..] = groups else { return false };
    let year = |digits: &[u32]| digits.len() == 4 && (1900..=2099).contains(&number(digits));
    fits(two, 12) && (fits(one, 31) && year(three) || year(one) && fits(three, 31))
}

/// "12-03-09": two signs that are the same and no spaces, and not the start of a longer number.
fn is_short_day(script: &Script, groups: &[(usize, Vec<u32>)]) -> bool {
    let [(_, day), (second, month), (third, year), later @ ..] = groups else { return false };
    let sign = |place: &usize| place.checked_sub(1).and_then(|before| script.at(before));
    let length: usize = groups.iter().map(|(_, digits)| digits.len()).sum();
    let goes_on = later.first().is_some_and(|(next, _)| sign(next) == sign(third));
    let is_spaced = later.iter().all(|(next, _)| sign(next) == Some(' '));
    let is_mobile = day[..] == [0, 6] && length == 10 && is_spaced;
    year.len() == 2
        && fits(day, 31)
        && fits(month, 12)
        && sign(second) == sign(third)
        && sign(second) != Some(' ')
        && !goes_on
        && !is_mobile
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
