//! The ledger of removals: a file beside the store that says which texts were removed, and never what they
//! said.
//!
//! Invariant: lines are only added, each is on the disk before anybody goes on, and none holds a text.
//! A store that was put back from a backup is brought up to it when it is opened.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{
    Author, CommandId, Entry, Event, GuardedText, Moment, OrganisationId, QuestionId, Readers,
    RedactionId, RegionId, TextPlace, redaction,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::journal::{Accepted, Removal, Standing};

/// Why the ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file.
    #[error("cannot read or write {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A line says nothing that this release knows. Nothing is shown before somebody looked at it.
    #[error("line {line} of {} is no removal that this release can read", path.display())]
    Line {
        /// In which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
    },
}

/// The ledger.
#[derive(Clone, Debug)]
pub struct Ledger {
    path: Arc<PathBuf>,
    turn: Arc<Mutex<()>>,
}

/// One line of the ledger.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// A text is removed.
    Removed(Noted),
    /// It was not, after all: somebody else wrote first.
    NotRemoved {
        /// Which removal.
        redaction: RedactionId,
    },
}

/// A removal, as the ledger has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Noted {
    /// Which.
    pub redaction: RedactionId,
    /// In which region.
    pub region: RegionId,
    at: Moment,
    by: Author,
    command: CommandId,
    readers: Readers,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<QuestionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<OrganisationId>,
    texts: Vec<NotedPlace>,
}

/// Where a text stood, with the command that wrote it: after a backup was put back, other entries may have
/// taken the numbers of those that came after it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct NotedPlace {
    #[serde(flatten)]
    place: TextPlace,
    command: CommandId,
}

impl Ledger {
    /// Takes a file as ledger, and makes it where there is none.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let ledger = Self { path: Arc::new(path.to_owned()), turn: Arc::default() };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|source| ledger.cannot(source))?;
        }
        ledger.appending().map_err(|source| ledger.cannot(source))?;
        Ok(ledger)
    }

    /// Notes a removal durably.
    pub(crate) async fn note(&self, noted: Noted) -> Result<(), LedgerError> {
        self.append(&Line::Removed(noted)).await
    }

    /// Notes durably that a removal did not come through.
    pub(crate) async fn forget(&self, redaction: RedactionId) -> Result<(), LedgerError> {
        self.append(&Line::NotRemoved { redaction }).await
    }

    /// Reads every removal that came through, the oldest first.
    pub(crate) async fn read(&self) -> Result<Vec<Noted>, LedgerError> {
        let _turn = self.turn.lock().await;
        let text = std::fs::read_to_string(&*self.path).map_err(|source| self.cannot(source))?;
        let mut all: Vec<Noted> = Vec::new();
        // A line without its end was cut off while it was written, so nothing followed from it.
        let whole = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        for (line, text) in (1..).zip(whole).filter(|(_, text)| !text.trim().is_empty()) {
            match serde_json::from_str(text) {
                Ok(Line::Removed(noted)) => {
                    all.retain(|earlier| earlier.redaction != noted.redaction);
                    all.push(noted);
                }
                Ok(Line::NotRemoved { redaction }) => {
                    all.retain(|earlier| earlier.redaction != redaction);
                }
                Err(_) => return Err(LedgerError::Line { path: self.path.to_path_buf(), line }),
            }
        }
        Ok(all)
    }

    async fn append(&self, line: &Line) -> Result<(), LedgerError> {
        let _turn = self.turn.lock().await;
        let mut text = serde_json::to_string(line).expect("plain data with text keys");
        text.push('\n');
        let write = || {
            let mut file = self.appending()?;
            // What was cut off before must not swallow this line.
            file.set_len(whole_lines(&self.path)?)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|source| self.cannot(source))
    }

    fn appending(&self) -> io::Result<File> {
        OpenOptions::new().append(true).create(true).open(&*self.path)
    }

    fn cannot(&self, source: io::Error) -> LedgerError {
        LedgerError::File { path: self.path.to_path_buf(), source }
    }
}

/// Returns how long a file is up to the end of its last whole line.
fn whole_lines(path: &Path) -> io::Result<u64> {
    let bytes = std::fs::read(path)?;
    let end = bytes.iter().rposition(|byte| *byte == b'\n');
    Ok(end.map_or(0, |last| last as u64 + 1))
}

impl Noted {
    /// Notes what an entry removes from a journal.
    pub(crate) fn of(region: RegionId, entry: &Entry, journal: &[Entry]) -> Self {
        let (redaction, readers, question, of, copies) = match &entry.event {
            Event::TextRedacted { redaction, readers, question, of, copies, .. } => {
                (*redaction, *readers, *question, *of, copies.clone())
            }
            _ => Default::default(),
        };
        let noted = |place: TextPlace| {
            let found = journal.iter().find(|entry| entry.seq == place.entry)?;
            Some(NotedPlace { place, command: found.command })
        };
        let texts = copies.into_iter().filter_map(noted).collect();
        let Entry { at, by, command, .. } = *entry;
        Self { redaction, region, at, by, command, readers, question, of, texts }
    }

    /// Returns where in a journal the text stands, and its copies.
    pub(crate) fn places(&self, journal: &[Entry]) -> Vec<TextPlace> {
        let stands = |noted: &&NotedPlace| {
            let entry = journal.iter().find(|entry| entry.seq == noted.place.entry);
            let entry = entry.filter(|entry| entry.command == noted.command);
            let texts = entry.map(|entry| entry.event.texts()).unwrap_or_default();
            texts.get(noted.place.nth as usize).is_some_and(|text| !text.is_blank())
        };
        let known: Vec<TextPlace> =
            self.texts.iter().filter(stands).map(|noted| noted.place).collect();
        // Whose copies went was judged when it was removed. Whoever used the backup meanwhile may have copied
        // it once more.
        let own = self.of.filter(|of| self.by.organisation == Some(*of));
        let again = |place: &TextPlace| match own {
            Some(own) => redaction::own_copies(journal, *place, own),
            None => redaction::copies(journal, *place),
        };
        let is_new = |place: &TextPlace| {
            journal.iter().any(|entry| entry.seq == place.entry && self.at < entry.at)
        };
        let new = known.iter().flat_map(again).filter(is_new);
        let mut all: Vec<TextPlace> = new.chain(known.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Makes the removal anew. Why it was removed nobody knows any more: the ledger holds no text.
    pub(crate) fn removal(&self, seen: Standing, copies: Vec<TextPlace>, last: Moment) -> Removal {
        let Self { redaction, region, at, by, command, readers, question, of, .. } = *self;
        let seq = seen.head + 1;
        let reason = GuardedText::default();
        let event = Event::TextRedacted { redaction, readers, question, of, copies, reason };
        let entry = Entry { seq, at: at.max(last), by, command, event };
        let accepted =
            Accepted { command, person: by.person, payload_hash: crate::journal::ANYTHING, seq };
        Removal { region, seen, entry, accepted }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

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
        }
    }

    async fn numbers(ledger: &Ledger) -> Vec<u128> {
        let all = ledger.read().await.unwrap();
        all.iter().map(|noted| noted.redaction.0.as_u128()).collect()
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
        ledger.note(noted(1)).await.unwrap();
        ledger.note(noted(2)).await.unwrap();
        ledger.forget(noted(1).redaction).await.unwrap();
        assert_eq!(numbers(&ledger).await, [2]);
        // The same removal, tried once more.
        ledger.note(noted(1)).await.unwrap();
        assert_eq!(numbers(&Ledger::open(&path).unwrap()).await, [2, 1]);
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn a_line_that_was_cut_off_swallows_none() {
        let path = file("cut-off.jsonl");
        let ledger = Ledger::open(&path).unwrap();
        ledger.note(noted(1)).await.unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{whole}{}", &whole[..20])).unwrap();
        assert_eq!(numbers(&ledger).await, [1], "nothing followed from what was cut off");
        ledger.note(noted(2)).await.unwrap();
        assert_eq!(numbers(&ledger).await, [1, 2]);
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
}
