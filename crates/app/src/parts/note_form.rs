//! What forms with a free text share that load a page: asking something, answering, commenting.
//!
//! Invariant: a text that belongs to a person does not leave the page, and what was typed stays until
//! it was sent.

use std::collections::BTreeMap;

use domain::{GuardedText, Refusal, TypedText};
use leptos::prelude::*;

use crate::form;
use crate::parts::objection::{self, Beside, Wrong};
use crate::parts::written;
use crate::platform;
use crate::session::{Link, Session};
use crate::words::Words;

/// A page that is still here after this long was not left: the reader chose to stay.
const LEAVING_MS: u32 = 1_000;

/// One such form.
#[derive(Clone, Copy)]
pub struct NoteForm {
    words: Words,
    session: Session,
    /// The id of its text area; nothing where it has none.
    input: StoredValue<Option<String>>,
    /// What stands in it.
    typed: StoredValue<String>,
    /// What was in it when the page was made.
    first: StoredValue<TypedText>,
    /// Whether its writer says that it is no case.
    vouched: RwSignal<bool>,
    /// Why it was not sent from here.
    stopped: RwSignal<Option<Refusal>>,
    /// Whether it waits for a connection.
    kept: RwSignal<bool>,
    /// Where its page keeps what is typed while it shows other forms, under the id of the text area.
    keeps: Option<StoredValue<BTreeMap<String, String>>>,
}

/// A text area of such a form.
pub struct TextArea {
    /// What a form calls it.
    pub name: &'static str,
    /// What it asks.
    pub label: &'static str,
    /// What helps to answer that.
    pub hint: &'static str,
    /// What was wrong with what was sent before.
    pub wrong: Option<Wrong>,
    /// What names the form, for those who hear one of many alone.
    pub of: Option<String>,
}

impl NoteForm {
    /// Begins a form of one button.
    pub fn bare(words: Words, session: Session) -> Self {
        Self::new(words, session, None, TypedText::default())
    }

    /// Begins a form with a text area under this id, and what was typed in it before.
    pub fn with_text(words: Words, session: Session, input: String, typed: TypedText) -> Self {
        Self::new(words, session, Some(input), typed)
    }

    fn new(words: Words, session: Session, input: Option<String>, typed: TypedText) -> Self {
        NoteForm {
            words,
            session,
            input: StoredValue::new(input),
            typed: StoredValue::new(typed.as_str().to_owned()),
            vouched: RwSignal::new(typed.is_vouched()),
            first: StoredValue::new(typed),
            stopped: RwSignal::new(None),
            kept: RwSignal::new(false),
            keeps: None,
        }
    }

    /// Lets the page keep what is typed, so that it is there again when the form is.
    pub fn keeping(self, typed: StoredValue<BTreeMap<String, String>>) -> Self {
        let keeps = Some(typed);
        let known = self.input.get_value();
        let known = known.and_then(|id| typed.with_value(|all| all.get(&id).cloned()));
        if let Some(known) = known {
            self.typed.set_value(known);
        }
        NoteForm { keeps, ..self }
    }

    /// What every such form sends along.
    pub fn hidden(self, token: &str) -> impl IntoView + use<> {
        let person = self.session.insider().person().to_string();
        view! {
            <input type="hidden" name=form::TOKEN value=token.to_owned()/>
            <input type="hidden" name=form::PERSON value=person/>
        }
    }

    /// Lets the form load the page that comes of it, unless its text must not leave this page, or there
    /// is no connection: then nothing is sent, what was typed stays, and the form says so.
    pub fn submit(self) -> impl Fn(leptos::ev::SubmitEvent) + Clone + use<> {
        move |event: leptos::ev::SubmitEvent| {
            self.kept.set(false);
            let text = TypedText::new(self.typed.get_value()).vouched(self.vouched.get_untracked());
            if let Err(objection) = GuardedText::pass(&text) {
                event.prevent_default();
                self.stopped.set(Some(objection.into()));
                self.input.with_value(|input| input.as_deref().map(platform::focus));
            } else if !platform::is_online() || untrack(|| self.session.link()) == Link::Away {
                event.prevent_default();
                self.kept.set(true);
            } else {
                // Leaving for the page that comes of it loses nothing.
                self.hold(false);
                platform::after(LEAVING_MS, move || self.hold_what_is_typed());
            }
        }
    }

    /// Says that nothing was sent yet, where there is no connection.
    pub fn not_sent(self) -> impl Fn() -> Option<AnyView> + use<> {
        move || {
            self.kept.get().then(|| {
                view! {
                    <p class="utrecht-form-field-error-message kt-error-text" role="alert">{self.words.not_sent_yet()}</p>
                }
                .into_any()
            })
        }
    }

    fn hold(self, is_held: bool) {
        let input = self.input.try_get_value().flatten();
        input.into_iter().for_each(|input| self.session.hold(input, is_held));
    }

    fn hold_what_is_typed(self) {
        let is_held = self.typed.try_with_value(|typed| !typed.trim().is_empty());
        self.hold(is_held.unwrap_or(false));
    }

    /// Shows its text area. What is typed stands in the page only until it is sent: the page asks before
    /// it is left.
    pub fn text_area(self, area: TextArea) -> AnyView {
        self.field(area, false)
    }

    /// Shows it as a field of one line.
    pub fn line(self, area: TextArea) -> AnyView {
        self.field(area, true)
    }

    fn field(self, area: TextArea, is_line: bool) -> AnyView {
        let words = self.words;
        let TextArea { name, label, hint, wrong: sent, of } = area;
        let id = self.input.get_value().unwrap_or_default();
        let typed = self.typed.get_value();
        let (hint_id, error_id) = (format!("hint-{id}"), format!("fout-{id}"));
        let was_wrong = sent.is_some();
        let is_case = |wrong: &Wrong| matches!(wrong.refusal, Some(Refusal::TellsCase { .. }));
        let was_refused_as_a_case = sent.as_ref().is_some_and(is_case);
        let first = typed.clone();
        let wrong = Memo::new(move |_| was_wrong || self.stopped.get().is_some());
        let described = {
            let (hint, error) = (hint_id.clone(), error_id.clone());
            move || if wrong.get() { format!("{hint} {error}") } else { hint.clone() }
        };
        let why = move || {
            let stopped = self.stopped.get().map(|refusal| {
                let message = words.refusal(&refusal, &BTreeMap::new());
                let wrong = Wrong { message, refusal: Some(refusal) };
                (wrong, self.typed.get_value())
            });
            let sent = sent.clone().map(|wrong| (wrong, first.clone()));
            let (wrong, text) = stopped.or(sent)?;
            let beside = Beside { id: error_id.clone(), name: name.to_owned(), text };
            Some(objection::shown(words, wrong, beside, Some(self.vouched), |_| ()))
        };
        // The word of its writer goes along where the form is sent again for another reason.
        let kept = move || {
            let is_kept = self.stopped.get().is_none() && !was_refused_as_a_case;
            is_kept.then(|| self.first.with_value(|first| objection::kept(name, first)))
        };
        on_cleanup(move || self.hold(false));
        if self.keeps.is_some() {
            // In the browser: what a page kept is held again.
            Effect::new(move |_| self.hold_what_is_typed());
        }
        let control = Control { id: id.clone(), name, typed, wrong };
        let control = self.control(control, described, is_line);
        let of = of.map(|of| view! { <span class="kt-hidden">", "{of}</span> });
        view! {
            <div class=move || if wrong.get() { "kt-error" } else { "" }>
                <label class="utrecht-form-label kt-label" for=id.clone()>{label}{of}</label>
                <p class="utrecht-form-field-description kt-hint" id=hint_id>{hint}</p>
                {why}
                {kept}
                {control}
            </div>
        }
        .into_any()
    }

    /// The field itself.
    fn control(
        self,
        control: Control,
        described: impl Fn() -> String + Send + 'static,
        is_line: bool,
    ) -> AnyView {
        let Control { id, name, typed, wrong } = control;
        let language = written::language(self.words);
        let invalid = move || wrong.get().then_some("true");
        match is_line {
            true => view! {
                <input class="utrecht-textbox utrecht-textbox--html-input" id=id name=name type="text" value=typed
                    class:utrecht-textbox--invalid=move || wrong.get() lang=language
                    aria-invalid=invalid aria-describedby=described on:input=move |event| self.take(&event_target_value(&event))/>
            }
            .into_any(),
            false => view! {
                <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id name=name rows="3"
                    class:utrecht-textarea--invalid=move || wrong.get() lang=language
                    aria-invalid=invalid aria-describedby=described on:input=move |event| self.take(&event_target_value(&event))>{platform::in_text_area(&typed)}</textarea>
            }
            .into_any(),
        }
    }

    /// Takes in what is typed.
    fn take(self, value: &str) {
        if let (Some(keeps), Some(id)) = (self.keeps, self.input.get_value()) {
            keeps.update_value(|all| {
                all.insert(id, value.to_owned());
            });
        }
        self.typed.set_value(value.to_owned());
        self.vouched.set(false);
        self.stopped.set(None);
        self.hold_what_is_typed();
    }
}

/// What the field of such a form needs.
struct Control {
    id: String,
    name: &'static str,
    typed: String,
    wrong: Memo<bool>,
}
