//! What the region answers, and what municipalities say to it.

use domain::regional::PutForward;
use domain::{AnswerKey, FieldId, Fingerprint, Part, Response};
use leptos::prelude::*;

use crate::parts::{status, written};
use crate::session::Session;
use crate::words::Words;

/// What is put forward to one municipality, and what it says to that.
#[derive(Clone, PartialEq)]
pub struct Put {
    /// What the region answers.
    pub forward: PutForward,
    /// What the municipality says.
    pub response: Response,
    /// The name of that.
    pub said: Fingerprint,
}

impl Put {
    /// Follows what is put forward to a municipality.
    pub fn follow(session: Session, key: AnswerKey) -> Memo<Option<Put>> {
        session.memo(move |reader| {
            // Whether a second part is asked depends on the first.
            if key.field.part == Some(Part::B) {
                reader.answer(AnswerKey {
                    field: FieldId::new(key.field.question, Some(Part::A)),
                    ..key
                });
            }
            let region = reader.answer(key);
            let response = region.response(key);
            if response == Response::NotAsked {
                return None;
            }
            let forward = region.put_forward(key.field)?.clone();
            Some(Put { forward, response, said: region.said(key) })
        })
    }
}

/// Shows what is put forward in the present round, or that nothing is.
pub fn answer(words: Words, session: Session, field: FieldId) -> impl IntoView + use<> {
    let shown = session.memo(move |reader| reader.regional(field).put_forward(field).cloned());
    move || match shown.get() {
        Some(forward) => put_forward(words, &forward).into_any(),
        None => {
            view! { <p class="nl-paragraph kt-soft">{words.region_says_nothing()}</p> }.into_any()
        }
    }
}

/// Shows one regional answer.
pub fn put_forward(words: Words, forward: &PutForward) -> impl IntoView + use<> {
    let content = &forward.content;
    let explanation =
        (!content.explanation.says_nothing()).then(|| written::text(words, &content.explanation));
    view! {
        <p class="nl-paragraph">
            <strong>{words.answer_of_region()}": "</strong>{status::value(words, Some(content.value))}
        </p>
        {explanation}
        <p class="kt-small kt-soft">{words.put_forward_on(&words.day(forward.at))}</p>
    }
}

/// Says in short what a municipality says to the regional answer.
pub fn response(words: Words, response: &Response) -> Option<AnyView> {
    match response {
        Response::NotAsked => None,
        Response::Open { earlier } => {
            let text = match earlier {
                Some(_) => words.must_react_again(),
                None => words.must_react(),
            };
            let reason = earlier.as_ref().and_then(|earlier| earlier.says.reason());
            let earlier = reason.filter(|reason| !reason.says_nothing()).map(|reason| {
                let reason = written::text(words, reason);
                view! { <p class="kt-small">{words.said_earlier()}</p>{reason} }
            });
            Some(view! { <span class="kt-mark kt-mark--act">{text}</span>{earlier} }.into_any())
        }
        Response::Applies => Some(view! { <p>{words.applies_here()}</p> }.into_any()),
        Response::Differs { reason } => {
            let reason = (!reason.says_nothing()).then(|| written::text(words, reason));
            Some(view! { <p>{words.does_not_apply_here()}</p>{reason} }.into_any())
        }
    }
}
