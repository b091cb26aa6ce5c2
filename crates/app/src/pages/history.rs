//! What happened, in sentences: the newest first, by day, by command.

use std::collections::BTreeMap;

use domain::{Entry, OrganisationId, RegionId};
use leptos::prelude::*;

use crate::page::{HistoryPage, Table};
use crate::parts::{address, frame, happened};
use crate::words::{Told, Words};

/// Shows the page.
pub fn main(words: Words, table: Table, page: HistoryPage) -> impl IntoView {
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.history().to_owned(), None),
    ];
    let told = Told { names: &table.names, people: &page.people };
    let days = by_day(words, &page.entries)
        .into_iter()
        .map(|(day, commands)| shown_day(words, told, day, commands))
        .collect_view();
    let empty = page.entries.is_empty().then(|| {
        let why = match page.municipality {
            None => words.history_empty(),
            Some(_) => words.history_empty_filtered(),
        };
        view! { <p class="kt-nothing kt-top-5">{why}</p> }
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.history()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.history_lead()}</p>
        </div>
        {filter(words, &table, page.municipality)}
        {empty}
        {days}
        {older(words, region, &page)}
    }
}

/// Returns the entries of each day, and of each command within it, in the order in which they come.
fn by_day(words: Words, entries: &[Entry]) -> Vec<(String, Vec<Vec<Entry>>)> {
    let mut days: Vec<(String, Vec<Vec<Entry>>)> = Vec::new();
    for entry in entries {
        let day = words.weekday(entry.at);
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Vec::new()));
        }
        let Some((_, commands)) = days.last_mut() else { continue };
        match commands.last_mut() {
            Some(command) if command.first().is_some_and(|first| goes_with(first, entry)) => {
                command.push(entry.clone());
            }
            _ => commands.push(vec![entry.clone()]),
        }
    }
    days
}

/// Returns whether two entries are told in one sentence: one command, one kind.
fn goes_with(first: &Entry, entry: &Entry) -> bool {
    let same_kind = std::mem::discriminant(&first.event) == std::mem::discriminant(&entry.event);
    first.command == entry.command && same_kind
}

fn shown_day(
    words: Words,
    told: Told<'_>,
    day: String,
    commands: Vec<Vec<Entry>>,
) -> impl IntoView + use<> {
    let commands = commands.iter().map(|entries| happened::told(words, told, entries));
    let commands = commands.collect_view();
    view! {
        <section>
            <h2 class="kt-day nl-heading nl-heading--level-3">{day}</h2>
            <ol class="kt-history">{commands}</ol>
        </section>
    }
}

fn filter(words: Words, table: &Table, chosen: Option<OrganisationId>) -> impl IntoView + use<> {
    let names: &BTreeMap<_, _> = &table.names;
    let municipalities = table.region.municipalities();
    let options = municipalities.into_iter().map(|id| {
        let name = words.organisation(names, id);
        view! { <option value=id.to_string() selected=chosen == Some(id)>{name}</option> }
    });
    let options = options.collect_view();
    let region = table.region.id;
    view! {
        <form method="get" action=address::history(region, None, None) aria-label=words.history_filter()>
            <div class="kt-filters kt-filters--wide">
                <div>
                    <label class="utrecht-form-label kt-label kt-small" for="gemeente">{words.municipality_word()}</label>
                    <select class="utrecht-select utrecht-select--html-select" id="gemeente" name="gemeente">
                        <option value="">{words.all_municipalities()}</option>
                        {options}
                    </select>
                </div>
                <div><button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{words.show()}</span></button></div>
            </div>
        </form>
    }
}

fn older(words: Words, region: RegionId, page: &HistoryPage) -> impl IntoView + use<> {
    let older = page.older.map(|before| {
        let href = address::history(region, page.municipality, Some(before));
        view! { <a class="nl-link" href=href>{words.older_entries()}</a> }
    });
    older.map(|link| view! { <p class="kt-actions kt-top-5">{link}</p> })
}
