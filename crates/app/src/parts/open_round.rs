//! The form with which a coordinator opens a round.

use std::collections::BTreeMap;

use domain::{OrganisationId, Refusal, RegionId};
use leptos::prelude::*;

use crate::form;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, written};
use crate::session::use_session;
use crate::words::Words;

/// Says above the board that no round was opened, and why: the form may not be there any more.
pub fn not_opened(
    words: Words,
    refused: Option<&(Refusal, String)>,
    names: &BTreeMap<OrganisationId, String>,
) -> Option<impl IntoView + use<>> {
    let (refusal, name) = refused?;
    let line = ErrorLine { anchor: None, text: words.refusal(refusal, names) };
    Some(errors(words.round_not_opened(name), words.errors_follow(), vec![line]))
}

/// Shows the form.
///
/// `refused` is why a round could not be opened, and the name that was typed for it.
pub fn form(
    words: Words,
    region: RegionId,
    token: String,
    refused: Option<(Refusal, String)>,
    names: &BTreeMap<OrganisationId, String>,
) -> AnyView {
    let error = refused.as_ref().map(|(refusal, _)| words.refusal(refusal, names));
    let typed = refused.map(|(_, name)| name).unwrap_or_default();
    let wrong = error.is_some();
    let described = if wrong { "hint-naam fout-naam" } else { "hint-naam" };
    view! {
        <section class="kt-section kt-section--accent" aria-labelledby="h-ronde">
            <h2 class="nl-heading nl-heading--level-2" id="h-ronde">{words.open_round_title()}</h2>
            <p class="kt-measure">{words.open_round_help()}</p>
            <form method="post" action=address::region(region) novalidate>
                <input type="hidden" name=form::TOKEN value=token/>
                <input type="hidden" name=form::PERSON value=use_session().member().person.to_string()/>
                <div class=if wrong { "kt-error" } else { "" }>
                <label class="utrecht-form-label kt-label" for="naam">{words.round_name()}</label>
                <p class="utrecht-form-field-description kt-hint" id="hint-naam">{words.round_name_hint()}</p>
                {error.map(|text| view! {
                    <p class="utrecht-form-field-error-message kt-error-text" id="fout-naam" role="alert">{text}</p>
                })}
                <input class="utrecht-textbox utrecht-textbox--html-input kt-field-short" id="naam" name=form::ROUND_NAME
                    class:utrecht-textbox--invalid=wrong value=typed lang=written::language(words) aria-invalid=wrong.then_some("true")
                    type="text" autocomplete="off" aria-describedby=described/>
                </div>
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=form::OPEN_ROUND>
                        <span class="nl-button__label">{words.open_round_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
