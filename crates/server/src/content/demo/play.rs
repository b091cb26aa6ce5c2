//! Whether the timeline of a demo region can be played.
//!
//! Invariant: this only asks what a reader of the file can see; the rules themselves are the
//! domain's, and the demo is played through them.

use std::collections::BTreeSet;

use domain::{FieldId, OrganisationKind, Role};

use super::{DemoAccount, DemoRegion, Happening, What};
use crate::content::page::{Found, Page};
use crate::content::reason::Reason;

/// Keeps what stands in the way of playing the events in their order.
pub(super) fn must_be_playable(region: &DemoRegion, events: &[Found<Happening>], page: &Page<'_>) {
    let mut round: Option<&str> = None;
    let mut shared: BTreeSet<(&str, FieldId)> = BTreeSet::new();
    for Found { value: Happening { what, .. }, line } in events {
        let wrong = |reason| page.wrong_on(*line, reason);
        match what {
            What::Admitted(_) => {}
            What::RoundOpened { round: name, .. } => {
                if round.is_some() {
                    wrong(Reason::OutOfOrder { id: name.clone() });
                }
                round = Some(name);
                shared.clear();
            }
            What::RoundClosed { round: name } => {
                if round != Some(name) {
                    wrong(Reason::OutOfOrder { id: name.clone() });
                }
                round = None;
            }
            What::FilledIn { municipality, by, answers, shared: now } => {
                if round.is_none() {
                    wrong(Reason::NoOpenRound);
                }
                editor(region, municipality, by).map_or_else(wrong, drop);
                for answer in answers {
                    let key = (municipality.as_str(), answer.field);
                    if *now {
                        shared.insert(key);
                    } else {
                        shared.remove(&key);
                    }
                }
            }
            What::Confirmed { municipality, by, fields } => {
                if round.is_none() {
                    wrong(Reason::NoOpenRound);
                }
                match editor(region, municipality, by) {
                    Ok(account) if account.may_adopt => {}
                    Ok(_) => wrong(Reason::MayNotConfirm { account: by.clone() }),
                    Err(reason) => wrong(reason),
                }
                for field in fields {
                    if !shared.contains(&(municipality.as_str(), *field)) {
                        wrong(Reason::NotShared { field: field.to_string() });
                    }
                }
            }
        }
    }
}

/// Finds the editor who writes for a municipality, or why there is none.
fn editor<'r>(
    region: &'r DemoRegion,
    municipality: &str,
    by: &str,
) -> Result<&'r DemoAccount, Reason> {
    let is_here = region.organisations.iter().any(|organisation| {
        organisation.key == municipality && organisation.kind == OrganisationKind::Municipality
    });
    if !is_here {
        return Err(Reason::NotAMunicipality { key: municipality.to_owned() });
    }
    let account = region.accounts.iter().find(|account| {
        account.key == by && account.organisation == municipality && account.role == Role::Editor
    });
    account.ok_or_else(|| Reason::NotTheirOwn {
        account: by.to_owned(),
        municipality: municipality.to_owned(),
    })
}
