//! Holding several roles in one region: which of them counts, and which somebody gives or takes away.
//!
//! Invariant: whoever holds a place holds a role, and acts in one of them: the first.

use std::collections::BTreeSet;

use crate::actor::{Actor, Role};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rights::{Ability, demand};

/// Returns the roles that somebody holds once they act in this one of them; nothing where they do not hold it.
pub fn acting_in(held: &[Role], role: Role) -> Option<Vec<Role>> {
    let others = held.iter().copied().filter(|other| *other != role);
    held.contains(&role).then(|| [role].into_iter().chain(others).collect())
}

/// Returns the roles that somebody holds once an actor ticked these, the one in which they act first as long as
/// it is theirs. A role that the actor may not give stays as it is, and is not given.
pub fn once_ticked(
    actor: &Actor,
    organisation: OrganisationId,
    held: &[Role],
    ticked: &BTreeSet<Role>,
) -> Result<Vec<Role>, Refusal> {
    let may = |role: Role| demand(actor, Ability::Invite(organisation, role));
    let given: Vec<Role> = ticked.iter().copied().filter(|role| !held.contains(role)).collect();
    given.iter().try_for_each(|role| may(*role))?;
    let kept = held.iter().copied().filter(|role| ticked.contains(role) || may(*role).is_err());
    Ok(kept.chain(given).collect())
}

/// Tells whether two lists hold the same roles, whichever comes first.
pub fn are_same(one: &[Role], other: &[Role]) -> bool {
    let set = |roles: &[Role]| roles.iter().copied().collect::<BTreeSet<Role>>();
    set(one) == set(other)
}
