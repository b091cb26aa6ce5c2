//! Removes a text for good: what it says, what goes with it, and why.

use leptos::prelude::*;

use crate::form::{self, redactions};
use crate::page::{Removable, RemovalPage, Table};
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::summary::{self, ErrorLine};
use crate::parts::{address, frame, removed, written};
use crate::session::use_session;
use crate::words::{Told, Words, machine_time};

/// The id of the text area with the reason.
const WHY: &str = "reden";

/// Shows the page.
pub fn main(words: Words, table: Table, page: RemovalPage, token: &str) -> impl IntoView {
    let region = table.region.id;
    let history = address::history(region, Default::default(), None);
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.history().to_owned(), Some(history.clone())),
        (words.removal().to_owned(), None),
    ];
    let parts = &table.region.participations;
    let told = Told { names: &table.names, people: &page.people, parts, titles: &page.titles };
    let sentence = words.history_sentence(std::slice::from_ref(&page.entry), told);
    let at = page.entry.at;
    let done = page.done.then(|| {
        view! { <p class="kt-notice" role="status">{words.removal_done()}</p> }
    });
    let marks = page.entry.event.texts();
    let marks = marks.into_iter().filter_map(|text| removed::mark(words, text)).collect_view();
    let rest = match page.texts.is_empty() {
        true if page.done => ().into_any(),
        true => {
            let summary = summary(words, &table, &page, None);
            view! { {summary}<p class="kt-nothing kt-top-5">{words.removal_nothing()}</p> }
                .into_any()
        }
        false => removing(words, &table, &page, token),
    };
    view! {
        {frame::breadcrumbs(words, trail)}
        {done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.removal()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.removal_lead()}</p>
        </div>
        <div class="kt-flow kt-measure kt-top-5">
            <p class="nl-paragraph"><time datetime=machine_time(at)>{words.day(at)}" "{words.time(at)}</time>". "{sentence}</p>
            {marks}
            {rest}
            <p><a class="nl-link" href=history>{words.removal_history()}</a></p>
        </div>
    }
}

/// Why a form was refused.
fn summary(
    words: Words,
    table: &Table,
    page: &RemovalPage,
    anchor: Option<&str>,
) -> Option<impl IntoView + use<>> {
    let (refusal, _) = page.refused.as_ref()?;
    let text = words.refusal(refusal, &table.names);
    let line = ErrorLine { anchor: anchor.map(str::to_owned), text };
    Some(summary::errors(words.removal_not_taken_in().to_owned(), "", vec![line]))
}

/// What goes, and the form that removes it.
fn removing(words: Words, table: &Table, page: &RemovalPage, token: &str) -> AnyView {
    let refused = page.refused.as_ref();
    let summary = summary(words, table, page, Some(WHY));
    let typed = refused.map(|(_, form)| form.reason.clone()).unwrap_or_default();
    let form = NoteForm::with_text(words, use_session(), WHY.to_owned(), typed);
    let wrong = refused.map(|(refusal, _)| Wrong {
        message: words.refusal(refusal, &table.names),
        refusal: Some(refusal.clone()),
    });
    let (label, hint) = (words.removal_why(), words.removal_why_hint());
    let area = TextArea { name: redactions::REASON, label, hint, wrong, of: None };
    let chosen = refused.map(|(_, form)| form.nth).or(page.texts.first().map(|first| first.nth));
    view! {
        {summary}
        <form method="post" action=address::removal(table.region.id, page.entry.seq) novalidate autocomplete="off" class="kt-flow"
            on:submit=form.submit()>
            {form.hidden(token)}
            {texts(words, &page.texts, chosen)}
            <h2 class="nl-heading nl-heading--level-3">{words.removal_what()}</h2>
            <p class="nl-paragraph">{words.removal_everywhere()}</p>
            <p class="nl-paragraph">{words.removal_later()}</p>
            <p class="nl-paragraph">{words.removal_stays()}</p>
            {form.text_area(area)}
            {form.not_sent()}
            <p class="nl-paragraph"><strong>{words.removal_for_good()}</strong></p>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=redactions::REASON>
                    <span class="nl-button__label">{words.removal_button()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The one text, or those to choose from.
fn texts(words: Words, texts: &[Removable], chosen: Option<u32>) -> AnyView {
    let shown = |removable: &Removable| {
        let places = words.removal_places(removable.places);
        let text = written::text(words, &removable.text);
        view! { <div class="kt-aside-note kt-flow-tight">{text}<p class="kt-small kt-soft">{places}</p></div> }
    };
    if let [only] = texts {
        let nth = only.nth.to_string();
        return view! { <input type="hidden" name=redactions::NTH value=nth/>{shown(only)} }
            .into_any();
    }
    let choice = |removable: &Removable| {
        let nth = removable.nth;
        let (places, text) = (words.removal_places(removable.places), removable.text.clone());
        let lang = written::language(words);
        view! {
            <label class="utrecht-form-label utrecht-form-label--radio kt-choice">
                <input class="utrecht-radio-button utrecht-radio-button--html-input" type="radio"
                    name=redactions::NTH value=nth.to_string() checked=chosen == Some(nth)/>
                <span><span class="kt-text" lang=lang>{text.as_str().to_owned()}</span>" "<span class="kt-small kt-soft">{places}</span></span>
            </label>
        }
    };
    let choices = texts.iter().map(choice).collect_view();
    view! {
        <fieldset class="utrecht-form-fieldset__fieldset kt-flow-tight">
            <legend class="utrecht-form-label kt-label">{words.removal_which()}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}
