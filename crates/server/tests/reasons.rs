//! A reason outside the journal is removed for good: why somebody reads a region along, and why nothing is deleted.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{GuardedText, Moment, PersonId, RegionId, TypedText};
use reqwest::{Client, StatusCode};
use server::{
    clock::Clock,
    journal::Journal,
    people::{Granted, NewGrant, People, ReasonOf, ReasonRemoval},
    redact::Ledger,
};
use stage::{
    Stage, count, execute,
    house::*,
    places::{Pairs, administrator, deed, people_of, send},
    searching::{Search, search_files, search_tables},
    served::Served,
    visit::*,
};
use uuid::Uuid;

on_both_engines! {
    why_somebody_reads_along_is_removed_for_good
    whoever_does_not_look_after_it_finds_no_reason
    why_nothing_is_deleted_is_removed_for_good
    a_backup_that_is_put_back_loses_the_reason_again
    nothing_is_removed_while_the_ledger_cannot_be_written
}

/// Stands nowhere else.
const WORD: &str = "Kanarie-7c1e";
const WHY: &str = "Kanarie-7c1e staat in de verkeerde vraag.";
const HOUR_US: i64 = 60 * 60 * 1_000_000;
const GONE: &str = "Hier stond een tekst die is verwijderd.";

/// Looks for the word in files and tables.
async fn search(stage: &Stage, served: &Served) -> Search {
    let files = search_files(&stage.folder, WORD.as_bytes());
    search_tables(&served.house.db, WORD).await.and(files)
}

fn at() -> String {
    page("/deelnemers/meekijken")
}

fn remove(token: &str, id: impl ToString) -> Pairs {
    deed(token, format!("verwijder-reden:{}", id.to_string()))
}

/// Lets an administrator read along, and returns the name of the grant.
async fn grant(served: &Served, coordinator: &Client) -> Uuid {
    let person = people_of(served, "beheer@host.example").await;
    let mut form = deed("een", "laat-meekijken".into());
    form.extend([("beheerder", person.to_string()), ("hoe-lang", "4-uur".to_owned())]);
    form.push(("reden", WHY.to_owned()));
    let given = send(served, coordinator, &at(), &form).await;
    assert_eq!(given.status(), StatusCode::SEE_OTHER);
    served.house.people.grants_in(REGION, NOW).await.unwrap()[0].id
}

async fn status(served: &Served, client: &Client, path: &str, form: &Pairs) -> StatusCode {
    send(served, client, path, form).await.status()
}

async fn why_somebody_reads_along_is_removed_for_good(stage: Stage) {
    let served = Served::by(&stage, Clock::standing_at(NOW)).await;
    served.house.let_coordinator_in().await;
    let coordinator = served.sign_in("coordinator").await;
    let admin = administrator(&served).await;
    let editor = served.sign_in("waterdam").await;
    let grant = grant(&served, &coordinator).await;
    let board = page("");
    assert!(open(&served, &editor, &board).await.text().await.unwrap().contains(WORD));
    let before = search(&stage, &served).await;
    assert!(!before.found.is_empty(), "this finds nothing");
    // Twice is once.
    for token in ["weg", "weg-weer"] {
        let gone = send(&served, &coordinator, &at(), &remove(token, grant)).await;
        assert_eq!(gone.status(), StatusCode::SEE_OTHER);
        assert_eq!(header_of(&gone, "location"), format!("{}?gedaan=reden-verwijderd", at()));
    }
    served.house.journal.sweep_if_needed().await.unwrap();
    let after = search(&stage, &served).await;
    before.tell("removing the reason of a grant", &after);
    assert_eq!(after.found, [""; 0]);
    let removed = "SELECT COUNT(*) FROM audit WHERE kind = 'reason_removed'";
    assert_eq!(count(&served.house.db, removed).await, 1);
    // The grant goes on without it, and everybody still reads that somebody reads along.
    let shown = open(&served, &editor, &board).await.text().await.unwrap();
    assert!(shown.contains("Een beheerder kijkt mee tot") && shown.contains("[…]"), "{shown}");
    assert_eq!(open(&served, &admin, &board).await.status(), StatusCode::OK);
    let shown = open(&served, &coordinator, &at()).await.text().await.unwrap();
    assert!(shown.contains(GONE) && !shown.contains("Verwijder de reden voorgoed"), "{shown}");
    // Once it ended it is told of without it as well.
    let person = people_of(&served, "beheer@host.example").await;
    served.house.people.end_reading((REGION, person), COORDINATOR, NOW).await.unwrap();
    let shown = open(&served, &coordinator, &at()).await.text().await.unwrap();
    assert!(shown.contains("[…]") && !shown.contains("Verwijder de reden voorgoed"), "{shown}");
}

async fn whoever_does_not_look_after_it_finds_no_reason(stage: Stage) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(&stage, clock).await;
    served.house.let_coordinator_in().await;
    let coordinator = served.sign_in("coordinator").await;
    let admin = administrator(&served).await;
    let editor = served.sign_in("waterdam").await;
    let grant = grant(&served, &coordinator).await;
    // Nobody has this one; this one is a hold, and this button is of another page.
    for (client, path, form) in [
        (&editor, at(), remove("a", grant)),
        (&admin, at(), remove("b", grant)),
        (&coordinator, at(), remove("c", Uuid::new_v4())),
        (
            &coordinator,
            format!("/regio/{}/deelnemers/meekijken", Uuid::from_u128(2)),
            remove("d", grant),
        ),
        (&admin, "/beheer".to_owned(), remove("e", grant)),
        (&coordinator, "/beheer".to_owned(), remove("f", grant)),
    ] {
        let answered = status(&served, client, &path, &form).await;
        assert_eq!(answered, StatusCode::NOT_FOUND, "{path} {form:?}");
    }
    assert_eq!(
        status(&served, &coordinator, &at(), &remove("g", "x")).await,
        StatusCode::BAD_REQUEST
    );
    // What is removed is gone for good: whoever removes it has just proven who they are.
    clock.put_to(Moment(NOW.0 + HOUR_US + 1));
    let answered = status(&served, &coordinator, &at(), &remove("h", grant)).await;
    assert_eq!(answered, StatusCode::FORBIDDEN);
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM removed_reason").await, 0);
    assert!(!search(&stage, &served).await.found.is_empty());
}

async fn why_nothing_is_deleted_is_removed_for_good(stage: Stage) {
    let served = Served::by(&stage, Clock::standing_at(NOW)).await;
    let admin = administrator(&served).await;
    for token in ["een", "twee"] {
        let mut form = deed(token, "verwijder-niets".to_owned());
        form.push(("reden", WHY.to_owned()));
        assert_eq!(status(&served, &admin, "/beheer", &form).await, StatusCode::SEE_OTHER);
        let lift = deed("op", "verwijder-weer".to_owned());
        if token == "een" {
            assert_eq!(status(&served, &admin, "/beheer", &lift).await, StatusCode::SEE_OTHER);
        }
    }
    let shown = open(&served, &admin, "/beheer").await.text().await.unwrap();
    assert_eq!(shown.matches(WORD).count(), 2, "one goes on, and one was before: {shown}");
    for hold in served.house.people.holds().await.unwrap() {
        let gone = send(&served, &admin, "/beheer", &remove("weg", hold.id)).await;
        assert_eq!(header_of(&gone, "location"), "/beheer?gedaan=reden-verwijderd");
    }
    served.house.journal.sweep_if_needed().await.unwrap();
    assert_eq!(search(&stage, &served).await.found, [""; 0]);
    let shown =
        open(&served, &admin, "/beheer?gedaan=reden-verwijderd").await.text().await.unwrap();
    assert_eq!(shown.matches(GONE).count(), 2, "{shown}");
    assert!(shown.contains("De reden is verwijderd."));
    assert!(served.house.people.hold().await.unwrap().is_some(), "nothing is deleted still");
}

/// A house of which a grant gives the word as its reason.
async fn noting(stage: &Stage) -> (House, Journal, ReasonRemoval) {
    let db = stage.open().await;
    let house = House::furnished(db.clone()).await;
    house.let_coordinator_in().await;
    let grant = Uuid::new_v4();
    execute(&db, "UPDATE person SET administers_since = 1 WHERE login = 'berkelo'").await;
    let new = NewGrant {
        id: grant,
        region: REGION,
        person: NEIGHBOUR,
        given_by: COORDINATOR,
        reason: GuardedText::pass(&TypedText::new(WHY)).unwrap(),
        until: Moment(NOW.0 + HOUR_US),
    };
    assert_eq!(house.people.grant_reading(&new, NOW).await.unwrap(), Granted::Done);
    let ledger = Ledger::open(&stage.ledger()).unwrap();
    let journal = Journal::with_ledger(db, Some(ledger));
    let reason = ReasonOf::Grant { region: REGION, grant };
    (house, journal, ReasonRemoval { reason, at: NOW })
}

async fn reason(people: &People) -> GuardedText {
    people.all_grants_in(REGION).await.unwrap().remove(0).reason
}

async fn a_backup_that_is_put_back_loses_the_reason_again(stage: Stage) {
    let (house, journal, removal) = noting(&stage).await;
    let people = &house.people;
    assert!(journal.remove_reason(removal, COORDINATOR).await.unwrap());
    assert!(reason(people).await.redacted().is_some());
    let ledger = std::fs::read_to_string(stage.ledger()).unwrap();
    assert_eq!(ledger.lines().filter(|line| !line.is_empty()).count(), 1, "{ledger}");
    assert!(!ledger.contains(WORD), "no text is in the ledger");
    // A ledger that is begun beside this store knows of it.
    assert_eq!(journal.told().await.unwrap().reasons, [removal]);
    // As it was when the backup was made.
    let db = &house.db;
    execute(db, "DELETE FROM removed_reason").await;
    execute(db, "UPDATE reading_grant SET reason = '\"Kanarie-7c1e\"'").await;
    assert_eq!(reason(people).await.as_str(), WORD);
    assert_eq!(journal.apply_ledger().await.unwrap(), 1);
    assert!(reason(people).await.redacted().is_some());
    assert_eq!(journal.apply_ledger().await.unwrap(), 0, "once is enough");
    assert_eq!(count(db, "SELECT COUNT(*) FROM removed_reason WHERE swept = TRUE").await, 1);
    // A backup from before it was given has no such grant.
    execute(db, "DELETE FROM removed_reason").await;
    execute(db, "DELETE FROM reading_grant").await;
    assert_eq!(journal.apply_ledger().await.unwrap(), 0);
}

async fn nothing_is_removed_while_the_ledger_cannot_be_written(stage: Stage) {
    let (house, journal, removal) = noting(&stage).await;
    let people = &house.people;
    std::fs::remove_file(stage.ledger()).unwrap();
    assert!(journal.remove_reason(removal, COORDINATOR).await.is_err());
    assert_eq!(reason(people).await.as_str(), WHY);
    // What nobody has is nothing to note.
    let none = ReasonOf::Grant { region: RegionId(Uuid::nil()), grant: removal.reason.id() };
    let none = ReasonRemoval { reason: none, at: NOW };
    assert!(!journal.remove_reason(none, PersonId(Uuid::nil())).await.unwrap());
}
