//! One action, for whoever opens it by a link.

use domain::{ActionAlone, Moment, Step, view::action_alone};

use super::{Regions, Rejected};
use crate::people::ActionLink;

/// One action of a region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alone {
    /// What may be seen of it.
    pub action: ActionAlone,
    /// The name of its region.
    pub region: String,
    /// When something followed from the command of the link, and what.
    pub answered: Option<(Moment, Step)>,
}

impl Regions {
    /// Returns the action of a link as it stands now, and what followed from its command; nothing where there is none.
    pub async fn alone(&self, link: &ActionLink) -> Result<Option<Alone>, Rejected> {
        let whole = self.whole(link.region).await?;
        let found = whole.actions.get(&link.action);
        let answered = found.and_then(|found| found.answered_by(link.command, link.person));
        let alone = action_alone(&whole, link.action);
        Ok(alone.map(|action| Alone {
            action,
            region: whole.name.as_heading().to_owned(),
            answered,
        }))
    }
}
