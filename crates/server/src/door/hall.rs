//! What every door opens onto.

use std::{ops::Deref, sync::Arc};

use app::{document::Site, page::Offered, words::Words};
use domain::{RegionId, Role};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{
    audit::Audit, clock::Clock, files::Files, leaving::settle, library::Library, mail::Outbox,
    passwords::Passwords, people::People, regions::Regions, sessions::Sessions, throttle::Throttle,
};

/// A way to the inside of the server: every layer of every request holds one, so it is one pointer.
#[derive(Clone)]
pub struct Hall(Arc<Interior>);

/// The inside of the server.
pub struct Interior {
    /// The regions.
    pub regions: Regions,
    /// People and organisations.
    pub people: People,
    /// Sessions.
    pub sessions: Sessions,
    /// Passwords.
    pub passwords: Passwords,
    /// What happened outside the journal.
    pub audit: Audit,
    /// Files.
    pub files: Files,
    /// Outgoing mail.
    pub outbox: Outbox,
    /// Who tried to sign in too often.
    pub throttle: Throttle,
    /// The time.
    pub clock: Clock,
    /// Cancelled when the server stops.
    pub stop: CancellationToken,
    /// How it is reached.
    pub reach: Reach,
    /// The checklist's editions.
    pub library: Library,
    /// The files for the browser.
    pub site: Site,
    /// The demo's accounts, where the demo runs.
    pub demo: Option<DemoAccounts>,
    /// Whether whoever administers the installation signs in in two steps.
    pub administrators_in_two_steps: bool,
}

impl Interior {
    /// Lets everybody hear at once that places in a region changed: what those who left have open ends, what was
    /// left or offered to them is settled, and the sessions of those whose rights changed get other ids.
    pub async fn places_changed(&self, region: RegionId) {
        self.sessions.forget_all();
        self.regions.places_changed(region).await;
        self.settle(region).await;
    }

    /// Looks at what waits for whoever is gone from a region.
    pub async fn settle(&self, region: RegionId) {
        let settled = settle(&self.people, &self.regions, region, self.clock.now()).await;
        if settled.is_err() {
            warn!(region.id = %region, "what waits for whoever is gone is looked at again within the hour");
        }
    }
}

impl Hall {
    /// Opens the way.
    pub fn new(inside: Interior) -> Self {
        Self(Arc::new(inside))
    }
}

impl Deref for Hall {
    type Target = Interior;

    fn deref(&self) -> &Interior {
        &self.0
    }
}

/// The accounts that the demo's sign-in page offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAccounts {
    /// The accounts.
    pub accounts: Vec<DemoAccount>,
    /// The password of all of them.
    pub password: String,
}

/// An account of the demo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAccount {
    /// The name to sign in with.
    pub login: String,
    /// In which roles, the one that they act in first.
    pub roles: Vec<Role>,
    /// Whether they may confirm and sign.
    pub may_adopt: bool,
    /// The name of the organisation.
    pub organisation: String,
    /// The names of the regions in which they work.
    pub regions: Vec<String>,
}

impl DemoAccounts {
    /// Returns the accounts as a page offers them, in its words.
    pub fn offered(&self, words: Words) -> Vec<Offered> {
        let offered = |account: &DemoAccount| Offered {
            login: account.login.clone(),
            function: words.functions(&account.roles, account.may_adopt, &account.organisation),
            regions: account.regions.clone(),
        };
        self.accounts.iter().map(offered).collect()
    }
}

/// How the server is reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// Without TLS in front: for this machine only.
    pub plain_http: bool,
    /// Through a reverse proxy that says for whom it asks.
    pub behind_proxy: bool,
    /// The address that people know it by, such as `https://ketentafel.example.nl`.
    pub public: Option<String>,
}

impl Reach {
    /// Returns the whole address of a path: as people know this server, else as it was asked for.
    pub fn whole(&self, host: &str, path: &str) -> String {
        let scheme = if self.plain_http { "http" } else { "https" };
        match &self.public {
            Some(public) => format!("{}{path}", public.trim_end_matches('/')),
            None => format!("{scheme}://{host}{path}"),
        }
    }
}
