//! Sessions: who is signed in, kept in the database so that every instance knows.

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::{
    ExpiredDeletion, SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::db::{Db, reading, writing};

/// The table of sessions.
#[derive(Clone, Debug)]
pub struct Sessions {
    db: Db,
}

impl Sessions {
    /// Opens the table.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    async fn put(&self, record: &Record, statement: &'static str) -> Result<u64> {
        let body = serde_json::to_string(&record.data).map_err(encode)?;
        writing!(&self.db, |pool| {
            sqlx::query(statement)
                .bind(record.id.to_string())
                .bind(&body)
                .bind(record.expiry_date.unix_timestamp())
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(backend)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let statement = "INSERT INTO session (id, body, expires) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
        while self.put(record, statement).await? == 0 {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // Only what exists is saved: a page that was under way must not bring a session back that was signed out.
        let statement = "UPDATE session SET body = $2, expires = $3 WHERE id = $1";
        self.put(record, statement).await.map(|_| ())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row: Option<(String, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as("SELECT body, expires FROM session WHERE id = $1 AND $2 < expires")
                .bind(id.to_string())
                .bind(OffsetDateTime::now_utc().unix_timestamp())
                .fetch_optional(pool)
                .await
        })
        .map_err(backend)?;
        let Some((body, expires)) = row else {
            return Ok(None);
        };
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_str(&body).map_err(decode)?,
            expiry_date: OffsetDateTime::from_unix_timestamp(expires).map_err(decode)?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        writing!(&self.db, |pool| {
            sqlx::query("DELETE FROM session WHERE id = $1")
                .bind(id.to_string())
                .execute(pool)
                .await
                .map(|_| ())
        })
        .map_err(backend)
    }
}

#[async_trait]
impl ExpiredDeletion for Sessions {
    async fn delete_expired(&self) -> Result<()> {
        writing!(&self.db, |pool| {
            sqlx::query("DELETE FROM session WHERE expires <= $1")
                .bind(OffsetDateTime::now_utc().unix_timestamp())
                .execute(pool)
                .await
                .map(|_| ())
        })
        .map_err(backend)
    }
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

fn encode(error: serde_json::Error) -> Error {
    Error::Encode(error.to_string())
}

fn decode(error: impl std::error::Error) -> Error {
    Error::Decode(error.to_string())
}
