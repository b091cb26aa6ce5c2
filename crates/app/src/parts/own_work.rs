//! What an editor's own municipality still has to do, with links to the answers themselves.

use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::rights::{Ability, demand};
use domain::work::{AnswerTask, Task, answers_of};
use domain::{CheckId, FieldId, OrganisationId, Region, RegionId};
use leptos::prelude::*;

use crate::parts::feedback::Names;
use crate::parts::{address, work};
use crate::session::use_session;
use crate::words::Words;

/// What is open in one check.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Open {
    check: CheckId,
    tasks: Vec<(AnswerTask, Vec<FieldId>)>,
}

impl Open {
    fn all(region: &Region, own: OrganisationId, confirms: bool) -> Vec<Open> {
        let mut all: Vec<Open> = Vec::new();
        for task in answers_of(region, own, confirms) {
            let Task::Answers(task, check, fields) = task else { continue };
            match all.last_mut().filter(|open| open.check == check) {
                Some(open) => open.tasks.push((task, fields)),
                None => all.push(Open { check, tasks: vec![(task, fields)] }),
            }
        }
        all
    }
}

/// Shows what is open for the own municipality; nothing while there is no open round.
#[component]
pub fn OwnWork(
    words: Words,
    region: RegionId,
    own: OrganisationId,
    checklist: Arc<ChecklistIn>,
    names: Names,
) -> impl IntoView {
    let session = use_session();
    let confirms = demand(&session.insider().actor(), Ability::ConfirmAnswers(own)).is_ok();
    let work = session.memo(move |reader| {
        let found = reader.municipality(own);
        found.open_round()?;
        Some(Open::all(found, own, confirms))
    });
    let title = words.work_of(&words.organisation(&names, own));
    move || {
        let work = work.get()?;
        if work.is_empty() {
            let done = view! { <p class="kt-notice kt-top-5">{words.your_work_done()}</p> };
            return Some(done.into_any());
        }
        let entries = work.into_iter().map(|open| entry(words, region, own, &checklist, open));
        let entries = entries.collect_view();
        Some(
            view! {
                <section class="kt-section kt-section--accent" aria-labelledby="h-werk">
                    <h2 class="nl-heading nl-heading--level-2" id="h-werk">{title.clone()}</h2>
                    <ul class="kt-entries">{entries}</ul>
                </section>
            }
            .into_any(),
        )
    }
}

fn entry(
    words: Words,
    region: RegionId,
    own: OrganisationId,
    checklist: &ChecklistIn,
    open: Open,
) -> impl IntoView + use<> {
    let title = checklist.check(open.check).map(|check| check.title.clone()).unwrap_or_default();
    let line = |(task, fields): (AnswerTask, Vec<FieldId>)| {
        let to = |field| address::answer(region, own, field);
        view! { <p class="nl-paragraph">{words.answer_task_line(task)}" "{work::links(&fields, to)}</p> }
    };
    let lines = open.tasks.into_iter().map(line).collect_view();
    view! {
        <li>
            <h3 class="nl-heading nl-heading--level-3">
                <a class="nl-link" href=address::check(region, own, open.check)>{words.check_named(open.check.0, &title)}</a>
            </h3>
            {lines}
        </li>
    }
}
