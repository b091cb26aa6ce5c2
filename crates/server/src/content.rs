//! The checklist as files: loading and checking an edition.
//!
//! Invariant: an edition is used whole and checked, or not at all; who breaks a file reads which
//! file, which line and why, for every mistake at once.
//!
//! The edition that belongs to this release is compiled into the program, so that one file is all
//! a host needs. A host may point to a folder instead, with the same files in it, and correct a
//! link there. The embedded files go through the same check: there is one way in.

use std::fmt;
use std::path::Path;

use domain::checklist::Checklist;
use domain::{EditionId, Language};

pub mod demo;
mod edition;
pub mod municipalities;
mod page;
mod questions;
mod reason;
mod shapes;

pub use page::Page;
pub use reason::{ContentError, Kind, Reason, Shape};

/// The edition that belongs to this release.
pub const CURRENT: &str = "nji-loverboys/v1";

macro_rules! embedded {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../../../content/nji-loverboys/v1/", $name)))),*]
    };
}

const EMBEDDED: [(&str, &str); 10] = embedded! {
    "edition.toml" "questions.toml" "labels.toml" "checks.toml" "suggestions.toml"
    "examples.toml" "tools.toml" "websites.toml" "background.toml" "links.toml"
};

/// No content file is larger; it would not be a text that people edit by hand.
const FILE_BYTES_MAX: u64 = 1_000_000;

/// The texts of the files of one edition.
#[derive(Clone, Debug)]
pub struct EditionFiles {
    /// The edition that these files should hold.
    pub edition: EditionId,
    /// Where they are, as shown in messages.
    pub folder: String,
    /// Name and text of each file.
    pub files: Vec<(String, String)>,
}

impl EditionFiles {
    /// Returns the files that are compiled into the program.
    pub fn embedded() -> Self {
        let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
        Self {
            edition: EditionId(CURRENT.to_owned()),
            folder: format!("content/{CURRENT}"),
            files: EMBEDDED.into_iter().map(owned).collect(),
        }
    }

    /// Reads the files of an edition below a content folder.
    pub fn in_folder(root: &Path, edition: &EditionId) -> Result<Self, ContentErrors> {
        let folder = root.join(&edition.0);
        let shown = folder.display().to_string();
        let whole =
            |reason| ContentErrors(vec![ContentError { file: shown.clone(), line: 0, reason }]);
        // The name comes with a round; it must not lead out of the content folder.
        if !edition.0.split('/').all(shapes::slug) {
            return Err(whole(Reason::NotAnEdition));
        }
        let listing = std::fs::read_dir(&folder)
            .map_err(|error| whole(Reason::Unreadable { message: error.to_string() }))?;
        let mut files = Vec::new();
        let mut errors = Vec::new();
        for entry in listing.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".toml") {
                continue;
            }
            match read(&entry.path()) {
                Ok(text) => files.push((name, text)),
                Err(message) => errors.push(ContentError {
                    file: format!("{shown}/{name}"),
                    line: 0,
                    reason: Reason::Unreadable { message },
                }),
            }
        }
        if !errors.is_empty() {
            return Err(ContentErrors(errors));
        }
        files.sort();
        Ok(Self { edition: edition.clone(), folder: shown, files })
    }
}

fn read(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    if FILE_BYTES_MAX < size {
        return Err(format!("larger than {FILE_BYTES_MAX} bytes"));
    }
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

/// Returns the editions below a content folder, or the embedded one: `nji-loverboys/v1`, `v2` …
pub fn editions(root: Option<&Path>) -> Vec<EditionId> {
    let current = EditionId(CURRENT.to_owned());
    let (Some(root), Some((checklist, _))) = (root, CURRENT.split_once('/')) else {
        return vec![current];
    };
    let folders = std::fs::read_dir(root.join(checklist)).into_iter().flatten().flatten();
    let names = folders.map(|folder| format!("{checklist}/{}", folder.file_name().display()));
    let found = names.map(EditionId).filter(|edition| 0 < number(edition));
    let found: Vec<EditionId> = found.collect();
    // Without any, loading the current one says what is wrong with the folder.
    if found.is_empty() { vec![current] } else { found }
}

/// Returns the edition that new rounds use: the one with the highest number.
pub fn newest<'e>(editions: impl IntoIterator<Item = &'e EditionId>) -> EditionId {
    let newest = editions.into_iter().max_by_key(|edition| number(edition));
    newest.cloned().unwrap_or_else(|| EditionId(CURRENT.to_owned()))
}

/// Returns the number of an edition: 2 for `nji-loverboys/v2`, 0 for what is none.
fn number(edition: &EditionId) -> u32 {
    let number = edition.0.rsplit_once("/v").and_then(|(_, number)| number.parse().ok());
    number.unwrap_or(0)
}

/// Loads an edition from a content folder, or the embedded one.
pub fn load(root: Option<&Path>, edition: &EditionId) -> Result<Checklist, ContentErrors> {
    match root {
        Some(root) => check(&EditionFiles::in_folder(root, edition)?),
        None if edition.0 == CURRENT => check(&EditionFiles::embedded()),
        None => Err(ContentErrors(vec![ContentError {
            file: format!("content/{edition}"),
            line: 0,
            reason: Reason::NotEmbedded,
        }])),
    }
}

/// Checks the files of an edition and returns the checklist, or everything that is wrong.
pub fn check(files: &EditionFiles) -> Result<Checklist, ContentErrors> {
    edition::read(files).map_err(ContentErrors)
}

/// The names of the files that an edition consists of.
pub fn file_names() -> impl Iterator<Item = &'static str> {
    EMBEDDED.into_iter().map(|(name, _)| name)
}

/// Everything that is wrong with an edition, in order of file and line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentErrors(pub Vec<ContentError>);

impl ContentErrors {
    /// Returns one line per mistake, in the language of the reader.
    pub fn in_language(&self, language: Language) -> String {
        let lines: Vec<String> = self.0.iter().map(|error| error.in_language(language)).collect();
        lines.join("\n")
    }
}

impl fmt::Display for ContentErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::En))
    }
}

impl std::error::Error for ContentErrors {}
