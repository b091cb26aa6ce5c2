//! One program, several roles.

use std::process::ExitCode;

use clap::Parser;
use server::{
    config::{Config, ContentAct, Role},
    db::Db,
    demo,
    library::Library,
    serve::{self, House},
    telemetry,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Config::parse().role).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ketentafel: {}", in_one_line(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn run(role: Role) -> Result<(), Box<dyn std::error::Error>> {
    match role {
        Role::Serve(config) => {
            telemetry::start(config.log_json);
            let house = House::open(&config.store, &config.content, config.time).await?;
            serve::serve(house, &config, None).await?;
        }
        Role::Demo(config) => {
            telemetry::start(config.log_json);
            let config = demo::for_this_machine(config);
            let house = House::open(&config.store, &config.content, config.time).await?;
            let accounts = demo::fill(&house, &config.content).await?;
            println!("{}", demo::how_to_sign_in(&accounts));
            serve::serve(house, &config, Some(accounts)).await?;
        }
        Role::Migrate(store) => {
            telemetry::start(false);
            Db::open(&store.database).await?.close().await;
            println!("The schema is up to date.");
        }
        Role::Content { act: ContentAct::Check(content) } => {
            Library::open(content.content.as_deref())?;
            demo::check(&content)?;
            println!("The content is complete.");
        }
    }
    Ok(())
}

fn in_one_line(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        line.push_str(": ");
        line.push_str(&inner.to_string());
        cause = inner.source();
    }
    line
}
