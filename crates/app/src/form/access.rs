//! The form with which somebody says that the list of who has access for an organisation is right.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::{Fingerprint, OrganisationId};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, DO, TOKEN};

/// With an organisation behind a colon: the value of the button that says that its list is right.
pub const RIGHT: &str = "klopt";
/// The name of the hidden field that names the list that was shown.
pub const LIST: &str = "lijst";
/// The query word that names the organisation of which it was just said that its list is right.
pub const DONE: &str = "gecontroleerd";

/// The form, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccessForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// What names the list that was shown.
    pub seen: Fingerprint,
}

impl AccessForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<AccessForm, BrokenForm> {
        let find = |wanted: &str| {
            let found = pairs.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str()).ok_or(BrokenForm)
        };
        match find(DO)?.split_once(':') {
            Some((RIGHT, id)) => Ok(AccessForm {
                token: find(TOKEN)?.to_owned(),
                organisation: id.parse().map_err(|_| BrokenForm)?,
                seen: find(LIST)?.parse().map_err(|_| BrokenForm)?,
            }),
            _ => Err(BrokenForm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_sends_is_broken() {
        let (own, seen) = (OrganisationId::default(), Fingerprint::of(b""));
        let (right, list) = (format!("{RIGHT}:{own}"), seen.to_string());
        let read = |pairs: &[(&str, &str)]| {
            let pairs: Vec<(String, String)> =
                pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
            AccessForm::read(&pairs)
        };
        let whole = [(TOKEN, "1-2"), (DO, right.as_str()), (LIST, list.as_str())];
        let form = AccessForm { token: "1-2".into(), organisation: own, seen };
        assert_eq!(read(&whole), Ok(form));
        for missing in 0..whole.len() {
            let rest = whole.iter().copied().enumerate().filter(|(at, _)| *at != missing);
            let rest: Vec<(&str, &str)> = rest.map(|(_, pair)| pair).collect();
            assert_eq!(read(&rest), Err(BrokenForm), "{rest:?}");
        }
        assert_eq!(read(&[(TOKEN, "1"), (DO, "klopt:x"), (LIST, list.as_str())]), Err(BrokenForm));
        assert_eq!(read(&[(TOKEN, "1"), (DO, right.as_str()), (LIST, "x")]), Err(BrokenForm));
        assert_eq!(read(&[(TOKEN, "1"), (DO, "klopt"), (LIST, list.as_str())]), Err(BrokenForm));
    }
}
