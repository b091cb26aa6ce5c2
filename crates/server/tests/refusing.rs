//! What somebody tries who may not do it, and proofs that fail, are written down: once, and not without end.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use app::page::{AuditKind, RefusedDeed};
use domain::{AnswerValue, Change, Command, Moment, RegionId, TypedText, comment::Topic};
use reqwest::{Client, StatusCode};
use server::{
    audit::{Audit, Part, Row},
    clock::Clock,
};
use stage::{
    Stage,
    house::*,
    phone::set_up_with,
    places::{STRONG, at, invite, send},
    served::Served,
    visit::*,
};
use uuid::Uuid;

on_both_engines! {
    a_try_is_written_down_once_in_ten_minutes
    whoever_tries_everything_fills_no_table
    of_many_tries_at_once_one_is_written_down
    every_form_says_what_was_tried
    what_is_refused_for_another_reason_is_not_written_down
    who_looks_after_it_reads_it
    a_proof_that_fails_is_written_down_once_in_ten_minutes
    a_wrong_present_password_is_written_down_as_a_proof_that_failed
}

const MINUTE: i64 = 60 * 1_000_000;
const PROVE: &str = "/account/bewijzen";

/// Opens the doors with the editor of Berkelo inside.
async fn opened(stage: &Stage) -> (Served, Clock, Client) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(stage, clock).await;
    let neighbour = served.sign_in("berkelo").await;
    (served, clock, neighbour)
}

async fn give(served: &Served, client: &Client, command: Command) -> StatusCode {
    let post = client.post(served.at(&page("/opdrachten"))).json(&sent(command));
    post.send().await.unwrap().status()
}

fn answering(municipality: domain::OrganisationId) -> Command {
    let change = Change { from: None, to: Some(AnswerValue::Yes) };
    Command::Answer { municipality, field: field("1.1"), change }
}

/// Returns the rows of a kind in the region's part of the audit.
async fn rows(served: &Served, kind: AuditKind) -> Vec<Row> {
    let audit = Audit::new(served.house.db.clone());
    let mut rows = audit.rows(Part::OfRegion(REGION), Moment(i64::MAX)).await.unwrap().rows;
    rows.retain(|row| row.kind == kind);
    rows
}

/// Returns what was tried, by its code in the order of the alphabet: many tries fall in one moment.
async fn deeds(served: &Served) -> Vec<String> {
    let told = rows(served, AuditKind::Refused).await;
    let mut deeds: Vec<String> = told.into_iter().map(|row| row.result).collect();
    deeds.sort();
    deeds
}

async fn a_try_is_written_down_once_in_ten_minutes(stage: Stage) {
    let (served, clock, neighbour) = opened(&stage).await;
    let before = head(&served).await;
    for _ in 0..5 {
        assert_eq!(give(&served, &neighbour, answering(WATERDAM)).await, StatusCode::FORBIDDEN);
    }
    assert_eq!(head(&served).await, before, "nothing was changed");
    let told = rows(&served, AuditKind::Refused).await;
    let [row] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((row.by, row.subject), (Some(NEIGHBOUR), WATERDAM.0));
    assert_eq!((row.result.as_str(), row.origin.as_deref()), ("write", Some("127.0.0.1")));
    clock.put_to(Moment(NOW.0 + 9 * MINUTE));
    give(&served, &neighbour, answering(WATERDAM)).await;
    assert_eq!(deeds(&served).await, ["write"]);
    clock.put_to(Moment(NOW.0 + 10 * MINUTE));
    give(&served, &neighbour, answering(WATERDAM)).await;
    assert_eq!(deeds(&served).await, ["write", "write"]);
    // The same to somebody else, and something else to the same, are other tries; another person is another.
    let lead = served.sign_in("waterdam").await;
    give(&served, &lead, answering(BERKELO)).await;
    let share = Command::Share { municipality: WATERDAM, answers: vec![], why_now: None };
    give(&served, &neighbour, share).await;
    assert_eq!(deeds(&served).await, ["share", "write", "write", "write"]);
    let audit = Audit::new(served.house.db.clone());
    assert!(audit.verify(None, NOW).await.unwrap().is_ok());
}

async fn whoever_tries_everything_fills_no_table(stage: Stage) {
    let (served, _, neighbour) = opened(&stage).await;
    let partner = served.house.let_partner_in().await;
    let round = served.house.regions.look(REGION, NEIGHBOUR).await.unwrap().region;
    let round = round.round().unwrap().id;
    let text = || TypedText::new("tekst");
    let base = domain::Fingerprint::of(b"");
    let commands = [
        Command::FoundRegion { name: text() },
        Command::EndParticipation { organisation: WATERDAM },
        Command::StartDiscussion { round },
        Command::AddOwnQuestion {
            check: "4".parse().unwrap(),
            scope: domain::round::Scope::Municipal,
            text: text(),
            why: text(),
        },
        answering(WATERDAM),
        Command::Share { municipality: WATERDAM, answers: vec![], why_now: None },
        Command::Confirm { municipality: WATERDAM, answers: vec![] },
        Command::ExplainForRegion { field: field("4.3"), base, text: text() },
        Command::ApplyRegional {
            municipality: WATERDAM,
            field: field("4.3"),
            regional: base,
            own: base,
            said: base,
        },
        Command::GiveViews { partner, answers: vec![] },
        Command::StartThread {
            topic: Topic {
                question: "4.3".parse().unwrap(),
                about: domain::comment::About::default(),
                readers: domain::Readers::Within(Some(WATERDAM)),
            },
            text: text(),
            mentions: [].into(),
        },
        answering(WATERDAM),
    ];
    for command in commands {
        let told = format!("{command:?}");
        let answer = give(&served, &neighbour, command).await;
        assert_eq!(answer, StatusCode::FORBIDDEN, "{told}");
    }
    let told = deeds(&served).await;
    assert_eq!(told.len(), 10, "{told:?}");
    let known: Vec<_> = told.iter().filter_map(|deed| RefusedDeed::read(deed)).collect();
    assert_eq!(known.len(), 10, "each is a deed that has words");
}

async fn of_many_tries_at_once_one_is_written_down(stage: Stage) {
    let (served, _, neighbour) = opened(&stage).await;
    let tries = (0..24).map(|_| give(&served, &neighbour, answering(WATERDAM)));
    let answers = futures_util::future::join_all(tries).await;
    assert!(answers.iter().all(|answer| *answer == StatusCode::FORBIDDEN), "{answers:?}");
    assert_eq!(deeds(&served).await, ["write"]);
}

async fn every_form_says_what_was_tried(stage: Stage) {
    let (served, _, neighbour) = opened(&stage).await;
    let base = nothing_yet();
    let refused = async |path: &str, form: &[(&str, &str)]| {
        let answer = post(&served, &neighbour, path, form).await;
        let status = answer.status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}: {}", answer.text().await.unwrap());
    };
    refused(&check(4), &form(&base, "Dit doen zij", "bewaar")).await;
    refused(&page("/vraag/4.3"), &form(&base, "Dit doet de regio", "bewaar")).await;
    let board =
        [("formulier", "een"), ("ronde", "2027"), ("welke-ronde", ""), ("doe", "open-ronde")];
    refused(&page(""), &board).await;
    let inviting = invite("een", WATERDAM, "editor");
    assert_eq!(send(&served, &neighbour, &at(), &inviting).await.status(), StatusCode::FORBIDDEN);
    let leaving = format!("laat-vertrekken:{WATERDAM}");
    refused(&at(), &[("formulier", "twee"), ("doe", &leaving)]).await;
    let told = deeds(&served).await;
    assert_eq!(told, ["lead_round", "organisations", "places", "write", "write_for_region"]);
}

async fn what_is_refused_for_another_reason_is_not_written_down(stage: Stage) {
    let (served, _, neighbour) = opened(&stage).await;
    assert_eq!(give(&served, &neighbour, answering(BERKELO)).await, StatusCode::OK);
    // Overtaken.
    let change = Change { from: Some(AnswerValue::No), to: Some(AnswerValue::Partly) };
    let stale = Command::Answer { municipality: BERKELO, field: field("1.1"), change };
    assert_eq!(give(&served, &neighbour, stale).await, StatusCode::CONFLICT);
    // What is not there for this reader.
    let nobody = domain::OrganisationId(Uuid::from_u128(0x9));
    give(&served, &neighbour, answering(nobody)).await;
    let elsewhere = format!("/regio/{}/opdrachten", RegionId(Uuid::from_u128(0x2)));
    let there = neighbour.post(served.at(&elsewhere)).json(&sent(answering(WATERDAM)));
    assert_eq!(there.send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(deeds(&served).await, Vec::<String>::new());
}

async fn who_looks_after_it_reads_it(stage: Stage) {
    let (served, _, neighbour) = opened(&stage).await;
    served.house.let_coordinator_in().await;
    give(&served, &neighbour, answering(WATERDAM)).await;
    let reads = async |account: &str, language: &str| {
        let reader = served.sign_in(account).await;
        let chosen = [("taal", language), ("terug", "/")];
        post(&served, &reader, "/taal", &chosen).await;
        open(&served, &reader, &format!("{}/verantwoording", at())).await.text().await.unwrap()
    };
    let told = reads("coordinator", "nl").await;
    for words in ["Geweigerd, want dat mag deze persoon niet: een antwoord invullen", "127.0.0.1"] {
        assert!(told.contains(words), "{words}");
    }
    let told = reads("coordinator", "en").await;
    assert!(told.contains("Refused, as this person may not do that: filling in an answer"));
    // The lead of the organisation that it was aimed at reads it too, and another lead does not.
    assert!(reads("waterdam", "nl").await.contains("een antwoord invullen"));
    assert!(!reads("berkelo", "nl").await.contains("een antwoord invullen"));
}

async fn a_proof_that_fails_is_written_down_once_in_ten_minutes(stage: Stage) {
    let (served, clock, neighbour) = opened(&stage).await;
    let fails = async |password: &str, code: &str| {
        let form = [("wachtwoord", password), ("code", code), ("terug", "/")];
        post(&served, &neighbour, PROVE, &form).await.status()
    };
    for _ in 0..3 {
        assert_eq!(fails("niet-dit", "").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let told = rows(&served, AuditKind::ProofFailed).await;
    let [row] = told.as_slice() else { panic!("{told:?}") };
    // Who tried is not known.
    assert_eq!((row.by, row.subject), (None, NEIGHBOUR.0));
    assert_eq!(row.origin.as_deref(), Some("127.0.0.1"));
    assert_eq!(fails(PASSWORD, "").await, StatusCode::SEE_OTHER);
    set_up_with(&served, &neighbour, clock).await;
    clock.put_to(Moment(NOW.0 + 11 * MINUTE));
    assert_eq!(fails(PASSWORD, "000000").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(rows(&served, AuditKind::ProofFailed).await.len(), 2);
}

async fn a_wrong_present_password_is_written_down_as_a_proof_that_failed(stage: Stage) {
    let (served, _, neighbour) = opened(&stage).await;
    let form = [("doe", "wachtwoord"), ("huidig", "niet-dit"), ("wachtwoord", STRONG)];
    for _ in 0..3 {
        let wrong = post(&served, &neighbour, "/account", &form).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let told = rows(&served, AuditKind::ProofFailed).await;
    let [row] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((row.by, row.subject), (None, NEIGHBOUR.0));
    assert_eq!(row.origin.as_deref(), Some("127.0.0.1"));
}

/// Returns the files of a folder and of those in it that name who sends a command.
fn naming_a_sender(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let found = files.flat_map(|path| match path.is_dir() {
        true => naming_a_sender(&path),
        false => {
            let source = std::fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            Some(name).filter(|_| source.contains("Sender::Person(")).into_iter().collect()
        }
    });
    found.collect()
}

#[test]
fn doors_hand_commands_on_where_refusals_are_written_down() {
    let doors = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/door"));
    assert_eq!(naming_a_sender(doors), ["refusals.rs"]);
}
