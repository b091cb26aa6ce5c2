//! The server of the simulation: a journal in its stored form, rights, and memory that can be lost.

use std::collections::BTreeMap;

use domain::stored::{Stored, decode, encode};
use domain::{
    Actor, Author, Command, CommandId, Entry, Event, Member, Moment, PersonId, Refusal, Region,
    Sent, decide_with_journal, evolve, redaction,
};

use crate::given::{asking::region, folded};

/// A row of the journal.
pub struct Row {
    seq: u64,
    at: Moment,
    by: Author,
    command: CommandId,
    stored: Stored,
}

/// What the server answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Taken in, up to this entry.
    Taken(u64),
    /// Refused, and why.
    Refused(Refusal),
    /// The id was used for something else.
    Reused,
}

/// The server.
pub struct Server {
    rows: Vec<Row>,
    accepted: BTreeMap<CommandId, (Option<PersonId>, Command, u64)>,
    pub rights: BTreeMap<PersonId, Member>,
    /// What it holds in memory, gone after a restart.
    pub region: Region,
    pub entries: Vec<Entry>,
}

impl Server {
    pub fn new(rights: BTreeMap<PersonId, Member>) -> Server {
        let begun = region();
        let mut server = Server {
            rows: vec![],
            accepted: BTreeMap::new(),
            rights,
            region: Region::new(begun.region.id),
            entries: vec![],
        };
        for entry in begun.entries {
            server.admit(entry);
        }
        server
    }

    /// Judges a command of this person, or of the installation.
    pub fn submit(&mut self, person: Option<PersonId>, sent: &Sent, at: Moment) -> Answer {
        let actor = person.map_or(Actor::System, |person| Actor::Member(self.rights[&person]));
        if let Some((by, command, seq)) = self.accepted.get(&sent.id) {
            let same = *by == person && *command == sent.command;
            return if same { Answer::Taken(*seq) } else { Answer::Reused };
        }
        let events = match decide_with_journal(&self.region, &self.entries, &actor, sent, at) {
            Ok(events) => events,
            Err(refusal) => return Answer::Refused(refusal),
        };
        if events.is_empty() {
            return Answer::Taken(self.region.head);
        }
        for event in events {
            let (seq, by, command) = (self.region.head + 1, actor.author(), sent.id);
            self.admit(Entry { seq, at, by, command, event });
        }
        let seq = self.region.head;
        self.accepted.insert(sent.id, (person, sent.command.clone(), seq));
        Answer::Taken(seq)
    }

    fn admit(&mut self, entry: Entry) {
        let Entry { seq, at, by, command, ref event } = entry;
        self.rows.push(Row { seq, at, by, command, stored: encode(event) });
        evolve(&mut self.region, &entry);
        let event = entry.event.clone();
        self.entries.push(entry);
        if let Event::TextRedacted { redaction, copies, .. } = event {
            self.rewrite(redaction::rewritten(&self.entries, redaction, &copies));
        }
    }

    /// Puts changed entries in their places, in memory and in what is stored.
    fn rewrite(&mut self, changed: Vec<Entry>) {
        for entry in changed {
            let at = usize::try_from(entry.seq - 1).unwrap();
            self.rows[at].stored = encode(&entry.event);
            self.entries[at] = entry;
        }
        self.region = folded(self.region.id, &self.entries);
    }

    /// Loses its memory and folds it anew from what is stored.
    pub fn restart(&mut self) {
        let before = std::mem::take(&mut self.region);
        self.entries.clear();
        for row in &self.rows {
            let Row { seq, at, by, command, ref stored } = *row;
            let event = decode(&stored.kind, stored.version, &stored.payload).unwrap();
            let entry = Entry { seq, at, by, command, event };
            evolve(&mut self.region, &entry);
            self.entries.push(entry);
        }
        assert_eq!(self.region, before, "what was stored folds into what was held");
    }

    /// Returns the commands that were accepted, each with its last entry.
    pub fn accepted(&self) -> impl Iterator<Item = (CommandId, u64)> + '_ {
        self.accepted.iter().map(|(id, (_, _, seq))| (*id, *seq))
    }
}
