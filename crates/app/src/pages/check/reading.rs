//! One check as someone sees it who may not write there.

use domain::{AnswerContent, AnswerKey, Aspect, FieldId};
use leptos::prelude::*;

use super::{Filling, heading};
use crate::page::Posted;
use crate::parts::regional::{Put, put_forward};
use crate::parts::{self, carried, late, status, talked_here, written};
use crate::session::{Session, use_session};
use crate::words::Words;

/// What someone sees who may not write here.
pub(super) fn read(filling: Filling) -> impl IntoView {
    let session = use_session();
    let words = filling.words;
    let one = |field: FieldId| {
        let key = filling.key(field);
        let shown = move || {
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
                    {written::shown(words, shared.content.explanation.as_str())}
                    {marks(words, &shared.content)}
                    <p class="kt-small kt-soft">{words.shared_on(&words.day(shared.at), confirmed.as_deref())}</p>
                    {late::note(words, region, key).map(|note| view! { <p class="kt-small">{note}</p> })}
                }
                .into_any()
            })
        };
        let question = key.field.question;
        let talk = talked_here::link(words, question, filling.municipality, &filling.reader);
        view! {
            <section class="kt-question" id=format!("v{field}") aria-labelledby=format!("q{field}")>
                {heading(&filling, field)}<div class="kt-qbody">{shown}{regional(words, session, key)}<p class="kt-small">{talk}</p></div>
            </section>
        }
    };
    let blocks = filling.fields.iter().copied().map(one).collect_view();
    let typed = match &filling.posted {
        Some(Posted::Refused { typed, .. }) => carried::texts(words, typed),
        _ => None,
    };
    view! { <div class="kt-section">{typed}{blocks}</div> }
}

/// Shows what the region answers, and what this municipality says to that.
fn regional(words: Words, session: Session, key: AnswerKey) -> impl IntoView {
    let put = Put::follow(session, key);
    move || {
        let Put { forward, response, .. } = put.get()?;
        Some(view! {
            <div class="kt-aside-note kt-flow-tight">
                {put_forward(words, &forward)}
                {parts::regional::response(words, &response)}
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
