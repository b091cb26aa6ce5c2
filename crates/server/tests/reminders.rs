//! Reminders by the real program: each is written once, whichever instance is first and whoever is killed half-way.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command as Program, Stdio},
    time::Duration,
};

use domain::{
    Command, Day, Event, OrganisationKind, Plan, RegionId, Role, Rung, SeenAction, TypedText,
    action::made_for,
};
use server::{people::Membership, regions::Sender};
use stage::{Stage, house::*};
use uuid::Uuid;

/// How many regions one pass goes through.
const REGIONS: u128 = 40;
/// How many actions each of them has.
const ACTIONS: usize = 2;
/// On which days the program runs, each a working day on which another rung is due of what must be done on Monday
/// 7 December 2026.
const DAYS: [&str; 4] = ["2026-12-01", "2026-12-11", "2026-12-16", "2026-12-18"];
/// How many milliseconds later it is killed each time, until it came through all regions.
const LATER_EACH_TIME_MS: u64 = 20;
/// After how many milliseconds it is killed at the latest, before it may finish.
const KILLED_AFTER_MS_MAX: u64 = 400;
/// How many milliseconds it then has for one pass, and how often: a slow machine may need more than one.
const PASS_MS: u64 = 1_500;
/// See there.
const PASSES_MAX: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_says_each_reminder_once() {
    each_once(Stage::sqlite(), 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_on_postgres_say_each_reminder_once() {
    each_once(Stage::postgres().await, 2).await;
}

async fn each_once(stage: Stage, instances: usize) {
    let db = stage.open().await;
    furnish(&House::furnished(db.clone()).await).await;
    db.close().await;
    let mut half_way = 0;
    for (number, day) in DAYS.into_iter().enumerate() {
        let rungs = &Rung::ALL[..=number];
        let step = usize::try_from(LATER_EACH_TIME_MS).unwrap();
        let waits =
            (0..KILLED_AFTER_MS_MAX).step_by(step).chain(std::iter::repeat_n(PASS_MS, PASSES_MAX));
        for wait in waits {
            let running: Vec<Running> =
                (0..instances).map(|_| Running::start(&stage, day)).collect();
            tokio::time::sleep(Duration::from_millis(wait)).await;
            // One file has one server: it is looked into between its runs.
            drop(running);
            let said = all_said(&stage).await;
            assert_eq!(said.len(), ACTIONS * usize::try_from(REGIONS).unwrap());
            let done = said.iter().filter(|of_one| of_one.len() == rungs.len()).count();
            half_way += usize::from(0 < done && done < said.len());
            for of_one in &said {
                assert!(of_one == rungs || *of_one == rungs[..number], "{day}: {of_one:?}");
            }
            if done == said.len() {
                break;
            }
        }
        assert!(all_said(&stage).await.iter().all(|of_one| of_one == rungs), "{day}");
    }
    // On four days, each with several kills: some of them come in the middle of a pass.
    assert!(0 < half_way, "nobody was killed half-way");
}

/// Returns what was said of each action, in its order.
async fn all_said(stage: &Stage) -> Vec<Vec<Rung>> {
    let db = stage.open().await;
    let house = House::new(db.clone());
    let mut all = vec![];
    for number in 0..REGIONS {
        let entries = house.journal.entries(region(number), 0, u64::MAX >> 1).await.unwrap();
        let made = entries.iter().filter_map(|entry| match entry.event {
            Event::ActionMade { action, .. } => Some(action),
            _ => None,
        });
        all.extend(made.map(|made| {
            let rung = |event: &Event| match event {
                Event::ActionReminded { action, rung, .. } if *action == made => Some(*rung),
                _ => None,
            };
            entries.iter().filter_map(|entry| rung(&entry.event)).collect()
        }));
    }
    db.close().await;
    all
}

fn region(number: u128) -> RegionId {
    RegionId(Uuid::from_u128(0x1000 + number))
}

/// Makes regions in each of which Waterdam asked Berkelo to do something, and Berkelo accepted.
async fn furnish(house: &House) {
    for number in 0..REGIONS {
        let region = region(number);
        let name = format!("Regio {number}");
        house.journal.add_region(region, &name, NOW).await.unwrap();
        give(house, region, Command::FoundRegion { name: TypedText::new(name) }).await;
        for (organisation, person) in [(WATERDAM, EDITOR), (BERKELO, NEIGHBOUR)] {
            let (kind, (chain_parties, serves)) =
                (OrganisationKind::Municipality, Default::default());
            give(house, region, Command::Admit { organisation, kind, chain_parties, serves }).await;
            let (roles, since, until) = (vec![Role::Editor], NOW, None);
            let place =
                Membership { person, region, organisation, roles, may_adopt: true, since, until };
            house.people.set_membership(&place, None, NOW).await.unwrap();
        }
        for number in 0..ACTIONS {
            let plan = Plan {
                title: TypedText::new(format!("Leg route {number} vast")),
                why: TypedText::default(),
                done_when: TypedText::default(),
                contributors: [].into(),
                concerns: [].into(),
                due: Day::new(2026, 12, 7),
                priority: Default::default(),
            };
            let (owners, plan) = ([BERKELO].into(), Box::new(plan));
            let asked = sent(Command::MakeActions { owners, plan, cause: None, offer: true });
            let action = made_for(asked.id, BERKELO);
            house.regions.submit(region, Sender::Person(EDITOR), asked).await.unwrap();
            let found = house.regions.look(region, EDITOR).await.unwrap().region;
            let seen = SeenAction { action, seen: found.actions[&action].fingerprint() };
            let accepted = sent(Command::AcceptAction { seen });
            house.regions.submit(region, Sender::Person(NEIGHBOUR), accepted).await.unwrap();
        }
    }
}

async fn give(house: &House, region: RegionId, command: Command) {
    house.regions.submit(region, Sender::System, sent(command)).await.unwrap();
}

/// The real program, ended at once when it is let go of, as a power cut does.
struct Running(Child);

impl Running {
    /// Starts it on a day, and waits until it listens: from then on it goes through the regions.
    fn start(stage: &Stage, day: &str) -> Self {
        let mut program = Program::new(env!("CARGO_BIN_EXE_server"));
        program.args(["serve", "--plain-http", "--without-ledger", "--listen", "127.0.0.1:0"]);
        program.args(["--database", &stage.address]).arg("--site").arg(&stage.folder);
        program.args(["--clock", &format!("{day}T09:00:00+01:00")]);
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        assert!(said.contains("http://"), "{said}");
        Self(child)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
