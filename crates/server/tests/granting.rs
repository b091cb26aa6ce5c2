//! An administrator reads a region along: let in by its coordinator, for a while, written down, and no further.
//!
//! Size: one scene that every rule about it is tried in.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::{AnswerValue, Moment, PersonId, Role};
use reqwest::{Client, Response, StatusCode};
use server::{
    audit::{Audit, Part},
    clock::Clock,
    people::Membership,
};
use stage::{
    Stage, count,
    house::*,
    number,
    places::{Pairs, STRONG, administrator, deed, people_of, send},
    refuse_writes,
    served::{Served, browser, sign_in},
    take_writes,
    visit::*,
};
use uuid::Uuid;

on_both_engines! {
    whoever_is_let_in_reads_what_the_region_shares_and_changes_nothing
    nothing_opens_without_a_grant_and_nothing_once_it_ran_out
    a_stream_ends_with_the_grant
    everybody_reads_that_somebody_reads_along
    only_a_coordinator_who_proves_it_lets_somebody_in
    what_is_missing_in_the_form_is_said_and_what_was_typed_stays
    a_second_grant_takes_the_place_of_the_first
    whoever_reads_along_or_let_them_ends_it
    a_grant_ends_with_the_place_of_whoever_gave_it
    a_grant_ends_with_administering_with_a_place_and_with_erasing
    what_is_read_is_written_down_hour_by_hour
    without_the_audit_nothing_is_read
    a_guest_takes_part_in_nothing
    who_administers_in_two_steps_reads_along_in_two_steps
    a_grant_of_one_region_opens_no_other
}

const HOUR_US: i64 = 60 * 60 * 1_000_000;
const WHY: &str = "De vragen van check 4 staan in de verkeerde volgorde.";

/// The region with a coordinator, an administrator, and a clock that a test puts forward.
struct Scene {
    served: Served,
    clock: Clock,
    coordinator: Client,
    admin: Client,
    person: PersonId,
}

impl Scene {
    async fn new(stage: &Stage) -> Self {
        let clock = Clock::standing_at(NOW);
        Self::of(Served::by(stage, clock).await, clock).await
    }

    async fn of(served: Served, clock: Clock) -> Self {
        served.house.let_coordinator_in().await;
        let coordinator = served.sign_in("coordinator").await;
        let admin = administrator(&served).await;
        let person = people_of(&served, "beheer@host.example").await;
        Self { served, clock, coordinator, admin, person }
    }

    fn after(&self, us: i64) {
        self.clock.put_to(Moment(NOW.0 + us));
    }

    /// The form that lets the administrator read along.
    fn form(&self, token: &str, time: &str) -> Pairs {
        let mut form = deed(token, "laat-meekijken".into());
        form.extend([
            ("beheerder", self.person.to_string()),
            ("hoe-lang", time.to_owned()),
            ("reden", WHY.to_owned()),
        ]);
        form
    }

    async fn give(&self, token: &str, time: &str) {
        let given = send(&self.served, &self.coordinator, &at(), &self.form(token, time)).await;
        assert_eq!(given.status(), StatusCode::SEE_OTHER);
        assert_eq!(header_of(&given, "location"), format!("{}?gedaan=gegeven", at()));
    }

    async fn opens(&self, path: &str) -> Response {
        open(&self.served, &self.admin, path).await
    }

    async fn status(&self, path: &str) -> StatusCode {
        self.opens(path).await.status()
    }

    async fn grant(&self) -> server::people::Grant {
        let now = self.clock.now();
        self.served.house.people.grants_in(REGION, now).await.unwrap().remove(0)
    }

    async fn rows(&self, kind: &'static str) -> i64 {
        let question = format!("SELECT COUNT(*) FROM audit WHERE kind = '{kind}'");
        number(&self.served.house.db, sqlx::AssertSqlSafe(question)).await
    }
}

fn at() -> String {
    page("/deelnemers/meekijken")
}

/// Every page of the region that a member who looks on reads.
fn pages() -> Vec<String> {
    let names = ["", "/checklist", "/vraag/4.3", "/verzoeken", "/papier", "/eigen-vragen"];
    let more = ["/deelnemers", "/geschiedenis", "/zoek", "/stand", "/?op=2026-11-22"];
    let all = names.into_iter().chain(more).map(|name| page(name).replace("/?", "?"));
    all.chain([check(4)]).collect()
}

async fn whoever_is_let_in_reads_what_the_region_shares_and_changes_nothing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let served = &scene.served;
    let editor = served.sign_in("waterdam").await;
    let drafted = answer(WATERDAM, None, Some(AnswerValue::Partly));
    served.house.submit(EDITOR, drafted).await.unwrap();
    scene.give("een", "4-uur").await;
    for path in pages() {
        assert_eq!(scene.status(&path).await, StatusCode::OK, "{path}");
    }
    for hidden in ["/deelnemers/mail", "/deelnemers/verantwoording", "/deelnemers/meekijken"] {
        assert_eq!(scene.status(&page(hidden)).await, StatusCode::NOT_FOUND, "{hidden}");
    }
    // A draft of a municipality is for itself: a guest has what an observer has of it.
    let seen = scene.opens(&page("/stand")).await.text().await.unwrap();
    let own = open(served, &editor, &page("/stand")).await.text().await.unwrap();
    assert!(own.contains("\"partly\"") && !seen.contains("\"partly\""), "{seen}");
    let board = scene.opens(&page("")).await.text().await.unwrap();
    let told = "U kijkt mee als beheerder in Veenland-Oost, tot vandaag 13.00.";
    assert!(board.contains(told) && board.contains("Stop met meekijken"), "{board}");
    // Whatever is sent changes nothing.
    let before = head(served).await;
    let nothing = nothing_yet();
    let drafts = form(&nothing, "Iets", "bewaar");
    assert_eq!(
        post(served, &scene.admin, &check(4), &drafts).await.status(),
        StatusCode::FORBIDDEN
    );
    let said = [("formulier", "x"), ("waarover", "vraag"), ("opmerking", "Hm."), ("doe", "begin")];
    let talk = page("/vraag/4.3/opmerkingen");
    assert_eq!(post(served, &scene.admin, &talk, &said).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(head(served).await, before);
    let marks = count(&served.house.db, "SELECT COUNT(*) FROM read_mark").await;
    assert_eq!(marks, 0, "nothing is kept of up to where a guest read");
}

async fn nothing_opens_without_a_grant_and_nothing_once_it_ran_out(stage: Stage) {
    let scene = Scene::new(&stage).await;
    for path in pages() {
        assert_eq!(scene.status(&path).await, StatusCode::NOT_FOUND, "{path} before");
    }
    scene.give("een", "1-uur").await;
    scene.after(HOUR_US - 1);
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    scene.after(HOUR_US);
    for path in pages() {
        assert_eq!(scene.status(&path).await, StatusCode::NOT_FOUND, "{path} afterwards");
    }
    assert_eq!(scene.status("/beheer").await, StatusCode::OK);
    let people = &scene.served.house.people;
    people.note_grants_that_ran_out(scene.clock.now()).await.unwrap();
    people.note_grants_that_ran_out(scene.clock.now()).await.unwrap();
    assert_eq!(scene.rows("reading_ran_out").await, 1);
}

/// Reads a stream until it says that rights changed, or gives up.
async fn ends(mut stream: Response) -> bool {
    let mut told = String::new();
    let until = tokio::time::timeout(Duration::from_secs(60), async {
        while let Some(chunk) = stream.chunk().await.unwrap() {
            told.push_str(&String::from_utf8_lossy(&chunk));
            if told.contains(app::page::wire::RIGHTS_EVENT) {
                return true;
            }
        }
        false
    });
    until.await.unwrap_or(false)
}

async fn a_stream_ends_with_the_grant(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let address = app::page::wire::stream_address(REGION, u64::MAX, scene.person);
    let follow = async || scene.admin.get(scene.served.at(&address)).send().await.unwrap();
    assert_eq!(follow().await.status(), StatusCode::NOT_FOUND);
    // One that its coordinator ends.
    scene.give("een", "1-uur").await;
    let stream = follow().await;
    assert_eq!(stream.status(), StatusCode::OK);
    let stop = deed("twee", format!("stop:{}", scene.grant().await.id));
    send(&scene.served, &scene.coordinator, &at(), &stop).await;
    assert!(ends(stream).await, "it was ended");
    // One whose time is over, of which nobody tells.
    scene.give("drie", "1-uur").await;
    let stream = follow().await;
    scene.after(HOUR_US);
    assert!(ends(stream).await, "it ran out");
}

async fn everybody_reads_that_somebody_reads_along(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let served = &scene.served;
    served.house.let_observer_in().await;
    let observer = served.sign_in("waarnemer").await;
    let told = "Een beheerder kijkt mee tot morgen";
    let nothing = open(served, &observer, &page("")).await.text().await.unwrap();
    assert!(!nothing.contains("Een beheerder kijkt mee"));
    scene.give("een", "1-dag").await;
    for path in ["", "/checklist", "/papier", "/deelnemers", "/geschiedenis"] {
        let html = open(served, &observer, &page(path)).await.text().await.unwrap();
        assert!(html.contains("Een beheerder kijkt mee tot 24 november 2026, 09.00."), "{html}");
        assert!(html.contains(WHY) && !html.contains(told), "{path}");
        assert!(!html.contains("Stop met meekijken"), "{path}");
    }
    scene.after(24 * HOUR_US);
    let again = served.sign_in("waarnemer").await;
    let html = open(served, &again, &page("")).await.text().await.unwrap();
    assert!(!html.contains("Een beheerder kijkt mee"));
}

async fn only_a_coordinator_who_proves_it_lets_somebody_in(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let served = &scene.served;
    let form = scene.form("een", "1-uur");
    for login in ["waterdam", "duinkust"] {
        let other = served.sign_in(login).await;
        assert_eq!(open(served, &other, &at()).await.status(), StatusCode::NOT_FOUND, "{login}");
        assert_eq!(send(served, &other, &at(), &form).await.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(scene.status(&at()).await, StatusCode::NOT_FOUND);
    assert_eq!(send(served, &scene.admin, &at(), &form).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(send(served, &browser(), &at(), &form).await.status(), StatusCode::UNAUTHORIZED);
    // Nobody is let in who does not administer.
    let mut wrong = scene.form("twee", "1-uur");
    wrong[2].1 = STRANGER.to_string();
    let refused = send(served, &scene.coordinator, &at(), &wrong).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert!(refused.text().await.unwrap().contains("beheert de installatie niet meer"));
    scene.after(HOUR_US);
    let late = send(served, &scene.coordinator, &at(), &form).await;
    assert_eq!(late.status(), StatusCode::FORBIDDEN, "at a computer that was left open");
    assert_eq!(number(&served.house.db, "SELECT COUNT(*) FROM reading_grant").await, 0);
    // The form travels through the proof.
    let mut all = form.clone();
    all.extend([("wachtwoord", PASSWORD.to_owned()), ("code", String::new()), ("terug", at())]);
    let proven = send(served, &scene.coordinator, "/account/bewijzen", &all).await;
    assert_eq!(header_of(&proven, "location"), format!("{}?gedaan=gegeven", at()));
    assert_eq!(scene.grant().await.until, Moment(NOW.0 + 2 * HOUR_US));
}

async fn what_is_missing_in_the_form_is_said_and_what_was_typed_stays(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let try_with = async |at_field: usize, value: &str| {
        let mut form = scene.form(&Uuid::new_v4().to_string(), "1-dag");
        form[at_field].1 = value.to_owned();
        let answer = send(&scene.served, &scene.coordinator, &at(), &form).await;
        (answer.status(), answer.text().await.unwrap())
    };
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let (status, html) = try_with(2, "").await;
    assert!(status == wrong && html.contains("Kies eerst een beheerder.") && html.contains(WHY));
    let (status, html) = try_with(3, "").await;
    assert!(status == wrong && html.contains("Kies hoe lang."));
    let (status, html) = try_with(4, " ").await;
    assert!(status == wrong && html.contains("Zeg kort waarom meekijken nodig is."));
    assert!(html.contains("value=\"1-dag\" checked"), "{html}");
    let (status, html) = try_with(4, "Over 123456782.").await;
    assert!(status == wrong && html.contains("id=\"fout-reden\""), "{html}");
    let (status, html) = try_with(4, &"x".repeat(201)).await;
    assert!(status == wrong && html.contains("200"));
    let story = "Het meisje van 15 is door haar vriend meegenomen naar een hotel.";
    let (status, html) = try_with(4, story).await;
    assert!(status == wrong && html.contains("reden-geen-zaak"), "{html}");
    let (status, _) = try_with(3, "10-jaar").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(number(&scene.served.house.db, "SELECT COUNT(*) FROM reading_grant").await, 0);
    // Whoever says that it is no case, is believed.
    let mut form = scene.form("woord", "1-uur");
    form[4].1 = story.to_owned();
    form.push(("reden-geen-zaak", "ja".to_owned()));
    let given = send(&scene.served, &scene.coordinator, &at(), &form).await;
    assert_eq!(given.status(), StatusCode::SEE_OTHER);
    assert!(scene.grant().await.reason.is_vouched());
}

async fn a_second_grant_takes_the_place_of_the_first(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.give("een", "3-dagen").await;
    scene.give("een", "3-dagen").await;
    assert_eq!(scene.rows("reading_granted").await, 1, "sent twice it gives one");
    scene.give("twee", "1-uur").await;
    let people = &scene.served.house.people;
    assert_eq!(people.grants_in(REGION, NOW).await.unwrap().len(), 1);
    assert_eq!(scene.grant().await.until, Moment(NOW.0 + HOUR_US));
    assert_eq!((scene.rows("reading_granted").await, scene.rows("reading_ended").await), (2, 1));
    let html = open(&scene.served, &scene.coordinator, &at()).await.text().await.unwrap();
    assert_eq!(html.matches("value=\"stop:").count(), 1, "{html}");
    assert!(html.contains("Eerder") && html.contains(WHY));
    scene.after(HOUR_US);
    assert_eq!(scene.status(&page("")).await, StatusCode::NOT_FOUND, "the first is over too");
}

async fn whoever_reads_along_or_let_them_ends_it(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.give("een", "1-dag").await;
    let beheer = scene.opens("/beheer").await.text().await.unwrap();
    assert!(beheer.contains("U kijkt hier mee tot 24 november 2026, 09.00."), "{beheer}");
    // An hour later nobody proved who they are: to stop takes no proof.
    scene.after(2 * HOUR_US);
    let own = deed("twee", format!("stop-meekijken:{REGION}"));
    let stopped = send(&scene.served, &scene.admin, "/beheer", &own).await;
    assert_eq!(header_of(&stopped, "location"), "/beheer?gedaan=meekijken-gestopt");
    assert_eq!(scene.status(&page("")).await, StatusCode::NOT_FOUND);
    let again = send(&scene.served, &scene.admin, "/beheer", &own).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER, "once more it is ended");
    assert_eq!(scene.rows("reading_ended").await, 1);
    let fresh = scene.served.sign_in("coordinator").await;
    let given = send(&scene.served, &fresh, &at(), &scene.form("drie", "1-dag")).await;
    assert_eq!(given.status(), StatusCode::SEE_OTHER);
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    scene.after(4 * HOUR_US);
    let stop = deed("vier", format!("stop:{}", scene.grant().await.id));
    // Somebody else ends nothing here.
    let other = scene.served.sign_in("berkelo").await;
    let refused = send(&scene.served, &other, &at(), &stop).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    let stopped = send(&scene.served, &fresh, &at(), &stop).await;
    assert_eq!(header_of(&stopped, "location"), format!("{}?gedaan=gestopt", at()));
    assert_eq!(scene.status(&page("")).await, StatusCode::NOT_FOUND);
}

async fn a_grant_ends_with_the_place_of_whoever_gave_it(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let people = &scene.served.house.people;
    let place = people.membership(REGION, EDITOR).await.unwrap().unwrap();
    let second = Membership { roles: vec![Role::Coordinator], ..place };
    people.set_membership(&second, None, NOW).await.unwrap();
    scene.give("een", "1-dag").await;
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    let place = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
    let observer = Membership { roles: vec![Role::Observer], ..place.clone() };
    people.change_membership(&place, &observer, Some(EDITOR), NOW).await.unwrap();
    assert_eq!(scene.status(&page("")).await, StatusCode::NOT_FOUND, "another role");
    // Back in the role it does not come back.
    people.change_membership(&observer, &place, Some(EDITOR), NOW).await.unwrap();
    assert_eq!(scene.status(&page("")).await, StatusCode::NOT_FOUND);
    scene.give("twee", "1-dag").await;
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    people.end_membership(REGION, COORDINATOR, Some(EDITOR), NOW).await.unwrap();
    assert_eq!(scene.status(&page("")).await, StatusCode::NOT_FOUND, "the place ended");
    assert_eq!(scene.rows("reading_ended").await, 2);
}

async fn a_grant_ends_with_administering_with_a_place_and_with_erasing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let people = &scene.served.house.people;
    scene.give("een", "1-dag").await;
    // Nobody both reads along and has a place, however they got it.
    let place = people.membership(REGION, EDITOR).await.unwrap().unwrap();
    let own = Membership { person: scene.person, may_adopt: false, ..place };
    people.set_membership(&own, None, NOW).await.unwrap();
    assert!(people.grants_in(REGION, NOW).await.unwrap().is_empty(), "a place");
    people.end_membership(REGION, scene.person, None, NOW).await.unwrap();
    assert_eq!(scene.status(&page("")).await, StatusCode::NOT_FOUND);
    scene.give("twee", "1-dag").await;
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    people.erase(scene.person, server::people::TheLast::Goes, NOW).await.unwrap();
    assert!(people.grants_in(REGION, NOW).await.unwrap().is_empty(), "erased");
    assert_eq!(number(&scene.served.house.db, "SELECT COUNT(*) FROM reading_grant").await, 2);
    let html = open(&scene.served, &scene.coordinator, &at()).await.text().await.unwrap();
    assert!(html.contains("Een eerdere beheerder"), "what was stays to be read: {html}");
    assert!(html.contains("Er is nu niemand die de installatie beheert."));
}

async fn what_is_read_is_written_down_hour_by_hour(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.give("een", "4-uur").await;
    assert_eq!(scene.rows("region_read").await, 0, "given is not read");
    for _ in 0..3 {
        scene.status(&page("")).await;
        scene.status(&page("/stand")).await;
    }
    assert_eq!(scene.rows("region_read").await, 1);
    scene.after(HOUR_US - 1);
    scene.status(&page("/geschiedenis")).await;
    assert_eq!(scene.rows("region_read").await, 1);
    // Each way in is written down by itself, also one without a page.
    scene.after(HOUR_US);
    scene.status(&page("/stand")).await;
    assert_eq!(scene.rows("region_read").await, 2);
    scene.after(3 * HOUR_US + 5);
    let address = app::page::wire::stream_address(REGION, 0, scene.person);
    drop(scene.admin.get(scene.served.at(&address)).send().await.unwrap());
    assert_eq!(scene.rows("region_read").await, 3, "hours in which nobody read have no row");
    let audit = Audit::new(scene.served.house.db.clone());
    let rows = audit.rows(Part::OfRegion(REGION), Moment(i64::MAX)).await.unwrap().rows;
    let read = rows.iter().find(|row| row.kind.code() == "region_read").unwrap();
    assert_eq!((read.by, read.origin.as_deref()), (Some(scene.person), Some("127.0.0.1")));
    let lead = audit.rows(Part::OfOrganisation(REGION, BERKELO), Moment(i64::MAX)).await.unwrap();
    assert!(!lead.rows.iter().any(|row| row.kind.is_about_reading()), "not a lead's part");
    // Coordinators read it, and the administration its own part.
    let fresh = scene.served.sign_in("coordinator").await;
    let told = open(&scene.served, &fresh, &page("/deelnemers/verantwoording")).await;
    let told = told.text().await.unwrap();
    for words in ["Meegekeken in de regio", "Toestemming gegeven", "127.0.0.1", "Beheerder"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let told = scene.opens("/beheer/verantwoording").await.text().await.unwrap();
    assert!(told.contains("Meegekeken in de regio") && told.contains("Veenland-Oost"), "{told}");
    let own = scene.served.house.people.own_records(scene.person).await.unwrap().unwrap();
    let own = serde_json::to_value(&own).unwrap();
    assert_eq!(own["readings"][0]["part"], "reader");
    assert_eq!(own["readings"][0]["reason"], WHY);
}

async fn without_the_audit_nothing_is_read(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.give("een", "4-uur").await;
    let db = &scene.served.house.db;
    refuse_writes(db, "audit").await;
    let address = app::page::wire::stream_address(REGION, 0, scene.person);
    for path in [page(""), page("/stand"), address] {
        assert_eq!(scene.status(&path).await, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
    take_writes(db, "audit").await;
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    assert_eq!(scene.rows("region_read").await, 1);
}

async fn a_guest_takes_part_in_nothing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.give("een", "1-dag").await;
    let served = &scene.served;
    // Nobody can mention them, and nobody is told where they are.
    let mention = domain::Mention::Person(scene.person);
    let command = domain::Command::StartThread {
        topic: domain::Topic {
            question: "4.3".parse().unwrap(),
            about: domain::About::Question,
            readers: domain::Readers::Everyone,
        },
        text: domain::TypedText::new("Klopt dit?"),
        mentions: [mention].into(),
    };
    let refused = served.house.submit(EDITOR, sent(command)).await.unwrap_err();
    let nobody = domain::Refusal::MentionedCannotRead;
    assert_eq!(refused, server::regions::Rejected::Refused(nobody));
    let here = serde_json::json!({ "check": [WATERDAM, 4] });
    let here = serde_json::json!({ "page": here });
    let tab = Uuid::new_v4();
    let said = serde_json::json!({ "tab": tab, "nth": 1, "person": scene.person, "here": here });
    let at_page = served.at(&page("/aanwezig"));
    let answer = scene.admin.post(&at_page).json(&said).send().await.unwrap();
    assert_eq!((answer.status(), answer.text().await.unwrap()), (StatusCode::OK, "[]".to_owned()));
    let own =
        serde_json::json!({ "tab": Uuid::new_v4(), "nth": 1, "person": EDITOR, "here": here });
    let editor = served.sign_in("waterdam").await;
    let others = editor.post(&at_page).json(&own).send().await.unwrap().text().await.unwrap();
    assert_eq!(others, "[]", "the banner says it, and no more is told");
    let answer = scene.admin.post(&at_page).json(&said).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "[]", "nor are they told where others are");
    // They stand among nobody.
    let people = open(served, &scene.coordinator, &page("/deelnemers")).await;
    let people = people.text().await.unwrap();
    assert!(!people.contains(&scene.person.to_string()), "{people}");
    let home = scene.opens("/").await;
    assert_eq!(header_of(&home, "location"), "/beheer", "nothing waits for them");
}

async fn who_administers_in_two_steps_reads_along_in_two_steps(stage: Stage) {
    let clock = Clock::standing_at(NOW);
    let served = Served::with_strict_administrators(&stage, clock).await;
    let scene = Scene::of(served, clock).await;
    scene.give("een", "1-dag").await;
    for path in ["", "/stand", "/geschiedenis"] {
        let led = scene.opens(&page(path)).await;
        assert!(header_of(&led, "location").starts_with("/account/twee-stappen"), "{led:?}");
    }
    assert_eq!(scene.rows("region_read").await, 0);
    stage::phone::set_up_with(&scene.served, &scene.admin, clock).await;
    assert_eq!(scene.status(&page("")).await, StatusCode::OK);
    assert_eq!(scene.rows("region_read").await, 1);
}

async fn a_grant_of_one_region_opens_no_other(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.give("een", "1-dag").await;
    let elsewhere = format!("/regio/{}", Uuid::from_u128(2));
    for path in ["", "/stand", "/geschiedenis", "/deelnemers"] {
        let status = scene.status(&format!("{elsewhere}{path}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    // Another administrator has none.
    let invite = deed("x", "nodig-beheerder-uit".into());
    let invited = send(&scene.served, &scene.admin, "/beheer", &invite).await;
    let link = stage::places::link(invited).await;
    let second = browser();
    let came = send(&scene.served, &second, &link, &stage::places::account("b@host.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
    assert_eq!(open(&scene.served, &second, &page("")).await.status(), StatusCode::NOT_FOUND);
    let again = sign_in(&browser(), &scene.served.address, "beheer@host.example", STRONG).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
}
