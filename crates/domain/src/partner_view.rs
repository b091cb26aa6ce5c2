//! How partners see what is asked: beside the answers of municipalities, never over them.
//!
//! Invariant: a view that is given while the round is open is sealed. Until the round is discussed
//! its content is known to its own organisation only, who gave it to coordinators, and their
//! number to everyone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::answer::{AnswerContent, Previous};
use crate::ids::{FieldId, Moment, OrganisationId, RoundId};
use crate::organisation::{OrganisationKind, Participation};
use crate::region::Region;
use crate::sheet::ViewKey;

/// The views on one field, as far as this copy of the region may hold them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PartnerViews {
    /// The views of the present round.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<OrganisationId, PartnerView>,
    /// What is sealed.
    #[serde(default, skip_serializing_if = "Sealed::is_nothing")]
    pub sealed: Sealed,
    /// What could be seen when the present round opened ("vorige keer").
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub previous: BTreeMap<OrganisationId, Previous>,
}

/// A view that was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PartnerView {
    /// What it says.
    pub content: AnswerContent,
    /// When it was given.
    pub at: Moment,
    /// The round in which it was given.
    pub round: RoundId,
}

/// The sealed views on one field.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Sealed {
    /// How many there are. Everyone knows.
    pub count: u32,
    /// Who gave them: all of them for coordinators, one's own for everybody else.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub by: BTreeSet<OrganisationId>,
}

impl Sealed {
    fn is_nothing(&self) -> bool {
        *self == Sealed::default()
    }
}

/// Where a view stands for its own organisation. Derived, never stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ViewStanding {
    /// Nothing is given in the present round.
    NotGiven,
    /// It is given and sealed.
    Sealed(Moment),
    /// It is given, and everyone sees it.
    Visible(Moment),
}

impl PartnerViews {
    /// Returns what someone may hold who sees the sealed views of `own` and, where `knows_who`, who
    /// gave the others.
    pub(crate) fn seen_by(&self, own: Option<OrganisationId>, knows_who: bool) -> PartnerViews {
        let is_own = |partner: &OrganisationId| own == Some(*partner);
        let sealed = &self.sealed.by;
        let opened = |partner: &OrganisationId| is_own(partner) || !sealed.contains(partner);
        let given = self.given.iter().filter(|(partner, _)| opened(partner));
        let by = sealed.iter().filter(|partner| knows_who || is_own(partner));
        PartnerViews {
            given: given.map(|(partner, view)| (*partner, view.clone())).collect(),
            sealed: Sealed { count: self.sealed.count, by: by.copied().collect() },
            previous: self.previous.clone(),
        }
    }
}

impl Region {
    /// Returns whether this organisation takes part as a partner: as anything but a municipality.
    pub fn is_partner(&self, organisation: OrganisationId) -> bool {
        self.participations.get(&organisation).is_some_and(Participation::is_partner)
    }

    /// Returns whether this organisation is a partner, or was one until it left: what it said was a view.
    pub fn is_or_was_partner(&self, organisation: OrganisationId) -> bool {
        self.participations
            .get(&organisation)
            .is_some_and(|part| part.kind != OrganisationKind::Municipality)
    }

    /// Returns the view of a partner in the present round, for those who may see it.
    pub fn view(&self, ViewKey { partner, field }: ViewKey) -> Option<&PartnerView> {
        self.partner_views.get(&field)?.given.get(&partner)
    }

    /// Returns what a partner's view said in an earlier round.
    pub fn view_before(&self, ViewKey { partner, field }: ViewKey) -> Option<&Previous> {
        self.partner_views.get(&field)?.previous.get(&partner)
    }

    /// Returns whether any partner gave a view on a field in the present round. Everyone may know.
    pub fn is_viewed(&self, field: FieldId) -> bool {
        0 < self.views_given(field)
    }

    /// Returns how many partners gave a view on a field in the present round. Everyone may know.
    pub fn views_given(&self, field: FieldId) -> usize {
        let Some(views) = self.partner_views.get(&field) else { return 0 };
        // A viewer holds the own sealed view, which the number of sealed ones counts as well.
        let open = views.given.keys().filter(|partner| !views.sealed.by.contains(partner));
        views.sealed.count as usize + open.count()
    }

    /// Returns the sealed views on a field.
    pub fn sealed_views(&self, field: FieldId) -> Sealed {
        self.partner_views.get(&field).map(|views| views.sealed.clone()).unwrap_or_default()
    }

    /// Returns where a view stands for the organisation that gives it.
    pub fn view_standing(&self, key: ViewKey) -> ViewStanding {
        match self.view(key) {
            None => ViewStanding::NotGiven,
            Some(view) if self.sealed_views(key.field).by.contains(&key.partner) => {
                ViewStanding::Sealed(view.at)
            }
            Some(view) => ViewStanding::Visible(view.at),
        }
    }

    /// Returns the views on a field that are open to this reader, in the order in which the partners
    /// joined: the same for everyone.
    pub fn open_views(&self, field: FieldId) -> Vec<(OrganisationId, &PartnerView)> {
        let Some(views) = self.partner_views.get(&field) else {
            return vec![];
        };
        let open = views.given.iter().filter(|(partner, _)| !views.sealed.by.contains(partner));
        self.as_they_joined(open.map(|(partner, view)| (*partner, view)))
    }

    /// Returns what views on a field said in earlier rounds, in the same order.
    pub fn views_before(&self, field: FieldId) -> Vec<(OrganisationId, &Previous)> {
        let views = self.partner_views.get(&field).into_iter();
        let before = views.flat_map(|views| &views.previous);
        self.as_they_joined(before.map(|(partner, previous)| (*partner, previous)))
    }

    fn as_they_joined<T>(
        &self,
        of: impl Iterator<Item = (OrganisationId, T)>,
    ) -> Vec<(OrganisationId, T)> {
        let mut all: Vec<_> = of.collect();
        all.sort_by_key(|(partner, _)| {
            (self.participations.get(partner).map(|part| part.entry), *partner)
        });
        all
    }
}
