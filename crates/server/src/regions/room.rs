//! One region in memory, owned by one task that drains a queue.
//!
//! Invariant: commands are decided one after the other on a working copy, appended together, and
//! only then admitted and acknowledged. Between two batches the working copy equals the region.

mod beside;
mod members;
mod moments;
mod removal;

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use domain::{
    Actor, Command, CommandId, Entry, Event, Moment, PersonId, Region, RegionId, Sent, decide,
    evolve, presence::Present,
};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tracing::{info, warn};
use uuid::Uuid;

use super::{
    Ask, Glance, Rejected, Submission, actor, followers::Followers, presence::Presence, report,
};
use crate::{
    clock::Clock,
    journal::{ANYTHING, Accepted, Append, Appended, Journal, JournalError, Standing},
    people::{Grant, Membership, People},
};

/// Commands that one commit carries: more would only make the first of them wait longer.
const BATCH_MAX: usize = 256;
/// How often a batch is decided anew because another instance was first.
const ATTEMPTS_MAX: u32 = 5;
/// Entries behind which copying a whole region is less work than folding them a second time.
const FAR: u64 = 200;
/// A room in which nothing happens for this long, and that nobody follows, closes.
const QUIET: Duration = Duration::from_secs(300);
/// How often a quiet room looks who is gone.
const SWEEP: Duration = Duration::from_secs(10);
/// A region in memory.
pub(super) struct Room {
    id: RegionId,
    journal: Journal,
    people: People,
    clock: Clock,
    seen: Standing,
    /// The last entry that removed a text.
    last_removal: u64,
    /// The last entry that was passed on to followers: what is folded anew is not told again.
    told: u64,
    confirmed: Region,
    working: Region,
    rights: HashMap<PersonId, Membership>,
    /// Who has a place and does not come in before they sign in in two steps.
    barred: BTreeSet<PersonId>,
    /// Who has no place and reads along.
    grants: Vec<Grant>,
    accepted: HashMap<CommandId, u64>,
    followers: Followers,
    presence: Presence,
    moments: VecDeque<Arc<Region>>,
}

/// What a batch comes to, if the region still stands where it was seen.
#[derive(Default)]
struct Plan {
    entries: Vec<Entry>,
    accepted: Vec<Accepted>,
    verdicts: Vec<Verdict>,
}

enum Verdict {
    /// The last entry that follows, or where the region stands if it already is as asked.
    Taken(u64),
    /// A command with this id is in the journal.
    Repeated([u8; 32], Option<PersonId>),
    Rejected(Rejected),
}

impl Room {
    /// Folds a region from its journal.
    pub(super) async fn open(
        id: RegionId,
        journal: &Journal,
        people: &People,
        clock: Clock,
    ) -> Result<Self, Rejected> {
        let region = Region::new(id);
        let mut room = Self {
            id,
            journal: journal.clone(),
            people: people.clone(),
            clock,
            // No region has stood here: the first look loads everything.
            seen: Standing { head: 0, rights_epoch: u64::MAX, redaction_epoch: u64::MAX },
            told: 0,
            last_removal: 0,
            confirmed: region.clone(),
            working: region,
            rights: HashMap::new(),
            barred: BTreeSet::new(),
            grants: Vec::new(),
            accepted: HashMap::new(),
            followers: Followers::default(),
            presence: Presence::default(),
            moments: VecDeque::new(),
        };
        room.catch_up().await?;
        info!(region.id = %id, entry.seq = room.seen.head, "opened region {id}");
        Ok(room)
    }

    /// Answers what is asked, until the room has been quiet for a while.
    pub(super) async fn serve(&mut self, asks: &mut mpsc::Receiver<Ask>) {
        let mut waiting = VecDeque::new();
        loop {
            // Whoever reads along does so until a moment, of which nobody tells.
            let looks = !self.presence.is_empty() || self.followers.include_guests();
            let patience = if looks { SWEEP } else { QUIET };
            match tokio::time::timeout(patience, asks.recv()).await {
                Ok(Some(ask)) => waiting.push_back(ask),
                Err(_) if looks => {
                    self.sweep();
                    continue;
                }
                Err(_) if !self.followers.is_empty() => continue,
                Ok(None) | Err(_) => break,
            }
            while waiting.len() < BATCH_MAX {
                let Ok(ask) = asks.try_recv() else { break };
                waiting.push_back(ask);
            }
            self.answer(waiting.drain(..)).await;
        }
        info!(region.id = %self.id, "closed region {}", self.id);
    }

    async fn answer(&mut self, asks: impl Iterator<Item = Ask>) {
        let mut batch = Vec::new();
        let mut removals = Vec::new();
        let mut readers = Vec::new();
        for ask in asks {
            match ask {
                Ask::Submit(submission) if removal::is_one(&submission) => {
                    removals.push(submission);
                }
                Ask::Submit(submission) => batch.push(submission),
                Ask::Elsewhere(present) => self.hear_of(present),
                reader => readers.push(reader),
            }
        }
        if !batch.is_empty() {
            self.submit(batch).await;
        }
        for submission in removals {
            self.remove(submission).await;
        }
        if !readers.is_empty() {
            self.read(readers).await;
        }
    }

    /// Answers those who only look; one look at the store serves them all.
    async fn read(&mut self, readers: Vec<Ask>) {
        let told = readers.iter().all(|ask| matches!(ask, Ask::Hint(Some(at)) if !self.behind(at)));
        let fresh = if told { Ok(()) } else { self.catch_up().await };
        let now = self.clock.now();
        self.keep_members(now);
        let present = |room: &Self, person| {
            fresh.clone()?;
            room.coming_in(person, now)
        };
        for reader in readers {
            match reader {
                Ask::Look { person, role, answer } => {
                    let looking = present(self, person);
                    let looking = looking.and_then(|insider| self.in_role(insider, role, now));
                    let sight = looking.map(|insider| Glance {
                        region: Some(self.moment()),
                        insider,
                        grants: self.grants_now(now),
                        head: self.seen.head,
                    });
                    let _ = answer.send(sight);
                }
                Ask::LookBack { person, role, at, answer } => {
                    let looking = present(self, person);
                    let looking = looking.and_then(|insider| self.in_role(insider, role, now));
                    let glance = looking.and_then(|insider| {
                        let (region, head) = (self.kept(at), self.seen.head);
                        let is_overtaken = at < self.last_removal;
                        let grants = self.grants_now(now);
                        let glance = Glance { region, insider, grants, head };
                        if is_overtaken { Err(Rejected::Overtaken) } else { Ok(glance) }
                    });
                    let _ = answer.send(glance);
                }
                Ask::Follow { person, after, answer } => {
                    let following = present(self, person).and_then(|insider| {
                        let joined = self.followers.join(insider, after, self.seen.head);
                        joined.ok_or(Rejected::Busy)
                    });
                    let _ = answer.send(following);
                }
                Ask::Here { person, tab, nth, here, answer } => {
                    let others = present(self, person).map(|insider| {
                        // A guest takes part in nothing, and is no company.
                        let Some(&member) = insider.member() else { return vec![] };
                        let said = Present { tab, nth, member, here };
                        if self.take_note(said) {
                            self.journal.tell_presence(self.id, &said);
                        }
                        self.beside(&member, now)
                    });
                    let _ = answer.send(others);
                }
                Ask::Whole(answer) => {
                    let _ = answer.send(fresh.clone().map(|()| self.moment()));
                }
                Ask::Hint(_) | Ask::Elsewhere(_) | Ask::Submit(_) => {}
            }
        }
    }

    fn behind(&self, standing: &Standing) -> bool {
        self.seen.head < standing.head
            || self.seen.rights_epoch < standing.rights_epoch
            || self.seen.redaction_epoch < standing.redaction_epoch
    }

    /// Decides a batch, appends it and answers; decides anew when another instance was first.
    async fn submit(&mut self, batch: Vec<Submission>) {
        for _ in 0..ATTEMPTS_MAX {
            let mut plan = self.judge(&batch);
            match self.prove(&mut plan).await {
                Ok(true) => return self.acknowledge(batch, plan.verdicts).await,
                Ok(false) => {
                    if let Err(rejected) = self.catch_up().await {
                        return reject(batch, &rejected);
                    }
                }
                Err(rejected) => return reject(batch, &rejected),
            }
        }
        warn!(region.id = %self.id, "other instances were first too often in region {}", self.id);
        reject(batch, &Rejected::Busy);
    }

    /// Judges each command on the working copy, which then holds what the ones before it did.
    fn judge(&mut self, batch: &[Submission]) -> Plan {
        let now = self.clock.now();
        let mut plan = Plan::default();
        for submission in batch {
            let now = submission.at.unwrap_or(now);
            self.let_fall_due(now, &mut plan);
            let verdict = self.judge_one(submission, now, &mut plan);
            plan.verdicts.push(verdict);
        }
        plan
    }

    /// Lets happen what fell due by itself, so that nothing depends on when somebody looked.
    fn let_fall_due(&mut self, now: Moment, plan: &mut Plan) {
        if self.working.silent_offers(now).is_empty() {
            return;
        }
        let behind = format!("falls due behind {}", self.working.head);
        let id = CommandId(Uuid::new_v5(&self.id.0, behind.as_bytes()));
        let sent = Sent { id, command: Command::LetFallDue };
        match decide(&self.working, &Actor::System, &sent, now) {
            Ok(events) => {
                self.take(events, &Actor::System, &sent, now, plan);
            }
            Err(refusal) => {
                let id = self.id;
                warn!(region.id = %id, ?refusal, "what fell due in region {id} was refused");
            }
        }
    }

    /// Folds what follows from a command into the working copy, and returns the number of its last entry.
    fn take(
        &mut self,
        events: Vec<Event>,
        actor: &Actor,
        sent: &Sent,
        at: Moment,
        plan: &mut Plan,
    ) -> u64 {
        let by = actor.author();
        for event in events {
            let seq = self.working.head + 1;
            let entry = Entry { seq, at, by, command: sent.id, event };
            evolve(&mut self.working, &entry);
            plan.entries.push(entry);
        }
        let (seq, payload_hash) = (self.working.head, hash(&sent.command));
        plan.accepted.push(Accepted { command: sent.id, person: by.person, payload_hash, seq });
        seq
    }

    fn judge_one(&mut self, submission: &Submission, now: Moment, plan: &mut Plan) -> Verdict {
        let Submission { by, sent, .. } = submission;
        let actor = match actor(*by, |person, role| self.acting(person, role, now)) {
            Ok(actor) => actor,
            Err(rejected) => return Verdict::Rejected(rejected),
        };
        let payload_hash = hash(&sent.command);
        let author = actor.author();
        let in_batch = plan.accepted.iter().any(|earlier| earlier.command == sent.id);
        if in_batch || self.accepted.contains_key(&sent.id) {
            return Verdict::Repeated(payload_hash, author.person);
        }
        let events = match decide(&self.working, &actor, sent, now) {
            Ok(events) => match self.misses_somebody(&sent.command, &actor, now) {
                None => events,
                Some(refusal) => return Verdict::Rejected(Rejected::Refused(refusal)),
            },
            Err(refusal) => return Verdict::Rejected(Rejected::Refused(refusal)),
        };
        if events.is_empty() {
            return Verdict::Taken(self.working.head);
        }
        Verdict::Taken(self.take(events, &actor, sent, now, plan))
    }

    /// Makes a plan durable, or shows that it was made on a region that stands where it was seen.
    /// Returns whether it did.
    async fn prove(&mut self, plan: &mut Plan) -> Result<bool, Rejected> {
        if plan.entries.is_empty() {
            let standing = self.journal.standing(self.id).await;
            return Ok(standing.map_err(|error| report(self.id, error))? == Some(self.seen));
        }
        let append = Append {
            region: self.id,
            seen: self.seen,
            entries: plan.entries.clone(),
            accepted: std::mem::take(&mut plan.accepted),
        };
        match self.journal.append(append).await {
            Ok(Appended::Written) => {
                self.keep_members(self.clock.now());
                for entry in plan.entries.drain(..) {
                    self.admit(entry);
                }
                Ok(true)
            }
            Ok(Appended::Behind) => {
                self.working = self.confirmed.clone();
                Ok(false)
            }
            Err(error) => {
                self.working = self.confirmed.clone();
                Err(report(self.id, error))
            }
        }
    }

    /// Lets a durable entry in: the one door into what this server holds true.
    fn admit(&mut self, entry: Entry) {
        evolve(&mut self.confirmed, &entry);
        self.seen.head = entry.seq;
        if matches!(entry.event, Event::TextRedacted { .. }) {
            self.last_removal = entry.seq;
        }
        self.accepted.insert(entry.command, entry.seq);
        if self.told < entry.seq {
            self.told = entry.seq;
            self.followers.deliver(entry);
        }
    }

    /// Takes in rights that have changed, and then what other instances wrote: nobody gets an entry
    /// under rights that they had before.
    async fn catch_up(&mut self) -> Result<(), Rejected> {
        let standing =
            self.journal.standing(self.id).await.map_err(|error| report(self.id, error))?;
        let Some(standing) = standing else {
            return Err(Rejected::Unknown);
        };
        if standing.head < self.seen.head {
            // The store went back to an earlier state under a server that runs on: what is remembered here
            // is not there, and nothing may be built on it.
            let (region, after) = (self.id, standing.head);
            return Err(report(region, JournalError::Gap { region, after }));
        }
        if standing.rights_epoch != self.seen.rights_epoch {
            let memberships = self.people.memberships_in(self.id).await;
            let memberships = memberships.map_err(|error| report(self.id, error.into()))?;
            let barred = self.people.barred_from(self.id).await;
            self.barred = barred.map_err(|error| report(self.id, error.into()))?;
            let grants = self.people.grants_in(self.id, self.clock.now()).await;
            self.grants = grants.map_err(|error| report(self.id, error.into()))?;
            self.rights = memberships.into_iter().map(|place| (place.person, place)).collect();
            self.seen.rights_epoch = standing.rights_epoch;
        }
        self.keep_members(self.clock.now());
        if standing.redaction_epoch != self.seen.redaction_epoch {
            self.begin_anew(standing.redaction_epoch);
        }
        self.read_on(standing.head).await
    }

    /// Admits the entries of the journal up to one.
    async fn read_on(&mut self, upto: u64) -> Result<(), Rejected> {
        let is_far = self.seen.head + FAR < upto;
        let mut outcome = Ok(());
        while outcome.is_ok() && self.seen.head < upto {
            outcome = self.read_page(upto, is_far).await;
        }
        if is_far {
            self.working = self.confirmed.clone();
        }
        outcome
    }

    /// Admits one page of the journal; over a long way the working copy is made anew at its end.
    async fn read_page(&mut self, upto: u64, is_far: bool) -> Result<(), Rejected> {
        let page = self.journal.entries(self.id, self.seen.head, upto).await;
        let page = page.map_err(|error| report(self.id, error))?;
        if page.is_empty() {
            let (region, after) = (self.id, self.seen.head);
            return Err(report(region, JournalError::Gap { region, after }));
        }
        for entry in page {
            if !is_far {
                evolve(&mut self.working, &entry);
            }
            self.admit(entry);
        }
        Ok(())
    }

    async fn acknowledge(&self, batch: Vec<Submission>, verdicts: Vec<Verdict>) {
        for (submission, verdict) in batch.into_iter().zip(verdicts) {
            let answer = match verdict {
                Verdict::Taken(seq) => Ok(seq),
                Verdict::Rejected(rejected) => Err(rejected),
                Verdict::Repeated(payload_hash, person) => {
                    self.repeat(submission.sent.id, payload_hash, person).await
                }
            };
            let _ = submission.answer.send(answer);
        }
    }

    /// Answers a command that was accepted before as it was answered then.
    async fn repeat(
        &self,
        command: CommandId,
        payload_hash: [u8; 32],
        person: Option<PersonId>,
    ) -> Result<u64, Rejected> {
        let seq = self.accepted.get(&command).copied().ok_or(Rejected::OutOfOrder)?;
        let earlier = self.journal.accepted(self.id, seq).await;
        let earlier = earlier.map_err(|error| report(self.id, error))?;
        let earlier = earlier.filter(|earlier| earlier.command == command);
        let earlier = earlier.ok_or(Rejected::OutOfOrder)?;
        let is_same = [payload_hash, ANYTHING].contains(&earlier.payload_hash);
        if is_same && earlier.person == person {
            Ok(earlier.seq)
        } else {
            Err(Rejected::CommandIdReused)
        }
    }
}

fn reject(batch: Vec<Submission>, rejected: &Rejected) {
    for submission in batch {
        let _ = submission.answer.send(Err(rejected.clone()));
    }
}

/// Names what a command asks, whatever its id.
fn hash(command: &Command) -> [u8; 32] {
    let written = serde_json::to_vec(command).expect("commands are plain data with text keys");
    Sha256::digest(written).into()
}
