//! Words of removals: a text that is gone for good.

use domain::{Event, QuestionId};

use super::{Told, Words, phrases};

phrases! {
    remove_text: "Tekst verwijderen…", "Remove text…";
    removal: "Tekst verwijderen", "Remove a text";
    removal_lead:
        "Staat er iets wat hier niet hoort, zoals een persoon of een zaak? Verwijder het dan voorgoed.",
        "Is there something that does not belong here, such as a person or a case? Then remove it for good.";
    removal_what: "Wat verdwijnt", "What goes";
    removal_everywhere:
        "De tekst verdwijnt overal waar hij letterlijk staat: op de pagina’s, in concepten, in de geschiedenis en in de database. Ook eerdere versies op dezelfde plek verdwijnen. Wat een andere organisatie eerder schreef blijft staan, tenzij een coördinator de tekst verwijdert.",
        "The text goes wherever it stands word for word: from the pages, from drafts, from the history and from the database. Earlier versions at the same place go as well. What another organisation wrote earlier stays, unless a coordinator removes the text.";
    removal_later:
        "Een nieuwere tekst op dezelfde plek blijft staan, behalve als deze tekst er helemaal in staat. Verwijder daarom de nieuwste tekst waarin het staat.",
        "A newer text at the same place stays, unless it holds all of this text. So remove the newest text in which it stands.";
    removal_stays:
        "Het gekozen antwoord en de plek in de geschiedenis blijven staan. Waar de tekst stond, ziet iedereen die hem kon lezen dat hij is verwijderd, door welke organisatie en waarom.",
        "The chosen answer and the place in the history stay. Where the text stood, everyone who could read it sees that it was removed, by which organisation and why.";
    removal_for_good: "Dit kunt u niet ongedaan maken.", "This cannot be undone.";
    removal_which: "Welke tekst?", "Which text?";
    removal_why: "Waarom verwijdert u dit?", "Why do you remove this?";
    removal_why_hint:
        "Iedereen die de tekst kon lezen, leest dit. Herhaal niet wat er stond.",
        "Everyone who could read the text reads this. Do not repeat what it said.";
    removal_button: "Verwijder deze tekst voorgoed", "Remove this text for good";
    removal_not_taken_in: "De tekst is niet verwijderd", "The text was not removed";
    removal_done: "De tekst is verwijderd.", "The text was removed.";
    removal_nothing: "In deze regel van de geschiedenis staat geen tekst die u kunt verwijderen. Dat kan alleen de organisatie die de tekst schreef, of de coördinator.", "This line of the history holds no text that you can remove. Only the organisation that wrote the text can, or the coordinator.";
    removal_history: "Terug naar de geschiedenis", "Back to the history";
    text_removed: "Hier stond een tekst die is verwijderd.", "A text that stood here was removed.";
    why_removed: "Reden:", "Reason:";
    reason_removed: "De reden is later ook verwijderd.", "The reason was removed later on as well.";
    read_why_removed: "Lees de reden", "Read the reason";
}

impl Words {
    /// Says when a text was removed, and for which organisation somebody did it.
    pub fn text_removed_on(self, day: &str, who: Option<&str>) -> String {
        match who {
            Some(who) => self.pick(
                format!("Tekst verwijderd op {day} door {who}."),
                format!("Text removed on {day} by {who}."),
            ),
            None => {
                self.pick(format!("Tekst verwijderd op {day}."), format!("Text removed on {day}."))
            }
        }
    }

    /// Says in how many lines of the history a text stands, as far as the reader can read them.
    pub fn removal_places(self, count: usize) -> String {
        match count {
            1 => self.pick(
                "U kunt deze tekst op 1 plek in de geschiedenis lezen.".into(),
                "You can read this text at 1 place in the history.".into(),
            ),
            _ => self.pick(
                format!("U kunt deze tekst, of een eerdere versie, op {count} plekken in de geschiedenis lezen."),
                format!("You can read this text, or an earlier version of it, at {count} places in the history."),
            ),
        }
    }

    /// Names somebody of whom nothing is known any more.
    pub fn erased_person(self, organisation: &str) -> String {
        self.pick(
            format!("Een persoon van {organisation} van wie de gegevens zijn gewist"),
            format!("A person of {organisation} whose data were erased"),
        )
    }

    /// Tells of a removal.
    pub(super) fn redaction_sentence(
        self,
        who: &str,
        event: &Event,
        told: Told<'_>,
    ) -> Option<String> {
        let Event::TextRedacted { of, question, .. } = event else { return None };
        let of = of.map(|of| self.organisation(told.names, of));
        Some(self.removed_what(who, of.as_deref(), *question))
    }

    fn removed_what(self, who: &str, of: Option<&str>, at: Option<QuestionId>) -> String {
        let of = of.map(|of| self.pick(format!(" van {of}"), format!(" of {of}")));
        let at = at.map(|at| self.pick(format!(" bij vraag {at}"), format!(" at question {at}")));
        let (of, at) = (of.unwrap_or_default(), at.unwrap_or_default());
        self.pick(
            format!("{who} verwijderde een tekst{of}{at}."),
            format!("{who} removed a text{of}{at}."),
        )
    }
}
