//! Measures how many commands a second become durable: 64 writers in one region, and over 16.

mod ground;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{FieldId, OrganisationId, RegionId};
use ground::{
    Failure, figure,
    region::{House, editor_of, flip, municipality, region},
};
use server::regions::{Regions, Sender};

/// Writers at once.
const WRITERS: usize = 64;
/// Regions over which they are spread in the second half.
const REGIONS: usize = 16;
/// How long they write before anybody counts, and then.
const WARM_UP: Duration = Duration::from_millis(300);
const COUNTED: Duration = Duration::from_secs(2);

/// One writer's place: nobody else writes in it.
#[derive(Clone, Copy)]
struct Place {
    region: RegionId,
    municipality: OrganisationId,
    field: FieldId,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = ground::database::Database::make(&ground::place()?).await?;
    let (house, db) = House::open(&database.address).await?;
    let municipalities: Vec<OrganisationId> = (0..16).map(municipality).collect();
    house.populate(&municipalities).await?;
    for number in 0..=REGIONS {
        let mut scribe = house.found(region(number), &municipalities).await?;
        scribe.write(&house.journal).await?;
    }
    let fields: Vec<FieldId> =
        ["1.1", "2.1", "3.3", "4.4"].map(str::parse).into_iter().collect::<Result<_, _>>()?;
    let place = |writer: usize, region: RegionId| Place {
        region,
        municipality: municipalities[writer % 16],
        field: fields[writer / 16],
    };
    let together: Vec<Place> = (0..WRITERS).map(|writer| place(writer, region(0))).collect();
    let spread = |writer: usize| place(writer, region(1 + writer % REGIONS));
    let spread: Vec<Place> = (0..WRITERS).map(spread).collect();
    figure("one_region_per_s", rate(&house.regions, &together).await?);
    figure("sixteen_regions_per_s", rate(&house.regions, &spread).await?);
    db.close().await;
    database.remove().await
}

/// Lets a writer work in each place and returns the commands accepted in a second.
async fn rate(regions: &Regions, places: &[Place]) -> Result<f64, Failure> {
    let count = Arc::new(AtomicU64::new(0));
    let end = Instant::now() + WARM_UP + COUNTED;
    let writers: Vec<_> = places
        .iter()
        .map(|place| tokio::spawn(write(regions.clone(), *place, count.clone(), end)))
        .collect();
    tokio::time::sleep(WARM_UP).await;
    let (start, before) = (Instant::now(), count.load(Ordering::Relaxed));
    tokio::time::sleep(COUNTED).await;
    let written = count.load(Ordering::Relaxed) - before;
    let seconds = start.elapsed().as_secs_f64();
    for writer in writers {
        writer.await??;
    }
    #[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
    Ok(written as f64 / seconds)
}

async fn write(
    regions: Regions,
    place: Place,
    count: Arc<AtomicU64>,
    end: Instant,
) -> Result<(), Failure> {
    let Place { region, municipality, field } = place;
    let by = Sender::Person(editor_of(municipality).person);
    for turn in 0.. {
        if end < Instant::now() {
            break;
        }
        regions.submit(region, by, flip(municipality, field, turn)).await?;
        count.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}
