//! Measures the list of actions over HTTP, in a region with 50 of them and in one with 5,000, by turns: a page shows
//! as many either way.

mod ground;

use std::time::Instant;

use ground::{
    Failure, Laps,
    database::Database,
    figure,
    product::Served,
    region::{House, municipality, region},
};

const MUNICIPALITIES: usize = 16;
const FEW: usize = 50;
const MANY: usize = 5_000;
const COUNTED: usize = 300;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish_with_actions(&database.address, MUNICIPALITIES, [FEW, MANY]).await?;
    let served = Served::product(&database.address)?;
    let mut line = served.signed_in(municipality(1))?;
    for (name, rest) in [("list", ""), ("board", "?vorm=bord")] {
        let mut laps = [Laps::default(), Laps::default()];
        let mut bytes = [0, 0];
        for turn in 0..ground::WARM_UP / 4 + COUNTED {
            for (number, laps) in laps.iter_mut().enumerate() {
                let path = format!("/regio/{}/acties{rest}", region(number));
                let lap = Instant::now();
                let answer = line.get(&path, "")?;
                if answer.status != 200 {
                    return Err(format!("the list answered {}", answer.status).into());
                }
                if ground::WARM_UP / 4 <= turn {
                    laps.add(lap);
                }
                bytes[number] = answer.body.len();
            }
        }
        let [few, many] = laps.map(|mut laps| laps.below(0.5));
        figure(&format!("{name}_few_us"), few);
        figure(&format!("{name}_many_us"), many);
        figure(&format!("{name}_times"), many / few);
        #[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
        figure(&format!("{name}_many_bytes"), bytes[1] as f64);
    }
    drop(served);
    database.remove().await
}
