//! Looks for a word wherever a store keeps something: in each file of a folder, and in each table.

use std::{io::Write, path::Path};

use server::db::Db;
use sqlx::AssertSqlSafe;

use super::number;

/// What was searched, and where the word is.
#[derive(Debug, Default)]
pub struct Search {
    /// How many files.
    pub files: usize,
    /// How many tables.
    pub tables: usize,
    /// The files and tables that hold it.
    pub found: Vec<String>,
    /// How often it stands there: in how many rows, and how many times in files.
    pub times: usize,
}

impl Search {
    /// Puts two searches together.
    pub fn and(mut self, other: Search) -> Self {
        self.found.extend(other.found);
        Self {
            files: self.files + other.files,
            tables: self.tables + other.tables,
            times: self.times + other.times,
            found: self.found,
        }
    }

    /// Writes what was found before and after, where it stands in the log of the tests: what a test that passes
    /// prints is thrown away.
    pub fn tell(&self, what: &str, after: &Search) {
        let (files, tables) = (after.files, after.tables);
        let figures = format!("found {} times before and {} after", self.times, after.times);
        let _ = writeln!(
            std::io::stderr(),
            "{what}: {figures}; {files} files and {tables} tables searched"
        );
    }
}

/// Looks for bytes in the files of a folder.
pub fn search_files(folder: &Path, bytes: &[u8]) -> Search {
    let mut search = Search::default();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if !path.is_file() {
            continue;
        }
        search.files += 1;
        let held = std::fs::read(&path).unwrap();
        let times = held.windows(bytes.len()).filter(|window| *window == bytes).count();
        if 0 < times {
            search.times += times;
            search.found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    search
}

/// Looks for a word in every column of every table: as text, in JSON or as bytes.
pub async fn search_tables(db: &Db, word: &str) -> Search {
    let columns: Vec<(String, String)> = match db {
        Db::Sqlite(file) => sqlx::query_as(
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
             ORDER BY t.name",
        )
        .fetch_all(file.reads())
        .await
        .unwrap(),
        Db::Postgres(pool) => sqlx::query_as(
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
             WHERE table_schema = 'public' ORDER BY 1",
        )
        .fetch_all(pool)
        .await
        .unwrap(),
    };
    assert!(100 < columns.len(), "every table: {columns:?}");
    let bytes: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut search = Search::default();
    let mut before = String::new();
    for (table, column) in columns {
        let text = format!("CAST(\"{column}\" AS TEXT)");
        let rows = format!(
            "SELECT COUNT(*) FROM \"{table}\" WHERE {text} LIKE '%{word}%' OR {text} LIKE '%{bytes}%'"
        );
        let rows = number(db, AssertSqlSafe(rows)).await;
        if 0 < rows {
            search.times += usize::try_from(rows).unwrap();
            search.found.push(format!("{table}.{column}"));
        }
        search.tables += usize::from(table != before);
        before = table;
    }
    search
}
