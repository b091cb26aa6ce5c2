//! The world of the simulation: devices, a bad network, and a seeded plan of what goes wrong.

use std::collections::BTreeMap;

use domain::view::{entry_for, snapshot_for};
use domain::{
    Command, CommandId, Delivery, Member, Moment, OrganisationId, PersonId, Region, Role, RoundId,
    Sent, TypedText,
};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use crate::device::{Device, Told};
use crate::given::people::{TOWN, VILLAGE, member};
use crate::given::steps::Step;
use crate::server::{Answer, Server};

const TICKS: u64 = 150;
const QUIET_TICKS_MAX: u64 = 2_000;
const TICK_US: i64 = 1_000_000;

enum Message {
    Request { sent: Sent },
    Answer { command: CommandId, answer: Answer },
    Entry { stream: u64, delivery: Delivery },
    Snapshot { stream: u64, region: Box<Region> },
}

/// How often each thing happened, so that a simulation in which nothing happens is noticed.
#[derive(Default, Debug)]
pub struct Tally(BTreeMap<&'static str, u64>);

impl Tally {
    fn note(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub fn add(&mut self, other: &Tally) {
        for (what, count) in &other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    pub fn assert_that_everything_happened(&self) {
        for what in [
            "acted",
            "lost",
            "doubled",
            "gap",
            "offline",
            "reload",
            "server restart",
            "role change",
            "taken",
            "refused",
            "round closed",
            "id reused",
            "merged",
            "redacted",
            "action",
        ] {
            let count = self.0.get(what).copied().unwrap_or_default();
            assert!(20 <= count, "{what} happened {count} times only: {self:?}");
        }
    }
}

/// Everything there is.
pub struct World {
    rng: StdRng,
    tick: u64,
    number: u32,
    quiet: bool,
    pub server: Server,
    pub devices: Vec<Device>,
    /// What is under way, by the tick at which it arrives.
    under_way: BTreeMap<(u64, u64), (usize, Message)>,
    posted: u64,
    pub tally: Tally,
}

fn members() -> [Member; 7] {
    let of = |number, organisation: OrganisationId, role, may_adopt| {
        member(number, organisation, role, may_adopt)
    };
    let lead = of(3, TOWN, Role::Editor, true);
    [
        of(2, TOWN, Role::Editor, false),
        lead,
        lead, // The same person, at a second device.
        of(2, VILLAGE, Role::Editor, true),
        of(3, VILLAGE, Role::Editor, false),
        of(1, TOWN, Role::Coordinator, true),
        of(5, TOWN, Role::Observer, false),
    ]
}

impl World {
    pub fn new(seed: u64) -> World {
        let rights: BTreeMap<PersonId, Member> =
            members().into_iter().map(|member| (member.person, member)).collect();
        let server = Server::new(rights);
        let device = |member| Device::new(member, &server.region);
        World {
            rng: StdRng::seed_from_u64(seed),
            tick: 0,
            number: 10_000,
            quiet: false,
            devices: members().into_iter().map(device).collect(),
            server,
            under_way: BTreeMap::new(),
            posted: 0,
            tally: Tally::default(),
        }
    }

    /// Lives through the plan of this seed.
    pub fn live(&mut self) {
        for _ in 0..TICKS {
            self.trouble();
            for at in 0..self.devices.len() {
                self.trouble_at(at);
                if self.rng.random_bool(0.15) {
                    self.act(at);
                }
            }
            self.turn();
        }
    }

    /// Lets everything that is under way arrive; nothing gets lost any more.
    pub fn fall_quiet(&mut self) {
        self.quiet = true;
        for at in 0..self.devices.len() {
            self.devices[at].online = true;
            self.reconnect(at);
        }
        let end = self.tick + QUIET_TICKS_MAX;
        while !self.is_quiet() {
            assert!(self.tick < end, "it does not fall quiet");
            for at in 0..self.devices.len() {
                self.compare_heads(at);
            }
            self.turn();
        }
        self.restart_server();
    }

    fn is_quiet(&self) -> bool {
        let head = self.server.region.head;
        let settled = |device: &Device| device.outbox.is_empty() && device.desk.head() == head;
        self.under_way.is_empty() && self.devices.iter().all(settled)
    }

    fn now(&self) -> Moment {
        Moment(1_000 * TICK_US + i64::try_from(self.tick).unwrap() * TICK_US)
    }

    fn act(&mut self, at: usize) {
        self.number += 1;
        let step = self.step();
        let now = self.now();
        if self.devices[at].act(step, self.number, now) {
            self.tally.note("acted");
        }
    }

    /// Rounds open and close less often than in the random histories, so that people meet in one.
    fn step(&mut self) -> Step {
        let step = Step::new(self.rng.random());
        if self.rng.random_bool(0.1) {
            return Step { stale: false, ..step.about_actions() };
        }
        let what = if self.rng.random_bool(0.9) { step.what % 29 } else { step.what };
        Step { what, field: step.field % 4, stale: false, ..step }
    }

    fn trouble(&mut self) {
        if self.rng.random_bool(0.01) {
            self.restart_server();
        }
        if self.rng.random_bool(0.01) {
            self.change_role();
        }
        if self.rng.random_bool(0.02) {
            self.turn_the_round();
        }
        if self.rng.random_bool(0.05) {
            self.reuse_an_id();
        }
    }

    fn trouble_at(&mut self, at: usize) {
        if self.rng.random_bool(0.02) {
            self.devices[at].online = false;
            self.tally.note("offline");
        }
        if !self.devices[at].online && self.rng.random_bool(0.1) {
            self.devices[at].online = true;
            self.reconnect(at);
        }
        if self.devices[at].online && self.rng.random_bool(0.02) {
            self.reload(at);
        }
        if self.rng.random_bool(0.05) {
            self.compare_heads(at);
        }
        if self.devices[at].online && self.rng.random_bool(0.02) {
            self.redact(at);
        }
    }

    /// Somebody removes a text by a form; what becomes of it they see on the page.
    fn redact(&mut self, at: usize) {
        self.number += 1;
        let head = self.server.region.head;
        let entry = self.rng.random_range(head.saturating_sub(30)..=head);
        let reason = TypedText::new("Dit hoort hier niet te staan.");
        let command = Command::Redact { entry, nth: 0, reason };
        let id = CommandId(Uuid::from_u128(u128::from(self.number)));
        self.post(at, Message::Request { sent: Sent { id, command } });
    }

    fn restart_server(&mut self) {
        self.server.restart();
        self.tally.note("server restart");
    }

    /// An editor becomes an observer, or comes back.
    fn change_role(&mut self) {
        let at = self.rng.random_range(0..self.devices.len());
        let person = self.devices[at].person;
        let member = self.server.rights.get_mut(&person).unwrap();
        member.role = match member.role {
            Role::Editor => Role::Observer,
            Role::Observer => Role::Editor,
            other => other,
        };
        self.tally.note("role change");
    }

    fn turn_the_round(&mut self) {
        self.number += 1;
        let round = self.server.region.round().map_or(RoundId::default(), |round| round.id);
        let id = CommandId(Uuid::from_u128(u128::from(self.number)));
        let seals = self.server.region.round().is_some_and(|round| round.seals());
        let (command, note) = match seals {
            true => (Command::StartDiscussion { round }, "round discussed"),
            false => (Command::CloseRound { round }, "round closed"),
        };
        let sent = Sent { id, command };
        assert!(matches!(self.server.submit(None, &sent, self.now()), Answer::Taken(_)));
        self.tally.note(note);
    }

    /// A broken program sends something else under an id that was accepted.
    fn reuse_an_id(&mut self) {
        let Some((id, _)) = self.server.accepted().last() else {
            return;
        };
        let person = self.devices[0].person;
        let command = Command::FoundRegion { name: TypedText::new("Iets anders") };
        let head = self.server.region.head;
        let answer = self.server.submit(Some(person), &Sent { id, command }, self.now());
        assert_eq!((answer, self.server.region.head), (Answer::Reused, head));
        self.tally.note("id reused");
    }

    fn reload(&mut self, at: usize) {
        let member = self.server.rights[&self.devices[at].person];
        self.devices[at].reload(member, &self.server.region);
        self.tally.note("reload");
    }

    /// Comes back: with the missing entries, or with a fresh snapshot that is under way a while.
    fn reconnect(&mut self, at: usize) {
        let device = &mut self.devices[at];
        if device.desk.insider() != self.server.rights[&device.person].into() {
            return self.reload(at);
        }
        device.listen_from(device.desk.head());
        if self.rng.random_bool(0.5) {
            let viewer = device.desk.insider().viewer();
            let region = snapshot_for(&viewer, &self.server.region);
            device.streamed = region.head;
            let message = Message::Snapshot { stream: device.stream, region: Box::new(region) };
            self.post(at, message);
        }
    }

    /// What a heartbeat shows: this device misses something.
    fn compare_heads(&mut self, at: usize) {
        let device = &self.devices[at];
        let changed = device.desk.insider() != self.server.rights[&device.person].into();
        let all_streamed = device.streamed == self.server.region.head;
        let behind = device.desk.head() < self.server.region.head;
        let waits = self.under_way.values().any(|(to, _)| *to == at);
        if device.online && (changed || (behind && all_streamed && !waits)) {
            self.reconnect(at);
        }
    }

    /// One tick passes.
    fn turn(&mut self) {
        self.tick += 1;
        for at in 0..self.devices.len() {
            if let Some(sent) = self.devices[at].asks(self.tick) {
                self.post(at, Message::Request { sent });
            }
            self.stream_to(at);
        }
        let later = self.under_way.split_off(&(self.tick + 1, 0));
        for (at, message) in std::mem::replace(&mut self.under_way, later).into_values() {
            self.arrive(at, message);
        }
    }

    /// Puts the new entries on the stream; rights that changed have ended it.
    fn stream_to(&mut self, at: usize) {
        let device = &mut self.devices[at];
        let insider = device.desk.insider();
        if !device.online || insider != self.server.rights[&device.person].into() {
            return;
        }
        let (from, stream) = (usize::try_from(device.streamed).unwrap(), device.stream);
        device.streamed = self.server.region.head;
        let viewer = insider.viewer();
        let new: Vec<Delivery> =
            self.server.entries[from..].iter().map(|entry| entry_for(&viewer, entry)).collect();
        for delivery in new {
            self.post(at, Message::Entry { stream, delivery });
        }
    }

    /// Sends something over the network: it may be late, lost or doubled.
    fn post(&mut self, at: usize, message: Message) {
        let lossy = !self.quiet && !matches!(message, Message::Snapshot { .. });
        if lossy && self.rng.random_bool(0.08) {
            return self.tally.note("lost");
        }
        if lossy && self.rng.random_bool(0.08) {
            self.tally.note("doubled");
            self.send(at, message.again());
        }
        self.send(at, message);
    }

    fn send(&mut self, at: usize, message: Message) {
        // Mostly fast and in order; sometimes so late that a retry overtakes it.
        let late = !self.quiet && self.rng.random_bool(0.05);
        let delay = if late { self.rng.random_range(1..20) } else { 1 };
        self.posted += 1;
        self.under_way.insert((self.tick + delay, self.posted), (at, message));
    }

    fn arrive(&mut self, at: usize, message: Message) {
        let device = &mut self.devices[at];
        match message {
            Message::Request { sent } => {
                let person = Some(device.person);
                let before = self.server.region.head;
                let answer = self.server.submit(person, &sent, self.now());
                self.note_merges(before);
                self.post(at, Message::Answer { command: sent.id, answer });
            }
            _ if !device.online => {}
            Message::Answer { command, answer } => match device.hear(command, answer) {
                Some(Told::Taken) => self.tally.note("taken"),
                Some(Told::Refused(_)) => self.tally.note("refused"),
                _ => {}
            },
            Message::Entry { stream, delivery } if stream == device.stream => {
                if device.receive(&delivery) {
                    self.tally.note("gap");
                    self.reconnect(at);
                }
            }
            Message::Snapshot { stream, region } if stream == device.stream => {
                device.desk.restart(*region);
            }
            Message::Entry { .. } | Message::Snapshot { .. } => {}
        }
    }

    fn note_merges(&mut self, before: u64) {
        let from = usize::try_from(before).unwrap();
        for entry in &self.server.entries[from..] {
            if entry.event.action().is_some() {
                self.tally.note("action");
            }
            if matches!(entry.event, domain::Event::TextRedacted { .. }) {
                self.tally.note("redacted");
            }
            if matches!(&entry.event, domain::Event::ExplanationDrafted { typed: Some(_), .. }) {
                self.tally.note("merged");
            }
        }
    }
}

impl Message {
    fn again(&self) -> Message {
        match self {
            Message::Request { sent } => Message::Request { sent: sent.clone() },
            Message::Answer { command, answer } => {
                Message::Answer { command: *command, answer: answer.clone() }
            }
            Message::Entry { stream, delivery } => {
                Message::Entry { stream: *stream, delivery: delivery.clone() }
            }
            Message::Snapshot { stream, region } => {
                Message::Snapshot { stream: *stream, region: region.clone() }
            }
        }
    }
}
