//! What changes when a reverse proxy with TLS stands in front.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use reqwest::StatusCode;
use server::door::hall::Reach;
use stage::{
    Stage,
    house::PASSWORD,
    served::{Served, browser, sign_in},
};

const BEHIND_TLS: Reach = Reach { plain_http: false, behind_proxy: true, public: None };

#[tokio::test(flavor = "multi_thread")]
async fn cookies_travel_over_tls_only_and_browsers_remember_it() {
    let stage = Stage::sqlite();
    let served = Served::reached(&stage, BEHIND_TLS).await;
    let answer = sign_in(&browser(), &served.address, "waterdam", PASSWORD).await;
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(header("set-cookie").contains("; Secure"));
    assert!(header("strict-transport-security").starts_with("max-age="));
    assert!(header("content-security-policy").contains("upgrade-insecure-requests"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_rests_by_what_the_proxy_says_and_nobody_else_can_say_so() {
    let stage = Stage::sqlite();
    let served = Served::reached(&stage, BEHIND_TLS).await;
    let attempt = async |from: &str, account: String| {
        let form = [("naam", account.as_str()), ("wachtwoord", "niet-dit")];
        let post = browser().post(served.at("/inloggen")).header("x-forwarded-for", from);
        post.form(&form).send().await.unwrap().status()
    };
    for number in 0..50 {
        // Whatever a sender writes first, the proxy adds the true address at the end.
        let from = format!("10.0.0.{number}, 192.0.2.7");
        let status = attempt(&from, format!("naam-{number}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let rests = attempt("10.1.1.1, 192.0.2.7", "nog-een".into()).await;
    assert_eq!(rests, StatusCode::TOO_MANY_REQUESTS);
    let other = attempt("192.0.2.7, 192.0.2.8", "nog-een".into()).await;
    assert_eq!(other, StatusCode::UNPROCESSABLE_ENTITY);
}
