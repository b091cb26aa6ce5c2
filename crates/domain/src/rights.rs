//! Who may do what: one function decides.
//!
//! `tests/rights.toml` holds the product's rights table, transcribed by hand, and every role is
//! tried against every command.

use crate::actor::{Actor, Role};
use crate::ids::{OrganisationId, PersonId};
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
    /// To ask a colleague to write a draft, and to look after that: for this organisation, or for the
    /// region.
    AskColleagues(Option<OrganisationId>),
    /// To ask a partner for its view.
    AskPartners,
    /// To end a request to a partner that this organisation made.
    EndRequests(OrganisationId),
    /// To answer a request to this colleague.
    AnswerAsColleague(PersonId),
    /// To say something that everyone reads, and to say that it is dealt with.
    Comment,
    /// To write an internal note of this organisation, or of the region.
    NoteWithin(Option<OrganisationId>),
    /// To remove a text that this organisation wrote, or that nobody did. The installation does so where nobody
    /// else can.
    Redact(Option<OrganisationId>),
    /// To go on, on behalf of this organisation, with what waits for another one.
    TakeOver(OrganisationId),
    /// To think of an action and to ask its owner.
    MakeActions,
    /// To answer for this organisation when it is asked to do something, and to say how that goes.
    CarryOut(OrganisationId),
    /// To look after an action that this organisation asked for, or the region.
    LookAfterAction(Option<OrganisationId>),
    /// To invite somebody to act for this organisation in this role, and to end such a place.
    Invite(OrganisationId, Role),
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
        Ability::TakeOver(own) => {
            let leads = edits_for(actor, own) && may_adopt(actor);
            let coordinates = has_role(actor, Role::Coordinator) && acts_for(actor, own);
            (leads || coordinates, WhoMay::Lead(own))
        }
        Ability::WriteRegionalAnswers | Ability::AskColleagues(None) => {
            (has_role(actor, Role::Coordinator), WhoMay::Coordinator)
        }
        Ability::AskColleagues(Some(own)) => (edits_for(actor, own), WhoMay::Editor(own)),
        Ability::AskPartners | Ability::Comment => (takes_part(actor), WhoMay::Participant),
        Ability::NoteWithin(None) => (has_role(actor, Role::Coordinator), WhoMay::Coordinator),
        Ability::NoteWithin(Some(own)) => {
            (actor.viewer().drafts_of == Some(own), WhoMay::Editor(own))
        }
        Ability::EndRequests(own) => {
            let is_own = takes_part(actor) && acts_for(actor, own);
            (is_own || has_role(actor, Role::Coordinator), WhoMay::Asker(own))
        }
        Ability::Invite(own, role) => {
            let leads = edits_for(actor, own) && may_adopt(actor);
            let is_colleague = role != Role::Coordinator;
            let who = if is_colleague { WhoMay::Inviter(own) } else { WhoMay::Coordinator };
            (has_role(actor, Role::Coordinator) || leads && is_colleague, who)
        }
        Ability::MakeActions => {
            let writes = has_role(actor, Role::Editor) || has_role(actor, Role::Coordinator);
            (writes, WhoMay::EditorOrCoordinator)
        }
        Ability::CarryOut(own) => (takes_part(actor) && acts_for(actor, own), WhoMay::Of(own)),
        Ability::LookAfterAction(of) => {
            let is_own = of.is_some_and(|own| edits_for(actor, own));
            let who = of.map_or(WhoMay::Coordinator, WhoMay::AskerOrCoordinator);
            (is_own || has_role(actor, Role::Coordinator), who)
        }
        Ability::Redact(of) => {
            let is_own = takes_part(actor) && of.is_some_and(|own| acts_for(actor, own));
            let who = of.map_or(WhoMay::Coordinator, WhoMay::Writer);
            (is_own || has_role(actor, Role::Coordinator) || is_system(actor), who)
        }
        Ability::AnswerAsColleague(person) => (is_person(actor, person), WhoMay::Colleague),
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
    has_role(actor, Role::Editor) && acts_for(actor, organisation)
}

/// Observers look on; everyone else has a part in the work.
fn takes_part(actor: &Actor) -> bool {
    [Role::Coordinator, Role::Editor, Role::SteeringMember]
        .into_iter()
        .any(|role| has_role(actor, role))
}

fn acts_for(actor: &Actor, organisation: OrganisationId) -> bool {
    matches!(actor, Actor::Member(member) if member.organisation == organisation)
}

/// Who lost the right to write does not answer for a draft either.
fn is_person(actor: &Actor, person: PersonId) -> bool {
    let writes = has_role(actor, Role::Editor) || has_role(actor, Role::Coordinator);
    writes && matches!(actor, Actor::Member(member) if member.person == person)
}

fn may_adopt(actor: &Actor) -> bool {
    matches!(actor, Actor::Member(member) if member.may_adopt)
}
