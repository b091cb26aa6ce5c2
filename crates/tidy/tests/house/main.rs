//! The rules of the house, each a test of its own.
//!
//! Invariant: every rule has a bad sample beside it that shows that it bites.

mod completeness;
mod dependencies;
mod edges;
mod features;
mod golden;
mod headers;
mod names;
mod places;
mod rooms;
mod sizes;
mod sql;
mod text_areas;
mod traits;
mod unwraps;
mod wording;

use tidy::{Finding, House, Source, must_be_none};

/// Judges every Rust file by one rule.
fn every_source(rule: impl Fn(&Source) -> Vec<Finding>) {
    let sources = House::open().sources().expect("the repository is readable");
    assert!(20 < sources.len(), "the reader lost the sources");
    must_be_none(&sources.iter().flat_map(rule).collect::<Vec<Finding>>());
}

/// Judges every text file by one rule; what is not text is left out.
fn every_text(rule: impl Fn(&str, &str) -> Vec<Finding>) {
    let house = House::open();
    let files = house.files().expect("git lists the files");
    assert!(20 < files.len(), "the reader lost the files");
    let texts = files.iter().filter_map(|file| Some((file, house.read(file).ok()?)));
    must_be_none(&texts.flat_map(|(file, text)| rule(file, &text)).collect::<Vec<Finding>>());
}

/// Parses a sample that breaks or keeps a rule.
fn sample(file: &str, text: &str) -> Source {
    Source::parse(file, text).expect("the sample is Rust")
}

/// Returns the part of a path below a folder, if it lies there.
fn below<'a>(file: &'a str, folder: &str) -> Option<&'a str> {
    file.strip_prefix(folder)?.strip_prefix('/')
}

/// Returns the first word of a path below a folder, without the ending: the room that a file is in.
fn room<'a>(file: &'a str, folder: &str) -> Option<&'a str> {
    let first = below(file, folder)?.split('/').next()?;
    Some(first.trim_end_matches(".rs"))
}
