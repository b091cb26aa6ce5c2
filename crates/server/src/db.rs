//! The database: one file of SQLite, or PostgreSQL.
//!
//! Invariant: every statement is written once and runs on both engines; only opening and listening differ.

mod backup;

use std::{
    fs::File,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::{
    Connection, PgConnection, PgPool, SqliteConnection, SqlitePool,
    migrate::{MigrateError, Migrator},
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::{Mutex, OwnedMutexGuard};

pub use self::backup::Aside;

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Older versions of SQLite can lose acknowledged commits of a write-ahead log.
const SQLITE_OLDEST: (u32, u32, u32) = (3, 51, 3);
/// Reading pages and sessions; writing goes through one connection.
const SQLITE_READERS_MAX: u32 = 4;
/// For pages, sessions, rights and listening; the journal writes, and tells other instances, over
/// connections of its own.
const POSTGRES_CONNECTIONS_MAX: u32 = 12;
/// A door that waits longer than this for a connection answers that the store is out of order.
const ACQUIRE_WAIT: Duration = Duration::from_secs(5);
/// A connection that worked this lately needs no proof that it lives: a proof is a round trip.
const PROOF_HOLDS: Duration = Duration::from_secs(1);
/// How long SQLite waits for another program that holds the file, such as a backup.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Runs one body with a pool for reading, on either engine; `Engine` names the engine inside it.
macro_rules! reading {
    ($db:expr, |$pool:ident| $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite(file) => {
                #[allow(dead_code)]
                type Engine = sqlx::Sqlite;
                let $pool = file.reads();
                $body
            }
            $crate::db::Db::Postgres($pool) => {
                #[allow(dead_code)]
                type Engine = sqlx::Postgres;
                $body
            }
        }
    };
}

/// Runs one statement that writes, on either engine.
macro_rules! writing {
    ($db:expr, |$pool:ident| $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite(file) => match file.turn().await {
                Ok(mut turn) => {
                    let $pool = turn.connection();
                    let done = $body;
                    if done.is_ok() {
                        turn.done();
                    }
                    done
                }
                Err(error) => Err(error),
            },
            $crate::db::Db::Postgres($pool) => $body,
        }
    };
}

/// Runs one body in a transaction, on either engine; an early return rolls back.
macro_rules! transaction {
    ($db:expr, |$tx:ident| $body:block) => {
        match $db {
            $crate::db::Db::Sqlite(file) => {
                #[allow(dead_code)]
                type Engine = sqlx::Sqlite;
                let mut turn = file.turn().await?;
                let mut $tx =
                    sqlx::Connection::begin_with(turn.connection(), "BEGIN IMMEDIATE").await?;
                let done = $body;
                $tx.commit().await?;
                turn.done();
                done
            }
            $crate::db::Db::Postgres(pool) => {
                #[allow(dead_code)]
                type Engine = sqlx::Postgres;
                let mut $tx = pool.begin().await?;
                let done = $body;
                $tx.commit().await?;
                done
            }
        }
    };
}

/// Runs one body that reads everything as it was at one moment, on either engine.
macro_rules! snapshot {
    ($db:expr, |$tx:ident| $body:block) => {
        match $db {
            $crate::db::Db::Sqlite(file) => {
                let mut $tx = file.reads().begin().await?;
                let done = $body;
                $tx.commit().await?;
                done
            }
            $crate::db::Db::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                let mut $tx = pool.begin_with(begin).await?;
                let done = $body;
                $tx.commit().await?;
                done
            }
        }
    };
}

pub(crate) use {reading, snapshot, transaction, writing};

/// The store on one of the two engines.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file, this process alone.
    Sqlite(SqliteFile),
    /// A server that several instances may share.
    Postgres(PgPool),
}

/// A SQLite file with one connection that writes, locked against a second server.
#[derive(Clone, Debug)]
pub struct SqliteFile {
    reads: SqlitePool,
    // Away after something went wrong on it; whoever writes next opens it again.
    writer: Arc<Mutex<Option<SqliteConnection>>>,
    options: Arc<SqliteConnectOptions>,
    // Held until the database is closed: dropping it would let a second server in.
    lock: Arc<File>,
}

/// A turn at the one connection that writes. A turn that does not end well takes the connection
/// down with it: nobody gets one that was left in the middle of something, as a full disk leaves it.
pub struct Turn {
    writer: OwnedMutexGuard<Option<SqliteConnection>>,
    is_done: bool,
}

impl SqliteFile {
    /// Returns the connections for reading.
    pub fn reads(&self) -> &SqlitePool {
        &self.reads
    }

    /// Waits for a turn at writing: first come, first served.
    pub async fn turn(&self) -> Result<Turn, sqlx::Error> {
        let writer = tokio::time::timeout(ACQUIRE_WAIT, self.writer.clone().lock_owned()).await;
        let mut writer = writer.map_err(|_| sqlx::Error::PoolTimedOut)?;
        if self.reads.is_closed() {
            return Err(sqlx::Error::PoolClosed);
        }
        if writer.is_none() {
            *writer = Some(SqliteConnection::connect_with(&self.options).await?);
        }
        Ok(Turn { writer, is_done: false })
    }
}

impl Turn {
    /// Returns the connection.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.writer.as_mut().expect("`turn` opened it, and only the end of a turn takes it away")
    }

    /// Ends a turn after which the connection is as it was.
    pub fn done(mut self) {
        self.is_done = true;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.is_done {
            *self.writer = None;
        }
    }
}

/// Why a database cannot be used. Each is one line that an operator can act on.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address names no engine that we know.
    #[error("the database address must start with sqlite: or postgres:")]
    Address,
    /// There is no file, and this program makes none.
    #[error("there is no database at {}", .0.display())]
    Absent(PathBuf),
    /// Another server holds the file.
    #[error("another server is using {}: stop it first, or choose another file", .0.display())]
    InUse(PathBuf),
    /// The file or its lock cannot be opened.
    #[error("cannot open {}", path.display())]
    File {
        /// What was to be opened.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The SQLite in this build has a known defect.
    #[error("SQLite {found} can lose acknowledged changes: 3.51.3 or newer is needed")]
    SqliteTooOld {
        /// The version of this build.
        found: String,
    },
    /// PostgreSQL was told to acknowledge before a commit is durable.
    #[error("PostgreSQL has synchronous_commit = off: an acknowledged change could be lost")]
    NotDurable,
    /// There is something where a file should be made.
    #[error("there is a file at {} already: move it away first", .0.display())]
    InTheWay(PathBuf),
    /// A backup is damaged, or none.
    #[error("{} is no whole backup of Ketentafel: {found}", path.display())]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What was found.
        found: String,
    },
    /// Only a file can be copied.
    #[error("PostgreSQL is backed up, and put back, with its own tools (docs/operations.md)")]
    NoFile,
    /// A newer release migrated this database.
    #[error(
        "this database was migrated by a newer release (schema {found}, this release knows {known}): use that release, or restore a backup"
    )]
    Newer {
        /// The schema in the database.
        found: i64,
        /// The newest schema of this release.
        known: i64,
    },
    /// A migration failed.
    #[error("cannot bring the schema up to date")]
    Migrate(#[source] MigrateError),
    /// The engine refused.
    #[error("cannot open the database")]
    Engine(#[from] sqlx::Error),
}

impl Db {
    /// Checks that there is a file at an address of SQLite, for a program that works on what is there: of a
    /// path that was mistyped it would make an empty database.
    pub fn must_be_there(address: &str) -> Result<(), OpenError> {
        match sqlite_path(address) {
            Some(path) if !path.exists() => Err(OpenError::Absent(path.to_owned())),
            _ => Ok(()),
        }
    }

    /// Opens the database at an address, locks it where one process must be alone, and brings its schema up to date.
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        let db = if let Some(path) = sqlite_path(address) {
            Self::open_sqlite(path).await?
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            Self::open_postgres(address).await?
        } else {
            return Err(OpenError::Address);
        };
        db.migrate().await?;
        Ok(db)
    }

    async fn open_sqlite(path: &Path) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted or replaced is overwritten with zeros.
            .pragma("secure_delete", "ON")
            .busy_timeout(BUSY_WAIT);
        let mut writer = SqliteConnection::connect_with(&options).await?;
        let found: String =
            sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut writer).await?;
        if version(&found) < SQLITE_OLDEST {
            return Err(OpenError::SqliteTooOld { found });
        }
        // A file does not go away as a server does: no connection has to prove that it lives.
        let reads = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS_MAX)
            .acquire_timeout(ACQUIRE_WAIT)
            .test_before_acquire(false)
            .connect_with(options.clone().read_only(true).create_if_missing(false))
            .await?;
        let writer = Arc::new(Mutex::new(Some(writer)));
        let options = Arc::new(options);
        Ok(Self::Sqlite(SqliteFile { reads, writer, options, lock: Arc::new(lock) }))
    }

    async fn open_postgres(address: &str) -> Result<Self, OpenError> {
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS_MAX)
            .acquire_timeout(ACQUIRE_WAIT)
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if PROOF_HOLDS < meta.idle_for {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect(address)
            .await?;
        let commits: String = sqlx::query_scalar("SELECT current_setting('synchronous_commit')")
            .fetch_one(&pool)
            .await?;
        if commits == "off" {
            return Err(OpenError::NotDurable);
        }
        Ok(Self::Postgres(pool))
    }

    async fn migrate(&self) -> Result<(), OpenError> {
        let done = match self {
            Self::Sqlite(file) => {
                let mut turn = file.turn().await?;
                let done = MIGRATOR.run(turn.connection()).await;
                turn.done();
                done
            }
            Self::Postgres(pool) => MIGRATOR.run(pool).await,
        };
        let known = MIGRATOR.iter().map(|step| step.version).max().unwrap_or(0);
        match done {
            Ok(()) => Ok(()),
            Err(MigrateError::VersionMissing(found)) if known < found => {
                Err(OpenError::Newer { found, known })
            }
            Err(source) => Err(OpenError::Migrate(source)),
        }
    }

    /// Closes every connection, after what is under way, and lets the file go.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(file) => {
                file.reads.close().await;
                if let Some(writer) = file.writer.lock().await.take() {
                    let _ = writer.close().await;
                }
                // Tasks that end later may still hold the file; another server need not wait for them.
                let _ = file.lock.unlock();
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A connection to PostgreSQL that one user keeps, opened again when it broke. Unlike one of the
/// pool it is not proven to live after every use.
#[derive(Debug, Default)]
pub struct PostgresLine {
    open: Option<(PgConnection, Instant)>,
}

impl PostgresLine {
    /// Returns the connection, proven to live where it was quiet for a while.
    pub async fn connection(&mut self, pool: &PgPool) -> Result<&mut PgConnection, sqlx::Error> {
        if pool.is_closed() {
            return Err(sqlx::Error::PoolClosed);
        }
        if let Some((connection, used)) = &mut self.open
            && PROOF_HOLDS < used.elapsed()
            && connection.ping().await.is_err()
        {
            self.hang_up();
        }
        let (connection, _) = match self.open.take() {
            Some(open) => open,
            None => (dial(pool).await?, Instant::now()),
        };
        let (connection, _) = self.open.insert((connection, Instant::now()));
        Ok(connection)
    }

    /// Lets a connection go on which something went wrong.
    pub fn hang_up(&mut self) {
        self.open = None;
    }
}

async fn dial(pool: &PgPool) -> Result<PgConnection, sqlx::Error> {
    let options = pool.connect_options();
    let dialled = tokio::time::timeout(ACQUIRE_WAIT, PgConnection::connect_with(&options)).await;
    dialled.map_err(|_| sqlx::Error::PoolTimedOut)?
}

/// Returns the file that an address names, if it is one of SQLite.
fn sqlite_path(address: &str) -> Option<&Path> {
    let path = address.strip_prefix("sqlite:")?;
    Some(Path::new(path.strip_prefix("//").unwrap_or(path)))
}

fn lock(path: &Path) -> Result<File, OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let cannot = |source| OpenError::File { path: name.clone(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    let file = File::create(&name).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
        Err(std::fs::TryLockError::Error(source)) => Err(cannot(source)),
    }
}

fn version(text: &str) -> (u32, u32, u32) {
    let mut numbers = text.split('.').map(|part| u32::from_str(part).unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    (next(), next(), next())
}

#[cfg(test)]
mod tests {
    use super::{SQLITE_OLDEST, version};

    #[test]
    fn versions_compare_by_number_and_not_by_letter() {
        assert!(version("3.9.0") < SQLITE_OLDEST);
        assert!(version("3.51.2") < SQLITE_OLDEST);
        assert!(SQLITE_OLDEST <= version("3.51.3"));
        assert!(SQLITE_OLDEST <= version("4.0"));
    }
}
