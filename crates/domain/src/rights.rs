//! Who may do what: one function decides.
//!
//! `tests/rights.toml` holds the product's rights table, transcribed by hand, and every role is
//! tried against every command.

use crate::actor::{Actor, Role};
use crate::ids::OrganisationId;
use crate::refusal::{Refusal, WhoMay};

/// Something that takes a right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ability {
    /// To found a region, or to close a round before decisions exist.
    RunInstallation,
    /// To admit organisations and open rounds.
    Coordinate,
    /// To write and share the answers of this municipality.
    WriteAnswers(OrganisationId),
    /// To confirm the answers of this municipality.
    ConfirmAnswers(OrganisationId),
    /// To write the answers of the region and put them forward.
    WriteRegionalAnswers,
    /// To write and give the views of this partner.
    WriteViews(OrganisationId),
}

/// Lets the actor pass, or says who may.
pub fn demand(actor: &Actor, ability: Ability) -> Result<(), Refusal> {
    let (allowed, who) = match ability {
        Ability::RunInstallation => (is_system(actor), WhoMay::Installation),
        Ability::Coordinate => {
            (is_system(actor) || has_role(actor, Role::Coordinator), WhoMay::Coordinator)
        }
        Ability::WriteAnswers(own) | Ability::WriteViews(own) => {
            (edits_for(actor, own), WhoMay::Editor(own))
        }
        Ability::ConfirmAnswers(own) => {
            (edits_for(actor, own) && may_adopt(actor), WhoMay::Lead(own))
        }
        Ability::WriteRegionalAnswers => (has_role(actor, Role::Coordinator), WhoMay::Coordinator),
    };
    if allowed { Ok(()) } else { Err(Refusal::NotAllowed { who }) }
}

fn is_system(actor: &Actor) -> bool {
    *actor == Actor::System
}

fn has_role(actor: &Actor, role: Role) -> bool {
    matches!(actor, Actor::Member(member) if member.role == role)
}

/// Only people write answers, and only for their own organisation.
fn edits_for(actor: &Actor, organisation: OrganisationId) -> bool {
    has_role(actor, Role::Editor)
        && matches!(actor, Actor::Member(member) if member.organisation == organisation)
}

fn may_adopt(actor: &Actor) -> bool {
    matches!(actor, Actor::Member(member) if member.may_adopt)
}
