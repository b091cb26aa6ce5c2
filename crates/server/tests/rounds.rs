//! Preparing and opening a round: by the coordinator's forms, and never with questions of one's own making.

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
    a_round_is_prepared_before_it_opens
    a_round_that_cannot_be_prepared_says_why_and_keeps_the_name
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
    send(served, client, &[("doe", "open-ronde"), ("ronde", name), ("welke-ronde", "")]).await
}

async fn prepare(served: &Served, client: &Client, name: &str) -> Response {
    send(served, client, &[("doe", "bereid-ronde-voor"), ("ronde", name), ("welke-ronde", "")])
        .await
}

async fn send(served: &Served, client: &Client, fields: &[(&str, &str)]) -> Response {
    let form = [&[("formulier", "een-weergave")], fields].concat();
    let post = client.post(served.at(&format!("/regio/{REGION}")));
    post.header(header::ACCEPT, "text/html").form(&form).send().await.unwrap()
}

async fn board(served: &Served, client: &Client) -> String {
    let get = client.get(served.at(&format!("/regio/{REGION}")));
    get.header(header::ACCEPT, "text/html").send().await.unwrap().text().await.unwrap()
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
        ("welke-ronde", ""),
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
        let (again, of) = (name.clone(), edition.clone());
        let prepares = Command::PrepareRound { name: again, edition: of, asked: asked.clone() };
        for command in [prepares, Command::OpenRound { name, edition, asked, prepared: None }] {
            let post = client.post(served.at(&format!("/regio/{REGION}/opdrachten")));
            let refused = post.json(&sent(command)).send().await.unwrap();
            assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
        }
    }
}

async fn a_round_is_prepared_before_it_opens(stage: Stage) {
    let (served, client) = served(&stage).await;
    let editor = served.sign_in("waterdam").await;
    close_the_round(&served).await;
    for _ in 0..2 {
        let prepared = prepare(&served, &client, "2027").await;
        assert_eq!(prepared.status(), StatusCode::SEE_OTHER, "a double click is one click");
    }
    assert!(board(&served, &client).await.contains("Ronde 2027 wordt voorbereid"));
    let seen = board(&served, &editor).await;
    assert!(seen.contains("De coördinator bereidt ronde 2027 voor."));
    assert!(!seen.contains("open-ronde"), "who does not coordinate has no form");

    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    let round = region.prepared.as_ref().unwrap().id.to_string();
    let day = [
        ("doe", "zet-uiterste-dag"),
        ("welke-ronde", round.as_str()),
        ("uiterste-dag-was", ""),
        ("uiterste-dag", "30-11-2027"),
    ];
    assert_eq!(send(&served, &client, &day).await.status(), StatusCode::SEE_OTHER);
    assert!(board(&served, &editor).await.contains("30 november 2027"));

    // Whoever did not see that it is prepared does not open it by accident.
    let unseen = ask(&served, &client, "Voorjaar 2027").await;
    assert_eq!(unseen.status(), StatusCode::CONFLICT);
    let page = unseen.text().await.unwrap();
    assert!(page.contains("Er wordt al een ronde voorbereid.") && page.contains(&round));
    assert!(page.contains("value=\"Voorjaar 2027\""), "what was typed is kept in the page");
    // The same rendering of the form, another button: not the same click.
    let opens = [("doe", "open-ronde"), ("ronde", "2027"), ("welke-ronde", round.as_str())];
    assert_eq!(send(&served, &client, &opens).await.status(), StatusCode::SEE_OTHER);
    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    let opened = region.open_round().unwrap();
    assert_eq!((opened.id.to_string(), region.prepared.is_none()), (round, true));
    assert_eq!(opened.deadline, "2027-11-30".parse().ok());
}

async fn a_round_that_cannot_be_prepared_says_why_and_keeps_the_name(stage: Stage) {
    let (served, client) = served(&stage).await;
    let open = prepare(&served, &client, "twintig-zevenentwintig").await;
    assert_eq!(open.status(), StatusCode::CONFLICT);
    let page = open.text().await.unwrap();
    assert!(page.contains("twintig-zevenentwintig") && page.contains("Er is al een ronde open."));
    close_the_round(&served).await;
    let blocked = prepare(&served, &client, "ronde 123456782").await;
    assert_eq!(blocked.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blocked.text().await.unwrap().contains("value=\"ronde 123456782\""));
    assert_eq!(prepare(&served, &client, "2027").await.status(), StatusCode::SEE_OTHER);
    let second = prepare(&served, &client, "2028").await;
    assert_eq!(second.status(), StatusCode::CONFLICT);
    let page = second.text().await.unwrap();
    assert!(page.contains("“2028” wordt niet voorbereid"));
    assert!(page.contains("Er wordt al een ronde voorbereid."));
    assert!(page.contains("value=\"2027\""), "the form is that of the round that is prepared");
    let editor = served.sign_in("waterdam").await;
    assert_eq!(prepare(&served, &editor, "2028").await.status(), StatusCode::FORBIDDEN);
    let stranger = served.sign_in("duinkust").await;
    assert_eq!(prepare(&served, &stranger, "2028").await.status(), StatusCode::NOT_FOUND);
}
