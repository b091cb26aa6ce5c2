//! What the reader of an action can do: one expected step first, the others behind a click.

use domain::{Action, ActionStand, Member, Refusal, Role, Step, WaitsOn};
use leptos::prelude::*;

use super::{Showing, reminding};
use crate::form::actions::{
    DUE, NOTE, PERSON, PERSON_WAS, SEEN, StepDeed, WAITS_ON, waits_on_code,
};
use crate::form::{self, actions::ActionTrouble, write_day};
use crate::page::RefusedStep;
use crate::parts::day_field::{self, DayField};
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::work::Around;
use crate::parts::{address, select};

/// Returns whether a step is for whoever does it, and not for whoever asked.
const fn is_of_owner(step: Step) -> bool {
    matches!(
        step,
        Step::Accept
            | Step::CounterPropose
            | Step::Decline
            | Step::Progress
            | Step::ReportDone
            | Step::Wait
            | Step::Assign
    )
}

/// Shows the steps that the reader can take, those of the owner and those of whoever asked apart.
pub(super) fn sections(showing: &Showing, action: &Action, steps: &[Step]) -> AnyView {
    let words = showing.around.words;
    let shown =
        |steps: Vec<Step>| steps.into_iter().map(|step| one(showing, action, step)).collect_view();
    let owner: Vec<Step> = steps.iter().filter(|step| is_of_owner(**step)).copied().collect();
    let asker: Vec<Step> = steps.iter().filter(|step| !is_of_owner(**step)).copied().collect();
    let answers = matches!(action.stand, ActionStand::Offered { .. });
    let owner = (!owner.is_empty()).then(|| {
        let title = match &action.stand {
            ActionStand::Offered { .. } => words.action_answer_title(),
            ActionStand::CounterProposed { .. } => words.action_countered_title(),
            _ => words.action_go_on_title(),
        };
        let colleague = answers.then(|| {
            view! {
                <details class="kt-disclose">
                    <summary>{words.action_colleague_summary()}</summary>
                    <div><p class="nl-paragraph">{words.action_colleague_help()}</p></div>
                </details>
            }
        });
        view! {
            <section class="kt-section kt-section--accent kt-screen-only" id="antwoord" tabindex="-1" aria-labelledby="h-antwoord">
                <h2 class="nl-heading nl-heading--level-2" id="h-antwoord">{title}</h2>
                <div class="kt-flow-tight kt-measure">{shown(owner)}{colleague}</div>
            </section>
        }
    });
    let asker = (!asker.is_empty()).then(|| {
        let expected = action.stand.waits_for_asker() || action.stand == ActionStand::Proposed;
        let class = match expected {
            true => "kt-section kt-section--accent kt-screen-only",
            false => "kt-section kt-screen-only",
        };
        let own = showing.around.session.insider().organisation();
        let asked = own.is_some() && own == action.by.organisation;
        let title = match expected && asked {
            true => words.action_asker_title(),
            false => words.action_look_after_title(),
        };
        view! {
            <section class=class id="beheer" tabindex="-1" aria-labelledby="h-beheer">
                <h2 class="nl-heading nl-heading--level-2" id="h-beheer">{title}</h2>
                <div class="kt-flow-tight kt-measure">{shown(asker)}</div>
            </section>
        }
    });
    view! { {owner}{asker} }.into_any()
}

/// The form of one step.
/// Size: one arm for each step, so that the compiler sees that none is missing.
fn one(showing: &Showing, action: &Action, step: Step) -> AnyView {
    let words = showing.around.words;
    let goes_on = action.stand.goes_on();
    match step {
        Step::Accept => {
            let help = match &action.stand {
                ActionStand::CounterProposed { .. } => words.action_countered_help(),
                _ => words.action_accept_help(),
            };
            let due = showing.action;
            let button = move || {
                let due = due.with(|action| action.as_ref().and_then(|action| action.plan.due));
                words.accept_action_button(due)
            };
            let form = button_form(showing, action, StepDeed::Accept, button);
            view! { <p class="nl-paragraph">{help}</p>{form} }.into_any()
        }
        Step::CounterPropose => {
            let summary = match goes_on {
                true => words.action_other_day_summary(),
                false => words.action_counter_summary(),
            };
            let label = (words.action_counter_why(), words.action_read_hint());
            disclosed(showing, StepDeed::CounterPropose, summary, vec![day(showing)], label)
        }
        Step::Decline => {
            let summary = match goes_on {
                true => words.action_give_back_summary(),
                false => words.action_decline_summary(),
            };
            let label = (words.action_decline_why(), words.action_decline_hint());
            disclosed(showing, StepDeed::Decline, summary, vec![], label)
        }
        Step::Progress => {
            let label = (words.action_progress_label(), words.action_progress_hint());
            text_form(showing, StepDeed::Progress, vec![], label)
        }
        Step::ReportDone => {
            let label = (words.action_done_label(), words.action_done_hint());
            disclosed(showing, StepDeed::ReportDone, words.action_done_summary(), vec![], label)
        }
        Step::Wait => {
            let label = (words.action_wait_note(), words.action_read_hint());
            let choice = waits_on(showing, action);
            disclosed(showing, StepDeed::Wait, words.action_wait_summary(), vec![choice], label)
        }
        Step::Assign => assign(showing, action),
        Step::AnswerCounter => answer_counter(showing, action),
        Step::Close => {
            let help = view! { <p class="nl-paragraph">{words.action_close_help()}</p> };
            let button = words.step_button(StepDeed::Close).to_owned();
            let form = button_form(showing, action, StepDeed::Close, move || button.clone());
            view! { {help}{form} }.into_any()
        }
        Step::Reopen => {
            let label = (words.action_reopen_label(), words.action_read_hint());
            disclosed(showing, StepDeed::Reopen, words.action_reopen_summary(), vec![], label)
        }
        Step::Offer => {
            let button = words.step_button(StepDeed::Offer).to_owned();
            button_form(showing, action, StepDeed::Offer, move || button.clone())
        }
        Step::Revise => {
            let href = address::revise_action(showing.around.region, showing.page.action);
            view! { <p><a class="nl-link" href=href>{words.action_revise()}</a></p> }.into_any()
        }
        Step::Remind => reminding::by_hand(showing, action),
        Step::Pause => reminding::pause(showing, action),
        Step::Drop => {
            let label = (words.action_drop_label(), words.action_read_hint());
            disclosed(showing, StepDeed::Drop, words.action_drop_summary(), vec![], label)
        }
    }
}

pub(super) fn action_of(showing: &Showing) -> String {
    address::action(showing.around.region, showing.page.action)
}

/// Returns the form that was refused, where it was this one.
pub(super) fn refused(showing: &Showing, deed: StepDeed) -> Option<&RefusedStep> {
    showing.page.refused.as_ref().filter(|refused| refused.form.deed == deed)
}

/// A form of one button.
pub(super) fn button_form(
    showing: &Showing,
    action: &Action,
    deed: StepDeed,
    text: impl Fn() -> String + Send + 'static,
) -> AnyView {
    let (words, session) = (showing.around.words, showing.around.session);
    let form = NoteForm::bare(words, session);
    let due = match &action.stand {
        ActionStand::CounterProposed { due, .. } => write_day(*due),
        _ => String::new(),
    };
    // What stands above changes live, and so does its name.
    let (live, was) = (showing.action, action.fingerprint());
    let seen = move || {
        live.with(|action| action.as_ref().map_or(was, |action| action.fingerprint())).to_string()
    };
    view! {
        <form method="post" action=action_of(showing) on:submit=form.submit() id=field(deed) tabindex="-1">
            {form.hidden(&showing.token)}
            <input type="hidden" name=SEEN value=seen/>
            <input type="hidden" name=DUE value=due/>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=deed.code()>
                    <span class="nl-button__label">{text}</span>
                </button>
            </p>
            {form.not_sent()}
        </form>
    }
    .into_any()
}

/// A form with a text, behind a click.
fn disclosed(
    showing: &Showing,
    deed: StepDeed,
    summary: &'static str,
    fields: Vec<AnyView>,
    label: (&'static str, &'static str),
) -> AnyView {
    // What was typed or chosen before other forms were shown is still there.
    let is_typed = showing.typed.with_value(|typed| {
        let is_there = |id: &String| typed.get(id).is_some_and(|text| !text.trim().is_empty());
        is_there(&note(deed)) || is_there(&field(deed))
    });
    let open = is_typed || refused(showing, deed).is_some();
    let form = text_form(showing, deed, fields, label);
    view! {
        <details class="kt-disclose" open=open><summary>{summary}</summary><div>{form}</div></details>
    }
    .into_any()
}

/// A form with a text.
fn text_form(
    showing: &Showing,
    deed: StepDeed,
    fields: Vec<AnyView>,
    (label, hint): (&'static str, &'static str),
) -> AnyView {
    let words = showing.around.words;
    let refused = refused(showing, deed);
    let typed = refused.map(|refused| refused.form.note.clone()).unwrap_or_default();
    let is_here = |refused: &&RefusedStep| anchor(refused) == note(deed);
    let wrong = refused.filter(is_here).map(|refused| Wrong {
        message: why_not(&showing.around, &refused.trouble),
        refusal: refused.trouble.refusal().cloned(),
    });
    let form = NoteForm::with_text(words, showing.around.session, note(deed), typed);
    let form = form.keeping(showing.typed);
    let area = TextArea { name: NOTE, label, hint, wrong, of: None };
    // What stands open is what is expected most.
    let class = match deed {
        StepDeed::Progress => "nl-button nl-button--primary",
        _ => "nl-button nl-button--secondary",
    };
    view! {
        <form method="post" action=action_of(showing) novalidate autocomplete="off" class="kt-flow" on:submit=form.submit()>
            {form.hidden(&showing.token)}
            {fields}
            {form.text_area(area)}
            {form.not_sent()}
            <p class="kt-actions">
                <button class=class type="submit" name=form::DO value=deed.code()>
                    <span class="nl-button__label">{words.step_button(deed)}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The day that the owner proposes.
fn day(showing: &Showing) -> AnyView {
    let words = showing.around.words;
    let deed = StepDeed::CounterPropose;
    let refused = refused(showing, deed);
    let is_here = |refused: &&RefusedStep| anchor(refused) == field(deed);
    let error = refused.filter(is_here).map(|it| why_not(&showing.around, &it.trouble));
    let day = DayField {
        id: field(deed),
        name: DUE,
        label: words.action_counter_label(),
        hint: words.action_day_hint(),
        value: refused.map(|refused| refused.form.due.clone()).unwrap_or_default(),
        error,
    };
    day_field::keeping(day, showing.typed)
}

/// The choice of what an action waits on.
fn waits_on(showing: &Showing, action: &Action) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let refused = refused(showing, StepDeed::Wait);
    let chosen = match (&action.stand, refused) {
        (_, Some(refused)) => refused.form.on,
        (ActionStand::WaitingOn { on, .. }, None) => Some(*on),
        _ => None,
    };
    let chosen = kept(showing, StepDeed::Wait).or(chosen.map(waits_on_code));
    let option = |on: WaitsOn, text: String| {
        let code = waits_on_code(on);
        let selected = chosen.as_ref() == Some(&code);
        view! { <option value=code selected=selected>{text}</option> }
    };
    let own = action.owner;
    let mut organisations: Vec<(String, domain::OrganisationId)> = around.session.read(|reader| {
        let region = untrack(|| reader.structure());
        let others = region.participations.keys();
        let others = others.filter(|id| **id != own && region.takes_part(**id));
        others.map(|id| (words.organisation(&around.names, *id), *id)).collect()
    });
    organisations.sort();
    let organisations = organisations
        .into_iter()
        .map(|(name, id)| option(WaitsOn::Organisation(id), name))
        .collect_view();
    let actions = showing
        .page
        .others
        .iter()
        .map(|(id, title)| option(WaitsOn::Action(*id), title.clone()))
        .collect_view();
    let options = view! {
        <optgroup label=words.action_wait_organisations()>{organisations}</optgroup>
        <optgroup label=words.action_wait_actions()>{actions}</optgroup>
    };
    let is_here = |refused: &&RefusedStep| anchor(refused) == field(StepDeed::Wait);
    let error = refused.filter(is_here).map(|it| why_not(around, &it.trouble));
    let label = words.action_wait_label();
    select::keeping(
        field(StepDeed::Wait),
        label,
        WAITS_ON,
        words.action_wait_choose(),
        options,
        (error, Some(showing.typed)),
    )
}

/// Who of the owner does it.
fn assign(showing: &Showing, action: &Action) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let deed = StepDeed::Assign;
    let form = NoteForm::bare(words, around.session);
    let refused = refused(showing, deed);
    let owner = action.owner;
    let works_there = |place: &Member| place.organisation == owner && place.role != Role::Observer;
    let chosen = refused.map_or(action.person, |refused| refused.form.person.to);
    let kept = kept(showing, deed);
    let is_typed = kept.is_some();
    let chosen = kept.unwrap_or(chosen.map(|person| person.to_string()).unwrap_or_default());
    let people = around.colleagues.iter().filter(|(_, one)| one.holds(works_there));
    let options = people
        .map(|(person, one)| {
            let code = person.to_string();
            let selected = chosen == code;
            view! { <option value=code selected=selected>{one.name.clone()}</option> }
        })
        .collect_view();
    let error = refused.map(|it| why_not(around, &it.trouble));
    let was = action.person.map(|person| person.to_string()).unwrap_or_default();
    let choice = select::keeping(
        field(deed),
        words.action_assign_label(),
        PERSON,
        words.action_assign_nobody(),
        options,
        (error, Some(showing.typed)),
    );
    view! {
        <details class="kt-disclose" open=is_typed || refused.is_some()>
            <summary>{words.action_assign_summary()}</summary>
            <div>
                <form method="post" action=action_of(showing) novalidate class="kt-flow" on:submit=form.submit()>
                    {form.hidden(&showing.token)}
                    <input type="hidden" name=PERSON_WAS value=was/>
                    {choice}
                    {form.not_sent()}
                    <p class="kt-actions">
                        <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=deed.code()>
                            <span class="nl-button__label">{words.step_button(deed)}</span>
                        </button>
                    </p>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// The answer to an owner who wants another day.
fn answer_counter(showing: &Showing, action: &Action) -> AnyView {
    let words = showing.around.words;
    let ActionStand::CounterProposed { due, .. } = action.stand else { return ().into_any() };
    let agree = words.agree_button(due);
    let agree = button_form(showing, action, StepDeed::AgreeToDate, move || agree.clone());
    let hidden = view! { <input type="hidden" name=DUE value=write_day(due)/> }.into_any();
    let label = (words.action_refuse_label(), words.action_read_hint());
    let summary = words.action_refuse_summary();
    let refuse = disclosed(showing, StepDeed::RefuseDate, summary, vec![hidden], label);
    view! { {agree}{refuse} }.into_any()
}

/// Returns what was chosen or typed in the other field of a step, where that is kept.
pub(super) fn kept(showing: &Showing, deed: StepDeed) -> Option<String> {
    showing.typed.with_value(|typed| typed.get(&field(deed)).cloned())
}

/// Returns the id of the text area of a step.
pub(in crate::pages) fn note(deed: StepDeed) -> String {
    format!("tekst-{}", deed.code())
}

/// Returns the id of the other field of a step, or of its form.
pub(in crate::pages) fn field(deed: StepDeed) -> String {
    format!("veld-{}", deed.code())
}

/// Returns the id of the input that a refusal is about.
pub(in crate::pages) fn anchor(refused: &RefusedStep) -> String {
    let deed = refused.form.deed;
    if deed.step() == Step::Pause && reminding::is_of_form(&refused.trouble) {
        return reminding::FORM.to_owned();
    }
    match &refused.trouble {
        ActionTrouble::Refused(
            Refusal::NoteMissing
            | Refusal::Guarded { .. }
            | Refusal::TellsCase { .. }
            | Refusal::TextTooLong { .. },
        ) => note(deed),
        ActionTrouble::NoSuchDay | ActionTrouble::DayMissing | ActionTrouble::NothingToWaitOn => {
            field(deed)
        }
        ActionTrouble::Refused(_) => match has_text_alone(deed) {
            true => note(deed),
            false => field(deed),
        },
    }
}

const fn has_text_alone(deed: StepDeed) -> bool {
    matches!(
        deed,
        StepDeed::Decline
            | StepDeed::Progress
            | StepDeed::ReportDone
            | StepDeed::RefuseDate
            | StepDeed::Reopen
            | StepDeed::Drop
    )
}

/// Says why a form was refused.
pub(super) fn why_not(around: &Around, trouble: &ActionTrouble) -> String {
    around.words.step_trouble(trouble, &around.names)
}
