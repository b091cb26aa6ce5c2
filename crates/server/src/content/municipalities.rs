//! The municipalities of the Netherlands, as Statistics Netherlands lists them.
//!
//! Invariant: each stands there once, with a code of its own; the list belongs to this release.

use std::sync::LazyLock;

/// A municipality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KnownMunicipality {
    /// The code, such as `GM0363`.
    pub code: &'static str,
    /// The name.
    pub name: &'static str,
    /// The safety region that it belongs to: neighbours work together already.
    pub safety_region: &'static str,
}

const FILE: &str = include_str!("../../../../content/gemeenten.csv");

/// All of them, by name.
pub static MUNICIPALITIES: LazyLock<Vec<KnownMunicipality>> = LazyLock::new(|| {
    let mut all: Vec<_> = FILE.lines().skip(1).filter_map(read).collect();
    all.sort_by_key(|known| sorted_as(known.name));
    all
});

fn read(line: &'static str) -> Option<KnownMunicipality> {
    let mut cells = line.split(';');
    let (code, name, safety_region) = (cells.next()?, cells.next()?, cells.next()?);
    Some(KnownMunicipality { code, name, safety_region })
}

/// Returns the letters that a name is found under: "'s-Hertogenbosch" under the H.
fn sorted_as(name: &str) -> String {
    name.trim_start_matches("'s-").trim_start_matches("'s ").to_lowercase()
}

/// Returns the municipality with a code.
pub fn with_code(code: &str) -> Option<KnownMunicipality> {
    MUNICIPALITIES.iter().find(|known| known.code == code).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_a_municipality_and_none_stands_there_twice() {
        assert_eq!(MUNICIPALITIES.len(), FILE.lines().count() - 1);
        assert_eq!(MUNICIPALITIES.len(), 342);
        let of = |cell: fn(&KnownMunicipality) -> &str| {
            MUNICIPALITIES.iter().map(cell).collect::<BTreeSet<_>>()
        };
        assert_eq!(of(|known| known.code).len(), 342);
        assert_eq!(of(|known| known.name).len(), 342);
        assert_eq!(of(|known| known.safety_region).len(), 25);
        let fits = |code: &str| {
            code.len() == 6 && code.starts_with("GM") && code[2..].parse::<u16>().is_ok()
        };
        assert!(MUNICIPALITIES.iter().all(|known| fits(known.code) && !known.name.is_empty()));
        assert_eq!(with_code("GM0363").map(|known| known.name), Some("Amsterdam"));
        assert_eq!(with_code("GM9999"), None);
    }
}
