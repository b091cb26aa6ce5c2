//! Measures how long it takes from an edit, sent by one client, until another client has it on its
//! live stream. It is durable by then.

mod ground;

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use ground::{
    Failure, Laps,
    database::Database,
    product::Served,
    region::{House, flip, municipality, region},
    wire::Events,
};

const COUNTED: usize = 1_500;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish(&database.address).await?;
    let served = Served::product(&database.address)?;
    let mut line = served.signed_in(municipality(0))?;
    let colleague = served.signed_in(municipality(0))?;
    let path = format!("/regio/{}", region(0));
    let received = listen(colleague.follow(&format!("{path}/stroom?na={}", House::HEAD))?);
    let mut laps = Laps::default();
    for turn in 0..ground::WARM_UP + COUNTED {
        let sent = flip(municipality(0), "1.1".parse()?, turn);
        let (id, body) = (sent.id.to_string(), serde_json::to_string(&sent)?);
        let lap = Instant::now();
        let answer = line.post_json(&format!("{path}/opdrachten"), &body)?;
        if answer.status != 200 {
            return Err(format!("the command was answered with {}", answer.status).into());
        }
        let (event, at) = received.recv_timeout(Duration::from_secs(5))?;
        if !event.contains(&id) {
            return Err(format!("another event came: {event}").into());
        }
        if ground::WARM_UP <= turn {
            laps.add_between(lap, at);
        }
    }
    laps.print();
    drop(served);
    database.remove().await
}

/// Notes when each event comes, whoever waits for it.
fn listen(mut events: Events) -> mpsc::Receiver<(String, Instant)> {
    let (heard, received) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(event) = events.next() {
            if heard.send((event, Instant::now())).is_err() {
                break;
            }
        }
    });
    received
}
