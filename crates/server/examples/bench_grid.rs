//! Measures how long the grid of 30 municipalities takes over HTTP, and what of that is rendering: what a
//! cache of rendered pages, per entry, view and language, could save at most.

mod ground;

use std::time::Instant;

use app::{
    document::{self, Site},
    page::{Page, wire::PAGE_TYPE},
};
use ground::{
    Failure, Laps,
    database::Database,
    figure,
    product::Served,
    region::{House, municipality, region},
    wire::Line,
};

const MUNICIPALITIES: usize = 30;
const WARM_UP: usize = 20;
const COUNTED: usize = 200;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish_with_answers(&database.address, MUNICIPALITIES).await?;
    let served = Served::product(&database.address)?;
    let mut line = served.signed_in(municipality(0))?;
    let path = format!("/regio/{}/checklist", region(0));
    let (mut laps, page) = asked(&mut line, &path, "")?;
    laps.print();
    figure("page_bytes", count(page.len()));
    let packed = line.get(&path, "Accept-Encoding: br\r\n")?;
    figure("page_compressed_bytes", count(packed.body.len()));
    // The same without rendering: read, built, and written as data.
    let (mut laps, data) = asked(&mut line, &path, &format!("Accept: {PAGE_TYPE}\r\n"))?;
    figure("data_p50_us", laps.below(0.5));
    figure("render_p50_us", rendered(&data)?.below(0.5));
    drop(served);
    database.remove().await
}

/// Asks for a page many times. Returns how long each took, and the last.
fn asked(line: &mut Line, path: &str, headers: &str) -> Result<(Laps, Vec<u8>), Failure> {
    let (mut laps, mut body) = (Laps::default(), Vec::new());
    for turn in 0..WARM_UP + COUNTED {
        let lap = Instant::now();
        let answer = line.get(path, headers)?;
        if answer.status != 200 {
            return Err(format!("the page answered {}", answer.status).into());
        }
        if WARM_UP <= turn {
            laps.add(lap);
        }
        body = answer.body;
    }
    Ok((laps, body))
}

/// Renders a page many times.
fn rendered(data: &[u8]) -> Result<Laps, Failure> {
    let page: Page = serde_json::from_slice(data)?;
    let site = Site { version: "maat".to_owned() };
    let mut laps = Laps::default();
    for turn in 0..WARM_UP + COUNTED {
        let lap = Instant::now();
        let html = document::render(&page, &site, "nonce");
        if WARM_UP <= turn {
            laps.add(lap);
        }
        drop(html);
    }
    Ok(laps)
}

#[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
fn count(bytes: usize) -> f64 {
    bytes as f64
}
