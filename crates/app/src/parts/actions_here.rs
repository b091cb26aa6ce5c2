//! The actions that come from what a page shows, and the way to make one.

use domain::rights::{Ability, demand};
use domain::{Action, ActionId, Cause, QuestionId, local_day};
use leptos::prelude::*;

use crate::parts::work::Around;
use crate::parts::{action_marks, address};

/// Shows the actions that come from a question, the open ones first.
pub fn section(around: &Around, question: QuestionId) -> impl IntoView + use<> {
    let (words, region) = (around.words, around.region);
    let session = around.session;
    let found = session.memo(move |reader| {
        let all = reader.actions().actions_in_order().into_iter();
        let mut found: Vec<(ActionId, Action)> = all
            .filter(|(_, action)| action.comes_from(question))
            .map(|(id, action)| (id, action.clone()))
            .collect();
        found.sort_by_key(|(_, action)| !action.stand.is_open());
        found
    });
    let may = demand(&session.insider().actor(), Ability::MakeActions).is_ok();
    let make = may.then(|| {
        let href = address::new_action(region, Some(&Cause::Question(question)), None);
        view! { <p class="kt-screen-only"><a class="nl-link" href=href>{words.action_new()}</a></p> }
    });
    let around = around.clone();
    let list = move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="kt-nothing">{words.actions_none_at_question()}</p> }
                .into_any();
        }
        let lines = found.iter().map(|(id, action)| line(&around, *id, action)).collect_view();
        view! { <ul class="kt-entries">{lines}</ul> }.into_any()
    };
    view! {
        <section class="kt-section" id="acties" tabindex="-1" aria-labelledby="h-acties">
            <h2 class="nl-heading nl-heading--level-2" id="h-acties">{words.actions()}</h2>
            <div class="kt-flow-tight">{list}{make}</div>
        </section>
    }
}

fn line(around: &Around, id: ActionId, action: &Action) -> AnyView {
    let words = around.words;
    let owner = words.organisation(&around.names, action.owner);
    let due = action.plan.due.map(|day| words.calendar_day(day));
    let facts = words.action_in_short(words.action_stand(&action.stand), &owner, due.as_deref());
    let marks = around.session.read(|reader| {
        let meetings = untrack(|| &reader.actions().steering_dates);
        action_marks::shown(words, action, local_day(around.now), meetings)
    });
    view! {
        <li>
            <p class="nl-paragraph"><a class="nl-link" href=address::action(around.region, id)>{action.plan.title.as_heading().to_owned()}</a></p>
            <p class="kt-small">{facts}{marks}</p>
        </li>
    }
    .into_any()
}

/// The way to make an action of something that was said or asked, for those who may. `of` names that, for those who
/// hear one of many alone.
pub fn make_of(around: &Around, cause: &Cause, of: String) -> Option<AnyView> {
    let words = around.words;
    let may = demand(&around.session.insider().actor(), Ability::MakeActions).is_ok();
    let href = address::new_action(around.region, Some(cause), None);
    may.then(|| {
        view! { <p class="kt-small kt-screen-only"><a class="nl-link" href=href>{words.action_make_here()}<span class="kt-hidden">", "{of}</span></a></p> }
            .into_any()
    })
}
