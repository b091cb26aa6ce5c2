//! What waits for the server: kept on the device, posted oldest first, settled by its answer.
//!
//! Invariant: a command leaves the device only when the server decided about it. Where the device
//! refuses to keep it, it waits in the page, and the page says so.

use std::collections::BTreeMap;

use domain::answer::Wording;
use domain::{
    Command, CommandId, Delivery, Desk, FieldId, Refusal, Sent, Sheet, Touched, TypedText,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Feedback, Link, Place, Session};
use crate::form::{self, Input};
use crate::page::wire;
use crate::platform::{self, Answered, Unreachable};

/// Whether what waits is being posted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Posting {
    /// Counts the turns; a turn that pauses ends when another one began.
    turn: u64,
    /// A command is under way, so nobody else may begin.
    busy: bool,
}

/// What waits in the page only, because the device refused to keep it.
#[derive(Default)]
pub(super) struct Unkept(Vec<Sent>);

impl Session {
    /// Posts what waits, oldest first, one at a time: a later edit rests on an earlier one.
    /// Whoever calls this has a reason to think that it works now, so it ends a pause.
    pub(super) fn post_waiting(self) {
        let Posting { turn, busy } = self.posting.get_value();
        if !busy {
            self.posting.set_value(Posting { turn: turn + 1, busy: true });
            platform::spawn(self.post_in_turn(turn + 1));
        }
    }

    async fn post_in_turn(self, turn: u64) {
        let mut failures = 0;
        while let Some(sent) = self.next_to_post() {
            match self.post(&sent).await {
                Posted::Settled => {
                    failures = 0;
                    continue;
                }
                Posted::Unheard => break,
                Posted::Failed => self.say_all(&self.waiting_places(), &Feedback::Failed),
                Posted::Unreached => self.wait_for_server(),
            }
            failures += 1;
            self.posting.set_value(Posting { turn, busy: false });
            platform::pause(retry_pause_ms(failures)).await;
            if self.posting.get_value().turn != turn {
                return;
            }
            self.posting.set_value(Posting { turn, busy: true });
        }
        self.posting.set_value(Posting { turn, busy: false });
    }

    /// Tries once more, because the reader asks for it.
    pub fn try_again(self) {
        self.say_all(&self.waiting_places(), &Feedback::Busy);
        self.post_waiting();
    }

    async fn post(self, sent: &Sent) -> Posted {
        let Ok(body) = serde_json::to_string(sent) else { return Posted::Failed };
        let address = format!("/regio/{}/opdrachten", self.region);
        match platform::post_json(&address, &body, self.insider().person()).await {
            Ok(Answered { status: 200, body }) => match serde_json::from_str::<Accepted>(&body) {
                Ok(accepted) => {
                    self.settle(sent, |desk| desk.acknowledge(sent.id, accepted.seq));
                    // Somebody signed in beside this page; its stream will be back too.
                    if self.link.get_untracked() == Link::SignedOut {
                        self.set_link(Link::Starting);
                    }
                    self.say_saved(sent);
                    Posted::Settled
                }
                Err(_) => Posted::Failed,
            },
            Ok(Answered { status: 401, .. }) => {
                self.set_link(Link::SignedOut);
                self.wait_for_server();
                Posted::Unheard
            }
            Ok(Answered { status: status @ 400..=499, body }) => {
                let refused = serde_json::from_str::<Refused>(&body).ok();
                let problem = refused.as_ref().and_then(|refused| refused.problem.as_deref());
                match problem {
                    Some(wire::NOT_PROVEN) => {
                        self.to_prove.set(true);
                        self.say_all(&self.waiting_places(), &Feedback::ToProve);
                        return Posted::Unheard;
                    }
                    Some(wire::SECOND_FACTOR_NEEDED) => {
                        self.say_all(&self.waiting_places(), &Feedback::Waiting);
                        platform::spawn(self.look_who_i_am());
                        return Posted::Unheard;
                    }
                    _ => {}
                }
                let refusal = refused.and_then(|refused| refused.refusal);
                if status == 404 {
                    // What this page shows is not what there is; or it is not there for this reader any more.
                    platform::spawn(self.fetch_snapshot());
                }
                let gone = matches!(status, 404 | 409).then_some(Refusal::NotHere);
                let Some(refusal) = refusal.or(gone) else {
                    // Not a verdict: this page and the server do not understand each other.
                    self.set_link(Link::Outdated);
                    return Posted::Unheard;
                };
                self.settle(sent, |desk| desk.reject(sent.id));
                self.say_refused(sent, &refusal);
                Posted::Settled
            }
            Ok(_) => Posted::Failed,
            Err(Unreachable) => Posted::Unreached,
        }
    }

    /// Returns what was typed where this page has no place for it, for whoever typed it to take along.
    pub fn homeless(self) -> BTreeMap<FieldId, String> {
        self.homeless.get()
    }

    /// Says where it belongs that a command was refused.
    pub(super) fn say_refused(self, sent: &Sent, refusal: &Refusal) {
        if let Some((field, text)) = without_a_home(&sent.command, refusal) {
            self.homeless.update(|all| drop(all.insert(field, text)));
        }
        let places = Place::refused(&sent.command, refusal);
        // Elsewhere nothing is on its way any more.
        let mut others = Place::of(&sent.command);
        others.retain(|place| !places.contains(place));
        self.say_all(&others, &Feedback::Quiet);
        self.say_all(&places, &Feedback::Refused(Box::new(refusal.clone())));
    }

    /// Ends the waiting of a command: the server decided.
    fn settle(self, sent: &Sent, change: impl FnOnce(&mut Desk) -> Touched) {
        self.forget(sent.id);
        if self.to_prove.get_untracked() {
            self.to_prove.set(false);
        }
        let touched = self.desk.try_update_value(change);
        self.fire_some(touched);
        self.waiting.set(self.pending_count());
    }

    /// Says that edits were saved, where nothing more of them is under way.
    fn say_saved(self, sent: &Sent) {
        let waiting = self.waiting_places();
        let mut places = Place::of(&sent.command);
        places.retain(|place| !waiting.contains(place));
        self.say_all(&places, &Feedback::Saved(platform::now()));
    }

    /// Says at every place with something under way that it waits.
    fn wait_for_server(self) {
        self.say_all(&self.waiting_places(), &Feedback::Waiting);
        self.lose_link();
    }

    fn waiting_places(self) -> Vec<Place> {
        self.desk.with_value(|desk| {
            let waiting = desk.pending().iter().filter(|pending| !pending.is_accepted());
            waiting.flat_map(|pending| Place::of(&pending.sent.command)).collect()
        })
    }

    /// Returns a text of a sheet that the server did not decide about yet.
    pub fn unsent_text(self, sheet: Sheet, wording: Wording) -> Option<TypedText> {
        self.desk.with_value(|desk| {
            let waiting = desk.pending().iter().filter(|pending| !pending.is_accepted());
            let mut texts = waiting.filter_map(|pending| {
                let sent = &pending.sent.command;
                let text = match sent {
                    Command::Explain { text, .. } | Command::ExplainForRegion { text, .. } => text,
                    Command::ExplainAsPartner { text, wording: of, .. } if *of == wording => text,
                    _ => return None,
                };
                sent.sheets().contains(&sheet).then(|| text.clone())
            });
            texts.next_back()
        })
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
        if !self.kept_on_device(sent) {
            self.unkept.update_value(|unkept| unkept.0.push(sent.clone()));
        }
        self.look_whether_kept();
    }

    fn kept_on_device(self, sent: &Sent) -> bool {
        let text = serde_json::to_string(sent);
        text.is_ok_and(|text| platform::keep(&self.outbox_name(sent), &text))
    }

    /// Returns whether what waits, or what is typed next, stands in this page only.
    pub fn only_here(self) -> bool {
        self.only_here.get()
    }

    /// Returns whether something waits until the reader proves who they are.
    pub fn to_prove(self) -> bool {
        self.to_prove.get()
    }

    /// Returns whether closing this page now loses a command.
    pub(super) fn would_be_lost(self) -> bool {
        self.unkept.with_value(|unkept| !unkept.0.is_empty())
    }

    /// Notes whether the device keeps what waits.
    pub(super) fn look_whether_kept(self) {
        let only_here = self.would_be_lost() || !platform::keeps();
        if self.only_here.get_untracked() != only_here {
            self.only_here.set(only_here);
        }
    }

    /// Keeps what the device refused before: what left it may have made room.
    fn keep_after_all(self) {
        if self.only_here.get_untracked() {
            self.unkept.update_value(|unkept| unkept.0.retain(|sent| !self.kept_on_device(sent)));
            self.look_whether_kept();
        }
    }

    /// Forgets what waited once it came back as an entry, also when its acknowledgement was lost.
    pub(super) fn forget_arrived(self, delivery: &Delivery) {
        let Some(command) = delivery.command() else { return };
        let waits = self
            .desk
            .with_value(|desk| desk.pending().iter().any(|pending| pending.sent.id == command));
        if !waits {
            self.forget(command);
        }
    }

    /// Forgets a command, under whatever time it was kept.
    fn forget(self, command: CommandId) {
        self.unkept.update_value(|unkept| unkept.0.retain(|sent| sent.id != command));
        let end = format!("/{command}");
        for (name, _) in platform::kept(&self.outbox_prefix()) {
            if name.ends_with(&end) {
                platform::forget(&name);
            }
        }
        self.keep_after_all();
    }

    /// Names what waits by person, so that nobody else on this device sends it.
    pub(super) fn outbox_prefix(self) -> String {
        format!("ketentafel/{}/{}/", self.insider().person(), self.region)
    }

    /// Names a command by its time, so that what waits keeps its order.
    fn outbox_name(self, sent: &Sent) -> String {
        let order = self.desk.with_value(|desk| {
            desk.pending().iter().find(|p| p.sent.id == sent.id).map_or(0, |p| p.at.0)
        });
        format!("{}{order:016}/{}", self.outbox_prefix(), sent.id)
    }
}

/// Returns the text of a refused command that stands nowhere in this page, and where it belonged.
fn without_a_home(command: &Command, refusal: &Refusal) -> Option<(FieldId, String)> {
    let text = command.text()?.as_str().to_owned();
    let field = command.sheets().first()?.field();
    let area = form::name(field, Input::Explanation);
    let is_gone = match refusal {
        Refusal::QuestionRemoved { .. } => true,
        // Whoever acts in another role by now has no place for it here.
        Refusal::NotHere
        | Refusal::NotAllowed { .. }
        | Refusal::Guarded { .. }
        | Refusal::TellsCase { .. }
        | Refusal::TextTooLong { .. } => !platform::has(&format!("textarea[name=\"{area}\"]")),
        _ => false,
    };
    is_gone.then_some((field, text))
}

enum Posted {
    Settled,
    /// It waits until the person signs in, proves who they are or loads the page again.
    Unheard,
    /// The server has trouble of its own.
    Failed,
    Unreached,
}

#[derive(Deserialize)]
struct Accepted {
    seq: u64,
}

#[derive(Deserialize)]
struct Refused {
    problem: Option<String>,
    refusal: Option<Refusal>,
}

/// Waits longer after each failure: 1, 2, 4 … at most 30 seconds.
fn retry_pause_ms(failures: u32) -> u32 {
    const FIRST_MS: u32 = 1_000;
    const LONGEST_MS: u32 = 30_000;
    FIRST_MS.saturating_mul(1 << failures.saturating_sub(1).min(5)).min(LONGEST_MS)
}
