//! Writes a group of appends with one statement, and so with one wait.
//!
//! Invariant: an append is written whole or not at all, and only right behind the entry that it was decided
//! on and under the rights that it was decided under. Who looked at the same entry at the same moment is
//! refused by the key: a number is taken once in a region (docs/adr/0017).

use std::collections::HashMap;

use domain::{Entry, stored};
use sqlx::{
    Connection, PgConnection, Postgres, QueryBuilder, Sqlite, SqliteConnection, types::JsonRawValue,
};
use uuid::Uuid;

use super::{Append, Appended, RELEASE, column};
use crate::db::{Db, PostgresLine, reading};

/// Rows in one statement: twelve values each, and SQLite takes 32,766.
const ROWS_MAX: usize = 2_048;

/// Runs the statement that writes rows and returns how many it wrote. More rows than one statement takes
/// are one transaction, which writes all of them or none.
macro_rules! insert {
    ($engine:ty, $connection:expr, $rows:expr, $held:literal) => {{
        let mut rows = $rows;
        if rows.len() <= ROWS_MAX {
            let mut query = insertion!($engine, rows, $held);
            return Ok(query.build().execute($connection).await?.rows_affected());
        }
        let (all, mut written) = (rows.len() as u64, 0);
        let mut transaction = $connection.begin().await?;
        while !rows.is_empty() {
            let later = rows.split_off(rows.len().min(ROWS_MAX));
            let mut query = insertion!($engine, std::mem::replace(&mut rows, later), $held);
            written += query.build().execute(&mut *transaction).await?.rows_affected();
        }
        if written < all {
            transaction.rollback().await?;
            return Ok(0);
        }
        transaction.commit().await?;
        Ok(written)
    }};
}

/// Builds the statement. What a region's last entry is and what its rights are is looked at for each row;
/// `$held` keeps the rights as they were found until the commit, where others write as well.
macro_rules! insertion {
    ($engine:ty, $rows:expr, $held:literal) => {{
        let mut query = QueryBuilder::<$engine>::new(
            "WITH line (region, epoch, after, seq, at, person, organisation, command, kind, version, payload, command_hash) AS (",
        );
        query.push_values(ready($rows), |mut values, row: Row| {
            values
                .push_bind(row.region)
                .push_bind(row.epoch)
                .push_bind(row.after)
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
        query.push(
            ") INSERT INTO entry
             (region, seq, at, person, organisation, command, kind, version, payload, command_hash, release)
             SELECT region.id, line.seq, at, person, organisation, command, kind, version, payload, command_hash, ",
        );
        query.push_bind(RELEASE).push(concat!(
            " FROM line JOIN region ON region.id = line.region AND region.rights_epoch = line.epoch
             WHERE 0 < line.seq AND line.after =
                 (SELECT COALESCE(MAX(last.seq), 0) FROM entry AS last WHERE last.region = line.region)",
            $held,
        ));
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

    /// Writes appends of different regions: each whole, or not at all when its region has moved. Fails as a
    /// whole when somebody else is writing in one of the regions at this moment.
    pub(super) async fn write(
        &mut self,
        appends: &[&Append],
    ) -> Result<Vec<Appended>, sqlx::Error> {
        let rows: Vec<Row> = appends.iter().flat_map(|append| append.rows()).collect();
        let all = rows.len() as u64;
        match self.insert(rows).await {
            Ok(written) if written == all => Ok(vec![Appended::Written; appends.len()]),
            Ok(0) => Ok(vec![Appended::Behind; appends.len()]),
            Ok(_) => self.found(appends).await,
            Err(error) if is_taken(&error) && appends.len() == 1 => Ok(vec![Appended::Behind]),
            Err(error) => Err(error),
        }
    }

    /// Writes rows, and returns how many were written.
    async fn insert(&mut self, rows: Vec<Row>) -> Result<u64, sqlx::Error> {
        match &self.db {
            Db::Sqlite(file) => {
                let mut turn = file.turn().await?;
                let written = insert_sqlite(turn.connection(), rows).await;
                if written.as_ref().map_or_else(is_taken, |_| true) {
                    turn.done();
                }
                written
            }
            Db::Postgres(pool) => {
                let connection = self.line.connection(pool).await?;
                let written = insert_postgres(connection, rows).await;
                if !written.as_ref().map_or_else(is_taken, |_| true) {
                    self.line.hang_up();
                }
                written
            }
        }
    }

    /// Looks which appends of a group were written.
    async fn found(&self, appends: &[&Append]) -> Result<Vec<Appended>, sqlx::Error> {
        let mut outcomes = Vec::with_capacity(appends.len());
        for append in appends {
            let Some(first) = append.entries.first() else {
                outcomes.push(Appended::Behind);
                continue;
            };
            let there: Option<Uuid> = reading!(&self.db, |pool| {
                sqlx::query_scalar("SELECT command FROM entry WHERE region = $1 AND seq = $2")
                    .bind(append.region.0)
                    .bind(column(first.seq))
                    .fetch_optional(pool)
                    .await
            })?;
            let is_ours = there == Some(first.command.0);
            outcomes.push(if is_ours { Appended::Written } else { Appended::Behind });
        }
        Ok(outcomes)
    }
}

async fn insert_sqlite(
    connection: &mut SqliteConnection,
    rows: Vec<Row>,
) -> Result<u64, sqlx::Error> {
    insert!(Sqlite, connection, rows, "")
}

async fn insert_postgres(
    connection: &mut PgConnection,
    rows: Vec<Row>,
) -> Result<u64, sqlx::Error> {
    insert!(Postgres, connection, rows, " FOR SHARE OF region")
}

/// Tells whether the key refused: somebody else took a number.
fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}

/// Makes rows ready to be written together. Each says behind which entry the first of its region comes; and
/// rows with number 0, which are not written, fill them up to a power of two, so that few different
/// statements are kept.
fn ready(mut rows: Vec<Row>) -> Vec<Row> {
    let (mut region, mut after) = (Uuid::nil(), 0);
    for row in &mut rows {
        if row.region != region {
            (region, after) = (row.region, row.seq - 1);
        }
        row.after = after;
    }
    rows.resize_with(rows.len().next_power_of_two(), Row::default);
    rows
}

/// One entry on its way into the table, with the hash of its command if it is the last of it.
#[derive(Default)]
struct Row {
    region: Uuid,
    epoch: i64,
    after: i64,
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
            after: 0,
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
