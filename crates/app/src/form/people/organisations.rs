//! The form that corrects what an organisation takes part as, and why forms about organisations are not taken in.
//!
//! Invariant: it says what its page showed, so that nobody undoes unseen what somebody else corrected.

use std::collections::BTreeSet;

use domain::organisation::{ChainParty, Participation};
use domain::{Fingerprint, OrganisationId, OrganisationKind, TypedText};
use serde::{Deserialize, Serialize};

use super::{CHAIN_PARTY, KIND, NAME, SERVES, all, chosen, read_id, read_word};
use crate::form::{BrokenForm, read_text};

/// With an organisation behind a colon: the value of the button that corrects what it takes part as.
pub const CORRECT: &str = "verander-organisatie";
/// The name of the hidden field that says what the page showed of it.
pub const SEEN: &str = "stond-er";

/// What an organisation takes part as, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correction {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// What the page showed of it.
    pub seen: Fingerprint,
    /// Its name; nothing where the form has no field for that: the name stays.
    pub name: Option<TypedText>,
    /// What kind it is.
    pub kind: Option<OrganisationKind>,
    /// The chain parties that it fills.
    pub chain_parties: BTreeSet<ChainParty>,
    /// The municipalities that it serves.
    pub serves: BTreeSet<OrganisationId>,
}

/// What is wrong with a form about an organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationTrouble {
    /// An organisation that left the region has this name.
    NameOfFormer,
    /// A municipality cannot be added: another organisation of the region has its name.
    NameInUse(String),
    /// The organisation takes part in another region too, and its name is the same everywhere.
    NameStays,
    /// Somebody else corrected it since the page was made.
    Moved,
}

impl Correction {
    /// Reads what the button with this organisation behind it corrects.
    pub(super) fn read(
        organisation: &str,
        pairs: &[(String, String)],
    ) -> Result<Correction, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        Ok(Correction {
            organisation: read_id(organisation)?,
            seen: read_id(find(SEEN).ok_or(BrokenForm)?)?,
            name: read_text(pairs, NAME),
            kind: chosen(find(KIND))?,
            chain_parties: all(pairs, CHAIN_PARTY).map(read_word).collect::<Result<_, _>>()?,
            serves: all(pairs, SERVES).map(read_id).collect::<Result<_, _>>()?,
        })
    }
}

/// Names what somebody sees of an organisation when they correct it.
pub fn seen(name: &str, part: &Participation) -> Fingerprint {
    let Participation { kind, chain_parties, serves, .. } = part;
    let written = serde_json::to_vec(&(name, kind, chain_parties, serves)).unwrap_or_default();
    Fingerprint::of(&written)
}

#[cfg(test)]
mod tests {
    use domain::Moment;

    use super::*;

    #[test]
    fn everything_that_can_be_corrected_is_seen() {
        let part = Participation {
            kind: OrganisationKind::Police,
            since: Moment(1),
            entry: 2,
            until: None,
            chain_parties: BTreeSet::new(),
            serves: BTreeSet::new(),
        };
        let base = seen("Politie", &part);
        let later = Participation { since: Moment(9), entry: 9, ..part.clone() };
        assert_eq!(seen("Politie", &later), base, "when it joined nobody corrects");
        let kind = Participation { kind: OrganisationKind::Medical, ..part.clone() };
        let parties = Participation { chain_parties: [ChainParty::Police].into(), ..part.clone() };
        let serves = Participation { serves: [OrganisationId::default()].into(), ..part.clone() };
        for other in [
            seen("Politie Zuid", &part),
            seen("Politie", &kind),
            seen("Politie", &parties),
            seen("Politie", &serves),
        ] {
            assert_ne!(other, base);
        }
    }
}
