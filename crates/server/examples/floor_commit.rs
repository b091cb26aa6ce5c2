//! The floor of writing: the same bytes, one durable commit after the other.

mod ground;

use std::time::{Duration, Instant};

use ground::{Failure, Laps, bare::Bare, database::Database, figure, region::flip_in_json};

const COUNTED: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    let mut bare = Bare::open(&database).await?;
    let body = flip_in_json()?;
    for _ in 0..ground::WARM_UP {
        bare.commit(&body).await?;
    }
    let (start, mut laps, mut commits) = (Instant::now(), Laps::default(), 0.0);
    while start.elapsed() < COUNTED {
        let lap = Instant::now();
        bare.commit(&body).await?;
        laps.add(lap);
        commits += 1.0;
    }
    figure("commits_per_s", commits / start.elapsed().as_secs_f64());
    laps.print();
    drop(bare);
    database.remove().await
}
