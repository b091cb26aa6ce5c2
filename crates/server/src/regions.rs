//! The regions that are open: each is a room, one task that owns the region in memory.
//!
//! Invariant: memory is a cache. What a room believes is proven by an append that the journal takes,
//! or by asking where the region stands, before anybody is told.

mod alone;
mod followers;
mod history;
mod notices;
mod presence;
mod reasons;
mod removable;
mod room;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    Actor, CommandId, Entry, Insider, Moment, OrganisationId, PersonId, Refusal, Region, RegionId,
    Role, Sent, TabId, Viewer, evolve,
    presence::{Here, Present},
    view::snapshot_for,
};
use tokio::sync::{mpsc, oneshot};
use tracing::{error, info, warn};

pub use self::{
    alone::Alone,
    followers::{Delivered, Following, Told},
    history::Stretch,
    notices::{Asked, LOOKED_AT_MAX, Noticed, Span, TOLD_FOR_US},
};
use self::{notices::Remembered, room::Room};
use crate::{
    clock::Clock,
    journal::{Journal, JournalError, Standing},
    people::{Grant, People},
};

/// Asks that wait at one room; a room that is further behind than this tells its callers to come back.
const ASKS_MAX: usize = 1_024;
/// A room may close between finding it and asking it; more often than this it does not.
const TRIES_MAX: u32 = 3;

/// Who sends a command. What they may do is read in the room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sender {
    /// The installation itself.
    System,
    /// A person who is signed in.
    Person(PersonId),
    /// A person who acts in one of the roles that they hold, whichever they act in elsewhere.
    InRole(PersonId, Role),
}

/// Why a room has no answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Rejected {
    /// There is no such region, or it does not open for the sender: the two look alike.
    #[error("no such region")]
    Unknown,
    /// The organisation of the sender asks for a second step at signing in, and the sender has none.
    #[error("a second step at signing in is needed")]
    SecondFactorNeeded,
    /// The rules refuse the command.
    #[error("refused by the rules")]
    Refused(Refusal),
    /// The command's id was used before, by somebody else or for something else.
    #[error("the command id was used before")]
    CommandIdReused,
    /// A text was removed since the moment that was asked for: it is not shown as it stood then.
    #[error("a text was removed since")]
    Overtaken,
    /// Others were first, time after time, or too many wait.
    #[error("the region is busy")]
    Busy,
    /// A newer release wrote in this region.
    #[error("release {release} wrote in this region and this release cannot read it")]
    Unreadable {
        /// The release that wrote what cannot be read.
        release: String,
    },
    /// The store is away or full.
    #[error("the store is out of order")]
    OutOfOrder,
}

/// A region as somebody may see it.
#[derive(Clone, Debug)]
pub struct Sight {
    /// What they may see of it.
    pub region: Region,
    /// Who looks.
    pub insider: Insider,
    /// Who reads it along now, and until when.
    pub grants: Vec<Grant>,
}

/// The whole region at an entry, if the room has it at hand. It is shown to nobody unseen by `view`.
struct Glance {
    region: Option<Arc<Region>>,
    insider: Insider,
    grants: Vec<Grant>,
    head: u64,
}

/// What a room may be asked.
enum Ask {
    Submit(Submission),
    Look {
        person: PersonId,
        role: Option<Role>,
        answer: Answer<Glance>,
    },
    LookBack {
        person: PersonId,
        role: Option<Role>,
        at: u64,
        answer: Answer<Glance>,
    },
    Follow {
        person: PersonId,
        after: u64,
        answer: Answer<Following>,
    },
    Here {
        person: PersonId,
        tab: TabId,
        nth: u64,
        here: Option<Here>,
        answer: Answer<Vec<Present>>,
    },
    Elsewhere(Present),
    Whole(Answer<Arc<Region>>),
    Hint(Option<Standing>),
}

type Answer<T> = oneshot::Sender<Result<T, Rejected>>;

struct Submission {
    by: Sender,
    sent: Sent,
    at: Option<Moment>,
    answer: Answer<u64>,
}

/// Every region of the installation, opened when asked for.
#[derive(Clone)]
pub struct Regions {
    shared: Arc<Shared>,
}

struct Shared {
    journal: Journal,
    people: People,
    clock: Clock,
    rooms: Mutex<HashMap<RegionId, mpsc::Sender<Ask>>>,
    remembered: Mutex<HashMap<(RegionId, PersonId), Remembered>>,
}

impl Regions {
    /// Opens the house; its rooms open when somebody comes.
    pub fn new(journal: Journal, people: People, clock: Clock) -> Self {
        let (rooms, remembered) = Default::default();
        Self { shared: Arc::new(Shared { journal, people, clock, rooms, remembered }) }
    }

    /// Returns the number of the last entry that followed from the command, once it is durable.
    pub async fn submit(&self, region: RegionId, by: Sender, sent: Sent) -> Result<u64, Rejected> {
        let submit = |answer| Ask::Submit(Submission { by, sent: sent.clone(), at: None, answer });
        let answer = self.ask(region, submit).await;
        if let (
            Sender::Person(person) | Sender::InRole(person, _),
            Err(Rejected::Refused(Refusal::NotAllowed { who })),
        ) = (by, &answer)
        {
            info!(region.id = %region, person.id = %person, needed = ?who, "refused: not allowed");
        }
        answer
    }

    /// Submits a command that was given at another time: for the demo, which brings its past along.
    pub async fn submit_at(
        &self,
        region: RegionId,
        by: Sender,
        sent: Sent,
        at: Moment,
    ) -> Result<u64, Rejected> {
        self.ask(region, |answer| {
            Ask::Submit(Submission { by, sent: sent.clone(), at: Some(at), answer })
        })
        .await
    }

    /// Returns the region as it stands now, for somebody for whom it opens.
    pub async fn look(&self, region: RegionId, person: PersonId) -> Result<Sight, Rejected> {
        let glance = self.ask(region, |answer| Ask::Look { person, role: None, answer }).await?;
        let at = glance.head;
        self.sight(region, glance, at).await
    }

    /// Returns the region as somebody would see it in one of the roles that they hold, whichever they act in.
    pub async fn look_in(
        &self,
        region: RegionId,
        person: PersonId,
        role: Role,
    ) -> Result<Sight, Rejected> {
        let look = |answer| Ask::Look { person, role: Some(role), answer };
        let glance = self.ask(region, look).await?;
        let at = glance.head;
        self.sight(region, glance, at).await
    }

    /// The same as it stood at an entry.
    pub async fn look_back_in(
        &self,
        region: RegionId,
        person: PersonId,
        role: Role,
        at: u64,
    ) -> Result<Sight, Rejected> {
        let look = |answer| Ask::LookBack { person, role: Some(role), at, answer };
        let glance = self.ask(region, look).await?;
        self.sight(region, glance, at).await
    }

    /// Returns the region as it stood at an entry, for somebody for whom it opens now.
    pub async fn look_back(
        &self,
        region: RegionId,
        person: PersonId,
        at: u64,
    ) -> Result<Sight, Rejected> {
        let look = |answer| Ask::LookBack { person, role: None, at, answer };
        let glance = self.ask(region, look).await?;
        self.sight(region, glance, at).await
    }

    /// Returns the region as everyone saw it at a moment in the past, for somebody for whom it opens
    /// now. The journal is read from its start.
    pub async fn look_at(
        &self,
        region: RegionId,
        person: PersonId,
        until: Moment,
    ) -> Result<Sight, Rejected> {
        let Glance { insider, grants, head, .. } =
            self.ask(region, |answer| Ask::Look { person, role: None, answer }).await?;
        let whole = self.fold_while(region, head, |entry| entry.at < until).await;
        let whole = whole.map_err(|error| report(region, error))?;
        Ok(Sight { region: snapshot_for(&Viewer::default(), &whole), insider, grants })
    }

    /// Returns what the viewer may see of a moment, which the journal remembers if the room does not.
    async fn sight(&self, region: RegionId, glance: Glance, at: u64) -> Result<Sight, Rejected> {
        let Glance { region: kept, insider, grants, head } = glance;
        if head < at {
            return Err(Rejected::Unknown);
        }
        let whole = match kept {
            Some(kept) => kept,
            None => Arc::new(self.fold(region, at).await.map_err(|error| report(region, error))?),
        };
        Ok(Sight { region: snapshot_for(&insider.viewer(), &whole), insider, grants })
    }

    /// Folds a region from its journal, up to an entry.
    async fn fold(&self, id: RegionId, upto: u64) -> Result<Region, JournalError> {
        self.fold_while(id, upto, |_| true).await
    }

    /// Folds a region from its journal, up to an entry or the first that does not fit.
    async fn fold_while(
        &self,
        id: RegionId,
        upto: u64,
        fits: impl Fn(&Entry) -> bool,
    ) -> Result<Region, JournalError> {
        let mut region = Region::new(id);
        while region.head < upto {
            let page = self.shared.journal.entries(id, region.head, upto).await?;
            if page.is_empty() {
                return Err(JournalError::Gap { region: id, after: region.head });
            }
            for entry in page {
                if !fits(&entry) {
                    return Ok(region);
                }
                evolve(&mut region, &entry);
            }
        }
        Ok(region)
    }

    /// Returns what happened after an entry and everything that happens from now on.
    pub async fn follow(
        &self,
        region: RegionId,
        person: PersonId,
        after: u64,
    ) -> Result<Following, Rejected> {
        self.ask(region, |answer| Ask::Follow { person, after, answer }).await
    }

    /// Returns the whole region, for what the installation does by itself, and for what `view` cuts out of it: nothing
    /// else of it is shown to anybody.
    pub(crate) async fn whole(&self, region: RegionId) -> Result<Arc<Region>, Rejected> {
        self.ask(region, Ask::Whole).await
    }

    /// Takes in where somebody is, and returns who else is where, as far as they may know.
    pub async fn be_at(
        &self,
        region: RegionId,
        person: PersonId,
        (tab, nth): (TabId, u64),
        here: Option<Here>,
    ) -> Result<Vec<Present>, Rejected> {
        self.ask(region, |answer| Ask::Here { person, tab, nth, here, answer }).await
    }

    /// Tells an open room where somebody is who said so to another instance.
    pub fn elsewhere(&self, region: RegionId, present: Present) {
        let room = self.shared.rooms().get(&region).cloned();
        if let Some(room) = room {
            // A lost word is said again soon.
            let _ = room.try_send(Ask::Elsewhere(present));
        }
    }

    /// Tells whether the journal's store answers.
    pub async fn store_answers(&self) -> bool {
        self.shared.journal.standings_of(&[RegionId::default()]).await.is_ok()
    }

    /// Returns every region with its name.
    pub async fn names(&self) -> Result<Vec<(RegionId, String)>, Rejected> {
        let names = self.shared.journal.names().await;
        names.map_err(|error| report(RegionId::default(), error))
    }

    /// Tells whether something followed from a command in a region.
    pub async fn took(&self, region: RegionId, command: CommandId) -> Result<bool, Rejected> {
        let found = self.shared.journal.took(region, command).await;
        found.map_err(|error| report(region, error))
    }

    /// Tells whether an organisation takes or took part in another region than this.
    pub async fn admitted_elsewhere(
        &self,
        region: RegionId,
        organisation: OrganisationId,
    ) -> Result<bool, Rejected> {
        let found = self.shared.journal.admitted_elsewhere(region, organisation).await;
        found.map_err(|error| report(region, error))
    }

    /// Lets everybody hear at once that places in a region changed: what those who left have open ends.
    /// Where other instances cannot be told, they find out by themselves.
    pub async fn places_changed(&self, region: RegionId) {
        self.hint(region, None);
        if let Err(error) = self.shared.journal.tell_at_once(region).await {
            warn!(region.id = %region, cause = %error, "cannot tell the servers that region {region} moved");
        }
    }

    /// Tells an open room where its region is said to stand; without a place, to look for itself.
    pub fn hint(&self, region: RegionId, standing: Option<Standing>) {
        let room = self.shared.rooms().get(&region).cloned();
        if let Some(room) = room {
            // A room with a full queue is about to look anyway.
            let _ = room.try_send(Ask::Hint(standing));
        }
    }

    /// Tells every open room to look where its region stands.
    pub fn hint_all(&self) {
        let open: Vec<RegionId> = self.shared.rooms().keys().copied().collect();
        for region in open {
            self.hint(region, None);
        }
    }

    async fn ask<T>(
        &self,
        region: RegionId,
        ask: impl Fn(Answer<T>) -> Ask,
    ) -> Result<T, Rejected> {
        for _ in 0..TRIES_MAX {
            let (answer, answered) = oneshot::channel();
            let sent = self.room(region).try_send(ask(answer));
            match sent {
                Err(mpsc::error::TrySendError::Full(_)) => return Err(Rejected::Busy),
                Err(mpsc::error::TrySendError::Closed(_)) => continue,
                Ok(()) => {}
            }
            if let Ok(answer) = answered.await {
                return answer;
            }
        }
        Err(Rejected::Busy)
    }

    fn room(&self, region: RegionId) -> mpsc::Sender<Ask> {
        let mut rooms = self.shared.rooms();
        if let Some(room) = rooms.get(&region).filter(|room| !room.is_closed()) {
            return room.clone();
        }
        let (room, asks) = mpsc::channel(ASKS_MAX);
        rooms.insert(region, room.clone());
        tokio::spawn(keep_room(self.shared.clone(), region, asks));
        room
    }
}

impl Shared {
    fn rooms(&self) -> std::sync::MutexGuard<'_, HashMap<RegionId, mpsc::Sender<Ask>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was told to whom, as far as it is remembered.
    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<(RegionId, PersonId), Remembered>> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps one room open until it has been quiet for a while.
async fn keep_room(shared: Arc<Shared>, region: RegionId, mut asks: mpsc::Receiver<Ask>) {
    let opened = Room::open(region, &shared.journal, &shared.people, shared.clock).await;
    match opened {
        Ok(mut room) => room.serve(&mut asks).await,
        Err(rejected) => refuse_all(&mut asks, &rejected),
    }
    let mut rooms = shared.rooms();
    asks.close();
    rooms.retain(|_, room| !room.is_closed());
}

fn refuse_all(asks: &mut mpsc::Receiver<Ask>, rejected: &Rejected) {
    while let Ok(ask) = asks.try_recv() {
        let rejected = rejected.clone();
        match ask {
            Ask::Submit(Submission { answer, .. }) => drop(answer.send(Err(rejected))),
            Ask::Look { answer, .. } => drop(answer.send(Err(rejected))),
            Ask::LookBack { answer, .. } => drop(answer.send(Err(rejected))),
            Ask::Follow { answer, .. } => drop(answer.send(Err(rejected))),
            Ask::Here { answer, .. } => drop(answer.send(Err(rejected))),
            Ask::Whole(answer) => drop(answer.send(Err(rejected))),
            Ask::Elsewhere(_) | Ask::Hint(_) => {}
        }
    }
}

/// Logs what is wrong with the store, and returns what callers are told.
fn report(region: RegionId, error: JournalError) -> Rejected {
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    error!(region.id = %region, cause, "{error}");
    match error {
        JournalError::Unreadable { release, .. } => Rejected::Unreadable { release },
        JournalError::Store(_)
        | JournalError::Gap { .. }
        | JournalError::Ledger(_)
        | JournalError::NoLedger
        | JournalError::Closed => Rejected::OutOfOrder,
    }
}

/// Returns who acts, as the rights stand.
fn actor(
    by: Sender,
    insider: impl FnOnce(PersonId, Option<Role>) -> Result<Insider, Rejected>,
) -> Result<Actor, Rejected> {
    match by {
        Sender::System => Ok(Actor::System),
        Sender::Person(person) => insider(person, None).map(|insider| insider.actor()),
        Sender::InRole(person, role) => insider(person, Some(role)).map(|insider| insider.actor()),
    }
}
