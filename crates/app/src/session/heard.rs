//! What is told to the reader while they have a page open: it counts on beside the way to the notices.
//!
//! Invariant: it counts what a page that is loaded anew would. Where this copy of the region does not know whom an
//! entry concerns, because it holds few actions, the server is asked.

use domain::notice::nearness;
use domain::{ActionId, CommandId, Delivery};
use leptos::prelude::*;

use super::Session;
use crate::page::NOTICES_COUNT;
use crate::platform;

/// What comes within this time is asked about once.
const ASK_AFTER_MS: u32 = 1_000;

/// What was told since the page was made.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    /// What the server said, if it was asked.
    said: RwSignal<Option<usize>>,
    /// What came since.
    since: RwSignal<usize>,
    /// What one command did with the same thing is told once.
    last: StoredValue<Option<(CommandId, Option<ActionId>)>>,
    /// Whether the server is about to be asked.
    asks: StoredValue<bool>,
}

impl Heard {
    pub(super) fn new() -> Self {
        Heard {
            said: RwSignal::new(None),
            since: RwSignal::new(0),
            last: StoredValue::new(None),
            asks: StoredValue::new(false),
        }
    }
}

impl Session {
    /// Returns how many notices are new, of which so many were when the page was made.
    pub fn notices(self, known: usize) -> usize {
        self.heard.said.get().unwrap_or(known) + self.heard.since.get()
    }

    /// Counts an entry that arrived, if it is told to the reader.
    pub(super) fn note_notice(self, delivery: &Delivery) {
        let (Delivery::Full(entry), insider) = (delivery, self.insider()) else { return };
        let Some(member) = insider.member() else { return };
        if entry.by.person == Some(member.person) {
            return;
        }
        let action = entry.event.action();
        let (near, is_known) = self.desk.with_value(|desk| {
            let region = desk.shown();
            let is_known = action.is_none_or(|action| region.actions.contains_key(&action));
            (nearness(region, member, entry), is_known)
        });
        let told = Some((entry.command, action));
        if near.is_some() && self.heard.last.get_value() != told {
            self.heard.last.set_value(told);
            self.heard.since.update(|count| *count += 1);
        } else if near.is_none() && !is_known {
            self.ask_soon_how_many();
        }
    }

    /// Asks the server how many are new, soon, unless it is about to be asked.
    pub(super) fn ask_soon_how_many(self) {
        if !self.heard.asks.get_value() {
            self.heard.asks.set_value(true);
            platform::after(ASK_AFTER_MS, move || platform::spawn(self.ask_how_many()));
        }
    }

    /// Asks the server how many are new. Where it does not answer, the next page says so.
    async fn ask_how_many(self) {
        self.heard.asks.set_value(false);
        let before = self.heard.since.get_untracked();
        let Ok(answered) = platform::get_json(NOTICES_COUNT, self.insider().person()).await else {
            return;
        };
        if let (200, Ok(count)) = (answered.status, answered.body.parse()) {
            let came = self.heard.since.get_untracked() - before;
            self.heard.said.set(Some(count));
            self.heard.since.set(0);
            if 0 < came {
                // Whether the server counted what came meanwhile, nobody knows here.
                self.ask_soon_how_many();
            }
        }
    }
}
