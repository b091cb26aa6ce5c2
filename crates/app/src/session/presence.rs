//! Who else is on this page, and in which text.
//!
//! Invariant: it tells and never locks. What is shown here comes from the server, which says to each
//! reader what they may know.

use domain::presence::{Here, Present, Whereabouts};
use domain::{Member, PersonId, Sheet, TabId};
use leptos::prelude::*;

use super::Session;
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
    here: StoredValue<Option<Here>>,
    others: RwSignal<Vec<Present>>,
}

impl Presence {
    pub(super) fn new() -> Self {
        Presence {
            tab: StoredValue::new(TabId::default()),
            here: StoredValue::new(None),
            others: RwSignal::new(Vec::new()),
        }
    }
}

impl Session {
    /// Says where the reader is, from now on until they leave. In the browser only.
    pub fn be_at(self, page: Whereabouts) {
        self.presence.tab.set_value(platform::new_tab());
        self.presence.here.set_value(Some(Here { page, writes: None }));
        platform::when_seen(move |is_seen| match is_seen {
            true => platform::spawn(self.say_where()),
            false => self.say_gone(),
        });
        platform::spawn(async move {
            loop {
                if platform::is_seen() {
                    self.say_where().await;
                }
                platform::pause(AGAIN_MS).await;
            }
        });
    }

    /// Notes in which text the reader is, or that they left it.
    pub fn write_at(self, sheet: Sheet, is_there: bool) {
        let change = self.presence.here.try_update_value(|here| {
            let here = here.as_mut()?;
            let was = here.writes;
            match is_there {
                true => here.writes = Some(sheet),
                false if was == Some(sheet) => here.writes = None,
                false => {}
            }
            (here.writes != was).then_some(here.writes)
        });
        let Some(Some(settled)) = change else { return };
        platform::after(SETTLES_MS, move || {
            let now = self.presence.here.try_get_value().flatten();
            if now.is_some_and(|here| here.writes == settled) && platform::is_seen() {
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
        self.presence.here.with_value(|here| here.map(|here| here.page))
    }

    /// Takes in that somebody came, moved or left.
    pub(super) fn hear_of(self, text: &str) {
        let Ok(present) = serde_json::from_str::<Present>(text) else { return };
        if present.member.person == self.member().person {
            return;
        }
        self.presence.others.update(|others| {
            others.retain(|known| known.tab != present.tab);
            if present.here.is_some() {
                others.push(present);
            }
        });
    }

    async fn say_where(self) {
        let Some(said) = self.said(true) else { return };
        let address = wire::presence_address(self.region);
        let answered = platform::post_json(&address, &said, self.member().person).await;
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
        let here = self.presence.here.try_get_value().flatten().filter(|_| is_here);
        let (tab, person) = (self.presence.tab.try_get_value()?, self.member().person);
        Some(serde_json::json!({ "tab": tab, "person": person, "here": here }).to_string())
    }
}
