//! A region is made, and somebody comes to coordinate it: also where it was cut off half-way, and never twice.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{OrganisationId, RegionId, Role};
use reqwest::StatusCode;
use server::people::{Founded, NewInvitation, NewRegion, OfferedPlace};
use stage::{
    Stage,
    house::*,
    places::*,
    served::{Served, browser},
    visit::*,
};
use uuid::Uuid;

on_both_engines! {
    what_was_cut_off_half_way_is_made_whole
    two_regions_never_share_a_name
    of_two_that_get_one_name_at_once_one_is_made
    an_administrators_link_works_only_where_nobody_coordinates
    one_link_at_a_time_leads_to_the_place_of_a_coordinator
}

const MADE: RegionId = RegionId(Uuid::from_u128(0x77));
const BODY: OrganisationId = OrganisationId(Uuid::from_u128(0x78));

fn found(token: &str, name: &str) -> Pairs {
    let mut pairs = deed(token, "maak-regio".to_owned());
    pairs.extend([("naam", name.to_owned()), ("organisatie", "Bureau".to_owned())]);
    pairs
}

/// Makes a region as a server does that ends before its journal begins.
async fn half_made(served: &Served) {
    let by = Some(people_of(served, "beheer@host.example").await);
    let role = Role::Coordinator;
    let place = OfferedPlace { region: MADE, organisation: BODY, role, may_adopt: false };
    let id = Uuid::new_v4();
    let invitation = NewInvitation { id, place: Some(place), display: None, by, mail_to: None };
    let new = NewRegion { place, name: "Rivierland", organisation: "Bureau", invitation };
    let made = served.house.people.found_region(&new, NOW).await.unwrap();
    assert!(matches!(made, Founded::Made(_)));
}

async fn what_was_cut_off_half_way_is_made_whole(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    half_made(&served).await;
    let shown = open(&served, &admin, "/beheer").await.text().await.unwrap();
    assert!(shown.contains("Rivierland") && shown.contains("nieuwe-link:"), "{shown}");
    let made = served.house.people.invitations_in(Some(MADE)).await.unwrap();
    let renew = deed("een", format!("nieuwe-link:{}", made[0].id));
    let link = link(send(&served, &admin, "/beheer", &renew).await).await;
    let coordinator = browser();
    let came = send(&served, &coordinator, &link, &account("c@regio.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
    let page = open(&served, &coordinator, &format!("/regio/{MADE}")).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("Rivierland"));
    let people = open(&served, &coordinator, &format!("/regio/{MADE}/deelnemers")).await;
    assert!(people.text().await.unwrap().contains("Bureau"), "and its organisation takes part");
}

async fn two_regions_never_share_a_name(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    for name in ["Veenland-Oost", " veenland-oost "] {
        let answer = send(&served, &admin, "/beheer", &found("een", name)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let body = answer.text().await.unwrap();
        assert!(body.contains("Er is al een regio met deze naam."), "{body}");
        assert!(body.contains("Bureau"), "what was typed stays");
    }
    assert_eq!(served.house.journal.names().await.unwrap().len(), 2);
}

async fn of_two_that_get_one_name_at_once_one_is_made(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    for turn in 0..8 {
        let name = format!("Rivierland {turn}");
        let (one, other) = (format!("een-{turn}"), format!("twee-{turn}"));
        let (one, other) = (found(&one, &name), found(&other, &name));
        let (one, other) = tokio::join!(
            send(&served, &admin, "/beheer", &one),
            send(&served, &admin, "/beheer", &other)
        );
        let mut both = [one.status(), other.status()];
        both.sort();
        assert_eq!(both, [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY], "in turn {turn}");
    }
    assert_eq!(served.house.journal.names().await.unwrap().len(), 10);
}

/// Somebody may keep a link back: it lets nobody in beside whoever coordinates.
async fn an_administrators_link_works_only_where_nobody_coordinates(stage: Stage) {
    let (served, _) = served(&stage).await;
    administrator(&served).await;
    half_made(&served).await;
    half_made_again(&served).await;
    let links = served.house.people.invitations_in(Some(MADE)).await.unwrap();
    assert_eq!(links.iter().filter(|one| one.is_open(NOW)).count(), 2);
    let by = people_of(&served, "beheer@host.example").await;
    let mut tokens = Vec::new();
    for one in &links {
        let renewed = served.house.people.renew_invitation(one.id, Some(MADE), None, by, NOW).await;
        tokens.push(renewed.unwrap().unwrap());
    }
    let first = send(&served, &browser(), &tokens[0].address(), &account("c@regio.example")).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    let kept = send(&served, &browser(), &tokens[1].address(), &account("d@regio.example")).await;
    assert_eq!(kept.status(), StatusCode::GONE);
    assert_eq!(served.house.people.memberships_in(MADE).await.unwrap().len(), 1);
}

/// Offers the same place once more, as two pages of an earlier release could.
async fn half_made_again(served: &Served) {
    let by = Some(people_of(served, "beheer@host.example").await);
    let role = Role::Coordinator;
    let place = OfferedPlace { region: MADE, organisation: BODY, role, may_adopt: false };
    let id = Uuid::new_v4();
    let new = NewInvitation { id, place: Some(place), display: None, by, mail_to: None };
    served.house.people.invite(&new, NOW).await.unwrap().unwrap();
}

async fn one_link_at_a_time_leads_to_the_place_of_a_coordinator(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    served.house.people.close_account(COORDINATOR, None, NOW).await.unwrap();
    let invite = |token| deed(token, format!("nodig-coordinator-uit:{REGION}"));
    link(send(&served, &admin, "/beheer", &invite("een")).await).await;
    let second = send(&served, &admin, "/beheer", &invite("twee")).await;
    assert_eq!(second.status(), StatusCode::SEE_OTHER);
    let way = header_of(&second, "location");
    let shown = open(&served, &admin, &way).await.text().await.unwrap();
    assert!(shown.contains("Deze uitnodiging had u al gemaakt."), "{shown}");
    let all = served.house.people.invitations_in(Some(REGION)).await.unwrap();
    assert_eq!(all.len(), 1);
}
