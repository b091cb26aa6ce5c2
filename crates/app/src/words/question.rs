//! Words of the page of one question across municipalities.

use domain::{AnswerValue, FieldId, Language, Part, QuestionId, Scope};

use super::{Words, phrases};

phrases! {
    two_parts: "Deze vraag heeft twee delen. Iedere gemeente beantwoordt beide.", "This question has two parts. Each municipality answers both.";
    two_parts_substitute:
        "Deze vraag heeft twee delen. Het tweede deel telt alleen als het antwoord op het eerste deel nee is, of als de gemeente het niet weet.",
        "This question has two parts. The second part counts only if the answer to the first is no, or if the municipality does not know.";
    both_together: "Beide delen samen", "Both parts together";
    both_together_help:
        "Zo telt de vraag mee in het overzicht. Staat hier leeg, dan mist er nog een deel.",
        "This is how the question counts in the overview. Where it says empty, a part is still missing.";
    answers_word: "Antwoorden", "Answers";
    explanation_word: "Toelichting", "Explanation";
    no_explanation: "Zonder toelichting.", "No explanation.";
    not_shared_yet: "Nog niets gedeeld.", "Nothing shared yet.";
    own_draft: "Uw organisatie heeft hier een concept dat nog niet is gedeeld.", "Your organisation has a draft here that is not shared yet.";
    look_at_check: "Bekijk de check", "See the check";
    who_arranges: "Wie regelt dit?", "Who arranges this?";
    who_makes_honest: "Wie weet hoe het echt is?", "Who knows how it really is?";
    all_questions: "Terug naar alle vragen", "Back to all questions";
    question_nav: "Vorige en volgende vraag", "Previous and next question";
    open_check: "Naar het antwoord", "Go to the answer";
}

impl Words {
    /// Returns the number of a question as a name: "Vraag 4.4".
    pub fn question_named(self, question: QuestionId) -> String {
        self.pick(format!("Vraag {question}"), format!("Question {question}"))
    }

    /// Returns the link to the previous question.
    pub fn question_before(self, question: QuestionId) -> String {
        self.pick(format!("Vorige: {question}"), format!("Previous: {question}"))
    }

    /// Returns the link to the next question.
    pub fn question_after(self, question: QuestionId) -> String {
        self.pick(format!("Volgende: {question}"), format!("Next: {question}"))
    }

    /// Returns the name of one part.
    pub fn part_named(self, part: Part) -> &'static str {
        match part {
            Part::A => self.pick("Deel a", "Part a"),
            Part::B => self.pick("Deel b", "Part b"),
        }
    }

    /// Says who can arrange what a question asks about.
    pub fn scope(self, scope: Scope) -> &'static str {
        match scope {
            Scope::Municipal => self.pick(
                "Dit regelt iedere gemeente zelf.",
                "Each municipality arranges this for itself.",
            ),
            Scope::Regional => self.pick(
                "Dit kan de regio samen regelen. Iedere gemeente geeft wel zelf antwoord.",
                "The region can arrange this together. Each municipality does answer for itself.",
            ),
        }
    }

    /// Says in one sentence how the municipalities answered.
    pub fn tally(self, counts: &[(usize, Option<AnswerValue>)]) -> String {
        let counts: Vec<String> =
            counts.iter().map(|(count, value)| self.count_of(*count, *value)).collect();
        match self.0 {
            Language::Nl => format!("De gemeenten antwoorden: {}.", self.and(&counts)),
            Language::En => format!("The municipalities answer: {}.", self.and(&counts)),
        }
    }

    /// Joins words as in a sentence: "a, b en c".
    pub fn and(self, parts: &[String]) -> String {
        match parts.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => {
                format!("{}{}{last}", rest.join(", "), self.pick(" en ", " and "))
            }
        }
    }

    /// Returns what the answer was in the round before.
    pub fn last_time_was(self, value: AnswerValue, round: &str) -> String {
        let value = self.value(value);
        self.pick(
            format!("Vorige keer (ronde {round}): {value}."),
            format!("Last time (round {round}): {value}."),
        )
    }

    /// Returns how it stands on paper or in practice.
    pub fn mark_is(self, aspect: domain::Aspect, mark: domain::MarkValue) -> String {
        format!("{}: {}.", self.aspect(aspect), self.mark_choice(Some(mark)).to_lowercase())
    }

    /// Returns the link to one answer, for screen readers with the municipality.
    pub fn answer_of(self, field: FieldId, municipality: &str) -> String {
        self.pick(
            format!(": vraag {field}, {municipality}"),
            format!(": question {field}, {municipality}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_reads_as_a_sentence() {
        let counts = [(2, Some(AnswerValue::Yes)), (1, Some(AnswerValue::Unknown)), (1, None)];
        assert_eq!(
            Words(Language::Nl).tally(&counts),
            "De gemeenten antwoorden: 2 ja, 1 weten we niet en 1 leeg."
        );
        assert_eq!(Words(Language::En).tally(&counts[..1]), "The municipalities answer: 2 yes.");
    }
}
