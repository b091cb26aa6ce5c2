//! The round that comes: a coordinator prepares it and opens it, everyone reads that it comes.

use domain::{Moment, RegionId, RoundId};
use leptos::prelude::*;

use crate::form::{self, RoundDeed};
use crate::page::RefusedRound;
use crate::parts::feedback::Names;
use crate::parts::objection::{self, Beside, Wrong};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, deadline, past, written};
use crate::session::use_session;
use crate::words::Words;

/// Says above the board that a round was not opened or prepared, and why: the form may not be there any
/// more.
pub fn not_done(
    words: Words,
    refused: Option<&RefusedRound>,
    names: &Names,
) -> Option<impl IntoView + use<>> {
    let RefusedRound { deed, refusal, name } = refused?;
    let line = ErrorLine { anchor: None, text: words.refusal(refusal, names) };
    Some(errors(words.round_not_done(*deed, name), words.errors_follow(), vec![line]))
}

/// What the parts of the coordinator's section share.
#[derive(Clone)]
pub struct NextRound {
    /// The words.
    pub words: Words,
    /// The region.
    pub region: RegionId,
    /// The token of the forms.
    pub token: String,
    /// Why a round was not opened or prepared.
    pub refused: Option<RefusedRound>,
    /// The names of the organisations.
    pub names: Names,
}

/// Says that a round comes, to whoever does not prepare it.
pub fn announced(words: Words, region: RegionId, now: Moment) -> impl IntoView {
    let session = use_session();
    let comes = session.memo(move |reader| {
        let round = reader.structure().prepared.as_ref()?;
        let text = words.round_comes(round);
        Some((text, deadline::line(words, round, now), round.own_asked().count()))
    });
    let is_past = past::on_day().is_some();
    move || {
        comes.get().map(|(text, until, count)| {
            // On a past page it would lead to the questions of now.
            let own = (0 < count && !is_past).then(|| own_link(words, region, count));
            view! { <p class="kt-notice kt-measure kt-top-4">{text}" "{until}" "{own}</p> }
        })
    }
}

fn own_link(words: Words, region: RegionId, count: usize) -> impl IntoView {
    view! { <a class="nl-link" href=address::own_questions(region)>{words.own_questions_link(count)}</a> }
}

/// Shows a coordinator how to come to a round: prepare it, or open it at once.
pub fn first_form(next: NextRound) -> AnyView {
    let words = next.words;
    let typed = next.refused.as_ref().map(|refused| refused.name.clone()).unwrap_or_default();
    // The first button is that of the Enter key: what cannot be undone is not done by it.
    let form = name_form(&next, typed, None, &[RoundDeed::Prepare, RoundDeed::Open]);
    view! {
        <section class="kt-section kt-section--accent kt-screen-only" aria-labelledby="h-ronde">
            <h2 class="nl-heading nl-heading--level-2" id="h-ronde">{words.next_round_title()}</h2>
            <div class="kt-flow">
                <p class="kt-measure">{words.open_round_help()}</p>
                <p class="kt-measure">{words.prepare_round_help()}</p>
                {form}
            </div>
        </section>
    }
    .into_any()
}

/// Shows a coordinator the round that is prepared. `day_form` is the form with its last day.
pub fn prepared_form(next: NextRound, day_form: AnyView, now: Moment) -> AnyView {
    let words = next.words;
    let region = next.region;
    let session = use_session();
    // As the page showed it, so that a name that is typed is not changed by a colleague.
    let (round, name) = session.read(|reader| {
        let prepared = untrack(|| reader.structure()).prepared.as_ref();
        prepared.map(|round| (round.id, round.name.to_string())).unzip()
    });
    let name = name.unwrap_or_default();
    let title = words.prepared_title(&name);
    let opens = next.refused.as_ref().filter(|refused| refused.deed == RoundDeed::Open);
    let typed = opens.map_or(name, |refused| refused.name.clone());
    let form = name_form(&next, typed, round, &[RoundDeed::Open]);
    let count = session.memo(|reader| {
        reader.structure().prepared.as_ref().map_or(0, |round| round.own_asked().count())
    });
    let own = move || own_link(words, region, count.get());
    let until = session.memo(move |reader| {
        let round = reader.structure().prepared.as_ref()?;
        deadline::line(words, round, now)
    });
    view! {
        <section class="kt-section kt-section--accent kt-screen-only" aria-labelledby="h-ronde">
            <h2 class="nl-heading nl-heading--level-2" id="h-ronde">{title}</h2>
            <div class="kt-flow">
                <p class="kt-measure">{words.prepared_help()}" "{until}</p>
                {day_form}
                <p class="kt-measure">{words.prepared_own_help()}" "{own}</p>
                {form}
            </div>
        </section>
    }
    .into_any()
}

/// A form with the name of a round, and a button for each thing that can be done with it. `prepared` is the
/// round that the page shows: nobody opens one that they did not see.
fn name_form(
    next: &NextRound,
    typed: String,
    prepared: Option<RoundId>,
    deeds: &[RoundDeed],
) -> impl IntoView + use<> {
    let NextRound { words, region, token, refused, names } = next.clone();
    let refused = refused.filter(|refused| deeds.contains(&refused.deed));
    let wrong = refused.is_some();
    let error = refused.map(|RefusedRound { refusal, .. }| {
        let wrong = Wrong { message: words.refusal(&refusal, &names), refusal: Some(refusal) };
        let (id, name) = ("fout-naam".to_owned(), form::ROUND_NAME.to_owned());
        objection::shown(words, wrong, Beside { id, name, text: typed.clone() }, None, |_| ())
    });
    let described = if wrong { "hint-naam fout-naam" } else { "hint-naam" };
    let buttons = deeds.iter().map(|deed| {
        let (code, text) = (deed.code(), words.round_deed(*deed));
        let class = match deed {
            RoundDeed::Open => "nl-button nl-button--primary",
            RoundDeed::Prepare => "nl-button nl-button--secondary",
        };
        view! {
            <button class=class type="submit" name=form::DO value=code>
                <span class="nl-button__label">{text}</span>
            </button>
        }
    });
    let buttons = buttons.collect_view();
    view! {
        <form method="post" action=address::region(region) novalidate>
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=use_session().insider().person().to_string()/>
            <input type="hidden" name=form::ROUND value=prepared.map(|round| round.to_string()).unwrap_or_default()/>
            <div class=if wrong { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for="naam">{words.round_name()}</label>
            <p class="utrecht-form-field-description kt-hint" id="hint-naam">{words.round_name_hint()}</p>
            {error}
            <input class="utrecht-textbox utrecht-textbox--html-input kt-field-short" id="naam" name=form::ROUND_NAME
                class:utrecht-textbox--invalid=wrong value=typed lang=written::language(words) aria-invalid=wrong.then_some("true")
                type="text" autocomplete="off" aria-describedby=described/>
            </div>
            <p class="kt-actions">{buttons}</p>
        </form>
    }
}
