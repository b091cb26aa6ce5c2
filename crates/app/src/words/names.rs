//! How organisations are called on screens.

use std::collections::BTreeMap;

use domain::{OrganisationId, OrganisationKind};

use super::{Words, phrases};

phrases! {
    unknown_organisation: "een andere organisatie", "another organisation";
}

impl Words {
    /// Returns the name of an organisation of the region.
    pub fn organisation(
        self,
        names: &BTreeMap<OrganisationId, String>,
        id: OrganisationId,
    ) -> String {
        names.get(&id).cloned().unwrap_or_else(|| self.unknown_organisation().to_owned())
    }

    /// Returns an organisation as it stands in a sentence: a municipality with the word before it.
    pub fn organisation_as(self, name: &str, kind: Option<OrganisationKind>) -> String {
        match kind {
            Some(OrganisationKind::Municipality) => {
                self.pick(format!("gemeente {name}"), format!("municipality of {name}"))
            }
            _ => name.to_owned(),
        }
    }

    /// Returns the name of a municipality as it heads a column: without the word before it.
    pub fn municipality(
        self,
        names: &BTreeMap<OrganisationId, String>,
        id: OrganisationId,
    ) -> String {
        let name = self.organisation(names, id);
        ["Gemeente ", "gemeente "]
            .into_iter()
            .find_map(|word| name.strip_prefix(word).map(str::to_owned))
            .unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;

    #[test]
    fn a_column_names_the_place_and_nobody_has_no_name() {
        let (own, other) = (OrganisationId::default(), OrganisationId(uuid::Uuid::from_u128(1)));
        let names = BTreeMap::from([(own, "Gemeente Waterdam".to_owned())]);
        let words = Words(Language::Nl);
        assert_eq!(words.municipality(&names, own), "Waterdam");
        assert_eq!(words.organisation(&names, own), "Gemeente Waterdam");
        assert_eq!(words.municipality(&names, other), "een andere organisatie");
    }
}
