//! Gives a file to keep, which nothing on its way keeps.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::problem::Problem;

/// Answers with a file of this name, with this ending.
pub fn attachment(
    name: &str,
    ending: &str,
    kind: &'static str,
    file: Vec<u8>,
) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"ketentafel-{name}.{ending}\"");
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::Unavailable)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}

/// Answers with a list as a file that every program reads.
pub fn csv(name: &str, rows: &[Vec<String>]) -> Result<Response, Problem> {
    attachment(name, "csv", "text/csv; charset=utf-8", crate::csv::file(rows))
}
