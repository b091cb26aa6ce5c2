//! What stands beside a check: why, ideas, sources, examples.

use domain::CheckId;
use domain::checklist::{ChecklistIn, Link, LinkId, Place};
use leptos::prelude::*;

use crate::parts::offering::Offering;
use crate::words::Words;

/// Shows the help of one check; with the way to make actions of its suggestions.
pub fn beside(
    words: Words,
    checklist: &ChecklistIn,
    id: CheckId,
    offering: Option<&Offering>,
) -> Option<impl IntoView + use<>> {
    let check = checklist.check(id)?;
    let paragraphs = |text: &str| {
        text.split("\n\n")
            .map(|part| view! { <p class="nl-paragraph">{part.to_owned()}</p> })
            .collect_view()
    };
    let suggestions = check.suggestions.iter().map(|suggestion| {
        let more = suggestion.more.as_deref().map(paragraphs);
        let button = offering.map(|it| {
            it.button(&suggestion.id, &suggestion.text, suggestion.more.as_deref())
        });
        view! { <li class="kt-flow-tight"><p><strong>{suggestion.text.clone()}</strong></p>{more}{button}</li> }
    });
    let boxes = checklist.boxes_at(Place::Check(id)).map(|info| {
        let links = link_list(words, checklist, &info.links);
        view! { <section class="kt-flow-tight"><h2>{info.title.clone()}</h2>{paragraphs(&info.text)}{links}</section> }
    });
    let examples = checklist.examples_of(id).map(|example| {
        view! { <li><strong>{example.place.clone()}": "</strong>{example.title.clone()}</li> }
    });
    Some(view! {
        <section class="kt-flow-tight"><h2>{words.why_these()}</h2>{paragraphs(&check.why)}</section>
        <section class="kt-flow-tight"><h2>{words.what_can_you_do()}</h2><ul class="kt-entries">{suggestions.collect_view()}</ul></section>
        {boxes.collect_view()}
        <section class="kt-flow-tight"><h2>{words.sources()}</h2>{link_list(words, checklist, &check.links)}</section>
        <section class="kt-flow-tight"><h2>{words.examples()}</h2>
            <ul class="kt-plain kt-flow-tight kt-small">
                {examples.collect_view()}
                <li class="kt-soft">{words.dated_example()}</li>
                <li><a class="nl-link" href="/kennisbank#voorbeelden">{words.library()}</a></li>
            </ul>
        </section>
    })
}

/// Shows links, and that they were not checked yet where that is so.
pub fn link_list(words: Words, checklist: &ChecklistIn, ids: &[LinkId]) -> impl IntoView + use<> {
    let links: Vec<&Link<String>> = ids.iter().filter_map(|id| checklist.link(id)).collect();
    let unchecked = links.iter().any(|link| link.checked_on.is_none());
    let items = links.into_iter().map(|link| view! { <li>{one_link(words, link)}</li> });
    view! {
        <ul class="kt-plain kt-flow-tight kt-small">
            {items.collect_view()}
            {unchecked.then(|| view! { <li class="kt-soft">{words.not_checked_yet()}</li> })}
        </ul>
    }
}

fn one_link(words: Words, link: &Link<String>) -> impl IntoView + use<> {
    let kind = link.is_pdf().then_some(" (pdf)");
    let login = link.needs_login.then(|| format!(", {}", words.needs_login()));
    view! {
        <a class="nl-link" href=link.url.clone() rel="noreferrer external">{link.title.clone()}</a>{kind}{login}
    }
}
