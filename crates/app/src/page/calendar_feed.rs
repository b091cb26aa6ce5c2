//! The address at which a calendar program reads one's days.

use domain::{Day, Moment, PersonId};
use serde::{Deserialize, Serialize};

/// Where it is looked after.
pub const CALENDAR_FEED_ADDRESS: &str = "/account/agenda";
/// The value of the button that makes an address, also in the place of another.
pub const MAKE_FEED: &str = "maak-agenda";
/// The value of the button that ends it.
pub const REVOKE_FEED: &str = "trek-agenda-in";

/// The page on which one looks after it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CalendarFeedPage {
    /// The person who reads it.
    pub person: PersonId,
    /// The address that there is.
    pub stand: Option<FeedStand>,
    /// The address that was just made: it is shown once.
    pub made: Option<FeedLinks>,
    /// Whether the reader has a place in a region: without one there are no days.
    pub has_place: bool,
    /// Whether the address was just revoked.
    pub was_revoked: bool,
}

/// What is known of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FeedStand {
    /// Since when it is there.
    pub made: Moment,
    /// The last day on which a program fetched it.
    pub fetched: Option<Day>,
}

/// An address, to copy and to open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FeedLinks {
    /// To copy.
    pub copied: String,
    /// The same, for the calendar program of this device to open.
    pub opened: String,
}
