//! Invites people and lets them in, as forms do.

use domain::{GuardedText, Moment, PersonId, RegionId, Role, TypedText};
use reqwest::{Client, Response, StatusCode};
use server::people::{Granted, NewAccount, NewGrant, NewInvitation, OfferedPlace, Token};
use uuid::Uuid;

use super::{
    Stage,
    house::*,
    served::{Served, browser},
    visit::page,
};

pub const STRONG: &str = "vlonder kruimel acht parasol";

pub type Pairs = Vec<(&'static str, String)>;

pub fn at() -> String {
    page("/deelnemers")
}

pub fn invite(token: &str, organisation: impl ToString, role: &str) -> Pairs {
    vec![
        ("formulier", token.to_owned()),
        ("organisatie", organisation.to_string()),
        ("rol", role.to_owned()),
        ("functie", String::new()),
        ("doe", "nodig-uit".to_owned()),
    ]
}

pub fn deed(token: &str, deed: String) -> Pairs {
    vec![("formulier", token.to_owned()), ("doe", deed)]
}

pub fn account(login: &str) -> Pairs {
    vec![("mailadres", login.to_owned()), ("wachtwoord", STRONG.to_owned())]
}

pub async fn send(served: &Served, client: &Client, path: &str, pairs: &Pairs) -> Response {
    client.post(served.at(path)).form(pairs).send().await.unwrap()
}

/// Opens the doors, with a coordinator inside.
pub async fn served(stage: &Stage) -> (Served, Client) {
    let served = Served::new(stage).await;
    served.house.let_coordinator_in().await;
    let coordinator = served.sign_in("coordinator").await;
    (served, coordinator)
}

/// Returns the path of the link that an answer shows.
pub async fn link(answer: Response) -> String {
    assert_eq!(answer.status(), StatusCode::OK);
    let body = answer.text().await.unwrap();
    let start = body.find("/uitnodiging/").expect("a link");
    body[start..start + "/uitnodiging/".len() + 64].to_owned()
}

pub async fn offered(served: &Served, role: Role) -> Token {
    let place = OfferedPlace { region: REGION, organisation: BERKELO, role, may_adopt: false };
    let new = NewInvitation {
        id: Uuid::new_v4(),
        place: Some(place),
        display: None,
        by: None,
        mail_to: None,
    };
    served.house.people.invite(&new, NOW).await.unwrap().unwrap()
}

pub fn new_account(login: &str) -> NewAccount {
    NewAccount {
        person: PersonId(Uuid::new_v4()),
        login: login.to_owned(),
        display: None,
        language: domain::Language::Nl,
        password_hash: "niets".to_owned(),
    }
}

/// Returns who signs in with a name.
pub async fn people_of(served: &Served, login: &str) -> PersonId {
    served.house.people.credentials(login).await.unwrap().unwrap().person
}

/// Lets somebody who coordinates the region let an administrator read it along for a while.
pub async fn let_read(served: &Served, region: RegionId, given_by: PersonId, person: PersonId) {
    let grant = NewGrant {
        id: Uuid::new_v4(),
        region,
        person,
        given_by,
        reason: GuardedText::pass(&TypedText::new("Even meekijken.")).unwrap(),
        until: Moment(NOW.0 + 60 * 60 * 1_000_000),
    };
    let granted = served.house.people.grant_reading(&grant, NOW).await.unwrap();
    assert_eq!(granted, Granted::Done);
    served.house.regions.places_changed(region).await;
}

/// Lets an administrator in.
pub async fn administrator(served: &Served) -> Client {
    administrator_as(served, "beheer@host.example").await
}

/// Lets an administrator in who signs in with a name of their own.
pub async fn administrator_as(served: &Served, login: &str) -> Client {
    let new =
        NewInvitation { id: Uuid::new_v4(), place: None, display: None, by: None, mail_to: None };
    let token = served.house.people.invite(&new, NOW).await.unwrap().unwrap();
    let client = browser();
    let answer = send(served, &client, &token.address(), &account(login)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    client
}
