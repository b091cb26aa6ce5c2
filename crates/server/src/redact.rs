//! The ledger of removals: a file beside the store that says which texts and reasons were removed and who was erased,
//! and never what a text said or what somebody was called.
//!
//! Invariant: lines are only added, each is on the disk before anybody goes on, and none holds a text.
//! A store that was put back from a backup is brought up to it when it is opened. What lines say does not depend on
//! their order, so that the ledgers of several servers can be written behind each other.

use std::{
    collections::BTreeSet,
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{
    Author, CommandId, Entry, Event, GuardedText, Moment, OrganisationId, PersonId, QuestionId,
    Readers, RedactionId, RegionId, TextPlace, redaction,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    journal::{Accepted, Removal, Standing},
    people::ReasonRemoval,
};

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
        /// Which try. Lines of before tries had names take back what stands before them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempt: Option<Uuid>,
    },
    /// A person is erased.
    Erased {
        /// Who and when.
        #[serde(flatten)]
        erasure: Erasure,
        /// Which try.
        attempt: Uuid,
    },
    /// They were not, after all: nobody else would be left.
    NotErased {
        /// Which try.
        attempt: Uuid,
    },
    /// A reason outside the journal is removed.
    ReasonRemoved(ReasonRemoval),
}

/// Everything that a ledger says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// The removals that came through, the oldest first.
    pub removals: Vec<Noted>,
    /// The people who were erased.
    pub erasures: Vec<Erasure>,
    /// The reasons that were removed.
    pub reasons: Vec<ReasonRemoval>,
}

/// That a person was erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Erasure {
    /// Who, by an opaque id.
    pub person: PersonId,
    /// When.
    pub at: Moment,
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
    /// Which try it was: what takes it back names the try, so that it takes no other back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attempt: Option<Uuid>,
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
        ledger.opened().map_err(|source| ledger.cannot(source))?;
        Ok(ledger)
    }

    /// Makes the file of a ledger that says all this, whole or not at all.
    pub(crate) fn begin(path: &Path, told: Told) -> Result<(), LedgerError> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = Self { path: Arc::new(PathBuf::from(part)), turn: Arc::default() };
        let mut text = String::new();
        let removals = told.removals.into_iter().map(|noted| Line::removed(noted).0);
        let erasures = told.erasures.into_iter().map(|erasure| Line::erased(erasure).0);
        let reasons = told.reasons.into_iter().map(Line::ReasonRemoved);
        for line in removals.chain(erasures).chain(reasons) {
            text.push_str(&line.written());
        }
        let write = || {
            let mut file = part.opened()?;
            file.set_len(0)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&*part.path, path)?;
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        write().map_err(|source| part.cannot(source))
    }

    /// Notes a removal durably. Returns the name of this try.
    pub(crate) async fn note(&self, noted: Noted) -> Result<Uuid, LedgerError> {
        let (line, attempt) = Line::removed(noted);
        self.append(&line).await.map(|()| attempt)
    }

    /// Notes durably that a try to remove something did not come through.
    pub(crate) async fn forget(
        &self,
        redaction: RedactionId,
        attempt: Uuid,
    ) -> Result<(), LedgerError> {
        self.append(&Line::NotRemoved { redaction, attempt: Some(attempt) }).await
    }

    /// Notes durably that a person is erased. Returns the name of this try.
    pub(crate) async fn note_erasure(&self, erasure: Erasure) -> Result<Uuid, LedgerError> {
        let (line, attempt) = Line::erased(erasure);
        self.append(&line).await.map(|()| attempt)
    }

    /// Notes durably that a try to erase somebody did not come through.
    pub(crate) async fn forget_erasure(&self, attempt: Uuid) -> Result<(), LedgerError> {
        self.append(&Line::NotErased { attempt }).await
    }

    /// Notes durably that a reason is removed.
    pub(crate) async fn note_reason(&self, removal: ReasonRemoval) -> Result<(), LedgerError> {
        self.append(&Line::ReasonRemoved(removal)).await
    }

    /// Reads everything that came through.
    pub(crate) async fn read(&self) -> Result<Told, LedgerError> {
        let _turn = self.turn.lock().await;
        let text = self.text().map_err(|source| self.cannot(source))?;
        let mut lines = Vec::new();
        for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            match serde_json::from_str(text) {
                Ok(known) => lines.push(known),
                // It was cut off while it was written, so nothing followed from it.
                Err(error) if error.is_eof() => {}
                Err(_) => return Err(LedgerError::Line { path: self.path.to_path_buf(), line }),
            }
        }
        Ok(Told::of(lines))
    }

    /// Adds a line. Another program may do so at the same time: a server, or a command of its host.
    async fn append(&self, line: &Line) -> Result<(), LedgerError> {
        let _turn = self.turn.lock().await;
        let write = || {
            // One that is gone is not begun anew here: what it said would be lost.
            let mut file = OpenOptions::new().read(true).append(true).open(&*self.path)?;
            file.lock()?;
            // What was cut off before must not swallow this line, also not where another ledger is written in
            // front of this one.
            let mut text = if ends_a_line(&mut file)? { String::new() } else { "\n".into() };
            text.push_str(&line.written());
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|source| self.cannot(source))
    }

    fn text(&self) -> io::Result<String> {
        let mut file = File::open(&*self.path)?;
        file.lock_shared()?;
        let mut text = String::new();
        file.read_to_string(&mut text).map(|_| text)
    }

    fn opened(&self) -> io::Result<File> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        OpenOptions::new().read(true).append(true).create(true).open(&*self.path)
    }

    fn cannot(&self, source: io::Error) -> LedgerError {
        LedgerError::File { path: self.path.to_path_buf(), source }
    }
}

/// Tells whether a file ends with the end of a line. An empty one does not.
fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

impl Line {
    /// Makes the line of a removal, with the name of this try.
    fn removed(noted: Noted) -> (Self, Uuid) {
        let attempt = Uuid::new_v4();
        (Self::Removed(Noted { attempt: Some(attempt), ..noted }), attempt)
    }

    /// Makes the line of an erasure, with the name of this try.
    fn erased(erasure: Erasure) -> (Self, Uuid) {
        let attempt = Uuid::new_v4();
        (Self::Erased { erasure, attempt }, attempt)
    }

    fn written(&self) -> String {
        let mut text = serde_json::to_string(self).expect("plain data with text keys");
        text.push('\n');
        text
    }
}

impl Told {
    /// Works out what lines say together.
    fn of(lines: Vec<Line>) -> Self {
        let taken_back = |line: &Line| match line {
            Line::NotRemoved { attempt, .. } => *attempt,
            Line::NotErased { attempt } => Some(*attempt),
            Line::Removed(_) | Line::Erased { .. } | Line::ReasonRemoved(_) => None,
        };
        let taken_back: BTreeSet<Uuid> = lines.iter().filter_map(taken_back).collect();
        let mut told = Self::default();
        for line in lines {
            match line {
                Line::Removed(noted) => {
                    if noted.attempt.is_none_or(|attempt| !taken_back.contains(&attempt)) {
                        told.removals.retain(|earlier| earlier.redaction != noted.redaction);
                        told.removals.push(noted);
                    }
                }
                Line::NotRemoved { redaction, attempt: None } => {
                    let stays = |one: &Noted| one.redaction != redaction || one.attempt.is_some();
                    told.removals.retain(stays);
                }
                Line::Erased { erasure, attempt } => {
                    let is_known = told.erasures.iter().any(|one| one.person == erasure.person);
                    if !taken_back.contains(&attempt) && !is_known {
                        told.erasures.push(erasure);
                    }
                }
                Line::ReasonRemoved(removal) => {
                    if told.reasons.iter().all(|one| one.reason != removal.reason) {
                        told.reasons.push(removal);
                    }
                }
                Line::NotRemoved { .. } | Line::NotErased { .. } => {}
            }
        }
        told
    }
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
        let attempt = None;
        Self { redaction, region, at, by, command, readers, question, of, texts, attempt }
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
mod tests;
