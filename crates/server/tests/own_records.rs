//! The file with what is known of somebody holds everything that tells of them: no column of the schema is
//! forgotten.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AnswerKey, AnswerValue, Command, Fingerprint, Language, Member, Mention, Readers, Role,
    SeenAnswer, Topic, TypedText,
    request::{Subject, Wish},
};
use reqwest::StatusCode;
use serde_json::Value;
use server::{
    db::Db,
    mail::MailTo,
    people::{NewInvitation, NewReview, OfferedPlace, Reviewed, name_list, places_for},
};
use stage::{Stage, execute, house::*, places::*, served::Served, visit};
use uuid::Uuid;

on_both_engines! {
    everything_that_tells_of_somebody_is_in_the_file
    what_somebody_wrote_and_what_names_them_is_in_the_file
}

/// What becomes of a column that tells of people.
enum Told {
    /// It is in the file, below this name.
    In(&'static str),
    /// It is not, for this reason.
    Not(&'static str),
}
use Told::{In, Not};

/// Every column that names a person, and every one that holds more than one value and so may.
const COLUMNS: [(&str, &str, Told); 38] = [
    ("action_link", "made_by", In("/action_links/1/part")),
    ("action_link", "person", In("/action_links/0/part")),
    ("audit", "person", In("/audit")),
    ("calendar_feed", "person", In("/calendar_feed/made")),
    ("digest_part", "person", In("/notices/mails")),
    ("digest_setting", "person", In("/notices/mail")),
    ("entry", "payload", In("/entries/1/texts")),
    ("entry", "person", In("/entries")),
    ("erasure", "person", Not("of whoever was erased nobody asks for a file")),
    ("hold", "lifted_by", In("/holds")),
    ("hold", "set_by", In("/holds")),
    ("invitation", "accepted_by", In("/invitations")),
    ("invitation", "invited_by", In("/invitations")),
    ("invitation", "roles", In("/invitations/0/roles")),
    ("mail", "created_by", In("/mails")),
    ("membership", "person", In("/places")),
    ("membership", "roles", In("/places/0/roles")),
    ("notice_mark", "person", In("/notices/told")),
    ("password_reset", "person", Not("a hash that works for an hour, and says nothing else")),
    (
        "place_change",
        "changed_by",
        Not("whose place it was is theirs; that they did it is in /audit"),
    ),
    ("place_change", "person", In("/place_changes")),
    ("place_change", "roles", In("/place_changes/0/roles")),
    ("read_mark", "person", In("/read")),
    ("reading_grant", "ended_by", In("/readings/0/ended_by")),
    ("reading_grant", "given_by", In("/readings")),
    ("reading_grant", "person", In("/readings")),
    ("reading_grant", "reason", In("/readings/0/reason")),
    ("recovery_code", "person", In("/recovery_codes/made")),
    ("rights_review", "acted_as", In("/reviews/0/acted_as")),
    ("rights_review", "places", In("/listed")),
    ("rights_review", "reviewed_by", In("/reviews")),
    ("second_factor", "person", In("/account/second_step_since")),
    ("session", "person", In("/sessions")),
    // Columns of whoever the row is of.
    ("person", "display", In("/account/display")),
    ("person", "id", In("/account/person")),
    ("person", "login", In("/account/login")),
    ("person", "second_factor_reset_at", In("/account/second_step_removed_by_another")),
    ("person", "password_hash", Not("a secret")),
];

#[tokio::test]
async fn every_column_that_tells_of_people_is_named() {
    let stage = Stage::sqlite();
    let Db::Sqlite(file) = stage.open().await else { unreachable!() };
    let columns: BTreeSet<(String, String)> = sqlx::query_as(
        "SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
         WHERE m.type = 'table' AND f.\"table\" = 'person'
         UNION SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND (c.name = 'person' OR c.name LIKE '%\\_by' ESCAPE '\\' OR c.type = 'JSONB')",
    )
    .fetch_all(file.reads())
    .await
    .unwrap()
    .into_iter()
    .collect();
    let known: BTreeSet<(String, String)> = COLUMNS
        .iter()
        .filter(|(table, ..)| *table != "person")
        .map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()))
        .collect();
    let forgotten: Vec<_> = columns.difference(&known).collect();
    assert!(forgotten.is_empty(), "say whether the file holds it: {forgotten:?}");
    let gone: Vec<_> = known.difference(&columns).collect();
    assert!(gone.is_empty(), "there is no such column: {gone:?}");
}

/// Rows of the coordinator that nothing but the store itself is needed for.
const ROWS: [&str; 9] = [
    "INSERT INTO action_link (id, command, region, action, person, organisation, made_by, made_at, expires_at)
     SELECT o.id, o.id, m.region, o.id, CASE WHEN o.id = m.organisation THEN m.person ELSE p.id END, m.organisation, m.person, 1, 2
     FROM membership m JOIN organisation o ON 1 = 1 JOIN person p ON p.login = 'waterdam'
     WHERE m.person = (SELECT id FROM person WHERE login = 'coordinator')",
    "UPDATE entry SET person = (SELECT id FROM person WHERE login = 'coordinator') WHERE seq = 1",
    "INSERT INTO read_mark (person, region, question, seq)
     SELECT m.person, m.region, '1.1', 3 FROM membership m JOIN person p ON p.id = m.person
     WHERE p.login = 'coordinator'",
    "INSERT INTO notice_mark (person, region, seen, mailed, prompt)
     SELECT m.person, m.region, 3, 2, 1 FROM membership m JOIN person p ON p.id = m.person
     WHERE p.login = 'coordinator'",
    "INSERT INTO digest_setting (person, rhythm, weekday, hour, at_once)
     SELECT id, 'wekelijks', 1, 8, FALSE FROM person WHERE login = 'coordinator'",
    "INSERT INTO digest_part (mail, region, person, since, upto, prompt, personal)
     SELECT a.id, m.region, m.person, 1, 2, 0, FALSE FROM membership m JOIN person p ON p.id = m.person
     JOIN mail a ON a.recipient = p.login WHERE p.login = 'coordinator'",
    "INSERT INTO recovery_code (code_hash, person) SELECT token_hash, invited_by FROM invitation
     WHERE invited_by IS NOT NULL",
    "INSERT INTO second_factor (person, secret, confirmed_at, last_step)
     SELECT invited_by, token_hash, 1, 0 FROM invitation WHERE accepted_by = invited_by",
    "UPDATE person SET second_factor_reset_at = 1, display = 'de regio' WHERE login = 'coordinator'",
];

/// Leaves a row of the coordinator in every table that tells of people.
async fn fill(served: &Served) {
    let (db, people) = (&served.house.db, &served.house.people);
    let place = OfferedPlace {
        region: REGION,
        organisation: WATERDAM,
        role: Role::Editor,
        may_adopt: false,
    };
    let to = |recipient: &str| MailTo { recipient: recipient.into(), language: Language::Nl };
    let new = |mail: &str| NewInvitation {
        id: Uuid::new_v4(),
        place: Some(place),
        display: Some("teamleider jeugd".into()),
        by: Some(COORDINATOR),
        mail_to: Some(to(mail)),
    };
    people.invite(&new("oud-adres@waterdam.example"), NOW).await.unwrap();
    execute(db, "UPDATE invitation SET accepted_by = invited_by, accepted_at = created_at").await;
    people.invite(&new("iemand-anders@waterdam.example"), NOW).await.unwrap();
    served.outbox.put_test(&to("coordinator"), COORDINATOR, NOW).await.unwrap();
    people.set_hold(Uuid::new_v4(), "onderzoek", COORDINATOR, NOW).await.unwrap();
    people.lift_hold(COORDINATOR, NOW).await.unwrap();
    administrator(served).await;
    let reader = people_of(served, "beheer@host.example").await;
    let_read(served, REGION, COORDINATOR, reader).await;
    people.end_reading((REGION, reader), COORDINATOR, NOW).await.unwrap();
    let places = places_for(&people.memberships_in(REGION).await.unwrap(), WATERDAM, NOW);
    let open = people.invitations_in(Some(REGION)).await.unwrap();
    let open: Vec<Uuid> = open.iter().filter(|one| one.is_open(NOW)).map(|one| one.id).collect();
    let by = Member {
        person: COORDINATOR,
        organisation: WATERDAM,
        role: Role::Coordinator,
        may_adopt: false,
    };
    let (id, seen) = (Uuid::new_v4(), name_list(&places, &open));
    let review = NewReview { id, region: REGION, organisation: WATERDAM, by, seen };
    assert_eq!(people.review(&review, NOW).await.unwrap(), Reviewed::Done);
    let wrote = comment("Dit schreef ik zelf.", [].into());
    served.house.submit(COORDINATOR, sent(wrote)).await.unwrap();
    people.make_calendar_feed(COORDINATOR, NOW).await.unwrap().unwrap();
    for statement in ROWS {
        execute(db, statement).await;
    }
}

fn comment(text: &str, mentions: BTreeSet<Mention>) -> Command {
    let readers = Readers::Everyone;
    let topic = Topic { question: "1.1".parse().unwrap(), about: Default::default(), readers };
    Command::StartThread { topic, text: TypedText::new(text), mentions }
}

/// Returns the entries that the file of somebody tells of.
async fn entries(served: &Served, account: &str) -> Vec<Value> {
    let client = served.sign_in(account).await;
    let file = visit::open(served, &client, "/account/gegevens").await;
    let known: Value = serde_json::from_str(&file.text().await.unwrap()).unwrap();
    known["entries"].as_array().unwrap().clone()
}

async fn what_somebody_wrote_and_what_names_them_is_in_the_file(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_colleague_in().await;
    let house = &served.house;
    let about = Subject::Question("1.1".parse().unwrap());
    let wish = Wish::Draft { of: Some(WATERDAM), by: COLLEAGUE, about };
    let note = TypedText::new("Dit schreef een ander.");
    let asks = Command::MakeRequest { wish, due: None, note };
    let asked = house.submit(EDITOR, sent(asks)).await.unwrap();
    let mentions = [Mention::Person(COLLEAGUE)].into();
    let mentioned = comment("Ook dit schreef een ander.", mentions);
    let mentioned = house.submit(NEIGHBOUR, sent(mentioned)).await.unwrap();
    // Their id in the text of somebody else names nobody.
    let looks_like = comment(&format!("Nummer {COLLEAGUE} zegt niets."), [].into());
    house.submit(NEIGHBOUR, sent(looks_like)).await.unwrap();
    let wrote = comment("Dit schreef ik zelf.", [].into());
    let wrote = house.submit(COLLEAGUE, sent(wrote)).await.unwrap();

    let told = entries(&served, "waterdam-collega").await;
    let row = |entry: &Value| {
        let word = |name: &str| entry[name].as_str().unwrap().to_owned();
        let texts = entry["texts"].as_array().unwrap().len();
        (entry["entry"].as_u64().unwrap(), word("kind"), word("by"), word("organisation"), texts)
    };
    let rows: Vec<_> = told.iter().map(row).collect();
    let expected = [
        (asked, "request_made", "somebody else", "waterdam", 0),
        (mentioned, "thread_started", "somebody else", "berkelo", 0),
        (wrote, "thread_started", "yourself", "waterdam", 1),
    ];
    let expected = expected.map(|(entry, kind, by, of, texts)| {
        (entry, kind.to_owned(), by.to_owned(), of.to_owned(), texts)
    });
    assert_eq!(rows, expected);
    let whole = serde_json::to_string(&told).unwrap();
    assert!(whole.contains("Dit schreef ik zelf.") && !whole.contains("een ander"), "{whole}");
    // What they share carries the text of a colleague: that is not theirs.
    let said = answer(WATERDAM, None, Some(AnswerValue::Yes));
    house.submit(EDITOR, said).await.unwrap();
    let base = Fingerprint::of(b"");
    let explained = Command::Explain {
        municipality: WATERDAM,
        field: field("1.1"),
        base,
        text: TypedText::new("Dit schreef de collega."),
    };
    house.submit(EDITOR, sent(explained)).await.unwrap();
    let key = AnswerKey { municipality: WATERDAM, field: field("1.1") };
    let seen = house.regions.look(REGION, COLLEAGUE).await.unwrap().region.seen(key);
    let answers = vec![SeenAnswer { field: field("1.1"), seen }];
    let shares = Command::Share { municipality: WATERDAM, answers, why_now: None };
    house.submit(COLLEAGUE, sent(shares)).await.unwrap();
    let told = serde_json::to_string(&entries(&served, "waterdam-collega").await).unwrap();
    assert!(told.contains("answer_shared"), "{told}");
    assert!(!told.contains("de collega"), "{told}");
    let theirs = serde_json::to_string(&entries(&served, "waterdam").await).unwrap();
    assert!(theirs.contains("Dit schreef de collega."), "{theirs}");
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Array(list) => !list.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_i64() != Some(0),
        value => !value.is_null(),
    }
}

async fn everything_that_tells_of_somebody_is_in_the_file(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    fill(&served).await;
    let file = visit::open(&served, &coordinator, "/account/gegevens").await;
    assert_eq!(file.status(), StatusCode::OK);
    let text = file.text().await.unwrap();
    let known: Value = serde_json::from_str(&text).unwrap();
    for (table, column, told) in &COLUMNS {
        match told {
            In(name) => {
                let held = known.pointer(name).is_some_and(is_filled);
                assert!(held, "{table}.{column} is not at {name}: {text}");
            }
            Not(why) => assert!(!why.is_empty(), "{table}.{column}"),
        }
    }
    // Of others nothing is in it: neither where their mail goes nor what they are called.
    for other in ["iemand-anders", "berkelo", "beheer@host", "argon2"] {
        assert!(!text.contains(other), "{other} in {text}");
    }
    let parts: BTreeMap<&str, usize> =
        known["mails"].as_array().unwrap().iter().fold(BTreeMap::new(), |mut parts, mail| {
            *parts.entry(mail["part"].as_str().unwrap()).or_default() += 1;
            parts
        });
    assert_eq!(parts, BTreeMap::from([("recipient", 2), ("sender", 1)]));
    assert!(text.contains("oud-adres@waterdam.example") && text.contains("teamleider jeugd"));
    let row = |kind: &str| {
        let rows = known["audit"].as_array().unwrap();
        rows.iter().find(|row| row["kind"] == kind).unwrap_or_else(|| panic!("{kind}")).clone()
    };
    let reviewed = row("rights_reviewed");
    assert_eq!(
        (&reviewed["region"], &reviewed["about"]),
        (&"Veenland-Oost".into(), &"waterdam".into())
    );
    assert_eq!(row("signed_in")["result"], "done");
    assert_eq!(row("reading_granted")["about"], "somebody or something else");
}
