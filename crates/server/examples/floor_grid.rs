//! The floor of the grid: the same number of bytes, kept in memory and handed out as they are.

mod ground;

use std::time::Instant;

use axum::{Router, body::Bytes, extract::Path, response::Html, routing::get};
use ground::{
    Failure, Laps,
    product::{Served, is_to_serve, serve},
    wire::Line,
};

const COUNTED: usize = 200;
/// What the grid of `bench_grid` weighs, near enough.
const PAGE_BYTES: usize = 448_000;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    if is_to_serve() {
        let page = Bytes::from(vec![b'x'; PAGE_BYTES]);
        let hand_out = move |_: Path<(String, String)>| async move { Html(page) };
        return serve(Router::new().route("/{region}/{check}", get(hand_out))).await;
    }
    let served = Served::floor("")?;
    let mut line = Line::open(&served.host)?;
    let mut laps = Laps::default();
    for turn in 0..ground::WARM_UP + COUNTED {
        let lap = Instant::now();
        let answer = line.get("/region/4", "")?;
        if answer.body.len() != PAGE_BYTES {
            return Err("the page is not whole".into());
        }
        if ground::WARM_UP <= turn {
            laps.add(lap);
        }
    }
    laps.print();
    Ok(())
}
