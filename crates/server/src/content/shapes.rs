//! How ids, addresses and the like are written in content files.
//!
//! Invariant: each function accepts exactly one spelling of a thing.

use domain::checklist::Place;
use domain::{CheckId, QuestionId, Scope};

/// Stands for a question that could not be read and was reported.
pub(super) const NO_QUESTION: QuestionId = QuestionId::new(0, 0);

/// Reads who can arrange a question.
pub(super) fn scope(text: &str) -> Option<Scope> {
    match text {
        "municipal" => Some(Scope::Municipal),
        "regional" => Some(Scope::Regional),
        _ => None,
    }
}

/// Reads where a box stands.
pub(super) fn place(text: &str) -> Option<Place> {
    match text {
        "introduction" => Some(Place::Introduction),
        "tools" => Some(Place::Tools),
        check => check.parse().ok().map(Place::Check),
    }
}

/// Reads a SHA-256 in hexadecimal.
pub(super) fn fingerprint(text: &str) -> Option<String> {
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (text.len() == 64 && text.bytes().all(hexadecimal)).then(|| text.to_owned())
}

/// Reads a suggestion's id: its check and its number.
pub(super) fn suggestion(text: &str) -> Option<(CheckId, u8)> {
    let question: QuestionId = text.strip_prefix('S')?.parse().ok()?;
    if question.is_own() {
        return None;
    }
    Some((question.check(), question.number()))
}

/// Returns a reader of ids that are one letter and two digits.
pub(super) fn numbered<I>(letter: char, id: impl Fn(String) -> I) -> impl Fn(&str) -> Option<I> {
    move |text| {
        let digits = text.strip_prefix(letter)?;
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        (plain && digits != "00").then(|| id(text.to_owned()))
    }
}

/// Returns whether this is a short name: small letters, digits and single hyphens.
pub(super) fn slug(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.split('-').all(word)
}

/// Returns whether this is a link's id: `R-` and capitals, digits and hyphens.
pub(super) fn link(text: &str) -> bool {
    text.strip_prefix("R-").is_some_and(|name| slug(&name.to_ascii_lowercase()))
        && !text.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Returns the first id of a link that a text names. Readers see titles, never ids.
pub(super) fn link_in(text: &str) -> Option<&str> {
    let outside = |sign: char| !(sign.is_alphanumeric() || sign == '-');
    text.split(outside).map(|word| word.trim_end_matches('-')).find(|word| link(word))
}

/// Returns whether this is a complete web address without anything that does not belong in one.
pub(super) fn url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&byte);
    host.contains('.') && host.split('.').all(label) && rest.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_complete_and_plain() {
        for good in [
            "https://hetccv.nl/onderwerpen/mensenhandel/",
            "http://www.nji.nl",
            "https://a.nl/b%20c.pdf?d=e#f",
        ] {
            assert!(url(good), "{good}");
        }
        for bad in [
            "",
            "hetccv.nl",
            "ftp://a.nl",
            "https://",
            "https://a",
            "https://a..nl",
            "https://-a.nl",
            "https://a.nl/b c",
            "https://a.nl/\"x",
            "javascript://a.nl",
            "https://a.nl:80@b.nl",
            "https://a.nl/é",
        ] {
            assert!(!url(bad), "{bad}");
        }
    }

    #[test]
    fn ids_have_one_spelling() {
        assert!(numbered('P', |id| id)("P01").is_some());
        for bad in ["P1", "P001", "p01", "T01", "P00", "P0a", ""] {
            assert!(numbered('P', |id| id)(bad).is_none(), "{bad}");
        }
        assert!(link("R-NJI-WIJK"));
        for bad in ["R-", "R-a", "NJI", "R-A--B", "R-A-"] {
            assert!(!link(bad), "{bad}");
        }
        assert_eq!(link_in("Zie (R-NJI-WIJK)."), Some("R-NJI-WIJK"));
        assert_eq!(link_in("Een tv-programma, een R-film en PR-WERK."), None);
        assert_eq!(suggestion("S2.1"), Some((CheckId(2), 1)));
        assert_eq!(suggestion("2.1"), None);
    }
}
