//! What happened, in sentences: the newest first, by day, by command.

use domain::{Entry, OrganisationId, RegionId};
use leptos::prelude::*;

use crate::page::{HistoryFilter, HistoryPage, Table, goes_with};
use crate::parts::happened::{self, Telling};
use crate::parts::{address, frame};
use crate::words::{Told, Words};

/// Shows the page.
pub fn main(words: Words, table: Table, page: HistoryPage, token: &str) -> impl IntoView {
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.history().to_owned(), None),
    ];
    let parts = &table.region.participations;
    let told = Told { names: &table.names, people: &page.people, parts, titles: &page.titles };
    let telling = Telling { told, table: &table, before: &page.before, token };
    let days = by_day(words, &page.entries)
        .into_iter()
        .map(|(day, commands)| shown_day(words, telling, day, commands))
        .collect_view();
    let empty = page.entries.is_empty().then(|| {
        // No page looks further back than a stretch of the journal.
        let why = match (page.older, page.filter == HistoryFilter::default()) {
            (Some(_), _) => words.history_empty_here(),
            (None, true) => words.history_empty(),
            (None, false) => words.history_empty_filtered(),
        };
        view! { <p class="kt-nothing kt-top-5">{why}</p> }
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.history()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.history_lead()}</p>
        </div>
        {filter(words, &table, page.filter)}
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

fn shown_day(
    words: Words,
    telling: Telling<'_>,
    day: String,
    commands: Vec<Vec<Entry>>,
) -> impl IntoView + use<> {
    let commands = commands.iter().map(|entries| happened::told(words, telling, entries));
    let commands = commands.collect_view();
    view! {
        <section>
            <h2 class="kt-day nl-heading nl-heading--level-3">{day}</h2>
            <ol class="kt-history">{commands}</ol>
        </section>
    }
}

fn filter(words: Words, table: &Table, chosen: HistoryFilter) -> impl IntoView + use<> {
    let region = &table.region;
    let organisations = organisations(words, table).into_iter().map(|(id, name)| {
        view! { <option value=id.to_string() selected=chosen.organisation == Some(id)>{name}</option> }
    });
    let questions = table.checklist.questions().map(|question| {
        let label = question.fields.first().map(|field| field.label.clone()).unwrap_or_default();
        let name = format!("{}. {label}", question.id);
        view! { <option value=question.id.to_string() selected=chosen.question == Some(question.id)>{name}</option> }
    });
    // A question that was taken away has a history all the same.
    let gone = chosen.question.filter(|id| table.checklist.question(*id).is_none());
    let gone = gone.map(|id| {
        view! { <option value=id.to_string() selected=true>{words.question_named(id)}</option> }
    });
    let select = |id: &'static str, label: &'static str, any: &'static str, options: AnyView| {
        view! {
            <div>
                <label class="utrecht-form-label kt-label kt-small" for=id>{label}</label>
                <select class="utrecht-select utrecht-select--html-select" id=id name=id>
                    <option value="">{any}</option>
                    {options}
                </select>
            </div>
        }
    };
    let organisations = organisations.collect_view().into_any();
    let questions = view! { {questions.collect_view()}{gone} }.into_any();
    let whole = address::history(region.id, HistoryFilter::default(), None);
    let is_narrowed = chosen != HistoryFilter::default();
    view! {
        <form method="get" action=whole.clone() aria-label=words.history_filter()>
            <div class="kt-filters kt-filters--wide">
                {select("organisatie", words.organisation_word(), words.all_organisations(), organisations)}
                {select("vraag", words.question_word(), words.every_question(), questions)}
                <div class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{words.show()}</span></button>
                    {is_narrowed.then(|| view! { <a class="nl-link" href=whole.clone()>{words.clear_filter()}</a> })}
                </div>
            </div>
        </form>
    }
}

/// The municipalities, and then the others by their names.
fn organisations(words: Words, table: &Table) -> Vec<(OrganisationId, String)> {
    let name = |id: &OrganisationId| words.organisation(&table.names, *id);
    let municipalities = table.region.municipalities();
    let others = table.region.participations.keys().filter(|id| !municipalities.contains(id));
    let mut others: Vec<_> = others.map(|id| (*id, name(id))).collect();
    others.sort_by(|one, other| one.1.cmp(&other.1));
    municipalities.iter().map(|id| (*id, name(id))).chain(others).collect()
}

fn older(words: Words, region: RegionId, page: &HistoryPage) -> impl IntoView + use<> {
    let older = page.older.map(|before| {
        let href = address::history(region, page.filter, Some(before));
        view! { <a class="nl-link" href=href>{words.older_entries()}</a> }
    });
    older.map(|link| view! { <p class="kt-actions kt-top-5">{link}</p> })
}
