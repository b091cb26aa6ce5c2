//! The line under the header that says how the page stands with the server, and what waits for the reader.

use leptos::prelude::*;

use crate::page::wire;
use crate::session::{Link, use_session};
use crate::words::Words;

/// Shows that the reader is offline, signed out, behind, or out of the region, or that something waits until they
/// prove who they are; nothing when all is well.
#[component]
pub fn LinkState(words: Words, address: String) -> impl IntoView {
    let session = use_session();
    // Whoever presses the link just left a text by that, and then something else waits: the link is not made
    // anew, and does not move.
    let state = Memo::new(move |_| (session.link(), session.only_here(), session.to_prove()));
    let line = move || {
        let (link, only_here, to_prove) = state.get();
        let to_prove = to_prove && matches!(link, Link::Starting | Link::Live);
        let (title, help) = match (link, only_here) {
            _ if to_prove => (words.to_prove_title(), words.to_prove_help()),
            (Link::Starting | Link::Live, _) => return None,
            (Link::Away, false) => (words.not_connected(), words.keep_working()),
            (Link::Away, true) => (words.not_connected(), words.keep_working_here()),
            (Link::SignedOut, false) => (words.signed_out_now(), words.signed_out_help()),
            (Link::SignedOut, true) => (words.signed_out_now(), words.signed_out_help_here()),
            (Link::Outdated, false) => (words.outdated(), words.outdated_help()),
            (Link::Outdated, true) => (words.outdated(), words.outdated_help_here()),
            (Link::Left, _) => (words.left_region(), words.left_region_help()),
        };
        // Whoever leaves this page by its own link would lose what stands only here.
        let beside = (only_here && (to_prove || link == Link::SignedOut)).then_some("_blank");
        let waiting = move || {
            let waiting = session.waiting();
            (0 < waiting).then(|| words.waiting(waiting))
        };
        let way_out = match link {
            _ if to_prove => Some((wire::prove_address(&address), words.prove_title())),
            Link::SignedOut => Some((wire::sign_in_address(&address), words.sign_in())),
            Link::Outdated => Some((address.clone(), words.load_again())),
            Link::Left => Some(("/".to_owned(), words.back_to_start())),
            Link::Starting | Link::Live | Link::Away => None,
        };
        Some(view! {
            <p class="kt-offline">
                <span class="kt-wrap">
                    <strong>{title}</strong>" "{help}" "
                    {way_out.map(|(href, text)| view! { <a class="nl-link" rel="external" target=beside href=href>{text}</a>" " })}
                    {waiting}
                </span>
            </p>
        })
    };
    view! { <div role="status">{line}</div> }
}
