//! Measures how long a command takes over HTTP, from the first byte sent to the answer that says
//! it is durable.

mod ground;

use std::time::Instant;

use domain::Sent;
use ground::{
    Failure, Laps,
    database::Database,
    product::Served,
    region::{House, flip, municipality, region},
};

const COUNTED: usize = 1_500;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish(&database.address).await?;
    let served = Served::product(&database.address)?;
    let mut line = served.signed_in(municipality(0))?;
    let path = format!("/regio/{}/opdrachten", region(0));
    let commands: Vec<Sent> = (0..ground::WARM_UP + COUNTED)
        .map(|turn| Ok(flip(municipality(0), "1.1".parse()?, turn)))
        .collect::<Result<_, Failure>>()?;
    let mut laps = Laps::default();
    for (turn, sent) in commands.iter().enumerate() {
        let body = serde_json::to_string(sent)?;
        let lap = Instant::now();
        let answer = line.post_json(&path, &body)?;
        if answer.status != 200 {
            return Err(format!("the command was answered with {}", answer.status).into());
        }
        if ground::WARM_UP <= turn {
            laps.add(lap);
        }
    }
    laps.print();
    drop(served);
    database.remove().await
}
