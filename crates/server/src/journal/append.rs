//! Writes a group of appends with one statement, and so with one wait.
//!
//! Invariant: an append is written whole or not at all, and only right behind the entry that it was decided
//! on and under the rights that it was decided under. Who looked at the same entry at the same moment is
//! refused by the key: a number is taken once in a region (docs/adr/0017).

use std::collections::HashMap;

use domain::{Entry, stored};
use sqlx::{
    Connection, PgConnection, QueryBuilder, Sqlite, SqliteConnection,
    types::{Json, JsonRawValue},
};
use uuid::Uuid;

use super::{Append, Appended, RELEASE, column};
use crate::db::{Db, PostgresLine, reading};

/// Rows in one statement of SQLite: twelve values each, and it takes 32,766.
const ROWS_MAX: usize = 2_048;

/// The parts of the statement that writes rows, of which each engine makes its own (docs/adr/0020).
macro_rules! part {
    (columns) => {
        "WITH line (region, epoch, after, seq, at, person, organisation, command, kind, version, payload, command_hash) AS ("
    };
    (written) => {
        ") INSERT INTO entry
         (region, seq, at, person, organisation, command, kind, version, payload, command_hash, release)
         SELECT stand.id, line.seq, at, person, organisation, command, kind, version, payload, command_hash, "
    };
    // Looks for each row where its region stands.
    (regions) => {
        " FROM line JOIN region AS stand ON stand.id = line.region AND stand.rights_epoch = line.epoch
         WHERE 0 < line.seq AND line.after =
             (SELECT COALESCE(MAX(last.seq), 0) FROM entry AS last WHERE last.region = line.region)"
    };
    // Looks once for each region, however many rows it has.
    (regions once) => {
        "), stand AS (
             SELECT id, rights_epoch,
                 (SELECT COALESCE(MAX(seq), 0) FROM entry WHERE entry.region = region.id) AS last
             FROM region WHERE id IN (SELECT region FROM line) FOR SHARE"
    };
    // In one order, so that two instances seldom wait for each other in a circle.
    (behind) => {
        " FROM line JOIN stand ON stand.id = line.region AND stand.rights_epoch = line.epoch AND stand.last = line.after
         ORDER BY line.region, line.seq"
    };
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

/// Runs the statement that writes rows and returns how many it wrote. More rows than one statement takes
/// are one transaction, which writes all of them or none.
async fn insert_sqlite(
    connection: &mut SqliteConnection,
    mut rows: Vec<Row>,
) -> Result<u64, sqlx::Error> {
    if rows.len() <= ROWS_MAX {
        return Ok(of_values(rows).build().execute(connection).await?.rows_affected());
    }
    let (all, mut written) = (rows.len() as u64, 0);
    let mut transaction = connection.begin().await?;
    while !rows.is_empty() {
        let later = rows.split_off(rows.len().min(ROWS_MAX));
        let mut query = of_values(std::mem::replace(&mut rows, later));
        written += query.build().execute(&mut *transaction).await?.rows_affected();
    }
    if written < all {
        transaction.rollback().await?;
        return Ok(0);
    }
    transaction.commit().await?;
    Ok(written)
}

fn of_values(rows: Vec<Row>) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(part!(columns));
    query.push_values(filled_up(together(rows)), |mut values, row: Row| {
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
    query.push(part!(written)).push_bind(RELEASE).push(part!(regions));
    query
}

/// Binds what the statement of PostgreSQL takes, in the order of its columns.
macro_rules! bound {
    ($statement:expr, $value:ident) => {
        sqlx::query($statement)
            .bind(RELEASE)
            .bind($value!(region))
            .bind($value!(epoch))
            .bind($value!(after))
            .bind($value!(seq))
            .bind($value!(at))
            .bind($value!(person))
            .bind($value!(organisation))
            .bind($value!(command))
            .bind($value!(kind))
            .bind($value!(version))
            .bind($value!(payload))
            .bind($value!(command_hash))
    };
}

/// Runs the statement that writes rows and returns how many it wrote. Many rows are lists, so that it is one
/// statement for any number of them; a row alone is faster without. Either way the rights are held as they
/// were found until the commit, because others write as well.
async fn insert_postgres(
    connection: &mut PgConnection,
    rows: Vec<Row>,
) -> Result<u64, sqlx::Error> {
    let rows = together(rows);
    let query = if let [row] = &rows[..] {
        macro_rules! its {
            ($column:ident) => {
                &row.$column
            };
        }
        bound!(
            concat!(
                part!(columns),
                "SELECT $2::uuid, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::uuid, $8::uuid, $9::uuid, $10::text, $11::bigint, $12::jsonb, $13::bytea",
                part!(written),
                "$1",
                part!(regions),
                " FOR SHARE OF stand"
            ),
            its
        )
    } else {
        macro_rules! each {
            (payload) => {
                rows.iter().map(|row| Json(&row.payload)).collect::<Vec<_>>()
            };
            ($column:ident) => {
                rows.iter().map(|row| &row.$column).collect::<Vec<_>>()
            };
        }
        bound!(
            concat!(
                part!(columns),
                "SELECT * FROM UNNEST($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::uuid[], $8::uuid[], $9::uuid[], $10::text[], $11::bigint[], $12::jsonb[], $13::bytea[])",
                part!(regions once),
                part!(written),
                "$1",
                part!(behind)
            ),
            each
        )
    };
    Ok(query.execute(connection).await?.rows_affected())
}

/// Tells whether the key refused: somebody else took a number.
fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}

/// Makes rows ready for one statement: each says behind which entry the first of its region comes.
fn together(mut rows: Vec<Row>) -> Vec<Row> {
    let (mut region, mut after) = (Uuid::nil(), 0);
    for row in &mut rows {
        if row.region != region {
            (region, after) = (row.region, row.seq - 1);
        }
        row.after = after;
    }
    rows
}

/// Adds rows with number 0, which are not written, until there is a power of two: so few different statements
/// are kept.
fn filled_up(mut rows: Vec<Row>) -> Vec<Row> {
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
