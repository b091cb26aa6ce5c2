//! Hints of other instances that a region has moved, over PostgreSQL.
//!
//! Invariant: a hint is never needed for correctness. A lost one costs time and nothing else.

use std::{collections::HashMap, time::Duration};

use domain::{RegionId, presence::Present};
use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::mpsc;
use tracing::warn;
use uuid::Uuid;

use super::Standing;
use crate::db::PostgresLine;

/// The channel of the hints.
pub const CHANNEL: &str = "ketentafel";
/// The hint that a session ended.
pub const SESSION_ENDED: &str = "session";
/// How the hint begins that somebody is somewhere.
const PRESENT: &str = "hier";
/// How long to wait before listening again after the database went away.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);
/// What happens within this time is told together: nobody sees the difference, and a busy region
/// costs two hundred statements a second at most.
const GATHER: Duration = Duration::from_millis(5);
/// Hints that wait to be told; more are let go, and the others find out by comparing.
const NEWS_MAX: usize = 1_024;

/// Tells the other instances that regions have moved, apart from the commit that moved them: whoever
/// waits for the commit does not wait for the telling (docs/adr/0010).
#[derive(Clone, Debug)]
pub(super) struct Herald {
    news: Option<mpsc::Sender<News>>,
    /// Who tells: it does not hear itself.
    instance: Uuid,
}

/// What there is to tell.
enum News {
    Moved(RegionId, Standing),
    Present(String),
}

impl Herald {
    /// Starts a herald; without a pool there is nobody to tell.
    pub(super) fn new(pool: Option<PgPool>, instance: Uuid) -> Self {
        let news = pool.map(|pool| {
            let (news, heard) = mpsc::channel(NEWS_MAX);
            tokio::spawn(herald(pool, heard));
            news
        });
        Self { news, instance }
    }

    /// Tells where a region stands now.
    pub(super) fn tell(&self, region: RegionId, standing: Standing) {
        if let Some(news) = &self.news {
            // A full queue means that the database is away or slow.
            let _ = news.try_send(News::Moved(region, standing));
        }
    }

    /// Tells where somebody is.
    pub(super) fn tell_presence(&self, region: RegionId, present: &Present) {
        if let Some(news) = &self.news {
            let _ = news.try_send(News::Present(say_present(self.instance, region, present)));
        }
    }
}

/// Tells what there is to tell until the journal closes: where each region stands last, and where
/// people are, in the order in which they said so.
async fn herald(pool: PgPool, mut heard: mpsc::Receiver<News>) {
    let mut line = PostgresLine::default();
    let mut news = Vec::new();
    while 0 < heard.recv_many(&mut news, 1).await {
        tokio::time::sleep(GATHER).await;
        while let Ok(more) = heard.try_recv() {
            news.push(more);
        }
        let mut latest: HashMap<RegionId, Standing> = HashMap::new();
        let mut said = Vec::new();
        for news in news.drain(..) {
            match news {
                News::Moved(region, standing) => drop(latest.insert(region, standing)),
                News::Present(present) => said.push(present),
            }
        }
        said.extend(latest.into_iter().map(say));
        if let Err(error) = notify(&mut line, &pool, &said).await {
            line.hang_up();
            warn!(cause = %error, "cannot tell other instances that regions have moved");
        }
    }
}

/// Tells where a region stands now, and waits until it was told: for a program that ends right after.
pub(super) async fn tell_at_once(
    pool: &PgPool,
    region: RegionId,
    standing: Standing,
) -> Result<(), sqlx::Error> {
    notify(&mut PostgresLine::default(), pool, &[say((region, standing))]).await
}

/// Sends hints. They are not waited for until they are durable: they are gone with the database.
async fn notify(
    line: &mut PostgresLine,
    pool: &PgPool,
    said: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "SELECT pg_notify($1, said)
         FROM set_config('synchronous_commit', 'off', true), UNNEST($2::text[]) AS told (said)",
    )
    .bind(CHANNEL)
    .bind(said)
    .execute(line.connection(pool).await?)
    .await?;
    Ok(())
}

/// Writes where a region stands: `region:head:epoch:epoch`.
fn say((region, standing): (RegionId, Standing)) -> String {
    let Standing { head, rights_epoch, redaction_epoch } = standing;
    format!("{region}:{head}:{rights_epoch}:{redaction_epoch}")
}

/// Writes where somebody is: `hier:instance:region:` and a `Present` in JSON.
fn say_present(instance: Uuid, region: RegionId, present: &Present) -> String {
    let json = serde_json::to_string(present).expect("plain data with text keys");
    format!("{PRESENT}:{instance}:{region}:{json}")
}

/// Reads what [`say_present`] wrote; nothing where it was said here, or by a release that says more.
fn heard_present(instance: Uuid, payload: &str) -> Option<Hint> {
    let mut parts = payload.splitn(3, ':');
    if parts.next()?.parse() == Ok(instance) {
        return None;
    }
    let region = parts.next()?.parse().ok()?;
    Some(Hint::Present(region, serde_json::from_str(parts.next()?).ok()?))
}

/// What an instance hears of the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hint {
    /// This region stands there now.
    Moved(RegionId, Standing),
    /// Somebody is there now.
    Present(RegionId, Present),
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
    instance: Uuid,
    listener: Option<PgListener>,
}

impl Hints {
    pub(super) fn new(pool: Option<PgPool>, instance: Uuid) -> Self {
        Self { pool, instance, listener: None }
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
        while let Some(said) = listener.try_recv().await? {
            if let Some(hint) = read(self.instance, said.payload()) {
                return Ok(Some(hint));
            }
        }
        Ok(None)
    }
}

/// Reads a hint; one that cannot be read may mean anything, and one's own word about somebody nothing.
fn read(instance: Uuid, payload: &str) -> Option<Hint> {
    if payload == SESSION_ENDED {
        return Some(Hint::SessionEnded);
    }
    match payload.split_once(':') {
        Some((PRESENT, rest)) => heard_present(instance, rest),
        _ => Some(moved(payload).unwrap_or(Hint::Listening)),
    }
}

/// Reads what [`say`] wrote.
fn moved(payload: &str) -> Option<Hint> {
    let mut parts = payload.split(':');
    let region = parts.next()?.parse().ok()?;
    let head = parts.next()?.parse().ok()?;
    let rights_epoch = parts.next()?.parse().ok()?;
    // A release that says less may mean anything.
    let redaction_epoch = parts.next()?.parse().ok()?;
    Some(Hint::Moved(region, Standing { head, rights_epoch, redaction_epoch }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_names_a_region_and_where_it_stands() {
        let region = RegionId::default();
        let standing = Standing { head: 41, rights_epoch: 3, redaction_epoch: 2 };
        assert_eq!(say((region, standing)), format!("{region}:41:3:2"));
        let read = read(Uuid::nil(), &say((region, standing)));
        assert_eq!(read, Some(Hint::Moved(region, standing)));
    }

    #[test]
    fn a_hint_that_cannot_be_read_may_mean_anything() {
        assert_eq!(read(Uuid::nil(), "41"), Some(Hint::Listening));
    }

    #[test]
    fn an_instance_does_not_hear_where_people_are_by_itself() {
        let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let member = domain::Member {
            person: domain::PersonId::default(),
            organisation: domain::OrganisationId::default(),
            role: domain::Role::Editor,
            may_adopt: false,
        };
        let present = Present { tab: domain::TabId::default(), nth: 0, member, here: None };
        let said = say_present(here, RegionId::default(), &present);
        assert_eq!(read(there, &said), Some(Hint::Present(RegionId::default(), present)));
        assert_eq!(read(here, &said), None);
        assert_eq!(read(there, "hier:van later"), None);
    }
}
