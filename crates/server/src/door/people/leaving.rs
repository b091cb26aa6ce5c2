//! Leaving a region: a person, or an organisation with all its people.
//!
//! Invariant: nobody leaves of their own accord while something waits for them; access that others end, ends
//! at once, and what waited goes on within that side.

use app::{form::people::PeopleTrouble, page::PeopleDone};
use domain::{
    Command, Member, OrganisationId, PersonId, Refusal, Sent,
    handover::side_of,
    rights::{Ability, demand},
};

use super::{Outcome, Taking};
use crate::{
    door::{refusals, signed_in::out_of_order},
    leaving::{leave_behind, successor_of, waits_for},
    people::Ended,
    problem::Problem,
    regions::Rejected,
};

impl Taking<'_> {
    /// Ends the part of an organisation: first the places of its people and what invites more, so that what
    /// goes wrong half-way can be sent again.
    /// Size: one step after the other, each of which can be refused.
    pub(super) async fn leave(&self, organisation: OrganisationId) -> Result<Outcome, Problem> {
        if let Err(refusal) = demand(&self.actor(), Ability::Coordinate) {
            return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
        }
        let (people, now, by) = (&self.hall.people, self.hall.clock.now(), self.person);
        let places = people.memberships_in(self.region()).await.map_err(out_of_order)?;
        let places = places.iter().flat_map(|place| place.in_each_role(now));
        // What coordinators ask each other is the region's, and stays with it.
        let coordinators: Vec<Member> = places.filter(|one| side_of(one).is_none()).collect();
        let (coordinators, staying): (Vec<Member>, Vec<Member>) =
            coordinators.into_iter().partition(|one| one.organisation == organisation);
        if !coordinators.is_empty() && staying.is_empty() {
            return Ok(Outcome::Refused(PeopleTrouble::LastCoordinator));
        }
        // First what can be refused. What goes wrong afterwards can be sent again: it leaves once.
        let sent = Sent { id: self.id, command: Command::EndParticipation { organisation } };
        match refusals::submit(self.hall, self.asking(), sent).await {
            Ok(_) => {}
            Err(Rejected::Refused(refusal)) if refusal != Refusal::NotHere => {
                return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
            }
            Err(rejected) => return Err(rejected.into()),
        }
        let ended = people.end_memberships(self.region(), organisation, Some(by), now).await;
        if ended.map_err(out_of_order)? == Ended::NoCoordinatorLeft {
            return Ok(Outcome::Refused(PeopleTrouble::LastCoordinator));
        }
        for left in &coordinators {
            self.leaves_behind(left).await;
        }
        self.hall.places_changed(self.region()).await;
        Ok(Outcome::Done(PeopleDone::Left))
    }

    /// Ends a place: one's own, or one that this person looks after.
    pub(super) async fn end(&self, person: PersonId) -> Result<Outcome, Problem> {
        if person == self.person {
            return self.leave_myself().await;
        }
        let place = match self.place(person).await? {
            Ok(place) => place,
            Err(refusal) => return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal))),
        };
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let ended = people.end_membership(self.region(), person, Some(self.person), now).await;
        let ended = ended.map_err(out_of_order)?;
        if matches!(ended, Ended::Places(_)) {
            for left in place.on_each_side(now) {
                self.leaves_behind(&left).await;
            }
        }
        self.moved(ended, PeopleDone::Ended).await
    }

    /// Everybody may leave, once nothing waits for them alone.
    async fn leave_myself(&self) -> Result<Outcome, Problem> {
        let (hall, now) = (self.hall, self.hall.clock.now());
        let member = *self.table.insider.member().ok_or(Problem::NotFound)?;
        let (house, person) = ((&hall.regions, &hall.people), member.person);
        let waits = waits_for(house, self.region(), person, now).await?;
        let count = waits.held + waits.alone;
        // That a region keeps a coordinator is told where the place ends.
        if 0 < count && !waits.last_coordinator {
            return Ok(Outcome::Refused(PeopleTrouble::WorkWaits(count)));
        }
        let heir = successor_of(house, self.region(), person, now).await?;
        let ended = hall.people.leave(self.region(), person, heir, now).await;
        let ended = ended.map_err(out_of_order)?;
        if matches!(ended, Ended::Places(_)) {
            // What came up in between waits for the side.
            hall.places_changed(self.region()).await;
            return Ok(Outcome::Gone);
        }
        self.moved(ended, PeopleDone::Ended).await
    }

    /// What waited for somebody in a role that they lost, on a side for which they hold none any more, waits for
    /// whoever of that side takes it.
    pub(super) async fn leaves_to_the_side(&self, left: &Member) {
        leave_behind(&self.hall.regions, self.region(), left, None).await;
    }

    /// What waited for somebody who has no place any more goes on within their side.
    pub(super) async fn leaves_behind(&self, left: &Member) {
        let taker = self.table.insider.member();
        leave_behind(&self.hall.regions, self.region(), left, taker).await;
    }
}
