//! Says what an invitation offers, in names.

use app::page::InvitedTo;

use crate::{
    door::signed_in::out_of_order,
    people::{OfferedPlace, People},
    problem::Problem,
    regions::Regions,
};

/// Returns what an invitation offers: a place, or without one the administration.
pub async fn invited_to(
    people: &People,
    regions: &Regions,
    place: Option<OfferedPlace>,
) -> Result<InvitedTo, Problem> {
    let Some(place) = place else { return Ok(InvitedTo::Administer) };
    let organisations = people.organisations(&[place.organisation]).await.map_err(out_of_order)?;
    let names = regions.names().await?;
    let region = names.into_iter().find(|(id, _)| *id == place.region);
    Ok(InvitedTo::Place {
        region: region.map(|(_, name)| name).unwrap_or_default(),
        organisation: organisations.into_values().next().unwrap_or_default(),
        is_municipality: people.is_municipality(place.organisation).await.map_err(out_of_order)?,
        role: place.role,
        may_adopt: place.may_adopt,
    })
}
