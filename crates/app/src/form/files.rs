//! The forms with which files are attached and removed.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::{ActionId, Command, FileId, Refusal, TypedText};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, TOKEN, read_text};

/// The name of the field with the file.
pub const FILE: &str = "bestand";
/// The name of the field that says what the file is.
pub const FILE_NAME: &str = "wat-is-dit";
/// The name of the box with which somebody says that the file is about no case.
pub const NO_CASES: &str = "geen-zaken";
/// Its value.
pub const YES: &str = "ja";
/// The name of the field that says why a file is removed.
pub const WHY_REMOVED: &str = "reden";

/// What stands beside the file in the form that attaches it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AttachForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the file is, as it was typed.
    pub name: TypedText,
    /// Whether somebody says that it names nobody of a case.
    pub no_cases: bool,
}

/// The form that removes a file, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RemoveFileForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// Why, as it was typed.
    pub reason: TypedText,
}

/// Why a file was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileTrouble {
    /// None was chosen.
    Missing,
    /// It holds nothing.
    Empty,
    /// It is larger than a file may be.
    TooLarge,
    /// It is of no kind that is taken.
    OtherKind,
    /// Its ending promises another kind than it is.
    Lies,
    /// It is a page or a picture that can run something in a browser.
    Active,
    /// It is a program.
    Program,
    /// It is an archive.
    Archive,
    /// It is a document that holds a program.
    Macros,
    /// It is locked with a password.
    Locked,
    /// It unpacks to more than anybody can open.
    Explodes,
    /// It cannot be read as what it seems to be.
    Damaged,
    /// It is a text in another spelling than is taken.
    OtherSpelling,
    /// It could not be kept now.
    NotKept,
    /// Nobody said that it names nobody of a case.
    NotSaid,
    /// The rules refuse it.
    Refused(Refusal),
}

impl AttachForm {
    /// Returns what is wrong with it, whatever the file holds.
    pub fn troubles(&self) -> Vec<FileTrouble> {
        let nameless = self.name.in_one_line().as_str().trim().is_empty();
        let nameless = nameless.then_some(FileTrouble::Refused(Refusal::FileNameMissing));
        nameless.into_iter().chain((!self.no_cases).then_some(FileTrouble::NotSaid)).collect()
    }
}

impl FileTrouble {
    /// Every trouble of a file itself.
    pub const OF_FILES: [FileTrouble; 14] = [
        FileTrouble::Missing,
        FileTrouble::Empty,
        FileTrouble::TooLarge,
        FileTrouble::OtherKind,
        FileTrouble::Lies,
        FileTrouble::Active,
        FileTrouble::Program,
        FileTrouble::Archive,
        FileTrouble::Macros,
        FileTrouble::Locked,
        FileTrouble::Explodes,
        FileTrouble::Damaged,
        FileTrouble::OtherSpelling,
        FileTrouble::NotKept,
    ];
}

impl AttachForm {
    /// Reads what stands beside the file.
    pub fn read(pairs: &[(String, String)]) -> Result<AttachForm, BrokenForm> {
        Ok(AttachForm {
            token: find(pairs, TOKEN).ok_or(BrokenForm)?.to_owned(),
            name: read_text(pairs, FILE_NAME).unwrap_or_default(),
            no_cases: find(pairs, NO_CASES) == Some(YES),
        })
    }
}

impl RemoveFileForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<RemoveFileForm, BrokenForm> {
        Ok(RemoveFileForm {
            token: find(pairs, TOKEN).ok_or(BrokenForm)?.to_owned(),
            reason: read_text(pairs, WHY_REMOVED).unwrap_or_default(),
        })
    }

    /// Returns the command of this form.
    pub fn command(&self, action: ActionId, file: FileId) -> Command {
        Command::RemoveFile { action, file, reason: self.reason.clone() }
    }
}

fn find<'p>(pairs: &'p [(String, String)], wanted: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_file_is_read_as_it_is_written() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = [pair(TOKEN, "1"), pair(FILE_NAME, "Lijst"), pair(NO_CASES, YES)];
        let form = AttachForm::read(&pairs).unwrap();
        assert_eq!((form.name.as_str(), form.no_cases), ("Lijst", true));
        assert!(!AttachForm::read(&pairs[..2]).unwrap().no_cases);
        assert_eq!(AttachForm::read(&pairs[1..]), Err(BrokenForm), "it has no token");
    }

    #[test]
    fn a_removal_says_why() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = [pair(TOKEN, "1"), pair(WHY_REMOVED, "Oud.")];
        let (action, file) = (ActionId::default(), FileId::default());
        let reason = TypedText::new("Oud.");
        let form = RemoveFileForm::read(&pairs).unwrap();
        assert_eq!(form.command(action, file), Command::RemoveFile { action, file, reason });
        assert_eq!(RemoveFileForm::read(&pairs[1..]), Err(BrokenForm));
    }
}
