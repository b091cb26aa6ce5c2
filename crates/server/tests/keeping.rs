//! How long things are kept, the hold that keeps everything, and the file with what is known of somebody.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Language, Moment, Role};
use reqwest::StatusCode;
use serde_json::Value;
use server::{audit::Audit, db::Db, mail::MailTo, people::NewInvitation};
use stage::{Stage, house::*, number, places::*, served::Served, visit};
use uuid::Uuid;

on_both_engines! {
    what_was_kept_long_enough_goes_and_is_counted
    each_kind_goes_right_after_its_time_and_not_before
    while_a_hold_goes_on_nothing_goes
    a_hold_that_comes_while_things_are_deleted_is_waited_for
    mail_that_nobody_carries_out_goes_as_other_mail_does
    an_administrator_says_why_nothing_may_go
    somebody_gets_what_is_known_of_them_and_of_nobody_else
}

const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;

fn in_days(days: i64) -> Moment {
    Moment(NOW.0 + days * DAY_US)
}

/// Opens the doors, with an invitation that was taken back.
async fn scene(stage: &Stage) -> Served {
    let (served, _) = served(stage).await;
    let token = offered(&served, Role::Editor).await;
    let invitation = served.house.people.invitation(&token).await.unwrap().unwrap().id;
    let people = &served.house.people;
    people.withdraw_invitation(invitation, Some(REGION), COORDINATOR, NOW).await.unwrap();
    served
}

async fn invitations(served: &Served) -> i64 {
    number(&served.house.db, "SELECT COUNT(*) FROM invitation").await
}

async fn what_was_kept_long_enough_goes_and_is_counted(stage: Stage) {
    let served = scene(&stage).await;
    let people = &served.house.people;
    assert_eq!(people.forget_old(in_days(364)).await.unwrap(), 0);
    assert_eq!(invitations(&served).await, 1);
    // What became of the places stays: they go on.
    assert_eq!(people.forget_old(in_days(366)).await.unwrap(), 1);
    assert_eq!(invitations(&served).await, 0);
    let told = "SELECT COUNT(*) FROM audit WHERE kind = 'old_deleted' AND result = 'invitation:1'";
    assert_eq!(number(&served.house.db, told).await, 1);
    assert!(Audit::new(served.house.db.clone()).verify(None, in_days(366)).await.unwrap().is_ok());
    let changes = number(&served.house.db, "SELECT COUNT(*) FROM place_change").await;
    assert_eq!(people.forget_old(in_days(20 * 365)).await.unwrap(), 0, "as long as they go on");
    people.end_membership(REGION, NEIGHBOUR, Some(COORDINATOR), in_days(1)).await.unwrap();
    assert!(0 < people.forget_old(in_days(6 * 365)).await.unwrap());
    assert!(number(&served.house.db, "SELECT COUNT(*) FROM place_change").await < changes + 1);
}

/// One row of each kind: what the audit calls it, how many days it is kept, how one is put there that begins to
/// age at `$2`, and how it is found.
const AGEING: [(&str, i64, &str, &str); 10] = [
    (
        "function",
        7,
        "INSERT INTO invitation (id, token_hash, roles, may_adopt, display, created_at, expires_at)
         SELECT $1, token_hash || token_hash, '[]', FALSE, 'kanarie', 0, $2 FROM invitation LIMIT 1",
        "SELECT COUNT(*) FROM invitation WHERE display = 'kanarie'",
    ),
    (
        "mail",
        30,
        "INSERT INTO mail (id, kind, recipient, language, created_at, tries, sent_at)
         VALUES ($1, 'kanarie', 'a@elders.example', 'nl', 0, 1, $2)",
        "SELECT COUNT(*) FROM mail WHERE kind = 'kanarie'",
    ),
    (
        "read_mark",
        90,
        "INSERT INTO read_mark (person, region, question, seq) SELECT person, region, 'kanarie', 1 FROM membership
         WHERE $1 = $1 AND until = $2",
        "SELECT COUNT(*) FROM read_mark WHERE question = 'kanarie'",
    ),
    (
        "read_mark",
        90,
        "INSERT INTO notice_mark (person, region, seen, mailed, prompt) SELECT person, region, 77, 0, 0 FROM membership
         WHERE $1 = $1 AND until = $2",
        "SELECT COUNT(*) FROM notice_mark WHERE seen = 77",
    ),
    (
        "invitation",
        365,
        "INSERT INTO invitation (id, token_hash, roles, may_adopt, display, created_at, expires_at, accepted_at)
         SELECT $1, token_hash || token_hash || token_hash, '[]', TRUE, '', 77, 0, $2 FROM invitation LIMIT 1",
        "SELECT COUNT(*) FROM invitation WHERE created_at = 77",
    ),
    (
        "reminder",
        365,
        "INSERT INTO rights_reminder (id, region, organisation, due, is_late, sent_at)
         SELECT $1, region, organisation, 'kanarie', FALSE, $2 FROM membership LIMIT 1",
        "SELECT COUNT(*) FROM rights_reminder WHERE due = 'kanarie'",
    ),
    (
        "place_change",
        5 * 365,
        "INSERT INTO place_change (id, at, region, person, organisation, roles, may_adopt, kind)
         SELECT $1, $2, region, person, organisation, '[]', FALSE, 'kanarie' FROM membership WHERE until IS NOT NULL",
        "SELECT COUNT(*) FROM place_change WHERE kind = 'kanarie'",
    ),
    (
        "grant",
        5 * 365,
        "INSERT INTO reading_grant (id, region, person, given_by, reason, since, until, noted_until)
         SELECT $1, region, person, person, '\"kanarie\"', 0, $2, 0 FROM membership LIMIT 1",
        "SELECT COUNT(*) FROM reading_grant WHERE CAST(reason AS TEXT) LIKE '%kanarie%'",
    ),
    (
        "review",
        7 * 365,
        "INSERT INTO rights_review (id, region, organisation, reviewed_at, reviewed_by, acted_for, acted_as,
             could_adopt, places)
         SELECT $1, region, organisation, $2, person, organisation, '[\"kanarie\"]', FALSE, '[]'
         FROM membership LIMIT 1",
        "SELECT COUNT(*) FROM rights_review WHERE CAST(acted_as AS TEXT) LIKE '%kanarie%'",
    ),
    (
        "hold",
        7 * 365,
        "INSERT INTO hold (id, reason, set_by, set_at, lifted_at) SELECT $1, 'kanarie', id, 0, $2 FROM person LIMIT 1",
        "SELECT COUNT(*) FROM hold WHERE reason = 'kanarie'",
    ),
];

async fn each_kind_goes_right_after_its_time_and_not_before(stage: Stage) {
    let served = scene(&stage).await;
    let (db, people) = (&served.house.db, &served.house.people);
    // Of a place that ended; that itself is not deleted.
    people.end_membership(REGION, NEIGHBOUR, Some(COORDINATOR), NOW).await.unwrap();
    for (kind, days, put, found) in AGEING {
        match db {
            Db::Sqlite(file) => {
                let mut turn = file.turn().await.unwrap();
                let put = sqlx::query(put).bind(Uuid::new_v4()).bind(NOW.0);
                put.execute(turn.connection()).await.unwrap();
                turn.done();
            }
            Db::Postgres(pool) => {
                let put = sqlx::query(put).bind(Uuid::new_v4()).bind(NOW.0);
                put.execute(pool).await.unwrap();
            }
        }
        assert_eq!(number(db, found).await, 1, "{kind}");
        people.forget_old(in_days(days)).await.unwrap();
        assert_eq!(number(db, found).await, 1, "{kind} went too early");
        let told = format!(
            "SELECT COUNT(*) FROM audit WHERE kind = 'old_deleted' AND result LIKE '{kind}:%'"
        );
        let told = async || number(db, sqlx::AssertSqlSafe(told.clone())).await;
        let before = told().await;
        people.forget_old(Moment(in_days(days).0 + 1)).await.unwrap();
        assert_eq!(number(db, found).await, 0, "{kind} stayed");
        assert_eq!(told().await, before + 1, "{kind} was not counted");
    }
}

async fn while_a_hold_goes_on_nothing_goes(stage: Stage) {
    let served = scene(&stage).await;
    let people = &served.house.people;
    let (hold, by) = (Uuid::new_v4(), COORDINATOR);
    people.set_hold(hold, "onderzoek", by, NOW).await.unwrap();
    people.set_hold(hold, "onderzoek", by, NOW).await.unwrap();
    people.set_hold(Uuid::new_v4(), "nog een", by, NOW).await.unwrap();
    assert_eq!(number(&served.house.db, "SELECT COUNT(*) FROM hold").await, 1, "one is enough");
    assert_eq!(people.forget_old(in_days(9 * 365)).await.unwrap(), 0);
    assert_eq!(invitations(&served).await, 1);
    people.lift_hold(by, NOW).await.unwrap();
    assert_eq!(people.hold().await.unwrap(), None);
    assert!(0 < people.forget_old(in_days(9 * 365)).await.unwrap());
}

async fn a_hold_that_comes_while_things_are_deleted_is_waited_for(stage: Stage) {
    let served = scene(&stage).await;
    let Db::Postgres(pool) = &served.house.db else { return }; // SQLite has one writer.
    let audit = Audit::new(served.house.db.clone());
    audit.seal().await.unwrap();
    // Somebody says that nothing may go, and that is not there yet for others.
    let mut holding = pool.begin().await.unwrap();
    for statement in [
        "UPDATE keeping SET changes = changes + 1",
        "INSERT INTO hold (id, reason, set_by, set_at) SELECT id, 'onderzoek', id, 1 FROM person LIMIT 1",
    ] {
        sqlx::query(statement).execute(&mut *holding).await.unwrap();
    }
    let people = served.house.people.clone();
    let deletes = tokio::spawn(async move { people.forget_old(in_days(9 * 365)).await });
    let empties = tokio::spawn(async move { audit.empty(in_days(9 * 365)).await });
    let waits = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND query LIKE '%keeping%'";
    while number(&served.house.db, waits).await < 2 {
        tokio::task::yield_now().await;
    }
    holding.commit().await.unwrap();
    assert_eq!(deletes.await.unwrap().unwrap(), 0);
    assert_eq!(empties.await.unwrap().unwrap(), 0);
    assert_eq!(invitations(&served).await, 1);
}

async fn mail_that_nobody_carries_out_goes_as_other_mail_does(stage: Stage) {
    let served = Served::new(&stage).await;
    let mail_to = Some(MailTo { recipient: "nieuw@elders.example".into(), language: Language::Nl });
    let new = NewInvitation { id: Uuid::new_v4(), place: None, display: None, by: None, mail_to };
    served.house.people.invite(&new, NOW).await.unwrap();
    let mails = async |which: &'static str| number(&served.house.db, which).await;
    let waits = "SELECT COUNT(*) FROM mail WHERE next_at IS NOT NULL";
    served.outbox.end_what_nobody_carries(in_days(1)).await.unwrap();
    assert_eq!(mails(waits).await, 1, "somebody may set mail up again");
    served.outbox.end_what_nobody_carries(in_days(3)).await.unwrap();
    assert_eq!(mails(waits).await, 0);
    served.house.people.forget_old(in_days(32)).await.unwrap();
    assert_eq!(mails("SELECT COUNT(*) FROM mail").await, 1, "thirty days after it was given up");
    served.house.people.forget_old(in_days(34)).await.unwrap();
    assert_eq!(mails("SELECT COUNT(*) FROM mail").await, 0);
    let told = "SELECT COUNT(*) FROM audit WHERE kind = 'old_deleted' AND result = 'mail:1'";
    assert_eq!(mails(told).await, 1);
}

async fn an_administrator_says_why_nothing_may_go(stage: Stage) {
    let served = Served::new(&stage).await;
    let admin = administrator(&served).await;
    let send_hold = async |reason: &str| {
        let form = vec![
            ("formulier", "een".to_owned()),
            ("reden", reason.to_owned()),
            ("doe", "verwijder-niets".to_owned()),
        ];
        send(&served, &admin, "/beheer", &form).await
    };
    for refused in ["", "  ", "bel 06-12345678"] {
        let answer = send_hold(refused).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
    }
    assert_eq!(send_hold("onderzoek door de toezichthouder").await.status(), StatusCode::SEE_OTHER);
    let page = visit::open(&served, &admin, "/beheer").await.text().await.unwrap();
    assert!(page.contains("onderzoek door de toezichthouder"));
    let lift = deed("twee", "verwijder-weer".to_owned());
    assert_eq!(send(&served, &admin, "/beheer", &lift).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(served.house.people.hold().await.unwrap(), None);
    // Nobody else says so.
    let editor = served.sign_in("waterdam").await;
    let answer =
        send(&served, &editor, "/beheer", &deed("drie", "verwijder-weer".to_owned())).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

async fn somebody_gets_what_is_known_of_them_and_of_nobody_else(stage: Stage) {
    let (served, _) = served(&stage).await;
    let editor = served.sign_in("waterdam").await;
    let (from, to) = (None, Some(domain::AnswerValue::Yes));
    served.house.submit(EDITOR, answer(WATERDAM, from, to)).await.unwrap();
    let place = None;
    let new =
        NewInvitation { id: Uuid::new_v4(), place, display: None, by: Some(EDITOR), mail_to: None };
    served.house.people.invite(&new, NOW).await.unwrap();
    let file = editor.get(served.at("/account/gegevens")).send().await.unwrap();
    assert_eq!(file.status(), StatusCode::OK);
    assert!(visit::header_of(&file, "content-disposition").starts_with("attachment"));
    let text = file.text().await.unwrap();
    let known: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(known["account"]["login"], "waterdam");
    assert_eq!(known["places"][0]["organisation"], "waterdam");
    assert_eq!(known["invitations"][0]["part"], "inviter");
    assert_eq!(known["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(known["entries"][0]["region"], "Veenland-Oost");
    let kinds: Vec<&str> = known["audit"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"signed_in"), "{kinds:?}");
    for other in ["berkelo", "coordinator", "argon2"] {
        assert!(!text.contains(other), "{other} in {text}");
    }
    let told = "SELECT COUNT(*) FROM audit WHERE kind = 'data_taken'";
    assert_eq!(number(&served.house.db, told).await, 1);
}
