//! Nothing is known of a person any more, and what they did stays.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::AnswerValue;
use reqwest::StatusCode;
use server::{
    config,
    operator::{self, OperatorError},
    serve,
};
use stage::{
    Stage, count,
    house::*,
    served::{Served, browser, sign_in},
    visit::*,
};

on_both_engines! {
    what_is_known_of_a_person_goes_and_what_they_did_stays
    who_alone_coordinates_a_region_stays_until_somebody_else_does
}

async fn operator_at(stage: &Stage, served: &Served) -> serve::House {
    let db = served.house.db.clone();
    let inside = config::Inside {
        store: config::Store { database: stage.address.clone() },
        content: config::Content { content: None },
        time: config::Time { start: Some(NOW) },
        redactions: None,
    };
    let library = server::library::Library::open(inside.content.content.as_deref()).unwrap();
    let (journal, people) = (served.house.journal.clone(), served.house.people.clone());
    let (regions, clock) = (served.house.regions.clone(), inside.time.clock());
    serve::House { db, journal, people, regions, library, clock }
}

async fn what_is_known_of_a_person_goes_and_what_they_did_stays(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    served.house.let_colleague_in().await;
    let said = answer(WATERDAM, None, Some(AnswerValue::Yes));
    served.house.submit(COLLEAGUE, said).await.unwrap();
    let theirs = served.sign_in("waterdam-collega").await;
    assert_eq!(open(&served, &theirs, &page("")).await.status(), StatusCode::OK);

    let house = operator_at(&stage, &served).await;
    assert_eq!(operator::erase_person(&house, "waterdam-collega", NOW).await.unwrap(), 1);
    let left = open(&served, &theirs, &page("")).await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER, "their session ended");
    let again = sign_in(&browser(), &served.address, "waterdam-collega", PASSWORD).await;
    assert_ne!(again.status(), StatusCode::SEE_OTHER, "nobody signs in with it");
    let rows =
        "SELECT COUNT(*) FROM person WHERE login LIKE '%collega%' OR display LIKE '%collega%'";
    assert_eq!(count(&house.db, rows).await, 0);
    let hashes = "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL AND password_hash <> ''";
    assert_eq!(count(&house.db, hashes).await, 0);

    let editor = served.sign_in("waterdam").await;
    let history = open(&served, &editor, &page("/geschiedenis")).await.text().await.unwrap();
    let told = "Een persoon van waterdam van wie de gegevens zijn gewist veranderde het antwoord";
    assert!(history.contains(told), "{history}");
    let unknown = operator::erase_person(&house, "waterdam-collega", NOW).await;
    assert!(matches!(unknown, Err(OperatorError::NoPerson { .. })));
}

async fn who_alone_coordinates_a_region_stays_until_somebody_else_does(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    let house = operator_at(&stage, &served).await;
    let refused = operator::erase_person(&house, "coordinator", NOW).await.unwrap_err();
    assert!(matches!(refused, OperatorError::NoCoordinator { .. }), "{refused}");
    assert!(house.people.credentials("coordinator").await.unwrap().is_some());
}
