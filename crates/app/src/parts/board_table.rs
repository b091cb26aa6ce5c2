//! Checks by municipalities: one shape for each question, and the counts in words below.

use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::{AnswerValue, CheckId, OrganisationId, QuestionId, Region, RegionId};
use leptos::prelude::*;

use crate::parts::feedback::Names;
use crate::parts::shape::{Shape, drawn};
use crate::parts::{address, legend};
use crate::session::use_session;
use crate::words::Words;

/// What the board is laid out by: it changes only when the region itself does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Laid {
    /// The columns.
    pub municipalities: Vec<OrganisationId>,
    /// The rows, each with its questions.
    pub checks: Vec<(CheckId, Vec<QuestionId>)>,
}

impl Laid {
    /// Returns what this region's board is laid out by.
    pub fn of(region: &Region) -> Laid {
        let mut ids: Vec<CheckId> = region.fields().map(|field| field.check()).collect();
        ids.dedup();
        let checks = ids.into_iter().map(|id| (id, region.questions_of(id))).collect();
        Laid { municipalities: region.municipalities(), checks }
    }
}

/// Shows the table.
#[component]
pub fn BoardTable(
    words: Words,
    region: RegionId,
    laid: Laid,
    checklist: Arc<ChecklistIn>,
    names: Names,
) -> impl IntoView {
    let heads = laid.municipalities.iter().map(|id| {
        view! { <th role="columnheader" scope="col">{words.organisation(&names, *id)}</th> }
    });
    let heads = heads.collect_view();
    let rows = laid.checks.iter().map(|(check, questions)| {
        let title = checklist.check(*check).map(|check| check.title.clone());
        let cells = laid.municipalities.iter().map(|municipality| {
            let name = words.organisation(&names, *municipality);
            let href = address::check(region, *municipality, *check);
            let label = words.board_cell(check.0, &name);
            let inside = cell(words, *municipality, questions.clone());
            view! {
                <td role="cell" data-label=name>
                    <a class="kt-boardcell" href=href>{inside.shapes}<span class="kt-hidden">{label}</span><span class="kt-small">{inside.counts}</span></a>
                </td>
            }
        });
        let cells = cells.collect_view();
        view! {
            <tr role="row">
                <th role="rowheader" scope="row"><span class="kt-checkno">{check.0}</span>" "{title}</th>
                {cells}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="kt-scroll" tabindex="0" role="region" aria-label=words.board_scroll()>
            <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack kt-board">
                <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.check_word()}</th>{heads}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

struct Cell<S, C> {
    shapes: S,
    counts: C,
}

/// One municipality's questions of one check.
fn cell(
    words: Words,
    municipality: OrganisationId,
    questions: Vec<QuestionId>,
) -> Cell<impl IntoView, impl IntoView> {
    let session = use_session();
    let values = session.memo(move |reader| {
        let region = reader.municipality(municipality);
        questions
            .iter()
            .map(|question| region.question_value(municipality, *question))
            .collect::<Vec<Option<AnswerValue>>>()
    });
    let shapes = move || {
        let drawn_one = |value: Option<AnswerValue>| {
            view! { <span class=colour(value)>{drawn(Shape::of(value))}</span> }
        };
        values.get().into_iter().map(drawn_one).collect_view()
    };
    let counts = move || {
        let counts = tally(&values.get());
        let last = counts.len().saturating_sub(1);
        let pieces = counts.into_iter().enumerate().map(move |(at, (count, value))| {
            let comma = (at != last).then_some(", ");
            view! { <span class="kt-nowrap">{words.count_of(count, value)}</span>{comma} }
        });
        pieces.collect_view()
    };
    let shapes = view! { <span class="kt-row-shapes" aria-hidden="true">{shapes}</span> };
    Cell { shapes, counts }
}

/// Counts each value that occurs, in the order of the form.
pub fn tally(values: &[Option<AnswerValue>]) -> Vec<(usize, Option<AnswerValue>)> {
    let count = |wanted| values.iter().filter(|value| **value == wanted).count();
    legend::values().map(|value| (count(value), value)).filter(|(count, _)| 0 < *count).collect()
}

const fn colour(value: Option<AnswerValue>) -> &'static str {
    match value {
        None => "kt-empty",
        Some(AnswerValue::Yes) => "kt-yes",
        Some(AnswerValue::Partly) => "kt-partly",
        Some(AnswerValue::No) => "kt-no",
        Some(AnswerValue::Unknown) => "kt-unknown",
        Some(AnswerValue::NotApplicable) => "kt-not-applicable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_keeps_the_order_of_the_form_and_leaves_out_what_is_not_there() {
        use AnswerValue::{No, Yes};
        let values = [Some(No), None, Some(Yes), Some(Yes)];
        assert_eq!(tally(&values), [(2, Some(Yes)), (1, Some(No)), (1, None)]);
        assert_eq!(tally(&[]), []);
    }
}
