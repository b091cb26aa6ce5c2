//! Refuses what another site posts in a reader's name.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
};

/// Tells whether a request may pass: not if it would change something and a page of another site sent it.
pub fn may_pass(request: &Request) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    reads || is_our_own(request.headers())
}

/// Believes what the browser says about where a request comes from. What sends neither header is
/// no browser of this decade, and the session cookie stays at home in any case.
fn is_our_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(from) = text("sec-fetch-site") {
        return matches!(from, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return true;
    };
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let from = origin.split_once("://").map(|(_, from)| from);
    !host.is_empty() && from == Some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (header::HeaderName::from_static(name), header::HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    #[test]
    fn our_own_pages_may_post() {
        assert!(is_our_own(&with(&[("sec-fetch-site", "same-origin")])));
        assert!(is_our_own(&with(&[("origin", "https://kt.nl"), ("host", "kt.nl")])));
        assert!(is_our_own(&with(&[("origin", "http://127.0.0.1:81"), ("host", "127.0.0.1:81")])));
        assert!(is_our_own(&with(&[("host", "kt.nl")])));
    }

    #[test]
    fn pages_of_other_sites_may_not() {
        let ours = ("host", "kt.nl");
        assert!(!is_our_own(&with(&[("sec-fetch-site", "cross-site"), ours])));
        assert!(!is_our_own(&with(&[("sec-fetch-site", "same-site"), ours])));
        assert!(!is_our_own(&with(&[("origin", "https://kt.nl.example"), ours])));
        assert!(!is_our_own(&with(&[("origin", "https://kt.nl:444"), ours])));
        assert!(!is_our_own(&with(&[("origin", "null"), ours])));
    }
}
