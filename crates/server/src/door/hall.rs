//! What every door opens onto.

use std::sync::Arc;

use app::document::Site;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock, library::Library, passwords::Passwords, people::People, regions::Regions,
    sessions::Sessions, throttle::Throttle,
};

/// The inside of the server, cheap to copy.
#[derive(Clone)]
pub struct Hall {
    /// The regions.
    pub regions: Regions,
    /// People and organisations.
    pub people: People,
    /// Sessions.
    pub sessions: Sessions,
    /// Passwords.
    pub passwords: Passwords,
    /// Who tried to sign in too often.
    pub throttle: Arc<Throttle>,
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
    pub demo: Option<Arc<DemoAccounts>>,
}

/// The accounts that the demo's sign-in page offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAccounts {
    /// Account name and function.
    pub accounts: Vec<(String, String)>,
    /// The password of all of them.
    pub password: String,
}

/// How the server is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reach {
    /// Without TLS in front: for this machine only.
    pub plain_http: bool,
    /// Through a reverse proxy that says for whom it asks.
    pub behind_proxy: bool,
}
