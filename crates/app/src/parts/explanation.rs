//! The explanation of an answer: saves by itself, and never overwrites what someone types.
//!
//! Invariant: the text area holds what the writer typed until the server took it in; a colleague's
//! edit comes in only where the writer is not at work, or merged with theirs.

use domain::{Fingerprint, GuardedText, Refusal, Sheet, TypedText};
use leptos::prelude::*;

use crate::form::{self, Input, TypedField};
use crate::parts::feedback::{Names, is_about_explanation};
use crate::parts::{compare, written};
use crate::platform;
use crate::session::{Feedback, Session, use_session};
use crate::words::Words;

/// A draft saves by itself after a pause of this length.
const PAUSE_MS: u32 = 2_000;

/// What one writer has in the text area.
#[derive(Clone, Copy)]
struct Writing {
    session: Session,
    sheet: Sheet,
    /// What stands in the text area.
    typed: RwSignal<String>,
    /// The text that it was made from.
    base: RwSignal<Fingerprint>,
    /// Whether it holds something that was not given to the session yet.
    dirty: RwSignal<bool>,
    focused: RwSignal<bool>,
    /// Counts key strokes, so that only the last pause saves.
    strokes: StoredValue<u64>,
}

impl Writing {
    fn new(session: Session, sheet: Sheet, posted: Option<&TypedField>) -> Self {
        let shown =
            session.read(|reader| untrack(|| reader.sheet(sheet).working(sheet).explanation));
        let typed = posted.map_or_else(|| shown.to_string(), |field| field.explanation.0.clone());
        // What was taken in beside a refusal elsewhere is the base of the next edit.
        let taken_in = |field: &TypedField| {
            GuardedText::pass(&field.explanation).is_ok_and(|text| text == shown)
        };
        let base = posted
            .filter(|field| !taken_in(field))
            .map_or_else(|| shown.fingerprint(), |field| field.base);
        Writing {
            session,
            sheet,
            typed: RwSignal::new(typed),
            base: RwSignal::new(base),
            dirty: RwSignal::new(false),
            focused: RwSignal::new(false),
            strokes: StoredValue::new(0),
        }
    }

    /// Takes over what the desk shows, unless the writer is at work on it or must still choose.
    fn follow(self, shown: &GuardedText) {
        let refused = matches!(self.session.feedback(self.sheet), Feedback::Refused(_));
        if refused {
            self.dirty.set(true);
        }
        if self.dirty.get() || self.focused.get() {
            return;
        }
        // What waits for the server was typed here, if need be before a reload; when a colleague
        // changed the same words meanwhile, the desk cannot show it and the server will refuse it.
        let unsent = self.session.unsent_explanation(self.sheet);
        let unsent = unsent.and_then(|text| GuardedText::pass(&text).ok());
        let wanted = unsent.as_ref().unwrap_or(shown);
        if self.typed.get_untracked() != wanted.as_str() {
            self.typed.set(wanted.to_string());
            self.base.set(wanted.fingerprint());
        }
    }

    fn type_in(self, text: String) {
        self.typed.set(text);
        self.dirty.set(true);
        self.strokes.update_value(|count| *count += 1);
        let stroke = self.strokes.get_value();
        platform::after(PAUSE_MS, move || {
            if self.strokes.try_get_value() == Some(stroke) {
                self.save();
            }
        });
    }

    /// Gives the text to the session. A refusal leaves it where it is.
    fn save(self) {
        if !self.dirty.get_untracked() {
            return;
        }
        let text = TypedText(self.typed.get_untracked());
        let base = self.base.get_untracked();
        let explain = form::explain(self.sheet, base, text.clone());
        if self.session.send(explain).is_ok() {
            self.dirty.set(false);
            self.base.set(GuardedText::pass(&text).unwrap_or_default().fingerprint());
        }
    }

    /// Goes on from a colleague's text: what is saved next replaces it knowingly.
    fn go_on_from(self, theirs: &GuardedText) {
        self.base.set(theirs.fingerprint());
        self.dirty.set(true);
        self.save();
    }

    fn take(self, theirs: &GuardedText) {
        self.typed.set(theirs.to_string());
        self.base.set(theirs.fingerprint());
        self.dirty.set(false);
        self.session.say(self.sheet, Feedback::Quiet);
    }
}

/// Shows and edits the explanation of an answer.
#[component]
pub fn Explanation(
    words: Words,
    sheet: Sheet,
    names: Names,
    /// What was typed in a form that was refused.
    typed: Option<TypedField>,
    /// Why it was refused.
    posted: Option<Refusal>,
) -> AnyView {
    let session = use_session();
    let writing = Writing::new(session, sheet, typed.as_ref());
    Effect::new(move |_| {
        let shown = session.read(|reader| reader.sheet(sheet).working(sheet).explanation);
        writing.follow(&shown);
    });
    let refusal = Memo::new(move |_| {
        let live = match session.feedback(sheet) {
            Feedback::Refused(refusal) => Some(*refusal),
            _ => posted.clone(),
        };
        live.filter(is_about_explanation)
    });
    let field = sheet.field();
    let id = format!("t{field}");
    let (hint, error) = (format!("h{field}"), format!("e{field}"));
    let described = {
        let (hint, error) = (hint.clone(), error.clone());
        move || if refusal.get().is_some() { format!("{hint} {error}") } else { hint.clone() }
    };
    let base = move || match refusal.get() {
        // Without scripts: what is sent next replaces the colleague's text knowingly.
        Some(Refusal::TextChanged { theirs, .. }) => theirs.fingerprint().to_string(),
        _ => writing.base.get().to_string(),
    };
    let first = writing.typed.get_untracked();
    view! {
        <div class=move || if refusal.get().is_some() { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=id.clone()>{words.explanation()}</label>
            <p class="utrecht-form-field-description kt-hint" id=hint>{words.explanation_hint()}</p>
            {error_and_choice(words, writing, refusal, names, error)}
            <input type="hidden" name=form::name(field, Input::Base) value=base/>
            <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id rows="3"
                lang=written::language(words)
                class:utrecht-textarea--invalid=move || refusal.get().is_some()
                name=form::name(field, Input::Explanation)
                aria-describedby=described
                aria-invalid=move || refusal.get().is_some().then_some("true")
                prop:value=move || writing.typed.get()
                on:focus=move |_| writing.focused.set(true)
                on:blur=move |_| { writing.save(); writing.focused.set(false); }
                on:input=move |event| writing.type_in(event_target_value(&event))>{first}</textarea>
        </div>
    }
    .into_any()
}

/// Shows why the text was refused; where a colleague changed the same words, both texts.
fn error_and_choice(
    words: Words,
    writing: Writing,
    refusal: Memo<Option<Refusal>>,
    names: Names,
    error: String,
) -> impl IntoView {
    move || {
        let refusal = refusal.get()?;
        let Refusal::TextChanged { theirs, .. } = refusal else {
            let text = words.refusal(&refusal, &names);
            return Some(view! {
                <p class="utrecht-form-field-error-message kt-error-text" id=error.clone()>{text}</p>
            }.into_any());
        };
        let mine = writing.typed.get_untracked();
        let both = compare::texts(words, theirs.as_str(), &mine);
        let (take, keep) = (theirs.clone(), theirs);
        Some(view! {
            <div class="kt-aside-note kt-aside-note--accent" id=error.clone() role="alert">
                <p class="nl-paragraph"><strong>{words.conflict_title()}</strong></p>
                <p class="nl-paragraph">{words.conflict_help()}</p>
            </div>
            {both}
            <p class="kt-actions kt-live-only">
                <button class="nl-button nl-button--secondary" type="button" on:click=move |_| writing.take(&take)>
                    <span class="nl-button__label">{words.keep_theirs()}</span>
                </button>
                <button class="nl-button nl-button--secondary" type="button" on:click=move |_| writing.go_on_from(&keep)>
                    <span class="nl-button__label">{words.save_this()}</span>
                </button>
            </p>
            <p class="utrecht-form-label kt-label">{words.or_write_one()}</p>
        }.into_any())
    }
}
