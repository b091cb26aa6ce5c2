//! Measures how many bytes a region takes on its way to a browser: raw, and compressed as the
//! server sends it, for 4, 16 and 60 municipalities with an explanation in every answer of two
//! rounds. A page carries every value and the explanations that it shows: the grid those of the
//! reader's own municipality, a question those of every municipality besides.

mod ground;

use std::{io::Write, time::Instant};

use app::page::wire;
use domain::{Texts, view::snapshot_for};
use ground::{
    Failure,
    database::Database,
    figure,
    product::Served,
    prose::{Prose, own_texts},
    region::{House, answered_twice, checklist, editor_of, founded, municipality, region},
};

const SIZES: [usize; 3] = [4, 16, 60];
/// What a snapshot is compressed with where the server is not asked.
const QUALITY: u32 = 5;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    for size in SIZES {
        sent(size).await?;
    }
    bytes("60_whole_at_quality_5", compressed(&whole(60)?)?);
    compare_prose()
}

/// Asks the product for a snapshot as a browser does.
async fn sent(size: usize) -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish_with_answers(&database.address, size).await?;
    let served = Served::product(&database.address)?;
    let mut line = served.signed_in(municipality(0))?;
    let own = Texts::own(&editor_of(municipality(0)).viewer());
    let question = own.clone().and_on("4.1".parse()?);
    for (page, texts) in [("grid", own), ("question", question)] {
        let path = wire::snapshot_address(region(0), &texts);
        bytes(&format!("{size}_{page}_raw"), line.get(&path, "")?.body.len());
        let start = Instant::now();
        let answer = line.get(&path, "Accept-Encoding: br\r\n")?;
        figure(&format!("{size}_{page}_us"), start.elapsed().as_secs_f64() * 1e6);
        if answer.header("content-encoding") != Some("br") {
            return Err("the server did not compress".into());
        }
        bytes(&format!("{size}_{page}_compressed"), answer.body.len());
    }
    drop(served);
    database.remove().await
}

/// Writes a region with everything that an editor of one of its municipalities may see.
fn whole(size: usize) -> Result<Vec<u8>, Failure> {
    let municipalities: Vec<_> = (0..size).map(municipality).collect();
    let scribe = answered_twice(founded(region(0), &municipalities)?, &municipalities)?;
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
