//! One action: what is asked and why, where it stands, and what its reader can do.

mod aside;
mod files;
mod links;
mod reminding;
pub(super) mod steps;

use std::{collections::BTreeMap, sync::Arc};

use domain::{Action, ActionId, ActionStand, Moment, OrganisationId, Step, WaitsOn, local_day};
use leptos::prelude::*;

use crate::page::{ActionDone, ActionFilter, ActionPage, NamedPeople, Table};
use crate::page::{Named, RefusedStep, goes_with};
use crate::parts::happened::{self, Telling};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::work::{Around, name};
use crate::parts::{action_marks, address, carried, frame, spoken, written};
use crate::session::use_session;
use crate::words::{Told, Words};

/// What the parts of this page share.
#[derive(Clone)]
struct Showing {
    around: Around,
    /// The token of the forms on this page.
    token: String,
    page: ActionPage,
    /// The action as it is now.
    action: Memo<Option<Arc<Action>>>,
    /// What stands in the text areas of this page.
    typed: StoredValue<BTreeMap<String, String>>,
}

impl Showing {
    /// Shows a part of the page, which follows the action live.
    fn live(&self, part: fn(&Showing, &Action) -> AnyView) -> impl Fn() -> Option<AnyView> + use<> {
        let showing = self.clone();
        move || showing.action.get().map(|action| part(&showing, &action))
    }
}

/// Returns what the tab of the page says.
pub fn title(words: Words, table: &Table, page: &ActionPage) -> String {
    let found = table.region.actions.get(&page.action);
    found.map_or(words.actions(), |action| action.plan.title.as_heading()).to_owned()
}

/// Shows the page. `token` makes a double click on its forms one effect.
pub fn main(
    words: Words,
    table: Table,
    page: ActionPage,
    token: String,
    now: Moment,
) -> impl IntoView {
    let around = Around::new(words, &table, use_session(), now);
    let (session, id) = (around.session, page.action);
    let heading = title(words, &table, &page);
    let trail = vec![
        (words.board().to_owned(), Some(address::region(around.region))),
        (
            words.actions().to_owned(),
            Some(address::actions(around.region, ActionFilter::default())),
        ),
        (heading, None),
    ];
    let action = session.memo(move |reader| reader.actions().actions.get(&id).cloned());
    let typed = StoredValue::new(BTreeMap::new());
    let showing = Showing { around, token, page, action, typed };
    let done = showing.page.done.map(|done| done_line(words, done));
    let found = table.region.actions.get(&id);
    let steps = found.map(|action| action.steps(&session.insider().actor())).unwrap_or_default();
    let refused =
        showing.page.refused.as_ref().map(|refused| not_taken_in(&showing, refused, &steps));
    let refused_file = files::not_taken_in(&showing);
    let files = files::section(&showing);
    let (head, aside) = (showing.live(head), showing.live(aside::shown));
    let (asked, forms, links) = (showing.live(asked), forms(&showing), linked(&showing));
    let not_mailed = links::not_mailed(&showing);
    let log = {
        let showing = showing.clone();
        move || action.get().map(|action| log(&showing, &table, &action))
    };
    view! {
        {frame::breadcrumbs(words, trail)}
        {refused}
        {not_mailed}
        {refused_file}
        {done}
        {head}
        <div class="kt-cols">
            <div>
                {asked}
                {forms}
                {links}
                {files}
                {log}
            </div>
            <aside class="kt-side kt-section" aria-label=words.action_stand_title()>
                {aside}
            </aside>
        </div>
    }
}

/// What the reader can do. Forms stay until others are to be offered, another day is to be answered, or reminders
/// pause or went out.
fn forms(showing: &Showing) -> impl Fn() -> Option<AnyView> + use<> {
    let (action, actor) = (showing.action, showing.around.session.insider().actor());
    let today = local_day(showing.around.now);
    let offered = Memo::new(move |_| {
        action.with(|action| {
            let action = action.as_ref()?;
            let day = match action.stand {
                ActionStand::CounterProposed { due, .. } => Some(due),
                _ => None,
            };
            Some((action.steps(&actor), day, (action.paused, action.is_left_alone(today))))
        })
    });
    let showing = showing.clone();
    move || {
        let (steps, ..) = offered.get()?;
        let action = action.get_untracked()?;
        Some(steps::sections(&showing, &action, &steps))
    }
}

/// The links to it. Their form stays as long as anything can be answered.
fn linked(showing: &Showing) -> impl Fn() -> Option<AnyView> + use<> {
    let (showing, action) = (showing.clone(), showing.action);
    let answerable = Memo::new(move |_| {
        action.with(|action| action.as_ref().is_some_and(|action| links::can_be_answered(action)))
    });
    move || links::shown(&showing, answerable.get())
}

fn done_line(words: Words, done: ActionDone) -> impl IntoView {
    view! { <p class="kt-notice" role="status">{words.action_done(done)}</p> }
}

/// Says why a form was refused. What was typed stays, also where its form is not there any more.
fn not_taken_in(showing: &Showing, refused: &RefusedStep, steps: &[Step]) -> AnyView {
    let words = showing.around.words;
    let is_over = !steps.contains(&refused.form.deed.step());
    let anchor = (!is_over).then(|| steps::anchor(refused));
    let text = steps::why_not(&showing.around, &refused.trouble);
    let line = ErrorLine { anchor, text };
    let note = is_over.then(|| carried::note(words, refused.form.note.as_str()));
    let summary =
        errors(words.action_not_taken_in().to_owned(), words.action_look_here(), vec![line]);
    view! { {summary}{note} }.into_any()
}

/// Returns what an organisation is called, or the installation where nobody asked.
fn called(around: &Around, organisation: Option<OrganisationId>) -> String {
    let words = around.words;
    match organisation {
        Some(id) => words.organisation(&around.names, id),
        None => words.the_system().to_owned(),
    }
}

/// Returns who asked for an action.
fn asker(around: &Around, action: &Action) -> String {
    name(around, action.by.organisation, action.by.person)
}

/// Of whom it is asked, what, and where that stands in a sentence.
fn head(showing: &Showing, action: &Action) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let owner = called(around, Some(action.owner));
    let kicker = match action.stand {
        ActionStand::Proposed => words.action_thought_of(),
        _ => words.action_asked_of(),
    };
    let actor = around.session.insider().actor();
    let answers = matches!(action.stand, ActionStand::Offered { .. })
        && action.steps(&actor).contains(&Step::Accept);
    let by = called(around, action.by.organisation);
    let lead = match &action.stand {
        ActionStand::Offered { .. } if answers => words.action_asks_you(&by, action.plan.due),
        stand => words.action_lead(stand, &by, &owner, action.plan.due),
    };
    let jump = answers.then(|| {
        view! { <p class="kt-jump"><a class="nl-link" href="#antwoord">{words.action_jump()}</a></p> }
    });
    let marks = around.session.read(|reader| {
        let meetings = untrack(|| &reader.actions().steering_dates);
        action_marks::shown(words, action, local_day(around.now), meetings)
    });
    view! {
        <div class="kt-title">
            <p class="kt-kicker">{kicker}" "{owner}</p>
            <h1 class="nl-heading nl-heading--level-1" lang=written::language(words)>{action.plan.title.as_heading().to_owned()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}{marks}</p>
            {jump}
        </div>
    }
    .into_any()
}

/// Why it is asked, and when it is done.
fn asked(showing: &Showing, action: &Action) -> AnyView {
    let words = showing.around.words;
    let text = |text: &domain::GuardedText, none: &'static str| match text.says_nothing() {
        true => view! { <p class="nl-paragraph kt-soft">{none}</p> }.into_any(),
        false => written::text(words, text).into_any(),
    };
    let why = text(&action.plan.why, words.action_no_why());
    let done_when = text(&action.plan.done_when, words.action_no_done_when());
    let cause = action.cause.as_ref().map(|cause| aside::cause(&showing.around, cause));
    let said = spoken(showing, action);
    view! {
        <section class="kt-section" aria-labelledby="h-waarom">
            <h2 class="nl-heading nl-heading--level-2" id="h-waarom">{words.action_why_title()}</h2>
            <div class="kt-flow kt-measure">{why}{cause.map(|cause| view! { <p class="nl-paragraph">{words.action_cause()}": "{cause}</p> })}</div>
        </section>
        <section class="kt-section" aria-labelledby="h-klaar">
            <h2 class="nl-heading nl-heading--level-2" id="h-klaar">{words.action_done_title()}</h2>
            <div class="kt-flow kt-measure">{done_when}{said}</div>
        </section>
    }
    .into_any()
}

/// What was said last about where it stands.
fn spoken(showing: &Showing, action: &Action) -> Option<AnyView> {
    let around = &showing.around;
    let others = || showing.page.others.iter();
    let title = match &action.stand {
        ActionStand::WaitingOn { on: WaitsOn::Action(id), .. } => {
            others().find(|(other, _)| other == id).map(|(_, title)| title.as_str())
        }
        _ => None,
    };
    let said = (&action.stand, action.said_last());
    spoken::shown(around.words, said, &around.names, title)
}

/// What happened to it, the newest first.
fn log(showing: &Showing, table: &Table, action: &Action) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let people: NamedPeople = around
        .colleagues
        .iter()
        .map(|(person, one)| (*person, Named { name: one.name.clone(), of: one.of }))
        .collect();
    let titles = titles(showing, action);
    let parts = &table.region.participations;
    let told = Told { names: &around.names, people: &people, parts, titles: &titles };
    let telling = Telling { told, table, before: &Default::default(), token: &showing.token };
    let mut commands: Vec<Vec<domain::Entry>> = Vec::new();
    for entry in &action.log {
        match commands.last_mut() {
            Some(command) if command.first().is_some_and(|first| goes_with(first, entry)) => {
                command.push(entry.clone());
            }
            _ => commands.push(vec![entry.clone()]),
        }
    }
    let one = |entries: &Vec<domain::Entry>| {
        let day = entries.first().map(|first| words.day(first.at));
        let told = happened::told(words, telling, entries);
        view! { <p class="kt-small kt-soft">{day}</p><ol class="kt-history">{told}</ol> }
    };
    let entries = commands.iter().rev().map(one).collect_view();
    view! {
        <section class="kt-section" aria-labelledby="h-gebeurd">
            <h2 class="nl-heading nl-heading--level-2" id="h-gebeurd">{words.action_log_title()}</h2>
            <div class="kt-flow-tight">{entries}</div>
        </section>
    }
    .into_any()
}

/// The titles of this action and of those on which it waits.
fn titles(showing: &Showing, action: &Action) -> BTreeMap<ActionId, String> {
    let own = (showing.page.action, action.plan.title.as_heading().to_owned());
    showing.page.others.iter().cloned().chain([own]).collect()
}
