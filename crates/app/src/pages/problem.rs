//! Something that cannot be shown: what happened, and the way back.

use leptos::prelude::*;

use crate::page::Problem;
use crate::words::Words;

/// Shows the problem.
pub fn main(words: Words, problem: Problem) -> impl IntoView {
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.problem_title(problem)}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.problem_help(problem)}</p>
        </div>
        <p class="kt-actions"><a class="nl-link" href="/">{words.back_to_start()}</a></p>
    }
}
