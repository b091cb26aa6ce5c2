//! Measures the product against floors: separate small programs that do the least that is needed.
//!
//! Invariant: a measurement and its floor run by turns on the same machine, and a ratio is the
//! middle of the ratios of those turns, with the absolute figures beside it. A missed target is
//! printed and fails nothing: how fast a machine is says nothing about whether a change is right.

mod measurements;
mod table;

use std::{fs, path::Path, process::Command};

use clap::{Args, ValueEnum};

use self::{
    measurements::{MEASUREMENTS, Measurement, On},
    table::{Figures, Row, Turn},
};
use crate::{
    child, failure::Failure, inner_cargo::cargo, place::Place, postgres::Cluster, site,
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

/// Builds what is needed, measures, and prints one table.
pub fn bench(place: &Place, wish: &Wish, steps: &mut Steps) -> Result<(), Failure> {
    let chosen = choose(&wish.names)?;
    build(place, &chosen, steps)?;
    let mut rows = Vec::new();
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
    for one in chosen.iter().filter(|one| one.ground == On::Site) {
        let turns = take_turns(place, one, "", &Ground::site(place), 1, steps)?;
        rows.extend(one.lines.iter().map(|line| Row::of(line, "", &turns)));
    }
    print!("\n{}", table::markdown(&rows));
    Ok(())
}

fn runs_on(one: &Measurement, engine: Engine) -> bool {
    match one.ground {
        On::Both => true,
        On::Sqlite => engine == Engine::Sqlite,
        On::Site => false,
    }
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
    if chosen.iter().any(|one| one.ground == On::Site) {
        site::site(place, true, steps)?;
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
            let measured = run(&place.example(one.program), &ground.address)?;
            let floor = one.floor.map(|floor| run(&place.example(floor), &ground.address));
            turns.push(Turn { measured, floor: floor.transpose()?.unwrap_or_default() });
        }
        Ok(())
    })?;
    Ok(turns)
}

fn run(program: &Path, ground: &str) -> Result<Figures, Failure> {
    child::output(Command::new(program).arg(ground)).map(|printed| table::figures(&printed))
}

/// Where databases are made, or what is weighed.
struct Ground {
    address: String,
    // Held as long as it is measured on: letting go of a cluster ends it.
    _cluster: Option<Cluster>,
}

impl Ground {
    /// Takes a folder on the disk of the build, or starts a cluster of our own.
    fn lay(place: &Place, engine: Engine) -> Result<Ground, Failure> {
        if engine == Engine::Postgres {
            let cluster = Cluster::start()?;
            return Ok(Ground { address: cluster.url(), _cluster: Some(cluster) });
        }
        let folder = place.benches();
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        Ok(Ground { address: format!("sqlite:{}", folder.display()), _cluster: None })
    }

    /// Takes what the server hands out.
    fn site(place: &Place) -> Ground {
        Ground { address: place.site().display().to_string(), _cluster: None }
    }
}
