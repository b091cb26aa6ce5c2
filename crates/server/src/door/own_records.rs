//! Gives somebody everything that is known of them, as a file that other programs read.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Moment, OrganisationId, PersonId, RegionId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Hall,
    signed_in::{note, out_of_order},
    visitor::Visitor,
};
use crate::{
    audit::{Part, Row, Stretch},
    people::OwnRecords,
    problem::Problem,
};

/// What the browser calls the file.
const AS_FILE: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"ketentafel-mijn-gegevens.json\"");

/// The file.
#[derive(Serialize)]
struct File {
    #[serde(flatten)]
    known: OwnRecords,
    /// What was written down of what they did, and of what was done to them.
    audit: Vec<Noted>,
}

/// A row of the audit.
#[derive(Serialize)]
struct Noted {
    at: String,
    kind: &'static str,
    result: String,
    region: Option<String>,
    /// To whom or what: another person is not named, as what belongs to others is not in the file.
    about: Option<String>,
    by_yourself: bool,
    origin: Option<String>,
}

/// Gives the file to whoever has just proven who they are: it says where and when somebody works.
pub async fn get(State(hall): State<Hall>, visitor: Visitor) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    visitor.must_have_proven(&hall)?;
    let known = hall.people.own_records(person).await.map_err(out_of_order)?;
    let known = known.ok_or(Problem::NotFound)?;
    let audit = noted(&hall, person).await?;
    note(&hall, &visitor, "data_taken", Some(person)).await;
    let file = serde_json::to_vec_pretty(&File { known, audit });
    let file = file.expect("the file is plain data with text keys");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CONTENT_DISPOSITION, AS_FILE),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}

/// Returns every row about somebody, the newest first.
async fn noted(hall: &Hall, person: PersonId) -> Result<Vec<Noted>, Problem> {
    let regions: BTreeMap<RegionId, String> = hall.regions.names().await?.into_iter().collect();
    let mut all: Vec<Row> = Vec::new();
    let mut before = Some(Moment(i64::MAX));
    while let Some(moment) = before {
        let found = hall.audit.rows(Part::OfPerson(person), moment).await;
        let Stretch { rows, older } = found.map_err(out_of_order)?;
        all.extend(rows);
        before = older;
    }
    let subjects: BTreeSet<OrganisationId> =
        all.iter().map(|row| OrganisationId(row.subject)).collect();
    let subjects: Vec<OrganisationId> = subjects.into_iter().collect();
    let organisations = hall.people.organisations(&subjects).await.map_err(out_of_order)?;
    let about = |subject: Uuid| match organisations.get(&OrganisationId(subject)) {
        _ if subject.is_nil() => None,
        _ if subject == person.0 => Some("yourself".to_owned()),
        Some(name) => Some(name.clone()),
        None => Some("somebody or something else".to_owned()),
    };
    let noted = |row: Row| Noted {
        at: app::words::machine_time(row.at),
        kind: row.kind.code(),
        result: row.result,
        region: row.region.and_then(|region| regions.get(&region).cloned()),
        about: about(row.subject),
        by_yourself: row.by == Some(person),
        origin: row.origin.filter(|_| row.by.is_none_or(|by| by == person)),
    };
    Ok(all.into_iter().map(noted).collect())
}
