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
    let mut play = Play {
        region,
        prepared: None,
        round: None,
        is_discussed: false,
        shared: [].into(),
        put_forward: [].into(),
    };
    for Found { value: Happening { what, .. }, line } in events {
        for reason in play.take(what) {
            page.wrong_on(*line, reason);
        }
    }
}

/// What stands so far.
struct Play<'r> {
    region: &'r DemoRegion,
    prepared: Option<&'r str>,
    round: Option<&'r str>,
    is_discussed: bool,
    shared: BTreeSet<(&'r str, FieldId)>,
    put_forward: BTreeSet<FieldId>,
}

impl<'r> Play<'r> {
    /// Lets something happen, and returns what stands in its way.
    /// Size: one arm for each happening, so that the compiler sees that none is missing.
    fn take(&mut self, what: &'r What) -> Vec<Reason> {
        match what {
            What::Admitted(_) => vec![],
            What::RoundPrepared { round, .. } => {
                self.is_discussed = false;
                let earlier = self.prepared.replace(round).or(self.round);
                earlier.map(|_| Reason::OutOfOrder { id: round.clone() }).into_iter().collect()
            }
            What::RoundOpened { round, .. } => {
                self.shared.clear();
                self.put_forward.clear();
                self.is_discussed = false;
                let is_other = self.prepared.take().is_some_and(|prepared| prepared != round);
                let earlier = self.round.replace(round).is_some() || is_other;
                earlier.then(|| Reason::OutOfOrder { id: round.clone() }).into_iter().collect()
            }
            What::DeadlineSet { by, .. } => {
                let none = self.nothing_in_hand();
                none.into_iter().chain(coordinator(self.region, by).err()).collect()
            }
            What::OwnQuestionAdded { question, by, .. }
            | What::OwnQuestionReworded { question, by, .. }
            | What::OwnQuestionRemoved { question, by } => {
                let late =
                    self.is_discussed.then(|| Reason::OutOfOrder { id: question.to_string() });
                let stranger = coordinator(self.region, by).err();
                self.nothing_in_hand().into_iter().chain(late).chain(stranger).collect()
            }
            What::RoundDiscussed { round, by } => {
                self.is_discussed = true;
                let is_other = self.round != Some(round);
                let late = is_other.then(|| Reason::OutOfOrder { id: round.clone() });
                late.into_iter().chain(coordinator(self.region, by).err()).collect()
            }
            What::Viewed { partner, by, .. } | What::ViewsWithdrawn { partner, by, .. } => {
                let stranger = partner_editor(self.region, partner, by).err();
                self.no_round().into_iter().chain(stranger).collect()
            }
            What::Requested { by, .. }
            | What::Replied { by, .. }
            | What::Said { by, .. }
            | What::Answered { by, .. } => {
                self.no_round().into_iter().chain(self.stranger(by)).collect()
            }
            What::ActionsMade { by, .. } | What::ActionMoved { by, .. } => {
                self.stranger(by).into_iter().collect()
            }
            What::SteeringSaid { by, .. } => {
                coordinator(self.region, by).err().into_iter().collect()
            }
            What::RoundClosed { round } => {
                let open = self.round.take();
                let is_other = open != Some(round) || !self.is_discussed;
                is_other.then(|| Reason::OutOfOrder { id: round.clone() }).into_iter().collect()
            }
            What::FilledIn { municipality, by, answers, shared, why_now } => {
                for answer in answers {
                    let key = (municipality.as_str(), answer.field);
                    if *shared {
                        self.shared.insert(key);
                    } else {
                        self.shared.remove(&key);
                    }
                }
                let editor = editor(self.region, municipality, by).err();
                let is_late = *shared && self.round.is_some() && self.is_discussed;
                let unsaid = (is_late && why_now.is_none())
                    .then(|| Reason::MissingKey { key: "why_now".to_owned() });
                self.no_round().into_iter().chain(editor).chain(unsaid).collect()
            }
            What::Confirmed { municipality, by, fields } => {
                let unshared = fields
                    .iter()
                    .filter(|field| !self.shared.contains(&(municipality.as_str(), **field)))
                    .map(|field| Reason::NotShared { field: field.to_string() });
                let lead = lead(self.region, municipality, by).err();
                self.no_round().into_iter().chain(lead).chain(unshared).collect()
            }
            What::FilledInForRegion { by, answers, put_forward } => {
                if *put_forward {
                    self.put_forward.extend(answers.iter().map(|answer| answer.field));
                }
                let stranger = coordinator(self.region, by).err();
                self.no_round().into_iter().chain(stranger).collect()
            }
            What::Reacted { municipality, by, applies, differs } => {
                // What holds becomes the municipality's own, shared answer.
                self.shared.extend(applies.iter().map(|field| (municipality.as_str(), *field)));
                let reacted = applies.iter().chain(differs.iter().map(|it| &it.field));
                let early = reacted
                    .filter(|field| !self.put_forward.contains(field))
                    .map(|field| Reason::NotPutForward { field: field.to_string() });
                let lead = lead(self.region, municipality, by).err();
                self.no_round().into_iter().chain(lead).chain(early).collect()
            }
        }
    }

    /// Whether a round is prepared or open.
    fn nothing_in_hand(&self) -> Option<Reason> {
        self.prepared.map_or_else(|| self.no_round(), |_| None)
    }

    /// Whether there is no such account.
    fn stranger(&self, by: &str) -> Option<Reason> {
        let is_known = self.region.accounts.iter().any(|account| account.key == by);
        (!is_known).then(|| Reason::Dangling { id: by.to_owned() })
    }

    fn no_round(&self) -> Option<Reason> {
        self.round.is_none().then_some(Reason::NoOpenRound)
    }
}

/// Finds the editor who writes for a municipality, or why there is none.
fn editor<'r>(
    region: &'r DemoRegion,
    municipality: &str,
    by: &str,
) -> Result<&'r DemoAccount, Reason> {
    if kind_of(region, municipality) != Some(OrganisationKind::Municipality) {
        return Err(Reason::NotAMunicipality { key: municipality.to_owned() });
    }
    editor_of(region, municipality, by).ok_or_else(|| Reason::NotTheirOwn {
        account: by.to_owned(),
        municipality: municipality.to_owned(),
    })
}

/// Finds the editor who writes for a partner, or why there is none.
fn partner_editor<'r>(
    region: &'r DemoRegion,
    partner: &str,
    by: &str,
) -> Result<&'r DemoAccount, Reason> {
    if kind_of(region, partner).is_none_or(|kind| kind == OrganisationKind::Municipality) {
        return Err(Reason::NotAPartner { key: partner.to_owned() });
    }
    editor_of(region, partner, by)
        .ok_or_else(|| Reason::NotOfPartner { account: by.to_owned(), partner: partner.to_owned() })
}

fn kind_of(region: &DemoRegion, key: &str) -> Option<OrganisationKind> {
    region.organisations.iter().find(|organisation| organisation.key == key).map(|it| it.kind)
}

fn editor_of<'r>(region: &'r DemoRegion, organisation: &str, by: &str) -> Option<&'r DemoAccount> {
    region.accounts.iter().find(|account| {
        account.key == by && account.organisation == organisation && account.role == Role::Editor
    })
}

/// Finds the editor who binds a municipality, or why there is none.
fn lead<'r>(
    region: &'r DemoRegion,
    municipality: &str,
    by: &str,
) -> Result<&'r DemoAccount, Reason> {
    let account = editor(region, municipality, by)?;
    if account.may_adopt {
        Ok(account)
    } else {
        Err(Reason::MayNotConfirm { account: by.to_owned() })
    }
}

/// Finds the coordinator who writes for the region, or why there is none.
fn coordinator<'r>(region: &'r DemoRegion, by: &str) -> Result<&'r DemoAccount, Reason> {
    let account = region
        .accounts
        .iter()
        .find(|account| account.key == by && account.role == Role::Coordinator);
    account.ok_or_else(|| Reason::NotACoordinator { account: by.to_owned() })
}
