//! What lines of a ledger say together, whatever wrote them.

use super::*;

fn noted(number: u128) -> Noted {
    Noted {
        redaction: RedactionId(Uuid::from_u128(number)),
        region: RegionId::default(),
        at: Moment(1),
        by: Author::default(),
        command: CommandId(Uuid::from_u128(number)),
        readers: Readers::Everyone,
        question: "4.2".parse().ok(),
        of: None,
        texts: vec![],
        attempt: None,
    }
}

async fn numbers(ledger: &Ledger) -> Vec<u128> {
    let told = ledger.read().await.unwrap();
    told.removals.iter().map(|noted| noted.redaction.0.as_u128()).collect()
}

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("ketentafel-{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

#[tokio::test]
async fn what_did_not_come_through_is_taken_back() {
    let path = file("taken-back.jsonl");
    let ledger = Ledger::open(&path).unwrap();
    let first = ledger.note(noted(1)).await.unwrap();
    ledger.note(noted(2)).await.unwrap();
    ledger.forget(noted(1).redaction, first).await.unwrap();
    assert_eq!(numbers(&ledger).await, [2]);
    // The same removal, tried once more.
    ledger.note(noted(1)).await.unwrap();
    assert_eq!(numbers(&Ledger::open(&path).unwrap()).await, [2, 1]);
    std::fs::remove_file(path).unwrap();
}

/// A removal that one server tried in vain and another did: the ledgers of both, in any order.
#[tokio::test]
async fn what_one_server_did_is_not_taken_back_by_what_another_tried() {
    let (one, other) = (file("one.jsonl"), file("other.jsonl"));
    let (a, b) = (Ledger::open(&one).unwrap(), Ledger::open(&other).unwrap());
    let in_vain = a.note(noted(1)).await.unwrap();
    b.note(noted(1)).await.unwrap();
    a.forget(noted(1).redaction, in_vain).await.unwrap();
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let both = file("both.jsonl");
    // The last line of the first was cut off.
    for (first, second) in [(&one, &other), (&other, &one)] {
        std::fs::write(&both, format!("{}{{\"removed\":{{\"re{}", read(first), read(second)))
            .unwrap();
        assert_eq!(numbers(&Ledger::open(&both).unwrap()).await, [1]);
    }
    for path in [one, other, both] {
        std::fs::remove_file(path).unwrap();
    }
}

#[tokio::test]
async fn lines_of_before_tries_had_names_say_what_they_said() {
    let path = file("old.jsonl");
    let old = |number| serde_json::to_string(&Line::Removed(noted(number))).unwrap();
    assert!(!old(1).contains("attempt"));
    let back = |number: u128| {
        let redaction = noted(number).redaction;
        serde_json::to_string(&Line::NotRemoved { redaction, attempt: None }).unwrap()
    };
    assert!(!back(1).contains("attempt"));
    let lines = [old(1), old(2), back(1), old(3), back(3), old(3)].join("\n");
    std::fs::write(&path, format!("{lines}\n")).unwrap();
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(numbers(&ledger).await, [2, 3]);
    ledger.note(noted(2)).await.unwrap();
    std::fs::write(&path, format!("{}{}\n", std::fs::read_to_string(&path).unwrap(), back(2)))
        .unwrap();
    assert_eq!(numbers(&ledger).await, [3, 2], "a try with a name is not taken back without");
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn who_was_erased_is_told_once_and_not_where_it_came_to_nothing() {
    let path = file("erased.jsonl");
    let ledger = Ledger::open(&path).unwrap();
    let of = |number| Erasure { person: PersonId(Uuid::from_u128(number)), at: Moment(7) };
    ledger.note_erasure(of(1)).await.unwrap();
    let in_vain = ledger.note_erasure(of(2)).await.unwrap();
    ledger.forget_erasure(in_vain).await.unwrap();
    ledger.note_erasure(of(1)).await.unwrap();
    assert_eq!(ledger.read().await.unwrap().erasures, [of(1)]);
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_line_that_was_cut_off_swallows_none() {
    let path = file("cut-off.jsonl");
    let ledger = Ledger::open(&path).unwrap();
    ledger.note(noted(1)).await.unwrap();
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{whole}{}", &whole.trim_start()[..20])).unwrap();
    assert_eq!(numbers(&ledger).await, [1], "nothing followed from what was cut off");
    ledger.note(noted(2)).await.unwrap();
    assert_eq!(numbers(&ledger).await, [1, 2]);
    std::fs::remove_file(path).unwrap();
}

/// A server and a command of its host write into one file.
#[test]
fn of_two_programs_that_write_at_once_no_line_is_lost() {
    let path = file("two.jsonl");
    let write = |from: u128| {
        let path = path.clone();
        std::thread::spawn(move || {
            // Each opens the file for itself, as another program does.
            let ledger = Ledger::open(&path).unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            for number in from..from + 50 {
                runtime.block_on(ledger.note(noted(number))).unwrap();
            }
        })
    };
    for writing in [write(0), write(100), write(200)] {
        writing.join().unwrap();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let told = runtime.block_on(Ledger::open(&path).unwrap().read()).unwrap();
    assert_eq!(told.removals.len(), 150);
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_line_that_nobody_can_read_is_looked_at_first() {
    let path = file("unread.jsonl");
    std::fs::write(&path, "iets anders\n").unwrap();
    let broken = Ledger::open(&path).unwrap().read().await.unwrap_err();
    assert!(matches!(broken, LedgerError::Line { line: 1, .. }), "{broken}");
    std::fs::remove_file(path).unwrap();
}
