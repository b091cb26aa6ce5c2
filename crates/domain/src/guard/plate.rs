//! Licence plates.
//!
//! Source of the forms: the Dutch side codes 1 to 14, three groups of letters and digits that are six
//! characters together. Only beside a car, or with hyphens beside somebody, is it a plate: letters and
//! decisions have such numbers too, also about somebody.

use super::script::Script;
use super::{Finding, Pattern, days};

/// How much of a plate may stand before its first digit: two groups of letters and two signs.
const BEFORE: usize = 6;
/// How near a car must stand.
const NEAR: usize = 80;

/// The forms: for each group whether it is of digits, and how long it is.
const FORMS: [[(bool, usize); 3]; 14] = [
    [(false, 2), (true, 2), (true, 2)],
    [(true, 2), (true, 2), (false, 2)],
    [(true, 2), (false, 2), (true, 2)],
    [(false, 2), (true, 2), (false, 2)],
    [(false, 2), (false, 2), (true, 2)],
    [(true, 2), (false, 2), (false, 2)],
    [(true, 2), (false, 3), (true, 1)],
    [(true, 1), (false, 3), (true, 2)],
    [(false, 2), (true, 3), (false, 1)],
    [(false, 1), (true, 3), (false, 2)],
    [(false, 3), (true, 2), (false, 1)],
    [(false, 1), (true, 2), (false, 3)],
    [(true, 1), (false, 2), (true, 3)],
    [(true, 3), (false, 2), (true, 1)],
];
/// Words between numbers that are no part of a plate.
const WORDS: [&str; 16] = [
    "of", "en", "op", "in", "om", "te", "is", "de", "na", "tot", "van", "per", "bij", "uur", "t",
    "m",
];

/// What stands between the groups of a plate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Hyphen,
    Space,
    Nothing,
}

/// Words of cars.
const CARS: [&str; 40] = [
    "opel",
    "volkswagen",
    "vw",
    "toyota",
    "peugeot",
    "renault",
    "citroen",
    "citroën",
    "ford",
    "fiat",
    "seat",
    "skoda",
    "volvo",
    "kia",
    "hyundai",
    "nissan",
    "mazda",
    "suzuki",
    "tesla",
    "porsche",
    "honda",
    "kentekens",
    "kentekenplaat",
    "bestelbus",
    "bus",
    "brommer",
    "bromfiets",
    "motor",
    "wagen",
    "voertuig",
    "taxi",
    "rijdt",
    "reed",
    "rijden",
    "golf",
    "bmw",
    "audi",
    "mercedes",
    "polo",
    "snorfiets",
];

/// How words of cars and their drivers end: "leaseauto", "taxichauffeur".
const CAR_ENDS: [&str; 7] = ["auto", "wagen", "bus", "busje", "scooter", "chauffeur", "kenteken"];
/// How near a paper must stand whose number it is.
const NEAR_PAPER: usize = 30;

/// Finds plates.
pub(super) fn plates(script: &Script) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut from = 0;
    for number in script.numbers.iter().copied() {
        let mut at = from.max(number.saturating_sub(BEFORE));
        while at <= number {
            match plate(script, at) {
                Some((end, between)) if is_a_cars(script, at, end, between) => {
                    findings.push(Finding { pattern: Pattern::Plate, start: at, end });
                    at = end;
                }
                _ => at += 1,
            }
        }
        from = at;
    }
    findings
}

/// Returns the place after something with the form of a plate that starts here, and what stands between its
/// groups.
fn plate(script: &Script, start: usize) -> Option<(usize, Between)> {
    let is_glued = script.follows_word(start);
    if is_glued && !ends_with(script, start, "kenteken") {
        return None;
    }
    let one = group(script, start)?;
    let between = match script.at(one.end)? {
        '-' => Between::Hyphen,
        ' ' => Between::Space,
        _ => Between::Nothing,
    };
    let sign = usize::from(between != Between::Nothing);
    let two = group(script, one.end + sign)?;
    if sign == 1 && script.at(one.end) != script.at(two.end) {
        return None;
    }
    let last = two.end + sign;
    let is_digits = script.at(last)?.is_ascii_digit();
    let fits = |length: &usize| {
        FORMS.contains(&[
            (one.is_digits, one.length),
            (two.is_digits, two.length),
            (is_digits, *length),
        ]) && (last..last + length).all(|place| is_of(script, place, is_digits))
    };
    let end = last + (1..=3).rev().find(fits)?;
    let goes_on = script.at(end).is_some_and(|c| c.is_alphanumeric() || c == '-');
    // "kentekenAB-12-CDstaat": what is called so is one, whatever stands against it.
    (!goes_on || is_glued).then_some((end, between))
}

fn is_of(script: &Script, place: usize, is_digits: bool) -> bool {
    script.at(place).is_some_and(|c| match is_digits {
        true => c.is_ascii_digit(),
        false => c.is_ascii_lowercase(),
    })
}

/// Tells whether a word, of plain letters, stands right before a place.
fn ends_with(script: &Script, end: usize, word: &str) -> bool {
    end.checked_sub(word.len())
        .is_some_and(|start| script.chars[start..end].iter().copied().eq(word.chars()))
}

/// Letters, or digits, that stand together.
struct Group {
    is_digits: bool,
    length: usize,
    end: usize,
}

/// Returns the group that starts here, of at most three.
fn group(script: &Script, start: usize) -> Option<Group> {
    let is_digits = script.at(start)?.is_ascii_digit();
    let length = (start..start + 4).take_while(|place| is_of(script, *place, is_digits)).count();
    (1..=3).contains(&length).then_some(Group { is_digits, length, end: start + length })
}

/// Words and months between numbers are no letters of a plate: "16 of 17".
fn is_a_cars(script: &Script, start: usize, end: usize, between: Between) -> bool {
    let near = script.around(start, end, NEAR);
    let is_words = between == Between::Space
        && (script.says((start, end), &WORDS) || script.says((start, end), &days::MONTHS));
    let is_car = |word: &String| {
        CARS.contains(&word.as_str()) || CAR_ENDS.iter().any(|ending| word.ends_with(ending))
    };
    let of_car = script.words(near).iter().any(is_car) || ends_with(script, start, "kenteken");
    // Beside somebody it needs no car, unless it is the number of a paper.
    let of_somebody = || {
        between == Between::Hyphen
            && script.names_somebody(near)
            && !script.names_paper(script.around(start, end, NEAR_PAPER))
    };
    !is_words && (of_car || of_somebody())
}
