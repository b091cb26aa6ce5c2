//! From which address of the network the request comes that is being answered.
//!
//! Invariant: it is set at the threshold for as long as the request is answered, and for nothing else: what the
//! installation does by itself, or the host by command line, has no origin. It does not follow into another task.

use std::{future::Future, net::IpAddr};

tokio::task_local! {
    static ORIGIN: String;
}

/// Answers a request that comes from this address.
pub async fn within<Answer: Future>(address: IpAddr, answer: Answer) -> Answer::Output {
    ORIGIN.scope(address.to_canonical().to_string(), answer).await
}

/// Returns the address, as the audit writes it, where a request is being answered.
pub fn current() -> Option<String> {
    ORIGIN.try_with(Clone::clone).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_has_an_origin_and_what_happens_by_itself_has_none() {
        assert_eq!(current(), None);
        let mapped = "::ffff:192.0.2.7".parse().unwrap();
        within(mapped, async {
            assert_eq!(current().as_deref(), Some("192.0.2.7"));
            let elsewhere = tokio::spawn(async { current() });
            assert_eq!(elsewhere.await.unwrap(), None);
        })
        .await;
        assert_eq!(current(), None);
    }
}
