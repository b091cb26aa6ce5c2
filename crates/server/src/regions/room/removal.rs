//! Removes texts from the region of a room.
//!
//! Invariant: a removal is decided on the whole journal and takes a number, so that whoever decided on the
//! region as it was before comes too late. Afterwards everything that is remembered is folded anew.

use domain::{Command, Entry, Event, Refusal, Region, decide_with_journal};

use super::{ATTEMPTS_MAX, Room, hash};
use crate::{
    journal::{Accepted, Appended, Removal},
    regions::{Rejected, Submission, actor, report},
};

/// Returns whether a command removes a text.
pub(super) fn is_one(submission: &Submission) -> bool {
    matches!(submission.sent.command, Command::Redact { .. })
}

impl Room {
    /// Decides a removal, writes it and answers; decides anew when somebody else was first.
    pub(super) async fn remove(&mut self, submission: Submission) {
        let mut answer = Err(Rejected::Busy);
        for _ in 0..ATTEMPTS_MAX {
            match self.try_to_remove(&submission).await {
                Ok(Some(seq)) => answer = Ok(seq),
                Ok(None) => continue,
                Err(rejected) => answer = Err(rejected),
            }
            break;
        }
        let _ = submission.answer.send(answer);
    }

    /// Returns the number of the entry that followed, or nothing when somebody else was first.
    async fn try_to_remove(&mut self, submission: &Submission) -> Result<Option<u64>, Rejected> {
        self.catch_up().await?;
        let Submission { by, sent, at, .. } = submission;
        let now = at.unwrap_or_else(|| self.clock.now());
        let actor = actor(*by, |person, role| self.acting(person, role, now))?;
        let (author, payload_hash) = (actor.author(), hash(&sent.command));
        if self.accepted.contains_key(&sent.id) {
            return self.repeat(sent.id, payload_hash, author.person).await.map(Some);
        }
        let journal = self.journal.whole(self.id, self.seen.head).await;
        let journal = journal.map_err(|error| report(self.id, error))?;
        let events = decide_with_journal(&self.working, &journal, &actor, sent, now);
        let Some(event) = events.map_err(Rejected::Refused)?.into_iter().next() else {
            return Ok(Some(self.seen.head));
        };
        debug_assert!(matches!(event, Event::TextRedacted { .. }), "nothing else is asked here");
        if !self.journal.notes() {
            return Err(Rejected::Refused(Refusal::NothingIsNoted));
        }
        let seq = self.seen.head + 1;
        let entry = Entry { seq, at: now, by: author, command: sent.id, event };
        let person = author.person;
        let accepted = Accepted { command: sent.id, person, payload_hash, seq };
        let removal = Removal { region: self.id, seen: self.seen, entry, accepted };
        let removed = self.journal.remove(removal, &journal).await;
        match removed.map_err(|error| report(self.id, error))? {
            Appended::Behind => Ok(None),
            Appended::Written => {
                // It is durable. Whatever goes wrong now, the next look folds anew.
                let _ = self.catch_up().await;
                Ok(Some(seq))
            }
        }
    }

    /// Forgets everything that was folded: texts were removed from the entries.
    pub(super) fn begin_anew(&mut self, redaction_epoch: u64) {
        self.confirmed = Region::new(self.id);
        self.working = Region::new(self.id);
        self.seen.head = 0;
        self.seen.redaction_epoch = redaction_epoch;
        self.accepted.clear();
        self.moments.clear();
        self.followers.forget_recent();
    }
}
