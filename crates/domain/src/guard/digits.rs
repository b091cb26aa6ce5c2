//! Runs of digits, in groups.

use super::script::Script;

/// Digits that stand together, with signs between some of them.
pub(super) struct Run {
    /// Each group of digits without a sign in between: where it starts, and its digits.
    pub groups: Vec<(usize, Vec<u32>)>,
}

impl Run {
    /// Returns every run of a text. `joins` tells which signs may stand between two groups, and `most` how
    /// many of them.
    pub fn all(script: &Script, joins: impl Fn(char) -> bool, most: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for at in script.numbers.iter().copied() {
            if runs.last().is_none_or(|run| run.end() <= at) {
                runs.push(Run::from(script, at, &joins, most));
            }
        }
        runs
    }

    fn from(script: &Script, start: usize, joins: impl Fn(char) -> bool, most: usize) -> Run {
        let mut groups: Vec<(usize, Vec<u32>)> = vec![(start, vec![])];
        let mut at = start;
        loop {
            if let Some(digit) = script.digit(at) {
                groups.last_mut().expect("there is one").1.push(digit);
                at += 1;
                continue;
            }
            let signs =
                (at..at + most).take_while(|place| script.at(*place).is_some_and(&joins)).count();
            if signs == 0 || script.digit(at + signs).is_none() {
                return Run { groups };
            }
            at += signs;
            groups.push((at, vec![]));
        }
    }

    /// Returns the place after it.
    pub fn end(&self) -> usize {
        self.groups.last().map_or(0, |(start, digits)| start + digits.len())
    }
}

/// Returns the number that digits write.
pub(super) fn number(digits: &[u32]) -> u32 {
    digits.iter().fold(0, |number, digit| number.saturating_mul(10).saturating_add(*digit))
}

/// Tells whether three groups write a day: "12-03-2026" or "2026-03-12".
pub(super) fn is_day(groups: &[(usize, Vec<u32>)]) -> bool {
    let [(_, one), (_, two), (_, three)] = groups else { return false };
    let day = |digits: &[u32]| digits.len() <= 2 && (1..=31).contains(&number(digits));
    let month = |digits: &[u32]| digits.len() <= 2 && (1..=12).contains(&number(digits));
    let year = |digits: &[u32]| digits.len() == 4 && (1900..=2099).contains(&number(digits));
    month(two) && (day(one) && year(three) || year(one) && day(three))
}
