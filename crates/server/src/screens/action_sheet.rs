//! Builds the file with actions: those that a filter keeps, on every page of the list, in its order.
//!
//! Invariant: it says what everybody in the region reads, and names no person.

use std::sync::Arc;

use std::collections::BTreeSet;

use app::{
    page::{ActionFilter, Table},
    words::{Words, capital},
};
use domain::{
    Action, ActionStand, Cause, Day, Event, OrganisationId, QuestionId, RegionId, local_day,
};

use super::{
    actions::{choosable, found},
    table_with,
};
use crate::{
    door::{Hall, visitor::Visitor},
    problem::Problem,
    xlsx::Cell,
};

/// Returns the rows: a heading, and one for each action.
pub async fn rows(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    filter: &ActionFilter,
) -> Result<Vec<Vec<Cell>>, Problem> {
    let today = local_day(hall.clock.now());
    let mut actions = Vec::new();
    let table = table_with(hall, visitor, region, |own, region| {
        let found = found(region, &choosable(*filter, region), today);
        actions.extend(
            found
                .iter()
                .filter_map(|id| region.actions.get(id))
                .map(|action| (Arc::clone(action), offered_on(action))),
        );
        own
    });
    let table = table.await?;
    let words = Words(visitor.language);
    let rows = actions.iter().map(|(action, offered)| row(words, &table, action, *offered));
    Ok([heading(words)].into_iter().chain(rows).collect())
}

fn heading(words: Words) -> Vec<Cell> {
    let heading = [
        words.sheet_title(),
        words.action_stand_title(),
        words.action_owner(),
        words.sheet_asked_by(),
        words.action_due(),
        words.action_priority(),
        words.sheet_concerns(),
        words.action_cause(),
        words.sheet_offered_on(),
        words.sheet_moved(),
        words.sheet_done_when(),
    ];
    heading.map(|text| Cell::Text(text.to_owned())).into()
}

fn row(words: Words, table: &Table, action: &Action, offered: Option<Day>) -> Vec<Cell> {
    let name = |id: OrganisationId| words.organisation(&table.names, id);
    let plan = &action.plan;
    let cause = action.cause.as_ref().map(|cause| told(words, table, cause));
    vec![
        Cell::Text(plan.title.as_heading().to_owned()),
        Cell::Text(capital(words.action_stand(&action.stand))),
        Cell::Text(name(action.owner)),
        Cell::Text(action.by.organisation.map_or(words.the_system().to_owned(), name)),
        Cell::Day(plan.due),
        Cell::Text(capital(words.priority(plan.priority))),
        Cell::Text(concerns(words, table, &plan.concerns)),
        Cell::Text(cause.unwrap_or_default()),
        Cell::Day(offered),
        Cell::Day(Some(local_day(action.moved))),
        Cell::Text(plan.done_when.as_str().to_owned()),
    ]
}

/// The municipalities that an action is about: none is the whole region.
fn concerns(words: Words, table: &Table, concerns: &BTreeSet<OrganisationId>) -> String {
    if concerns.is_empty() {
        return capital(words.action_whole_region());
    }
    let mut names: Vec<String> =
        concerns.iter().map(|id| words.organisation(&table.names, *id)).collect();
    names.sort();
    names.join(", ")
}

/// Says what an action comes from.
fn told(words: Words, table: &Table, cause: &Cause) -> String {
    let label = |id: QuestionId| {
        let field = table.checklist.question(id).and_then(|question| question.fields.first());
        field.map(|field| field.label.clone()).unwrap_or_default()
    };
    let text = match cause {
        Cause::Question(id) => words.cause_question(*id, &label(*id)),
        Cause::Thread { question: id, .. } => words.cause_thread(*id),
        Cause::Request { question: id, .. } => words.cause_request(*id),
        Cause::Suggestion(id) => {
            let text = table.checklist.suggestion(id).map(|one| one.text.clone());
            words.cause_suggestion(cause.check(), &text.unwrap_or_default())
        }
    };
    capital(&text)
}

/// Returns on which day its owner was asked last.
fn offered_on(action: &Action) -> Option<Day> {
    if let ActionStand::Offered { since, .. } = action.stand {
        return Some(local_day(since));
    }
    let offers = |entry: &&domain::Entry| matches!(entry.event, Event::ActionOffered { .. });
    action.log.iter().rfind(offers).map(|entry| local_day(entry.at))
}
