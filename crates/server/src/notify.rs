//! Keeps open rooms up to date with other instances.
//!
//! Invariant: nothing depends on it. Rooms look for themselves before they answer; this only makes
//! what others wrote appear at once for those who follow.

use std::{convert::Infallible, time::Duration};

use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::{
    journal::{Hint, Hints, Journal},
    regions::Regions,
};

/// How often heads and epochs are compared, in case a hint was lost.
pub const COMPARE_EVERY: Duration = Duration::from_secs(15);

/// Keeps open rooms up to date until the server stops.
pub async fn watch(journal: Journal, regions: Regions, every: Duration, stop: CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        never = listen(journal.hints(), &regions) => match never {},
        never = compare(&journal, &regions, every) => match never {},
    }
}

async fn listen(mut hints: Hints, regions: &Regions) -> Infallible {
    loop {
        match hints.next().await {
            Hint::Anything => regions.hint_all(),
            Hint::Moved(moved) => {
                for (region, standing) in moved {
                    regions.hint(region, Some(standing));
                }
            }
        }
    }
}

async fn compare(journal: &Journal, regions: &Regions, every: Duration) -> Infallible {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // Rooms report what is wrong with the store when they are asked.
        for (region, standing) in journal.standings().await.unwrap_or_default() {
            regions.hint(region, Some(standing));
        }
    }
}
