//! Measures one pass over 1,000 regions of 200 actions each that lets happen what fell due by itself: with everything to
//! be read from the store, with the reminders of that day to be written, and with nothing to do.

mod ground;

use std::time::Instant;

use domain::Moment;
use ground::{
    Failure, figure,
    region::{House, START, acted, founded, municipality, region},
};
use server::{
    clock::Clock, journal::Journal, keeping::let_fall_due, people::People, regions::Regions,
};

const REGIONS: usize = 1_000;
const ACTIONS: usize = 200;
const MUNICIPALITIES: usize = 4;
/// Half a year after it begins: by then the days of many actions are near or over.
const LATER_US: i64 = 182 * 24 * 3_600 * 1_000_000;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = ground::database::Database::make(&ground::place()?).await?;
    let (house, db) = House::open(&database.address).await?;
    let municipalities: Vec<_> = (0..MUNICIPALITIES).map(municipality).collect();
    for number in 0..REGIONS {
        house.journal.add_region(region(number), &format!("Meetregio {number}"), START).await?;
        let scribe = founded(region(number), &municipalities)?;
        acted(scribe, &municipalities, ACTIONS)?.write(&house.journal).await?;
    }
    // A new instance knows nothing yet: it reads every region.
    let clock = Clock::starting_at(Moment(START.0 + LATER_US));
    let regions = Regions::new(Journal::open(db.clone()), People::new(db.clone()), clock);
    let mut before = entries(&house).await?;
    for turn in ["writing", "idle"] {
        let start = Instant::now();
        let passed = let_fall_due(&regions).await;
        passed.map_err(|problem| format!("the pass failed: {problem:?}"))?;
        let taken = start.elapsed().as_secs_f64();
        figure(&format!("{turn}_us"), taken * 1e6);
        let now = entries(&house).await?;
        #[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
        match turn {
            "writing" if now == before => return Err("nothing fell due".into()),
            "writing" => {
                figure("entries_per_s", now as f64 / taken);
                figure("reminders", (now - before) as f64);
            }
            _ if now != before => return Err("the same was written twice".into()),
            _ => {}
        }
        before = now;
    }
    db.close().await;
    database.remove().await
}

/// Returns how many entries there are in all regions.
async fn entries(house: &House) -> Result<u64, Failure> {
    let mut all = 0;
    for number in 0..REGIONS {
        let standing = house.journal.standing(region(number)).await?;
        all += standing.ok_or("the region is not there")?.head;
    }
    Ok(all)
}
