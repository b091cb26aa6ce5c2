//! Gives a place other roles, or another right, and somebody another function.
//!
//! Invariant: every role that is added or taken away is one that the sender may give; the others stay as they
//! are. What waited for somebody in a role that they lose goes on within that side.

use std::collections::BTreeSet;

use app::{
    form::people::{PeopleTrouble, WantedFunction, WantedRoles},
    page::PeopleDone,
};
use domain::{
    Member, Role, can_write,
    handover::side_of,
    holding::{are_same, once_ticked},
    rights::{Ability, demand},
};

use super::{Outcome, Taking, adopts, function_of};
use crate::{
    door::signed_in::out_of_order,
    people::{Ended, Membership},
    problem::Problem,
};

impl Taking<'_> {
    pub(super) async fn change(&self, wanted: &WantedRoles) -> Result<Outcome, Problem> {
        let refused = |trouble| Ok(Outcome::Refused(trouble));
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let place = people.membership(self.region(), wanted.person).await.map_err(out_of_order)?;
        let goes_on = |place: &Membership| place.member(now).is_some();
        let place = place.filter(goes_on).ok_or(Problem::NotFound)?;
        // Whoever may give no role at all changes nothing; of the others each role is judged by itself.
        let ability = Ability::Invite(place.organisation, Role::Observer);
        if let Err(refusal) = demand(&self.actor(), ability) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        if wanted.person == self.person {
            return refused(PeopleTrouble::OwnRole);
        }
        let ticked = &wanted.roles;
        let roles = match once_ticked(&self.actor(), place.organisation, &place.roles, ticked) {
            Ok(roles) if roles.is_empty() => return refused(PeopleTrouble::NoRole),
            Ok(roles) => roles,
            Err(refusal) => return refused(PeopleTrouble::Refused(refusal)),
        };
        // What the sender looked at is what changes. Sent twice, it is done already.
        let held: BTreeSet<Role> = place.roles.iter().copied().collect();
        let has_moved = !wanted.held.is_empty() && wanted.held != held;
        if has_moved && !are_same(&roles, &place.roles) {
            return refused(PeopleTrouble::PlaceMoved);
        }
        let may_adopt = wanted.may_adopt && roles.iter().copied().any(adopts);
        if are_same(&roles, &place.roles) && may_adopt == place.may_adopt {
            return Ok(Outcome::Done(PeopleDone::Changed));
        }
        let changed = Membership { roles, may_adopt, ..place.clone() };
        let by = Some(self.person);
        let done = people.change_membership(&place, &changed, by, now).await;
        let done = done.map_err(out_of_order)?;
        if matches!(done, Ended::Places(_)) {
            self.goes_on_without(&place, &changed).await;
        }
        self.moved(done, PeopleDone::Changed).await
    }

    /// Changes the function that colleagues see of somebody whose place this person looks after.
    pub(super) async fn set_function(&self, wanted: &WantedFunction) -> Result<Outcome, Problem> {
        let refused = |refusal| Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
        if let Err(refusal) = self.place(wanted.person).await? {
            return refused(refusal);
        }
        let display = match function_of(&wanted.function) {
            Ok(display) => display,
            Err(refusal) => return refused(refusal),
        };
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let by = (Some(self.region()), self.person);
        let set = people.set_display(wanted.person, display.as_deref(), by, now).await;
        set.map_err(out_of_order)?;
        Ok(Outcome::Done(PeopleDone::FunctionSet))
    }

    /// Leaves behind what waited in roles that somebody lost.
    async fn goes_on_without(&self, before: &Membership, after: &Membership) {
        let now = self.hall.clock.now();
        let writes = |place: &Membership, on: &Member| {
            place.in_each_role(now).any(|held| can_write(side_of(on), &held))
        };
        let is_of_side =
            |on: &Member| after.in_each_role(now).any(|held| side_of(&held) == side_of(on));
        for lost in before.on_each_side(now) {
            if !writes(before, &lost) || writes(after, &lost) {
                continue;
            }
            if is_of_side(&lost) {
                self.leaves_behind(&lost).await;
            } else {
                self.leaves_to_the_side(&lost).await;
            }
        }
    }
}
