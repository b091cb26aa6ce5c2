//! The form that narrows the list of actions; what it asks stands in the address.

use domain::OrganisationId;
use leptos::prelude::*;

use super::Listing;
use crate::page::{ActionFilter, ActionShow, Table, action_filter as names};
use crate::parts::address;
use crate::words::capital;

/// A choice: its value, its text, and whether it is chosen.
type Choice = (String, String, bool);

/// Shows the form.
pub(super) fn form(list: &Listing, table: &Table) -> impl IntoView + use<> {
    let (words, filter) = (list.around.words, list.page.filter);
    let name = |id: &OrganisationId| words.organisation(&table.names, *id);
    let municipalities = table.region.municipalities();
    let others = table.region.participations.keys().filter(|id| !municipalities.contains(id));
    let mut others: Vec<OrganisationId> = others.copied().collect();
    others.sort_by_key(name);
    let owner = |id: &OrganisationId| (id.to_string(), name(id), filter.owner == Some(*id));
    let owners = municipalities.iter().chain(&others).map(owner).collect();
    let place = |id: &OrganisationId| (id.to_string(), name(id), filter.municipality == Some(*id));
    let places = municipalities.iter().map(place).collect();
    let checks = table.checklist.checks().iter().map(|check| {
        let text = format!("{}. {}", check.id, check.title);
        (check.id.to_string(), text, filter.check == Some(check.id))
    });
    let shows = ActionShow::ALL.into_iter().map(|show| {
        let text = capital(words.action_show(show));
        (show.code().to_owned(), text, filter.show == Some(show))
    });
    let action = address::actions(list.around.region, ActionFilter::default());
    let whole = ActionFilter { board: filter.board, ..ActionFilter::default() };
    let clear = filter.is_narrow().then(|| {
        let href = address::actions(list.around.region, whole);
        view! { <a class="nl-link" href=href>{words.clear_filter()}</a> }
    });
    let board =
        filter.board.then(|| view! { <input type="hidden" name=names::SHAPE value=names::BOARD/> });
    view! {
        <form method="get" action=action aria-label=words.actions_filter()>
            {board}
            <div class="kt-filters kt-filters--wide">
                {select(names::OWNER, words.action_owner(), words.all_owners(), owners)}
                {select(names::MUNICIPALITY, words.action_concerns(), words.all_municipalities(), places)}
                {select(names::CHECK, words.check_word(), words.all_checks(), checks.collect())}
                {select(names::SHOW, words.action_stand_title(), words.all_states(), shows.collect())}
                <div class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{words.show()}</span></button>
                    {clear}
                </div>
            </div>
        </form>
    }
}

fn select(
    id: &'static str,
    label: &'static str,
    any: &'static str,
    options: Vec<Choice>,
) -> impl IntoView {
    let option = |(value, text, chosen): Choice| {
        view! { <option value=value selected=chosen>{text}</option> }
    };
    view! {
        <div>
            <label class="utrecht-form-label kt-label kt-small" for=id>{label}</label>
            <select class="utrecht-select utrecht-select--html-select" id=id name=id>
                <option value="">{any}</option>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
