//! Words of how far municipalities, region and partners are.

use domain::{Change, Day};

use super::{Words, phrases};

phrases! {
    progress_title: "Hoe ver is iedereen?", "How far is everyone?";
    progress_help: "Van een gemeente telt een antwoord dat is gedeeld en niet opnieuw bekeken hoeft te worden. Van de regio telt een antwoord dat is voorgelegd, en van een partner een kijk waarom is gevraagd. In de laatste kolom staat wie nu iets moet doen.", "Of a municipality an answer counts that was shared and need not be looked at again. Of the region an answer counts that was put forward, and of a partner a view that was asked for. The last column says who must do something now.";
    progress_who: "Wie", "Who";
    not_asked_here: "hier is niets gevraagd", "nothing is asked here";
    all_put_forward: "Niemand: alles is voorgelegd.", "Nobody: everything was put forward.";
    all_given: "Niemand: elke gevraagde kijk is er.", "Nobody: every view that was asked for is there.";
    progress_scroll: "Tabel met de voortgang", "Table of the progress";
    deadline_label: "Uiterste dag om te antwoorden", "Last day to answer";
    deadline_hint: "Bijvoorbeeld 30-11-2026. Iedereen in de regio ziet deze dag. Wie later antwoordt, wordt niet geweigerd.", "For example 30-11-2026: day, month, year. Everyone in the region sees this day. Whoever answers later is not refused.";
    deadline_away: "Haal de dag weg", "Take the day away";
    deadline_button: "Leg de dag vast", "Set the day";
    no_such_day: "Deze datum bestaat niet. Schrijf de datum zo: 30-11-2026.", "This date does not exist. Write the date like this: 30-11-2026.";
    waits_for: "Wacht op", "Waits for";
    waits_for_nobody: "Niemand: alles is gedeeld en bevestigd.", "Nobody: everything is shared and confirmed.";
}

impl Words {
    /// Says until which day municipalities answer, whether that day has passed (`is_over`), and whether
    /// the round still waits to be discussed (`is_open`).
    pub fn deadline_is(self, day: Day, is_over: bool, is_open: bool) -> String {
        let day = self.calendar_day(day);
        match (is_over, is_open) {
            (false, true) => self.pick(
                format!("Gemeenten antwoorden uiterlijk op {day}."),
                format!("Municipalities answer by {day}."),
            ),
            (true, true) => self.pick(
                format!("De uiterste dag om te antwoorden was {day}. Antwoorden kan nog steeds."),
                format!("The last day to answer was {day}. Answering is still possible."),
            ),
            (true, false) => self.pick(
                format!("De uiterste dag om te antwoorden was {day}."),
                format!("The last day to answer was {day}."),
            ),
            (false, false) => self.pick(
                format!("Afgesproken was om uiterlijk op {day} te antwoorden."),
                format!("It was agreed to answer by {day}."),
            ),
        }
    }

    /// Says until which day municipalities will answer in a round that is prepared.
    pub fn deadline_comes(self, day: Day, is_over: bool) -> String {
        let day = self.calendar_day(day);
        match is_over {
            false => self.pick(
                format!("Gemeenten antwoorden uiterlijk op {day}."),
                format!("Municipalities answer by {day}."),
            ),
            true => self.pick(
                format!("De uiterste dag om te antwoorden, {day}, is al voorbij. De coördinator kan een andere dag afspreken."),
                format!("The last day to answer, {day}, has passed already. The coordinator can agree another day."),
            ),
        }
    }

    /// Says that a day was not set.
    pub fn deadline_not_set(self, typed: &str) -> String {
        match typed.is_empty() {
            false => self.pick(
                format!("De uiterste dag “{typed}” is niet vastgelegd"),
                format!("The last day “{typed}” was not set"),
            ),
            true => self.pick(
                "De uiterste dag is niet veranderd".into(),
                "The last day was not changed".into(),
            ),
        }
    }

    /// Says in the history that a day was agreed, or taken away.
    pub fn deadline_sentence(self, who: &str, change: Change<Option<Day>>) -> String {
        let [from, to] = [change.from, change.to].map(|day| day.map(|day| self.calendar_day(day)));
        match (to, from) {
            (Some(to), Some(from)) => self.pick(
                format!("{who} verschoof de uiterste dag om te antwoorden van {from} naar {to}."),
                format!("{who} moved the last day to answer from {from} to {to}."),
            ),
            (Some(day), None) => self.pick(
                format!("{who} legde vast dat gemeenten uiterlijk op {day} antwoorden."),
                format!("{who} set {day} as the last day for municipalities to answer."),
            ),
            (None, Some(day)) => self.pick(
                format!("{who} haalde de uiterste dag om te antwoorden weg. Die was {day}."),
                format!("{who} took away the last day to answer, which was {day}."),
            ),
            (None, None) => self.pick(
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
            task(empty, self.pick("nog te delen", "to share")),
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

    /// Says what the coordinator must do for the region, if anything.
    pub fn coordinator_must(self, to_put_forward: usize) -> Option<String> {
        let tasks = [task(to_put_forward, self.pick("nog voor te leggen", "to put forward"))];
        self.who_must(self.pick("coördinator", "coordinator"), tasks)
    }

    /// Says what a partner must do, if anything.
    pub fn partner_must(self, to_give: usize) -> Option<String> {
        let what = match to_give {
            1 => self.pick("kijk nog te geven", "view to give"),
            _ => self.pick("keer een kijk nog te geven", "views to give"),
        };
        let tasks = [task(to_give, what)];
        self.who_must(self.pick("redacteur", "editor"), tasks)
    }

    /// Says what whoever asked for a view must do, if anything.
    pub fn asker_must(self, declined: usize) -> Option<String> {
        let what = match declined {
            1 => self.pick("afgewezen verzoek te lezen", "declined request to read"),
            _ => self.pick("afgewezen verzoeken te lezen", "declined requests to read"),
        };
        self.who_must(self.pick("wie erom vroeg", "whoever asked"), [task(declined, what)])
    }

    fn who_must<const N: usize>(self, who: &str, tasks: [Option<String>; N]) -> Option<String> {
        let tasks: Vec<String> = tasks.into_iter().flatten().collect();
        (!tasks.is_empty()).then(|| format!("{who}: {}", tasks.join(", ")))
    }
}

fn task(count: usize, what: &str) -> Option<String> {
    (0 < count).then(|| format!("{count} {what}"))
}
