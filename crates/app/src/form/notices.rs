//! The forms of notices: that they were seen, and how somebody is mailed them.
//!
//! Invariant: the same names are written by the pages and read by the server.

use domain::RegionId;
use domain::digest::{DigestSetting, Rhythm};

use super::{BrokenForm, read_day, read_text};
use crate::page::{ReadSetting, read_rhythm};

/// The value of the button that says that everything was seen.
pub const SEEN: &str = "alles-gezien";
/// What a hidden input holds that says up to which entry of a region: `REGION:ENTRY`.
pub const UPTO: &str = "tot";
/// The value of the button that keeps how somebody is mailed.
pub const KEEP: &str = "bewaar";
/// The name of the field that says how often.
pub const RHYTHM: &str = "hoe-vaak";
/// The name of the field with the day of the week.
pub const WEEKDAY: &str = "dag";
/// The name of the field with the hour.
pub const HOUR: &str = "uur";
/// The name of the box that says that what names the reader is mailed at once.
pub const AT_ONCE: &str = "meteen";
/// The day on which mail comes again.
pub const PAUSED_UNTIL: &str = "weer-op";

/// Reads up to which entry each region was seen.
pub fn read_seen(pairs: &[(String, String)]) -> Result<Vec<(RegionId, u64)>, BrokenForm> {
    let upto = pairs.iter().filter(|(name, _)| name == UPTO);
    let read = |(_, value): &(String, String)| {
        let (region, entry) = value.split_once(':')?;
        Some((region.parse().ok()?, entry.parse().ok()?))
    };
    upto.map(|pair| read(pair).ok_or(BrokenForm)).collect()
}

/// Reads how somebody wants to be mailed. What was to be chosen and was not is a broken form; a day that is none is
/// told to whoever typed it.
pub fn read_setting(pairs: &[(String, String)]) -> Result<ReadSetting, BrokenForm> {
    let chosen = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let below = |name: &str, end: u8| {
        let number: Option<u8> = chosen(name).parse().ok();
        number.filter(|number| *number < end).ok_or(BrokenForm)
    };
    let rhythm: Rhythm = read_rhythm(chosen(RHYTHM)).ok_or(BrokenForm)?;
    let typed = read_text(pairs, PAUSED_UNTIL).unwrap_or_default();
    let (paused_until, wrong_day) = match read_day(typed.as_str()) {
        Ok(day) => (day, None),
        Err(_) => (None, Some(typed.as_str().to_owned())),
    };
    let setting = DigestSetting {
        rhythm,
        weekday: below(WEEKDAY, DigestSetting::WEEKDAYS)?,
        hour: below(HOUR, DigestSetting::HOURS)?,
        paused_until,
        at_once: !chosen(AT_ONCE).is_empty(),
    };
    Ok(ReadSetting { setting, wrong_day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_about_mail_is_read_whole_or_not_at_all() {
        let good =
            [(RHYTHM, "wekelijks"), (WEEKDAY, "4"), (HOUR, "16"), (PAUSED_UNTIL, "1-2-2027")];
        let ReadSetting { setting, wrong_day } = read_setting(&pairs(&good)).unwrap();
        assert_eq!((setting.rhythm, setting.weekday, setting.hour), (Rhythm::Weekly, 4, 16));
        assert_eq!(setting.paused_until, Some("2027-02-01".parse().unwrap()));
        assert!(!setting.at_once && wrong_day.is_none());
        for (name, wrong) in
            [(RHYTHM, "elk uur"), (WEEKDAY, "5"), (WEEKDAY, "-1"), (HOUR, "24"), (HOUR, "")]
        {
            let mut bad = good;
            bad.iter_mut().filter(|(known, _)| *known == name).for_each(|pair| pair.1 = wrong);
            assert!(read_setting(&pairs(&bad)).is_err(), "{name}={wrong}");
        }
        let typed = read_setting(&pairs(&[
            (RHYTHM, "nooit"),
            (WEEKDAY, "0"),
            (HOUR, "7"),
            (PAUSED_UNTIL, "ooit"),
        ]));
        assert_eq!(typed.unwrap().wrong_day.as_deref(), Some("ooit"));
    }

    #[test]
    fn what_was_seen_names_regions_and_entries() {
        let region = RegionId::default();
        let good = pairs(&[(UPTO, &format!("{region}:12"))]);
        assert_eq!(read_seen(&good).unwrap(), [(region, 12)]);
        for wrong in ["", "12", "iets:12", &format!("{region}:-1"), &format!("{region}:")] {
            assert!(read_seen(&pairs(&[(UPTO, wrong)])).is_err(), "{wrong}");
        }
    }
}
