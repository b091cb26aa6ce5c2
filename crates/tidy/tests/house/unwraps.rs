//! The program never gives up where it could answer.

use tidy::{Finding, Source, TokenKind};

use crate::{every_source, sample};

#[test]
fn no_program_gives_up() {
    every_source(judge);
}

fn judge(source: &Source) -> Vec<Finding> {
    let tokens = source.tokens();
    let pairs = tokens.windows(3).filter_map(|three| {
        match (&three[0].kind, &three[1].kind, &three[2].kind) {
            (TokenKind::Mark('.'), TokenKind::Word(word), TokenKind::Mark('('))
                if word == "unwrap" =>
            {
                Some((word, three[1].line))
            }
            (TokenKind::Word(word), TokenKind::Mark('!'), TokenKind::Mark('('))
                if gives_up(word) =>
            {
                Some((word, three[0].line))
            }
            _ => None,
        }
    });
    let finding = |(word, line): (&String, usize)| Finding {
        file: source.file.clone(),
        line,
        what: format!("`{word}` outside tests"),
        why: "Return an error that says what is wrong, or `expect` what this file itself proves.",
    };
    pairs.map(finding).collect()
}

fn gives_up(word: &str) -> bool {
    ["todo", "unimplemented", "dbg"].contains(&word)
}

#[test]
fn giving_up_is_found_in_the_program_and_allowed_in_tests() {
    let bad = sample("a.rs", "fn a() { b().unwrap(); }\nfn c() { todo!() }");
    let lines: Vec<usize> = judge(&bad).iter().map(|found| found.line).collect();
    assert_eq!(lines, vec![1, 2]);
    let good = sample(
        "a.rs",
        "fn a() { b().unwrap_or(1); }\n#[cfg(test)]\nmod tests { fn a() { b().unwrap(); } }",
    );
    assert_eq!(judge(&good), vec![]);
    assert_eq!(judge(&sample("crates/a/tests/b.rs", "fn a() { b().unwrap(); }")), vec![]);
}
