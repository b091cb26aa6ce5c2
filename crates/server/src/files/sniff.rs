//! What a file is, by what it holds: never by what it is called.
//!
//! Invariant: whatever is not surely one of the kinds that are taken is objected to.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use domain::FileKind;

use super::{archive, spool::Objection};

/// The bytes at the start by which a file is told.
const HEAD_BYTES: usize = 1_024;
/// How programs, archives and locked documents begin, and what each is.
const KNOWN: [(&[u8], Objection); 16] = [
    (b"\x7fELF", Objection::Program),
    (b"MZ", Objection::Program),
    (b"\xca\xfe\xba\xbe", Objection::Program),
    (b"\xcf\xfa\xed\xfe", Objection::Program),
    (b"\xce\xfa\xed\xfe", Objection::Program),
    (b"\xfe\xed\xfa\xce", Objection::Program),
    (b"\xfe\xed\xfa\xcf", Objection::Program),
    (b"\0asm", Objection::Program),
    (b"7z\xbc\xaf\x27\x1c", Objection::Archive),
    (b"Rar!\x1a\x07", Objection::Archive),
    (b"\x1f\x8b", Objection::Archive),
    (b"BZh", Objection::Archive),
    (b"\xfd7zXZ\0", Objection::Archive),
    (b"\x28\xb5\x2f\xfd", Objection::Archive),
    (b"MSCF", Objection::Archive),
    (b"!<arch>\n", Objection::Archive),
];
/// How the files begin that older and locked office documents are.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How what a browser would run begins, after white space.
const ACTIVE: [&str; 14] = [
    "<!doctype",
    "<html",
    "<svg",
    "<?xml",
    "<script",
    "<head",
    "<body",
    "<iframe",
    "<!--",
    "<math",
    "<xml",
    "<title",
    "<?php",
    "<%",
];

/// Returns what a file is. What a text is, a table or not, only its ending can promise.
pub(super) fn kind(
    file: &mut File,
    promised: Option<FileKind>,
) -> io::Result<Result<FileKind, Objection>> {
    let head = head(file)?;
    if head.starts_with(b"%PDF-") {
        return Ok(Ok(FileKind::Pdf));
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") && head.get(12..16) == Some(b"IHDR") {
        return Ok(Ok(FileKind::Png));
    }
    if head.starts_with(b"\xff\xd8\xff") {
        return Ok(Ok(FileKind::Jpeg));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive::kind(file);
    }
    if head.starts_with(COMPOUND) {
        let is_new = matches!(promised, Some(FileKind::Docx | FileKind::Xlsx | FileKind::Pptx));
        // A new document with a password is wrapped in an old one.
        return Ok(Err(if is_new { Objection::Locked } else { Objection::OtherKind }));
    }
    match text(file)? {
        Spelling::Utf8 => Ok(of_text(&head, promised)),
        other => Ok(Err(of_bytes(&head, promised, other))),
    }
}

fn head(file: &mut File) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(HEAD_BYTES);
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Tells a table from a text by its ending, and either from what a browser or a shell would run.
fn of_text(head: &[u8], promised: Option<FileKind>) -> Result<FileKind, Objection> {
    let start = String::from_utf8_lossy(head);
    let start = start.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if ACTIVE.iter().any(|active| start.starts_with(active)) {
        return Err(Objection::Active);
    }
    if start.starts_with("#!") {
        return Err(Objection::Program);
    }
    Ok(match promised {
        Some(FileKind::Csv) => FileKind::Csv,
        _ => FileKind::Text,
    })
}

/// Says what it is that is no text, as well as can be told.
fn of_bytes(head: &[u8], promised: Option<FileKind>, spelling: Spelling) -> Objection {
    if let Some((_, objection)) = KNOWN.iter().find(|(start, _)| head.starts_with(start)) {
        return *objection;
    }
    if head.get(257..262) == Some(b"ustar") {
        return Objection::Archive;
    }
    match promised {
        Some(FileKind::Text | FileKind::Csv) if spelling == Spelling::Other => {
            Objection::OtherSpelling
        }
        Some(_) => Objection::Lies,
        None => Objection::OtherKind,
    }
}

/// How a text is spelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Spelling {
    /// As the texts that are taken.
    Utf8,
    /// Perhaps as others.
    Other,
    /// It is none.
    Bytes,
}

/// Reads a whole file, piece by piece, and tells whether it is a text.
fn text(file: &mut File) -> io::Result<Spelling> {
    file.seek(SeekFrom::Start(0))?;
    let mut piece = vec![0; 64 * 1024];
    let mut rest: Vec<u8> = Vec::new();
    let (mut is_utf8, mut has_control) = (true, false);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        has_control |= piece[..read].iter().any(|byte| is_control(*byte));
        rest.extend_from_slice(&piece[..read]);
        match std::str::from_utf8(&rest) {
            Ok(_) => rest.clear(),
            // The last sign may go on in the next piece.
            Err(error) if error.error_len().is_none() => {
                rest.drain(..error.valid_up_to());
            }
            Err(_) => {
                is_utf8 = false;
                rest.clear();
            }
        }
    }
    let is_utf8 = is_utf8 && rest.is_empty();
    // Text of two bytes a sign begins with a mark of its own.
    let head = head(file)?;
    let is_wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    Ok(match (is_utf8, has_control) {
        (true, false) => Spelling::Utf8,
        (false, false) => Spelling::Other,
        _ if is_wide => Spelling::Other,
        _ => Spelling::Bytes,
    })
}

/// What no text holds: signs of control but the ends of lines and pages, tabs and what ends a file of old.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11 | 14..=25 | 27..=31 | 127)
}
