//! Writes a group of appends in one message to the database, and so with one wait.
//!
//! Invariant: the compare-and-swap on the heads and the entries are one transaction. The two
//! engines say it in two ways, because only one of them can write two tables in one statement
//! (docs/adr/0007).

use std::collections::HashMap;

use domain::{Entry, stored};
use sqlx::{PgPool, QueryBuilder, Sqlite};
use uuid::Uuid;

use super::{Append, Appended, RELEASE, column};
use crate::db::{Db, PostgresLine, SqliteFile};

/// Rows in one statement of SQLite: ten values each, and it takes 32,766.
const ROWS_MAX: usize = 2_048;

/// What writes the journal. On PostgreSQL it keeps a connection of its own.
pub(super) struct Pen {
    db: Db,
    line: PostgresLine,
}

impl Pen {
    pub(super) fn new(db: Db) -> Self {
        Self { db, line: PostgresLine::default() }
    }

    /// Writes appends of different regions: each whole, or not at all when its region has moved.
    pub(super) async fn write(
        &mut self,
        appends: &[&Append],
    ) -> Result<Vec<Appended>, sqlx::Error> {
        let raised = match &self.db {
            Db::Sqlite(file) => write_sqlite(file, appends).await?,
            Db::Postgres(pool) => write_postgres(&mut self.line, pool, appends).await?,
        };
        let outcome = |append: &&Append| match raised.contains(&append.region.0) {
            true => Appended::Written,
            false => Appended::Behind,
        };
        Ok(appends.iter().map(outcome).collect())
    }
}

/// Returns the regions that stood where they were seen.
async fn write_postgres(
    line: &mut PostgresLine,
    pool: &PgPool,
    appends: &[&Append],
) -> Result<Vec<Uuid>, sqlx::Error> {
    let seen: Vec<Seen> = appends.iter().map(|append| append.seen_row()).collect();
    let rows: Vec<Row> = appends.iter().flat_map(|append| append.rows()).collect();
    let connection = line.connection(pool).await?;
    let raised = sqlx::query_scalar(
        "WITH raised AS (
             UPDATE region SET head = head + steps, release = $1
             FROM UNNEST($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[])
                 AS seen (region, at_head, at_epoch, steps)
             WHERE id = seen.region AND head = at_head AND rights_epoch = at_epoch
             RETURNING id
         ), written AS (
             INSERT INTO entry (region, seq, at, person, organisation, command, kind, version, payload, command_hash)
             SELECT line.region, seq, at, person, organisation, command, kind, version, payload::jsonb, command_hash
             FROM UNNEST($6::uuid[], $7::bigint[], $8::bigint[], $9::uuid[], $10::uuid[], $11::uuid[],
                         $12::text[], $13::bigint[], $14::text[], $15::bytea[])
                 AS line (region, seq, at, person, organisation, command, kind, version, payload, command_hash)
             JOIN raised ON raised.id = line.region
         )
         SELECT id FROM raised",
    )
    .bind(RELEASE)
    .bind(each(&seen, |seen| seen.region))
    .bind(each(&seen, |seen| seen.head))
    .bind(each(&seen, |seen| seen.epoch))
    .bind(each(&seen, |seen| seen.steps))
    .bind(each(&rows, |row| row.region))
    .bind(each(&rows, |row| row.seq))
    .bind(each(&rows, |row| row.at))
    .bind(each(&rows, |row| row.person))
    .bind(each(&rows, |row| row.organisation))
    .bind(each(&rows, |row| row.command))
    .bind(each(&rows, |row| row.kind.clone()))
    .bind(each(&rows, |row| row.version))
    .bind(each(&rows, |row| row.payload.clone()))
    .bind(each(&rows, |row| row.command_hash.clone()))
    .fetch_all(connection)
    .await;
    if raised.is_err() {
        line.hang_up();
    }
    raised
}

fn each<R, T>(rows: &[R], value: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

/// Returns the regions that stood where they were seen.
async fn write_sqlite(file: &SqliteFile, appends: &[&Append]) -> Result<Vec<Uuid>, sqlx::Error> {
    let mut seen: Vec<Seen> = appends.iter().map(|append| append.seen_row()).collect();
    let mut rows: Vec<Row> = appends.iter().flat_map(|append| append.rows()).collect();
    fill_up(&mut seen);
    if rows.len() < ROWS_MAX {
        fill_up(&mut rows);
    }
    let mut query = QueryBuilder::new("BEGIN IMMEDIATE; ");
    for some in rows.chunks(ROWS_MAX) {
        push_entries(&mut query, &seen, some);
    }
    push_seen(&mut query, &seen);
    query.push(" UPDATE region SET head = head + steps, release = ").push_bind(RELEASE).push(
        " FROM seen WHERE id = seen.region AND head = at_head AND rights_epoch = at_epoch
         RETURNING id; COMMIT",
    );
    let mut turn = file.turn().await?;
    let raised = query.build_query_scalar().fetch_all(turn.connection()).await?;
    turn.done();
    Ok(raised)
}

/// Adds rows that belong to no region until their number is a power of two: so few different
/// statements are kept ready.
fn fill_up<R: Default>(rows: &mut Vec<R>) {
    rows.resize_with(rows.len().next_power_of_two(), R::default);
}

fn push_seen(query: &mut QueryBuilder<Sqlite>, seen: &[Seen]) {
    query.push("WITH seen (region, at_head, at_epoch, steps) AS (");
    query.push_values(seen, |mut values, seen| {
        values
            .push_bind(seen.region)
            .push_bind(seen.head)
            .push_bind(seen.epoch)
            .push_bind(seen.steps);
    });
    query.push(")");
}

/// Writes the entries of those regions that still stand where they were seen: their heads are
/// raised after this.
fn push_entries(query: &mut QueryBuilder<Sqlite>, seen: &[Seen], rows: &[Row]) {
    push_seen(query, seen);
    query.push(
        ", line (region, seq, at, person, organisation, command, kind, version, payload, command_hash) AS (",
    );
    query.push_values(rows, |mut values, row| {
        values
            .push_bind(row.region)
            .push_bind(row.seq)
            .push_bind(row.at)
            .push_bind(row.person)
            .push_bind(row.organisation)
            .push_bind(row.command)
            .push_bind(row.kind.clone())
            .push_bind(row.version)
            .push_bind(row.payload.clone())
            .push_bind(row.command_hash.clone());
    });
    query.push(
        ") INSERT INTO entry
         (region, seq, at, person, organisation, command, kind, version, payload, command_hash)
         SELECT line.* FROM line JOIN seen ON seen.region = line.region
         JOIN region ON id = seen.region AND head = at_head AND rights_epoch = at_epoch; ",
    );
}

/// Where a region was seen, and how far its head moves.
#[derive(Default)]
struct Seen {
    region: Uuid,
    head: i64,
    epoch: i64,
    steps: i64,
}

/// One entry on its way into the table, with the hash of its command if it is the last of it.
#[derive(Default)]
struct Row {
    region: Uuid,
    seq: i64,
    at: i64,
    person: Option<Uuid>,
    organisation: Option<Uuid>,
    command: Uuid,
    kind: String,
    version: i64,
    payload: String,
    command_hash: Option<Vec<u8>>,
}

impl Append {
    fn seen_row(&self) -> Seen {
        Seen {
            region: self.region.0,
            head: column(self.seen.head),
            epoch: column(self.seen.rights_epoch),
            steps: column(self.entries.len() as u64),
        }
    }

    fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let hashes: HashMap<u64, &[u8; 32]> =
            self.accepted.iter().map(|accepted| (accepted.seq, &accepted.payload_hash)).collect();
        self.entries.iter().map(move |entry| self.row(entry, hashes.get(&entry.seq).copied()))
    }

    fn row(&self, entry: &Entry, command_hash: Option<&[u8; 32]>) -> Row {
        let stored = stored::encode(&entry.event);
        Row {
            region: self.region.0,
            seq: column(entry.seq),
            at: entry.at.0,
            person: entry.by.person.map(|person| person.0),
            organisation: entry.by.organisation.map(|organisation| organisation.0),
            command: entry.command.0,
            kind: stored.kind,
            version: i64::from(stored.version),
            payload: stored.payload,
            command_hash: command_hash.map(|hash| hash.to_vec()),
        }
    }
}
