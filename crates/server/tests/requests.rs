//! Requests at the doors: whom one can ask, what comes back, and what stays hidden.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Command, Day, PersonId, Refusal, RequestId, Stand, Subject, TypedText, Wish};
use reqwest::StatusCode;
use server::regions::Rejected;
use stage::{Stage, house::*, served::Served, visit::*};

on_both_engines! {
    a_partner_of_whom_nobody_can_answer_is_not_asked
    what_belongs_to_others_is_not_there_and_nothing_typed_is_lost
    a_colleague_is_somebody_with_a_place_in_which_they_can_write
    a_request_is_made_once_and_told_to_the_own_organisation_only
    what_is_no_day_and_what_belongs_to_a_person_come_back_as_typed
    who_may_not_ask_keeps_what_they_wrote
    a_request_is_made_after_signing_in_again
    the_start_page_shows_a_region_as_it_was_and_as_it_is
}

fn wish(person: PersonId) -> Command {
    let wish = Wish::Draft { of: Some(WATERDAM), by: person, about: about("1.1") };
    Command::MakeRequest { wish, due: Day::new(2026, 12, 1), note: TypedText::new("") }
}

fn about(question: &str) -> Subject {
    Subject::Question(question.parse().unwrap())
}

/// Opens the doors, with a second editor of Waterdam inside.
async fn served(stage: &Stage) -> Served {
    let served = Served::new(stage).await;
    served.house.let_colleague_in().await;
    served
}

/// The form in which the editor of Waterdam asks their colleague.
fn ask<'f>(colleague: &'f str, due: &'f str, note: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("formulier", "een-weergave"),
        ("collega", colleague),
        ("over", "1.1"),
        ("uiterlijk", due),
        ("opmerking", note),
        ("doe", "vraag-collega"),
    ]
}

async fn requests(served: &Served, person: PersonId) -> Vec<(Wish, Stand)> {
    let region = served.house.regions.look(REGION, person).await.unwrap().region;
    region.requests.into_values().map(|request| (request.wish, request.stand)).collect()
}

async fn a_colleague_is_somebody_with_a_place_in_which_they_can_write(stage: Stage) {
    let served = served(&stage).await;
    let house = &served.house;
    house.let_coordinator_in().await;
    let nobody = PersonId(uuid::Uuid::from_u128(0xEE));
    for person in [NEIGHBOUR, COORDINATOR, STRANGER, nobody] {
        let refused = house.submit(EDITOR, sent(wish(person))).await;
        assert_eq!(refused, Err(Rejected::Refused(Refusal::NoColleague)), "{person}");
    }
    let itself = house.submit(EDITOR, sent(wish(EDITOR))).await;
    assert_eq!(itself, Err(Rejected::Refused(Refusal::AskedOneself)));
    house.submit(EDITOR, sent(wish(COLLEAGUE))).await.unwrap();
    house.people.close_account(COLLEAGUE, None, NOW).await.unwrap();
    let other = Wish::Draft { of: Some(WATERDAM), by: COLLEAGUE, about: about("1.2") };
    let other = Command::MakeRequest { wish: other, due: None, note: TypedText::new("") };
    let refused = house.submit(EDITOR, sent(other)).await;
    assert_eq!(refused, Err(Rejected::Refused(Refusal::NoColleague)), "the account was closed");
}

async fn a_request_is_made_once_and_told_to_the_own_organisation_only(stage: Stage) {
    let served = served(&stage).await;
    let client = served.sign_in("waterdam").await;
    let (path, colleague) = (page("/verzoeken"), COLLEAGUE.to_string());
    let form = ask(&colleague, "1-12-2026", "Kanarietekst over het convenant.");
    for _ in 0..2 {
        let asked = post(&served, &client, &path, &form).await;
        assert_eq!(asked.status(), StatusCode::SEE_OTHER);
        let to = header_of(&asked, "location");
        assert_eq!(to, format!("{path}?gedaan=gevraagd#inhoud"));
    }
    assert_eq!(requests(&served, COLLEAGUE).await.len(), 1, "a double click has one effect");
    let shown = open(&served, &client, &format!("{path}?gedaan=gevraagd")).await;
    assert!(shown.text().await.unwrap().contains("Uw verzoek is verstuurd."));
    let asked = served.sign_in("waterdam-collega").await;
    let told = "Kanarietekst over het convenant.";
    for (address, says) in [
        (path.clone(), told),
        ("/".into(), told),
        (page("/geschiedenis"), told),
        (check(1), "U bent gevraagd het concept van vraag 1.1 te schrijven"),
    ] {
        let text = open(&served, &asked, &address).await.text().await.unwrap();
        assert!(text.contains(says), "{address}");
    }
    let neighbour = served.sign_in("berkelo").await;
    for address in [path, "/".into(), check(1), page("/geschiedenis"), page("/stand")] {
        let text = open(&served, &neighbour, &address).await.text().await.unwrap();
        assert!(!text.contains("Kanarietekst") && !text.contains(&colleague), "{address}");
    }
}

async fn what_is_no_day_and_what_belongs_to_a_person_come_back_as_typed(stage: Stage) {
    let served = served(&stage).await;
    let client = served.sign_in("waterdam").await;
    let (path, colleague) = (page("/verzoeken"), COLLEAGUE.to_string());
    for (due, note, why) in [
        ("31-11-2026", "Graag snel.", "Deze datum bestaat niet."),
        ("1-1-2026", "Graag snel.", "Deze dag is al voorbij."),
        ("1-12-2026", "Bel over 123456782.", "burgerservicenummer"),
    ] {
        let refused = post(&served, &client, &path, &ask(&colleague, due, note)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text().await.unwrap();
        for piece in [why, due, note, "Uw verzoek is niet verstuurd"] {
            assert!(text.contains(piece), "“{piece}” is not in the page");
        }
    }
    assert!(requests(&served, EDITOR).await.is_empty());
}

async fn who_may_not_ask_keeps_what_they_wrote(stage: Stage) {
    let served = served(&stage).await;
    served.house.let_observer_in().await;
    let client = served.sign_in("waarnemer").await;
    let colleague = COLLEAGUE.to_string();
    let form = ask(&colleague, "", "Dit wil ik graag weten.");
    let refused = post(&served, &client, &page("/verzoeken"), &form).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let text = refused.text().await.unwrap();
    assert!(text.contains("Dit wil ik graag weten."));
    assert!(text.contains("Alleen een redacteur van waterdam mag dit veranderen."), "who may");
    let stranger = served.sign_in("duinkust").await;
    let unknown = post(&served, &stranger, &page("/verzoeken"), &form).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let broken = [("formulier", "1"), ("doe", "klaar:geen-id")];
    let unread = post(&served, &client, &page("/verzoeken"), &broken).await;
    assert_eq!(unread.status(), StatusCode::BAD_REQUEST);
}

async fn a_request_is_made_after_signing_in_again(stage: Stage) {
    let served = served(&stage).await;
    let client = served.sign_in("waterdam").await;
    let (path, colleague) = (page("/verzoeken"), COLLEAGUE.to_string());
    let form = ask(&colleague, "1-12-2026", "Voor de vergadering.");
    served.expire_sessions().await;
    let asked = post(&served, &client, &path, &form).await;
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let mut again = vec![("naam", "waterdam"), ("wachtwoord", PASSWORD), ("terug", path.as_str())];
    again.extend(form);
    let taken = post(&served, &client, "/inloggen", &again).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    assert_eq!(requests(&served, COLLEAGUE).await.len(), 1);
}

async fn a_partner_of_whom_nobody_can_answer_is_not_asked(stage: Stage) {
    let served = served(&stage).await;
    let partner = served.house.let_partner_in().await;
    let ask = |on: &str| {
        let wish = Wish::View { of: partner, on: on.parse().unwrap() };
        sent(Command::MakeRequest { wish, due: None, note: TypedText::new("") })
    };
    let refused = served.house.submit(EDITOR, ask("1.1")).await;
    assert_eq!(refused, Err(Rejected::Refused(Refusal::NobodyThere)));
    served.house.let_partner_editor_in().await;
    served.house.submit(EDITOR, ask("1.1")).await.unwrap();
}

/// A request of another organisation answers like one that never was, at every door.
async fn what_belongs_to_others_is_not_there_and_nothing_typed_is_lost(stage: Stage) {
    let served = served(&stage).await;
    served.house.submit(EDITOR, sent(wish(COLLEAGUE))).await.unwrap();
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let known = *region.requests.keys().next().unwrap();
    let unknown = RequestId(uuid::Uuid::from_u128(0xDEAD));
    let neighbour = served.sign_in("berkelo").await;
    let mut answers = Vec::new();
    for request in [known, unknown] {
        let deed = format!("sla-af:{request}");
        let form =
            [("formulier", "1"), ("doe", deed.as_str()), ("opmerking", "Dat doen wij niet.")];
        let refused = post(&served, &neighbour, &page("/verzoeken"), &form).await;
        assert_eq!(refused.status(), StatusCode::NOT_FOUND);
        let text = refused.text().await.unwrap();
        assert!(text.contains("Dat doen wij niet."), "what was typed is still there");
        assert!(
            text.contains("Dit bestaat niet (meer) in deze regio, of u kunt er niet meer bij.")
        );
        let command = sent(Command::CloseRequest { request });
        let json = neighbour.post(served.at(&page("/opdrachten"))).json(&command);
        let json = json.send().await.unwrap();
        answers.push((json.status(), json.text().await.unwrap()));
    }
    assert_eq!(answers[0], answers[1]);
}

/// The browser takes the page over with the data that it was made of, whatever happened since.
async fn the_start_page_shows_a_region_as_it_was_and_as_it_is(stage: Stage) {
    use app::page::wire::{PAGE_TYPE, SEQ_HEADER};
    let served = served(&stage).await;
    let client = served.sign_in("waterdam-collega").await;
    let before = head(&served).await;
    let shown = open(&served, &client, "/").await.text().await.unwrap();
    let heads = format!("{REGION}:{before}");
    assert!(shown.contains(&format!("data-seq=\"{heads}\"")));
    served.house.submit(EDITOR, sent(wish(COLLEAGUE))).await.unwrap();
    let data = async |seq: Option<String>| {
        let get = client.get(served.at("/")).header("accept", PAGE_TYPE);
        let get = seq.into_iter().fold(get, |get, seq| get.header(SEQ_HEADER, seq));
        let page: app::page::Page = get.send().await.unwrap().json().await.unwrap();
        page.screen.tables()[0].region.requests.len()
    };
    assert_eq!(data(Some(heads)).await, 0, "as it was");
    assert_eq!(data(None).await, 1, "as it is");
    assert_eq!(data(Some("1,2,3".into())).await, 1, "what nobody wrote is as it is");
}
