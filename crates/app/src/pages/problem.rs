//! Something that cannot be shown: what happened, what was typed, and the way back.

use leptos::prelude::*;

use crate::page::{Carried, Problem, wire};
use crate::parts::carried;
use crate::words::Words;

/// Shows the problem, with the form that could not be taken in.
pub fn main(
    words: Words,
    problem: Problem,
    form: Option<Carried>,
    address: String,
) -> impl IntoView {
    // Sending the same again helps where the trouble passes.
    let form = form.map(|form| match problem {
        Problem::Unavailable | Problem::SecondFactorNeeded => carried::form(words, form).into_any(),
        _ => carried::texts_of(words, &form).into_any(),
    });
    // Beside this page, which holds what was typed.
    let set_up = (problem == Problem::SecondFactorNeeded).then(|| {
        let href = wire::second_factor_address(&address);
        view! { <p class="kt-actions"><a class="nl-link" href=href target="_blank">{words.set_up_two_steps()}</a></p> }
    });
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.problem_title(problem)}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.problem_help(problem)}</p>
        </div>
        {set_up}
        {form}
        <p class="kt-actions"><a class="nl-link" href="/">{words.back_to_start()}</a></p>
    }
}
