//! Builds what the server hands out and the server itself.

use std::{fs, process::Command};

use wasm_bindgen_cli_support::Bindgen;

use crate::{child, failure::Failure, inner_cargo::cargo, needs, place::Place, steps::Steps};

/// The name under which browsers load the program: `ketentafel.js` and `ketentafel_bg.wasm`.
const NAME: &str = "ketentafel";

/// Builds the browser files, the styles and the server.
pub fn build(place: &Place, release: bool, steps: &mut Steps) -> Result<(), Failure> {
    site(place, release, steps)?;
    steps.take("server", || {
        let mut command = cargo(&["build", "--package", "server"]);
        if release {
            command.arg("--release");
        }
        child::run(&mut command)
    })
}

/// Builds the browser files and the styles into the site folder.
pub fn site(place: &Place, release: bool, steps: &mut Steps) -> Result<(), Failure> {
    steps.take("browser program", || frontend(release))?;
    steps.take("browser program made loadable", || bindgen(place, release))?;
    steps.take("styles", || styles(place))
}

fn frontend(release: bool) -> Result<(), Failure> {
    needs::wasm_target()?;
    let mut command = needs::cargo_for_wasm(&["build", "--package", "frontend", "--lib"]);
    if release {
        command.args(["--profile", "wasm-release"]);
    } else {
        // Lines of code would be three fifths of the file that every browser takes in, and no browser
        // shows them. The names of functions stay.
        command.env("CARGO_PROFILE_DEV_DEBUG", "none");
    }
    child::run(&mut command)
}

fn bindgen(place: &Place, release: bool) -> Result<(), Failure> {
    let site = place.site();
    fs::create_dir_all(&site).map_err(Failure::file(&site))?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(place.frontend(release))
        .out_name(NAME)
        .typescript(false)
        .debug(!release)
        .keep_debug(!release)
        .remove_name_section(release)
        .remove_producers_section(release);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(&site))
        .map_err(|reason| Failure::Bindgen(format!("{reason:#}")))
}

fn styles(place: &Place) -> Result<(), Failure> {
    let folder = place.at("crates/app/style");
    needs::node_packages(&folder)?;
    child::run(Command::new("node").arg(folder.join("build.mjs")).arg(place.site()))
}
