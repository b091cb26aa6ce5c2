//! Words of the page on which one check is filled in.

use domain::{FieldId, Language};

use super::{Words, phrases};

phrases! {
    your_answer: "Uw antwoord", "Your answer";
    the_answer: "Antwoord", "Answer";
    explanation: "Toelichting", "Explanation";
    explanation_hint:
        "Verplicht bij deels, nee en niet van toepassing. Schrijf geen namen.",
        "Required for partly, no and not applicable. Do not write names.";
    may_be_empty: "(mag leeg)", "(may be empty)";
    help_jump: "Waarom, ideeën, bronnen en voorbeelden", "Why, ideas, sources and examples";
    why_these: "Waarom deze vragen?", "Why these questions?";
    what_can_you_do: "Wat kunt u doen?", "What can you do?";
    sources: "Bronnen", "Sources";
    examples: "Voorbeelden", "Examples";
    not_checked_yet: "Deze links zijn nog niet gecontroleerd.", "These links were not checked yet.";
    needs_login: "met inlog", "needs an account";
    done_with_check: "Klaar met deze check?", "Finished with this check?";
    sharing_help:
        "Delen laat de regio uw antwoorden zien. Bevestigen doet u namens de gemeente.",
        "Sharing shows your answers to the region. Confirming is done on behalf of the municipality.";
    you_may_confirm:
        "U mag dat: u bent aangewezen om te bevestigen.",
        "You may do that: you were appointed to confirm.";
    you_may_not_confirm:
        "Bevestigen doet een collega die daarvoor is aangewezen.",
        "A colleague who was appointed for it confirms.";
    save_draft: "Bewaar als concept", "Save as draft";
    share_all: "Deel alle antwoorden", "Share all answers";
    busy_saving: "Bezig met opslaan", "Saving";
    kept_here: "Bewaard op dit apparaat. Wij versturen het zodra er verbinding is.", "Kept on this device. We send it as soon as there is a connection.";
    waits_here: "Wacht in deze pagina. Sluit haar niet: wij versturen het zodra er verbinding is.", "Waits in this page. Do not close it: we send it as soon as there is a connection.";
    not_saved: "Niet opgeslagen. Uw antwoord staat nog hier.", "Not saved. Your answer is still here.";
    changed_just_now: "Zojuist gewijzigd door een ander", "Just changed by someone else";
    kept_at_once: "Wat u invult, bewaren wij meteen als concept.", "What you fill in is saved as a draft at once.";
    kept_by_button: "Wat u invult, bewaren wij pas als u op een knop drukt.", "What you fill in is saved only when you press a button.";
    saved_without_scripts: "Uw antwoorden zijn opgeslagen als concept.", "Your answers were saved as a draft.";
    shared_without_scripts: "Uw antwoorden zijn opgeslagen en gedeeld met de regio.", "Your answers were saved and shared with the region.";
    confirmed_without_scripts: "Uw antwoorden zijn bevestigd namens de gemeente.", "Your answers were confirmed on behalf of the municipality.";
    why_now: "Waarom deelt u dit nu pas?", "Why are you sharing this only now?";
    why_now_lead: "De regio bespreekt deze ronde al. Wat u nu deelt, krijgt het merk ‘later toegevoegd’.", "The region is already discussing this round. What you share now is marked ‘added later’.";
    why_now_hint: "Iedereen in de regio leest dit bij uw antwoord. Schrijf geen namen.", "Everyone in the region reads this with your answer. Do not write names.";
    added_later: "Later toegevoegd", "Added later";
    why_then: "Waarom toen pas:", "Why only then:";
    late_taken_over: "De gemeente nam het antwoord van de regio over.", "The municipality took over the answer of the region.";
    only_you_see: "Nu nog concept: alleen uw organisatie ziet dit.", "Still a draft: only your organisation sees this.";
    other_answers_saved: "Uw andere antwoorden zijn wel opgeslagen.", "Your other answers were saved.";
    nothing_saved_yet: "Er is nog niets opgeslagen. Wat u typte staat in het formulier.", "Nothing was saved yet. What you typed is in the form.";
    nothing_saved_here: "Er is niets opgeslagen. Wat u typte staat hieronder.", "Nothing was saved. What you typed is below.";
    typed_by_you: "Dit typte u", "This is what you typed";
    take_typed_along: "Dit stond in het formulier. Misschien is niet alles bewaard: kopieer wat u wilt houden.", "This was in the form. Perhaps not all of it was kept: copy what you want to keep.";
    typed_is_here: "Wat u invulde staat hieronder. Probeer het straks opnieuw met deze knop.", "What you filled in is below. Try again in a moment with this button.";
    try_again: "Probeer opnieuw", "Try again";
    their_text: "Opgeslagen door een collega", "Saved by a colleague";
    your_text: "Uw tekst, nog niet opgeslagen", "Your text, not saved yet";
    keep_theirs: "Houd deze tekst", "Keep this text";
    or_write_one: "Of schrijf één tekst", "Or write one text";
    save_this: "Sla deze tekst op", "Save this text";
    conflict_title: "Een collega heeft deze toelichting ook veranderd.", "A colleague changed this explanation too.";
    conflict_help: "Er is niets verloren. Kies een tekst, of maak er samen één van. De verschillen zijn onderstreept.", "Nothing is lost. Choose one text, or make one of both. The differences are underlined.";
    substitute_hint: "Alleen invullen als het antwoord op het eerste deel nee of weten we niet is.", "Only fill this in if the answer to the first part is no or we do not know.";
    nothing_shared: "Deze gemeente heeft hier nog niets gedeeld.", "This municipality shared nothing here yet.";
    see_other_checks: "Andere checks van deze gemeente", "Other checks of this municipality";
    dated_example: "Stand volgens de checklist, ongeveer 2018.", "As the checklist has it, about 2018.";
    round_empty: "Er is nog geen ronde geopend. Zodra de coördinator een ronde opent, vult u hier de vragen in.", "No round was opened yet. As soon as the coordinator opens a round, you fill in the questions here.";
}

impl Words {
    /// Returns the label over a heading: "Check 4, gemeente Waterdam".
    pub fn check_of(self, check: u8, municipality: &str) -> String {
        self.pick(
            format!("Check {check}, gemeente {municipality}"),
            format!("Check {check}, municipality of {municipality}"),
        )
    }

    /// Returns the name of a check with its number.
    pub fn check_number(self, check: u8) -> String {
        format!("Check {check}")
    }

    /// Returns the name of a question for screen readers.
    pub fn question_number(self, field: FieldId) -> String {
        self.pick(format!("Vraag {field}: "), format!("Question {field}: "))
    }

    /// Returns the state of a check in one sentence.
    pub fn check_state(self, shared: usize, drafts: usize, empty: usize) -> String {
        let total = shared + drafts + empty;
        match self.0 {
            Language::Nl => {
                format!("{total} antwoorden: {shared} gedeeld, {drafts} concept, {empty} nog leeg.")
            }
            Language::En => {
                format!("{total} answers: {shared} shared, {drafts} draft, {empty} still empty.")
            }
        }
    }

    /// Returns the state of a check that the reader may not write.
    pub fn check_state_reading(self, shared: usize, total: usize) -> String {
        self.pick(
            format!("{shared} van {total} antwoorden zijn gedeeld met de regio."),
            format!("{shared} of {total} answers are shared with the region."),
        )
    }

    /// Returns that one answer was shared, on a page without scripts.
    pub fn shared_one_without_scripts(self, field: FieldId) -> String {
        self.pick(
            format!("Antwoord {field} is gedeeld met de regio. Wat u verder veranderde, is bewaard als concept."),
            format!("Answer {field} is shared with the region. What else you changed is kept as a draft."),
        )
    }

    /// Returns the button that shares one answer.
    pub fn share_one(self, field: FieldId) -> String {
        self.pick(format!("Deel antwoord {field}"), format!("Share answer {field}"))
    }

    /// Returns the button that confirms.
    pub fn confirm_for(self, municipality: &str) -> String {
        self.pick(
            format!("Bevestig namens {municipality}"),
            format!("Confirm on behalf of {municipality}"),
        )
    }

    /// Returns that an edit was saved.
    pub fn saved_at(self, time: &str) -> String {
        self.pick(format!("Opgeslagen om {time}"), format!("Saved at {time}"))
    }

    /// Returns since when an answer is shared, and whether it is confirmed.
    pub fn shared_on(self, day: &str, confirmed: Option<&str>) -> String {
        match (self.0, confirmed) {
            (Language::Nl, None) => format!("Gedeeld op {day}. Nog niet bevestigd."),
            (Language::Nl, Some(on)) => format!("Gedeeld op {day}. Bevestigd op {on}."),
            (Language::En, None) => format!("Shared on {day}. Not confirmed yet."),
            (Language::En, Some(on)) => format!("Shared on {day}. Confirmed on {on}."),
        }
    }

    /// Names the explanation to a question.
    pub fn explanation_to(self, field: FieldId) -> String {
        self.pick(format!("Toelichting bij {field}"), format!("Explanation to {field}"))
    }

    /// Returns since when the region sees what stood here before the present draft.
    pub fn earlier_shared_on(self, day: &str, confirmed: Option<&str>) -> String {
        match (self.0, confirmed) {
            (Language::Nl, None) => format!("De vorige versie is gedeeld op {day}."),
            (Language::Nl, Some(on)) => {
                format!("De vorige versie is gedeeld op {day} en bevestigd op {on}.")
            }
            (Language::En, None) => format!("The version before was shared on {day}."),
            (Language::En, Some(on)) => {
                format!("The version before was shared on {day} and confirmed on {on}.")
            }
        }
    }

    /// Returns the heading over errors.
    pub fn errors_title(self, count: usize) -> String {
        match (self.0, count) {
            (Language::Nl, 1) => "Er is één ding dat uw aandacht vraagt".into(),
            (Language::Nl, _) => format!("Er zijn {count} dingen die uw aandacht vragen"),
            (Language::En, 1) => "There is one thing that needs your attention".into(),
            (Language::En, _) => format!("There are {count} things that need your attention"),
        }
    }

    /// Returns the way to the question before.
    pub fn previous_question(self, field: FieldId) -> String {
        self.pick(format!("Vorige: {field}"), format!("Previous: {field}"))
    }

    /// Returns the way to the next question.
    pub fn next_question(self, field: FieldId) -> String {
        self.pick(format!("Volgende: {field}"), format!("Next: {field}"))
    }
}
