//! One program, several roles.

use std::process::ExitCode;

use clap::Parser;
use server::{
    audit::{Audit, Mark, Verdict},
    clock::Clock,
    config::{
        AccountAct, AuditAct, Backup, Config, ContentAct, FilesAct, Inside, PersonAct, RegionAct,
        Restore, Role, Store,
    },
    db::Db,
    demo, files,
    library::Library,
    mail::Outbox,
    operator::{self, UnderHold},
    people::TheLast,
    serve::{self, House, Restored},
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
            let house = House::open(&config.inside).await?.keep_files(&config.inside).await?;
            serve::serve(house, &config, None).await?;
        }
        Role::Demo(config) => {
            telemetry::start(config.log_json);
            let config = demo::for_this_machine(config);
            let house = House::open(&config.inside).await?.keep_files(&config.inside).await?;
            let accounts = demo::fill(&house, &config.inside.content).await?;
            println!("{}", demo::how_to_sign_in(&accounts));
            serve::serve(house, &config, Some(accounts)).await?;
        }
        Role::Migrate(store) => {
            telemetry::start(false);
            Db::open(&store.database).await?.close().await;
            println!("The schema is up to date.");
        }
        Role::Person { act } => {
            telemetry::start(false);
            println!("{}", work_on_person(act).await?);
        }
        Role::Backup(backup) => {
            telemetry::start(false);
            Db::must_be_there(&backup.store.database)?;
            println!("{}", back_up(&backup).await?);
        }
        Role::Restore(restore) => {
            telemetry::start(false);
            println!("{}", put_back(&restore).await?);
        }
        Role::Region { act } => {
            telemetry::start(false);
            println!("{}", work_on_region(act).await?);
        }
        Role::Audit { act: AuditAct::Verify { store, noted } } => {
            telemetry::start(false);
            println!("{}", verify_audit(&store, noted.as_ref()).await?);
        }
        Role::Account { act } => {
            telemetry::start(false);
            println!("{}", work_on_account(act).await?);
        }
        Role::Files { act: FilesAct::Check(inside) } => {
            telemetry::start(false);
            println!("{}", check_files(&inside).await?);
        }
        Role::Content { act: ContentAct::Check(content) } => {
            Library::open(content.content.as_deref())?;
            demo::check(&content)?;
            println!("The content is complete.");
        }
    }
    Ok(())
}

/// Copies the database, and then its files: what the copy attaches was put down before.
async fn back_up(backup: &Backup) -> Result<String, Box<dyn std::error::Error>> {
    let (database, to) = (&backup.store.database, &backup.to);
    let beside = files::companion(to);
    if beside.exists() {
        return Err(format!(
            "there is something at {} already: move it away first",
            beside.display()
        )
        .into());
    }
    Db::back_up(database, to).await?;
    let place = backup.files.clone().or_else(|| Db::files_beside(database));
    let store = place.as_deref().map(files::Store::there).transpose()?.flatten();
    // A folder beside the database that was never made holds nothing; one that somebody names should be there.
    if let (Some(named), None) = (&backup.files, &store) {
        return Err(format!(
            "there is no folder {named}: the database is copied, its files are not"
        )
        .into());
    }
    let copied = match store {
        Some(store) => files::copy_out(&store, &beside).await?.len(),
        None => 0,
    };
    let (attached, missing) = serve::check_backup(to).await?;
    let to = to.display();
    if 0 < missing {
        return Err(format!(
            "the database is copied into {to}, but {missing} of its {attached} attached files could not be copied: look whether --files names where they are kept"
        )
        .into());
    }
    Ok(match copied {
        0 => format!("The backup is in {to}. There are no files."),
        copied => format!("The backup is in {to}, its {copied} files are in {}.", beside.display()),
    })
}

/// Puts a backup in place, with its files.
async fn put_back(restore: &Restore) -> Result<String, Box<dyn std::error::Error>> {
    let Restored { removals, files, again, missing } = serve::restore(restore).await?;
    let mut told = format!(
        "The store is in place; {removals} removals and erasures were done again. {files} files were put back."
    );
    if !again.is_empty() {
        told += "\nThese of them are attached. What was removed after the backup was made is attached again: remove that once more.";
    }
    for files::Attachment { region, action, held, .. } in again {
        told += &format!("\nregion {region}, action {action}, SHA-256 {}", held.hash);
    }
    if 0 < missing {
        told += &format!(
            "\n{missing} attached files are not where files are kept: put their backup there, or their pages say that they are not there."
        );
    }
    Ok(told)
}

/// Says how many files are attached, and how many are not there.
async fn check_files(inside: &Inside) -> Result<String, Box<dyn std::error::Error>> {
    let house = house_that_is_there(inside).await?;
    let counted = house.files.count(&house.regions).await;
    house.db.close().await;
    let (attached, missing) = counted?;
    match missing {
        0 => Ok(format!("{attached} files are attached, and all of them are there.")),
        _ => Err(format!("{missing} of {attached} attached files are not there").into()),
    }
}

async fn work_on_person(act: PersonAct) -> Result<String, Box<dyn std::error::Error>> {
    let PersonAct::Erase { login, also_the_last, also_under_hold, inside } = act;
    let house = house_that_is_there(&inside).await?;
    let under_hold = if also_under_hold { UnderHold::Erased } else { UnderHold::Kept };
    let last = if also_the_last { TheLast::Goes } else { TheLast::Stays };
    let erased =
        operator::erase_person(&house, &login, (last, under_hold), house.clock.now()).await;
    house.db.close().await;
    let regions = erased?;
    Ok(format!(
        "The name, the address and everything else that is known of this person are erased; they had a place in {regions} regions.\n\
         The audit holds from which addresses of the network they signed in, for a year, and changed something, for seven years, with an id that names nobody. \
         Backups that were made before hold the rest until you delete them."
    ))
}

async fn work_on_account(act: AccountAct) -> Result<String, Box<dyn std::error::Error>> {
    match act {
        AccountAct::ResetPassword { login, inside, public_address } => {
            let house = house_that_is_there(&inside).await?;
            let path = operator::reset_password(&house, &login, house.clock.now()).await?;
            let public = public_address.trim_end_matches('/');
            Ok(format!(
                "Whoever opens this link within an hour chooses the password:\n{public}{path}"
            ))
        }
        AccountAct::ResetSecondFactor { login, inside, mail_server } => {
            let house = house_that_is_there(&inside).await?;
            let outbox = Outbox::new(house.db.clone(), mail_server.is_some());
            operator::reset_second_factor(&house, &outbox, &login, house.clock.now()).await?;
            Ok("Signing in takes the password only again; all sessions of that account ended."
                .into())
        }
    }
}

async fn work_on_region(act: RegionAct) -> Result<String, Box<dyn std::error::Error>> {
    match act {
        RegionAct::CloseRound(of) => {
            let house = house_that_is_there(&of.inside).await?;
            let closed = operator::close_round(&house, &of.region, house.clock.now()).await?;
            Ok(format!("Round {closed} of {} is closed.", of.region))
        }
        RegionAct::Redact { of, entry, nth, reason } => {
            let house = house_that_is_there(&of.inside).await?;
            let now = house.clock.now();
            let removal = operator::redact(&house, &of.region, (entry, nth), &reason, now).await;
            house.db.close().await;
            let removal = removal?;
            Ok(format!("The text is removed with every copy of it; entry {removal} tells of it."))
        }
        RegionAct::EndMemberships { of, organisation } => {
            let house = house_that_is_there(&of.inside).await?;
            let now = house.clock.now();
            let ended = operator::end_memberships(&house, &of.region, &organisation, now).await?;
            Ok(format!("{ended} people of {organisation} have no place in {} any more.", of.region))
        }
    }
}

/// Tells whether the chain of the audit is whole, and where it ends.
async fn verify_audit(
    store: &Store,
    noted: Option<&Mark>,
) -> Result<String, Box<dyn std::error::Error>> {
    Db::must_be_there(&store.database)?;
    let db = Db::open(&store.database).await?;
    let verdict = Audit::new(db.clone()).verify(noted, Clock::default().now()).await??;
    db.close().await;
    let Verdict { rows, emptied, mark } = verdict;
    Ok(format!("The audit is whole: {rows} rows, {emptied} of them emptied.\nNote this: {mark}"))
}

async fn house_that_is_there(inside: &Inside) -> Result<House, Box<dyn std::error::Error>> {
    Db::must_be_there(&inside.store.database)?;
    Ok(House::open(inside).await?)
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
