//! The line under the header that says how the page stands with the server.

use leptos::prelude::*;

use crate::page::wire;
use crate::session::{Link, use_session};
use crate::words::Words;

/// Shows that the reader is offline, signed out, or behind; nothing when all is well.
#[component]
pub fn LinkState(words: Words, address: String) -> impl IntoView {
    let session = use_session();
    let line = move || {
        let (title, help) = match session.link() {
            Link::Starting | Link::Live => return None,
            Link::Away => (words.not_connected(), words.keep_working()),
            Link::SignedOut => (words.signed_out_now(), words.signed_out_help()),
            Link::Outdated => (words.outdated(), words.outdated_help()),
        };
        let waiting = session.waiting();
        let waiting = (0 < waiting).then(|| words.waiting(waiting));
        let way_out = match session.link() {
            Link::SignedOut => Some((wire::sign_in_address(&address), words.sign_in())),
            Link::Outdated => Some((address.clone(), words.load_again())),
            Link::Starting | Link::Live | Link::Away => None,
        };
        Some(view! {
            <p class="kt-offline">
                <span class="kt-wrap">
                    <strong>{title}</strong>" "{help}" "{waiting}" "
                    {way_out.map(|(href, text)| view! { <a class="nl-link" rel="external" href=href>{text}</a> })}
                </span>
            </p>
        })
    };
    view! { <div role="status">{line}</div> }
}
