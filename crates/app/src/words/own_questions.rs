//! Words of the region's own questions.

use domain::{Event, FieldId, Round};

use super::{Words, phrases};
use crate::page::OwnQuestionDone;

phrases! {
    own_questions: "Eigen vragen van de regio", "The region’s own questions";
    own_questions_lead:
        "Deze vragen staan niet in de checklist. Uw regio stelt ze er zelf bij. Iedereen beantwoordt ze op dezelfde manier als de andere vragen.",
        "These questions are not in the checklist. Your region asks them beside it. Everyone answers them in the same way as the other questions.";
    no_own_questions: "Uw regio stelt nog geen eigen vragen.", "Your region does not ask questions of its own yet.";
    own_questions_fixed:
        "Eigen vragen veranderen alleen als een ronde wordt voorbereid of open is, en de bespreking nog niet is begonnen.",
        "Own questions change only while a round is prepared or open, and its discussion has not begun.";
    own_mark: "eigen vraag", "own question";
    legend_own: "eigen vraag: van de regio, staat niet in de checklist", "own question: the region’s own, not in the checklist";
    own_note: "Eigen vraag van de regio. Deze vraag staat niet in de checklist.", "The region’s own question. It is not in the checklist.";
    own_why: "Waarom wij dit vragen:", "Why we ask this:";
    own_add_title: "Voeg een eigen vraag toe", "Add an own question";
    own_add_help:
        "Stel een vraag die met ja, deels of nee te beantwoorden is. Alle gemeenten zien de vraag meteen, aan het einde van de check die u kiest.",
        "Ask a question that can be answered with yes, partly or no. All municipalities see it at once, at the end of the check that you choose.";
    own_check: "Bij welke check hoort de vraag?", "To which check does the question belong?";
    own_choose_check: "Kies een check", "Choose a check";
    own_no_check: "Kies eerst bij welke check de vraag hoort.", "Choose first to which check the question belongs.";
    own_text: "De vraag", "The question";
    own_text_hint: "In één zin, hoogstens 200 tekens. Schrijf nooit over een persoon.", "In one sentence, 200 characters at most. Never write about a person.";
    own_why_label: "Waarom vraagt de regio dit? (mag leeg)", "Why does the region ask this? (may be empty)";
    own_why_hint: "Gemeenten en partners lezen dit bij de vraag.", "Municipalities and partners read this with the question.";
    own_why_typed: "Waarom de regio dit vraagt", "Why the region asks this";
    own_scope: "Wie kan dit regelen?", "Who can arrange this?";
    own_scope_municipal: "Iedere gemeente voor zichzelf", "Each municipality for itself";
    own_scope_regional: "De regio samen", "The region together";
    own_add_button: "Voeg deze vraag toe", "Add this question";
    own_reword: "Formuleer de vraag anders", "Word the question differently";
    own_reword_help:
        "Wie al antwoord gaf, krijgt de vraag om opnieuw te kijken. Wilt u iets anders vragen? Voeg dan een nieuwe vraag toe.",
        "Whoever answered is asked to look again. Do you want to ask something else? Then add a new question.";
    own_reword_button: "Sla de nieuwe woorden op", "Save the new words";
    own_remove: "Haal de vraag weg", "Take the question away";
    own_remove_button: "Haal deze vraag weg", "Take this question away";
    own_removed_title: "Weggehaald uit deze ronde", "Taken out of this round";
    own_removed_help: "Zet u een vraag terug, dan staan de antwoorden er ook weer.", "If you put a question back, its answers are back as well.";
    own_put_back: "Zet de vraag terug", "Put the question back";
    own_not_taken_in: "De vragen zijn niet veranderd", "The questions did not change";
    own_typed_question: "Uw vraag", "Your question";
    questions_changed: "De vragen zijn veranderd sinds u deze pagina opende.", "The questions have changed since you opened this page.";
    round_moved: "De ronde is veranderd sinds u deze pagina opende.", "The round has changed since you opened this page.";
    own_request_gone: "De vraag is weggehaald", "The question was taken away";
    own_gone: "Weggehaald", "Taken away";
    own_new: "Nieuw", "New";
    own_reworded: "Anders geformuleerd", "Worded differently";
    own_removed_here:
        "De coördinator heeft deze vraag weggehaald. Niemand hoeft de vraag nog te beantwoorden. Wat erover is gezegd, leest u in de geschiedenis.",
        "The coordinator took this question away. Nobody has to answer it any more. What was said about it stands in the history.";
}

impl Words {
    /// Says what a form did about an own question of the round that is prepared.
    pub fn own_question_prepared(self, done: OwnQuestionDone, round: &Round) -> String {
        let name = &round.name;
        match done {
            OwnQuestionDone::Toegevoegd => self.pick(
                format!("De vraag is toegevoegd aan ronde {name}."),
                format!("The question was added to round {name}."),
            ),
            OwnQuestionDone::Geformuleerd => self.pick(
                format!("De nieuwe woorden zijn opgeslagen. Wie eerder antwoord gaf, kijkt opnieuw zodra ronde {name} open is."),
                format!("The new words were saved. Whoever answered before looks again once round {name} is open."),
            ),
            OwnQuestionDone::Weggehaald => self.pick(
                format!("De vraag komt niet in ronde {name}. Op deze pagina kunt u de vraag terugzetten."),
                format!("The question does not come into round {name}. You can put it back on this page."),
            ),
            OwnQuestionDone::Teruggezet => self.pick(
                format!("De vraag komt weer in ronde {name}."),
                format!("The question comes into round {name} again."),
            ),
        }
    }

    /// Says what a form did about an own question.
    pub fn own_question_done(self, done: OwnQuestionDone) -> &'static str {
        match done {
            OwnQuestionDone::Toegevoegd => self.pick(
                "De vraag is toegevoegd. Alle gemeenten en partners zien de vraag nu.",
                "The question was added. All municipalities and partners see it now.",
            ),
            OwnQuestionDone::Geformuleerd => self.pick(
                "De nieuwe woorden zijn opgeslagen. Wie al antwoord gaf, kijkt opnieuw.",
                "The new words were saved. Whoever answered looks again.",
            ),
            OwnQuestionDone::Weggehaald => self.pick(
                "De vraag is weggehaald. Op deze pagina kunt u de vraag terugzetten.",
                "The question was taken away. You can put it back on this page.",
            ),
            OwnQuestionDone::Teruggezet => self.pick(
                "De vraag is teruggezet, met alles wat erover was gezegd.",
                "The question was put back, with everything that was said about it.",
            ),
        }
    }

    /// Says in which round the questions are asked that are prepared.
    pub fn own_questions_prepared(self, round: &Round) -> String {
        let name = &round.name;
        self.pick(
            format!("Dit zijn de vragen voor ronde {name}, die wordt voorbereid. Antwoorden kan als de ronde open is."),
            format!("These are the questions for round {name}, which is being prepared. They can be answered once the round is open."),
        )
    }

    /// Explains how to add a question to the round that is prepared.
    pub fn own_add_prepared(self, round: &Round) -> String {
        let name = &round.name;
        self.pick(
            format!("Stel een vraag die met ja, deels of nee te beantwoorden is. De vraag komt in ronde {name}, aan het einde van de check die u kiest."),
            format!("Ask a question that can be answered with yes, partly or no. It comes into round {name}, at the end of the check that you choose."),
        )
    }

    /// Says what becomes of a question that is taken away before the round opens.
    pub fn own_remove_prepared(self, round: &Round) -> String {
        let name = &round.name;
        self.pick(
            format!("De vraag komt dan niet in ronde {name}. Tot de bespreking van die ronde kunt u de vraag terugzetten."),
            format!("The question does not come into round {name} then. You can put it back until that round is discussed."),
        )
    }

    /// Says what becomes of the answers of a question that is taken away.
    pub fn own_remove_help(self, answered: usize) -> String {
        let stays = self.pick(
            "Wat erover is geschreven, blijft bewaard. Tot de bespreking kunt u de vraag terugzetten.",
            "What was written about it is kept. Until the discussion you can put the question back.",
        );
        let answers = match answered {
            0 => self
                .pick(
                    "Nog geen gemeente deelde een antwoord.",
                    "No municipality shared an answer yet.",
                )
                .to_owned(),
            1 => self
                .pick(
                    "Eén gemeente deelde al een antwoord.",
                    "One municipality has shared an answer.",
                )
                .to_owned(),
            many => self.pick(
                format!("Al {many} gemeenten deelden een antwoord."),
                format!("{many} municipalities have shared an answer."),
            ),
        };
        format!("{answers} {stays}")
    }

    /// Returns the link to the region's own questions, with how many there are.
    pub fn own_questions_link(self, count: usize) -> String {
        format!("{} ({count})", self.own_questions())
    }

    /// Says which questions were taken away, came, or are worded otherwise.
    pub fn questions_that_changed(
        self,
        gone: &[FieldId],
        new: &[FieldId],
        reworded: &[FieldId],
    ) -> String {
        let said =
            [(self.own_gone(), gone), (self.own_new(), new), (self.own_reworded(), reworded)];
        let said = said.into_iter().filter(|(_, fields)| !fields.is_empty());
        let said = said.map(|(what, fields)| format!("{what}: {}.", self.list(fields)));
        said.collect::<Vec<_>>().join(" ")
    }

    /// Tells what happened to an own question, if the event is about one.
    pub(super) fn own_question_sentence(self, who: &str, event: &Event) -> Option<String> {
        let id = event.own_question()?;
        Some(match event {
            Event::OwnQuestionAdded { wanted, .. } => self.pick(
                format!("{who} voegde een eigen vraag toe: {id} ‘{}’.", wanted.text),
                format!("{who} added an own question: {id} ‘{}’.", wanted.text),
            ),
            Event::OwnQuestionReworded { wanted, .. } => self.pick(
                format!("{who} formuleerde eigen vraag {id} anders: ‘{}’.", wanted.text),
                format!("{who} worded own question {id} differently: ‘{}’.", wanted.text),
            ),
            Event::OwnQuestionRemoved { .. } => self.pick(
                format!("{who} haalde eigen vraag {id} weg."),
                format!("{who} took own question {id} away."),
            ),
            Event::OwnQuestionPutBack { .. } => self.pick(
                format!("{who} zette eigen vraag {id} terug."),
                format!("{who} put own question {id} back."),
            ),
            _ => return None,
        })
    }
}
