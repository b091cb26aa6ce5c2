//! The answer of the region by forms without scripts: written, put forward, and reacted to.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{AnswerKey, AnswerValue, OrganisationId, PersonId, Region, Response as Says, Sheet};
use reqwest::{Client, Response, StatusCode};
use stage::{
    Stage,
    house::*,
    served::Served,
    visit::{check, head, header_of, nothing_yet, open, page, post},
};

on_both_engines! {
    a_draft_is_put_forward_and_nobody_saw_it_before
    what_is_refused_comes_back_with_everything_typed
    only_the_coordinator_writes_for_the_region
    a_municipality_takes_it_over
    a_municipality_says_why_it_does_not_hold
    a_reaction_to_an_answer_that_changed_is_not_taken_in
    a_form_that_outlives_its_session_is_taken_in_after_signing_in
    a_reason_that_no_button_gave_comes_back
    two_colleagues_do_not_overwrite_each_other
    nobody_else_is_told_that_something_was_saved
    broken_forms_change_nothing
}

const WRITTEN: &str = "Eén loket voor de hele regio.";

/// Opens the doors, with a coordinator inside.
async fn served(stage: &Stage) -> (Served, Client) {
    let served = Served::new(stage).await;
    served.house.let_coordinator_in().await;
    let client = served.sign_in("coordinator").await;
    (served, client)
}

fn question() -> String {
    page("/vraag/4.3")
}

/// The form of the coordinator.
fn regional<'f>(
    was: &'f str,
    base: &'f str,
    text: &'f str,
    ask: &'f str,
) -> [(&'f str, &'f str); 6] {
    [
        ("formulier", "een-weergave"),
        ("4.3.antwoord-was", was),
        ("4.3.antwoord", "deels"),
        ("4.3.toelichting-was", base),
        ("4.3.toelichting", text),
        ("doe", ask),
    ]
}

async fn put_forward(served: &Served, client: &Client) -> Region {
    let base = nothing_yet();
    let put = post(served, client, &question(), &regional("", &base, WRITTEN, "deel")).await;
    assert_eq!(put.status(), StatusCode::SEE_OTHER);
    seen(served, EDITOR).await
}

async fn seen(served: &Served, person: PersonId) -> Region {
    served.house.regions.look(REGION, person).await.unwrap().region
}

fn key(municipality: OrganisationId) -> AnswerKey {
    AnswerKey { municipality, field: field("4.3") }
}

fn name_of(region: &Region) -> String {
    region.put_forward(field("4.3")).unwrap().fingerprint.to_string()
}

/// Posts the form of the check, untouched but for the reaction.
async fn react(
    served: &Served,
    client: &Client,
    regional: &str,
    reason: &str,
    ask: &str,
) -> Response {
    let base = nothing_yet();
    let said = seen(served, EDITOR).await.said(key(WATERDAM)).to_string();
    let form = [
        ("formulier", "een-weergave"),
        ("4.3.reactie-was", &said),
        ("4.3.antwoord-was", ""),
        ("4.3.toelichting-was", &base),
        ("4.3.toelichting", ""),
        ("4.3.regionaal", regional),
        ("4.3.reden", reason),
        ("doe", ask),
    ];
    post(served, client, &check(4), &form).await
}

async fn a_draft_is_put_forward_and_nobody_saw_it_before(stage: Stage) {
    let (served, client) = served(&stage).await;
    let base = nothing_yet();
    let saved = post(&served, &client, &question(), &regional("", &base, WRITTEN, "bewaar")).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let target = header_of(&saved, "location");
    let html = open(&served, &client, &target).await.text().await.unwrap();
    assert!(html.contains("opgeslagen als concept") && html.contains(WRITTEN));
    let editor = served.sign_in("waterdam").await;
    for path in [question(), check(4), page("/geschiedenis"), page("/stand")] {
        let html = open(&served, &editor, &path).await.text().await.unwrap();
        assert!(!html.contains(WRITTEN), "{path}");
    }
    assert_eq!(seen(&served, EDITOR).await.response(key(WATERDAM)), Says::NotAsked);

    let mine = seen(&served, COORDINATOR).await.working(Sheet::Regional(field("4.3")));
    let base = mine.explanation.fingerprint().to_string();
    let put = post(&served, &client, &question(), &regional("deels", &base, WRITTEN, "deel")).await;
    let html = open(&served, &client, &header_of(&put, "location")).await.text().await.unwrap();
    assert!(html.contains("voorgelegd aan de gemeenten"));
    let html = open(&served, &editor, &check(4)).await.text().await.unwrap();
    assert!(html.contains(WRITTEN) && html.contains("value=\"geldt:4.3\""));
    assert_eq!(seen(&served, EDITOR).await.response(key(WATERDAM)), Says::Open { earlier: None });
}

async fn what_is_refused_comes_back_with_everything_typed(stage: Stage) {
    let (served, client) = served(&stage).await;
    let (base, text) = (nothing_yet(), "Bel 123456782 voor de rest.");
    let refused = post(&served, &client, &question(), &regional("", &base, text, "deel")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text().await.unwrap();
    assert!(html.contains(text) && html.contains("burgerservicenummer"));
    let missing = post(&served, &client, &question(), &regional("deels", &base, "", "deel")).await;
    assert_eq!(missing.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.text().await.unwrap().contains("Vul eerst een toelichting in"));
    assert!(seen(&served, EDITOR).await.put_forward(field("4.3")).is_none());
}

async fn only_the_coordinator_writes_for_the_region(stage: Stage) {
    let (served, _) = served(&stage).await;
    let editor = served.sign_in("waterdam").await;
    let (base, before) = (nothing_yet(), head(&served).await);
    let form = regional("", &base, "Van een redacteur.", "deel");
    let refused = post(&served, &editor, &question(), &form).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let html = refused.text().await.unwrap();
    assert!(html.contains("Dit doet de coördinator van de regio."));
    assert!(html.contains("Van een redacteur."), "what was typed can be taken along");
    let strange = served.sign_in("duinkust").await;
    let absent = post(&served, &strange, &question(), &form).await;
    assert_eq!(absent.status(), StatusCode::NOT_FOUND);
    assert_eq!(head(&served).await, before);
}

async fn a_municipality_takes_it_over(stage: Stage) {
    let (served, client) = served(&stage).await;
    let regional = name_of(&put_forward(&served, &client).await);
    let lead = served.sign_in("waterdam").await;
    let taken = react(&served, &lead, &regional, "", "geldt:4.3").await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    let target = header_of(&taken, "location");
    let html = open(&served, &lead, &target).await.text().await.unwrap();
    assert!(html.contains("is nu ook het antwoord van uw gemeente"));
    let region = seen(&served, NEIGHBOUR).await;
    assert_eq!(region.response(key(WATERDAM)), Says::Applies);
    assert_eq!(region.shared_value(key(WATERDAM)), Some(AnswerValue::Partly));
    assert_eq!(region.shared_working(key(WATERDAM)).explanation.as_str(), WRITTEN);
    assert_eq!(region.shared_value(key(BERKELO)), None, "nobody else is answered for");
    let before = head(&served).await;
    react(&served, &lead, &regional, "", "geldt:4.3").await;
    assert_eq!(head(&served).await, before, "a double click has the effect of once");
}

async fn a_municipality_says_why_it_does_not_hold(stage: Stage) {
    let (served, client) = served(&stage).await;
    let regional = name_of(&put_forward(&served, &client).await);
    let lead = served.sign_in("waterdam").await;
    let blank = react(&served, &lead, &regional, "  ", "geldt-niet:4.3").await;
    assert_eq!(blank.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = blank.text().await.unwrap();
    assert!(html.contains("Schrijf eerst waarom") && html.contains("href=\"#r4.3\""), "{html}");
    let blocked = react(&served, &lead, &regional, "Bel 123456782.", "geldt-niet:4.3").await;
    assert_eq!(blocked.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blocked.text().await.unwrap().contains("Bel 123456782."), "what was typed is kept");

    let said = react(&served, &lead, &regional, "Wij doen niet mee.", "geldt-niet:4.3").await;
    assert_eq!(said.status(), StatusCode::SEE_OTHER);
    let neighbour = served.sign_in("berkelo").await;
    let html = open(&served, &neighbour, &question()).await.text().await.unwrap();
    assert!(html.contains("Wij doen niet mee."));
    let region = seen(&served, NEIGHBOUR).await;
    assert!(matches!(region.response(key(WATERDAM)), Says::Differs { .. }));
    assert_eq!(region.shared_value(key(WATERDAM)), None);
}

async fn a_reaction_to_an_answer_that_changed_is_not_taken_in(stage: Stage) {
    let (served, client) = served(&stage).await;
    let old = name_of(&put_forward(&served, &client).await);
    let mine = seen(&served, COORDINATOR).await.working(Sheet::Regional(field("4.3")));
    let base = mine.explanation.fingerprint().to_string();
    let form = regional("deels", &base, "Eén loket, behalve in het weekend.", "deel");
    let changed = post(&served, &client, &question(), &form).await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    let lead = served.sign_in("waterdam").await;
    for (ask, reason) in [("geldt:4.3", ""), ("geldt-niet:4.3", "Hier is een ander loket.")] {
        let late = react(&served, &lead, &old, reason, ask).await;
        assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let html = late.text().await.unwrap();
        assert!(html.contains("Er is iets veranderd nadat u keek") && html.contains(reason));
    }
    assert_eq!(seen(&served, EDITOR).await.response(key(WATERDAM)), Says::Open { earlier: None });
}

async fn a_form_that_outlives_its_session_is_taken_in_after_signing_in(stage: Stage) {
    let (served, client) = served(&stage).await;
    served.expire_sessions().await;
    let base = nothing_yet();
    let form = regional("", &base, WRITTEN, "deel");
    let asked = post(&served, &client, &question(), &form).await;
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let html = asked.text().await.unwrap();
    assert!(html.contains(&format!("name=\"4.3.toelichting\" value=\"{WRITTEN}\"")));
    let back = question();
    let sign_in = [("naam", "coordinator"), ("wachtwoord", PASSWORD), ("terug", back.as_str())];
    let all: Vec<_> = sign_in.into_iter().chain(form).collect();
    let taken = post(&served, &client, "/inloggen", &all).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    assert!(seen(&served, EDITOR).await.put_forward(field("4.3")).is_some());
}

async fn a_reason_that_no_button_gave_comes_back(stage: Stage) {
    let (served, client) = served(&stage).await;
    let regional = name_of(&put_forward(&served, &client).await);
    let lead = served.sign_in("waterdam").await;
    for ask in ["bewaar", "geldt:4.3"] {
        let kept = react(&served, &lead, &regional, "Ons loket is dicht.", ask).await;
        assert_eq!(kept.status(), StatusCode::UNPROCESSABLE_ENTITY, "{ask}");
        let html = kept.text().await.unwrap();
        assert!(html.contains("Dat is nog niet verstuurd") && html.contains("Ons loket is dicht."));
        assert!(html.contains("href=\"#r4.3\""));
    }
    let region = seen(&served, EDITOR).await;
    assert_eq!(region.response(key(WATERDAM)), Says::Applies, "what the button asked was done");
}

async fn two_colleagues_do_not_overwrite_each_other(stage: Stage) {
    let (served, client) = served(&stage).await;
    let regional = name_of(&put_forward(&served, &client).await);
    let lead = served.sign_in("waterdam").await;
    let (base, before) =
        (nothing_yet(), seen(&served, EDITOR).await.said(key(WATERDAM)).to_string());
    react(&served, &lead, &regional, "Ons loket is dicht.", "geldt-niet:4.3").await;
    for (ask, reason) in
        [("geldt:4.3", "Ons loket is dicht."), ("geldt-niet:4.3", "Anders gezegd.")]
    {
        let late = [
            ("formulier", "een-andere-weergave"),
            ("4.3.reactie-was", before.as_str()),
            ("4.3.regionaal", &regional),
            ("4.3.antwoord-was", ""),
            ("4.3.toelichting-was", &base),
            ("4.3.toelichting", ""),
            ("4.3.reden", reason),
            ("doe", ask),
        ];
        let late = post(&served, &lead, &check(4), &late).await;
        assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY, "{ask}");
        assert!(late.text().await.unwrap().contains(reason));
    }
    let response = seen(&served, EDITOR).await.response(key(WATERDAM));
    let Says::Differs { reason } = response else { panic!("{response:?}") };
    assert_eq!(reason.as_str(), "Ons loket is dicht.");
}

async fn nobody_else_is_told_that_something_was_saved(stage: Stage) {
    let (served, client) = served(&stage).await;
    let editor = served.sign_in("waterdam").await;
    let base = nothing_yet();
    let untouched = [
        ("formulier", "een-weergave"),
        ("4.3.antwoord-was", ""),
        ("4.3.toelichting-was", base.as_str()),
        ("4.3.toelichting", ""),
        ("doe", "bewaar"),
    ];
    let refused = post(&served, &editor, &question(), &untouched).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let nothing = post(&served, &client, &page("/vraag/1.1"), &untouched).await;
    assert!(nothing.status().is_client_error(), "the region has no answer there");
}

async fn broken_forms_change_nothing(stage: Stage) {
    let (served, client) = served(&stage).await;
    let (base, before) = (nothing_yet(), head(&served).await);
    for ask in ["bevestig", "geldt:4.3", "geldt-niet:4.3", "deel:9.9", "verzin"] {
        let form = regional("", &base, "", ask);
        let broken = post(&served, &client, &question(), &form).await;
        assert!(broken.status().is_client_error(), "{ask}");
    }
    let lead = served.sign_in("waterdam").await;
    for (regional, ask) in [("geen naam", "geldt:4.3"), (base.as_str(), "geldt:1.1")] {
        let broken = react(&served, &lead, regional, "", ask).await;
        assert!(broken.status().is_client_error(), "{ask}");
    }
    let form = regional("", &base, "", "deel");
    let municipal = post(&served, &client, &page("/vraag/1.1"), &form).await;
    assert!(municipal.status().is_client_error(), "the region has no answer there");
    // The value of a form is taken in before what its button asks is refused.
    let taken_in = head(&served).await - before;
    assert!(taken_in <= 1, "{taken_in}");
}
