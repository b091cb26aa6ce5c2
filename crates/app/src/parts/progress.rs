//! How far each municipality is with each check, and who must do what next.
//!
//! Invariant: it counts what everyone in the region sees, so that everyone reads the same figures;
//! an own draft is no progress yet.

use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::{AnswerKey, CheckId, OrganisationId, Region, RegionId, Response, Standing};
use leptos::prelude::*;

use crate::parts::address;
use crate::parts::board_table::Laid;
use crate::parts::feedback::Names;
use crate::session::use_session;
use crate::words::Words;

/// How far a municipality is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// What is answered of each check.
    pub checks: Vec<Done>,
    /// Answers that are empty.
    pub empty: usize,
    /// Answers that must be looked at again.
    pub again: usize,
    /// Answers that are shared and wait to be confirmed.
    pub to_confirm: usize,
    /// Answers of the region that wait for a reaction.
    pub to_react: usize,
}

/// What is answered of one check in this round.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Done {
    /// Shared, and not to be looked at again.
    pub done: usize,
    /// Asked.
    pub asked: usize,
}

impl Progress {
    /// Returns how far a municipality is with these checks.
    pub fn of(
        region: &Region,
        municipality: OrganisationId,
        checks: impl Iterator<Item = CheckId>,
    ) -> Progress {
        let mut progress = Progress::default();
        for check in checks {
            let done = progress.count(region, municipality, check);
            progress.checks.push(done);
        }
        progress
    }

    fn count(&mut self, region: &Region, municipality: OrganisationId, check: CheckId) -> Done {
        let mut check_done = Done::default();
        let key = |field| AnswerKey { municipality, field };
        for field in region.fields_of(check) {
            if !region.is_asked(field, |first| region.shared_value(key(first))) {
                continue;
            }
            check_done.asked += 1;
            match region.standing(key(field)) {
                Standing::Empty => self.empty += 1,
                Standing::Reconfirm(_) => self.again += 1,
                Standing::Shared => {
                    check_done.done += 1;
                    self.to_confirm += 1;
                }
                Standing::Confirmed => check_done.done += 1,
            }
            self.to_react +=
                usize::from(matches!(region.response(key(field)), Response::Open { .. }));
        }
        check_done
    }

    /// Returns whether nobody of the municipality has anything left to do.
    pub fn is_done(&self) -> bool {
        [self.empty, self.again, self.to_confirm, self.to_react] == [0; 4]
    }
}

/// Shows a row for each municipality; nothing while nothing is asked.
#[component]
pub fn ProgressTable(
    words: Words,
    region: RegionId,
    laid: Laid,
    checklist: Arc<ChecklistIn>,
    names: Names,
) -> impl IntoView {
    let checks: Vec<CheckId> = laid.checks.iter().map(|(check, _)| *check).collect();
    let heads = checks.iter().map(|check| {
        let title = checklist.check(*check).map(|check| check.title.clone());
        view! {
            <th role="columnheader" scope="col">{words.check_number(check.0)}<span class="kt-hidden">": "{title}</span></th>
        }
    });
    let heads = heads.collect_view();
    let row = |municipality: &OrganisationId| {
        let name = words.organisation(&names, *municipality);
        row(words, region, *municipality, name, checks.clone())
    };
    let rows = laid.municipalities.iter().map(row).collect_view();
    view! {
        <div class="kt-scroll" tabindex="0" role="region" aria-label=words.progress_scroll()>
            <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack">
                <thead role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col">{words.municipality_word()}</th>
                    {heads}
                    <th role="columnheader" scope="col">{words.waits_for()}</th>
                </tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

fn row(
    words: Words,
    region: RegionId,
    municipality: OrganisationId,
    name: String,
    checks: Vec<CheckId>,
) -> impl IntoView {
    let session = use_session();
    let asked = checks.clone();
    let progress = session.memo(move |reader| {
        Progress::of(reader.municipality(municipality), municipality, asked.iter().copied())
    });
    let cells = checks.into_iter().enumerate().map(|(at, check)| {
        let href = address::check(region, municipality, check);
        let where_to = words.board_cell(check.0, &name);
        let told = move || {
            let done = progress.with(|progress| progress.checks.get(at).copied());
            let Done { done, asked } = done.unwrap_or_default();
            words.done_of(done, asked)
        };
        let is_done = move || {
            progress.with(|progress| {
                progress.checks.get(at).is_some_and(|check| check.done == check.asked)
            })
        };
        view! {
            <td role="cell" data-label=words.check_number(check.0)>
                <a class="nl-link" href=href>
                    <span class:kt-soft=is_done>{told}</span><span class="kt-hidden">{where_to}</span>
                </a>
            </td>
        }
    });
    let cells = cells.collect_view();
    let waits = move || {
        progress.with(|progress| {
            if progress.is_done() {
                return view! { <p class="kt-soft">{words.waits_for_nobody()}</p> }.into_any();
            }
            let editors = words.editors_must(progress.empty, progress.again);
            let leads = words.leads_must(progress.to_confirm, progress.to_react);
            let line =
                |text: Option<String>| text.map(|text| view! { <p class="kt-small">{text}</p> });
            view! { {line(editors)}{line(leads)} }.into_any()
        })
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name.clone()}</th>
            {cells}
            <td role="cell" data-label=words.waits_for()><div class="kt-flow-tight">{waits}</div></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_municipality_is_done_when_nobody_has_anything_left() {
        assert!(Progress::default().is_done());
        for left in [
            Progress { empty: 1, ..Progress::default() },
            Progress { again: 1, ..Progress::default() },
            Progress { to_confirm: 1, ..Progress::default() },
            Progress { to_react: 1, ..Progress::default() },
        ] {
            assert!(!left.is_done());
        }
    }
}
