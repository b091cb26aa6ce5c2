//! Actions, as the commands that make them and answer them.

use domain::{
    Action, ActionId, ActionStand, Change, Command, File, FileHash, FileId, FileKind,
    OrganisationId, Plan, Region, SeenAction, TypedText, WaitsOn,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::{DemoAction, DemoRegion, DemoStep, DemoStepping, DemoWaitsOn, Ids, What};

/// Returns the command that makes actions, one for each owner.
pub(super) fn make(action: &DemoAction, ids: Ids) -> Command {
    let all = |keys: &[String]| keys.iter().map(|key| (ids.organisation)(key)).collect();
    let text = |text: &str| TypedText::new(text.to_owned());
    let plan = Plan {
        title: text(&action.title),
        why: text(&action.why),
        done_when: text(&action.done_when),
        contributors: all(&action.contributors),
        concerns: all(&action.concerns),
        due: action.due,
        priority: action.priority,
    };
    Command::MakeActions {
        owners: all(&action.owners),
        plan: Box::new(plan),
        cause: action.cause.clone(),
        offer: action.offered,
    }
}

impl DemoRegion {
    /// Returns the command of a step with an action.
    pub(super) fn stepped(
        &self,
        region: &Region,
        stepping: &DemoStepping,
        ids: Ids,
    ) -> Option<Command> {
        let owner = (ids.organisation)(&stepping.owner);
        let (action, found) = self.action(region, &stepping.to, owner)?;
        let seen = SeenAction { action, seen: found.fingerprint() };
        let text = |text: &str| TypedText::new(text.to_owned());
        let wanted = match found.stand {
            ActionStand::CounterProposed { due, .. } => Some(due),
            _ => None,
        };
        Some(match &stepping.step {
            DemoStep::Offered => Command::OfferActions { actions: vec![seen] },
            DemoStep::Revised(due, done_when) => {
                let Plan { title, why, done_when: was, contributors, concerns, priority, .. } =
                    found.plan.clone();
                let plan = Plan {
                    title: title.typed(),
                    why: why.typed(),
                    done_when: done_when.as_deref().map_or_else(|| was.typed(), text),
                    due: due.or(found.plan.due),
                    contributors,
                    concerns,
                    priority,
                };
                Command::ReviseAction { seen, owner, plan: Box::new(plan) }
            }
            DemoStep::Accepted => Command::AcceptAction { seen },
            DemoStep::Declined(reason) => Command::DeclineAction { action, reason: text(reason) },
            DemoStep::CounterProposed(due, reason) => {
                Command::CounterProposeDate { action, due: *due, reason: text(reason) }
            }
            DemoStep::Agreed => Command::AgreeToDate { action, due: wanted? },
            DemoStep::Refused(reason) => {
                Command::RefuseDate { action, due: wanted?, reason: text(reason) }
            }
            DemoStep::Assigned(colleague) => {
                let to = Some((ids.person)(colleague));
                Command::AssignAction { action, change: Change { from: found.person, to } }
            }
            DemoStep::Progressed(note) => Command::ReportProgress { action, note: text(note) },
            DemoStep::Waits(on, note) => {
                let on = self.waited_for(region, on, ids)?;
                Command::WaitOn { action, on, note: text(note) }
            }
            DemoStep::FileAdded(name, said) => {
                let id = FileId(Uuid::new_v5(&action.0, name.as_bytes()));
                let (hash, size) = (FileHash(Sha256::digest(said).into()), said.len() as u64);
                let file = File { id, name: text(name), hash, size, kind: FileKind::Text };
                Command::AttachFile { action, file: Box::new(file) }
            }
            DemoStep::ReportedDone(note) => Command::ReportDone { action, note: text(note) },
            DemoStep::Closed => Command::CloseAction { action },
            DemoStep::Reopened(reason) => Command::ReopenAction { action, reason: text(reason) },
            DemoStep::Dropped(reason) => Command::DropAction { action, reason: text(reason) },
        })
    }

    /// The action stands in the region under an id that its command made: it is found by its title and its
    /// owner.
    fn action<'r>(
        &self,
        region: &'r Region,
        key: &str,
        owner: OrganisationId,
    ) -> Option<(ActionId, &'r Action)> {
        let made = self.made(key)?;
        let is_it = |action: &Action| {
            action.owner == owner && action.plan.title.as_str() == made.title.as_str()
        };
        let found = region.actions.iter().find(|(_, action)| is_it(action))?;
        Some((*found.0, found.1))
    }

    fn made(&self, key: &str) -> Option<&DemoAction> {
        self.timeline.iter().find_map(|happening| match &happening.what {
            What::ActionsMade { action, .. } if action.key == key => Some(&**action),
            _ => None,
        })
    }

    fn waited_for(&self, region: &Region, on: &DemoWaitsOn, ids: Ids) -> Option<WaitsOn> {
        match on {
            DemoWaitsOn::Organisation(key) => Some(WaitsOn::Organisation((ids.organisation)(key))),
            DemoWaitsOn::Action(key) => {
                let owner = (ids.organisation)(self.made(key)?.owners.first()?);
                self.action(region, key, owner).map(|(action, _)| WaitsOn::Action(action))
            }
        }
    }
}
