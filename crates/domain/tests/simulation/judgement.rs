//! What must be so when it has fallen quiet.

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::Wording;
use domain::view::snapshot_for;
use domain::{CommandId, Entry, Event, Region, evolve, stored};

use crate::device::{Device, Told};
use crate::given::steps::canaries;
use crate::world::World;

/// Judges a world that has fallen quiet.
pub fn judge(world: &World) {
    let entries = &world.server.entries;
    the_journal_has_no_gaps(entries);
    every_command_has_its_effect_once(world);
    merges_lose_no_word(entries, world.server.region.id);
    for device in &world.devices {
        the_desk_shows_what_the_server_holds(device, &world.server.region);
        nothing_typed_is_lost(device, entries);
    }
}

fn the_journal_has_no_gaps(entries: &[Entry]) {
    for (expected, entry) in (1..).zip(entries) {
        assert_eq!(entry.seq, expected);
    }
}

/// The entries of one command stand together, end where it was acknowledged, and are there once.
fn every_command_has_its_effect_once(world: &World) {
    let mut runs: BTreeMap<CommandId, Vec<u64>> = BTreeMap::new();
    for run in world.server.entries.chunk_by(|a, b| a.command == b.command) {
        runs.entry(run[0].command).or_default().push(run[run.len() - 1].seq);
    }
    for (command, seq) in world.server.accepted() {
        assert_eq!(runs.get(&command), Some(&vec![seq]), "{command} has its effect once");
    }
    let mut edits = BTreeSet::new();
    for entry in &world.server.entries {
        // Last words and the end of a thread are two things, and so are an action and its offer.
        let (kind, action) = (stored::encode(&entry.event).kind, entry.event.action());
        assert!(
            edits.insert((entry.command, entry.event.sheet(), kind, action)),
            "{} did the same twice",
            entry.command
        );
    }
}

fn the_desk_shows_what_the_server_holds(device: &Device, region: &Region) {
    assert!(device.desk.pending().is_empty());
    let viewer = device.desk.insider().viewer();
    assert_eq!(device.desk.shown(), &snapshot_for(&viewer, region), "{:?}", device.person);
}

/// What someone typed is in the journal as they typed it or merged, or was there already, or they
/// were told that it was refused.
fn nothing_typed_is_lost(device: &Device, entries: &[Entry]) {
    for (command, told) in &device.told {
        assert_ne!(told, &Told::Waits, "{command} was forgotten");
    }
    for (command, mine) in &device.typed {
        if matches!(device.told[command], Told::Refused(_)) {
            continue;
        }
        let kept = entries.iter().any(|entry| match &entry.event {
            Event::ExplanationDrafted { text, typed, .. }
            | Event::RegionalExplanationDrafted { text, typed, .. } => {
                let kept = typed.as_ref().unwrap_or(text);
                // What was removed afterwards was there once.
                entry.command == *command && (kept == mine || kept.redacted().is_some())
            }
            _ => false,
        });
        assert!(kept, "{command} was taken in, and its text is nowhere");
    }
}

/// A merge keeps every word that a colleague added since, and the words of the one who merges.
fn merges_lose_no_word(entries: &[Entry], id: domain::RegionId) {
    let mut region = Region::new(id);
    // Where texts were removed nobody can tell any more what was merged.
    let is_redacted =
        |entry: &&Entry| entry.event.texts().iter().any(|text| text.redacted().is_some());
    let redacted: BTreeSet<_> =
        entries.iter().filter(is_redacted).filter_map(|entry| entry.event.sheet()).collect();
    for entry in entries {
        let is_whole = entry.event.sheet().is_some_and(|sheet| !redacted.contains(&sheet));
        let wording = match &entry.event {
            Event::PartnerTextDrafted { wording, .. } => *wording,
            _ => Wording::Explanation,
        };
        if let Event::ExplanationDrafted { base, text, typed: Some(typed), .. }
        | Event::RegionalExplanationDrafted { base, text, typed: Some(typed), .. }
        | Event::PartnerTextDrafted { base, text, typed: Some(typed), .. } = &entry.event
            && is_whole
        {
            let key = entry.event.sheet().unwrap();
            let start = words(region.text_named(key, wording, *base).unwrap().as_str());
            let theirs = words(region.working(key).text(wording).as_str());
            let mine = words(typed.as_str());
            let merged = words(text.as_str());
            for word in theirs.difference(&start).chain(mine.difference(&start)) {
                assert!(merged.contains(word), "{word} was lost in the merge of {}", entry.seq);
            }
        }
        evolve(&mut region, entry);
    }
}

fn words(text: &str) -> BTreeSet<String> {
    canaries(text).into_iter().map(|(_, word)| word).collect()
}
