//! What is wrong with a text, where that stands in it, and how its writer says that it is no case.
//!
//! Invariant: what was found is shown to its writer only, out of what stands in their own page.

use domain::{Refusal, TypedText};
use leptos::prelude::*;

use crate::form;
use crate::parts::written;
use crate::words::Words;

/// Characters that are shown to each side of what was found.
const AROUND: usize = 40;

/// What is wrong with a text that was typed.
#[derive(Clone, PartialEq)]
pub struct Wrong {
    /// The message.
    pub message: String,
    /// Why it was refused, where the rules refused it.
    pub refusal: Option<Refusal>,
}

/// The place of a message about a text.
pub struct Beside {
    /// The id of the message.
    pub id: String,
    /// What a form calls the text.
    pub name: String,
    /// The text that was refused.
    pub text: String,
}

/// Shows what is wrong with a text; where its writer can say that it is no case, with a box for that, of
/// which every change is given to `vouch`.
pub fn shown(
    words: Words,
    wrong: Wrong,
    beside: Beside,
    given: Option<RwSignal<bool>>,
    vouch: impl Fn(bool) + 'static,
) -> AnyView {
    let Beside { id, name, text } = beside;
    let Wrong { message, refusal } = wrong;
    let places = refusal.as_ref().map(|refusal| places(refusal, &text)).unwrap_or_default();
    let language = written::language(words);
    let places = (!places.is_empty()).then(|| {
        let piece = |(text, is_found): (String, bool)| match is_found {
            true => view! { <mark>{text}</mark> }.into_any(),
            false => text.into_any(),
        };
        let places = places.into_iter().map(|pieces| {
            let pieces: Vec<AnyView> = pieces.into_iter().map(piece).collect();
            view! { <p class="kt-small kt-text" lang=language>{pieces}</p> }
        });
        view! {
            <p class="kt-small">{words.found_here()}</p>
            {places.collect_view()}
        }
    });
    let vouching = matches!(refusal, Some(Refusal::TellsCase { .. })).then(|| {
        let id = format!("{id}{}", form::vouch(""));
        let label = id.clone();
        view! {
            <label class="utrecht-form-label utrecht-form-label--checkbox kt-choice" for=label>
                <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id=id
                    name=form::vouch(&name) value=form::VOUCHED
                    prop:checked=move || given.is_some_and(|given| given.get())
                    on:change=move |event| {
                        let is_given = event_target_checked(&event);
                        given.into_iter().for_each(|given| given.set(is_given));
                        vouch(is_given);
                    }/>
                <span>{words.vouch()}</span>
            </label>
        }
    });
    view! {
        <div class="kt-flow-tight kt-objection">
            <div class="kt-flow-tight" id=id role="alert">
                <p class="utrecht-form-field-error-message kt-error-text">{message}</p>
                {places}
            </div>
            {vouching}
        </div>
    }
    .into_any()
}

/// Keeps the word of the writer of a text that is sent again for another reason: for exactly this text.
pub fn kept(name: &str, text: &TypedText) -> Option<AnyView> {
    let name = form::vouch(name);
    let value = text.as_kept().map(|text| text.fingerprint().to_string());
    let value = value.filter(|_| text.is_vouched());
    value.map(|value| view! { <input type="hidden" name=name value=value/> }.into_any())
}

/// A stretch of a text, in pieces, each with whether it was found.
type Stretch = Vec<(String, bool)>;

/// Returns what a refusal found in a text, with what stands around it.
fn places(refusal: &Refusal, text: &str) -> Vec<Stretch> {
    let spans: Vec<(usize, usize)> = match refusal {
        Refusal::Guarded { findings } => findings.iter().map(|it| (it.start, it.end)).collect(),
        Refusal::TellsCase { phrases } => phrases.iter().map(|it| (it.start, it.end)).collect(),
        _ => vec![],
    };
    // The guard counts in the text as it would be kept.
    let chars: Vec<char> = TypedText::new(text).tidied().chars().collect();
    let piece = |from: usize, to: usize| -> String {
        chars.get(from..to.min(chars.len())).unwrap_or_default().iter().collect()
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    // Where the last stretch ends so far, without what stands behind it.
    let mut shown = 0;
    for (at, (start, end)) in spans.iter().copied().enumerate() {
        let from = start.saturating_sub(AROUND);
        match stretches.last_mut() {
            // Two that stand close to each other are shown as one.
            Some(last) if from <= shown + AROUND => last.push((piece(shown, start), false)),
            _ => {
                let dots = if 0 < from { "…" } else { "" };
                stretches.push(vec![(format!("{dots}{}", piece(from, start)), false)]);
            }
        }
        shown = end;
        let is_last = spans.get(at + 1).is_none_or(|(next, _)| end + 2 * AROUND < *next);
        if let Some(last) = stretches.last_mut() {
            last.push((piece(start, end), true));
            if is_last {
                let dots = if end + AROUND < chars.len() { "…" } else { "" };
                last.push((format!("{}{dots}", piece(end, end + AROUND)), false));
            }
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use domain::guard::{Finding, Pattern, Phrase};

    use super::*;

    fn found(spans: &[(usize, usize)], text: &str) -> Vec<Vec<String>> {
        let phrases = spans.iter().map(|(start, end)| Phrase { start: *start, end: *end });
        let places = places(&Refusal::TellsCase { phrases: phrases.collect() }, text);
        let marked = |(piece, is_found): (String, bool)| match is_found {
            true => format!("<{piece}>"),
            false => piece,
        };
        places.into_iter().map(|stretch| stretch.into_iter().map(marked).collect()).collect()
    }

    #[test]
    fn what_was_found_is_shown_with_what_stands_around_it() {
        let text = format!("{}Over 123456782\r\nis gebeld.", "é".repeat(60));
        let finding = Finding { pattern: Pattern::Bsn, start: 65, end: 74 };
        let stretches = places(&Refusal::Guarded { findings: vec![finding] }, &text);
        assert_eq!(stretches.len(), 1);
        assert_eq!(stretches[0][0].0, format!("…{}Over ", "é".repeat(35)));
        assert_eq!(stretches[0][1], ("123456782".to_owned(), true));
        assert_eq!(stretches[0][2].0, "\nis gebeld.");
    }

    #[test]
    fn two_close_to_each_other_are_shown_in_one_piece() {
        let close = found(&[(0, 3), (8, 11)], "een twee drie");
        assert_eq!(close, [["", "<een>", " twee", "< dr>", "ie"].map(str::to_owned)]);
        let far = format!("een{}twee", " ".repeat(100));
        assert_eq!(found(&[(0, 3), (103, 107)], &far).len(), 2);
    }

    #[test]
    fn a_place_that_the_text_has_not_is_nothing() {
        assert_eq!(found(&[(4, 99)], "kort"), [["kort", "<>", ""].map(str::to_owned)]);
        assert_eq!(places(&Refusal::NotHere, "kort"), Vec::<Stretch>::new());
    }
}
