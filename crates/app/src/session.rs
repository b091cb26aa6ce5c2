//! A reader's live session on one region: the desk, and what waits for the server.
//!
//! Invariant: the desk is one plain struct outside the reactive graph. Components read it through
//! a [`Reader`], which subscribes to exactly the topics it reads; only touched topics fire, after
//! the desk is released.

mod heard;
mod link;
mod outbox;
mod place;
mod presence;

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    AnswerKey, Command, Delivery, Desk, FieldId, Insider, Moment, OrganisationId, QuestionId,
    Refusal, Region, RegionId, Sent, Sheet, Spot, Touched,
};
use leptos::prelude::*;
use leptos::reactive::signal::ArcTrigger;

use self::heard::Heard;
pub use self::link::Link;
use self::outbox::{Posting, Unkept};
pub use self::place::{Place, anchor, stands_at_text};
use self::presence::Presence;
use crate::page::{Table, wire};
use crate::platform::{self, Told};

/// What a component can look at, and be told about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Topic {
    Sheet(Sheet),
    Organisation(OrganisationId),
    Everything,
    Structure,
    Requests,
    Talk(QuestionId),
    Actions,
}

impl Topic {
    /// The one place that knows which topics a spot belongs to.
    fn of(spot: Spot) -> Vec<Topic> {
        match spot {
            Spot::Sheet(sheet) => {
                let owner = sheet.owner().map(Topic::Organisation);
                [Topic::Sheet(sheet), Topic::Everything].into_iter().chain(owner).collect()
            }
            Spot::Requests => vec![Topic::Requests, Topic::Everything],
            Spot::Talk(question) => vec![Topic::Talk(question), Topic::Everything],
            Spot::Actions => vec![Topic::Actions, Topic::Everything],
        }
    }
}

/// What became of the latest edit at one place.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Feedback {
    /// Nothing to say.
    #[default]
    Quiet,
    /// On its way.
    Busy,
    /// Durably taken in, at this time.
    Saved(Moment),
    /// Kept until the server can be reached: on this device, or in the page where it refuses.
    Waiting,
    /// Kept as above until the reader proves who they are.
    ToProve,
    /// The server was reached and could not save it. It waits as above, and is tried again.
    Failed,
    /// Refused; what was typed stays in the page.
    Refused(Box<Refusal>),
    /// Someone else changed it just now.
    ChangedNow,
}

/// A reader's live session. Cheap to copy; lives as long as its page.
#[derive(Clone, Copy)]
pub struct Session {
    region: RegionId,
    desk: StoredValue<Desk>,
    topics: StoredValue<HashMap<Topic, ArcTrigger>>,
    feedback: StoredValue<HashMap<Place, ArcRwSignal<Feedback>>>,
    link: RwSignal<Link>,
    waiting: RwSignal<usize>,
    unkept: StoredValue<Unkept>,
    only_here: RwSignal<bool>,
    /// Something waits until the reader proves who they are.
    to_prove: RwSignal<bool>,
    /// The text areas in which something stands that was not given yet.
    held: StoredValue<HashSet<String>>,
    /// What was typed where the page has no place for it any more.
    homeless: RwSignal<BTreeMap<FieldId, String>>,
    posting: StoredValue<Posting>,
    /// Whether the desk cannot go on without a snapshot: an entry is missing, or a text was removed.
    stale: StoredValue<bool>,
    last: StoredValue<Moment>,
    presence: Presence,
    /// What was told to the reader since the page was made.
    heard: Heard,
}

/// Returns the session of this page.
pub fn use_session() -> Session {
    expect_context()
}

/// The only way for a component to look at the desk.
pub struct Reader<'a> {
    desk: &'a Desk,
    session: Session,
}

impl Reader<'_> {
    fn on(&self, topic: Topic) -> &Region {
        self.session.trigger(topic).track();
        self.desk.shown()
    }

    /// Looks at the region for the sake of one answer only.
    pub fn answer(&self, key: AnswerKey) -> &Region {
        self.sheet(key.into())
    }

    /// Looks at the region for the sake of what it answers itself.
    pub fn regional(&self, field: FieldId) -> &Region {
        self.sheet(Sheet::Regional(field))
    }

    /// Looks at the region for the sake of one sheet only.
    pub fn sheet(&self, sheet: Sheet) -> &Region {
        self.on(Topic::Sheet(sheet))
    }

    /// Looks at the region for the sake of one municipality's answers.
    pub fn municipality(&self, municipality: OrganisationId) -> &Region {
        self.on(Topic::Organisation(municipality))
    }

    /// Looks at who takes part and what is asked.
    pub fn structure(&self) -> &Region {
        self.on(Topic::Structure)
    }

    /// Looks at who was asked what.
    pub fn requests(&self) -> &Region {
        self.on(Topic::Requests)
    }

    /// Looks at what people say to each other about a question.
    pub fn talk(&self, question: QuestionId) -> &Region {
        self.on(Topic::Talk(question))
    }

    /// Looks at what organisations were asked to do, and when the steering group meets.
    pub fn actions(&self) -> &Region {
        self.on(Topic::Actions)
    }

    /// Looks at everything. For one or two summaries on a page, not for dozens.
    pub fn everything(&self) -> &Region {
        self.on(Topic::Everything)
    }
}

impl Session {
    /// Lays the desk of a page. In the browser, [`Session::start`] brings it to life.
    pub fn new(table: &Table) -> Self {
        Session {
            region: table.region.id,
            desk: StoredValue::new(Desk::new(table.insider, table.region.clone())),
            topics: StoredValue::new(HashMap::new()),
            feedback: StoredValue::new(HashMap::new()),
            link: RwSignal::new(Link::default()),
            waiting: RwSignal::new(0),
            unkept: StoredValue::new(Unkept::default()),
            only_here: RwSignal::new(false),
            to_prove: RwSignal::new(false),
            held: StoredValue::new(HashSet::new()),
            homeless: RwSignal::new(BTreeMap::new()),
            posting: StoredValue::new(Posting::default()),
            stale: StoredValue::new(false),
            last: StoredValue::new(Moment::default()),
            presence: Presence::new(),
            heard: Heard::new(),
        }
    }

    /// Returns who reads.
    pub fn insider(self) -> Insider {
        self.desk.with_value(Desk::insider)
    }

    /// Looks at the desk and subscribes to what is looked at.
    pub fn read<T>(self, look: impl FnOnce(&Reader<'_>) -> T) -> T {
        self.desk.with_value(|desk| look(&Reader { desk, session: self }))
    }

    /// Derives something from the desk.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        look: impl Fn(&Reader<'_>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.read(&look))
    }

    /// Returns how the session stands with the server.
    pub fn link(self) -> Link {
        self.link.get()
    }

    /// Returns how many commands wait for the server.
    pub fn waiting(self) -> usize {
        self.waiting.get()
    }

    /// Returns what became of the latest edit at a place.
    pub fn feedback(self, place: impl Into<Place>) -> Feedback {
        self.feedback_of(place.into()).get()
    }

    /// Says what became of an edit that never got as far as the desk.
    pub fn say(self, place: impl Into<Place>, feedback: Feedback) {
        self.feedback_of(place.into()).set(feedback);
    }

    /// Returns why the text that stands in the page at a place was not taken in, if it was not.
    /// What is refused is on the screen and nowhere else.
    pub fn refused_text(self, place: impl Into<Place>) -> Option<Refusal> {
        match self.feedback_of(place.into()).get_untracked() {
            Feedback::Refused(refusal) if is_about_text(&refusal) => Some(*refusal),
            _ => None,
        }
    }

    /// Notes whether a reason stands in the page that was not given yet: leaving would lose it.
    /// `input` is the id of its text area.
    pub fn hold(self, input: String, is_held: bool) {
        // A page that is gone holds nothing.
        let _ = self.held.try_update_value(|held| {
            if is_held {
                held.insert(input);
            } else {
                held.remove(&input);
            }
        });
    }

    fn holds_something(self) -> bool {
        self.held.with_value(|held| !held.is_empty())
    }

    fn holds_refused_text(self) -> bool {
        let places: Vec<Place> = self.feedback.with_value(|all| all.keys().copied().collect());
        places.into_iter().any(|place| self.refused_text(place).is_some())
    }

    /// Gives a command: shown at once and sent, or refused with the reason.
    pub fn send(self, command: Command) -> Result<(), Refusal> {
        let sent = Sent { id: platform::new_command(), command };
        let now = self.next_moment();
        let places = Place::of(&sent.command);
        let known = self.pending_count();
        let attempted = self.desk.try_update_value(|desk| desk.attempt(sent.clone(), now));
        match attempted {
            Some(Ok(touched)) => {
                self.fire(&touched);
                if known < self.pending_count() {
                    self.keep(&sent);
                    let away = matches!(self.link.get_untracked(), Link::Away | Link::SignedOut);
                    let said = if away { Feedback::Waiting } else { Feedback::Busy };
                    self.say_all(&places, &said);
                    self.post_waiting();
                }
                Ok(())
            }
            Some(Err(refusal)) => {
                self.say_refused(&sent, &refusal);
                Err(refusal)
            }
            None => Ok(()),
        }
    }

    /// Brings the session to life: takes up what waited on this device, and opens the stream.
    pub fn start(self) {
        for (_, text) in platform::kept(&self.outbox_prefix()) {
            match serde_json::from_str::<Sent>(&text) {
                Ok(sent) => {
                    let at = platform::now();
                    let resumed = self.desk.try_update_value(|desk| desk.resume(sent, at));
                    self.fire_some(resumed);
                }
                // Written by a release that this one cannot read: it stays for that release.
                Err(_) => self.set_link(Link::Outdated),
            }
        }
        self.waiting.set(self.pending_count());
        self.look_whether_kept();
        platform::ask_before_leaving(move || {
            self.would_be_lost()
                || self.holds_something()
                || self.holds_refused_text()
                || self.has_left()
        });
        let address = move || {
            if self.has_left() {
                return String::new();
            }
            let head = self.desk.with_value(Desk::head);
            wire::stream_address(self.region, head, self.insider().person())
        };
        platform::open_stream(&self.shared_name(), address, move |told| self.hear(told));
        platform::when_back(move || self.post_waiting());
        self.post_waiting();
    }

    fn hear(self, told: Told) {
        match told {
            Told::Open => {
                self.set_link(Link::Live);
                self.post_waiting();
                // What did not come while there was no connection is asked for again.
                if self.stale.get_value() {
                    platform::spawn(self.fetch_snapshot());
                }
            }
            Told::Delivery(text) => self.take_in(&text),
            Told::Presence(text) => self.hear_of(&text),
            Told::Snapshot => platform::spawn(self.fetch_snapshot()),
            Told::Rights => platform::spawn(self.look_who_i_am()),
            Told::Lost => self.lose_link(),
            Told::Ended => {
                self.lose_link();
                platform::spawn(self.fetch_snapshot());
            }
        }
    }

    fn take_in(self, text: &str) {
        let Ok(delivery) = serde_json::from_str::<Delivery>(text) else {
            // A kind of entry that this release does not know.
            self.set_link(Link::Outdated);
            return;
        };
        self.set_link(Link::Live);
        let foreign = self.foreign_change(&delivery);
        match self.desk.try_update_value(|desk| desk.receive(&delivery)) {
            Some(Ok(touched)) => {
                self.fire(&touched);
                self.forget_arrived(&delivery);
                self.waiting.set(self.pending_count());
                self.note_notice(&delivery);
                if let Some(place) = foreign {
                    self.note_foreign_change(place);
                }
            }
            Some(Err(_gap)) => {
                self.stale.set_value(true);
                platform::spawn(self.fetch_snapshot());
            }
            None => {}
        }
    }

    /// Returns the sheet that a delivery changes on behalf of someone else.
    fn foreign_change(self, delivery: &Delivery) -> Option<Place> {
        let Delivery::Full(entry) = delivery else { return None };
        let own = entry.by.person == Some(self.insider().person());
        if own { None } else { Place::changed_by(&entry.event) }
    }

    /// Marks a place as "just changed" for a minute, unless there is something weightier to say.
    fn note_foreign_change(self, place: Place) {
        const SHOWN_MS: u32 = 60_000;
        let feedback = self.feedback_of(place);
        if matches!(feedback.get_untracked(), Feedback::Quiet | Feedback::Saved(_)) {
            feedback.set(Feedback::ChangedNow);
            platform::after(SHOWN_MS, move || {
                if feedback.get_untracked() == Feedback::ChangedNow {
                    feedback.set(Feedback::Quiet);
                }
            });
        }
    }

    /// Returns the time on this device, later at every call, so that what waits keeps its order.
    fn next_moment(self) -> Moment {
        let now = Moment(platform::now().0.max(self.last.get_value().0 + 1));
        self.last.set_value(now);
        now
    }

    /// Names the stream that tabs share: the same region seen with the same eyes.
    fn shared_name(self) -> String {
        let insider = self.insider();
        let (person, of) = (insider.person(), insider.organisation());
        let of = of.map_or_else(|| "-".to_owned(), |of| of.to_string());
        format!("ketentafel/{person}/{of}/{}", self.region)
    }

    fn feedback_of(self, place: Place) -> ArcRwSignal<Feedback> {
        let known = self.feedback.with_value(|all| all.get(&place).cloned());
        known.unwrap_or_else(|| {
            let signal = ArcRwSignal::new(Feedback::default());
            self.feedback.update_value(|all| {
                all.insert(place, signal.clone());
            });
            signal
        })
    }

    fn say_all(self, places: &[Place], said: &Feedback) {
        for place in places {
            self.say(*place, said.clone());
        }
    }

    fn trigger(self, topic: Topic) -> ArcTrigger {
        let known = self.topics.with_value(|all| all.get(&topic).cloned());
        known.unwrap_or_else(|| {
            let trigger = ArcTrigger::new();
            self.topics.update_value(|all| {
                all.insert(topic, trigger.clone());
            });
            trigger
        })
    }

    fn fire_some(self, touched: Option<Touched>) {
        if let Some(touched) = touched {
            self.fire(&touched);
        }
    }

    fn fire(self, touched: &Touched) {
        let hit: Vec<ArcTrigger> = self.topics.with_value(|all| match touched {
            Touched::Everything => all.values().cloned().collect(),
            Touched::Spots(spots) => {
                let mut topics: Vec<Topic> =
                    spots.iter().flat_map(|spot| Topic::of(*spot)).collect();
                let mut seen = HashSet::new();
                topics.retain(|topic| seen.insert(*topic));
                topics.iter().filter_map(|topic| all.get(topic).cloned()).collect()
            }
        });
        for trigger in hit {
            trigger.notify();
        }
    }
}

/// Returns whether a refusal means that typed words are in the page only.
fn is_about_text(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::TextTooLong { .. }
            | Refusal::Guarded { .. }
            | Refusal::TellsCase { .. }
            | Refusal::TextChanged { .. }
            | Refusal::QuestionRemoved { .. }
            | Refusal::NotHere
    )
}
