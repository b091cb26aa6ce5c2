//! What an editor's own municipality still has to do, with links to the answers themselves.

use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::rights::{Ability, demand};
use domain::{Actor, AnswerKey, CheckId, FieldId, OrganisationId, Region, RegionId, Standing};
use leptos::prelude::*;

use crate::parts::address;
use crate::parts::feedback::Names;
use crate::parts::stand::{Mark, Stand};
use crate::session::use_session;
use crate::words::Words;

/// What is open in one check.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Open {
    check: CheckId,
    drafts: Vec<FieldId>,
    empty: Vec<FieldId>,
    again: Vec<FieldId>,
    react: Vec<FieldId>,
    /// For those who may confirm.
    confirm: Vec<FieldId>,
}

impl Open {
    fn of(region: &Region, own: OrganisationId, check: CheckId, confirms: bool) -> Open {
        let mut open = Open {
            check,
            drafts: vec![],
            empty: vec![],
            again: vec![],
            react: vec![],
            confirm: vec![],
        };
        for field in region.fields_of(check) {
            let stand = Stand::of(region, AnswerKey { municipality: own, field });
            if stand.must_react {
                open.react.push(field);
            }
            match stand.mark {
                Mark::Draft => open.drafts.push(field),
                Mark::Standing(Standing::Empty) => open.empty.push(field),
                Mark::Standing(Standing::Reconfirm(_)) => open.again.push(field),
                Mark::Standing(Standing::Shared) if confirms => open.confirm.push(field),
                Mark::Standing(Standing::Shared | Standing::Confirmed) | Mark::NotAsked => {}
            }
        }
        open
    }

    fn is_done(&self) -> bool {
        let all = [&self.drafts, &self.empty, &self.again, &self.react, &self.confirm];
        all.into_iter().all(|fields| fields.is_empty())
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
    let confirms = demand(&Actor::Member(session.member()), Ability::ConfirmAnswers(own)).is_ok();
    let work = session.memo(move |reader| {
        let found = reader.municipality(own);
        found.open_round()?;
        let mut checks: Vec<CheckId> = found.fields().map(|field| field.check()).collect();
        checks.dedup();
        let all = checks.into_iter().map(|check| Open::of(found, own, check, confirms));
        Some(all.filter(|open| !open.is_done()).collect::<Vec<Open>>())
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
    let line = |label: &'static str, fields: Vec<FieldId>| {
        (!fields.is_empty()).then(|| {
            let last = fields.len() - 1;
            let links = fields.into_iter().enumerate().map(|(at, field)| {
                let href = address::answer(region, own, field);
                let comma = (at != last).then_some(", ");
                view! { <a class="nl-link" href=href>{field.to_string()}</a>{comma} }
            });
            view! { <p class="nl-paragraph">{label}" "{links.collect_view()}</p> }
        })
    };
    view! {
        <li>
            <h3 class="nl-heading nl-heading--level-3">
                <a class="nl-link" href=address::check(region, own, open.check)>{words.check_named(open.check.0, &title)}</a>
            </h3>
            {line(words.to_share(), open.drafts)}
            {line(words.to_react(), open.react)}
            {line(words.to_confirm_again(), open.again)}
            {line(words.to_fill_in(), open.empty)}
            {line(words.to_confirm_now(), open.confirm)}
        </li>
    }
}
