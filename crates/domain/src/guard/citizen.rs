//! Citizen service numbers.
//!
//! Source of the rule: the eleven test of the Dutch BSN: nine digits, weights 9 to 2 and −1, the sum
//! divisible by eleven.

use super::digits::Run;
use super::script::Script;
use super::{Finding, Pattern};

/// Finds nine digits (single dots, spaces or hyphens may stand between groups of them) that pass the
/// eleven test. A longer run of digits is another kind of number, and a day is no part of one.
pub(super) fn numbers(script: &Script) -> Vec<Finding> {
    let joins = |c| matches!(c, '.' | ' ' | '-');
    Run::all(script, &script.days, joins, 1)
        .iter()
        .flat_map(|run| numbers_in(&run.groups))
        .collect()
}

fn numbers_in(groups: &[(usize, Vec<u32>)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let count = groups_of_nine(&groups[first..]);
        match count.map(|count| &groups[first..first + count]) {
            Some(nine) if is_number(nine) => {
                let (start, (last, digits)) = (nine[0].0, &nine[nine.len() - 1]);
                findings.push(Finding { pattern: Pattern::Bsn, start, end: last + digits.len() });
                first += nine.len();
            }
            _ => first += 1,
        }
    }
    findings
}

/// Returns how many of the next groups make exactly nine digits.
fn groups_of_nine(groups: &[(usize, Vec<u32>)]) -> Option<usize> {
    let mut length = 0;
    for (index, (_, digits)) in groups.iter().enumerate() {
        length += digits.len();
        if 9 <= length {
            return (length == 9).then_some(index + 1);
        }
    }
    None
}

fn is_number(nine: &[(usize, Vec<u32>)]) -> bool {
    let digits: Vec<u32> = nine.iter().flat_map(|(_, digits)| digits.iter().copied()).collect();
    passes_eleven_test(&digits)
}

fn passes_eleven_test(digits: &[u32]) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i64 =
        digits.iter().zip(weights).map(|(digit, weight)| i64::from(*digit) * weight).sum();
    digits.iter().any(|digit| *digit != 0) && sum % 11 == 0
}

#[cfg(test)]
mod tests {
    use crate::guard::{Finding, Objection, Pattern, inspect};

    fn findings(text: &str) -> Vec<Finding> {
        match inspect(text) {
            Err(Objection::Holds(findings)) => findings,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_service_number_is_found_however_it_is_written() {
        for text in
            ["123456782", "BSN: 1234.56.782.", "nr 123 456 782, zie", "a123456782b", "12-345-6782"]
        {
            let found = findings(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].pattern, Pattern::Bsn);
        }
    }

    #[test]
    fn the_place_of_a_finding_counts_characters() {
        let found = findings("één 123456782");
        assert_eq!((found[0].start, found[0].end), (4, 13));
    }

    #[test]
    fn other_numbers_pass() {
        for text in [
            "123456789",
            "000000000",
            "1234567820",
            "€ 1.250.000 in 2026",
            "artikel 9 lid 2",
            "23-11-2026 om 14.00 uur",
            "tel. 14 030",
            "",
        ] {
            assert_eq!(inspect(text), Ok(vec![]), "{text}");
        }
    }

    /// A day and a count behind it make nine digits, of which one in eleven passes the test.
    #[test]
    fn a_day_is_no_part_of_a_number() {
        for count in 0..10 {
            assert_eq!(inspect(&format!("op 12-03-2026 {count} keer")), Ok(vec![]));
        }
    }
}
