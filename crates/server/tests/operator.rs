//! What an operator does by command line: close a round, end the places of an organisation.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::{Moment, OrganisationId, Region, RegionId};
use server::{
    config, demo, notify,
    operator::{self, OperatorError},
    regions::{Rejected, Told},
    serve::House,
    sessions::Sessions,
};
use stage::{Stage, house::NOW};
use tokio_util::sync::CancellationToken;

on_both_engines! {
    a_discussed_round_is_closed_once
    a_round_that_is_not_discussed_stays_open
    an_organisation_leaves_and_what_it_said_stays
    a_server_that_runs_hears_of_it_at_once
    a_region_keeps_a_coordinator
    a_database_without_regions_says_so
    whoever_lost_the_phone_and_has_nobody_gets_help
    a_name_that_is_not_there_is_answered_with_those_that_are
}

async fn open(stage: &Stage) -> House {
    let store = config::Store { database: stage.address.clone() };
    let time = config::Time { start: Some(NOW) };
    let content = config::Content { content: None };
    House::open(&config::Inside {
        store,
        content,
        time,
        redactions: None,
        files: None,
        without_ledger: false,
    })
    .await
    .unwrap()
}

async fn demo_house(stage: &Stage) -> (House, Moment) {
    let house = open(stage).await;
    demo::fill(&house, &config::Content { content: None }).await.unwrap();
    let now = house.clock.now();
    (house, now)
}

async fn id_of(house: &House, name: &str) -> RegionId {
    let names = house.journal.names().await.unwrap();
    names.into_iter().find(|(_, known)| known == name).unwrap().0
}

/// Returns the region as somebody of it sees it.
async fn seen_by(house: &House, region: RegionId, login: &str) -> Result<Region, Rejected> {
    let person = house.people.credentials(login).await.unwrap().unwrap().person;
    house.regions.look(region, person).await.map(|sight| Region::clone(&sight.region))
}

async fn organisation(house: &House, region: RegionId, named: &str) -> OrganisationId {
    let members = house.people.memberships_in(region).await.unwrap();
    let ids: Vec<OrganisationId> = members.iter().map(|place| place.organisation).collect();
    let names = house.people.organisations(&ids).await.unwrap();
    names.into_iter().find(|(_, name)| name == named).unwrap().0
}

async fn a_discussed_round_is_closed_once(stage: Stage) {
    let (house, now) = demo_house(&stage).await;
    let region = id_of(&house, "Veenland-Oost").await;
    let name = operator::close_round(&house, "Veenland-Oost", now).await.unwrap();
    let seen = seen_by(&house, region, "coordinator").await.unwrap();
    assert!(seen.open_round().is_none());
    assert_eq!(seen.rounds.last().unwrap().name.as_str(), name);
    let again = operator::close_round(&house, "Veenland-Oost", now).await.unwrap_err();
    assert_eq!(again.to_string(), "Veenland-Oost has no open round");
}

async fn a_round_that_is_not_discussed_stays_open(stage: Stage) {
    let (house, now) = demo_house(&stage).await;
    let region = id_of(&house, "Duinkust").await;
    let refused = operator::close_round(&house, &region.to_string(), now).await.unwrap_err();
    assert!(matches!(refused, OperatorError::Refused(_)), "{refused}");
    let seen = seen_by(&house, region, "duinkust-coordinator").await.unwrap();
    assert!(seen.open_round().is_some());
}

async fn an_organisation_leaves_and_what_it_said_stays(stage: Stage) {
    let (house, now) = demo_house(&stage).await;
    let region = id_of(&house, "Duinkust").await;
    let helmduin = organisation(&house, region, "Helmduin").await;
    let before = seen_by(&house, region, "duinkust-coordinator").await.unwrap();
    assert!(seen_by(&house, region, "duinkust").await.is_ok());
    let ended = operator::end_memberships(&house, "Duinkust", "Helmduin", now).await.unwrap();
    assert_eq!(ended, 1);
    assert_eq!(seen_by(&house, region, "duinkust").await, Err(Rejected::Unknown));
    let after = seen_by(&house, region, "duinkust-coordinator").await.unwrap();
    assert!(before.answers.contains_key(&helmduin));
    assert_eq!(before.answers, after.answers);
    let again = operator::end_memberships(&house, "Duinkust", "Helmduin", now).await;
    assert!(matches!(again, Err(OperatorError::NobodyThere { .. })));
    assert!(seen_by(&house, region, "strandmeer").await.is_ok(), "others stay");
}

async fn a_server_that_runs_hears_of_it_at_once(stage: Stage) {
    if !stage.is_shared() {
        return; // On SQLite no server runs meanwhile.
    }
    let (running, now) = demo_house(&stage).await;
    let stop = CancellationToken::new();
    let sessions = Sessions::new(running.db.clone());
    tokio::spawn(notify::watch(
        running.journal.clone(),
        running.regions.clone(),
        sessions,
        Duration::from_secs(3_600),
        stop.clone(),
    ));
    let region = id_of(&running, "Duinkust").await;
    let person = running.people.credentials("duinkust").await.unwrap().unwrap().person;
    let mut following = running.regions.follow(region, person, u64::MAX).await.unwrap();
    let listeners = "SELECT count(*) FROM pg_stat_activity
                     WHERE datname = current_database() AND query ILIKE 'listen%'";
    while stage::number(&running.db, listeners).await == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (operator, _) = demo_house(&stage).await;
    operator::end_memberships(&operator, "Duinkust", "Helmduin", now).await.unwrap();
    // That the organisation left is an entry; that somebody lost a place is told beside it.
    loop {
        let told = tokio::time::timeout(Duration::from_secs(5), following.live.recv()).await;
        match told {
            Ok(Some(Told::Entry(_))) => {}
            Ok(Some(Told::RightsChanged)) => break,
            other => panic!("{other:?}"),
        }
    }
    stop.cancel();
}

async fn a_database_without_regions_says_so(stage: Stage) {
    let house = open(&stage).await;
    let nothing = operator::close_round(&house, "Duinkust", NOW).await.unwrap_err();
    assert_eq!(nothing.to_string(), "this database holds no region");
}

async fn a_region_keeps_a_coordinator(stage: Stage) {
    let (house, now) = demo_house(&stage).await;
    let (name, office) = ("Veenland-Oost", "Regiobureau Veenland-Oost");
    let region = id_of(&house, name).await;
    let last = operator::end_memberships(&house, name, office, now).await;
    assert!(matches!(last, Err(OperatorError::NoCoordinator { .. })));
    assert!(seen_by(&house, region, "coordinator").await.is_ok());
}

async fn a_name_that_is_not_there_is_answered_with_those_that_are(stage: Stage) {
    let (house, now) = demo_house(&stage).await;
    let nowhere = operator::close_round(&house, "Nergens", now).await.unwrap_err().to_string();
    assert!(nowhere.contains("Duinkust (") && nowhere.contains("Veenland-Oost ("), "{nowhere}");
    let nobody = operator::end_memberships(&house, "Duinkust", "Waterdam", now).await;
    let nobody = nobody.unwrap_err().to_string();
    assert!(nobody.contains("Helmduin (") && !nobody.contains("Waterdam ("), "{nobody}");
}

/// A program that works on a database makes none of a path that was mistyped.
#[test]
fn a_file_that_is_not_there_is_not_made() {
    let stage = Stage::sqlite();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_server"))
        .args(["region", "close-round", "--region", "Duinkust", "--database"])
        .arg(&stage.address)
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("there is no database at"), "{said}");
    assert!(!run.status.success());
    assert_eq!(stage.folder.read_dir().unwrap().count(), 0, "nothing was made");
}

async fn whoever_lost_the_phone_and_has_nobody_gets_help(stage: Stage) {
    let clock = server::clock::Clock::standing_at(NOW);
    let served = stage::served::Served::by(&stage, clock).await;
    let client = served.sign_in("waterdam").await;
    stage::phone::set_up_with(&served, &client, clock).await;
    let stage::house::House { db, journal, people, regions } = served.house;
    let library = server::library::Library::open(None).unwrap();
    let files = server::files::Files::new(db.clone(), None);
    let house = House { db, journal, people, regions, library, files, clock };
    let outbox = server::mail::Outbox::new(house.db.clone(), false);
    let reset = async |login| operator::reset_second_factor(&house, &outbox, login, NOW).await;
    assert!(matches!(reset("niemand").await, Err(OperatorError::NoSecondFactor)));
    reset("Waterdam").await.unwrap();
    assert!(matches!(reset("waterdam").await, Err(OperatorError::NoSecondFactor)));
    served.sessions.forget_all();
    let ended = client.get(format!("{}/account", served.address)).send().await.unwrap();
    assert_eq!(ended.status(), reqwest::StatusCode::UNAUTHORIZED);
    let client = stage::served::browser();
    let entered =
        stage::served::sign_in(&client, &served.address, "waterdam", stage::house::PASSWORD).await;
    assert_eq!(entered.status(), reqwest::StatusCode::SEE_OTHER);
}
