//! What marks one of the region's own questions, and what says that the questions changed.

use domain::{FieldId, OwnQuestion, QuestionId, Region, Round};
use leptos::prelude::*;

use crate::parts::{carried, written};
use crate::session::use_session;
use crate::words::Words;

/// Marks a question that the checklist does not have.
pub fn mark(words: Words, question: QuestionId) -> Option<impl IntoView> {
    let mark = || view! { <span class="kt-mark kt-mark--plain">{words.own_mark()}</span> };
    question.is_own().then(mark)
}

/// Returns the `lang` of what a question asks: nothing where the page speaks that language itself.
pub fn language(words: Words, question: QuestionId) -> Option<&'static str> {
    question.is_own().then(|| written::language(words)).flatten()
}

/// Returns what a question asks, as it is worded now; `text` where it is one of the checklist.
pub fn text(question: QuestionId, text: String) -> impl Fn() -> String + Send + Clone {
    let session = use_session();
    let now = session.memo(move |reader| {
        let is_own = question.is_own().then(|| reader.structure().own_question(question));
        is_own.flatten().map(|own| own.wanted.text.to_string())
    });
    move || now.get().unwrap_or_else(|| text.clone())
}

/// Says of a question that the checklist does not have it, and why the region asks it now.
pub fn live_note(words: Words, question: QuestionId) -> Option<impl IntoView> {
    let session = use_session();
    let own = question
        .is_own()
        .then(|| session.memo(move |reader| reader.structure().own_question(question).cloned()))?;
    Some(move || own.get().map(|own| note(words, &own)))
}

/// Says of a question that the checklist does not have it, and why the region asks it.
pub fn note(words: Words, own: &OwnQuestion) -> impl IntoView + use<> {
    view! { <div class="kt-aside-note kt-flow-tight"><p><strong>{words.own_note()}</strong></p>{why(words, own)}</div> }
}

/// Says why the region asks a question, where it says so.
pub fn why(words: Words, own: &OwnQuestion) -> Option<impl IntoView + use<>> {
    let why = &own.wanted.why;
    (!why.says_nothing()).then(|| {
        view! { <p class="kt-small"><strong>{words.own_why()}</strong></p>{written::text(words, why)} }
    })
}

/// What a page asks, as far as it concerns the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked(Vec<(FieldId, Option<OwnQuestion>)>);

impl Asked {
    /// Returns what a round asks of these fields.
    pub fn of(round: Option<&Round>, concerns: impl Fn(FieldId) -> bool) -> Asked {
        let own = |round: &Round, id: FieldId| round.own.get(&id.question).cloned();
        let all = round.into_iter().flat_map(|round| {
            let fields = round.asked.iter().map(|asked| asked.field);
            fields.filter(|field| concerns(*field)).map(|id| (id, own(round, id)))
        });
        Asked(all.collect())
    }

    /// Returns what is not asked any more, what is new, and what is worded otherwise.
    fn changes(&self, now: &Asked) -> [Vec<FieldId>; 3] {
        let missing = |from: &Asked, other: &Asked| -> Vec<FieldId> {
            let has = |id: &FieldId| other.0.iter().any(|(other, _)| other == id);
            from.0.iter().map(|(id, _)| *id).filter(|id| !has(id)).collect()
        };
        let words = |asked: &Asked, id: FieldId| {
            let found = asked.0.iter().find(|(other, _)| *other == id);
            found.and_then(|(_, own)| own.as_ref()).map(|own| own.wanted.clone())
        };
        let reworded = now.0.iter().map(|(id, _)| *id);
        let reworded = reworded.filter(|id| {
            let before = words(self, *id);
            before.is_some() && before != words(now, *id)
        });
        [missing(self, now), missing(now, self), reworded.collect()]
    }
}

/// Says that what a page asks changed since it was made: what is typed in it stays, so the page is not
/// changed below its reader. `address` is that of the page, `round` finds the round that it is about.
pub fn changed(
    words: Words,
    address: String,
    round: fn(&Region) -> Option<&Round>,
    concerns: impl Fn(FieldId) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let session = use_session();
    let asked = session.memo(move |reader| Asked::of(round(reader.structure()), &concerns));
    let made_with = asked.get_untracked();
    move || {
        let [gone, new, reworded] = made_with.changes(&asked.get());
        let is_same = gone.is_empty() && new.is_empty() && reworded.is_empty();
        let address = address.clone();
        let notice = || {
            let what = words.questions_that_changed(&gone, &new, &reworded);
            view! {
                <p class="kt-notice kt-notice--attention kt-screen-only">
                    {words.questions_changed()}" "{what}" "<a class="nl-link" href=address rel="external">{words.load_again()}</a>
                </p>
            }
        };
        // A live region stands in the page before it says something.
        view! { <div role="status">{(!is_same).then(notice)}</div>{typed_there(words)} }
    }
}

/// What was typed where the page has no place for it any more: it is kept nowhere else.
pub fn typed_there(words: Words) -> impl IntoView {
    let session = use_session();
    move || {
        let texts = session.homeless().into_iter().filter(|(_, text)| !text.trim().is_empty());
        let texts = texts.map(|(field, text)| (words.explanation_to(field), text));
        carried::shown(words, texts.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{GuardedText, Moment, Scope, TypedText, Wanted};

    fn asked(all: &[(&str, &str)]) -> Asked {
        let guarded = |text: &str| GuardedText::pass(&TypedText::new(text)).unwrap();
        let own = |text: &str| OwnQuestion {
            scope: Scope::Municipal,
            wanted: Wanted { text: guarded(text), why: GuardedText::default() },
            since: Moment::default(),
            removed: None,
        };
        let one = |(id, text): &(&str, &str)| {
            let own = (!text.is_empty()).then(|| own(text));
            (id.parse().unwrap(), own)
        };
        Asked(all.iter().map(one).collect())
    }

    #[test]
    fn what_changed_is_told_apart() {
        let before = asked(&[("4.1a", ""), ("4.R1", "Een"), ("4.R2", "Twee")]);
        let now = asked(&[("4.1a", ""), ("4.R1", "Eén"), ("4.R3", "Drie")]);
        let names = before
            .changes(&now)
            .map(|fields| fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        assert_eq!(names, ["4.R2", "4.R3", "4.R1"]);
        assert_eq!(before.changes(&before), [vec![], vec![], vec![]]);
    }
}
