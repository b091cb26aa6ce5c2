//! The form with which a coordinator lets an administrator read the region along for a while.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::{Moment, PersonId, Refusal, TypedText};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BrokenForm, DO, TOKEN, read_text};

/// The value of the button that lets somebody read along.
pub const GRANT: &str = "laat-meekijken";
/// With a grant behind a colon: the value of the button that ends it.
pub const END: &str = "stop";
/// With a grant behind a colon: the value of the button that removes its reason for good.
pub const REMOVE_REASON: &str = "verwijder-reden";
/// The name of the field with the administrator.
pub const READER: &str = "beheerder";
/// The name of the field that says for how long.
pub const TIME: &str = "hoe-lang";
/// The name of the field that says why.
pub const REASON: &str = "reden";

/// The most characters of a reason: it stands on every page of the region.
pub const REASON_CHARS_MAX: usize = 200;

/// A form about who reads along, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GrantForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button does.
    pub deed: GrantDeed,
}

/// What the pressed button does.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantDeed {
    /// Let somebody read along.
    Grant(WantedGrant),
    /// End a grant.
    End(Uuid),
    /// Remove the reason of a grant for good.
    RemoveReason(Uuid),
}

/// Who may read along, as it was chosen. What was to be chosen and was not is nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WantedGrant {
    /// Which administrator.
    pub reader: Option<PersonId>,
    /// For how long.
    pub time: Option<GrantTime>,
    /// Why, as it was typed.
    pub reason: TypedText,
}

/// For how long somebody reads along.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantTime {
    /// One hour.
    Hour,
    /// Four hours.
    FourHours,
    /// One day.
    Day,
    /// Three days.
    ThreeDays,
}

impl GrantTime {
    /// Every choice, the shortest first.
    pub const ALL: [GrantTime; 4] =
        [GrantTime::Hour, GrantTime::FourHours, GrantTime::Day, GrantTime::ThreeDays];

    /// Returns how forms write it.
    pub const fn code(self) -> &'static str {
        match self {
            GrantTime::Hour => "1-uur",
            GrantTime::FourHours => "4-uur",
            GrantTime::Day => "1-dag",
            GrantTime::ThreeDays => "3-dagen",
        }
    }

    /// Returns until when that is.
    pub const fn after(self, now: Moment) -> Moment {
        const HOUR_US: i64 = 60 * 60 * 1_000_000;
        let hours = match self {
            GrantTime::Hour => 1,
            GrantTime::FourHours => 4,
            GrantTime::Day => 24,
            GrantTime::ThreeDays => 72,
        };
        Moment(now.0 + hours * HOUR_US)
    }
}

/// Why a form about who reads along was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantTrouble {
    /// No administrator was chosen.
    NoReader,
    /// Who was chosen administers no more.
    NoAdministrator,
    /// No time was chosen.
    NoTime,
    /// No reason was given.
    NoReason,
    /// The reason is refused.
    Refused(Refusal),
}

impl GrantForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<GrantForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let token = find(TOKEN).ok_or(BrokenForm)?.to_owned();
        let code = find(DO).ok_or(BrokenForm)?;
        let chosen = |name| find(name).filter(|value| !value.is_empty());
        let time = |code: &str| GrantTime::ALL.into_iter().find(|time| time.code() == code);
        let deed = match code.split_once(':') {
            Some((END, id)) => GrantDeed::End(id.parse().map_err(|_| BrokenForm)?),
            Some((REMOVE_REASON, id)) => {
                GrantDeed::RemoveReason(id.parse().map_err(|_| BrokenForm)?)
            }
            None if code == GRANT => GrantDeed::Grant(WantedGrant {
                reader: chosen(READER).map(|id| id.parse().map_err(|_| BrokenForm)).transpose()?,
                time: chosen(TIME).map(|code| time(code).ok_or(BrokenForm)).transpose()?,
                reason: read_text(pairs, REASON).unwrap_or_default(),
            }),
            _ => return Err(BrokenForm),
        };
        Ok(GrantForm { token, deed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<GrantDeed, BrokenForm> {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let pairs: Vec<(String, String)> = [(TOKEN, "1")].iter().chain(pairs).map(pair).collect();
        GrantForm::read(&pairs).map(|form| form.deed)
    }

    #[test]
    fn every_time_is_read_as_it_is_written() {
        for time in GrantTime::ALL {
            let deed = read(&[(DO, GRANT), (TIME, time.code())]).unwrap();
            assert_eq!(
                deed,
                GrantDeed::Grant(WantedGrant { time: Some(time), ..Default::default() })
            );
        }
        let most = GrantTime::ALL.map(|time| time.after(Moment(0)).0).into_iter().max();
        assert_eq!(most, Some(3 * 24 * 60 * 60 * 1_000_000), "three days at most");
    }

    #[test]
    fn what_no_page_sends_is_broken() {
        for pairs in [
            &[][..],
            &[(DO, "iets")],
            &[(DO, "stop:x")],
            &[(DO, "verwijder-reden:x")],
            &[(DO, GRANT), (READER, "x")],
            &[(DO, GRANT), (TIME, "altijd")],
        ] {
            assert_eq!(read(pairs), Err(BrokenForm), "{pairs:?}");
        }
        assert_eq!(read(&[(DO, GRANT)]), Ok(GrantDeed::Grant(WantedGrant::default())));
    }
}
