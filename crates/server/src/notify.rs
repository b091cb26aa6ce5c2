//! Hints that a region has moved: from PostgreSQL as they come, and by looking every so often.
//!
//! Invariant: a hint is never needed for correctness. A lost one costs time and nothing else.

use std::time::Duration;

use domain::RegionId;
use sqlx::{PgPool, postgres::PgListener};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{
    db::Db,
    journal::{CHANNEL, Journal, Standing},
    regions::Regions,
};

/// How often heads and epochs are compared, in case a hint was lost.
pub const COMPARE_EVERY: Duration = Duration::from_secs(15);
/// How long to wait before listening again after the database went away.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// Keeps open rooms up to date until the server stops.
pub async fn watch(
    db: Db,
    journal: Journal,
    regions: Regions,
    every: Duration,
    stop: CancellationToken,
) {
    let listening = async {
        match &db {
            Db::Sqlite(_) => std::future::pending().await,
            Db::Postgres(pool) => listen(pool, &regions).await,
        }
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = listening => {}
        () = compare(&journal, &regions, every) => {}
    }
}

/// Passes on what PostgreSQL says, for ever.
async fn listen(pool: &PgPool, regions: &Regions) {
    loop {
        if let Err(error) = listen_once(pool, regions).await {
            warn!(cause = %error, "lost the connection that listens for hints");
        }
        tokio::time::sleep(LISTEN_AGAIN).await;
    }
}

async fn listen_once(pool: &PgPool, regions: &Regions) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    // What was said before we listened, or while nobody did.
    regions.hint_all();
    loop {
        match listener.try_recv().await? {
            Some(said) => pass_on(said.payload(), regions),
            None => regions.hint_all(),
        }
    }
}

/// Reads a hint as `Journal::append` writes it: `region:head:epoch`, one for each region.
fn pass_on(payload: &str, regions: &Regions) {
    for word in payload.split(' ') {
        if let Some((region, standing)) = read(word) {
            regions.hint(region, Some(standing));
        }
    }
}

fn read(word: &str) -> Option<(RegionId, Standing)> {
    let mut parts = word.split(':');
    let region = parts.next()?.parse().ok()?;
    let head = parts.next()?.parse().ok()?;
    let rights_epoch = parts.next()?.parse().ok()?;
    Some((region, Standing { head, rights_epoch }))
}

async fn compare(journal: &Journal, regions: &Regions, every: Duration) {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // Rooms report what is wrong with the store when they are asked.
        let standings = journal.standings().await.unwrap_or_default();
        for (region, standing) in standings {
            regions.hint(region, Some(standing));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_read_as_it_is_written() {
        let region = RegionId::default();
        let standing = Standing { head: 41, rights_epoch: 3 };
        assert_eq!(read(&format!("{region}:41:3")), Some((region, standing)));
        assert_eq!(read("41"), None);
    }
}
