//! How far each municipality, the region and each partner is with each check, and who must do what next.
//!
//! Invariant: it counts what everyone in the region sees, so that everyone reads the same figures;
//! an own draft is no progress yet. Who gave a view is told to a coordinator first, and so is how far
//! partners are.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::{
    AnswerKey, CheckId, OrganisationId, QuestionId, Region, RegionId, Request, Response, Standing,
    Turn, Wish,
};
use leptos::prelude::*;

use crate::parts::address;
use crate::parts::board_table::Laid;
use crate::parts::feedback::Names;
use crate::session::use_session;
use crate::words::Words;

/// Who has a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Party {
    /// A municipality, with its own answers.
    Municipality(OrganisationId),
    /// The region as a whole, with what the coordinator puts forward.
    Region,
    /// A partner, with the views that it was asked for.
    Partner(OrganisationId),
}

/// How far somebody is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// What is ready of each check.
    pub checks: Vec<Done>,
    /// Answers that are empty.
    pub empty: usize,
    /// Answers that must be looked at again.
    pub again: usize,
    /// Answers that are shared and wait to be confirmed.
    pub to_confirm: usize,
    /// Answers of the region that wait for a reaction.
    pub to_react: usize,
    /// Answers of the region that were not put forward.
    pub to_put_forward: usize,
    /// Views that were asked for and not given.
    pub to_give: usize,
    /// Requests for a view that were declined, and whose asker has not closed them.
    pub declined: usize,
}

/// What is ready of one check in this round.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Done {
    /// Shared and not to be looked at again; put forward; or given.
    pub done: usize,
    /// Asked.
    pub asked: usize,
}

/// Where a view stands that was asked for, the furthest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Declined,
    Waits,
    Given,
}

impl Asked {
    /// Returns nothing for a request that was closed without a view, or whose question is gone.
    fn of(region: &Region, request: &Request) -> Option<Asked> {
        match region.turn(request) {
            _ if region.is_fulfilled(request) => Some(Asked::Given),
            Turn::Asked => Some(Asked::Waits),
            Turn::Asker => Some(Asked::Declined),
            Turn::Nobody => None,
        }
    }
}

/// Returns who has a row, for a reader who coordinates or not: municipalities, the region where it
/// answers something, and the partners whose view was asked for, once this reader may know who gave one.
pub fn parties(
    region: &Region,
    municipalities: &[OrganisationId],
    coordinates: bool,
) -> Vec<Party> {
    let mut all: Vec<Party> = municipalities.iter().copied().map(Party::Municipality).collect();
    if region.fields().any(|field| region.is_regional(field)) {
        all.push(Party::Region);
    }
    if coordinates || !region.round().is_some_and(|round| round.seals()) {
        for (_, request) in region.requests_in_order() {
            if let (Wish::View { of, .. }, Some(_)) = (request.wish, Asked::of(region, request))
                && !all.contains(&Party::Partner(of))
            {
                all.push(Party::Partner(of));
            }
        }
    }
    all
}

impl Progress {
    /// Returns how far somebody is with these checks.
    pub fn of(region: &Region, party: Party, checks: impl Iterator<Item = CheckId>) -> Progress {
        let mut progress = Progress::default();
        for check in checks {
            let done = match party {
                Party::Municipality(own) => progress.count(region, own, check),
                Party::Region => progress.count_put_forward(region, check),
                Party::Partner(partner) => progress.count_views(region, partner, check),
            };
            progress.checks.push(done);
        }
        progress
    }

    fn count_put_forward(&mut self, region: &Region, check: CheckId) -> Done {
        let first = |first| Some(region.put_forward(first)?.content.value);
        let asked = region
            .fields_of(check)
            .filter(|field| region.is_regional(*field) && region.is_asked(*field, first));
        let mut done = Done::default();
        for field in asked {
            done.asked += 1;
            match region.put_forward(field) {
                Some(_) => done.done += 1,
                None => self.to_put_forward += 1,
            }
        }
        done
    }

    fn count_views(&mut self, region: &Region, partner: OrganisationId, check: CheckId) -> Done {
        // Several may ask for the same view: it is one, and stands where the furthest of them stands.
        let mut views: BTreeMap<QuestionId, Asked> = BTreeMap::new();
        for request in region.requests.values() {
            if let (Wish::View { of, on }, Some(asked)) = (request.wish, Asked::of(region, request))
                && of == partner
                && on.check() == check
            {
                let view = views.entry(on).or_insert(asked);
                *view = asked.max(*view);
            }
        }
        let count = |asked| views.values().filter(|view| **view == asked).count();
        self.to_give += count(Asked::Waits);
        self.declined += count(Asked::Declined);
        Done { done: count(Asked::Given), asked: views.len() }
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

    /// Says who must do what, a line for each.
    fn waits(&self, words: Words) -> Vec<String> {
        let all = [
            words.editors_must(self.empty, self.again),
            words.leads_must(self.to_confirm, self.to_react),
            words.coordinator_must(self.to_put_forward),
            words.partner_must(self.to_give),
            words.asker_must(self.declined),
        ];
        all.into_iter().flatten().collect()
    }
}

/// Shows a row for each of them; nothing while nothing is asked.
#[component]
pub fn ProgressTable(
    words: Words,
    region: RegionId,
    laid: Laid,
    /// Who has a row. The table follows it by itself: a form below it stays as it is.
    parties: Memo<Vec<Party>>,
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
    let row = move |party: Party| {
        let name = match party {
            Party::Municipality(of) | Party::Partner(of) => words.organisation(&names, of),
            Party::Region => words.column_of_region().to_owned(),
        };
        row(words, region, party, name, checks.clone())
    };
    let rows = move || parties.get().into_iter().map(&row).collect_view();
    view! {
        <div class="kt-scroll" tabindex="0" role="region" aria-label=words.progress_scroll()>
            <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack">
                <thead role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col">{words.progress_who()}</th>
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
    party: Party,
    name: String,
    checks: Vec<CheckId>,
) -> impl IntoView {
    let session = use_session();
    let asked = checks.clone();
    let progress = session.memo(move |reader| {
        let region = match party {
            Party::Municipality(own) => reader.municipality(own),
            Party::Partner(partner) => {
                reader.requests();
                reader.municipality(partner)
            }
            Party::Region => {
                let region = reader.structure();
                region.fields().filter(|field| region.is_regional(*field)).for_each(|field| {
                    reader.regional(field);
                });
                region
            }
        };
        Progress::of(region, party, asked.iter().copied())
    });
    let cells = checks.into_iter().enumerate();
    let cells = cells.map(|(at, check)| cell(words, region, party, &name, progress, at, check));
    let cells = cells.collect_view();
    let waits = move || {
        let lines = progress.with(|progress| progress.waits(words));
        if lines.is_empty() {
            let nobody = match party {
                Party::Municipality(_) => words.waits_for_nobody(),
                Party::Region => words.all_put_forward(),
                Party::Partner(_) => words.all_given(),
            };
            return view! { <p class="kt-soft">{nobody}</p> }.into_any();
        }
        let line = |text: String| view! { <p class="kt-small">{text}</p> };
        lines.into_iter().map(line).collect_view().into_any()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name.clone()}</th>
            {cells}
            <td role="cell" data-label=words.waits_for()><div class="kt-flow-tight">{waits}</div></td>
        </tr>
    }
}

/// How much of one check is ready; of a municipality it leads to its answers.
fn cell(
    words: Words,
    region: RegionId,
    party: Party,
    name: &str,
    progress: Memo<Progress>,
    at: usize,
    check: CheckId,
) -> impl IntoView + use<> {
    let done = Memo::new(move |_| {
        progress.with(|progress| progress.checks.get(at).copied().unwrap_or_default())
    });
    let told = move || match (party, done.get()) {
        (Party::Region | Party::Partner(_), Done { asked: 0, .. }) => view! {
            <span class="kt-soft" aria-hidden="true">"–"</span>
            <span class="kt-hidden">{words.not_asked_here()}</span>
        }
        .into_any(),
        (_, Done { done, asked }) => view! {
            <span class:kt-soft=done == asked>{words.done_of(done, asked)}</span>
        }
        .into_any(),
    };
    let inside = match party {
        Party::Municipality(own) => {
            let href = address::check(region, own, check);
            let where_to = words.board_cell(check.0, name);
            view! { <a class="nl-link" href=href>{told}<span class="kt-hidden">{where_to}</span></a> }
                .into_any()
        }
        Party::Region | Party::Partner(_) => told.into_any(),
    };
    view! { <td role="cell" data-label=words.check_number(check.0)>{inside}</td> }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn nobody_is_waited_for_when_nothing_is_left() {
        let words = Words(Language::Nl);
        assert!(Progress::default().waits(words).is_empty());
        for left in [
            Progress { empty: 1, ..Progress::default() },
            Progress { again: 1, ..Progress::default() },
            Progress { to_confirm: 1, ..Progress::default() },
            Progress { to_react: 1, ..Progress::default() },
            Progress { to_put_forward: 1, ..Progress::default() },
            Progress { to_give: 1, ..Progress::default() },
            Progress { declined: 1, ..Progress::default() },
        ] {
            assert_eq!(left.waits(words).len(), 1, "{left:?}");
        }
    }
}
