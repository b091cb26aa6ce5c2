//! Hints of other instances that a region has moved, over PostgreSQL.
//!
//! Invariant: a hint is never needed for correctness. A lost one costs time and nothing else.

use std::time::Duration;

use domain::RegionId;
use sqlx::{PgPool, postgres::PgListener};
use tracing::warn;

use super::{Append, Standing};

/// The channel of the hints.
pub(super) const CHANNEL: &str = "ketentafel";
/// How long to wait before listening again after the database went away.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// What an instance hears of the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hint {
    /// These regions stand there now.
    Moved(Vec<(RegionId, Standing)>),
    /// Nobody listened for a while: anything may have happened.
    Anything,
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
                Ok(hint) => return hint,
                Err(error) => {
                    warn!(cause = %error, "cannot listen for hints of other instances");
                    self.listener = None;
                    tokio::time::sleep(LISTEN_AGAIN).await;
                }
            }
        }
    }

    async fn hear(&mut self, pool: &PgPool) -> Result<Hint, sqlx::Error> {
        let Some(listener) = &mut self.listener else {
            let mut listener = PgListener::connect_with(pool).await?;
            listener.listen(CHANNEL).await?;
            self.listener = Some(listener);
            return Ok(Hint::Anything);
        };
        let said = listener.try_recv().await?;
        Ok(said.map_or(Hint::Anything, |said| read(said.payload())))
    }
}

/// Says where regions stand after these appends: `region:head:epoch`, one word for each.
pub(super) fn write<'a>(appends: impl Iterator<Item = &'a Append>) -> String {
    let words = appends.map(|append| {
        let head = append.seen.head + append.entries.len() as u64;
        format!("{}:{head}:{}", append.region, append.seen.rights_epoch)
    });
    words.collect::<Vec<_>>().join(" ")
}

fn read(payload: &str) -> Hint {
    let moved: Option<Vec<_>> = payload.split(' ').map(read_word).collect();
    moved.map_or(Hint::Anything, Hint::Moved)
}

fn read_word(word: &str) -> Option<(RegionId, Standing)> {
    let mut parts = word.split(':');
    let region = parts.next()?.parse().ok()?;
    let head = parts.next()?.parse().ok()?;
    let rights_epoch = parts.next()?.parse().ok()?;
    Some((region, Standing { head, rights_epoch }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_read_as_it_is_written() {
        let seen = Standing { head: 41, rights_epoch: 3 };
        let region = RegionId::default();
        let append = Append { region, seen, entries: vec![], accepted: vec![] };
        let heard = read(&write([&append, &append].into_iter()));
        assert_eq!(heard, Hint::Moved(vec![(region, seen), (region, seen)]));
    }

    #[test]
    fn a_hint_that_cannot_be_read_may_mean_anything() {
        assert_eq!(read("41"), Hint::Anything);
    }
}
