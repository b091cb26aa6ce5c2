//! A file is named after a thing of the work, not after a kind of code.

use tidy::{Finding, House, must_be_none};

/// Drawers into which anything fits, so nothing is found again.
const DRAWERS: [&str; 6] = ["utils", "helpers", "manager", "common", "types", "data"];

#[test]
fn no_file_or_folder_is_a_drawer() {
    let files = House::open().files().expect("git lists the files");
    must_be_none(&files.iter().flat_map(|file| judge(file)).collect::<Vec<Finding>>());
}

fn judge(file: &str) -> Vec<Finding> {
    let mut names = file.split('/').map(|name| name.split('.').next().unwrap_or(name));
    let drawer = names.find(|name| DRAWERS.iter().any(|drawer| is_drawer(name, drawer)));
    let finding = |drawer: &str| Finding {
        file: file.to_owned(),
        line: 1,
        what: format!("`{drawer}` is a drawer"),
        why: "Name the file after what it holds, with a word from docs/GLOSSARY.md where there is one.",
    };
    drawer.map(finding).into_iter().collect()
}

fn is_drawer(name: &str, drawer: &str) -> bool {
    let singular = drawer.trim_end_matches('s');
    name == drawer || name == singular || name.ends_with(&format!("_{drawer}"))
}

#[test]
fn a_drawer_is_found_as_a_file_and_as_a_folder() {
    assert_eq!(judge("crates/app/src/utils.rs").len(), 1);
    assert_eq!(judge("crates/app/src/helper.rs").len(), 1);
    assert_eq!(judge("crates/server/src/common/mod.rs").len(), 1);
    assert_eq!(judge("e2e/test_helpers.mjs").len(), 1);
    assert_eq!(judge("crates/domain/src/answer.rs"), vec![]);
    assert_eq!(judge("crates/domain/src/metadata.rs"), vec![]);
}
