//! The actions as a list, in which several can be chosen: to be offered, or to remind their owners.

use std::sync::Arc;

use domain::rights::{Ability, demand};
use domain::{Action, ActionId, Actor, SeenAction, Step};
use leptos::prelude::*;

use super::{Listing, due, group, marks, owner};
use crate::form::{
    DO,
    actions::{CHOSEN, OFFER, REMIND_CHOSEN, chosen_code},
};
use crate::page::ActionFilter;
use crate::parts::note_form::NoteForm;
use crate::parts::{address, written};
use crate::words::{Words, capital};

/// Returns the id of the box of an action.
pub(super) fn box_id(action: ActionId) -> String {
    format!("kies-{action}")
}

/// What a reader can do with several at once.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Together {
    offers: bool,
    reminds: bool,
}

impl Together {
    fn of(steps: &[Step]) -> Self {
        Self { offers: steps.contains(&Step::Offer), reminds: steps.contains(&Step::Remind) }
    }

    fn any(self) -> bool {
        self.offers || self.reminds
    }

    fn or(self, other: Self) -> Self {
        Self { offers: self.offers || other.offers, reminds: self.reminds || other.reminds }
    }
}

/// Returns whether somebody can offer an action, or remind of it.
pub(super) fn can_be_chosen(action: &Action, actor: &Actor) -> bool {
    Together::of(&action.steps(actor)).any()
}

/// Returns the first action that its reader can offer or of which they can remind.
pub(super) fn first_to_choose(list: &Listing) -> Option<ActionId> {
    let session = list.around.session;
    let actor = session.insider().actor();
    let can = |action: &Arc<Action>| can_be_chosen(action, &actor);
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
    let together = session.memo(move |reader| {
        let actions = &reader.actions().actions;
        let all = ids.iter().filter_map(|id| actions.get(id)).filter(|_| may);
        all.map(|action| Together::of(&action.steps(&actor)))
            .fold(Together::default(), Together::or)
    });
    let rows = list.page.shown.iter().map(|id| row(list, *id, together)).collect_view();
    let choose = move || {
        together.get().any().then(|| {
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
    let buttons = move || buttons(words, together.get());
    let action = address::actions(list.around.region, ActionFilter::default());
    view! {
        <form method="post" action=action autocomplete="off" on:submit=form.submit()>
            {form.hidden(&list.token)}
            {filter}
            {table}
            {buttons}
            {form.not_sent()}
        </form>
    }
    .into_any()
}

/// The buttons of what a reader can do with the chosen actions.
fn buttons(words: Words, Together { offers, reminds }: Together) -> Option<AnyView> {
    let line = |value: &'static str, text: &'static str, help: &'static str| {
        view! {
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary" type="submit" name=DO value=value><span class="nl-button__label">{text}</span></button>
                <span class="kt-small kt-soft">{help}</span>
            </p>
        }
    };
    let offer = offers.then(|| line(OFFER, words.offer_chosen_button(), words.offer_chosen_help()));
    let remind = reminds
        .then(|| line(REMIND_CHOSEN, words.remind_chosen_button(), words.remind_chosen_help()));
    (offers || reminds)
        .then(|| view! { <div class="kt-flow-tight kt-top-4">{offer}{remind}</div> }.into_any())
}

/// One action, as it stands now.
fn row(list: &Listing, id: ActionId, together: Memo<Together>) -> AnyView {
    let action = list.around.session.memo(move |reader| reader.actions().actions.get(&id).cloned());
    let list = list.clone();
    let row = move || action.get().map(|action| one(&list, (id, &action), together.get().any()));
    view! { {row} }.into_any()
}

fn one(list: &Listing, (id, action): (ActionId, &Action), chooses: bool) -> AnyView {
    let words = list.around.words;
    let title = action.plan.title.as_heading().to_owned();
    let group =
        group(list, action).map(|group| view! { <div class="kt-small kt-soft">{group}</div> });
    let (day, until) = due(list, action);
    let until = until.map(|until| view! { <div class="kt-small kt-soft">{until}</div> });
    let state = capital(words.action_stand(&action.stand));
    let choose = chooses.then(|| choose(list, id, action));
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

/// The box of an action that its reader can offer, or of which they can remind.
fn choose(list: &Listing, id: ActionId, action: &Action) -> AnyView {
    let words = list.around.words;
    let actor = list.around.session.insider().actor();
    if !can_be_chosen(action, &actor) {
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
