//! Questions by municipalities, with filters.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{AnswerKey, CheckId, FieldId, Insider, OrganisationId, Region, work};
use leptos::prelude::*;

use crate::page::{GridFilter, GridShow, Table};
use crate::parts::feedback::Names;
use crate::parts::grid_table::{GridTable, Lines};
use crate::parts::stand::{self, Stand};
use crate::parts::{address, frame, legend, past};
use crate::session::use_session;
use crate::words::Words;

/// The id of the first field of the filter.
const FILTER: &str = "check";

/// Returns what the tab says.
pub fn title(words: Words, table: &Table) -> String {
    words.grid_title(table.region.round().map(|round| round.name.as_heading()))
}

/// Shows the page.
pub fn main(words: Words, table: Table, filter: GridFilter) -> impl IntoView {
    let names: Names = Arc::new(table.names.clone());
    let trail = vec![
        (words.board().to_owned(), Some(address::region(table.region.id))),
        (words.checklist().to_owned(), None),
    ];
    view! {
        {frame::breadcrumbs(words, trail)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{title(words, &table)}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.grid_lead()}</p>
            {beside(words, &table)}
        </div>
        {body(words, table, names, filter)}
        {legend::section(words)}
    }
}

/// The ways to the checklist on paper, and to the region's own questions where there are any or the
/// reader can add one.
fn beside(words: Words, table: &Table) -> impl IntoView + use<> {
    let session = use_session();
    let keeps = table.keeps_own_questions();
    let count = session.memo(|reader| {
        reader.structure().prepared_or_present().map_or(0, |round| round.own_asked().count())
    });
    let href = address::own_questions(table.region.id);
    let paper = address::paper(table.region.id, None);
    move || {
        let (href, count) = (href.clone(), count.get());
        let own = (keeps || 0 < count).then(|| {
            view! { <a class="nl-link" href=href>{words.own_questions_link(count)}</a> }
        });
        view! { <p class="kt-saved">{own}<a class="nl-link" href=paper.clone()>{words.paper()}</a></p> }
    }
}

fn body(words: Words, table: Table, names: Names, filter: GridFilter) -> impl IntoView {
    let session = use_session();
    // Which rows a filter keeps is decided when the page is made: nothing moves while someone reads.
    // Only another round, another municipality or an own question of the region makes it anew.
    let laid = session.memo(|reader| {
        let region = reader.structure();
        let round = region.round().map(|round| round.id);
        (round, region.fields().count(), region.municipalities(), region.own_questions())
    });
    let insider = session.insider();
    let lines = Memo::new(move |_| {
        let (_, all, municipalities, _) = laid.get();
        (
            session.read(|reader| untrack(|| kept(reader.structure(), &insider, filter))),
            all,
            municipalities,
        )
    });
    let region = table.region.id;
    move || {
        let (lines, all, municipalities) = lines.get();
        if all == 0 || municipalities.is_empty() {
            let why = if all == 0 { words.no_round_yet() } else { words.no_municipalities() };
            return view! { <p class="kt-nothing kt-top-5">{why}</p> }.into_any();
        }
        let shown = words.grid_rows(lines.fields.len(), all);
        let nothing = lines.fields.is_empty();
        let (checklist, cell_names) = (table.checklist.clone(), names.clone());
        let own = table.insider.organisation();
        let grid = if nothing {
            view! {
                <p class="kt-nothing kt-top-5">{words.grid_nothing()}" "
                    <a class="nl-link" href=address::grid(region, GridFilter::default())>{words.clear_filter()}</a></p>
            }
            .into_any()
        } else {
            view! { <GridTable words region own lines checklist names=cell_names back=FILTER/> }
                .into_any()
        };
        view! {
            {form(words, &table, &names, &municipalities, filter)}
            <p class="kt-gridsum"><strong>{shown}</strong>" "{words.grid_rows_are()}" "{counts(words, region, filter)}</p>
            {grid}
            <p class="kt-small kt-soft kt-grid-help kt-live-only">{words.grid_help()}</p>
        }
        .into_any()
    }
}

/// Returns the fields at which the reader has something to do: a guest has nothing.
fn mine(region: &Region, insider: &Insider) -> BTreeSet<FieldId> {
    insider.member().map(|member| work::fields(region, member)).unwrap_or_default()
}

/// Returns what the filter keeps of the whole grid.
fn kept(region: &Region, insider: &Insider, filter: GridFilter) -> Lines {
    let municipalities = columns(region, filter);
    let mine = match filter.show {
        Some(GridShow::WachtOpMij) => mine(region, insider),
        _ => BTreeSet::new(),
    };
    let shows = |field: &FieldId| match filter.show {
        None => true,
        Some(GridShow::WachtOpMij) => mine.contains(field),
        Some(GridShow::GeenKijk) => !region.is_viewed(*field),
        Some(show) => municipalities.iter().any(|municipality| {
            let key = AnswerKey { municipality: *municipality, field: *field };
            Stand::of(region, key).matches(show)
        }),
    };
    let fields = rows(region, filter.check).filter(shows).collect();
    let own = region.own_questions();
    Lines { municipalities, all: region.municipalities(), fields, own }
}

fn columns(region: &Region, filter: GridFilter) -> Vec<OrganisationId> {
    let mut municipalities = region.municipalities();
    municipalities.retain(|id| filter.municipality.is_none_or(|wanted| wanted == *id));
    municipalities
}

fn rows(region: &Region, check: Option<CheckId>) -> impl Iterator<Item = FieldId> + '_ {
    region.fields().filter(move |field| check.is_none_or(|wanted| wanted == field.check()))
}

fn form(
    words: Words,
    table: &Table,
    names: &Names,
    municipalities: &[OrganisationId],
    filter: GridFilter,
) -> impl IntoView + use<> {
    let checks = table.checklist.checks().iter().map(|check| {
        let text = format!("{}. {}", check.id, check.title);
        (check.id.to_string(), text, filter.check == Some(check.id))
    });
    let places = municipalities.iter().map(|id| {
        (id.to_string(), words.organisation(names, *id), filter.municipality == Some(*id))
    });
    let shows = GridShow::ALL.into_iter().map(|show| {
        let chosen = filter.show == Some(show);
        (show.code().to_owned(), words.grid_show(show).to_owned(), chosen)
    });
    let select = |id: &'static str, label: &'static str, any: &'static str, options: Vec<_>| {
        let option = |(value, text, chosen): (String, String, bool)| {
            view! { <option value=value selected=chosen>{text}</option> }
        };
        view! {
            <div>
                <label class="utrecht-form-label kt-label kt-small" for=id>{label}</label>
                <select class="utrecht-select utrecht-select--html-select" id=id name=id>
                    <option value="">{any}</option>
                    {options.into_iter().map(option).collect_view()}
                </select>
            </div>
        }
    };
    let is_narrowed = filter != GridFilter::default();
    let whole = address::grid(table.region.id, GridFilter::default());
    view! {
        <form method="get" action=whole.clone() aria-label=words.grid_filter()>
            {past::hidden()}
            <div class="kt-filters kt-filters--wide">
                {select(FILTER, words.check_word(), words.all_checks(), checks.collect())}
                {select("gemeente", words.municipality_word(), words.all_municipalities(), places.collect())}
                {select("antwoord", words.sign_answer(), words.all_answers(), shows.collect())}
                <div class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{words.show()}</span></button>
                    {is_narrowed.then(|| view! { <a class="nl-link" href=whole.clone()>{words.clear_filter()}</a> })}
                </div>
            </div>
        </form>
    }
}

/// Links to what asks for attention, each with how often it stands in the grid now.
fn counts(words: Words, region: domain::RegionId, filter: GridFilter) -> impl IntoView {
    const ASKED_FOR: [GridShow; 6] = [
        GridShow::Leeg,
        GridShow::WetenWeNiet,
        GridShow::OpnieuwBevestigen,
        GridShow::NogReageren,
        GridShow::AndersDanRegio,
        GridShow::Concept,
    ];
    let session = use_session();
    let insider = session.insider();
    let counted = session.memo(move |reader| {
        let region = reader.everything();
        let mine = mine(region, &insider);
        let mine = rows(region, filter.check).filter(|field| mine.contains(field)).count();
        let fields = rows(region, filter.check);
        (mine, stand::counts(region, &columns(region, filter), fields, ASKED_FOR))
    });
    move || {
        let (mine, counted) = counted.get();
        let counted = ASKED_FOR.into_iter().zip(counted);
        let counted = std::iter::once((GridShow::WachtOpMij, mine)).chain(counted);
        let found: Vec<_> = counted.filter(|(_, count)| 0 < *count).collect();
        if found.is_empty() {
            return None;
        }
        let last = found.len() - 1;
        let links = found.into_iter().enumerate().map(|(at, (show, count))| {
            let href = address::grid(region, GridFilter { show: Some(show), ..filter });
            let sign = if at == last { "." } else { ", " };
            view! { <a class="nl-link" href=href>{words.grid_count(count, show)}</a>{sign} }
        });
        Some(view! { {words.straight_to()}" "{links.collect_view()} })
    }
}
