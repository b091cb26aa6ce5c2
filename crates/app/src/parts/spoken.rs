//! What was said last about where an action stands.

use std::collections::BTreeMap;

use domain::{ActionStand, GuardedText, OrganisationId};
use leptos::prelude::*;

use super::written;
use crate::words::Words;

/// Shows what was said last about where an action stands, if anything was. `said` is how its owner said it goes;
/// `title` is what the action is called on which it waits, where that is known.
pub fn shown(
    words: Words,
    (stand, said): (&ActionStand, Option<&GuardedText>),
    names: &BTreeMap<OrganisationId, String>,
    title: Option<&str>,
) -> Option<AnyView> {
    let (label, text) = match stand {
        ActionStand::CounterProposed { reason, .. } => (words.action_counter_why().into(), reason),
        ActionStand::Declined { reason } => (words.action_decline_why().into(), reason),
        ActionStand::Dropped { reason } => (words.action_drop_label().into(), reason),
        ActionStand::Reopened { reason } => (words.action_reopen_label().into(), reason),
        ActionStand::ReportedDone { note } => (words.action_reported_label().into(), note),
        ActionStand::InProgress => (words.action_progress_latest().into(), said?),
        ActionStand::WaitingOn { on, note } => (words.waits_on(names, *on, title), note),
        _ => return None,
    };
    let label: String = label;
    // What it waits on is told, also where there is nothing more to say about it.
    let tells = matches!(stand, ActionStand::WaitingOn { .. });
    let text = (!text.says_nothing()).then(|| written::text(words, text));
    (tells || text.is_some()).then(|| {
        view! { <div class="kt-aside-note"><p class="kt-small"><strong>{label}</strong></p>{text}</div> }
            .into_any()
    })
}
