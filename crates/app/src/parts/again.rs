//! Why an answer asks to be looked at again, for whoever reads it.

use domain::answer::Reason;
use domain::{AnswerKey, Region, Standing};
use leptos::prelude::*;

use crate::words::Words;

/// Says why an answer asks to be looked at again; nothing where it does not.
pub fn note(words: Words, region: &Region, key: AnswerKey) -> Option<AnyView> {
    let Standing::Reconfirm(reason) = region.standing(key) else { return None };
    let round = match reason {
        Reason::NewRound(basis) => region.rounds.iter().find(|round| round.id == basis),
        Reason::QuestionReworded | Reason::RegionalChanged => None,
    };
    let name = round.map(|round| round.name.to_string()).unwrap_or_default();
    let why = words.asked_again_because(reason, &name);
    Some(
        view! { <p class="kt-small"><strong>{words.asked_again()}</strong>" "{why}</p> }.into_any(),
    )
}
