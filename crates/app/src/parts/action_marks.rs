//! What of an action asks for attention, in words.

use std::collections::BTreeSet;

use domain::{Action, Day};
use leptos::prelude::*;

use crate::words::Words;

/// Shows what asks for attention on a day: that it is overdue, not answered or silent, or
/// that the steering group is to discuss it.
pub fn shown(words: Words, action: &Action, today: Day, meetings: &BTreeSet<Day>) -> AnyView {
    let marks = [
        action.is_overdue(today).then(|| words.action_overdue()),
        action.is_unanswered(today).then(|| words.mark_unanswered()),
        action.is_silent(today).then(|| words.action_silent()),
        action.is_to_discuss(today, meetings).then(|| words.mark_discuss()),
    ];
    let shown = |mark| view! { " "<span class="kt-mark kt-mark--act">{mark}</span> };
    marks.into_iter().flatten().map(shown).collect_view().into_any()
}
