//! The grid itself: each cell one link, each cell repainted on its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::{
    AnswerKey, CheckId, FieldId, OrganisationId, OwnQuestion, Part, QuestionId, RegionId, Scope,
};
use leptos::prelude::*;

use crate::parts::feedback::Names;
use crate::parts::stand::{self, Stand};
use crate::parts::walk::{Spot, Walk};
use crate::parts::{address, own_question, status, written};
use crate::session::{Feedback, use_session};
use crate::words::Words;

/// The id of the column of the reader's own municipality.
const OWN: &str = "eigen";

/// The columns before those of the municipalities: the question and the region.
const BEFORE: usize = 2;
/// The columns after them: how many partners gave a view.
const AFTER: usize = 1;

/// What the grid is laid out by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lines {
    /// The columns after the questions.
    pub municipalities: Vec<OrganisationId>,
    /// Every municipality of the region, also where the columns were narrowed to one.
    pub all: Vec<OrganisationId>,
    /// The rows.
    pub fields: Vec<FieldId>,
    /// The region's own questions, whose words may change.
    pub own: BTreeMap<QuestionId, OwnQuestion>,
}

impl Lines {
    /// Returns the rows of each check, each with its number in the whole grid.
    fn by_check(&self) -> Vec<(CheckId, Vec<(usize, FieldId)>)> {
        let mut groups: Vec<(CheckId, Vec<(usize, FieldId)>)> = Vec::new();
        for (row, field) in self.fields.iter().copied().enumerate() {
            match groups.last_mut() {
                Some((check, rows)) if *check == field.check() => rows.push((row, field)),
                _ => groups.push((field.check(), vec![(row, field)])),
            }
        }
        groups
    }
}

/// What the cells share.
#[derive(Clone)]
struct Grid {
    words: Words,
    region: RegionId,
    own: Option<OrganisationId>,
    lines: Lines,
    names: Names,
    walk: Walk,
    /// How many partners gave a view, row by row.
    views: Memo<Vec<usize>>,
}

/// Shows the grid.
#[component]
pub fn GridTable(
    words: Words,
    region: RegionId,
    own: Option<OrganisationId>,
    lines: Lines,
    checklist: Arc<ChecklistIn>,
    names: Names,
    /// The id of what Escape returns to.
    back: &'static str,
) -> impl IntoView {
    let walk = Walk::new(lines.fields.len(), lines.municipalities.len() + BEFORE + AFTER, back);
    let fields = lines.fields.clone();
    let views = use_session().memo(move |reader| {
        let region = reader.everything();
        fields.iter().map(|field| region.views_given(*field)).collect::<Vec<_>>()
    });
    let grid = Grid { words, region, own, lines, names, walk, views };
    let heads = grid.lines.municipalities.iter().map(|id| head(&grid, *id)).collect_view();
    let groups = grid.lines.by_check().into_iter();
    let groups = groups.map(|(check, rows)| group(&grid, &checklist, check, rows)).collect_view();
    // On a small telephone no column is pinned: this leads to one's own, where another stands first.
    let at = grid.lines.municipalities.iter().position(|id| Some(*id) == own);
    let jump = at.is_some_and(|at| 0 < at).then(|| {
        view! { <p class="kt-jump"><a class="nl-link" href=format!("#{OWN}")>{words.to_own_column()}</a></p> }
    });
    view! {
        <h2 class="kt-hidden" id="h-grid">{words.grid_heading()}</h2>
        {jump}
        <div class="kt-scroll kt-grid-region" tabindex=move || walk.region_tab_index()
            role="region" aria-labelledby="h-grid">
            <table class="utrecht-table utrecht-table--html-table kt-table kt-grid"
                on:keydown=move |event| walk.key(&event) on:focusin=move |_| walk.follow_focus()>
                <thead><tr>
                    <th scope="col">{words.question_word()}</th>
                    <th scope="col" class="kt-reg">{words.column_of_region()}</th>
                    {heads}
                    <th scope="col" class="kt-views">{words.column_of_views()}</th>
                </tr></thead>
                {groups}
            </table>
        </div>
    }
}

fn head(grid: &Grid, municipality: OrganisationId) -> impl IntoView + use<> {
    let name = grid.words.organisation(&grid.names, municipality);
    let own = Some(municipality) == grid.own;
    let mark = own.then(|| view! { <span class="kt-mark">{grid.words.your_municipality()}</span> });
    view! { <th scope="col" class:kt-own=own id=own.then_some(OWN)>{name}{mark}</th> }
}

/// The rows of one check under its name.
fn group(
    grid: &Grid,
    checklist: &ChecklistIn,
    check: CheckId,
    rows: Vec<(usize, FieldId)>,
) -> impl IntoView + use<> {
    let title = checklist.check(check).map(|check| check.title.clone()).unwrap_or_default();
    let name = grid.words.check_named(check.0, &title);
    let columns = grid.lines.municipalities.len() + BEFORE + AFTER;
    let rows = rows.into_iter().map(|(row, field)| line(grid, checklist, row, field));
    let rows = rows.collect_view();
    view! {
        <tbody>
            <tr><th scope="rowgroup" colspan=columns><span>{name}</span></th></tr>
            {rows}
        </tbody>
    }
}

fn line(grid: &Grid, checklist: &ChecklistIn, row: usize, field: FieldId) -> impl IntoView + use<> {
    let found = checklist.field(field);
    let own = grid.lines.own.get(&field.question);
    let scope = own.map(|own| own.scope).or(found.map(|found| found.scope));
    let label =
        own.map(|own| own.wanted.text.to_string()).or(found.map(|found| found.label.clone()));
    let language = own.and_then(|_| written::language(grid.words));
    let regional = scope == Some(Scope::Regional);
    let level = regional.then(|| {
        view! { <span class="kt-mark kt-mark--plain">{grid.words.regional_level()}</span> }
    });
    let spot = Spot { row, column: 0 };
    let walk = grid.walk;
    let href = address::question(grid.region, field.question);
    let cells = grid
        .lines
        .municipalities
        .iter()
        .enumerate()
        .map(|(at, municipality)| {
            cell(
                grid,
                Spot { row, column: at + BEFORE },
                AnswerKey { municipality: *municipality, field },
            )
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">
                <a class="kt-q" href=href id=spot.id() tabindex=move || walk.tab_index(spot)>
                    <b>{field.to_string()}</b><span><span lang=language>{label}</span>{level}{own_question::mark(grid.words, field.question)}</span>
                </a>
            </th>
            {regional_cell(grid, Spot { row, column: 1 }, field, regional)}
            {cells}
            {views_cell(grid, Spot { row, column: grid.lines.municipalities.len() + BEFORE }, field)}
        </tr>
    }
}

/// What the region answers, and how many municipalities reacted to that.
fn regional_cell(
    grid: &Grid,
    spot: Spot,
    field: FieldId,
    is_regional: bool,
) -> impl IntoView + use<> {
    let session = use_session();
    let (words, walk) = (grid.words, grid.walk);
    let municipalities = grid.lines.all.clone();
    let put = session.memo(move |reader| {
        if !is_regional {
            return None;
        }
        // Only what is said about this very field makes it look again.
        for municipality in &municipalities {
            reader.answer(AnswerKey { municipality: *municipality, field });
        }
        let region = reader.regional(field);
        Some((region.put_forward(field)?.content.value, region.reacted(field)))
    });
    let shown = move || match put.get() {
        _ if !is_regional => view! {
            <span class="kt-soft" aria-hidden="true">"–"</span>
            <span class="kt-hidden">{words.each_for_itself()}</span>
        }
        .into_any(),
        None => {
            view! { <span class="kt-small kt-soft">{words.nothing_from_region()}</span> }.into_any()
        }
        Some((value, (reacted, all))) => view! {
            {status::value(words, Some(value))}
            <span class="kt-mark">{words.reacted_short(reacted, all)}</span>
        }
        .into_any(),
    };
    let label = format!("{field} {}: ", words.column_of_region());
    boxed("kt-reg", walk, spot, (address::field(grid.region, field), label), shown)
}

/// A cell that is one link. `label` says, for those who hear it alone, what it is about.
fn boxed(
    class: &'static str,
    walk: Walk,
    spot: Spot,
    (href, label): (String, String),
    shown: impl IntoView + 'static,
) -> impl IntoView {
    view! {
        <td class=class>
            <a class="kt-cell" href=href id=spot.id() tabindex=move || walk.tab_index(spot)>
                <span class="kt-hidden">{label}</span>
                {shown}
            </a>
        </td>
    }
}

/// How many partners gave a view. What they said stands on the page of the question.
fn views_cell(grid: &Grid, spot: Spot, field: FieldId) -> impl IntoView + use<> {
    let (words, walk, views) = (grid.words, grid.walk, grid.views);
    let count = Memo::new(move |_| views.get().get(spot.row).copied().unwrap_or_default());
    let none = move || {
        view! {
            <span class="kt-soft" aria-hidden="true">"–"</span>
            <span class="kt-hidden">{words.none_gave_a_view()}</span>
        }
        .into_any()
    };
    let shown = move || match count.get() {
        0 => none(),
        count => count.into_any(),
    };
    let href = format!("{}#h-partners", address::question(grid.region, field.question));
    let label = format!("{field} {}: ", words.column_of_views());
    boxed("kt-views", walk, spot, (href, label), shown)
}

/// One answer. It looks at that answer only (and at the first part, on which a second may depend).
fn cell(grid: &Grid, spot: Spot, key: AnswerKey) -> impl IntoView + use<> {
    let session = use_session();
    let words = grid.words;
    let own = Some(key.municipality) == grid.own;
    let name = words.organisation(&grid.names, key.municipality);
    let first = FieldId::new(key.field.question, Some(Part::A));
    let stand = session.memo(move |reader| {
        if key.field.part == Some(Part::B) {
            reader.answer(AnswerKey { field: first, ..key });
        }
        Stand::of(reader.answer(key), key)
    });
    let is_fresh = Memo::new(move |_| session.feedback(key) == Feedback::ChangedNow);
    let fresh = move || {
        is_fresh.get().then(|| {
            view! { <span class="kt-mark kt-mark--fresh">{words.changed_now_short()}</span> }
        })
    };
    let walk = grid.walk;
    let href = address::answer(grid.region, key.municipality, key.field);
    view! {
        <td class:kt-own=own class:kt-fresh=move || is_fresh.get()>
            <a class="kt-cell" href=href id=spot.id() tabindex=move || walk.tab_index(spot)>
                <span class="kt-hidden">{format!("{} {name}: ", key.field)}</span>
                {move || stand::stand(words, stand.get())}
                {fresh}
            </a>
        </td>
    }
}
