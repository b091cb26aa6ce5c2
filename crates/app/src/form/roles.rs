//! The form with which somebody acts in another of their roles.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::Role;

use super::BrokenForm;
use super::people::{ROLE, read_word};

/// The name of the field with the page to go back to; without it one comes to where the region stands.
pub const BACK: &str = "terug";

/// Reads the role that was chosen, and the page to go back to.
pub fn read(pairs: &[(String, String)]) -> Result<(Role, Option<&str>), BrokenForm> {
    let find = |wanted: &str| {
        pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    };
    let role = read_word(find(ROLE).ok_or(BrokenForm)?)?;
    Ok((role, find(BACK).filter(|back| !back.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::people::word;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn every_role_is_read_as_it_is_written() {
        for role in Role::ALL {
            assert_eq!(read(&pairs(&[(ROLE, &word(role))])), Ok((role, None)));
        }
        let form = pairs(&[(ROLE, "editor"), (BACK, "/")]);
        assert_eq!(read(&form), Ok((Role::Editor, Some("/"))));
    }

    #[test]
    fn what_is_no_role_is_broken() {
        for form in [&[][..], &[(ROLE, "")], &[(ROLE, "keizer")]] {
            assert_eq!(read(&pairs(form)), Err(BrokenForm));
        }
    }
}
