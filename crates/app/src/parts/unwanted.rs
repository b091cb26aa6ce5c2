//! A reason that does not belong where it stands, and the form that removes it for good.

use leptos::prelude::*;

use crate::form;
use crate::words::Words;

/// A reason that can be removed.
pub struct Unwanted {
    /// Where the form is sent.
    pub action: String,
    /// The value of its button.
    pub button: String,
    /// Whose reason it is, or from when: it tells this form from others on the page.
    pub of: String,
    /// What removing it does.
    pub help: &'static str,
}

/// Shows the form, folded; `hidden` is what every form of the page sends along.
pub fn shown(words: Words, unwanted: Unwanted, hidden: impl IntoView + 'static) -> AnyView {
    let Unwanted { action, button, of, help } = unwanted;
    let again = of.clone();
    view! {
        <details class="kt-disclose kt-screen-only">
            <summary>{words.reason_remove_summary()}<span class="kt-hidden">", "{of}</span></summary>
            <form method="post" action=action class="kt-flow-tight">
                {hidden}
                <p class="kt-measure">{help}</p>
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=button>
                        <span class="nl-button__label">{words.reason_remove()}<span class="kt-hidden">", "{again}</span></span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}
