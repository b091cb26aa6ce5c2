//! Who else is on this page, and in which text.
//!
//! Invariant: it tells and never locks. What is shown here comes from the server, which says to each
//! reader what they may know.

use domain::presence::{Here, Present, Whereabouts};
use domain::{Member, PersonId, Sheet, TabId};
use leptos::prelude::*;

use super::{Link, Session};
use crate::page::wire;
use crate::platform::{self, Answered};

/// How often a page says that its reader is still there; the server forgets them after twice this.
const AGAIN_MS: u32 = 20_000;
/// Whoever passes through a text says nothing.
const SETTLES_MS: u32 = 400;

/// What a page knows of who is where.
#[derive(Clone, Copy)]
pub(super) struct Presence {
    tab: StoredValue<TabId>,
    /// How often it spoke.
    nth: StoredValue<u64>,
    page: StoredValue<Option<Whereabouts>>,
    /// The sheet in a text of which the reader is: known before the page is.
    writes: StoredValue<Option<Sheet>>,
    others: RwSignal<Vec<Present>>,
}

impl Presence {
    pub(super) fn new() -> Self {
        Presence {
            tab: StoredValue::new(TabId::default()),
            nth: StoredValue::new(0),
            page: StoredValue::new(None),
            writes: StoredValue::new(None),
            others: RwSignal::new(Vec::new()),
        }
    }
}

impl Session {
    /// Says where the reader is, from now on until they leave. In the browser only.
    pub fn be_at(self, page: Whereabouts) {
        self.presence.tab.set_value(platform::new_tab());
        self.presence.page.set_value(Some(page));
        platform::when_seen(move |is_seen| match is_seen {
            true => platform::spawn(self.say_where()),
            false => self.say_gone(),
        });
        platform::spawn(async move {
            loop {
                // Who is signed out is heard again after signing in, on a page of its own.
                let is_out = untrack(|| self.link()) == Link::SignedOut;
                if platform::is_seen() && !is_out {
                    self.say_where().await;
                }
                platform::pause(AGAIN_MS).await;
            }
        });
    }

    /// Notes in which text the reader is, or that they left it.
    pub fn write_at(self, sheet: Sheet, is_there: bool) {
        let was = self.presence.writes.try_get_value().flatten();
        let now = match is_there {
            true => Some(sheet),
            false => was.filter(|was| *was != sheet),
        };
        if now == was {
            return;
        }
        self.presence.writes.set_value(now);
        platform::after(SETTLES_MS, move || {
            if self.presence.writes.try_get_value() == Some(now) && platform::is_seen() {
                platform::spawn(self.say_where());
            }
        });
    }

    /// Returns who else is on this page, each once.
    pub fn beside(self) -> Vec<Member> {
        let page = self.page_here();
        let mut found: Vec<Member> = Vec::new();
        for present in self.presence.others.get() {
            let is_here = present.here.is_some_and(|here| Some(here.page) == page);
            if is_here && !found.iter().any(|known| known.person == present.member.person) {
                found.push(present.member);
            }
        }
        let order =
            |member: &Member| (member.organisation, member.role, member.may_adopt, member.person);
        found.sort_by_key(order);
        found
    }

    /// Returns somebody else who is in a text of a sheet, as far as the reader may know.
    pub fn writes_too(self, sheet: Sheet) -> Option<PersonId> {
        self.presence.others.with(|others| {
            let there =
                |present: &&Present| present.here.and_then(|here| here.writes) == Some(sheet);
            others.iter().find(there).map(|present| present.member.person)
        })
    }

    fn page_here(self) -> Option<Whereabouts> {
        self.presence.page.get_value()
    }

    /// Takes in that somebody came, moved or left.
    pub(super) fn hear_of(self, text: &str) {
        let Ok(present) = serde_json::from_str::<Present>(text) else { return };
        // A page on which nobody meets never asks who is gone.
        if present.member.person == self.insider().person() || self.page_here().is_none() {
            return;
        }
        self.presence.others.update(|others| {
            others.retain(|known| known.tab != present.tab);
            if present.here.is_some() {
                others.push(present);
            }
        });
    }

    /// Nobody is seen any more from here, and nobody is told where the reader is.
    pub(super) fn forget_others(self) {
        self.presence.others.set(Vec::new());
    }

    async fn say_where(self) {
        if self.has_left() {
            return;
        }
        let Some(said) = self.said(true) else { return };
        let address = wire::presence_address(self.region);
        let answered = platform::post_json(&address, &said, self.insider().person()).await;
        let others: Option<Vec<Present>> = match answered {
            Ok(Answered { status: 200, body }) => serde_json::from_str(&body).ok(),
            _ => None,
        };
        // Who hears nothing does not say who is there.
        let others = others.unwrap_or_default();
        if self.presence.others.try_with_untracked(|known| *known != others) == Some(true) {
            self.presence.others.set(others);
        }
    }

    fn say_gone(self) {
        if let Some(said) = self.said(false) {
            platform::post_in_passing(&wire::presence_address(self.region), &said);
        }
    }

    /// Writes where the reader is.
    fn said(self, is_here: bool) -> Option<String> {
        let Presence { tab, nth, page, writes, .. } = self.presence;
        let here = page.try_get_value()?.filter(|_| is_here);
        let here = here.map(|page| Here { page, writes: writes.try_get_value().flatten() });
        let nth = nth.try_update_value(|nth| {
            *nth += 1;
            *nth
        });
        let (tab, person) = (tab.try_get_value()?, self.insider().person());
        Some(
            serde_json::json!({ "tab": tab, "nth": nth?, "person": person, "here": here })
                .to_string(),
        )
    }
}
