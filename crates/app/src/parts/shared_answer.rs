//! The answer of one municipality as everyone reads it.

use domain::{AnswerContent, AnswerKey, Aspect};
use leptos::prelude::*;

use crate::parts::regional::{self, Put};
use crate::parts::{again, late, status, written};
use crate::session::Session;
use crate::words::Words;

/// Shows what a municipality shares, and what it says to the region.
pub fn shown(words: Words, session: Session, key: AnswerKey) -> impl IntoView {
    let answer = move || {
        session.read(|reader| {
            let region = reader.answer(key);
            let answer = region.answer(key).cloned().unwrap_or_default();
            let confirmed = answer.confirmed.map(|confirmed| words.day(confirmed.at));
            let Some(shared) = answer.shared else {
                return view! { <p class="nl-paragraph kt-soft">{words.nothing_shared()}</p> }
                    .into_any();
            };
            view! {
                <p class="nl-paragraph">{status::value(words, Some(shared.content.value))}" "
                    {status::standing(words, region.standing(key))}</p>
                {written::text(words, &shared.content.explanation)}
                {marks(words, &shared.content)}
                <p class="kt-small kt-soft">{words.shared_on(&words.day(shared.at), confirmed.as_deref())}</p>
                {again::note(words, region, key)}
                {late::note(words, region, key).map(|note| view! { <p class="kt-small">{note}</p> })}
            }
            .into_any()
        })
    };
    view! { {answer}{said_to_region(words, session, key)} }
}

/// Shows what the region answers, and what this municipality says to that.
fn said_to_region(words: Words, session: Session, key: AnswerKey) -> impl IntoView {
    let put = Put::follow(session, key);
    move || {
        let Put { forward, response, .. } = put.get()?;
        Some(view! {
            <div class="kt-aside-note kt-flow-tight">
                {regional::put_forward(words, &forward)}
                {regional::response(words, &response)}
            </div>
        })
    }
}

/// Shows how it stands on paper and in practice, where that was said.
fn marks(words: Words, content: &AnswerContent) -> Option<impl IntoView + use<>> {
    let marks = [(Aspect::Paper, content.paper), (Aspect::Practice, content.practice)];
    let said: Vec<String> = marks
        .into_iter()
        .filter_map(|(aspect, mark)| mark.map(|mark| words.mark_is(aspect, mark)))
        .collect();
    (!said.is_empty()).then(|| view! { <p class="kt-small">{said.join(" ")}</p> })
}
