//! Builds the pages about actions: which of them a list shows, and what one of them needs.

use std::collections::BTreeSet;

use app::page::{
    ACTIONS_ON_A_PAGE, ActionFilter, ActionLinks, ActionPage, ActionShow, ActionsPage,
    MailLinkTrouble, PlanPage, Screen, SteeringPage, Table,
};
use domain::{
    Action, ActionId, ActionStand, Actor, Cause, CheckId, Day, GroupId, OrganisationId, PersonId,
    QuestionId, Refusal, Region, RegionId, local_day,
    rights::{Ability, demand},
};

use super::{page, table_with, with_everybody};
use crate::{
    door::{Hall, visitor::Visitor},
    problem::Problem,
};
use app::page::Page;

/// The most actions that a list to choose from offers.
const TO_CHOOSE_FROM: usize = 200;

/// Builds the list, narrowed to what the page says.
pub async fn list(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    mut list: ActionsPage,
) -> Result<Page, Problem> {
    let today = local_day(hall.clock.now());
    let table = table_with(hall, visitor, region, |own, region| {
        fill(&mut list, region, today);
        own.and_listed(list.shown.iter().copied())
    });
    let table = table.await?;
    page(hall, visitor, Screen::Actions(table, Box::new(list))).await
}

/// Fills the list with what its filter keeps, and with what the figures say.
fn fill(list: &mut ActionsPage, region: &Region, today: Day) {
    list.filter = choosable(list.filter, region);
    let found = kept(region, &list.filter, today);
    list.counts = counts(region, &list.filter, today);
    (list.all, list.found) = (region.actions.len(), found.len());
    if list.filter.board {
        list.filter.page = 0;
        (list.shown, list.more) = columns(&found);
    } else {
        let last = found.len().saturating_sub(1) / ACTIONS_ON_A_PAGE;
        list.filter.page = list.filter.page.min(last);
        let first = list.filter.page * ACTIONS_ON_A_PAGE;
        let of_page = found.into_iter().skip(first).take(ACTIONS_ON_A_PAGE);
        list.shown = of_page.map(|(id, _)| id).collect();
    }
    let groups = list.shown.iter().filter_map(|id| region.actions.get(id)?.group);
    let groups: BTreeSet<GroupId> = groups.collect();
    for action in region.actions.values() {
        let Some(group) = action.group.filter(|group| groups.contains(group)) else { continue };
        let (closed, open) = list.groups.entry(group).or_default();
        match action.stand {
            ActionStand::Closed => *closed += 1,
            ActionStand::Dropped { .. } => {}
            _ => *open += 1,
        }
    }
}

/// Leaves out of a filter what nobody can choose: it would keep nothing, and no choice of the form would say why.
pub fn choosable(filter: ActionFilter, region: &Region) -> ActionFilter {
    let asks = |check: &CheckId| region.fields().any(|field| field.check() == *check);
    ActionFilter {
        owner: filter.owner.filter(|id| region.participations.contains_key(id)),
        municipality: filter.municipality.filter(|id| region.is_municipality(*id)),
        check: filter.check.filter(|check| region.round().is_none() || asks(check)),
        ..filter
    }
}

/// Returns how many actions each figure above the list counts, with this filter otherwise.
fn counts(region: &Region, filter: &ActionFilter, today: Day) -> Vec<(ActionShow, usize)> {
    let filter = ActionFilter { show: None, ..*filter };
    let meetings = &region.steering_dates;
    let mut counts = ActionShow::COUNTED.map(|show| (show, 0));
    for action in region.actions.values().filter(|it| filter.keeps(it, today, meetings)) {
        for (show, count) in &mut counts {
            *count += usize::from(show.keeps(action, today, meetings));
        }
    }
    counts.into()
}

/// Returns what the columns of the board show, and how many more there are of each state.
fn columns(found: &[(ActionId, &Action)]) -> (Vec<ActionId>, Vec<(ActionShow, usize)>) {
    let mut columns = ActionShow::STANDS.map(|column| (column, vec![], 0));
    for (id, action) in found {
        let state = ActionShow::of(&action.stand);
        let column = columns.iter_mut().find(|(column, ..)| *column == state);
        let Some((_, shown, more)) = column else { continue };
        if shown.len() < ACTIONS_ON_A_PAGE {
            shown.push(*id);
        } else {
            *more += 1;
        }
    }
    let more = columns.iter().map(|(column, _, more)| (*column, *more));
    let more = more.filter(|(_, more)| 0 < *more).collect();
    (columns.into_iter().flat_map(|(_, shown, _)| shown).collect(), more)
}

/// Returns the ids of the actions that a filter keeps: what waits until the nearest day first.
pub fn found(region: &Region, filter: &ActionFilter, today: Day) -> Vec<ActionId> {
    kept(region, filter, today).into_iter().map(|(id, _)| id).collect()
}

/// Returns the actions that a filter keeps: what waits until the nearest day first.
fn kept<'r>(region: &'r Region, filter: &ActionFilter, today: Day) -> Vec<(ActionId, &'r Action)> {
    let kept = region
        .actions
        .iter()
        .filter(|(_, action)| filter.keeps(action, today, &region.steering_dates));
    let mut kept: Vec<(ActionId, &Action)> = kept.map(|(id, action)| (*id, &**action)).collect();
    kept.sort_by_key(|(id, action)| {
        let due = action.plan.due;
        (!action.stand.is_open(), due.is_none(), due, action.plan.priority, action.seq, *id)
    });
    kept
}

/// Returns the actions that come from a question.
pub fn about(region: &Region, question: QuestionId) -> impl Iterator<Item = ActionId> + '_ {
    let all = region.actions.iter().filter(move |(_, action)| action.comes_from(question));
    all.map(|(id, _)| *id)
}

/// Returns the actions of a municipality that come from suggestions of the checklist.
pub fn of_suggestions(
    region: &Region,
    municipality: OrganisationId,
) -> impl Iterator<Item = ActionId> + '_ {
    let is_one = move |action: &Action| {
        action.owner == municipality && matches!(action.cause, Some(Cause::Suggestion(_)))
    };
    let all = region.actions.iter().filter(move |(_, action)| is_one(action));
    all.map(|(id, _)| *id)
}

/// Builds the page of one action.
pub async fn one(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    mut one: ActionPage,
) -> Result<Page, Problem> {
    let id = one.action;
    one.files.kept = hall.files.are_kept();
    let table = table_with(hall, visitor, region, |own, region| {
        let Some(action) = region.actions.get(&id) else { return own };
        one.group = action
            .group
            .map(|group| region.actions_of(group).into_iter().map(|(id, _)| id).collect())
            .unwrap_or_default();
        let waited_on = |other: &ActionId| action.log.iter().any(|entry| waits_on(entry, *other));
        let mut others = region.actions_in_order();
        others.retain(|(other, found)| *other != id && (found.stand.is_open() || waited_on(other)));
        // Those that it waits or waited on are named in what happened; then the newest.
        others.sort_by_key(|(other, found)| (!waited_on(other), std::cmp::Reverse(found.seq)));
        let others = others.into_iter().take(TO_CHOOSE_FROM);
        let title = |action: &Action| action.plan.title.as_heading().to_owned();
        one.others = others.map(|(id, action)| (id, title(action))).collect();
        own.and_action(id).and_listed(one.group.iter().copied())
    });
    let table = table.await?;
    if !table.region.actions.contains_key(&id) {
        return Err(Problem::NotFound);
    }
    let table = with_everybody(hall, visitor, table).await?;
    let refused = one.links.refused;
    one.links = ActionLinks { refused, ..links(hall, visitor, &table, id).await? };
    page(hall, visitor, Screen::Action(table, Box::new(one))).await
}

/// Returns what a reader sees of the links to an action.
async fn links(
    hall: &Hall,
    visitor: &Visitor,
    table: &Table,
    action: ActionId,
) -> Result<ActionLinks, Problem> {
    let found = table.region.actions.get(&action).ok_or(Problem::NotFound)?;
    super::action_links::of_action(hall, visitor.language, table, (action, found)).await
}

/// Returns the region with an action, as a reader sees it.
pub async fn with_action(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    action: ActionId,
) -> Result<Table, Problem> {
    super::table(hall, visitor, region, |own| own.and_action(action)).await
}

/// Builds the page of an action to which a link was not mailed.
pub async fn not_mailed(
    hall: &Hall,
    visitor: &Visitor,
    (region, action): (RegionId, ActionId),
    refused: (MailLinkTrouble, Option<PersonId>),
) -> Result<Page, Problem> {
    let links = ActionLinks { refused: Some(refused), ..ActionLinks::default() };
    let page = ActionPage { links, ..ActionPage::of(action) };
    one(hall, visitor, region, page).await
}

fn waits_on(entry: &domain::Entry, other: ActionId) -> bool {
    matches!(entry.event, domain::Event::ActionWaits { on: domain::WaitsOn::Action(on), .. } if on == other)
}

/// Builds the form with which an action is made or changed.
pub async fn plan(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    plan: PlanPage,
) -> Result<Page, Problem> {
    let table = table_with(hall, visitor, region, |own, _| match plan.action {
        Some(action) => own.and_action(action),
        None => own,
    });
    let table = table.await?;
    may_plan(&table, &plan)?;
    let takes_part = |id| table.region.takes_part(id);
    // What an address asks for and nobody can choose is left out.
    let owner = plan.owner.filter(|id| takes_part(*id));
    let cause = plan.cause.clone().filter(|cause| is_there(&table, cause));
    let plan = PlanPage { owner, cause, ..plan };
    page(hall, visitor, Screen::Plan(table, Box::new(plan))).await
}

/// Returns whether what an action would come from is there.
pub fn is_there(table: &Table, cause: &Cause) -> bool {
    match cause {
        Cause::Suggestion(id) => table.checklist.suggestion(id).is_some(),
        Cause::Question(question)
        | Cause::Thread { question, .. }
        | Cause::Request { question, .. } => table.region.asks(*question),
    }
}

/// Checks that the reader may make an action, or change this one.
fn may_plan(table: &Table, plan: &PlanPage) -> Result<(), Problem> {
    let actor: Actor = table.insider.actor();
    let refused = |refusal| Problem::Refused { refusal };
    match plan.action {
        None => demand(&actor, Ability::MakeActions).map_err(refused),
        Some(id) => {
            let action = table.region.actions.get(&id).ok_or(Problem::NotFound)?;
            demand(&actor, domain::Step::Revise.ability(action)).map_err(refused)?;
            let is_over = plan.refused.is_none() && !domain::Step::Revise.fits(&action.stand);
            if is_over { Err(refused(Refusal::NotAsItStands)) } else { Ok(()) }
        }
    }
}

/// Builds the page with the days of the steering group.
pub async fn steering(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    steering: SteeringPage,
) -> Result<Page, Problem> {
    let table = super::table(hall, visitor, region, |own| own).await?;
    page(hall, visitor, Screen::Steering(table, steering)).await
}
