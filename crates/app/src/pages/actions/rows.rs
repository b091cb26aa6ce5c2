//! The actions as a list, in which several can be chosen to be offered.

use domain::rights::{Ability, demand};
use domain::{Action, ActionId, SeenAction, Step};
use leptos::prelude::*;

use super::{Listing, due, group, marks, owner};
use crate::form::actions::{CHOSEN, chosen_code};
use crate::page::ActionFilter;
use crate::parts::note_form::NoteForm;
use crate::parts::{address, written};
use crate::words::capital;

/// Returns the id of the box of an action.
pub(super) fn box_id(action: ActionId) -> String {
    format!("kies-{action}")
}

/// Returns the first action that its reader can offer.
pub(super) fn first_to_offer(list: &Listing) -> Option<ActionId> {
    let session = list.around.session;
    let actor = session.insider().actor();
    let can = |action: &Action| action.steps(&actor).contains(&Step::Offer);
    session.read(|reader| {
        let actions = untrack(|| &reader.actions().actions);
        list.page.shown.iter().copied().find(|id| actions.get(id).is_some_and(can))
    })
}

/// Shows the list.
pub(super) fn shown(list: &Listing) -> AnyView {
    let (words, session) = (list.around.words, list.around.session);
    let actor = session.insider().actor();
    let may = demand(&actor, Ability::MakeActions).is_ok();
    let ids = list.page.shown.clone();
    let offers = session.memo(move |reader| {
        let actions = &reader.actions().actions;
        let can = |action: &Action| action.steps(&actor).contains(&Step::Offer);
        may && ids.iter().filter_map(|id| actions.get(id)).any(can)
    });
    let rows = list.page.shown.iter().map(|id| row(list, *id, offers)).collect_view();
    let choose = move || {
        offers.get().then(|| {
            view! { <th role="columnheader" scope="col" class="kt-screen-only">{words.choose_column()}</th> }
        })
    };
    let table = view! {
        <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack kt-top-4">
            <caption class="kt-hidden">{words.actions()}</caption>
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">{words.action_word()}</th>
                <th role="columnheader" scope="col">{words.action_stand_title()}</th>
                <th role="columnheader" scope="col">{words.action_owner()}</th>
                <th role="columnheader" scope="col">{words.action_due()}</th>
                {choose}
            </tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    };
    if !may {
        return table.into_any();
    }
    let form = NoteForm::bare(words, session);
    let filter = list.page.filter.pairs().into_iter();
    let filter = filter
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let button = move || {
        offers.get().then(|| {
            view! {
                <p class="kt-actions kt-top-4">
                    <button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{words.offer_chosen_button()}</span></button>
                    <span class="kt-small kt-soft">{words.offer_chosen_help()}</span>
                </p>
            }
        })
    };
    let action = address::actions(list.around.region, ActionFilter::default());
    view! {
        <form method="post" action=action autocomplete="off" on:submit=form.submit()>
            {form.hidden(&list.token)}
            {filter}
            {table}
            {button}
            {form.not_sent()}
        </form>
    }
    .into_any()
}

/// One action, as it stands now.
fn row(list: &Listing, id: ActionId, offers: Memo<bool>) -> AnyView {
    let action = list.around.session.memo(move |reader| reader.actions().actions.get(&id).cloned());
    let list = list.clone();
    let row = move || action.get().map(|action| one(&list, (id, &action), offers.get()));
    view! { {row} }.into_any()
}

fn one(list: &Listing, (id, action): (ActionId, &Action), offers: bool) -> AnyView {
    let words = list.around.words;
    let title = action.plan.title.as_heading().to_owned();
    let group =
        group(list, action).map(|group| view! { <div class="kt-small kt-soft">{group}</div> });
    let (day, until) = due(list, action);
    let until = until.map(|until| view! { <div class="kt-small kt-soft">{until}</div> });
    let state = capital(words.action_stand(&action.stand));
    let choose = offers.then(|| choose(list, id, action));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="nl-link" href=address::action(list.around.region, id) lang=written::language(words)>{title}</a>{group}
            </th>
            <td role="cell" data-label=words.action_stand_title()><div>{state}{marks(list, action)}</div></td>
            <td role="cell" data-label=words.action_owner()><div>{owner(list, action.owner)}</div></td>
            <td role="cell" data-label=words.action_due()><div><span class="kt-nowrap">{day}</span>{until}</div></td>
            {choose}
        </tr>
    }
    .into_any()
}

/// The box of an action that its reader can offer.
fn choose(list: &Listing, id: ActionId, action: &Action) -> AnyView {
    let words = list.around.words;
    let actor = list.around.session.insider().actor();
    if !action.steps(&actor).contains(&Step::Offer) {
        return view! { <td role="cell" class="kt-screen-only"></td> }.into_any();
    }
    let value = chosen_code(SeenAction { action: id, seen: action.fingerprint() });
    let checked = list.page.chosen.contains(&id);
    let title = action.plan.title.as_heading().to_owned();
    let lang = written::language(words);
    view! {
        <td role="cell" class="kt-screen-only" data-label=words.choose_column()>
            <label class="utrecht-form-label utrecht-form-label--checkbox kt-choice" for=box_id(id)>
                <input type="checkbox" class="utrecht-checkbox utrecht-checkbox--html-input" id=box_id(id) name=CHOSEN value=value checked=checked/>
                {words.choose_word()}<span class="kt-hidden">": "<span lang=lang>{title}</span></span>
            </label>
        </td>
    }
    .into_any()
}
