//! What every answer says about itself to the browser.
//!
//! Invariant: no page runs a script or style that this server did not hand out, and no answer to a
//! person is kept anywhere.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::hall::Reach;

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// The number that scripts of one answer carry, used once.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

/// Adds them to an answer.
pub fn add(headers: &mut HeaderMap, nonce: &Nonce, reach: &Reach) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    // A file that is given on is in a room of its own already.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        insert(headers, header::CONTENT_SECURITY_POLICY, &policy(nonce, reach.plain_http));
    }
    if !reach.plain_http {
        insert(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
}

/// Lets no `Referer` say more than which server it is, not even to this server; forms are still known as its own.
pub fn tell_no_path(headers: &mut HeaderMap) {
    insert(headers, header::REFERRER_POLICY, "strict-origin");
}

fn policy(Nonce(nonce): &Nonce, plain_http: bool) -> String {
    let upgrade = if plain_http { "" } else { "; upgrade-insecure-requests" };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval' 'self'; \
         style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'{upgrade}"
    )
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
