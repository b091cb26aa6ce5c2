//! Words of the library.

use domain::{Day, Language};

use super::{Words, phrases};

phrases! {
    library_lead:
        "Alles wat bij de checklist hoort: uitleg, ideeën, voorbeelden, hulpmiddelen en websites.",
        "Everything that belongs to the checklist: background, ideas, examples, tools and websites.";
    contents: "Inhoud", "Contents";
    introduction: "Inleiding", "Introduction";
    practice_examples: "Voorbeelden uit de praktijk", "Examples from practice";
    tools: "Hulpmiddelen", "Tools";
    websites: "Websites", "Websites";
    why_this_check: "Waarom deze check?", "Why this check?";
    library_source: "Bron:", "Source:";
    link_not_checked: "nog niet gecontroleerd", "not checked yet";
    link_needs_login: "met inlog", "needs an account";
    examples_help:
        "Deze voorbeelden komen uit de checklist van ongeveer 2018. Vraag na of het nog zo werkt.",
        "These examples come from the checklist of about 2018. Ask whether it still works this way.";
    links_help:
        "Achter iedere link staat of wij hem hebben gecontroleerd. Werkt een link niet? Vertel het de beheerder.",
        "Beside each link it says whether we checked it. Does a link not work? Tell the administrator.";
    pdf: "pdf", "pdf";
}

impl Words {
    /// Returns when a link was last tried.
    pub fn link_checked_on(self, day: Day) -> String {
        let day = self.calendar_day(day);
        match self.0 {
            Language::Nl => format!("gecontroleerd op {day}"),
            Language::En => format!("checked on {day}"),
        }
    }
}
