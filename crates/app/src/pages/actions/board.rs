//! The actions as a board: a column for each state.
//!
//! Invariant: a card stands in the column of the state where its action stands now.

use domain::ActionId;
use leptos::prelude::*;

use super::{Listing, due, group, marks, owner};
use crate::page::{ActionFilter, ActionShow};
use crate::parts::{address, written};

/// Shows the board.
pub(super) fn shown(list: &Listing) -> AnyView {
    let words = list.around.words;
    let ids = list.page.shown.clone();
    let states = list.around.session.memo(move |reader| {
        let actions = &reader.actions().actions;
        let state = |id: &ActionId| Some((*id, ActionShow::of(&actions.get(id)?.stand)));
        ids.iter().filter_map(state).collect::<Vec<_>>()
    });
    let list = list.clone();
    let columns = move || {
        let states = states.get();
        let column = |state: ActionShow| {
            let cards = states.iter().filter(|(_, at)| *at == state).map(|(id, _)| *id);
            column(&list, state, cards.collect())
        };
        ActionShow::STANDS.into_iter().filter_map(column).collect_view()
    };
    view! {
        <h2 class="kt-hidden" id="h-bord">{words.board_heading()}</h2>
        <div class="kt-scroll kt-lanes-region kt-top-4" tabindex="0" role="region" aria-labelledby="h-bord">
            <div class="kt-lanes">{columns}</div>
        </div>
    }
    .into_any()
}

/// One state with its cards. Where only some states can have any, the others are left out.
fn column(list: &Listing, state: ActionShow, cards: Vec<ActionId>) -> Option<AnyView> {
    let (words, page) = (list.around.words, &list.page);
    if cards.is_empty() && page.filter.show.is_some() {
        return None;
    }
    let more = page.more.iter().find(|(at, _)| *at == state).map_or(0, |(_, more)| *more);
    let id = format!("kolom-{}", state.code());
    let heading = words.lane_heading(state, cards.len() + more);
    let cards = match cards.is_empty() {
        true => view! { <p class="kt-small kt-soft">{words.lane_empty()}</p> }.into_any(),
        false => {
            let cards = cards.into_iter().map(|id| card(list, id)).collect_view();
            view! { <ul class="kt-plain kt-cards">{cards}</ul> }.into_any()
        }
    };
    let rest = (0 < more).then(|| {
        // What asks for attention and a state are not chosen together.
        let show = page.filter.show.or(Some(state));
        let filter = ActionFilter { show, board: false, page: 0, ..page.filter };
        let href = address::actions(list.around.region, filter);
        view! { <p class="kt-small kt-top-3">{words.and_more(more)}" "<a class="nl-link" href=href>{words.as_list()}</a></p> }
    });
    Some(
        view! {
            <section class="kt-lane" aria-labelledby=id.clone()>
                <h3 class="nl-heading nl-heading--level-4" id=id.clone()>{heading}</h3>
                {cards}
                {rest}
            </section>
        }
        .into_any(),
    )
}

/// One action, as it stands now.
fn card(list: &Listing, id: ActionId) -> AnyView {
    let action = list.around.session.memo(move |reader| reader.actions().actions.get(&id).cloned());
    let list = list.clone();
    let words = list.around.words;
    let shown = move || {
        let action = action.get()?;
        let (day, until) = due(&list, &action);
        let day = action.plan.due.is_some().then(|| words.until_day(&day));
        let lines = [Some(owner(&list, action.owner)), day, until, group(&list, &action)];
        let lines = lines.into_iter().flatten();
        let lines = lines.map(|line| view! { <div>{line}</div> }).collect_view();
        let title = action.plan.title.as_heading().to_owned();
        Some(view! {
            <h4><a class="nl-link" href=address::action(list.around.region, id) lang=written::language(words)>{title}</a></h4>
            <div class="kt-small">{lines}</div>
            {marks(&list, &action)}
        })
    };
    view! { <li>{shown}</li> }.into_any()
}
