//! The administration at the doors: regions are made, and nothing of them is seen.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::Role;
use reqwest::StatusCode;
use server::people::{NewInvitation, SteppedDown};
use stage::{Stage, house::*, places::*, served::browser, visit::*};
use uuid::Uuid;

on_both_engines! {
    who_does_not_administer_finds_no_administration
    an_administrator_makes_a_region_and_sees_nothing_of_it
    a_text_that_belongs_to_a_person_is_no_name
    of_a_story_in_a_name_its_writer_is_asked
    once_somebody_administers_no_other_first_link_works
    a_link_to_administer_is_seen_and_taken_back
    nobody_lets_others_in_at_a_computer_that_was_left_open
    an_administrator_steps_down_and_what_they_let_open_closes
    the_last_administrator_is_told_why_they_stay
    an_administrator_ends_the_administration_of_another
    of_the_last_two_who_stop_at_once_one_stays
    nothing_of_administering_opens_before_the_second_step
}

async fn who_does_not_administer_finds_no_administration(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    assert_eq!(
        coordinator.get(served.at("/beheer")).send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
    let mut found = deed("een", "maak-regio".to_owned());
    found.extend([("naam", "Regio".to_owned()), ("organisatie", "Bureau".to_owned())]);
    assert_eq!(
        send(&served, &coordinator, "/beheer", &found).await.status(),
        StatusCode::NOT_FOUND
    );
    let nobody = send(&served, &browser(), "/beheer", &found).await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
}

async fn an_administrator_makes_a_region_and_sees_nothing_of_it(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    let mut found = deed("een", "maak-regio".to_owned());
    found.extend([("naam", "Rivierland".to_owned()), ("organisatie", "Bureau".to_owned())]);
    let link = link(send(&served, &admin, "/beheer", &found).await).await;
    let again = send(&served, &admin, "/beheer", &found).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER, "sent twice it makes no other link");
    let names = served.house.journal.names().await.unwrap();
    let made: Vec<_> = names.iter().filter(|(_, name)| name == "Rivierland").collect();
    assert_eq!(made.len(), 1, "sent twice it makes one");
    let region = made[0].0;
    for path in [format!("/regio/{region}"), format!("/regio/{region}/deelnemers"), page("")] {
        let answer = admin.get(served.at(&path)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
    // Whoever administers has no place in a region, also not with a link of their own making.
    let person = people_of(&served, "beheer@host.example").await;
    let own = vec![("wie", person.to_string())];
    assert_eq!(send(&served, &admin, &link, &own).await.status(), StatusCode::CONFLICT);
    let coordinator = browser();
    let came = send(&served, &coordinator, &link, &account("c@regio.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
    assert_eq!(came.headers()["location"].to_str().unwrap(), format!("/regio/{region}"));
    // A region that looks after itself is left alone; one that nobody coordinates gets a new link.
    let needs = deed("vier", format!("nodig-coordinator-uit:{region}"));
    assert_eq!(send(&served, &admin, "/beheer", &needs).await.status(), StatusCode::NOT_FOUND);
    let person = people_of(&served, "c@regio.example").await;
    served.house.people.close_account(person, None, NOW).await.unwrap();
    let page = admin.get(served.at("/beheer")).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(&format!("nodig-coordinator-uit:{region}")));
    self::link(send(&served, &admin, "/beheer", &needs).await).await;
    // A second administrator.
    let second = deed("vijf", "nodig-beheerder-uit".to_owned());
    let second = self::link(send(&served, &admin, "/beheer", &second).await).await;
    let coming = send(&served, &browser(), &second, &account("b@host.example")).await;
    assert_eq!(coming.status(), StatusCode::SEE_OTHER);
    assert_eq!(served.house.people.administrators().await.unwrap(), 2);
}

async fn a_text_that_belongs_to_a_person_is_no_name(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let admin = administrator(&served).await;
    let number = "Regio 123456782".to_owned();
    let mut found = deed("een", "maak-regio".to_owned());
    found.extend([("naam", number.clone()), ("organisatie", "Bureau".to_owned())]);
    let answer = send(&served, &admin, "/beheer", &found).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let mut invited = invite("twee", WATERDAM, "editor");
    invited[3].1 = number.clone();
    let answer = send(&served, &coordinator, &at(), &invited).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let token = offered(&served, Role::Editor).await;
    let mut comes = account("x@berkelo.example");
    comes.push(("functie", number));
    let answer = send(&served, &browser(), &token.address(), &comes).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(served.house.people.credentials("x@berkelo.example").await.unwrap().is_none());
}

/// A story is no function, no name and no reason either, unless its writer says that it is none.
async fn of_a_story_in_a_name_its_writer_is_asked(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let admin = administrator(&served).await;
    let story = "Haar vriend dwingt haar sinds gisteren";
    let mut hold = deed("een", "verwijder-niets".to_owned());
    hold.push(("reden", story.to_owned()));
    let mut invited = invite("twee", WATERDAM, "editor");
    invited[3].1 = story.to_owned();
    for (client, way, mut form, field) in
        [(&admin, "/beheer".to_owned(), hold, "reden"), (&coordinator, at(), invited, "functie")]
    {
        let asked = send(&served, client, &way, &form).await;
        assert_eq!(asked.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let body = asked.text().await.unwrap();
        let word = app::form::vouch(field);
        assert!(body.contains(&format!("name=\"{word}\"")), "a box stands beside {field}: {body}");
        form.push((Box::leak(word.into_boxed_str()), app::form::VOUCHED.to_owned()));
        let taken = send(&served, client, &way, &form).await;
        assert!(!taken.status().is_client_error(), "{field}: {}", taken.status());
    }
}

async fn once_somebody_administers_no_other_first_link_works(stage: Stage) {
    let (served, _) = served(&stage).await;
    // As an instance shows it that starts at the same moment.
    let new =
        NewInvitation { id: Uuid::new_v4(), place: None, display: None, by: None, mail_to: None };
    let other = served.house.people.invite(&new, NOW).await.unwrap().unwrap();
    let admin = administrator(&served).await;
    let late = send(&served, &browser(), &other.address(), &account("b@host.example")).await;
    assert_eq!(late.status(), StatusCode::GONE);
    // An invitation of somebody who administers works on.
    let second = deed("een", "nodig-beheerder-uit".to_owned());
    let second = self::link(send(&served, &admin, "/beheer", &second).await).await;
    let comes = send(&served, &browser(), &second, &account("c@host.example")).await;
    assert_eq!(comes.status(), StatusCode::SEE_OTHER);
}

async fn a_link_to_administer_is_seen_and_taken_back(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    let made = send(&served, &admin, "/beheer", &deed("een", "nodig-beheerder-uit".into())).await;
    let link = link(made).await;
    let page = open(&served, &admin, "/beheer").await.text().await.unwrap();
    assert!(page.contains("wacht; de link werkt"), "{page}");
    let open_ones = served.house.people.invitations_in(None).await.unwrap();
    let id = open_ones.iter().find(|one| one.is_open(NOW)).unwrap().id;
    let taken = send(&served, &admin, "/beheer", &deed("twee", format!("trek-in:{id}"))).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    let page = browser().get(served.at(&link)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::GONE);
}

async fn nobody_lets_others_in_at_a_computer_that_was_left_open(stage: Stage) {
    let clock = server::clock::Clock::standing_at(NOW);
    let served = stage::served::Served::by(&stage, clock).await;
    served.house.let_coordinator_in().await;
    let coordinator = served.sign_in("coordinator").await;
    let admin = administrator(&served).await;
    clock.put_to(domain::Moment(NOW.0 + 61 * 60 * 1_000_000));
    let invited = send(&served, &coordinator, &at(), &invite("een", WATERDAM, "editor")).await;
    assert_eq!(invited.status(), StatusCode::FORBIDDEN);
    let invited =
        send(&served, &admin, "/beheer", &deed("een", "nodig-beheerder-uit".into())).await;
    assert_eq!(invited.status(), StatusCode::FORBIDDEN);
    assert_eq!(served.house.people.invitations_in(Some(REGION)).await.unwrap(), []);
}

/// Lets a second administrator in.
async fn second(served: &stage::served::Served, admin: &reqwest::Client) -> reqwest::Client {
    let link =
        link(send(served, admin, "/beheer", &deed("er", "nodig-beheerder-uit".into())).await);
    let client = browser();
    let came = send(served, &client, &link.await, &account("b@host.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
    client
}

fn end(person: domain::PersonId) -> Pairs {
    deed("uit", format!("beeindig-beheer:{person}"))
}

async fn an_administrator_steps_down_and_what_they_let_open_closes(stage: Stage) {
    let clock = server::clock::Clock::standing_at(NOW);
    let served = stage::served::Served::by(&stage, clock).await;
    let admin = administrator(&served).await;
    let other = second(&served, &admin).await;
    let person = people_of(&served, "beheer@host.example").await;
    // Links that were made and that nobody used.
    let invited =
        send(&served, &admin, "/beheer", &deed("een", "nodig-beheerder-uit".into())).await;
    let to_administer = link(invited).await;
    let mut found = deed("twee", "maak-regio".to_owned());
    found.extend([("naam", "Rivierland".to_owned()), ("organisatie", "Bureau".to_owned())]);
    let to_coordinate = link(send(&served, &admin, "/beheer", &found).await).await;
    // Without a proof nobody steps down.
    clock.put_to(domain::Moment(NOW.0 + 61 * 60 * 1_000_000));
    let late = send(&served, &admin, "/beheer", &end(person)).await;
    assert_eq!(late.status(), StatusCode::FORBIDDEN);
    clock.put_to(NOW);
    let before = session_of(&served, &admin).await;
    let stopped = send(&served, &admin, "/beheer", &end(person)).await;
    assert_eq!(header_of(&stopped, "location"), "/account?gedaan=beheer-gestopt");
    assert_eq!(open(&served, &admin, "/beheer").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(open(&served, &admin, "/account").await.status(), StatusCode::OK, "signed in still");
    assert_ne!(session_of(&served, &admin).await, before, "under another id");
    for link in [to_administer, to_coordinate] {
        let gone = browser().get(served.at(&link)).send().await.unwrap();
        assert_eq!(gone.status(), StatusCode::GONE, "{link}");
    }
    // The other goes on, sees what happened, and can look after that region.
    let told = open(&served, &other, "/beheer/verantwoording").await.text().await.unwrap();
    assert!(told.contains("Beheer van de installatie beëindigd"), "{told}");
    assert!(told.contains("een eerdere beheerder"), "{told}");
    let beheer = open(&served, &other, "/beheer").await.text().await.unwrap();
    assert!(beheer.contains("nodig-coordinator-uit:"), "{beheer}");
    let again = send(&served, &other, "/beheer", &end(person)).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND, "they do not administer");
    // From now on they may have a place.
    let token = offered(&served, Role::Editor).await;
    let own = vec![("wie", person.to_string())];
    let came = send(&served, &admin, &token.address(), &own).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
}

/// Returns what the table has of the id of the first administrator's session, after one more request.
async fn session_of(served: &stage::served::Served, client: &reqwest::Client) -> Vec<u8> {
    let html = client.get(served.at("/account")).send().await.unwrap();
    assert_eq!(html.status(), StatusCode::OK);
    let question = "SELECT s.id_hash FROM session s JOIN person p ON p.id = s.person
         WHERE p.login = 'beheer@host.example'";
    match &served.house.db {
        server::db::Db::Sqlite(file) => {
            sqlx::query_scalar(question).fetch_one(file.reads()).await.unwrap()
        }
        server::db::Db::Postgres(pool) => {
            sqlx::query_scalar(question).fetch_one(pool).await.unwrap()
        }
    }
}

async fn the_last_administrator_is_told_why_they_stay(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    let person = people_of(&served, "beheer@host.example").await;
    let html = open(&served, &admin, "/beheer").await.text().await.unwrap();
    assert!(!html.contains("beeindig-beheer:"), "there is no button for it: {html}");
    assert!(html.contains("U bent de enige beheerder"));
    let refused = send(&served, &admin, "/beheer", &end(person)).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let told = refused.text().await.unwrap();
    assert!(told.contains("Nodig eerst iemand anders uit"), "{told}");
    assert_eq!(served.house.people.administrators().await.unwrap(), 1);
}

async fn an_administrator_ends_the_administration_of_another(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let admin = administrator(&served).await;
    let other = second(&served, &admin).await;
    let person = people_of(&served, "b@host.example").await;
    // Who does not administer ends nobody's.
    let refused = send(&served, &coordinator, "/beheer", &end(person)).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let_read(&served, REGION, COORDINATOR, person).await;
    assert_eq!(open(&served, &other, &page("")).await.status(), StatusCode::OK);
    let ended = send(&served, &admin, "/beheer", &end(person)).await;
    assert_eq!(header_of(&ended, "location"), "/beheer?gedaan=beheer-beeindigd");
    for path in ["/beheer".to_owned(), page(""), page("/stand")] {
        let status = open(&served, &other, &path).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let html = open(&served, &admin, "/beheer").await.text().await.unwrap();
    assert!(html.contains("Beheerders (1)") || html.contains(">1<"), "{html}");
    let rows =
        "SELECT COUNT(*) FROM audit WHERE kind = 'administrator_ended' AND person <> subject";
    assert_eq!(stage::count(&served.house.db, rows).await, 1);
}

async fn of_the_last_two_who_stop_at_once_one_stays(stage: Stage) {
    let (served, _) = served(&stage).await;
    let admin = administrator(&served).await;
    drop(second(&served, &admin).await);
    let (one, other) = (
        people_of(&served, "beheer@host.example").await,
        people_of(&served, "b@host.example").await,
    );
    let people = &served.house.people;
    // On PostgreSQL two servers could do so at the same instant.
    let there = match stage.is_shared() {
        true => House::new(stage.open().await),
        false => House::new(served.house.db.clone()),
    };
    for _ in 0..5 {
        let both = tokio::join!(
            people.end_administration(one, one, NOW),
            there.people.end_administration(other, other, NOW)
        );
        let both = [both.0.unwrap(), both.1.unwrap()];
        assert_eq!(both.iter().filter(|it| **it == SteppedDown::IsLast).count(), 1, "{both:?}");
        assert_eq!(people.administrators().await.unwrap(), 1);
        let again = "UPDATE person SET administers_since = 1
             WHERE login IN ('beheer@host.example', 'b@host.example')";
        stage::execute(&served.house.db, again).await;
    }
}

/// Where the operator asks it, whoever administers signs in in two steps, and is led to set that up.
async fn nothing_of_administering_opens_before_the_second_step(stage: Stage) {
    let clock = server::clock::Clock::standing_at(NOW);
    let served = stage::served::Served::with_strict_administrators(&stage, clock).await;
    let admin = administrator(&served).await;
    for path in ["/beheer", "/beheer/verantwoording", "/beheer/mail"] {
        let led = open(&served, &admin, path).await;
        let to = header_of(&led, "location");
        assert_eq!(to, format!("/account/twee-stappen?daarna={path}"), "{path}");
    }
    let made = send(&served, &admin, "/beheer", &deed("een", "nodig-beheerder-uit".into())).await;
    assert_eq!(made.status(), StatusCode::FORBIDDEN);
    let invited = served.house.people.invitations_in(None).await.unwrap();
    assert!(!invited.iter().any(|one| one.is_open(NOW)), "{invited:?}");
    let asked = open(&served, &admin, stage::phone::FACTOR).await.text().await.unwrap();
    assert!(
        asked.contains("Deze installatie vraagt dit van iedereen die haar beheert."),
        "{asked}"
    );
    stage::phone::set_up_with(&served, &admin, clock).await;
    assert_eq!(open(&served, &admin, "/beheer").await.status(), StatusCode::OK);
    // Others are not asked.
    let editor = served.sign_in("waterdam").await;
    assert_eq!(open(&served, &editor, &page("")).await.status(), StatusCode::OK);
}
