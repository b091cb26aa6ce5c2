//! An edit of a single value that says from what to what.

use serde::{Deserialize, Serialize};

/// From what to what. Conflict detection, harmless retries and offline replay follow from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change<T> {
    /// The value that the writer saw.
    pub from: T,
    /// The value that the writer wants.
    pub to: T,
}

/// How a change meets the value that is there now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meeting {
    /// The value is still what the writer saw.
    Fits,
    /// The value already is what the writer wants.
    Already,
    /// Someone else made it another value.
    Differs,
}

impl<T: PartialEq> Change<T> {
    /// Says how this change meets the value `now`.
    pub fn meets(&self, now: &T) -> Meeting {
        if self.to == *now {
            Meeting::Already
        } else if self.from == *now {
            Meeting::Fits
        } else {
            Meeting::Differs
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_fits_is_already_there_or_differs() {
        let change = Change { from: 1, to: 2 };
        assert_eq!(change.meets(&1), Meeting::Fits);
        assert_eq!(change.meets(&2), Meeting::Already);
        assert_eq!(change.meets(&3), Meeting::Differs);
    }
}
