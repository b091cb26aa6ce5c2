//! How a session stands with the server, and what it does when that changes.

use std::collections::BTreeMap;

use domain::{Region, Texts};
use leptos::prelude::*;

use super::Session;
use crate::page::wire;
use crate::platform::{self, Answered, Unreachable};

/// How the session stands with the server.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Link {
    /// Not connected yet.
    #[default]
    Starting,
    /// Live.
    Live,
    /// No connection; what is typed waits on this device.
    Away,
    /// The session ended; what is typed waits on this device until the person signs in again.
    SignedOut,
    /// A newer release of the product runs on the server: the page must be loaded again.
    Outdated,
    /// The reader has no place in the region any more: nothing from here is taken in.
    Left,
}

impl Session {
    /// Says how the session stands with the server, once. Who is behind or has left stays so until the
    /// page is loaded again.
    pub(super) fn set_link(self, link: Link) {
        let now = self.link.get_untracked();
        if now != link && !matches!(now, Link::Outdated | Link::Left) {
            self.link.set(link);
        }
    }

    /// The server cannot be reached. Who was signed out is so until it says otherwise.
    pub(super) fn lose_link(self) {
        if matches!(self.link.get_untracked(), Link::Starting | Link::Live) {
            self.set_link(Link::Away);
        }
    }

    /// Tells whether the reader has no place in the region any more. What is typed then is on the screen
    /// and nowhere else.
    pub(super) fn has_left(self) -> bool {
        self.link.get_untracked() == Link::Left
    }

    /// The reader has no place in the region any more. A page in which they may have typed stays, so that
    /// they take it along; any other is loaded again, and looks like one that does not exist.
    fn leave(self) {
        if platform::has("main textarea") || !self.homeless.with_untracked(BTreeMap::is_empty) {
            self.set_link(Link::Left);
            self.forget_others();
            // What waits is decided about now, so that it says so where it stands.
            self.post_waiting();
        } else {
            platform::reload();
        }
    }

    /// Rights changed, or the session ended. A page with someone's typing in it is not thrown away:
    /// who is signed out can sign in beside it, who has no place in the region any more keeps the
    /// page to take from it what they need, and otherwise it is loaded again once the typing of
    /// this moment had the time to save itself.
    pub(super) async fn look_who_i_am(self) {
        const TYPING_SAVED_MS: u32 = 3_000;
        const ASK_AGAIN_MS: u32 = 3_000;
        let address = wire::snapshot_address(self.region, &Texts::none());
        loop {
            match platform::get_json(&address, self.insider().person()).await {
                Ok(Answered { status: 401, .. }) => return self.set_link(Link::SignedOut),
                Ok(Answered { status: 404, .. }) => return self.leave(),
                Ok(_) => break,
                // Who is offline would have no page at all.
                Err(Unreachable) => platform::pause(ASK_AGAIN_MS).await,
            }
        }
        platform::pause(TYPING_SAVED_MS).await;
        if self.holds_refused_text() || self.holds_something() || self.would_be_lost() {
            self.set_link(Link::Outdated);
        } else {
            platform::reload();
        }
    }

    pub(super) async fn fetch_snapshot(self) {
        let texts = self.desk.with_value(|desk| desk.shown().texts.clone());
        let address = wire::snapshot_address(self.region, &texts);
        match platform::get_json(&address, self.insider().person()).await {
            Ok(Answered { status: 200, body }) => match serde_json::from_str::<Region>(&body) {
                Ok(region) => {
                    let touched = self.desk.try_update_value(|desk| desk.restart(region));
                    self.stale.set_value(false);
                    self.fire_some(touched);
                    self.waiting.set(self.pending_count());
                    // What came in between did not pass one by one.
                    self.ask_soon_how_many();
                }
                Err(_) => self.set_link(Link::Outdated),
            },
            Ok(Answered { status: 401, .. }) => self.set_link(Link::SignedOut),
            Ok(Answered { status: 404, .. }) => self.leave(),
            // The organisation asks for a second step: the page, loaded again, leads there.
            Ok(Answered { status: 403, .. }) => platform::spawn(self.look_who_i_am()),
            Ok(_) | Err(Unreachable) => self.lose_link(),
        }
    }
}
