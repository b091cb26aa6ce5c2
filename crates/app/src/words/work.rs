//! Words of what waits for somebody.

use domain::work::{AnswerTask, RegionalTask};
use domain::{CheckId, Day};

use super::{Words, phrases};

phrases! {
    work_lead: "Dit wacht op u, het dringendste bovenaan. Wat klaar is, verdwijnt hier vanzelf.", "This is waiting for you, the most urgent first. What is done disappears from here by itself.";
    nothing_waits: "Er wacht nu niets op u.", "Nothing is waiting for you now.";
    nothing_waits_help: "Zodra iemand u iets vraagt of er een ronde opent, staat het hier.", "As soon as somebody asks you something or a round opens, it appears here.";
    see_board: "Kijk waar de regio staat", "See where the region stands";
    see_changes: "Kijk wat er veranderde", "See what changed";
    opens_after_two_steps: "Deze regio gaat voor u open zodra u inlogt in twee stappen. Dat wordt van u gevraagd.", "This region opens for you as soon as you sign in in two steps. That is asked of you.";
    not_shown_now: "Deze regio kan nu niet getoond worden. Probeer het later opnieuw.", "This region cannot be shown now. Try again later.";
    due_late: "Te laat", "Overdue";
    due_today: "Vandaag", "Today";
    group_now: "Nu aan de beurt", "Now";
    group_week: "Binnen een week", "Within a week";
    group_later: "Later", "Later";
    group_undated: "Zonder datum", "Without a date";
    for_you: "Voor u", "For you";
}

impl Words {
    /// Names a group of what waits under its number.
    pub fn group_count(self, group: &str) -> String {
        group.to_lowercase()
    }

    /// Returns the heading of answers of a municipality that wait.
    pub fn answer_task(self, task: AnswerTask, count: usize, check: CheckId) -> String {
        let (answers, questions) = (self.answers_counted(count), self.questions_counted(count));
        match task {
            AnswerTask::Share => self.pick(
                format!("Deel {} van check {check}", self.drafts_counted(count)),
                format!("Share {} of check {check}", self.drafts_counted(count)),
            ),
            AnswerTask::React => self.pick(
                format!("Reageer op {answers} van de regio in check {check}"),
                format!("React to {answers} of the region in check {check}"),
            ),
            AnswerTask::Reconfirm => self.pick(
                format!("Bekijk {answers} van check {check} opnieuw"),
                format!("Look again at {answers} of check {check}"),
            ),
            AnswerTask::FillIn => self.pick(
                format!("Vul {questions} van check {check} in"),
                format!("Fill in {questions} of check {check}"),
            ),
            AnswerTask::Confirm => self.pick(
                format!("Bevestig {answers} van check {check}"),
                format!("Confirm {answers} of check {check}"),
            ),
        }
    }

    /// Says before question numbers what is to be done with them.
    pub fn answer_task_line(self, task: AnswerTask) -> &'static str {
        match task {
            AnswerTask::Share => self.to_share(),
            AnswerTask::React => self.to_react(),
            AnswerTask::Reconfirm => self.to_confirm_again(),
            AnswerTask::FillIn => self.to_fill_in(),
            AnswerTask::Confirm => self.to_confirm_now(),
        }
    }

    /// Returns the heading of answers of the region that wait.
    pub fn regional_task(self, task: RegionalTask, count: usize, check: CheckId) -> String {
        let answers = self.answers_counted(count);
        match task {
            RegionalTask::PutForward => self.pick(
                format!(
                    "Leg {} van check {check} voor aan de gemeenten",
                    self.drafts_counted(count)
                ),
                format!(
                    "Put {} of check {check} forward to the municipalities",
                    self.drafts_counted(count)
                ),
            ),
            RegionalTask::Write => self.pick(
                format!("Schrijf {answers} van de regio in check {check}"),
                format!("Write {answers} of the region in check {check}"),
            ),
        }
    }

    /// Returns the heading of views that stand as a draft.
    pub fn view_task(self, count: usize, check: CheckId) -> String {
        let questions = self.questions_counted(count);
        self.pick(
            format!("Geef uw kijk op {questions} van check {check}"),
            format!("Give your view on {questions} of check {check}"),
        )
    }

    fn answers_counted(self, count: usize) -> String {
        self.counted(count, ("antwoord", "antwoorden"), ("answer", "answers"))
    }

    fn questions_counted(self, count: usize) -> String {
        self.counted(count, ("vraag", "vragen"), ("question", "questions"))
    }

    fn drafts_counted(self, count: usize) -> String {
        self.counted(count, ("concept", "concepten"), ("draft", "drafts"))
    }

    fn counted(self, count: usize, nl: (&str, &str), en: (&str, &str)) -> String {
        let (one, more) = self.pick(nl, en);
        format!("{count} {}", if count == 1 { one } else { more })
    }

    /// Returns a day in short, beside what waits until then: "7 dec".
    pub fn short_day(self, day: Day) -> String {
        let whole = self.calendar_day(day);
        let mut parts = whole.split(' ');
        let (number, month) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let short: String = match month {
            "maart" => "mrt".into(),
            other => other.chars().take(3).collect(),
        };
        format!("{number} {short}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;

    #[test]
    fn one_is_not_many() {
        let words = Words(Language::Nl);
        let fill = |count| words.answer_task(AnswerTask::FillIn, count, CheckId(4));
        assert_eq!(fill(1), "Vul 1 vraag van check 4 in");
        assert_eq!(fill(3), "Vul 3 vragen van check 4 in");
    }

    #[test]
    fn a_day_is_short_beside_a_list() {
        let short = |month| Words(Language::Nl).short_day(Day::new(2026, month, 7).unwrap());
        assert_eq!((short(3), short(12)), ("7 mrt".to_owned(), "7 dec".to_owned()));
        assert_eq!(Words(Language::En).short_day(Day::new(2026, 5, 7).unwrap()), "7 May");
    }
}
