//! Who is where: told at once to those who may know, and to nobody else.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::{
    AnswerKey, CheckId, OrganisationId, PersonId, Sheet, TabId,
    presence::{Here, Present, Whereabouts},
};
use reqwest::StatusCode;
use server::{
    notify::{self, COMPARE_EVERY},
    regions::{Following, Told},
    sessions::Sessions,
};
use stage::{Stage, execute, house::*, number, served::Served, visit::*};
use tokio_util::sync::CancellationToken;

on_both_engines! {
    who_is_on_a_page_is_told_to_others_there_and_who_writes_to_colleagues
    nobody_learns_which_partner_looks_at_a_question_while_views_are_sealed
    a_tab_speaks_for_its_own_person_and_region_only
    what_a_page_says_by_itself_keeps_no_session_alive
}

fn tab(number: u128) -> TabId {
    TabId(uuid::Uuid::from_u128(number))
}

fn at_check(writes: bool) -> Option<Here> {
    let key = AnswerKey { municipality: WATERDAM, field: "4.3".parse().unwrap() };
    let page = Whereabouts::Check(WATERDAM, CheckId(4));
    Some(Here { page, writes: writes.then_some(Sheet::from(key)) })
}

fn at_question() -> Option<Here> {
    Some(Here { page: Whereabouts::Question("4.3".parse().unwrap()), writes: None })
}

async fn be_at(house: &House, person: PersonId, here: Option<Here>) -> Vec<Present> {
    house.regions.be_at(REGION, person, (tab(person.0.as_u128()), 0), here).await.unwrap()
}

async fn follow(house: &House, person: PersonId) -> Following {
    let head = house.journal.standing(REGION).await.unwrap().unwrap().head;
    house.regions.follow(REGION, person, head).await.unwrap()
}

/// Returns what a follower is told of who is where, the next time.
async fn told(following: &mut Following) -> Present {
    loop {
        match following.live.recv().await.unwrap() {
            Told::Presence(json) => return serde_json::from_str(&json).unwrap(),
            _ => continue,
        }
    }
}

fn is_quiet(following: &mut Following) -> bool {
    following.live.try_recv().is_err()
}

async fn who_is_on_a_page_is_told_to_others_there_and_who_writes_to_colleagues(stage: Stage) {
    let house = House::furnished(stage.open().await).await;
    house.let_colleague_in().await;
    let mut colleague = follow(&house, COLLEAGUE).await;
    let mut neighbour = follow(&house, NEIGHBOUR).await;
    assert!(be_at(&house, EDITOR, at_check(false)).await.is_empty(), "alone");
    for following in [&mut colleague, &mut neighbour] {
        let present = told(following).await;
        assert_eq!((present.member.person, present.here), (EDITOR, at_check(false)));
    }
    be_at(&house, EDITOR, at_check(true)).await;
    assert_eq!(told(&mut colleague).await.here, at_check(true));
    assert!(is_quiet(&mut neighbour), "that somebody writes is for colleagues");
    let [seen] = be_at(&house, COLLEAGUE, at_check(false)).await[..] else { panic!("one") };
    assert_eq!((seen.member.person, seen.here), (EDITOR, at_check(true)));
    let others = be_at(&house, NEIGHBOUR, at_check(false)).await;
    let seen: Vec<Option<Here>> = others.iter().map(|present| present.here).collect();
    assert_eq!(seen, [at_check(false), at_check(false)]);
    be_at(&house, EDITOR, None).await;
    let left = loop {
        let present = told(&mut neighbour).await;
        if present.member.person == EDITOR {
            break present;
        }
    };
    assert_eq!(left.here, None);
    house.people.close_account(COLLEAGUE, None, NOW).await.unwrap();
    let others = be_at(&house, NEIGHBOUR, at_check(false)).await;
    assert!(others.is_empty(), "whoever lost their place is not there");
}

async fn nobody_learns_which_partner_looks_at_a_question_while_views_are_sealed(stage: Stage) {
    let house = House::furnished(stage.open().await).await;
    house.let_coordinator_in().await;
    house.let_partner_in().await;
    house.let_partner_editor_in().await;
    let mut neighbour = follow(&house, NEIGHBOUR).await;
    be_at(&house, PARTNER_EDITOR, at_question()).await;
    for person in [NEIGHBOUR, COORDINATOR] {
        assert!(be_at(&house, person, at_question()).await.iter().all(|present| {
            let organisation: OrganisationId = present.member.organisation;
            organisation != PARTNER
        }));
    }
    let next = told(&mut neighbour).await;
    assert_eq!(next.member.person, NEIGHBOUR, "what came of the partner would have come before");
    be_at(&house, PARTNER_EDITOR, at_check(false)).await;
    be_at(&house, PARTNER_EDITOR, at_question()).await;
    let mut seen = Vec::new();
    while let Ok(Some(Told::Presence(json))) =
        tokio::time::timeout(Duration::from_millis(200), neighbour.live.recv()).await
    {
        let present: Present = serde_json::from_str(&json).unwrap();
        if present.member.organisation == PARTNER {
            seen.push(present.here);
        }
    }
    assert_eq!(seen, [at_check(false), None], "whoever goes to a question only leaves");
}

async fn a_tab_speaks_for_its_own_person_and_region_only(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let say = async |client: &reqwest::Client, person: PersonId, here: serde_json::Value| {
        let said = serde_json::json!({"tab": tab(1), "person": person, "here": here});
        client.post(served.at(&page("/aanwezig"))).body(said.to_string()).send().await.unwrap()
    };
    let here = serde_json::to_value(at_check(false)).unwrap();
    let taken = say(&client, EDITOR, here.clone()).await;
    assert_eq!((taken.status(), taken.text().await.unwrap().as_str()), (StatusCode::OK, "[]"));
    let other = say(&client, NEIGHBOUR, here.clone()).await;
    assert_eq!(other.status(), StatusCode::UNAUTHORIZED);
    let broken = say(&client, EDITOR, serde_json::json!("overal")).await;
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    let stranger = served.sign_in("duinkust").await;
    assert_eq!(say(&stranger, STRANGER, here.clone()).await.status(), StatusCode::NOT_FOUND);
    // A tab that somebody else took the name of stays whose it was.
    let neighbour = served.sign_in("berkelo").await;
    let taken = say(&neighbour, NEIGHBOUR, serde_json::Value::Null).await;
    assert!(taken.text().await.unwrap().contains(&EDITOR.to_string()));
}

/// An unattended page says where it is for ever, and follows what happens; its session ends all the same.
async fn what_a_page_says_by_itself_keeps_no_session_alive(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let soon = "UPDATE session SET expires = expires - 7200";
    execute(&served.house.db, soon).await;
    served.sessions.forget_all();
    let ends = async || number(&served.house.db, "SELECT MAX(expires) FROM session").await;
    let before = ends().await;
    let said = serde_json::json!({"tab": tab(1), "person": EDITOR, "here": at_check(false)});
    let post = client.post(served.at(&page("/aanwezig"))).body(said.to_string());
    assert_eq!(post.send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(ends().await, before);
    for path in ["/stroom", "/stand"] {
        let got = client.get(served.at(&page(path))).send().await.unwrap();
        assert_eq!((got.status(), ends().await), (StatusCode::OK, before), "{path}");
    }
    open(&served, &client, &check(1)).await;
    assert!(before < ends().await, "a page that somebody opens is a use");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_instance_hears_who_is_where() {
    let stage = Stage::postgres().await;
    let here = House::furnished(stage.open().await).await;
    let there = House::new(stage.open().await);
    let stop = CancellationToken::new();
    for house in [&here, &there] {
        tokio::spawn(notify::watch(
            house.journal.clone(),
            house.regions.clone(),
            Sessions::new(house.db.clone()),
            COMPARE_EVERY,
            stop.clone(),
        ));
    }
    let mut neighbour = follow(&there, NEIGHBOUR).await;
    // Until both listen, a word may be lost; it is said again.
    let heard = async {
        loop {
            be_at(&here, EDITOR, at_check(false)).await;
            be_at(&here, EDITOR, None).await;
            let next = tokio::time::timeout(Duration::from_millis(200), told(&mut neighbour)).await;
            if let Ok(present) = next {
                return present;
            }
        }
    };
    let heard = tokio::time::timeout(Duration::from_secs(20), heard).await.unwrap();
    assert_eq!(heard.member.person, EDITOR);
    stop.cancel();
}
