//! The form with which an action is made or changed.

use std::collections::BTreeSet;

use domain::{
    Action, ActionStand, Cause, OrganisationId, Plan, Priority, Refusal, TypedText,
    decide::{DONE_WHEN_CHARS_MAX, TITLE_CHARS_MAX},
};
use leptos::prelude::*;

use crate::form::actions::{
    ActionTrouble, CAUSE, CONCERNS, CONTRIBUTOR, DONE_WHEN, DUE, OFFER, OWNER, PRIORITY, PROPOSE,
    PlanForm, PlanTexts, SEEN, TITLE, WHY, cause_code, of_suggestion, priority_code,
};
use crate::form::{self, write_day};
use crate::page::{ActionFilter, PlanPage, RefusedPlan, Table};
use crate::parts::day_field::{self, DayField};
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, frame, select};
use crate::session::{Session, use_session};
use crate::words::Words;

/// The ids of the fields.
const TITLE_ID: &str = "titel";
const OWNERS_ID: &str = "eigenaren";
const WHY_ID: &str = "waarom";
const DONE_WHEN_ID: &str = "klaar-als";
const DUE_ID: &str = "klaar-op";
const MORE_ID: &str = "meer";

/// Returns what the tab of the page says.
pub fn heading(words: Words, page: &PlanPage) -> String {
    match page.action {
        Some(_) => words.action_revise().to_owned(),
        None => words.action_new().to_owned(),
    }
}

/// What the parts of the form share.
struct Showing {
    words: Words,
    table: Table,
    page: PlanPage,
    session: Session,
    /// What stands in the form.
    form: PlanForm,
    /// Whether the action was never offered.
    is_proposal: bool,
}

/// Shows the page. `token` makes a double click on its form one effect.
pub fn main(words: Words, table: Table, page: PlanPage, token: String) -> impl IntoView {
    let region = table.region.id;
    let action = page.action.and_then(|id| table.region.actions.get(&id)).cloned();
    let form = match &page.refused {
        Some(refused) => refused.form.clone(),
        None => begun(&table, &page, action.as_deref()),
    };
    let is_proposal = action.as_ref().is_none_or(|action| action.stand == ActionStand::Proposed);
    let lead = match (page.action.is_some(), is_proposal) {
        (true, false) => words.action_revise_lead(),
        _ => words.action_new_lead(),
    };
    let list = address::actions(region, ActionFilter::default());
    let mut trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.actions().to_owned(), Some(list)),
    ];
    if let (Some(id), Some(action)) = (page.action, &action) {
        let title = action.plan.title.as_heading().to_owned();
        trail.push((title, Some(address::action(region, id))));
    }
    let heading = heading(words, &page);
    trail.push((heading.clone(), None));
    let session = use_session();
    let showing = Showing { words, table, page, session, form, is_proposal };
    let summary = showing.page.refused.as_ref().map(|refused| {
        let line = ErrorLine {
            anchor: Some(anchor(&showing, refused)),
            text: why_not(&showing, &refused.trouble),
        };
        errors(words.action_not_taken_in().to_owned(), words.action_look_here(), vec![line])
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        {summary}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{heading}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
        </div>
        {shown(&showing, &token)}
    }
}

/// What stands in the form at first.
fn begun(table: &Table, page: &PlanPage, action: Option<&Action>) -> PlanForm {
    if let Some(action) = action {
        let Plan { title, why, done_when, contributors, concerns, due, priority } =
            action.plan.clone();
        return PlanForm {
            owners: [action.owner].into(),
            plan: PlanTexts {
                title: title.typed(),
                why: why.typed(),
                done_when: done_when.typed(),
                contributors,
                concerns,
                priority,
            },
            due: due.map(write_day).unwrap_or_default(),
            seen: Some(action.fingerprint()),
            ..PlanForm::default()
        };
    }
    let suggestion = match &page.cause {
        Some(Cause::Suggestion(id)) => table.checklist.suggestion(id),
        _ => None,
    };
    let (title, why) =
        suggestion.map(|one| of_suggestion(&one.text, one.more.as_deref())).unwrap_or_default();
    let municipality = page.owner.filter(|owner| table.region.is_municipality(*owner));
    PlanForm {
        owners: page.owner.into_iter().collect(),
        plan: PlanTexts {
            title: TypedText::new(title),
            why: TypedText::new(why),
            concerns: municipality.into_iter().collect(),
            ..PlanTexts::default()
        },
        cause: page.cause.clone(),
        ..PlanForm::default()
    }
}

fn shown(showing: &Showing, token: &str) -> AnyView {
    let (words, region) = (showing.words, showing.table.region.id);
    let plan = &showing.form.plan;
    let title =
        NoteForm::with_text(words, showing.session, TITLE_ID.to_owned(), plan.title.clone());
    let why = NoteForm::with_text(words, showing.session, WHY_ID.to_owned(), plan.why.clone());
    let done_when = NoteForm::with_text(
        words,
        showing.session,
        DONE_WHEN_ID.to_owned(),
        plan.done_when.clone(),
    );
    let (submit_title, submit_why, submit_done) =
        (title.submit(), why.submit(), done_when.submit());
    // The last to be stopped has the focus: the first field that is wrong.
    let submit = move |event: leptos::ev::SubmitEvent| {
        submit_done(event.clone());
        submit_why(event.clone());
        submit_title(event);
    };
    let action = match showing.page.action {
        Some(id) => address::revise_action(region, id),
        None => address::new_action(region, None, None),
    };
    let cause = showing.form.cause.as_ref().map(cause_code);
    let cause = cause.map(|code| view! { <input type="hidden" name=CAUSE value=code/> });
    let seen = showing.form.seen.map(|seen| seen.to_string());
    let seen = seen.map(|seen| view! { <input type="hidden" name=SEEN value=seen/> });
    let areas = Areas::of(showing);
    view! {
        <form method="post" action=action novalidate autocomplete="off" class="kt-section kt-flow kt-measure-wide"
            on:submit=submit>
            {why.hidden(token)}
            {cause}
            {seen}
            {title.line(areas.title)}
            {owners(showing)}
            {why.text_area(areas.why)}
            {done_when.text_area(areas.done_when)}
            {due(showing)}
            {more(showing)}
            {why.not_sent()}
            {buttons(showing)}
        </form>
    }
    .into_any()
}

/// The text areas of the form.
struct Areas {
    title: TextArea,
    why: TextArea,
    done_when: TextArea,
}

impl Areas {
    fn of(showing: &Showing) -> Areas {
        let words = showing.words;
        let title = TextArea {
            name: TITLE,
            label: words.action_title_label(),
            hint: words.action_title_hint(),
            wrong: wrong(showing, TITLE_ID),
            of: None,
        };
        let why = TextArea {
            name: WHY,
            label: words.action_why_label(),
            hint: words.action_why_hint(),
            wrong: wrong(showing, WHY_ID),
            of: None,
        };
        let done_when = TextArea {
            name: DONE_WHEN,
            label: words.action_done_when_label(),
            hint: words.action_done_when_hint(),
            wrong: wrong(showing, DONE_WHEN_ID),
            of: None,
        };
        Areas { title, why, done_when }
    }
}

/// Until when.
fn due(showing: &Showing) -> AnyView {
    let words = showing.words;
    day_field::shown(DayField {
        id: DUE_ID.to_owned(),
        name: DUE,
        label: words.action_due_label(),
        hint: words.action_day_hint(),
        value: showing.form.due.clone(),
        error: wrong(showing, DUE_ID).map(|wrong| wrong.message),
    })
}

/// Who does it: one of several for a new action, one for an action that is there.
fn owners(showing: &Showing) -> AnyView {
    let words = showing.words;
    let error = wrong(showing, OWNERS_ID).map(|wrong| wrong.message);
    let chosen = &showing.form.owners;
    if showing.page.action.is_none() {
        let hint = Some(words.action_owners_hint());
        let all = organisations(showing, |_| true);
        let field = Boxes { id: OWNERS_ID, name: OWNER, label: words.action_owners_label(), hint };
        return boxes(field, all, chosen, error);
    }
    let options = organisations(showing, |_| true)
        .into_iter()
        .map(|(name, id)| {
            view! { <option value=id.to_string() selected=chosen.contains(&id)>{name}</option> }
        })
        .collect_view();
    let (label, none) = (words.action_owner_label(), words.action_choose_owner());
    select::shown(OWNERS_ID.to_owned(), label, OWNER, none, options, error)
}

/// Returns the organisations that take part and fit, by name.
fn organisations(
    showing: &Showing,
    fits: impl Fn(OrganisationId) -> bool,
) -> Vec<(String, OrganisationId)> {
    let (region, words) = (&showing.table.region, showing.words);
    let all = region.participations.keys().copied();
    let all = all.filter(|id| region.takes_part(*id) && fits(*id));
    let mut all: Vec<_> =
        all.map(|id| (words.organisation(&showing.table.names, id), id)).collect();
    all.sort();
    all
}

/// A group of boxes to tick.
struct Boxes {
    id: &'static str,
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
}

fn boxes(
    field: Boxes,
    all: Vec<(String, OrganisationId)>,
    chosen: &BTreeSet<OrganisationId>,
    error: Option<String>,
) -> AnyView {
    let Boxes { id, name, label, hint } = field;
    let is_wrong = error.is_some();
    let (hint_id, error_id) = (format!("hint-{id}"), format!("fout-{id}"));
    let described = match (hint.is_some(), is_wrong) {
        (true, true) => Some(format!("{hint_id} {error_id}")),
        (true, false) => Some(hint_id.clone()),
        (false, true) => Some(error_id.clone()),
        (false, false) => None,
    };
    let hint = hint.map(|hint| {
        view! { <p class="utrecht-form-field-description kt-hint" id=hint_id>{hint}</p> }
    });
    let error = error.map(|text| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=error_id role="alert">{text}</p> }
    });
    let ticks = all.into_iter().map(|(text, organisation)| {
        let checked = chosen.contains(&organisation);
        view! {
            <label class="utrecht-form-label utrecht-form-label--checkbox kt-choice">
                <input type="checkbox" class="utrecht-checkbox utrecht-checkbox--html-input" name=name
                    value=organisation.to_string() checked=checked/>
                {text}
            </label>
        }
    });
    let ticks = ticks.collect_view();
    view! {
        <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset" class:kt-error=is_wrong id=id tabindex="-1"
            aria-describedby=described>
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{label}</legend>
            {hint}
            {error}
            <div class="kt-choices">{ticks}</div>
        </fieldset>
    }
    .into_any()
}

/// What most actions need not say, behind a click.
fn more(showing: &Showing) -> AnyView {
    let (words, region) = (showing.words, &showing.table.region);
    let plan = &showing.form.plan;
    let priority = |one: Priority| {
        let id = format!("voorrang-{}", words.priority(one));
        view! {
            <label class="utrecht-form-label utrecht-form-label--radio kt-choice" for=id.clone()>
                <input type="radio" class="utrecht-radio-button utrecht-radio-button--html-input" id=id.clone() name=PRIORITY
                    value=priority_code(one) checked=one == plan.priority/>
                {words.priority(one)}
            </label>
        }
    };
    let concerns =
        Boxes { id: "gemeenten", name: CONCERNS, label: words.action_concerns_label(), hint: None };
    let helps = Boxes {
        id: "helpt-mee",
        name: CONTRIBUTOR,
        label: words.action_contributors_label(),
        hint: None,
    };
    let is_open = !plan.concerns.is_empty()
        || !plan.contributors.is_empty()
        || plan.priority != Priority::Normal;
    view! {
        <details class="kt-disclose kt-screen-only" id=MORE_ID open=is_open>
            <summary>{words.action_more_summary()}</summary>
            <div class="kt-flow">
                {boxes(concerns, organisations(showing, |id| region.is_municipality(id)), &plan.concerns, None)}
                {boxes(helps, organisations(showing, |_| true), &plan.contributors, None)}
                <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
                    <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{words.action_priority()}</legend>
                    <div class="kt-choices">{Priority::ALL.map(priority)}</div>
                </fieldset>
            </div>
        </details>
    }
    .into_any()
}

fn buttons(showing: &Showing) -> AnyView {
    let words = showing.words;
    let primary = match (showing.page.action.is_some(), showing.is_proposal) {
        (false, _) => words.action_offer_button(),
        (true, true) => words.action_revise_proposal_button(),
        (true, false) => words.action_revise_button(),
    };
    let propose = showing.page.action.is_none().then(|| {
        view! {
            <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=PROPOSE>
                <span class="nl-button__label">{words.action_propose_button()}</span>
            </button>
        }
    });
    view! {
        <p class="kt-actions">
            <button class="nl-button nl-button--primary" type="submit" name=form::DO value=OFFER>
                <span class="nl-button__label">{primary}</span>
            </button>
            {propose}
        </p>
    }
    .into_any()
}

/// Returns what is wrong with the field under this id, if something is.
fn wrong(showing: &Showing, id: &str) -> Option<Wrong> {
    let refused = showing.page.refused.as_ref()?;
    (anchor(showing, refused) == id).then(|| Wrong {
        message: why_not(showing, &refused.trouble),
        refusal: refused.trouble.refusal().cloned(),
    })
}

/// Returns the id of the field that a refusal is about.
fn anchor(showing: &Showing, refused: &RefusedPlan) -> String {
    let passes = |text: &TypedText| domain::GuardedText::pass(text).is_ok();
    let plan = &showing.form.plan;
    let id = match &refused.trouble {
        ActionTrouble::NoSuchDay
        | ActionTrouble::DayMissing
        | ActionTrouble::Refused(Refusal::DayIsOver { .. }) => DUE_ID,
        ActionTrouble::Refused(Refusal::OwnerMissing | Refusal::OrganisationLeft { .. }) => {
            OWNERS_ID
        }
        ActionTrouble::Refused(Refusal::TextTooLong { max, .. }) => match *max {
            TITLE_CHARS_MAX => TITLE_ID,
            DONE_WHEN_CHARS_MAX => DONE_WHEN_ID,
            _ => WHY_ID,
        },
        ActionTrouble::Refused(Refusal::Guarded { .. } | Refusal::TellsCase { .. }) => match () {
            () if !passes(&plan.title.in_one_line()) => TITLE_ID,
            () if !passes(&plan.why) => WHY_ID,
            () => DONE_WHEN_ID,
        },
        ActionTrouble::Refused(_) | ActionTrouble::NothingToWaitOn => TITLE_ID,
    };
    id.to_owned()
}

fn why_not(showing: &Showing, trouble: &ActionTrouble) -> String {
    let words = showing.words;
    match trouble {
        ActionTrouble::NoSuchDay => words.action_no_such_day().to_owned(),
        ActionTrouble::DayMissing => words.action_day_missing().to_owned(),
        ActionTrouble::NothingToWaitOn => words.action_nothing_to_wait_on().to_owned(),
        ActionTrouble::Refused(refusal) => words.refusal(refusal, &showing.table.names),
    }
}
