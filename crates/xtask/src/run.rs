//! Starts the product with the demo region.

use std::{fs, process::Command};

use crate::{child, failure::Failure, place::Place, site, steps::Steps};

/// The database of the demo, kept between runs; remove the folder to begin anew.
const DATA: &str = "data";

/// Where the demo listens: this machine only.
const LISTEN: &str = "127.0.0.1:8080";

/// Builds, then serves the demo region until Ctrl-C.
pub fn run(place: &Place, release: bool, steps: &mut Steps) -> Result<(), Failure> {
    site::build(place, release, steps)?;
    steps.print_summary();
    let data = place.at(DATA);
    fs::create_dir_all(&data).map_err(Failure::file(&data))?;
    let mut server = Command::new(place.server(release));
    server
        .args(["demo", "--database", "sqlite:data/demo.sqlite", "--listen", LISTEN, "--plain-http"])
        .arg("--site")
        .arg(place.site());
    match child::run(&mut server) {
        // Ctrl-C is how one ends a run that went well.
        Err(Failure::Stopped) => Ok(()),
        outcome => outcome,
    }
}
