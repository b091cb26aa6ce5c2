//! The commands of the workshop: build, run and test, each complete from a fresh clone.
//!
//! Invariant: a command either finishes everything it announced or ends with a non-zero code
//! and one line that names the step and the reason.

mod bench;
mod child;
mod failure;
mod inner_cargo;
mod needs;
mod place;
mod postgres;
mod run;
mod site;
mod steps;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{failure::Failure, place::Place, steps::Steps};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The commands of the workshop")]
struct Workshop {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the browser files, the styles and the server
    Build {
        /// Small and fast instead of quick to build
        #[arg(long)]
        release: bool,
    },
    /// Builds, then starts the demo region on SQLite in data/
    Run {
        /// Small and fast instead of quick to build
        #[arg(long)]
        release: bool,
    },
    /// Measures the product against floors and prints one table
    Bench(bench::Wish),
    /// Runs every check: format, lints, house rules, tests on both engines, browser journeys
    Test,
}

fn main() -> ExitCode {
    let workshop = Workshop::parse();
    let mut steps = Steps::default();
    let outcome = child::pass_signals_on().and_then(|()| Place::find()).and_then(|place| {
        match workshop.task {
            Task::Build { release } => site::build(&place, release, &mut steps),
            Task::Run { release } => run::run(&place, release, &mut steps),
            Task::Bench(wish) => bench::bench(&place, &wish, &mut steps),
            Task::Test => test::test(&place, &mut steps),
        }
    });
    steps.print_summary();
    conclude(outcome)
}

fn conclude(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Stopped) => {
            eprintln!("xtask: stopped on request");
            ExitCode::from(130)
        }
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
