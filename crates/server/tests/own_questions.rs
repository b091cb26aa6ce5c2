//! The region's own questions at the doors: added, worded anew, taken away, put back.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{QuestionId, Region};
use reqwest::{Client, StatusCode};
use stage::{Stage, house::*, served::Served, visit::*};

on_both_engines! {
    a_coordinator_adds_a_question_once
    a_question_that_cannot_be_added_says_why_and_is_kept
    only_a_coordinator_changes_the_questions
    a_question_is_added_after_signing_in_again
    of_two_who_word_it_anew_the_second_keeps_what_they_typed
    an_answer_to_a_question_that_was_taken_away_comes_back_as_typed
    a_question_that_was_taken_away_says_so_and_is_put_back
    an_answer_that_was_shared_below_the_old_words_is_not_taken_in
}

const TEXT: &str = "Oefent u elk jaar samen?";

type Pairs<'f> = Vec<(&'f str, &'f str)>;

fn at() -> String {
    page("/eigen-vragen")
}

fn add<'f>(token: &'f str, check: &'f str, text: &'f str) -> Pairs<'f> {
    vec![
        ("formulier", token),
        ("check", check),
        ("regelt", "gemeente"),
        ("vraag", text),
        ("waarom", "Dat vroeg de stuurgroep."),
        ("doe", "voeg-toe"),
    ]
}

fn deed<'f>(token: &'f str, deed: &'f str) -> Pairs<'f> {
    vec![("formulier", token), ("doe", deed)]
}

/// Opens the doors, with a coordinator and an editor inside.
async fn served(stage: &Stage) -> (Served, Client, Client) {
    let served = Served::new(stage).await;
    served.house.let_coordinator_in().await;
    let coordinator = served.sign_in("coordinator").await;
    let editor = served.sign_in("waterdam").await;
    (served, coordinator, editor)
}

async fn region(served: &Served) -> Region {
    served.house.regions.look(REGION, COORDINATOR).await.unwrap().region
}

fn id(text: &str) -> QuestionId {
    text.parse().unwrap()
}

async fn a_coordinator_adds_a_question_once(stage: Stage) {
    let (served, coordinator, editor) = served(&stage).await;
    for _ in 0..2 {
        let added = post(&served, &coordinator, &at(), &add("een", "1", TEXT)).await;
        assert_eq!(added.status(), StatusCode::SEE_OTHER);
    }
    let region = region(&served).await;
    let own: Vec<String> =
        region.round().unwrap().own_asked().map(|(id, _)| id.to_string()).collect();
    assert_eq!(own, ["1.R1"]);
    for path in [at(), page("/vraag/1.R1"), page("/checklist"), page("/zoek?naar=oefent")] {
        let text = open(&served, &editor, &path).await.text().await.unwrap();
        assert!(text.contains(TEXT), "{path}");
    }
    let named = open(&served, &editor, &page("/zoek?naar=1.r1")).await;
    assert_eq!(named.status(), StatusCode::SEE_OTHER);
}

async fn a_question_that_cannot_be_added_says_why_and_is_kept(stage: Stage) {
    let (served, coordinator, _) = served(&stage).await;
    let number = "Kent u 123456782 al?";
    for (check, text, why) in [
        ("", TEXT, "Kies eerst bij welke check"),
        ("1", " ", "Schrijf eerst de vraag."),
        ("1", number, "burgerservicenummer"),
    ] {
        let refused = post(&served, &coordinator, &at(), &add("een", check, text)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text().await.unwrap();
        assert!(page.contains(why), "{why}");
        assert!(page.contains("Dat vroeg de stuurgroep.</textarea>"), "what was typed is kept");
        assert!(page.contains(&format!("{text}</textarea>")), "what was typed is kept");
    }
    let elsewhere = post(&served, &coordinator, &at(), &add("een", "9", TEXT)).await;
    assert_eq!(elsewhere.status(), StatusCode::NOT_FOUND);
    let broken = post(&served, &coordinator, &at(), &add("een", "negen", TEXT)).await;
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    assert!(region(&served).await.round().unwrap().own.is_empty());
}

async fn only_a_coordinator_changes_the_questions(stage: Stage) {
    let (served, coordinator, editor) = served(&stage).await;
    let refused = post(&served, &editor, &at(), &add("een", "1", TEXT)).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let page = refused.text().await.unwrap();
    assert!(page.contains("Dit doet de coördinator van de regio."));
    assert!(page.contains(TEXT), "they take along what they typed");
    post(&served, &coordinator, &at(), &add("een", "1", TEXT)).await;
    let removed = post(&served, &editor, &at(), &deed("een", "haal-weg:1.R1")).await;
    assert_eq!(removed.status(), StatusCode::FORBIDDEN);
    assert!(region(&served).await.asks(id("1.R1")));
    let shown = open(&served, &editor, &at()).await.text().await.unwrap();
    assert!(!shown.contains("haal-weg:1.R1"), "no form for those who cannot use it");
}

async fn a_question_is_added_after_signing_in_again(stage: Stage) {
    let (served, coordinator, _) = served(&stage).await;
    served.expire_sessions().await;
    let asked = post(&served, &coordinator, &at(), &add("een", "1", TEXT)).await;
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let back = at();
    let mut form = add("een", "1", TEXT);
    form.extend([("naam", "coordinator"), ("wachtwoord", PASSWORD), ("terug", &back)]);
    let signed_in = post(&served, &coordinator, "/inloggen", &form).await;
    assert_eq!(signed_in.status(), StatusCode::SEE_OTHER);
    assert!(region(&served).await.asks(id("1.R1")));
}

async fn of_two_who_word_it_anew_the_second_keeps_what_they_typed(stage: Stage) {
    let (served, coordinator, _) = served(&stage).await;
    post(&served, &coordinator, &at(), &add("een", "1", TEXT)).await;
    let seen = region(&served).await.own_question(id("1.R1")).unwrap().wanted.fingerprint();
    let seen = seen.to_string();
    let reword = |token, text| -> Pairs<'_> {
        let pairs = vec![("vraag-was", seen.as_str()), ("vraag", text), ("waarom", "")];
        [deed(token, "formuleer:1.R1"), pairs].concat()
    };
    let first = post(&served, &coordinator, &at(), &reword("een", "Oefent u vaak samen?")).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    let second = post(&served, &coordinator, &at(), &reword("twee", "Oefent u weleens?")).await;
    assert_eq!(second.status(), StatusCode::CONFLICT);
    let page = second.text().await.unwrap();
    assert!(page.contains("Er is iets veranderd nadat u keek: vraag 1.R1."));
    assert!(page.contains("Oefent u weleens?</textarea>"));
    assert!(page.contains("Oefent u vaak samen?"));
}

async fn an_answer_to_a_question_that_was_taken_away_comes_back_as_typed(stage: Stage) {
    let (served, coordinator, editor) = served(&stage).await;
    post(&served, &coordinator, &at(), &add("een", "1", TEXT)).await;
    post(&served, &coordinator, &at(), &deed("een", "haal-weg:1.R1")).await;
    let empty = nothing_yet();
    let form = vec![
        ("formulier", "een"),
        ("1.R1.antwoord-was", ""),
        ("1.R1.antwoord", "nee"),
        ("1.R1.toelichting-was", &empty),
        ("1.R1.toelichting", "Te weinig tijd."),
        ("doe", "deel"),
    ];
    let late = post(&served, &editor, &check(1), &form).await;
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = late.text().await.unwrap();
    assert!(page.contains("De coördinator heeft vraag 1.R1 weggehaald."));
    assert!(page.contains("Te weinig tijd."), "they take along what they typed");
}

async fn a_question_that_was_taken_away_says_so_and_is_put_back(stage: Stage) {
    let (served, coordinator, editor) = served(&stage).await;
    post(&served, &coordinator, &at(), &add("een", "1", TEXT)).await;
    post(&served, &coordinator, &at(), &deed("een", "haal-weg:1.R1")).await;
    let question = page("/vraag/1.R1");
    let gone = open(&served, &editor, &question).await;
    assert_eq!(gone.status(), StatusCode::OK);
    assert!(gone.text().await.unwrap().contains("De coördinator heeft deze vraag weggehaald."));
    let never = open(&served, &editor, &page("/vraag/1.R2")).await;
    assert_eq!(never.status(), StatusCode::NOT_FOUND);
    let back = post(&served, &coordinator, &at(), &deed("twee", "zet-terug:1.R1")).await;
    assert_eq!(back.status(), StatusCode::SEE_OTHER);
    assert!(region(&served).await.asks(id("1.R1")));
}

async fn an_answer_that_was_shared_below_the_old_words_is_not_taken_in(stage: Stage) {
    let (served, coordinator, editor) = served(&stage).await;
    post(&served, &coordinator, &at(), &add("een", "1", TEXT)).await;
    let words = region(&served).await.own_question(id("1.R1")).unwrap().wanted.fingerprint();
    let (words, empty) = (words.to_string(), nothing_yet());
    let page = open(&served, &editor, &check(1)).await.text().await.unwrap();
    assert!(page.contains(&format!("name=\"1.R1.vraag-was\" value=\"{words}\"")));
    let reword = [
        deed("twee", "formuleer:1.R1"),
        vec![("vraag-was", &words), ("vraag", "Oefent u vaak samen?"), ("waarom", "")],
    ];
    post(&served, &coordinator, &at(), &reword.concat()).await;
    let form = |words| {
        vec![
            ("formulier", "een"),
            ("1.R1.antwoord-was", ""),
            ("1.R1.antwoord", "ja"),
            ("1.R1.toelichting-was", &empty),
            ("1.R1.toelichting", ""),
            ("1.R1.vraag-was", words),
            ("doe", "deel"),
        ]
    };
    let stale = post(&served, &editor, &check(1), &form(words.as_str())).await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text().await.unwrap().contains("Er is iets veranderd nadat u keek"));
    let now = region(&served).await.own_question(id("1.R1")).unwrap().wanted.fingerprint();
    let seen = post(&served, &editor, &check(1), &form(now.to_string().as_str())).await;
    assert_eq!(seen.status(), StatusCode::SEE_OTHER);
}
