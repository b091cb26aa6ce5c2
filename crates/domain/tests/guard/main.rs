//! What the no-case guard finds and what it lets through, on a corpus of our own, and that nothing that
//! people may type makes it stumble.

use std::collections::BTreeMap;

use domain::guard::{Blocked, Pattern, inspect};
use proptest::prelude::*;

const GUILTY: &str = include_str!("guilty.txt");
const INNOCENT: &str = include_str!("innocent.txt");
/// Innocent sentences that may be refused, of a hundred.
const FALSE_ALARMS_MAX: usize = 2;

fn patterns(text: &str) -> Vec<Pattern> {
    let found = inspect(text).err().map(|blocked| blocked.findings).unwrap_or_default();
    found.into_iter().map(|finding| finding.pattern).collect()
}

/// Each line: the name of a pattern, a tab, and a sentence that holds it.
fn guilty() -> Vec<(Pattern, &'static str)> {
    let line = |line: &'static str| {
        let (name, sentence) = line.split_once('\t').expect("a pattern and a sentence");
        let name = serde_json::Value::String(name.to_owned());
        (serde_json::from_value(name).expect("the name of a pattern"), sentence)
    };
    GUILTY.lines().map(line).collect()
}

#[test]
fn every_pattern_is_found() {
    let mut found: BTreeMap<Pattern, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (pattern, sentence) in guilty() {
        let (hit, all) = found.entry(pattern).or_default();
        *all += 1;
        match patterns(sentence).contains(&pattern) {
            true => *hit += 1,
            false => missed.push(sentence),
        }
    }
    for (pattern, (hit, all)) in &found {
        println!("{pattern:?}: {hit} of {all} found");
    }
    assert!(300 <= guilty().len() && Pattern::ALL.iter().all(|one| 50 <= found[one].1));
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_organisations_write_passes() {
    let all = INNOCENT.lines().count();
    let refused: Vec<&str> = INNOCENT.lines().filter(|line| inspect(line).is_err()).collect();
    println!("{} of {all} innocent sentences refused", refused.len());
    assert!(300 <= all);
    assert!(refused.len() * 100 <= all * FALSE_ALARMS_MAX, "{refused:#?}");
}

#[test]
fn what_is_around_a_sentence_does_not_hide_it() {
    let mut around = INNOCENT.lines().cycle();
    for (pattern, sentence) in guilty() {
        let (before, after) =
            (around.next().unwrap_or_default(), around.next().unwrap_or_default());
        let text = format!("{before}\n{sentence}\n{after}");
        assert!(patterns(&text).contains(&pattern), "{text}");
    }
}

/// Dates and times stand beside each other in every agenda: their digits are no number of anybody.
#[test]
fn days_with_times_pass() {
    let mut refused = Vec::new();
    for (day, month) in (1..=28).flat_map(|day| (1..=12).map(move |month| (day, month))) {
        for (hour, minute) in [(9, 0), (9, 30), (10, 15), (14, 0), (14, 30), (16, 45)] {
            for date in [
                format!("{day}-{month}-2026"),
                format!("{day:02}-{month:02}-2026"),
                format!("{day:02}-{month:02}-26"),
                format!("{day}.{month}.2026"),
                format!("2026-{month:02}-{day:02}"),
                format!("{day:02}/{month:02}/2026"),
            ] {
                for time in [
                    format!("{hour:02}.{minute:02} uur"),
                    format!("{hour}.{minute:02}-17.00 uur"),
                    format!("{hour:02}:{minute:02}"),
                ] {
                    let text = format!("Overleg {date} {time}.");
                    if inspect(&text).is_err() {
                        refused.push(text);
                    }
                }
            }
        }
    }
    assert!(
        refused.is_empty(),
        "{} refused, such as {:#?}",
        refused.len(),
        refused.iter().take(5).collect::<Vec<_>>()
    );
}

#[test]
fn other_widths_of_digits_and_signs_hide_nothing() {
    for text in
        ["Over １２３４５６７８２ gebeld.", "Bel 06‑12 34 56 78 even.", "zonnetje＠gmail.com"]
    {
        assert_eq!(patterns(text).len(), 1, "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read(text in any::<String>()) {
        must_stand_in(&text)?;
    }

    #[test]
    fn what_stands_against_a_date_is_read(text in "[a-zé]{0,30} ?[(,]{0,2} ?(12-03-2009|3 mei 2008|1-1-99)[)]?[a-z]{0,3}") {
        must_stand_in(&text)?;
    }

    #[test]
    fn what_looks_like_a_finding_is_read(text in "[0-9a-zA-Z@()+./' \\-éÉ\n]{0,120}") {
        must_stand_in(&text)?;
    }
}

/// Findings stand in the text, in its order, and none over another.
fn must_stand_in(text: &str) -> Result<(), TestCaseError> {
    let Err(Blocked { findings }) = inspect(text) else { return Ok(()) };
    let chars = text.chars().count();
    prop_assert!(
        findings.iter().all(|finding| finding.start < finding.end && finding.end <= chars)
    );
    prop_assert!(findings.windows(2).all(|two| two[0].end <= two[1].start));
    Ok(())
}
