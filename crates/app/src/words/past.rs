//! Words of a page as it stood on a past day.

use domain::Day;

use super::{Words, phrases};

phrases! {
    past_summary: "Bekijk een eerdere dag", "Look at an earlier day";
    past_label: "Hoe stond het op", "How things stood on";
    past_hint: "Bijvoorbeeld 30-9-2026. U ziet wat de regio aan het einde van die dag kon lezen.", "For example 30-9-2026: day, month, year. You see what the region could read at the end of that day.";
    past_button: "Toon deze dag", "Show this day";
    past_help: "U kunt hier niets veranderen.", "You cannot change anything here.";
    past_back: "Terug naar nu", "Back to now";
    no_such_past_day: "Deze datum bestaat niet. Schrijf de datum zo: 30-9-2026.", "This date does not exist. Write the date like this: 30-9-2026.";
    not_past_yet: "Deze dag is nog niet voorbij. Kies een eerdere dag.", "This day is not over yet. Choose an earlier day.";
}

impl Words {
    /// Says which day a page shows.
    pub fn past_is(self, day: Day) -> String {
        let day = self.calendar_day(day);
        self.pick(
            format!("U kijkt naar de stand aan het einde van {day}."),
            format!("You are looking at how things stood at the end of {day}."),
        )
    }
}
