//! Until which day municipalities answer: everyone reads it, the coordinator agrees it.

use domain::{Moment, Refusal, RegionId, Round};
use leptos::prelude::*;

use crate::form;
use crate::parts::address;
use crate::parts::day_field::{self, DayField};
use crate::parts::feedback::Names;
use crate::parts::summary::{ErrorLine, errors};
use crate::session::use_session;
use crate::words::{Words, local_day};

/// Says until which day municipalities answer, if that was agreed.
pub fn line(words: Words, round: &Round, now: Moment) -> Option<String> {
    let day = round.deadline?;
    let is_over = day < local_day(now);
    Some(match round.opened {
        Some(_) => words.deadline_is(day, is_over, round.seals()),
        None => words.deadline_comes(day, is_over),
    })
}

/// Says above the board that no day was set, and why: the form may not be there any more.
pub fn not_set(
    words: Words,
    refused: Option<&(Option<Refusal>, String)>,
    names: &Names,
) -> Option<impl IntoView + use<>> {
    let (refusal, typed) = refused?;
    let line = ErrorLine { anchor: None, text: why_not(words, refusal.as_ref(), names) };
    Some(errors(words.deadline_not_set(typed), words.errors_follow(), vec![line]))
}

fn why_not(words: Words, refusal: Option<&Refusal>, names: &Names) -> String {
    match refusal {
        Some(refusal) => words.refusal(refusal, names),
        None => words.no_such_day().to_owned(),
    }
}

/// Shows the form in which a coordinator agrees a day of the round that is prepared or open. `refused` is why that was not done, nothing
/// where it was no day, with what was typed.
pub fn form(
    words: Words,
    region: RegionId,
    token: String,
    refused: Option<(Option<Refusal>, String)>,
    names: &Names,
) -> AnyView {
    let session = use_session();
    // As the page showed it: whoever is second is told what the first one agreed meanwhile.
    let (round, was) = session.read(|reader| {
        let round = untrack(|| reader.structure()).prepared_or_present();
        (round.map(|round| round.id), round.and_then(|round| round.deadline))
    });
    let error = refused.as_ref().map(|(refusal, _)| why_not(words, refusal.as_ref(), names));
    let value = refused.map(|(_, typed)| typed).or(was.map(form::write_day)).unwrap_or_default();
    let (label, hint) = (words.deadline_label(), words.deadline_hint());
    let name = form::DEADLINE;
    let field = day_field::shown(DayField { id: "dag".into(), name, label, hint, value, error });
    let take_away = was.map(|_| {
        view! {
            <button class="nl-button nl-button--subtle" type="submit" name=form::DO value=form::NO_DEADLINE>
                <span class="nl-button__label">{words.deadline_away()}</span>
            </button>
        }
    });
    view! {
        <form method="post" action=address::region(region) novalidate class="kt-flow-tight kt-screen-only">
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=session.insider().person().to_string()/>
            <input type="hidden" name=form::ROUND value=round.map(|round| round.to_string())/>
            <input type="hidden" name=form::DEADLINE_WAS value=was.map(|day| day.to_string()).unwrap_or_default()/>
            {field}
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=form::SET_DEADLINE>
                    <span class="nl-button__label">{words.deadline_button()}</span>
                </button>
                {take_away}
            </p>
        </form>
    }
    .into_any()
}
