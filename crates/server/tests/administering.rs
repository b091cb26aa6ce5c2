//! The administration at the doors: regions are made, and nothing of them is seen.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::Role;
use reqwest::StatusCode;
use server::people::NewInvitation;
use stage::{Stage, house::*, places::*, served::browser, visit::*};
use uuid::Uuid;

on_both_engines! {
    who_does_not_administer_finds_no_administration
    an_administrator_makes_a_region_and_sees_nothing_of_it
    a_text_that_belongs_to_a_person_is_no_name
    once_somebody_administers_no_other_first_link_works
    a_link_to_administer_is_seen_and_taken_back
    nobody_lets_others_in_at_a_computer_that_was_left_open
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
