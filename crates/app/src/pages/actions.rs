//! What organisations in the region were asked to do: figures, a filter, and a list or a board.
//!
//! Invariant: a figure counts what the list to which it leads keeps.

mod board;
mod filters;
mod rows;

use std::{collections::BTreeSet, sync::Arc};

use domain::rights::{Ability, demand};
use domain::{Action, ActionId, Day, Moment, OrganisationId, Priority, Refusal, Step, local_day};
use leptos::prelude::*;

use crate::page::{ACTIONS_ON_A_PAGE, ActionFilter, ActionShow, ActionsPage, Table};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::work::Around;
use crate::parts::{action_marks, address, frame};
use crate::session::use_session;
use crate::words::Words;

/// What the parts of this page share.
#[derive(Clone)]
struct Listing {
    around: Around,
    page: Arc<ActionsPage>,
    /// The token of the form on this page.
    token: String,
    today: Day,
    /// When the steering group meets next.
    steering: Option<Day>,
    /// When it meets, and met.
    meetings: Arc<BTreeSet<Day>>,
}

/// Shows the page. `token` makes a double click on its forms one effect.
pub fn main(
    words: Words,
    table: Table,
    page: ActionsPage,
    token: String,
    now: Moment,
) -> impl IntoView {
    let around = Around::new(words, &table, use_session(), now);
    let today = local_day(now);
    let steering = table.region.next_steering_date(today);
    let meetings = Arc::new(table.region.steering_dates.clone());
    let list = Listing { around, page: Arc::new(page), token, today, steering, meetings };
    let trail = vec![
        (words.board().to_owned(), Some(address::region(table.region.id))),
        (words.actions().to_owned(), None),
    ];
    let page = &list.page;
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.action_done(done)}</p> }
    });
    let refused = page.refused.as_ref().map(|refusal| not_done(&list, refusal));
    view! {
        {frame::breadcrumbs(words, trail)}
        {refused}
        {done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.actions()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.actions_lead()}</p>
            {beside(&list)}
        </div>
        {body(&list, &table)}
    }
}

/// The ways to a new action and to the days of the steering group.
fn beside(list: &Listing) -> impl IntoView + use<> {
    let (words, region) = (list.around.words, list.around.region);
    let actor = list.around.session.insider().actor();
    let new = demand(&actor, Ability::MakeActions).is_ok().then(|| {
        let href = address::new_action(region, None, None);
        view! { <a class="nl-button nl-button--primary nl-button-link" href=href><span class="nl-button__label">{words.action_new()}</span></a> }
    });
    let today = list.today;
    let next = list.around.session.memo(move |reader| reader.actions().next_steering_date(today));
    let steering = move || match next.get() {
        Some(day) => words.steering_in(day, today.working_days_until(day)),
        None => words.steering_title().to_owned(),
    };
    view! { <p class="kt-actions kt-top-4">{new}<a class="nl-link" href=address::steering(region)>{steering}</a></p> }
}

/// Says why the chosen actions were not offered or nobody was reminded of them, and leads to the first of them.
fn not_done(list: &Listing, refusal: &Refusal) -> AnyView {
    let words = list.around.words;
    let step = if list.page.reminding { Step::Remind } else { Step::Offer };
    let why = words.refusal(refusal, &list.around.names);
    let actor = list.around.session.insider().actor();
    let chosen = list.around.session.read(|reader| {
        let all = &untrack(|| reader.actions()).actions;
        let about = list.page.chosen.iter().filter_map(|id| Some((*id, all.get(id)?)));
        let about = about.filter(|(id, action)| is_about(refusal, step, (*id, action)));
        about
            .map(|(id, action)| {
                let has_box = list.page.shown.contains(&id) && rows::can_be_chosen(action, &actor);
                let text = format!("{}: {why}", action.plan.title.as_heading());
                ErrorLine { anchor: has_box.then(|| rows::box_id(id)), text }
            })
            .collect::<Vec<ErrorLine>>()
    });
    let lines = match chosen.is_empty() {
        false => chosen,
        true => {
            let first = rows::first_to_choose(list).filter(|id| list.page.shown.contains(id));
            vec![ErrorLine { anchor: first.map(rows::box_id), text: why }]
        }
    };
    let title = match list.page.reminding {
        true => words.actions_not_reminded(),
        false => words.actions_not_offered(),
    };
    errors(title.to_owned(), words.actions_still_ticked(), lines).into_any()
}

/// Returns whether an action is one for which the step was not taken with several.
fn is_about(refusal: &Refusal, step: Step, (id, action): (ActionId, &Action)) -> bool {
    match refusal {
        Refusal::ActionChanged { action } => *action == id,
        Refusal::DayIsOver { day } => action.plan.due == Some(*day),
        Refusal::OrganisationLeft { organisation } => action.owner == *organisation,
        Refusal::NotAsItStands => !step.fits(&action.stand),
        Refusal::LeftAloneToday => Step::Remind.fits(&action.stand),
        _ => false,
    }
}

fn body(list: &Listing, table: &Table) -> AnyView {
    let (words, region) = (list.around.words, list.around.region);
    let (page, filter) = (&list.page, list.page.filter);
    if page.all == 0 {
        let may = demand(&table.insider.actor(), Ability::MakeActions).is_ok();
        let next = if may { words.actions_none_make() } else { words.actions_none_wait() };
        return view! { <p class="kt-nothing kt-top-5">{words.actions_none()}" "{next}</p> }
            .into_any();
    }
    let shown = if page.found == 0 {
        let all =
            address::actions(region, ActionFilter { board: filter.board, ..Default::default() });
        view! {
            <p class="kt-nothing kt-top-5">{words.actions_none_found()}" "
                <a class="nl-link" href=all>{words.clear_filter()}</a></p>
        }
        .into_any()
    } else if filter.board {
        board::shown(list)
    } else {
        rows::shown(list)
    };
    view! {
        {figures(list)}
        {filters::form(list, table)}
        {above(list)}
        {shown}
        {pager(list)}
    }
    .into_any()
}

/// How many ask for attention, each with the way to them.
fn figures(list: &Listing) -> impl IntoView + use<> {
    let (words, region, filter) = (list.around.words, list.around.region, list.page.filter);
    let figure = |(show, count): &(ActionShow, usize)| {
        let (show, count) = (*show, *count);
        let text = view! { <b>{count}</b>" "<span>{words.action_figure(show, count)}</span> };
        let href = address::actions(region, ActionFilter { show: Some(show), page: 0, ..filter });
        let current = (filter.show == Some(show)).then_some("true");
        view! { <li><a href=href aria-current=current>{text}</a></li> }.into_any()
    };
    let figures = list.page.counts.iter().map(figure).collect_view();
    view! { <ul class="kt-figures kt-figures--many">{figures}</ul> }
}

/// Which of them stand here, and the ways to the same in another form.
fn above(list: &Listing) -> impl IntoView + use<> {
    let (words, region) = (list.around.words, list.around.region);
    let (page, filter) = (&list.page, list.page.filter);
    let first = filter.page * ACTIONS_ON_A_PAGE + 1;
    let shown = match filter.board {
        true => words.actions_found(page.found),
        false => words.actions_on_page(first, first + page.shown.len().max(1) - 1, page.found),
    };
    let other = ActionFilter { board: !filter.board, page: 0, ..filter };
    let text = if filter.board { words.as_list() } else { words.as_board() };
    let files = (0 < page.found).then(|| {
        let file = |ending| address::actions_file(region, filter, ending);
        view! {
            <a class="nl-link" href=file("xlsx")>{words.actions_as_xlsx()}</a>
            <a class="nl-link" href=file("csv")>{words.actions_as_csv()}</a>
        }
    });
    view! {
        <p class="kt-gridsum kt-actions">
            <strong>{shown}</strong>
            <a class="nl-link" href=address::actions(region, other)>{text}</a>
            {files}
        </p>
    }
}

/// The ways to the pages before and after this one.
fn pager(list: &Listing) -> Option<AnyView> {
    let (words, region, filter) = (list.around.words, list.around.region, list.page.filter);
    let pages = list.page.found.div_ceil(ACTIONS_ON_A_PAGE);
    if filter.board || pages < 2 {
        return None;
    }
    let to = |page| address::actions(region, ActionFilter { page, ..filter });
    let before = filter.page.checked_sub(1).map(|page| {
        view! { <a class="nl-link" rel="prev" href=to(page)>{words.sheet_before()}</a> }
    });
    let after = (filter.page + 1 < pages).then(|| {
        view! { <a class="nl-link" rel="next" href=to(filter.page + 1)>{words.sheet_after()}</a> }
    });
    let here = words.sheet_of(filter.page + 1, pages);
    Some(
        view! {
            <nav aria-label=words.sheets()><p class="kt-actions kt-top-5">{before}<span>{here}</span>{after}</p></nav>
        }
        .into_any(),
    )
}

/// What asks for attention, in words.
fn marks(list: &Listing, action: &Action) -> AnyView {
    let (words, today) = (list.around.words, list.today);
    let priority = action.plan.priority;
    let priority = (priority != Priority::Normal).then(
        || view! { <span class="kt-mark kt-mark--plain">{words.priority_mark(priority)}</span> },
    );
    view! { {action_marks::shown(words, action, today, &list.meetings)}{priority} }.into_any()
}

/// The day until which it is to be done, and how long that is when the steering group asks for it.
fn due(list: &Listing, action: &Action) -> (String, Option<String>) {
    let words = list.around.words;
    let due =
        action.plan.due.map_or(words.action_no_due().to_owned(), |day| words.calendar_day(day));
    let until = list.steering.filter(|_| crate::page::is_for_steering(action, list.steering));
    let until = until.map(|day| words.before_steering(list.today, day));
    (due, until)
}

/// How far the group is to which it belongs.
fn group(list: &Listing, action: &Action) -> Option<String> {
    let (closed, open) = list.page.groups.get(&action.group?)?;
    Some(list.around.words.in_group(*closed, closed + open))
}

fn owner(list: &Listing, owner: OrganisationId) -> String {
    list.around.words.organisation(&list.around.names, owner)
}
