//! Where a test plays: a database of its own, on either engine.
#![allow(dead_code)] // Each test file uses its part.

pub mod access;
pub mod calendar;
pub mod files;
pub mod house;
pub mod linked;
pub mod phone;
pub mod places;
pub mod post_office;
pub mod searching;
pub mod served;
pub mod visit;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use server::db::Db;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqlSafeStr};
use uuid::Uuid;

/// Names the server in which every PostgreSQL test makes its own database.
const POSTGRES: &str = "KETENTAFEL_TEST_POSTGRES";

/// Plays each test once on SQLite and once on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name($crate::stage::Stage::sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name($crate::stage::Stage::postgres().await).await;
            })*
        }
    };
}

/// A database that nobody else uses, gone when the test ends.
pub struct Stage {
    /// The address as an operator would write it.
    pub address: String,
    /// A folder of the test's own.
    pub folder: PathBuf,
    postgres: Option<(String, String)>,
}

impl Stage {
    /// Makes a folder in which SQLite will make its file.
    pub fn sqlite() -> Self {
        let folder = folder();
        let address = format!("sqlite:{}", folder.join("test.db").display());
        Self { address, folder, postgres: None }
    }

    /// Makes an empty database on PostgreSQL.
    pub async fn postgres() -> Self {
        let admin = std::env::var(POSTGRES).unwrap_or_else(|_| {
            panic!("set {POSTGRES}: every database test runs on PostgreSQL too")
        });
        let name = format!("ketentafel_test_{}", Uuid::new_v4().simple());
        run(&admin, format!("CREATE DATABASE {name}")).await;
        let (server, _) = admin.rsplit_once('/').expect("an address with a database");
        Self {
            address: format!("{server}/{name}"),
            folder: folder(),
            postgres: Some((admin, name)),
        }
    }

    /// Tells whether several instances can use the database.
    pub fn is_shared(&self) -> bool {
        self.postgres.is_some()
    }

    /// Lets PostgreSQL cut every connection to this database.
    pub async fn cut_connections(&self) {
        let (admin, name) = self.postgres.as_ref().expect("a database on PostgreSQL");
        let cut = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        );
        run(admin, cut).await;
    }

    /// Returns where a test keeps the ledger of its database.
    pub fn ledger(&self) -> PathBuf {
        self.folder.join("verwijderd.jsonl")
    }

    /// Returns where a test keeps the files of its regions: apart, as what is searched for words is not there.
    pub fn files(&self) -> PathBuf {
        self.folder.with_extension("files")
    }

    /// Opens the database as the server does.
    pub async fn open(&self) -> Db {
        Db::open(&self.address).await.unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        let _ = std::fs::remove_dir_all(self.files());
        if let Some((admin, name)) = self.postgres.take() {
            let dropping = std::thread::spawn(move || {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(run(&admin, format!("DROP DATABASE {name} WITH (FORCE)")));
            });
            let _ = dropping.join();
        }
    }
}

/// Changes the database behind the server's back.
pub async fn execute(db: &Db, statement: impl SqlSafeStr) {
    match db {
        Db::Sqlite(file) => {
            let mut turn = file.turn().await.unwrap();
            sqlx::query(statement).execute(turn.connection()).await.unwrap();
            turn.done();
        }
        Db::Postgres(pool) => drop(sqlx::query(statement).execute(pool).await.unwrap()),
    }
}

/// Asks the database for one number behind the server's back.
pub async fn number(db: &Db, question: impl SqlSafeStr) -> i64 {
    match db {
        Db::Sqlite(file) => sqlx::query_scalar(question).fetch_one(file.reads()).await.unwrap(),
        Db::Postgres(pool) => sqlx::query_scalar(question).fetch_one(pool).await.unwrap(),
    }
}

/// Lets every write to a table fail, as a full disk does, until `take_writes`.
pub async fn refuse_writes(db: &Db, table: &'static str) {
    let trigger = |act: &str| format!("CREATE TRIGGER full_{act} BEFORE {act} ON {table}");
    for act in ["INSERT", "UPDATE"] {
        match db {
            Db::Sqlite(_) => {
                let raise = "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
                execute(db, AssertSqlSafe(format!("{} {raise}", trigger(act)))).await;
            }
            Db::Postgres(_) => {
                let raise = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END'";
                let function = format!("CREATE OR REPLACE FUNCTION full_disk() {raise}");
                execute(db, AssertSqlSafe(function)).await;
                let each = "FOR EACH ROW EXECUTE FUNCTION full_disk()";
                execute(db, AssertSqlSafe(format!("{} {each}", trigger(act)))).await;
            }
        }
    }
}

/// Lets a table take writes again.
pub async fn take_writes(db: &Db, table: &'static str) {
    for act in ["INSERT", "UPDATE"] {
        let on = if matches!(db, Db::Sqlite(_)) { String::new() } else { format!(" ON {table}") };
        execute(db, AssertSqlSafe(format!("DROP TRIGGER full_{act}{on}"))).await;
    }
}

/// Counts rows.
pub async fn count(db: &Db, statement: &'static str) -> i64 {
    match db {
        Db::Sqlite(file) => sqlx::query_scalar(statement).fetch_one(file.reads()).await,
        Db::Postgres(pool) => sqlx::query_scalar(statement).fetch_one(pool).await,
    }
    .unwrap()
}

async fn run(admin: &str, statement: String) {
    let mut connection = PgConnection::connect(admin)
        .await
        .unwrap_or_else(|error| panic!("{POSTGRES} must reach a running PostgreSQL: {error}"));
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
}

fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("ketentafel-test-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
