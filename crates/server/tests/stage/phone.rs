//! A phone with an app that gives codes.

use domain::Moment;
use reqwest::{Client, StatusCode};
use server::clock::Clock;
use totp_rs::{Algorithm, Builder, Secret};

use super::{
    house::PASSWORD,
    served::{Served, browser, sign_in},
    visit::{open, post},
};

/// Where the second step is set up.
pub const FACTOR: &str = "/account/twee-stappen";
/// Where a code is sent.
pub const CODE: &str = "/inloggen/code";

/// What the phone keeps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone(String);

impl Phone {
    /// Types the secret over that a page shows.
    pub fn of_page(html: &str) -> Self {
        let (_, rest) = html.split_once("id=\"sleutel\"").expect("a secret in the page");
        let (_, rest) = rest.split_once('>').unwrap();
        Self(rest.split('<').next().unwrap().replace(' ', ""))
    }

    /// Returns the code of a moment.
    pub fn code(&self, at: Moment) -> String {
        let secret = Secret::try_from_base32(&self.0).unwrap();
        let totp =
            Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret).build().unwrap();
        totp.generate(u64::try_from(at.0 / 1_000_000).unwrap()).to_string()
    }
}

/// Returns the recovery codes that a page shows.
pub fn shown(html: &str) -> Vec<String> {
    let codes = html.split("<li class=\"kt-key\">").skip(1);
    codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Signs in and sets a second step up; returns the phone and the recovery codes.
pub async fn set_up(served: &Served, account: &str, clock: Clock) -> (Phone, Vec<String>) {
    let client = browser();
    sign_in(&client, &served.address, account, PASSWORD).await;
    let (phone, codes, _) = set_up_with(served, &client, clock).await;
    (phone, codes)
}

/// Sets a second step up for whoever is signed in; returns the page as well.
pub async fn set_up_with(
    served: &Served,
    client: &Client,
    clock: Clock,
) -> (Phone, Vec<String>, String) {
    let begun = post(served, client, FACTOR, &[("doe", "begin")]).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    let phone = Phone::of_page(&open(served, client, FACTOR).await.text().await.unwrap());
    let code = phone.code(clock.now());
    let on = post(served, client, FACTOR, &[("doe", "aan"), ("code", &code)]).await;
    assert_eq!(on.status(), StatusCode::OK);
    let html = on.text().await.unwrap();
    (phone, shown(&html), html)
}
