//! Who is where in the region of a room, told to those who follow it.

use domain::{Member, Moment, presence::Present};

use super::Room;

impl Room {
    /// Takes in what somebody said to another instance, if they have the place here that they had there.
    pub(super) fn hear_of(&mut self, present: Present) {
        let now = self.clock.now();
        self.keep_members(now);
        if self.member(present.member.person, now) == Some(present.member) {
            self.take_note(present);
        }
    }

    /// Lets those go who said nothing for a while, and tells those who follow.
    pub(super) fn sweep(&mut self) {
        let now = self.clock.now();
        self.keep_members(now);
        for gone in self.presence.sweep(now) {
            let left = Present { here: None, ..gone };
            self.followers.tell(&gone, &left, &self.confirmed);
        }
    }

    /// Takes in where somebody is, and tells those who follow. Returns whether it counts.
    pub(super) fn take_note(&mut self, present: Present) -> bool {
        let before = self.presence.note(present, self.clock.now());
        if let Some(before) = &before {
            self.followers.tell(before, &present, &self.confirmed);
        }
        before.is_some()
    }

    /// Returns who is where beside a member, as far as they may know.
    pub(super) fn beside(&self, member: &Member, now: Moment) -> Vec<Present> {
        let viewer = member.viewer();
        let others = self.presence.all(now).filter(|present| {
            let place = self.member(present.member.person, now);
            present.member.person != member.person && place == Some(present.member)
        });
        let told = others.map(|present| present.told_to(&viewer, &self.confirmed));
        told.filter(|present| present.here.is_some()).collect()
    }
}
