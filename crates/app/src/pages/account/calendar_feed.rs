//! The address at which a calendar program reads one's days: made, shown once, replaced and revoked.

use leptos::prelude::*;

use crate::form;
use crate::page::{CALENDAR_FEED_ADDRESS, CalendarFeedPage, FeedLinks, MAKE_FEED, REVOKE_FEED};
use crate::words::Words;

/// The way to it, on the page of the account.
pub(super) fn link(words: Words) -> AnyView {
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-agenda">
            <h2 class="nl-heading nl-heading--level-2" id="h-agenda">{words.feed_title()}</h2>
            <p class="kt-measure">{words.feed_section_help()}</p>
            <p class="kt-actions"><a class="nl-link" href=CALENDAR_FEED_ADDRESS>{words.feed_link()}</a></p>
        </section>
    }
    .into_any()
}

/// Shows the page.
pub(super) fn main(words: Words, page: CalendarFeedPage) -> AnyView {
    let revoked = page.was_revoked.then(|| {
        view! { <p class="kt-notice" role="status">{words.feed_revoked()}</p> }
    });
    let made = page.made.as_ref().map(|links| made(words, links));
    let yours = match (&page.stand, page.has_place) {
        // What was just made is new enough.
        (Some(_), _) if page.made.is_some() => String::new(),
        (Some(stand), _) => words.feed_stand(stand),
        (None, true) => words.feed_none().to_owned(),
        (None, false) => words.feed_no_place().to_owned(),
    };
    let yours = (!yours.is_empty()).then(|| yours_section(words, &page, yours));
    let ways_out = page.stand.map(|_| ways_out(words, &page));
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.feed_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.feed_lead()}</p>
        </div>
        {revoked}
        {made}
        {yours}
        {what(words)}
        {ways_out}
    }
    .into_any()
}

/// The address that was just made: it stands in a field, so that it can be copied without scripts.
fn made(words: Words, links: &FeedLinks) -> AnyView {
    let (copied, opened) = (links.copied.clone(), links.opened.clone());
    view! {
        <section class="kt-section kt-section--accent" aria-labelledby="h-nieuw">
            <h2 class="nl-heading nl-heading--level-2" id="h-nieuw" tabindex="-1">{words.feed_made_title()}</h2>
            <div class="kt-flow-tight">
                <p class="kt-measure" role="status">{words.feed_made_help()}</p>
                <label class="utrecht-form-label kt-label" for="adres">{words.feed_address_label()}</label>
                <input class="utrecht-textbox utrecht-textbox--html-input" id="adres" type="text" readonly
                    autocomplete="off" value=copied/>
                <p class="kt-actions"><a class="nl-link" href=opened>{words.feed_open()}</a></p>
            </div>
        </section>
    }
    .into_any()
}

/// What there is of an address, and the way to a first one.
fn yours_section(words: Words, page: &CalendarFeedPage, said: String) -> AnyView {
    let first = (page.stand.is_none() && page.has_place)
        .then(|| deed(page, MAKE_FEED, words.feed_make(), "primary"));
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-adres">
            <h2 class="nl-heading nl-heading--level-2" id="h-adres">{words.feed_yours_title()}</h2>
            <p class="kt-measure">{said}</p>
            {first}
        </section>
    }
    .into_any()
}

/// What it shows, and to whom.
fn what(words: Words) -> AnyView {
    let shown = [
        words.feed_what_actions(),
        words.feed_what_steering(),
        words.feed_what_round(),
        words.feed_what_requests(),
        words.feed_what_review(),
    ];
    let shown = shown.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-wat">
            <h2 class="nl-heading nl-heading--level-2" id="h-wat">{words.feed_what_title()}</h2>
            <ul class="kt-list kt-measure">{shown}</ul>
            <p class="kt-measure">{words.feed_what_two_steps()}</p>
            <p class="kt-measure"><strong>{words.feed_secret()}</strong></p>
            <p class="kt-measure">{words.feed_ends()}</p>
        </section>
    }
    .into_any()
}

/// Another address, or none.
fn ways_out(words: Words, page: &CalendarFeedPage) -> AnyView {
    // Whoever has no place has no days.
    let replace = page.has_place.then(|| {
        view! {
            <section class="kt-section kt-flow-tight" aria-labelledby="h-vervang">
                <h2 class="nl-heading nl-heading--level-2" id="h-vervang">{words.feed_replace_title()}</h2>
                <p class="kt-measure">{words.feed_replace_help()}</p>
                {deed(page, MAKE_FEED, words.feed_replace(), "secondary")}
            </section>
        }
    });
    view! {
        {replace}
        <section class="kt-section kt-flow-tight" aria-labelledby="h-intrekken">
            <h2 class="nl-heading nl-heading--level-2" id="h-intrekken">{words.feed_revoke_title()}</h2>
            <p class="kt-measure">{words.feed_revoke_help()}</p>
            {deed(page, REVOKE_FEED, words.feed_revoke(), "secondary")}
        </section>
    }
    .into_any()
}

/// A form of one button.
fn deed(page: &CalendarFeedPage, value: &'static str, text: &'static str, kind: &str) -> AnyView {
    let class = format!("nl-button nl-button--{kind}");
    view! {
        <form method="post" action=CALENDAR_FEED_ADDRESS>
            <input type="hidden" name=form::PERSON value=page.person.to_string()/>
            <p class="kt-actions">
                <button class=class type="submit" name=form::DO value=value>
                    <span class="nl-button__label">{text}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}
