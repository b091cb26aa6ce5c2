//! Measures how fast a room opens: a journal of 20,000 entries read, decoded and folded.

mod ground;

use std::time::Instant;

use ground::{
    Failure, figure,
    region::{House, editor_of, municipality, region},
};
use server::{clock::Clock, journal::Journal, people::People, regions::Regions};

/// Five years of a large region.
const ENTRIES: u64 = 20_000;
/// How often it is read in one run; the first time warms the store up.
const TIMES: usize = 4;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = ground::database::Database::make(&ground::place()?).await?;
    let (house, db) = House::open(&database.address).await?;
    let municipalities: Vec<_> = (0..60).map(municipality).collect();
    let mut scribe = house.history(&municipalities).await?;
    scribe.stop_at(ENTRIES);
    scribe.write(&house.journal).await?;
    let reader = editor_of(municipalities[0]).person;
    let mut best = f64::INFINITY;
    for _ in 0..TIMES {
        let (journal, people) = (Journal::open(db.clone()), People::new(db.clone()));
        let regions = Regions::new(journal, people, Clock::default());
        let start = Instant::now();
        let sight = regions.look(region(0), reader).await?;
        best = best.min(start.elapsed().as_secs_f64());
        if sight.region.head != ENTRIES {
            return Err("the room does not hold the whole history".into());
        }
    }
    #[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
    figure("entries_per_s", ENTRIES as f64 / best);
    db.close().await;
    database.remove().await
}
