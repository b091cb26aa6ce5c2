//! Of what is known about one person: what they did and wrote in regions, and which entries name them.
//!
//! Invariant: of texts only those are told that the person typed. What an entry carries of others is not, nor
//! anything of an entry of somebody else but that it names them.

use domain::{ids::PersonId, stored};
use serde::Serialize;
use serde_json::{Value, value::RawValue};
use sqlx::types::Json;
use uuid::Uuid;

use super::{at, by};
use crate::{
    db::reading,
    people::{People, StoreError},
};

/// An entry of a region that somebody made, or that names them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EntryTold {
    region: String,
    entry: i64,
    kind: String,
    at: String,
    /// For which organisation it was done.
    organisation: Option<String>,
    by: &'static str,
    /// Whether it names them: they were asked, mentioned, or leave or succeed somebody.
    names_you: bool,
    /// What they wrote, where they made it.
    texts: Vec<String>,
}

/// A row that may tell of somebody: names, who did it, and the entry.
type Row = (String, Option<String>, Option<Uuid>, i64, String, i64, Json<Box<RawValue>>, i64);

impl People {
    pub(super) async fn own_entries(&self, person: PersonId) -> Result<Vec<EntryTold>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT r.name, o.name, e.person, e.seq, e.kind, CAST(e.version AS BIGINT), e.payload, e.at
                 FROM entry e JOIN region r ON r.id = e.region LEFT JOIN organisation o ON o.id = e.organisation
                 WHERE e.person = $1 OR (CAST(e.payload AS TEXT) LIKE $2 AND EXISTS
                     (SELECT 1 FROM membership m WHERE m.person = $1 AND m.region = e.region))
                 ORDER BY r.name, e.seq",
            )
            .bind(person.0)
            .bind(format!("%{person}%"))
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().filter_map(|row| told(person, row)).collect())
    }
}

/// Returns what a row tells of somebody; nothing where only a text in it looks like their id.
fn told(person: PersonId, row: Row) -> Option<EntryTold> {
    let (region, organisation, maker, entry, kind, version, Json(payload), moment) = row;
    let is_own = maker == Some(person.0);
    let names_you = serde_json::from_str(payload.get())
        .is_ok_and(|payload| holds(&payload, &person.to_string()));
    let event = || stored::decode(&kind, i32::try_from(version).ok()?, payload.get()).ok();
    let texts = match is_own.then(event).flatten() {
        Some(event) => {
            let texts = event.typed_texts().into_iter().map(|text| text.as_str().to_owned());
            texts.filter(|text| !text.is_empty()).collect()
        }
        None => vec![],
    };
    (is_own || names_you).then(|| EntryTold {
        region,
        entry,
        kind,
        at: at(moment),
        organisation,
        by: by(person, maker),
        names_you,
        texts,
    })
}

/// Tells whether this stands somewhere in it, and nothing else with it.
fn holds(value: &Value, id: &str) -> bool {
    match value {
        Value::String(text) => text == id,
        Value::Array(list) => list.iter().any(|value| holds(value, id)),
        Value::Object(map) => map.values().any(|value| holds(value, id)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
