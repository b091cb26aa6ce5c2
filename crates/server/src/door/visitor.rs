//! Who asks for a page, in which language, and in which form.

use std::net::IpAddr;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use domain::{Language, Moment, PersonId, RegionId};
use tower_sessions::Session;

use super::{
    Hall,
    address::Address,
    browser,
    headers::Nonce,
    language, proof,
    refusals::Asking,
    signed_in::{out_of_order, person_in, proven_in},
};
use crate::{people::Account, problem::Problem};
use app::page::wire;

/// Somebody who asks for a page.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who, if they signed in.
    pub account: Option<Account>,
    /// The language of the page.
    pub language: Language,
    /// The language that was chosen before signing in.
    pub chosen: Option<Language>,
    /// The address that they asked for: path and query.
    pub address: String,
    /// The host under which they reached this server.
    pub host: String,
    /// The number that scripts of the answer carry.
    pub nonce: String,
    /// Whether a browser asks for the data of a page that it has already.
    pub wants_data: bool,
    /// From which address of the network.
    pub origin: Option<IpAddr>,
    /// Which browser it is, in two words.
    pub browser: String,
    /// When they proved last who they are, in this session.
    pub proven: Option<Moment>,
    /// At which entry the page that the browser has shows each of its regions.
    pub heads: Vec<(RegionId, u64)>,
}

impl FromRequestParts<Hall> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Problem> {
        let account = match person_in(parts, hall).await? {
            Some(person) => hall.people.account(person).await.map_err(out_of_order)?,
            None => None,
        };
        let proven = match (&account, parts.extensions.get::<Session>()) {
            (Some(_), Some(session)) => proven_in(session).await?,
            _ => None,
        };
        let Ok(Address(origin)) = Address::from_request_parts(parts, hall).await;
        Ok(Self { proven, origin: Some(origin), ..Self::new(parts, account) })
    }
}

impl Visitor {
    /// Reads the rest of the request.
    pub fn new(parts: &Parts, account: Option<Account>) -> Self {
        let chosen = language::chosen(&parts.headers);
        let own = account.as_ref().map(|account| account.language).or(chosen);
        let language = own.or_else(|| language::preferred(&parts.headers)).unwrap_or_default();
        let address = parts.uri.path_and_query().map(ToString::to_string);
        let nonce = parts.extensions.get::<Nonce>().map(|nonce| nonce.0.clone());
        Self {
            account,
            language,
            chosen,
            address: address.unwrap_or_default(),
            host: text(&parts.headers, header::HOST.as_str()).unwrap_or_default().to_owned(),
            nonce: nonce.unwrap_or_default(),
            browser: browser::described(text(&parts.headers, "user-agent").unwrap_or_default()),
            origin: None,
            proven: None,
            wants_data: accepts(&parts.headers, wire::PAGE_TYPE),
            heads: text(&parts.headers, wire::SEQ_HEADER).map(wire::read_heads).unwrap_or_default(),
        }
    }

    /// Returns at which entry the browser has a region, if it has it already.
    pub fn head(&self, region: RegionId) -> Option<u64> {
        self.heads.iter().find(|(known, _)| *known == region).map(|(_, seq)| *seq)
    }

    /// Returns this visitor as somebody who asks something of a region.
    pub const fn asking(&self, person: PersonId, region: RegionId) -> Asking {
        Asking { person, region, origin: self.origin }
    }

    /// Lets those pass who proved lately who they are.
    pub fn must_have_proven(&self, hall: &Hall) -> Result<(), Problem> {
        proof::must_be_recent(self.proven, hall.clock.now())
    }

    /// Returns the account, or sends them to sign in.
    pub fn signed_in(&self) -> Result<&Account, Problem> {
        self.account.as_ref().ok_or(Problem::NotSignedIn)
    }
}

/// Tells whether a request asks for something of this type.
pub fn accepts(headers: &HeaderMap, kind: &str) -> bool {
    text(headers, header::ACCEPT.as_str()).is_some_and(|accept| accept.contains(kind))
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
