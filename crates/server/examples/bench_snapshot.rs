//! Measures how many bytes a region takes on its way to a browser: raw and compressed, for 4, 16
//! and 60 municipalities with an explanation in every answer of two rounds.

mod ground;

use std::{io::Write, time::Instant};

use domain::view::snapshot_for;
use ground::{
    Failure, figure,
    prose::{Prose, own_texts},
    region::{answered_twice, checklist, editor_of, founded, municipality, region},
    scribe::Habit,
};

const SIZES: [usize; 3] = [4, 16, 60];
/// What the server's compression layer uses unless told otherwise.
const QUALITY: u32 = 4;

fn main() -> Result<(), Failure> {
    for size in SIZES {
        let json = snapshot(size, Habit::Keeps)?;
        bytes(&format!("{size}_municipalities_raw"), json.len());
        let start = Instant::now();
        bytes(&format!("{size}_municipalities_compressed"), compressed(&json)?);
        let took_us = start.elapsed().as_secs_f64() * 1e6;
        figure(&format!("{size}_municipalities_compressing_us"), took_us);
    }
    let anew = snapshot(60, Habit::Rewrites)?;
    bytes("60_municipalities_rewritten_compressed", compressed(&anew)?);
    compare_prose()
}

/// Writes a region as an editor of one of its municipalities gets it.
fn snapshot(size: usize, habit: Habit) -> Result<Vec<u8>, Failure> {
    let municipalities: Vec<_> = (0..size).map(municipality).collect();
    let scribe = answered_twice(founded(region(0), &municipalities)?, &municipalities, habit)?;
    let viewer = editor_of(municipalities[0]).viewer();
    Ok(serde_json::to_vec(&snapshot_for(&viewer, &scribe.region))?)
}

/// Shows that the written explanations compress no better than what people wrote.
fn compare_prose() -> Result<(), Failure> {
    let checklist = checklist()?;
    let own = own_texts(&checklist)?;
    let mut prose = Prose::learn(&checklist, 2)?;
    let mut written = String::new();
    while written.len() < own.len() {
        written.push_str(&prose.explanation());
        written.push('\n');
    }
    for (name, text) in [("own_prose", own), ("written_prose", written)] {
        figure(&format!("{name}_share"), share(compressed(text.as_bytes())?, text.len()));
    }
    Ok(())
}

fn compressed(bytes: &[u8]) -> Result<usize, Failure> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4_096, QUALITY, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner().len())
}

#[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
fn bytes(name: &str, bytes: usize) {
    figure(&format!("{name}_bytes"), bytes as f64);
}
