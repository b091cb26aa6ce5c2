//! What was asked about what a page shows, for as long as somebody must do something about it.

use domain::{Region, Request, RequestId, Turn, Wish};
use leptos::prelude::*;

use crate::parts::address;
use crate::parts::feedback::Names;
use crate::session::use_session;
use crate::words::Words;

/// Shows a line for each request that `concerns` this page.
pub fn lines(
    words: Words,
    names: Names,
    concerns: impl Fn(&Request) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let session = use_session();
    let me = session.insider().person();
    let found = session.memo(move |reader| {
        let region: &Region = reader.everything();
        let open = region.requests_in_order().into_iter().filter(|(_, request)| {
            concerns(request)
                && !request.is_over()
                && region.open_round().is_some()
                && region.turn(request) != Turn::Nobody
        });
        let found = open.map(|(id, request)| (id, request.clone(), region.turn(request)));
        (region.id, found.collect::<Vec<(RequestId, Request, Turn)>>())
    });
    move || {
        let (region, found) = found.get();
        let line = |(id, request, turn): (RequestId, Request, Turn)| {
            let asker = request.by.organisation;
            let asker = asker.map(|id| words.organisation(&names, id)).unwrap_or_default();
            let about = request.wish.about();
            let text = match request.wish {
                Wish::Draft { .. } if turn == Turn::Asker => words.draft_is_ready(about),
                Wish::Draft { by, .. } => words.draft_is_asked(about, by == me, request.due),
                Wish::View { of, .. } => {
                    let partner = words.organisation(&names, of);
                    words.view_is_asked(&asker, &partner, about, request.due)
                }
            };
            let href = address::request(region, id);
            view! {
                <p class="kt-aside-note kt-aside-note--accent kt-asked kt-screen-only">
                    {text}" "<a class="nl-link" href=href>{words.read_request()}</a>
                </p>
            }
        };
        found.into_iter().map(line).collect_view()
    }
}
