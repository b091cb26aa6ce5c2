//! Who has a place in a room, and who is spoken of without having one.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Actor, Command, Insider, Member, Mention, Moment, Parting, PersonId, Readers, Refusal, Role,
    Wish, can_write, handover::side_of,
};

use super::{Rejected, Room};
use crate::people::{Grant, Membership};

/// Returns as whom somebody comes in: under their place, or as a guest.
fn known(
    rights: &HashMap<PersonId, Membership>,
    grants: &[Grant],
    person: PersonId,
    now: Moment,
) -> Option<Insider> {
    let member = rights.get(&person).and_then(|place| place.member(now));
    let reads = |grant: &&Grant| grant.person == person && grant.is_in_force(now);
    let guest = || grants.iter().find(reads).map(|_| Insider::Guest(person));
    member.map(Insider::Member).or_else(guest)
}

impl Room {
    pub(super) fn member(&self, person: PersonId, now: Moment) -> Option<Member> {
        self.rights.get(&person)?.member(now)
    }

    /// Lets somebody in who has a place here, and a second step where their organisation asks for it; or who
    /// reads along.
    pub(super) fn coming_in(&self, person: PersonId, now: Moment) -> Result<Insider, Rejected> {
        let known = known(&self.rights, &self.grants, person, now);
        let insider = known.ok_or(Rejected::Unknown)?;
        if self.barred.contains(&person) {
            return Err(Rejected::SecondFactorNeeded);
        }
        Ok(insider)
    }

    /// Returns somebody who came in as they would be in another role, if they hold it.
    pub(super) fn in_role(
        &self,
        insider: Insider,
        role: Option<Role>,
        now: Moment,
    ) -> Result<Insider, Rejected> {
        let Some(role) = role else { return Ok(insider) };
        let held = self.held(insider.person(), now).find(|held| held.role == role);
        held.map(Insider::Member).ok_or(Rejected::Unknown)
    }

    /// Lets somebody in who acts in the role that they act in here, or in another one that they hold.
    pub(super) fn acting(
        &self,
        person: PersonId,
        role: Option<Role>,
        now: Moment,
    ) -> Result<Insider, Rejected> {
        self.in_role(self.coming_in(person, now)?, role, now)
    }

    /// Returns somebody in each of the roles that they hold here.
    fn held(&self, person: PersonId, now: Moment) -> impl Iterator<Item = Member> + '_ {
        self.rights.get(&person).into_iter().flat_map(move |place| place.in_each_role(now))
    }

    /// Returns everybody here in each of the roles that they hold: whoever is asked, named or goes on with
    /// something may act in another role at this moment.
    fn everybody(&self, now: Moment) -> impl Iterator<Item = Member> + '_ {
        self.rights.values().flat_map(move |place| place.in_each_role(now))
    }

    /// Returns the grants that count.
    pub(super) fn grants_now(&self, now: Moment) -> Vec<Grant> {
        self.grants.iter().filter(|grant| grant.is_in_force(now)).cloned().collect()
    }

    /// Lets followers go whose place changed or ended, whose time to read along is over, or who must sign in in
    /// two steps first. Comes before every delivery.
    pub(super) fn keep_members(&mut self, now: Moment) {
        let (rights, grants, barred) = (&self.rights, &self.grants, &self.barred);
        let may_stay = |person: &PersonId| !barred.contains(person);
        self.followers.keep(|person| {
            Some(person).filter(may_stay).and_then(|person| known(rights, grants, person, now))
        });
    }

    /// Returns why nobody could do what a command asks for: people are not in the journal, so this is
    /// not for the domain to judge.
    pub(super) fn misses_somebody(
        &self,
        command: &Command,
        actor: &Actor,
        now: Moment,
    ) -> Option<Refusal> {
        match command {
            Command::MakeRequest { wish, .. } => self.misses_asked(*wish, now),
            Command::OfferHandover { parting, .. } => {
                let strange = !self.may_leave(parting, actor, now);
                strange.then_some(Refusal::NotHere).or_else(|| self.misses_successor(parting, now))
            }
            Command::StartThread { topic, mentions, .. } => {
                self.misses_mentioned(topic.readers, mentions, now)
            }
            Command::AddComment { thread, mentions, .. }
            | Command::ResolveThread { thread, mentions, .. } => {
                let thread = self.working.threads.get(thread)?;
                self.misses_mentioned(thread.topic.readers, mentions, now)
            }
            Command::AssignAction { action, change } => {
                let owner = self.working.actions.get(action)?.owner;
                let person = change.to?;
                let works_there =
                    |place: Member| place.organisation == owner && place.role != Role::Observer;
                let is_there = self.held(person, now).any(works_there);
                (!is_there).then_some(Refusal::NoColleague)
            }
            _ => None,
        }
    }

    /// Returns why somebody who is mentioned cannot be: they have no place here, or may not read it; of an
    /// organisation somebody must.
    fn misses_mentioned(
        &self,
        readers: Readers,
        mentions: &BTreeSet<Mention>,
        now: Moment,
    ) -> Option<Refusal> {
        let reads = |mention: &Mention| match mention {
            Mention::Person(person) => {
                self.held(*person, now).any(|place| readers.include(&place.viewer()))
            }
            Mention::Organisation(organisation) => self.everybody(now).any(|place| {
                place.organisation == *organisation && readers.include(&place.viewer())
            }),
        };
        (!mentions.iter().all(reads)).then_some(Refusal::MentionedCannotRead)
    }

    /// Returns whether what waits for somebody can be offered by this actor: they belong, or belonged, to the
    /// side that it is said to be of; and nobody takes it over themselves as long as they are there.
    fn may_leave(&self, parting: &Parting, actor: &Actor, now: Moment) -> bool {
        let (Parting::Person { of, side, to }, Actor::Member(member)) = (parting, actor) else {
            return true;
        };
        let Some(place) = self.rights.get(of) else { return false };
        let was_of_side = place.in_each_role(place.since).any(|was| side_of(&was) == *side);
        let is_there = self.held(*of, now).any(|is| can_write(*side, &is));
        let takes_it = *to == Some(member.person) && *of != member.person;
        was_of_side && !(takes_it && is_there)
    }

    /// Returns why a successor who is named cannot go on: they have no place here, or one in which they cannot;
    /// of an organisation nobody can.
    fn misses_successor(&self, parting: &Parting, now: Moment) -> Option<Refusal> {
        if matches!(parting, Parting::Person { to: None, .. }) {
            return None;
        }
        let is_there = self.everybody(now).any(|place| parting.may_be_taken_by(&place));
        (!is_there).then_some(match parting {
            Parting::Person { .. } => Refusal::NoSuccessor,
            Parting::Organisation { .. } => Refusal::NobodyThere,
        })
    }

    fn misses_asked(&self, wish: Wish, now: Moment) -> Option<Refusal> {
        match wish {
            Wish::Draft { of, by, .. } => {
                let is_there = self.held(by, now).any(|place| can_write(of, &place));
                (!is_there).then_some(Refusal::NoColleague)
            }
            Wish::View { of, .. } => {
                let is_there = self.everybody(now).any(|place| can_write(Some(of), &place));
                (!is_there).then_some(Refusal::NobodyThere)
            }
        }
    }
}
