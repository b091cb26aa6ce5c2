//! Words for answers, marks and where they stand.

use domain::answer::Reason;
use domain::{AnswerValue, Aspect, MarkValue, Standing};

use super::{Words, phrases};

phrases! {
    empty: "leeg", "empty";
    draft: "concept", "draft";
    confirmed: "bevestigd", "confirmed";
    reconfirm: "opnieuw bevestigen", "confirm again";
    not_asked: "niet gevraagd", "not asked";
    last_time: "Vorige keer", "Last time";
}

impl Words {
    /// Returns a value as it stands in a sentence or a cell.
    pub fn value(self, value: AnswerValue) -> &'static str {
        match value {
            AnswerValue::Yes => self.pick("ja", "yes"),
            AnswerValue::Partly => self.pick("deels", "partly"),
            AnswerValue::No => self.pick("nee", "no"),
            AnswerValue::Unknown => self.pick("weten we niet", "we do not know"),
            AnswerValue::NotApplicable => self.pick("n.v.t.", "n/a"),
        }
    }

    /// Returns a value as a choice in a form.
    pub fn value_choice(self, value: AnswerValue) -> &'static str {
        match value {
            AnswerValue::Yes => self.pick("Ja", "Yes"),
            AnswerValue::Partly => self.pick("Deels", "Partly"),
            AnswerValue::No => self.pick("Nee", "No"),
            AnswerValue::Unknown => self.pick("Weten we niet", "We do not know"),
            AnswerValue::NotApplicable => self.pick("Niet van toepassing", "Not applicable"),
        }
    }

    /// Returns a value, or that there is none yet.
    pub fn value_or_empty(self, value: Option<AnswerValue>) -> &'static str {
        value.map_or(self.empty(), |value| self.value(value))
    }

    /// Returns the name of an aspect.
    pub fn aspect(self, aspect: Aspect) -> &'static str {
        match aspect {
            Aspect::Paper => self.pick("Op papier", "On paper"),
            Aspect::Practice => self.pick("In de praktijk", "In practice"),
        }
    }

    /// Returns a mark as a choice.
    pub fn mark_choice(self, mark: Option<MarkValue>) -> &'static str {
        match mark {
            None => self.pick("Geen keuze", "No choice"),
            Some(MarkValue::Yes) => self.pick("Ja", "Yes"),
            Some(MarkValue::Partly) => self.pick("Deels", "Partly"),
            Some(MarkValue::No) => self.pick("Nee", "No"),
            Some(MarkValue::Unknown) => self.pick("Onbekend", "Unknown"),
        }
    }

    /// Returns the mark that stands beside a value, if there is something to say.
    pub fn standing(self, standing: Standing) -> Option<&'static str> {
        match standing {
            Standing::Empty | Standing::Shared => None,
            Standing::Confirmed => Some(self.confirmed()),
            Standing::Reconfirm(_) => Some(self.reconfirm()),
        }
    }

    /// Returns what stands before the reason why an answer asks to be looked at again.
    pub fn asked_again(self) -> &'static str {
        self.pick("Opnieuw bevestigen.", "To be confirmed again.")
    }

    /// Returns why an answer asks to be looked at again, to whoever reads it; `round` is the name of the
    /// round it rests on.
    pub fn asked_again_because(self, reason: Reason, round: &str) -> String {
        match reason {
            Reason::NewRound(_) => self.pick(
                format!("Dit antwoord komt uit ronde {round}. De gemeente keek er in deze ronde nog niet naar."),
                format!("This answer comes from round {round}. The municipality has not looked at it in this round yet."),
            ),
            Reason::QuestionReworded => self.pick(
                "De regio heeft de vraag anders geformuleerd. De gemeente keek daarna nog niet naar het antwoord.".into(),
                "The region worded the question differently. The municipality has not looked at the answer since.".into(),
            ),
            Reason::RegionalChanged => self.pick(
                "De gemeente nam dit antwoord over van de regio. Daarna heeft de regio het veranderd.".into(),
                "The municipality took this answer over from the region. After that the region changed it.".into(),
            ),
        }
    }

    /// Returns why an answer must be looked at again; `round` is the name of the round it rested on.
    pub fn reconfirm_reason(self, reason: Reason, round: &str) -> String {
        match reason {
            Reason::NewRound(_) => self.pick(
                format!(
                    "Er is een nieuwe ronde. Dit antwoord komt uit ronde {round}. Klopt het nog?"
                ),
                format!(
                    "There is a new round. This answer comes from round {round}. Is it still right?"
                ),
            ),
            Reason::QuestionReworded => self.pick(
                "De regio heeft deze vraag anders geformuleerd. Klopt het antwoord nog?".into(),
                "The region worded this question differently. Is the answer still right?".into(),
            ),
            Reason::RegionalChanged => self.pick(
                "Dit antwoord kwam van de regio. De regio heeft het veranderd.".into(),
                "This answer came from the region, which has changed its answer.".into(),
            ),
        }
    }
}
