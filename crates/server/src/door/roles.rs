//! Somebody who holds several roles in a region acts in another one of them.
//!
//! Invariant: a role that is not held is refused like what does not exist. Nothing is given by it, so that no
//! proof is asked; what binds an organisation asks for one itself.

use app::form::roles;
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use domain::RegionId;

use super::{
    Hall,
    forms::{Pairs, must_be_of, opened},
    language::own_path,
    named::Named,
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{people::Taken, problem::Problem};

/// Leads back to the region: there is no page of its own.
pub async fn back(Named(region): Named<RegionId>) -> Redirect {
    Redirect::to(&format!("/regio/{region}"))
}

/// Lets whoever sends the form act in the role that it names.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    must_be_of(person, &pairs)?;
    // Whoever has no place here, or has to sign in in two steps first, finds nothing to act in.
    let sight = hall.regions.look(region, person).await?;
    sight.insider.member().ok_or(Problem::NotFound)?;
    let (role, back) = roles::read(&pairs).map_err(|_| Problem::Unreadable)?;
    let taken = hall.people.take_role(region, person, role, hall.clock.now()).await;
    match taken.map_err(out_of_order)? {
        Taken::NotHeld => Err(Problem::NotFound),
        Taken::Done => {
            hall.places_changed(region).await;
            let board = format!("/regio/{region}");
            Ok(Redirect::to(back.map_or(board.as_str(), own_path)).into_response())
        }
    }
}
