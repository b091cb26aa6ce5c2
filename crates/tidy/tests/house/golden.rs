//! What was stored once must stay readable, so committed golden lines are never changed or removed.

use std::collections::BTreeSet;

use tidy::{Finding, House, Unreadable, must_be_none};

const FOLDER: &str = "crates/domain/tests/golden";

#[test]
fn golden_lines_only_grow() {
    let house = House::open();
    let gone = lines_gone(&house, FOLDER).expect("git knows the history");
    let finding = |line: String| Finding {
        file: FOLDER.to_owned(),
        line: 1,
        what: format!("a committed line is gone: {line}"),
        why: "Installations hold entries of this form. Put the line back and read it; a new form gets a line of its own.",
    };
    must_be_none(&gone.into_iter().map(finding).collect::<Vec<Finding>>());
}

/// Returns the lines that some commit removed or this working copy lacks, and that stand in no golden file now.
/// A shallow clone knows only the commits that it has: a line that was removed before them is out of sight.
fn lines_gone(house: &House, folder: &str) -> Result<BTreeSet<String>, Unreadable> {
    let files = house.files()?.into_iter().filter(|file| file.starts_with(folder));
    let texts = files.map(|file| house.read(&file)).collect::<Result<Vec<String>, Unreadable>>()?;
    let present: BTreeSet<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    let commits = house.git(&["rev-list", "--count", "HEAD", "--", folder])?;
    println!("compared with {} commits that touched {folder}", commits.trim());
    let committed = house.git(&["log", "-p", "-m", "--no-renames", "--format=", "--", folder])?;
    let pending = house.git(&["diff", "--no-renames", "HEAD", "--", folder])?;
    let removed = committed.lines().chain(pending.lines()).filter_map(removed_line);
    Ok(removed.filter(|line| !present.contains(line)).map(str::to_owned).collect())
}

fn removed_line(line: &str) -> Option<&str> {
    if line.starts_with("--- ") {
        return None;
    }
    line.strip_prefix('-').filter(|line| !line.trim().is_empty())
}

#[test]
fn a_golden_line_that_changes_or_goes_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::at(folder.path());
    let write = |text: &str| {
        std::fs::create_dir_all(folder.path().join("golden")).expect("a folder");
        std::fs::write(folder.path().join("golden/a.jsonl"), text).expect("a file");
    };
    let commit = || {
        house.git(&["add", "."]).expect("git adds");
        let author = ["-c", "user.name=tester", "-c", "user.email=tester@example.org"];
        house
            .git(&[&author[..], &["commit", "-q", "-m", "a change"]].concat())
            .expect("git commits");
    };
    let gone =
        || lines_gone(&house, "golden").expect("git answers").into_iter().collect::<Vec<String>>();
    house.git(&["init", "-q"]).expect("git begins");
    write("{\"one\":1}\n{\"two\":2}\n");
    commit();
    assert_eq!(gone(), Vec::<String>::new());
    write("{\"two\":2}\n{\"one\":1}\n{\"three\":3}\n");
    assert_eq!(gone(), Vec::<String>::new(), "order may change and lines may come");
    write("{\"one\":1}\n{\"two\":22}\n");
    assert_eq!(gone(), ["{\"two\":2}"], "before the commit");
    commit();
    assert_eq!(gone(), ["{\"two\":2}"], "after the commit");
    write("{\"one\":1}\n{\"two\":2}\n{\"two\":22}\n");
    assert_eq!(gone(), Vec::<String>::new(), "put back");
}
