//! Signing in in two steps, for whoever looks after an organisation or a place.
//!
//! Invariant: nobody turns off what protects somebody else without having just proven who they are.

use app::{form::people::PeopleTrouble, page::PeopleDone};
use domain::{
    OrganisationId, PersonId, Role,
    rights::{Ability, demand},
};

use super::{Outcome, Taking};
use crate::{door::signed_in::out_of_order, mail::notice_to, problem::Problem};

impl Taking<'_> {
    /// Sets whether everybody of an organisation signs in in two steps in this region.
    pub(super) async fn require(
        &self,
        organisation: OrganisationId,
        requires: bool,
    ) -> Result<Outcome, Problem> {
        let ability = Ability::Invite(organisation, Role::Editor);
        if let Err(refusal) = demand(&self.actor(), ability) {
            return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
        }
        if !self.table.region.takes_part(organisation) {
            return Err(Problem::NotFound);
        }
        self.visitor.must_have_proven(self.hall)?;
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let here = (self.region(), organisation);
        let changed = people.require_second_factor(here, requires, self.person, now).await;
        if changed.map_err(out_of_order)? {
            self.hall.places_changed(self.region()).await;
        }
        Ok(Outcome::Done(match requires {
            true => PeopleDone::TwoStepsRequired,
            false => PeopleDone::TwoStepsOptional,
        }))
    }

    /// Turns the second step of somebody off whose place this person looks after.
    pub(super) async fn reset_second_factor(&self, person: PersonId) -> Result<Outcome, Problem> {
        if person == self.person {
            return Ok(Outcome::Refused(PeopleTrouble::OwnSecondFactor));
        }
        if let Err(refusal) = self.place(person).await? {
            return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
        }
        self.visitor.must_have_proven(self.hall)?;
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let notice = notice_to(&self.hall.outbox, people, person).await.map_err(out_of_order)?;
        let by = (Some(self.region()), Some(self.person));
        let done = people.reset_second_factor(person, by, notice.as_ref(), now).await;
        if !done.map_err(out_of_order)? {
            return Err(Problem::NotFound);
        }
        self.hall.outbox.wake();
        for place in people.places_of(person, now).await.map_err(out_of_order)? {
            self.hall.places_changed(place.region).await;
        }
        Ok(Outcome::Done(PeopleDone::SecondFactorReset))
    }
}
