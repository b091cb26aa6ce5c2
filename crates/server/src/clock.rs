//! The time: read here and passed on as an argument, so that rules and tests never ask for it.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, SystemTime},
};

use domain::ids::Moment;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Tells the time: the real one, one that was set to start elsewhere and runs on from there, or one
/// that stands until somebody puts it forward.
#[derive(Clone, Copy, Debug)]
pub struct Clock(Works);

#[derive(Clone, Copy, Debug)]
enum Works {
    Running { ahead_us: i64 },
    Standing(&'static AtomicI64),
}

impl Default for Clock {
    fn default() -> Self {
        Self(Works::Running { ahead_us: 0 })
    }
}

/// A text that is not a moment with its offset from UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("write the moment as 2026-11-23T09:00:00+01:00")]
pub struct NotAMoment;

impl Clock {
    /// Sets a clock to a moment; it runs on from there.
    pub fn starting_at(moment: Moment) -> Self {
        Self(Works::Running { ahead_us: moment.0 - real_us() })
    }

    /// Stops a clock at a moment, so that a test lets hours pass without waiting for them.
    /// Its few bytes live as long as the program: every room has a copy of its clock.
    pub fn standing_at(moment: Moment) -> Self {
        Self(Works::Standing(Box::leak(Box::new(AtomicI64::new(moment.0)))))
    }

    /// Puts a clock that stands to another moment; one that runs goes on.
    pub fn put_to(self, moment: Moment) {
        if let Works::Standing(us) = self.0 {
            us.store(moment.0, Ordering::SeqCst);
        }
    }

    /// Returns the time of this clock.
    pub fn now(self) -> Moment {
        match self.0 {
            Works::Running { ahead_us } => Moment(real_us() + ahead_us),
            Works::Standing(us) => Moment(us.load(Ordering::SeqCst)),
        }
    }
}

/// Reads a moment such as `2026-11-23T09:00:00+01:00`.
pub fn parse_moment(text: &str) -> Result<Moment, NotAMoment> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| NotAMoment)?;
    let us = moment.unix_timestamp_nanos() / 1_000;
    i64::try_from(us).map(Moment).map_err(|_| NotAMoment)
}

fn real_us() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_starts_there_and_runs_on() {
        let start = parse_moment("2026-11-23T09:00:00+01:00").unwrap();
        assert_eq!(start, Moment(1_795_420_800_000_000));
        let clock = Clock::starting_at(start);
        let first = clock.now();
        assert!(start <= first && first.0 < start.0 + 60_000_000);
        assert!(first <= clock.now());
    }

    #[test]
    fn a_clock_that_stands_moves_when_it_is_put_elsewhere() {
        let clock = Clock::standing_at(Moment(5));
        let copy = clock;
        clock.put_to(Moment(7));
        assert_eq!([clock.now(), copy.now()], [Moment(7), Moment(7)]);
    }

    #[test]
    fn a_moment_names_its_offset() {
        assert_eq!(parse_moment("2026-11-23T09:00:00"), Err(NotAMoment));
        assert_eq!(parse_moment("morgen"), Err(NotAMoment));
    }
}
