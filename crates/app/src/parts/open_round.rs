//! The form with which a coordinator opens a round.

use domain::RegionId;
use leptos::prelude::*;

use crate::form;
use crate::parts::address;
use crate::words::Words;

/// The value of the button that opens a round.
pub const OPEN: &str = "open-ronde";

/// Shows the form.
pub fn form(words: Words, region: RegionId, token: String) -> impl IntoView {
    view! {
        <section class="kt-section kt-section--accent" aria-labelledby="h-ronde">
            <h2 class="nl-heading nl-heading--level-2" id="h-ronde">{words.open_round_title()}</h2>
            <p class="kt-measure">{words.open_round_help()}</p>
            <form method="post" action=address::region(region) novalidate>
                <input type="hidden" name=form::TOKEN value=token/>
                <label class="utrecht-form-label kt-label" for="naam">{words.round_name()}</label>
                <p class="utrecht-form-field-description kt-hint" id="hint-naam">{words.round_name_hint()}</p>
                <input class="utrecht-textbox utrecht-textbox--html-input kt-field-short" id="naam" name="naam"
                    type="text" autocomplete="off" aria-describedby="hint-naam"/>
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=OPEN>
                        <span class="nl-button__label">{words.open_round_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
}
