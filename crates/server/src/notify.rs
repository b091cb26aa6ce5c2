//! Keeps open rooms and remembered sessions up to date with other instances.
//!
//! Invariant: nothing depends on it for longer than a moment. Rooms look for themselves before they
//! answer, and sessions are read anew after a while; this makes what others did count at once.

use std::{convert::Infallible, time::Duration};

use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::{
    journal::{Hint, Hints, Journal},
    regions::Regions,
    sessions::Sessions,
};

/// How often heads and epochs are compared, in case a hint was lost.
pub const COMPARE_EVERY: Duration = Duration::from_secs(15);

/// Keeps open rooms and sessions up to date until the server stops.
pub async fn watch(
    journal: Journal,
    regions: Regions,
    sessions: Sessions,
    every: Duration,
    stop: CancellationToken,
) {
    tokio::select! {
        () = stop.cancelled() => {}
        never = listen(journal.hints(), &regions, &sessions) => match never {},
        never = compare(&journal, &regions, every) => match never {},
    }
}

async fn listen(mut hints: Hints, regions: &Regions, sessions: &Sessions) -> Infallible {
    loop {
        match hints.next().await {
            Hint::Listening => {
                sessions.hear(true);
                regions.hint_all();
            }
            Hint::Deaf => sessions.hear(false),
            Hint::SessionEnded => sessions.forget_all(),
            Hint::Present(region, present) => regions.elsewhere(region, present),
            Hint::Moved(region, standing) => regions.hint(region, Some(standing)),
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
