//! Beside an action: the steps of the hand-shake, its details, and its group.

use domain::{
    Action, ActionId, ActionStand, Cause, Entry, Event, OrganisationId, Priority, Step, local_day,
};
use leptos::prelude::*;

use super::{Showing, asker, called};
use crate::page::ActionFilter;
use crate::parts::address;
use crate::parts::work::{Around, name};
use crate::words::capital;

/// Shows what stands beside an action.
pub(super) fn shown(showing: &Showing, action: &Action) -> AnyView {
    view! {
        {steps(showing, action)}
        {terms(showing, action)}
        {group(showing)}
    }
    .into_any()
}

/// Where a step of the hand-shake is.
enum At {
    Done,
    Now,
    Later,
}

fn step(at: At, title: &str, about: Option<String>) -> AnyView {
    let title = capital(title);
    let class = match at {
        At::Done => "is-done",
        At::Now => "is-now",
        At::Later => "is-later",
    };
    let current = matches!(at, At::Now).then_some("step");
    let about = about.map(|about| view! { <br/><span class="kt-small kt-soft">{about}</span> });
    let title = match at {
        At::Later => view! { <span>{title}</span> }.into_any(),
        At::Done | At::Now => view! { <strong>{title}</strong> }.into_any(),
    };
    view! { <li class=class aria-current=current>{title}{about}</li> }.into_any()
}

/// The way that an action goes, with where it is.
fn steps(showing: &Showing, action: &Action) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let when = |fits: fn(&Event) -> bool| {
        let entry = action.log.iter().rfind(|entry| fits(&entry.event))?;
        Some(on(around, entry))
    };
    let offered = when(|event| matches!(event, Event::ActionOffered { .. }));
    let (reached, now) = reached(showing, action);
    let steps = if matches!(action.stand, ActionStand::Dropped { .. }) {
        let dropped = when(|event| matches!(event, Event::ActionDropped { .. }));
        let first = offered.map(|done| step(At::Done, words.stage_offered(), Some(done)));
        view! { {first}{step(At::Now, now, dropped)} }.into_any()
    } else {
        let accepted = when(|event| {
            matches!(event, Event::ActionAccepted { .. } | Event::CounterProposalAgreed { .. })
        });
        let reported = when(|event| matches!(event, Event::ActionReportedDone { .. }));
        let closed = when(|event| matches!(event, Event::ActionClosed { .. }));
        let (owner, who) = (called(around, Some(action.owner)), asker(around, action));
        let by = |who: &str| Some(words.done_by(who));
        let stages = [
            (words.stage_offered(), offered, None),
            (words.stage_accepted(), accepted, by(&owner)),
            (words.stage_busy(), None, None),
            (words.stage_reported(), reported, by(&owner)),
            (words.stage_closed(), closed, by(&who)),
        ];
        let is_closed = action.stand == ActionStand::Closed;
        let stages = stages.into_iter().enumerate().map(|(at, (title, done, later))| {
            if at < reached || is_closed {
                step(At::Done, title, done)
            } else if at == reached {
                step(At::Now, now, is_up(showing, action))
            } else {
                step(At::Later, title, later)
            }
        });
        stages.collect_view().into_any()
    };
    view! {
        <section><h2>{words.action_stand_title()}</h2><ol class="kt-steps">{steps}</ol></section>
    }
    .into_any()
}

/// Returns how far an action is (offered, answered, at work, reported done, closed), and what that is called.
fn reached(showing: &Showing, action: &Action) -> (usize, &'static str) {
    use ActionStand as S;
    let words = showing.around.words;
    let actor = showing.around.session.insider().actor();
    let answers = action.steps(&actor).contains(&Step::Accept);
    let named = words.action_stand(&action.stand);
    match &action.stand {
        S::Proposed => (0, named),
        S::Offered { .. } if answers => (1, words.stage_your_answer()),
        S::Offered { .. } => (1, words.stage_answer()),
        S::CounterProposed { .. } | S::Declined { .. } => (1, named),
        S::Accepted => (2, words.stage_not_begun()),
        S::InProgress | S::WaitingOn { .. } | S::Reopened { .. } => (2, named),
        S::ReportedDone { .. } => (3, named),
        S::Closed | S::Dropped { .. } => (4, named),
    }
}

/// Says who has to do something now.
fn is_up(showing: &Showing, action: &Action) -> Option<String> {
    let (around, words) = (&showing.around, showing.around.words);
    let stand = &action.stand;
    if stand.waits_for_owner() {
        return Some(words.is_up(&called(around, Some(action.owner))));
    }
    let waits = stand.waits_for_asker() || *stand == ActionStand::Proposed;
    waits.then(|| words.is_up(&called(around, action.by.organisation)))
}

fn on(around: &Around, entry: &Entry) -> String {
    let who = name(around, entry.by.organisation, entry.by.person);
    around.words.done_on_by(&around.words.day(entry.at), &who)
}

/// The details: who, for whom, when.
fn terms(showing: &Showing, action: &Action) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let organisations = |all: &std::collections::BTreeSet<OrganisationId>| {
        let names = all.iter().map(|id| words.organisation(&around.names, *id));
        names.collect::<Vec<_>>().join(", ")
    };
    let plan = &action.plan;
    let today = local_day(around.now);
    let takes_part =
        around.session.read(|reader| untrack(|| reader.structure().takes_part(action.owner)));
    let owner = called(around, Some(action.owner));
    let owner = match takes_part {
        true => owner,
        false => format!("{owner} ({})", words.action_left()),
    };
    let person = action.person.map(|person| name(around, Some(action.owner), Some(person)));
    let concerns = match plan.concerns.is_empty() {
        true => words.action_whole_region().to_owned(),
        false => organisations(&plan.concerns),
    };
    let due = plan.due.map_or(words.action_no_due().to_owned(), |day| words.calendar_day(day));
    let steering = around
        .session
        .read(|reader| untrack(|| reader.actions().next_steering_date(today)))
        .filter(|_| action.stand.is_open())
        .map(|day| words.until_steering(day, today));
    let helps = (!plan.contributors.is_empty()).then(|| organisations(&plan.contributors));
    let priority =
        (plan.priority != Priority::Normal).then(|| words.priority(plan.priority).to_owned());
    let rows = [
        (words.action_owner(), Some(owner)),
        (words.action_person(), person),
        (words.action_contributors(), helps),
        (words.action_by(), Some(asker(around, action))),
        (words.action_concerns(), Some(concerns)),
        (words.action_due(), Some(due)),
        (words.action_steering(), steering),
        (words.action_reminder(), reminders(around, action)),
        (words.action_priority(), priority),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(term, text)| text.map(|text| view! { <dt>{term}</dt><dd>{text}</dd> }));
    let rows = rows.collect_view();
    view! {
        <section><h2>{words.action_terms_title()}</h2><dl class="kt-terms kt-small">{rows}</dl></section>
    }
    .into_any()
}

/// What was said last to whom, and what comes next if nothing happens before.
fn reminders(around: &Around, action: &Action) -> Option<String> {
    let (words, today) = (around.words, local_day(around.now));
    let was = action.reminded.map(|reminded| words.reminder_was(reminded));
    let paused = action.paused.filter(|_| action.is_paused(today) && action.stand.goes_on());
    let next = around
        .session
        .read(|reader| untrack(|| reader.actions().next_reminder(action, today)))
        .map(|next| words.reminder_comes(next, today));
    let said = [was, paused.map(|until| words.pause_until(until)), next];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| capital(&said.join("; ")))
}

/// What an action comes from, with the way to it.
pub(super) fn cause(around: &Around, cause: &Cause) -> AnyView {
    let (words, region) = (around.words, around.region);
    let question = |id| {
        let label = around.checklist.question(id).and_then(|question| question.fields.first());
        let label = label.map(|field| field.label.clone()).unwrap_or_default();
        words.cause_question(id, &label)
    };
    let (text, href) = match cause {
        Cause::Question(id) => (question(*id), address::question(region, *id)),
        Cause::Thread { thread, question: id } => {
            (words.cause_thread(*id), address::thread(region, *id, *thread))
        }
        Cause::Request { request, question: id } => {
            (words.cause_request(*id), address::request(region, *request))
        }
        Cause::Suggestion(id) => {
            let suggestion = around.checklist.suggestion(id).map(|one| one.text.clone());
            let text = words.cause_suggestion(cause.check(), &suggestion.unwrap_or_default());
            return view! { {text} }.into_any();
        }
    };
    view! { <a class="nl-link" href=href>{text}</a> }.into_any()
}

/// The others of its group, and how far they are.
fn group(showing: &Showing) -> Option<AnyView> {
    let (around, words) = (showing.around.clone(), showing.around.words);
    if showing.page.group.is_empty() {
        return None;
    }
    let all: Vec<ActionId> = showing.page.group.clone();
    let own = showing.page.action;
    let rows = around.session.read(|reader| {
        let region = reader.actions();
        let found = all.iter().filter_map(|id| Some((*id, region.actions.get(id)?)));
        found.map(|(id, action)| (id, action.owner, action.stand.clone())).collect::<Vec<(
            ActionId,
            OrganisationId,
            ActionStand,
        )>>()
    });
    let closed = rows.iter().filter(|(_, _, stand)| *stand == ActionStand::Closed).count();
    let dropped =
        rows.iter().filter(|(_, _, stand)| matches!(stand, ActionStand::Dropped { .. })).count();
    let progress = words.group_progress(closed, rows.len() - closed - dropped);
    let lines = rows.into_iter().map(|(id, owner, stand)| {
        let name = words.organisation(&around.names, owner);
        let name = match id == own {
            true => view! { <strong>{name}</strong> }.into_any(),
            false => {
                view! { <a class="nl-link" href=address::action(around.region, id)>{name}</a> }
                    .into_any()
            }
        };
        view! { <li>{name}": "{words.action_stand(&stand)}</li> }
    });
    let lines = lines.collect_view();
    let list = address::actions(around.region, ActionFilter::default());
    Some(
        view! {
            <section><h2>{words.action_group_title()}</h2>
                <p class="kt-small">{progress}</p>
                <ul class="kt-plain kt-flow-tight kt-small">{lines}</ul>
                <p class="kt-small"><a class="nl-link" href=list>{words.all_actions()}</a></p>
            </section>
        }
        .into_any(),
    )
}
