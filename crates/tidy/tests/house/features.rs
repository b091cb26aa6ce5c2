//! Readers see one program: what differs between server and browser stands in `platform/`.

use tidy::{Finding, Source, TokenKind};

use crate::{below, every_source, sample};

#[test]
fn only_platform_and_crate_roots_know_where_they_run() {
    every_source(judge);
}

fn judge(source: &Source) -> Vec<Finding> {
    let root = source.file.ends_with("/src/lib.rs") || source.file.ends_with("/src/main.rs");
    if root || is_platform(&source.file) {
        return Vec::new();
    }
    let tokens = source.tokens();
    let kinds: Vec<&TokenKind> = tokens.iter().map(|token| &token.kind).collect();
    let found = kinds.iter().enumerate().filter_map(|(index, kind)| match kind {
        TokenKind::Word(word) if word == "feature" && asks_feature(&kinds[index..]) => {
            Some((index, "cfg(feature)"))
        }
        TokenKind::Word(word) if word == "web_sys" => Some((index, "web_sys")),
        _ => None,
    });
    let finding = |(index, what): (usize, &str)| Finding {
        file: source.file.clone(),
        line: tokens[index].line,
        what: format!("`{what}` outside platform/ and crate roots"),
        why: "Give platform/ a function with both answers and call that.",
    };
    found.map(finding).collect()
}

fn is_platform(file: &str) -> bool {
    below(file, "crates/app/src/platform").is_some() || file == "crates/app/src/platform.rs"
}

fn asks_feature(kinds: &[&TokenKind]) -> bool {
    matches!(kinds, [_, TokenKind::Mark('='), TokenKind::Text(_), ..])
}

#[test]
fn a_page_that_asks_where_it_runs_is_found() {
    let asks = "#[cfg(feature = \"hydrate\")]\nfn a() { web_sys::window(); }";
    let lines: Vec<usize> = judge(&sample("crates/app/src/pages/grid.rs", asks))
        .iter()
        .map(|found| found.line)
        .collect();
    assert_eq!(lines, vec![1, 2]);
    assert_eq!(
        judge(&sample("crates/app/src/pages/grid.rs", "fn a() { if cfg!(feature = \"ssr\") {} }"))
            .len(),
        1
    );
    assert_eq!(judge(&sample("crates/app/src/platform/outbox.rs", asks)), vec![]);
    assert_eq!(judge(&sample("crates/app/src/lib.rs", asks)), vec![]);
    let plain = "fn a(feature: u8) { let feature = feature; }";
    assert_eq!(judge(&sample("crates/app/src/pages/grid.rs", plain)), vec![]);
}
