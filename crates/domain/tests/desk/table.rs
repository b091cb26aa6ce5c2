//! A desk beside the region that the server holds, watched at every operation.

use std::collections::{BTreeMap, BTreeSet};

use domain::desk::Gap;
use domain::view::{entry_for, snapshot_for};
use domain::{
    Actor, AnswerKey, CommandId, Delivery, Desk, Entry, FieldId, Member, Moment, OrganisationId,
    Refusal, Region, Sent, Sheet, Spot, Touched, decide, evolve,
};
use uuid::Uuid;

use crate::given::Given;
use crate::given::asking::Asking;
use crate::given::people::{TOWN, Who, lead};

/// A desk beside the region that the server holds.
pub struct Table {
    pub server: Given,
    pub desk: Desk,
    /// What the desk has confirmed, folded apart from it.
    pub confirmed: Region,
    pub waiting: Vec<Waiting>,
    pub next: u32,
}

/// A command that waits at the desk.
#[derive(Clone)]
pub struct Waiting {
    pub sent: Sent,
    pub at: Moment,
    /// The entry up to which the server took it in.
    pub judged: Option<u64>,
    /// Whether the desk heard so.
    pub told: bool,
}

pub fn me() -> (Who, Member) {
    match lead(TOWN) {
        Who::Member(member) => (lead(TOWN), member),
        Who::System | Who::Guest(_) => unreachable!("a lead has a place"),
    }
}

impl Table {
    pub fn lay(server: Given) -> Table {
        let confirmed = snapshot_for(&me().1.viewer(), &server.region);
        let desk = Desk::new(me().1, confirmed.clone());
        Table { server, desk, confirmed, waiting: vec![], next: 5000 }
    }

    pub fn sent(&mut self, asking: Asking) -> Sent {
        self.next += 1;
        let id = CommandId(Uuid::from_u128(u128::from(self.next)));
        Sent { id, command: asking(self.desk.shown()) }
    }

    /// Gives a command at the desk.
    pub fn give(&mut self, asking: Asking) -> Result<Touched, Refusal> {
        let sent = self.sent(asking);
        self.attempt(sent)
    }

    pub fn attempt(&mut self, sent: Sent) -> Result<Touched, Refusal> {
        let at = self.server.now();
        let judged = self.desk.judge(&sent, at);
        let touched = self.watch(|desk| desk.attempt(sent.clone(), at));
        assert_eq!(judged.as_ref().err(), touched.as_ref().err());
        if judged.is_ok_and(|events| !events.is_empty()) {
            self.waiting.push(Waiting { sent, at, judged: None, told: false });
        }
        self.compare();
        touched
    }

    /// The server judges the oldest command that it has not judged, and answers.
    pub fn judge_oldest(&mut self) -> Option<Result<u64, Refusal>> {
        let at = self.waiting.iter().position(|waiting| waiting.judged.is_none())?;
        let sent = self.waiting[at].sent.clone();
        let then = self.server.clone().judge(me().0, sent);
        let verdict = then.verdict().map(|_| ()).map_err(Clone::clone);
        self.server = then.given();
        match verdict {
            Ok(()) => {
                self.waiting[at].judged = Some(self.server.region.head);
                Some(Ok(self.server.region.head))
            }
            Err(refusal) => Some(Err(refusal)),
        }
    }

    /// The desk hears that the server took a command in.
    pub fn tell(&mut self, command: CommandId, seq: u64) {
        self.watch(|desk| Ok::<_, Gap>(desk.acknowledge(command, seq))).unwrap();
        for waiting in self.waiting.iter_mut().filter(|waiting| waiting.sent.id == command) {
            waiting.told = true;
        }
        self.drop_taken_in();
        self.compare();
    }

    /// A colleague or a neighbour does something on the server.
    pub fn elsewhere(&mut self, who: Who, asking: Asking) {
        self.server = self.server.clone().and(who, asking);
    }

    /// The next entry arrives.
    pub fn arrive(&mut self) -> Option<Touched> {
        let entry = self.server.entries.get(usize::try_from(self.desk.head()).unwrap())?.clone();
        Some(self.receive(&entry))
    }

    pub fn receive(&mut self, entry: &Entry) -> Touched {
        let delivery = entry_for(&me().1.viewer(), entry);
        if delivery.removes_text() {
            let expected = self.desk.head() + 1;
            let got = self.watch(|desk| desk.receive(&delivery));
            assert_eq!(got, Err(Gap { expected }), "past it only a snapshot leads");
            self.restart();
            return Touched::Everything;
        }
        let touched = self.watch(|desk| desk.receive(&delivery)).unwrap();
        self.fold(&delivery);
        self.compare();
        touched
    }

    /// A fresh snapshot comes.
    pub fn restart(&mut self) {
        let head = self.confirmed.head;
        let snapshot = snapshot_for(&me().1.viewer(), &self.server.region);
        self.confirmed = snapshot.clone();
        // Of these the desk had seen a beginning; the snapshot has the rest.
        let begun = |waiting: &Waiting| {
            let mut entries = self.server.entries.iter();
            Some(head) < waiting.judged
                && entries.any(|entry| entry.command == waiting.sent.id && entry.seq <= head)
        };
        self.waiting.retain(|waiting| !begun(waiting));
        self.drop_taken_in();
        assert_eq!(self.desk.restart(snapshot), Touched::Everything);
        self.compare();
    }

    /// Folds a delivery apart from the desk. Of one command nothing else comes in between: at its
    /// last entry it has arrived.
    pub fn fold(&mut self, delivery: &Delivery) {
        delivery.fold_into(&mut self.confirmed);
        let next = self.server.entries.get(usize::try_from(delivery.seq()).unwrap());
        if next.is_none_or(|next| Some(next.command) != delivery.command()) {
            self.waiting.retain(|waiting| Some(waiting.sent.id) != delivery.command());
        }
        self.drop_taken_in();
    }

    /// What the desk knows to be taken in, and has, waits no longer.
    pub fn drop_taken_in(&mut self) {
        let head = self.confirmed.head;
        let taken_in = |waiting: &Waiting| waiting.told && waiting.judged <= Some(head);
        self.waiting.retain(|waiting| !taken_in(waiting));
    }

    /// Does something to the desk and compares what is shown before and after.
    pub fn watch<E>(
        &mut self,
        act: impl FnOnce(&mut Desk) -> Result<Touched, E>,
    ) -> Result<Touched, E> {
        let before = self.desk.shown().clone();
        let touched = act(&mut self.desk);
        let after = self.desk.shown();
        match &touched {
            Ok(Touched::Everything) => {}
            Ok(Touched::Spots(spots)) => differs_only_in(&before, after, spots),
            Err(_) => assert_eq!(&before, after, "a refusal touches nothing"),
        }
        touched
    }

    /// What is shown is what was confirmed plus what waits.
    pub fn compare(&self) {
        let mut shown = self.confirmed.clone();
        for Waiting { sent, at, .. } in &self.waiting {
            let actor = Actor::Member(me().1);
            for event in decide(&shown, &actor, sent, *at).unwrap_or_default() {
                let (seq, by, command) = (shown.head + 1, actor.author(), sent.id);
                evolve(&mut shown, &Entry { seq, at: *at, by, command, event });
            }
        }
        shown.head = self.confirmed.head;
        assert_eq!(self.desk.shown(), &shown);
        assert_eq!(self.desk.head(), self.confirmed.head);
    }
}

pub fn differs_only_in(before: &Region, after: &Region, touched: &BTreeSet<Spot>) {
    let mut rest = [before.clone(), after.clone()];
    for region in &mut rest {
        region.head = 0;
        for spot in touched {
            match spot {
                Spot::Requests => region.requests.clear(),
                Spot::Actions => {
                    region.actions.clear();
                    region.steering_dates.clear();
                }
                Spot::Talk(question) => {
                    region.threads.retain(|_, thread| thread.topic.question != *question);
                }
                Spot::Sheet(Sheet::Answer(key)) => {
                    remove(&mut region.answers, key);
                    remove(&mut region.drafts, key);
                    let regional = region.regional.get_mut(&key.field);
                    regional.map(|answer| answer.reactions.remove(&key.municipality));
                }
                Spot::Sheet(Sheet::Regional(field)) => {
                    region.regional_drafts.remove(field);
                }
                Spot::Sheet(Sheet::View(key)) => {
                    let drafts = region.drafts.get_mut(&key.partner);
                    drafts.map(|drafts| drafts.remove(&key.field));
                    region.drafts.retain(|_, drafts| !drafts.is_empty());
                }
            }
        }
    }
    assert_eq!(rest[0], rest[1], "untouched, and yet different");
}

pub fn remove<T>(all: &mut BTreeMap<OrganisationId, BTreeMap<FieldId, T>>, key: &AnswerKey) {
    if let Some(fields) = all.get_mut(&key.municipality) {
        fields.remove(&key.field);
        if fields.is_empty() {
            all.remove(&key.municipality);
        }
    }
}
