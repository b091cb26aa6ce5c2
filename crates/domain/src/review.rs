//! When somebody has to look through who acts for an organisation in a region: once a year.
//!
//! Invariant: whether a review is due is derived from days and kept nowhere.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// How many days before a review is due it is said that it comes.
pub const SOON_DAYS: u32 = 30;
/// How many days an installation that learns of reviews leaves its organisations for the first one: a notice of
/// [`SOON_DAYS`] after two months in which nobody is bothered.
pub const GRACE_DAYS: u32 = 90;

/// Where the review of an organisation stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStand {
    /// The day on which it is due has come.
    Overdue,
    /// That day comes soon.
    Soon,
    /// There is nothing to do.
    Fresh,
}

impl ReviewStand {
    /// Returns where a review stands that is due on a day.
    pub fn on(today: Day, due: Day) -> Self {
        match () {
            () if due <= today => ReviewStand::Overdue,
            () if due <= today.after(SOON_DAYS) => ReviewStand::Soon,
            () => ReviewStand::Fresh,
        }
    }
}

/// Returns the day on which a review is due: a year after the last one. Without one it is a year after somebody
/// got a place (`since`), and not before those who were there when reviews began (`begun`) had time for it.
pub fn due(last: Option<Day>, since: Day, begun: Day) -> Day {
    match last {
        Some(last) => last.a_year_later(),
        None => since.a_year_later().max(begun.after(GRACE_DAYS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_review_is_due_a_year_after_the_last_one() {
        let due = |last| due(Some(day(last)), day("2020-01-01"), day("2026-01-01"));
        assert_eq!(due("2026-11-23"), day("2027-11-23"));
        assert_eq!(due("2028-02-29"), day("2029-02-28"), "a day that the next year does not have");
        assert_eq!(due("2027-02-28"), day("2028-02-28"));
        assert_eq!(due("2027-03-01"), day("2028-03-01"));
    }

    #[test]
    fn nobody_is_late_because_reviews_begin() {
        let first = |since, begun| due(None, day(since), day(begun));
        assert_eq!(first("2024-05-01", "2026-11-23"), day("2027-02-21"), "long ago");
        assert_eq!(first("2026-10-01", "2026-11-23"), day("2027-10-01"), "lately");
        assert_eq!(first("2027-05-04", "2026-11-23"), day("2028-05-04"), "afterwards");
    }

    #[test]
    fn a_review_comes_in_sight_thirty_days_before_it_is_due() {
        let on = |today| ReviewStand::on(day(today), day("2026-12-31"));
        assert_eq!(on("2026-11-30"), ReviewStand::Fresh);
        assert_eq!(on("2026-12-01"), ReviewStand::Soon);
        assert_eq!(on("2026-12-30"), ReviewStand::Soon);
        assert_eq!(on("2026-12-31"), ReviewStand::Overdue);
        assert_eq!(on("2027-05-01"), ReviewStand::Overdue);
    }
}
