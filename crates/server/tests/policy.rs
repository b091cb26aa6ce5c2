//! An organisation asks its people for two steps, and somebody who lost the phone gets help.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use app::page::AuditKind;
use domain::{AnswerValue, Command, Moment, OrganisationKind, RegionId, Role, TypedText};
use reqwest::{Client, StatusCode};
use serde_json::json;
use server::{
    audit::{Audit, Part},
    clock::Clock,
    people::{Membership, NewInvitation, OfferedPlace},
    regions::Sender,
};
use stage::{
    Stage, count,
    house::*,
    phone::{CODE, FACTOR, set_up, set_up_with},
    places::{account, send},
    served::{Served, browser, sign_in},
    visit::*,
};

on_both_engines! {
    nothing_of_the_region_opens_before_the_second_step
    whoever_invited_sees_who_cannot_go_on_and_why
    whoever_looks_on_meets_it_at_once
    whoever_signs_in_is_led_there_first
    what_is_asked_in_one_region_holds_there_alone
    an_organisation_that_has_nobody_yet_asks_it_of_whoever_comes
    the_start_page_says_why_a_region_is_closed
    whoever_accepts_an_invitation_is_led_there_first
    only_whoever_looks_after_the_organisation_asks_for_it
    it_takes_a_proof_and_is_not_turned_off_where_it_is_asked
    whoever_lost_the_phone_gets_help_and_is_told
    nobody_else_turns_a_second_step_off
    asking_for_it_gives_sessions_another_id
}

/// The other region.
const ELSEWHERE: RegionId = RegionId(uuid::Uuid::from_u128(0x2));
const NEEDED: &str = "/account/twee-stappen?daarna=";

/// Opens the doors with the lead, a colleague and the coordinator of Waterdam inside.
async fn opened(stage: &Stage) -> (Served, Clock, Client, Client) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(stage, clock).await;
    served.house.let_colleague_in().await;
    let place = served.house.people.membership(REGION, COLLEAGUE).await.unwrap().unwrap();
    let place = Membership { may_adopt: false, ..place };
    served.house.people.set_membership(&place, None, NOW).await.unwrap();
    served.house.let_coordinator_in().await;
    let lead = served.sign_in("waterdam").await;
    let colleague = served.sign_in("waterdam-collega").await;
    (served, clock, lead, colleague)
}

async fn ask(served: &Served, client: &Client, deed: &str) -> StatusCode {
    let form = [("formulier", "een"), ("doe", deed)];
    post(served, client, &page("/deelnemers"), &form).await.status()
}

async fn require(served: &Served, client: &Client) {
    let asked = ask(served, client, &format!("eis-twee-stappen:{WATERDAM}")).await;
    assert_eq!(asked, StatusCode::SEE_OTHER);
}

/// Whoever looks after somebody's place is told that they cannot go on, until they set it up; nobody else is.
async fn whoever_invited_sees_who_cannot_go_on_and_why(stage: Stage) {
    let (served, clock, lead, colleague) = opened(&stage).await;
    let other = served.sign_in("berkelo").await;
    let waits = async |client: &Client| {
        let shown = open(&served, client, &page("/deelnemers")).await.text().await.unwrap();
        shown.matches("moet eerst inloggen in twee stappen instellen").count()
    };
    assert_eq!(waits(&lead).await, 0);
    require(&served, &lead).await;
    set_up_with(&served, &lead, clock).await;
    assert_eq!((waits(&lead).await, waits(&other).await), (1, 0), "the colleague, to their lead");
    set_up_with(&served, &colleague, clock).await;
    assert_eq!(waits(&lead).await, 0);
}

async fn nothing_of_the_region_opens_before_the_second_step(stage: Stage) {
    let (served, clock, lead, colleague) = opened(&stage).await;
    let other = served.sign_in("berkelo").await;
    require(&served, &lead).await;
    for path in [
        "",
        "/checklist",
        "/vraag/1.1",
        "/geschiedenis",
        "/deelnemers",
        "/verzoeken",
        "/zoek?naar=1.1",
    ] {
        let answer = open(&served, &colleague, &page(path)).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        let to = header_of(&answer, "location");
        assert!(to.starts_with(NEEDED), "{path}: {to}");
    }
    let needed = json!({ "problem": "second_factor_needed" });
    let told = async |request: reqwest::RequestBuilder| {
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json::<serde_json::Value>().await.unwrap())
    };
    let yes = answer(WATERDAM, None, Some(AnswerValue::Yes));
    let here = json!({ "tab": uuid::Uuid::new_v4(), "person": COLLEAGUE, "nth": 1, "here": null });
    for request in [
        colleague.post(served.at(&page("/opdrachten"))).json(&yes),
        colleague.get(served.at(&page("/stand"))),
        colleague.get(served.at(&page("/stand?seq=1"))),
        colleague.get(served.at(&page("/stroom?na=0"))),
        colleague.post(served.at(&page("/aanwezig"))).json(&here),
    ] {
        assert_eq!(told(request).await, (StatusCode::FORBIDDEN, needed.clone()));
    }
    // What was typed without scripts stays, to be sent again afterwards.
    let base = nothing_yet();
    let form = form(&base, "Lang over nagedacht", "bewaar");
    let sent = post(&served, &colleague, &check(4), &form).await;
    assert_eq!(sent.status(), StatusCode::FORBIDDEN);
    let html = sent.text().await.unwrap();
    assert!(html.contains("Lang over nagedacht</textarea>") && html.contains(NEEDED));
    assert_eq!(
        open(&served, &other, &page("")).await.status(),
        StatusCode::OK,
        "of others nothing"
    );

    set_up_with(&served, &colleague, clock).await;
    assert_eq!(open(&served, &colleague, &page("")).await.status(), StatusCode::OK);
    let post = colleague.post(served.at(&page("/opdrachten"))).json(&yes);
    assert_eq!(told(post).await.0, StatusCode::OK);
}

async fn whoever_looks_on_meets_it_at_once(stage: Stage) {
    let (served, _, lead, colleague) = opened(&stage).await;
    let stream = app::page::wire::stream_address(REGION, u64::MAX, COLLEAGUE);
    let mut stream = colleague.get(served.at(&stream)).send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    require(&served, &lead).await;
    let ends = async {
        let mut heard = String::new();
        while let Some(chunk) = stream.chunk().await.unwrap() {
            heard.push_str(&String::from_utf8_lossy(&chunk));
        }
        heard
    };
    let heard = tokio::time::timeout(std::time::Duration::from_secs(8), ends).await.unwrap();
    assert!(heard.contains("event: rechten"));
}

async fn whoever_signs_in_is_led_there_first(stage: Stage) {
    let (served, clock, lead, _) = opened(&stage).await;
    require(&served, &lead).await;
    let client = browser();
    let entered = sign_in(&client, &served.address, "waterdam-collega", PASSWORD).await;
    assert_eq!(header_of(&entered, "location"), format!("{NEEDED}/"));
    let html = open(&served, &client, &header_of(&entered, "location")).await.text().await.unwrap();
    assert!(html.contains("iedereen die werkt voor waterdam in regio Veenland-Oost."));
    let (_, _, html) = set_up_with(&served, &client, clock).await;
    assert!(html.contains("Uw herstelcodes"));
    assert_eq!(open(&served, &client, &page("")).await.status(), StatusCode::OK);
}

/// Lets Waterdam take part in the other region as well, with its editor; who is known there coordinates it.
async fn takes_part_elsewhere(served: &Served) {
    let house = &served.house;
    let (chain_parties, serves) = Default::default();
    for command in [
        Command::FoundRegion { name: TypedText::new("Duinkust") },
        Command::Admit {
            organisation: WATERDAM,
            kind: OrganisationKind::Municipality,
            chain_parties,
            serves,
        },
    ] {
        house.regions.submit(ELSEWHERE, Sender::System, sent(command)).await.unwrap();
    }
    let place = house.people.membership(ELSEWHERE, STRANGER).await.unwrap().unwrap();
    let coordinates = Membership { roles: vec![Role::Coordinator], ..place };
    let place = house.people.membership(REGION, COLLEAGUE).await.unwrap().unwrap();
    let edits = Membership { region: ELSEWHERE, ..place };
    for place in [coordinates, edits] {
        house.people.set_membership(&place, None, NOW).await.unwrap();
    }
    served.sessions.forget_all();
}

fn elsewhere(name: &str) -> String {
    format!("/regio/{ELSEWHERE}{name}")
}

/// The coordinator of one region once undid in all of them what the lead had set, and nobody there could see it.
async fn what_is_asked_in_one_region_holds_there_alone(stage: Stage) {
    let (served, clock, lead, colleague) = opened(&stage).await;
    takes_part_elsewhere(&served).await;
    let other = served.sign_in("duinkust").await;
    let theirs = async |deed: &str| {
        let deed = format!("{deed}:{WATERDAM}");
        let form = [("formulier", "een"), ("doe", deed.as_str())];
        let sent = post(&served, &other, &elsewhere("/deelnemers"), &form).await;
        assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    };
    let opens = async || {
        let (here, there) = (page(""), elsewhere(""));
        let here = open(&served, &colleague, &here).await.status() == StatusCode::OK;
        (here, open(&served, &colleague, &there).await.status() == StatusCode::OK)
    };
    assert_eq!(opens().await, (true, true));
    require(&served, &lead).await;
    assert_eq!(opens().await, (false, true));
    theirs("eis-geen-twee-stappen").await;
    assert_eq!(opens().await, (false, true), "nobody undoes it from another region");
    theirs("eis-twee-stappen").await;
    assert_eq!(opens().await, (false, false));
    let html = open(&served, &colleague, FACTOR).await.text().await.unwrap();
    assert!(html.contains("waterdam in regio Duinkust en waterdam in regio Veenland-Oost."));
    set_up_with(&served, &lead, clock).await;
    let no_more = format!("eis-geen-twee-stappen:{WATERDAM}");
    assert_eq!(ask(&served, &lead, &no_more).await, StatusCode::SEE_OTHER);
    assert_eq!(opens().await, (true, false), "and nobody undoes theirs from here");
    // Each region reads what was set in it, and nothing of the other.
    let audit = Audit::new(served.house.db.clone());
    let both = [AuditKind::SecondFactorOptional, AuditKind::SecondFactorRequired];
    for (region, wanted) in [(REGION, both.to_vec()), (ELSEWHERE, both[1..].to_vec())] {
        for part in [Part::OfRegion(region), Part::OfOrganisation(region, WATERDAM)] {
            let rows = audit.rows(part, Moment(i64::MAX)).await.unwrap().rows;
            let told = rows.into_iter().map(|row| row.kind).filter(|kind| both.contains(kind));
            let mut told: Vec<AuditKind> = told.collect();
            told.sort_by_key(|kind| kind.code());
            assert_eq!(told, wanted, "{part:?}");
        }
    }
}

/// Asked of an organisation without people it once seemed not to take, and was lost on nobody's page.
async fn an_organisation_that_has_nobody_yet_asks_it_of_whoever_comes(stage: Stage) {
    let (served, ..) = opened(&stage).await;
    let coordinator = served.sign_in("coordinator").await;
    served.house.let_partner_in().await;
    let deed = format!("eis-twee-stappen:{PARTNER}");
    assert_eq!(ask(&served, &coordinator, &deed).await, StatusCode::SEE_OTHER);
    let html = open(&served, &coordinator, &page("/deelnemers")).await.text().await.unwrap();
    assert!(html.contains(&format!("eis-geen-twee-stappen:{PARTNER}")));
    assert!(!html.contains(&format!("\"{deed}\"")));
    served.house.let_partner_editor_in().await;
    let entered = sign_in(&browser(), &served.address, "partner", PASSWORD).await;
    assert_eq!(header_of(&entered, "location"), format!("{NEEDED}/"));
}

/// "Probeer het later opnieuw" once stood there, which never helped.
async fn the_start_page_says_why_a_region_is_closed(stage: Stage) {
    let (served, clock, lead, colleague) = opened(&stage).await;
    takes_part_elsewhere(&served).await;
    require(&served, &lead).await;
    let html = open(&served, &colleague, "/").await.text().await.unwrap();
    assert!(!html.contains("kan nu niet getoond worden"));
    let said = "Deze regio gaat voor u open zodra u inlogt in twee stappen.";
    assert_eq!(html.matches(said).count(), 1, "and the other one is open");
    assert!(html.contains(&format!("href=\"{NEEDED}/\"")));
    let html = open(&served, &colleague, "/account/sluiten").await.text().await.unwrap();
    assert!(html.contains(said) && !html.contains("Probeer het later opnieuw"));
    set_up_with(&served, &colleague, clock).await;
    let html = open(&served, &colleague, "/").await.text().await.unwrap();
    assert!(!html.contains(said));
}

async fn whoever_accepts_an_invitation_is_led_there_first(stage: Stage) {
    let (served, _, lead, _) = opened(&stage).await;
    let offered = async |role| {
        let place = OfferedPlace { region: REGION, organisation: WATERDAM, role, may_adopt: false };
        let (place, id) = (Some(place), uuid::Uuid::new_v4());
        let new = NewInvitation { id, place, display: None, by: None, mail_to: None };
        served.house.people.invite(&new, NOW).await.unwrap().unwrap().address()
    };
    let (first, second) = (offered(Role::Editor).await, offered(Role::Observer).await);
    require(&served, &lead).await;
    let fresh = browser();
    let came = send(&served, &fresh, &first, &account("nieuw@waterdam.example")).await;
    assert_eq!(header_of(&came, "location"), format!("{NEEDED}/"));
    assert_eq!(open(&served, &fresh, FACTOR).await.status(), StatusCode::OK);
    let known = served.sign_in("duinkust").await;
    let came = send(&served, &known, &second, &vec![("wie", STRANGER.to_string())]).await;
    assert_eq!(header_of(&came, "location"), format!("{NEEDED}{}", page("")));
}

async fn only_whoever_looks_after_the_organisation_asks_for_it(stage: Stage) {
    let (served, _, lead, colleague) = opened(&stage).await;
    let other = served.sign_in("berkelo").await;
    let stranger = served.sign_in("duinkust").await;
    let deed = format!("eis-twee-stappen:{WATERDAM}");
    assert_eq!(ask(&served, &colleague, &deed).await, StatusCode::FORBIDDEN);
    assert_eq!(ask(&served, &other, &deed).await, StatusCode::FORBIDDEN);
    assert_eq!(ask(&served, &stranger, &deed).await, StatusCode::NOT_FOUND);
    assert_eq!(open(&served, &colleague, &page("")).await.status(), StatusCode::OK);
    let coordinator = served.sign_in("coordinator").await;
    let unknown = format!("eis-twee-stappen:{PARTNER}");
    assert_eq!(ask(&served, &coordinator, &unknown).await, StatusCode::NOT_FOUND);
    let theirs = format!("eis-twee-stappen:{BERKELO}");
    assert_eq!(ask(&served, &coordinator, &theirs).await, StatusCode::SEE_OTHER);
    assert_eq!(open(&served, &other, &page("")).await.status(), StatusCode::SEE_OTHER);
    let no_more = format!("eis-geen-twee-stappen:{BERKELO}");
    assert_eq!(ask(&served, &coordinator, &no_more).await, StatusCode::SEE_OTHER);
    assert_eq!(open(&served, &other, &page("")).await.status(), StatusCode::OK);
    assert_eq!(ask(&served, &lead, &deed).await, StatusCode::SEE_OTHER);
    for (kind, times) in [
        ("SELECT COUNT(*) FROM audit WHERE kind = 'second_factor_required'", 2),
        ("SELECT COUNT(*) FROM audit WHERE kind = 'second_factor_optional'", 1),
    ] {
        assert_eq!(count(&served.house.db, kind).await, times, "{kind}");
    }
}

async fn it_takes_a_proof_and_is_not_turned_off_where_it_is_asked(stage: Stage) {
    let (served, clock, lead, _) = opened(&stage).await;
    let (phone, ..) = set_up_with(&served, &lead, clock).await;
    clock.put_to(Moment(NOW.0 + 60 * 60 * 1_000_000));
    let deed = format!("eis-twee-stappen:{WATERDAM}");
    let form = [("formulier", "een"), ("doe", deed.as_str())];
    let asked = post(&served, &lead, &page("/deelnemers"), &form).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN);
    assert!(asked.text().await.unwrap().contains(&deed), "the form goes along");
    let code = phone.code(clock.now());
    let there = page("/deelnemers");
    let mut all = vec![("wachtwoord", PASSWORD), ("code", &code), ("terug", &there)];
    all.extend(form);
    let proven = post(&served, &lead, "/account/bewijzen", &all).await;
    assert_eq!(header_of(&proven, "location"), format!("{there}?gedaan=twee-stappen"));
    clock.put_to(Moment(clock.now().0 + 30_000_000));
    let code = phone.code(clock.now());
    let off = [("doe", "uit"), ("wachtwoord", PASSWORD), ("code", code.as_str())];
    let refused = post(&served, &lead, FACTOR, &off).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(refused.text().await.unwrap().contains("U kunt het daarom niet uitzetten."));
    let again = sign_in(&browser(), &served.address, "waterdam", PASSWORD).await;
    assert!(again.text().await.unwrap().contains("Typ uw code"));
}

async fn whoever_lost_the_phone_gets_help_and_is_told(stage: Stage) {
    let (served, clock, lead, colleague) = opened(&stage).await;
    let (phone, codes, _) = set_up_with(&served, &colleague, clock).await;
    let html = open(&served, &lead, &page("/deelnemers")).await.text().await.unwrap();
    let deed = format!("zet-tweede-stap-uit:{COLLEAGUE}");
    assert_eq!(html.matches("zet-tweede-stap-uit:").count(), 1, "only who has one");
    assert!(html.contains(&deed));
    assert_eq!(ask(&served, &lead, &deed).await, StatusCode::SEE_OTHER);
    assert_eq!(open(&served, &colleague, "/account").await.status(), StatusCode::SEE_OTHER);
    let client = browser();
    let entered = sign_in(&client, &served.address, "waterdam-collega", PASSWORD).await;
    assert_eq!(header_of(&entered, "location"), format!("{NEEDED}/"));
    let html = open(&served, &client, FACTOR).await.text().await.unwrap();
    assert!(html.contains("is uw tweede stap uitgezet door de coördinator"));
    let read = post(&served, &client, FACTOR, &[("doe", "gelezen"), ("daarna", "/account")]).await;
    assert_eq!(header_of(&read, "location"), "/account");
    let html = open(&served, &client, FACTOR).await.text().await.unwrap();
    assert!(!html.contains("uitgezet door iemand"));
    assert_eq!(ask(&served, &lead, &deed).await, StatusCode::NOT_FOUND, "there is none");
    // What was lost opens nothing any more.
    set_up(&served, "waterdam-collega", clock).await;
    clock.put_to(Moment(NOW.0 + 30_000_000));
    for old in [phone.code(clock.now()), codes[0].clone()] {
        let client = browser();
        sign_in(&client, &served.address, "waterdam-collega", PASSWORD).await;
        let answer = post(&served, &client, CODE, &[("code", &old)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let audit =
        "SELECT COUNT(*) FROM audit WHERE kind = 'second_factor_reset' AND person <> subject";
    assert_eq!(count(&served.house.db, audit).await, 1);
}

async fn nobody_else_turns_a_second_step_off(stage: Stage) {
    let (served, clock, lead, colleague) = opened(&stage).await;
    let other = served.sign_in("berkelo").await;
    set_up_with(&served, &lead, clock).await;
    let deed = format!("zet-tweede-stap-uit:{EDITOR}");
    assert_eq!(ask(&served, &lead, &deed).await, StatusCode::UNPROCESSABLE_ENTITY, "not one's own");
    assert_eq!(ask(&served, &colleague, &deed).await, StatusCode::FORBIDDEN);
    assert_eq!(ask(&served, &other, &deed).await, StatusCode::FORBIDDEN);
    for client in [&colleague, &other] {
        let html = open(&served, client, &page("/deelnemers")).await.text().await.unwrap();
        assert!(!html.contains("zet-tweede-stap-uit:"));
    }
    let coordinator = served.sign_in("coordinator").await;
    clock.put_to(Moment(NOW.0 + 60 * 60 * 1_000_000));
    assert_eq!(ask(&served, &coordinator, &deed).await, StatusCode::FORBIDDEN, "without a proof");
    let again = sign_in(&browser(), &served.address, "waterdam", PASSWORD).await;
    assert!(again.text().await.unwrap().contains("Typ uw code"));
}

/// Returns by what ids somebody is signed in.
async fn sessions_of(served: &Served, person: domain::PersonId) -> Vec<Vec<u8>> {
    let question = "SELECT id_hash FROM session WHERE person = $1 ORDER BY id_hash";
    let found = match &served.house.db {
        server::db::Db::Sqlite(file) => {
            sqlx::query_scalar(question).bind(person.0).fetch_all(file.reads()).await
        }
        server::db::Db::Postgres(pool) => {
            sqlx::query_scalar(question).bind(person.0).fetch_all(pool).await
        }
    };
    found.unwrap()
}

async fn asking_for_it_gives_sessions_another_id(stage: Stage) {
    let (served, _, lead, colleague) = opened(&stage).await;
    let other = served.sign_in("berkelo").await;
    for deed in ["eis-twee-stappen", "eis-geen-twee-stappen"] {
        let mut before = Vec::new();
        for (client, person) in [(&lead, EDITOR), (&colleague, COLLEAGUE), (&other, NEIGHBOUR)] {
            assert_eq!(open(&served, client, "/account").await.status(), StatusCode::OK);
            before.push(sessions_of(&served, person).await);
        }
        let place = (REGION, WATERDAM);
        let asks = deed == "eis-twee-stappen";
        let changed = served.house.people.require_second_factor(place, asks, EDITOR, NOW).await;
        assert!(changed.unwrap());
        served.sessions.forget_all();
        for (client, person, renews) in
            [(&lead, EDITOR, true), (&colleague, COLLEAGUE, true), (&other, NEIGHBOUR, false)]
        {
            assert_eq!(open(&served, client, "/account").await.status(), StatusCode::OK);
            let is_same = sessions_of(&served, person).await == before.remove(0);
            assert_eq!(is_same, !renews, "{deed}: {person}");
        }
    }
}
