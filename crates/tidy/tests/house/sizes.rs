//! Files and functions stay small enough to read at once.

use tidy::{Finding, Source};

use crate::{every_source, sample};

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 60;

/// The word in a header after which the reason for a long file stands.
const REASON: &str = "Size:";

#[test]
fn no_file_is_longer_than_one_can_oversee() {
    every_source(judge_file);
}

#[test]
fn no_function_is_longer_than_a_screen() {
    every_source(judge_functions);
}

fn judge_file(source: &Source) -> Vec<Finding> {
    let lines = source.text.lines().count();
    let header = source.text.lines().take_while(|line| line.starts_with("//!"));
    if lines <= FILE_LINES_MAX || header.into_iter().any(gives_reason) {
        return Vec::new();
    }
    vec![Finding {
        file: source.file.clone(),
        line: FILE_LINES_MAX + 1,
        what: format!("the file has {lines} lines, more than {FILE_LINES_MAX}"),
        why: "Split it, or give the reason in its header after `Size:`.",
    }]
}

fn gives_reason(line: &str) -> bool {
    line.split_once(REASON).is_some_and(|(_, reason)| 3 <= reason.split_whitespace().count())
}

fn judge_functions(source: &Source) -> Vec<Finding> {
    let functions = source.functions().into_iter();
    let long = functions.filter(|function| {
        FUNCTION_LINES_MAX < function.lines && !documents_size(source, function.line)
    });
    let finding = |function: tidy::Function| Finding {
        file: source.file.clone(),
        line: function.line,
        what: format!(
            "`{}` has {} lines, more than {FUNCTION_LINES_MAX}",
            function.name, function.lines
        ),
        why: "A function does one thing. Give its parts names of their own, or the reason for its size after `Size:` in its doc.",
    };
    long.map(finding).collect()
}

/// Tells whether the lines of documentation right above give the reason.
fn documents_size(source: &Source, line: usize) -> bool {
    let above =
        source.text.lines().take(line - 1).collect::<Vec<&str>>().into_iter().rev().map(str::trim);
    above.take_while(|line| line.starts_with("///") || line.starts_with("#[")).any(gives_reason)
}

#[test]
fn a_long_file_without_a_reason_is_found() {
    let long = "\n".repeat(FILE_LINES_MAX + 1);
    assert_eq!(judge_file(&sample("a.rs", &format!("//! A file.{long}"))).len(), 1);
    assert_eq!(judge_file(&sample("a.rs", &format!("//! A file.\n//! Size:{long}"))).len(), 1);
    let reason = format!("//! A file.\n//! Size: one table that belongs together.{long}");
    assert_eq!(judge_file(&sample("a.rs", &reason)), vec![]);
}

#[test]
fn a_long_function_is_found_also_in_an_impl() {
    let body = "x();\n".repeat(FUNCTION_LINES_MAX);
    let long = sample(
        "a.rs",
        &format!("struct A;\nimpl A {{\nfn long() {{\n{body}}}\nfn short() {{}}\n}}"),
    );
    let found = judge_functions(&long);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].line, 3);
    assert!(found[0].what.contains("`long` has 62 lines"), "{}", found[0].what);
    let reason = format!("/// Reads.\n/// Size: one arm per reason.\nfn long() {{\n{body}}}");
    assert_eq!(judge_functions(&sample("a.rs", &reason)), vec![]);
}
