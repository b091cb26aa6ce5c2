//! Whoever reads a region along is written down before they read.
//!
//! Invariant: a guest is shown nothing in an hour of their grant of which the audit does not say so, and nothing
//! before they sign in as the installation asks of administrators.

use std::net::IpAddr;

use domain::{Insider, RegionId};

use super::{Hall, signed_in::out_of_order};
use crate::problem::Problem;

/// Lets a member pass; of a guest it is written down that they read, and from which address of the network.
pub async fn note(
    hall: &Hall,
    region: RegionId,
    insider: &Insider,
    origin: Option<IpAddr>,
) -> Result<(), Problem> {
    let Insider::Guest(person) = *insider else { return Ok(()) };
    if hall.administrators_in_two_steps {
        let has = hall.people.has_second_factor(person).await.map_err(out_of_order)?;
        if !has {
            return Err(Problem::SecondFactorNeeded);
        }
    }
    let origin = origin.map(|origin| origin.to_canonical().to_string());
    let noted =
        hall.people.note_reading((region, person), origin.as_deref(), hall.clock.now()).await;
    // A grant that ended a moment ago is none.
    if noted.map_err(out_of_order)? { Ok(()) } else { Err(Problem::NotFound) }
}
