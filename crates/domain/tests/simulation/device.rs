//! A device with someone at it: a desk, and the commands that the device keeps until answered.

use std::collections::{BTreeMap, VecDeque};

use domain::view::snapshot_for;
use domain::{
    Command, CommandId, Delivery, Desk, GuardedText, Member, Moment, PersonId, Refusal, Region,
    Sent,
};

use crate::given::passed;
use crate::given::steps::{Step, command};
use crate::server::Answer;

/// How many ticks a device waits for an answer before it asks again.
const PATIENCE: u64 = 12;

/// What became of a command, as the person at the device knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// Nothing yet: it waits.
    Waits,
    /// It was taken in.
    Taken,
    /// It was refused, in words.
    Refused(Refusal),
}

/// A device.
pub struct Device {
    pub person: PersonId,
    pub desk: Desk,
    /// Kept on the device, also over a reload; oldest first.
    pub outbox: VecDeque<(Sent, Moment)>,
    pub online: bool,
    /// The stream that the device listens to; what another stream brings is ignored.
    pub stream: u64,
    /// The last entry that the server put on that stream.
    pub streamed: u64,
    pub told: BTreeMap<CommandId, Told>,
    /// The texts that were typed, by the command that brings them.
    pub typed: BTreeMap<CommandId, GuardedText>,
    asked_at: Option<u64>,
}

impl Device {
    pub fn new(member: Member, region: &Region) -> Device {
        let snapshot = snapshot_for(&member.viewer(), region);
        Device {
            person: member.person,
            streamed: snapshot.head,
            desk: Desk::new(member, snapshot),
            outbox: VecDeque::new(),
            online: true,
            stream: 0,
            told: BTreeMap::new(),
            typed: BTreeMap::new(),
            asked_at: None,
        }
    }

    /// The person at the device does something. Returns whether it waits for the server now.
    pub fn act(&mut self, step: Step, number: u32, now: Moment) -> bool {
        let own = self.desk.insider().organisation();
        let sent = command(step, number, own, self.desk.shown());
        let id = sent.id;
        let waiting = self.desk.pending().len();
        if let Err(refusal) = self.desk.attempt(sent.clone(), now) {
            self.told.insert(id, Told::Refused(refusal));
            return false;
        }
        if self.desk.pending().len() == waiting {
            return false;
        }
        if let Command::Explain { text, .. } = &sent.command {
            self.typed.insert(id, passed(text.as_str()));
        }
        self.told.insert(id, Told::Waits);
        self.outbox.push_back((sent, now));
        true
    }

    /// Returns what to send now: the oldest command, once, and again when no answer comes.
    pub fn asks(&mut self, tick: u64) -> Option<Sent> {
        let due = self.asked_at.is_none_or(|at| at + PATIENCE <= tick);
        if !self.online || !due {
            return None;
        }
        let (sent, _) = self.outbox.front()?;
        self.asked_at = Some(tick);
        Some(sent.clone())
    }

    /// The server answered a command. Returns what that says, unless it was known.
    pub fn hear(&mut self, command: CommandId, answer: Answer) -> Option<&Told> {
        if self.outbox.front().is_none_or(|(sent, _)| sent.id != command) {
            return None;
        }
        self.outbox.pop_front();
        self.asked_at = None;
        let told = match answer {
            Answer::Taken(seq) => {
                self.desk.acknowledge(command, seq);
                Told::Taken
            }
            Answer::Refused(refusal) => {
                self.desk.reject(command);
                Told::Refused(refusal)
            }
            Answer::Reused => panic!("no id is used twice"),
        };
        Some(self.told.entry(command).insert_entry(told).into_mut())
    }

    /// An entry arrives. Returns whether the device must ask for what it missed.
    pub fn receive(&mut self, delivery: &Delivery) -> bool {
        self.desk.receive(delivery).is_err()
    }

    /// The page is loaded anew, or the person's rights have changed: the desk is laid again, and
    /// what the device kept waits on it.
    pub fn reload(&mut self, member: Member, region: &Region) {
        let snapshot = snapshot_for(&member.viewer(), region);
        self.listen_from(snapshot.head);
        self.desk = Desk::new(member, snapshot);
        for (sent, at) in &self.outbox {
            self.desk.resume(sent.clone(), *at);
        }
        self.asked_at = None;
    }

    /// Opens another stream, from this entry on.
    pub fn listen_from(&mut self, head: u64) {
        self.stream += 1;
        self.streamed = head;
    }
}
