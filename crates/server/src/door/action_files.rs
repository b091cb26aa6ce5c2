//! Gives the list of actions as a file: what the filter of its address keeps, in the language of its reader.

use app::{page::ActionFilter, words::Words};
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::RegionId;
use tracing::error;

use super::{
    Hall,
    forms::Pairs,
    named::{Asked, Named},
    visitor::Visitor,
};
use crate::{csv, problem::Problem, screens::action_sheet, xlsx};

/// Gives it as a file that every program reads.
pub async fn get_csv(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let rows = action_sheet::rows(&hall, &visitor, region, &ActionFilter::read(&pairs)).await?;
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(xlsx::Cell::as_text).collect()).collect();
    given(Words(visitor.language), "csv", "text/csv; charset=utf-8", csv::file(&rows))
}

/// Gives it as a file for Excel.
pub async fn get_xlsx(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let rows = action_sheet::rows(&hall, &visitor, region, &ActionFilter::read(&pairs)).await?;
    let words = Words(visitor.language);
    let file = xlsx::file(words.actions(), &rows, hall.clock.now()).map_err(|broken| {
        error!(error = %broken, "the list of actions could not be written");
        Problem::Unavailable
    })?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    given(words, "xlsx", kind, file)
}

fn given(
    words: Words,
    ending: &str,
    kind: &'static str,
    file: Vec<u8>,
) -> Result<Response, Problem> {
    let name = words.actions_file();
    let name =
        HeaderValue::from_str(&format!("attachment; filename=\"ketentafel-{name}.{ending}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name.map_err(|_| Problem::Unavailable)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}
