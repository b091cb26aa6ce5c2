//! How its owner is reminded of an action: by hand, and how what goes by itself pauses.

use domain::{Action, Refusal, local_day};
use leptos::prelude::*;

use super::Showing;
use super::steps::{action_of, button_form, field, kept, refused, why_not};
use crate::form::{
    self,
    actions::{ActionTrouble, DUE, StepDeed, UNTIL_WAS},
    write_day,
};
use crate::parts::day_field::{self, DayField};
use crate::parts::note_form::NoteForm;

/// The id of the form about pauses.
pub(super) const FORM: &str = "pauze";

/// The button that reminds the owner, where they may be reminded today.
pub(super) fn by_hand(showing: &Showing, action: &Action) -> AnyView {
    let words = showing.around.words;
    let today = local_day(showing.around.now);
    if action.is_left_alone(today) {
        let id = field(StepDeed::Remind);
        return view! { <p class="nl-paragraph kt-soft" id=id tabindex="-1">{words.action_left_alone()}</p> }
            .into_any();
    }
    let refused = refused(showing, StepDeed::Remind);
    let open = refused.is_some();
    let button = words.step_button(StepDeed::Remind).to_owned();
    let form = button_form(showing, action, StepDeed::Remind, move || button.clone());
    view! {
        <details class="kt-disclose" open=open>
            <summary>{words.action_remind_summary()}</summary>
            <div><p class="nl-paragraph">{words.action_remind_help()}</p>{form}</div>
        </details>
    }
    .into_any()
}

/// The day until which reminders pause, or the button with which they go on.
pub(super) fn pause(showing: &Showing, action: &Action) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let is_paused = action.is_paused(local_day(around.now));
    let deed = if is_paused { StepDeed::Resume } else { StepDeed::Pause };
    let refused = refused(showing, StepDeed::Pause).or(refused(showing, StepDeed::Resume));
    let of_day = refused.is_some_and(|refused| !is_of_form(&refused.trouble));
    let form = NoteForm::bare(words, around.session);
    let was = action.paused.map(write_day).unwrap_or_default();
    let is_typed = !is_paused && kept(showing, StepDeed::Pause).is_some_and(|day| !day.is_empty());
    let field = (!is_paused).then(|| {
        let day = DayField {
            id: field(StepDeed::Pause),
            name: DUE,
            label: words.action_pause_label(),
            hint: words.action_day_hint(),
            value: refused.map(|refused| refused.form.due.clone()).unwrap_or_default(),
            error: refused.filter(|_| of_day).map(|it| why_not(around, &it.trouble)),
        };
        day_field::keeping(day, showing.typed)
    });
    let changed = refused.filter(|_| is_paused || !of_day).map(|it| {
        let why = why_not(around, &it.trouble);
        view! { <p class="utrecht-form-field-error-message kt-error-text">{why}</p> }
    });
    let until = action.paused.filter(|_| is_paused);
    let until = until.map(|until| {
        view! { <p class="nl-paragraph">{words.reminders_paused_until(until)}</p> }
    });
    let summary =
        if is_paused { words.action_paused_summary() } else { words.action_pause_summary() };
    view! {
        <details class="kt-disclose" open=is_typed || refused.is_some()>
            <summary>{summary}</summary>
            <div>
                <form method="post" action=action_of(showing) novalidate autocomplete="off" class="kt-flow" on:submit=form.submit() id=FORM tabindex="-1">
                    {form.hidden(&showing.token)}
                    <input type="hidden" name=UNTIL_WAS value=was/>
                    {changed}
                    {until}
                    {field}
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

/// Returns whether it is the form that was refused, and not the day in it.
pub(super) const fn is_of_form(trouble: &ActionTrouble) -> bool {
    !matches!(
        trouble,
        ActionTrouble::NoSuchDay
            | ActionTrouble::DayMissing
            | ActionTrouble::Refused(Refusal::DayIsOver { .. })
    )
}
