//! A store and its ledger: neither is opened without the other, and what was removed or erased stays so.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::path::PathBuf;

use domain::{Command, PersonId, Readers, Refusal, Topic, TypedText};
use server::{
    config,
    db::Db,
    journal::Journal,
    operator::{self, OperatorError, UnderHold},
    people::{People, TheLast},
    redact::Ledger,
    regions::{Regions, Rejected},
    serve::{self, House as Whole, ServeError},
};
use stage::{Stage, count, execute, house::*, searching::search_files};

on_both_engines! {
    a_store_that_holds_something_wants_its_ledger
    whoever_was_erased_stays_erased_when_a_backup_is_put_back
    who_is_not_erased_after_all_is_not_erased_later
    without_a_ledger_on_postgres_nothing_is_removed_and_nobody_erased
    the_host_removes_what_nobody_else_can
}

const TOLD: &str = "Kanarie-7c1e zingt hier heel luid.";
const WORD: &str = "Kanarie-7c1e";
const WHY: &str = "Dit hoort hier niet te staan.";

fn inside(stage: &Stage, redactions: Option<PathBuf>) -> config::Inside {
    config::Inside {
        store: config::Store { database: stage.address.clone() },
        content: config::Content { content: None },
        time: config::Time { start: Some(NOW) },
        redactions,
        files: Some(stage.files().display().to_string()),
        without_ledger: false,
    }
}

async fn noting(stage: &Stage) -> House {
    let db = stage.open().await;
    let journal = Journal::with_ledger(db.clone(), Some(Ledger::open(&stage.ledger()).unwrap()));
    let people = People::new(db.clone());
    let clock = server::clock::Clock::starting_at(NOW);
    let regions = Regions::new(journal.clone(), people.clone(), clock);
    House { db, journal, people, regions }
}

async fn open(stage: &Stage) -> Whole {
    Whole::open(&inside(stage, Some(stage.ledger()))).await.unwrap()
}

fn redact(entry: u64) -> Command {
    Command::Redact { entry, nth: 0, reason: TypedText::new(WHY) }
}

fn comment(readers: Readers) -> Command {
    let topic = Topic { question: "1.1".parse().unwrap(), about: Default::default(), readers };
    Command::StartThread { topic, text: TypedText::new(TOLD), mentions: [].into() }
}

async fn shows(regions: &Regions, person: PersonId) -> String {
    let region = regions.look(REGION, person).await.unwrap().region;
    serde_json::to_string(&region).unwrap()
}

fn lines(stage: &Stage) -> Vec<String> {
    let text = std::fs::read_to_string(stage.ledger()).unwrap();
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

async fn a_store_that_holds_something_wants_its_ledger(stage: Stage) {
    let house = noting(&stage).await;
    house.furnish().await;
    house.let_colleague_in().await;
    let entry = house.submit(EDITOR, sent(comment(Readers::Everyone))).await.unwrap();
    house.submit(EDITOR, sent(redact(entry))).await.unwrap();
    house.db.close().await;
    let whole = open(&stage).await;
    operator::erase_person(&whole, "waterdam-collega", (TheLast::Stays, UnderHold::Kept), NOW)
        .await
        .unwrap();
    whole.db.close().await;
    let before = lines(&stage);
    assert_eq!(before.len(), 2);

    // Somebody put the store elsewhere, or a backup here, and left the ledger behind.
    std::fs::remove_file(stage.ledger()).unwrap();
    let refused = Whole::open(&inside(&stage, Some(stage.ledger()))).await.err().unwrap();
    assert!(matches!(refused, ServeError::LedgerAbsent { .. }), "{refused}");
    assert!(refused.to_string().contains("--without-ledger"), "{refused}");
    assert!(!stage.ledger().exists(), "an empty one would be taken for it");
    // The host says that it is lost: the new one knows what the store knows.
    let mut anew = inside(&stage, Some(stage.ledger()));
    anew.without_ledger = true;
    Whole::open(&anew).await.unwrap().db.close().await;
    let begun = lines(&stage);
    assert_eq!(begun.len(), 2);
    let without_try = |line: &String| line.split("\"attempt\"").next().unwrap().to_owned();
    let told = |lines: &[String]| lines.iter().map(without_try).collect::<Vec<_>>();
    assert_eq!(told(&begun), told(&before));
    assert!(!begun.concat().contains(WHY) && !begun.concat().contains("collega"));
    open(&stage).await.db.close().await;
}

/// Takes a database away with its companions, as the operations guide says.
fn take_away(path: &std::path::Path) {
    std::fs::remove_file(path).unwrap();
    for companion in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{companion}", path.display()));
    }
}

/// What an operator does on SQLite, and finds the ledger missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_put_in_place_with_its_ledger_or_not_at_all() {
    let stage = Stage::sqlite();
    let aside = stage.folder.join("aside");
    std::fs::create_dir(&aside).unwrap();
    let house = noting(&stage).await;
    house.furnish().await;
    house.let_colleague_in().await;
    let entry = house.submit(EDITOR, sent(comment(Readers::Everyone))).await.unwrap();
    Db::back_up(&stage.address, &aside.join("backup.db")).await.unwrap();
    house.submit(EDITOR, sent(redact(entry))).await.unwrap();
    house.db.close().await;
    let whole = open(&stage).await;
    operator::erase_person(&whole, "waterdam-collega", (TheLast::Stays, UnderHold::Kept), NOW)
        .await
        .unwrap();
    whole.db.close().await;
    let path = PathBuf::from(stage.address.strip_prefix("sqlite:").unwrap());
    take_away(&path);
    std::fs::rename(stage.ledger(), aside.join("ledger")).unwrap();

    let from = Some(aside.join("backup.db"));
    let restore = config::Restore { inside: inside(&stage, Some(stage.ledger())), from };
    for _ in 0..2 {
        let refused = serve::restore(&restore).await.unwrap_err();
        assert!(matches!(refused, ServeError::LedgerAbsent { .. }), "{refused}");
        assert!(!path.exists() && !stage.ledger().exists(), "nothing is where it was not");
    }
    // One that nobody can read is found before as well.
    std::fs::write(stage.ledger(), "iets anders\n").unwrap();
    assert!(matches!(serve::restore(&restore).await.unwrap_err(), ServeError::Ledger(_)));
    assert!(!path.exists());
    std::fs::rename(aside.join("ledger"), stage.ledger()).unwrap();
    assert_eq!(serve::restore(&restore).await.unwrap().removals, 2);
    let words = [WORD, "waterdam-collega"];
    let before = words.map(|word| search_files(&aside, word.as_bytes()));
    assert!(before.iter().all(|search| 0 < search.times), "{before:?}");
    std::fs::remove_dir_all(&aside).unwrap();
    let mut left = std::fs::read_dir(&stage.folder).unwrap().map(|file| file.unwrap().path());
    assert!(left.all(|file| !file.to_string_lossy().contains(".part")));
    for (word, before) in words.into_iter().zip(before) {
        let after = search_files(&stage.folder, word.as_bytes());
        before.tell("putting a backup back", &after);
        assert_eq!(after.found, [""; 0], "{word}");
    }
    let house = noting(&stage).await;
    assert!(!shows(&house.regions, NEIGHBOUR).await.contains(WORD));
    // A backup to which nothing has to be done.
    let newer = stage.folder.join("newer.db");
    Db::back_up(&stage.address, &newer).await.unwrap();
    house.db.close().await;
    take_away(&path);
    let restore = config::Restore { from: Some(newer), ..restore };
    assert_eq!(serve::restore(&restore).await.unwrap().removals, 0);
    let house = noting(&stage).await;
    assert!(shows(&house.regions, NEIGHBOUR).await.contains("redacted"));
    house.db.close().await;
}

async fn whoever_was_erased_stays_erased_when_a_backup_is_put_back(stage: Stage) {
    let house = noting(&stage).await;
    house.furnish().await;
    house.let_colleague_in().await;
    house.db.close().await;
    let whole = open(&stage).await;
    operator::erase_person(&whole, "waterdam-collega", (TheLast::Stays, UnderHold::Kept), NOW)
        .await
        .unwrap();
    // As it was when the backup was made.
    let db = &whole.db;
    execute(
        db,
        "UPDATE person SET login = 'waterdam-collega', password_hash = 'x', closed_at = NULL, erased_at = NULL
         WHERE login LIKE 'gewist%'",
    )
    .await;
    execute(db, "UPDATE membership SET until = NULL").await;
    execute(db, "DELETE FROM erasure").await;
    whole.db.close().await;

    let whole = open(&stage).await;
    assert!(whole.people.credentials("waterdam-collega").await.unwrap().is_none());
    let ended = "SELECT COUNT(*) FROM membership WHERE until IS NOT NULL";
    assert_eq!(count(&whole.db, ended).await, 1);
    assert_eq!(count(&whole.db, "SELECT COUNT(*) FROM erasure WHERE swept = TRUE").await, 1);
    assert_eq!(whole.journal.apply_ledger().await.unwrap(), 0, "once is enough");
    // A backup from before they came knows nothing of them.
    execute(&whole.db, "DELETE FROM erasure").await;
    for table in ["membership", "place_change", "read_mark", "notice_mark", "digest_setting"] {
        let delete = format!(
            "DELETE FROM {table} WHERE person NOT IN (SELECT id FROM person WHERE erased_at IS NULL)"
        );
        execute(&whole.db, sqlx::AssertSqlSafe(delete)).await;
    }
    execute(&whole.db, "DELETE FROM person WHERE erased_at IS NOT NULL").await;
    assert_eq!(whole.journal.apply_ledger().await.unwrap(), 0);
    whole.db.close().await;
}

async fn who_is_not_erased_after_all_is_not_erased_later(stage: Stage) {
    let house = noting(&stage).await;
    house.furnish().await;
    house.let_coordinator_in().await;
    house.db.close().await;
    let whole = open(&stage).await;
    let kept =
        operator::erase_person(&whole, "coordinator", (TheLast::Stays, UnderHold::Kept), NOW).await;
    assert!(matches!(kept, Err(OperatorError::NoCoordinator { .. })));
    whole.db.close().await;
    let whole = open(&stage).await;
    assert!(whole.people.credentials("coordinator").await.unwrap().is_some());
    assert_eq!(lines(&stage).len(), 0, "nothing was noted");
    whole.db.close().await;
}

async fn without_a_ledger_on_postgres_nothing_is_removed_and_nobody_erased(stage: Stage) {
    if !stage.is_shared() {
        return; // On SQLite it stands beside the database.
    }
    let house = noting(&stage).await;
    house.furnish().await;
    house.let_colleague_in().await;
    let other = house.submit(EDITOR, sent(comment(Readers::Everyone))).await.unwrap();
    house.submit(EDITOR, sent(redact(other))).await.unwrap();
    house.journal.sweep_if_needed().await.unwrap();
    // As a server leaves it that stopped before it had swept.
    execute(&house.db, "UPDATE redaction SET swept = FALSE").await;
    let theirs = house.submit(NEIGHBOUR, sent(comment(Readers::Everyone))).await.unwrap();

    let whole = Whole::open(&inside(&stage, None)).await.unwrap();
    assert_eq!(count(&whole.db, "SELECT COUNT(*) FROM redaction WHERE swept = FALSE").await, 0);
    let sender = server::regions::Sender::Person(NEIGHBOUR);
    let kept = whole.regions.submit(REGION, sender, sent(redact(theirs))).await;
    assert_eq!(kept, Err(Rejected::Refused(Refusal::NothingIsNoted)));
    assert!(shows(&whole.regions, NEIGHBOUR).await.contains(WORD));
    let erased =
        operator::erase_person(&whole, "waterdam-collega", (TheLast::Stays, UnderHold::Kept), NOW)
            .await;
    let told = erased.unwrap_err();
    assert!(
        matches!(&told, OperatorError::Journal(why) if why.to_string().contains("--redactions"))
    );
    assert!(whole.people.credentials("waterdam-collega").await.unwrap().is_some());
}

async fn the_host_removes_what_nobody_else_can(stage: Stage) {
    let house = noting(&stage).await;
    house.furnish().await;
    house.let_coordinator_in().await;
    let note = comment(Readers::Within(Some(WATERDAM)));
    let entry = house.submit(EDITOR, sent(note)).await.unwrap();
    let refused = house.submit(COORDINATOR, sent(redact(entry))).await;
    assert_eq!(refused, Err(Rejected::Refused(Refusal::NotHere)), "they cannot read it");
    assert!(shows(&house.regions, EDITOR).await.contains(WORD));
    house.db.close().await;

    let whole = open(&stage).await;
    let region = REGION.to_string();
    for (entry, nth) in [(9_999, 0), (entry, 3)] {
        let nothing = operator::redact(&whole, &region, (entry, nth), WHY, NOW).await;
        assert!(matches!(nothing, Err(OperatorError::NoText { .. })));
    }
    let why = operator::redact(&whole, &region, (entry, 0), " ", NOW).await.unwrap_err();
    assert!(matches!(why, OperatorError::Refused(_)), "{why}");
    let removal = operator::redact(&whole, "Veenland-Oost", (entry, 0), WHY, NOW).await.unwrap();
    assert_eq!(removal, entry + 1);
    let shown = shows(&whole.regions, EDITOR).await;
    assert!(!shown.contains(WORD) && shown.contains("redacted") && shown.contains(WHY), "{shown}");
    assert!(!shows(&whole.regions, NEIGHBOUR).await.contains(WHY), "whoever could not read it");
    let noted =
        "SELECT COUNT(*) FROM audit WHERE kind = 'text_removed_by_host' AND region IS NOT NULL
                     AND person IS NULL";
    assert_eq!(count(&whole.db, noted).await, 1);
    assert_eq!(count(&whole.db, "SELECT COUNT(*) FROM redaction WHERE swept = TRUE").await, 1);
    let told = lines(&stage).concat();
    assert!(told.contains("removed") && !told.contains(WHY) && !told.contains(WORD), "{told}");
    let twice = operator::redact(&whole, &region, (entry, 0), WHY, NOW).await.unwrap_err();
    assert!(matches!(twice, OperatorError::Refused(_)), "{twice}");
    whole.db.close().await;
}
