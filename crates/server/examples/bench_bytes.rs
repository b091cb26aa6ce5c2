//! Weighs what a browser loads once: the program, its starter and the styles, raw and compressed
//! once at the highest quality, as files that never change can be.

mod ground;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use ground::{Failure, figure};

const FILES: [&str; 3] = ["ketentafel_bg.wasm", "ketentafel.js", "ketentafel.css"];
const QUALITY: u32 = 11;

fn main() -> Result<(), Failure> {
    let site = PathBuf::from(ground::place()?);
    for name in FILES {
        weigh(&site, name)?;
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss)] // Far below what a double counts exactly.
fn weigh(site: &Path, name: &str) -> Result<(), Failure> {
    let raw = std::fs::read(site.join(name))?;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4_096, QUALITY, 22);
    writer.write_all(&raw)?;
    figure(&format!("{name}_raw"), raw.len() as f64);
    figure(&format!("{name}_compressed"), writer.into_inner().len() as f64);
    Ok(())
}
