//! Hints of other instances that a region has moved, over PostgreSQL.
//!
//! Invariant: a hint is never needed for correctness. A lost one costs time and nothing else.

use std::time::Duration;

use domain::RegionId;
use sqlx::{PgPool, postgres::PgListener};
use tracing::warn;

use super::Standing;

/// The channel of the hints.
pub const CHANNEL: &str = "ketentafel";
/// The hint that a session ended.
pub const SESSION_ENDED: &str = "session";
/// How long to wait before listening again after the database went away.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// What an instance hears of the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hint {
    /// This region stands there now.
    Moved(RegionId, Standing),
    /// A session ended.
    SessionEnded,
    /// Nobody listened for a while and somebody does now: anything may have happened.
    Listening,
    /// The others cannot be heard any more.
    Deaf,
}

/// Hears hints; on SQLite there is nobody else, and it hears nothing.
pub struct Hints {
    pool: Option<PgPool>,
    listener: Option<PgListener>,
}

impl Hints {
    pub(super) fn new(pool: Option<PgPool>) -> Self {
        Self { pool, listener: None }
    }

    /// Waits for the next hint.
    pub async fn next(&mut self) -> Hint {
        let Some(pool) = self.pool.clone() else {
            return std::future::pending().await;
        };
        loop {
            match self.hear(&pool).await {
                Ok(Some(hint)) => return hint,
                Ok(None) => {}
                Err(error) => warn!(cause = %error, "cannot listen for hints of other instances"),
            }
            if self.listener.take().is_some() {
                return Hint::Deaf;
            }
            tokio::time::sleep(LISTEN_AGAIN).await;
        }
    }

    /// Hears one hint, or nothing when the connection broke.
    async fn hear(&mut self, pool: &PgPool) -> Result<Option<Hint>, sqlx::Error> {
        let Some(listener) = &mut self.listener else {
            let mut listener = PgListener::connect_with(pool).await?;
            listener.eager_reconnect(false);
            listener.listen(CHANNEL).await?;
            self.listener = Some(listener);
            return Ok(Some(Hint::Listening));
        };
        let said = listener.try_recv().await?;
        Ok(said.map(|said| read(said.payload())))
    }
}

/// Reads a hint; one that cannot be read may mean anything.
fn read(payload: &str) -> Hint {
    if payload == SESSION_ENDED {
        return Hint::SessionEnded;
    }
    moved(payload).unwrap_or(Hint::Listening)
}

/// Reads where a region stands: `region:head:epoch`.
fn moved(payload: &str) -> Option<Hint> {
    let mut parts = payload.split(':');
    let region = parts.next()?.parse().ok()?;
    let head = parts.next()?.parse().ok()?;
    let rights_epoch = parts.next()?.parse().ok()?;
    Some(Hint::Moved(region, Standing { head, rights_epoch }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_names_a_region_and_where_it_stands() {
        let region = RegionId::default();
        let heard = read(&format!("{region}:41:3"));
        assert_eq!(heard, Hint::Moved(region, Standing { head: 41, rights_epoch: 3 }));
    }

    #[test]
    fn a_hint_that_cannot_be_read_may_mean_anything() {
        assert_eq!(read("41"), Hint::Listening);
    }
}
