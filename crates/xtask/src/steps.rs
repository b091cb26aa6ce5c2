//! The steps of a command: announced, timed and summed up.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use crate::{child, failure::Failure};

/// The steps taken so far, in order.
#[derive(Default)]
pub struct Steps {
    taken: Vec<Taken>,
}

struct Taken {
    name: String,
    lasted: Duration,
    passed: bool,
}

impl Steps {
    /// Takes one step: says so, times it, and names it when it fails.
    pub fn take<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if child::stop_requested() {
            return Err(Failure::Stopped);
        }
        eprintln!("\n== {name}");
        let start = Instant::now();
        let outcome = work();
        let lasted = start.elapsed();
        let passed = outcome.is_ok();
        eprintln!("== {name}: {} after {:.1} s", verdict(passed), lasted.as_secs_f32());
        self.taken.push(Taken { name: name.to_owned(), lasted, passed });
        outcome.map_err(|reason| match reason {
            Failure::Stopped => Failure::Stopped,
            reason => Failure::Step { step: name.to_owned(), reason: Box::new(reason) },
        })
    }

    /// Prints what was done since the last summary and how long it took.
    pub fn print_summary(&mut self) {
        if !self.taken.is_empty() {
            eprint!("\n{}", self.summary());
        }
        self.taken.clear();
    }

    fn summary(&self) -> String {
        let width = self.taken.iter().map(|step| step.name.chars().count()).max().unwrap_or(0);
        let mut table = String::new();
        for step in &self.taken {
            let seconds = step.lasted.as_secs_f32();
            // Writing to a String cannot fail.
            let _ = writeln!(
                table,
                "{:width$}  {:>7.1} s  {}",
                step.name,
                seconds,
                verdict(step.passed)
            );
        }
        let total: Duration = self.taken.iter().map(|step| step.lasted).sum();
        let _ = writeln!(table, "{:width$}  {:>7.1} s", "together", total.as_secs_f32());
        table
    }
}

fn verdict(passed: bool) -> &'static str {
    if passed { "passed" } else { "FAILED" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_and_stands_in_the_summary() {
        let mut steps = Steps::default();
        steps.take("first", || Ok(())).unwrap();
        let failure = steps
            .take("second", || {
                Err::<(), _>(Failure::Missing { what: "salt".into(), remedy: "Buy some.".into() })
            })
            .unwrap_err();
        assert_eq!(failure.to_string(), "step failed: second: missing: salt. Buy some.");
        let summary = steps.summary();
        let lines: Vec<&str> = summary.lines().collect();
        assert!(lines[0].starts_with("first ") && lines[0].ends_with("passed"), "{summary}");
        assert!(lines[1].starts_with("second") && lines[1].ends_with("FAILED"), "{summary}");
    }
}
