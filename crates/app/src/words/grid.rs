//! Words of the grid: questions by municipalities.

use domain::Language;

use super::{Words, phrases};
use crate::page::GridShow;

phrases! {
    grid_lead: "Alle vragen en alle gemeenten naast elkaar.", "All questions and all municipalities side by side.";
    grid_filter: "Filter de checklist", "Filter the checklist";
    all_checks: "Alle checks", "All checks";
    all_municipalities: "Alle gemeenten", "All municipalities";
    all_answers: "Alle antwoorden", "All answers";
    show: "Toon", "Show";
    clear_filter: "Toon weer alles", "Show everything again";
    grid_heading: "Antwoorden per vraag en gemeente", "Answers by question and municipality";
    question_word: "Vraag", "Question";
    your_municipality: "uw gemeente", "your municipality";
    to_own_column: "Naar de kolom van uw gemeente", "Go to the column of your municipality";
    regional_level: "regionaal", "regional";
    grid_help:
        "Met de pijltjestoetsen gaat u van vak naar vak. Met Enter opent u het antwoord, met Escape gaat u terug naar het filter.",
        "The arrow keys take you from cell to cell. Enter opens the answer, Escape takes you back to the filter.";
    grid_nothing: "Er zijn geen antwoorden die bij dit filter passen.", "No answers fit this filter.";
    what_signs_mean: "Wat betekenen de tekens?", "What do the signs mean?";
    sign_answer: "Antwoord", "Answer";
    sign_mark: "Merkteken", "Mark";
    legend_draft: "concept: alleen uw organisatie ziet dit", "draft: only your organisation sees this";
    legend_confirmed: "bevestigd: namens de gemeente", "confirmed: on behalf of the municipality";
    legend_reconfirm: "opnieuw bevestigen: er is een nieuwe ronde of de regio veranderde iets, klopt het nog?", "confirm again: there is a new round or the region changed something, is it still right?";
    differs_short: "anders dan de regio", "differs from the region";
    legend_differs: "≠ anders dan de regio: de gemeente en de regio zien het verschillend", "≠ differs from the region: the municipality and the region see it differently";
    column_of_views: "Kijk van partners", "Views of partners";
    none_gave_a_view: "geen", "none";
    legend_late: "later toegevoegd: gedeeld toen de regio de ronde al besprak", "added later: shared when the region was discussing the round already";
    legend_not_asked: "niet gevraagd: het eerste deel is al geregeld", "not asked: the first part is arranged already";
    legend_regional:
        "regionaal: dit kan de regio samen regelen, iedere gemeente geeft zelf antwoord",
        "regional: the region can arrange this together, each municipality answers for itself";
    changed_now_short: "zojuist gewijzigd", "just changed";
    straight_to: "Snel naar:", "Straight to:";
}

impl Words {
    /// Returns the heading of the grid.
    pub fn grid_title(self, round: Option<&str>) -> String {
        match round {
            None => self.checklist().to_owned(),
            Some(round) => {
                self.pick(format!("Checklist, ronde {round}"), format!("Checklist, round {round}"))
            }
        }
    }

    /// Returns what a filter on answers keeps.
    pub fn grid_show(self, show: GridShow) -> &'static str {
        match show {
            GridShow::WachtOpMij => self.pick("Wacht op mij", "Waits for me"),
            GridShow::Leeg => self.pick("Leeg", "Empty"),
            GridShow::Ja => self.pick("Ja", "Yes"),
            GridShow::Deels => self.pick("Deels", "Partly"),
            GridShow::Nee => self.pick("Nee", "No"),
            GridShow::WetenWeNiet => self.pick("Weten we niet", "We do not know"),
            GridShow::Nvt => self.pick("Niet van toepassing", "Not applicable"),
            GridShow::Concept => self.pick("Concept van uzelf", "Your own drafts"),
            GridShow::OpnieuwBevestigen => self.pick("Opnieuw bevestigen", "Confirm again"),
            GridShow::NogReageren => {
                self.pick("Nog reageren op de regio", "Has yet to react to the region")
            }
            GridShow::AndersDanRegio => self.pick("Anders dan de regio", "Differs from the region"),
            GridShow::LaterToegevoegd => self.pick("Later toegevoegd", "Added later"),
            GridShow::GeenKijk => self.pick("Geen kijk van een partner", "No view of a partner"),
        }
    }

    /// Returns how often something stands in the grid, as a link to just that.
    pub fn grid_count(self, count: usize, show: GridShow) -> String {
        match (self.0, show) {
            (Language::Nl, GridShow::WachtOpMij) if count == 1 => "1 wacht op u".into(),
            (Language::Nl, GridShow::WachtOpMij) => format!("{count} wachten op u"),
            (Language::En, GridShow::WachtOpMij) if count == 1 => "1 waits for you".into(),
            (Language::En, GridShow::WachtOpMij) => format!("{count} wait for you"),
            (Language::Nl, GridShow::Leeg) => format!("{count} leeg"),
            (Language::Nl, GridShow::WetenWeNiet) => format!("{count} keer ‘weten we niet’"),
            (Language::Nl, GridShow::Concept) if count == 1 => "1 concept".into(),
            (Language::Nl, GridShow::Concept) => format!("{count} concepten"),
            (Language::Nl, GridShow::OpnieuwBevestigen) => format!("{count} opnieuw bevestigen"),
            (Language::Nl, GridShow::NogReageren) => format!("{count} keer nog reageren"),
            (Language::Nl, GridShow::Nvt) => format!("{count} keer ‘n.v.t.’"),
            (Language::En, GridShow::WetenWeNiet) => format!("{count} ‘we do not know’"),
            (Language::En, GridShow::Concept) if count == 1 => "1 draft".into(),
            (Language::En, GridShow::Concept) => format!("{count} drafts"),
            (Language::En, GridShow::OpnieuwBevestigen) => format!("{count} to confirm again"),
            (Language::En, GridShow::NogReageren) => format!("{count} to react"),
            (Language::En, GridShow::AndersDanRegio) => {
                format!("{count} different from the region")
            }
            (Language::En, GridShow::Nvt) => format!("{count} ‘n/a’"),
            (
                _,
                GridShow::Leeg
                | GridShow::Ja
                | GridShow::Deels
                | GridShow::Nee
                | GridShow::AndersDanRegio
                | GridShow::LaterToegevoegd
                | GridShow::GeenKijk,
            ) => format!("{count} {}", self.grid_show(show).to_lowercase()),
        }
    }

    /// Returns how many of all rows are shown.
    pub fn grid_rows(self, shown: usize, all: usize) -> String {
        self.pick(format!("{shown} van {all}"), format!("{shown} of {all}"))
    }

    /// Returns what those rows are.
    pub fn grid_rows_are(self) -> &'static str {
        self.pick("antwoordvelden in beeld.", "answer fields shown.")
    }

    /// Returns a check with its number and name.
    pub fn check_named(self, check: u8, title: &str) -> String {
        format!("Check {check}. {title}")
    }
}
