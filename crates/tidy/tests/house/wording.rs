//! What people read stands in `words`, where it is rewritten, translated and tested.

use tidy::{Finding, Source, Token, TokenKind};

use crate::{every_source, room, sample};

/// Attributes and calls whose text is not read by people.
const UNREAD: [&str; 12] = [
    "class",
    "style",
    "id",
    "rel",
    "autocomplete",
    "d",
    "points",
    "viewBox",
    "transform",
    "content",
    "expect",
    "panic",
];

#[test]
fn sentences_stand_in_words_only() {
    every_source(judge);
}

fn judge(source: &Source) -> Vec<Finding> {
    let screen = matches!(room(&source.file, "crates/app/src"), Some("pages" | "parts"));
    if !screen {
        return Vec::new();
    }
    let tokens = source.tokens();
    let texts = tokens.iter().enumerate().filter_map(|(index, token)| match &token.kind {
        TokenKind::Text(text) if is_sentence(text) && !is_unread(&tokens[..index]) => {
            Some((token.line, text.clone()))
        }
        _ => None,
    });
    let bare = bare_words(&tokens);
    let finding = |(line, text): (usize, String)| Finding {
        file: source.file.clone(),
        line,
        what: format!("a sentence outside words: \"{text}\""),
        why: "Add a function to words in both languages and call it here.",
    };
    texts.chain(bare).map(finding).collect()
}

/// Two words or more, written the way people write: `utrecht-button` and `--x` are none.
fn is_sentence(text: &str) -> bool {
    2 <= text.split_whitespace().filter(|word| is_word(word)).count()
}

fn is_word(word: &str) -> bool {
    let word = word.trim_matches(|mark: char| mark.is_ascii_punctuation() && !"-_".contains(mark));
    2 <= word.chars().count() && word.chars().all(char::is_alphabetic)
}

fn is_unread(before: &[Token]) -> bool {
    let mut words = before.iter().rev().filter_map(|token| match &token.kind {
        TokenKind::Mark('=' | '(' | '!') => None,
        kind => Some(kind),
    });
    matches!(words.next(), Some(TokenKind::Word(word)) if UNREAD.contains(&word.as_str()))
}

/// Text that stands between tags without quotes: two words or more after a closing `>`.
fn bare_words(tokens: &[Token]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let rest: Vec<&str> = tokens[index + 1..]
            .iter()
            .map_while(|token| match &token.kind {
                TokenKind::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect();
        let ends = tokens.get(index + 1 + rest.len()).map(|token| &token.kind);
        let before = index.checked_sub(1).map(|before| &tokens[before].kind);
        let arrow = matches!(before, Some(TokenKind::Mark('-' | '=')));
        let stands_between_tags = ends == Some(&TokenKind::Mark('<'));
        if token.kind == TokenKind::Mark('>') && !arrow && 2 <= rest.len() && stands_between_tags {
            found.push((token.line, rest.join(" ")));
        }
    }
    found
}

#[test]
fn a_sentence_in_a_page_is_found_quoted_or_bare() {
    let page = |view: &str| {
        judge(&sample("crates/app/src/pages/a.rs", &format!("fn a() {{ view! {{ {view} }} }}")))
    };
    assert_eq!(page("<p>\"Deel dit antwoord\"</p>").len(), 1);
    assert_eq!(page("<p>Deel dit antwoord</p>").len(), 1);
    assert_eq!(page("<p title=\"Deel dit antwoord\">{words::share()}</p>").len(), 1);
    assert_eq!(page("<p class=\"badge quiet wide\">{words::share()}</p>"), vec![]);
    assert_eq!(page("<p class=(\"badge quiet wide\")>{move || words::share()}</p>"), vec![]);
    let proof = "fn a() { b.expect(\"the seq was checked above\") }";
    assert_eq!(judge(&sample("crates/app/src/parts/a.rs", proof)), vec![]);
    assert_eq!(
        judge(&sample(
            "crates/app/src/words/nl.rs",
            "fn a() -> &'static str { \"Deel dit antwoord\" }"
        )),
        vec![]
    );
}
