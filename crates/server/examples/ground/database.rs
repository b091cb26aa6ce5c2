//! A database of a program's own, on either engine, gone when the program ends.

use std::path::PathBuf;

use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::Failure;

/// An empty database.
pub struct Database {
    /// The address as an operator would write it.
    pub address: String,
    place: Place,
}

enum Place {
    File(PathBuf),
    Server { admin: String, name: String },
}

impl Database {
    /// Makes a database at `sqlite:FOLDER`, or on a PostgreSQL server.
    pub async fn make(place: &str) -> Result<Self, Failure> {
        let name = format!("bench_{}", Uuid::new_v4().simple());
        if let Some(folder) = place.strip_prefix("sqlite:") {
            let folder = PathBuf::from(folder).join(&name);
            std::fs::create_dir_all(&folder)?;
            let address = format!("sqlite:{}", folder.join("bench.db").display());
            return Ok(Self { address, place: Place::File(folder) });
        }
        let (server, _) = place.rsplit_once('/').ok_or("an address ends with a database")?;
        execute(place, format!("CREATE DATABASE {name}")).await?;
        let address = format!("{server}/{name}");
        Ok(Self { address, place: Place::Server { admin: place.to_owned(), name } })
    }

    /// Removes it.
    pub async fn remove(self) -> Result<(), Failure> {
        match self.place {
            Place::File(folder) => Ok(std::fs::remove_dir_all(folder)?),
            Place::Server { admin, name } => {
                execute(&admin, format!("DROP DATABASE {name} WITH (FORCE)")).await
            }
        }
    }
}

async fn execute(address: &str, statement: String) -> Result<(), Failure> {
    let mut connection = PgConnection::connect(address).await?;
    sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await?;
    Ok(connection.close().await?)
}
