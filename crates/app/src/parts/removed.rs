//! The mark that stands where a text was removed, and the way to remove one.

use domain::redaction::writer;
use domain::rights::{Ability, demand};
use domain::{Entry, Event, FieldId, GuardedText, Insider, OrganisationId, Redaction, RegionId};
use leptos::prelude::*;

use crate::parts::feedback::Names;
use crate::parts::{address, written};
use crate::session::Session;
use crate::words::Words;

/// The names of organisations, for the marks on a page.
#[derive(Clone)]
pub struct Known(pub Names);

/// Says that a text was removed, when, for whom and why, as far as the reader may know; nothing where the
/// text is there.
pub fn mark(words: Words, text: &GuardedText) -> Option<AnyView> {
    text.redacted()?;
    Some(view! { <p class="nl-paragraph kt-soft">{in_a_line(words, text)}</p> }.into_any())
}

/// The same, within a line.
pub fn in_a_line(words: Words, text: &GuardedText) -> AnyView {
    let removal = text.redacted().and_then(|id| {
        let session = use_context::<Session>()?;
        session.read(|reader| untrack(|| reader.everything().redactions.get(&id).cloned()))
    });
    let Some(Redaction { by, at, reason, .. }) = removal else {
        return view! { <em>{words.text_removed()}</em> }.into_any();
    };
    let names = use_context::<Known>().map(|known| known.0).unwrap_or_default();
    let who = by.organisation.map(|id| words.organisation(&names, id));
    let said = words.text_removed_on(&words.day(at), who.as_deref());
    let why = match (reason.redacted(), reason.is_blank()) {
        (Some(_), _) => Some(view! { " "{words.reason_removed()} }.into_any()),
        (None, true) => None,
        (None, false) => {
            let reason = reason.as_str().to_owned();
            let lang = written::language(words);
            Some(view! { " "{words.why_removed()}" "<span lang=lang>{reason}</span> }.into_any())
        }
    };
    view! { <em>{said}</em>{why} }.into_any()
}

/// Returns whether somebody may remove a text that an organisation wrote, where they can read it.
pub fn may_remove(insider: &Insider, of: Option<OrganisationId>) -> bool {
    demand(&insider.actor(), Ability::Redact(of)).is_ok()
}

/// Returns whether somebody may remove a text of an entry that they can read.
pub fn may_remove_of(insider: &Insider, entry: &Entry) -> bool {
    if matches!(entry.event, Event::RegionFounded { .. }) {
        return false;
    }
    let texts = (0..).zip(entry.event.texts());
    let mut there = texts.filter(|(_, text)| !text.is_blank());
    there.any(|(nth, _)| may_remove(insider, writer(entry, nth)))
}

/// Leads to where a text of an entry can be removed.
pub fn link(words: Words, region: RegionId, entry: u64, field: Option<FieldId>) -> AnyView {
    let of =
        field.map(|field| view! { <span class="kt-hidden">{words.for_question(field)}</span> });
    view! {
        <div class="kt-way kt-small kt-screen-only"><a class="nl-link" href=address::removal(region, entry)>{words.remove_text()}{of}</a></div>
    }
    .into_any()
}

/// The same beside a text, where the reader may remove it.
pub fn way(
    words: Words,
    region: RegionId,
    entry: u64,
    of: Option<OrganisationId>,
    text: &GuardedText,
) -> Option<AnyView> {
    let insider = use_context::<Session>()?.insider();
    let may = !text.is_blank() && may_remove(&insider, of);
    may.then(|| link(words, region, entry, None))
}
