//! Dates and times as people in the Netherlands read them.

use domain::{Day, Language, Moment};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Words;

static AMSTERDAM: TimeZone = jiff::tz::get!("Europe/Amsterdam");

const MONTHS_NL: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS_NL: [&str; 7] =
    ["Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag"];
const WEEKDAYS_EN: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Words {
    /// Returns a day in words: "23 november 2026".
    pub fn day(self, moment: Moment) -> String {
        let at = local(moment);
        let months = self.pick(MONTHS_NL, MONTHS_EN);
        let month = months[usize::from(at.month().unsigned_abs()) - 1];
        format!("{} {month} {}", at.day(), at.year())
    }

    /// Returns a day of the calendar in words.
    pub fn calendar_day(self, day: Day) -> String {
        let month = self.pick(MONTHS_NL, MONTHS_EN)[usize::from(day.month()) - 1];
        format!("{} {month} {}", day.day(), day.year())
    }

    /// Returns a day with its weekday, as a heading: "Maandag 23 november 2026".
    pub fn weekday(self, moment: Moment) -> String {
        let days = self.pick(WEEKDAYS_NL, WEEKDAYS_EN);
        let weekday = local(moment).weekday().to_monday_zero_offset().unsigned_abs();
        format!("{} {}", days[usize::from(weekday)], self.day(moment))
    }

    /// Returns the time of day: "14.03" or "14:03".
    pub fn time(self, moment: Moment) -> String {
        let at = local(moment);
        let sign = match self.0 {
            Language::Nl => '.',
            Language::En => ':',
        };
        format!("{:02}{sign}{:02}", at.hour(), at.minute())
    }
}

/// Returns a moment for `datetime` attributes.
pub fn machine_time(moment: Moment) -> String {
    timestamp(moment).to_string()
}

/// Returns the day that it is in the Netherlands at a moment.
pub fn local_day(moment: Moment) -> Day {
    let date = local(moment).date();
    let part = |number: i8| number.unsigned_abs();
    // A year that is not written with four digits is further away than any day that people agree.
    Day::new(date.year().unsigned_abs(), part(date.month()), part(date.day())).unwrap_or(Day::LAST)
}

/// Returns the moment at which a day begins in the Netherlands.
pub fn day_begins(day: Day) -> Moment {
    midnight(date(day))
}

/// Returns the moment at which a day ends in the Netherlands.
pub fn day_ends(day: Day) -> Moment {
    midnight(date(day).and_then(jiff::civil::Date::tomorrow))
}

fn date(day: Day) -> Result<jiff::civil::Date, jiff::Error> {
    let number = |number: u8| i8::try_from(number).unwrap_or(1);
    let year = i16::try_from(day.year()).unwrap_or(i16::MAX);
    jiff::civil::Date::new(year, number(day.month()), number(day.day()))
}

fn midnight(date: Result<jiff::civil::Date, jiff::Error>) -> Moment {
    let begins = date.and_then(|date| date.to_zoned(AMSTERDAM.clone()));
    begins.map_or(Moment(i64::MAX), |at| Moment(at.timestamp().as_microsecond()))
}

fn local(moment: Moment) -> jiff::Zoned {
    timestamp(moment).to_zoned(AMSTERDAM.clone())
}

/// A moment outside the calendar's nine thousand years is shown as its edge.
fn timestamp(moment: Moment) -> Timestamp {
    let edge = if moment.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_microsecond(moment.0).unwrap_or(edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment(text.parse::<Timestamp>().unwrap().as_microsecond())
    }

    #[test]
    fn a_time_is_that_of_amsterdam_in_winter_and_summer() {
        let words = Words(Language::Nl);
        assert_eq!(words.time(moment("2026-11-23T08:00:00Z")), "09.00");
        assert_eq!(words.time(moment("2026-06-23T08:00:00Z")), "10.00");
        assert_eq!(words.day(moment("2026-11-22T23:30:00Z")), "23 november 2026");
        assert_eq!(Words(Language::En).day(moment("2026-03-01T12:00:00Z")), "1 March 2026");
        assert_eq!(words.weekday(moment("2026-11-22T23:30:00Z")), "Maandag 23 november 2026");
    }

    #[test]
    fn a_day_begins_at_midnight_in_the_netherlands() {
        assert_eq!(local_day(moment("2026-11-22T22:59:59Z")), "2026-11-22".parse().unwrap());
        assert_eq!(local_day(moment("2026-11-22T23:00:00Z")), "2026-11-23".parse().unwrap());
    }

    /// The rules count days without the calendar of this library: both must say the same, hour by hour.
    #[test]
    fn the_rules_and_the_screens_know_the_same_day() {
        const HOUR: i64 = 3_600_000_000;
        let (from, upto) = (moment("1996-01-01T00:30:00Z").0, moment("2060-01-01T00:00:00Z").0);
        for at in (from..upto).step_by(usize::try_from(HOUR).unwrap()).map(Moment) {
            assert_eq!(domain::local_day(at), local_day(at), "{}", machine_time(at));
        }
    }

    #[test]
    fn a_day_ends_when_the_next_one_begins_also_when_it_has_another_length() {
        for (day, end) in [
            ("2026-11-22", "2026-11-22T23:00:00Z"),
            ("2026-03-29", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(day_ends(day.parse().unwrap()), moment(end), "{day}");
        }
        assert!(moment("9999-12-30T12:00:00Z") < day_ends(Day::LAST));
    }

    #[test]
    fn the_hour_changes_when_summer_time_starts_and_ends() {
        let words = Words(Language::En);
        assert_eq!(words.time(moment("2026-03-29T00:59:00Z")), "01:59");
        assert_eq!(words.time(moment("2026-03-29T01:00:00Z")), "03:00");
        assert_eq!(words.time(moment("2026-10-25T00:59:00Z")), "02:59");
        assert_eq!(words.time(moment("2026-10-25T01:00:00Z")), "02:00");
    }
}
