//! Which crate may depend on which, read from the manifests.

use tidy::{Finding, House, must_be_none};

/// A crate and the packages that it must never depend on.
const NEVER: [(&str, &[&str], &str); 3] = [
    (
        "domain",
        &[
            "app",
            "axum",
            "chrono",
            "getrandom",
            "jiff",
            "leptos",
            "rand",
            "server",
            "sqlx",
            "time",
            "tokio",
        ],
        "The domain must run and replay anywhere: give it what it needs as a value.",
    ),
    (
        "app",
        &["axum", "frontend", "server", "sqlx", "tokio", "leptos_axum"],
        "Screens do not know the store: ask through the trait in ports.",
    ),
    (
        "frontend",
        &["server", "sqlx", "axum", "tokio"],
        "The browser's entry starts the app and nothing else.",
    ),
];

#[test]
fn crates_depend_in_one_direction() {
    let house = House::open();
    let judged = NEVER.iter().flat_map(|(name, never, why)| {
        let file = format!("crates/{name}/Cargo.toml");
        let text = house.read(&file).expect("the manifest is readable");
        judge(&file, &text, never, why)
    });
    must_be_none(&judged.collect::<Vec<Finding>>());
}

fn judge(file: &str, text: &str, never: &[&str], why: &'static str) -> Vec<Finding> {
    let names = dependencies(text, &["dependencies", "build-dependencies"]);
    let forbidden = names.into_iter().filter(|name| never.contains(&name.as_str()));
    let finding = |name: String| Finding {
        file: file.to_owned(),
        line: line_of(text, &name),
        what: format!("`{name}` must not be a dependency here"),
        why,
    };
    forbidden.map(finding).collect()
}

/// Returns the names of the dependencies in some tables of a manifest.
pub fn dependencies(text: &str, tables: &[&str]) -> Vec<String> {
    let manifest: toml::Table = text.parse().expect("the manifest is TOML");
    let tables = tables.iter().filter_map(|table| manifest.get(*table)?.as_table());
    tables.flat_map(toml::Table::keys).cloned().collect()
}

/// Returns the line that names a dependency.
pub fn line_of(text: &str, name: &str) -> usize {
    let quoted = format!("\"{name}\"");
    let mut lines = text.lines();
    lines
        .position(|line| line.starts_with(name) || line.contains(&quoted))
        .map_or(1, |index| index + 1)
}

#[test]
fn a_domain_with_a_database_is_found() {
    let text = "[dependencies]\nserde.workspace = true\nsqlx = \"0.9\"\n[dev-dependencies]\ntokio = \"1\"\n";
    let found = judge("Cargo.toml", text, NEVER[0].1, NEVER[0].2);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].line, 3);
}
