//! A text of an answer or a view: saves by itself, and never overwrites what someone types.
//!
//! Invariant: the text area holds what the writer typed until the server took it in; a colleague's
//! edit comes in only where the writer is not at work, or merged with theirs.

use domain::answer::Wording;
use domain::{Fingerprint, GuardedText, Refusal, Sheet, TypedText};
use leptos::prelude::*;

use crate::form::{self, Input, TypedField};
use crate::parts::feedback::Names;
use crate::parts::objection::{self, Beside, Wrong};
use crate::parts::{compare, removed, written};
use crate::platform;
use crate::session::{Feedback, Place, Session, stands_at_text, use_session};
use crate::words::Words;

/// A draft saves by itself after a pause of this length.
const PAUSE_MS: u32 = 2_000;

/// What one writer has in the text area.
#[derive(Clone, Copy)]
struct Writing {
    session: Session,
    sheet: Sheet,
    wording: Wording,
    /// What stands in the text area.
    typed: RwSignal<String>,
    /// The text that it was made from.
    base: RwSignal<Fingerprint>,
    /// The text that was there before what waits for the server, or was refused by it.
    rest: RwSignal<Fingerprint>,
    /// Whether it holds something that was not given to the session yet.
    dirty: RwSignal<bool>,
    /// Whether its writer says that it is no case.
    vouched: RwSignal<bool>,
    focused: RwSignal<bool>,
    /// Counts key strokes, so that only the last pause saves.
    strokes: StoredValue<u64>,
}

impl Writing {
    fn new(session: Session, sheet: Sheet, wording: Wording, posted: Option<&TypedField>) -> Self {
        let shown = session
            .read(|reader| untrack(|| reader.sheet(sheet).working(sheet).text(wording).clone()));
        let posted = posted.and_then(|field| field.text(wording));
        let typed =
            posted.map_or_else(|| shown.as_str().to_owned(), |(_, text)| text.as_str().to_owned());
        // What was taken in beside a refusal elsewhere is the base of the next edit.
        let taken_in = |text: &TypedText| text.tidied() == shown.as_str();
        let base = posted
            .filter(|(_, text)| !taken_in(text))
            .map_or_else(|| shown.fingerprint(), |(base, _)| base);
        Writing {
            session,
            sheet,
            wording,
            typed: RwSignal::new(typed),
            base: RwSignal::new(base),
            rest: RwSignal::new(base),
            dirty: RwSignal::new(false),
            vouched: RwSignal::new(false),
            focused: RwSignal::new(false),
            strokes: StoredValue::new(0),
        }
    }

    /// Returns where it is said what became of the text.
    fn place(self) -> Place {
        Place::of_text(self.sheet, self.wording)
    }

    /// Takes over what the desk shows, unless the writer is at work on it or must still choose.
    fn follow(self, shown: &GuardedText) {
        if let Feedback::Refused(refusal) = self.session.feedback(self.place()) {
            self.dirty.set(true);
            // Nothing of it was taken in, so what is typed rests on what it rested on before.
            if *refusal == Refusal::NotHere {
                self.base.set(self.rest.get_untracked());
            }
        }
        if self.dirty.get() || self.focused.get() {
            return;
        }
        // What waits for the server was typed here, if need be before a reload; when a colleague
        // changed the same words meanwhile, the desk cannot show it and the server will refuse it.
        let unsent = self.session.unsent_text(self.sheet, self.wording);
        let unsent = unsent.and_then(|text| text.as_kept());
        let wanted = unsent.as_ref().unwrap_or(shown);
        if self.typed.get_untracked() != wanted.as_str() {
            self.typed.set(wanted.as_str().to_owned());
            self.base.set(wanted.fingerprint());
        }
    }

    /// Follows what the desk shows, in the browser. Whoever was in the text before the page came alive is
    /// in it still.
    fn live(self) {
        let (sheet, wording) = (self.sheet, self.wording);
        Effect::new(move |_| {
            if platform::focused() == Some(self.place().input()) {
                untrack(|| self.enter(true));
            }
        });
        Effect::new(move |_| {
            let shown = self
                .session
                .read(|reader| reader.sheet(sheet).working(sheet).text(wording).clone());
            self.follow(&shown);
        });
    }

    /// Notes whether the writer is in the text.
    fn enter(self, is_there: bool) {
        self.focused.set(is_there);
        self.session.write_at(self.sheet, is_there);
    }

    fn type_in(self, text: String) {
        self.typed.set(text);
        self.vouched.set(false);
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
        let text = TypedText::new(self.typed.get_untracked()).vouched(self.vouched.get_untracked());
        let base = self.base.get_untracked();
        let explain = form::explain(self.sheet, self.wording, base, text.clone());
        let waits = self.session.unsent_text(self.sheet, self.wording).is_some();
        if self.session.send(explain).is_ok() {
            if !waits {
                self.rest.set(base);
            }
            self.dirty.set(false);
            self.base.set(text.as_kept().unwrap_or_default().fingerprint());
        }
    }

    /// Goes on from a colleague's text: what is saved next replaces it knowingly.
    fn go_on_from(self, theirs: &GuardedText) {
        self.base.set(theirs.fingerprint());
        self.dirty.set(true);
        self.save();
    }

    /// Saves what stands here with the word of its writer that it is no case, or waits for that.
    fn vouch(self, is_given: bool) {
        self.vouched.set(is_given);
        if is_given {
            self.dirty.set(true);
            self.save();
            platform::focus(&self.place().input());
        }
    }

    fn take(self, theirs: &GuardedText) {
        self.typed.set(theirs.as_str().to_owned());
        self.base.set(theirs.fingerprint());
        self.dirty.set(false);
        self.session.say(self.place(), Feedback::Quiet);
    }
}

/// Returns what a text is called, what to write in it, and the names of its inputs: the text, and what
/// it was written on.
fn named(words: Words, wording: Wording) -> (&'static str, &'static str, [Input; 2]) {
    match wording {
        Wording::Explanation => {
            let inputs = [Input::Explanation, Input::Base];
            (words.explanation(), words.explanation_hint(), inputs)
        }
        Wording::Source => {
            (words.source(), words.source_hint(), [Input::Source, Input::SourceBase])
        }
    }
}

/// Shows and edits a text.
#[component]
pub fn Explanation(
    words: Words,
    sheet: Sheet,
    /// Which text of the sheet.
    #[prop(optional)]
    wording: Wording,
    names: Names,
    /// What was typed in a form that was refused.
    typed: Option<TypedField>,
    /// Why it was refused.
    posted: Option<Refusal>,
) -> AnyView {
    let session = use_session();
    let writing = Writing::new(session, sheet, wording, typed.as_ref());
    writing.live();
    let refusal = Memo::new(move |_| {
        let live = match session.feedback(writing.place()) {
            Feedback::Refused(refusal) => Some(*refusal),
            _ => posted.clone(),
        };
        live.filter(stands_at_text)
    });
    let field = sheet.field();
    let id = writing.place().input();
    let (hint, error) = (format!("{id}-hint"), format!("{id}-fout"));
    let (label, help, [text, base_of]) = named(words, wording);
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
            <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
            <p class="utrecht-form-field-description kt-hint" id=hint>{help}</p>
            {error_and_choice(words, writing, refusal, names, (error, form::name(field, text)))}
            {move || session.read(|reader| {
                let text = reader.sheet(sheet).working(sheet).text(wording).clone();
                removed::mark(words, &text)
            })}
            <input type="hidden" name=form::name(field, base_of) value=base/>
            <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id rows="3"
                lang=written::language(words)
                class:utrecht-textarea--invalid=move || refusal.get().is_some()
                name=form::name(field, text)
                aria-describedby=described
                aria-invalid=move || refusal.get().is_some().then_some("true")
                prop:value=move || writing.typed.get()
                on:focus=move |_| writing.enter(true)
                on:blur=move |_| { writing.save(); writing.enter(false); }
                on:input=move |event| writing.type_in(event_target_value(&event))>{platform::in_text_area(&first)}</textarea>
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
    (error, name): (String, String),
) -> impl IntoView {
    move || {
        let refusal = refusal.get()?;
        let Refusal::TextChanged { theirs, .. } = refusal else {
            let wrong = Wrong { message: words.refusal(&refusal, &names), refusal: Some(refusal) };
            let text = writing.typed.get_untracked();
            let beside = Beside { id: error.clone(), name: name.clone(), text };
            return Some(objection::shown(
                words,
                wrong,
                beside,
                Some(writing.vouched),
                move |given| writing.vouch(given),
            ));
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
