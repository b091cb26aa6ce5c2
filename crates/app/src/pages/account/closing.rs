//! Closing one's own account: what keeps somebody, and the form that closes it.

use leptos::prelude::*;

use crate::form;
use crate::page::{ClosingPage, ClosingRegion, HandoverAbout, Me, wire};
use crate::parts::summary::{ErrorLine, errors};
use crate::words::Words;

/// Where the page stands.
const ADDRESS: &str = "/account/sluiten";

/// The way to it.
pub(super) fn link(words: Words) -> AnyView {
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-sluiten">
            <h2 class="nl-heading nl-heading--level-2" id="h-sluiten">{words.closing_title()}</h2>
            <p class="kt-measure">{words.closing_section_help()}</p>
            <p class="kt-actions"><a class="nl-link" href=ADDRESS>{words.closing_link()}</a></p>
        </section>
    }
    .into_any()
}

/// Shows the page.
pub(super) fn main(words: Words, me: Option<Me>, page: ClosingPage) -> AnyView {
    let seats = me.map(|me| me.seats).unwrap_or_default();
    let opens_later = |one: &ClosingRegion| {
        seats.iter().any(|seat| seat.region == one.region && seat.needs_two_steps)
    };
    let kept = page.was_kept.then(|| {
        let line = ErrorLine {
            anchor: Some("h-regios".to_owned()),
            text: words.closing_kept_help().to_owned(),
        };
        errors(words.closing_kept().to_owned(), "", vec![line])
    });
    let regions = page.regions.iter().map(|one| match opens_later(one) {
        true => closed(words, one),
        false => region(words, one),
    });
    let regions = regions.collect_view();
    let shows_regions = !page.regions.is_empty();
    let administers = page.administers.then(|| {
        view! { <p class="kt-notice">{words.closing_administers()}" "<a class="nl-link" href="/beheer">{words.administration()}</a></p> }
    });
    let close = (!page.is_kept()).then(|| closing(words, &page));
    view! {
        {kept}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.closing_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.closing_lead()}</p>
        </div>
        {administers}
        {shows_regions.then(|| view! {
            <section class="kt-section" aria-labelledby="h-regios">
                <h2 class="nl-heading nl-heading--level-2" id="h-regios" tabindex="-1">{words.closing_regions()}</h2>
                <ul class="kt-plain kt-flow">{regions}</ul>
            </section>
        })}
        {close}
    }
    .into_any()
}

/// A region that opens once its reader signs in in two steps: before that nobody knows what waits there.
fn closed(words: Words, one: &ClosingRegion) -> AnyView {
    let href = wire::second_factor_address(ADDRESS);
    view! {
        <li class="kt-flow-tight">
            <p class="nl-paragraph"><strong>{words.region_named(&one.name)}</strong></p>
            <p>{words.opens_after_two_steps()}" "<a class="nl-link" href=href>{words.set_up_two_steps()}</a></p>
        </li>
    }
    .into_any()
}

fn region(words: Words, one: &ClosingRegion) -> AnyView {
    let waits = match one.waits {
        Some(count) => words.closing_waits(count),
        None => words.closing_unknown().to_owned(),
    };
    let alone = (0 < one.alone).then(|| {
        let href = HandoverAbout::Own.address(one.region);
        view! { <p>{words.closing_alone(one.alone)}" "<a class="nl-link" href=href>{words.handover_first()}</a></p> }
    });
    let last = one.last_coordinator.then(|| {
        let participants = format!("/regio/{}/deelnemers", one.region);
        view! { <p>{words.closing_last_coordinator()}" "<a class="nl-link" href=participants>{words.participants()}</a></p> }
    });
    let elsewhere = one.elsewhere.iter().map(|there| {
        view! { <p>{words.waits_in_role(*there, one.may_adopt)}</p> }
    });
    let elsewhere = elsewhere.collect_view();
    let hand_over = one.waits.is_some_and(|count| 0 < count).then(|| {
        let (href, name) = (HandoverAbout::Own.address(one.region), one.name.clone());
        view! { <p><a class="nl-link" href=href>{words.closing_hand_over()}<span class="kt-hidden">", "{name}</span></a></p> }
    });
    view! {
        <li class="kt-flow-tight">
            <p class="nl-paragraph"><strong>{words.region_named(&one.name)}</strong></p>
            <p>{waits}</p>
            {elsewhere}
            {hand_over}
            {alone}
            {last}
        </li>
    }
    .into_any()
}

fn closing(words: Words, page: &ClosingPage) -> AnyView {
    let person = page.person.to_string();
    view! {
        <form method="post" action=ADDRESS class="kt-section kt-flow-tight">
            <input type="hidden" name=form::PERSON value=person/>
            <p class="nl-paragraph"><strong>{words.closing_for_good()}</strong></p>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value="sluit">
                    <span class="nl-button__label">{words.closing_button()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}
