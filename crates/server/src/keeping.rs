//! What a server does by itself while it runs: chains the audit, writes down which grants ran out, deletes what was
//! kept long enough, looks at what waits for whoever is gone, lets fall due what does, and reminds of reviews.
//!
//! Invariant: with several servers on one database each may do the same; nothing is done twice.

use std::time::Duration;

use domain::{Command, CommandId, Moment, Sent};
use tokio_util::sync::CancellationToken;
use tower_sessions::ExpiredDeletion;
use tracing::{info, warn};
use uuid::Uuid;

use crate::{
    action_links,
    audit::Audit,
    digests::{self, Sources},
    door::{Hall, signed_in::out_of_order},
    files::Compared,
    leaving,
    people::StoreError,
    problem::Problem,
    regions::{Regions, Sender},
    reviewing,
};

/// How often rows of the audit get their place in the chain.
const SEAL_EVERY: Duration = Duration::from_secs(10);
/// How often what was kept long enough is deleted.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);
/// After how many such turns the store of files is compared with the journal: that reads its whole list.
const COMPARED_EVERY: u32 = 24;
/// How often it is looked at who is due to be mailed what concerns them.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// Gives rows of the audit their place in the chain, and logs where it ends: the log is a place outside the
/// database from which a chain that was made anew is known.
pub async fn seal(audit: Audit, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(SEAL_EVERY);
    let mut logged = None;
    loop {
        let is_last = tokio::select! {
            () = stop.cancelled() => true,
            _ = ticks.tick() => false,
        };
        match audit.seal().await {
            Ok(mark) if logged.as_ref() != Some(&mark) => {
                info!(audit.mark = %mark, "the audit is chained up to {mark}");
                logged = Some(mark);
            }
            Ok(_) => {}
            Err(error) => warn!(cause = %error, "cannot chain the audit"),
        }
        if is_last {
            return;
        }
    }
}

/// Deletes what was kept long enough, looks at what was left behind and reminds of reviews, once an hour.
pub async fn sweep(hall: Hall, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    let mut ticked = 0;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if let Err(error) = hall.sessions.delete_expired().await {
            warn!(cause = %error, "cannot sweep out ended sessions");
        }
        if let Err(error) = hall.people.note_grants_that_ran_out(hall.clock.now()).await {
            warn!(cause = %error, "cannot write down which grants ran out");
        }
        if let Err(error) = hall.people.end_feeds_without_place(hall.clock.now()).await {
            warn!(cause = %error, "cannot end the calendar addresses of those who have no place any more");
        }
        if let Err(error) = forget(&hall, hall.clock.now()).await {
            warn!(cause = %error, "cannot delete what was kept long enough");
        }
        if action_links::note_used(&hall.people, &hall.regions, hall.clock.now()).await.is_err() {
            warn!("cannot note which links to actions were used");
        }
        keep_files(&hall, ticked).await;
        ticked += 1;
        if settle(&hall, hall.clock.now()).await.is_err() {
            warn!("cannot look at what waits for whoever is gone");
        }
        if let_fall_due(&hall.regions).await.is_err() {
            warn!("cannot let happen what fell due in every region");
        }
        if remind(&hall, hall.clock.now()).await.is_err() {
            warn!("cannot remind of reviews");
        }
    }
}

/// Takes in what became of files, and once a day looks whether the store holds what it should.
async fn keep_files(hall: &Hall, ticked: u32) {
    match hall.files.sweep(&hall.regions, hall.clock.now()).await {
        Ok(0) => {}
        Ok(deleted) => info!("deleted {deleted} files that were removed or left behind"),
        Err(error) => warn!(cause = %error, "cannot take in what became of files"),
    }
    if ticked.is_multiple_of(COMPARED_EVERY) {
        match hall.files.compare(&hall.regions, hall.clock.now()).await {
            Ok(compared) => {
                let Compared { deleted, unknown, unfinished, .. } = compared;
                if 0 < deleted + unknown + unfinished {
                    info!(
                        "deleted {deleted} files that were removed and {unfinished} that are unfinished, and noted {unknown} that nothing knows of: they go in a day"
                    );
                }
            }
            Err(error) => {
                warn!(cause = %error, "cannot compare the store of files with the journal")
            }
        }
    }
}

/// Puts mails with what concerns people in the outbox when they are due, once a minute.
pub async fn tell(hall: Hall, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(TELL_EVERY);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let sources =
            Sources { people: &hall.people, regions: &hall.regions, outbox: &hall.outbox };
        match digests::put_due(sources, hall.clock.now()).await {
            Ok(0) => {}
            Ok(put) => info!("put {put} mails with what concerns people in the outbox"),
            Err(_) => warn!("cannot put mails with what concerns people in the outbox"),
        }
    }
}

/// Looks in every region at what waits for whoever is gone. A region where that fails keeps no other from it.
pub async fn settle(hall: &Hall, now: Moment) -> Result<(), Problem> {
    let mut outcome = Ok(());
    for (region, _) in hall.regions.names().await? {
        outcome = outcome.and(leaving::settle(&hall.people, &hall.regions, region, now).await);
    }
    outcome
}

/// Lets happen what fell due by itself, in every region: offers that nobody answered go to the coordinator, and whoever
/// is next is reminded of actions. A region where that fails keeps no other from it.
pub async fn let_fall_due(regions: &Regions) -> Result<(), Problem> {
    let mut outcome = Ok(());
    for (region, _) in regions.names().await? {
        let id = CommandId(Uuid::new_v4());
        let sent = Sent { id, command: Command::LetFallDue };
        let passed = regions.submit(region, Sender::System, sent).await;
        outcome = outcome.and(passed.map(|_| ()).map_err(Problem::from));
    }
    outcome
}

/// Reminds of the reviews that are due, in every region. The first server that does notes when that began.
pub async fn remind(hall: &Hall, now: Moment) -> Result<(), Problem> {
    hall.people.begin_reviews(now).await.map_err(out_of_order)?;
    let regions = hall.regions.names().await?.into_iter().map(|(region, _)| region);
    let reminded = reviewing::remind(&hall.people, &hall.outbox, regions, now).await;
    let reminded = reminded.map_err(out_of_order)?;
    if 0 < reminded {
        info!("reminded of the reviews of {reminded} organisations");
    }
    Ok(())
}

/// Deletes what was kept long enough, unless somebody said that nothing is to be deleted: each store looks at that
/// itself.
pub async fn forget(hall: &Hall, now: Moment) -> Result<(), StoreError> {
    // A link that ended is of no use to anybody, and mail that nobody carries out waits no longer than other mail.
    hall.outbox.forget_links(now).await?;
    hall.outbox.end_what_nobody_carries(now).await?;
    let others = hall.people.forget_old(now).await?;
    let rows = hall.audit.empty(now).await?;
    if 0 < others + rows {
        info!("deleted {others} rows that were kept long enough, and emptied {rows} of the audit");
    }
    Ok(())
}
