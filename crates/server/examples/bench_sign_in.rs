//! Measures how much longer others wait while fifty people sign in at the same time: pages and commands of somebody
//! who works, in rounds with and without.

mod ground;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread::JoinHandle,
    time::Instant,
};

use ground::{
    Failure, Laps,
    database::Database,
    figure,
    product::Served,
    region::{House, PASSWORD, flip, login_of, municipality, region},
    wire::Line,
};

/// How many sign in at the same time.
const COMERS: usize = 50;
/// How many accounts they have, so that none is tried more often than a person may.
const ACCOUNTS: usize = 16;
const ROUNDS: usize = 6;
const COUNTED: usize = 400;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish_with_answers(&database.address, ACCOUNTS).await?;
    let served = Served::product(&database.address)?;
    let mut at_work = AtWork::begin(served.signed_in(municipality(0))?)?;
    at_work.go(&mut Laps::default(), &mut Laps::default())?;
    let (mut quiet, mut crowded) = (Both::default(), Both::default());
    let (mut came, mut seconds) = (0, 0.0);
    for _ in 0..ROUNDS {
        at_work.go(&mut quiet.pages, &mut quiet.commands)?;
        let crowd = Crowd::come(&served.host);
        let start = Instant::now();
        at_work.go(&mut crowded.pages, &mut crowded.commands)?;
        seconds += start.elapsed().as_secs_f64();
        came += crowd.leave()?;
    }
    let p99 = |laps: &mut Laps| laps.below(0.99);
    figure("page_share", p99(&mut crowded.pages) / p99(&mut quiet.pages));
    figure("command_share", p99(&mut crowded.commands) / p99(&mut quiet.commands));
    figure("quiet_page_us", p99(&mut quiet.pages));
    figure("crowded_page_us", p99(&mut crowded.pages));
    figure("quiet_command_us", p99(&mut quiet.commands));
    figure("crowded_command_us", p99(&mut crowded.commands));
    figure("sign_ins_per_s", f64::from(came) / seconds);
    drop(served);
    database.remove().await
}

#[derive(Default)]
struct Both {
    pages: Laps,
    commands: Laps,
}

/// Somebody who is signed in and works on.
struct AtWork {
    line: Line,
    turn: usize,
    /// The answer that is changed.
    field: domain::FieldId,
}

impl AtWork {
    /// Opens pages and sends commands by turns.
    fn go(&mut self, pages: &mut Laps, commands: &mut Laps) -> Result<(), Failure> {
        let page = format!("/regio/{}/checklist/{}/4", region(0), municipality(1));
        let path = format!("/regio/{}/opdrachten", region(0));
        for _ in 0..COUNTED {
            let lap = Instant::now();
            let answer = self.line.get(&page, "")?;
            pages.add(lap);
            if answer.status != 200 {
                return Err(format!("the page answered {}", answer.status).into());
            }
            // What somebody says in answer is the same command there and back.
            let body = serde_json::to_string(&self.command())?;
            let lap = Instant::now();
            let answer = self.line.post_json(&path, &body)?;
            commands.add(lap);
            if answer.status != 200 {
                return Err(format!("the command was answered with {}", answer.status).into());
            }
            self.turn += 1;
        }
        Ok(())
    }

    /// Begins with an answer of which the value is one of the two that a command changes into each other.
    fn begin(mut line: Line) -> Result<Self, Failure> {
        let path = format!("/regio/{}/opdrachten", region(0));
        for field in ["1.1", "1.2", "1.3a", "2.1", "2.2", "2.3"] {
            for turn in [1, 2] {
                let body = serde_json::to_string(&flip(municipality(0), field.parse()?, turn))?;
                if line.post_json(&path, &body)?.status == 200 {
                    return Ok(Self { line, field: field.parse()?, turn: turn + 1 });
                }
            }
        }
        Err("no answer is a plain yes or no".into())
    }

    fn command(&self) -> domain::Sent {
        flip(municipality(0), self.field, self.turn)
    }
}

/// People who sign in, again and again.
struct Crowd {
    leaves: Arc<AtomicBool>,
    came: Arc<AtomicU32>,
    comers: Vec<JoinHandle<Result<(), String>>>,
}

impl Crowd {
    fn come(host: &str) -> Self {
        let (leaves, came) = (Arc::<AtomicBool>::default(), Arc::<AtomicU32>::default());
        let comers = (0..COMERS).map(|number| {
            let (host, leaves, came) = (host.to_owned(), leaves.clone(), came.clone());
            let form =
                format!("naam={}&wachtwoord={PASSWORD}", login_of(municipality(number % ACCOUNTS)));
            std::thread::spawn(move || {
                while !leaves.load(Ordering::Relaxed) {
                    let answer =
                        Line::open(&host).and_then(|mut line| line.post_form("/inloggen", &form));
                    let answer = answer.map_err(|error| error.to_string())?;
                    if answer.status != 303 {
                        return Err(format!("signing in answered {}", answer.status));
                    }
                    came.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            })
        });
        let comers = comers.collect();
        Self { leaves, came, comers }
    }

    /// Waits until the last is in, and returns how many came.
    fn leave(self) -> Result<u32, Failure> {
        let came = self.came.load(Ordering::Relaxed);
        self.leaves.store(true, Ordering::Relaxed);
        for comer in self.comers {
            comer.join().map_err(|_| "somebody was lost")??;
        }
        Ok(came)
    }
}
