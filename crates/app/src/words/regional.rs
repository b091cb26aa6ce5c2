//! Words of the regional answer and of what municipalities say to it.

use domain::FieldId;

use super::{Words, phrases};

phrases! {
    answer_of_region: "Antwoord van de regio", "Answer of the region";
    region_says_nothing: "De regio heeft hier in deze ronde nog geen antwoord voorgelegd.", "The region has not put forward an answer here in this round.";
    does_it_apply: "Geldt het antwoord van de regio?", "Does the region’s answer hold?";
    must_react: "moet nog reageren", "has yet to react";
    must_react_again: "moet opnieuw reageren", "has to react again";
    said_earlier: "Eerder: geldt hier niet, want:", "Earlier: does not hold here, because:";
    new_round_asks: "Er is een nieuwe ronde. Klopt dit nog voor uw gemeente?", "There is a new round. Is this still right for your municipality?";
    react_short: "reactie nodig", "reaction needed";
    applies_here: "Geldt ook hier.", "Holds here too.";
    does_not_apply_here: "Hier niet, want:", "Not here, because:";
    apply_button: "Geldt ook hier", "Holds here too";
    differ_button: "Geldt hier niet", "Does not hold here";
    differ_label: "Hier niet, want …", "Not here, because …";
    why_not: "Waarom geldt het hier niet?", "Why does it not hold here?";
    differ_hint: "Alleen nodig als het antwoord van de regio bij u niet klopt. Iedereen in de regio kan dit lezen.", "Only needed if the answer of the region is not right for you. Everyone in the region can read this.";
    apply_help: "Dan wordt dit het antwoord van uw gemeente, gedeeld met de regio.", "Then this becomes the answer of your municipality, shared with the region.";
    apply_replaces: "Uw eigen antwoord en toelichting hieronder worden dan vervangen. ‘Op papier’ en ‘in de praktijk’ blijven staan. Bevestigen doet u daarna.", "Your own answer and explanation below are then replaced. ‘On paper’ and ‘in practice’ stay. You confirm afterwards.";
    region_changed: "Het antwoord van de regio is veranderd nadat uw gemeente reageerde. Kijk of het nog klopt.", "The answer of the region changed after your municipality reacted. See whether it is still right.";
    you_said_applies: "Uw gemeente zei: dit geldt ook hier.", "Your municipality said: this holds here too.";
    you_said_differs: "Uw gemeente zei: dit geldt hier niet.", "Your municipality said: this does not hold here.";
    lead_reacts: "Een collega die mag bevestigen, zegt of dit ook hier geldt.", "A colleague who may confirm says whether this holds here too.";
    write_for_region: "Schrijf het antwoord van de regio. De gemeenten zien het pas als u het voorlegt.", "Write the answer of the region. The municipalities see it only once you put it forward.";
    put_forward_button: "Leg voor aan de gemeenten", "Put forward to the municipalities";
    put_forward_help: "Iedere gemeente zegt daarna zelf of het ook daar geldt. Verandert u het later, dan vragen wij het opnieuw.", "Each municipality then says for itself whether it holds there too. If you change it later, we ask again.";
    only_coordinators_see: "Nu nog concept: alleen coördinatoren zien dit.", "Still a draft: only coordinators see this.";
    they_read: "De gemeenten lezen nu nog:", "The municipalities still read:";
    regional_last_time: "In de vorige ronde", "In the previous round";
    put_forward_without_scripts: "Het antwoord van de regio is voorgelegd aan de gemeenten.", "The answer of the region was put forward to the municipalities.";
    regional_draft_without_scripts: "Het antwoord van de regio is opgeslagen als concept.", "The answer of the region was saved as a draft.";
    column_of_region: "Regio", "Region";
    nothing_from_region: "nog niets", "nothing yet";
    each_for_itself: "iedere gemeente regelt dit zelf", "each municipality arranges this itself";
    to_react: "Reageren op de regio:", "To react to the region:";
    legend_react:
        "reactie nodig: de regio gaf een antwoord, geldt dat ook in deze gemeente?",
        "reaction needed: the region gave an answer, does it hold in this municipality too?";
}

impl Words {
    /// Names the question, for those who hear one of many controls alone.
    pub fn for_question(self, field: FieldId) -> String {
        self.pick(format!(", vraag {field}"), format!(", question {field}"))
    }

    /// Returns since when a regional answer is put forward.
    pub fn put_forward_on(self, day: &str) -> String {
        self.pick(
            format!("Voorgelegd aan de gemeenten op {day}."),
            format!("Put forward to the municipalities on {day}."),
        )
    }

    /// Asks whether a regional answer holds for a municipality.
    pub fn does_it_apply_to(self, name: &str) -> String {
        self.pick(format!("Geldt dit ook voor {name}?"), format!("Does this hold for {name} too?"))
    }

    /// Returns how many municipalities reacted.
    pub fn reacted(self, count: usize, all: usize) -> String {
        match count {
            1 => self.pick(
                format!("1 van de {all} gemeenten heeft gereageerd."),
                format!("1 of {all} municipalities reacted."),
            ),
            _ => self.pick(
                format!("{count} van de {all} gemeenten hebben gereageerd."),
                format!("{count} of {all} municipalities reacted."),
            ),
        }
    }

    /// Returns the same, where there is little room.
    pub fn reacted_short(self, count: usize, all: usize) -> String {
        let reacted = if count == 1 { "reageerde" } else { "reageerden" };
        self.pick(format!("{count} van {all} {reacted}"), format!("{count} of {all} reacted"))
    }

    /// Says that a regional answer was taken over.
    pub fn applied_without_scripts(self, field: FieldId) -> String {
        self.pick(
            format!("Het antwoord van de regio op vraag {field} is nu ook het antwoord van uw gemeente."),
            format!("The answer of the region to question {field} is now your municipality's answer too."),
        )
    }

    /// Says that a regional answer was said not to hold.
    pub fn differed_without_scripts(self, field: FieldId) -> String {
        self.pick(
            format!("De regio kan nu lezen waarom dit antwoord op vraag {field} bij u niet geldt."),
            format!(
                "The region can now read why this answer to question {field} does not hold for you."
            ),
        )
    }

    /// Returns why a regional answer does not hold, as the label of a text that was typed.
    pub fn reason_to(self, field: FieldId) -> String {
        self.pick(
            format!("Waarom het antwoord van de regio op vraag {field} hier niet geldt"),
            format!("Why the answer of the region to question {field} does not hold here"),
        )
    }
}
