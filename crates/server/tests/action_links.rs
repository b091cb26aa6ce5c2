//! A mailed link to one action: answered once, by whom it was mailed to, without signing in and without seeing more.
//!
//! Size: one link, and everything that can become of it.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::{
    Action, ActionId, ActionStand, Command, CommandId, Language, Moment, PersonId, Plan, Readers,
    Role, Sent, Topic, TypedPlan, TypedText, WaitsOn,
};
use reqwest::{Client, Method, Response, StatusCode};
use server::{
    action_links,
    clock::Clock,
    mail::{MailTo, Patience, Postman},
    people::{LinkMade, NewActionLink, TheLast, Token},
};
use stage::{
    Stage,
    access::{comes, moment},
    count, execute,
    house::*,
    post_office::{Arrived, Manner, PostOffice},
    refuse_writes, searching,
    served::{Mailing, PUBLIC, Served, browser},
    take_writes,
    visit::{head, header_of, open, page, post},
};

on_both_engines! {
    a_mail_leads_to_what_is_asked_and_why
    an_action_is_answered_in_each_way_without_signing_in
    it_works_once_whoever_comes_at_the_same_time
    a_server_cut_off_behind_the_append_lets_nobody_in_twice
    it_ends_by_its_day_by_a_newer_one_and_with_what_it_was_for
    it_ends_with_the_place_and_where_two_steps_are_asked
    a_link_that_never_was_looks_like_a_page_that_does_not_exist
    looking_at_it_changes_nothing
    what_is_not_taken_in_uses_no_link_and_stays_typed
    a_sentence_that_seems_to_tell_of_somebody_asks_for_its_writers_word
    nobody_accepts_what_they_did_not_see
    nothing_else_of_the_region_is_shown
    it_acts_for_whom_it_was_mailed_to_whoever_is_signed_in
    those_who_may_have_one_mailed
    one_form_mails_one_and_not_too_many_go_in_a_day
    where_none_is_mailed_the_page_says_why
    one_bad_address_keeps_no_other_from_its_link
    what_is_kept_of_it_goes_with_the_account_and_with_time
    what_stands_in_it_stands_nowhere_else
    a_store_that_cannot_write_keeps_the_link_and_what_was_typed
    what_somebody_else_sends_uses_no_link
    what_came_too_late_or_where_nothing_can_be_read_stays_typed
    no_answer_lets_the_browser_tell_the_address
    a_link_works_until_the_next_one_is_sent
    several_makers_at_the_same_time_make_one_that_works
    no_link_is_made_for_whoever_leaves_at_the_same_time
    who_tries_too_often_waits_and_keeps_what_they_typed
    the_language_is_chosen_also_where_the_answer_was_noted
    the_page_of_the_action_tells_of_links_that_open_nothing
    two_servers_take_one_answer
}

const LEAD: &str = "jeugd@partner.example";
const TITLE: &str = "Leg de route vast";
const LINKS: &str = "SELECT COUNT(*) FROM action_link";
const USED: &str = "SELECT COUNT(*) FROM action_link WHERE used_at IS NOT NULL";

/// A server that sends mail, with a partner whose lead it reaches. It is Monday nine o'clock.
struct Scene {
    served: Served,
    office: PostOffice,
    postman: Postman,
    clock: Clock,
    lead: PersonId,
}

impl Scene {
    async fn new(stage: &Stage) -> Self {
        let office = PostOffice::open(Manner::Takes).await;
        let clock = Clock::standing_at(NOW);
        let patience =
            Patience { connecting: Duration::from_secs(5), whole: Duration::from_secs(5) };
        let mailing = Mailing { server: &office.address, patience };
        let (served, postman) = Served::mailing(stage, mailing, clock).await;
        served.house.let_coordinator_in().await;
        served.house.let_partner_in().await;
        served.house.let_partner_editor_in().await;
        let lead = comes(&served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
        Self { served, office, postman, clock, lead }
    }

    async fn submit(&self, person: PersonId, command: Command) -> u64 {
        self.served.house.submit(person, sent(command)).await.unwrap()
    }

    /// The coordinator asks the partner to do something.
    async fn offer(&self, title: &str) -> ActionId {
        self.submit(COORDINATOR, offer(title)).await;
        self.find(title).await.0
    }

    async fn find(&self, title: &str) -> (ActionId, Action) {
        let region = self.served.house.regions.look(REGION, EDITOR).await.unwrap().region;
        let all = region.actions_in_order().into_iter();
        let mut titled = all.filter(|(_, action)| action.plan.title.as_str() == title);
        titled.next().map(|(id, action)| (id, action.clone())).unwrap()
    }

    async fn stand(&self) -> ActionStand {
        self.find(TITLE).await.1.stand
    }

    async fn ask(&self, client: &Client, action: ActionId, token: &str, to: PersonId) -> Response {
        let to = to.to_string();
        let form = [("formulier", token), ("aan", &to), ("doe", "mail-link")];
        post(&self.served, client, &at(action), &form).await
    }

    /// Has a link mailed, carries the mail out, and returns the path in it.
    async fn mailed(&self, action: ActionId) -> String {
        let client = self.served.sign_in("coordinator").await;
        let token = uuid::Uuid::new_v4().to_string();
        let asked = self.ask(&client, action, &token, self.lead).await;
        assert_eq!(asked.status(), StatusCode::SEE_OTHER, "{}", asked.text().await.unwrap());
        self.postman.go_round().await.unwrap();
        path(&self.office.arrived().pop().unwrap())
    }

    async fn get(&self, path: &str) -> Response {
        open(&self.served, &browser(), path).await
    }

    async fn answers(&self, path: &str, deed: &str, more: &[(&str, &str)]) -> Response {
        let form: Vec<(&str, &str)> = step(deed, more);
        post(&self.served, &browser(), path, &form).await
    }

    /// Returns what the page says why the link opens nothing.
    async fn gone(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), StatusCode::GONE);
        let text = answer.text().await.unwrap();
        assert!(text.contains("Deze link werkt niet meer"));
        // Whoever has no place any more has nothing to sign in to.
        let (way, is_over) = (text.contains("Log in en open"), text.contains("niet meer namens"));
        assert!(way != is_over, "{text}");
        assert!(!text.contains(TITLE), "nothing of the action: {text}");
        text
    }
}

fn at(action: ActionId) -> String {
    page(&format!("/acties/{action}"))
}

fn path(mail: &Arrived) -> String {
    mail.link(&format!("{PUBLIC}/actie/"))[PUBLIC.len()..].to_owned()
}

fn step<'f>(deed: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    [("formulier", "link"), ("doe", deed)].into_iter().chain(more.iter().copied()).collect()
}

fn plan(title: &str) -> TypedPlan {
    Plan {
        title: TypedText::new(title),
        why: TypedText::new("De stuurgroep vroeg erom."),
        done_when: TypedText::new("Het staat vast."),
        contributors: [WATERDAM].into(),
        concerns: [BERKELO].into(),
        due: Some("2026-12-07".parse().unwrap()),
        priority: Default::default(),
    }
}

fn offer(title: &str) -> Command {
    let plan = Box::new(plan(title));
    Command::MakeActions { owners: [PARTNER].into(), plan, cause: None, offer: true }
}

fn says(readers: Readers, text: &str) -> Command {
    let topic = Topic { question: "1.1".parse().unwrap(), about: Default::default(), readers };
    Command::StartThread { topic, text: TypedText::new(text), mentions: [].into() }
}

async fn a_mail_leads_to_what_is_asked_and_why(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let link = scene.mailed(action).await;
    let mail = scene.office.arrived().pop().unwrap();
    assert_eq!(mail.to, LEAD);
    for told in [TITLE, "waterdam", "partner", "Regio Veenland-Oost", "7 december 2026"] {
        assert!(mail.text.contains(told), "{told} in {}", mail.text);
    }
    let shown = scene.get(&link).await;
    assert_eq!(shown.status(), StatusCode::OK);
    let shown = shown.text().await.unwrap();
    for told in [
        TITLE,
        "De stuurgroep vroeg erom.",
        "Het staat vast.",
        "waterdam",
        "berkelo",
        "7 december 2026",
    ] {
        assert!(shown.contains(told), "{told} in {shown}");
    }
}

async fn an_action_is_answered_in_each_way_without_signing_in(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let seen = scene.find(TITLE).await.1.fingerprint().to_string();
    type Form<'f> = [(&'f str, &'f str)];
    let later: &Form = &[("klaar-op", "14-12-2026"), ("toelichting", "Dan is iedereen er.")];
    let ways: [(&str, &Form, &str); 5] = [
        ("andere-datum", later, "stelde een andere datum voor"),
        ("neem-aan", &[("gezien", &seen)], "neemt de actie aan"),
        ("voortgang", &[("toelichting", "Kandidaat gevonden.")], "is bewaard"),
        ("meld-klaar", &[("toelichting", "")], "meldde dat de actie klaar is"),
        ("wijs-af", &[("toelichting", "Dat is niet aan ons.")], "doet dit niet"),
    ];
    for (deed, form, said) in ways {
        if deed == "wijs-af" {
            scene.submit(COORDINATOR, offer("Iets anders")).await;
        }
        let title = if deed == "wijs-af" { "Iets anders" } else { TITLE };
        let link = scene.mailed(scene.find(title).await.0).await;
        let done = scene.answers(&link, deed, form).await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER, "{deed}: {}", done.text().await.unwrap());
        let thanks = scene.get(&header_of(&done, "location")).await;
        assert_eq!(thanks.status(), StatusCode::OK, "{deed}");
        let thanks = thanks.text().await.unwrap();
        assert!(thanks.contains("Dank u wel") && thanks.contains(said), "{deed}: {thanks}");
        assert!(
            scene.gone(&link).await.contains("Hij is gebruikt op 23 november 2026 om"),
            "{deed}"
        );
    }
    assert!(matches!(scene.stand().await, ActionStand::ReportedDone { .. }));
    let declined = scene.find("Iets anders").await.1.stand;
    assert!(matches!(declined, ActionStand::Declined { .. }), "{declined:?}");
    // Everything is written down as theirs.
    let log = scene.find(TITLE).await.1.log;
    let last = log.last().unwrap();
    assert_eq!((last.by.person, last.by.organisation), (Some(scene.lead), Some(PARTNER)));
    let coordinator = scene.served.sign_in("coordinator").await;
    let told = open(&scene.served, &coordinator, &at(action)).await.text().await.unwrap();
    assert!(told.contains("Gebruikt op 23 november 2026: klaar gemeld."), "{told}");
    assert!(told.contains("Gebruikt op 23 november 2026: voortgang gemeld."));
    assert!(!told.contains(LEAD), "to whom is said by function");
    let audit = page("/deelnemers/verantwoording");
    let audit =
        open(&scene.served, &coordinator, &audit).await.text().await.unwrap().to_lowercase();
    for told in
        ["link gemaild om een actie te beantwoorden", "met een gemailde link een actie beantwoord"]
    {
        assert!(audit.contains(told), "{told} in {audit}");
    }
}

async fn it_works_once_whoever_comes_at_the_same_time(stage: Stage) {
    let scene = Scene::new(&stage).await;
    for round in 0..4 {
        let title = format!("Actie {round}");
        let action = scene.offer(&title).await;
        let link = scene.mailed(action).await;
        let seen = scene.find(&title).await.1.fingerprint().to_string();
        let before = head(&scene.served).await;
        let no = [("toelichting", "Dat lukt niet.")];
        let yes = [("gezien", seen.as_str())];
        let (one, other) = tokio::join!(
            scene.answers(&link, "neem-aan", &yes),
            scene.answers(&link, "wijs-af", &no),
        );
        let mut both = [one.status(), other.status()];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::GONE]);
        assert_eq!(head(&scene.served).await, before + 1);
        // The same once more is a double click for a moment, and then a link that was used.
        let (deed, form): (&str, &[(&str, &str)]) = match one.status() {
            StatusCode::SEE_OTHER => ("neem-aan", &yes),
            _ => ("wijs-af", &no),
        };
        let again = scene.answers(&link, deed, form).await;
        assert_eq!(again.status(), StatusCode::SEE_OTHER);
        let other = if deed == "neem-aan" { "wijs-af" } else { "neem-aan" };
        assert_eq!(scene.answers(&link, other, &no).await.status(), StatusCode::GONE);
        scene.clock.put_to(Moment(scene.clock.now().0 + 61_000_000));
        assert_eq!(scene.answers(&link, deed, form).await.status(), StatusCode::GONE);
        assert_eq!(head(&scene.served).await, before + 1);
    }
    let rows = "SELECT COUNT(*) FROM audit WHERE kind = 'action_link_used'";
    assert_eq!(count(&scene.served.house.db, rows).await, 4);
}

async fn a_server_cut_off_behind_the_append_lets_nobody_in_twice(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let link = scene.mailed(action).await;
    let db = &scene.served.house.db;
    // The entry is durable, and nothing else could be written.
    refuse_writes(db, "action_link").await;
    let note = [("toelichting", "Dat is niet aan ons.")];
    let done = scene.answers(&link, "wijs-af", &note).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "it was taken in");
    take_writes(db, "action_link").await;
    assert_eq!(count(db, USED).await, 0);
    let before = head(&scene.served).await;
    assert!(scene.gone(&link).await.contains("Hij is gebruikt op 23 november 2026"));
    let seen = scene.find(TITLE).await.1.fingerprint().to_string();
    let again = scene.answers(&link, "neem-aan", &[("gezien", &seen)]).await;
    assert_eq!(again.status(), StatusCode::GONE);
    assert_eq!(head(&scene.served).await, before);
    let house = &scene.served.house;
    for _ in 0..2 {
        action_links::note_used(&house.people, &house.regions, NOW).await.unwrap();
    }
    assert_eq!(count(db, USED).await, 1);
    let rows = "SELECT COUNT(*) FROM audit WHERE kind = 'action_link_used' AND person = subject";
    assert_eq!(count(db, rows).await, 1);
}

async fn it_ends_by_its_day_by_a_newer_one_and_with_what_it_was_for(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let waits = scene.offer("Plan een oefening").await;
    let first = scene.mailed(action).await;
    let second = scene.mailed(action).await;
    assert!(scene.gone(&first).await.contains("een nieuwe link voor deze actie"));
    assert_eq!(scene.get(&second).await.status(), StatusCode::OK);
    // One that waits is dropped where another takes its place.
    let coordinator = scene.served.sign_in("coordinator").await;
    for token in ["drie", "vier"] {
        let asked = scene.ask(&coordinator, action, token, scene.lead).await;
        assert_eq!(asked.status(), StatusCode::SEE_OTHER);
    }
    let before = scene.office.arrived().len();
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.office.arrived().len(), before + 1);
    let last = path(&scene.office.arrived().pop().unwrap());
    scene.clock.put_to(moment("2026-12-07T23:59:59+01:00"));
    assert_eq!(scene.get(&last).await.status(), StatusCode::OK, "its last day");
    scene.clock.put_to(moment("2026-12-08T00:00:00+01:00"));
    assert!(scene.gone(&last).await.contains("Hij werkte tot en met 7 december 2026."));
    let note = [("toelichting", "Dat is niet aan ons.")];
    assert_eq!(scene.answers(&last, "wijs-af", &note).await.status(), StatusCode::GONE);
    let other = [("klaar-op", "14-12-2026"), ("toelichting", "Wat ik toen typte.")];
    let late = scene.answers(&last, "andere-datum", &other).await;
    assert_eq!(late.status(), StatusCode::GONE);
    let late = late.text().await.unwrap();
    assert!(late.contains("Wat ik toen typte.") && late.contains("14-12-2026"), "{late}");
    // Nothing is left to answer.
    let fresh = scene.mailed(action).await;
    let reason = TypedText::new("Niet meer nodig.");
    scene.submit(COORDINATOR, Command::DropAction { action, reason }).await;
    assert!(scene.gone(&fresh).await.contains("niets meer te beantwoorden"));
    // Whoever sends what they typed before that gets it back.
    let late = scene.answers(&fresh, "wijs-af", &[("toelichting", "Wat ik al typte.")]).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
    let late = late.text().await.unwrap();
    assert!(late.contains("Wat ik al typte.") && late.contains("niet meer nodig"), "{late}");
    // A mail that waits with nothing left to answer is not sent.
    scene.ask(&coordinator, waits, "vijf", scene.lead).await;
    let reason = TypedText::new("Niet meer nodig.");
    scene.submit(COORDINATOR, Command::DropAction { action: waits, reason }).await;
    let before = scene.office.arrived().len();
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.office.arrived().len(), before);
    assert_eq!(count(&scene.served.house.db, USED).await, 0);
}

async fn it_ends_with_the_place_and_where_two_steps_are_asked(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let people = &scene.served.house.people;
    let action = scene.offer(TITLE).await;
    let link = scene.mailed(action).await;
    let here = (REGION, PARTNER);
    assert!(people.require_second_factor(here, true, COORDINATOR, NOW).await.unwrap());
    assert!(scene.gone(&link).await.contains("in twee stappen"));
    let note = [("toelichting", "Dat is niet aan ons.")];
    assert_eq!(scene.answers(&link, "wijs-af", &note).await.status(), StatusCode::GONE);
    assert!(people.require_second_factor(here, false, COORDINATOR, NOW).await.unwrap());
    scene.served.house.regions.places_changed(REGION).await;
    assert_eq!(scene.get(&link).await.status(), StatusCode::OK);
    // Whoever only looks on by now answers nothing.
    let place = people.membership(REGION, scene.lead).await.unwrap().unwrap();
    let looks_on = server::people::Membership { roles: vec![Role::Observer], ..place.clone() };
    people.change_membership(&place, &looks_on, None, NOW).await.unwrap();
    assert!(scene.gone(&link).await.contains("niet meer namens deze organisatie"));
    people.change_membership(&looks_on, &place, None, NOW).await.unwrap();
    assert_eq!(scene.get(&link).await.status(), StatusCode::OK);
    people.end_membership(REGION, scene.lead, None, NOW).await.unwrap();
    scene.gone(&link).await;
    // Whoever comes back has no old link.
    people.set_membership(&place, None, NOW).await.unwrap();
    assert!(scene.gone(&link).await.contains("niet meer namens deze organisatie"));
    assert_eq!(scene.answers(&link, "wijs-af", &note).await.status(), StatusCode::GONE);
    assert!(matches!(scene.stand().await, ActionStand::Offered { .. }));
    // In whichever role they act elsewhere, they answer for their organisation.
    let both = vec![Role::Coordinator, Role::Editor];
    let both = server::people::Membership { roles: both, ..place.clone() };
    people.set_membership(&both, None, NOW).await.unwrap();
    let link = scene.mailed(action).await;
    let seen = scene.find(TITLE).await.1.fingerprint().to_string();
    let done = scene.answers(&link, "neem-aan", &[("gezien", &seen)]).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert_eq!(scene.stand().await, ActionStand::Accepted);
}

async fn a_link_that_never_was_looks_like_a_page_that_does_not_exist(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let wrong = [
        Token::new().action_address(),
        format!("{link}0"),
        link[..link.len() - 1].to_owned(),
        link.to_uppercase().replace("/ACTIE/", "/actie/"),
        "/actie/x".to_owned(),
        format!("/actie/{}", "0".repeat(5_000)),
        "/actie/%00".to_owned(),
        "/actie/%ff%fe".to_owned(),
    ];
    for method in [Method::GET, Method::POST] {
        let told = async |path: &str| {
            let asked = Client::new().request(method.clone(), scene.served.at(path));
            let asked = asked.header("accept", "text/html").form(&step("neem-aan", &[]));
            let answer = asked.send().await.unwrap();
            let (status, mut headers) = (answer.status(), answer.headers().clone());
            let referrer = "referrer-policy";
            for changing in ["date", "content-security-policy", "content-length", referrer] {
                headers.remove(changing);
            }
            let text = answer.text().await.unwrap();
            let main = text.split("<main").nth(1).and_then(|it| it.split("</main>").next());
            (status, headers, main.unwrap_or(&text).to_owned())
        };
        let expected = told("/bestaat-niet").await;
        assert_eq!(expected.0, StatusCode::NOT_FOUND);
        for path in &wrong {
            assert_eq!(told(path).await, expected, "{method} {path}");
        }
    }
    assert_eq!(scene.get(&link).await.status(), StatusCode::OK);
}

async fn looking_at_it_changes_nothing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let db = &scene.served.house.db;
    let rows = async || {
        let audit = count(db, "SELECT COUNT(*) FROM audit").await;
        let sessions = count(db, "SELECT COUNT(*) FROM session").await;
        (head(&scene.served).await, count(db, USED).await, audit, sessions)
    };
    let before = rows().await;
    let scanner = browser();
    for _ in 0..50 {
        for method in [Method::GET, Method::HEAD] {
            let looked = scanner.request(method, scene.served.at(&link)).send().await.unwrap();
            assert_eq!(looked.status(), StatusCode::OK);
            assert_eq!(header_of(&looked, "set-cookie"), "", "nobody is signed in by it");
            assert_eq!(header_of(&looked, "cache-control"), "no-store");
            assert_eq!(header_of(&looked, "referrer-policy"), "strict-origin");
        }
    }
    let done = format!("{link}?gedaan=wijs-af");
    assert!(scene.get(&done).await.text().await.unwrap().contains(TITLE), "nothing was noted");
    assert_eq!(rows().await, before);
    // What another site sends in their name is not theirs.
    let cross = Client::new().post(scene.served.at(&link)).header("sec-fetch-site", "cross-site");
    let cross = cross.form(&step("wijs-af", &[("toelichting", "Nee.")])).send().await.unwrap();
    assert_eq!(cross.status(), StatusCode::FORBIDDEN);
    assert_eq!(rows().await, before);
}

async fn what_is_not_taken_in_uses_no_link_and_stays_typed(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let link = scene.mailed(action).await;
    let before = head(&scene.served).await;
    let long = "x".repeat(10_000);
    type Form<'f> = [(&'f str, &'f str)];
    let wrong: [(&str, &Form, &str); 7] = [
        ("wijs-af", &[("toelichting", "")], "één zin is genoeg"),
        ("wijs-af", &[("toelichting", "Het gaat om BSN 123456782 van ons.")], "123456782"),
        ("wijs-af", &[("toelichting", &long)], &long),
        (
            "andere-datum",
            &[("klaar-op", "31-11-2026"), ("toelichting", "Blijft staan.")],
            "Blijft staan.",
        ),
        ("andere-datum", &[("klaar-op", ""), ("toelichting", "Blijft staan.")], "Blijft staan."),
        ("andere-datum", &[("klaar-op", "1-1-2020"), ("toelichting", "Blijft staan.")], "1-1-2020"),
        ("meld-klaar", &[("toelichting", "Al klaar.")], "Al klaar."),
    ];
    for (deed, form, kept) in wrong {
        let answer = scene.answers(&link, deed, form).await;
        assert!(answer.status().is_client_error(), "{deed} {form:?}: {}", answer.status());
        let text = answer.text().await.unwrap();
        assert!(text.contains(kept) && text.contains("De actie is niet verwerkt"), "{text}");
        assert_eq!(scene.get(&link).await.status(), StatusCode::OK);
    }
    // Buttons of the page of the action are none here, and neither is nonsense.
    for deed in [
        "sluit-af",
        "wacht",
        "wie",
        "laat-vervallen",
        "herinner",
        "datum-goed",
        "mail-link",
        "",
        "x",
    ] {
        let answer = scene.answers(&link, deed, &[("toelichting", "x")]).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{deed}");
    }
    assert_eq!(head(&scene.served).await, before);
    assert_eq!(count(&scene.served.house.db, USED).await, 0);
    // In the language that was chosen.
    let reader = browser();
    let chosen = post(&scene.served, &reader, &link, &[("taal", "en")]).await;
    assert_eq!(header_of(&chosen, "location"), link);
    let shown = open(&scene.served, &reader, &link).await.text().await.unwrap();
    assert!(
        shown.contains("<html lang=\"en\"") && shown.contains("No, we do not do this"),
        "{shown}"
    );
    let refused = post(&scene.served, &reader, &link, &step("wijs-af", &[])).await;
    assert!(refused.text().await.unwrap().contains("The action was not taken in"));
    assert_eq!(
        scene.get(&link).await.text().await.unwrap().matches("<html lang=\"nl\"").count(),
        1
    );
}

async fn a_sentence_that_seems_to_tell_of_somebody_asks_for_its_writers_word(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let case = ("toelichting", "Haar ex dreigt de video's naar haar ouders te sturen.");
    let asked = scene.answers(&link, "wijs-af", &[case]).await;
    assert_eq!(asked.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = asked.text().await.unwrap();
    let (_, rest) = html.split_once("type=\"checkbox\"").expect("a box");
    let value = |name: &str| rest.split_once(&format!("{name}=\"")).unwrap().1.split('"').next();
    let word = (value("name").unwrap(), value("value").unwrap());
    // A day that is none does not lose the word.
    let again = [case, word, ("klaar-op", "ooit")];
    let refused = scene.answers(&link, "andere-datum", &again).await;
    let html = refused.text().await.unwrap();
    assert!(html.contains(&format!("type=\"hidden\" name=\"{}\"", word.0)), "{html}");
    let done = scene.answers(&link, "wijs-af", &[case, word]).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
}

async fn nobody_accepts_what_they_did_not_see(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let link = scene.mailed(action).await;
    let found = scene.find(TITLE).await.1;
    let was = found.fingerprint();
    let mut revised = plan(TITLE);
    revised.done_when = TypedText::new("Er staan twee routes vast.");
    let seen = domain::SeenAction { action, seen: was };
    let revise = Command::ReviseAction { seen, owner: PARTNER, plan: Box::new(revised) };
    scene.submit(COORDINATOR, revise).await;
    let was = was.to_string();
    let stale = scene.answers(&link, "neem-aan", &[("gezien", &was)]).await;
    assert_eq!(stale.status(), StatusCode::CONFLICT);
    let stale = stale.text().await.unwrap();
    assert!(stale.contains("Er staan twee routes vast."), "it shows what is asked now");
    let now = scene.find(TITLE).await.1.fingerprint().to_string();
    assert!(stale.contains(&now));
    // A colleague said yes meanwhile: that is told, and the link is still there.
    let seen = domain::SeenAction { action, seen: now.parse().unwrap() };
    scene.submit(PARTNER_EDITOR, Command::AcceptAction { seen }).await;
    let second = scene.answers(&link, "neem-aan", &[("gezien", &now)]).await;
    assert_eq!(second.status(), StatusCode::CONFLICT);
    assert!(second.text().await.unwrap().contains("partner doet dit uiterlijk op"));
    let goes_on = scene.answers(&link, "voortgang", &[("toelichting", "Wij zijn begonnen.")]).await;
    assert_eq!(goes_on.status(), StatusCode::SEE_OTHER);
    // It belongs to the organisation that it was mailed to.
    let link = scene.mailed(action).await;
    let seen = domain::SeenAction { action, seen: scene.find(TITLE).await.1.fingerprint() };
    let plan = Box::new(plan(TITLE));
    scene.submit(COORDINATOR, Command::ReviseAction { seen, owner: BERKELO, plan }).await;
    assert!(scene.gone(&link).await.contains("niets meer te beantwoorden"));
}

async fn nothing_else_of_the_region_is_shown(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let other = scene.offer("Kanarie in een andere actie").await;
    scene.submit(EDITOR, says(Readers::Everyone, "Kanarie in een opmerking")).await;
    scene.submit(EDITOR, says(Readers::Within(Some(WATERDAM)), "Kanarie in een notitie")).await;
    scene.submit(PARTNER_EDITOR, says(Readers::Within(Some(PARTNER)), "Kanarie bij onszelf")).await;
    let municipality = WATERDAM;
    let (field, base) = (field("1.1"), domain::Fingerprint::of(b""));
    let text = TypedText::new("Kanarie in een concept");
    scene.submit(EDITOR, Command::Explain { municipality, field, base, text }).await;
    let seen = domain::SeenAction { action, seen: scene.find(TITLE).await.1.fingerprint() };
    scene.submit(PARTNER_EDITOR, Command::AcceptAction { seen }).await;
    let note = TypedText::new("Kanarie van vorige week");
    scene.submit(PARTNER_EDITOR, Command::ReportProgress { action, note }).await;
    let note = TypedText::new("Eerst dat.");
    let on = WaitsOn::Action(other);
    scene.submit(PARTNER_EDITOR, Command::WaitOn { action, on, note }).await;
    let link = scene.mailed(action).await;
    let mail = scene.office.arrived().pop().unwrap().text;
    let html = scene.get(&link).await.text().await.unwrap();
    let data = browser().get(scene.served.at(&link));
    let data = data.header("accept", app::page::wire::PAGE_TYPE).send().await.unwrap();
    let data = data.text().await.unwrap();
    assert!(data.contains("Eerst dat.") && html.contains("Eerst dat."), "{data}");
    assert!(html.contains("een andere actie"), "{html}");
    let refused = scene.answers(&link, "voortgang", &[]).await.text().await.unwrap();
    for (what, text) in [("mail", &mail), ("page", &html), ("data", &data), ("refused", &refused)] {
        let people = [scene.lead, COORDINATOR, EDITOR, PARTNER_EDITOR].map(|it| it.to_string());
        let ids = people.iter().map(String::as_str);
        for leak in ["anarie", "1.1", LEAD, &other.to_string()].into_iter().chain(ids) {
            let held = text.contains(leak) && !(what == "mail" && leak == LEAD);
            let is_number = leak == "1.1" && !text.contains(">1.1<");
            assert!(!held || is_number, "{leak} in the {what}: {text}");
        }
    }
}

async fn it_acts_for_whom_it_was_mailed_to_whoever_is_signed_in(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let link = scene.mailed(action).await;
    for account in ["coordinator", "duinkust", "partner"] {
        let client = scene.served.sign_in(account).await;
        let shown = open(&scene.served, &client, &link).await.text().await.unwrap();
        assert!(shown.contains("Deze link is voor: "), "{shown}");
        assert!(!shown.contains("Uitloggen") && !shown.contains("U werkt als"), "{shown}");
    }
    let stranger = scene.served.sign_in("duinkust").await;
    let form = step("wijs-af", &[("toelichting", "Dat is niet aan ons.")]);
    let done = post(&scene.served, &stranger, &link, &form).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let log = scene.find(TITLE).await.1.log;
    assert_eq!(log.last().unwrap().by.person, Some(scene.lead));
    let account = open(&scene.served, &stranger, "/account").await;
    assert_eq!(account.status(), StatusCode::OK, "their session goes on");
    let closed = open(&scene.served, &stranger, &at(action)).await;
    assert_eq!(closed.status(), StatusCode::NOT_FOUND, "and opens nothing more");
}

async fn those_who_may_have_one_mailed(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let db = &scene.served.house.db;
    scene.served.house.let_observer_in().await;
    let action = scene.offer(TITLE).await;
    for (account, status) in [
        ("waarnemer", StatusCode::FORBIDDEN),
        ("berkelo", StatusCode::FORBIDDEN),
        ("duinkust", StatusCode::NOT_FOUND),
    ] {
        let client = scene.served.sign_in(account).await;
        assert_eq!(
            scene.ask(&client, action, "een", scene.lead).await.status(),
            status,
            "{account}"
        );
        let shown = open(&scene.served, &client, &at(action)).await.text().await.unwrap();
        assert!(!shown.contains("mail-link"), "{account}");
    }
    assert_eq!(count(db, LINKS).await, 0);
    let tried = "SELECT COUNT(*) FROM audit WHERE kind = 'refused' AND result = 'mail_action_link'";
    assert!(0 < count(db, tried).await);
    let coordinator = scene.served.sign_in("coordinator").await;
    let shown = open(&scene.served, &coordinator, &at(action)).await.text().await.unwrap();
    assert!(shown.contains("mail-link") && shown.contains(&scene.lead.to_string()), "{shown}");
    // Whom no mail reaches, who cannot do it, and who is of somebody else.
    for to in [PARTNER_EDITOR, EDITOR, NEIGHBOUR, PersonId(uuid::Uuid::nil())] {
        let refused = scene.ask(&coordinator, action, "een", to).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().await.unwrap().contains("De link is niet gemaild"));
    }
}

async fn one_form_mails_one_and_not_too_many_go_in_a_day(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let db = &scene.served.house.db;
    let action = scene.offer(TITLE).await;
    let (coordinator, owner) =
        (scene.served.sign_in("coordinator").await, scene.served.sign_in("partner").await);
    // Sent twice it is mailed once.
    for _ in 0..3 {
        let asked = scene.ask(&coordinator, action, "een", scene.lead).await;
        assert_eq!(
            header_of(&asked, "location"),
            format!("{}?gedaan=link-gemaild#inhoud", at(action))
        );
    }
    assert_eq!(count(db, LINKS).await, 1);
    for token in ["twee", "drie", "vier", "vijf"] {
        assert_eq!(
            scene.ask(&owner, action, token, scene.lead).await.status(),
            StatusCode::SEE_OTHER
        );
    }
    let sixth = scene.ask(&coordinator, action, "zes", scene.lead).await;
    assert_eq!(sixth.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(sixth.text().await.unwrap().contains("al 5 links voor deze actie gemaild"));
    assert_eq!(count(db, LINKS).await, 5);
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.office.arrived().len(), 1, "the last one");
    let again = scene.ask(&owner, action, "vijf", scene.lead).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER, "a double click is none more");
    let old = scene.ask(&coordinator, action, "een", scene.lead).await;
    assert_eq!(old.status(), StatusCode::CONFLICT, "its link works no more");
    assert!(old.text().await.unwrap().contains("Dit formulier is al eerder verstuurd"));
    assert_eq!(count(db, LINKS).await, 5);
    scene.clock.put_to(moment("2026-11-23T23:59:59+01:00"));
    let today = scene.ask(&coordinator, action, "zeven", scene.lead).await;
    assert_eq!(today.status(), StatusCode::TOO_MANY_REQUESTS);
    scene.clock.put_to(moment("2026-11-24T00:00:00+01:00"));
    let next = scene.ask(&coordinator, action, "zeven", scene.lead).await;
    assert_eq!(next.status(), StatusCode::SEE_OTHER);
    let shown = open(&scene.served, &owner, &at(action)).await.text().await.unwrap();
    assert!(shown.contains("Vervangen door een nieuwe link."), "{shown}");
    assert!(shown.contains("De mail is nog niet verstuurd."), "{shown}");
}

async fn where_none_is_mailed_the_page_says_why(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let people = &scene.served.house.people;
    let coordinator = scene.served.sign_in("coordinator").await;
    let action = scene.offer(TITLE).await;
    let shown =
        async |action| open(&scene.served, &coordinator, &at(action)).await.text().await.unwrap();
    people.require_second_factor((REGION, PARTNER), true, COORDINATOR, NOW).await.unwrap();
    assert!(shown(action).await.contains("Een mailbox heeft geen tweede stap."));
    let refused = scene.ask(&coordinator, action, "een", scene.lead).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    people.require_second_factor((REGION, PARTNER), false, COORDINATOR, NOW).await.unwrap();
    people.end_membership(REGION, scene.lead, None, NOW).await.unwrap();
    assert!(shown(action).await.contains("is per mail te bereiken"));
    let reason = TypedText::new("Niet meer nodig.");
    scene.submit(COORDINATOR, Command::DropAction { action, reason }).await;
    let html = shown(action).await;
    assert!(!html.contains("Antwoorden zonder inloggen"), "{html}");
    let refused = scene.ask(&coordinator, action, "een", scene.lead).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert_eq!(count(&scene.served.house.db, LINKS).await, 0);
}

async fn one_bad_address_keeps_no_other_from_its_link(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let other =
        comes(&scene.served, "b@partner.example", PARTNER, (Role::Editor, false), NOW).await;
    let action = scene.offer(TITLE).await;
    let coordinator = scene.served.sign_in("coordinator").await;
    scene.office.behave(Manner::Refuses(LEAD));
    for (token, to) in [("een", scene.lead), ("twee", other)] {
        let asked = scene.ask(&coordinator, action, token, to).await;
        assert_eq!(asked.status(), StatusCode::SEE_OTHER);
    }
    scene.postman.go_round().await.unwrap();
    let arrived = scene.office.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].to, "b@partner.example");
    assert_eq!(scene.get(&path(&arrived[0])).await.status(), StatusCode::OK);
    let shown = open(&scene.served, &coordinator, &at(action)).await.text().await.unwrap();
    assert!(shown.contains("De mail is niet verstuurd.") && shown.contains("code 550"), "{shown}");
    assert!(shown.contains("Nog niet gebruikt; werkt tot en met 7 december 2026."), "{shown}");
    // A server that is away for a while is tried again, with the same link, which works from then on.
    scene.office.behave(Manner::Later);
    let late = scene.offer("Plan een oefening").await;
    scene.ask(&coordinator, late, "drie", other).await;
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.office.arrived().len(), 1);
    scene.office.behave(Manner::Takes);
    scene.clock.put_to(moment("2026-11-24T12:00:00+01:00"));
    scene.postman.go_round().await.unwrap();
    let mail = scene.office.arrived().pop().unwrap();
    assert!(mail.text.contains("tot en met 8 december 2026"), "{}", mail.text);
    assert_eq!(scene.get(&path(&mail)).await.status(), StatusCode::OK);
}

async fn what_is_kept_of_it_goes_with_the_account_and_with_time(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let (db, people) = (&scene.served.house.db, &scene.served.house.people);
    let action = scene.offer(TITLE).await;
    let used = scene.mailed(action).await;
    let note = [("toelichting", "Dat is niet aan ons.")];
    scene.answers(&used, "wijs-af", &note).await;
    let other = scene.offer("Plan een oefening").await;
    let open = scene.mailed(other).await;
    let known = people.own_records(scene.lead).await.unwrap().unwrap();
    let known = serde_json::to_value(&known).unwrap();
    assert_eq!(known["action_links"].as_array().unwrap().len(), 2, "{known}");
    assert_eq!(known["action_links"][0]["part"], "recipient");
    // A backup that is put back revives no link.
    let late = Moment(NOW.0 + 300 * 24 * 60 * 60 * 1_000_000);
    people.end_what_went_on(NOW).await.unwrap();
    assert_eq!(count(db, LINKS).await, 1);
    assert_eq!(scene.get(&open).await.status(), StatusCode::NOT_FOUND);
    people.forget_old(Moment(NOW.0 + 89 * 24 * 60 * 60 * 1_000_000)).await.unwrap();
    assert_eq!(count(db, LINKS).await, 1);
    people.forget_old(late).await.unwrap();
    assert_eq!(count(db, LINKS).await, 0);
    assert_eq!(scene.get(&used).await.status(), StatusCode::NOT_FOUND);
    // The account, and whoever is erased, take theirs along.
    for erase in [false, true] {
        let login = format!("{erase}@partner.example");
        let person = comes(&scene.served, &login, PARTNER, (Role::Editor, false), NOW).await;
        let coordinator = scene.served.sign_in("coordinator").await;
        scene.ask(&coordinator, other, &login, person).await;
        scene.postman.go_round().await.unwrap();
        let link = path(&scene.office.arrived().pop().unwrap());
        assert_eq!(scene.get(&link).await.status(), StatusCode::OK);
        if erase {
            people.erase(person, TheLast::Stays, NOW).await.unwrap();
        } else {
            people.close_account(person, None, NOW).await.unwrap();
        }
        assert_eq!(count(db, LINKS).await, 0);
        assert_eq!(scene.get(&link).await.status(), StatusCode::NOT_FOUND);
    }
}

async fn what_stands_in_it_stands_nowhere_else(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let secret = link.trim_start_matches("/actie/");
    let held = searching::search_tables(&scene.served.house.db, secret).await;
    assert_eq!(held.found, Vec::<String>::new(), "the store keeps a hash alone");
    let html = scene.get(&link).await.text().await.unwrap();
    for piece in html.split(secret).collect::<Vec<_>>().windows(2) {
        assert!(piece[0].ends_with("action=\"/actie/"), "only where forms go: {}", piece[0]);
    }
    assert!(html.contains(&format!("/inloggen?terug={}", page("/acties/"))), "{html}");
    // Also not where something goes wrong.
    execute(&scene.served.house.db, "ALTER TABLE entry RENAME TO away").await;
    let broken = scene.get(&link).await;
    assert_eq!(broken.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!broken.text().await.unwrap().contains(secret));
    execute(&scene.served.house.db, "ALTER TABLE away RENAME TO entry").await;
    assert_eq!(scene.get(&link).await.status(), StatusCode::OK);
    // The language of whoever it is mailed to.
    let people = &scene.served.house.people;
    people.set_language(scene.lead, Language::En, NOW).await.unwrap();
    let english = scene.mailed(scene.offer("Plan een oefening").await).await;
    let mail = scene.office.arrived().pop().unwrap().text;
    assert!(mail.contains("Please answer: Plan een oefening"), "{mail}");
    let shown = scene.get(&english).await.text().await.unwrap();
    assert!(shown.contains("This link is for: "), "{shown}");
}

async fn a_store_that_cannot_write_keeps_the_link_and_what_was_typed(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let db = &scene.served.house.db;
    refuse_writes(db, "entry").await;
    let note = [("toelichting", "Dat is niet aan ons.")];
    let refused = scene.answers(&link, "wijs-af", &note).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    let text = refused.text().await.unwrap();
    assert!(
        text.contains("Dat is niet aan ons.") && text.contains("De link is niet gebruikt"),
        "{text}"
    );
    take_writes(db, "entry").await;
    assert_eq!(scene.answers(&link, "wijs-af", &note).await.status(), StatusCode::SEE_OTHER);
}

async fn what_somebody_else_sends_uses_no_link(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let seen = domain::SeenAction { action, seen: scene.find(TITLE).await.1.fingerprint() };
    scene.submit(PARTNER_EDITOR, Command::AcceptAction { seen }).await;
    let link = scene.mailed(action).await;
    // Whoever looks after the mail reads this one in its buttons.
    let mail = scene.served.outbox.in_region(REGION).await.unwrap()[0].id;
    for id in [mail, uuid::Uuid::new_v5(&mail, b"action link")] {
        let note = TypedText::new("Dit is van een ander.");
        let command = Command::ReportProgress { action, note };
        let sent = Sent { id: CommandId(id), command };
        scene.served.house.submit(PARTNER_EDITOR, sent).await.unwrap();
        assert_eq!(scene.get(&link).await.status(), StatusCode::OK);
    }
    let held = "SELECT COUNT(*) FROM action_link WHERE command = id";
    assert_eq!(count(&scene.served.house.db, held).await, 0);
    let done = scene.answers(&link, "meld-klaar", &[("toelichting", "Het staat.")]).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let log = scene.find(TITLE).await.1.log;
    assert_eq!(log.last().unwrap().by.person, Some(scene.lead));
}

async fn what_came_too_late_or_where_nothing_can_be_read_stays_typed(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let db = &scene.served.house.db;
    let other = [("klaar-op", "14-12-2026"), ("toelichting", "Dan is iedereen er.")];
    for (away, back) in [
        ("ALTER TABLE entry RENAME TO away", "ALTER TABLE away RENAME TO entry"),
        ("ALTER TABLE action_link RENAME TO away", "ALTER TABLE away RENAME TO action_link"),
        ("ALTER TABLE membership RENAME TO away", "ALTER TABLE away RENAME TO membership"),
    ] {
        execute(db, away).await;
        let broken = scene.answers(&link, "andere-datum", &other).await;
        execute(db, back).await;
        assert_eq!(broken.status(), StatusCode::SERVICE_UNAVAILABLE, "{away}");
        let text = broken.text().await.unwrap();
        for kept in ["Dan is iedereen er.", "14-12-2026", "andere-datum", &link] {
            assert!(text.contains(kept), "{away}: {kept} in {text}");
        }
    }
    // A colleague said no meanwhile: both things that were typed are shown.
    let action = scene.find(TITLE).await.0;
    let reason = TypedText::new("Toch niet.");
    scene.submit(PARTNER_EDITOR, Command::DeclineAction { action, reason }).await;
    let over = scene.answers(&link, "andere-datum", &other).await;
    assert_eq!(over.status(), StatusCode::CONFLICT);
    let over = over.text().await.unwrap();
    assert!(over.contains("Dan is iedereen er.") && over.contains("14-12-2026"), "{over}");
}

async fn no_answer_lets_the_browser_tell_the_address(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let db = &scene.served.house.db;
    let told = async |answer: Response, status: StatusCode| {
        assert_eq!(answer.status(), status);
        assert_eq!(header_of(&answer, "referrer-policy"), "strict-origin", "{status}");
    };
    told(scene.answers(&link, "x", &[]).await, StatusCode::BAD_REQUEST).await;
    told(scene.get(&Token::new().action_address()).await, StatusCode::NOT_FOUND).await;
    let long = "x".repeat(1_000_000);
    let long = scene.answers(&link, "wijs-af", &[("toelichting", &long)]).await;
    told(long, StatusCode::PAYLOAD_TOO_LARGE).await;
    let chosen = post(&scene.served, &browser(), &link, &[("taal", "en")]).await;
    told(chosen, StatusCode::SEE_OTHER).await;
    execute(db, "ALTER TABLE entry RENAME TO away").await;
    told(scene.get(&link).await, StatusCode::SERVICE_UNAVAILABLE).await;
    told(scene.answers(&link, "wijs-af", &[]).await, StatusCode::SERVICE_UNAVAILABLE).await;
    execute(db, "ALTER TABLE away RENAME TO entry").await;
    let home = scene.get("/inloggen").await;
    assert_eq!(header_of(&home, "referrer-policy"), "same-origin", "elsewhere as ever");
}

async fn a_link_works_until_the_next_one_is_sent(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let action = scene.offer(TITLE).await;
    let first = scene.mailed(action).await;
    let coordinator = scene.served.sign_in("coordinator").await;
    scene.office.behave(Manner::Later);
    scene.ask(&coordinator, action, "twee", scene.lead).await;
    assert_eq!(scene.get(&first).await.status(), StatusCode::OK);
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.get(&first).await.status(), StatusCode::OK, "the new one did not arrive");
    scene.office.behave(Manner::Takes);
    scene.clock.put_to(moment("2026-11-24T12:00:00+01:00"));
    scene.postman.go_round().await.unwrap();
    let second = path(&scene.office.arrived().pop().unwrap());
    assert_eq!(scene.get(&second).await.status(), StatusCode::OK);
    assert!(scene.gone(&first).await.contains("een nieuwe link voor deze actie"));
    // One that never arrives takes nothing away.
    scene.office.behave(Manner::Refuses(LEAD));
    scene.ask(&coordinator, action, "drie", scene.lead).await;
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.get(&second).await.status(), StatusCode::OK);
    let again = scene.ask(&coordinator, action, "drie", scene.lead).await;
    assert_eq!(again.status(), StatusCode::CONFLICT, "it is not on its way");
}

/// A link that is made without a page.
fn new(scene: &Scene, action: ActionId) -> NewActionLink {
    NewActionLink {
        id: uuid::Uuid::new_v4(),
        region: REGION,
        action,
        person: scene.lead,
        organisation: PARTNER,
        by: COORDINATOR,
        to: MailTo { recipient: LEAD.into(), language: Language::Nl },
    }
}

async fn several_makers_at_the_same_time_make_one_that_works(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let (db, people) = (&scene.served.house.db, &scene.served.house.people);
    let action = scene.offer(TITLE).await;
    let all: Vec<NewActionLink> = (0..12).map(|_| new(&scene, action)).collect();
    let made = all.iter().map(|new| people.mail_action_link(new, NOW));
    let made: Vec<LinkMade> =
        futures_util::future::try_join_all(made).await.unwrap().into_iter().collect();
    assert_eq!(made.iter().filter(|it| **it == LinkMade::Done).count(), 5, "{made:?}");
    assert_eq!(count(db, LINKS).await, 5);
    let open = "SELECT COUNT(*) FROM action_link WHERE ended_at IS NULL";
    assert_eq!(count(db, open).await, 1);
    let waiting = "SELECT COUNT(*) FROM mail WHERE next_at IS NOT NULL";
    assert_eq!(count(db, waiting).await, 1);
    scene.postman.go_round().await.unwrap();
    let mail = scene.office.arrived().pop().unwrap();
    assert_eq!(scene.get(&path(&mail)).await.status(), StatusCode::OK);
}

async fn no_link_is_made_for_whoever_leaves_at_the_same_time(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let (db, people) = (&scene.served.house.db, &scene.served.house.people);
    let place = people.membership(REGION, scene.lead).await.unwrap().unwrap();
    for _ in 0..12 {
        let new = new(&scene, ActionId(uuid::Uuid::new_v4()));
        let (made, ended) = tokio::join!(
            people.mail_action_link(&new, NOW),
            people.end_membership(REGION, scene.lead, None, NOW),
        );
        assert!(matches!(made.unwrap(), LinkMade::Done | LinkMade::NoPlace));
        ended.unwrap();
        let open = "SELECT COUNT(*) FROM action_link WHERE ended_at IS NULL";
        assert_eq!(count(db, open).await, 0);
        let waiting =
            "SELECT COUNT(*) FROM mail WHERE kind = '\"action_link\"' AND next_at IS NOT NULL";
        assert_eq!(count(db, waiting).await, 0);
        let after = people.mail_action_link(&new_one_more(&new), NOW).await.unwrap();
        assert_eq!(after, LinkMade::NoPlace);
        people.set_membership(&place, None, NOW).await.unwrap();
    }
}

fn new_one_more(new: &NewActionLink) -> NewActionLink {
    NewActionLink { id: uuid::Uuid::new_v4(), ..new.clone() }
}

async fn who_tries_too_often_waits_and_keeps_what_they_typed(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    for _ in 0..10 {
        let wrong = scene.answers(&link, "wijs-af", &[("toelichting", "")]).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let before = head(&scene.served).await;
    let note = [("toelichting", "Dat is niet aan ons.")];
    let waits = scene.answers(&link, "wijs-af", &note).await;
    assert_eq!(waits.status(), StatusCode::TOO_MANY_REQUESTS);
    let text = waits.text().await.unwrap();
    assert!(text.contains("Dat is niet aan ons.") && text.contains("te vaak"), "{text}");
    assert_eq!(head(&scene.served).await, before);
    assert_eq!(scene.get(&link).await.status(), StatusCode::OK, "looking is not trying");
}

async fn the_language_is_chosen_also_where_the_answer_was_noted(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let link = scene.mailed(scene.offer(TITLE).await).await;
    let note = [("toelichting", "Dat is niet aan ons.")];
    let done = scene.answers(&link, "wijs-af", &note).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let noted = format!("{link}?gedaan=wijs-af");
    let reader = browser();
    let shown = open(&scene.served, &reader, &noted).await.text().await.unwrap();
    assert!(shown.contains(&format!("action=\"{noted}\"")), "{shown}");
    let chosen = post(&scene.served, &reader, &noted, &[("taal", "en")]).await;
    assert_eq!(header_of(&chosen, "location"), noted);
    let english = open(&scene.served, &reader, &noted).await;
    assert_eq!(english.status(), StatusCode::OK);
    assert!(english.text().await.unwrap().contains("Thank you, it has been noted"));
    // Nothing else is taken along.
    let odd = format!("{link}?gedaan=https://elders.example");
    let chosen = post(&scene.served, &reader, &odd, &[("taal", "nl")]).await;
    assert_eq!(header_of(&chosen, "location"), link);
}

async fn the_page_of_the_action_tells_of_links_that_open_nothing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let people = &scene.served.house.people;
    let action = scene.offer(TITLE).await;
    scene.mailed(action).await;
    let coordinator = scene.served.sign_in("coordinator").await;
    let told = async |expected: &str| {
        let html = open(&scene.served, &coordinator, &at(action)).await.text().await.unwrap();
        assert!(html.contains(expected), "{expected} in {html}");
        let is_open = expected.contains("Nog niet gebruikt");
        assert_eq!(html.contains("Nog niet gebruikt; werkt tot en met"), is_open, "{html}");
    };
    told("Nog niet gebruikt; werkt tot en met 7 december 2026.").await;
    people.require_second_factor((REGION, PARTNER), true, COORDINATOR, NOW).await.unwrap();
    told("Werkt nu niet: de organisatie vraagt om in twee stappen in te loggen.").await;
    people.require_second_factor((REGION, PARTNER), false, COORDINATOR, NOW).await.unwrap();
    let place = people.membership(REGION, scene.lead).await.unwrap().unwrap();
    let looks_on = server::people::Membership { roles: vec![Role::Observer], ..place.clone() };
    people.change_membership(&place, &looks_on, None, NOW).await.unwrap();
    told("Vervallen: deze persoon kan dit niet meer doen.").await;
    people.change_membership(&looks_on, &place, None, NOW).await.unwrap();
    scene.served.house.regions.places_changed(REGION).await;
    told("Nog niet gebruikt; werkt tot en met 7 december 2026.").await;
    let reason = TypedText::new("Niet meer nodig.");
    scene.submit(COORDINATOR, Command::DropAction { action, reason }).await;
    told("Niet gebruikt; er valt nu niets te beantwoorden.").await;
}

async fn two_servers_take_one_answer(stage: Stage) {
    if !stage.is_shared() {
        return;
    }
    let scene = Scene::new(&stage).await;
    let other = Served::beside(&stage, scene.clock).await;
    for round in 0..4 {
        let title = format!("Actie {round}");
        let action = scene.offer(&title).await;
        let link = scene.mailed(action).await;
        let seen = scene.find(&title).await.1.fingerprint().to_string();
        assert_eq!(open(&other, &browser(), &link).await.status(), StatusCode::OK);
        let before = head(&scene.served).await;
        let yes = step("neem-aan", &[("gezien", &seen)]);
        let no = step("wijs-af", &[("toelichting", "Dat lukt niet.")]);
        let (here, there) = (browser(), browser());
        let (one, second) = tokio::join!(
            post(&scene.served, &here, &link, &yes),
            post(&other, &there, &link, &no),
        );
        let mut both = [one.status(), second.status()];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::GONE]);
        assert_eq!(head(&scene.served).await, before + 1);
        for served in [&scene.served, &other] {
            assert_eq!(open(served, &browser(), &link).await.status(), StatusCode::GONE);
        }
    }
}
