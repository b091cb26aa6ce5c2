//! Sweeps removed texts, and what was known of people who were erased, out of the files of the store, after the
//! removal and outside its transaction.
//!
//! Invariant: what was not swept yet is known to the store, so that a server that stopped in between goes on
//! with it when it starts again.

use std::{sync::Arc, time::Duration};

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, Notify};
use tracing::{info, warn};
use uuid::Uuid;

use crate::db::{Db, reading, writing};

/// How long to wait before sweeping once more where something was in the way.
const AGAIN: Duration = Duration::from_secs(5);
/// The tables of PostgreSQL that held something of a person who was erased.
const OF_PEOPLE: &str = "VACUUM person, mail, invitation, membership, session, password_reset, second_factor, recovery_code, read_mark, notice_mark, digest_setting, digest_part, calendar_feed, action_link";

/// Sweeps the store.
#[derive(Clone, Debug)]
pub(super) struct Broom {
    db: Db,
    wanted: Arc<Notify>,
    turn: Arc<Mutex<()>>,
}

impl Broom {
    /// Starts a broom that waits until it is wanted.
    pub(super) fn start(db: Db) -> Self {
        let (wanted, turn) = (Arc::new(Notify::new()), Arc::new(Mutex::new(())));
        let broom = Self { db, wanted: wanted.clone(), turn };
        let sweeping = broom.clone();
        tokio::spawn(async move {
            loop {
                wanted.notified().await;
                while let Err(error) = sweeping.sweep().await {
                    if matches!(error, sqlx::Error::PoolClosed) {
                        return;
                    }
                    warn!(cause = %error, "cannot sweep removed texts out of the store yet");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        });
        broom
    }

    /// Lets the store be swept, without waiting for it.
    pub(super) fn sweep_soon(&self) {
        self.wanted.notify_one();
    }

    /// Sweeps the store if something was removed or erased since the last time.
    pub(super) async fn sweep(&self) -> Result<(), sqlx::Error> {
        let _turn = self.turn.lock().await;
        let removals = self.waiting("SELECT id FROM redaction WHERE swept = FALSE").await?;
        let erasures = self.waiting("SELECT person FROM erasure WHERE swept = FALSE").await?;
        let reasons = self.waiting("SELECT id FROM removed_reason WHERE swept = FALSE").await?;
        if removals.is_empty() && erasures.is_empty() && reasons.is_empty() {
            return Ok(());
        }
        match &self.db {
            Db::Sqlite(file) => {
                let mut turn = file.turn().await?;
                sweep_file(turn.connection()).await?;
                turn.done();
            }
            // The rows as they were until now are dead; their space is given free. What that leaves in
            // the files of the server, the operations guide says.
            Db::Postgres(pool) => {
                if !removals.is_empty() {
                    sqlx::query("VACUUM entry").execute(pool).await?;
                }
                if !erasures.is_empty() {
                    sqlx::query(OF_PEOPLE).execute(pool).await?;
                }
                if !reasons.is_empty() {
                    sqlx::query("VACUUM reading_grant, hold").execute(pool).await?;
                }
            }
        }
        self.swept("UPDATE redaction SET swept = TRUE WHERE id = $1", &removals).await?;
        self.swept("UPDATE erasure SET swept = TRUE WHERE person = $1", &erasures).await?;
        self.swept("UPDATE removed_reason SET swept = TRUE WHERE id = $1", &reasons).await?;
        let (removals, erasures, reasons) = (removals.len(), erasures.len(), reasons.len());
        info!(removals, erasures, reasons, "what was removed is swept out of the store");
        Ok(())
    }

    async fn waiting(&self, question: &'static str) -> Result<Vec<Uuid>, sqlx::Error> {
        reading!(&self.db, |pool| sqlx::query_scalar(question).fetch_all(pool).await)
    }

    async fn swept(&self, statement: &'static str, ids: &[Uuid]) -> Result<(), sqlx::Error> {
        for id in ids {
            writing!(&self.db, |pool| {
                sqlx::query(statement).bind(id).execute(pool).await.map(|_| ())
            })?;
        }
        Ok(())
    }
}

/// Writes the whole file anew, and empties the write-ahead log before and after: no page and no log holds
/// what was there until now.
async fn sweep_file(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    connection.ping().await?;
    empty_log(connection).await?;
    sqlx::query("VACUUM").execute(&mut *connection).await?;
    empty_log(connection).await
}

/// Moves everything from the write-ahead log into the file, and cuts the log to nothing.
async fn empty_log(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let (is_busy, _, _): (i64, i64, i64) =
        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
    // Somebody read through it for longer than writers wait.
    if is_busy == 0 { Ok(()) } else { Err(sqlx::Error::PoolTimedOut) }
}
