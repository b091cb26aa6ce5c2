//! Writes a group of appends with one statement, and so with one wait.
//!
//! Invariant: an append is written whole or not at all, and only after the entry that it was decided
//! on and under the rights that it was decided under. The table itself refuses anything else: a number
//! is taken once, and an entry needs a region, which is looked up by its rights (docs/adr/0017).

use std::collections::HashMap;

use domain::{Entry, stored};
use sqlx::{
    Connection, PgConnection, Postgres, QueryBuilder, Sqlite, SqliteConnection, error::ErrorKind,
    types::JsonRawValue,
};
use uuid::Uuid;

use super::{Append, Appended, RELEASE, column};
use crate::db::{Db, PostgresLine};

/// Rows in one statement: eleven values each, and SQLite takes 32,766.
const ROWS_MAX: usize = 2_048;

/// Runs the statement that writes rows, in one transaction where they need more than one.
macro_rules! insert {
    ($engine:ty, $connection:expr, $rows:expr, $held:literal) => {{
        let mut rows = $rows;
        if rows.len() <= ROWS_MAX {
            fill_up(&mut rows);
            let mut query = insertion!($engine, rows, $held);
            return query.build().execute($connection).await.map(drop);
        }
        let mut transaction = $connection.begin().await?;
        while !rows.is_empty() {
            let later = rows.split_off(rows.len().min(ROWS_MAX));
            let mut query = insertion!($engine, std::mem::replace(&mut rows, later), $held);
            query.build().execute(&mut *transaction).await?;
        }
        transaction.commit().await
    }};
}

/// Builds the statement. `$held` makes the rights stay as they were found until the commit, where others
/// write as well.
macro_rules! insertion {
    ($engine:ty, $rows:expr, $held:literal) => {{
        let mut query = QueryBuilder::<$engine>::new(
            "WITH line (region, epoch, seq, at, person, organisation, command, kind, version, payload, command_hash) AS (",
        );
        query.push_values($rows, |mut values, row: Row| {
            values
                .push_bind(row.region)
                .push_bind(row.epoch)
                .push_bind(row.seq)
                .push_bind(row.at)
                .push_bind(row.person)
                .push_bind(row.organisation)
                .push_bind(row.command)
                .push_bind(row.kind)
                .push_bind(row.version)
                .push_bind(row.payload)
                .push_bind(row.command_hash);
        });
        query.push(concat!(
            ") INSERT INTO entry
             (region, seq, at, person, organisation, command, kind, version, payload, command_hash, release)
             SELECT (SELECT id FROM region WHERE id = line.region AND rights_epoch = line.epoch",
            $held,
            "), seq, at, person, organisation, command, kind, version, payload, command_hash, ",
        ));
        query.push_bind(RELEASE).push(" FROM line WHERE 0 < seq");
        query
    }};
}

/// What writes the journal. On PostgreSQL it keeps a connection of its own.
pub(super) struct Pen {
    db: Db,
    line: PostgresLine,
}

impl Pen {
    pub(super) fn new(db: Db) -> Self {
        Self { db, line: PostgresLine::default() }
    }

    /// Writes appends of different regions: all of them, or none where one of the regions has moved.
    pub(super) async fn write(&mut self, appends: &[&Append]) -> Result<Appended, sqlx::Error> {
        let rows = appends.iter().flat_map(|append| append.rows()).collect();
        match self.insert(rows).await {
            Ok(()) => Ok(Appended::Written),
            Err(error) if tells_of_a_move(&error) => Ok(Appended::Behind),
            Err(error) => Err(error),
        }
    }

    async fn insert(&mut self, rows: Vec<Row>) -> Result<(), sqlx::Error> {
        match &self.db {
            Db::Sqlite(file) => {
                let mut turn = file.turn().await?;
                let written = insert_sqlite(turn.connection(), rows).await;
                if written.as_ref().map_or_else(tells_of_a_move, |()| true) {
                    turn.done();
                }
                written
            }
            Db::Postgres(pool) => {
                let connection = self.line.connection(pool).await?;
                let written = insert_postgres(connection, rows).await;
                if !written.as_ref().map_or_else(tells_of_a_move, |()| true) {
                    self.line.hang_up();
                }
                written
            }
        }
    }
}

async fn insert_sqlite(
    connection: &mut SqliteConnection,
    rows: Vec<Row>,
) -> Result<(), sqlx::Error> {
    insert!(Sqlite, connection, rows, "")
}

async fn insert_postgres(connection: &mut PgConnection, rows: Vec<Row>) -> Result<(), sqlx::Error> {
    insert!(Postgres, connection, rows, " FOR SHARE")
}

/// Tells whether the table refused: a number was taken, or no region stands under such rights.
fn tells_of_a_move(error: &sqlx::Error) -> bool {
    let kind = error.as_database_error().map(|error| error.kind());
    matches!(kind, Some(ErrorKind::UniqueViolation | ErrorKind::NotNullViolation))
}

/// Adds rows with number 0, which are not written, until there are as many as a power of two: so few
/// different statements are kept ready.
fn fill_up(rows: &mut Vec<Row>) {
    rows.resize_with(rows.len().next_power_of_two(), Row::default);
}

/// One entry on its way into the table, with the hash of its command if it is the last of it.
#[derive(Default)]
struct Row {
    region: Uuid,
    epoch: i64,
    seq: i64,
    at: i64,
    person: Option<Uuid>,
    organisation: Option<Uuid>,
    command: Uuid,
    kind: String,
    version: i64,
    payload: Box<JsonRawValue>,
    command_hash: Option<Vec<u8>>,
}

impl Append {
    fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let hashes: HashMap<u64, &[u8; 32]> =
            self.accepted.iter().map(|accepted| (accepted.seq, &accepted.payload_hash)).collect();
        self.entries.iter().map(move |entry| self.row(entry, hashes.get(&entry.seq).copied()))
    }

    fn row(&self, entry: &Entry, command_hash: Option<&[u8; 32]>) -> Row {
        let stored = stored::encode(&entry.event);
        Row {
            region: self.region.0,
            epoch: column(self.seen.rights_epoch),
            seq: column(entry.seq),
            at: entry.at.0,
            person: entry.by.person.map(|person| person.0),
            organisation: entry.by.organisation.map(|organisation| organisation.0),
            command: entry.command.0,
            kind: stored.kind,
            version: i64::from(stored.version),
            payload: JsonRawValue::from_string(stored.payload).expect("written as JSON"),
            command_hash: command_hash.map(|hash| hash.to_vec()),
        }
    }
}
