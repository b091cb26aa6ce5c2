//! A file that comes in: put aside as it comes, hashed on the way, and looked into before it goes to the store.
//!
//! Invariant: nothing of it is in memory as a whole, and it has no name in the file system: a server that is killed
//! leaves nothing of it.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

use domain::{FileHash, FileKind, file::FILE_BYTES_MAX};
use sha2::{Digest, Sha256};

use super::{Held, sniff};

/// Why a file is not taken, by what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[allow(missing_docs)] // Each is the trouble of the same name that a page tells of.
pub enum Objection {
    #[error("it holds nothing")]
    Empty,
    #[error("it is too large")]
    TooLarge,
    #[error("it is of no kind that is taken")]
    OtherKind,
    #[error("its ending promises another kind")]
    Lies,
    #[error("it can run something in a browser")]
    Active,
    #[error("it is a program")]
    Program,
    #[error("it is an archive")]
    Archive,
    #[error("it holds macros")]
    Macros,
    #[error("it is locked")]
    Locked,
    #[error("it unpacks to too much")]
    Explodes,
    #[error("it is damaged")]
    Damaged,
    #[error("its text is in another spelling")]
    OtherSpelling,
}

/// A file that is coming in.
pub struct Spool {
    file: File,
    hash: Sha256,
    size: u64,
    ending: String,
}

/// A file that came in and may be kept.
#[derive(Debug)]
pub struct Spooled {
    file: File,
    /// What it holds.
    pub held: Held,
}

impl Spool {
    /// Begins a file of this name.
    pub fn begin(name: &str) -> io::Result<Self> {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
        let ending = ending.unwrap_or_default().to_owned();
        Ok(Self { file: tempfile::tempfile()?, hash: Sha256::new(), size: 0, ending })
    }

    /// Takes in what comes next. What is more than a file may have is counted and not kept.
    pub fn take(&mut self, part: &[u8]) -> io::Result<()> {
        self.size += part.len() as u64;
        if FILE_BYTES_MAX < self.size {
            return Ok(());
        }
        self.hash.update(part);
        self.file.write_all(part)
    }

    /// Returns whether nothing came.
    pub const fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// Looks into what came, or says why it is not taken.
    pub fn end(mut self) -> io::Result<Result<Spooled, Objection>> {
        if self.size == 0 {
            return Ok(Err(Objection::Empty));
        }
        if FILE_BYTES_MAX < self.size {
            return Ok(Err(Objection::TooLarge));
        }
        let kind = match kind(&mut self.file, &self.ending)? {
            Ok(kind) => kind,
            Err(objection) => return Ok(Err(objection)),
        };
        let hash = FileHash(self.hash.finalize().into());
        let held = Held { hash, size: self.size, kind };
        Ok(Ok(Spooled { file: self.file, held }))
    }
}

/// Says what a file is, where its ending promises that.
fn kind(file: &mut File, ending: &str) -> io::Result<Result<FileKind, Objection>> {
    let promised = FileKind::promised_by(ending);
    Ok(match (sniff::kind(file, promised)?, promised) {
        (Err(objection), _) => Err(objection),
        (Ok(_), None) => Err(Objection::OtherKind),
        (Ok(kind), Some(promised)) if kind == promised => Ok(kind),
        (Ok(_), Some(_)) => Err(Objection::Lies),
    })
}

impl Spooled {
    /// Returns the file, to be read from its start.
    pub(super) fn into_file(mut self) -> io::Result<File> {
        self.file.seek(SeekFrom::Start(0))?;
        Ok(self.file)
    }
}
