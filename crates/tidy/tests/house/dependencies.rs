//! Every direct dependency stands on the list with the reason why it is worth having.

use std::collections::{BTreeMap, BTreeSet};

use tidy::{Finding, House, must_be_none};

use crate::edges::{dependencies, line_of};

const LIST: &str = "crates/tidy/dependencies.toml";

/// A reason shorter than this says nothing.
const REASON_WORDS_MIN: usize = 3;

#[test]
fn every_dependency_has_a_reason() {
    let house = House::open();
    let list = house.read(LIST).expect("the list is readable");
    let files = house.files().expect("git lists the files");
    let read = |file: &String| house.read(file).expect("the manifest is readable");
    let rust =
        files.iter().filter(|file| file.starts_with("crates/") && file.ends_with("/Cargo.toml"));
    let rust: Vec<Used> = rust.flat_map(|file| rust_uses(file, &read(file))).collect();
    let node = files.iter().filter(|file| file.ends_with("package.json"));
    let node: Vec<Used> = node.flat_map(|file| node_uses(file, &read(file))).collect();
    must_be_none(&[judge("rust", &list, &rust), judge("node", &list, &node)].concat());
}

/// A dependency where a manifest names it.
struct Used {
    file: String,
    line: usize,
    name: String,
}

fn rust_uses(file: &str, text: &str) -> Vec<Used> {
    let names = dependencies(text, &["dependencies", "dev-dependencies", "build-dependencies"]);
    let own = ["app", "domain", "frontend", "server", "tidy", "xtask"];
    let foreign = names.into_iter().filter(|name| !own.contains(&name.as_str()));
    foreign.map(|name| used(file, text, name)).collect()
}

fn node_uses(file: &str, text: &str) -> Vec<Used> {
    let manifest: serde_json::Value = serde_json::from_str(text).expect("the manifest is JSON");
    let tables = ["dependencies", "devDependencies", "optionalDependencies"];
    let tables = tables.iter().filter_map(|table| manifest.get(*table)?.as_object());
    let names = tables.flat_map(|table| table.keys().cloned());
    names.map(|name| used(file, text, name)).collect()
}

fn used(file: &str, text: &str, name: String) -> Used {
    Used { file: file.to_owned(), line: line_of(text, &name), name }
}

fn judge(kind: &str, list: &str, used: &[Used]) -> Vec<Finding> {
    let reasons = reasons(kind, list);
    let unlisted = used.iter().filter(|used| reason(&reasons, &used.name).is_none());
    let unlisted = unlisted.map(|used| Finding {
        file: used.file.clone(),
        line: used.line,
        what: format!("`{}` is not on the list", used.name),
        why: "Each dependency is kept up for years. Add it to crates/tidy/dependencies.toml with its reason.",
    });
    let known: BTreeSet<&str> =
        used.iter().filter_map(|used| Some(reason(&reasons, &used.name)?.0)).collect();
    let stale = reasons.iter().filter(|(name, why)| {
        !known.contains(name.as_str()) || why.split_whitespace().count() < REASON_WORDS_MIN
    });
    let stale = stale.map(|(name, _)| Finding {
        file: LIST.to_owned(),
        line: line_of(list, name),
        what: format!("`{name}` is used nowhere or has no reason"),
        why: "Remove the line, or say in a few words what it is for.",
    });
    unlisted.chain(stale).collect()
}

fn reasons(kind: &str, list: &str) -> BTreeMap<String, String> {
    let list: toml::Table = list.parse().expect("the list is TOML");
    let table =
        list.get(kind).and_then(toml::Value::as_table).expect("the list has a table per kind");
    let text = |why: &toml::Value| why.as_str().unwrap_or_default().to_owned();
    table.iter().map(|(name, why)| (name.clone(), text(why))).collect()
}

/// Finds a dependency by name, or a family by the name before its star.
fn reason<'a>(reasons: &'a BTreeMap<String, String>, name: &str) -> Option<(&'a str, &'a str)> {
    let fits = |known: &str| {
        known == name || known.strip_suffix('*').is_some_and(|family| name.starts_with(family))
    };
    let (known, why) = reasons.iter().find(|(known, _)| fits(known))?;
    Some((known, why))
}

#[test]
fn an_unlisted_and_a_stale_dependency_are_found() {
    let list = "[rust]\nserde = \"reads and writes the stored form\"\nold = \"was useful once\"\nshort = \"useful\"\n";
    let manifest = "[dependencies]\nserde = \"1\"\nshort = \"1\"\n[dev-dependencies]\nnovel = \"1\"\ndomain = \"1\"\n";
    let found = judge("rust", list, &rust_uses("crates/a/Cargo.toml", manifest));
    let places: Vec<(String, usize)> =
        found.into_iter().map(|found| (found.file, found.line)).collect();
    let list_line = |line| (LIST.to_owned(), line);
    assert_eq!(places, vec![("crates/a/Cargo.toml".to_owned(), 5), list_line(3), list_line(4)]);
}

#[test]
fn a_family_of_packages_has_one_reason() {
    let list = "[node]\n\"@utrecht/*\" = \"the components of the screens\"\n";
    let manifest = r#"{"devDependencies": {"@utrecht/button-css": "1", "left-pad": "1"}}"#;
    let found = judge("node", list, &node_uses("package.json", manifest));
    assert_eq!(found.len(), 1);
    assert!(found[0].what.contains("left-pad"), "{}", found[0].what);
}
