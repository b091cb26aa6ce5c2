//! What became of an edit, beside the field and spoken politely.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{OrganisationId, Refusal, Sheet};
use leptos::prelude::*;

use crate::parts::present;
use crate::platform;
use crate::session::{Feedback, Place, stands_at_text, use_session};
use crate::words::Words;

/// The names of a region's organisations, shared by the parts of a page.
pub type Names = Arc<BTreeMap<OrganisationId, String>>;

/// Shows that an edit is on its way, saved, waiting, not saved, or changed by someone else.
#[component]
pub fn SaveFeedback(words: Words, #[prop(into)] place: Place) -> impl IntoView {
    let session = use_session();
    let said = move || match session.feedback(place) {
        Feedback::Quiet | Feedback::Refused(_) => None,
        Feedback::Failed => Some((words.not_saved().to_owned(), "kt-failed-word")),
        Feedback::Busy => Some((words.busy_saving().to_owned(), "kt-saving")),
        Feedback::Saved(at) => Some((words.saved_at(&words.time(at)), "kt-saved-word")),
        Feedback::Waiting if session.only_here() => {
            Some((words.waits_here().to_owned(), "kt-saving"))
        }
        Feedback::Waiting => Some((words.kept_here().to_owned(), "kt-saving")),
        Feedback::ToProve => Some((words.to_prove_here().to_owned(), "kt-saving")),
        Feedback::ChangedNow => Some((words.changed_just_now().to_owned(), "kt-changed-now")),
    };
    let is_failed = move || session.feedback(place) == Feedback::Failed;
    view! {
        <p class="kt-saved" class:kt-saved--failed=is_failed>
            {present::at_text(words, place)}
            <output>{move || said().map(|(text, class)| view! { <span class=class>{text}</span> })}</output>
            <Show when=is_failed>
                <button
                    type="button"
                    class="nl-button nl-button--subtle nl-button--small"
                    on:click=move |_| {
                        session.try_again();
                        // The button goes while it is tried: the place in the page stays.
                        platform::focus(&place.input());
                    }
                >
                    <span class="nl-button__label">{words.try_again()}</span>
                </button>
            </Show>
        </p>
    }
}

/// Shows a refusal that is about the answer as a whole.
#[component]
pub fn AnswerError(
    words: Words,
    sheet: Sheet,
    names: Names,
    /// What a posted form was refused for.
    posted: Option<Refusal>,
) -> impl IntoView {
    let session = use_session();
    let refusal = move || match session.feedback(sheet) {
        Feedback::Refused(refusal) => Some(*refusal),
        _ => posted.clone(),
    };
    move || {
        let refusal = refusal().filter(|refusal| !stands_at_text(refusal))?;
        let text = words.refusal(&refusal, &names);
        Some(view! {
            <p class="utrecht-form-field-error-message kt-error-text" role="alert">{text}</p>
        })
    }
}
