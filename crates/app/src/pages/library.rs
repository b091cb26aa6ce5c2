//! The library: background, ideas, examples, tools and websites of the checklist.

use std::sync::Arc;

use domain::checklist::{Check, ChecklistIn, Place};
use leptos::prelude::*;

use crate::parts::resource;
use crate::words::Words;

/// Shows the page.
pub fn main(words: Words, checklist: Arc<ChecklistIn>) -> impl IntoView {
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.library()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.library_lead()}</p>
            <p class="kt-small kt-soft">{words.library_source()}" "{checklist.source.clone()}"."</p>
        </div>
        <div class="kt-cols kt-cols--contents">
            {contents(words, &checklist)}
            <div>
                {introduction(words, &checklist)}
                {checks(words, &checklist)}
                {examples(words, &checklist)}
                {tools(words, &checklist)}
                {websites(words, &checklist)}
            </div>
        </div>
    }
}

fn contents(words: Words, checklist: &ChecklistIn) -> impl IntoView + use<> {
    let link = |anchor: String, text: String| {
        view! { <li><a class="nl-link" href=format!("#{anchor}")>{text}</a></li> }
    };
    let checks = checklist
        .checks()
        .iter()
        .map(|check| link(check_anchor(check), words.check_named(check.id.0, &check.title)))
        .collect_view();
    view! {
        <nav class="kt-contents kt-section" aria-label=words.contents()><ul>
            {link("inleiding".into(), words.introduction().into())}
            {checks}
            {link("voorbeelden".into(), words.practice_examples().into())}
            {link("hulpmiddelen".into(), words.tools().into())}
            {link("websites".into(), words.websites().into())}
        </ul></nav>
    }
}

fn check_anchor(check: &Check<String>) -> String {
    format!("check-{}", check.id)
}

/// One part of the library under its own anchor.
fn section(id: String, title: String, body: impl IntoView + 'static) -> impl IntoView {
    let heading = format!("h-{id}");
    view! {
        <section class="kt-section" id=id aria-labelledby=heading.clone()>
            <h2 class="nl-heading nl-heading--level-2" id=heading.clone()>{title}</h2>
            <div class="kt-flow">{body}</div>
        </section>
    }
}

fn introduction(words: Words, checklist: &ChecklistIn) -> impl IntoView + use<> {
    let boxes = resource::boxes(words, checklist, Place::Introduction);
    section("inleiding".into(), words.introduction().into(), boxes)
}

fn checks(words: Words, checklist: &ChecklistIn) -> impl IntoView + use<> {
    checklist.checks().iter().map(|check| one_check(words, checklist, check)).collect_view()
}

fn one_check(
    words: Words,
    checklist: &ChecklistIn,
    check: &Check<String>,
) -> impl IntoView + use<> {
    let suggestions = check.suggestions.iter().map(|suggestion| {
        let more = suggestion.more.as_deref().map(resource::paragraphs);
        view! { <li><p><strong>{suggestion.text.clone()}</strong></p>{more}</li> }
    });
    let examples = checklist.examples_of(check.id).map(|example| {
        let text = format!("{}: {}", example.place, example.title);
        view! { <li><a class="nl-link" href=format!("#{}", example.id)>{text}</a></li> }
    });
    let examples: Vec<_> = examples.collect();
    let examples = (!examples.is_empty()).then(|| {
        view! {
            <h3 class="nl-heading nl-heading--level-3">{words.examples()}</h3>
            <ul class="kt-list">{examples}</ul>
        }
    });
    let body = view! {
        <p class="nl-paragraph kt-measure"><strong>{check.question.clone()}</strong></p>
        <h3 class="nl-heading nl-heading--level-3">{words.why_this_check()}</h3>
        {resource::paragraphs(&check.why)}
        <h3 class="nl-heading nl-heading--level-3">{words.what_can_you_do()}</h3>
        <ul class="kt-entries kt-plain">{suggestions.collect_view()}</ul>
        {resource::boxes(words, checklist, Place::Check(check.id))}
        {examples}
        <h3 class="nl-heading nl-heading--level-3">{words.sources()}</h3>
        {resource::links(words, checklist, &check.links)}
    };
    section(check_anchor(check), words.check_named(check.id.0, &check.title), body)
}

fn examples(words: Words, checklist: &ChecklistIn) -> impl IntoView + use<> {
    let entries = checklist.examples.iter().map(|example| {
        let check = checklist.check(example.check).map(|check| check.title.clone());
        let check = words.check_named(example.check.0, &check.unwrap_or_default());
        let links = (!example.links.is_empty())
            .then(|| resource::links(words, checklist, &example.links));
        view! {
            <li class="kt-flow-tight" id=example.id.to_string()>
                <h3 class="nl-heading nl-heading--level-4">{format!("{}: {}", example.place, example.title)}</h3>
                {resource::paragraphs(&example.text)}
                <p class="kt-meta"><span>{check}</span><span>{example.dated.clone()}</span></p>
                {links}
            </li>
        }
    });
    let body = view! {
        <p class="kt-measure">{words.examples_help()}</p>
        <ul class="kt-entries kt-plain">{entries.collect_view()}</ul>
    };
    section("voorbeelden".into(), words.practice_examples().into(), body)
}

fn tools(words: Words, checklist: &ChecklistIn) -> impl IntoView + use<> {
    let entries = checklist.tools.iter().map(|tool| {
        view! {
            <li class="kt-flow-tight" id=tool.id.to_string()>
                <h3 class="nl-heading nl-heading--level-4">{tool.title.clone()}</h3>
                <p class="nl-paragraph">{tool.text.clone()}</p>
                {resource::links(words, checklist, &tool.links)}
            </li>
        }
    });
    let body = view! {
        <p class="kt-measure">{words.links_help()}</p>
        <ul class="kt-entries kt-plain">{entries.collect_view()}</ul>
        {resource::boxes(words, checklist, Place::Tools)}
    };
    section("hulpmiddelen".into(), words.tools().into(), body)
}

fn websites(words: Words, checklist: &ChecklistIn) -> impl IntoView + use<> {
    let entries = checklist.websites.iter().map(|website| {
        let link = checklist.link(&website.link);
        view! {
            <li class="kt-resource" id=website.id.to_string()>
                <h3 class="nl-heading nl-heading--level-4">
                    {link.map(|link| resource::titled(link, website.title.clone()))}
                </h3>
                <p class="nl-paragraph">{website.text.clone()}</p>
                {link.map(|link| resource::facts(words, link))}
            </li>
        }
    });
    let body = view! { <ul class="kt-entries kt-plain">{entries.collect_view()}</ul> };
    section("websites".into(), words.websites().into(), body)
}
