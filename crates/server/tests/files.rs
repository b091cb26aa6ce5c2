//! Files at the doors: added, given on and removed; what lies or explodes is refused and nowhere; and what was left
//! half-way, at whichever step, is made whole or cleared away.
//!
//! Size: everything that can go wrong with a file, in the order of its life.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::{
    collections::BTreeSet,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use domain::{
    ActionId, Attached, Command, FileId, FileKind, Moment, Plan, RegionId, TypedPlan, TypedText,
    file::{FILE_BYTES_MAX, FILES_MAX},
};
use reqwest::{Client, Response, StatusCode};
use server::{
    config,
    db::Db,
    files::{Files, Held, Store, companion, copy_out},
    serve,
};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use stage::{Stage, execute, files::*, house::*, number, served::Served, visit::*};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

on_both_engines! {
    each_kind_is_added_and_given_on_as_it_was
    what_lies_or_explodes_is_refused_and_nowhere
    what_stood_beside_a_file_stays_when_it_is_refused
    the_same_form_twice_adds_one_file
    a_file_that_is_too_large_is_answered_clearly
    an_action_has_no_more_files_than_fit
    who_may_not_add_sends_nothing
    a_file_is_found_in_its_own_region_only
    what_is_not_attached_is_read_by_nobody
    a_file_is_removed_with_its_bytes
    a_removed_file_needs_a_reason_and_a_right
    a_file_that_is_not_in_the_store_is_a_clear_page
    a_full_store_loses_nothing_that_was_typed
    what_was_put_down_and_left_is_cleared_away_after_a_day
    whatever_step_a_server_stopped_at_the_next_goes_on
    while_a_hold_goes_on_nothing_left_behind_goes
    what_nothing_knows_of_goes_and_other_regions_stay
    what_a_killed_server_was_writing_goes_after_a_day
    a_removal_that_nobody_took_in_is_taken_in_by_the_next_comparison
    no_more_files_come_in_at_once_than_there_is_room_for
    a_command_that_was_accepted_is_answered_again
    a_command_attaches_only_what_is_there
    without_a_place_for_files_nothing_is_added
}

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

async fn served(stage: &Stage) -> Served {
    let served = Served::new(stage).await;
    served.house.let_coordinator_in().await;
    served
}

/// Waterdam asks Berkelo to do something.
async fn asked(served: &Served) -> ActionId {
    let plan: TypedPlan = Plan {
        title: TypedText::new("Leg de route vast"),
        why: TypedText::default(),
        done_when: TypedText::default(),
        contributors: [].into(),
        concerns: [].into(),
        due: None,
        priority: domain::Priority::Normal,
    };
    let owners = [BERKELO].into();
    let made = Command::MakeActions { owners, plan: Box::new(plan), cause: None, offer: true };
    served.house.submit(EDITOR, sent(made)).await.unwrap();
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    region.actions_in_order().last().unwrap().0
}

async fn attached(served: &Served, action: ActionId) -> Vec<Attached> {
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    region.actions[&action].files.clone()
}

async fn rows(served: &Served) -> i64 {
    number(&served.house.db, "SELECT COUNT(*) FROM file").await
}

/// Every file in the store, by its path there.
fn stored(stage: &Stage) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    let mut folders = vec![stage.files()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(path);
            }
        }
    }
    all
}

fn in_store(stage: &Stage, region: RegionId, file: FileId) -> PathBuf {
    stage.files().join("regions").join(region.to_string()).join(file.to_string())
}

fn address(file: FileId) -> String {
    page(&format!("/bestanden/{file}"))
}

async fn add(served: &Served, client: &Client, action: ActionId, file: Sample) -> Attached {
    let answer = attach(served, client, action, file).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
    attached(served, action).await.pop().unwrap()
}

async fn each_kind_is_added_and_given_on_as_it_was(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let (owner, reader) = (served.sign_in("berkelo").await, served.sign_in("waterdam").await);
    for kind in FileKind::ALL {
        let sample = sample(kind);
        let answer = attach(&served, &owner, action, sample.clone()).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{kind:?}");
        let to = header_of(&answer, "location");
        assert!(to.contains("gedaan=bestand-erbij") && to.ends_with("#bestanden"), "{to}");
        let added = attached(&served, action).await.pop().unwrap();
        assert_eq!((added.file.kind, added.by.organisation), (kind, Some(BERKELO)));
        let hash: [u8; 32] = Sha256::digest(&sample.bytes).into();
        assert_eq!(added.file.hash.0, hash, "{kind:?}");
        let given = open(&served, &reader, &address(added.file.id)).await;
        assert_eq!(given.status(), StatusCode::OK);
        assert_eq!(header_of(&given, "content-type"), kind.media_type());
        assert_eq!(header_of(&given, "etag"), format!("\"{}\"", added.file.hash));
        assert_eq!(header_of(&given, "x-content-type-options"), "nosniff");
        assert_eq!(header_of(&given, "content-security-policy"), "default-src 'none'; sandbox");
        assert!(header_of(&given, "cache-control").starts_with("private, no-store"));
        let called = format!("filename=\"Lijst met aanspreekpunten.{}\"", kind.endings()[0]);
        let disposition = header_of(&given, "content-disposition");
        assert!(disposition.starts_with("attachment; ") && disposition.contains(&called));
        assert_eq!(given.bytes().await.unwrap(), sample.bytes);
    }
    let shown = open(&served, &reader, &page(&format!("/acties/{action}"))).await;
    let shown = shown.text().await.unwrap();
    for told in
        ["Lijst met aanspreekpunten", "PDF, ", "afbeelding (PNG), ", "Toegevoegd door berkelo"]
    {
        assert!(shown.contains(told), "{told}");
    }
    assert_eq!(stored(&stage).len(), FileKind::ALL.len());
    let marked = "SELECT COUNT(*) FROM file WHERE attached_at IS NOT NULL AND removed_at IS NULL";
    assert_eq!(number(&served.house.db, marked).await, 11);
}

/// An archive with one part that becomes as large as this.
fn exploding(name: &str, bytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types>wordprocessingml.document.main+xml</Types>").unwrap();
    zip.start_file(name, options).unwrap();
    let piece = vec![b'a'; 1024 * 1024];
    for _ in 0..bytes / piece.len() {
        zip.write_all(&piece).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same archive, saying everywhere of its parts that they become one byte.
fn lying_of_its_size(mut archive: Vec<u8>) -> Vec<u8> {
    for (sign, size_at) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22), (b"PK\x07\x08", 12)] {
        let at: Vec<usize> =
            (0..archive.len() - 4).filter(|at| archive[*at..].starts_with(sign)).collect();
        for header in at {
            let size = header + size_at;
            archive[size..size + 4].copy_from_slice(&1_u32.to_le_bytes());
        }
    }
    archive
}

/// An archive that says the sizes of its parts behind them.
fn exploding_as_it_streams(bytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new_stream(Vec::new());
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("bom.xml", options).unwrap();
    for _ in 0..bytes / (1024 * 1024) {
        zip.write_all(&vec![b'a'; 1024 * 1024]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document with two parts of one name: the first of them is shown by some programs, the last by others.
fn with_a_shadow() -> Vec<u8> {
    let mut whole = office(
        "wordprocessingml.document.main+xml",
        &[("een.xml", b"<een/>".as_slice()), ("twe.xml", b"<twe/>".as_slice())],
    );
    for at in 0..whole.len() - 7 {
        if &whole[at..at + 7] == b"twe.xml" {
            whole[at..at + 7].copy_from_slice(b"een.xml");
        }
    }
    whole
}

/// An archive that says that it has far more parts than it has.
fn saying_of_many() -> Vec<u8> {
    let mut whole = archive(&[("a.xml", b"<a/>")]);
    let end = whole.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let mut long = b"PK\x06\x06".to_vec();
    long.extend(44_u64.to_le_bytes());
    long.extend([0; 20]);
    long.extend(9_000_000_u64.to_le_bytes());
    long.extend([0; 16]);
    whole.splice(end..end, long);
    whole
}

/// An archive whose list names its last part many times.
fn overlapping(times: u32) -> Vec<u8> {
    let whole = office("wordprocessingml.document.main+xml", &[("a.xml", &[b'a'; 5_000])]);
    let end = whole.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let last = whole.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    let mut entry = whole[last..end].to_vec();
    let (mut made, mut names) = (whole[..end].to_vec(), 0_u16);
    for nth in 0..times {
        for (at, shift) in [(46, 0), (47, 4), (48, 8), (49, 12), (50, 16)] {
            entry[at] = b'A' + u8::try_from((nth >> shift) & 15).unwrap();
        }
        made.extend(&entry);
        names = names.saturating_add(1);
    }
    let start = u32::from_le_bytes(whole[end + 16..end + 20].try_into().unwrap());
    let count = u16::from_le_bytes(whole[end + 10..end + 12].try_into().unwrap());
    let count = count.saturating_add(names);
    let size = u32::try_from(made.len()).unwrap() - start;
    let mut tail = whole[end..].to_vec();
    tail[8..10].copy_from_slice(&count.to_le_bytes());
    tail[10..12].copy_from_slice(&count.to_le_bytes());
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    made.extend(tail);
    made
}

/// Everything that is refused: what it is called, what it holds, the status, and what is said.
///
/// Size: a row for each way to be refused.
fn refused() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let word = "wordprocessingml.document.main+xml";
    let docx = |more: &[(&str, &[u8])]| office(word, more);
    let bomb = exploding("bom.xml", 120 * 1024 * 1024);
    let streamed = exploding_as_it_streams(120 * 1024 * 1024);
    let types_of = |bytes: usize| {
        let numbers: String = (0..bytes / 7).map(|nth| format!("{nth:06} ")).collect();
        let types = format!("<Types>{word}{}</Types>", numbers);
        archive(&[("[Content_Types].xml", types.as_bytes())])
    };
    let docx_that_shouts =
        archive(&[("[CONTENT_TYPES].XML", format!("{word} VBAPROJECT").as_bytes())]);
    let many: Vec<(String, &[u8])> =
        (0..6_000).map(|nth| (format!("{nth}.xml"), b"".as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, it)| (name.as_str(), *it)).collect();
    let nested = |inner: Vec<u8>| docx(&[("embeddings/een.xlsx", &inner)]);
    let deep = nested(nested(nested(docx(&[]))));
    let locked = archive(&[
        ("mimetype", FileKind::Odt.media_type().as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
    ]);
    let compound = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    let mut broken = docx(&[]);
    broken.truncate(broken.len() / 2);
    vec![
        ("leeg.pdf", vec![], 422, "Dit bestand is leeg"),
        ("plan.pdf", b"Dit is geen PDF.\n".to_vec(), 415, "iets anders dan het einde"),
        ("plan.pdf", sample(FileKind::Png).bytes, 415, "iets anders dan het einde"),
        ("plan.docx", sample(FileKind::Xlsx).bytes, 415, "iets anders dan het einde"),
        ("plan.exe", b"MZ\x90\0\x03\0\0\0".to_vec(), 415, "is een programma"),
        ("plan.pdf", b"\x7fELF\x02\x01\x01\0\0".to_vec(), 415, "is een programma"),
        ("plan.txt", b"#!/bin/sh\nrm -rf /\n".to_vec(), 415, "is een programma"),
        ("plan.html", b"<!DOCTYPE html><p>x".to_vec(), 415, "Webpagina"),
        ("plan.txt", b"\n <ScRiPt>alert(1)</script>".to_vec(), 415, "Webpagina"),
        ("plan.svg", b"<svg xmlns='x'/>".to_vec(), 415, "Webpagina"),
        ("plan.png", b"<?xml version='1.0'?><svg/>".to_vec(), 415, "Webpagina"),
        ("plan.zip", archive(&[("a.txt", b"a")]), 415, "ingepakt bestand"),
        ("plan.docx", archive(&[("a.txt", b"a")]), 415, "ingepakt bestand"),
        ("plan.gz", b"\x1f\x8b\x08\0\0\0".to_vec(), 415, "ingepakt bestand"),
        ("plan.docm", docx(&[("word/vbaProject.bin", b"x")]), 415, "macro"),
        ("plan.docx", docx(&[("word/VBAproject.bin", b"x")]), 415, "macro"),
        ("plan.docx", docx(&[("x", &docx(&[("vbaProject.bin", b"x")]))]), 415, "macro"),
        (
            "plan.ods",
            archive(&[("mimetype", FileKind::Ods.media_type().as_bytes()), ("Basic/a.xml", b"x")]),
            415,
            "macro",
        ),
        ("plan.odt", locked, 422, "wachtwoord"),
        ("plan.docx", compound.clone(), 422, "wachtwoord"),
        ("plan.doc", compound, 415, "Dit soort bestand"),
        ("plan.docx", broken, 422, "beschadigd"),
        ("plan.docx", bomb.clone(), 422, "veel te groot"),
        ("leugen.docx", lying_of_its_size(bomb), 422, "beschadigd"),
        ("stroom.docx", lying_of_its_size(streamed), 422, "beschadigd"),
        ("schaduw.docx", with_a_shadow(), 422, "beschadigd"),
        ("plan.docx", nested(overlapping(150_000)), 422, "veel te groot"),
        ("plan.docx", nested(saying_of_many()), 422, "veel te groot"),
        ("lang.docx", types_of(1_200_000), 422, "beschadigd"),
        ("plan.docx", docx_that_shouts, 415, "macro"),
        ("plan.docx", nested(exploding("bom.xml", 110 * 1024 * 1024)), 422, "veel te groot"),
        ("plan.docx", deep, 422, "veel te groot"),
        ("plan.docx", docx(&many), 422, "veel te groot"),
        ("plan.docx", overlapping(50), 422, "veel te groot"),
        ("plan.csv", b"School;Co\xf6rdinator\n".to_vec(), 415, "UTF-8"),
        ("plan.txt", b"\xff\xfea\0b\0".to_vec(), 415, "UTF-8"),
        ("plan.txt", b"a\0b".to_vec(), 415, "iets anders dan het einde"),
        ("plan", b"Gewone tekst.".to_vec(), 415, "Dit soort bestand"),
        ("plan.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec(), 415, "Dit soort bestand"),
    ]
}

async fn what_lies_or_explodes_is_refused_and_nowhere(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let before = head(&served).await;
    for (name, bytes, status, said) in refused() {
        assert!(bytes.len() < usize::try_from(FILE_BYTES_MAX).unwrap(), "{name}");
        let started = std::time::Instant::now();
        let answer = attach(&served, &owner, action, Sample::new(name, bytes)).await;
        let told = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        assert!(text.contains(said), "{name}: {said} in {told}: {}", summary(&text));
        assert_eq!(told, status, "{name}: {said}");
        assert!(text.contains("Lijst met aanspreekpunten"), "what was typed stays: {name}");
        assert!(started.elapsed().as_secs() < 60, "{name} takes too long");
    }
    assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0), "nothing of it is anywhere");
    assert_eq!(head(&served).await, before);
}

/// Returns why a page says that something was not done.
fn summary(page: &str) -> String {
    let from = page.find("kt-summary").unwrap_or_default();
    page.chars().skip(from).take(700).collect()
}

async fn what_stood_beside_a_file_stays_when_it_is_refused(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let path = page(&format!("/acties/{action}/bestanden"));
    let send = async |form: &[(&str, &str)], file: Sample| {
        let answer = upload(&served, &owner, &path, form, file).await;
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let named =
        |name: &'static str| [("formulier", "een"), ("wat-is-dit", name), ("geen-zaken", "ja")];
    let pdf = || sample(FileKind::Pdf);
    let (status, text) = send(&[("formulier", "een"), ("wat-is-dit", "Het rooster")], pdf()).await;
    assert!(status == 422 && text.contains("Het rooster") && text.contains("vink dat aan"));
    let (status, text) = send(&named("  "), pdf()).await;
    assert!(status == 422 && text.contains("in een paar woorden wat dit bestand is"), "{status}");
    let (status, text) = send(&named("Bel 06 12345678"), pdf()).await;
    assert!(status == 422 && text.contains("telefoonnummer") && text.contains("Bel 06 12345678"));
    // The box stays ticked, and the file has to be chosen again.
    assert!(text.contains("checked") && text.contains("Kies het bestand opnieuw"));
    let (status, text) = send(&named("Het rooster"), Sample::new("", vec![])).await;
    assert!(status == 422 && text.contains("U koos geen bestand"), "{status}");
    assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0));
    // In English too.
    post(&served, &owner, "/taal", &[("taal", "en"), ("terug", "/")]).await;
    let (status, text) =
        send(&named("Het rooster"), Sample::new("a.zip", archive(&[("a", b"a")]))).await;
    assert!(status == 415 && text.contains("Unpack it and add what is in it"), "{status}");
}

async fn the_same_form_twice_adds_one_file(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let send = || attach_with(&served, &owner, action, "een-weergave", sample(FileKind::Pdf));
    let (one, two) = tokio::join!(send(), send());
    assert_eq!((one.status(), two.status()), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(send().await.status(), StatusCode::SEE_OTHER);
    assert_eq!((attached(&served, action).await.len(), stored(&stage).len()), (1, 1));
    // Another file from the same page is another file.
    let other = attach_with(&served, &owner, action, "een-weergave", sample(FileKind::Png)).await;
    assert_eq!(other.status(), StatusCode::SEE_OTHER);
    assert_eq!(attached(&served, action).await.len(), 2);
}

async fn a_file_that_is_too_large_is_answered_clearly(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let pdf = |bytes: u64| {
        let mut whole = sample(FileKind::Pdf);
        whole.bytes.resize(usize::try_from(bytes).unwrap(), b' ');
        whole
    };
    let fits = attach(&served, &owner, action, pdf(FILE_BYTES_MAX)).await;
    assert_eq!(fits.status(), StatusCode::SEE_OTHER, "what just fits is taken");
    for bytes in [FILE_BYTES_MAX + 1, 2 * FILE_BYTES_MAX, FILE_BYTES_MAX * 5 / 2 + 1024 * 1024] {
        let large = attach(&served, &owner, action, pdf(bytes)).await;
        assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE, "{bytes}");
        let text = large.text().await.unwrap();
        assert!(text.contains("te groot: hooguit 10 MB"), "{bytes}: {}", summary(&text));
        assert!(text.contains("Lijst met aanspreekpunten"), "{bytes}");
    }
    assert_eq!((attached(&served, action).await.len(), rows(&served).await), (1, 1));
}

async fn an_action_has_no_more_files_than_fit(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    for nth in 0..FILES_MAX {
        let file = Sample::new("a.txt", format!("Lijst {nth}"));
        assert_eq!(attach(&served, &owner, action, file).await.status(), StatusCode::SEE_OTHER);
    }
    let more = attach(&served, &owner, action, Sample::new("a.txt", "Nog een")).await;
    assert_eq!(more.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(more.text().await.unwrap().contains("hooguit 20 bestanden"));
    assert_eq!((rows(&served).await, stored(&stage).len()), (20, FILES_MAX));
}

async fn who_may_not_add_sends_nothing(stage: Stage) {
    let served = served(&stage).await;
    served.house.let_observer_in().await;
    let action = asked(&served).await;
    let observer = served.sign_in("waarnemer").await;
    let refused = attach(&served, &observer, action, sample(FileKind::Pdf)).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let stranger = served.sign_in("duinkust").await;
    let nowhere = attach(&served, &stranger, action, sample(FileKind::Pdf)).await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    let unknown = ActionId(Uuid::new_v4());
    let owner = served.sign_in("berkelo").await;
    let nowhere = attach(&served, &owner, unknown, sample(FileKind::Pdf)).await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    let shown = open(&served, &observer, &page(&format!("/acties/{action}"))).await;
    let shown = shown.text().await.unwrap();
    assert!(shown.contains("Bestanden") && !shown.contains("multipart/form-data"));
    assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0));
    let tried = "SELECT COUNT(*) FROM audit WHERE kind = 'refused'";
    assert_eq!(number(&served.house.db, tried).await, 1, "it is written down who tried");
}

async fn a_file_is_found_in_its_own_region_only(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let file = add(&served, &owner, action, sample(FileKind::Pdf)).await.file.id;
    let stranger = served.sign_in("duinkust").await;
    let elsewhere = format!("/regio/{}/bestanden/{file}", RegionId(Uuid::from_u128(0x2)));
    for path in [address(file), elsewhere] {
        assert_eq!(open(&served, &stranger, &path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let nobody = stage::served::browser();
    let sent = open(&served, &nobody, &address(file)).await;
    assert!(header_of(&sent, "location").starts_with("/inloggen"), "to sign in");
}

/// Puts a file down as a server does that is killed before it attaches it.
async fn left(served: &Served, stage: &Stage, bytes: &str, at: Moment) -> FileId {
    let id = FileId(Uuid::new_v4());
    let hash = domain::FileHash(Sha256::digest(bytes).into());
    let held = Held { hash, size: bytes.len() as u64, kind: FileKind::Text };
    assert!(served.files.note_staged(REGION, id, held, at).await.unwrap());
    let path = in_store(stage, REGION, id);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    id
}

fn file(id: FileId, bytes: &str) -> Box<domain::File<TypedText>> {
    let hash = domain::FileHash(Sha256::digest(bytes).into());
    let name = TypedText::new("Lijst");
    Box::new(domain::File { id, name, hash, size: bytes.len() as u64, kind: FileKind::Text })
}

async fn what_is_not_attached_is_read_by_nobody(stage: Stage) {
    let served = served(&stage).await;
    asked(&served).await;
    let id = left(&served, &stage, "Nog niet", NOW).await;
    let owner = served.sign_in("berkelo").await;
    assert_eq!(open(&served, &owner, &address(id)).await.status(), StatusCode::NOT_FOUND);
}

async fn remove(served: &Served, client: &Client, file: FileId, reason: &str) -> Response {
    let form = [("formulier", "weg"), ("reden", reason)];
    post(served, client, &address(file), &form).await
}

async fn a_file_is_removed_with_its_bytes(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let (owner, reader) = (served.sign_in("berkelo").await, served.sign_in("waterdam").await);
    let file = add(&served, &owner, action, sample(FileKind::Pdf)).await.file.id;
    let why = "Er staat een verkeerde school in.";
    let gone = remove(&served, &owner, file, why).await;
    assert!(header_of(&gone, "location").contains("gedaan=bestand-weg"));
    // A second click says the same.
    assert_eq!(remove(&served, &owner, file, why).await.status(), StatusCode::SEE_OTHER);
    assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0));
    assert_eq!(open(&served, &reader, &address(file)).await.status(), StatusCode::NOT_FOUND);
    let shown = open(&served, &reader, &page(&format!("/acties/{action}"))).await;
    let shown = shown.text().await.unwrap();
    for told in ["Verwijderd door berkelo", why, "Lijst met aanspreekpunten"] {
        assert!(shown.contains(told), "{told}");
    }
    let history = open(&served, &reader, &page("/geschiedenis")).await.text().await.unwrap();
    assert!(history.contains("een bestand toe: Lijst met aanspreekpunten (PDF, "), "attached");
    assert!(history.contains("verwijderde een bestand van de actie"), "removed");
}

async fn a_removed_file_needs_a_reason_and_a_right(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let (owner, other) = (served.sign_in("berkelo").await, served.sign_in("waterdam").await);
    let file = add(&served, &owner, action, sample(FileKind::Pdf)).await.file.id;
    let none = remove(&served, &owner, file, " ").await;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().await.unwrap().contains("Schrijf eerst waarom u dit verwijdert"));
    let case = remove(&served, &owner, file, "Bel 06 12345678 eens").await;
    let text = case.text().await.unwrap();
    assert!(text.contains("telefoonnummer") && text.contains("Bel 06 12345678 eens"));
    let refused = remove(&served, &other, file, "Weg ermee.").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let unknown = remove(&served, &owner, FileId(Uuid::new_v4()), "Weg.").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert_eq!(open(&served, &other, &address(file)).await.status(), StatusCode::OK);
    let coordinator = served.sign_in("coordinator").await;
    assert_eq!(remove(&served, &coordinator, file, "Oud.").await.status(), StatusCode::SEE_OTHER);
}

async fn a_file_that_is_not_in_the_store_is_a_clear_page(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let file = add(&served, &owner, action, sample(FileKind::Pdf)).await.file.id;
    let path = in_store(&stage, REGION, file);
    let (files, regions) = (&served.files, &served.house.regions);
    assert_eq!(files.count(regions).await.unwrap(), (1, 0));
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, vec![b'x'; whole.len()]).unwrap();
    assert_eq!(files.count(regions).await.unwrap(), (1, 1), "it holds something else");
    assert_eq!(files.compare(regions, NOW).await.unwrap().missing, 0, "that is not read");
    std::fs::write(&path, b"half").unwrap();
    assert_eq!(files.count(regions).await.unwrap(), (1, 1));
    assert_eq!(files.compare(regions, NOW).await.unwrap().missing, 1);
    for _ in 0..2 {
        let missing = open(&served, &owner, &address(file)).await;
        assert_eq!(missing.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(missing.text().await.unwrap().contains("Dit bestand is er nu niet"));
        let _ = std::fs::remove_file(&path);
    }
    assert_eq!(files.count(regions).await.unwrap(), (1, 1));
    assert_eq!(files.compare(regions, NOW).await.unwrap().missing, 1);
}

async fn a_full_store_loses_nothing_that_was_typed(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    // Where the folder of regions should be stands a file.
    let folder = stage.files().join("regions");
    std::fs::write(&folder, b"").unwrap();
    let refused = attach(&served, &owner, action, sample(FileKind::Pdf)).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    let text = refused.text().await.unwrap();
    assert!(text.contains("kon nu niet worden bewaard"), "{}", summary(&text));
    assert!(text.contains("Lijst met aanspreekpunten"));
    std::fs::remove_file(&folder).unwrap();
    let again = attach(&served, &owner, action, sample(FileKind::Pdf)).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
}

async fn what_was_put_down_and_left_is_cleared_away_after_a_day(stage: Stage) {
    let served = served(&stage).await;
    asked(&served).await;
    let id = left(&served, &stage, "Blijft liggen", NOW).await;
    let (files, regions) = (&served.files, &served.house.regions);
    assert_eq!(files.sweep(regions, Moment(NOW.0 + DAY_US)).await.unwrap(), 0);
    assert!(in_store(&stage, REGION, id).exists(), "a day is not over yet");
    assert_eq!(files.sweep(regions, Moment(NOW.0 + DAY_US + 1)).await.unwrap(), 1);
    assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0));
}

/// A server can stop after each step: row, bytes, entry, mark; and row going, bytes gone, row gone.
async fn whatever_step_a_server_stopped_at_the_next_goes_on(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let (files, regions, db) = (&served.files, &served.house.regions, &served.house.db);
    let later = Moment(NOW.0 + 2 * DAY_US);
    // The row alone.
    let id = left(&served, &stage, "Alleen de regel", NOW).await;
    std::fs::remove_file(in_store(&stage, REGION, id)).unwrap();
    assert_eq!(files.sweep(regions, later).await.unwrap(), 1);
    assert_eq!(rows(&served).await, 0);
    // Row, bytes and entry, and nothing noted.
    let kept = left(&served, &stage, "Met een regel", NOW).await;
    let attach = Command::AttachFile { action, file: file(kept, "Met een regel") };
    served.house.submit(NEIGHBOUR, sent(attach)).await.unwrap();
    assert_eq!(files.sweep(regions, later).await.unwrap(), 0);
    assert!(in_store(&stage, REGION, kept).exists(), "what an entry attaches stays");
    let marked = "SELECT COUNT(*) FROM file WHERE attached_at IS NOT NULL";
    assert_eq!(number(db, marked).await, 1);
    // The entry that removes it, and nothing noted; then noted, and the bytes there; then the bytes gone.
    let reason = TypedText::new("Het was een oude lijst.");
    let remove = Command::RemoveFile { action, file: kept, reason };
    served.house.submit(NEIGHBOUR, sent(remove)).await.unwrap();
    assert!(in_store(&stage, REGION, kept).exists());
    let bytes = std::fs::read(in_store(&stage, REGION, kept)).unwrap();
    for (noted, there) in [(false, true), (true, true), (true, false)] {
        execute(db, "DELETE FROM file").await;
        let held = Held::from(&*file(kept, "Met een regel"));
        assert!(files.note_staged(REGION, kept, held, NOW).await.unwrap());
        if noted {
            execute(db, AssertSqlSafe(format!("UPDATE file SET removed_at = {}", NOW.0))).await;
        }
        match there {
            true => std::fs::write(in_store(&stage, REGION, kept), &bytes).unwrap(),
            false => drop(std::fs::remove_file(in_store(&stage, REGION, kept))),
        }
        assert_eq!(files.sweep(regions, NOW).await.unwrap(), 1, "{noted} {there}");
        assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0), "{noted} {there}");
        assert_eq!(files.sweep(regions, NOW).await.unwrap(), 0, "there is nothing left to do");
    }
    // Two servers at once.
    for nth in 0..5 {
        left(&served, &stage, &format!("Blijft liggen {nth}"), NOW).await;
    }
    let other = House::new(stage_db(&stage, db).await);
    let second = Files::new(other.db.clone(), Some(store(&stage).await));
    let (one, two) = tokio::join!(files.sweep(regions, later), second.sweep(&other.regions, later));
    assert!(5 <= one.unwrap() + two.unwrap());
    assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0));
}

/// Another way into the same database.
async fn stage_db(stage: &Stage, db: &Db) -> Db {
    if stage.is_shared() { stage.open().await } else { db.clone() }
}

async fn store(stage: &Stage) -> Store {
    Store::open(&stage.files().display().to_string()).await.unwrap()
}

async fn while_a_hold_goes_on_nothing_left_behind_goes(stage: Stage) {
    let served = served(&stage).await;
    asked(&served).await;
    left(&served, &stage, "Blijft liggen", NOW).await;
    let hold = Uuid::new_v4();
    served.house.people.set_hold(hold, "onderzoek", COORDINATOR, NOW).await.unwrap();
    let later = Moment(NOW.0 + 2 * DAY_US);
    let (files, regions) = (&served.files, &served.house.regions);
    assert_eq!(files.sweep(regions, later).await.unwrap(), 0);
    served.house.people.lift_hold(COORDINATOR, NOW).await.unwrap();
    assert_eq!(files.sweep(regions, later).await.unwrap(), 1);
}

async fn what_nothing_knows_of_goes_and_other_regions_stay(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let kept = add(&served, &owner, action, sample(FileKind::Pdf)).await.file.id;
    let (old, young) = (FileId(Uuid::new_v4()), FileId(Uuid::new_v4()));
    let elsewhere = (RegionId(Uuid::new_v4()), FileId(Uuid::new_v4()));
    let put = |region, file, is_old: bool| {
        let path = in_store(&stage, region, file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, b"x").unwrap();
        let hours = if is_old { 25 } else { 23 };
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(hours * 3_600);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(then).unwrap();
    };
    put(REGION, old, true);
    put(REGION, young, false);
    put(elsewhere.0, elsewhere.1, true);
    let (files, regions) = (&served.files, &served.house.regions);
    let compared = files.compare(regions, NOW).await.unwrap();
    assert_eq!((compared.unknown, compared.deleted, compared.missing), (1, 0, 0));
    assert!(in_store(&stage, REGION, old).exists(), "an older database may have been put back");
    assert_eq!(files.compare(regions, NOW).await.unwrap().unknown, 0, "it is noted");
    assert_eq!(files.sweep(regions, Moment(NOW.0 + DAY_US)).await.unwrap(), 0);
    assert!(in_store(&stage, REGION, old).exists(), "a day after it was seen");
    assert_eq!(files.sweep(regions, Moment(NOW.0 + DAY_US + 1)).await.unwrap(), 1);
    let left: BTreeSet<PathBuf> = [
        in_store(&stage, REGION, kept),
        in_store(&stage, REGION, young),
        in_store(&stage, elsewhere.0, elsewhere.1),
    ]
    .into();
    assert_eq!(stored(&stage), left);
}

async fn what_a_killed_server_was_writing_goes_after_a_day(stage: Stage) {
    let served = served(&stage).await;
    asked(&served).await;
    let file = FileId(Uuid::new_v4());
    let put = |name: String, hours: u64| {
        let path = in_store(&stage, REGION, file).with_file_name(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, b"half").unwrap();
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(hours * 3_600);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(then).unwrap();
        path
    };
    put(format!("{file}#1"), 25);
    let kept = [
        put(format!("{file}#2"), 23),
        put(format!("{file}#b"), 25),
        put("van iemand anders#1".into(), 25),
    ];
    let compared = served.files.compare(&served.house.regions, NOW).await.unwrap();
    assert_eq!((compared.unfinished, compared.unknown), (1, 0));
    assert_eq!(stored(&stage), kept.into());
}

async fn a_removal_that_nobody_took_in_is_taken_in_by_the_next_comparison(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let file = add(&served, &owner, action, sample(FileKind::Pdf)).await.file.id;
    let remove = Command::RemoveFile { action, file, reason: TypedText::new("Oud.") };
    served.house.submit(NEIGHBOUR, sent(remove)).await.unwrap();
    assert!(in_store(&stage, REGION, file).exists());
    let compared = served.files.compare(&served.house.regions, NOW).await.unwrap();
    assert_eq!((compared.deleted, compared.missing), (1, 0));
    assert_eq!((rows(&served).await, stored(&stage).len()), (0, 0));
}

async fn no_more_files_come_in_at_once_than_there_is_room_for(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let mut turns = vec![];
    while let Some(turn) = served.files.turn().await {
        turns.push(turn);
    }
    let refused = attach(&served, &owner, action, sample(FileKind::Pdf)).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    let text = refused.text().await.unwrap();
    assert!(text.contains("kon nu niet worden bewaard"), "{}", summary(&text));
    assert!(text.contains("Lijst met aanspreekpunten"));
    drop(turns);
    let again = attach(&served, &owner, action, sample(FileKind::Pdf)).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
}

async fn a_command_that_was_accepted_is_answered_again(stage: Stage) {
    let served = served(&stage).await;
    served.house.let_observer_in().await;
    let action = asked(&served).await;
    let (owner, observer) = (served.sign_in("berkelo").await, served.sign_in("waarnemer").await);
    let there = left(&served, &stage, "Iets", Moment(NOW.0 - 1_000)).await;
    let attach = sent(Command::AttachFile { action, file: file(there, "Iets") });
    let send = async |client: &Client| {
        let to = served.at(&page("/opdrachten"));
        client.post(to).json(&attach).send().await.unwrap().status()
    };
    assert_eq!(send(&observer).await, StatusCode::FORBIDDEN);
    let staged = number(&served.house.db, "SELECT staged_at FROM file").await;
    assert_eq!(staged, NOW.0 - 1_000, "whoever may not attach it keeps nothing from going");
    assert_eq!(send(&owner).await, StatusCode::OK);
    let remove = Command::RemoveFile { action, file: there, reason: TypedText::new("Oud.") };
    served.house.submit(NEIGHBOUR, sent(remove)).await.unwrap();
    served.files.compare(&served.house.regions, NOW).await.unwrap();
    assert_eq!(send(&owner).await, StatusCode::OK, "its answer was lost on the way");
}

async fn a_command_attaches_only_what_is_there(stage: Stage) {
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let send = async |file: Box<domain::File<TypedText>>| {
        let command = sent(Command::AttachFile { action, file });
        owner.post(served.at(&page("/opdrachten"))).json(&command).send().await.unwrap().status()
    };
    let made_up = FileId(Uuid::new_v4());
    assert_eq!(send(file(made_up, "Niets")).await, StatusCode::NOT_FOUND);
    let there = left(&served, &stage, "Iets", NOW).await;
    assert_eq!(send(file(there, "Iets anders")).await, StatusCode::NOT_FOUND, "it holds another");
    assert_eq!(send(file(there, "Iets")).await, StatusCode::OK);
    let given = open(&served, &owner, &address(there)).await;
    assert_eq!(given.text().await.unwrap(), "Iets");
}

async fn without_a_place_for_files_nothing_is_added(stage: Stage) {
    let served = Served::without_files(&stage).await;
    served.house.let_coordinator_in().await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let refused = attach(&served, &owner, action, sample(FileKind::Pdf)).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    // What another server attached is told of, and is not here.
    let there = left(&served, &stage, "Iets", NOW).await;
    let attach = Command::AttachFile { action, file: file(there, "Iets") };
    served.house.submit(NEIGHBOUR, sent(attach)).await.unwrap();
    let missing = open(&served, &owner, &address(there)).await;
    assert_eq!(missing.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(missing.text().await.unwrap().contains("Dit bestand is er nu niet"));
    let shown = open(&served, &owner, &page(&format!("/acties/{action}"))).await;
    assert!(!shown.text().await.unwrap().contains("multipart/form-data"));
    assert_eq!(served.files.sweep(&served.house.regions, NOW).await.unwrap(), 0);
    assert_eq!(served.files.count(&served.house.regions).await.unwrap(), (1, 1));
    let unusable = Store::open("/proc/niets/hier").await.unwrap_err().to_string();
    assert!(unusable.contains("cannot keep files in /proc/niets/hier"), "{unusable}");
    assert!(!unusable.contains('\n'));
}

fn inside(stage: &Stage, folder: &Path) -> config::Inside {
    config::Inside {
        store: config::Store { database: stage.address.clone() },
        content: config::Content { content: None },
        time: config::Time { start: Some(NOW) },
        redactions: Some(stage.ledger()),
        files: Some(folder.display().to_string()),
        without_ledger: true,
    }
}

/// The whole way of an operator: a backup with its files, everything lost, and all of it put back.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_put_back_has_its_files() {
    let stage = Stage::sqlite();
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let file = add(&served, &owner, action, sample(FileKind::Pdf)).await.file.id;
    let backup = stage.folder.join("kopie.db");
    Db::back_up(&stage.address, &backup).await.unwrap();
    let copied = copy_out(&store(&stage).await, &companion(&backup)).await.unwrap();
    assert_eq!(copied, [file].into());
    served.stop.cancel();
    served.house.db.close().await;
    let path = PathBuf::from(stage.address.strip_prefix("sqlite:").unwrap());
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    std::fs::remove_dir_all(stage.files()).unwrap();
    let anew = stage.folder.join("andere-plek");
    let inside = inside(&stage, &anew);
    let restore = config::Restore { inside, from: Some(backup.clone()) };
    let done = serve::restore(&restore).await.unwrap();
    assert_eq!((done.files, done.missing), (1, 0));
    assert!(done.again.len() == 1 && done.again[0].file == file && done.again[0].action == action);
    let there = anew.join("regions").join(REGION.to_string()).join(file.to_string());
    assert_eq!(std::fs::read(there).unwrap(), sample(FileKind::Pdf).bytes);
    // Without the copy of the files it is said how many are not there.
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_dir_all(&anew).unwrap();
    std::fs::rename(companion(&backup), stage.folder.join("weg")).unwrap();
    let done = serve::restore(&restore).await.unwrap();
    assert_eq!((done.files, done.missing), (0, 1));
}

fn program(stage: &Stage, files: &Path, arguments: &[&str]) -> (bool, String) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_server"))
        .args(arguments)
        .env("KETENTAFEL_DATABASE", &stage.address)
        .env("KETENTAFEL_FILES", files)
        .env("KETENTAFEL_REDACTIONS", stage.ledger())
        .output()
        .unwrap();
    let told = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8_lossy(&told).into_owned())
}

/// What an operator types: no backup says that it is whole while files are missing in it.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_without_its_files_is_an_error() {
    let stage = Stage::sqlite();
    let served = served(&stage).await;
    let action = asked(&served).await;
    let owner = served.sign_in("berkelo").await;
    let file = add(&served, &owner, action, sample(FileKind::Pdf)).await.file;
    served.stop.cancel();
    served.house.db.close().await;
    let (there, empty) = (stage.files(), stage.folder.join("leeg"));
    std::fs::create_dir(&empty).unwrap();
    let to = |name: &str| stage.folder.join(name).display().to_string();
    let run = |files: &Path, arguments: &[&str]| program(&stage, files, arguments);
    let (whole, told) = run(&there, &["backup", "--to", &to("heel.db")]);
    assert!(whole && told.contains("its 1 files are in"), "{told}");
    let (whole, told) = run(&empty, &["backup", "--to", &to("leeg.db")]);
    assert!(!whole && told.contains("1 of its 1 attached files"), "{told}");
    let (whole, told) = run(&stage.folder.join("weg"), &["backup", "--to", &to("weg.db")]);
    assert!(!whole && told.contains("there is no folder"), "{told}");
    let (whole, told) = run(&there, &["files", "check", "--without-ledger"]);
    assert!(whole && told.contains("all of them are there"), "{told}");
    let (whole, told) = run(&empty, &["files", "check", "--without-ledger"]);
    assert!(!whole && told.contains("1 of 1 attached files are not there"), "{told}");
    let path = PathBuf::from(stage.address.strip_prefix("sqlite:").unwrap());
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    let from = to("heel.db");
    let (whole, told) = run(&empty, &["restore", "--without-ledger", "--from", &from]);
    assert!(whole && told.contains("1 files were put back"), "{told}");
    let again = format!("region {REGION}, action {action}, SHA-256 {}", file.hash);
    assert!(told.contains(&again), "{told}");
}
