//! Hands out the files for the browser.

use std::{io, path::Path};

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use tower_http::services::ServeDir;

use super::Hall;
use crate::problem::Problem;

/// A file under the name of this build never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Under any other name the browser asks whether it did.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("public, no-cache");

/// Returns the routes below `/site`.
pub fn router(folder: &Path) -> Router<Hall> {
    let files = ServeDir::new(folder)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    Router::new().fallback_service(files).layer(middleware::from_fn(keep))
}

/// Says how long a file may be kept, and answers what is missing like every other address.
async fn keep(request: Request, next: Next) -> Response {
    let named = request.uri().query().is_some_and(|query| query.starts_with("v="));
    let mut response = next.run(request).await;
    if response.status().is_client_error() {
        return Problem::NotFound.into_response();
    }
    let kept = if named { FOR_EVER } else { ASK_AGAIN };
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

/// Names a build by the content of its files.
pub fn version(folder: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    add_folder(&mut hash, folder)?;
    let digest = hash.finalize();
    Ok(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn add_folder(hash: &mut Sha256, folder: &Path) -> io::Result<()> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_folder(hash, &path)?;
        } else {
            hash.update(path.as_os_str().as_encoded_bytes());
            hash.update(std::fs::read(&path)?);
        }
    }
    Ok(())
}
