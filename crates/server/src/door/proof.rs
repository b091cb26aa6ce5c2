//! Whether somebody proved lately who they are: with their password, and a code where they sign in in two steps.
//!
//! Invariant: whatever binds an organisation, or cannot be undone, asks this one place first.

use domain::{Command, Moment};
use tower_sessions::Session;

use super::{Hall, signed_in::proven_in};
use crate::problem::Problem;

/// How long a proof holds: a meeting in which somebody confirms a whole checklist takes about an hour, and a
/// computer that was left open overnight or over lunch confirms nothing.
pub const HOLDS_FOR_US: i64 = 60 * 60 * 1_000_000;

/// Lets those pass whose last proof is recent.
pub fn must_be_recent(proven: Option<Moment>, now: Moment) -> Result<(), Problem> {
    let holds = |proven: Moment| now.0.saturating_sub(proven.0) < HOLDS_FOR_US;
    if proven.is_some_and(holds) { Ok(()) } else { Err(Problem::NotProven) }
}

/// Lets a command pass that needs no proof, and any where the last proof is recent.
pub async fn must_cover(hall: &Hall, session: &Session, command: &Command) -> Result<(), Problem> {
    let is_for_good = matches!(command, Command::Redact { .. } | Command::RemoveFile { .. });
    if !command.binds() && !is_for_good {
        return Ok(());
    }
    must_be_recent(proven_in(session).await?, hall.clock.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_holds_for_an_hour() {
        let (then, hour) = (Moment(7), HOLDS_FOR_US);
        assert_eq!(must_be_recent(Some(then), then), Ok(()));
        assert_eq!(must_be_recent(Some(then), Moment(then.0 + hour - 1)), Ok(()));
        assert_eq!(must_be_recent(Some(then), Moment(then.0 + hour)), Err(Problem::NotProven));
        assert_eq!(must_be_recent(None, then), Err(Problem::NotProven));
    }
}
