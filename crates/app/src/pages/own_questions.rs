//! What the region asks beside the checklist: everyone reads it, the coordinator looks after it.

use domain::{
    AnswerKey, CheckId, FieldId, OwnQuestion, QuestionId, Refusal, Region, RegionId, Round, Scope,
    TypedText,
};
use leptos::prelude::*;

use crate::form::own_questions::{self, scope_code};
use crate::form::{self, OwnQuestionDeed, OwnQuestionTrouble};
use crate::page::{OwnQuestionsPage, RefusedOwnQuestion, Table};
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, carried, frame, own_question, written};
use crate::session::{Session, use_session};
use crate::words::Words;

/// What the parts of this page share.
#[derive(Clone)]
struct Showing {
    words: Words,
    session: Session,
    table: Table,
    page: OwnQuestionsPage,
    /// The token of the forms on this page.
    token: String,
    /// Whether the reader can change the questions now.
    changes: bool,
}

impl Showing {
    fn region(&self) -> RegionId {
        self.table.region.id
    }

    /// Returns the form that was refused, if it is the one of this question, or the one that adds one.
    fn refused(&self, of: Option<QuestionId>) -> Option<&RefusedOwnQuestion> {
        self.page.refused.as_ref().filter(|refused| refused.form.deed.question() == of)
    }

    /// Returns whether the round that the page is about asks this question.
    fn asks(&self, question: QuestionId) -> bool {
        let round = self.table.region.prepared_or_present();
        round.is_some_and(|round| round.own_asked().any(|(id, _)| id == question))
    }

    /// Says why a form was refused.
    fn why_not(&self, trouble: &OwnQuestionTrouble) -> String {
        match trouble {
            OwnQuestionTrouble::NoCheck => self.words.own_no_check().to_owned(),
            OwnQuestionTrouble::Refused(refusal) => self.words.refusal(refusal, &self.table.names),
        }
    }
}

/// Shows the page. `token` makes a double click on its forms one effect.
pub fn main(words: Words, table: Table, page: OwnQuestionsPage, token: String) -> impl IntoView {
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.own_questions().to_owned(), None),
    ];
    let keeps = table.keeps_own_questions();
    let changes = keeps && table.own_questions_change();
    let showing = Showing { words, session: use_session(), table, page, token, changes };
    let round = showing.table.region.prepared_or_present();
    let own = round.into_iter().flat_map(Round::own_asked);
    let asked: Vec<(QuestionId, OwnQuestion)> = own.map(|(id, own)| (id, own.clone())).collect();
    let prepared = showing.table.region.prepared.as_ref();
    let done = showing.page.done.map(|done| match prepared {
        Some(round) => words.own_question_prepared(done, round),
        None => words.own_question_done(done).to_owned(),
    });
    let prepared = prepared.map(|round| words.own_questions_prepared(round));
    let why_none = match (asked.is_empty(), round.is_some()) {
        (true, true) => Some(words.no_own_questions()),
        (true, false) => Some(words.no_round_yet()),
        (false, _) => None,
    };
    let fixed = (keeps && !changes && round.is_some()).then(|| words.own_questions_fixed());
    let changed = own_question::changed(
        words,
        address::own_questions(region),
        Region::prepared_or_present,
        |field| field.question.is_own(),
    );
    view! {
        {frame::breadcrumbs(words, trail)}
        {not_taken_in(&showing)}
        {done.map(|text| view! { <p class="kt-notice" role="status">{text}</p> })}
        {changed}
        {moved(words, address::own_questions(region))}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.own_questions()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.own_questions_lead()}</p>
        </div>
        {why_none.map(|text| view! { <p class="kt-nothing kt-top-5">{text}</p> })}
        {prepared.map(|text| view! { <p class="kt-top-4 kt-measure">{text}</p> })}
        {fixed.map(|text| view! { <p class="kt-top-4 kt-measure">{text}</p> })}
        {by_check(&showing, &asked)}
        {showing.changes.then(|| removed(&showing))}
        {showing.changes.then(|| adding(&showing))}
    }
}

/// Says that the round went on since the page was made: what can be done on it is another thing now.
fn moved(words: Words, address: String) -> impl IntoView {
    let session = use_session();
    let stand = session.memo(|reader| {
        let round = reader.structure().prepared_or_present();
        round.map(|round| (round.id, round.opened.is_some(), round.seals()))
    });
    let made_with = stand.get_untracked();
    let notice = move || {
        view! {
            <p class="kt-notice kt-notice--attention kt-screen-only">
                {words.round_moved()}" "<a class="nl-link" href=address.clone() rel="external">{words.load_again()}</a>
            </p>
        }
    };
    view! { <div role="status">{move || (stand.get() != made_with).then(&notice)}</div> }
}

/// Says above the page that a form was not taken in, and why.
fn not_taken_in(showing: &Showing) -> Option<impl IntoView + use<>> {
    let refused = showing.page.refused.as_ref()?;
    let words = showing.words;
    let has_form = match refused.form.deed.question() {
        None => showing.changes,
        Some(question) => showing.changes && showing.asks(question),
    };
    let anchor = has_form.then(|| anchor(refused)).flatten();
    let line = ErrorLine { anchor, text: showing.why_not(&refused.trouble) };
    let typed = (!has_form).then(|| carried::own_question(words, &refused.form));
    let errors = errors(words.own_not_taken_in().to_owned(), words.errors_follow(), vec![line]);
    Some(view! { {errors}{typed} })
}

/// Returns the id of the input that a refusal is about, where it is about one.
fn anchor(refused: &RefusedOwnQuestion) -> Option<String> {
    let id = input_of(refused.form.deed.question());
    Some(match &refused.trouble {
        OwnQuestionTrouble::NoCheck => CHECK.to_owned(),
        trouble if is_about_why(refused, trouble) => why_of(refused.form.deed.question()),
        OwnQuestionTrouble::Refused(
            Refusal::QuestionMissing
            | Refusal::TextTooLong { .. }
            | Refusal::Guarded { .. }
            | Refusal::TellsCase { .. }
            | Refusal::ChangedSinceSeen { .. },
        ) => id,
        OwnQuestionTrouble::Refused(_) => return None,
    })
}

/// Returns whether it is the reason that cannot be kept, and not the question.
fn is_about_why(refused: &RefusedOwnQuestion, trouble: &OwnQuestionTrouble) -> bool {
    use domain::decide::REASON_CHARS_MAX;
    match trouble {
        OwnQuestionTrouble::Refused(Refusal::TextTooLong { max, .. }) => *max == REASON_CHARS_MAX,
        OwnQuestionTrouble::Refused(Refusal::Guarded { .. } | Refusal::TellsCase { .. }) => {
            domain::GuardedText::pass(&refused.form.text.in_one_line()).is_ok()
        }
        _ => false,
    }
}

/// The id of the list of checks.
const CHECK: &str = "bij-check";

/// Returns the id of the text area with a question.
fn input_of(question: Option<QuestionId>) -> String {
    question.map_or("vraag-nieuw".to_owned(), |id| format!("vraag-{id}"))
}

/// Returns the id of the text area with the reason for a question.
fn why_of(question: Option<QuestionId>) -> String {
    question.map_or("waarom-nieuw".to_owned(), |id| format!("waarom-{id}"))
}

/// The questions, under the checks that they end.
fn by_check(showing: &Showing, asked: &[(QuestionId, OwnQuestion)]) -> impl IntoView + use<> {
    let mut checks: Vec<CheckId> = asked.iter().map(|(id, _)| id.check()).collect();
    checks.dedup();
    let section = |check: CheckId| {
        let title = showing.table.checklist.check(check).map(|check| check.title.clone());
        let heading = showing.words.check_named(check.0, &title.unwrap_or_default());
        let entries = asked.iter().filter(|(id, _)| id.check() == check);
        let entries = entries.map(|(id, own)| entry(showing, *id, own)).collect_view();
        let id = format!("h-check-{check}");
        view! {
            <section class="kt-section" aria-labelledby=id.clone()>
                <h2 class="nl-heading nl-heading--level-2" id=id.clone()>{heading}</h2>
                <ul class="kt-entries">{entries}</ul>
            </section>
        }
    };
    checks.into_iter().map(section).collect_view()
}

fn entry(showing: &Showing, id: QuestionId, own: &OwnQuestion) -> AnyView {
    let words = showing.words;
    let text = view! { {id.to_string()}" "<span lang=written::language(words)>{own.wanted.text.to_string()}</span> };
    // What is prepared has no page yet, and what is worded anew one with the words of before.
    let now = showing.table.region.own_question(id).map(|now| &now.wanted.text);
    let is_there = showing.table.region.asks(id) && now == Some(&own.wanted.text);
    let title = match is_there {
        true => {
            view! { <a class="nl-link" href=address::question(showing.region(), id)>{text}</a> }
                .into_any()
        }
        false => text.into_any(),
    };
    let why = own_question::why(words, own);
    let forms = showing.changes.then(|| {
        view! { <div class="kt-flow-tight kt-screen-only">{reword(showing, id, own)}{remove(showing, id)}</div> }
    });
    view! {
        <li id=format!("v{id}")>
            <h3 class="nl-heading nl-heading--level-3">{title}</h3>
            <div class="kt-flow-tight">
                <p class="kt-small">{words.scope(own.scope)}</p>
                {why}
                {forms}
            </div>
        </li>
    }
    .into_any()
}

/// A text area for a question, and one for the reason to ask it.
fn texts(
    showing: &Showing,
    of: Option<QuestionId>,
    (text, why): (TypedText, TypedText),
) -> (NoteForm, NoteForm, AnyView) {
    let words = showing.words;
    let refused =
        showing.refused(of).filter(|it| !matches!(it.form.deed, OwnQuestionDeed::Remove(_)));
    let sent = refused.map(|refused| (refused.form.text.clone(), refused.form.why.clone()));
    let (text, why) = sent.unwrap_or((text, why));
    let wrong = |id: &str| {
        let refused = refused.filter(|refused| anchor(refused).as_deref() == Some(id))?;
        let refusal = refused.trouble.refusal().cloned();
        Some(Wrong { message: showing.why_not(&refused.trouble), refusal })
    };
    let (text_id, why_id) = (input_of(of), why_of(of));
    let named = of.map(|id| words.question_named(id));
    let text_area = TextArea {
        name: own_questions::TEXT,
        label: words.own_text(),
        hint: words.own_text_hint(),
        wrong: wrong(&text_id),
        of: named.clone(),
    };
    let why_area = TextArea {
        name: own_questions::WHY,
        label: words.own_why_label(),
        hint: words.own_why_hint(),
        wrong: wrong(&why_id),
        of: named,
    };
    let text = NoteForm::with_text(words, showing.session, text_id, text);
    let why = NoteForm::with_text(words, showing.session, why_id, why);
    let areas = view! { {text.text_area(text_area)}{why.text_area(why_area)} }.into_any();
    (text, why, areas)
}

fn reword(showing: &Showing, id: QuestionId, own: &OwnQuestion) -> AnyView {
    let words = showing.words;
    let wanted = &own.wanted;
    let seen = wanted.fingerprint();
    let now = (wanted.text.typed(), wanted.why.typed());
    let (text, why, areas) = texts(showing, Some(id), now);
    let is_refused = showing
        .refused(Some(id))
        .is_some_and(|refused| matches!(refused.form.deed, OwnQuestionDeed::Reword { .. }));
    let (submit_text, submit_why) = (text.submit(), why.submit());
    let code = OwnQuestionDeed::Reword { question: id, seen }.code();
    view! {
        <details class="kt-disclose" open=is_refused>
            <summary>{words.own_reword()}{of(words, id)}</summary>
            <form method="post" action=address::own_questions(showing.region()) novalidate autocomplete="off" class="kt-flow-tight"
                on:submit=move |event| { submit_text(event.clone()); submit_why(event); }>
                <p class="kt-measure kt-soft">{words.own_reword_help()}</p>
                {text.hidden(&showing.token)}
                <input type="hidden" name=own_questions::SEEN value=seen.to_string()/>
                {areas}
                {text.not_sent()}
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=code>
                        <span class="nl-button__label">{words.own_reword_button()}{of(words, id)}</span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// Names the question, for those who hear one of many controls alone.
fn of(words: Words, id: QuestionId) -> impl IntoView {
    view! { <span class="kt-hidden">", "{words.question_named(id)}</span> }
}

fn remove(showing: &Showing, id: QuestionId) -> AnyView {
    let words = showing.words;
    let region = &showing.table.region;
    let field = FieldId::new(id, None);
    let answered = region
        .municipalities()
        .into_iter()
        .filter(|municipality| {
            region.shared_value(AnswerKey { municipality: *municipality, field }).is_some()
        })
        .count();
    let help = match &region.prepared {
        Some(round) => words.own_remove_prepared(round),
        None => words.own_remove_help(answered),
    };
    let button = button(showing, OwnQuestionDeed::Remove(id), words.own_remove_button(), id);
    view! {
        <details class="kt-disclose">
            <summary>{words.own_remove()}{of(words, id)}</summary>
            <div class="kt-flow-tight">
                <p class="kt-measure">{help}</p>
                {button}
            </div>
        </details>
    }
    .into_any()
}

/// A form of one button.
fn button(showing: &Showing, deed: OwnQuestionDeed, text: &'static str, id: QuestionId) -> AnyView {
    let words = showing.words;
    let form = NoteForm::bare(words, showing.session);
    view! {
        <form method="post" action=address::own_questions(showing.region()) on:submit=form.submit()>
            {form.hidden(&showing.token)}
            <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=deed.code()>
                <span class="nl-button__label">{text}{of(words, id)}</span>
            </button>
            {form.not_sent()}
        </form>
    }
    .into_any()
}

/// The questions that were taken away in this round, which can be put back.
fn removed(showing: &Showing) -> Option<AnyView> {
    let words = showing.words;
    let round = showing.table.region.prepared_or_present()?;
    let is_prepared = round.opened.is_none();
    let gone: Vec<_> = round.own.iter().filter(|(_, own)| own.removed.is_some()).collect();
    if gone.is_empty() {
        return None;
    }
    let entries = gone.into_iter().map(|(id, own)| {
        let day = own.removed.map(|at| words.day(at));
        let button = button(showing, OwnQuestionDeed::PutBack(*id), words.own_put_back(), *id);
        view! {
            <li id=format!("v{id}")>
                <h3 class="nl-heading nl-heading--level-3">{id.to_string()}" "<span lang=written::language(words)>{own.wanted.text.to_string()}</span></h3>
                <div class="kt-flow-tight"><p class="kt-small">{day}</p>{button}</div>
            </li>
        }
    });
    let entries = entries.collect_view();
    Some(
        view! {
            <section class="kt-section kt-screen-only" aria-labelledby="h-weg">
                <h2 class="nl-heading nl-heading--level-2" id="h-weg">{words.own_removed_title()}</h2>
                <div class="kt-flow">
                    {(!is_prepared).then(|| view! { <p class="kt-measure">{words.own_removed_help()}</p> })}
                    <ul class="kt-entries">{entries}</ul>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// The form with which a question is added.
fn adding(showing: &Showing) -> AnyView {
    let words = showing.words;
    let refused = showing.refused(None);
    let (chosen, scope) = match refused.map(|refused| refused.form.deed) {
        Some(OwnQuestionDeed::Add { check, scope }) => (check, scope),
        _ => (None, Scope::Municipal),
    };
    let checks = showing.table.checklist.checks().iter().map(|check| {
        let text = words.check_named(check.id.0, &check.title);
        view! { <option value=check.id.to_string() selected=chosen == Some(check.id)>{text}</option> }
    });
    let checks = checks.collect_view();
    let wrong = refused
        .filter(|refused| refused.trouble == OwnQuestionTrouble::NoCheck)
        .map(|refused| showing.why_not(&refused.trouble));
    let is_wrong = wrong.is_some();
    let wrong = wrong.map(|text| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id="fout-bij-check" role="alert">{text}</p> }
    });
    let help = match &showing.table.region.prepared {
        Some(round) => words.own_add_prepared(round),
        None => words.own_add_help().to_owned(),
    };
    let (text, why, areas) = texts(showing, None, Default::default());
    let (submit_text, submit_why) = (text.submit(), why.submit());
    view! {
        <section class="kt-section kt-section--accent kt-screen-only" aria-labelledby="h-nieuw">
            <h2 class="nl-heading nl-heading--level-2" id="h-nieuw">{words.own_add_title()}</h2>
            <p class="kt-measure">{help}</p>
            <form method="post" action=address::own_questions(showing.region()) novalidate autocomplete="off" class="kt-flow"
                on:submit=move |event| { submit_text(event.clone()); submit_why(event); }>
                {text.hidden(&showing.token)}
                <div class=if is_wrong { "kt-error" } else { "" }>
                    <label class="utrecht-form-label kt-label" for=CHECK>{words.own_check()}</label>
                    {wrong}
                    <select class="utrecht-select utrecht-select--html-select" id=CHECK name=own_questions::CHECK
                        aria-invalid=is_wrong.then_some("true") aria-describedby=is_wrong.then_some("fout-bij-check")>
                        <option value="">{words.own_choose_check()}</option>
                        {checks}
                    </select>
                </div>
                {areas}
                {scopes(words, scope)}
                {text.not_sent()}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=own_questions::ADD>
                        <span class="nl-button__label">{words.own_add_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// The choice of who can arrange what a question asks about.
fn scopes(words: Words, chosen: Scope) -> impl IntoView {
    let both = [
        (Scope::Municipal, words.own_scope_municipal()),
        (Scope::Regional, words.own_scope_regional()),
    ];
    let choices = both.map(|(scope, text)| {
        view! {
            <label class="utrecht-form-label utrecht-form-label--radio kt-choice">
                <input type="radio" class="utrecht-radio-button utrecht-radio-button--html-input" name=own_questions::SCOPE
                    value=scope_code(scope) checked=scope == chosen/>
                {text}
            </label>
        }
    });
    view! {
        <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{words.own_scope()}</legend>
            <div class="kt-choices">{choices}</div>
        </fieldset>
    }
}
