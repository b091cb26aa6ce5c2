//! Something that cannot be shown: what happened, what was typed, and the way back.

use leptos::prelude::*;

use crate::page::{Carried, Problem};
use crate::parts::carried;
use crate::words::Words;

/// Shows the problem, with the form that could not be taken in.
pub fn main(words: Words, problem: Problem, form: Option<Carried>) -> impl IntoView {
    // Sending the same again helps where the trouble passes.
    let form = form.map(|form| match problem {
        Problem::Unavailable => carried::form(words, form).into_any(),
        _ => carried::texts_of(words, &form).into_any(),
    });
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.problem_title(problem)}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.problem_help(problem)}</p>
        </div>
        {form}
        <p class="kt-actions"><a class="nl-link" href="/">{words.back_to_start()}</a></p>
    }
}
