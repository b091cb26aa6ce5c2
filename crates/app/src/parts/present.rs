//! Who else is here: at the top of a page, and at a text that somebody else is in too.

use domain::Sheet;
use domain::presence::Whereabouts;
use leptos::prelude::*;

use crate::parts::feedback::Names;
use crate::session::use_session;
use crate::words::Words;

/// Says on this page that its reader is there, and who else is. It keeps its room, so that nothing moves.
pub fn line(words: Words, names: Names, page: Whereabouts) -> impl IntoView {
    let session = use_session();
    // Runs in the browser only, once the page was taken over.
    Effect::new(move |_| untrack(|| session.be_at(page)));
    let beside = Memo::new(move |_| session.beside());
    let said = move || {
        let names = names.clone();
        let who = beside.get();
        (!who.is_empty()).then(|| {
            let functions: Vec<String> = who
                .iter()
                .map(|member| {
                    let name = words.organisation(&names, member.organisation);
                    words.the_function(member.role, member.may_adopt, &name)
                })
                .collect();
            view! { <span class="kt-presence">{words.look_along(&functions)}</span> }
        })
    };
    view! { <p class="kt-saved kt-screen-only">{said}</p> }
}

/// Says at a text that a colleague is in it too.
pub fn at_text(words: Words, names: Names, sheet: Sheet) -> impl IntoView {
    let session = use_session();
    let writes = Memo::new(move |_| session.writes_too(sheet).is_some());
    move || {
        writes.get().then(|| {
            let text = match sheet.owner() {
                Some(owner) => words.colleague_types(&words.organisation(&names, owner)),
                None => words.coordinator_types().to_owned(),
            };
            view! { <p><span class="kt-presence">{text}</span></p> }
        })
    }
}
