//! Until which day municipalities answer: everyone reads it, the coordinator agrees it.

use domain::{Day, Moment, Refusal, RegionId, Round};
use leptos::prelude::*;

use crate::form;
use crate::parts::address;
use crate::parts::feedback::Names;
use crate::session::use_session;
use crate::words::{Words, local_day};

/// Says until which day municipalities answer, if that was agreed.
pub fn line(words: Words, round: &Round, now: Moment) -> Option<String> {
    let day = round.deadline?;
    Some(match round.seals() {
        true => words.deadline_ahead(day, day < local_day(now)),
        false => words.deadline_behind(day),
    })
}

/// Shows the form in which a coordinator agrees a day. `refused` is why that was not done, nothing
/// where it was no day, with what was typed.
pub fn form(
    words: Words,
    region: RegionId,
    token: String,
    refused: Option<(Option<Refusal>, String)>,
    names: &Names,
) -> AnyView {
    let session = use_session();
    let round = session.read(|reader| reader.structure().round().map(|round| round.id));
    let now = session.memo(|reader| reader.structure().round().and_then(|round| round.deadline));
    let error = refused.as_ref().map(|(refusal, _)| match refusal {
        Some(refusal) => words.refusal(refusal, names),
        None => words.no_such_day().to_owned(),
    });
    let wrong = error.is_some();
    let typed = refused.map(|(_, typed)| typed);
    let written = move |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let value = move || typed.clone().unwrap_or_else(|| written(now.get()));
    let described = if wrong { "hint-dag fout-dag" } else { "hint-dag" };
    view! {
        <form method="post" action=address::region(region) novalidate class="kt-flow-tight kt-screen-only">
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=session.member().person.to_string()/>
            <input type="hidden" name=form::ROUND value=round.map(|round| round.to_string())/>
            <input type="hidden" name=form::DEADLINE_WAS value=move || written(now.get())/>
            <div class=if wrong { "kt-error" } else { "" }>
                <label class="utrecht-form-label kt-label" for="dag">{words.deadline_label()}</label>
                <p class="utrecht-form-field-description kt-hint" id="hint-dag">{words.deadline_hint()}</p>
                {error.map(|text| view! {
                    <p class="utrecht-form-field-error-message kt-error-text" id="fout-dag" role="alert">{text}</p>
                })}
                <input class="utrecht-textbox utrecht-textbox--html-input kt-field-short" id="dag" type="date"
                    name=form::DEADLINE value=value autocomplete="off"
                    class:utrecht-textbox--invalid=wrong aria-invalid=wrong.then_some("true") aria-describedby=described/>
            </div>
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=form::SET_DEADLINE>
                    <span class="nl-button__label">{words.deadline_button()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}
