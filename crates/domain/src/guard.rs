//! The no-case guard: what may never be kept, because it belongs to a person.
//!
//! This first engine knows the citizen service number (BSN). Source of the rule: the eleven test
//! of the Dutch BSN: nine digits, weights 9 to 2 and −1, the sum divisible by eleven.

use serde::{Deserialize, Serialize};

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
}

/// Returns what may not be kept in this text, if there is something.
pub fn inspect(text: &str) -> Result<(), Blocked> {
    let findings = service_numbers(text);
    if findings.is_empty() { Ok(()) } else { Err(Blocked { findings }) }
}

/// Finds runs of nine digits (single dots, spaces or hyphens may stand between them) that pass
/// the eleven test. A longer run of digits is another kind of number.
fn service_numbers(text: &str) -> Vec<Finding> {
    let chars: Vec<char> = text.chars().collect();
    let mut findings = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = digit_run(&chars, at);
        findings.extend(numbers_in(&run));
        at = run.last().map_or(at + 1, |(place, _)| place + 1);
    }
    findings
}

/// Collects the digits from `start`, each with its place, over single separators.
fn digit_run(chars: &[char], start: usize) -> Vec<(usize, u32)> {
    let mut run = Vec::new();
    let mut at = start;
    while let Some(c) = chars.get(at) {
        match c.to_digit(10) {
            Some(digit) => run.push((at, digit)),
            None if is_joint(*c) && chars.get(at + 1).is_some_and(char::is_ascii_digit) => {}
            None => break,
        }
        at += 1;
    }
    run
}

/// Looks at unbroken groups: `123456782`, or groups that together make nine digits.
fn numbers_in(run: &[(usize, u32)]) -> Vec<Finding> {
    let groups: Vec<&[(usize, u32)]> = run.chunk_by(|a, b| a.0 + 1 == b.0).collect();
    let mut findings = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        match groups_of_nine(&groups[first..]) {
            Some((count, digits)) if passes_eleven_test(&digits) => {
                let last = groups[first + count - 1];
                findings.push(Finding {
                    pattern: Pattern::Bsn,
                    start: groups[first][0].0,
                    end: last[last.len() - 1].0 + 1,
                });
                first += count;
            }
            _ => first += 1,
        }
    }
    findings
}

/// Returns how many of the next groups make exactly nine digits, and those digits.
fn groups_of_nine(groups: &[&[(usize, u32)]]) -> Option<(usize, Vec<u32>)> {
    let mut digits = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        digits.extend(group.iter().map(|(_, digit)| *digit));
        if digits.len() == 9 {
            return Some((index + 1, digits));
        }
        if 9 < digits.len() {
            return None;
        }
    }
    None
}

fn is_joint(c: char) -> bool {
    matches!(c, '.' | ' ' | '-' | '\u{a0}' | '\u{202f}')
}

fn passes_eleven_test(digits: &[u32]) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i64 =
        digits.iter().zip(weights).map(|(digit, weight)| i64::from(*digit) * weight).sum();
    digits.iter().any(|digit| *digit != 0) && sum % 11 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_number_is_found_however_it_is_written() {
        for text in
            ["123456782", "BSN: 1234.56.782.", "nr 123 456 782, zie", "a123456782b", "12-345-6782"]
        {
            let blocked = inspect(text).unwrap_err();
            assert_eq!(blocked.findings.len(), 1, "{text}");
            assert_eq!(blocked.findings[0].pattern, Pattern::Bsn);
        }
    }

    #[test]
    fn the_place_of_a_finding_counts_characters() {
        let blocked = inspect("één 123456782").unwrap_err();
        assert_eq!((blocked.findings[0].start, blocked.findings[0].end), (4, 13));
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
            assert_eq!(inspect(text), Ok(()), "{text}");
        }
    }
}
