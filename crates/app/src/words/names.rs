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
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;

    #[test]
    fn an_organisation_always_has_a_name() {
        let (own, other) = (OrganisationId::default(), OrganisationId(uuid::Uuid::from_u128(1)));
        let names = BTreeMap::from([(own, "Waterdam".to_owned())]);
        let words = Words(Language::Nl);
        assert_eq!(words.organisation(&names, own), "Waterdam");
        assert_eq!(words.organisation(&names, other), "een andere organisatie");
    }
}
