//! Two texts side by side, with what differs between them marked.

use domain::merge::{hunks, words as split};
use leptos::prelude::*;

use crate::parts::written;
use crate::words::Words;

/// Shows a colleague's text beside one's own.
pub fn texts(words: Words, theirs: &str, mine: &str) -> impl IntoView + use<> {
    let language = written::language(words);
    view! {
        <div class="kt-two">
            <div class="kt-version">
                <h3 class="nl-heading nl-heading--level-4">{words.their_text()}</h3>
                <p class="kt-text" lang=language>{marked(mine, theirs)}</p>
            </div>
            <div class="kt-version kt-version--yours">
                <h3 class="nl-heading nl-heading--level-4">{words.your_text()}</h3>
                <p class="kt-text" lang=language>{marked(theirs, mine)}</p>
            </div>
        </div>
    }
}

/// Marks the words of `text` that `other` does not have there.
fn marked(other: &str, text: &str) -> Vec<AnyView> {
    let (other, own) = (split(other), split(text));
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut old = 0;
    for hunk in hunks(&other, &own) {
        let same = hunk.replaces.start - old;
        pieces.push(own[at..at + same].concat().into_any());
        let new = hunk.with.concat();
        if !new.is_empty() {
            pieces.push(view! { <mark>{new}</mark> }.into_any());
        }
        at += same + hunk.with.len();
        old = hunk.replaces.end;
    }
    pieces.push(own[at..].concat().into_any());
    pieces
}

/// Shows what became of a text: the words that went and the words that came, where they stood.
pub fn changes(words: Words, before: &str, after: &str) -> impl IntoView + use<> {
    let (old, new) = (split(before), split(after));
    let mut pieces: Vec<AnyView> = Vec::new();
    let (mut at, mut done) = (0, 0);
    for hunk in hunks(&old, &new) {
        pieces.push(old[done..hunk.replaces.start].concat().into_any());
        let (went, came) = (old[hunk.replaces.clone()].concat(), hunk.with.concat());
        at += hunk.replaces.start - done + hunk.with.len();
        done = hunk.replaces.end;
        if !went.trim().is_empty() {
            pieces.push(view! { <del>{went}</del>" " }.into_any());
        }
        if !came.is_empty() {
            pieces.push(view! { <ins>{came}</ins> }.into_any());
        }
    }
    pieces.push(new[at..].concat().into_any());
    view! { <p class="nl-paragraph kt-text" lang=written::language(words)>{pieces}</p> }
}
