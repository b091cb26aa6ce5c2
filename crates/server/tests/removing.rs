//! The page on which a text is removed: who finds it, what it says, and what stands there afterwards.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{
    About, AnswerValue, Change, Command, Fingerprint, PersonId, Readers, SeenAnswer, Topic,
    TypedText,
};
use reqwest::{Client, StatusCode};
use stage::{Stage, house::*, served::Served, visit::*};

on_both_engines! {
    a_text_is_removed_by_a_form_and_its_mark_says_why
    a_refused_form_comes_back_with_what_was_typed
    who_may_not_read_a_text_finds_no_page_for_it
    a_form_goes_on_after_signing_in_again
    every_text_of_an_entry_can_be_chosen
}

const TOLD: &str = "Vindersloon staat hier en hoort hier niet.";
const WHY: &str = "Dit ging over een persoon.";

async fn give(served: &Served, person: PersonId, command: Command) -> u64 {
    served.house.submit(person, sent(command)).await.unwrap()
}

fn comment(readers: Readers) -> Command {
    let question = "1.1".parse().unwrap();
    let topic = Topic { question, about: About::Question, readers };
    Command::StartThread { topic, text: TypedText::new(TOLD), mentions: [].into() }
}

fn removal(entry: u64) -> String {
    page(&format!("/verwijderen/{entry}"))
}

fn form<'f>(nth: &'f str, why: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![("formulier", "een-weergave"), ("tekst", nth), ("reden", why), ("doe", "reden")]
}

async fn text_at(served: &Served, client: &Client, path: &str) -> String {
    let answer = open(served, client, path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

async fn a_text_is_removed_by_a_form_and_its_mark_says_why(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    let entry = give(&served, EDITOR, comment(Readers::Everyone)).await;
    let editor = served.sign_in("waterdam").await;
    let history = text_at(&served, &editor, &page("/geschiedenis")).await;
    assert!(history.contains(&removal(entry)), "the history leads there");
    let question = text_at(&served, &editor, &page("/vraag/1.1")).await;
    assert!(question.contains(&removal(entry)), "and so does the comment");
    let before = text_at(&served, &editor, &removal(entry)).await;
    assert!(before.contains(TOLD) && before.contains("Verwijder deze tekst voorgoed"));
    assert!(before.contains("op 1 plek in de geschiedenis"));

    let answer = post(&served, &editor, &removal(entry), &form("0", WHY)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let to = header_of(&answer, "location");
    let after = text_at(&served, &editor, to.split('#').next().unwrap()).await;
    assert!(after.contains("De tekst is verwijderd.") && after.contains(WHY));
    assert!(!after.contains(TOLD) && !after.contains("Verwijder deze tekst voorgoed"));

    let neighbour = served.sign_in("berkelo").await;
    for path in ["/vraag/1.1", "/geschiedenis"] {
        let shown = text_at(&served, &neighbour, &page(path)).await;
        assert!(!shown.contains(TOLD) && shown.contains(WHY), "{path}");
        assert!(shown.contains("Tekst verwijderd op"), "{path}");
    }
    // A double click does it once, and whoever comes later is told.
    let again = post(&served, &editor, &removal(entry), &form("0", WHY)).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    let coordinator = served.sign_in("coordinator").await;
    let late = post(&served, &coordinator, &removal(entry), &form("0", WHY)).await;
    assert!(late.text().await.unwrap().contains("Deze tekst is al verwijderd."));
}

async fn a_refused_form_comes_back_with_what_was_typed(stage: Stage) {
    let served = Served::new(&stage).await;
    let entry = give(&served, EDITOR, comment(Readers::Everyone)).await;
    let editor = served.sign_in("waterdam").await;
    for (why, told) in [
        ("  ", "Schrijf eerst waarom u dit verwijdert."),
        (TOLD, "In de reden staat de tekst die weg moet."),
        ("Er stond 123456782.", "burgerservicenummer"),
    ] {
        let answer = post(&served, &editor, &removal(entry), &form("0", why)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        let shown = answer.text().await.unwrap();
        assert!(shown.contains(told) && shown.contains(why.trim()), "{why}: {shown}");
        assert!(shown.contains("De tekst is niet verwijderd"));
    }
    let neighbour = served.sign_in("berkelo").await;
    let shown = text_at(&served, &neighbour, &removal(entry)).await;
    assert!(shown.contains("geen tekst die u kunt verwijderen"));
    assert!(!text_at(&served, &neighbour, &page("/vraag/1.1")).await.contains(&removal(entry)));
    let refused = post(&served, &neighbour, &removal(entry), &form("0", WHY)).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(text_at(&served, &neighbour, &page("/vraag/1.1")).await.contains(TOLD));
}

async fn who_may_not_read_a_text_finds_no_page_for_it(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    let note = give(&served, EDITOR, comment(Readers::Within(Some(WATERDAM)))).await;
    for account in ["berkelo", "coordinator"] {
        let other = served.sign_in(account).await;
        let never = page("/verwijderen/9999");
        for path in [removal(note), never] {
            let opened = open(&served, &other, &path).await;
            assert_eq!(opened.status(), StatusCode::NOT_FOUND, "{account} {path}");
            let posted = post(&served, &other, &path, &form("0", WHY)).await;
            assert_eq!(posted.status(), StatusCode::NOT_FOUND, "{account} {path}");
        }
    }
    let stranger = served.sign_in("duinkust").await;
    assert_eq!(open(&served, &stranger, &removal(note)).await.status(), StatusCode::NOT_FOUND);
    // Where it was goes for its own organisation alone.
    let editor = served.sign_in("waterdam").await;
    post(&served, &editor, &removal(note), &form("0", WHY)).await;
    assert!(text_at(&served, &editor, &page("/geschiedenis")).await.contains(WHY));
    let neighbour = served.sign_in("berkelo").await;
    let history = text_at(&served, &neighbour, &page("/geschiedenis")).await;
    assert!(!history.contains(WHY) && !history.contains("verwijderde een tekst"));
}

async fn a_form_goes_on_after_signing_in_again(stage: Stage) {
    let served = Served::new(&stage).await;
    let entry = give(&served, EDITOR, comment(Readers::Everyone)).await;
    let editor = served.sign_in("waterdam").await;
    served.expire_sessions().await;
    let asked = post(&served, &editor, &removal(entry), &form("0", WHY)).await;
    assert!(asked.text().await.unwrap().contains(WHY), "it is carried along");
}

async fn every_text_of_an_entry_can_be_chosen(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    let (municipality, field) = (WATERDAM, field("1.1"));
    let change = Change { from: None, to: Some(AnswerValue::Partly) };
    give(&served, EDITOR, Command::Answer { municipality, field, change }).await;
    let (base, text) = (Fingerprint::of(b""), TypedText::new("Een overleg per maand."));
    give(&served, EDITOR, Command::Explain { municipality, field, base, text }).await;
    let round = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let round = round.round().unwrap().id;
    give(&served, COORDINATOR, Command::StartDiscussion { round }).await;
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let seen = region.seen(domain::AnswerKey { municipality, field });
    let (answers, why_now) = (vec![SeenAnswer { field, seen }], Some(TypedText::new(TOLD)));
    let shared = give(&served, EDITOR, Command::Share { municipality, answers, why_now }).await;

    let editor = served.sign_in("waterdam").await;
    let shown = text_at(&served, &editor, &removal(shared)).await;
    assert!(shown.contains(TOLD) && shown.contains("Een overleg per maand."));
    assert!(shown.contains("Welke tekst?"));
    let answer = post(&served, &editor, &removal(shared), &form("2", WHY)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let grid = text_at(&served, &editor, &page("/vraag/1.1")).await;
    assert!(grid.contains("Een overleg per maand.") && !grid.contains(TOLD) && grid.contains(WHY));
}
