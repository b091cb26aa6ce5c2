//! What waits for the server: kept on the device, posted oldest first, settled by its answer.
//!
//! Invariant: a command leaves the device only when the server decided about it.

use domain::{AnswerKey, Desk, Refusal, Sent, Touched};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Feedback, Link, Session};
use crate::platform::{self, Answered, Unreachable};

impl Session {
    /// Posts what waits, oldest first, one at a time: a later edit rests on an earlier one.
    pub(super) fn post_waiting(self) {
        if self.posting.get_value() {
            return;
        }
        self.posting.set_value(true);
        platform::spawn(async move {
            let mut failures = 0;
            while let Some(sent) = self.next_to_post() {
                match self.post(&sent).await {
                    Posted::Settled => failures = 0,
                    Posted::SignedOut => break,
                    Posted::Failed => {
                        failures += 1;
                        self.wait_for(&sent);
                        platform::pause(retry_pause_ms(failures)).await;
                    }
                }
            }
            self.posting.set_value(false);
        });
    }

    async fn post(self, sent: &Sent) -> Posted {
        let Ok(body) = serde_json::to_string(sent) else { return Posted::Failed };
        let address = format!("/regio/{}/opdrachten", self.region);
        match platform::post_json(&address, &body).await {
            Ok(Answered { status: 200, body }) => match serde_json::from_str::<Accepted>(&body) {
                Ok(accepted) => {
                    self.settle(sent, |desk| desk.acknowledge(sent.id, accepted.seq));
                    let keys: Vec<AnswerKey> =
                        sent.command.answers().into_iter().flatten().collect();
                    self.say_all(&keys, &Feedback::Saved(platform::now()));
                    Posted::Settled
                }
                Err(_) => Posted::Failed,
            },
            Ok(Answered { status: 401, .. }) => {
                self.link.set(Link::SignedOut);
                self.wait_for(sent);
                Posted::SignedOut
            }
            Ok(Answered { status: 400..=499, body }) => {
                let refusal = serde_json::from_str::<Refused>(&body).ok().and_then(|r| r.refusal);
                let refusal = refusal.unwrap_or(Refusal::NotHere);
                self.settle(sent, |desk| desk.reject(sent.id));
                self.say_refused(sent, &refusal);
                Posted::Settled
            }
            Ok(_) | Err(Unreachable) => Posted::Failed,
        }
    }

    /// Ends the waiting of a command: the server decided.
    fn settle(self, sent: &Sent, change: impl FnOnce(&mut Desk) -> Touched) {
        platform::forget(&self.outbox_name(sent));
        let touched = self.desk.try_update_value(change);
        self.fire_some(touched);
        self.waiting.set(self.pending_count());
    }

    fn wait_for(self, sent: &Sent) {
        let keys: Vec<AnswerKey> = sent.command.answers().into_iter().flatten().collect();
        self.say_all(&keys, &Feedback::Waiting);
        if self.link.get_untracked() == Link::Live {
            self.link.set(Link::Away);
        }
    }

    fn next_to_post(self) -> Option<Sent> {
        self.desk.with_value(|desk| {
            desk.pending().iter().find(|pending| !pending.is_accepted()).map(|p| p.sent.clone())
        })
    }

    pub(super) fn pending_count(self) -> usize {
        self.desk.with_value(|desk| desk.pending().iter().filter(|p| !p.is_accepted()).count())
    }

    pub(super) fn keep(self, sent: &Sent) {
        self.waiting.set(self.pending_count());
        if let Ok(text) = serde_json::to_string(sent) {
            platform::keep(&self.outbox_name(sent), &text);
        }
    }

    /// Names what waits by person, so that nobody else on this device sends it.
    pub(super) fn outbox_prefix(self) -> String {
        format!("ketentafel/{}/{}/", self.member().person, self.region)
    }

    pub(super) fn outbox_name(self, sent: &Sent) -> String {
        let order = self.desk.with_value(|desk| {
            desk.pending().iter().find(|p| p.sent.id == sent.id).map_or(0, |p| p.at.0)
        });
        format!("{}{order:016}/{}", self.outbox_prefix(), sent.id)
    }
}

enum Posted {
    Settled,
    SignedOut,
    Failed,
}

#[derive(Deserialize)]
struct Accepted {
    seq: u64,
}

#[derive(Deserialize)]
struct Refused {
    refusal: Option<Refusal>,
}

/// Waits longer after each failure: 1, 2, 4 … at most 30 seconds.
fn retry_pause_ms(failures: u32) -> u32 {
    const FIRST_MS: u32 = 1_000;
    const LONGEST_MS: u32 = 30_000;
    FIRST_MS.saturating_mul(1 << failures.saturating_sub(1).min(5)).min(LONGEST_MS)
}
