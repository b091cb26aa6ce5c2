//! A calendar day, without a time and without a clock.
//!
//! Invariant: a `Day` exists in the calendar; the thirtieth of February cannot be said.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day, written as in `2026-11-23`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is not a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a day written as 2026-11-23")]
pub struct NotADay;

impl Day {
    /// The last day that can be written.
    pub const LAST: Day = Day { year: 9999, month: 12, day: 31 };

    /// Returns the day, if the calendar has it.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let written_with_four_digits = 1000 <= year && year <= 9999;
        if written_with_four_digits && 1 <= day && day <= days_in(year, month) {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// Returns the year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Returns the day that comes this many days later; at most [`Day::LAST`].
    pub fn after(self, days: u32) -> Self {
        (0..days).fold(self, |day, _| day.next())
    }

    /// Returns the same day a year later; the last of February where that year has no such day. At most
    /// [`Day::LAST`].
    pub fn a_year_later(self) -> Self {
        let Day { year, month, day } = self;
        Day::new(year + 1, month, day)
            .or_else(|| Day::new(year + 1, month, day - 1))
            .unwrap_or(Day::LAST)
    }

    fn next(self) -> Self {
        let Day { year, month, day } = self;
        let tomorrow = Day::new(year, month, day + 1);
        let next_month = || Day::new(year, month + 1, 1);
        tomorrow.or_else(next_month).or_else(|| Day::new(year + 1, 1, 1)).unwrap_or(Day::LAST)
    }
}

/// Returns how many days a month has; a month that does not exist has none.
const fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(NotADay);
        }
        let part = |range: std::ops::Range<usize>| text[range].parse().map_err(|_| NotADay);
        let month = u8::try_from(part(5..7)?).map_err(|_| NotADay)?;
        let day = u8::try_from(part(8..10)?).map_err(|_| NotADay)?;
        Day::new(part(0..4)?, month, day).ok_or(NotADay)
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;
    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_one_way() {
        for text in ["2026-11-23", "2024-02-29", "2000-02-29"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn days_follow_each_other_over_the_end_of_months_and_years() {
        let after = |text: &str, days| text.parse::<Day>().unwrap().after(days).to_string();
        assert_eq!(after("2026-11-23", 7), "2026-11-30");
        assert_eq!(after("2026-11-24", 7), "2026-12-01");
        assert_eq!(after("2026-12-31", 1), "2027-01-01");
        assert_eq!(after("2024-02-28", 2), "2024-03-01");
        assert_eq!(after("9999-12-31", 3), "9999-12-31");
    }

    #[test]
    fn a_year_later_is_the_same_day_where_there_is_one() {
        let later = |text: &str| text.parse::<Day>().unwrap().a_year_later().to_string();
        assert_eq!(later("2026-11-23"), "2027-11-23");
        assert_eq!(later("2024-02-29"), "2025-02-28");
        assert_eq!(later("2023-02-28"), "2024-02-28");
        assert_eq!(later("9999-01-01"), "9999-12-31");
    }

    #[test]
    fn what_is_not_in_the_calendar_is_not_a_day() {
        for text in [
            "",
            "2026-11-31",
            "2025-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "23-11-2026",
            "2026/11/23",
            "2026-11-2é",
            "0026-11-23",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }
}
