//! Files: what is attached to something in the region, kept outside the journal and named by what it holds.
//!
//! Invariant: an entry says what a file is (its name, hash, size and kind) and never holds a byte of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::actor::Actor;
use crate::event::Author;
use crate::ids::{ActionId, FileId, Moment, NotAnId};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::rights::{Ability, demand};
use crate::text::GuardedText;

/// The most bytes of one file: a plan or a report with pictures, and no film.
pub const FILE_BYTES_MAX: u64 = 10_000_000;

/// The most files that an action has at a time.
pub const FILES_MAX: usize = 20;

/// The most files that an action ever had: what was removed is still told, and is not told without end.
pub const FILES_EVER_MAX: usize = 100;

/// A file, as an entry says what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct File<T = GuardedText> {
    /// Which; it is looked for in its region only.
    pub id: FileId,
    /// What it is, in a few words.
    pub name: T,
    /// The hash of what it holds.
    pub hash: FileHash,
    /// How many bytes it has.
    pub size: u64,
    /// What kind of file it is, by what it holds.
    pub kind: FileKind,
}

/// A file that is attached, or was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attached {
    /// What it is.
    #[serde(flatten)]
    pub file: File,
    /// Who attached it.
    pub by: Author,
    /// When.
    pub at: Moment,
    /// That it was removed, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<FileRemoval>,
}

/// That a file was removed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileRemoval {
    /// By whom.
    pub by: Author,
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: GuardedText,
}

/// The kinds of files that are taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The kinds go by the names of their endings.
pub enum FileKind {
    Pdf,
    Png,
    Jpeg,
    Text,
    Csv,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 11] = [
        FileKind::Pdf,
        FileKind::Docx,
        FileKind::Xlsx,
        FileKind::Pptx,
        FileKind::Odt,
        FileKind::Ods,
        FileKind::Odp,
        FileKind::Png,
        FileKind::Jpeg,
        FileKind::Text,
        FileKind::Csv,
    ];

    /// Returns the endings that a file of this kind can have; it is given on with the first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            FileKind::Pdf => &["pdf"],
            FileKind::Png => &["png"],
            FileKind::Jpeg => &["jpg", "jpeg"],
            FileKind::Text => &["txt"],
            FileKind::Csv => &["csv"],
            FileKind::Docx => &["docx"],
            FileKind::Xlsx => &["xlsx"],
            FileKind::Pptx => &["pptx"],
            FileKind::Odt => &["odt"],
            FileKind::Ods => &["ods"],
            FileKind::Odp => &["odp"],
        }
    }

    /// Returns the kind that an ending promises, if one does.
    pub fn promised_by(ending: &str) -> Option<FileKind> {
        let is_one = |known: &&str| known.eq_ignore_ascii_case(ending);
        Self::ALL.into_iter().find(|kind| kind.endings().iter().any(is_one))
    }

    /// Returns the name under which programs know it.
    pub const fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Png => "image/png",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Text => "text/plain; charset=utf-8",
            FileKind::Csv => "text/csv; charset=utf-8",
            FileKind::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            FileKind::Odt => "application/vnd.oasis.opendocument.text",
            FileKind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            FileKind::Odp => "application/vnd.oasis.opendocument.presentation",
        }
    }
}

/// The SHA-256 of what a file holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileHash(pub [u8; 32]);

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for FileHash {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let mut hash = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotAnId);
        }
        for (byte, at) in hash.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| NotAnId)?;
        }
        Ok(Self(hash))
    }
}

impl TryFrom<String> for FileHash {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<FileHash> for String {
    fn from(hash: FileHash) -> String {
        hash.to_string()
    }
}

impl Action {
    /// Lets those pass who may attach a file: whoever does it, helps with it or looks after it.
    pub fn must_take_files_of(&self, actor: &Actor) -> Result<(), Refusal> {
        let helps = |own| demand(actor, Ability::CarryOut(own)).is_ok();
        let looks_after = demand(actor, Ability::LookAfterAction(self.by.organisation)).is_ok();
        if looks_after || self.plan.contributors.iter().any(|own| helps(*own)) {
            return Ok(());
        }
        demand(actor, Ability::CarryOut(self.owner))
    }

    /// Returns the files that are attached and were not removed.
    pub fn files_there(&self) -> impl Iterator<Item = &Attached> {
        self.files.iter().filter(|attached| attached.removed.is_none())
    }
}

impl Region {
    /// Returns a file that is attached to something, also one that was removed, and to which action.
    pub fn file(&self, file: FileId) -> Option<(ActionId, &Attached)> {
        self.actions.iter().find_map(|(action, found)| {
            let attached = found.files.iter().find(|attached| attached.file.id == file)?;
            Some((*action, attached))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = FileHash(std::array::from_fn(|at| u8::try_from(at * 7).unwrap_or(1)));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for wrong in ["", "00", &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<FileHash>(), Err(NotAnId), "{wrong}");
        }
    }

    #[test]
    fn an_ending_promises_one_kind() {
        for kind in FileKind::ALL {
            for ending in kind.endings() {
                assert_eq!(FileKind::promised_by(&ending.to_uppercase()), Some(kind));
            }
        }
        assert_eq!(FileKind::promised_by("docm"), None);
    }
}
