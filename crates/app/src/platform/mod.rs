//! What the browser offers: time, storage, the network, a live stream.
//!
//! Invariant: the same names exist on the server, where a page is only rendered and none of them
//! is ever needed; readers of the rest see one program.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
pub use browser::*;

#[cfg(not(feature = "hydrate"))]
mod still;
#[cfg(not(feature = "hydrate"))]
pub use still::*;

/// What the server answered to a posted command or a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// Nothing answered: no network, or the request was cut off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreachable;

/// What the live stream says. Nothing is said to a page that only stands on the server.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// The stream is open.
    Open,
    /// A delivery, as JSON.
    Delivery(String),
    /// Somebody came, moved or left, as JSON.
    Presence(String),
    /// The reader is too far behind: fetch a fresh snapshot.
    Snapshot,
    /// Rights changed: load the page again.
    Rights,
    /// The stream broke off; the browser tries again by itself.
    Lost,
    /// The stream ended and will not come back by itself.
    Ended,
}
