//! How organisations are called on screens.

use std::collections::BTreeMap;

use domain::{OrganisationId, OrganisationKind, Role};

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

    /// Names somebody of whom no more is said than for which organisation they acted.
    pub fn someone_of(self, organisation: &str) -> String {
        self.pick(format!("iemand van {organisation}"), format!("someone of {organisation}"))
    }

    /// Names somebody in what they did for an organisation. Whoever has a place for another one by now is not
    /// called by that: it was not that one which acted.
    pub fn acting_as(
        self,
        (name, of): (&str, OrganisationId),
        acted_for: Option<OrganisationId>,
        names: &BTreeMap<OrganisationId, String>,
    ) -> String {
        match acted_for.filter(|acted_for| *acted_for != of) {
            Some(other) => self.someone_of(&self.organisation(names, other)),
            None => name.to_owned(),
        }
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

    /// Returns what somebody is to the region, to begin a sentence with: "Redacteur van Waterdam".
    pub fn function(self, role: Role, may_adopt: bool, organisation: &str) -> String {
        match (role, may_adopt) {
            (Role::Coordinator, _) => self.pick("Regiocoördinator", "Regional coordinator").into(),
            (Role::Editor, true) => self.pick(
                format!("Eindredacteur van {organisation}"),
                format!("Lead editor of {organisation}"),
            ),
            (Role::Editor, false) => self
                .pick(format!("Redacteur van {organisation}"), format!("Editor of {organisation}")),
            (Role::SteeringMember, _) => self.pick(
                format!("Lid van de stuurgroep namens {organisation}"),
                format!("Steering group member for {organisation}"),
            ),
            (Role::Observer, _) => self.pick(
                format!("Waarnemer namens {organisation}"),
                format!("Observer for {organisation}"),
            ),
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

    #[test]
    fn a_function_is_said_in_the_language_of_the_reader() {
        let said = |language, role, may_adopt| Words(language).function(role, may_adopt, "Berkelo");
        assert_eq!(said(Language::Nl, Role::Editor, false), "Redacteur van Berkelo");
        assert_eq!(said(Language::En, Role::Editor, false), "Editor of Berkelo");
        assert_eq!(said(Language::En, Role::Editor, true), "Lead editor of Berkelo");
        assert_eq!(said(Language::En, Role::Coordinator, false), "Regional coordinator");
    }
}
