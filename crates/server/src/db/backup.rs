//! Copies of a SQLite file: made whole while a server runs, and put in place while none does.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{BUSY_WAIT, Db, OpenError, lock, sqlite_path};

impl Db {
    /// Returns where the ledger of removed texts stands beside a SQLite file; PostgreSQL has no such place.
    pub fn ledger_beside(address: &str) -> Option<PathBuf> {
        sqlite_path(address).map(|path| with_ending(path, ".redactions.jsonl"))
    }

    /// Returns where files stand beside a SQLite file; PostgreSQL has no such place.
    pub fn files_beside(address: &str) -> Option<String> {
        sqlite_path(address).map(|path| with_ending(path, ".files").display().to_string())
    }

    /// Writes a whole copy of a SQLite database into a new file. SQLite reads one moment of it, so a server
    /// may go on writing.
    pub async fn back_up(address: &str, to: &Path) -> Result<(), OpenError> {
        let path = sqlite_path(address).ok_or(OpenError::NoFile)?;
        if to.exists() {
            return Err(OpenError::InTheWay(to.to_owned()));
        }
        // A copy that was cut off never has the name of a whole one.
        let part = with_ending(to, ".part");
        let _ = fs::remove_file(&part);
        let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY_WAIT);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("VACUUM INTO $1")
            .bind(part.to_string_lossy().into_owned())
            .execute(&mut connection)
            .await?;
        connection.close().await?;
        settle(&part, to)
    }

    /// Checks a backup of a SQLite database and puts a copy of it beside where the database will stand.
    pub async fn set_aside(address: &str, from: &Path) -> Result<Aside, OpenError> {
        let path = sqlite_path(address).ok_or(OpenError::NoFile)?;
        if !from.exists() {
            return Err(OpenError::Absent(from.to_owned()));
        }
        let lock = lock(path)?;
        for there in [path.to_owned(), with_ending(path, "-wal")] {
            if there.exists() {
                return Err(OpenError::InTheWay(there));
            }
        }
        let part = with_ending(path, ".part");
        // What was left of a try that was cut off belongs to no other copy.
        for companion in COMPANIONS {
            let _ = fs::remove_file(with_ending(&part, companion));
        }
        fs::copy(from, &part).map_err(|source| cannot(&part, source))?;
        must_be_whole(&part, from).await?;
        Ok(Aside { part, path: path.to_owned(), _lock: lock })
    }
}

/// The files that can stand beside one of SQLite.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", ".lock"];

/// A whole copy of a database under another name than that under which it is looked for.
#[derive(Debug)]
pub struct Aside {
    part: PathBuf,
    path: PathBuf,
    // Nobody makes a database in its place meanwhile.
    _lock: File,
}

impl Aside {
    /// Returns the address at which it can be opened as long as it stands aside.
    pub fn address(&self) -> String {
        format!("sqlite:{}", self.part.display())
    }

    /// Gives it the name under which it is looked for. It is closed by then.
    pub async fn put_in_place(self) -> Result<(), OpenError> {
        // All of it must be in the one file that gets the name.
        let options = SqliteConnectOptions::new().filename(&self.part).busy_timeout(BUSY_WAIT);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
        connection.close().await?;
        let log = with_ending(&self.part, "-wal");
        if fs::metadata(&log).is_ok_and(|log| 0 < log.len()) {
            return Err(OpenError::InTheWay(log));
        }
        settle(&self.part, &self.path)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Once it is in place there is none of the first.
        for ending in [""].into_iter().chain(COMPANIONS) {
            let _ = fs::remove_file(with_ending(&self.part, ending));
        }
    }
}

/// Checks that a file is a whole database of ours.
async fn must_be_whole(path: &Path, told: &Path) -> Result<(), OpenError> {
    let found = integrity(path).await.unwrap_or_else(|error| error.to_string());
    if found == "ok" {
        return Ok(());
    }
    let _ = fs::remove_file(path);
    Err(OpenError::Damaged { path: told.to_owned(), found })
}

async fn integrity(path: &Path) -> Result<String, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let found: String =
        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut connection).await?;
    let _entries: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM entry").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(found)
}

/// Gives a file that is whole and on the disk its name.
fn settle(part: &Path, name: &Path) -> Result<(), OpenError> {
    let sync = |path: &Path| File::open(path)?.sync_all();
    sync(part).map_err(|source| cannot(part, source))?;
    fs::rename(part, name).map_err(|source| cannot(name, source))?;
    let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    sync(folder).map_err(|source| cannot(folder, source))
}

fn cannot(path: &Path, source: io::Error) -> OpenError {
    OpenError::File { path: path.to_owned(), source }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
