//! Who else is here: at the top of a page, and at a text that somebody else is in too.

use domain::Sheet;
use domain::presence::Whereabouts;
use leptos::prelude::*;

use crate::parts::feedback::Names;
use crate::session::{Place, use_session};
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

/// Says at a sheet, where the room is kept, that a colleague is in a text of it too.
pub fn at_text(words: Words, place: Place) -> impl IntoView {
    let session = use_session();
    let sheet = match place {
        Place::Sheet(sheet) => Some(sheet),
        Place::Reason(_) | Place::Source(_) | Place::WhyNow(_) => None,
    };
    let writes = Memo::new(move |_| sheet.is_some_and(|sheet| session.writes_too(sheet).is_some()));
    let text = match sheet {
        Some(Sheet::Regional(_)) => words.coordinator_types(),
        _ => words.colleague_types(),
    };
    let said = move || writes.get().then(|| view! { <span class="kt-presence">{text}</span> });
    view! { <span role="status">{said}</span> }
}
