//! Folds an entry into a region. Obeys and never judges: total, without a clock.
//!
//! Size: one arm for each kind of event, so that the compiler sees that none is missing.

mod actions;
mod rounds;

use std::collections::BTreeSet;

use crate::answer::{
    Answer, AnswerContent, AnswerKey, Aspect, Confirmed, Draft, Late, RECENT_TEXTS_MAX, Shared,
    Wording, Working,
};
use crate::comment::{Comment, Mention, Resolved, Thread, Topic};
use crate::event::{Author, Entry, Event, UnsealedView};
use crate::handover::{Handover, HandoverStand, PassedOn, PassedPart};
use crate::ids::{FieldId, HandoverId, Moment, OrganisationId, RoundId, ThreadId};
use crate::organisation::Participation;
use crate::own_question::OwnQuestion;
use crate::partner_view::{PartnerView, PartnerViews, Sealed};
use crate::redaction::Redaction;
use crate::region::Region;
use crate::regional::{PutForward, Reaction, Says};
use crate::request::{Matter, Request, Stand, Wish};
use crate::round::Round;
use crate::sheet::{Sheet, ViewKey};
use crate::text::GuardedText;
use crate::view::Masked;

/// Makes the region what it is after this entry.
/// Size: one arm for each kind, so that the compiler sees that none is missing.
pub fn evolve(region: &mut Region, entry: &Entry) {
    region.head = entry.seq;
    match &entry.event {
        Event::RegionFounded { region: id, name } => {
            region.id = *id;
            region.name = name.clone();
        }
        Event::OrganisationAdmitted { organisation, kind, chain_parties, serves } => {
            let joined = region.participations.get(organisation);
            let (since, entry) =
                joined.map_or((entry.at, entry.seq), |part| (part.since, part.entry));
            let (chain_parties, serves) = (chain_parties.clone(), serves.clone());
            let part =
                Participation { kind: *kind, since, entry, until: None, chain_parties, serves };
            region.participations.insert(*organisation, part);
        }
        Event::OrganisationLeft { organisation } => {
            if let Some(part) = region.participations.get_mut(organisation) {
                part.until = part.until.or(Some(entry.at));
            }
        }
        Event::RoundPrepared { round, name, edition, asked, own } => {
            let round = rounds::made(*round, (name, edition), (asked, own), entry.at);
            region.prepared = Some(round);
        }
        Event::RoundOpened { round, name, edition, asked, own } => {
            let round = rounds::made(*round, (name, edition), (asked, own), entry.at);
            rounds::open(region, round, entry.at);
        }
        Event::OwnQuestionAdded { round, question, scope, wanted } => {
            let own = OwnQuestion::new(*scope, wanted.clone(), entry.at);
            rounds::change(region, *round, |round| round.ask_own(*question, own));
        }
        Event::OwnQuestionReworded { round, question, wanted } => {
            rounds::reword(region, *round, *question, wanted);
        }
        Event::OwnQuestionRemoved { round, question } => {
            rounds::change(region, *round, |round| round.remove_own(*question, entry.at));
        }
        Event::OwnQuestionPutBack { round, question } => {
            rounds::change(region, *round, |round| round.put_back_own(*question));
        }
        Event::DeadlineSet { round, change } => {
            rounds::change(region, *round, |round| round.deadline = change.to);
        }
        Event::RoundClosed { round } => {
            rounds::change(region, *round, |round| round.closed = round.closed.or(Some(entry.at)));
        }
        Event::AnswerDrafted { change, .. } => draft(region, entry, |working| {
            working.value = change.to;
        }),
        Event::MarkDrafted { aspect, change, .. } => draft(region, entry, |working| match aspect {
            Aspect::Paper => working.paper = change.to,
            Aspect::Practice => working.practice = change.to,
        }),
        Event::RegionalValueDrafted { change, .. } | Event::PartnerValueDrafted { change, .. } => {
            draft(region, entry, |working| working.value = change.to);
        }
        Event::ExplanationDrafted { text, typed, .. }
        | Event::RegionalExplanationDrafted { text, typed, .. } => {
            explain(region, entry, Wording::Explanation, text, typed.as_ref());
        }
        Event::PartnerTextDrafted { wording, text, typed, .. } => {
            explain(region, entry, *wording, text, typed.as_ref());
        }
        Event::AnswerShared { municipality, field, round, content, why_now } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            let why = why_now.as_ref().filter(|_| region.texts.hold(key.municipality, key.field));
            let why = Late::Said(why.cloned().unwrap_or_default());
            share(region, key, (entry.at, *round), content, why);
            let value = content.value;
            release_if(region, key, |regional| regional.content.value != value);
        }
        Event::AnswerConfirmed { municipality, field, round, .. } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            let answer = answer_mut(region, key);
            answer.confirmed = Some(Confirmed { at: entry.at, round: *round });
            answer.reworded = false;
            release_if(region, key, |_| false);
        }
        Event::RegionalAnswerPutForward { field, round, content } => {
            put_forward(region, *field, entry.at, *round, content);
        }
        Event::RegionalAnswerApplied { municipality, field, round, regional, content } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            apply(
                region,
                key,
                content,
                Reaction { to: *regional, round: *round, at: entry.at, says: Says::Applies },
            );
        }
        Event::RegionalAnswerDiffered { municipality, field, round, regional, reason } => {
            let key = AnswerKey { municipality: *municipality, field: *field };
            let holds = region.texts.hold(key.municipality, key.field);
            let reason = if holds { reason.clone() } else { GuardedText::default() };
            let says = Says::Differs { reason };
            react(region, key, Reaction { to: *regional, round: *round, at: entry.at, says });
        }
        Event::DiscussionStarted { round, views } => unseal(region, *round, entry.at, views),
        Event::PartnerViewGiven { partner, field, round, content, sealed, again } => {
            let key = ViewKey { partner: *partner, field: *field };
            give_view(region, key, entry.at, *round, content);
            if *sealed && !again {
                count_sealed(region, *field, Some(*partner));
            }
        }
        Event::PartnerViewWithdrawn { partner, field, sealed, draft, .. } => {
            let key = ViewKey { partner: *partner, field: *field };
            withdraw_view(region, key, *sealed, draft.as_ref());
        }
        Event::RequestMade { matter, due, note } => {
            let Matter { request, wish } = *matter;
            let (by, asked, due, note) = (entry.by, entry.at, *due, note.clone());
            let made = Request { wish, by, asked, since: asked, due, note, stand: Stand::Open };
            region.requests.insert(request, made);
        }
        Event::RequestReady { matter } => stands(region, matter, Stand::Ready),
        Event::ChangesRequested { matter, note } => {
            stands(region, matter, Stand::Changes { by: entry.by, note: note.clone() });
            if let Some(request) = region.requests.get_mut(&matter.request) {
                request.since = entry.at;
            }
        }
        Event::RequestDeclined { matter, reason } => {
            stands(region, matter, Stand::Declined { reason: reason.clone() });
        }
        Event::RequestClosed { matter } => stands(region, matter, Stand::Closed),
        Event::RequestPassedOn { matter, part, to } => pass_on(region, matter, *part, *to),
        Event::ThreadPassedOn { thread, from, to, .. } => {
            if let Some(thread) = region.threads.get_mut(thread) {
                let (seq, by, at) = (entry.seq, entry.by, entry.at);
                thread.passed.push(PassedOn { seq, by, at, from: *from, to: *to });
            }
        }
        Event::HandoverOffered { handover, parting, note } => {
            let (by, at, note) = (entry.by, entry.at, note.clone());
            let offered =
                Handover { parting: *parting, by, at, note, stand: HandoverStand::Offered };
            region.handovers.insert(*handover, offered);
        }
        Event::HandoverAccepted { handover, parting } => {
            // Whoever takes something over themselves was offered nothing.
            let (by, at, note) = (entry.by, entry.at, GuardedText::default());
            let stand = HandoverStand::Accepted { by, at };
            let taken = Handover { parting: *parting, by, at, note, stand: stand.clone() };
            let handover = region.handovers.entry(*handover).or_insert(taken);
            (handover.parting, handover.stand) = (*parting, stand);
        }
        Event::HandoverDeclined { handover, reason, .. } => {
            let stand = HandoverStand::Declined { by: entry.by, reason: reason.clone() };
            ends(region, *handover, stand);
        }
        Event::HandoverWithdrawn { handover, .. } => {
            ends(region, *handover, HandoverStand::Withdrawn);
        }
        Event::ThreadStarted { thread, topic, text, mentions }
        | Event::CommentAdded { thread, topic, text, mentions } => {
            say(region, entry, (*thread, *topic), text, mentions);
        }
        Event::ThreadResolved { thread, .. } => {
            let resolved = Resolved { by: entry.by, at: entry.at };
            dealt_with(region, *thread, Some(resolved));
        }
        Event::ThreadReopened { thread, .. } => dealt_with(region, *thread, None),
        Event::ActionMade { .. }
        | Event::ActionRevised { .. }
        | Event::ActionOffered { .. }
        | Event::ActionAccepted { .. }
        | Event::ActionDeclined { .. }
        | Event::DateCounterProposed { .. }
        | Event::CounterProposalAgreed { .. }
        | Event::CounterProposalRefused { .. }
        | Event::ActionAssigned { .. }
        | Event::ActionProgressed { .. }
        | Event::ActionWaits { .. }
        | Event::ActionReportedDone { .. }
        | Event::ActionClosed { .. }
        | Event::ActionReopened { .. }
        | Event::ActionDropped { .. }
        | Event::OfferWentSilent { .. }
        | Event::ActionReminded { .. }
        | Event::RemindersPaused { .. }
        | Event::ActionFileAttached { .. }
        | Event::ActionFileRemoved { .. }
        | Event::ActionPassedOn { .. } => actions::evolve(region, entry),
        Event::SteeringDateAdded { day } => {
            region.steering_dates.insert(*day);
        }
        Event::SteeringDateRemoved { day } => {
            region.steering_dates.remove(day);
        }
        // The entries that held the text hold its mark already.
        Event::TextRedacted { redaction, readers, reason, .. } => {
            let (by, at, reason) = (entry.by, entry.at, reason.clone());
            let removed = Redaction { by, at, readers: *readers, reason };
            region.redactions.insert(*redaction, removed);
        }
    }
}

/// Adds what somebody said to its thread, which is open from then on.
fn say(
    region: &mut Region,
    entry: &Entry,
    (thread, topic): (ThreadId, Topic),
    text: &GuardedText,
    mentions: &BTreeSet<Mention>,
) {
    let held = region.texts.hold_talk(topic.question).then(|| text.clone());
    let (text, mentions) = (held.unwrap_or_default(), mentions.clone());
    let comment = Comment { seq: entry.seq, by: entry.by, at: entry.at, text, mentions };
    let empty = || Thread { topic, comments: vec![], resolved: None, passed: vec![] };
    let thread = region.threads.entry(thread).or_insert_with(empty);
    thread.comments.push(comment);
    thread.resolved = None;
}

fn dealt_with(region: &mut Region, thread: ThreadId, resolved: Option<Resolved>) {
    if let Some(thread) = region.threads.get_mut(&thread) {
        thread.resolved = resolved;
    }
}

/// Makes somebody else the asked or the asker of a request.
fn pass_on(region: &mut Region, matter: &Matter, part: PassedPart, to: Author) {
    let Some(request) = region.requests.get_mut(&matter.request) else { return };
    match (part, &mut request.wish) {
        (PassedPart::Asker, _) => request.by = to,
        (PassedPart::Asked, Wish::Draft { by, .. }) => *by = to.person.unwrap_or(*by),
        (PassedPart::Asked, Wish::View { of, .. }) => *of = to.organisation.unwrap_or(*of),
    }
}

fn ends(region: &mut Region, handover: HandoverId, stand: HandoverStand) {
    if let Some(handover) = region.handovers.get_mut(&handover) {
        handover.stand = stand;
    }
}

fn stands(region: &mut Region, matter: &Matter, stand: Stand) {
    if let Some(request) = region.requests.get_mut(&matter.request) {
        request.stand = stand;
    }
}

/// Makes the region of someone who may know of an entry only in part what it is after it.
pub(crate) fn evolve_masked(region: &mut Region, seq: u64, what: &Masked) {
    region.head = seq;
    match what {
        Masked::ViewGiven { field, by } => count_sealed(region, *field, *by),
        Masked::ViewWithdrawn { field, by } => {
            uncount_sealed(region, *field, *by);
            forget_if_nothing(region, *field);
        }
        // Whoever hears of it folds anew; nothing is known of it.
        Masked::TextRedacted => {}
    }
}

/// Lets the view of a partner count, and ends its draft.
fn give_view(
    region: &mut Region,
    key: ViewKey,
    at: Moment,
    round: RoundId,
    content: &AnswerContent,
) {
    let content = region.texts.of_content(key.partner, key.field, content);
    let views = region.partner_views.entry(key.field).or_default();
    views.given.insert(key.partner, PartnerView { content, at, round });
    forget_draft(region, key.into());
}

/// Takes the view of a partner back; those who may see it go on from `kept`.
fn withdraw_view(region: &mut Region, key: ViewKey, sealed: bool, kept: Option<&Working>) {
    if let Some(views) = region.partner_views.get_mut(&key.field) {
        views.given.remove(&key.partner);
    }
    if sealed {
        uncount_sealed(region, key.field, Some(key.partner));
    }
    forget_if_nothing(region, key.field);
    if let Some(kept) = kept {
        set_draft(region, key.into(), kept.clone());
    }
}

/// Where no view is left, nothing tells that there ever was one.
fn forget_if_nothing(region: &mut Region, field: FieldId) {
    if region.partner_views.get(&field).is_some_and(|views| *views == PartnerViews::default()) {
        region.partner_views.remove(&field);
    }
}

fn count_sealed(region: &mut Region, field: FieldId, by: Option<OrganisationId>) {
    let sealed = &mut region.partner_views.entry(field).or_default().sealed;
    sealed.count += 1;
    sealed.by.extend(by);
}

fn uncount_sealed(region: &mut Region, field: FieldId, by: Option<OrganisationId>) {
    let sealed = &mut region.partner_views.entry(field).or_default().sealed;
    sealed.count = sealed.count.saturating_sub(1);
    if let Some(by) = by {
        sealed.by.remove(&by);
    }
}

/// A round is discussed: what partners gave is there for everyone.
fn unseal(region: &mut Region, round: RoundId, at: Moment, views: &[UnsealedView]) {
    for known in region.rounds.iter_mut().filter(|known| known.id == round) {
        known.discussed.get_or_insert(at);
    }
    for views in region.partner_views.values_mut() {
        views.sealed = Sealed::default();
    }
    for UnsealedView { partner, field, at, content } in views {
        let content = region.texts.of_content(*partner, *field, content);
        let views = region.partner_views.entry(*field).or_default();
        views.given.insert(*partner, PartnerView { content, at: *at, round });
    }
    // What is not asked any more is not opened either: it stays with whoever gave it, in the history.
    let asked: BTreeSet<FieldId> = region.fields().collect();
    region.partner_views.retain(|field, _| asked.contains(field));
}

/// Puts a regional answer forward, and ends its draft.
fn put_forward(
    region: &mut Region,
    field: FieldId,
    at: Moment,
    round: RoundId,
    content: &AnswerContent,
) {
    let fingerprint = Working::from(content).fingerprint();
    let put_forward = PutForward { content: content.clone(), fingerprint, at, round };
    region.regional.entry(field).or_default().put_forward = Some(put_forward);
    forget_draft(region, Sheet::Regional(field));
}

/// Takes a regional answer over as a municipality's own.
fn apply(region: &mut Region, key: AnswerKey, content: &AnswerContent, reaction: Reaction) {
    // Someone may still be at work on the draft that goes.
    if let Some(draft) = region.draft(key).cloned() {
        remember(region, key.into(), [&draft.explanation].into_iter());
    }
    share(region, key, (reaction.at, reaction.round), content, Late::TookOver);
    react(region, key, reaction);
}

/// Lets everyone see an answer, and ends its draft.
fn share(
    region: &mut Region,
    key: AnswerKey,
    (at, round): (Moment, RoundId),
    content: &AnswerContent,
    why_now: Late,
) {
    let content = region.texts.of_content(key.municipality, key.field, content);
    let is_late = region.round().is_some_and(Round::is_discussed);
    let answer = answer_mut(region, key);
    answer.shared = Some(Shared { content, at, round, late: is_late.then_some(why_now) });
    answer.confirmed = None;
    answer.reworded = false;
    forget_draft(region, key.into());
}

fn react(region: &mut Region, key: AnswerKey, reaction: Reaction) {
    let answer = region.regional.entry(key.field).or_default();
    answer.reactions.insert(key.municipality, reaction);
}

/// Ends "geldt ook hier" where a municipality now answers by itself: the regional answer changed
/// since, or says something else than the municipality does (`says_else`).
fn release_if(region: &mut Region, key: AnswerKey, says_else: impl FnOnce(&PutForward) -> bool) {
    let Some(answer) = region.regional.get_mut(&key.field) else {
        return;
    };
    let applies =
        answer.reactions.get(&key.municipality).is_some_and(|it| it.says == Says::Applies);
    let own = answer.was_taken_over_and_changed(key.municipality)
        || answer.put_forward.as_ref().is_some_and(says_else);
    if applies && own {
        answer.reactions.remove(&key.municipality);
    }
}

/// Changes the draft of the sheet that the entry is about.
fn draft(region: &mut Region, entry: &Entry, change: impl FnOnce(&mut Working)) {
    let Some(sheet) = entry.event.sheet() else {
        return;
    };
    let mut working = region.working(sheet);
    change(&mut working);
    set_draft(region, sheet, working);
}

fn set_draft(region: &mut Region, sheet: Sheet, working: Working) {
    let shared = region.shared_working(sheet);
    // A draft that says what is shared already is no draft.
    draft_mut(region, sheet).working = (working != shared).then_some(working);
    drop_if_empty(region, sheet);
}

/// Writes a text and remembers the texts that edits under way may have started from.
fn explain(
    region: &mut Region,
    entry: &Entry,
    wording: Wording,
    text: &GuardedText,
    typed: Option<&GuardedText>,
) {
    let Some(sheet) = entry.event.sheet() else {
        return;
    };
    let before = region.working(sheet).text(wording).clone();
    draft(region, entry, |working| *working.text_mut(wording) = text.clone());
    remember(region, sheet, [Some(&before), typed].into_iter().flatten());
    drop_if_empty(region, sheet);
}

fn remember<'a>(region: &mut Region, sheet: Sheet, texts: impl Iterator<Item = &'a GuardedText>) {
    let recent = &mut draft_mut(region, sheet).recent;
    for earlier in texts {
        if !earlier.as_str().is_empty() && !recent.contains(earlier) {
            recent.push(earlier.clone());
        }
    }
    let over = recent.len().saturating_sub(RECENT_TEXTS_MAX);
    recent.drain(..over);
}

/// Ends a draft. Viewers without that draft have nothing to end, and nothing is made for them.
fn forget_draft(region: &mut Region, sheet: Sheet) {
    let drafts = match sheet.owner() {
        Some(owner) => region.drafts.get_mut(&owner),
        None => Some(&mut region.regional_drafts),
    };
    if let Some(draft) = drafts.and_then(|drafts| drafts.get_mut(&sheet.field())) {
        draft.working = None;
    }
    drop_if_empty(region, sheet);
}

/// Drops a draft that holds nothing any more, so that it does not travel in every snapshot.
fn drop_if_empty(region: &mut Region, sheet: Sheet) {
    let drafts = match sheet.owner() {
        Some(owner) => region.drafts.get_mut(&owner),
        None => Some(&mut region.regional_drafts),
    };
    let Some(drafts) = drafts else {
        return;
    };
    if drafts.get(&sheet.field()).is_some_and(|draft| *draft == Draft::default()) {
        drafts.remove(&sheet.field());
    }
    if let (true, Some(owner)) = (drafts.is_empty(), sheet.owner()) {
        region.drafts.remove(&owner);
    }
}

fn answer_mut(region: &mut Region, key: AnswerKey) -> &mut Answer {
    region.answers.entry(key.municipality).or_default().entry(key.field).or_default()
}

fn draft_mut(region: &mut Region, sheet: Sheet) -> &mut Draft {
    let drafts = match sheet.owner() {
        Some(owner) => region.drafts.entry(owner).or_default(),
        None => &mut region.regional_drafts,
    };
    drafts.entry(sheet.field()).or_default()
}
