//! One check as someone sees it who may not write there.

use domain::FieldId;
use leptos::prelude::*;

use super::{Filling, heading};
use crate::page::Posted;
use crate::parts::{carried, shared_answer, talked_here};
use crate::session::use_session;

/// What someone sees who may not write here.
pub(super) fn read(filling: Filling) -> impl IntoView {
    let session = use_session();
    let words = filling.words;
    let one = |field: FieldId| {
        let key = filling.key(field);
        let talk = talked_here::link(words, field.question, filling.municipality, &filling.reader);
        view! {
            <section class="kt-question" id=format!("v{field}") aria-labelledby=format!("q{field}")>
                {heading(&filling, field)}
                <div class="kt-qbody">{shared_answer::shown(words, session, key)}<p class="kt-small">{talk}</p></div>
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
