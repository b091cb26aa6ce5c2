//! Measures the product against floors: separate small programs that do the least that is needed.
//!
//! Invariant: a measurement and its floor run by turns on the same machine, and a ratio is the
//! middle of the ratios of those turns, with the absolute figures beside it. A missed target is
//! printed and fails nothing: how fast a machine is says nothing about whether a change is right.

mod measurements;
mod table;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::{Args, ValueEnum};

use self::{
    measurements::{MEASUREMENTS, Measurement, On},
    table::{Figures, Row, Turn},
};
use crate::{
    child, failure::Failure, inner_cargo::cargo, needs, place::Place, postgres::Cluster, site,
    steps::Steps,
};

/// What to measure, and how often.
#[derive(Args)]
pub struct Wish {
    /// Names of measurements; without any, all of them
    names: Vec<String>,
    /// One engine instead of both
    #[arg(long)]
    engine: Option<Engine>,
    /// How often a measurement and its floor take turns
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }
}

/// Builds what is needed, measures, and prints one table, also of what was measured before one failed.
pub fn bench(place: &Place, wish: &Wish, steps: &mut Steps) -> Result<(), Failure> {
    let chosen = choose(&wish.names)?;
    build(place, &chosen, steps)?;
    let mut rows = Vec::new();
    let measured = measure(place, wish, &chosen, steps, &mut rows);
    print!("\n{}", table::markdown(&rows));
    measured
}

fn measure(
    place: &Place,
    wish: &Wish,
    chosen: &[&Measurement],
    steps: &mut Steps,
    rows: &mut Vec<Row>,
) -> Result<(), Failure> {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let wanted = wish.engine.is_none_or(|only| only == engine);
        let on_it: Vec<_> = chosen.iter().filter(|one| wanted && runs_on(one, engine)).collect();
        if !on_it.is_empty() {
            let ground = Ground::lay(place, engine)?;
            for one in on_it {
                let turns = take_turns(place, one, engine.name(), &ground, wish.rounds, steps)?;
                rows.extend(one.lines.iter().map(|line| Row::of(line, engine.name(), &turns)));
            }
        }
    }
    for one in chosen.iter().filter(|one| needs_site(one)) {
        let ground = Ground::site(place, one.ground)?;
        let turns = take_turns(place, one, "", &ground, 1, steps)?;
        rows.extend(one.lines.iter().map(|line| Row::of(line, "", &turns)));
    }
    Ok(())
}

fn runs_on(one: &Measurement, engine: Engine) -> bool {
    match one.ground {
        On::Both => true,
        On::Sqlite => engine == Engine::Sqlite,
        On::Site | On::Browser => false,
    }
}

fn needs_site(one: &Measurement) -> bool {
    matches!(one.ground, On::Site | On::Browser)
}

fn choose(names: &[String]) -> Result<Vec<&'static Measurement>, Failure> {
    let known = |name: &String| MEASUREMENTS.iter().any(|one| one.name == name);
    if let Some(stranger) = names.iter().find(|name| !known(name)) {
        let all: Vec<&str> = MEASUREMENTS.iter().map(|one| one.name).collect();
        return Err(Failure::Missing {
            what: format!("a measurement named {stranger}"),
            remedy: format!("There are: {}.", all.join(", ")),
        });
    }
    let wanted = |one: &&Measurement| names.is_empty() || names.iter().any(|name| name == one.name);
    Ok(MEASUREMENTS.iter().filter(wanted).collect())
}

fn build(place: &Place, chosen: &[&Measurement], steps: &mut Steps) -> Result<(), Failure> {
    if chosen.iter().any(|one| needs_site(one)) {
        site::site(place, true, steps)?;
    }
    if chosen.iter().any(|one| one.ground == On::Browser) {
        steps.take("the browser's driver", || needs::node_packages(&place.at("e2e")))?;
    }
    steps.take("server, measurements and floors", || {
        let mut build = cargo(&["build", "--release", "--package=server", "--bins"]);
        for one in chosen {
            let programs = [Some(one.program), one.floor].into_iter().flatten();
            build.args(programs.map(|program| format!("--example={program}")));
        }
        child::run(&mut build)
    })
}

/// Lets a measurement and its floor take turns.
fn take_turns(
    place: &Place,
    one: &Measurement,
    engine: &str,
    ground: &Ground,
    rounds: u32,
    steps: &mut Steps,
) -> Result<Vec<Turn>, Failure> {
    let mut turns = Vec::new();
    steps.take(format!("{} {engine}", one.name).trim_end(), || {
        for _ in 0..rounds {
            let measured = run(&place.example(one.program), ground)?;
            let floor = one.floor.map(|floor| run(&place.example(floor), ground));
            turns.push(Turn { measured, floor: floor.transpose()?.unwrap_or_default() });
        }
        Ok(())
    })?;
    Ok(turns)
}

fn run(program: &Path, ground: &Ground) -> Result<Figures, Failure> {
    let mut command = Command::new(program);
    command.arg(&ground.address);
    if let Some(browser) = &ground.browser {
        command.env("KETENTAFEL_TEST_CHROMIUM", browser);
    }
    child::output(&mut command).map(|printed| table::figures(&printed))
}

/// Where databases are made, or what is weighed.
struct Ground {
    address: String,
    browser: Option<PathBuf>,
    // Held as long as it is measured on: letting go of a cluster ends it.
    _cluster: Option<Cluster>,
}

impl Ground {
    /// Takes a folder on the disk of the build, or starts a cluster of our own.
    fn lay(place: &Place, engine: Engine) -> Result<Ground, Failure> {
        if engine == Engine::Postgres {
            let cluster = Cluster::start()?;
            let (address, _cluster) = (cluster.url(), Some(cluster));
            return Ok(Ground { address, browser: None, _cluster });
        }
        let folder = place.benches();
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        let address = format!("sqlite:{}", folder.display());
        Ok(Ground { address, browser: None, _cluster: None })
    }

    /// Takes what the server hands out, and a browser where one is asked for.
    fn site(place: &Place, wanted: On) -> Result<Ground, Failure> {
        let browser = (wanted == On::Browser).then(needs::chromium).transpose()?;
        Ok(Ground { address: place.site().display().to_string(), browser, _cluster: None })
    }
}
