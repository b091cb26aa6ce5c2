//! Pieces of the library: boxes, and links with what there is to know about them.

use domain::LinkId;
use domain::checklist::{ChecklistIn, Link, Place};
use leptos::prelude::*;

use crate::words::Words;

/// Shows a text whose paragraphs are parted by an empty line.
pub fn paragraphs(text: &str) -> impl IntoView + use<> {
    text.trim()
        .split("\n\n")
        .map(|part| view! { <p class="nl-paragraph kt-measure">{part.trim().to_owned()}</p> })
        .collect_view()
}

/// Shows the boxes that stand at one place.
pub fn boxes(words: Words, checklist: &ChecklistIn, place: Place) -> impl IntoView + use<> {
    let boxes = checklist.boxes_at(place).map(|found| {
        let points = found.points.iter().map(|point| view! { <li>{point.clone()}</li> });
        let points: Vec<_> = points.collect();
        let points =
            (!points.is_empty()).then(|| view! { <ul class="kt-list kt-measure">{points}</ul> });
        let links = (!found.links.is_empty()).then(|| links(words, checklist, &found.links));
        view! {
            <div class="kt-excerpt" id=found.id.to_string()>
                <h3 class="nl-heading nl-heading--level-3">{found.title.clone()}</h3>
                {paragraphs(&found.text)}
                {points}
                {links}
            </div>
        }
    });
    boxes.collect_view()
}

/// Shows links, each with what one finds there.
pub fn links(words: Words, checklist: &ChecklistIn, ids: &[LinkId]) -> impl IntoView + use<> {
    let entries = ids.iter().filter_map(|id| checklist.link(id)).map(|link| {
        view! {
            <li class="kt-resource">
                <p class="nl-paragraph">{titled(link, link.title.clone())}</p>
                <p class="kt-small">{link.about.clone()}</p>
                {facts(words, link)}
            </li>
        }
    });
    view! { <ul class="kt-plain kt-flow-tight">{entries.collect_view()}</ul> }
}

/// Shows a link under a title.
pub fn titled(link: &Link<String>, title: String) -> impl IntoView + use<> {
    view! { <a class="nl-link" href=link.url.clone() rel="noreferrer external">{title}</a> }
}

/// Shows what there is to know before one follows a link.
pub fn facts(words: Words, link: &Link<String>) -> impl IntoView + use<> {
    let pdf = link.is_pdf().then(|| view! { <span>{words.pdf()}</span> });
    let login = link.needs_login.then(|| view! { <span>{words.link_needs_login()}</span> });
    let checked = match link.checked_on {
        None => words.link_not_checked().to_owned(),
        Some(day) => words.link_checked_on(day),
    };
    view! { <p class="kt-meta">{pdf}{login}<span>{checked}</span></p> }
}
