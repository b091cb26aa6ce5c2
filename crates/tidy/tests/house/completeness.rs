//! What belongs together is complete: a command has its form, rights and words, an event its
//! paragraph, golden line and sentence, a refusal its reason in words.

use std::collections::BTreeSet;

use tidy::{Finding, House, Source, Variant, must_be_none};

use crate::{below, room, sample};

/// Commands without a form, each with the number of the issue that brings one.
/// Until then only the demo gives them.
const COMMAND_LINE_ONLY: [(&str, u32); 1] = [("CloseRound", 3)];

/// Commands that nobody gives: the installation does by itself what falls due.
const BY_ITSELF: [&str; 1] = ["LetFallDue"];

/// The repository, read once.
struct Read {
    house: House,
    sources: Vec<Source>,
}

impl Read {
    fn new() -> Read {
        let house = House::open();
        let sources = house.sources().expect("the repository is readable");
        Read { house, sources }
    }

    /// Returns a file's variants; without the file or the enum this gate would judge nothing.
    fn variants(&self, file: &str, name: &str) -> Vec<Variant> {
        let source = self.sources.iter().find(|source| source.file == file);
        let variants = source.and_then(|source| source.variants(name));
        variants.unwrap_or_else(|| panic!("{file} must define `enum {name}`"))
    }

    fn text(&self, file: &str) -> String {
        self.house.read(file).expect("this gate needs the file")
    }

    /// Returns the variants of an enum that the program names in some of its files.
    fn named(&self, name: &str, in_file: impl Fn(&str) -> bool) -> BTreeSet<String> {
        self.sources
            .iter()
            .filter(|source| in_file(&source.file))
            .flat_map(|source| named_in(source, name))
            .collect()
    }
}

fn named_in(source: &Source, name: &str) -> BTreeSet<String> {
    let paths = source.paths();
    let pairs = paths.iter().flat_map(|path| path.words.windows(2));
    pairs.filter(|pair| pair[0] == name).map(|pair| pair[1].clone()).collect()
}

/// Returns a finding for each variant that is not among those that are provided for.
fn missing(
    file: &str,
    variants: &[Variant],
    provided: &BTreeSet<String>,
    what: &str,
    why: &'static str,
) -> Vec<Finding> {
    let lacking = variants.iter().filter(|variant| !provided.contains(&variant.name));
    let finding = |variant: &Variant| Finding {
        file: file.to_owned(),
        line: variant.line,
        what: format!("`{}` has no {what}", variant.name),
        why,
    };
    lacking.map(finding).collect()
}

/// Returns those variants whose kind is among some names.
fn by_kind(variants: &[Variant], kinds: &BTreeSet<String>) -> BTreeSet<String> {
    let known = variants.iter().filter(|variant| kinds.contains(&kind(&variant.name)));
    known.map(|variant| variant.name.clone()).collect()
}

/// The stored name of a variant, as serde's `snake_case` makes it.
fn kind(variant: &str) -> String {
    let letters = variant.char_indices().flat_map(|(index, letter)| {
        let joint = (letter.is_uppercase() && 0 < index).then_some('_');
        joint.into_iter().chain(letter.to_lowercase())
    });
    letters.collect()
}

fn in_words(file: &str) -> bool {
    room(file, "crates/app/src") == Some("words")
}

const COMMAND: &str = "crates/domain/src/command.rs";
const EVENT: &str = "crates/domain/src/event.rs";
const REFUSAL: &str = "crates/domain/src/refusal.rs";

#[test]
fn every_event_has_a_paragraph() {
    let read = Read::new();
    let events = read.variants(EVENT, "Event");
    let described = paragraphs(&read.text("docs/journal.md"));
    let why =
        "Describe in docs/journal.md under `## kind` what happened and what each field means.";
    must_be_none(&missing(EVENT, &events, &by_kind(&events, &described), "paragraph", why));
}

/// Returns the headings under which something is written.
fn paragraphs(text: &str) -> BTreeSet<String> {
    let sections = text.split("\n## ").skip(1);
    let written = sections.filter_map(|section| {
        let (heading, body) = section.split_once('\n')?;
        let body = body.split("\n## ").next().unwrap_or_default();
        (10 <= body.split_whitespace().count()).then(|| heading.trim().trim_matches('`').to_owned())
    });
    written.collect()
}

#[test]
fn every_event_has_a_golden_line() {
    let read = Read::new();
    let events = read.variants(EVENT, "Event");
    let files = read.house.files().expect("git lists the files");
    let golden = files.iter().filter(|file| below(file, "crates/domain/tests/golden").is_some());
    let kinds = golden.flat_map(|file| golden_kinds(&read.text(file))).collect();
    let why =
        "Add a line of this kind to crates/domain/tests/golden: it must be readable for ever.";
    must_be_none(&missing(EVENT, &events, &by_kind(&events, &kinds), "golden line", why));
}

fn golden_kinds(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let kinds = lines.map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a golden line is JSON");
        line.get("kind")
            .and_then(serde_json::Value::as_str)
            .expect("a golden line has a kind")
            .to_owned()
    });
    kinds.collect()
}

#[test]
fn every_event_has_a_sentence() {
    let read = Read::new();
    let events = read.variants(EVENT, "Event");
    let why = "Say in app/words, in both languages, how the history tells it.";
    must_be_none(&missing(EVENT, &events, &read.named("Event", in_words), "sentence", why));
}

#[test]
fn every_command_has_rights() {
    let read = Read::new();
    let commands = read.variants(COMMAND, "Command");
    let rows = rows(&read.text("crates/domain/tests/rights.toml"));
    let why = "Write down in crates/domain/tests/rights.toml, by hand, who may give it.";
    must_be_none(&missing(COMMAND, &commands, &by_kind(&commands, &rows), "rights", why));
}

/// Returns every name and text of a table file: whichever way its rows are laid out, they name their command.
fn rows(text: &str) -> BTreeSet<String> {
    let table: toml::Table = text.parse().expect("the rights are TOML");
    let mut names = BTreeSet::new();
    collect_names(&toml::Value::Table(table), &mut names);
    names
}

fn collect_names(value: &toml::Value, names: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => {
            names.insert(text.clone());
        }
        toml::Value::Array(values) => values.iter().for_each(|value| collect_names(value, names)),
        toml::Value::Table(table) => {
            for (name, value) in table {
                names.insert(name.clone());
                collect_names(value, names);
            }
        }
        _ => {}
    }
}

#[test]
fn every_command_has_a_form() {
    let read = Read::new();
    let commands = read.variants(COMMAND, "Command");
    let mut given = read.named("Command", is_form);
    given.extend(COMMAND_LINE_ONLY.iter().map(|(name, _)| (*name).to_owned()));
    given.extend(BY_ITSELF.map(str::to_owned));
    let why = "Give it a form that works without JavaScript, or list it here as command line only with an issue.";
    must_be_none(&missing(COMMAND, &commands, &given, "form", why));
    let stale = COMMAND_LINE_ONLY
        .iter()
        .filter(|(name, _)| commands.iter().all(|command| command.name != *name));
    assert_eq!(stale.count(), 0, "COMMAND_LINE_ONLY names a command that is gone");
    let formed = read.named("Command", is_form);
    let both = COMMAND_LINE_ONLY.iter().filter(|(name, _)| formed.contains(*name));
    assert_eq!(both.count(), 0, "COMMAND_LINE_ONLY names a command that has a form by now");
}

/// The files that turn a form of a page into commands.
fn is_form(file: &str) -> bool {
    room(file, "crates/app/src") == Some("form") || below(file, "crates/server/src/door").is_some()
}

#[test]
fn every_refusal_has_words() {
    let read = Read::new();
    let refusals = read.variants(REFUSAL, "Refusal");
    let why = "Say in app/words, in both languages, why it was refused and what to do next.";
    must_be_none(&missing(REFUSAL, &refusals, &read.named("Refusal", in_words), "words", why));
}

#[test]
fn what_is_missing_is_found() {
    let source = sample(
        "event.rs",
        "pub enum Event { RegionFounded { a: u8 }, RoundOpened, RoundClosed(u8) }",
    );
    let events = source.variants("Event").expect("it is defined");
    let words = sample(
        "crates/app/src/words/a.rs",
        "fn a(e: &Event) { match e { Event::RegionFounded { .. } => {} } }",
    );
    let found = missing(EVENT, &events, &named_in(&words, "Event"), "sentence", "Say it.");
    let named: Vec<&str> = found.iter().map(|found| found.what.as_str()).collect();
    assert_eq!(named, ["`RoundOpened` has no sentence", "`RoundClosed` has no sentence"]);

    let journal = "# Journal\n\n## region_founded\n\nAlways the first entry; it carries the name that the region has.\n\n## `round_opened`\n\nLater.\n";
    assert_eq!(by_kind(&events, &paragraphs(journal)), ["RegionFounded".to_owned()].into());

    let golden = "{\"kind\":\"round_closed\",\"version\":1,\"payload\":{}}\n\n";
    assert_eq!(by_kind(&events, &golden_kinds(golden)), ["RoundClosed".to_owned()].into());

    let rights = "[[row]]\ncommand = \"round_opened\"\nroles = [\"coordinator\"]\n[region_founded]\nwho = []\n";
    let expected = ["RegionFounded".to_owned(), "RoundOpened".to_owned()];
    assert_eq!(by_kind(&events, &rows(rights)), expected.into());
}
