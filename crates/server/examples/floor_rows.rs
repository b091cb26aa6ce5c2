//! The floor of replaying: the same 20,000 rows read in one question, each payload parsed once.

mod ground;

use std::time::Instant;

use ground::{
    Failure, figure,
    region::{House, municipality, region},
};
use server::db::Db;
use sqlx::types::Json;
use uuid::Uuid;

const ENTRIES: i64 = 20_000;
const TIMES: usize = 4;
const SELECT: &str =
    "SELECT seq, at, person, organisation, command, kind, version, payload FROM entry
     WHERE region = $1 ORDER BY seq";

type Row = (i64, i64, Option<Uuid>, Option<Uuid>, Uuid, String, i64, Json<serde_json::Value>);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = ground::database::Database::make(&ground::place()?).await?;
    let (house, db) = House::open(&database.address).await?;
    let municipalities: Vec<_> = (0..60).map(municipality).collect();
    let mut scribe = house.history(&municipalities).await?;
    scribe.stop_at(ENTRIES.cast_unsigned());
    scribe.write(&house.journal).await?;
    let mut best = f64::INFINITY;
    for _ in 0..TIMES {
        let start = Instant::now();
        let rows = read(&db).await?;
        best = best.min(start.elapsed().as_secs_f64());
        if rows.last().is_none_or(|row| row.0 != ENTRIES) {
            return Err("not all rows were read".into());
        }
    }
    #[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
    figure("entries_per_s", ENTRIES as f64 / best);
    db.close().await;
    database.remove().await
}

async fn read(db: &Db) -> Result<Vec<Row>, sqlx::Error> {
    let region = region(0).0;
    match db {
        Db::Sqlite(file) => sqlx::query_as(SELECT).bind(region).fetch_all(file.reads()).await,
        Db::Postgres(pool) => sqlx::query_as(SELECT).bind(region).fetch_all(pool).await,
    }
}
