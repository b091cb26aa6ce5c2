//! A viewer's place at the table: what the server confirmed, with one's own waiting commands on top.
//!
//! Invariant: `confirmed` changes only through deliveries and snapshots; what is shown is always
//! `confirmed` plus the pending commands that still fit. Whatever differs between before and after
//! a change is among the touched keys.

use std::collections::BTreeSet;

use crate::actor::Insider;
use crate::command::Sent;
use crate::decide::decide;
use crate::event::{Entry, Event};
use crate::evolve::evolve;
use crate::ids::{CommandId, Moment, QuestionId};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::sheet::Sheet;
use crate::view::Delivery;

/// What one person has before them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Desk {
    insider: Insider,
    confirmed: Region,
    /// What is shown while commands are pending; without any, `confirmed` is shown.
    overlay: Option<Region>,
    pending: Vec<Pending>,
}

/// An own command that the server has not confirmed yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The command.
    pub sent: Sent,
    /// When it was given.
    pub at: Moment,
    /// The entry up to which the server took it in, once it said so.
    accepted: Option<u64>,
    /// Whether its entries have begun to arrive.
    arriving: bool,
}

/// What may look different now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// These spots, possibly none.
    Spots(BTreeSet<Spot>),
    /// Anything.
    Everything,
}

/// What one entry can touch by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Spot {
    /// One sheet.
    Sheet(Sheet),
    /// The requests of the round.
    Requests,
    /// What people say to each other about a question.
    Talk(QuestionId),
    /// The actions, and the days of the steering group.
    Actions,
}

/// The desk cannot go on with what came: an entry is missing before it, or a text was removed, which only a
/// fresh snapshot can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a snapshot with entry {expected} is needed")]
pub struct Gap {
    /// The number that should have come.
    pub expected: u64,
}

impl Pending {
    /// Returns whether the server took the command in; its entries are on their way.
    pub fn is_accepted(&self) -> bool {
        self.accepted.is_some()
    }

    fn new(sent: Sent, at: Moment) -> Self {
        Pending { sent, at, accepted: None, arriving: false }
    }
}

impl Desk {
    /// Lays the desk with a snapshot for somebody.
    pub fn new(insider: impl Into<Insider>, confirmed: Region) -> Self {
        Desk { insider: insider.into(), confirmed, overlay: None, pending: Vec::new() }
    }

    /// Returns whose desk it is.
    pub fn insider(&self) -> Insider {
        self.insider
    }

    /// Returns what is on the screen.
    pub fn shown(&self) -> &Region {
        self.overlay.as_ref().unwrap_or(&self.confirmed)
    }

    /// Returns the number of the last confirmed entry.
    pub fn head(&self) -> u64 {
        self.confirmed.head
    }

    /// Returns the commands that wait for the server, oldest first.
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Judges a command as the server will, without giving it.
    pub fn judge(&self, sent: &Sent, now: Moment) -> Result<Vec<Event>, Refusal> {
        decide(self.shown(), &self.insider.actor(), sent, now)
    }

    /// Gives a command: shown at once, or refused in words.
    pub fn attempt(&mut self, sent: Sent, now: Moment) -> Result<Touched, Refusal> {
        let events = self.judge(&sent, now)?;
        if events.is_empty() {
            return Ok(Touched::none());
        }
        let touched = Touched::by(&events);
        self.pending.push(Pending::new(sent, now));
        self.lay_pending();
        Ok(touched)
    }

    /// Takes back a command that waited on this device from before a reload: it may no longer
    /// fit, which is for the server to say.
    pub fn resume(&mut self, sent: Sent, at: Moment) -> Touched {
        self.replay(|desk| desk.pending.push(Pending::new(sent, at)))
    }

    /// Takes in what the server delivers. Returns what it touched, or the gap before it.
    pub fn receive(&mut self, delivery: &Delivery) -> Result<Touched, Gap> {
        let expected = self.confirmed.head + 1;
        if delivery.seq() < expected {
            return Ok(Touched::none());
        }
        // A desk knows texts and not the entries that they come from, so it takes none out. It stays before
        // this entry until a snapshot comes, also when the connection breaks meanwhile.
        if expected < delivery.seq() || delivery.removes_text() {
            return Err(Gap { expected });
        }
        let arrived = match delivery {
            Delivery::Hidden { .. } => Touched::none(),
            Delivery::Masked { .. } => Touched::Everything,
            Delivery::Full(entry) => Touched::by([&entry.event]),
        };
        let laid = self.replay(|desk| {
            delivery.fold_into(&mut desk.confirmed);
            desk.drop_arrived(delivery);
            desk.drop_taken_in();
        });
        Ok(arrived.and(laid))
    }

    /// Notes that the server took in a command, up to this entry.
    pub fn acknowledge(&mut self, command: CommandId, seq: u64) -> Touched {
        self.replay(|desk| {
            for pending in desk.pending.iter_mut().filter(|pending| pending.sent.id == command) {
                pending.accepted = Some(seq);
            }
            desk.drop_taken_in();
        })
    }

    /// Drops a command that the server refused.
    pub fn reject(&mut self, command: CommandId) -> Touched {
        self.replay(|desk| desk.pending.retain(|pending| pending.sent.id != command))
    }

    /// Lays a fresh snapshot; pending commands stay. One that was overtaken by deliveries on its
    /// way is left alone.
    pub fn restart(&mut self, snapshot: Region) -> Touched {
        if snapshot.head < self.confirmed.head {
            return Touched::none();
        }
        self.confirmed = snapshot;
        // A snapshot is never taken between the entries of one command.
        self.pending.retain(|pending| !pending.arriving);
        self.drop_taken_in();
        self.lay_pending();
        Touched::Everything
    }

    /// Drops the commands that have arrived as entries, also while their acknowledgement is still
    /// under way: laid once more they would undo what a colleague does after them.
    ///
    /// The entries of one command follow each other, so a command has arrived when something else
    /// comes after it; one about a single answer has a single entry, and some are known by their last.
    fn drop_arrived(&mut self, delivery: &Delivery) {
        let arriving = delivery.command();
        for pending in self.pending.iter_mut().filter(|pending| Some(pending.sent.id) == arriving) {
            pending.arriving = true;
        }
        self.pending.retain(|pending| {
            let command = &pending.sent.command;
            let more = Some(pending.sent.id) == arriving && command.may_have_several_entries();
            !pending.arriving || more && !command.ends_with(delivery)
        });
    }

    fn drop_taken_in(&mut self) {
        let head = self.confirmed.head;
        self.pending.retain(|pending| pending.accepted.is_none_or(|seq| head < seq));
    }

    /// Changes the desk, lays the pending commands anew, and returns what they touch before and after.
    fn replay(&mut self, change: impl FnOnce(&mut Self)) -> Touched {
        let before = self.touched_by_pending();
        change(self);
        self.lay_pending();
        before.and(self.touched_by_pending())
    }

    fn lay_pending(&mut self) {
        self.overlay = None;
        if self.pending.is_empty() {
            return;
        }
        let mut overlay = self.confirmed.clone();
        for pending in &self.pending {
            for event in self.events_of(pending, &overlay) {
                let seq = overlay.head + 1;
                evolve(&mut overlay, &self.expected_entry(pending, seq, event));
            }
        }
        overlay.head = self.confirmed.head;
        self.overlay = Some(overlay);
    }

    /// What a pending command does to the region below it. One that no longer fits shows nothing;
    /// the server will refuse it in words.
    fn events_of(&self, pending: &Pending, below: &Region) -> Vec<Event> {
        decide(below, &self.insider.actor(), &pending.sent, pending.at).unwrap_or_default()
    }

    fn expected_entry(&self, pending: &Pending, seq: u64, event: Event) -> Entry {
        let by = self.insider.actor().author();
        Entry { seq, at: pending.at, by, command: pending.sent.id, event }
    }

    fn touched_by_pending(&self) -> Touched {
        let mut touched = Touched::none();
        for pending in &self.pending {
            touched = touched.and(Touched::by_command(&pending.sent));
        }
        touched
    }
}

impl Touched {
    /// Returns that nothing changed.
    pub fn none() -> Self {
        Touched::Spots(BTreeSet::new())
    }

    fn by<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let spots: Option<BTreeSet<Spot>> = events.into_iter().map(Spot::of).collect();
        spots.map_or(Touched::Everything, Touched::Spots)
    }

    fn by_command(sent: &Sent) -> Self {
        match sent.command.stays_on_its_sheets() {
            true => Touched::Spots(sent.command.sheets().into_iter().map(Spot::Sheet).collect()),
            false => Touched::Everything,
        }
    }

    fn and(self, other: Touched) -> Self {
        match (self, other) {
            (Touched::Spots(mut spots), Touched::Spots(more)) => {
                spots.extend(more);
                Touched::Spots(spots)
            }
            _ => Touched::Everything,
        }
    }
}

impl Spot {
    /// Returns the one spot that an event touches, or nothing if it touches more.
    fn of(event: &Event) -> Option<Spot> {
        if event.action().is_some() || event.is_steering_date() {
            return Some(Spot::Actions);
        }
        match (event.matter(), event.topic()) {
            (Some(_), _) => Some(Spot::Requests),
            (None, Some(topic)) => Some(Spot::Talk(topic.question)),
            (None, None) => event.sheet().map(Spot::Sheet),
        }
    }
}
