//! A trait stands for a choice; with one implementation there is none.

use std::collections::BTreeMap;

use tidy::{Finding, House, Source, must_be_none};

use crate::{room, sample};

#[test]
fn every_trait_has_more_than_one_implementation() {
    let sources = House::open().sources().expect("the repository is readable");
    must_be_none(&judge(&sources));
}

fn judge(sources: &[Source]) -> Vec<Finding> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in sources.iter().flat_map(Source::implementations) {
        *counts.entry(name).or_default() += 1;
    }
    let ours =
        sources.iter().filter(|source| room(&source.file, "crates/app/src") != Some("ports"));
    let traits =
        ours.flat_map(|source| source.traits().into_iter().map(move |found| (source, found)));
    let lonely = traits.filter(|(_, found)| counts.get(&found.name).is_none_or(|count| *count < 2));
    let finding = |(source, found): (&Source, tidy::Variant)| Finding {
        file: source.file.clone(),
        line: found.line,
        what: format!("the trait `{}` has fewer than two implementations", found.name),
        why: "Fewer rooms, shorter corridors: use the one type itself (the trait in ports is the exception).",
    };
    lonely.map(finding).collect()
}

#[test]
fn a_lonely_trait_is_found() {
    let one = "trait Clock {}\nimpl Clock for Wall {}";
    assert_eq!(judge(&[sample("crates/server/src/a.rs", one)]).len(), 1);
    let another = sample("crates/server/src/b.rs", "mod inner { impl super::Clock for Fixed {} }");
    assert_eq!(judge(&[sample("crates/server/src/a.rs", one), another]), vec![]);
    assert_eq!(judge(&[sample("crates/app/src/ports.rs", one)]), vec![]);
}
