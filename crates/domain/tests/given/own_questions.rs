//! What people in the tests ask about the region's own questions.

use domain::{Command, Scope, TypedText};

use super::asking::{Asking, region};
use super::people::coordinator;
use super::{Given, name_of};

/// Returns a region that asks a question of its own at check 1, and one at check 4 that the region may
/// answer.
pub fn asks_own() -> Given {
    region()
        .and(coordinator(), add_own("1", "Oefent u samen?"))
        .and(coordinator(), add_own("4", "Is er een regionaal meldpunt?"))
}

/// Adds a question of the region's own, with the level of its check in the tests.
pub fn add_own(check: &str, text: &str) -> Asking {
    let scope = if check == "4" { Scope::Regional } else { Scope::Municipal };
    let (check, text) = (check.parse().unwrap(), TypedText::new(text));
    Box::new(move |_| {
        let why = TypedText::new("Dat vroeg de stuurgroep.");
        Command::AddOwnQuestion { check, scope, text: text.clone(), why }
    })
}

/// Words one of the region's own questions anew.
pub fn reword_own(question: &str, text: &str) -> Asking {
    let (question, text) = (question.parse().unwrap(), TypedText::new(text));
    Box::new(move |region| Command::RewordOwnQuestion {
        question,
        seen: region
            .own_prepared_or_present(question)
            .map_or(name_of(""), |own| own.wanted.fingerprint()),
        text: text.clone(),
        why: TypedText::new(""),
    })
}

/// Takes one of the region's own questions away.
pub fn remove_own(question: &str) -> Asking {
    let question = question.parse().unwrap();
    Box::new(move |_| Command::RemoveOwnQuestion { question })
}

/// Asks one of the region's own questions again.
pub fn put_back_own(question: &str) -> Asking {
    let question = question.parse().unwrap();
    Box::new(move |_| Command::PutBackOwnQuestion { question })
}
