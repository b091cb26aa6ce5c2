//! What people typed stays text: a text area is filled through `platform::in_text_area`.

use tidy::Finding;

use crate::{below, every_text};

/// How a text area ends, and what must stand right before it.
const END: &str = "</textarea>";
const THROUGH: &str = "{platform::in_text_area(";

#[test]
fn text_areas_are_filled_with_text() {
    every_text(judge);
}

fn judge(file: &str, text: &str) -> Vec<Finding> {
    let is_screen = below(file, "crates/app/src").is_some_and(|it| !it.starts_with("platform"));
    if !is_screen {
        return Vec::new();
    }
    let bare = |line: &str| line.contains(END) && !line.contains(THROUGH);
    let lines = text.lines().enumerate().filter(|(_, line)| bare(line));
    let finding = |(index, _): (usize, &str)| Finding {
        file: file.to_owned(),
        line: index + 1,
        what: "a text area that is filled with markup".to_owned(),
        why: "The library writes the inside of a text area as it is: fill it through platform::in_text_area.",
    };
    lines.map(finding).collect()
}

#[test]
fn a_text_area_that_is_filled_as_it_is_is_found() {
    let bare = "view! {\n<textarea name=name>{value}</textarea> }";
    let found: Vec<usize> =
        judge("crates/app/src/parts/a.rs", bare).iter().map(|it| it.line).collect();
    assert_eq!(found, vec![2]);
    let right = "<textarea>{platform::in_text_area(&value)}</textarea>";
    assert_eq!(judge("crates/app/src/parts/a.rs", right), vec![]);
    assert_eq!(judge("crates/server/src/a.rs", bare), vec![]);
}
