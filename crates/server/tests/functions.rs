//! The function that everyone sees of somebody is corrected by whoever looks after their place.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use reqwest::{Client, StatusCode};
use stage::{
    Stage,
    house::*,
    number,
    places::*,
    served::Served,
    visit::{header_of, open, page},
};

on_both_engines! {
    whoever_looks_after_a_place_corrects_the_function
    nobody_else_does
}

/// Lets a colleague in whose function tells more than that.
async fn scene(stage: &Stage) -> (Served, Client) {
    let (served, coordinator) = served(stage).await;
    served.house.let_colleague_in().await;
    served.house.let_observer_in().await;
    let told = Some("kanarie, ziek thuis");
    served.house.people.set_display(COLLEAGUE, told, (None, COLLEAGUE), NOW).await.unwrap();
    (served, coordinator)
}

fn wanted(token: &str, function: &str) -> Pairs {
    let mut pairs = deed(token, format!("verander-functie:{COLLEAGUE}"));
    pairs.push(("functie", function.to_owned()));
    pairs
}

async fn function(served: &Served) -> Option<String> {
    served.house.people.display(COLLEAGUE).await.unwrap()
}

async fn whoever_looks_after_a_place_corrects_the_function(stage: Stage) {
    let (served, coordinator) = scene(&stage).await;
    let shown = open(&served, &coordinator, &page("/deelnemers")).await.text().await.unwrap();
    assert!(shown.contains("value=\"kanarie, ziek thuis\""), "{shown}");
    // What belongs to a person is refused, and stands there still.
    let refused = send(&served, &coordinator, &at(), &wanted("een", "bel 06-12345678")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let shown = refused.text().await.unwrap();
    let id = format!("functie-{COLLEAGUE}");
    assert!(shown.contains("value=\"bel 06-12345678\""), "{shown}");
    assert!(shown.contains(&format!("href=\"#{id}\"")), "the summary leads to the field");
    assert_eq!(function(&served).await.as_deref(), Some("kanarie, ziek thuis"));

    let done = send(&served, &coordinator, &at(), &wanted("twee", "adviseur jeugd")).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let to = header_of(&done, "location");
    assert!(to.ends_with("?gedaan=functie-veranderd"), "{to}");
    assert_eq!(function(&served).await.as_deref(), Some("adviseur jeugd"));
    let shown = open(&served, &coordinator, &to).await.text().await.unwrap();
    assert!(shown.contains("De functie is veranderd.") && !shown.contains("ziek thuis"));
    let noted = "SELECT COUNT(*) FROM audit a JOIN person p ON p.id = a.person
         WHERE a.kind = 'function_set' AND p.login = 'coordinator' AND a.region IS NOT NULL
             AND a.subject = (SELECT id FROM person WHERE login = 'waterdam-collega')";
    assert_eq!(number(&served.house.db, noted).await, 1);
    // Nothing: the role and the organisation. The lead of the organisation does so too.
    let lead = served.sign_in("waterdam").await;
    let done = send(&served, &lead, &at(), &wanted("drie", " ")).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert_eq!(function(&served).await, None);
}

async fn nobody_else_does(stage: Stage) {
    let (served, _) = scene(&stage).await;
    for (account, status) in [
        ("berkelo", StatusCode::FORBIDDEN),
        ("waarnemer", StatusCode::FORBIDDEN),
        ("duinkust", StatusCode::NOT_FOUND),
    ] {
        let client = served.sign_in(account).await;
        let refused = send(&served, &client, &at(), &wanted(account, "iets anders")).await;
        assert_eq!(refused.status(), status, "{account}");
        if status == StatusCode::FORBIDDEN {
            let shown = open(&served, &client, &page("/deelnemers")).await.text().await.unwrap();
            assert!(!shown.contains(&format!("functie-{COLLEAGUE}")), "{account} sees no form");
        }
    }
    assert_eq!(function(&served).await.as_deref(), Some("kanarie, ziek thuis"));
}
