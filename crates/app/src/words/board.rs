//! Words of the region board.

use domain::{AnswerValue, Language, Round};

use super::{Words, phrases};
use crate::form::RoundDeed;

phrases! {
    board_title: "Waar staat de regio?", "Where does the region stand?";
    board_table: "Stand per check en gemeente", "Standing per check and municipality";
    board_help:
        "Ieder teken is één vraag, in de volgorde van de checklist. Wij geven geen rapportcijfer: de vragen wegen niet even zwaar.",
        "Each sign is one question, in the order of the checklist. We give no mark or grade: the questions do not weigh the same.";
    board_pick: "Kies een vak om de antwoorden te lezen.", "Choose a cell to read the answers.";
    board_scroll: "Tabel met de stand", "Table of the standing";
    check_word: "Check", "Check";
    municipality_word: "Gemeente", "Municipality";
    meaning_of_signs: "Betekenis van de tekens", "Meaning of the signs";
    your_work_done:
        "Uw gemeente heeft alle vragen van deze ronde gedeeld. U hoeft nu niets te doen.",
        "Your municipality has shared every question of this round. There is nothing for you to do now.";
    to_share: "Nog delen:", "To share:";
    to_fill_in: "Nog leeg:", "Still empty:";
    to_confirm_now: "Nog bevestigen:", "To confirm:";
    to_confirm_again: "Opnieuw bekijken:", "To look at again:";
    next_round_title: "De volgende ronde", "The next round";
    open_round_help:
        "In een ronde geven alle gemeenten antwoord op de vragen van de checklist. Antwoorden van de vorige ronde blijven staan. De gemeenten kijken ze opnieuw na.",
        "In a round all municipalities answer the questions of the checklist. Answers of the round before stay. The municipalities look at them again.";
    prepare_round_help:
        "Wilt u eerst een uiterste dag afspreken of eigen vragen toevoegen? Bereid de ronde dan voor. Iedereen ziet dat de ronde eraan komt. Antwoorden kan pas als u de ronde opent.",
        "Do you want to agree a last day or add own questions first? Then prepare the round. Everyone sees that it is coming. It can be answered only once you open it.";
    prepare_round_button: "Bereid de ronde voor", "Prepare the round";
    prepared_help:
        "Iedereen in de regio ziet dat deze ronde eraan komt. Antwoorden kan pas als u de ronde opent.",
        "Everyone in the region sees that this round is coming. It can be answered only once you open it.";
    prepared_own_help: "Vragen die niet in de checklist staan, voegt u hier toe:", "Questions that are not in the checklist are added here:";
    round_name: "Naam van de ronde", "Name of the round";
    round_name_hint: "Meestal het jaar, bijvoorbeeld 2027.", "Mostly the year, for example 2027.";
    errors_follow: "Dit is de reden:", "This is why:";
    open_round_button: "Open de ronde", "Open the round";
    no_municipalities:
        "Er doen nog geen gemeenten mee in deze regio. De coördinator voegt ze toe.",
        "No municipalities take part in this region yet. The coordinator adds them.";
    no_round_yet:
        "Er is nog geen ronde geopend. De coördinator van de regio opent een ronde. Lees intussen alvast in de kennisbank waar de checklist over gaat.",
        "No round was opened yet. The coordinator of the region opens a round. Meanwhile, read in the library what the checklist is about.";
    board_lead_none: "Er is nog geen ronde geopend.", "No round was opened yet.";
}

impl Words {
    /// Says how the present round stands.
    pub fn round_lead(self, round: &Round) -> String {
        let (name, opened) = (&round.name, round.opened.map(|at| self.day(at)).unwrap_or_default());
        let discussed = round.discussed.map(|at| self.day(at));
        match (self.0, round.closed.map(|at| self.day(at))) {
            (Language::Nl, None) if discussed.is_some() => format!(
                "Ronde {name} is in bespreking sinds {}. U ziet wat de gemeenten met de regio delen en hoe partners het zien.",
                discussed.unwrap_or_default()
            ),
            (Language::En, None) if discussed.is_some() => format!(
                "Round {name} has been under discussion since {}. You see what the municipalities share with the region and how partners see it.",
                discussed.unwrap_or_default()
            ),
            (Language::Nl, None) => format!(
                "Ronde {name} is open sinds {opened}. U ziet wat de gemeenten tot nu toe met de regio delen."
            ),
            (Language::Nl, Some(closed)) => {
                format!("Ronde {name} liep van {opened} tot en met {closed}. De ronde is gesloten.")
            }
            (Language::En, None) => format!(
                "Round {name} has been open since {opened}. You see what the municipalities have shared with the region so far."
            ),
            (Language::En, Some(closed)) => {
                format!("Round {name} ran from {opened} to {closed}. The round is closed.")
            }
        }
    }

    /// Returns how many of one value there are: "2 ja".
    pub fn count_of(self, count: usize, value: Option<AnswerValue>) -> String {
        format!("{count} {}", self.value_or_empty(value))
    }

    /// Returns what stands before the counts of a board cell, for screen readers.
    pub fn board_cell(self, check: u8, municipality: &str) -> String {
        format!("Check {check}, {municipality}: ")
    }

    /// Returns the words under the number of municipalities.
    pub fn figure_municipalities(self, count: usize) -> &'static str {
        match count {
            1 => self.pick("gemeente doet mee", "municipality takes part"),
            _ => self.pick("gemeenten doen mee", "municipalities take part"),
        }
    }

    /// Returns the words under the number of answers that are shared.
    pub fn figure_shared(self, asked: usize) -> String {
        self.pick(
            format!("van de {asked} antwoorden gedeeld met de regio"),
            format!("of {asked} answers shared with the region"),
        )
    }

    /// Returns the words under the number of answers that are confirmed.
    pub fn figure_confirmed(self, count: usize) -> &'static str {
        match count {
            1 => self.pick(
                "antwoord bevestigd namens de gemeente",
                "answer confirmed on behalf of the municipality",
            ),
            _ => self.pick(
                "antwoorden bevestigd namens de gemeente",
                "answers confirmed on behalf of the municipality",
            ),
        }
    }

    /// Returns the words under the number of answers to look at again.
    pub fn figure_again(self, count: usize) -> &'static str {
        match count {
            1 => self.pick("antwoord opnieuw te bevestigen", "answer to confirm again"),
            _ => self.pick("antwoorden opnieuw te bevestigen", "answers to confirm again"),
        }
    }

    /// Returns the heading over what an editor's municipality still has to do.
    pub fn work_of(self, municipality: &str) -> String {
        self.pick(
            format!("Dit staat nog open voor {municipality}"),
            format!("Still to do for {municipality}"),
        )
    }

    /// Says that no round of this name was opened, or prepared.
    pub fn round_not_done(self, deed: RoundDeed, name: &str) -> String {
        match deed {
            RoundDeed::Open => self.pick(
                format!("De ronde “{name}” is niet geopend"),
                format!("The round “{name}” was not opened"),
            ),
            RoundDeed::Prepare => self.pick(
                format!("De ronde “{name}” wordt niet voorbereid"),
                format!("The round “{name}” is not being prepared"),
            ),
        }
    }

    /// Returns the button that does it.
    pub fn round_deed(self, deed: RoundDeed) -> &'static str {
        match deed {
            RoundDeed::Open => self.open_round_button(),
            RoundDeed::Prepare => self.prepare_round_button(),
        }
    }

    /// Names the round that is prepared, to whoever opens it.
    pub fn prepared_title(self, name: &str) -> String {
        self.pick(
            format!("Ronde {name} wordt voorbereid"),
            format!("Round {name} is being prepared"),
        )
    }

    /// Says that a round comes.
    pub fn round_comes(self, round: &Round) -> String {
        let name = &round.name;
        self.pick(
            format!(
                "De coördinator bereidt ronde {name} voor. Antwoorden kan als de ronde open is."
            ),
            format!(
                "The coordinator is preparing round {name}. It can be answered once it is open."
            ),
        )
    }
}
