//! Somebody goes from one organisation of a region to another: what they did stays with the one it was done for.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use app::page::{Page, Screen, wire::PAGE_TYPE};
use domain::{Moment, Role};
use reqwest::{Client, StatusCode};
use server::{clock::Clock, people::TheLast};
use stage::{
    Stage,
    house::*,
    places::{Pairs, at, deed, offered, send},
    served::Served,
    visit::*,
};

on_both_engines! {
    what_somebody_did_stays_with_the_organisation_it_was_done_for
    who_they_were_elsewhere_is_not_for_another_lead
}

const MINUTE: i64 = 60 * 1_000_000;

/// The lead of Waterdam shares an answer and says something, leaves, and comes in again for Berkelo.
async fn moved(stage: &Stage) -> Served {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(stage, clock).await;
    served.house.let_coordinator_in().await;
    served.house.let_colleague_in().await;
    let editor = served.sign_in("waterdam").await;
    let shared =
        post(&served, &editor, &check(4), &form(&nothing_yet(), "Dit doen wij", "deel")).await;
    assert_eq!(shared.status(), StatusCode::SEE_OTHER);
    let comment = [
        ("formulier", "een"),
        ("waarover", "vraag"),
        ("opmerking", "Zo is het."),
        ("doe", "begin"),
    ];
    let said = post(&served, &editor, &page("/vraag/1.1/opmerkingen"), &comment).await;
    assert_eq!(said.status(), StatusCode::SEE_OTHER);
    clock.put_to(Moment(NOW.0 + MINUTE));
    let left = send(&served, &editor, &at(), &deed("een", format!("beeindig:{EDITOR}"))).await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER);
    clock.put_to(Moment(NOW.0 + 2 * MINUTE));
    let token = offered(&served, Role::Editor).await;
    let mine: Pairs = vec![("wie", EDITOR.to_string())];
    let came = send(&served, &editor, &token.address(), &mine).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
    served
}

async fn text_at(served: &Served, client: &Client, path: &str) -> String {
    open(served, client, path).await.text().await.unwrap()
}

async fn what_somebody_did_stays_with_the_organisation_it_was_done_for(stage: Stage) {
    let served = moved(&stage).await;
    let colleague = served.sign_in("waterdam-collega").await;
    let history = text_at(&served, &colleague, &page("/geschiedenis")).await;
    assert!(history.contains("Iemand van waterdam deelde"), "{history}");
    assert!(!history.contains("edacteur van berkelo"), "{history}");
    let talk = text_at(&served, &colleague, &page("/vraag/1.1")).await;
    assert!(talk.contains("Iemand van waterdam"), "{talk}");
    let accounted = text_at(&served, &colleague, &format!("{}/verantwoording", at())).await;
    assert!(accounted.to_lowercase().contains("iemand van waterdam"), "{accounted}");
    let coordinator = served.sign_in("coordinator").await;
    let places = text_at(&served, &coordinator, &at()).await;
    assert!(places.contains("iemand van waterdam"), "the place that ended: {places}");
    // What they do from now on is of the other one.
    let change = domain::Change { from: None, to: Some(domain::AnswerValue::Yes) };
    let command = domain::Command::Answer { municipality: BERKELO, field: field("1.2"), change };
    served.house.submit(EDITOR, sent(command)).await.unwrap();
    let neighbour = served.sign_in("berkelo").await;
    let history = text_at(&served, &neighbour, &page("/geschiedenis")).await;
    assert!(history.contains("Redacteur van berkelo veranderde"), "{history}");
    assert!(history.contains("Iemand van waterdam deelde"), "{history}");
    served.house.people.erase(EDITOR, TheLast::Stays, NOW).await.unwrap();
    let history = text_at(&served, &neighbour, &page("/geschiedenis")).await;
    assert!(history.contains("Iemand van waterdam deelde"), "{history}");
    assert!(history.contains("Een persoon van berkelo van wie de gegevens zijn gewist veranderde"));
}

async fn who_they_were_elsewhere_is_not_for_another_lead(stage: Stage) {
    let served = moved(&stage).await;
    let known_to = async |account: &str| {
        let reader = served.sign_in(account).await;
        let get = reader.get(served.at(&at())).header("accept", PAGE_TYPE);
        let page: Page = get.send().await.unwrap().json().await.unwrap();
        let Screen::Participants(_, page) = page.screen else { panic!("another page") };
        page.people.iter().find(|one| one.person == EDITOR).unwrap().changes.len()
    };
    assert_eq!(known_to("berkelo").await, 1, "that they came in for Berkelo");
    assert_eq!(known_to("coordinator").await, 2, "and for Waterdam before");
}
