//! A text is removed for good: from every entry, every instance, every file, and every copy that is put back.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::path::{Path, PathBuf};

use domain::{
    AnswerValue, Change, Command, Fingerprint, PersonId, Readers, Refusal, SeenAnswer, Sent, Topic,
    TypedText,
};
use server::{
    clock::Clock,
    config,
    db::Db,
    journal::{Append, Appended, Journal},
    people::People,
    redact::Ledger,
    regions::{Regions, Rejected, Told},
    serve,
};
use stage::{
    Stage, count, execute,
    house::*,
    searching::{Search, search_files, search_tables},
};

on_both_engines! {
    what_is_removed_is_nowhere_any_more
    whoever_follows_and_every_instance_hear_of_it
    what_was_decided_before_a_removal_does_not_bring_the_text_back
    a_copy_that_is_put_back_shows_nothing_that_was_removed_since
    nothing_is_removed_while_the_ledger_cannot_be_written
    a_command_that_is_sent_again_is_answered_as_before
}

/// Stands nowhere else.
const CANARY: &str = "Kanarie-7c1e zingt hier \"heel\" luid.";
/// The part of it that JSON writes as it is.
const WORD: &str = "Kanarie-7c1e";
const WHY: &str = "Dit hoort hier niet te staan.";

/// Opens an instance that notes what is removed.
fn noting(stage: &Stage, db: Db) -> House {
    let ledger = Ledger::open(&stage.ledger()).unwrap();
    let journal = Journal::with_ledger(db.clone(), Some(ledger));
    let people = People::new(db.clone());
    let regions = Regions::new(journal.clone(), people.clone(), Clock::starting_at(NOW));
    House { db, journal, people, regions }
}

async fn head(house: &House) -> u64 {
    house.journal.standing(REGION).await.unwrap().unwrap().head
}

async fn give(house: &House, person: PersonId, command: Command) -> u64 {
    house.submit(person, sent(command)).await.unwrap()
}

fn explain(base: &str, text: &str) -> Command {
    Command::Explain {
        municipality: WATERDAM,
        field: field("1.1"),
        base: Fingerprint::of(base.as_bytes()),
        text: TypedText::new(text),
    }
}

async fn seen(house: &House) -> Vec<SeenAnswer> {
    let region = house.regions.look(REGION, EDITOR).await.unwrap().region;
    let key = domain::AnswerKey { municipality: WATERDAM, field: field("1.1") };
    vec![SeenAnswer { field: field("1.1"), seen: region.seen(key) }]
}

/// The town drafts, shares and confirms the text, and its neighbour quotes it. Returns the entry that shares
/// it.
async fn tell(house: &House) -> u64 {
    let (municipality, field) = (WATERDAM, field("1.1"));
    let change = Change { from: None, to: Some(AnswerValue::Partly) };
    give(house, EDITOR, Command::Answer { municipality, field, change }).await;
    let half = &CANARY[..24];
    give(house, EDITOR, explain("", half)).await;
    give(house, EDITOR, explain(half, CANARY)).await;
    let answers = seen(house).await;
    let shared = give(house, EDITOR, Command::Share { municipality, answers, why_now: None }).await;
    let answers = seen(house).await;
    give(house, EDITOR, Command::Confirm { municipality, answers }).await;
    let question = "1.1".parse().unwrap();
    let topic = Topic { question, about: Default::default(), readers: Readers::Everyone };
    let text = TypedText::new(format!("Er staat: {CANARY} Klopt dat?"));
    give(house, NEIGHBOUR, Command::StartThread { topic, text, mentions: [].into() }).await;
    shared
}

fn redact(entry: u64) -> Command {
    Command::Redact { entry, nth: 0, reason: TypedText::new(WHY) }
}

async fn shows(house: &House, person: PersonId) -> String {
    let region = house.regions.look(REGION, person).await.unwrap().region;
    serde_json::to_string(&region).unwrap()
}

/// Returns the names of the files in a folder that hold these bytes.
fn files_with(folder: &Path, bytes: &[u8]) -> Vec<String> {
    search_files(folder, bytes).found
}

async fn places_with(stage: &Stage, house: &House, word: &str) -> Search {
    let tables = search_tables(&house.db, word).await;
    let files = search_files(&stage.folder, word.as_bytes());
    tables.and(files)
}

/// The name by which an edit named the half text that it started from: a short one could be guessed by it.
fn name() -> String {
    Fingerprint::of(&CANARY.as_bytes()[..24]).to_string()
}

async fn what_is_removed_is_nowhere_any_more(stage: Stage) {
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    let entry = tell(&house).await;
    let mut found = Vec::new();
    for told in [WORD.to_owned(), name()] {
        let before = places_with(&stage, &house, &told).await;
        assert!(!before.found.is_empty(), "this finds nothing: {told}");
        found.push(before);
    }
    assert!(shows(&house, NEIGHBOUR).await.contains(WORD));

    give(&house, EDITOR, redact(entry)).await;
    house.journal.sweep_if_needed().await.unwrap();
    for (told, before) in [WORD.to_owned(), name()].into_iter().zip(found) {
        let after = places_with(&stage, &house, &told).await;
        before.tell("removing a text", &after);
        assert_eq!(after.found, [""; 0], "{told} is still somewhere");
    }
    for person in [EDITOR, NEIGHBOUR] {
        let shown = shows(&house, person).await;
        assert!(!shown.contains(WORD) && shown.contains(WHY), "{shown}");
    }
    assert_eq!(count(&house.db, "SELECT COUNT(*) FROM redaction WHERE swept = TRUE").await, 1);
    let ledger = std::fs::read_to_string(stage.ledger()).unwrap();
    assert_eq!(ledger.lines().filter(|line| !line.is_empty()).count(), 1);
    assert!(!ledger.contains(WHY), "no text is in the ledger");

    // What was folded and written since is what a server finds that starts anew.
    let shown = shows(&house, EDITOR).await;
    let again = House::new(house.db.clone());
    assert_eq!(shows(&again, EDITOR).await, shown);
    house.db.close().await;
    assert_eq!(files_with(&stage.folder, WORD.as_bytes()), [""; 0]);
}

async fn whoever_follows_and_every_instance_hear_of_it(stage: Stage) {
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    let entry = tell(&house).await;
    let before = head(&house).await;
    let mut following = house.regions.follow(REGION, NEIGHBOUR, before).await.unwrap();
    let elsewhere = if stage.is_shared() { Some(House::new(stage.open().await)) } else { None };
    if let Some(elsewhere) = &elsewhere {
        assert!(shows(elsewhere, NEIGHBOUR).await.contains(WORD));
    }
    let removal = give(&house, EDITOR, redact(entry)).await;
    assert_eq!(removal, before + 1);
    let Some(Told::Entry(delivered)) = following.live.recv().await else { panic!("nothing came") };
    assert_eq!(delivered.seq, removal);
    assert!(delivered.json.contains("text_redacted") && !delivered.json.contains(WORD));
    if let Some(elsewhere) = &elsewhere {
        assert!(!shows(elsewhere, NEIGHBOUR).await.contains(WORD), "another instance folds anew");
    }
    // Who was away fetches a fresh snapshot; who has all but the removal gets that, and fetches one then.
    let away = house.regions.follow(REGION, NEIGHBOUR, before - 1).await.unwrap();
    assert_eq!(away.missed, None);
    let near = house.regions.follow(REGION, NEIGHBOUR, before).await.unwrap();
    assert_eq!(near.missed.unwrap().len(), 1);
    // A page that was made before is made again, and an earlier day is shown without the text.
    let back = house.regions.look_back(REGION, NEIGHBOUR, before).await;
    assert_eq!(back.err(), Some(Rejected::Overtaken));
    assert!(house.regions.look_back(REGION, NEIGHBOUR, removal).await.is_ok());
    let until = domain::Moment(NOW.0 + 1_000_000_000);
    let past = house.regions.look_at(REGION, NEIGHBOUR, until).await.unwrap().region;
    let past = serde_json::to_string(&past).unwrap();
    assert!(!past.contains(WORD) && past.contains("redacted"), "{past}");
}

async fn what_was_decided_before_a_removal_does_not_bring_the_text_back(stage: Stage) {
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    let entry = tell(&house).await;
    let seen = house.journal.standing(REGION).await.unwrap().unwrap();
    let stale = house.journal.entries(REGION, entry - 1, entry).await.unwrap().remove(0);
    give(&house, EDITOR, redact(entry)).await;

    let late = domain::Entry { seq: seen.head + 1, ..stale };
    let append = Append { region: REGION, seen, entries: vec![late], accepted: vec![] };
    assert_eq!(house.journal.append(append).await.unwrap(), Appended::Behind);
    let on = house.submit(EDITOR, sent(explain(CANARY, &format!("{CANARY} En meer.")))).await;
    assert!(matches!(on, Err(Rejected::Refused(Refusal::TextChanged { .. }))), "{on:?}");
    assert_eq!(search_tables(&house.db, WORD).await.found, [""; 0]);
    assert!(!shows(&house, EDITOR).await.contains(WORD));
    give(&house, EDITOR, explain("", "Een overleg per maand.")).await;
}

/// Puts the entries back that were copied aside, as if nothing had happened since.
async fn set_back(house: &House) {
    execute(&house.db, "DELETE FROM entry").await;
    execute(&house.db, "INSERT INTO entry SELECT * FROM kept").await;
    execute(&house.db, "DELETE FROM redaction").await;
    execute(&house.db, "UPDATE region SET redaction_epoch = 0").await;
}

async fn a_copy_that_is_put_back_shows_nothing_that_was_removed_since(stage: Stage) {
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    let entry = tell(&house).await;
    execute(&house.db, "CREATE TABLE kept AS SELECT * FROM entry").await;
    let copied = head(&house).await;
    // The copy holds neither this, nor what is removed of it.
    let text = TypedText::new("Ook dit moet weg.");
    let question = "1.2".parse().unwrap();
    let topic = Topic { question, about: Default::default(), readers: Readers::Everyone };
    let start = Command::StartThread { topic, text, mentions: [].into() };
    let second = give(&house, NEIGHBOUR, start).await;
    give(&house, NEIGHBOUR, redact(second)).await;
    give(&house, EDITOR, redact(entry)).await;

    set_back(&house).await;
    let anew = noting(&stage, house.db.clone());
    assert!(shows(&House::new(house.db.clone()), NEIGHBOUR).await.contains(WORD));
    assert_eq!(anew.journal.apply_ledger().await.unwrap(), 1, "the other is not in this copy");
    assert_eq!(head(&anew).await, copied + 1);
    for person in [EDITOR, NEIGHBOUR] {
        let shown = shows(&anew, person).await;
        assert!(!shown.contains(WORD) && shown.contains("redacted"), "{shown}");
    }
    assert_eq!(anew.journal.apply_ledger().await.unwrap(), 0, "once is enough");
    // What takes the numbers of what the copy does not hold is something else.
    let next = give(&anew, EDITOR, explain("", "Een overleg per maand.")).await;
    assert_eq!(next, copied + 2);
    assert_eq!(noting(&stage, house.db.clone()).journal.apply_ledger().await.unwrap(), 0);
    assert!(shows(&anew, EDITOR).await.contains("Een overleg per maand."));
}

async fn nothing_is_removed_while_the_ledger_cannot_be_written(stage: Stage) {
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    let entry = tell(&house).await;
    let aside = stage.folder.join("aside.jsonl");
    std::fs::rename(stage.ledger(), &aside).unwrap();
    let refused = house.submit(EDITOR, sent(redact(entry))).await;
    assert_eq!(refused, Err(Rejected::OutOfOrder), "one that is gone is not begun anew");
    std::fs::create_dir(stage.ledger()).unwrap();
    let refused = house.submit(EDITOR, sent(redact(entry))).await;
    assert_eq!(refused, Err(Rejected::OutOfOrder));
    assert!(shows(&house, NEIGHBOUR).await.contains(WORD));
    std::fs::remove_dir(stage.ledger()).unwrap();
    std::fs::rename(&aside, stage.ledger()).unwrap();
    give(&house, EDITOR, redact(entry)).await;
    assert!(!shows(&house, NEIGHBOUR).await.contains(WORD));
}

async fn a_command_that_is_sent_again_is_answered_as_before(stage: Stage) {
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    let written: Sent = sent(explain("", CANARY));
    let seq = house.submit(EDITOR, written.clone()).await.unwrap();
    let removal = sent(redact(seq));
    let removed = house.submit(EDITOR, removal.clone()).await.unwrap();
    assert_eq!(house.submit(EDITOR, written).await, Ok(seq), "and brings nothing back");
    assert_eq!(house.submit(EDITOR, removal.clone()).await, Ok(removed));
    assert!(!shows(&house, EDITOR).await.contains(WORD));
    let other = Sent { id: removal.id, command: redact(1) };
    assert_eq!(house.submit(EDITOR, other).await, Err(Rejected::CommandIdReused));
    let twice = house.submit(EDITOR, sent(redact(seq))).await;
    assert_eq!(twice, Err(Rejected::Refused(Refusal::TextIsRedacted)));
}

fn inside(stage: &Stage) -> config::Inside {
    config::Inside {
        store: config::Store { database: stage.address.clone() },
        content: config::Content { content: None },
        time: config::Time { start: Some(NOW) },
        redactions: Some(stage.ledger()),
        files: Some(stage.files().display().to_string()),
        without_ledger: false,
    }
}

/// The whole way of an operator: a backup while the server runs, a removal, and the backup put back.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_made_while_the_server_runs_and_restored_without_what_was_removed_since() {
    let stage = Stage::sqlite();
    let backup = stage.folder.join("aside").join("backup.db");
    std::fs::create_dir(backup.parent().unwrap()).unwrap();
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    let entry = tell(&house).await;
    Db::back_up(&stage.address, &backup).await.unwrap();
    assert!(Db::back_up(&stage.address, &backup).await.is_err(), "it overwrites nothing");
    assert_eq!(files_with(backup.parent().unwrap(), WORD.as_bytes()), ["backup.db"]);
    give(&house, EDITOR, redact(entry)).await;

    let restore = config::Restore { inside: inside(&stage), from: Some(backup.clone()) };
    let in_use = serve::restore(&restore).await.unwrap_err().to_string();
    assert!(in_use.contains("another server is using"), "{in_use}");
    house.db.close().await;
    let in_the_way = serve::restore(&restore).await.unwrap_err().to_string();
    assert!(in_the_way.contains("move it away first"), "{in_the_way}");
    let path = PathBuf::from(stage.address.strip_prefix("sqlite:").unwrap());
    std::fs::remove_file(&path).unwrap();

    assert_eq!(serve::restore(&restore).await.unwrap().removals, 1);
    assert_eq!(files_with(&stage.folder, WORD.as_bytes()), [""; 0]);
    let house = noting(&stage, stage.open().await);
    let shown = shows(&house, NEIGHBOUR).await;
    assert!(!shown.contains(WORD) && shown.contains("redacted"));
    house.db.close().await;

    // A copy that was put there by hand, and a server that is just started.
    std::fs::remove_file(&path).unwrap();
    std::fs::copy(&backup, &path).unwrap();
    let house = serve::House::open(&inside(&stage)).await.unwrap();
    let region = house.regions.look(REGION, NEIGHBOUR).await.unwrap().region;
    assert!(!serde_json::to_string(&region).unwrap().contains(WORD));
    assert_eq!(files_with(&stage.folder, WORD.as_bytes()), [""; 0]);
    house.db.close().await;
}

/// Whoever copied a text removes the copy; a backup that is put back does not take the original away after all.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_put_back_judges_as_the_removal_did_and_wants_its_ledger() {
    let stage = Stage::sqlite();
    let backup = stage.folder.join("aside").join("backup.db");
    std::fs::create_dir(backup.parent().unwrap()).unwrap();
    let house = noting(&stage, stage.open().await);
    house.furnish().await;
    tell(&house).await;
    // The neighbour told it after Waterdam and removes what they wrote: the answer of Waterdam stays.
    let copied = head(&house).await;
    Db::back_up(&stage.address, &backup).await.unwrap();
    give(&house, NEIGHBOUR, redact(copied)).await;
    let kept = shows(&house, NEIGHBOUR).await;
    assert!(kept.contains(WORD) && !kept.contains("Klopt dat?"), "{kept}");
    house.db.close().await;
    let path = PathBuf::from(stage.address.strip_prefix("sqlite:").unwrap());
    std::fs::remove_file(&path).unwrap();

    // Without the ledger nobody knows what was removed.
    let ledger = stage.ledger();
    let aside = stage.folder.join("aside").join("ledger.jsonl");
    std::fs::rename(&ledger, &aside).unwrap();
    let from = Some(backup.clone());
    let restore = config::Restore { inside: inside(&stage), from };
    let told = serve::restore(&restore).await.unwrap_err().to_string();
    assert!(told.contains("there is no ledger"), "{told}");
    assert!(!path.exists(), "nothing was put in place");
    std::fs::rename(&aside, &ledger).unwrap();
    assert_eq!(serve::restore(&restore).await.unwrap().removals, 1);
    let house = noting(&stage, stage.open().await);
    let kept = shows(&house, NEIGHBOUR).await;
    assert!(kept.contains(WORD) && !kept.contains("Klopt dat?"), "{kept}");
    house.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_whole_backup_is_not_put_in_place() {
    let stage = Stage::sqlite();
    let backup = stage.folder.join("backup.db");
    drop(Ledger::open(&stage.ledger()).unwrap());
    for held in [&b"no database at all"[..], b""] {
        std::fs::write(&backup, held).unwrap();
        let restore = config::Restore { inside: inside(&stage), from: Some(backup.clone()) };
        let told = serve::restore(&restore).await.unwrap_err().to_string();
        assert!(told.contains("no whole backup"), "{told}");
    }
    let path = PathBuf::from(stage.address.strip_prefix("sqlite:").unwrap());
    assert!(!path.exists());
}
