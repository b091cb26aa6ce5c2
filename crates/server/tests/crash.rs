//! The real program, killed under load: what was acknowledged is there, once and in order.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command as Program, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{
    AnswerKey, AnswerValue, Change, Command, CommandId, FieldId, OrganisationId, Region, Sent,
    evolve,
};
use reqwest::{Client, StatusCode};
use server::db::Db;
use stage::{
    Stage,
    house::*,
    served::{browser, sign_in},
};
use uuid::Uuid;

/// How often a server is killed, on each engine.
const KILLS: usize = 24;
/// How long a server works before it is killed.
const WORK: Duration = Duration::from_millis(120);
/// A server that takes longer than this to start is broken.
const START_MAX: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_loses_and_doubles_nothing() {
    hit_under_load(Stage::sqlite(), 1, Blow::Kill).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_on_postgres_lose_and_double_nothing() {
    hit_under_load(Stage::postgres().await, 2, Blow::Kill).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cuts_its_connections_loses_and_doubles_nothing() {
    hit_under_load(Stage::postgres().await, 2, Blow::Cut).await;
}

/// Whoever started it reads its first line and goes, as a script does; the second, with the link of the first
/// administrator, meets nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_nobody_listens_to_goes_on() {
    let stage = Stage::sqlite();
    let mut server = Server::start(&stage).await;
    drop(server.child.stdout.take());
    server.kill();
    let (end, nobody) = std::io::pipe().unwrap();
    drop(end);
    let mut program = program(&stage.address, &stage.folder, &server.listen);
    server.child = program.stdout(nobody).stderr(Stdio::null()).spawn().unwrap();
    server.must_answer().await;
    server.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_to_stop_lets_readers_go_and_says_goodbye() {
    let stage = Stage::sqlite();
    furnish(&stage).await;
    let mut server = Server::start(&stage).await;
    let client = server.sign_in("waterdam").await;
    let stream = format!("{}/regio/{REGION}/stroom?na=0", server.address);
    let mut stream = client.get(stream).send().await.unwrap();
    let stop = Program::new("kill").arg("-TERM").arg(server.child.id().to_string()).status();
    assert!(stop.unwrap().success());
    let end = tokio::time::timeout(Duration::from_secs(5), async {
        while let Ok(Some(_)) = stream.chunk().await {}
    });
    end.await.expect("the stream ends");
    let ended = tokio::task::spawn_blocking(move || server.child.wait().unwrap()).await.unwrap();
    assert!(ended.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_file_says_so_in_one_line() {
    let stage = Stage::sqlite();
    furnish(&stage).await;
    let _first = Server::start(&stage).await;
    let second = program(&stage.address, &stage.folder, "127.0.0.1:0").output().unwrap();
    assert!(!second.status.success());
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("another server is using"), "{said}");
}

/// What happens to the servers under load.
#[derive(Clone, Copy)]
enum Blow {
    /// One is killed and starts again.
    Kill,
    /// The database cuts every connection.
    Cut,
}

/// Several people write while the servers are hit again and again.
async fn hit_under_load(stage: Stage, instances: usize, blow: Blow) {
    let start = furnish(&stage).await;
    let mut servers = Vec::new();
    for _ in 0..instances {
        servers.push(Server::start(&stage).await);
    }
    let done = Arc::new(AtomicBool::new(false));
    let mut writers = Vec::new();
    for (account, municipality) in [("waterdam", WATERDAM), ("berkelo", BERKELO)] {
        let client = servers[0].sign_in(account).await;
        for name in ["1.1", "1.2", "1.3a", "1.3b"] {
            let server = servers[writers.len() % instances].address.clone();
            let writer =
                Writer { client: client.clone(), server, municipality, field: field(name) };
            writers.push(tokio::spawn(writer.write(done.clone())));
        }
    }
    for kill in 0..KILLS {
        tokio::time::sleep(WORK).await;
        match blow {
            Blow::Kill => {
                servers[kill % instances].kill();
                servers[kill % instances].restart(&stage).await;
            }
            Blow::Cut => stage.cut_connections().await,
        }
    }
    done.store(true, Ordering::Relaxed);
    let mut acknowledged = Vec::new();
    for writer in writers {
        acknowledged.push(writer.await.unwrap());
    }
    servers.iter_mut().for_each(Server::kill);
    drop(servers);
    check(&stage, start, &acknowledged).await;
}

/// Compares what was acknowledged with what a fresh start reads.
async fn check(stage: &Stage, start: u64, writers: &[Written]) {
    let house = House::new(stage.open().await);
    let standing = house.journal.standing(REGION).await.unwrap().unwrap();
    let mut region = Region::new(REGION);
    let mut found: HashMap<CommandId, Vec<u64>> = HashMap::new();
    while region.head < standing.head {
        // Reading refuses a gap.
        for entry in house.journal.entries(REGION, region.head, standing.head).await.unwrap() {
            assert_eq!(entry.seq, region.head + 1);
            found.entry(entry.command).or_default().push(entry.seq);
            evolve(&mut region, &entry);
        }
    }
    let mut all = 0;
    for written in writers {
        for (command, seq) in &written.acknowledged {
            assert_eq!(found.get(command), Some(&vec![*seq]), "acknowledged once, present once");
        }
        all += written.acknowledged.len();
        assert_eq!(region.working(written.key).value, written.last, "in order");
    }
    assert_eq!(standing.head, start + all as u64, "nothing that nobody was told");
    assert!(KILLS < all, "the load was real: {all}");
    let seen = house.regions.look(REGION, EDITOR).await.unwrap().region;
    assert_eq!(seen.head, standing.head);
}

/// Somebody who changes one answer to and fro, and asks again until told.
struct Writer {
    client: Client,
    server: String,
    municipality: OrganisationId,
    field: FieldId,
}

struct Written {
    key: AnswerKey,
    last: Option<AnswerValue>,
    acknowledged: Vec<(CommandId, u64)>,
}

impl Writer {
    async fn write(self, done: Arc<AtomicBool>) -> Written {
        let key = AnswerKey { municipality: self.municipality, field: self.field };
        let mut written = Written { key, last: None, acknowledged: vec![] };
        while !done.load(Ordering::Relaxed) {
            let to = if written.last == Some(AnswerValue::Yes) {
                Some(AnswerValue::No)
            } else {
                Some(AnswerValue::Yes)
            };
            let change = Change { from: written.last, to };
            let command =
                Command::Answer { municipality: self.municipality, field: self.field, change };
            let sent = Sent { id: CommandId(Uuid::new_v4()), command };
            let seq = self.until_told(&sent).await;
            written.acknowledged.push((sent.id, seq));
            written.last = to;
        }
        written
    }

    async fn until_told(&self, sent: &Sent) -> u64 {
        let address = format!("{}/regio/{REGION}/opdrachten", self.server);
        loop {
            match self.client.post(&address).json(sent).send().await {
                Ok(answer) if answer.status() == StatusCode::OK => {
                    if let Ok(body) = answer.json::<serde_json::Value>().await {
                        return body["seq"].as_u64().unwrap();
                    }
                }
                Ok(answer) => {
                    let status = answer.status();
                    let retry = status == StatusCode::SERVICE_UNAVAILABLE;
                    assert!(retry, "{status}: {}", answer.text().await.unwrap_or_default());
                }
                Err(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The real program.
struct Server {
    address: String,
    listen: String,
    child: Child,
}

impl Server {
    async fn start(stage: &Stage) -> Self {
        let mut child = start(stage, "127.0.0.1:0");
        let listen = says_where_it_listens(&mut child);
        let mut server = Self { address: format!("http://{listen}"), listen, child };
        server.must_answer().await;
        server
    }

    async fn restart(&mut self, stage: &Stage) {
        self.child = start(stage, &self.listen);
        self.must_answer().await;
    }

    async fn must_answer(&mut self) {
        let (client, since) = (browser(), Instant::now());
        let health = format!("{}/healthz", self.address);
        while since.elapsed() < START_MAX {
            let answer = client.get(&health).send().await;
            if answer.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return;
            }
            assert!(self.child.try_wait().unwrap().is_none(), "the server ended by itself");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the server does not answer");
    }

    async fn sign_in(&self, account: &str) -> Client {
        let client = browser();
        let answer = sign_in(&client, &self.address, account, PASSWORD).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        client
    }

    /// Ends it at once, as a power cut does for a program.
    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn start(stage: &Stage, listen: &str) -> Child {
    let mut program = program(&stage.address, &stage.folder, listen);
    program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

fn says_where_it_listens(child: &mut Child) -> String {
    let mut said = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
    let (_, host) = said.trim().split_once("http://").expect("an address");
    host.trim_end_matches('/').to_owned()
}

fn program(database: &str, site: &Path, listen: &str) -> Program {
    let mut program = Program::new(env!("CARGO_BIN_EXE_server"));
    program.args(["serve", "--plain-http", "--database", database, "--listen", listen]);
    // The house was furnished without one.
    program.arg("--without-ledger");
    program.args(["--clock", "2026-11-23T09:00:00+01:00"]);
    program.arg("--site").arg(site).stdout(Stdio::null());
    program
}

/// Fills the database and lets go of it; returns the number of the last entry.
async fn furnish(stage: &Stage) -> u64 {
    let db: Db = stage.open().await;
    let house = House::furnished(db.clone()).await;
    let head = house.journal.standing(REGION).await.unwrap().unwrap().head;
    db.close().await;
    head
}
