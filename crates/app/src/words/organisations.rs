//! Words of correcting what an organisation takes part as, and of one that comes back.

use std::collections::{BTreeMap, BTreeSet};

use domain::organisation::ChainParty;
use domain::{OrganisationId, OrganisationKind};

use super::{Words, phrases};
use crate::form::people::OrganisationTrouble;

phrases! {
    correct_summary: "Verander deze organisatie", "Change this organisation";
    correct_help:
        "Verbeter wat hier niet klopt. Wat de organisatie zei en wie er namens haar werkt, blijft zoals het is. In de geschiedenis staat voortaan haar nieuwe naam.",
        "Correct what is wrong here. What the organisation said and who works for it stays as it is. The history shows its new name from then on.";
    correct_button: "Bewaar de verandering", "Save the change";
    name_stays:
        "Deze organisatie doet ook mee in een andere regio en heet overal hetzelfde. Daarom kunt u haar naam hier niet veranderen.",
        "This organisation takes part in another region too, and has the same name everywhere. That is why you cannot change its name here.";
    organisation_corrected: "De organisatie is veranderd.", "The organisation was changed.";
    organisation_returned:
        "Deze organisatie deed eerder mee in deze regio en is er weer bij. Wat zij eerder zei, staat er nog. Nodig haar mensen opnieuw uit.",
        "This organisation took part in this region before and is back. What it said before is still there. Invite its people again.";
}

impl Words {
    /// Says what is wrong with a form about an organisation.
    pub fn organisation_trouble(self, trouble: &OrganisationTrouble) -> String {
        match trouble {
            OrganisationTrouble::NameOfFormer => self.pick(
                "Zo heet een organisatie die eerder meedeed in deze regio. Is dit die organisatie? Voeg haar dan opnieuw toe: een gemeente bij de gemeenten, een partner bij de partners. Kies anders een andere naam.".into(),
                "An organisation that took part in this region before has this name. Is this that organisation? Then add it again: a municipality with the municipalities, a partner with the partners. Otherwise choose another name.".into(),
            ),
            OrganisationTrouble::NameInUse(name) => self.pick(
                format!("In deze regio heet een andere organisatie al {name}. Geef die eerst een andere naam, met ‘Verander deze organisatie’."),
                format!("Another organisation in this region is called {name} already. Give that one another name first, with ‘Change this organisation’."),
            ),
            OrganisationTrouble::NameStays => self.name_stays().to_owned(),
            OrganisationTrouble::Moved => self.pick(
                "Intussen heeft iemand anders deze organisatie veranderd. In de tabel staat hoe zij nu meedoet; in het formulier staat wat u invulde. Klopt dat nog, bewaar het dan opnieuw.".into(),
                "Somebody else changed this organisation in the meantime. The table shows what it takes part as now; the form shows what you filled in. If that is still right, save it again.".into(),
            ),
        }
    }

    /// Says what an organisation takes part as: its kind, which chain parties it fills and for whom it works.
    pub fn takes_part_as(
        self,
        names: &BTreeMap<OrganisationId, String>,
        kind: OrganisationKind,
        parties: &BTreeSet<ChainParty>,
        serves: &BTreeSet<OrganisationId>,
    ) -> String {
        let mut parts = vec![self.organisation_kind(kind).to_owned()];
        if !parties.is_empty() {
            let parties: Vec<String> =
                parties.iter().map(|party| self.chain_party(*party).to_owned()).collect();
            let parties = self.and(&parties);
            parts.push(
                self.pick(format!("ketenpartij {parties}"), format!("chain party {parties}")),
            );
        }
        if !serves.is_empty() {
            let served: Vec<String> =
                serves.iter().map(|served| self.organisation(names, *served)).collect();
            let served = self.and(&served);
            parts.push(self.pick(format!("werkt voor {served}"), format!("works for {served}")));
        }
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn what_an_organisation_takes_part_as_is_told_whole() {
        let tiel = OrganisationId::default();
        let names = BTreeMap::from([(tiel, "Tiel".to_owned())]);
        let told = |language, parties: &[ChainParty], serves: &[OrganisationId]| {
            let (parties, serves) =
                (parties.iter().copied().collect(), serves.iter().copied().collect());
            Words(language).takes_part_as(&names, OrganisationKind::Police, &parties, &serves)
        };
        assert_eq!(told(Language::Nl, &[], &[]), "politie");
        let both = [ChainParty::Police, ChainParty::Justice];
        assert_eq!(
            told(Language::Nl, &both, &[tiel]),
            "politie; ketenpartij politie en justitie; werkt voor Tiel"
        );
        assert_eq!(
            told(Language::En, &both, &[tiel]),
            "police; chain party police and justice; works for Tiel"
        );
    }
}
