//! What measurements and floors stand on: a database of their own, a region, a plain client.
//!
//! Invariant: a measurement and its floor use the same allocator, the same client and the same
//! settings of the database, so that only what is measured differs.
#![allow(dead_code, unused_imports)] // Each program uses its part.

pub mod bare;
pub mod database;
pub mod product;
pub mod prose;
pub mod region;
pub mod scribe;
pub mod wire;

use std::time::{Duration, Instant};

/// The server allocates with this one; so do the floors.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Why a measurement ended early.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Rounds that nobody times: caches, connections and the first pages of a file.
pub const WARM_UP: usize = 200;

/// Prints one figure for `cargo xtask bench`: a name and a number.
pub fn figure(name: &str, value: f64) {
    println!("figure\t{name}\t{value}");
}

/// Returns where databases are to be made: `sqlite:FOLDER` or the address of a PostgreSQL server.
pub fn place() -> Result<String, Failure> {
    let usage = || "say where: sqlite:FOLDER or postgres://…".into();
    std::env::args().nth(1).ok_or_else(usage)
}

/// Times of single rounds.
#[derive(Default)]
pub struct Laps(Vec<Duration>);

impl Laps {
    /// Adds what has passed since a moment.
    pub fn add(&mut self, since: Instant) {
        self.add_between(since, Instant::now());
    }

    /// Adds what passed between two moments.
    pub fn add_between(&mut self, start: Instant, end: Instant) {
        self.0.push(end.duration_since(start));
    }

    /// Returns the time, in microseconds, below which this share of the rounds stayed.
    pub fn below(&mut self, share: f64) -> f64 {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        // Rounding down to a place in the list is what a percentile is.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        let place = (last as f64 * share) as usize;
        self.0.get(place).map_or(f64::NAN, |lap| lap.as_secs_f64() * 1e6)
    }

    /// Prints the middle and the slow end.
    pub fn print(&mut self) {
        figure("p50_us", self.below(0.5));
        figure("p95_us", self.below(0.95));
    }
}
