//! Statements stand only where one place is responsible for a table.

use tidy::{Finding, Source, TokenKind};

use crate::{every_source, room, sample};

/// The rooms of the server that may speak SQL (ARCHITECTURE.md names the same list).
/// `db` opens the two engines and asks their version; the others own their tables.
pub const STORES: [&str; 9] =
    ["audit", "db", "files", "journal", "mail", "people", "redact", "reports", "sessions"];

const STATEMENTS: [&str; 12] = [
    "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "ALTER ", "DROP ", "WITH ", "PRAGMA ",
    "BEGIN", "LISTEN ", "NOTIFY ",
];

#[test]
fn statements_stand_in_the_stores_only() {
    every_source(judge);
}

fn judge(source: &Source) -> Vec<Finding> {
    let store = room(&source.file, "crates/server/src").is_some_and(|room| STORES.contains(&room));
    let workshop =
        source.file.starts_with("crates/tidy/") || source.file.starts_with("crates/xtask/");
    // The floors of the measurements speak to the engines without the house in between.
    let floor = source.file.contains("/examples/");
    if store || workshop || floor {
        return Vec::new();
    }
    let tokens = source.tokens().into_iter();
    let statements =
        tokens.filter(|token| matches!(&token.kind, TokenKind::Text(text) if is_statement(text)));
    let finding = |token: tidy::Token| Finding {
        file: source.file.clone(),
        line: token.line,
        what: "an SQL statement outside the stores".into(),
        why: "One place per table keeps the schema changeable. Move it to the store that owns the table and call that.",
    };
    statements.map(finding).collect()
}

fn is_statement(text: &str) -> bool {
    let text = text.trim_start();
    STATEMENTS.iter().any(|statement| text.starts_with(statement))
}

#[test]
fn a_statement_in_a_door_is_found() {
    let text = "fn a() { ask(\"SELECT head\n FROM region\") }";
    assert_eq!(judge(&sample("crates/server/src/door/commands.rs", text)).len(), 1);
    assert_eq!(judge(&sample("crates/server/src/regions.rs", text)).len(), 1);
    assert_eq!(judge(&sample("crates/server/src/journal.rs", text)), vec![]);
    assert_eq!(judge(&sample("crates/server/src/people/rights.rs", text)), vec![]);
    let words = sample("crates/server/src/door/commands.rs", "fn a() { say(\"Select a check\") }");
    assert_eq!(judge(&words), vec![]);
}
