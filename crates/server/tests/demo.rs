//! The demo fills an empty database and leaves others alone, on both engines.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use app::words::Words;
use domain::Language;
use server::{
    config,
    demo::{self, DemoError},
    serve::House,
};
use stage::Stage;

on_both_engines! {
    the_demo_is_filled_once_and_found_again
    a_database_that_holds_something_else_is_left_alone
}

async fn open(stage: &Stage) -> House {
    let store = config::Store { database: stage.address.clone() };
    let time = config::Time { start: None };
    let content = config::Content { content: None };
    House::open(&config::Inside {
        store,
        content,
        time,
        redactions: None,
        files: None,
        without_ledger: false,
    })
    .await
    .unwrap()
}

async fn the_demo_is_filled_once_and_found_again(stage: Stage) {
    let house = open(&stage).await;
    let content = config::Content { content: None };
    let accounts = demo::fill(&house, &content).await.unwrap();
    let filled = house.journal.standings().await.unwrap();
    assert_eq!(filled.len(), 2);
    assert!(filled.iter().all(|(_, standing)| 100 < standing.head));
    for account in &accounts.accounts {
        let known = house.people.credentials(&account.login).await.unwrap().unwrap();
        let regions = house.people.regions_of(known.person).await.unwrap();
        let names: Vec<String> = regions.into_iter().map(|region| region.name).collect();
        let mut told = account.regions.clone();
        told.sort();
        assert_eq!(names, told, "{}", account.login);
    }
    let words = Words(Language::En);
    let offered = accounts.offered(words);
    let lead = offered.iter().find(|one| one.login == "debrug").unwrap();
    assert_eq!(lead.function, "Lead editor of De Brug Jeugdhulp");
    assert_eq!(words.regions_named(&lead.regions), "regions Veenland-Oost and Duinkust");
    assert_eq!(demo::fill(&house, &content).await.unwrap(), accounts);
    assert_eq!(house.journal.standings().await.unwrap(), filled);
}

async fn a_database_that_holds_something_else_is_left_alone(stage: Stage) {
    let house = open(&stage).await;
    let region = domain::RegionId(uuid::Uuid::from_u128(9));
    house.journal.add_region(region, "Echt", domain::Moment(0)).await.unwrap();
    let refused = demo::fill(&house, &config::Content { content: None }).await;
    assert!(matches!(refused, Err(DemoError::NotEmpty)));
    assert_eq!(house.journal.standings().await.unwrap().len(), 1);
}
