//! The least that a durable write can be: one row, one statement, one connection.
//!
//! The settings are the product's: SQLite with a write-ahead log and synchronous FULL, PostgreSQL
//! with its own defaults, which wait for the disk.

use std::str::FromStr;

use sqlx::{
    Connection, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{Failure, database::Database};

/// A table of one column, and the one connection to it.
pub struct Bare {
    connection: Engine,
    rows: i64,
}

enum Engine {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Bare {
    /// Makes the table in a database of this program.
    pub async fn open(database: &Database) -> Result<Self, Failure> {
        Self::open_at(&database.address).await
    }

    /// Makes the table.
    pub async fn open_at(address: &str) -> Result<Self, Failure> {
        let table = "CREATE TABLE bare (seq BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)";
        let connection = if address.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(address)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full);
            let mut connection = SqliteConnection::connect_with(&options).await?;
            sqlx::query(table).execute(&mut connection).await?;
            Engine::Sqlite(connection)
        } else {
            let mut connection = PgConnection::connect(address).await?;
            sqlx::query(table).execute(&mut connection).await?;
            Engine::Postgres(connection)
        };
        Ok(Self { connection, rows: 0 })
    }

    /// Writes one row durably and returns its number.
    pub async fn commit(&mut self, body: &str) -> Result<i64, Failure> {
        const INSERT: &str = "INSERT INTO bare (seq, body) VALUES ($1, $2)";
        self.rows += 1;
        match &mut self.connection {
            Engine::Sqlite(connection) => {
                sqlx::query(INSERT).bind(self.rows).bind(body).execute(connection).await?;
            }
            Engine::Postgres(connection) => {
                sqlx::query(INSERT).bind(self.rows).bind(body).execute(connection).await?;
            }
        }
        Ok(self.rows)
    }
}
