//! Words of how far the municipalities are.

use domain::Day;

use super::{Words, phrases};

phrases! {
    progress_title: "Hoe ver zijn de gemeenten?", "How far are the municipalities?";
    progress_help: "Hier staat hoeveel antwoorden klaar zijn: gedeeld, en niet opnieuw te bekijken. Daarachter staat wie nu iets moet doen.", "Here stands how many answers are ready: shared, and not to be looked at again. Behind that stands who must do something now.";
    progress_scroll: "Tabel met de voortgang", "Table of the progress";
    deadline_label: "Uiterste dag om te antwoorden", "Last day to answer";
    deadline_hint: "Iedereen in de regio ziet deze dag. Laat het veld leeg als er geen uiterste dag is. Wie later antwoordt, wordt niet geweigerd.", "Everyone in the region sees this day. Leave it empty if there is no last day. Whoever answers later is not refused.";
    deadline_button: "Leg de dag vast", "Set the day";
    no_such_day: "Dit is geen dag van de kalender. Schrijf hem zo: 30-11-2026.", "This is no day of the calendar. Write it like this: 30-11-2026.";
    waits_for: "Wacht op", "Waits for";
    waits_for_nobody: "Niemand: alles is gedeeld en bevestigd.", "Nobody: everything is shared and confirmed.";
}

impl Words {
    /// Says until which day municipalities answer, and whether that day has passed.
    pub fn deadline_ahead(self, day: Day, is_over: bool) -> String {
        let day = self.calendar_day(day);
        match is_over {
            false => self.pick(
                format!("Gemeenten antwoorden uiterlijk op {day}."),
                format!("Municipalities answer by {day}."),
            ),
            true => self.pick(
                format!("De uiterste dag om te antwoorden was {day}. Antwoorden kan nog steeds."),
                format!("The last day to answer was {day}. Answering is still possible."),
            ),
        }
    }

    /// Says until which day municipalities could answer, in a round that is discussed or over.
    pub fn deadline_behind(self, day: Day) -> String {
        let day = self.calendar_day(day);
        self.pick(
            format!("De uiterste dag om te antwoorden was {day}."),
            format!("The last day to answer was {day}."),
        )
    }

    /// Says in the history that a day was agreed, or taken away.
    pub fn deadline_sentence(self, who: &str, day: Option<Day>) -> String {
        match day.map(|day| self.calendar_day(day)) {
            Some(day) => self.pick(
                format!("{who} legde vast dat gemeenten uiterlijk op {day} antwoorden."),
                format!("{who} set {day} as the last day for municipalities to answer."),
            ),
            None => self.pick(
                format!("{who} haalde de uiterste dag om te antwoorden weg."),
                format!("{who} took away the last day to answer."),
            ),
        }
    }

    /// Says how much of a check is answered: "4 van 5".
    pub fn done_of(self, done: usize, asked: usize) -> String {
        self.pick(format!("{done} van {asked}"), format!("{done} of {asked}"))
    }

    /// Says what editors of a municipality must do, if anything.
    pub fn editors_must(self, empty: usize, again: usize) -> Option<String> {
        let tasks = [
            task(empty, self.pick("leeg", "empty")),
            task(again, self.pick("opnieuw bekijken", "to look at again")),
        ];
        self.who_must(self.pick("redacteur", "editor"), tasks)
    }

    /// Says what those who may confirm for a municipality must do, if anything.
    pub fn leads_must(self, to_confirm: usize, to_react: usize) -> Option<String> {
        let tasks = [
            task(to_confirm, self.pick("bevestigen", "to confirm")),
            task(to_react, self.pick("keer reageren op de regio", "to react to the region")),
        ];
        self.who_must(self.pick("eindredacteur", "lead editor"), tasks)
    }

    fn who_must(self, who: &str, tasks: [Option<String>; 2]) -> Option<String> {
        let tasks: Vec<String> = tasks.into_iter().flatten().collect();
        (!tasks.is_empty()).then(|| format!("{who}: {}", tasks.join(", ")))
    }
}

fn task(count: usize, what: &str) -> Option<String> {
    (0 < count).then(|| format!("{count} {what}"))
}
