//! The words in which the tests tell a rule: given a region, when someone asks something, then.
//!
//! Invariant: a region of a test is made by commands that were really accepted, one entry each
//! minute; nothing is put into it by hand.

#![allow(dead_code)] // Every test program uses its own part of these words.

pub mod acting;
pub mod actions;
pub mod asking;
pub mod attempts;
pub mod handing_over;
pub mod own_questions;
pub mod people;
pub mod redacting;
pub mod steps;

use domain::{
    CommandId, Day, Entry, Event, Fingerprint, GuardedText, Moment, Refusal, Region, RegionId,
    Sent, TypedText, decide_with_journal, evolve, redaction,
};
use uuid::Uuid;

use asking::{Asking, found};
use people::Who;

/// The region of the tests.
pub const REGION: RegionId = RegionId(Uuid::from_u128(0x5e61_0000));

const MINUTE_US: i64 = 60_000_000;

const DAY_US: i64 = 24 * 60 * MINUTE_US;

/// A region and how it came to be.
#[derive(Clone)]
pub struct Given {
    pub region: Region,
    pub entries: Vec<Entry>,
    asked: u128,
    /// How long nothing happened.
    waited: i64,
}

/// What became of a command.
#[derive(Clone)]
pub struct Then {
    before: Region,
    who: Who,
    sent: Sent,
    verdict: Result<Vec<Event>, Refusal>,
    after: Given,
}

/// Returns a region of which nothing is known yet.
pub fn nothing() -> Given {
    Given { region: Region::new(REGION), entries: vec![], asked: 0, waited: 0 }
}

/// Returns a region that was founded, without anyone in it.
pub fn founded() -> Given {
    nothing().and(people::system(), found("Regio Rivierland"))
}

/// Starts the telling of a rule.
pub fn given(given: Given) -> Given {
    given
}

impl Given {
    /// Goes on with something that was asked and accepted.
    pub fn and(self, who: Who, asking: Asking) -> Given {
        let then = self.when(who, asking);
        match then.verdict {
            Ok(_) => then.after,
            Err(refusal) => panic!("given {:?}: {refusal:?}", then.sent.command),
        }
    }

    /// Asks something.
    pub fn when(mut self, who: Who, asking: Asking) -> Then {
        self.asked += 1;
        let id = CommandId(Uuid::from_u128(self.asked));
        let sent = Sent { id, command: asking(&self.region) };
        self.judge(who, sent)
    }

    /// Asks something under an id of the test's own.
    pub fn judge(mut self, who: Who, sent: Sent) -> Then {
        let before = self.region.clone();
        let at = self.now();
        let verdict = decide_with_journal(&self.region, &self.entries, &who.actor(), &sent, at);
        for event in verdict.iter().flatten() {
            let (seq, by, command) = (self.region.head + 1, who.actor().author(), sent.id);
            let entry = Entry { seq, at, by, command, event: event.clone() };
            evolve(&mut self.region, &entry);
            self.entries.push(entry);
            if let Event::TextRedacted { redaction, copies, .. } = event {
                self.rewrite(redaction::rewritten(&self.entries, *redaction, copies));
            }
        }
        Then { before, who, sent, verdict, after: self }
    }

    /// Puts changed entries in their places and folds anew, as the server does.
    fn rewrite(&mut self, changed: Vec<Entry>) {
        for entry in changed {
            let at = usize::try_from(entry.seq - 1).unwrap();
            self.entries[at] = entry;
        }
        self.region = folded(self.region.id, &self.entries);
    }

    /// Returns the whole journal as it is written.
    pub fn written(&self) -> String {
        serde_json::to_string(&self.entries).unwrap()
    }

    /// Returns the time: a minute passes with every entry, beside the days in which nothing happened.
    pub fn now(&self) -> Moment {
        Moment(self.waited + i64::try_from(self.region.head).unwrap() * MINUTE_US)
    }

    /// Lets days go by in which nothing happens.
    pub fn days_later(mut self, days: i64) -> Given {
        self.waited += days * DAY_US;
        self
    }

    /// Goes on on this day, at nine in the morning in winter.
    pub fn on(self, day: &str) -> Given {
        let first: Day = "1970-01-01".parse().unwrap();
        let days = first.days_until(day.parse().unwrap());
        let now = self.now();
        let morning = Moment(days * DAY_US + 8 * 60 * MINUTE_US);
        Given { waited: self.waited + morning.0 - now.0, ..self }
    }
}

impl Then {
    /// It was refused for this reason, and nothing happened.
    #[track_caller]
    pub fn refused(self, reason: Refusal) {
        assert_eq!(self.verdict, Err(reason));
        assert_eq!(self.after.region, self.before, "a refusal touches nothing");
    }

    /// It was accepted, and this follows for the region.
    #[track_caller]
    pub fn then(self, holds: impl FnOnce(&Region)) -> Given {
        match &self.verdict {
            Ok(events) => assert!(!events.is_empty(), "nothing happened"),
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
        holds(&self.after.region);
        self.after
    }

    /// It was accepted as exactly these events.
    #[track_caller]
    pub fn happens(self, events: impl IntoIterator<Item = Event>) -> Given {
        assert_eq!(self.verdict, Ok(events.into_iter().collect()));
        self.after
    }

    /// The region already is as asked.
    #[track_caller]
    pub fn changes_nothing(self) -> Given {
        assert_eq!(self.verdict, Ok(vec![]));
        self.after
    }

    /// Returns what was decided.
    pub fn verdict(&self) -> Result<&[Event], &Refusal> {
        self.verdict.as_deref()
    }

    /// Returns what the region is afterwards, whatever the verdict.
    pub fn given(self) -> Given {
        self.after
    }

    /// The same command comes a second time.
    pub fn again(self) -> Then {
        assert!(self.verdict.is_ok(), "refused the first time: {:?}", self.verdict);
        self.after.judge(self.who, self.sent)
    }
}

/// Folds a journal.
pub fn folded(id: RegionId, entries: &[Entry]) -> Region {
    let mut region = Region::new(id);
    entries.iter().for_each(|entry| evolve(&mut region, entry));
    region
}

/// Returns the stored names of an enum's variants, as its reader lists them.
pub fn names_of<T: serde::de::DeserializeOwned>() -> std::collections::BTreeSet<String> {
    let Err(error) = serde_json::from_str::<T>(r#"{"?":{}}"#) else {
        panic!("`?` was taken for a variant");
    };
    let told = error.to_string();
    // "unknown variant `?`, expected one of `answer`, `explain`, …"
    told.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

/// Returns the stored name of a variant of an enum.
pub fn stored_name<T: serde::Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant).unwrap() {
        serde_json::Value::String(name) => name,
        value => value.as_object().unwrap().keys().next().unwrap().clone(),
    }
}

/// Returns the name of a text, as the base of an edit.
pub fn name_of(text: &str) -> Fingerprint {
    passed(text).fingerprint()
}

/// Returns a text that passed the guard.
pub fn passed(text: &str) -> GuardedText {
    GuardedText::pass(&TypedText::new(text)).unwrap()
}
