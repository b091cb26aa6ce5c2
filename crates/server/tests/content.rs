//! The content that ships is whole, and a broken file says which line and why.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::checklist::{Checklist, ChecklistIn, LinkId, Place};
use domain::{CheckId, EditionId, FieldId, Language, Scope};
use server::content::{self, CURRENT, EditionFiles};
use server::library::Library;

fn shipped() -> Checklist {
    content::check(&EditionFiles::embedded()).unwrap_or_else(|errors| panic!("\n{errors}"))
}

/// How many of something each check has.
fn per_check<T>(items: impl Iterator<Item = T>, check: impl Fn(&T) -> CheckId) -> Vec<usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(check(&item)).or_insert(0) += 1;
    }
    counts.into_values().collect()
}

fn joined<T: ToString>(ids: impl Iterator<Item = T>) -> String {
    ids.map(|id| id.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_checklist_has_every_question_and_part_once() {
    let checklist = shipped();
    assert_eq!(checklist.checks().len(), 5);
    assert_eq!(per_check(checklist.questions(), |it| it.id.check()), [4, 6, 5, 5, 4]);
    assert_eq!(checklist.fields().count(), 29);
    assert_eq!(
        joined(checklist.fields().map(|field| field.id)),
        "1.1 1.2 1.3a 1.3b 1.4 2.1 2.2 2.3 2.4 2.5 2.6 3.1a 3.1b 3.2a 3.2b 3.3 3.4 3.5 \
         4.1a 4.1b 4.2 4.3 4.4 4.5a 4.5b 5.1 5.2 5.3 5.4"
    );
}

#[test]
fn ten_fields_are_municipal_and_only_3_2b_asks_for_a_substitute() {
    let checklist = shipped();
    let of = |wanted: Scope| {
        joined(checklist.fields().filter(|field| field.scope == wanted).map(|field| field.id))
    };
    assert_eq!(of(Scope::Municipal), "1.1 1.2 1.3b 1.4 2.2 2.3 2.4 3.1a 3.1b 3.3");
    assert_eq!(
        of(Scope::Regional),
        "1.3a 2.1 2.5 2.6 3.2a 3.2b 3.4 3.5 4.1a 4.1b 4.2 4.3 4.4 4.5a 4.5b 5.1 5.2 5.3 5.4"
    );
    let asked = checklist.asked();
    let substitutes = asked.iter().filter(|asked| asked.substitute);
    assert_eq!(joined(substitutes.map(|asked| asked.field)), "3.2b");
}

#[test]
fn suggestions_examples_tools_and_websites_are_all_there_once() {
    let checklist = shipped();
    assert_eq!(
        joined(checklist.suggestions().map(|it| &it.id)),
        "S1.1 S1.2 S1.3 S2.1 S2.2 S3.1 S3.2 S4.1 S4.2 S4.3 S4.4 S5.1 S5.2"
    );
    let numbered =
        |letter: char, count: usize| joined((1..=count).map(|at| format!("{letter}{at:02}")));
    assert_eq!(joined(checklist.examples.iter().map(|it| &it.id)), numbered('P', 16));
    assert_eq!(per_check(checklist.examples.iter(), |it| it.check), [4, 5, 2, 3, 2]);
    assert_eq!(joined(checklist.tools.iter().map(|it| &it.id)), numbered('T', 15));
    assert_eq!(joined(checklist.websites.iter().map(|it| &it.id)), numbered('W', 13));
}

#[test]
fn every_link_of_the_checklist_is_there_once() {
    let checklist = shipped();
    let urls: BTreeSet<&str> = checklist.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(checklist.links.len(), 48);
    assert_eq!(urls.len(), 48);
    let of = |check| joined(checklist.links_of(CheckId(check)).map(|link| &link.id));
    assert_eq!(of(1), "R-CCV-MH R-WEGW R-COMENSHA R-NRM R-SOA R-NJI-KENNIS");
    assert_eq!(of(2), "R-BARR R-PREV-FOLDER R-SEXTING R-INTERNET R-NJI-PREV");
    assert_eq!(
        of(3),
        "R-CCV-MH R-SV R-WEGW-HTTP R-STAPPEN R-MELD R-TOESTEMMING R-SLACHT R-OUDERS R-NJI-MELD"
    );
    assert_eq!(of(4), "R-CCV-STAP R-POL-OM R-WEGW-HTTP R-LENFERINK");
    assert_eq!(of(5), "R-AZOUGH R-KWAL R-DOOR R-NJI-OPV R-NJI-NAZ R-DATABANK");
}

#[test]
fn a_link_says_whether_it_needs_an_account_and_when_it_was_tried() {
    let checklist = shipped();
    let closed = checklist.links.iter().filter(|link| link.needs_login);
    assert_eq!(joined(closed.map(|link| &link.id)), "R-BARR R-JZN R-KENNISNET");
    assert!(checklist.links.iter().all(|link| link.checked_on.is_none()), "nobody tried them yet");
}

#[test]
fn the_introduction_and_the_boxes_are_all_there() {
    let checklist = shipped();
    let at = |place| joined(checklist.boxes_at(place).map(|it| &it.id));
    assert_eq!(at(Place::Introduction), "definition victims focus role basic-level use");
    assert_eq!(at(Place::Check(CheckId(3))), "neighbourhood-teams");
    assert_eq!(at(Place::Tools), "commission");
    assert_eq!(checklist.boxes.len(), 8);
    let basic = checklist.boxes.iter().find(|it| it.id.0 == "basic-level").unwrap();
    assert_eq!(basic.points.len(), 3);
    assert_eq!(basic.links, [LinkId("R-BASIS".to_owned())]);
}

#[test]
fn hints_name_who_makes_an_answer_honest_except_where_nobody_else_is_needed() {
    let checklist = shipped();
    let without = checklist.fields().filter(|field| field.honest.is_none());
    assert_eq!(joined(without.map(|field| field.id)), "1.4 2.4 3.3");
}

#[test]
fn each_language_reads_as_a_whole() {
    let checklist = shipped();
    for language in Language::ALL {
        let one = checklist.in_language(language);
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Checklist<String>>(&json).unwrap(), one);
        assert!(json.len() < 60_000, "{} bytes for one language", json.len());
    }
    let field: FieldId = "4.4".parse().unwrap();
    let text = |language| checklist.in_language(language).field(field).unwrap().text.clone();
    assert_eq!(
        text(Language::Nl),
        "Hebben de partijen in een convenant afgesproken hoe zij gegevens delen?"
    );
    assert_eq!(text(Language::En), "Have the parties agreed in a covenant how they share data?");
}

#[test]
fn a_folder_holds_the_same_edition() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let from_folder = content::load(Some(&root), &EditionId(CURRENT.to_owned()));
    assert_eq!(from_folder.unwrap(), shipped());
}

#[test]
fn a_folder_that_is_not_there_says_so() {
    let errors = content::load(Some(Path::new("/nowhere")), &EditionId(CURRENT.to_owned()));
    let words = errors.unwrap_err().in_language(Language::Nl);
    let start = "/nowhere/nji-loverboys/v1: dit kan niet gelezen worden";
    assert!(words.starts_with(start), "{words}");
}

#[test]
fn the_name_of_an_edition_never_leads_out_of_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/demo");
    for name in ["../nji-loverboys/v1", "/etc", "..", "nji-loverboys//v1", ""] {
        let errors = content::load(Some(&root), &EditionId(name.to_owned())).unwrap_err();
        assert_eq!(errors.0[0].reason, content::Reason::NotAnEdition, "{name}");
    }
}

/// The shipped files with one text in one of them replaced.
fn broken(file: &str, from: &str, to: &str) -> EditionFiles {
    let mut files = EditionFiles::embedded();
    let (_, text) = files.files.iter_mut().find(|(name, _)| name == file).expect("shipped");
    assert!(text.contains(from), "{file} does not hold {from}");
    *text = text.replacen(from, to, 1);
    files
}

/// The line of the shipped file that holds this text first.
fn line_of(file: &str, text: &str) -> usize {
    let files = EditionFiles::embedded();
    let (_, whole) = files.files.iter().find(|(name, _)| name == file).expect("shipped");
    1 + whole.lines().position(|line| line.contains(text)).expect("in the file")
}

fn refusal(files: &EditionFiles) -> String {
    content::check(files).expect_err("a mistake").in_language(Language::Nl)
}

/// Checks that the files are refused with exactly these lines.
#[track_caller]
fn refused(files: &EditionFiles, expected: &[(&str, usize, &str)]) {
    let told = expected.iter().map(|(file, line, reason)| match line {
        0 => format!("content/{CURRENT}/{file}: {reason}"),
        line => format!("content/{CURRENT}/{file}:{line}: {reason}"),
    });
    assert_eq!(refusal(files), told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_missing_quote_is_pointed_out_alone() {
    let title = "title.nl = \"CoMensha\"";
    let line = line_of("links.toml", title);
    let words = refusal(&broken("links.toml", title, "title.nl = \"CoMensha"));
    let start = format!("content/{CURRENT}/links.toml:{line}: hier klopt de schrijfwijze niet");
    assert!(words.starts_with(&start), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
}

#[test]
fn a_missing_translation_is_asked_for() {
    let english = "place.en = \"The Hague\"\n";
    let line = line_of("examples.toml", "place.nl = \"Den Haag\"");
    let files = broken("examples.toml", english, "");
    refused(&files, &[("examples.toml", line, "‘place.en’ ontbreekt")]);
    let files = broken("examples.toml", english, "place.en = \"  \"\n");
    refused(&files, &[("examples.toml", line + 1, "‘place.en’ is leeg")]);
}

#[test]
fn an_id_that_stands_twice_is_refused() {
    let first = line_of("tools.toml", "id = \"T02\"");
    let second = line_of("tools.toml", "id = \"T03\"");
    let reason = format!("‘T02’ staat er al, op regel {first}");
    let files = broken("tools.toml", "id = \"T03\"", "id = \"T02\"");
    refused(&files, &[("tools.toml", second, &reason)]);
}

/// Readers once saw "R-PREV-OVERZICHT" in the midst of a sentence.
#[test]
fn a_text_that_names_the_id_of_a_link_is_refused_at_its_own_line() {
    let title = "title.nl = \"CoMensha\"";
    let line = line_of("links.toml", title);
    let files = broken("links.toml", title, "title.nl = \"CoMensha (R-COMENSHA)\"");
    let reason = "‘title.nl’ noemt ‘R-COMENSHA’; lezers kennen die naam niet, schrijf de titel";
    refused(&files, &[("links.toml", line, reason)]);
    let text = "Deze training komt van";
    let line = line_of("examples.toml", text);
    let files = broken("examples.toml", text, "Zie R-BARR. Deze training komt van");
    let reason = "‘text.nl’ noemt ‘R-BARR’; lezers kennen die naam niet, schrijf de titel";
    refused(&files, &[("examples.toml", line, reason)]);
}

#[test]
fn a_reference_to_nothing_and_a_link_that_nobody_shows_are_refused() {
    let used = line_of("websites.toml", "link = \"R-CKM\"");
    let unused = line_of("links.toml", "id = \"R-CKM\"");
    let files = broken("websites.toml", "link = \"R-CKM\"", "link = \"R-CMK\"");
    refused(
        &files,
        &[
            ("links.toml", unused, "‘R-CKM’ wordt nergens gebruikt en is dus nergens te zien"),
            ("websites.toml", used, "‘R-CMK’ bestaat niet"),
        ],
    );
    let line = line_of("examples.toml", "id = \"P10\"");
    let files =
        broken("examples.toml", "id = \"P10\"\ncheck = \"3\"", "id = \"P10\"\ncheck = \"7\"");
    refused(&files, &[("examples.toml", line, "‘7’ bestaat niet")]);
}

#[test]
fn a_key_that_is_not_known_is_refused_at_its_own_line() {
    let line = line_of("links.toml", "needs_login = true");
    let block = line_of("links.toml", "id = \"R-BARR\"") - 1;
    let files = broken("links.toml", "needs_login = true", "needs_logn = true");
    refused(
        &files,
        &[
            ("links.toml", block, "‘needs_login’ ontbreekt"),
            ("links.toml", line, "‘needs_logn’ hoort hier niet; is het goed geschreven?"),
        ],
    );
}

#[test]
fn an_address_must_be_complete() {
    let line = 1 + line_of("links.toml", "id = \"R-BARR\"");
    let files =
        broken("links.toml", "\"https://www.barrieremodellen.nl/\"", "\"barrieremodellen\"");
    let reason = "‘barrieremodellen’ past niet bij ‘url’; schrijf een volledig adres dat met \
                  http:// of https:// begint, zonder spaties";
    refused(&files, &[("links.toml", line, reason)]);
}

#[test]
fn a_day_must_exist() {
    let line = line_of("links.toml", "checked_on = \"\"");
    let files = broken("links.toml", "checked_on = \"\"", "checked_on = \"2026-11-31\"");
    let reason = "‘2026-11-31’ past niet bij ‘checked_on’; schrijf een dag die bestaat, als \
                  jaar-maand-dag: 2026-11-23";
    refused(&files, &[("links.toml", line, reason)]);
}

#[test]
fn yes_or_no_is_not_a_text() {
    let line = line_of("links.toml", "needs_login = true");
    let files = broken("links.toml", "needs_login = true", "needs_login = \"ja\"");
    let reason = "bij ‘needs_login’ hoort true of false, zonder aanhalingstekens";
    refused(&files, &[("links.toml", line, reason)]);
}

#[test]
fn two_links_to_one_address_are_refused() {
    let first = line_of("links.toml", "id = \"R-NRM\"");
    let second = line_of("links.toml", "id = \"R-NRM-SITE\"");
    let address = "http://www.nationaalrapporteur.nl/";
    let files = broken("links.toml", "https://www.nationaalrapporteur.nl/", address);
    let reason = format!("‘{address}’ staat er al, op regel {first}");
    refused(&files, &[("links.toml", second, &reason)]);
}

#[test]
fn a_changed_question_part_or_scope_asks_for_a_new_edition() {
    for (from, to) in [
        ("Is er nazorg: hulp na de behandeling?", "Is er hulp na de behandeling?"),
        ("Is there aftercare: help after the treatment?", "Is there help after the treatment?"),
        ("scope = \"regional\"", "scope = \"municipal\""),
        ("substitute = true\n", ""),
    ] {
        let words = refusal(&broken("questions.toml", from, to));
        let start = format!("content/{CURRENT}/questions.toml:1: de vragen van deze uitgave zijn");
        assert!(words.starts_with(&start), "{words}");
        assert_eq!(words.lines().count(), 1, "{words}");
    }
}

#[test]
fn a_new_edition_can_take_over_the_fingerprint_that_the_message_gives() {
    let question = "Is er nazorg: hulp na de behandeling?";
    let mut files = broken("questions.toml", question, "Is er hulp daarna?");
    let words = refusal(&files);
    let fingerprint = words.rsplit('"').nth(1).unwrap().to_owned();
    files.edition = EditionId("nji-loverboys/v2".to_owned());
    let (_, cover) = files.files.iter_mut().find(|(name, _)| name == "edition.toml").unwrap();
    let old = shipped().fingerprint();
    *cover = cover.replace("nji-loverboys/v1", "nji-loverboys/v2").replace(&old, &fingerprint);
    content::check(&files).unwrap();
}

#[test]
fn texts_around_the_questions_may_be_corrected() {
    for (file, from, to) in [
        ("links.toml", "checked_on = \"\"", "checked_on = \"2026-11-23\""),
        ("labels.toml", "Is er nazorg: hulp na de behandeling?", "Is er hulp na de behandeling?"),
        ("checks.toml", "Voorkomen is beter", "Voorkomen is veel beter"),
    ] {
        content::check(&broken(file, from, to)).unwrap();
    }
}

#[test]
fn a_question_has_no_parts_or_both() {
    let line = line_of("questions.toml", "id = \"1.3a\"");
    let words = refusal(&broken("questions.toml", "id = \"1.3a\"", "id = \"1.3\""));
    let reason = "vraag 1.3 heeft ofwel geen delen, ofwel deel a en deel b";
    assert!(words.contains(&format!("questions.toml:{line}: {reason}")), "{words}");
    assert!(words.contains("labels.toml: de korte vraag bij 1.3 ontbreekt"), "{words}");
}

#[test]
fn the_numbering_has_no_gap() {
    let line = line_of("questions.toml", "id = \"2.6\"");
    let words = refusal(&broken("questions.toml", "id = \"2.6\"", "id = \"2.8\""));
    let reason = "‘2.6’ ontbreekt in de nummering";
    assert!(words.contains(&format!("questions.toml:{line}: {reason}")), "{words}");
}

#[test]
fn every_mistake_is_told_at_once() {
    let mut files = broken("tools.toml", "id = \"T03\"", "id = \"T3\"");
    let title = "title.nl = \"Kennis en bewustwording\"";
    let (_, checks) = files.files.iter_mut().find(|(name, _)| name == "checks.toml").unwrap();
    *checks = checks.replacen(title, "title.nl = 7", 1);
    files.files.retain(|(name, _)| name != "websites.toml");
    files.files.push(("website.toml".to_owned(), String::new()));
    let checks = line_of("checks.toml", title);
    let tools = line_of("tools.toml", "id = \"T03\"");
    refused(
        &files,
        &[
            ("checks.toml", checks, "bij ‘title.nl’ hoort een tekst tussen aanhalingstekens"),
            ("tools.toml", tools, "‘T3’ past niet bij ‘id’; schrijf een id zoals T01"),
            (
                "website.toml",
                0,
                "dit bestand hoort niet bij een uitgave; is de naam goed geschreven?",
            ),
            ("websites.toml", 0, "dit bestand ontbreekt"),
        ],
    );
}

#[test]
fn rounds_of_an_older_edition_keep_it_when_a_newer_one_is_there() {
    let root = std::env::temp_dir().join(format!("ketentafel-editions-{}", std::process::id()));
    let question = "Is er nazorg: hulp na de behandeling?";
    let (old, new) = (CURRENT, "nji-loverboys/v2");
    for edition in [old, new] {
        let folder = root.join(edition);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in EditionFiles::embedded().files {
            let text =
                if edition == new { text.replace(question, "Is er hulp daarna?") } else { text };
            std::fs::write(folder.join(name), text.replace(old, edition)).unwrap();
        }
    }
    let words = Library::open(Some(&root)).unwrap_err().in_language(Language::Nl);
    let fingerprint = words.rsplit('"').nth(1).unwrap().to_owned();
    let cover = root.join(new).join("edition.toml");
    let text = std::fs::read_to_string(&cover).unwrap();
    std::fs::write(&cover, text.replace(&shipped().fingerprint(), &fingerprint)).unwrap();

    let library = Library::open(Some(&root)).unwrap();
    let asks = |edition: &ChecklistIn| {
        edition.field("5.3".parse().unwrap()).unwrap().text.contains(question)
    };
    assert!(!asks(&library.current(Language::Nl).unwrap()), "new rounds use the newer one");
    assert!(asks(&library.edition(&EditionId(old.to_owned()), Language::Nl).unwrap()));
    std::fs::remove_dir_all(&root).unwrap();
}
