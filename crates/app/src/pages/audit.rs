//! Accountability: what happened outside the journal, as far as the reader looks after it.

use domain::Moment;
use domain::rights::{Ability, demand};
use leptos::prelude::*;

use crate::page::{AuditPage, AuditRow, Table};
use crate::parts::{address, frame};
use crate::words::{Words, capital};

/// Shows the page: of a region, or without one of the administration.
pub fn main(words: Words, table: Option<Table>, page: AuditPage) -> AnyView {
    let (home, action, part) = match &table {
        Some(table) => {
            let region = table.region.id;
            let coordinates = demand(&table.insider.actor(), Ability::Coordinate).is_ok();
            let part =
                if coordinates { words.audit_of_coordinator() } else { words.audit_of_lead() };
            let home = vec![
                (words.board().to_owned(), Some(address::region(region))),
                (words.participants().to_owned(), Some(address::participants(region))),
            ];
            (home, address::audit(region), part)
        }
        None => {
            let home = vec![(words.administration().to_owned(), Some("/beheer".to_owned()))];
            (home, "/beheer/verantwoording".to_owned(), words.audit_of_administration())
        }
    };
    let trail = home.into_iter().chain([(words.audit_title().to_owned(), None)]).collect();
    let rows = page.rows.iter().map(|row| shown(words, row)).collect_view();
    let list = if page.rows.is_empty() {
        view! { <p class="kt-nothing">{words.audit_empty()}</p> }.into_any()
    } else {
        view! {
            <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack">
                <thead role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col">{words.audit_what()}</th>
                    <th role="columnheader" scope="col">{words.audit_when()}</th>
                    <th role="columnheader" scope="col">{words.audit_who()}</th>
                    <th role="columnheader" scope="col">{words.audit_whom()}</th>
                    <th role="columnheader" scope="col">{words.audit_origin()}</th>
                </tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        {frame::breadcrumbs(words, trail)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.audit_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.audit_lead()}</p>
        </div>
        <div class="kt-flow kt-top-5">
            <p class="kt-measure">{part}</p>
            {list}
            {ways(words, &action, &page)}
        </div>
    }
    .into_any()
}

/// The ways to what happened earlier, and back.
fn ways(words: Words, action: &str, page: &AuditPage) -> AnyView {
    let older = page.older.map(|Moment(at)| format!("{action}?voor={at}"));
    let older = older.map(|href| view! { <a class="nl-link" href=href>{words.audit_older()}</a> });
    let newest = (!page.is_first).then(|| {
        let href = action.to_owned();
        view! { <a class="nl-link" href=href>{words.audit_newest()}</a> }
    });
    view! { <p class="kt-actions">{newest}{older}</p> }.into_any()
}

fn shown(words: Words, row: &AuditRow) -> AnyView {
    let when = format!("{}, {}", words.day(row.at), words.time(row.at));
    let cell = |label: &'static str, text: Option<String>| {
        let text = text.unwrap_or_else(|| "–".to_owned());
        view! { <td role="cell" data-label=label>{text}</td> }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{capital(&words.audit_kind(row))}</th>
            {cell(words.audit_when(), Some(when))}
            {cell(words.audit_who(), row.by.clone())}
            {cell(words.audit_whom(), row.to.clone())}
            {cell(words.audit_origin(), row.origin.clone())}
        </tr>
    }
    .into_any()
}
