//! What the region answers to a question, and what this municipality says to that.
//!
//! Invariant: the field for the reason is made once and stays: whoever types in it keeps their text
//! and their place when the region answers anew.

use domain::rights::{Ability, demand};
use domain::{AnswerKey, Command, FieldId, Fingerprint, Refusal, Response, TypedText};
use leptos::prelude::*;

use super::Filling;
use crate::form::{self, Input};
use crate::parts::feedback::{Names, SaveFeedback};
use crate::parts::giving::{self, Blamed};
use crate::parts::posted;
use crate::parts::reason_area::{ReasonArea, reason_area};
use crate::parts::regional::{Put, put_forward};
use crate::parts::written;
use crate::platform;
use crate::session::{Feedback, Place, Session, use_session};
use crate::words::Words;

/// Shows the regional answer to someone who may write here, with the way to react for those who may
/// confirm; nothing while nothing is put forward.
pub(super) fn reaction(
    filling: &Filling,
    field: FieldId,
    refused: RwSignal<Option<Blamed>>,
) -> AnyView {
    let session = use_session();
    let (words, key) = (filling.words, filling.key(field));
    let put = Put::follow(session, key);
    let typed = posted::typed(filling.posted.as_ref(), field).and_then(|typed| typed.reason);
    let said = put.with_untracked(|put| said_before(put.as_ref()));
    let reason = RwSignal::new(typed.map_or(said, |typed| typed.as_str().to_owned()));
    // What is typed stays in the page, also where the question is taken away meanwhile.
    let is_put = Memo::new(move |before: Option<&bool>| {
        put.with(Option::is_some)
            || before == Some(&true) && !reason.with_untracked(|text| text.trim().is_empty())
    });
    let posted = posted::refused(filling.posted.as_ref(), Place::Reason(key));
    let wrong = Memo::new(move |_| match session.feedback(Place::Reason(key)) {
        Feedback::Refused(refusal) => Some(*refusal),
        _ => posted.clone(),
    });
    let names = filling.names.clone();
    let question = words.does_it_apply_to(&filling.name);
    let seen = StoredValue::new(None);
    let vouched = RwSignal::new(false);
    let reacting = Reacting { words, session, key, put, reason, vouched, seen, wrong, refused };
    reacting.follow();
    let actor = session.insider().actor();
    let may_react = demand(&actor, Ability::ConfirmAnswers(key.municipality)).is_ok();
    let shown = move || {
        is_put.get().then(|| {
            let way = if may_react {
                reacting.form(question.clone(), names.clone()).into_any()
            } else {
                waits(words, put).into_any()
            };
            view! {
                <div class="kt-aside-note kt-flow-tight" id=note(field) tabindex="-1">
                    {move || put.get().map(|put| put_forward(words, &put.forward))}
                    {move || put.get().and_then(|put| own_words(words, &put.response))}
                    {way}
                </div>
            }
        })
    };
    shown.into_any()
}

/// Names the place of what the region answers to a field.
fn note(field: FieldId) -> String {
    format!("regio-{field}")
}

/// Says to those who may not react who does.
fn waits(words: Words, put: Memo<Option<Put>>) -> impl IntoView {
    move || {
        let is_open = matches!(put.get()?.response, Response::Open { .. });
        is_open.then(|| view! { <p class="kt-small kt-soft">{words.lead_reacts()}</p> })
    }
}

/// The reason that the municipality gave before, so that it can be changed or given again.
fn said_before(put: Option<&Put>) -> String {
    put.and_then(|put| put.response.reason()).map(ToString::to_string).unwrap_or_default()
}

/// Says what the own municipality said.
fn own_words(words: Words, response: &Response) -> Option<AnyView> {
    match response {
        Response::NotAsked | Response::Open { earlier: None } => None,
        Response::Open { earlier: Some(earlier) } => {
            let asks = match earlier.same_answer {
                true => words.new_round_asks(),
                false => words.region_changed(),
            };
            Some(view! { <p class="nl-paragraph"><strong>{asks}</strong></p> }.into_any())
        }
        Response::Applies => {
            Some(view! { <p class="nl-paragraph">{words.you_said_applies()}</p> }.into_any())
        }
        Response::Differs { reason } => Some(
            view! {
                <p class="nl-paragraph">{words.you_said_differs()}</p>
                {written::text(words, reason)}
            }
            .into_any(),
        ),
    }
}

/// What someone needs who reacts.
#[derive(Clone, Copy)]
struct Reacting {
    words: Words,
    session: Session,
    key: AnswerKey,
    put: Memo<Option<Put>>,
    /// What stands in the field for the reason.
    reason: RwSignal<String>,
    /// Whether its writer says that it is no case.
    vouched: RwSignal<bool>,
    /// What the region answered, and what was said to that, when someone began to type the reason.
    seen: StoredValue<Option<(Fingerprint, Fingerprint)>>,
    /// Why the reason was not taken in.
    wrong: Memo<Option<Refusal>>,
    refused: RwSignal<Option<Blamed>>,
}

impl Reacting {
    fn form(self, question: String, names: Names) -> impl IntoView + use<> {
        let Reacting { words, key, put, .. } = self;
        let label = format!("{question} {}", words.question_number(key.field));
        let regional = move || put.get().map(|put| put.forward.fingerprint.to_string());
        let said = move || put.get().map(|put| put.said.to_string());
        let applies = Memo::new(move |_| {
            put.with(|put| put.as_ref().is_some_and(|put| put.response == Response::Applies))
        });
        // Open where something stands in it, and where something is wrong with it.
        let is_open = move || self.wrong.get().is_some() || !self.reason.get_untracked().is_empty();
        view! {
            <div class="kt-flow kt-screen-only" role="group" aria-label=label>
                <input type="hidden" name=form::name(key.field, Input::Regional) value=regional/>
                <input type="hidden" name=form::name(key.field, Input::Said) value=said/>
                <p class="nl-paragraph"><strong>{question}</strong></p>
                {move || (!applies.get()).then(|| self.take_over())}
                <details class="kt-disclose" open=is_open>
                    <summary>{words.differ_label()}<span class="kt-hidden">{words.for_question(key.field)}</span></summary>
                    <div class="kt-flow">
                        {self.reason(names)}
                        <p class="kt-actions">
                            <button class="nl-button nl-button--secondary" type="submit" name=form::DO
                                value=format!("{}:{}", form::DIFFER, key.field) on:click=move |_| self.differ()>
                                <span class="nl-button__label">{words.differ_button()}<span class="kt-hidden">{words.for_question(key.field)}</span></span>
                            </button>
                        </p>
                        <SaveFeedback words place=Place::Reason(key)/>
                    </div>
                </details>
            </div>
        }
    }

    /// The button that takes over what the region answers.
    fn take_over(self) -> impl IntoView + use<> {
        let Reacting { words, session, key, .. } = self;
        let own = session.memo(move |reader| reader.answer(key).working(key).value.is_some());
        let replaces = move || own.get().then(|| words.apply_replaces());
        view! {
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary" type="submit" name=form::DO
                    value=format!("{}:{}", form::APPLY, key.field) on:click=move |_| self.apply()>
                    <span class="nl-button__label">{words.apply_button()}<span class="kt-hidden">{words.for_question(key.field)}</span></span>
                </button>
                <span class="kt-small kt-soft">{words.apply_help()}" "{replaces}</span>
            </p>
        }
    }

    /// The field for the reason, with what is wrong with it.
    fn reason(self, names: Names) -> impl IntoView + use<> {
        let Reacting { words, key, reason, wrong, .. } = self;
        let label = view! { {words.why_not()}<span class="kt-hidden">{words.for_question(key.field)}</span> };
        let area = ReasonArea {
            id: Place::Reason(key).input(),
            name: form::name(key.field, Input::Reason),
            label: label.into_any(),
            hint: words.differ_hint(),
            text: reason,
            vouched: self.vouched,
            wrong,
        };
        reason_area(words, area, names, move |text| self.type_in(text))
    }

    /// Takes over what the desk shows where nobody is at work on the reason: what a colleague said,
    /// or what waits for the server since before a reload. What was refused stays where it is.
    fn follow(self) {
        Effect::new(move |_| {
            let said = self.put.with(|put| said_before(put.as_ref()));
            if self.wrong.get().is_some() {
                self.note_held();
            } else if !said.is_empty() && self.seen.get_value().is_none() {
                self.reason.set(said);
            }
        });
    }

    /// A reason is given by a button: until then it stands in this page only. Whoever types answers
    /// what stood there when they began.
    fn type_in(self, text: String) {
        if self.seen.get_value().is_none() {
            let now = |put: &Option<Put>| put.as_ref().map(|it| (it.forward.fingerprint, it.said));
            self.seen.set_value(self.put.with_untracked(now));
        }
        self.reason.set(text);
        self.note_held();
    }

    fn note_held(self) {
        let said = self.put.with_untracked(|put| said_before(put.as_ref()));
        let is_new = self.reason.with_untracked(|text| !text.trim().is_empty() && *text != said);
        self.session.hold(Place::Reason(self.key).input(), is_new);
    }

    /// Takes over what the region answers, as it and the own answer stand on the screen.
    fn apply(self) {
        let Reacting { session, key, put, refused, .. } = self;
        let AnswerKey { municipality, field } = key;
        let Some(Put { forward, said, .. }) = put.get_untracked() else { return };
        let own = session.read(|reader| untrack(|| reader.answer(key).working(key)).fingerprint());
        let regional = forward.fingerprint;
        let command = Command::ApplyRegional { municipality, field, regional, own, said };
        let given = giving::send(session, command);
        if given.is_ok() {
            // The button goes: the place in the page stays.
            platform::focus(&note(field));
        }
        refused.set(given.err());
    }

    fn differ(self) {
        let Reacting { session, key, put, refused, .. } = self;
        let AnswerKey { municipality, field } = key;
        let now =
            put.with_untracked(|put| put.as_ref().map(|it| (it.forward.fingerprint, it.said)));
        // Whoever typed is told where the region asks it no more.
        let Some((regional, said)) = self.seen.get_value().or(now) else { return };
        let typed = TypedText::new(self.reason.get_untracked());
        let reason = typed.vouched(self.vouched.get_untracked());
        let command = Command::DifferFromRegional { municipality, field, regional, said, reason };
        let given = giving::send(session, command);
        // Whoever presses again has read what changed.
        self.seen.set_value(None);
        if given.is_ok() {
            session.hold(Place::Reason(key).input(), false);
        }
        refused.set(given.err());
    }
}
