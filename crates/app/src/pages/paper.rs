//! The whole checklist in its own order, made to be printed: empty, or with the answers of a municipality.

use domain::checklist::{Check, Field};
use domain::{AnswerKey, AnswerValue, Aspect, MarkValue, OrganisationId};
use leptos::prelude::*;

use crate::page::{GridFilter, PaperPage, Table, paper};
use crate::parts::{address, frame, own_question, shared_answer, written};
use crate::platform;
use crate::session::use_session;
use crate::words::Words;

/// Returns what the tab and the heading say.
pub fn title(words: Words, table: &Table, page: PaperPage) -> String {
    match page.of {
        None => words.paper_empty().to_owned(),
        Some(of) => words.paper_of(&words.organisation(&table.names, of)),
    }
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: PaperPage) -> impl IntoView {
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.checklist().to_owned(), Some(address::grid(region, GridFilter::default()))),
        (words.paper().to_owned(), None),
    ];
    let checks = table.checklist.checks().iter();
    let checks = checks.map(|check| one_check(words, &table, page.of, check)).collect_view();
    let to_fill_in = page.of.is_none().then(|| {
        view! {
            <div class="kt-paper-who">
                <p>{words.paper_filled_by()}</p>
                <p>{words.paper_on()}</p>
            </div>
            <p class="kt-small kt-top-3">{words.paper_no_names()}</p>
        }
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{title(words, &table, page)}</h1>
            <p class="nl-paragraph nl-paragraph--lead kt-screen-only">{words.paper_lead()}</p>
        </div>
        {choice(words, &table, page)}
        {to_fill_in}
        {checks}
    }
}

/// What is printed, and how.
fn choice(words: Words, table: &Table, page: PaperPage) -> impl IntoView + use<> {
    let municipalities = table.region.municipalities().into_iter().map(|id| {
        let text = words.paper_of(&words.organisation(&table.names, id));
        view! { <option value=id.to_string() selected=page.of == Some(id)>{text}</option> }
    });
    let print = move |_| platform::print();
    view! {
        <form method="get" action=address::paper(table.region.id, None) class="kt-screen-only" aria-label=words.paper()>
            <div class="kt-filters kt-filters--wide">
                <div>
                    <label class="utrecht-form-label kt-label kt-small" for=paper::OF>{words.paper_choose()}</label>
                    <select class="utrecht-select utrecht-select--html-select" id=paper::OF name=paper::OF>
                        <option value="">{words.paper_empty()}</option>
                        {municipalities.collect_view()}
                    </select>
                </div>
                <div class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{words.show()}</span></button>
                    <button class="nl-button nl-button--primary kt-live-only" type="button" on:click=print>
                        <span class="nl-button__label">{words.paper_print()}</span>
                    </button>
                </div>
            </div>
            <p class="kt-small kt-soft">{words.paper_how()}</p>
        </form>
    }
}

fn one_check(
    words: Words,
    table: &Table,
    of: Option<OrganisationId>,
    check: &Check<String>,
) -> impl IntoView + use<> {
    let id = format!("h-check-{}", check.id);
    let fields = check.fields().map(|field| question(words, table, of, field)).collect_view();
    view! {
        <section class="kt-section kt-paper" aria-labelledby=id.clone()>
            <h2 class="nl-heading nl-heading--level-2" id=id.clone()>{words.check_named(check.id.0, &check.title)}</h2>
            <p class="kt-measure">{check.question.clone()}</p>
            {fields}
        </section>
    }
}

fn question(
    words: Words,
    table: &Table,
    of: Option<OrganisationId>,
    field: &Field<String>,
) -> impl IntoView + use<> {
    let id = field.id;
    let own = table.region.own_question(id.question);
    let language = own.and_then(|_| written::language(words));
    let note = own.map(|own| own_question::note(words, own));
    let session = use_session();
    let body = match of {
        Some(municipality) => {
            shared_answer::shown(words, session, AnswerKey { municipality, field: id }).into_any()
        }
        None => to_fill_in(words).into_any(),
    };
    let substitute = field
        .substitute
        .then(|| view! { <p class="kt-hint kt-qhint">{words.substitute_hint()}</p> });
    view! {
        <section class="kt-question" aria-labelledby=format!("q{id}")>
            <div class="kt-qhead">
                <b aria-hidden="true">{id.to_string()}</b>
                <h3 class="nl-heading nl-heading--level-3" id=format!("q{id}")>
                    <span class="kt-hidden">{words.question_number(id)}</span><span lang=language>{field.text.clone()}</span>
                </h3>
            </div>
            {note.map(|note| view! { <div class="kt-qhint">{note}</div> })}
            {substitute}
            <div class="kt-qbody">{body}</div>
        </section>
    }
}

/// Boxes to tick and lines to write on.
fn to_fill_in(words: Words) -> impl IntoView {
    let boxes = |texts: Vec<&'static str>| {
        let boxes = texts.into_iter().map(|text| view! { <li>{text}</li> });
        view! { <ul class="kt-boxes">{boxes.collect_view()}</ul> }
    };
    let values = AnswerValue::ALL.map(|value| words.value_choice(value));
    let marks = Aspect::ALL.map(|aspect| {
        let marks = MarkValue::ALL.map(|mark| words.mark_choice(Some(mark)));
        view! { <div><p class="kt-small"><strong>{words.aspect(aspect)}</strong></p>{boxes(marks.to_vec())}</div> }
    });
    view! {
        {boxes(values.to_vec())}
        <div class="kt-two">{marks}</div>
        <p class="kt-small"><strong>{words.explanation()}</strong></p>
        <div class="kt-lines" aria-hidden="true"></div>
    }
}
