//! Words of the whole checklist on paper.

use super::{Words, phrases};

phrases! {
    paper: "Hele checklist op papier", "Whole checklist on paper";
    paper_lead:
        "Alle vragen in hun eigen volgorde. Leeg, om samen aan tafel in te vullen, of met de antwoorden van één gemeente.",
        "All questions in their own order. Empty, to fill in together at a table, or with the answers of one municipality.";
    paper_choose: "Wat wilt u afdrukken?", "What do you want to print?";
    paper_empty: "Een lege checklist", "An empty checklist";
    paper_print: "Druk af", "Print";
    paper_how: "U drukt deze pagina af met uw browser: Ctrl en P, of kies Afdrukken in het menu.", "Print this page with your browser: Ctrl and P, or choose Print in its menu.";
    paper_no_names: "Schrijf op dit papier geen namen of verhalen van slachtoffers of verdachten.", "Do not write names or stories of victims or suspects on this paper.";
    paper_filled_by: "Ingevuld door:", "Filled in by:";
    paper_on: "Datum:", "Date:";
}

impl Words {
    /// Names the checklist with the answers of one municipality.
    pub fn paper_of(self, name: &str) -> String {
        self.pick(format!("De antwoorden van {name}"), format!("The answers of {name}"))
    }
}
