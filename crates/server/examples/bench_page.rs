//! Measures how long a check page takes over HTTP, in a region of 16 municipalities whose answers
//! are all there, and how many such pages a second there are.

mod ground;

use std::time::Instant;

use ground::{
    Failure, Laps,
    database::Database,
    figure,
    product::Served,
    region::{House, municipality, region},
};

const COUNTED: usize = 500;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish_with_answers(&database.address, 16).await?;
    let served = Served::product(&database.address)?;
    let mut line = served.signed_in(municipality(0))?;
    let path = format!("/regio/{}/checklist/{}/4", region(0), municipality(0));
    let (mut laps, mut bytes) = (Laps::default(), 0);
    for turn in 0..ground::WARM_UP + COUNTED {
        let lap = Instant::now();
        let answer = line.get(&path, "")?;
        if answer.status != 200 {
            return Err(format!("the page answered {}", answer.status).into());
        }
        if ground::WARM_UP <= turn {
            laps.add(lap);
        }
        bytes = answer.body.len();
    }
    laps.print();
    #[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
    figure("page_bytes", bytes as f64);
    let packed = line.get(&path, "Accept-Encoding: br\r\n")?;
    #[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
    figure("page_compressed_bytes", packed.body.len() as f64);
    drop(served);
    database.remove().await
}
