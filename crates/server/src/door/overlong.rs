//! Reads what was sent to its end before it is answered.
//!
//! Invariant: an answer to more than a door takes arrives. A connection that is closed while the sender still sends
//! loses the answer on its way, and what is sent next over it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, BodyDataStream, Bytes, HttpBody},
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use futures_util::{Stream, StreamExt, stream};

/// The most bytes that are read after what a door takes: what a browser sends by mistake, such as a whole document.
const REST_BYTES_MAX: usize = 16 * 1024 * 1024;
/// How long somebody may take to send them.
const REST_TAKES_MAX: Duration = Duration::from_secs(20);

/// Answers once everything that was sent is read, as far as it has bounds; else says that the connection ends.
pub async fn read_out(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let sent = Arc::new(Mutex::new(body.into_data_stream()));
    let mut response = next.run(Request::from_parts(parts, Body::from_stream(lent(&sent)))).await;
    let read = tokio::time::timeout(REST_TAKES_MAX, read_rest(lent(&sent))).await;
    if !matches!(read, Ok(true)) {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Lends what is sent: where a door stops reading, somebody else goes on.
fn lent(
    sent: &Arc<Mutex<BodyDataStream>>,
) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send + use<> {
    let sent = Arc::clone(sent);
    stream::poll_fn(move |context| {
        sent.lock().unwrap_or_else(PoisonError::into_inner).poll_next_unpin(context)
    })
}

/// Reads what is left, and tells whether that was all.
async fn read_rest(mut rest: impl Stream<Item = Result<Bytes, axum::Error>> + Unpin) -> bool {
    let mut read = 0;
    while let Some(part) = rest.next().await {
        let Ok(part) = part else { return false };
        read += part.len();
        if REST_BYTES_MAX < read {
            return false;
        }
    }
    true
}
