//! Where to go: questions, checks, organisations and the library, by a number or by words.

use domain::{CheckId, OrganisationId, QuestionId, RegionId};
use leptos::prelude::*;

use crate::page::search::{Found, SearchPage, TYPED, find};
use crate::page::{GridFilter, HistoryFilter, Table};
use crate::parts::{address, frame, own_question};
use crate::words::Words;

/// Shows the page.
pub fn main(words: Words, table: Table, page: SearchPage) -> impl IntoView {
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.search().to_owned(), None),
    ];
    let found = find(&table, &page.typed);
    let nothing = (found.is_empty() && !page.typed.trim().is_empty()).then(|| {
        view! { <p class="kt-nothing kt-top-5" role="status">{words.nothing_found(&page.typed)}</p> }
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.search_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.search_lead()}</p>
        </div>
        {form(words, region, &page.typed)}
        {nothing}
        {results(words, &table, found)}
    }
}

/// The form: one field, which the address keeps.
fn form(words: Words, region: RegionId, typed: &str) -> impl IntoView + use<> {
    view! {
        <search>
            <form method="get" action=address::search(region) class="kt-filters kt-filters--wide">
                <div>
                    <label class="utrecht-form-label kt-label" for="zoek">{words.search_label()}</label>
                    <input class="utrecht-textbox utrecht-textbox--html-input" id="zoek" type="search" name=TYPED
                        autocomplete="off" value=typed.to_owned()/>
                </div>
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit">
                        <span class="nl-button__label">{words.search_button()}</span>
                    </button>
                </p>
            </form>
        </search>
    }
}

fn results(words: Words, table: &Table, found: Found) -> impl IntoView + use<> {
    let region = table.region.id;
    let question = |id: QuestionId| {
        let label = table.checklist.question(id).and_then(|question| question.fields.first());
        let label = label.map(|field| field.label.clone()).unwrap_or_default();
        let own = own_question::language(words, id);
        let mark = own_question::mark(words, id);
        view! {
            <li>
                <a class="nl-link" href=address::question(region, id)>{id.to_string()}" "<span lang=own>{label}</span></a>
                {mark.map(|mark| view! { " "{mark} })}
            </li>
        }
        .into_any()
    };
    let check = |id: CheckId| {
        let title = table.checklist.check(id).map(|check| check.title.clone());
        let filter = GridFilter { check: Some(id), ..GridFilter::default() };
        link(address::grid(region, filter), words.check_named(id.0, &title.unwrap_or_default()))
    };
    let organisation = |id: OrganisationId| {
        let href = match table.region.is_municipality(id) {
            true => address::grid(
                region,
                GridFilter { municipality: Some(id), ..GridFilter::default() },
            ),
            false => {
                let about = HistoryFilter { organisation: Some(id), ..HistoryFilter::default() };
                address::history(region, about, None)
            }
        };
        link(href, words.organisation(&table.names, id))
    };
    let library = |(anchor, title): (String, String)| link(format!("/kennisbank#{anchor}"), title);
    view! {
        {list(words.found_questions(), "vragen", found.questions.into_iter().map(question).collect())}
        {list(words.found_checks(), "checks", found.checks.into_iter().map(check).collect())}
        {list(words.found_organisations(), "organisaties", found.organisations.into_iter().map(organisation).collect())}
        {list(words.library(), "kennisbank", found.library.into_iter().map(library).collect())}
    }
}

fn link(href: String, text: String) -> AnyView {
    view! { <li><a class="nl-link" href=href>{text}</a></li> }.into_any()
}

fn list(title: &'static str, id: &'static str, entries: Vec<AnyView>) -> Option<AnyView> {
    let count = entries.len();
    (!entries.is_empty()).then(|| {
        view! {
            <section class="kt-section" aria-labelledby=id>
                <h2 class="nl-heading nl-heading--level-2" id=id>{title}" ("{count}")"</h2>
                <ul class="kt-list kt-flow-tight">{entries}</ul>
            </section>
        }
        .into_any()
    })
}
