//! Every check there is, in order, from the quickest to the slowest; the first failure ends it.

use std::{env, process::Command};

use crate::{
    child,
    failure::Failure,
    inner_cargo::cargo,
    needs,
    place::Place,
    postgres::{self, Cluster},
    site,
    steps::Steps,
};

/// The packages that people use; the browser's entry is linted and built for browsers only.
const PRODUCT: [&str; 3] = ["--package=domain", "--package=app", "--package=server"];

/// Runs everything.
pub fn test(place: &Place, steps: &mut Steps) -> Result<(), Failure> {
    steps.take("format", || child::run(&mut cargo(&["fmt", "--all", "--check"])))?;
    lints(steps)?;
    steps.take("house rules", || {
        child::run(&mut cargo(&["test", "--package=tidy", "--package=xtask"]))
    })?;
    steps.take("domain for browsers", || {
        child::run(&mut needs::cargo_for_wasm(&["check", "--package=domain"]))
    })?;
    let database = steps.take("PostgreSQL", Database::find)?;
    steps.take("tests on SQLite and PostgreSQL", || {
        // Without the examples, which measure and hold no tests: the lints have checked them.
        let mut command = cargo(&["test", "--tests"]);
        child::run(command.args(PRODUCT).env(postgres::VARIABLE, database.url()))
    })?;
    site::site(place, false, steps)?;
    steps.take("look", || {
        child::run(Command::new("node").arg("--test").current_dir(place.at("crates/app/style")))
    })?;
    journeys(place, &database, steps)
}

fn lints(steps: &mut Steps) -> Result<(), Failure> {
    const STRICT: [&str; 3] = ["--", "-D", "warnings"];
    steps.take("lints", || {
        let mut command = cargo(&["clippy", "--workspace", "--exclude=frontend", "--all-targets"]);
        child::run(command.args(STRICT))
    })?;
    steps.take("lints for browsers", || {
        needs::wasm_target()?;
        let mut command = needs::cargo_for_wasm(&["clippy", "--package=frontend"]);
        child::run(command.args(STRICT))
    })
}

fn journeys(place: &Place, database: &Database, steps: &mut Steps) -> Result<(), Failure> {
    let folder = place.at("e2e");
    let chromium = steps.take("browser and its driver", || {
        needs::node_packages(&folder)?;
        needs::chromium()
    })?;
    for engine in ["sqlite", "postgres"] {
        steps.take(&format!("journeys in a browser on {engine}"), || {
            let mut command = Command::new("node");
            command
                .arg("journeys.mjs")
                .current_dir(&folder)
                .env("KETENTAFEL_TEST_ENGINE", engine)
                .env("KETENTAFEL_TEST_CHROMIUM", &chromium)
                .env("KETENTAFEL_TEST_SERVER", place.server(false))
                .env("KETENTAFEL_TEST_SITE", place.site())
                .env(postgres::VARIABLE, database.url());
            child::run(&mut command)
        })?;
    }
    Ok(())
}

/// The PostgreSQL of the tests: one that the caller named, else a private one.
enum Database {
    Named(String),
    Private(Cluster),
}

impl Database {
    fn find() -> Result<Database, Failure> {
        match env::var(postgres::VARIABLE) {
            Ok(url) => {
                eprintln!("using the server that {} names", postgres::VARIABLE);
                Ok(Database::Named(url))
            }
            Err(_) => Cluster::start().map(Database::Private),
        }
    }

    fn url(&self) -> String {
        match self {
            Database::Named(url) => url.clone(),
            Database::Private(cluster) => cluster.url(),
        }
    }
}
