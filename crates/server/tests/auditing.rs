//! The audit: what is written down, and that a chain shows what somebody changed behind its back.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Moment, PersonId, RegionId, Role};
use reqwest::{Client, StatusCode};
use server::{
    audit::{Audit, Broken, Mark, Note, Part, Row},
    people::Membership,
};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use stage::{
    Stage, execute,
    house::*,
    number,
    places::*,
    served::{Served, browser, sign_in},
    visit,
};
use uuid::Uuid;

on_both_engines! {
    every_change_gets_a_place_in_the_chain
    what_is_changed_behind_its_back_is_found
    a_chain_that_was_made_anew_is_not_the_one_that_was_noted
    rows_that_were_kept_long_enough_are_emptied_and_the_chain_stays_whole
    nobody_empties_a_row_by_hand_without_that_being_seen
    a_forged_word_does_not_let_a_young_row_be_emptied
    what_a_server_does_meanwhile_is_no_alarm
    two_servers_make_one_chain
    each_reads_their_own_part_and_nobody_elses
    whoever_comes_back_for_another_organisation_takes_nothing_along
    what_an_administrator_did_is_read_once_they_stopped
    what_people_do_says_from_where
    the_pages_show_who_did_what
    an_invitation_is_named_by_its_place
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
    let before = audit.verify(None, NOW).await.unwrap().unwrap();
    let rows = number(&house.db, "SELECT COUNT(*) FROM audit").await;
    assert!(0 < rows, "furnishing is written down");
    assert_eq!((before.rows, before.mark.seq), (rows, rows));
    house.let_coordinator_in().await;
    audit.note(note("signed_in"), NOW).await.unwrap();
    let after = audit.verify(Some(&before.mark), NOW).await.unwrap().unwrap();
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
        assert_eq!(audit.verify(None, NOW).await.unwrap(), Err(Broken::Changed(at)), "{there}");
        execute(&house.db, change(back)).await;
        assert!(audit.verify(None, NOW).await.unwrap().is_ok(), "{back}");
    }
    execute(&house.db, change("digest = hash")).await;
    assert_eq!(audit.verify(None, NOW).await.unwrap(), Err(Broken::Changed(at)));
    execute(&house.db, AssertSqlSafe(format!("DELETE FROM audit WHERE seq = {at}"))).await;
    assert_eq!(audit.verify(None, NOW).await.unwrap(), Err(Broken::Missing(at)));
    let rest = format!("DELETE FROM audit WHERE {at} <= seq");
    execute(&house.db, AssertSqlSafe(rest)).await;
    let ends = Broken::End { found: at - 1, wanted: mark.seq };
    assert_eq!(audit.verify(None, NOW).await.unwrap(), Err(ends));
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
    assert!(audit.verify(None, NOW).await.unwrap().is_ok(), "it looks whole");
    let found = audit.verify(Some(&noted), NOW).await.unwrap();
    assert_eq!(found, Err(Broken::OtherChain(noted.seq)));
    // Or cuts the end off.
    execute(&house.db, AssertSqlSafe(format!("DELETE FROM audit WHERE {} <= seq", noted.seq)))
        .await;
    let end = format!(
        "UPDATE audit_chain SET seq = {0}, hash = (SELECT hash FROM audit WHERE seq = {0})",
        noted.seq - 1
    );
    execute(&house.db, AssertSqlSafe(end)).await;
    assert!(audit.verify(None, NOW).await.unwrap().is_ok());
    let found = audit.verify(Some(&noted), NOW).await.unwrap();
    assert_eq!(found, Err(Broken::End { found: noted.seq - 1, wanted: noted.seq }));
}

/// A year and two days after everything starts.
const A_YEAR_ON: Moment = Moment(NOW.0 + 367 * 24 * 60 * 60 * 1_000_000);

async fn rows_that_were_kept_long_enough_are_emptied_and_the_chain_stays_whole(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    audit.note(note("signed_in"), NOW).await.unwrap();
    audit.note(note("invited"), NOW).await.unwrap();
    audit.note(note("signed_in"), A_YEAR_ON).await.unwrap();
    let noted = audit.seal().await.unwrap();
    assert_eq!(audit.empty(NOW).await.unwrap(), 0);
    assert_eq!(audit.empty(A_YEAR_ON).await.unwrap(), 1);
    assert_eq!(audit.empty(A_YEAR_ON).await.unwrap(), 0);
    let found = audit.verify(Some(&noted), A_YEAR_ON).await.unwrap().unwrap();
    assert_eq!((found.emptied, found.rows), (1, noted.seq + 1));
    for (kind, rows) in [("signed_in", 1), ("invited", 1), ("audit_emptied", 1)] {
        let told = format!("SELECT COUNT(*) FROM audit WHERE kind = '{kind}'");
        assert_eq!(number(&house.db, AssertSqlSafe(told)).await, rows, "{kind}");
    }
    // A row that tells of a time to come is not believed.
    let told = number(&house.db, "SELECT seq FROM audit WHERE kind = 'audit_emptied'").await;
    assert_eq!(audit.verify(None, NOW).await.unwrap(), Err(Broken::TooSoon(told)));
}

async fn nobody_empties_a_row_by_hand_without_that_being_seen(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    audit.note(note("signed_in"), NOW).await.unwrap();
    audit.note(note("sign_in_failed"), A_YEAR_ON).await.unwrap();
    let noted = audit.seal().await.unwrap();
    assert_eq!(audit.empty(A_YEAR_ON).await.unwrap(), 1);
    let verify = async || audit.verify(Some(&noted), A_YEAR_ON).await.unwrap();
    assert!(verify().await.is_ok());
    let empty = |subject: &str| {
        AssertSqlSafe(format!(
            "UPDATE audit SET at = 0, person = NULL, subject = {subject}, kind = '', result = '', origin = NULL,
                 emptied_at = {} WHERE seq = {}",
            A_YEAR_ON.0, noted.seq,
        ))
    };
    let tells =
        |which: &str| format!("(SELECT id FROM audit WHERE kind = 'audit_emptied' AND {which})");
    let true_one = tells(&format!("seq = {}", noted.seq + 1));
    execute(&house.db, empty("subject")).await;
    assert_eq!(verify().await, Err(Broken::EmptiedByHand(noted.seq)));
    execute(&house.db, empty(&true_one)).await;
    assert_eq!(verify().await, Err(Broken::OtherRows(noted.seq + 1)));
    // A row that says that one was emptied, and not which, was written by an earlier release alone.
    let forged =
        Note { by: None, subject: None, result: "1", origin: None, ..note("audit_emptied") };
    audit.note(forged, A_YEAR_ON).await.unwrap();
    execute(&house.db, empty(&tells("result = '1'"))).await;
    assert_eq!(verify().await, Err(Broken::OtherRows(noted.seq + 2)));
}

async fn a_forged_word_does_not_let_a_young_row_be_emptied(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    audit.note(note("sign_in_failed"), NOW).await.unwrap();
    let noted = audit.seal().await.unwrap();
    let hash: String =
        Sha256::digest(noted.seq.to_be_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let which: &'static str = format!("1 {0} {0} {hash}", noted.seq).leak();
    let forged =
        Note { by: None, subject: None, result: which, origin: None, ..note("audit_emptied") };
    audit.note(forged, NOW).await.unwrap();
    let empty = format!(
        "UPDATE audit SET at = 0, person = NULL, kind = '', result = '', origin = NULL, emptied_at = {},
             subject = (SELECT id FROM audit WHERE kind = 'audit_emptied') WHERE seq = {}",
        NOW.0, noted.seq,
    );
    execute(&house.db, AssertSqlSafe(empty)).await;
    let found = audit.verify(Some(&noted), NOW).await.unwrap();
    assert_eq!(found, Err(Broken::TooSoon(noted.seq + 1)));
    // Nor does a shorter time to be kept: it is part of the chain.
    let shorter = format!("UPDATE audit SET keep_until = 1 WHERE seq = {}", noted.seq);
    execute(&house.db, AssertSqlSafe(shorter)).await;
    let found = audit.verify(Some(&noted), NOW).await.unwrap();
    assert_eq!(found, Err(Broken::Loose(noted.seq)));
}

/// A server went on emptying rows while another program verified: the row that told of it lay behind the end that
/// was read first, and a whole chain looked broken.
async fn what_a_server_does_meanwhile_is_no_alarm(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    let day = |days: i64| Moment(NOW.0 + days * 24 * 60 * 60 * 1_000_000);
    for days in 0..30 {
        for _ in 0..20 {
            audit.note(note("signed_in"), day(days)).await.unwrap();
        }
    }
    let other = Audit::new(house.db.clone());
    let empties = async {
        for days in 0..30 {
            other.empty(day(367 + days)).await.unwrap();
        }
    };
    let verifies = async {
        for _ in 0..20 {
            let found = audit.verify(None, day(400)).await.unwrap();
            assert!(found.is_ok(), "{found:?}");
        }
    };
    tokio::join!(empties, verifies);
    assert_eq!(audit.verify(None, day(400)).await.unwrap().unwrap().emptied, 600);
}

async fn two_servers_make_one_chain(stage: Stage) {
    let (house, one) = audit(&stage).await;
    let other = Audit::new(house.db.clone());
    for _ in 0..40 {
        one.note(note("signed_in"), NOW).await.unwrap();
    }
    let (first, second) = tokio::join!(one.seal(), other.seal());
    assert_eq!(first.unwrap(), second.unwrap());
    assert!(one.verify(None, NOW).await.unwrap().is_ok());
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

async fn whoever_comes_back_for_another_organisation_takes_nothing_along(stage: Stage) {
    let (house, audit) = audit(&stage).await;
    house.let_coordinator_in().await;
    let later = |minutes: i64| Moment(NOW.0 + minutes * 60_000_000);
    let signs_in = async |at: Moment| {
        let by = Some(NEIGHBOUR);
        let note = Note { by, subject: Some(NEIGHBOUR.0), ..note("signed_in") };
        audit.note(note, at).await.unwrap();
    };
    signs_in(later(1)).await;
    house.people.end_membership(REGION, NEIGHBOUR, Some(COORDINATOR), later(2)).await.unwrap();
    signs_in(later(3)).await;
    let place = Membership {
        person: NEIGHBOUR,
        region: REGION,
        organisation: WATERDAM,
        roles: vec![Role::Editor],
        may_adopt: false,
        since: later(4),
        until: None,
    };
    house.people.set_membership(&place, Some(COORDINATOR), later(4)).await.unwrap();
    signs_in(later(5)).await;
    let when = async |part: Part, kind: &str| -> Vec<i64> {
        let rows = audit.rows(part, Moment(i64::MAX)).await.unwrap().rows;
        let theirs = |row: &&Row| row.kind.code() == kind && row.subject == NEIGHBOUR.0;
        rows.iter().filter(theirs).map(|row| (row.at.0 - NOW.0) / 60_000_000).collect()
    };
    let (region, berkelo, waterdam) = (
        Part::OfRegion(REGION),
        Part::OfOrganisation(REGION, BERKELO),
        Part::OfOrganisation(REGION, WATERDAM),
    );
    // In between they had no place.
    assert_eq!(when(region, "signed_in").await, [5, 1]);
    assert_eq!(when(berkelo, "signed_in").await, [1]);
    assert_eq!(when(waterdam, "signed_in").await, [5]);
    assert_eq!(when(region, "membership_ended").await, [2]);
    assert_eq!(when(berkelo, "membership_ended").await, [2]);
    assert_eq!(when(waterdam, "membership_ended").await, [0_i64; 0]);
    assert_eq!(when(waterdam, "membership_set").await, [4]);
    // Of a place of which no change is kept the place itself tells.
    execute(&house.db, "DELETE FROM place_change").await;
    assert_eq!(when(waterdam, "signed_in").await, [5]);
    assert_eq!(when(region, "signed_in").await, [5]);
}

async fn what_an_administrator_did_is_read_once_they_stopped(stage: Stage) {
    let served = Served::new(&stage).await;
    let (first, second) = ("een@host.example", "twee@host.example");
    let leaves = administrator_as(&served, first).await;
    let stays = administrator_as(&served, second).await;
    let hold = vec![
        ("formulier", "een".to_owned()),
        ("reden", "onderzoek".to_owned()),
        ("doe", "verwijder-niets".to_owned()),
    ];
    assert_eq!(send(&served, &leaves, "/beheer", &hold).await.status(), StatusCode::SEE_OTHER);
    let (people, audit) = (&served.house.people, Audit::new(served.house.db.clone()));
    let (leaver, stayer) = (people_of(&served, first).await, people_of(&served, second).await);
    people.end_administration(leaver, stayer, Moment(NOW.0 + 60_000_000)).await.unwrap();
    let afterwards = Note { by: Some(leaver), subject: Some(leaver.0), ..note("password_changed") };
    audit.note(afterwards, Moment(NOW.0 + 120_000_000)).await.unwrap();
    let told = told(&audit, Part::OfAdministration).await;
    assert!(told.iter().any(|(kind, _)| *kind == "hold_set"), "{told:?}");
    assert!(told.contains(&("account_added", leaver.0)), "{told:?}");
    assert!(!told.contains(&("password_changed", leaver.0)), "what comes afterwards is theirs");
    let page = visit::open(&served, &stays, "/beheer/verantwoording").await.text().await.unwrap();
    let row = page.split("<tr").find(|row| row.contains("Gezegd dat er voorlopig")).unwrap();
    assert!(row.contains("een eerdere beheerder"), "{row}");
}

async fn what_people_do_says_from_where(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let admin = administrator(&served).await;
    let answer = send(&served, &coordinator, &at(), &invite("een", BERKELO, "editor")).await;
    let link = link(answer).await;
    let comer = browser();
    let came = send(&served, &comer, &link, &account("nieuw@berkelo.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
    let hold = vec![
        ("formulier", "een".to_owned()),
        ("reden", "onderzoek".to_owned()),
        ("doe", "verwijder-niets".to_owned()),
    ];
    assert_eq!(send(&served, &admin, "/beheer", &hold).await.status(), StatusCode::SEE_OTHER);
    let db = &served.house.db;
    for kind in ["invited", "invitation_accepted", "account_added", "membership_set", "hold_set"] {
        let from =
            format!("SELECT COUNT(*) FROM audit WHERE kind = '{kind}' AND origin = '127.0.0.1'");
        assert!(0 < number(db, AssertSqlSafe(from)).await, "{kind}");
    }
    let nowhere = "SELECT COUNT(*) FROM audit WHERE person IS NOT NULL AND origin IS NULL";
    assert_eq!(number(db, nowhere).await, 0);
    // What the installation does by itself comes from nowhere, also while a server runs.
    served.house.people.end_membership(REGION, NEIGHBOUR, None, NOW).await.unwrap();
    let by_itself = "SELECT COUNT(*) FROM audit WHERE kind = 'membership_ended' AND origin IS NULL";
    assert_eq!(number(db, by_itself).await, 1);
}

async fn an_invitation_is_named_by_its_place(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    send(&served, &coordinator, &at(), &invite("een", BERKELO, "editor")).await;
    let lead = served.sign_in("berkelo").await;
    let of_region = format!("{}/verantwoording", at());
    for (who, sees_origin) in [(&coordinator, true), (&lead, false)] {
        let page = visit::open(&served, who, &of_region).await.text().await.unwrap();
        let row = page.split("<tr").find(|row| row.contains("Uitnodiging gemaakt")).unwrap();
        assert!(row.contains("redacteur, berkelo"), "{row}");
        // From where the coordinator works is not for a lead.
        assert_eq!(row.contains("127.0.0.1"), sees_origin, "{row}");
    }
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

/// Whoever asks for something is known in the task that answers; a row that is written in another task would say
/// nothing of from where.
#[test]
fn what_answers_a_request_starts_no_other_task() {
    let source = |folder: &str| {
        let mut all = String::new();
        let mut waiting = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
        while let Some(path) = waiting.pop() {
            match std::fs::read_dir(&path) {
                Ok(inside) => waiting.extend(inside.map(|entry| entry.unwrap().path())),
                Err(_) => all += &std::fs::read_to_string(path).unwrap(),
            }
        }
        all
    };
    for folder in ["src/door", "src/people", "src/people.rs", "src/screens", "src/mail/outbox"] {
        let source = source(folder);
        assert!(!source.contains("tokio::spawn") && !source.contains("JoinSet"), "{folder}");
    }
}
