//! A file begins with what it is for.

use tidy::{Finding, Source};

use crate::{every_source, sample};

#[test]
fn every_file_begins_with_a_header() {
    every_source(judge);
}

#[test]
fn every_todo_names_its_issue() {
    every_source(judge_todos);
}

fn judge(source: &Source) -> Vec<Finding> {
    if source.text.starts_with("//! ") {
        return Vec::new();
    }
    vec![Finding {
        file: source.file.clone(),
        line: 1,
        what: "the file has no header".into(),
        why: "A reader wants to know what a file is for before reading it. Begin with `//! ` and a sentence.",
    }]
}

fn judge_todos(source: &Source) -> Vec<Finding> {
    let mark = concat!("TO", "DO");
    let lines = source.text.lines().enumerate();
    let open = lines.filter(|(_, line)| line.split(mark).skip(1).any(|after| !names_issue(after)));
    let finding = |(index, _): (usize, &str)| Finding {
        file: source.file.clone(),
        line: index + 1,
        what: format!("{mark} without the number of an issue"),
        why: "What nobody planned is never done. File an issue and write its number between brackets.",
    };
    open.map(finding).collect()
}

fn names_issue(after: &str) -> bool {
    let number = after.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    number.is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}

#[test]
fn a_file_without_a_header_is_found() {
    assert_eq!(judge(&sample("a.rs", "fn a() {}")).len(), 1);
    assert_eq!(judge(&sample("a.rs", "// Not a header.\nfn a() {}")).len(), 1);
    assert_eq!(judge(&sample("a.rs", "//! Says what it is.\nfn a() {}")), vec![]);
}

#[test]
fn a_plan_without_a_number_is_found() {
    let text = concat!("// TO", "DO: later\n// TO", "DO(12): later\n// TO", "DO(me): later\n");
    let lines: Vec<usize> =
        judge_todos(&sample("a.rs", text)).iter().map(|found| found.line).collect();
    assert_eq!(lines, vec![1, 3]);
}
