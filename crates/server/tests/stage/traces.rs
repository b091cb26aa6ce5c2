//! Looks for a text in everything that a store keeps: its files, and its tables.

use std::path::Path;

use server::db::Db;
use sqlx::AssertSqlSafe;

use super::{Stage, number};

/// Returns the names of the files in a folder that hold these bytes.
pub fn files_with(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let holds = |held: Vec<u8>| held.windows(bytes.len()).any(|window| window == bytes);
        if path.is_file() && holds(std::fs::read(&path).unwrap()) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// Returns the tables of PostgreSQL in which some column holds a word: as text, in JSON or as bytes.
pub async fn tables_with(db: &Db, word: &str) -> Vec<String> {
    let Db::Postgres(pool) = db else { return vec![] };
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(8 < tables.len(), "{tables:?}");
    let bytes: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut found = Vec::new();
    for table in tables {
        let holds = format!(
            "SELECT COUNT(*) FROM \"{table}\" AS held WHERE held::text LIKE '%{word}%' OR held::text LIKE '%{bytes}%'"
        );
        if 0 < number(db, AssertSqlSafe(holds)).await {
            found.push(table);
        }
    }
    found
}

/// Returns in how many files and tables a word stands.
pub async fn places_with(stage: &Stage, db: &Db, word: &str) -> usize {
    tables_with(db, word).await.len() + files_with(&stage.folder, word.as_bytes()).len()
}
