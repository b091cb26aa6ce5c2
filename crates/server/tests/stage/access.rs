//! Looks through who has access, as forms do.

use domain::{Moment, OrganisationId, PersonId, Role};
use reqwest::{Client, Response, StatusCode};
use server::{
    clock::{Clock, parse_moment},
    people::Membership,
};
use uuid::Uuid;

use super::{
    Stage,
    house::*,
    places::new_account,
    served::Served,
    visit::{open, page, post},
};

pub const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;

pub fn access() -> String {
    page("/deelnemers/toegang")
}

/// Returns a moment as people in the Netherlands write it, with the offset of that day.
pub fn moment(text: &str) -> Moment {
    parse_moment(text).unwrap()
}

/// Opens the doors by a clock that stands, in an installation that asks for reviews from then on; with a
/// coordinator inside.
pub async fn opened(stage: &Stage) -> (Served, Clock) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(stage, clock).await;
    served.house.let_coordinator_in().await;
    served.house.people.begin_reviews(NOW).await.unwrap();
    (served, clock)
}

/// Gives a new account a place, and returns whose it is.
pub async fn comes(
    served: &Served,
    login: &str,
    organisation: OrganisationId,
    (role, may_adopt): (Role, bool),
    since: Moment,
) -> PersonId {
    let account = new_account(login);
    served.house.people.add_account(&account, None, since).await.unwrap();
    let person = account.person;
    let (region, roles, until) = (REGION, vec![role], None);
    let place = Membership { person, region, organisation, roles, may_adopt, since, until };
    served.house.people.set_membership(&place, None, since).await.unwrap();
    person
}

/// Returns the page as a reader sees it.
pub async fn shown(served: &Served, client: &Client) -> String {
    let answer = open(served, client, &access()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap()
}

/// Returns the part of the page about an organisation; nothing where it is not there.
pub fn part(html: &str, organisation: OrganisationId) -> Option<&str> {
    let begin = format!("id=\"o-{organisation}\"");
    let rest = &html[html.find(&begin)?..];
    let next = rest[1..].find("<section").map_or(rest.len(), |at| at + 1);
    Some(&rest[..next])
}

/// Returns what names the list of an organisation on a page.
pub fn list(html: &str, organisation: OrganisationId) -> String {
    let part = part(html, organisation).expect("the organisation");
    let begin = "name=\"lijst\" value=\"";
    let start = part.find(begin).expect("its list") + begin.len();
    part[start..start + 16].to_owned()
}

/// Says that a list is right.
pub async fn says(
    served: &Served,
    client: &Client,
    (organisation, list): (OrganisationId, &str),
    token: &str,
) -> Response {
    let deed = format!("klopt:{organisation}");
    let form = [("formulier", token), ("lijst", list), ("doe", deed.as_str())];
    post(served, client, &access(), &form).await
}

/// Looks at the list of an organisation, and says that it is right.
pub async fn reviews(served: &Served, client: &Client, organisation: OrganisationId) -> StatusCode {
    let list = list(&shown(served, client).await, organisation);
    let token = Uuid::new_v4().to_string();
    says(served, client, (organisation, &list), &token).await.status()
}
