//! Serves until the host says stop.

use std::{
    collections::BTreeSet,
    io,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use app::document::Site;
use axum::serve::ListenerExt;
use tokio::{net::TcpListener, signal::unix, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use uuid::Uuid;

use crate::{
    audit::Audit,
    clock::Clock,
    config,
    content::ContentErrors,
    db::{Db, OpenError},
    door::{
        Hall, assets,
        hall::{DemoAccounts, Interior, Reach},
    },
    files::{self, Attachment, Files},
    journal::{Journal, JournalError, begin_ledger, is_new},
    keeping,
    library::Library,
    mail::{MailSetup, MailSetupError, Outbox, Patience, Postman},
    notify,
    passwords::Passwords,
    people::{NewInvitation, People, StoreError, Token},
    redact::{Ledger, LedgerError},
    regions::Regions,
    router,
    sessions::Sessions,
    throttle::Throttle,
};

/// How long requests under way may take after the host said stop.
const FAREWELL_MAX: Duration = Duration::from_secs(10);

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The content.
    #[error("the content cannot be used:\n{0}")]
    Content(#[from] ContentErrors),
    /// The files for the browser.
    #[error("cannot read the files for the browser in {folder}")]
    Site {
        /// Where they should be.
        folder: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Mail.
    #[error(transparent)]
    Mail(#[from] MailSetupError),
    /// The tables of people.
    #[error("cannot look whether somebody administers the installation")]
    People(#[from] StoreError),
    /// The ledger of removed texts.
    #[error("cannot use the ledger of removed texts")]
    Ledger(#[from] LedgerError),
    /// The ledger of removed texts is not where it should be.
    #[error(
        "there is no ledger of removed texts at {}, and this database holds something already: put the ledger there. Where there never was one, or it is lost, say --without-ledger once: a new one is begun, and what was removed since a backup was made shows again if that backup was put back",
        path.display()
    )]
    LedgerAbsent {
        /// Where it should be.
        path: PathBuf,
    },
    /// Nobody said where it is.
    #[error("say with --redactions where the ledger of removed texts is")]
    NoLedger,
    /// What the ledger says could not be done.
    #[error("cannot remove once more what was removed before")]
    Removals(#[from] JournalError),
    /// Files.
    #[error(transparent)]
    Files(#[from] files::FilesError),
    /// The address.
    #[error("cannot listen on {address}")]
    Listen {
        /// Which.
        address: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// The inside of the server, before it is reachable.
pub struct House {
    /// The store.
    pub db: Db,
    /// The journal.
    pub journal: Journal,
    /// People and organisations.
    pub people: People,
    /// The regions.
    pub regions: Regions,
    /// The checklist's editions.
    pub library: Library,
    /// Files.
    pub files: Files,
    /// The one clock of rooms and doors: two that were set one after the other would not agree.
    pub clock: Clock,
}

impl House {
    /// Opens store and content.
    pub async fn open(inside: &config::Inside) -> Result<Self, ServeError> {
        let library = Library::open(inside.content.content.as_deref())?;
        let db = Db::open(&inside.store.database).await?;
        let journal = match journal_of(inside, &db).await {
            Ok(journal) => journal,
            Err(error) => {
                db.close().await;
                return Err(error);
            }
        };
        // Before anybody looks: a store that was put back shows nothing that was removed since.
        journal.apply_ledger().await?;
        let files = files_of(inside, &db)?;
        let people = People::new(db.clone());
        let clock = inside.time.clock();
        let regions = Regions::new(journal.clone(), people.clone(), clock);
        Ok(Self { db, journal, people, regions, library, files, clock })
    }

    /// Opens the place where files are kept and shows that they can be, before anybody relies on it: whoever only works
    /// on what is there need not write it.
    pub async fn keep_files(mut self, inside: &config::Inside) -> Result<Self, ServeError> {
        let Some(place) = place_of_files(inside) else {
            warn!("no place is set for files (KETENTAFEL_FILES): none can be attached");
            return Ok(self);
        };
        match files::Store::open(&place).await {
            Ok(store) => self.files = Files::new(self.db.clone(), Some(store)),
            Err(error) => {
                self.db.close().await;
                return Err(error.into());
            }
        }
        Ok(self)
    }
}

/// Returns where the ledger is, or should be.
fn ledger_of(inside: &config::Inside) -> Option<PathBuf> {
    inside.redactions.clone().or_else(|| Db::ledger_beside(&inside.store.database))
}

/// Returns where files are kept.
fn place_of_files(inside: &config::Inside) -> Option<String> {
    inside.files.clone().or_else(|| Db::files_beside(&inside.store.database))
}

/// Opens the place where files are kept, where there is one.
fn files_of(inside: &config::Inside, db: &Db) -> Result<Files, ServeError> {
    let store = place_of_files(inside).map(|place| files::Store::there(&place)).transpose()?;
    Ok(Files::new(db.clone(), store.flatten()))
}

/// Opens the journal with its ledger. Beside a store that holds something a ledger is not made by itself: it may be
/// that somebody put a backup there and not the ledger.
async fn journal_of(inside: &config::Inside, db: &Db) -> Result<Journal, ServeError> {
    let Some(path) = ledger_of(inside) else {
        warn!(
            "there is no ledger of removed texts (KETENTAFEL_REDACTIONS): nothing can be removed, and nobody erased"
        );
        return Ok(Journal::with_ledger(db.clone(), None));
    };
    if !path.exists() && !inside.without_ledger && !is_new(db).await.map_err(JournalError::from)? {
        return Err(ServeError::LedgerAbsent { path });
    }
    let ledger = begin_ledger(&Journal::with_ledger(db.clone(), None), &path).await?;
    Ok(Journal::with_ledger(db.clone(), Some(ledger)))
}

/// What putting a backup in place did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// How many removals and erasures were done again.
    pub removals: usize,
    /// How many files were put back.
    pub files: usize,
    /// Which of them are attached: those that were removed since the backup was made are attached again.
    pub again: Vec<Attachment>,
    /// How many files are attached and not there.
    pub missing: usize,
}

/// Puts a backup in place, with its files, and removes and erases once more what was since it was made.
/// Afterwards no file of the store holds a byte of it. Whatever is in the way is found before anything is put there.
pub async fn restore(config: &config::Restore) -> Result<Restored, ServeError> {
    let config::Restore { inside, from } = config;
    let ledger = ledger_of(inside).ok_or(ServeError::NoLedger)?;
    match ledger.exists() {
        true => drop(Ledger::open(&ledger)?.read().await?),
        false if inside.without_ledger => {}
        false => return Err(ServeError::LedgerAbsent { path: ledger }),
    }
    let Some(from) = from else {
        Db::must_be_there(&inside.store.database)?;
        let removals = bring_up(&inside.store.database, &ledger, inside.time.clock().now()).await?;
        let files = FilesOf::database(inside, &inside.store.database).await?;
        return Ok(Restored { removals, files: 0, again: vec![], missing: files.missing });
    };
    let store = match place_of_files(inside) {
        Some(place) => Some(files::Store::open(&place).await?),
        None => None,
    };
    // As long as it has another name nobody takes it for the database.
    let aside = Db::set_aside(&inside.store.database, from).await?;
    let removals = bring_up(&aside.address(), &ledger, inside.time.clock().now()).await?;
    let put_back = match &store {
        Some(store) => files::copy_in(&files::companion(from), store).await?,
        None => BTreeSet::new(),
    };
    let FilesOf { mut attached, missing } = FilesOf::database(inside, &aside.address()).await?;
    attached.retain(|one| put_back.contains(&one.file));
    aside.put_in_place().await?;
    Ok(Restored { removals, files: put_back.len(), again: attached, missing })
}

/// Counts the attached files of a backup, and those of them that its folder lacks or holds otherwise.
pub async fn check_backup(backup: &Path) -> Result<(usize, usize), ServeError> {
    let beside = backup.parent().filter(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let folder = tempfile::tempdir_in(beside).map_err(files::FilesError::from)?;
    let copy = folder.path().join("backup.db");
    // Opening a database writes beside it, and may bring it up to date: the backup stays as it is.
    tokio::fs::copy(backup, &copy).await.map_err(files::FilesError::from)?;
    let db = Db::open(&format!("sqlite:{}", copy.display())).await?;
    let store = files::Store::there(&files::companion(backup).display().to_string())?;
    let journal = Journal::with_ledger(db.clone(), None);
    let clock = config::Time { start: None }.clock();
    let regions = Regions::new(journal, People::new(db.clone()), clock);
    let counted = Files::new(db.clone(), store).count(&regions).await;
    db.close().await;
    Ok(counted?)
}

/// The attached files of a database.
struct FilesOf {
    attached: Vec<Attachment>,
    /// How many of them are not where files are kept.
    missing: usize,
}

impl FilesOf {
    async fn database(inside: &config::Inside, address: &str) -> Result<Self, ServeError> {
        let db = Db::open(address).await?;
        let journal = Journal::with_ledger(db.clone(), None);
        let regions = Regions::new(journal, People::new(db.clone()), inside.time.clock());
        let files = files_of(inside, &db)?;
        let found = async {
            let attached = files.attached(&regions).await?;
            Ok::<_, ServeError>(Self { attached, missing: files.count(&regions).await?.1 })
        };
        let found = found.await;
        db.close().await;
        found
    }
}

/// Brings a store that was put back up to its ledger.
async fn bring_up(address: &str, ledger: &Path, now: domain::Moment) -> Result<usize, ServeError> {
    let db = Db::open(address).await?;
    // Who was signed in then is not now, and mail that waited then is not sent again.
    People::new(db.clone()).end_what_went_on(now).await?;
    let ledger = begin_ledger(&Journal::with_ledger(db.clone(), None), ledger).await?;
    let done = Journal::with_ledger(db.clone(), Some(ledger)).apply_ledger().await?;
    db.close().await;
    Ok(done)
}

/// Serves a house until the host says stop, and lets what is under way finish.
pub async fn serve(
    house: House,
    config: &config::Serve,
    demo: Option<DemoAccounts>,
) -> Result<(), ServeError> {
    let mail = mail_setup(config)?;
    let address = config.listen.to_string();
    let cannot = |source| ServeError::Listen { address: address.clone(), source };
    let listener = TcpListener::bind(config.listen).await.map_err(cannot)?;
    let folder = config.site.display().to_string();
    let version =
        assets::version(&config.site).map_err(|source| ServeError::Site { folder, source })?;
    let first = if demo.is_none() { first_link(&house).await? } else { None };
    let reach = reach_of(config);
    let stop = CancellationToken::new();
    let outbox = hire_postman(&house, mail, &reach, &stop);
    let hall = Hall::new(Interior {
        regions: house.regions.clone(),
        people: house.people,
        sessions: Sessions::lasting(house.db.clone(), config.session.lifetimes()),
        passwords: Passwords::default(),
        audit: Audit::new(house.db.clone()),
        files: house.files,
        outbox,
        throttle: Throttle::default(),
        clock: house.clock,
        stop: stop.clone(),
        reach: reach.clone(),
        library: house.library,
        site: Site { version },
        demo,
        administrators_in_two_steps: config.administrators_in_two_steps,
    });
    keep(&hall, &stop);
    let every = notify::COMPARE_EVERY;
    let sessions = hall.sessions.clone();
    tokio::spawn(notify::watch(house.journal, house.regions, sessions, every, stop.clone()));
    let app = router::build(hall, &config.site);
    let listening = listener.local_addr().map_err(cannot)?;
    greet(&listening.to_string(), first.as_ref(), &reach);
    let people_at = app.into_make_service_with_connect_info::<std::net::SocketAddr>();
    // Without it small answers wait for company.
    let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
    let serving =
        axum::serve(listener, people_at).with_graceful_shutdown(stop.clone().cancelled_owned());
    let mut serving: JoinHandle<io::Result<()>> = tokio::spawn(serving.into_future());
    tokio::select! {
        () = said_stop() => info!("stopping"),
        ended = &mut serving => {
            let ended = ended.unwrap_or_else(|panic| Err(io::Error::other(panic)));
            return ended.map_err(cannot);
        }
    }
    stop.cancel();
    if tokio::time::timeout(FAREWELL_MAX, &mut serving).await.is_err() {
        warn!("some requests were still under way");
    }
    house.db.close().await;
    Ok(())
}

/// Does by itself what is due, until the server stops.
fn keep(hall: &Hall, stop: &CancellationToken) {
    tokio::spawn(keeping::sweep(hall.clone(), stop.clone()));
    tokio::spawn(keeping::tell(hall.clone(), stop.clone()));
    tokio::spawn(keeping::seal(hall.audit.clone(), stop.clone()));
}

fn reach_of(config: &config::Serve) -> Reach {
    Reach {
        plain_http: config.plain_http,
        behind_proxy: config.behind_proxy,
        public: config.public_address.clone(),
    }
}

/// Reads how mail is set up: wholly or not at all.
fn mail_setup(config: &config::Serve) -> Result<Option<MailSetup>, MailSetupError> {
    match (&config.mail_server, &config.mail_from, &config.public_address) {
        (None, None, _) => Ok(None),
        (Some(server), Some(from), Some(_)) => {
            MailSetup::read(server, from, Patience::default()).map(Some)
        }
        _ => Err(MailSetupError::Missing),
    }
}

/// Opens the outbox, and lets somebody carry it out where mail is set up.
fn hire_postman(
    house: &House,
    mail: Option<MailSetup>,
    reach: &Reach,
    stop: &CancellationToken,
) -> Outbox {
    let outbox = Outbox::new(house.db.clone(), mail.is_some());
    if let Some(setup) = mail {
        let inside = (house.people.clone(), house.regions.clone());
        let postman = Postman::new(setup, outbox.clone(), inside, reach.clone(), house.clock);
        tokio::spawn(postman.run(stop.clone()));
    }
    outbox
}

/// Makes the link with which somebody becomes the first administrator, where there is none yet. The link of
/// an earlier start works no more.
async fn first_link(house: &House) -> Result<Option<Token>, StoreError> {
    if 0 < house.people.administrators().await? {
        return Ok(None);
    }
    let now = house.clock.now();
    house.people.withdraw_first_invitations(now).await?;
    let new =
        NewInvitation { id: Uuid::new_v4(), place: None, display: None, by: None, mail_to: None };
    house.people.invite(&new, now).await
}

/// Says on the console where the server is, and how somebody becomes the first administrator.
fn greet(listening: &str, first: Option<&Token>, reach: &Reach) {
    say(&format!("Ketentafel: http://{listening}/"));
    info!(address = %listening, "listening on {listening}");
    let Some(token) = first else { return };
    // Without TLS in front of it nobody signs in at the address where it listens.
    let host = if reach.plain_http { listening } else { "YOUR-HOST" };
    say(&format!(
        "Nobody administers this installation yet. Whoever opens this link first does; it works once, until the next start:\n{}",
        reach.whole(host, &token.address())
    ));
}

/// Says something to whoever started the server. Whoever does not listen any more ends nothing.
fn say(line: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Waits for the host, or a person at the keyboard, to say stop.
async fn said_stop() {
    let hear = |kind| unix::signal(kind);
    match (hear(unix::SignalKind::terminate()), hear(unix::SignalKind::interrupt())) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        _ => {
            warn!("cannot hear signals: only a kill will stop this server");
            std::future::pending::<()>().await;
        }
    }
}
