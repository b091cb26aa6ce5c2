//! Words of the search for a place to go to.

use super::{Words, phrases};

phrases! {
    search: "Zoeken", "Search";
    search_title: "Waar wilt u naartoe?", "Where do you want to go?";
    search_lead: "Typ een nummer, zoals 4.4, en u gaat er meteen heen. Of typ een woord.", "Type a number, such as 4.4, and you go there at once. Or type a word.";
    search_label: "Nummer of woord", "Number or word";
    search_button: "Zoek", "Search";
    found_questions: "Vragen", "Questions";
    found_checks: "Checks", "Checks";
    found_organisations: "Deelnemers", "Participants";
}

impl Words {
    /// Says that nothing was found.
    pub fn nothing_found(self, typed: &str) -> String {
        let typed = typed.trim();
        self.pick(
            format!("Niets gevonden met ‘{typed}’. Probeer een korter of ander woord."),
            format!("Nothing was found with ‘{typed}’. Try a shorter or another word."),
        )
    }
}
