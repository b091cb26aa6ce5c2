//! Words of how partners see it.

use domain::FieldId;

use super::{Words, phrases};

phrases! {
    your_view: "Hoe ziet uw organisatie dit?", "How does your organisation see this?";
    view_lead: "Zeg hoe uw organisatie dit ziet. Uw kijk komt naast de antwoorden van de gemeenten te staan en verandert die niet.", "Say how your organisation sees this. Your view stands beside the answers of the municipalities and does not change them.";
    source: "Hoe weet u dit?", "How do you know?";
    source_hint: "Bijvoorbeeld uit eigen cijfers, een onderzoek of gesprekken. Schrijf nooit over een persoon.", "For example from your own figures, a study or talks. Never write about a person.";
    give_button: "Geef uw kijk", "Give your view";
    give_help_sealed: "Tot de regio de ronde bespreekt, leest niemand buiten uw organisatie wat u schrijft. De coördinator ziet dat u uw kijk gaf. Anderen zien alleen hoeveel partners dat deden.", "Until the region discusses the round, nobody outside your organisation reads what you write. The coordinator sees that you gave your view. Others only see how many partners did.";
    give_help_open: "Iedereen in de regio kan uw kijk meteen lezen.", "Everyone in the region can read your view at once.";
    view_changed_since: "U veranderde iets nadat u uw kijk gaf. Alleen uw organisatie ziet dat. Geef uw kijk opnieuw. Dan telt de nieuwe tekst.", "You changed something after you gave your view. Only your organisation sees that. Give your view again, then the new text counts.";
    withdraw_button: "Trek uw kijk in", "Take your view back";
    withdraw_help: "Uw tekst blijft bewaard als concept.", "Your text stays as a draft.";
    withdraw_help_draft: "Het concept dat nu op uw scherm staat, blijft bewaard.", "The draft that is on your screen now stays.";
    view_word: "Uw kijk", "Your view";
    view_starts_there: "Wat u toen schreef, staat hieronder. Geef uw kijk opnieuw als die nog klopt.", "What you wrote then stands below. Give your view again if it is still right.";
    views_title: "Hoe partners het zien", "How partners see it";
    partner_word: "Partner", "Partner";
    their_view: "Hun kijk", "Their view";
    how_they_know: "Hoe zij dit weten:", "How they know:";
    no_views: "Hier staat geen kijk van een partner.", "There is no view of a partner here.";
    view_given_without_scripts: "U hebt uw kijk gegeven.", "You gave your view.";
    view_draft_without_scripts: "Uw kijk is opgeslagen als concept.", "Your view was saved as a draft.";
    view_withdrawn_without_scripts: "Uw kijk is ingetrokken. De tekst is nu een concept.", "Your view was taken back. The text is a draft now.";
    discuss_title: "Bespreek de ronde", "Discuss the round";
    discuss_help: "Start de bespreking als de meeste antwoorden er zijn. Vanaf dan kan iedereen in de regio lezen hoe partners het zien. Gemeenten kunnen hun antwoorden nog veranderen. U kunt dit niet terugdraaien.", "Start the discussion once most answers are in. From then on everyone in the region can read how partners see it. Municipalities can still change their answers. You cannot undo this.";
    discuss_summary: "Ik wil de bespreking starten", "I want to start the discussion";
    discuss_button: "Start de bespreking", "Start the discussion";
}

impl Words {
    /// Says that the own view is sealed, and since when.
    pub fn view_sealed_since(self, day: &str) -> String {
        self.pick(
            format!("Gegeven op {day}. Verzegeld: alleen uw organisatie leest dit, tot de regio de ronde bespreekt."),
            format!("Given on {day}. Sealed: only your organisation reads this, until the region discusses the round."),
        )
    }

    /// Says that everyone sees the own view, and since when it was given.
    pub fn view_visible_since(self, day: &str) -> String {
        self.pick(
            format!("Gegeven op {day}. Iedereen in de regio kan dit lezen."),
            format!("Given on {day}. Everyone in the region can read this."),
        )
    }

    /// Says when a view was given.
    pub fn view_given_on(self, day: &str) -> String {
        self.pick(format!("Gegeven op {day}."), format!("Given on {day}."))
    }

    /// Says that a view stems from an earlier round.
    pub fn view_of_round(self, round: &str) -> String {
        self.pick(
            format!("Uit de ronde van {round}. In deze ronde heeft deze partner nog geen kijk die u kunt lezen."),
            format!("From the round of {round}. This partner has no view in this round yet that you can read."),
        )
    }

    /// Says how many sealed views there are.
    pub fn sealed_views(self, count: u32) -> String {
        match count {
            1 => self.pick(
                "1 partner heeft een kijk gegeven. Die is verzegeld tot de regio de ronde bespreekt.".into(),
                "1 partner has given a view. It is sealed until the region discusses the round.".into(),
            ),
            _ => self.pick(
                format!("{count} partners hebben een kijk gegeven. Die zijn verzegeld tot de regio de ronde bespreekt."),
                format!("{count} partners have given a view. They are sealed until the region discusses the round."),
            ),
        }
    }

    /// Says to a coordinator who gave them.
    pub fn sealed_by(self, names: &[String]) -> String {
        let names = self.and(names);
        self.pick(
            format!("Alleen coördinatoren zien wie dat zijn: {names}."),
            format!("Only coordinators see who: {names}."),
        )
    }

    /// Says how many sealed views the discussion opens.
    pub fn discuss_opens(self, count: usize) -> String {
        match count {
            0 => self.pick(
                "Geen partner heeft nu een kijk gegeven.".into(),
                "No partner has given a view now.".into(),
            ),
            1 => self.pick(
                "Partners hebben 1 kijk gegeven. Iedereen kan die dan lezen.".into(),
                "Partners gave 1 view. Everyone can read it then.".into(),
            ),
            _ => self.pick(
                format!(
                    "Partners hebben {count} keer hun kijk gegeven. Iedereen kan die dan lezen."
                ),
                format!("Partners gave {count} views. Everyone can read them then."),
            ),
        }
    }

    /// Names how a partner knows something, as the label of a text that was typed.
    pub fn source_to(self, field: FieldId) -> String {
        self.pick(
            format!("Hoe u weet wat u bij vraag {field} zegt"),
            format!("How you know what you say to question {field}"),
        )
    }
}
