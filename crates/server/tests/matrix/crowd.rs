//! People with accounts who try doors, each with a browser.

use domain::{Language, PersonId};
use reqwest::Client;
use server::people::{Membership, NewAccount};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::stage::{house::NOW, house::PASSWORD, served::Served};

/// Somebody with an account.
#[derive(Clone)]
pub struct Somebody {
    pub person: PersonId,
    pub browser: Client,
}

/// Makes an account that signs in with a name.
pub async fn account(served: &Served, person: PersonId, login: &str) {
    let account = NewAccount {
        person,
        login: login.to_owned(),
        display: None,
        language: Language::Nl,
        password_hash: password_hash().await,
    };
    served.house.people.add_account(&account, None, NOW).await.unwrap();
}

/// Lets somebody with an account sign in.
pub async fn comes(served: &Served, person: PersonId, login: &str) -> Somebody {
    Somebody { person, browser: served.sign_in(login).await }
}

/// Gives somebody a place.
pub async fn seat(served: &Served, place: Membership) {
    served.house.people.set_membership(&place, None, NOW).await.unwrap();
}

/// Returns a browser with the cookie of a session that somebody made up before signing in.
pub fn made_up() -> Client {
    let mut headers = reqwest::header::HeaderMap::new();
    let cookie = format!("ketentafel={}", Uuid::new_v4().simple());
    headers.insert(reqwest::header::COOKIE, cookie.parse().unwrap());
    let none = reqwest::redirect::Policy::none();
    Client::builder().default_headers(headers).redirect(none).build().unwrap()
}

async fn password_hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let passwords = server::passwords::Passwords::default();
    let hash = || async { passwords.hash(PASSWORD.into()).await.unwrap() };
    HASH.get_or_init(hash).await.clone()
}
