//! Reads what was sent to its end before it is answered, within bounds.
//!
//! Invariant: where somebody sends more than a door takes, and not without end, the answer arrives. A connection that
//! is closed while the sender still sends loses the answer on its way, and what is sent next over it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, BodyDataStream, Bytes, HttpBody},
    extract::Request,
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use futures_util::{Stream, StreamExt, stream};

/// The most bytes that are read after what a door takes: what a browser sends by mistake, such as a whole document.
const REST_BYTES_MAX: usize = 16 * 1024 * 1024;
/// How long somebody may be silent in the middle of it.
const SILENCE_MAX: Duration = Duration::from_secs(2);
/// How long somebody may take to send it: shorter than a server that stops waits for those who are in it.
const REST_TAKES_MAX: Duration = Duration::from_secs(8);

/// Answers once everything that was sent is read, as far as it has bounds; else says that the connection ends.
pub async fn read_out(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    // Who asks first whether to send is told so by the answer, and what no door reads is not waited for.
    let is_read =
        request.method() == Method::POST && !request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    let sent = Arc::new(Mutex::new(body.into_data_stream()));
    let mut response = next.run(Request::from_parts(parts, Body::from_stream(lent(&sent)))).await;
    let is_whole = is_read
        && matches!(tokio::time::timeout(REST_TAKES_MAX, read_rest(lent(&sent))).await, Ok(true));
    if !is_whole {
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
    loop {
        match tokio::time::timeout(SILENCE_MAX, rest.next()).await {
            Ok(None) => return true,
            Ok(Some(Ok(part))) => read += part.len(),
            Ok(Some(Err(_))) | Err(_) => return false,
        }
        if REST_BYTES_MAX < read {
            return false;
        }
    }
}
