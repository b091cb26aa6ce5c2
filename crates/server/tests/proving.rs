//! What binds an organisation takes a recent proof of who asks for it.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{AnswerKey, Command, Moment, Readers, SeenAnswer, Subject, Topic, TypedText, Wish};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use server::clock::Clock;
use stage::{
    Stage,
    house::*,
    phone::set_up_with,
    served::{Served, browser, sign_in},
    visit::*,
};

on_both_engines! {
    a_command_that_binds_waits_for_a_proof
    a_form_that_binds_is_carried_through_the_proof
    a_proof_takes_the_code_as_well_where_there_is_one
    whoever_tries_proofs_rests
    a_new_id_comes_with_every_proof
    what_cannot_be_undone_waits_for_a_proof
    a_command_that_removes_a_text_waits_for_a_proof
    an_account_closes_after_a_proof_alone
}

const PROVE: &str = "/account/bewijzen";
const HOUR: i64 = 60 * 60 * 1_000_000;

/// Opens the doors with the lead of Waterdam inside, who shared an answer an hour ago.
async fn an_hour_ago(stage: &Stage) -> (Served, Clock, Client) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(stage, clock).await;
    let lead = served.sign_in("waterdam").await;
    let base = nothing_yet();
    let shared = post(&served, &lead, &check(4), &form(&base, "Dit doen wij", "deel")).await;
    assert_eq!(shared.status(), StatusCode::SEE_OTHER);
    clock.put_to(Moment(NOW.0 + HOUR));
    (served, clock, lead)
}

async fn is_confirmed(served: &Served) -> bool {
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    region.answers[&WATERDAM][&field("4.3")].confirmed.is_some()
}

async fn give(served: &Served, client: &Client, sent: &domain::Sent) -> (StatusCode, Value) {
    let post = client.post(served.at(&page("/opdrachten"))).json(sent);
    let answer = post.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

async fn confirming(served: &Served) -> domain::Sent {
    let key = AnswerKey { municipality: WATERDAM, field: field("4.3") };
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let seen = region.seen(key);
    let answers = vec![SeenAnswer { field: key.field, seen }];
    sent(Command::Confirm { municipality: WATERDAM, answers })
}

async fn a_command_that_binds_waits_for_a_proof(stage: Stage) {
    let (served, clock, lead) = an_hour_ago(&stage).await;
    let confirm = confirming(&served).await;
    let told = give(&served, &lead, &confirm).await;
    assert_eq!(told, (StatusCode::FORBIDDEN, json!({ "problem": "not_proven" })));
    assert!(!is_confirmed(&served).await);
    // Everything else goes on.
    let draft = give(&served, &lead, &answer(WATERDAM, None, Some(domain::AnswerValue::Yes))).await;
    assert_eq!(draft.0, StatusCode::OK);
    for password in ["niet-dit", ""] {
        let wrong = post(&served, &lead, PROVE, &[("wachtwoord", password), ("terug", "/")]).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(give(&served, &lead, &confirm).await.0, StatusCode::FORBIDDEN);
    }
    let there = check(4);
    let right = post(&served, &lead, PROVE, &[("wachtwoord", PASSWORD), ("terug", &there)]).await;
    assert_eq!(header_of(&right, "location"), there);
    assert_eq!(give(&served, &lead, &confirm).await.0, StatusCode::OK);
    assert!(is_confirmed(&served).await);
    clock.put_to(Moment(clock.now().0 + HOUR));
    let again = confirming(&served).await;
    assert_eq!(give(&served, &lead, &again).await.0, StatusCode::FORBIDDEN, "a proof ends");
    // Signing in is a proof, and nobody is sent elsewhere.
    let fresh = served.sign_in("waterdam").await;
    assert_ne!(give(&served, &fresh, &again).await.1, json!({ "problem": "not_proven" }));
    let away = [("wachtwoord", PASSWORD), ("terug", "//elders.example")];
    assert_eq!(header_of(&post(&served, &lead, PROVE, &away).await, "location"), "/");
}

async fn a_form_that_binds_is_carried_through_the_proof(stage: Stage) {
    let (served, _, lead) = an_hour_ago(&stage).await;
    let base = domain::Fingerprint::of(b"Dit doen wij").to_string();
    let mut form = form(&base, "Dit doen wij", "bevestig");
    form[1].1 = "deels";
    form[5].1 = "ja";
    let path = check(4);
    let asked = post(&served, &lead, &path, &form).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN);
    let html = asked.text().await.unwrap();
    assert!(
        html.contains("Laat zien dat u het bent") && html.contains("Wat u typte, is niet weg.")
    );
    assert!(html.contains("name=\"4.3.toelichting\" value=\"Dit doen wij\""));
    let carried = |password: &'static str| {
        let first = [("wachtwoord", password), ("terug", path.as_str())];
        first.into_iter().chain(form.iter().copied()).collect::<Vec<_>>()
    };
    let wrong = post(&served, &lead, PROVE, &carried("niet-dit")).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("Dit doen wij"), "nothing is lost");
    let right = post(&served, &lead, PROVE, &carried(PASSWORD)).await;
    assert_eq!(right.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&right, "location"), format!("{path}?bewaard=bevestigd#inhoud"));
    assert!(is_confirmed(&served).await);
    // Where the session ends on the way, the form goes along to signing in, which is a proof.
    served.expire_sessions().await;
    let ended = post(&served, &lead, PROVE, &carried(PASSWORD)).await;
    assert_eq!(ended.status(), StatusCode::UNAUTHORIZED);
    let html = ended.text().await.unwrap();
    assert!(html.contains("action=\"/inloggen\"") && html.contains("Dit doen wij"));
    assert!(!html.contains(PASSWORD));
}

async fn a_proof_takes_the_code_as_well_where_there_is_one(stage: Stage) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(&stage, clock).await;
    let lead = served.sign_in("waterdam").await;
    let (phone, codes, _) = set_up_with(&served, &lead, clock).await;
    clock.put_to(Moment(NOW.0 + HOUR));
    let asked = open(&served, &lead, PROVE).await.text().await.unwrap();
    assert!(asked.contains("Code uit uw app, of een herstelcode"));
    let code = phone.code(clock.now());
    for (password, code, right) in [
        (PASSWORD, "", false),
        (PASSWORD, "000000", false),
        ("niet-dit", code.as_str(), false),
        // A wrong password used no code up.
        (PASSWORD, code.as_str(), true),
        (PASSWORD, code.as_str(), false),
        (PASSWORD, codes[0].as_str(), true),
    ] {
        let form = [("wachtwoord", password), ("code", code), ("terug", "/account")];
        let answer = post(&served, &lead, PROVE, &form).await;
        let wanted = if right { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer.status(), wanted, "{password} {code}");
        if !right {
            assert!(answer.text().await.unwrap().contains("Dit klopt niet."), "all answer alike");
        }
    }
}

async fn whoever_tries_proofs_rests(stage: Stage) {
    let (served, _, lead) = an_hour_ago(&stage).await;
    for _ in 0..10 {
        post(&served, &lead, PROVE, &[("wachtwoord", "niet-dit"), ("terug", "/")]).await;
    }
    let right = post(&served, &lead, PROVE, &[("wachtwoord", PASSWORD), ("terug", "/")]).await;
    assert_eq!(right.status(), StatusCode::TOO_MANY_REQUESTS);
    // Their own way in is another door.
    let fresh = sign_in(&browser(), &served.address, "waterdam", PASSWORD).await;
    assert_eq!(fresh.status(), StatusCode::SEE_OTHER);
}

async fn a_new_id_comes_with_every_proof(stage: Stage) {
    let (served, _, lead) = an_hour_ago(&stage).await;
    let stream = app::page::wire::stream_address(REGION, u64::MAX, EDITOR);
    let mut stream = lead.get(served.at(&stream)).send().await.unwrap();
    let right = post(&served, &lead, PROVE, &[("wachtwoord", PASSWORD), ("terug", "/")]).await;
    assert!(header_of(&right, "set-cookie").starts_with("ketentafel="));
    assert_eq!(open(&served, &lead, "/account").await.status(), StatusCode::OK);
    // The stream of a page goes on under the new one.
    served.sessions.forget_all();
    let next = async {
        loop {
            let chunk = stream.chunk().await.unwrap().expect("the stream goes on");
            let text = String::from_utf8_lossy(&chunk).into_owned();
            assert!(!text.contains("rechten"), "{text}");
            if text.starts_with(':') || text.contains("\n:") {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), next).await.unwrap();
}

/// Lets somebody of Waterdam say something, and returns the entry.
async fn says(served: &Served) -> u64 {
    let topic = Topic {
        question: "1.1".parse().unwrap(),
        about: Default::default(),
        readers: Readers::Everyone,
    };
    let text = TypedText::new("Dit hoort hier niet.");
    let said = Command::StartThread { topic, text, mentions: [].into() };
    served.house.submit(EDITOR, sent(said)).await.unwrap()
}

/// Sends a form an hour after the last proof: it waits for another one, and goes on with it.
async fn goes_on_with_a_proof(
    served: &Served,
    clock: Clock,
    client: &Client,
    (path, form): (&str, &[(&str, &str)]),
) {
    clock.put_to(Moment(clock.now().0 + HOUR));
    let before = head(served).await;
    let asked = post(served, client, path, form).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN, "{path} {form:?}");
    assert!(asked.text().await.unwrap().contains("Laat zien dat u het bent"), "{path} {form:?}");
    assert_eq!(head(served).await, before, "{path} {form:?}");
    let carried = [&[("wachtwoord", PASSWORD), ("terug", path)], form].concat();
    let done = post(served, client, PROVE, &carried).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "{path} {form:?}");
    assert_eq!(head(served).await, before + 1, "{path} {form:?}");
}

async fn what_cannot_be_undone_waits_for_a_proof(stage: Stage) {
    let (served, clock, lead) = an_hour_ago(&stage).await;
    served.house.let_colleague_in().await;
    let colleague = served.sign_in("waterdam-collega").await;
    let wish = Wish::Draft {
        of: Some(WATERDAM),
        by: EDITOR,
        about: Subject::Question("1.1".parse().unwrap()),
    };
    let asked = Command::MakeRequest { wish, due: None, note: TypedText::default() };
    served.house.submit(COLLEAGUE, sent(asked)).await.unwrap();
    let removal = page(&format!("/verwijderen/{}", says(&served).await));
    let (way, offer, to) =
        (page("/overdracht"), format!("bied-aan:{EDITOR}"), COLLEAGUE.to_string());
    let offering = |token| [("formulier", token), ("opvolger", to.as_str()), ("doe", &offer)];
    let last = async || {
        let region = served.house.regions.look(REGION, COLLEAGUE).await.unwrap().region;
        let last = region.handovers.iter().max_by_key(|(_, one)| one.at).unwrap();
        (last.0.to_string(), region.held_fingerprint(last.1.parting.holder()).to_string())
    };
    let waits = async |client: &Client, path: &str, form: &[(&str, &str)]| {
        goes_on_with_a_proof(&served, clock, client, (path, form)).await;
    };
    let why =
        [("formulier", "een"), ("tekst", "0"), ("reden", "Over een persoon."), ("doe", "reden")];
    waits(&lead, &removal, &why).await;
    waits(&lead, &way, &offering("twee")).await;
    let withdraw = format!("trek-terug:{}", last().await.0);
    waits(&lead, &way, &[("formulier", "drie"), ("doe", &withdraw)]).await;
    waits(&lead, &way, &offering("vier")).await;
    let decline = format!("wijs-af:{}", last().await.0);
    let decline = [("formulier", "vijf"), ("opmerking", "Geen tijd."), ("doe", &decline)];
    waits(&colleague, &way, &decline).await;
    clock.put_to(Moment(clock.now().0 + 1));
    waits(&lead, &way, &offering("zes")).await;
    let (id, seen) = last().await;
    let accept = format!("neem-over:{id}");
    clock.put_to(Moment(clock.now().0 + HOUR));
    let accept = [("formulier", "zeven"), ("gezien", seen.as_str()), ("doe", &accept)];
    assert_eq!(post(&served, &colleague, &way, &accept).await.status(), StatusCode::FORBIDDEN);
}

async fn a_command_that_removes_a_text_waits_for_a_proof(stage: Stage) {
    let (served, _, lead) = an_hour_ago(&stage).await;
    let entry = says(&served).await;
    let reason = TypedText::new("Over een persoon.");
    let redact = sent(Command::Redact { entry, nth: 0, reason });
    let told = give(&served, &lead, &redact).await;
    assert_eq!(told, (StatusCode::FORBIDDEN, json!({ "problem": "not_proven" })));
    assert_eq!(head(&served).await, entry);
    let proof = [("wachtwoord", PASSWORD), ("terug", "/")];
    assert_eq!(post(&served, &lead, PROVE, &proof).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(give(&served, &lead, &redact).await.0, StatusCode::OK);
}

async fn an_account_closes_after_a_proof_alone(stage: Stage) {
    const CLOSING: &str = "/account/sluiten";
    let (served, clock, _) = an_hour_ago(&stage).await;
    served.house.let_observer_in().await;
    let observer = served.sign_in("waarnemer").await;
    clock.put_to(Moment(clock.now().0 + HOUR));
    let close = [("doe", "sluit")];
    let asked = post(&served, &observer, CLOSING, &close).await;
    assert_eq!(asked.status(), StatusCode::SEE_OTHER);
    assert!(header_of(&asked, "location").starts_with(PROVE));
    assert!(served.house.people.login(OBSERVER).await.unwrap().is_some());
    let proof = [("wachtwoord", PASSWORD), ("terug", CLOSING)];
    let back = post(&served, &observer, PROVE, &proof).await;
    assert_eq!(header_of(&back, "location"), CLOSING);
    let closed = post(&served, &observer, CLOSING, &close).await;
    assert_eq!(header_of(&closed, "location"), "/inloggen?gesloten=ja");
    assert_eq!(served.house.people.login(OBSERVER).await.unwrap(), None);
}
