//! What one command did: when, in one sentence, and the texts behind a click.

mod restore;

use std::collections::BTreeMap;

use domain::event::UnsealedView;
use domain::{AnswerValue, Entry, Event, FieldId, GuardedText};
use leptos::prelude::*;

use crate::page::{Before, Table, held};
use crate::parts::{compare, removed, written};
use crate::words::{Told, Words, machine_time};

/// What a telling needs beside the entries.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The names in it.
    pub told: Told<'a>,
    /// The region as the reader sees it now, and who they are.
    pub table: &'a Table,
    /// What stood there before an entry.
    pub before: &'a BTreeMap<u64, Before>,
    /// Makes a double click on a form one effect.
    pub token: &'a str,
}

impl<'a> Telling<'a> {
    fn text_before(&self, entry: &Entry) -> Option<&'a GuardedText> {
        self.before.get(&entry.seq).map(|before| &before.text)
    }

    /// Returns the values that stood in the place of others, each with its field, in their order.
    fn values_before(&self, entries: &[Entry]) -> Vec<(FieldId, AnswerValue)> {
        let replaced = |entry: &Entry| {
            let was = self.before.get(&entry.seq)?.value?;
            // Whoever writes a text of a draft puts no value anywhere.
            let is = held(&entry.event)?.value?;
            Some((entry.event.field()?, was)).filter(|_| is != was)
        };
        let mut all: Vec<_> = entries.iter().filter_map(replaced).collect();
        all.sort_unstable_by_key(|(field, _)| *field);
        all
    }
}

/// Tells what the entries of one command did.
pub fn told(
    words: Words,
    telling: Telling<'_>,
    entries: &[Entry],
) -> Option<impl IntoView + use<>> {
    let first = entries.first()?;
    let told = telling.told;
    let sentence = words.history_sentence(entries, told);
    let before = words.history_before(&telling.values_before(entries), 1 < entries.len());
    Some(view! {
        <li>
            <time datetime=machine_time(first.at)>{words.time(first.at)}</time>
            <p class="nl-paragraph">{sentence}{before.map(|before| view! { " "<span>{before}</span> })}</p>
            {texts(words, telling, entries)}
            {opened(words, told, &first.event)}
            {ways(words, telling, entries)}
        </li>
    })
}

/// The ways to remove a text of the entries, where the reader may.
fn ways(words: Words, telling: Telling<'_>, entries: &[Entry]) -> Vec<AnyView> {
    let region = telling.table.region.id;
    let may = |entry: &Entry| removed::may_remove_of(&telling.table.insider, entry);
    let of = |entry: &Entry| removed::link(words, region, entry.seq, entry.event.field());
    entries.iter().filter(|entry| may(entry)).map(of).collect()
}

/// The texts that the entries hold, behind a click.
fn texts(words: Words, telling: Telling<'_>, entries: &[Entry]) -> Option<impl IntoView + use<>> {
    let mut held: Vec<(Option<FieldId>, &Entry)> = entries
        .iter()
        .map(|entry| (entry.event.field(), entry))
        .filter(|(_, entry)| holds_text(&entry.event))
        .collect();
    if held.is_empty() {
        return None;
    }
    held.sort_by_key(|(field, _)| *field);
    let many = 1 < held.len();
    let label = match &held[0].1.event {
        Event::TextRedacted { .. } => words.read_why_removed(),
        _ if many => words.read_texts(),
        _ => words.read_text(),
    };
    let texts = held.into_iter().map(|(field, entry)| {
        let number = field
            .filter(|_| many)
            .map(|field| view! { <p><strong>{field.to_string()}</strong></p> });
        view! { <div class="kt-flow-tight">{number}{text_of(words, telling, entry)}{restore::form(words, telling, entry)}</div> }
    });
    let texts = texts.collect_view();
    let is_vouched = |entry: &Entry| entry.event.texts().iter().any(|text| text.is_vouched());
    let vouched = entries.iter().any(is_vouched);
    let vouched = vouched.then(|| view! { <p class="kt-soft">{words.text_was_vouched_for()}</p> });
    Some(view! {
        <details class="kt-small"><summary>{label}</summary><div class="kt-aside-note kt-flow-tight">{texts}{vouched}</div></details>
    })
}

/// Returns whether an event holds a text that is read behind a click.
/// Size: one line for each kind, so that the compiler sees that none is missing.
fn holds_text(event: &Event) -> bool {
    match event {
        Event::ExplanationDrafted { .. }
        | Event::RegionalExplanationDrafted { .. }
        | Event::PartnerTextDrafted { .. }
        | Event::RegionalAnswerDiffered { .. }
        | Event::ChangesRequested { .. }
        | Event::RequestDeclined { .. }
        | Event::HandoverDeclined { .. }
        | Event::ThreadStarted { .. }
        | Event::CommentAdded { .. } => true,
        Event::ActionDeclined { .. }
        | Event::DateCounterProposed { .. }
        | Event::CounterProposalRefused { .. }
        | Event::ActionProgressed { .. }
        | Event::ActionReopened { .. }
        | Event::ActionDropped { .. }
        | Event::ActionFileRemoved { .. } => true,
        Event::ActionMade { plan, .. } | Event::ActionRevised { plan, .. } => {
            !plan.why.says_nothing() || !plan.done_when.says_nothing()
        }
        Event::RequestMade { note, .. }
        | Event::HandoverOffered { note, .. }
        | Event::ActionWaits { note, .. }
        | Event::ActionReportedDone { note, .. } => !note.says_nothing(),
        Event::OwnQuestionAdded { wanted, .. } | Event::OwnQuestionReworded { wanted, .. } => {
            !wanted.why.says_nothing() || wanted.text.redacted().is_some()
        }
        Event::PartnerViewGiven { content, .. } => {
            !content.explanation.says_nothing() || !content.source.says_nothing()
        }
        Event::AnswerShared { content, why_now, .. } => {
            !content.explanation.says_nothing() || why_now.is_some()
        }
        Event::RegionalAnswerPutForward { content, .. }
        | Event::RegionalAnswerApplied { content, .. } => !content.explanation.says_nothing(),
        Event::TextRedacted { reason, .. } => !reason.says_nothing(),
        Event::RegionFounded { .. }
        | Event::OrganisationAdmitted { .. }
        | Event::OrganisationLeft { .. }
        | Event::RoundPrepared { .. }
        | Event::RoundOpened { .. }
        | Event::RoundClosed { .. }
        | Event::OwnQuestionRemoved { .. }
        | Event::OwnQuestionPutBack { .. }
        | Event::AnswerDrafted { .. }
        | Event::MarkDrafted { .. }
        | Event::RegionalValueDrafted { .. }
        | Event::DeadlineSet { .. }
        | Event::DiscussionStarted { .. }
        | Event::PartnerValueDrafted { .. }
        | Event::PartnerViewWithdrawn { .. }
        | Event::RequestReady { .. }
        | Event::RequestPassedOn { .. }
        | Event::ThreadPassedOn { .. }
        | Event::HandoverAccepted { .. }
        | Event::HandoverWithdrawn { .. }
        | Event::RequestClosed { .. }
        | Event::ThreadResolved { .. }
        | Event::ThreadReopened { .. }
        | Event::ActionOffered { .. }
        | Event::ActionAccepted { .. }
        | Event::CounterProposalAgreed { .. }
        | Event::ActionAssigned { .. }
        | Event::ActionClosed { .. }
        | Event::OfferWentSilent { .. }
        | Event::ActionReminded { .. }
        | Event::RemindersPaused { .. }
        | Event::ActionFileAttached { .. }
        | Event::ActionPassedOn { .. }
        | Event::SteeringDateAdded { .. }
        | Event::SteeringDateRemoved { .. }
        | Event::AnswerConfirmed { .. } => false,
    }
}

fn text_of(words: Words, telling: Telling<'_>, entry: &Entry) -> Option<AnyView> {
    let event = &entry.event;
    let (text, merged): (&GuardedText, bool) = match event {
        Event::ExplanationDrafted { text, typed, .. }
        | Event::RegionalExplanationDrafted { text, typed, .. }
        | Event::PartnerTextDrafted { text, typed, .. } => (text, typed.is_some()),
        Event::AnswerShared { content, .. }
        | Event::PartnerViewGiven { content, .. }
        | Event::RegionalAnswerPutForward { content, .. }
        | Event::RegionalAnswerApplied { content, .. } => (&content.explanation, false),
        Event::ActionMade { plan, .. } | Event::ActionRevised { plan, .. } => {
            let text = if plan.why.says_nothing() { &plan.done_when } else { &plan.why };
            (text, false)
        }
        Event::RegionalAnswerDiffered { reason, .. }
        | Event::ActionDeclined { reason, .. }
        | Event::DateCounterProposed { reason, .. }
        | Event::CounterProposalRefused { reason, .. }
        | Event::ActionProgressed { note: reason, .. }
        | Event::ActionWaits { note: reason, .. }
        | Event::ActionReportedDone { note: reason, .. }
        | Event::ActionReopened { reason, .. }
        | Event::ActionDropped { reason, .. }
        | Event::ActionFileRemoved { reason, .. }
        | Event::RequestDeclined { reason, .. }
        | Event::HandoverDeclined { reason, .. }
        | Event::HandoverOffered { note: reason, .. }
        | Event::RequestMade { note: reason, .. }
        | Event::ChangesRequested { note: reason, .. }
        | Event::ThreadStarted { text: reason, .. }
        | Event::CommentAdded { text: reason, .. }
        | Event::TextRedacted { reason, .. } => (reason, false),
        Event::OwnQuestionAdded { wanted, .. } | Event::OwnQuestionReworded { wanted, .. } => {
            let text = if wanted.why.says_nothing() { &wanted.text } else { &wanted.why };
            (text, false)
        }
        _ => return None,
    };
    // What was given or shared without an explanation was not emptied: it holds another text.
    let beside = text_beside(words, event);
    if text.redacted().is_some() {
        return Some(view! { {written::text(words, text)}{beside} }.into_any());
    }
    let text = match (text.is_blank(), beside.is_some()) {
        (true, true) => ().into_any(),
        (true, false) => {
            let before = telling.text_before(entry).filter(|before| !before.is_blank());
            let before = before.map(|before| compare::changes(words, before.as_str(), ""));
            view! { <p class="nl-paragraph">{words.text_was_emptied()}</p>{before} }.into_any()
        }
        (false, _) => match telling.text_before(entry).filter(|before| *before != text) {
            Some(before) if !before.is_blank() => {
                compare::changes(words, before.as_str(), text.as_str()).into_any()
            }
            _ => written::shown(words, text.as_str()).into_any(),
        },
    };
    let merged = merged.then(|| view! { <p class="kt-soft">{words.text_was_merged()}</p> });
    Some(view! { {text}{beside}{merged} }.into_any())
}

/// How a partner knows what its view says, or why an answer was shared only then.
fn text_beside(words: Words, event: &Event) -> Option<AnyView> {
    match event {
        Event::PartnerViewGiven { content, .. } if !content.source.says_nothing() => {
            Some(written::how_they_know(words, &content.source).into_any())
        }
        Event::ActionMade { plan, .. } | Event::ActionRevised { plan, .. }
            if !plan.why.says_nothing() && !plan.done_when.says_nothing() =>
        {
            let label =
                view! { <p class="kt-small"><strong>{words.action_done_title()}</strong></p> };
            Some(view! { {label}{written::text(words, &plan.done_when)} }.into_any())
        }
        Event::AnswerShared { why_now: Some(why), .. } => {
            let label = view! { <p class="kt-small"><strong>{words.why_then()}</strong></p> };
            Some(view! { {label}{written::text(words, why)} }.into_any())
        }
        _ => None,
    }
}

/// The views that the start of a discussion opened, behind a click.
fn opened(words: Words, told: Told<'_>, event: &Event) -> Option<impl IntoView + use<>> {
    let Event::DiscussionStarted { views, .. } = event else { return None };
    if views.is_empty() {
        return None;
    }
    let mut views: Vec<&UnsealedView> = views.iter().collect();
    views.sort_by_key(|view| (view.field, view.at));
    let one = |view: &UnsealedView| {
        let name = words.organisation(told.names, view.partner);
        let title = words.opened_view(view.field, &name, view.content.value);
        let text = |text: &GuardedText| (!text.says_nothing()).then(|| written::text(words, text));
        let source = (!view.content.source.says_nothing())
            .then(|| written::how_they_know(words, &view.content.source));
        view! { <div class="kt-flow-tight"><p><strong>{title}</strong></p>{text(&view.content.explanation)}{source}</div> }
    };
    let views = views.into_iter().map(one).collect_view();
    Some(view! {
        <details class="kt-small"><summary>{words.read_views()}</summary><div class="kt-aside-note kt-flow-tight">{views}</div></details>
    })
}
