//! How somebody wants to be mailed what concerns them, and when the next mail is due.
//!
//! Invariant: the next moment follows from the setting and the time alone, so that every server finds the same one.

use serde::{Deserialize, Serialize};

use crate::calendar::local_day;
use crate::day::Day;
use crate::ids::Moment;

/// How often a digest comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Not at all.
    Never,
    /// On each working day on which there is something new.
    #[default]
    Daily,
    /// Once a week.
    Weekly,
}

impl Rhythm {
    /// Every choice, in the order of the form.
    pub const ALL: [Rhythm; 3] = [Rhythm::Daily, Rhythm::Weekly, Rhythm::Never];
}

/// How somebody wants to be mailed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DigestSetting {
    /// How often.
    pub rhythm: Rhythm,
    /// On which day of the week, where it is once a week: 0 for a Monday, 4 for a Friday.
    pub weekday: u8,
    /// At which hour in the Netherlands.
    pub hour: u8,
    /// On which day mail comes again, where it was paused.
    pub paused_until: Option<Day>,
    /// Whether what names them is mailed at once.
    pub at_once: bool,
}

impl Default for DigestSetting {
    fn default() -> Self {
        Self { rhythm: Rhythm::Daily, weekday: 0, hour: 7, paused_until: None, at_once: false }
    }
}

impl DigestSetting {
    /// How many days of the week can be chosen: those on which people work.
    pub const WEEKDAYS: u8 = 5;
    /// How many hours a day has.
    pub const HOURS: u8 = 24;

    /// Tells whether mail is paused at a moment.
    pub fn is_paused(&self, now: Moment) -> bool {
        self.paused_until.is_some_and(|until| local_day(now) < until)
    }

    /// Returns when the next digest is due; never where none is wanted. Days that are not worked are passed over:
    /// a week whose day is one has its digest on the next that is.
    pub fn next_after(&self, now: Moment) -> Option<Moment> {
        const AHEAD: u32 = 21;
        let first = local_day(now).max(self.paused_until.unwrap_or(local_day(now)));
        let (start, is_day): (Day, fn(Day, u8) -> bool) = match self.rhythm {
            Rhythm::Never => return None,
            Rhythm::Daily => (first, |day, _| day.is_worked()),
            // The day of the week before may fall into this one.
            Rhythm::Weekly => (first.before(7), |day, weekday| day.weekday() == weekday),
        };
        let days = (0..=AHEAD).map(|ahead| start.after(ahead));
        let days = days.filter(|day| is_day(*day, self.weekday)).map(Day::or_next_worked);
        let mut moments = days.map(|day| day.at_hour(self.hour));
        moments.find(|at| now < *at && !self.is_paused(*at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str, hour: u8) -> Moment {
        day.parse::<Day>().unwrap().at_hour(hour)
    }

    #[test]
    fn a_digest_comes_on_the_next_working_day_at_its_hour() {
        let daily = DigestSetting::default();
        assert_eq!(daily.next_after(at("2026-11-23", 6)), Some(at("2026-11-23", 7)));
        assert_eq!(daily.next_after(at("2026-11-23", 7)), Some(at("2026-11-24", 7)));
        assert_eq!(daily.next_after(at("2026-11-27", 9)), Some(at("2026-11-30", 7)), "a weekend");
        assert_eq!(daily.next_after(at("2026-12-24", 9)), Some(at("2026-12-28", 7)), "Christmas");
        assert_eq!(
            DigestSetting { rhythm: Rhythm::Never, ..daily }.next_after(at("2026-11-23", 6)),
            None
        );
    }

    #[test]
    fn a_weekly_digest_comes_on_its_day_or_the_next_that_is_worked() {
        let weekly = DigestSetting {
            rhythm: Rhythm::Weekly,
            weekday: 2,
            hour: 16,
            ..DigestSetting::default()
        };
        assert_eq!(weekly.next_after(at("2026-11-23", 9)), Some(at("2026-11-25", 16)));
        assert_eq!(weekly.next_after(at("2026-11-25", 16)), Some(at("2026-12-02", 16)));
        let mondays = DigestSetting { weekday: 0, ..weekly };
        assert_eq!(
            mondays.next_after(at("2026-04-02", 17)),
            Some(at("2026-04-07", 16)),
            "Easter Monday"
        );
        assert_eq!(mondays.next_after(at("2026-04-07", 9)), Some(at("2026-04-07", 16)));
        assert_eq!(mondays.next_after(at("2026-04-07", 17)), Some(at("2026-04-13", 16)));
    }

    #[test]
    fn what_is_paused_comes_again_on_the_day_that_was_said() {
        let until = Some("2027-02-01".parse().unwrap());
        let paused = DigestSetting { paused_until: until, ..DigestSetting::default() };
        assert_eq!(paused.next_after(at("2026-11-23", 9)), Some(at("2027-02-01", 7)));
        assert!(paused.is_paused(at("2027-01-31", 23)));
        assert!(!paused.is_paused(at("2027-02-01", 0)));
    }

    #[test]
    fn an_hour_is_that_of_the_netherlands_in_winter_and_summer() {
        const HOUR: i64 = 3_600_000_000;
        assert_eq!(at("1970-01-01", 1), Moment(0));
        assert_eq!(at("2026-03-29", 7).0 - at("2026-03-28", 7).0, 23 * HOUR);
        assert_eq!(at("2026-10-25", 7).0 - at("2026-10-24", 7).0, 25 * HOUR);
        for hour in 0..24 {
            let day: Day = "2026-07-01".parse().unwrap();
            assert_eq!(local_day(day.at_hour(hour)), day);
        }
    }
}
