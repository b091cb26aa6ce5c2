//! The store: opening, the journal, people and sessions, on both engines.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::{
    Author, CommandId, Entry, Event, GuardedText, Language, Moment, OrganisationId,
    OrganisationKind, PersonId, RegionId, Role, TypedText,
};
use server::{
    db::{Db, OpenError},
    journal::{Accepted, Append, Appended, Hint, Journal, JournalError, Standing},
    people::{Colleague, Membership, NewAccount, People},
    sessions::Sessions,
};
use sqlx::{
    Connection, PgConnection, SqliteConnection, migrate::Migrator, sqlite::SqliteConnectOptions,
};
use stage::{Stage, count, execute};
use tower_sessions::{SessionStore, session::Record};
use uuid::Uuid;

on_both_engines! {
    what_is_appended_is_read_back_in_order
    of_two_that_saw_the_same_head_one_is_behind
    a_change_of_rights_puts_an_append_behind
    a_region_that_moved_keeps_no_other_from_writing
    a_region_whose_rights_changed_keeps_no_other_from_writing
    an_append_too_long_for_one_statement_is_whole
    an_append_leaves_no_gap
    a_store_of_an_earlier_release_is_brought_up_to_date
    many_writers_leave_no_gap
    an_unknown_kind_names_the_release_that_wrote_it
    a_missing_entry_is_a_gap
    a_newer_schema_is_not_opened
    a_change_of_membership_raises_the_epoch_and_is_audited
    nobody_signs_in_with_a_closed_account
    a_session_lives_until_it_is_deleted_and_does_not_come_back
}

const NOW: Moment = Moment(1_795_420_800_000_000);

fn region() -> RegionId {
    RegionId(Uuid::from_u128(1))
}

fn new_command() -> CommandId {
    CommandId(Uuid::new_v4())
}

fn founded(seq: u64, command: CommandId) -> Entry {
    Entry {
        seq,
        at: NOW,
        by: Author::default(),
        command,
        event: Event::RegionFounded {
            region: region(),
            name: GuardedText::pass(&TypedText::new("Veenland-Oost")).unwrap(),
        },
    }
}

fn append(seen: Standing, steps: u64) -> Append {
    append_to(region(), seen, steps)
}

fn append_to(region: RegionId, seen: Standing, steps: u64) -> Append {
    let command = new_command();
    let last = seen.head + steps;
    Append {
        region,
        seen,
        entries: (seen.head + 1..=last).map(|seq| founded(seq, command)).collect(),
        accepted: vec![Accepted { command, person: None, payload_hash: [7; 32], seq: last }],
    }
}

async fn journal(db: &Db) -> Journal {
    let journal = Journal::open(db.clone());
    journal.add_region(region(), "Veenland-Oost", NOW).await.unwrap();
    journal
}

async fn standing(journal: &Journal) -> Standing {
    journal.standing(region()).await.unwrap().unwrap()
}

async fn what_is_appended_is_read_back_in_order(stage: Stage) {
    let journal = journal(&stage.open().await).await;
    let written = append(standing(&journal).await, 3);
    let outcome = journal.append(written.clone()).await.unwrap();
    assert_eq!(outcome, Appended::Written);

    let read = journal.entries(region(), 0, u64::MAX >> 1).await.unwrap();
    assert_eq!(read, written.entries);
    assert_eq!(journal.entries(region(), 1, 2).await.unwrap(), written.entries[1..2]);
    let accepted = &written.accepted[0];
    let found = journal.accepted(region(), accepted.seq).await.unwrap();
    assert_eq!(found.as_ref(), Some(accepted));
    assert_eq!(journal.accepted(region(), accepted.seq - 1).await.unwrap(), None);
}

async fn of_two_that_saw_the_same_head_one_is_behind(stage: Stage) {
    let journal = journal(&stage.open().await).await;
    let seen = standing(&journal).await;
    let (one, two) = (append(seen, 2), append(seen, 2));
    let (one, two) = tokio::join!(journal.append(one), journal.append(two));
    let mut outcomes = [one.unwrap(), two.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == Appended::Behind);
    assert_eq!(outcomes, [Appended::Written, Appended::Behind]);
    assert_eq!(standing(&journal).await.head, 2);
}

async fn a_change_of_rights_puts_an_append_behind(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    let seen = standing(&journal).await;
    someone(&db, "berkelo").await;
    // A row alone has a statement of its own.
    for entries in [1, 3] {
        let outcome = journal.append(append(seen, entries)).await.unwrap();
        assert_eq!(outcome, Appended::Behind);
    }
    assert_eq!(standing(&journal).await.head, 0);
}

async fn a_region_whose_rights_changed_keeps_no_other_from_writing(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    let others: Vec<RegionId> = (2..8).map(|number| RegionId(Uuid::from_u128(number))).collect();
    for other in &others {
        journal.add_region(*other, "Elders", NOW).await.unwrap();
    }
    let start = standing(&journal).await;
    someone(&db, "berkelo").await;
    let all: Vec<_> = others.iter().map(|other| append_to(*other, start, 2)).collect();
    let all = all.into_iter().chain([append(start, 2)]).map(|one| journal.append(one));
    let outcomes = futures_util::future::join_all(all).await;
    let outcomes: Vec<Appended> = outcomes.into_iter().map(Result::unwrap).collect();
    let (written, behind) = outcomes.split_at(others.len());
    assert!(written.iter().all(|outcome| *outcome == Appended::Written), "{outcomes:?}");
    assert_eq!(behind, [Appended::Behind]);
    assert_eq!(standing(&journal).await.head, 0);
}

async fn a_region_that_moved_keeps_no_other_from_writing(stage: Stage) {
    let journal = journal(&stage.open().await).await;
    let others: Vec<RegionId> = (2..8).map(|number| RegionId(Uuid::from_u128(number))).collect();
    for other in &others {
        journal.add_region(*other, "Elders", NOW).await.unwrap();
    }
    let start = standing(&journal).await;
    assert_eq!(journal.append(append(start, 1)).await.unwrap(), Appended::Written);
    let (stale, foreign) = (append(start, 1), append_to(RegionId(Uuid::from_u128(9)), start, 1));
    let all = others.iter().map(|other| append_to(*other, start, 2)).chain([stale, foreign]);
    let all: Vec<_> = all.collect();
    let outcomes = futures_util::future::join_all(all.into_iter().map(|one| journal.append(one)));
    let outcomes: Vec<Appended> = outcomes.await.into_iter().map(Result::unwrap).collect();
    let (written, behind) = outcomes.split_at(others.len());
    assert!(written.iter().all(|outcome| *outcome == Appended::Written), "{outcomes:?}");
    assert_eq!(behind, [Appended::Behind; 2], "it moved, and there is none");
    for other in others {
        assert_eq!(journal.standing(other).await.unwrap().unwrap().head, 2);
    }
}

async fn an_append_too_long_for_one_statement_is_whole(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    let start = standing(&journal).await;
    assert_eq!(journal.append(append(start, 5_000)).await.unwrap(), Appended::Written);
    assert_eq!(standing(&journal).await.head, 5_000);
    let seen = Standing { head: 4_999, ..start };
    assert_eq!(journal.append(append(seen, 4_001)).await.unwrap(), Appended::Behind);
    assert_eq!(count(&db, "SELECT COUNT(*) FROM entry").await, 5_000);
    // Whoever comes next finds the connection as it was.
    let seen = Standing { head: 5_000, ..start };
    assert_eq!(journal.append(append(seen, 1)).await.unwrap(), Appended::Written);
}

/// A store that was set back under a running server: what goes on from an entry that is not there.
async fn an_append_leaves_no_gap(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    let start = standing(&journal).await;
    assert_eq!(journal.append(append(start, 3)).await.unwrap(), Appended::Written);
    execute(&db, "DELETE FROM entry WHERE seq = 3").await;
    let seen = Standing { head: 3, ..start };
    assert_eq!(journal.append(append(seen, 2)).await.unwrap(), Appended::Behind);
    assert_eq!(standing(&journal).await.head, 2);
}

/// What the first releases kept, with a head in each region.
async fn a_store_of_an_earlier_release_is_brought_up_to_date(stage: Stage) {
    let folder = stage.folder.join("earlier");
    std::fs::create_dir(&folder).unwrap();
    for file in ["0001_store.sql", "0002_read_marks.sql"] {
        let from = std::path::Path::new("../../migrations").join(file);
        std::fs::copy(from, folder.join(file)).unwrap();
    }
    let earlier = Migrator::new(folder.as_path()).await.unwrap();
    let insert = format!(
        "INSERT INTO region (id, name, head, rights_epoch, release, created_at)
         VALUES ({region}, 'Veenland-Oost', 1, 4, '0.0.9', 0);
         INSERT INTO entry (region, seq, at, command, kind, version, payload)
         VALUES ({region}, 1, 7, {region}, 'region_founded', 1, {payload});",
        region = match stage.is_shared() {
            true => format!("'{}'", region()),
            false => format!("X'{}'", region().0.simple()),
        },
        payload = format_args!("'{{\"region\":\"{}\",\"name\":\"Oost\"}}'", region()),
    );
    if let Some(path) = stage.address.strip_prefix("sqlite:") {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let mut line = SqliteConnection::connect_with(&options).await.unwrap();
        earlier.run(&mut line).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(insert)).execute(&mut line).await.unwrap();
        line.close().await.unwrap();
    } else {
        let mut line = PgConnection::connect(&stage.address).await.unwrap();
        earlier.run(&mut line).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(insert)).execute(&mut line).await.unwrap();
        line.close().await.unwrap();
    }
    let db = stage.open().await;
    let journal = Journal::open(db.clone());
    assert_eq!(standing(&journal).await, Standing { head: 1, rights_epoch: 4, redaction_epoch: 0 });
    assert_eq!(journal.entries(region(), 0, 1).await.unwrap()[0].at, Moment(7));
    let goes_on = journal.append(append(standing(&journal).await, 1)).await.unwrap();
    assert_eq!(goes_on, Appended::Written);
    let old = "SELECT COUNT(*) FROM entry WHERE release = '0.0.9' AND seq = 1";
    assert_eq!(count(&db, old).await, 1);
}

/// Rights that change while an append is under way: it waits, and is behind; a row alone, and more.
#[tokio::test(flavor = "multi_thread")]
async fn an_append_waits_for_rights_that_are_changing() {
    for entries in [1, 3] {
        waits_for_rights(entries).await;
    }
}

async fn waits_for_rights(entries: u64) {
    let stage = Stage::postgres().await;
    let db = stage.open().await;
    let journal = journal(&db).await;
    let append = append(standing(&journal).await, entries);
    let Db::Postgres(pool) = &db else { unreachable!("this stage is one of PostgreSQL") };
    let mut changing = pool.begin().await.unwrap();
    let change = "UPDATE region SET rights_epoch = rights_epoch + 1";
    sqlx::query(change).execute(&mut *changing).await.unwrap();
    let mut appending = tokio::spawn(async move { journal.append(append).await.unwrap() });
    let waits = tokio::time::timeout(Duration::from_millis(200), &mut appending).await;
    assert!(waits.is_err(), "rights that may be gone are not used");
    changing.commit().await.unwrap();
    assert_eq!(appending.await.unwrap(), Appended::Behind);
    assert_eq!(count(&db, "SELECT COUNT(*) FROM entry").await, 0);
}

async fn many_writers_leave_no_gap(stage: Stage) {
    let journal = journal(&stage.open().await).await;
    let writers: Vec<_> = (0..8)
        .map(|_| {
            let journal = journal.clone();
            tokio::spawn(async move {
                let mut written = 0;
                while written < 10 {
                    let next = append(standing(&journal).await, 2);
                    if journal.append(next).await.unwrap() == Appended::Written {
                        written += 1;
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let entries = journal.entries(region(), 0, 1_000).await.unwrap();
    assert_eq!(entries.len(), 160);
    assert!(entries.iter().zip(1..).all(|(entry, seq)| entry.seq == seq));
}

async fn an_unknown_kind_names_the_release_that_wrote_it(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    journal.append(append(standing(&journal).await, 1)).await.unwrap();
    execute(&db, "UPDATE entry SET kind = 'moon_landed'").await;
    execute(&db, "UPDATE entry SET release = '9.9.9'").await;
    let refused = journal.entries(region(), 0, 9).await.unwrap_err();
    assert!(
        matches!(&refused, JournalError::Unreadable { seq: 1, release, .. } if release == "9.9.9"),
        "{refused:?}"
    );
}

async fn a_missing_entry_is_a_gap(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    journal.append(append(standing(&journal).await, 3)).await.unwrap();
    execute(&db, "DELETE FROM entry WHERE seq = 2").await;
    let refused = journal.entries(region(), 0, 9).await.unwrap_err();
    assert!(matches!(refused, JournalError::Gap { after: 1, .. }), "{refused:?}");
}

async fn a_newer_schema_is_not_opened(stage: Stage) {
    let db = stage.open().await;
    execute(
        &db,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         SELECT 9001, 'from the future', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
    )
    .await;
    db.close().await;
    drop(db);
    let refused = Db::open(&stage.address).await.unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 9001, .. }), "{refused}");
    assert!(refused.to_string().contains("newer release"));
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused() {
    let stage = Stage::sqlite();
    let first = stage.open().await;
    let refused = Db::open(&stage.address).await.unwrap_err();
    assert!(matches!(refused, OpenError::InUse(_)), "{refused}");
    first.close().await;
    drop(first);
    stage.open().await;
}

async fn a_change_of_membership_raises_the_epoch_and_is_audited(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    let people = People::new(db.clone());
    let mut membership = someone(&db, "waterdam").await;
    assert_eq!(standing(&journal).await.rights_epoch, 1);

    membership.roles = vec![Role::Observer, Role::Editor];
    membership.until = Some(Moment(NOW.0 + 10));
    people.set_membership(&membership, None, NOW).await.unwrap();
    assert_eq!(standing(&journal).await.rights_epoch, 2);
    let found = people.membership(region(), membership.person).await.unwrap();
    assert_eq!(found, Some(membership.clone()));
    assert_eq!(people.memberships_in(region()).await.unwrap(), [membership.clone()]);
    assert_eq!(membership.member(NOW).unwrap().role, Role::Observer);
    assert_eq!(membership.member(Moment(NOW.0 + 10)), None);
    assert_eq!(membership.member(Moment(NOW.0 - 1)), None);
    assert_eq!(count(&db, "SELECT COUNT(*) FROM audit WHERE kind = 'membership_set'").await, 2);

    let names = people.organisations(&[membership.organisation]).await.unwrap();
    assert_eq!(names[&membership.organisation], "waterdam");
    let display = Some("redacteur".to_owned());
    let colleague =
        Colleague { membership: membership.clone(), display, is_closed: false, is_erased: false };
    assert_eq!(people.people_in(region()).await.unwrap(), std::slice::from_ref(&colleague));
    let own = &people.regions_of(membership.person).await.unwrap()[0];
    assert_eq!((own.name.as_str(), own.kind), ("Veenland-Oost", OrganisationKind::Municipality));
    people.close_account(membership.person, None, NOW).await.unwrap();
    let closed = Colleague { is_closed: true, ..colleague };
    assert_eq!(people.people_in(region()).await.unwrap(), [closed]);
}

async fn nobody_signs_in_with_a_closed_account(stage: Stage) {
    let db = stage.open().await;
    let journal = journal(&db).await;
    let people = People::new(db.clone());
    let person = someone(&db, "waterdam").await.person;
    people.set_language(person, Language::En, NOW).await.unwrap();
    assert_eq!(people.account(person).await.unwrap().unwrap().language, Language::En);
    assert_eq!(people.credentials("waterdam").await.unwrap().unwrap().person, person);

    people.close_account(person, None, NOW).await.unwrap();
    assert!(people.credentials("waterdam").await.unwrap().is_none());
    assert!(people.account(person).await.unwrap().is_none());
    assert!(people.membership(region(), person).await.unwrap().is_none());
    assert_eq!(standing(&journal).await.rights_epoch, 2);
}

async fn a_session_lives_until_it_is_deleted_and_does_not_come_back(stage: Stage) {
    let sessions = Sessions::new(stage.open().await);
    let mut record = Record {
        id: Default::default(),
        data: [("person".to_owned(), serde_json::json!("x"))].into(),
        expiry_date: time::OffsetDateTime::from_unix_timestamp(4_000_000_000).unwrap(),
    };
    sessions.create(&mut record).await.unwrap();
    assert_eq!(sessions.load(&record.id).await.unwrap().as_ref(), Some(&record));
    sessions.delete(&record.id).await.unwrap();
    sessions.save(&record).await.unwrap();
    assert_eq!(sessions.load(&record.id).await.unwrap(), None);

    record.expiry_date = time::OffsetDateTime::from_unix_timestamp(1_000).unwrap();
    sessions.create(&mut record).await.unwrap();
    assert_eq!(sessions.load(&record.id).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_elsewhere_ends_here() {
    let stage = Stage::postgres().await;
    let (here, there) = (stage.open().await, stage.open().await);
    let elsewhere = Sessions::new(there);
    let sessions = Sessions::new(here.clone());
    let mut record = Record {
        id: Default::default(),
        data: Default::default(),
        expiry_date: time::OffsetDateTime::from_unix_timestamp(4_000_000_000).unwrap(),
    };
    elsewhere.create(&mut record).await.unwrap();
    assert!(sessions.load(&record.id).await.unwrap().is_some());
    let behind = "UPDATE session SET expires = 1";
    execute(&here, behind).await;
    let deaf = sessions.load(&record.id).await.unwrap();
    assert_eq!(deaf, None, "who hears nothing of the others remembers nothing");

    execute(&here, "UPDATE session SET expires = 4000000000").await;
    let mut hints = Journal::open(here.clone()).hints();
    assert_eq!(hints.next().await, Hint::Listening);
    sessions.hear(true);
    assert!(sessions.load(&record.id).await.unwrap().is_some());
    execute(&here, behind).await;
    let remembered = sessions.load(&record.id).await.unwrap();
    assert!(remembered.is_some(), "a session is not read for every request");

    elsewhere.delete(&record.id).await.unwrap();
    assert_eq!(hints.next().await, Hint::SessionEnded);
    sessions.forget_all();
    assert_eq!(sessions.load(&record.id).await.unwrap(), None);
    stage.cut_connections().await;
    assert_eq!(hints.next().await, Hint::Deaf);
    assert_eq!(hints.next().await, Hint::Listening);
}

/// Adds an organisation with one editor, who signs in with the organisation's name.
async fn someone(db: &Db, name: &str) -> Membership {
    let people = People::new(db.clone());
    let membership = Membership {
        person: PersonId(Uuid::new_v4()),
        region: region(),
        organisation: OrganisationId(Uuid::new_v4()),
        roles: vec![Role::Editor],
        may_adopt: false,
        since: NOW,
        until: None,
    };
    let organisation = membership.organisation;
    let kind = OrganisationKind::Municipality;
    people.add_organisation(organisation, name, kind, None, NOW).await.unwrap();
    let account = NewAccount {
        person: membership.person,
        login: name.to_owned(),
        display: Some("redacteur".to_owned()),
        language: Language::Nl,
        password_hash: "x".to_owned(),
    };
    people.add_account(&account, None, NOW).await.unwrap();
    people.set_membership(&membership, None, NOW).await.unwrap();
    membership
}
