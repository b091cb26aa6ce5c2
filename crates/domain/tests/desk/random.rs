//! A desk to which anything may happen, in any order.

use domain::desk::Gap;
use domain::view::{entry_for, snapshot_for};
use domain::{CommandId, Desk, Touched};
use proptest::prelude::*;

use crate::given::asking::region;
use crate::given::people::{TOWN, editor};
use crate::given::steps::{Step, command, who};
use crate::table::{Table, Waiting, me};

/// One thing that may happen to a desk.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Mine(Step),
    Elsewhere(Step),
    Judged { told: bool },
    Told(u8),
    Arrives(u8),
    ComesAgain(u8),
    Snapshot,
    Reload,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    // Few fields and values, so that what one chooses another takes back.
    let step = || {
        any::<[u8; 7]>().prop_map(Step::new).prop_map(|step| match step.whose {
            208.. => step.about_actions(),
            whose => Step {
                what: if whose < 128 { step.what % 8 } else { step.what },
                field: step.field % 3,
                value: step.value % 3,
                ..step
            },
        })
    };
    let one = prop_oneof![
        6 => step().prop_map(Happening::Mine),
        5 => step().prop_map(Happening::Elsewhere),
        4 => any::<bool>().prop_map(|told| Happening::Judged { told }),
        2 => any::<u8>().prop_map(Happening::Told),
        5 => (0u8..4).prop_map(Happening::Arrives),
        1 => any::<u8>().prop_map(Happening::ComesAgain),
        1 => Just(Happening::Snapshot),
        1 => Just(Happening::Reload),
    ];
    proptest::collection::vec(one, 1..80)
}

impl Table {
    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Mine(step) => {
                self.next += 1;
                let sent = command(step, self.next, Some(TOWN), self.desk.shown());
                let _refused_in_words = self.attempt(sent);
            }
            Happening::Elsewhere(step) if who(step) != me().0 => self.step_elsewhere(step),
            Happening::Elsewhere(_) => {}
            Happening::Judged { told } => self.judged(told),
            Happening::Told(which) => self.tell_late(which),
            Happening::Arrives(times) => {
                for _ in 0..times {
                    self.arrive();
                }
            }
            Happening::ComesAgain(which) => self.come_again(which),
            Happening::Snapshot => self.restart(),
            Happening::Reload => self.reload(),
        }
    }

    fn step_elsewhere(&mut self, step: Step) {
        self.next += 1;
        let sent = command(step, self.next, Some(TOWN), &self.server.region);
        let colleague = step.place.is_multiple_of(2);
        let who = if colleague { editor(TOWN) } else { who(step) };
        self.server = self.server.clone().judge(who, sent).given();
    }

    fn judged(&mut self, told: bool) {
        let Some(at) = self.waiting.iter().position(|waiting| waiting.judged.is_none()) else {
            return;
        };
        let id = self.waiting[at].sent.id;
        match self.judge_oldest() {
            Some(Ok(seq)) if told => self.tell(id, seq),
            Some(Err(_)) => {
                self.waiting.remove(at);
                self.watch(|desk| Ok::<_, Gap>(desk.reject(id))).unwrap();
                self.compare();
            }
            _ => {}
        }
    }

    /// An acknowledgement comes late, or once more.
    fn tell_late(&mut self, which: u8) {
        let judged: Vec<(CommandId, u64)> =
            self.waiting.iter().filter_map(|it| Some((it.sent.id, it.judged?))).collect();
        if let Some((id, seq)) = judged.get(usize::from(which) % judged.len().max(1)).copied() {
            self.tell(id, seq);
        }
    }

    fn come_again(&mut self, which: u8) {
        let at = usize::from(which) % self.server.entries.len();
        let delivery = entry_for(&me().1.viewer(), &self.server.entries[at]);
        let head = self.desk.head();
        let got = self.watch(|desk| desk.receive(&delivery));
        match delivery.seq() {
            seq if seq <= head => assert_eq!(got, Ok(Touched::none())),
            // It was the next one after all; past one that removes a text only a snapshot leads.
            seq if seq == head + 1 && !delivery.removes_text() => self.fold(&delivery),
            _ => assert_eq!(got, Err(Gap { expected: head + 1 })),
        }
        self.compare();
    }

    /// The page is loaded anew: what the server did not answer waits on the device.
    fn reload(&mut self) {
        self.confirmed = snapshot_for(&me().1.viewer(), &self.server.region);
        self.desk = Desk::new(me().1, self.confirmed.clone());
        self.waiting.retain(|waiting| !waiting.told);
        for Waiting { sent, at, .. } in self.waiting.clone() {
            self.watch(|desk| Ok::<_, Gap>(desk.resume(sent, at))).unwrap();
        }
        self.compare();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_desk_shows_what_is_confirmed_plus_what_waits(happenings in happenings()) {
        let mut table = Table::lay(region());
        for happening in happenings {
            table.happen(happening);
        }
    }
}
