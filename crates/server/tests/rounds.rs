//! Opening a round: by the coordinator's form, and never with questions of one's own making.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Asked, Command, EditionId, Scope, TypedText};
use reqwest::{Client, Response, StatusCode, header};
use server::regions::Sender;
use stage::{Stage, house::*, served::Served};

on_both_engines! {
    a_coordinator_opens_a_round_once
    a_round_that_cannot_open_says_why_and_keeps_the_name
    only_a_coordinator_opens_a_round
    a_round_is_opened_after_signing_in_again
    a_round_asks_what_an_installed_edition_asks
}

/// Opens the doors, with a coordinator inside.
async fn served(stage: &Stage) -> (Served, Client) {
    let served = Served::new(stage).await;
    served.house.let_coordinator_in().await;
    let client = served.sign_in("coordinator").await;
    (served, client)
}

async fn close_the_round(served: &Served) {
    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    let round = region.open_round().unwrap().id;
    for command in [Command::StartDiscussion { round }, Command::CloseRound { round }] {
        served.house.regions.submit(REGION, Sender::System, sent(command)).await.unwrap();
    }
}

async fn ask(served: &Served, client: &Client, name: &str) -> Response {
    let form = [("formulier", "een-weergave"), ("doe", "open-ronde"), ("ronde", name)];
    let post = client.post(served.at(&format!("/regio/{REGION}")));
    post.header(header::ACCEPT, "text/html").form(&form).send().await.unwrap()
}

async fn a_coordinator_opens_a_round_once(stage: Stage) {
    let (served, client) = served(&stage).await;
    close_the_round(&served).await;
    assert_eq!(ask(&served, &client, "2027").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(ask(&served, &client, "2027").await.status(), StatusCode::SEE_OTHER);
    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    let names: Vec<&str> = region.rounds.iter().map(|round| round.name.as_str()).collect();
    assert_eq!(names, ["2026", "2027"]);
    assert_eq!(region.open_round().unwrap().asked.len(), 29, "the whole checklist");
}

async fn a_round_that_cannot_open_says_why_and_keeps_the_name(stage: Stage) {
    let (served, client) = served(&stage).await;
    let open = ask(&served, &client, "twintig-zevenentwintig").await;
    assert_eq!(open.status(), StatusCode::CONFLICT);
    let page = open.text().await.unwrap();
    assert!(page.contains("twintig-zevenentwintig"), "what was typed is kept in the page");
    assert!(page.contains("Er is al een ronde open."));
    close_the_round(&served).await;
    let blocked = ask(&served, &client, "ronde 123456782").await;
    assert_eq!(blocked.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = blocked.text().await.unwrap();
    assert!(page.contains("value=\"ronde 123456782\""), "what was typed is kept in the page");
    assert!(page.contains("burgerservicenummer"));
    let blank = ask(&served, &client, "  ").await;
    assert_eq!(blank.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

async fn a_round_is_opened_after_signing_in_again(stage: Stage) {
    let (served, client) = served(&stage).await;
    close_the_round(&served).await;
    served.expire_sessions().await;
    let asked = ask(&served, &client, "2027").await;
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let page = asked.text().await.unwrap();
    assert!(page.contains("name=\"doe\" value=\"open-ronde\""), "the form is sent along");
    let back = format!("/regio/{REGION}");
    let form = [
        ("naam", "coordinator"),
        ("wachtwoord", PASSWORD),
        ("terug", back.as_str()),
        ("formulier", "een-weergave"),
        ("doe", "open-ronde"),
        ("ronde", "2027"),
    ];
    let post = client.post(served.at("/inloggen")).header(header::ACCEPT, "text/html");
    assert_eq!(post.form(&form).send().await.unwrap().status(), StatusCode::SEE_OTHER);
    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    assert_eq!(region.open_round().unwrap().name.as_str(), "2027");
}

async fn only_a_coordinator_opens_a_round(stage: Stage) {
    let (served, _) = served(&stage).await;
    close_the_round(&served).await;
    let editor = served.sign_in("waterdam").await;
    let refused = ask(&served, &editor, "twintig-zevenentwintig").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(refused.text().await.unwrap().contains("twintig-zevenentwintig"));
    let stranger = served.sign_in("duinkust").await;
    assert_eq!(ask(&served, &stranger, "2027").await.status(), StatusCode::NOT_FOUND);
}

async fn a_round_asks_what_an_installed_edition_asks(stage: Stage) {
    let (served, client) = served(&stage).await;
    close_the_round(&served).await;
    let asked = |field: &str| {
        vec![Asked { field: self::field(field), scope: Scope::Municipal, substitute: false }]
    };
    let made_up = [("nji-loverboys/v1", asked("9.9")), ("elders/v7", asked("1.1"))];
    for (edition, asked) in made_up {
        let name = TypedText::new("2027");
        let edition = EditionId(edition.into());
        let command = sent(Command::OpenRound { name, edition, asked });
        let post = client.post(served.at(&format!("/regio/{REGION}/opdrachten")));
        let refused = post.json(&command).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    }
}
