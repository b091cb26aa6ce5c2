//! Days and times as people in the Netherlands write them.
//!
//! Invariant: a time that the clock skips or repeats when summer time begins or ends is no moment.

use domain::Moment;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

static AMSTERDAM: TimeZone = jiff::tz::get!("Europe/Amsterdam");

/// The present of the demo regions.
pub const PRESENT: &str = "2026-11-23 09:00";

/// Reads a day and time in the Netherlands, such as `2026-11-23 09:00`.
pub fn moment(text: &str) -> Option<Moment> {
    let civil = DateTime::strptime("%Y-%m-%d %H:%M", text).ok()?;
    if civil.strftime("%Y-%m-%d %H:%M").to_string() != text {
        return None;
    }
    let zoned = AMSTERDAM.to_ambiguous_zoned(civil).unambiguous().ok()?;
    Some(Moment(zoned.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_moment;

    #[test]
    fn summer_time_and_winter_time_are_known() {
        for (local, exact) in [
            ("2026-11-23 09:00", "2026-11-23T09:00:00+01:00"),
            ("2026-09-15 10:20", "2026-09-15T10:20:00+02:00"),
            ("2026-10-25 03:00", "2026-10-25T03:00:00+01:00"),
        ] {
            assert_eq!(moment(local), parse_moment(exact).ok(), "{local}");
        }
    }

    #[test]
    fn what_no_clock_shows_once_is_no_moment() {
        for text in [
            "2026-10-25 02:30",
            "2026-03-29 02:30",
            "2026-11-31 10:00",
            "2026-11-23",
            "2026-11-23 9:00",
            "2026-11-23 09:00:00",
            "2026-11-23T09:00",
            "",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
