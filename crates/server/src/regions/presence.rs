//! Who is where in one region right now: in memory only, and forgotten soon after it was said last.

use std::collections::BTreeMap;

use domain::{
    ids::{Moment, PersonId, TabId},
    presence::Present,
};

/// Who said nothing for this long is gone; browsers say so every twenty seconds.
const STAYS_US: i64 = 45_000_000;
/// Tabs of one person that count: more than this is nobody's way of working.
const TABS_MAX: usize = 32;

/// Who is where.
#[derive(Default)]
pub(super) struct Presence {
    tabs: BTreeMap<TabId, (Present, Moment)>,
}

impl Presence {
    /// Takes in what a tab says, and returns what it said before; nothing if there is no room.
    pub(super) fn note(&mut self, present: Present, now: Moment) -> Option<Present> {
        let before = self.tabs.get(&present.tab).map(|(before, _)| *before);
        // A tab belongs to whoever spoke for it first, and a word that was overtaken says nothing.
        let is_late = |before: &Present| {
            before.member.person != present.member.person || present.nth < before.nth
        };
        if before.as_ref().is_some_and(is_late) {
            return None;
        }
        if before.is_none() && TABS_MAX <= self.tabs_of(present.member.person) {
            return None;
        }
        // Whoever left is kept for a while, so that a late word does not bring them back.
        self.tabs.insert(present.tab, (present, now));
        Some(before.unwrap_or(Present { here: None, ..present }))
    }

    /// Forgets those who said nothing for a while, and returns those of them who were somewhere.
    pub(super) fn sweep(&mut self, now: Moment) -> Vec<Present> {
        let gone = |(present, at): &(Present, Moment)| (!stays(*at, now)).then_some(*present);
        let gone: Vec<Present> = self.tabs.values().filter_map(gone).collect();
        self.tabs.retain(|_, (_, at)| stays(*at, now));
        gone.into_iter().filter(|present| present.here.is_some()).collect()
    }

    /// Returns whether nobody is known.
    pub(super) fn is_empty(&self) -> bool {
        self.tabs.is_empty()
    }

    fn tabs_of(&self, person: PersonId) -> usize {
        self.tabs.values().filter(|(present, _)| present.member.person == person).count()
    }

    /// Returns everybody who is somewhere.
    pub(super) fn all(&self, now: Moment) -> impl Iterator<Item = &Present> {
        let here = self.tabs.values().filter(move |(_, at)| stays(*at, now));
        here.map(|(present, _)| present).filter(|present| present.here.is_some())
    }
}

fn stays(at: Moment, now: Moment) -> bool {
    now.0 - at.0 < STAYS_US
}

#[cfg(test)]
mod tests {
    use domain::{
        CheckId, Member, OrganisationId, Role,
        presence::{Here, Whereabouts},
    };
    use uuid::Uuid;

    use super::*;

    fn present(person: u128, is_here: bool) -> Present {
        let person = PersonId(Uuid::from_u128(person));
        let organisation = OrganisationId::default();
        let member = Member { person, organisation, role: Role::Editor, may_adopt: false };
        let page = Whereabouts::Check(organisation, CheckId(1));
        let here = is_here.then_some(Here { page, writes: None });
        Present { tab: TabId::default(), nth: 0, member, here }
    }

    #[test]
    fn whoever_says_nothing_is_forgotten() {
        let mut presence = Presence::default();
        assert_eq!(presence.note(present(1, true), Moment(0)), Some(present(1, false)));
        assert_eq!(presence.all(Moment(STAYS_US - 1)).count(), 1);
        assert_eq!(presence.all(Moment(STAYS_US)).count(), 0);
        presence.note(present(1, true), Moment(STAYS_US - 1));
        assert_eq!(presence.all(Moment(STAYS_US)).count(), 1, "it was said again");
        assert_eq!(presence.note(present(1, false), Moment(STAYS_US)), Some(present(1, true)));
        assert_eq!(presence.all(Moment(STAYS_US)).count(), 0);
        presence.note(present(1, true), Moment(STAYS_US));
        assert_eq!(presence.sweep(Moment(2 * STAYS_US)), [present(1, true)]);
        assert!(presence.is_empty());
    }

    #[test]
    fn a_word_that_was_overtaken_brings_nobody_back() {
        let mut presence = Presence::default();
        let said = |nth, is_here| Present { nth, ..present(1, is_here) };
        presence.note(said(1, true), Moment(0));
        presence.note(said(3, false), Moment(0));
        assert_eq!(presence.note(said(2, true), Moment(0)), None);
        assert_eq!(presence.all(Moment(0)).count(), 0);
    }

    #[test]
    fn a_tab_belongs_to_whoever_spoke_for_it_first() {
        let mut presence = Presence::default();
        presence.note(present(1, true), Moment(0));
        assert_eq!(presence.note(present(2, true), Moment(1)), None);
        assert_eq!(presence.all(Moment(1)).collect::<Vec<_>>(), [&present(1, true)]);
    }

    #[test]
    fn one_person_does_not_fill_the_house() {
        let mut presence = Presence::default();
        let tab = |person, number| Present {
            tab: TabId(Uuid::from_u128(number)),
            ..present(person, true)
        };
        for number in 0..100 {
            presence.note(tab(1, number), Moment(0));
        }
        assert_eq!(presence.all(Moment(0)).count(), TABS_MAX);
        assert!(presence.note(tab(2, 1_000), Moment(0)).is_some());
    }
}
