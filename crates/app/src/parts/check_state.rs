//! Where a check stands, in one sentence, and how what is typed is kept.

use domain::{AnswerKey, FieldId, OrganisationId, Standing};
use leptos::prelude::*;

use crate::session::use_session;
use crate::words::Words;

/// Shows the line; `writes` is whether the reader may write these answers.
pub fn line(
    words: Words,
    municipality: OrganisationId,
    fields: Vec<FieldId>,
    writes: bool,
) -> impl IntoView {
    let kept = (writes && !fields.is_empty()).then(|| {
        view! {
            " "<span class="kt-live-only">{words.kept_at_once()}</span>
            <span class="kt-still-only">{words.kept_by_button()}</span>
        }
    });
    let session = use_session();
    let state = move || {
        if fields.is_empty() {
            return words.round_empty().to_owned();
        }
        let (mut shared, mut drafts, mut empty) = (0, 0, 0);
        session.read(|reader| {
            let region = reader.municipality(municipality);
            let key = |field| AnswerKey { municipality, field };
            let value = |field| region.working(key(field)).value;
            for field in fields.iter().filter(|field| region.is_asked(**field, value)) {
                match (region.draft(key(*field)).is_some(), region.standing(key(*field))) {
                    (true, _) => drafts += 1,
                    (false, Standing::Empty) => empty += 1,
                    (false, _) => shared += 1,
                }
            }
        });
        if writes {
            words.check_state(shared, drafts, empty)
        } else {
            words.check_state_reading(shared, shared + drafts + empty)
        }
    };
    view! { {state}{kept} }
}
