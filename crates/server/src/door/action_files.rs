//! Gives the list of actions as a file: what the filter of its address keeps, in the language of its reader.

use app::{page::ActionFilter, words::Words};
use axum::{extract::State, response::Response};
use domain::RegionId;
use tracing::error;

use super::{
    Hall, attachment,
    forms::Pairs,
    named::{Asked, Named},
    visitor::Visitor,
};
use crate::{problem::Problem, screens::action_sheet, xlsx};

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
    attachment::csv(Words(visitor.language).actions_file(), &rows)
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
    attachment::attachment(words.actions_file(), "xlsx", kind, file)
}
