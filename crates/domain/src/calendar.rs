//! Which day it is in the Netherlands, and which days are worked.
//!
//! Sources: Directive 2000/84/EC (summer time runs from the last Sunday of March to that of October, 01:00 UTC
//! both) and article 3 of the Algemene termijnenwet (the days that do not count). Nobody works on Saturdays and
//! Sundays here.

use crate::day::Day;
use crate::ids::Moment;

const SECONDS: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECONDS;
const DAY: i64 = 24 * HOUR;

/// Returns the day that it is in the Netherlands at a moment.
pub fn local_day(moment: Moment) -> Day {
    let utc = day_numbered(moment.0.div_euclid(DAY));
    let offset = if is_summer(moment, utc.year()) { 2 * HOUR } else { HOUR };
    day_numbered(moment.0.saturating_add(offset).div_euclid(DAY))
}

fn is_summer(moment: Moment, year: u16) -> bool {
    let turns = |month| last_sunday(year, month) * DAY + HOUR;
    (turns(3)..turns(10)).contains(&moment.0)
}

/// Returns the number of the last Sunday of a month of thirty-one days.
fn last_sunday(year: u16, month: u8) -> i64 {
    let last = Day::new(year, month, 31).map_or(0, number_of);
    last - i64::from((weekday_of(last) + 1) % 7)
}

/// Returns how many days after 1 January 1970 a day comes: each year counts from March, so that the leap day is
/// its last.
fn number_of(day: Day) -> i64 {
    let (month, year) = (i64::from(day.month()), i64::from(day.year()));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let in_year = (153 * month + 2) / 5 + i64::from(day.day()) - 1;
    365 * year + leap_days + in_year - 719_468
}

/// Returns the day that comes so many days after 1 January 1970; outside the years that can be written the
/// nearest one that can.
fn day_numbered(number: i64) -> Day {
    let first = Day::new(1000, 1, 1).unwrap_or(Day::LAST);
    if number <= number_of(first) {
        return first;
    }
    if number_of(Day::LAST) <= number {
        return Day::LAST;
    }
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let in_era = shifted.rem_euclid(146_097);
    let year = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (year, month) =
        if month < 10 { (year + 400 * era, month + 3) } else { (year + 400 * era + 1, month - 9) };
    let part = |number: i64| u8::try_from(number).unwrap_or(u8::MAX);
    Day::new(u16::try_from(year).unwrap_or(u16::MAX), part(month), part(day)).unwrap_or(Day::LAST)
}

/// Returns 0 for a Monday, 6 for a Sunday. 1 January 1970 was a Thursday.
fn weekday_of(number: i64) -> u8 {
    u8::try_from((number + 3).rem_euclid(7)).unwrap_or(0)
}

/// Returns the number of Easter Sunday (the Gregorian rule of Meeus, Jones and Butcher).
fn easter(year: u16) -> i64 {
    let (golden, century, in_century) = (year % 19, year / 100, year % 100);
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - shift + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let place = moon + sunday + 114 - 7 * late;
    let part = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
    Day::new(year, part(place / 31), part(place % 31 + 1)).map_or(0, number_of)
}

/// Returns whether a day is a public holiday of the Netherlands, or counts as one.
fn is_holiday(day: Day, number: i64) -> bool {
    const GOOD_FRIDAY: i64 = -2;
    const EASTER_MONDAY: i64 = 1;
    const ASCENSION: i64 = 39;
    const WHIT_MONDAY: i64 = 50;
    let moves = [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY];
    // The King's birthday is kept a day earlier where it is a Sunday.
    let kings_day = match Day::new(day.year(), 4, 27).map(number_of) {
        Some(birthday) if weekday_of(birthday) == 6 => birthday - 1,
        birthday => birthday.unwrap_or(0),
    };
    let is_fixed = matches!((day.month(), day.day()), (1, 1) | (5, 5) | (12, 25 | 26));
    is_fixed || number == kings_day || moves.contains(&(number - easter(day.year())))
}

impl Day {
    /// Returns whether people work on it: no weekend, and no public holiday of the Netherlands.
    pub fn is_worked(self) -> bool {
        let number = number_of(self);
        weekday_of(number) < 5 && !is_holiday(self, number)
    }

    /// Returns the day on which so many working days have passed since this one: it counts, this one does not.
    pub fn after_working_days(self, days: u32) -> Day {
        let (mut number, mut left) = (number_of(self), days);
        while 0 < left && day_numbered(number) < Day::LAST {
            number += 1;
            left -= u32::from(day_numbered(number).is_worked());
        }
        day_numbered(number)
    }

    /// Returns the working day from which so many working days pass until this one: it counts, the other one does not.
    pub fn before_working_days(self, days: u32) -> Day {
        let (mut day, mut left) = (number_of(self), days);
        let is_first = |number| day_numbered(number) == day_numbered(number - 1);
        while 0 < left && !is_first(day) {
            left -= u32::from(day_numbered(day).is_worked());
            day -= 1;
        }
        while 0 < days && !is_first(day) && !day_numbered(day).is_worked() {
            day -= 1;
        }
        day_numbered(day)
    }

    /// Returns how many working days there are until a day: it counts, this one does not. None where it is not
    /// later, and at most a thousand.
    pub fn working_days_until(self, end: Day) -> u32 {
        const MOST: usize = 1_000;
        let days = (number_of(self) + 1..=number_of(end)).map(day_numbered);
        u32::try_from(days.filter(|day| day.is_worked()).take(MOST).count()).unwrap_or(0)
    }

    /// Returns this day, or the next that is worked where it is not.
    #[must_use]
    pub fn or_next_worked(self) -> Day {
        if self.is_worked() { self } else { self.after_working_days(1) }
    }

    /// Returns which day of the week it is: 0 for a Monday, 6 for a Sunday.
    pub fn weekday(self) -> u8 {
        weekday_of(number_of(self))
    }

    /// Returns the day so many days before.
    #[must_use]
    pub fn before(self, days: u32) -> Day {
        day_numbered(number_of(self) - i64::from(days))
    }

    /// Returns the moment at which it is this hour in the Netherlands on this day. An hour that the summer time
    /// leaves out is the one before it.
    pub fn at_hour(self, hour: u8) -> Moment {
        let there = number_of(self) * DAY + i64::from(hour) * HOUR;
        let in_winter = Moment(there - HOUR);
        if is_summer(in_winter, self.year()) { Moment(there - 2 * HOUR) } else { in_winter }
    }

    /// Returns how many days there are until a day; fewer than none where it came before this one.
    pub fn days_until(self, end: Day) -> i64 {
        number_of(end) - number_of(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn so_many_working_days_before_a_day_it_is_that_far() {
        let mut today = day("2026-11-01");
        while today < day("2027-12-31") {
            for days in 1..=12 {
                let before = today.before_working_days(days);
                assert!(before.is_worked(), "{days} before {today}");
                assert_eq!(before.working_days_until(today), days, "{days} before {today}");
            }
            assert_eq!(today.before_working_days(0), today);
            today = today.after(1);
        }
        let first = Day::new(1000, 1, 1).unwrap();
        assert_eq!(first.before_working_days(5), first);
    }

    /// Every day from the first to the last that matters, counted by the calendar alone.
    #[test]
    fn days_are_numbered_one_after_the_other() {
        assert_eq!(number_of(day("1970-01-01")), 0);
        let (mut one, mut number) = (day("1999-12-27"), number_of(day("1999-12-27")));
        assert_eq!(weekday_of(number), 0, "a Monday");
        while one < day("2101-01-03") {
            assert_eq!(day_numbered(number), one);
            (one, number) = (one.after(1), number + 1);
            assert_eq!(number_of(one), number);
        }
        assert_eq!(day_numbered(i64::MAX), Day::LAST);
        assert_eq!(day_numbered(i64::MIN), day("1000-01-01"));
    }

    #[test]
    fn easter_falls_where_the_church_says() {
        for (year, easter_day) in [
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2024, "2024-03-31"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
            (2076, "2076-04-19"),
        ] {
            assert_eq!(day_numbered(easter(year)).to_string(), easter_day);
        }
    }

    #[test]
    fn nobody_works_on_weekends_and_public_holidays() {
        for free in [
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-04-27",
            "2026-05-05",
            "2026-05-14",
            "2026-05-25",
            "2026-12-25",
            "2026-12-26",
            "2026-11-21",
            "2026-11-22",
            "2025-04-26",
        ] {
            assert!(!day(free).is_worked(), "{free}");
        }
        // 27 April 2025 was a Sunday: the King's birthday was kept on Saturday.
        for worked in
            ["2026-11-23", "2026-05-04", "2026-12-24", "2026-12-31", "2025-04-28", "2026-05-15"]
        {
            assert!(day(worked).is_worked(), "{worked}");
        }
    }

    #[test]
    fn working_days_are_counted_over_weekends_and_holidays() {
        assert_eq!(day("2026-11-09").after_working_days(10), day("2026-11-23"));
        assert_eq!(day("2026-11-07").after_working_days(10), day("2026-11-20"), "from a Saturday");
        assert_eq!(day("2026-12-18").after_working_days(10), day("2027-01-05"));
        assert_eq!(day("2026-11-23").after_working_days(0), day("2026-11-23"));
        assert_eq!(day("9999-12-30").after_working_days(10), Day::LAST);
        assert_eq!(day("2026-11-23").working_days_until(day("2026-12-10")), 13);
        assert_eq!(day("2026-12-10").working_days_until(day("2026-11-23")), 0);
        assert_eq!(day("2026-11-23").days_until(day("2026-11-20")), -3);
        assert_eq!(day("2026-11-23").working_days_until(Day::LAST), 1_000);
    }

    #[test]
    fn a_day_begins_at_midnight_in_the_netherlands() {
        let at = |day: &str, hour: i64, minute: i64| {
            Moment(number_of(day.parse().unwrap()) * DAY + hour * HOUR + minute * HOUR / 60)
        };
        for (moment, local) in [
            (at("2026-11-22", 22, 59), "2026-11-22"),
            (at("2026-11-22", 23, 0), "2026-11-23"),
            (at("2026-06-22", 21, 59), "2026-06-22"),
            (at("2026-06-22", 22, 0), "2026-06-23"),
            (at("2026-03-28", 22, 59), "2026-03-28"),
            (at("2026-03-29", 22, 0), "2026-03-30"),
            (at("2026-10-24", 22, 0), "2026-10-25"),
            (at("2026-10-25", 22, 59), "2026-10-25"),
            (at("2026-12-31", 23, 0), "2027-01-01"),
        ] {
            assert_eq!(local_day(moment), day(local));
        }
    }
}
