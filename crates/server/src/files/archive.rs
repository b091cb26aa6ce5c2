//! Looks into office documents, which are archives.
//!
//! Invariant: everything is unpacked and counted before the document is taken, whatever it says of its own sizes; what
//! an archive holds is never written anywhere but into files without names.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use domain::FileKind;
use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::{lists, spool::Objection};

/// The most bytes that a document may unpack to, with those that are in it.
const UNPACKED_MAX: u64 = 100 * 1024 * 1024;
/// How many times larger than it is packed a part may become. Text of a spreadsheet becomes thirty times larger.
const RATIO_MAX: u64 = 200;
/// Below this much a part may have any ratio: empty pages pack well.
const RATIO_FROM: u64 = 1024 * 1024;
/// The most parts of a document, with those of the documents in it.
const PARTS_MAX: usize = 5_000;
/// How deep documents may stand in documents: a table in a chart of a presentation is two.
const DEPTH_MAX: u8 = 3;
/// The most bytes that a part may have that says what a document is.
const ABOUT_BYTES_MAX: u64 = 1024 * 1024;
/// The most bytes of an archive in a document: its list is read as a whole.
const INNER_MAX: u64 = 20 * 1024 * 1024;

/// What one document may still unpack to.
struct Budget {
    bytes: u64,
    parts: usize,
}

/// What was found in one archive.
#[derive(Default)]
struct Found {
    content_types: Option<String>,
    mimetype: Option<String>,
    manifest: Option<String>,
    has_macros: bool,
}

/// Returns what an archive is, or what is wrong with it.
pub(super) fn kind(file: &mut File) -> io::Result<Result<FileKind, Objection>> {
    let mut budget = Budget { bytes: UNPACKED_MAX, parts: PARTS_MAX };
    let whole = file.try_clone()?;
    match look_into(whole, &mut budget, 1) {
        Ok(found) => Ok(found.kind()),
        Err(Trouble::Wrong(objection)) => Ok(Err(objection)),
        Err(Trouble::Io(error)) => Err(error),
    }
}

enum Trouble {
    Wrong(Objection),
    Io(io::Error),
}

impl From<Objection> for Trouble {
    fn from(objection: Objection) -> Self {
        Self::Wrong(objection)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // What the packing itself says of what is packed.
            io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::Other => Self::Wrong(Objection::Damaged),
            _ => Self::Io(error),
        }
    }
}

impl From<ZipError> for Trouble {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => error.into(),
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                Self::Wrong(Objection::Locked)
            }
            _ => Self::Wrong(Objection::Damaged),
        }
    }
}

fn look_into(mut file: File, budget: &mut Budget, depth: u8) -> Result<Found, Trouble> {
    if !lists::fit(&mut file, PARTS_MAX)? {
        return Err(Objection::Explodes.into());
    }
    file.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(file)?;
    // Of parts of the same name the archive shows the last only, and another program perhaps the first.
    if archive.has_duplicate_names() {
        return Err(Objection::Damaged.into());
    }
    let parts = archive.len();
    budget.parts = budget.parts.checked_sub(parts).ok_or(Objection::Explodes)?;
    // What is packed once and said to be many is small, and becomes endless.
    if archive.has_overlapping_entries()? {
        return Err(Objection::Explodes.into());
    }
    let mut found = Found::default();
    for nth in 0..parts {
        let inner = part(&mut archive, nth, budget, &mut found)?;
        if let Some(inner) = inner {
            if DEPTH_MAX <= depth {
                return Err(Objection::Explodes.into());
            }
            let inner = look_into(inner, budget, depth + 1)?;
            found.has_macros |= inner.has_macros;
            // What is in a document is a document, and no other archive.
            inner.kind()?;
        }
    }
    Ok(found)
}

/// Unpacks one part to its end, and returns it where it is an archive itself.
fn part(
    archive: &mut ZipArchive<File>,
    nth: usize,
    budget: &mut Budget,
    found: &mut Found,
) -> Result<Option<File>, Trouble> {
    let about = archive.by_index_raw(nth)?;
    if about.encrypted() {
        return Err(Objection::Locked.into());
    }
    let method = about.compression();
    if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(Objection::Damaged.into());
    }
    drop(about);
    let mut part = archive.by_index(nth)?;
    let (name, packed) = (part.name()?.into_owned(), part.compressed_size());
    let mut most = budget.bytes.min(packed.saturating_mul(RATIO_MAX).max(RATIO_FROM));
    let mut start = [0; 4];
    let has = read_full(&mut part, &mut start)?;
    let is_archive = has == 4 && &start == b"PK\x03\x04";
    if is_archive {
        most = most.min(INNER_MAX);
    }
    let keeps = found.wants(&name) || is_archive;
    let mut kept = keeps.then(tempfile::tempfile).transpose()?;
    let mut rest = (&start[..has]).chain(part.take(most + 1));
    let unpacked = match &mut kept {
        Some(kept) => io::copy(&mut rest, kept)?,
        None => io::copy(&mut rest, &mut io::sink())?,
    };
    if most < unpacked {
        return Err(Objection::Explodes.into());
    }
    budget.bytes -= unpacked;
    if let Some(kept) = &mut kept {
        kept.flush()?;
    }
    if is_archive {
        return Ok(kept);
    }
    if kept.is_some() && ABOUT_BYTES_MAX < unpacked {
        return Err(Objection::Damaged.into());
    }
    found.take_in(&name, kept)?;
    Ok(None)
}

fn read_full(from: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    let mut has = 0;
    while has < into.len() {
        match from.read(&mut into[has..])? {
            0 => break,
            read => has += read,
        }
    }
    Ok(has)
}

impl Found {
    fn wants(&self, name: &str) -> bool {
        let about = ["[content_types].xml", "mimetype", "meta-inf/manifest.xml"];
        about.contains(&name.to_ascii_lowercase().as_str())
    }

    fn take_in(&mut self, name: &str, kept: Option<File>) -> io::Result<()> {
        let lower = name.to_ascii_lowercase();
        self.has_macros |= lower.ends_with("vbaproject.bin")
            || lower.starts_with("basic/")
            || lower.starts_with("scripts/");
        let Some(mut kept) = kept else { return Ok(()) };
        kept.seek(SeekFrom::Start(0))?;
        let mut bytes = Vec::new();
        kept.read_to_end(&mut bytes)?;
        let text = Some(String::from_utf8_lossy(&bytes).to_ascii_lowercase());
        match lower.as_str() {
            "mimetype" => self.mimetype = text,
            "meta-inf/manifest.xml" => self.manifest = text,
            _ => self.content_types = text,
        }
        Ok(())
    }

    /// Says which document it is.
    fn kind(&self) -> Result<FileKind, Objection> {
        let types = self.content_types.as_deref().unwrap_or_default();
        if self.has_macros || types.contains("macroenabled") || types.contains("vbaproject") {
            return Err(Objection::Macros);
        }
        if self.manifest.as_deref().is_some_and(|about| about.contains("encryption-data")) {
            return Err(Objection::Locked);
        }
        let office = [
            ("wordprocessingml.document.main+xml", FileKind::Docx),
            ("spreadsheetml.sheet.main+xml", FileKind::Xlsx),
            ("presentationml.presentation.main+xml", FileKind::Pptx),
        ];
        let open = [FileKind::Odt, FileKind::Ods, FileKind::Odp];
        let told = self.mimetype.as_deref().map(str::trim);
        let by_types = office.into_iter().find(|(main, _)| types.contains(main));
        let by_name = open.into_iter().find(|kind| told == Some(kind.media_type()));
        match (by_types, by_name) {
            (Some((_, kind)), None) | (None, Some(kind)) => Ok(kind),
            _ => Err(Objection::Archive),
        }
    }
}
