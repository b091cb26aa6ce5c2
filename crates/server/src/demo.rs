//! Fills an empty database with the demo regions, the way everyone does: by commands of people.
//!
//! Invariant: a database that holds anything else is left alone.

use std::collections::BTreeSet;

use app::{page::Offered, words::Words};
use domain::{
    Command, CommandId, EditionId, FileId, Language, Moment, OrganisationId, PersonId, Region,
    RegionId, Sent, TypedText, checklist::Checklist,
};
use tracing::info;
use uuid::Uuid;

use crate::{
    clock::Clock,
    config,
    content::{
        self, ContentErrors,
        demo::{
            self, Asked, DemoAccount, DemoRegion, DemoReview, DemoStep, DemoStepping, Happening,
            Ids, PRESENT, What,
        },
    },
    door::hall::{self, DemoAccounts},
    files::{FilesError, Objection, Spool},
    journal::JournalError,
    passwords::{HashError, Passwords},
    people::{Membership, NewAccount, NewReview, StoreError, name_list, places_for},
    regions::{Rejected, Sender},
    serve::House,
};

/// The password of every demo account. It protects nothing: everything in the demo is made up.
pub const PASSWORD: &str = "ketentafel-demo";
/// The mark that the demo was filled to the end.
const FILLED: &str = "demo_filled";

/// Why the demo cannot be filled.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There is something else.
    #[error("this database holds something other than the whole demo: choose an empty one")]
    NotEmpty,
    /// The files of the demo.
    #[error("the demo's files cannot be used:\n{0}")]
    Content(ContentErrors),
    /// The tables of people.
    #[error("cannot add the demo's accounts")]
    People(#[from] StoreError),
    /// The journal.
    #[error("cannot add the demo's regions")]
    Journal(#[from] JournalError),
    /// The password.
    #[error("cannot add the demo's accounts")]
    Hash(#[from] HashError),
    /// A file cannot be kept.
    #[error("cannot keep the files of the demo")]
    Files(#[from] FilesError),
    /// A file is none that is taken.
    #[error("a file of the demo is not taken: {0}")]
    File(Objection),
    /// A command of the demo was not accepted.
    #[error("region {region}: a command of the demo was not accepted: {rejected:?}")]
    Rejected {
        /// The region.
        region: String,
        /// Why.
        rejected: Rejected,
    },
}

/// Sets up what a demo on one machine needs: no TLS, and the day on which the demo plays.
pub fn for_this_machine(mut config: config::Serve) -> config::Serve {
    config.plain_http = true;
    let time = &mut config.inside.time;
    time.start = time.start.or_else(|| demo::moment(PRESENT));
    config
}

/// Fills an empty database, or finds the demo in it, and returns who can sign in.
pub async fn fill(house: &House, content: &config::Content) -> Result<DemoAccounts, DemoError> {
    let (checklist, regions) = read(content)?;
    if !house.people.is_marked(FILLED).await? {
        if !house.journal.standings().await?.is_empty() {
            return Err(DemoError::NotEmpty);
        }
        let password_hash = Passwords::default().hash(PASSWORD.to_owned()).await?;
        add_everybody(house, &regions, &password_hash).await?;
        for region in &regions {
            play(house, region, &checklist).await?;
        }
        house.people.mark(FILLED, Clock::default().now()).await?;
    }
    Ok(accounts(&regions))
}

/// Checks the files of the demo, without playing them. A host's own folder needs none.
pub fn check(content: &config::Content) -> Result<(), DemoError> {
    let has_none = content.content.as_ref().is_some_and(|root| !root.join("demo").exists());
    if has_none { Ok(()) } else { read(content).map(|_| ()) }
}

fn read(content: &config::Content) -> Result<(Checklist, Vec<DemoRegion>), DemoError> {
    let root = content.content.as_deref();
    let edition = EditionId(content::CURRENT.to_owned());
    let checklist = content::load(root, &edition).map_err(DemoError::Content)?;
    let regions = demo::regions(root, &checklist).map_err(DemoError::Content)?;
    Ok((checklist, regions))
}

/// Says how to sign in, for the person at the keyboard.
pub fn how_to_sign_in(demo: &DemoAccounts) -> String {
    let mut lines = vec![format!("Demo-accounts (wachtwoord: {}):", demo.password)];
    let words = Words(Language::Nl);
    let offered = demo.offered(words);
    let widest = offered.iter().map(|one| one.login.len()).max().unwrap_or(0);
    lines.extend(offered.iter().map(|Offered { login, function, regions }| {
        format!("  {login:widest$}  {function}, {}", words.regions_named(regions))
    }));
    lines.join("\n")
}

fn accounts(regions: &[DemoRegion]) -> DemoAccounts {
    let mut accounts: Vec<hall::DemoAccount> = Vec::new();
    for region in regions {
        for account in &region.accounts {
            match accounts.iter_mut().find(|known| known.login == account.key) {
                Some(known) => known.regions.push(region.name.clone()),
                None => accounts.push(offered(region, account)),
            }
        }
    }
    DemoAccounts { accounts, password: PASSWORD.to_owned() }
}

fn offered(region: &DemoRegion, account: &DemoAccount) -> hall::DemoAccount {
    let organisations = &region.organisations;
    let organisation = organisations.iter().find(|one| one.key == account.organisation);
    hall::DemoAccount {
        login: account.key.clone(),
        roles: account.roles(),
        may_adopt: account.may_adopt,
        organisation: organisation.map(|one| one.name.clone()).unwrap_or_default(),
        regions: vec![region.name.clone()],
    }
}

/// Adds the rows that are no journal: regions, organisations, accounts and places.
async fn add_everybody(
    house: &House,
    regions: &[DemoRegion],
    password_hash: &str,
) -> Result<(), DemoError> {
    let (mut organisations, mut people) = (BTreeSet::new(), BTreeSet::new());
    for region in regions {
        house.journal.add_region(region_id(&region.key), &region.name, region.founded).await?;
        for one in &region.organisations {
            if organisations.insert(&one.key) {
                let id = organisation_id(&one.key);
                house.people.add_organisation(id, &one.name, one.kind, None, one.since).await?;
            }
        }
        for account in &region.accounts {
            if people.insert(&account.key) {
                let new = new_account(account, password_hash);
                house.people.add_account(&new, None, account.since).await?;
            }
            let place = membership(region, account);
            house.people.set_membership(&place, None, account.since).await?;
        }
        for review in &region.reviews {
            hold_review(house, region, review).await?;
        }
    }
    Ok(())
}

/// Lets somebody look through who has access, as it was then.
async fn hold_review(
    house: &House,
    demo: &DemoRegion,
    DemoReview { organisation, by, on }: &DemoReview,
) -> Result<(), DemoError> {
    let (region, organisation) = (region_id(&demo.key), organisation_id(organisation));
    let all = house.people.memberships_in(region).await?;
    let by = all.iter().find(|place| place.person == person_id(by));
    if let Some(by) = by.and_then(|place| place.member(*on)) {
        let seen = name_list(&places_for(&all, organisation, *on), &[]);
        let new = NewReview { id: Uuid::new_v4(), region, organisation, by, seen };
        house.people.review(&new, *on).await?;
    }
    Ok(())
}

fn new_account(account: &DemoAccount, password_hash: &str) -> NewAccount {
    NewAccount {
        person: person_id(&account.key),
        login: account.key.clone(),
        display: None,
        language: Language::Nl,
        password_hash: password_hash.to_owned(),
    }
}

fn membership(region: &DemoRegion, account: &DemoAccount) -> Membership {
    Membership {
        person: person_id(&account.key),
        region: region_id(&region.key),
        organisation: organisation_id(&account.organisation),
        roles: account.roles(),
        may_adopt: account.may_adopt,
        since: account.since,
        until: None,
    }
}

/// Lets everything happen again, at its own time and by the people who did it.
async fn play(house: &House, demo: &DemoRegion, checklist: &Checklist) -> Result<(), DemoError> {
    let name = TypedText::new(demo.name.clone());
    submit(house, demo, None, Command::FoundRegion { name }, demo.founded).await?;
    let (mut seq, id) = (0, region_id(&demo.key));
    for Happening { at, what } in &demo.timeline {
        // Whoever does something sees what it starts from: their own drafts, and what is shared.
        let seen = see(house, demo, what.by()).await?;
        for Asked { by, command } in demo.commands(what, &seen, checklist, IDS) {
            let file = put_down(house, demo, what, &command, *at).await?;
            if file == Filed::Nowhere {
                continue;
            }
            seq = submit(house, demo, by.as_deref(), command, *at).await?;
            if let Filed::There(file) = file {
                house.files.follow(&house.regions, id, file, *at).await;
            }
        }
    }
    info!(region.id = %id, entry.seq = seq, "filled demo region {id}");
    Ok(())
}

/// What became of the file of a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Filed {
    /// It has none.
    None,
    /// It is put down.
    There(FileId),
    /// The installation keeps none.
    Nowhere,
}

/// Puts the file down that a command attaches, as its form does.
async fn put_down(
    house: &House,
    demo: &DemoRegion,
    what: &What,
    command: &Command,
    at: Moment,
) -> Result<Filed, DemoError> {
    let (
        What::ActionMoved {
            stepping: DemoStepping { step: DemoStep::FileAdded(_, text), .. }, ..
        },
        Command::AttachFile { file, .. },
    ) = (what, command)
    else {
        return Ok(Filed::None);
    };
    if !house.files.are_kept() {
        return Ok(Filed::Nowhere);
    }
    let mut spool = Spool::begin("demo.txt").map_err(FilesError::from)?;
    spool.take(text.as_bytes()).map_err(FilesError::from)?;
    let spooled = spool.end().map_err(FilesError::from)?.map_err(DemoError::File)?;
    house.files.stage(region_id(&demo.key), file, spooled, at).await?;
    Ok(Filed::There(file.id))
}

/// Returns the region as an account sees it; what the installation does needs no drafts.
async fn see(house: &House, demo: &DemoRegion, by: Option<&str>) -> Result<Region, DemoError> {
    let anybody = demo.accounts.first().map(|account| account.key.as_str());
    let Some(account) = by.or(anybody) else {
        return Ok(Region::new(region_id(&demo.key)));
    };
    let sight = house.regions.look(region_id(&demo.key), person_id(account)).await;
    match sight {
        Ok(sight) => Ok(Region::clone(&sight.region)),
        Err(rejected) => Err(DemoError::Rejected { region: demo.name.clone(), rejected }),
    }
}

async fn submit(
    house: &House,
    demo: &DemoRegion,
    by: Option<&str>,
    command: Command,
    at: Moment,
) -> Result<u64, DemoError> {
    let by = by.map_or(Sender::System, |account| Sender::Person(person_id(account)));
    let sent = Sent { id: CommandId(Uuid::new_v4()), command };
    let taken = house.regions.submit_at(region_id(&demo.key), by, sent, at).await;
    taken.map_err(|rejected| DemoError::Rejected { region: demo.name.clone(), rejected })
}

const IDS: Ids = Ids { organisation: organisation_id, person: person_id };

fn region_id(key: &str) -> RegionId {
    RegionId(named("regio", key))
}

fn organisation_id(key: &str) -> OrganisationId {
    OrganisationId(named("organisatie", key))
}

fn person_id(key: &str) -> PersonId {
    PersonId(named("persoon", key))
}

/// Makes the same id at every filling, so that addresses in examples stay right.
fn named(kind: &str, key: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("ketentafel:demo:{kind}:{key}").as_bytes())
}
