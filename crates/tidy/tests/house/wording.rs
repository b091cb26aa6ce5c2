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

#[test]
fn every_sentence_stands_beside_its_translation() {
    every_source(judge_words);
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

/// A sentence in words stands in `pick(…)` or `phrases!`, in the arm of a language, where the compiler sees to the
/// other one, or in a constant with a twin: `LEAD_NL` and `LEAD_EN`.
fn judge_words(source: &Source) -> Vec<Finding> {
    if room(&source.file, "crates/app/src") != Some("words") {
        return Vec::new();
    }
    let tokens = source.tokens();
    let mut around: Vec<bool> = Vec::new();
    let (mut arm, mut twin) = (false, false);
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match &token.kind {
            TokenKind::Mark('(' | '[' | '{') => around.push(translates(&tokens[..index])),
            TokenKind::Word(word) if word == "const" || word == "fn" => {
                twin = has_twin(&tokens, index + 1)
            }
            TokenKind::Mark(')' | ']' | '}') => drop(around.pop()),
            TokenKind::Mark('>') if ends_with(&tokens[..index], '=') => {
                arm = names_language(&tokens, token.line)
            }
            TokenKind::Text(text) if is_sentence(text) && !is_unread(&tokens[..index]) => {
                let both = arm || twin || around.contains(&true);
                found.extend((!both).then(|| one_language(source, token.line, text)));
            }
            _ => {}
        }
    }
    found
}

fn one_language(source: &Source, line: usize, text: &str) -> Finding {
    Finding {
        file: source.file.clone(),
        line,
        what: format!("a sentence in one language: \"{text}\""),
        why: "Write it with `pick` or `phrases!`, so that it exists in every language or does not compile.",
    }
}

fn has_twin(tokens: &[Token], index: usize) -> bool {
    let Some(TokenKind::Word(name)) = tokens.get(index).map(|token| &token.kind) else {
        return false;
    };
    let twin = match (name.strip_suffix("_NL"), name.strip_suffix("_EN")) {
        (Some(name), _) => format!("{name}_EN"),
        (_, Some(name)) => format!("{name}_NL"),
        _ => return false,
    };
    tokens.iter().any(|token| token.kind == TokenKind::Word(twin.clone()))
}

fn translates(before: &[Token]) -> bool {
    let mut words = before.iter().rev().filter_map(|token| match &token.kind {
        TokenKind::Mark('!') => None,
        kind => Some(kind),
    });
    matches!(words.next(), Some(TokenKind::Word(word)) if word == "pick" || word == "phrases")
}

fn ends_with(before: &[Token], mark: char) -> bool {
    before.last().is_some_and(|token| token.kind == TokenKind::Mark(mark))
}

fn names_language(tokens: &[Token], line: usize) -> bool {
    tokens
        .iter()
        .any(|token| token.line == line && token.kind == TokenKind::Word("Language".into()))
}

/// Two words or more, written the way people write: `utrecht-button` and `--x` are none.
fn is_sentence(text: &str) -> bool {
    2 <= text.split_whitespace().filter(|word| is_word(word)).count()
}

fn is_word(word: &str) -> bool {
    if word.contains('{') {
        return false;
    }
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

#[test]
fn a_sentence_in_one_language_is_found() {
    let words = |body: &str| judge_words(&sample("crates/app/src/words/a.rs", body));
    assert_eq!(words("fn a() -> &str { \"Deel dit antwoord\" }").len(), 1);
    assert_eq!(words("fn a(b: B) { match b {\n B::C => \"Deel dit antwoord\",\n } }").len(), 1);
    assert_eq!(
        words("fn a() { self.pick(\"Deel dit antwoord\".into(), format!(\"Share this answer\")) }"),
        vec![]
    );
    assert_eq!(words("phrases! { share: \"Deel dit antwoord\", \"Share this answer\"; }"), vec![]);
    assert_eq!(
        words("fn a(b: B) { match b {\n Language::Nl => \"Deel dit antwoord\",\n } }"),
        vec![]
    );
    let alone = "const LEAD_NL: &str = \"Deel dit antwoord\";";
    assert_eq!(words(alone).len(), 1);
    assert_eq!(words(&format!("{alone} const LEAD_EN: &str = \"Share this answer\";")), vec![]);
    let after = "const A_NL: u8 = 1; const A_EN: u8 = 1; fn a() -> &str { \"Deel dit antwoord\" }";
    assert_eq!(words(after).len(), 1);
}
