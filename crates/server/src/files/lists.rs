//! The lists of what an archive holds, before anybody reads them.
//!
//! Invariant: it is found without believing where an archive says that its list stands, and in little memory.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

/// How an entry of a list begins.
const ENTRY: &[u8] = b"PK\x01\x02";
/// How the end of a list begins.
const END: &[u8] = b"PK\x05\x06";
/// How the end of a list begins that says its numbers in more bytes.
const LONG_END: &[u8] = b"PK\x06\x06";
/// The most bytes after such a sign that are looked at.
const HEADER_BYTES: usize = 46;
/// The most bytes that the entries of all lists may have beside their headers: names and comments.
const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// The bytes that are read at once.
const PIECE_BYTES: usize = 64 * 1024;

/// Returns whether the lists of an archive fit: whoever reads it holds one of them in memory, and makes room for as
/// many parts as it says.
pub(super) fn fit(file: &mut File, parts_max: usize) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut counted = Counted::default();
    let mut piece = Vec::with_capacity(PIECE_BYTES + HEADER_BYTES);
    loop {
        let read = file.by_ref().take(PIECE_BYTES as u64).read_to_end(&mut piece)?;
        let is_last = read == 0;
        let upto = if is_last { piece.len() } else { piece.len().saturating_sub(HEADER_BYTES) };
        for at in 0..upto {
            if piece[at] == b'P' {
                counted.take_in(&piece[at..]);
            }
        }
        if parts_max < counted.entries.max(counted.said) || TEXT_BYTES_MAX < counted.text {
            return Ok(false);
        }
        if is_last {
            return Ok(true);
        }
        piece.drain(..upto);
    }
}

#[derive(Default)]
struct Counted {
    /// How many entries there are.
    entries: usize,
    /// How many bytes stand in them.
    text: usize,
    /// How many parts the end of a list speaks of.
    said: usize,
}

impl Counted {
    fn take_in(&mut self, from: &[u8]) {
        let number = |at: usize| match from.get(at..at + 2) {
            Some(two) => usize::from(u16::from_le_bytes([two[0], two[1]])),
            None => 0,
        };
        if from.starts_with(ENTRY) {
            self.entries += 1;
            self.text += number(28) + number(30) + number(32);
        } else if from.starts_with(END) && number(10) != usize::from(u16::MAX) {
            self.said = self.said.max(number(10));
        } else if from.starts_with(LONG_END) {
            let said = from.get(32..40).and_then(|eight| eight.try_into().ok());
            let said = said.map(u64::from_le_bytes).unwrap_or_default();
            self.said = self.said.max(usize::try_from(said).unwrap_or(usize::MAX));
        }
    }
}
