//! The audit: what is written down, and that a chain shows what somebody changed behind its back.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Moment, PersonId, RegionId};
use reqwest::{Client, StatusCode};
use server::audit::{Audit, Broken, Mark, Note, Part};
use sqlx::AssertSqlSafe;
use stage::{
    Stage, execute,
    house::*,
    number,
    places::*,
    served::{browser, sign_in},
    visit,
};
use uuid::Uuid;

on_both_engines! {
    every_change_gets_a_place_in_the_chain
    what_is_changed_behind_its_back_is_found
    a_chain_that_was_made_anew_is_not_the_one_that_was_noted
    rows_that_were_kept_long_enough_are_emptied_and_the_chain_stays_whole
    two_servers_make_one_chain
    each_reads_their_own_part_and_nobody_elses
    the_pages_show_who_did_what
}

fn note(kind: &'static str) -> Note<'static> {
    Note {
        kind,
        by: Some(EDITOR),
        region: None,
        subject: Some(EDITOR.0),
        result: "done",
        origin: Some("192.0.2.7"),
    }
}

async fn audit(stage: &Stage) -> (House, Audit) {
    let house = House::furnished(stage.open().await).await;
    let audit = Audit::new(house.db.clone());
    (house, audit)
}

async fn every_change_gets_a_place_in_the_chain(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    let before = audit.verify(None).await.unwrap().unwrap();
    let rows = number(&house.db, "SELECT COUNT(*) FROM audit").await;
    assert!(0 < rows, "furnishing is written down");
    assert_eq!((before.rows, before.mark.seq), (rows, rows));
    house.let_coordinator_in().await;
    audit.note(note("signed_in"), NOW).await.unwrap();
    let after = audit.verify(Some(&before.mark)).await.unwrap().unwrap();
    assert!(before.rows + 2 < after.rows + 1, "{after:?}");
    let text = after.mark.to_string();
    assert_eq!(text.parse::<Mark>().unwrap(), after.mark);
    for wrong in ["", "1", "1:x", "x:", &format!("0:{}", "0".repeat(64))] {
        assert!(wrong.parse::<Mark>().is_err(), "{wrong}");
    }
}

async fn what_is_changed_behind_its_back_is_found(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    for _ in 0..9 {
        audit.note(note("signed_in"), Moment(NOW.0 + 1)).await.unwrap();
    }
    let mark = audit.seal().await.unwrap();
    let at = mark.seq - 4;
    let change = |to: &str| AssertSqlSafe(format!("UPDATE audit SET {to} WHERE seq = {at}"));
    for (there, back) in [
        ("kind = 'signed_out'", "kind = 'signed_in'"),
        ("result = 'refused'", "result = 'done'"),
        ("origin = NULL", "origin = '192.0.2.7'"),
        ("at = at + 1", "at = at - 1"),
    ] {
        execute(&house.db, change(there)).await;
        assert_eq!(audit.verify(None).await.unwrap(), Err(Broken::Changed(at)), "{there}");
        execute(&house.db, change(back)).await;
        assert!(audit.verify(None).await.unwrap().is_ok(), "{back}");
    }
    execute(&house.db, change("digest = hash")).await;
    assert_eq!(audit.verify(None).await.unwrap(), Err(Broken::Changed(at)));
    execute(&house.db, AssertSqlSafe(format!("DELETE FROM audit WHERE seq = {at}"))).await;
    assert_eq!(audit.verify(None).await.unwrap(), Err(Broken::Missing(at)));
    let rest = format!("DELETE FROM audit WHERE {at} <= seq");
    execute(&house.db, AssertSqlSafe(rest)).await;
    let ends = Broken::End { found: at - 1, wanted: mark.seq };
    assert_eq!(audit.verify(None).await.unwrap(), Err(ends));
}

async fn a_chain_that_was_made_anew_is_not_the_one_that_was_noted(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    audit.note(note("sign_in_failed"), NOW).await.unwrap();
    let noted = audit.seal().await.unwrap();
    audit.note(note("signed_in"), NOW).await.unwrap();
    audit.seal().await.unwrap();
    // Somebody who may write to the database takes a row out and lets the chain be made anew.
    execute(&house.db, "DELETE FROM audit WHERE kind = 'sign_in_failed'").await;
    execute(&house.db, "UPDATE audit SET seq = NULL, digest = NULL, hash = NULL").await;
    execute(&house.db, "UPDATE audit_chain SET seq = 0, hash = ''").await;
    assert!(audit.verify(None).await.unwrap().is_ok(), "it looks whole");
    let found = audit.verify(Some(&noted)).await.unwrap();
    assert_eq!(found, Err(Broken::OtherChain(noted.seq)));
    // Or cuts the end off.
    execute(&house.db, AssertSqlSafe(format!("DELETE FROM audit WHERE {} <= seq", noted.seq)))
        .await;
    let end = format!(
        "UPDATE audit_chain SET seq = {0}, hash = (SELECT hash FROM audit WHERE seq = {0})",
        noted.seq - 1
    );
    execute(&house.db, AssertSqlSafe(end)).await;
    assert!(audit.verify(None).await.unwrap().is_ok());
    let found = audit.verify(Some(&noted)).await.unwrap();
    assert_eq!(found, Err(Broken::End { found: noted.seq - 1, wanted: noted.seq }));
}

async fn rows_that_were_kept_long_enough_are_emptied_and_the_chain_stays_whole(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    audit.note(note("signed_in"), NOW).await.unwrap();
    let later = Moment(NOW.0 + 1);
    audit.note(note("signed_in"), later).await.unwrap();
    assert_eq!(audit.empty(&["signed_in", "signed_out"], later, later).await.unwrap(), 1);
    let found = audit.verify(None).await.unwrap().unwrap();
    assert_eq!(found.emptied, 1);
    let told = "SELECT COUNT(*) FROM audit WHERE kind = 'signed_in'";
    assert_eq!(number(&house.db, told).await, 1);
    // Nobody empties a row without that being seen.
    let empty = "UPDATE audit SET emptied_at = 1, kind = '' WHERE kind = 'signed_in'";
    execute(&house.db, empty).await;
    let found = audit.verify(None).await.unwrap();
    assert_eq!(found, Err(Broken::Emptied { found: 2, wanted: 1 }));
}

async fn two_servers_make_one_chain(stage: Stage) {
    let (house, one) = audit(&stage).await;
    let other = Audit::new(house.db.clone());
    for _ in 0..40 {
        one.note(note("signed_in"), NOW).await.unwrap();
    }
    let (first, second) = tokio::join!(one.seal(), other.seal());
    assert_eq!(first.unwrap(), second.unwrap());
    assert!(one.verify(None).await.unwrap().is_ok());
}

/// Returns the kinds in a part, with whom they are about.
async fn told(audit: &Audit, part: Part) -> Vec<(&'static str, Uuid)> {
    let rows = audit.rows(part, Moment(i64::MAX)).await.unwrap().rows;
    rows.into_iter().map(|row| (row.kind.code(), row.subject)).collect()
}

async fn each_reads_their_own_part_and_nobody_elses(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    house.let_coordinator_in().await;
    let later = |minutes: i64| Moment(NOW.0 + minutes * 60_000_000);
    let signs_in = async |who: PersonId, at: Moment| {
        let note = Note { by: Some(who), subject: Some(who.0), ..note("signed_in") };
        audit.note(note, at).await.unwrap();
    };
    for who in [EDITOR, NEIGHBOUR, COORDINATOR, STRANGER] {
        signs_in(who, later(1)).await;
    }
    let about = |rows: &[(&str, Uuid)], who: PersonId| {
        rows.iter().filter(|row| **row == ("signed_in", who.0)).count()
    };
    let region = told(&audit, Part::OfRegion(REGION)).await;
    for (who, times) in [(EDITOR, 1), (NEIGHBOUR, 1), (COORDINATOR, 1), (STRANGER, 0)] {
        assert_eq!(about(&region, who), times, "{who} in the region");
    }
    // The coordinator works for Waterdam too, and is no part of what its lead looks after.
    let lead = told(&audit, Part::OfOrganisation(REGION, WATERDAM)).await;
    for (who, times) in [(EDITOR, 1), (NEIGHBOUR, 0), (COORDINATOR, 0), (STRANGER, 0)] {
        assert_eq!(about(&lead, who), times, "{who} for the lead");
    }
    // Of somebody whose place ended nobody here reads what came afterwards.
    house.people.end_membership(REGION, NEIGHBOUR, Some(COORDINATOR), later(2)).await.unwrap();
    signs_in(NEIGHBOUR, later(3)).await;
    let region = told(&audit, Part::OfRegion(REGION)).await;
    assert_eq!(about(&region, NEIGHBOUR), 1);
    assert!(region.contains(&("membership_ended", NEIGHBOUR.0)));
    let own = told(&audit, Part::OfPerson(NEIGHBOUR)).await;
    assert_eq!(about(&own, NEIGHBOUR), 2);
    let elsewhere = RegionId(Uuid::from_u128(0x2));
    let other = told(&audit, Part::OfRegion(elsewhere)).await;
    assert_eq!((about(&other, STRANGER), about(&other, EDITOR)), (1, 0));
    let administration = told(&audit, Part::OfAdministration).await;
    assert!(!administration.iter().any(|(kind, _)| *kind == "signed_in"), "{administration:?}");
}

async fn the_pages_show_who_did_what(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let wrong = sign_in(&browser(), &served.address, "waterdam", "verkeerd").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let lead = served.sign_in("waterdam").await;
    let page = async |who: &Client, path: &str| {
        visit::open(&served, who, path).await.text().await.unwrap()
    };
    let of_region = format!("{}/verantwoording", at());
    let told = page(&coordinator, &of_region).await;
    for words in ["Ingelogd", "Inloggen mislukt", "127.0.0.1", "Regiocoördinator"] {
        assert!(told.contains(words), "{words}");
    }
    let own = page(&lead, &of_region).await;
    assert!(own.contains("Inloggen mislukt") && !own.contains("Regiocoördinator"), "{own}");
    let admin = administrator(&served).await;
    let told = page(&admin, "/beheer/verantwoording").await;
    assert!(told.contains("Beheerder erbij") && !told.contains("Inloggen mislukt"));
}

/// Reads the kinds that the program writes down.
fn kinds_written(folder: &std::path::Path, found: &mut std::collections::BTreeSet<String>) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            kinds_written(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for (begin, after) in [("audit!(", 1), ("note(", 3)] {
                for call in source.split(begin).skip(1) {
                    let call = call.split(')').next().unwrap_or_default();
                    let parts: Vec<&str> = call.split('"').collect();
                    let place = call.split(',').position(|part| part.contains('"'));
                    if parts.len() == 3 && place.is_some_and(|place| place < after + 1) {
                        found.insert(parts[1].to_owned());
                    }
                }
            }
        }
    }
}

#[test]
fn everything_that_is_written_down_has_words() {
    let mut written = std::collections::BTreeSet::new();
    kinds_written(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut written);
    assert!(20 < written.len(), "{written:?}");
    assert!(written.contains("signed_in") && written.contains("password_reset"), "{written:?}");
    let unknown: Vec<&String> =
        written.iter().filter(|kind| app::page::AuditKind::read(kind).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
