//! Runs of digits, in groups.

use super::script::Script;

/// Digits that stand together, with signs between some of them.
pub(super) struct Run {
    /// Each group of digits without a sign in between: where it starts, and its digits.
    pub groups: Vec<(usize, Vec<u32>)>,
}

impl Run {
    /// Returns every run of a text beside these days. `joins` tells which signs may stand between two
    /// groups, and `most` how many of them.
    pub fn all(
        script: &Script,
        days: &[(usize, usize)],
        joins: impl Fn(char) -> bool,
        most: usize,
    ) -> Vec<Run> {
        let is_of_day = |at: usize| days.iter().any(|(start, end)| (*start..*end).contains(&at));
        let mut runs: Vec<Run> = Vec::new();
        for at in script.numbers.iter().copied().filter(|at| !is_of_day(*at)) {
            if runs.last().is_none_or(|run| run.end() <= at) {
                runs.push(Run::from(script, at, &joins, is_of_day, most));
            }
        }
        runs
    }

    fn from(
        script: &Script,
        start: usize,
        joins: impl Fn(char) -> bool,
        stops: impl Fn(usize) -> bool,
        most: usize,
    ) -> Run {
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
            if signs == 0 || script.digit(at + signs).is_none() || stops(at + signs) {
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
