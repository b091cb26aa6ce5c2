//! Organisations and their place in a region.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::{Moment, OrganisationId};

/// What kind of organisation this is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names are the glossary's; their Dutch words stand in docs/GLOSSARY.md.
pub enum OrganisationKind {
    Municipality,
    SafeHome,
    Police,
    Prosecution,
    YouthCare,
    YouthProtection,
    YouthMentalHealth,
    YouthLvb,
    WomensShelter,
    Comensha,
    PublicHealth,
    FirstLine,
    Medical,
    Education,
    ReportingPoint,
    SafetyHouse,
    Riec,
    SexualAssaultCentre,
    RegionalBody,
    Other,
}

impl OrganisationKind {
    /// Every kind, in the order of the glossary.
    pub const ALL: [OrganisationKind; 20] = [
        OrganisationKind::Municipality,
        OrganisationKind::SafeHome,
        OrganisationKind::Police,
        OrganisationKind::Prosecution,
        OrganisationKind::YouthCare,
        OrganisationKind::YouthProtection,
        OrganisationKind::YouthMentalHealth,
        OrganisationKind::YouthLvb,
        OrganisationKind::WomensShelter,
        OrganisationKind::Comensha,
        OrganisationKind::PublicHealth,
        OrganisationKind::FirstLine,
        OrganisationKind::Medical,
        OrganisationKind::Education,
        OrganisationKind::ReportingPoint,
        OrganisationKind::SafetyHouse,
        OrganisationKind::Riec,
        OrganisationKind::SexualAssaultCentre,
        OrganisationKind::RegionalBody,
        OrganisationKind::Other,
    ];
}

/// The ten parties that the checklist names (suggestion S4.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names are the glossary's; their Dutch words stand in docs/GLOSSARY.md.
pub enum ChainParty {
    Police,
    Justice,
    Medical,
    FirstLine,
    YouthCare,
    YouthProtection,
    YouthMentalHealth,
    YouthLvb,
    Comensha,
    WomensShelter,
}

impl ChainParty {
    /// All ten, in the order of the checklist.
    pub const ALL: [ChainParty; 10] = [
        ChainParty::Police,
        ChainParty::Justice,
        ChainParty::Medical,
        ChainParty::FirstLine,
        ChainParty::YouthCare,
        ChainParty::YouthProtection,
        ChainParty::YouthMentalHealth,
        ChainParty::YouthLvb,
        ChainParty::Comensha,
        ChainParty::WomensShelter,
    ];
}

/// An organisation's place in a region.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Participation {
    /// What kind of organisation takes part.
    pub kind: OrganisationKind,
    /// When it joined.
    pub since: Moment,
    /// The number of the entry with which it joined.
    pub entry: u64,
    /// When it left, if it did. What it said until then stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// The chain parties that it fills.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub chain_parties: BTreeSet<ChainParty>,
    /// The municipalities that it serves; a municipality serves none.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub serves: BTreeSet<OrganisationId>,
}

impl Participation {
    /// Returns whether the organisation takes part still.
    pub const fn goes_on(&self) -> bool {
        self.until.is_none()
    }

    /// Returns whether it takes part as a municipality.
    pub fn is_municipality(&self) -> bool {
        self.goes_on() && self.kind == OrganisationKind::Municipality
    }

    /// Returns whether it takes part as a partner: anything but a municipality.
    pub fn is_partner(&self) -> bool {
        self.goes_on() && self.kind != OrganisationKind::Municipality
    }
}
