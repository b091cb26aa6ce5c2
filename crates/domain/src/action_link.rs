//! An action that somebody of its owner answers by a link, without signing in.
//!
//! Invariant: a link carries one command, whose id nobody else knows. Whether it was used is read from what happened to
//! the action, so that nothing can be noted twice or be forgotten; what somebody else sends uses no link.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::action::{Action, ActionStand, Plan, Step, WaitsOn};
use crate::actor::Actor;
use crate::event::{Entry, Event};
use crate::ids::{CommandId, Moment, OrganisationId, PersonId};
use crate::refusal::Refusal;
use crate::rights::{Ability, demand};
use crate::text::{Fingerprint, GuardedText};

/// What can be done by a link, in the order in which its page offers it.
pub const BY_LINK: [Step; 5] =
    [Step::Accept, Step::Progress, Step::ReportDone, Step::CounterPropose, Step::Decline];

/// One action, as whoever opens it by a link may see it: nothing else of its region, and no person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActionAlone {
    /// What is to be done.
    pub plan: Plan,
    /// Who does it.
    pub owner: OrganisationId,
    /// Who asks for it; nothing where the installation does.
    pub by: Option<OrganisationId>,
    /// Where it stands. Of another action on which it waits nothing is known here, also not which one it is.
    pub stand: ActionStand,
    /// How it stood last, where its owner is at work on it.
    pub said: Option<GuardedText>,
    /// The name of what its owner is asked to do.
    pub seen: Fingerprint,
    /// What its owner can do by a link now.
    pub steps: Vec<Step>,
}

impl ActionAlone {
    /// Returns the organisations that are named in it.
    pub fn organisations(&self) -> BTreeSet<OrganisationId> {
        let waits = match &self.stand {
            ActionStand::WaitingOn { on: WaitsOn::Organisation(on), .. } => Some(*on),
            _ => None,
        };
        let some = [Some(self.owner), self.by, waits];
        let plan = self.plan.contributors.iter().chain(&self.plan.concerns).copied();
        some.into_iter().flatten().chain(plan).collect()
    }
}

impl Action {
    /// Returns what its owner can do with it by a link, where it stands.
    pub fn steps_by_link(&self) -> Vec<Step> {
        BY_LINK.into_iter().filter(|step| step.fits(&self.stand)).collect()
    }

    /// Lets whoever looks after it or may carry it out have a link to it mailed, or says who may.
    pub fn may_be_mailed_by(&self, actor: &Actor) -> Result<(), Refusal> {
        let looks_after = demand(actor, Ability::LookAfterAction(self.by.organisation));
        looks_after
            .or_else(|refusal| demand(actor, Ability::CarryOut(self.owner)).map_err(|_| refusal))
    }

    /// Returns what its owner said last about how it goes.
    pub fn said_last(&self) -> Option<&GuardedText> {
        self.log.iter().rev().find_map(|entry| match &entry.event {
            Event::ActionProgressed { note, .. } => Some(note),
            _ => None,
        })
    }

    /// Returns when something followed from the command of a link of somebody, and which step that was.
    pub fn answered_by(&self, command: CommandId, person: PersonId) -> Option<(Moment, Step)> {
        let is_theirs =
            |entry: &&Entry| entry.command == command && entry.by.person == Some(person);
        let mut theirs = self.log.iter().filter(is_theirs);
        theirs.find_map(|entry| {
            let step = match &entry.event {
                Event::ActionAccepted { .. } => Step::Accept,
                Event::ActionDeclined { .. } => Step::Decline,
                Event::DateCounterProposed { .. } => Step::CounterPropose,
                Event::ActionProgressed { .. } => Step::Progress,
                Event::ActionReportedDone { .. } => Step::ReportDone,
                _ => return None,
            };
            Some((entry.at, step))
        })
    }
}
