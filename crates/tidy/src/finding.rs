//! What a rule found: where, what, why it matters and what to do.

use std::fmt;

/// One place that breaks a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The file, from the root of the repository.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// What stands there.
    pub what: String,
    /// Why that is a problem and what to do instead.
    pub why: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { file, line, what, why } = self;
        write!(formatter, "{file}:{line}: {what}. {why}")
    }
}

/// Fails the test with every finding on a line of its own.
///
/// # Panics
/// When there is a finding.
pub fn must_be_none(findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(findings.is_empty(), "\n{} found:\n{}\n", lines.len(), lines.join("\n"));
}
