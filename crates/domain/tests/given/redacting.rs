//! What people ask when a text must go.

use domain::{Command, Entry, Region, TypedText};

use super::asking::Asking;

/// Why texts go in the tests.
pub const WHY: &str = "Dit hoort hier niet te staan.";

/// Removes a text of an entry, the `nth` from 0.
pub fn redact(entry: u64, nth: u32) -> Asking {
    redact_because(entry, nth, WHY)
}

/// The same, for a reason.
pub fn redact_because(entry: u64, nth: u32, why: &str) -> Asking {
    let reason = TypedText::new(why);
    Box::new(move |_| Command::Redact { entry, nth, reason: reason.clone() })
}

/// Removes the first text of the entry that came last.
pub fn redact_last() -> Asking {
    Box::new(|region: &Region| Command::Redact {
        entry: region.head,
        nth: 0,
        reason: TypedText::new(WHY),
    })
}

/// Returns the numbers of the entries in which a text stands.
pub fn entries_with(entries: &[Entry], text: &str) -> Vec<u64> {
    let holds = |entry: &&Entry| entry.event.texts().iter().any(|held| held.as_str() == text);
    entries.iter().filter(holds).map(|entry| entry.seq).collect()
}
