//! Removes a reason that stands outside the journal of a region.

use domain::{Moment, PersonId};
use tracing::error;

use super::Regions;
use crate::{
    people::{ReasonOf, ReasonRemoval},
    problem::Problem,
};

impl Regions {
    /// Removes why somebody was let read a region along, or why nothing is deleted. Tells whether there is such a
    /// grant or hold; one that was removed before is removed.
    pub async fn remove_reason(
        &self,
        reason: ReasonOf,
        by: PersonId,
        at: Moment,
    ) -> Result<bool, Problem> {
        let removal = ReasonRemoval { reason, at };
        self.shared.journal.remove_reason(removal, by).await.map_err(|cause| {
            error!(reason.id = %reason.id(), %cause, "cannot remove a reason");
            Problem::Unavailable
        })
    }
}
