//! Nothing is known of a person any more, and what they did stays.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{AnswerValue, Role};
use reqwest::StatusCode;
use server::{
    config,
    db::Db,
    mail::MailTo,
    operator::{self, OperatorError, UnderHold},
    people::{Invitation, Membership, NewInvitation, OfferedPlace, TheLast},
    serve,
};
use stage::{
    Stage, count, execute,
    house::*,
    places::{account, administrator, administrator_as, deed, link, people_of, send},
    searching::search_tables,
    served::{Served, browser, sign_in},
    visit::*,
};

on_both_engines! {
    what_is_known_of_a_person_goes_and_what_they_did_stays
    nothing_of_them_is_left_in_any_table
    an_invitation_that_ended_keeps_no_function
    while_a_hold_goes_on_nobody_is_erased_unless_the_host_says_so_once_more
    who_alone_coordinates_a_region_stays_until_somebody_else_does
    the_last_administrator_stays_unless_the_host_says_otherwise
    a_region_without_a_coordinator_gets_one_and_is_as_it_was
}

async fn operator_at(stage: &Stage, served: &Served) -> serve::House {
    let db = served.house.db.clone();
    let inside = config::Inside {
        store: config::Store { database: stage.address.clone() },
        content: config::Content { content: None },
        time: config::Time { start: Some(NOW) },
        redactions: None,
        files: Some(stage.files().display().to_string()),
        without_ledger: false,
    };
    let library = server::library::Library::open(inside.content.content.as_deref()).unwrap();
    let (journal, people) = (served.house.journal.clone(), served.house.people.clone());
    let (regions, clock) = (served.house.regions.clone(), inside.time.clock());
    let files = served.files.clone();
    serve::House { db, journal, people, regions, library, files, clock }
}

async fn erase(house: &serve::House, login: &str) -> Result<usize, OperatorError> {
    operator::erase_person(house, login, (TheLast::Stays, UnderHold::Kept), NOW).await
}

async fn what_is_known_of_a_person_goes_and_what_they_did_stays(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    served.house.let_colleague_in().await;
    let said = answer(WATERDAM, None, Some(AnswerValue::Yes));
    served.house.submit(COLLEAGUE, said).await.unwrap();
    let theirs = served.sign_in("waterdam-collega").await;
    assert_eq!(open(&served, &theirs, &page("")).await.status(), StatusCode::OK);

    let house = operator_at(&stage, &served).await;
    assert_eq!(erase(&house, "waterdam-collega").await.unwrap(), 1);
    let left = open(&served, &theirs, &page("")).await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER, "their session ended");
    let again = sign_in(&browser(), &served.address, "waterdam-collega", PASSWORD).await;
    assert_ne!(again.status(), StatusCode::SEE_OTHER, "nobody signs in with it");
    let rows =
        "SELECT COUNT(*) FROM person WHERE login LIKE '%collega%' OR display LIKE '%collega%'";
    assert_eq!(count(&house.db, rows).await, 0);
    let hashes = "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL AND password_hash <> ''";
    assert_eq!(count(&house.db, hashes).await, 0);

    let editor = served.sign_in("waterdam").await;
    let history = open(&served, &editor, &page("/geschiedenis")).await.text().await.unwrap();
    let told = "Een persoon van waterdam van wie de gegevens zijn gewist veranderde het antwoord";
    assert!(history.contains(told), "{history}");
    let unknown = erase(&house, "waterdam-collega").await;
    assert!(matches!(unknown, Err(OperatorError::NoPerson { .. })));
}

/// What a file of the store holds: the row as it was, a mail, an invitation.
#[tokio::test(flavor = "multi_thread")]
async fn no_file_of_the_store_holds_a_byte_of_a_person_who_was_erased() {
    const LOGIN: &str = "kanarie-7c1e@waterdam.example";
    const CALLED: &str = "Kanarie de Kwast";
    let stage = Stage::sqlite();
    let served = Served::new(&stage).await;
    let account = server::people::NewAccount {
        display: Some(CALLED.to_owned()),
        ..stage::places::new_account(LOGIN)
    };
    let people = &served.house.people;
    people.add_account(&account, None, NOW).await.unwrap();
    let place = people.membership(REGION, EDITOR).await.unwrap().unwrap();
    let place = server::people::Membership { person: account.person, ..place };
    people.set_membership(&place, None, NOW).await.unwrap();
    let to = server::mail::MailTo { recipient: LOGIN.to_owned(), language: domain::Language::Nl };
    served.outbox.put_reset(&to, NOW).await.unwrap();
    let held = |word: &str| {
        let files = std::fs::read_dir(&stage.folder).unwrap().map(|file| file.unwrap().path());
        let holds = |path: &std::path::PathBuf| {
            let bytes = std::fs::read(path).unwrap();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        };
        files.filter(holds).count()
    };
    for word in [LOGIN, CALLED] {
        assert!(0 < held(word), "this finds nothing: {word}");
    }
    let house = operator_at(&stage, &served).await;
    assert_eq!(erase(&house, LOGIN).await.unwrap(), 1);
    for word in [LOGIN, CALLED] {
        assert_eq!(held(word), 0, "{word} is in a file while the store is open");
    }
    assert_eq!(count(&house.db, "SELECT COUNT(*) FROM erasure WHERE swept = TRUE").await, 1);
    house.db.close().await;
    for word in [LOGIN, CALLED] {
        assert_eq!(held(word), 0, "{word} is in a file");
    }
}

async fn held_in_tables(db: &Db, word: &str) -> usize {
    search_tables(db, word).await.times
}

/// Invites to a place with a function, by mail to this address.
async fn invited_as(served: &Served, function: &str, recipient: &str) -> Invitation {
    let place = OfferedPlace {
        region: REGION,
        organisation: WATERDAM,
        role: Role::Editor,
        may_adopt: false,
    };
    let mail_to = MailTo { recipient: recipient.to_owned(), language: domain::Language::Nl };
    let new = NewInvitation {
        id: uuid::Uuid::new_v4(),
        place: Some(place),
        display: Some(function.to_owned()),
        by: Some(COORDINATOR),
        mail_to: Some(mail_to),
    };
    let people = &served.house.people;
    let token = people.invite(&new, NOW).await.unwrap().unwrap();
    people.invitation(&token).await.unwrap().unwrap()
}

async fn nothing_of_them_is_left_in_any_table(stage: Stage) {
    const LOGIN: &str = "kanarie-7c1e@waterdam.example";
    const WORDS: [&str; 4] = [LOGIN, "kanarie-een", "kanarie-twee", "kanarie-drie"];
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    served.house.let_colleague_in().await;
    let people = &served.house.people;
    // One expired, another was accepted, and they changed what colleagues see.
    invited_as(&served, "kanarie-een", "Kanarie-7c1e@Waterdam.example").await;
    let accepted = invited_as(&served, "kanarie-twee", LOGIN).await;
    let db = &served.house.db;
    let mut account = stage::places::new_account(LOGIN);
    account.display = Some("kanarie-drie".to_owned());
    people.add_account(&account, None, NOW).await.unwrap();
    let place = people.membership(REGION, EDITOR).await.unwrap().unwrap();
    let place = Membership { person: account.person, ..place };
    people.set_membership(&place, None, NOW).await.unwrap();
    let accepts = format!(
        "UPDATE invitation SET accepted_at = 1, accepted_by = (SELECT id FROM person WHERE login = '{LOGIN}')
         WHERE display = 'kanarie-twee'"
    );
    execute(db, sqlx::AssertSqlSafe(accepts)).await;
    let accepted = people.invitation_by_id(accepted.id).await.unwrap().unwrap();
    assert_eq!(accepted.accepted_by, Some(account.person));
    let mut found = Vec::new();
    for word in WORDS {
        let before = search_tables(db, word).await;
        assert!(0 < before.times, "this finds nothing: {word}");
        found.push(before);
    }
    let house = operator_at(&stage, &served).await;
    // As it is typed, with capitals and spaces.
    assert_eq!(erase(&house, &format!(" {} ", LOGIN.to_uppercase())).await.unwrap(), 1);
    for (word, before) in WORDS.into_iter().zip(found) {
        let after = search_tables(&house.db, word).await;
        before.tell("erasing a person", &after);
        assert_eq!(after.found, [""; 0], "{word}");
    }
}

async fn an_invitation_that_ended_keeps_no_function(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    let (people, db) = (&served.house.people, &served.house.db);
    let first = invited_as(&served, "kanarie-een", "a@elders.example").await;
    invited_as(&served, "kanarie-twee", "b@elders.example").await;
    people.withdraw_invitation(first.id, Some(REGION), COORDINATOR, NOW).await.unwrap();
    assert_eq!(held_in_tables(db, "kanarie-een").await, 0);
    assert_eq!(held_in_tables(db, "kanarie-twee").await, 1);
    // Whoever made it is gone.
    let house = operator_at(&stage, &served).await;
    let both = (TheLast::Goes, UnderHold::Kept);
    operator::erase_person(&house, "coordinator", both, NOW).await.unwrap();
    assert_eq!(held_in_tables(db, "kanarie-twee").await, 0);
}

async fn while_a_hold_goes_on_nobody_is_erased_unless_the_host_says_so_once_more(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_colleague_in().await;
    let house = operator_at(&stage, &served).await;
    house.people.set_hold(uuid::Uuid::new_v4(), "onderzoek", EDITOR, NOW).await.unwrap();
    let held = erase(&house, "waterdam-collega").await.unwrap_err().to_string();
    assert!(held.contains("onderzoek") && held.contains("--also-under-hold"), "{held}");
    assert!(house.people.credentials("waterdam-collega").await.unwrap().is_some());
    let all_the_same = (TheLast::Stays, UnderHold::Erased);
    let erased = operator::erase_person(&house, "waterdam-collega", all_the_same, NOW).await;
    assert_eq!(erased.unwrap(), 1);
}

async fn who_alone_coordinates_a_region_stays_until_somebody_else_does(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    let house = operator_at(&stage, &served).await;
    let refused = erase(&house, "coordinator").await.unwrap_err();
    assert!(matches!(refused, OperatorError::NoCoordinator { .. }), "{refused}");
    assert!(house.people.credentials("coordinator").await.unwrap().is_some());
}

async fn the_last_administrator_stays_unless_the_host_says_otherwise(stage: Stage) {
    let served = Served::new(&stage).await;
    drop(administrator(&served).await);
    let house = operator_at(&stage, &served).await;
    let login = "beheer@host.example";
    let refused = erase(&house, login).await.unwrap_err();
    assert!(matches!(refused, OperatorError::LastAdministrator { .. }), "{refused}");
    assert!(refused.to_string().contains("--also-the-last"), "{refused}");
    assert_eq!(house.people.administrators().await.unwrap(), 1, "nothing changed");
    assert!(house.people.credentials(login).await.unwrap().is_some());
    // With a second one the first can go.
    drop(administrator_as(&served, "b@host.example").await);
    assert_eq!(erase(&house, login).await.unwrap(), 0);
    assert_eq!(house.people.administrators().await.unwrap(), 1);
    let gone =
        operator::erase_person(&house, "b@host.example", (TheLast::Goes, UnderHold::Kept), NOW)
            .await;
    assert_eq!((gone.unwrap(), house.people.administrators().await.unwrap()), (0, 0));
}

/// The whole way: nobody coordinates any more, an administrator invites somebody, who goes on where it stood.
async fn a_region_without_a_coordinator_gets_one_and_is_as_it_was(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    let said = answer(WATERDAM, None, Some(AnswerValue::Yes));
    served.house.submit(EDITOR, said).await.unwrap();
    let admin = administrator(&served).await;
    let beheer = async || open(&served, &admin, "/beheer").await.text().await.unwrap();
    let needs = format!("nodig-coordinator-uit:{REGION}");
    assert!(!beheer().await.contains(&needs));
    let house = operator_at(&stage, &served).await;
    let erased =
        operator::erase_person(&house, "coordinator", (TheLast::Goes, UnderHold::Kept), NOW).await;
    assert_eq!(erased.unwrap(), 1);
    // Nobody was ever invited there: the organisation is known from who coordinated it.
    let html = beheer().await;
    assert!(html.contains("Nog geen coördinator") && html.contains(&needs), "{html}");
    let link = link(send(&served, &admin, "/beheer", &deed("een", needs)).await).await;
    let next = browser();
    let came = send(&served, &next, &link, &account("nieuw@waterdam.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
    assert!(beheer().await.contains("1 coördinator"));
    let place = people_of(&served, "nieuw@waterdam.example").await;
    let place = served.house.people.membership(REGION, place).await.unwrap().unwrap();
    assert_eq!((place.roles, place.organisation), (vec![Role::Coordinator], WATERDAM));
    let history = open(&served, &next, &page("/geschiedenis")).await.text().await.unwrap();
    assert!(history.contains("ronde 2026") || history.contains("2026"), "{history}");
    let people = open(&served, &next, &page("/deelnemers")).await.text().await.unwrap();
    assert!(people.contains("nodig-uit") && people.contains("berkelo"), "{people}");
    let audit = open(&served, &next, &page("/deelnemers/verantwoording")).await;
    assert_eq!(audit.status(), StatusCode::OK);
}
