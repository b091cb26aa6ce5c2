//! Several people at several devices, one server, and everything that goes wrong in between.
//!
//! Invariant: when it falls quiet, every desk shows what the server holds for its reader, every
//! accepted command had its effect exactly once, and nothing that someone typed is lost.
//!
//! `KETENTAFEL_SIMULATION_SEEDS` sets how many seeds are tried, `KETENTAFEL_SIMULATION_SEED` tries
//! one again.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

#[path = "../given/mod.rs"]
mod given;

mod device;
mod judgement;
mod server;
mod world;

use std::env;

use world::{Tally, World};

const SEEDS: u64 = 200;

/// Says which seed failed, also when a rule itself panics.
struct Announced(u64);

impl Drop for Announced {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("failed with KETENTAFEL_SIMULATION_SEED={}", self.0);
        }
    }
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}

fn seeds() -> std::ops::Range<u64> {
    match number("KETENTAFEL_SIMULATION_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("KETENTAFEL_SIMULATION_SEEDS").unwrap_or(SEEDS),
    }
}

#[test]
fn when_it_falls_quiet_everyone_agrees_and_nothing_is_lost() {
    let seeds = seeds();
    let mut tally = Tally::default();
    for seed in seeds.clone() {
        let _announced = Announced(seed);
        let mut world = World::new(seed);
        world.live();
        world.fall_quiet();
        judgement::judge(&world);
        tally.add(&world.tally);
    }
    println!("{tally:?}");
    if SEEDS <= seeds.end - seeds.start {
        tally.assert_that_everything_happened();
    }
}
