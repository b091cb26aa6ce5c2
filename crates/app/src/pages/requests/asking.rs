//! The forms with which a colleague is asked for a draft, or a partner for its view.

use domain::{CheckId, FieldId, OrganisationId, QuestionId, Region, Subject, can_write};
use leptos::prelude::*;

use super::Showing;
use super::entry::why_not;
use crate::form::requests::{self, subject_code};
use crate::form::{self, RequestDeed, RequestForm, Trouble, Whose};
use crate::page::{Opening, RefusedRequest, Table};
use crate::parts::day_field::{self, DayField};
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::{address, carried, select};
use crate::words::Words;

/// Which of the two forms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asks {
    Colleague,
    Partner,
}

impl Asks {
    /// Returns the form that a deed stands in, if it is one of these.
    pub(super) fn of(deed: RequestDeed) -> Option<Asks> {
        match deed {
            RequestDeed::AskColleague { .. } => Some(Asks::Colleague),
            RequestDeed::AskPartner { .. } => Some(Asks::Partner),
            _ => None,
        }
    }

    /// Returns the id of the form, which ends those of its inputs.
    fn id(self) -> &'static str {
        match self {
            Asks::Colleague => "collega",
            Asks::Partner => "partner",
        }
    }

    fn whom(self) -> String {
        format!("wie-{}", self.id())
    }

    fn about(self) -> String {
        format!("over-{}", self.id())
    }

    fn due(self) -> String {
        format!("uiterlijk-{}", self.id())
    }

    fn note(self) -> String {
        format!("opmerking-{}", self.id())
    }

    /// Returns how the form calls whom it asks, the name of that input, and its button: code and words.
    fn called(self, words: Words) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Asks::Colleague => (
                words.colleague_word(),
                requests::COLLEAGUE,
                requests::ASK_COLLEAGUE,
                words.ask_colleague_button(),
            ),
            Asks::Partner => (
                words.partner_word(),
                requests::PARTNER,
                requests::ASK_PARTNER,
                words.ask_partner_button(),
            ),
        }
    }

    /// Returns the id of the input that a trouble is about.
    pub(super) fn anchor(self, trouble: &Trouble) -> String {
        use domain::Refusal;
        match trouble {
            Trouble::NothingChosen => self.about(),
            Trouble::NoSuchDay | Trouble::DayIsOver => self.due(),
            Trouble::Refused(
                Refusal::Guarded { .. } | Refusal::TellsCase { .. } | Refusal::TextTooLong { .. },
            ) => self.note(),
            Trouble::NobodyChosen | Trouble::Refused(_) => self.whom(),
        }
    }
}

/// Shows the forms that the reader may use, for what the region asks now.
pub(super) fn forms(showing: &Showing, table: &Table) -> impl IntoView + use<> {
    let words = showing.around.words;
    let region = showing.around.session.read(|reader| untrack(|| reader.structure()).clone());
    let colleague = table.writes_for().map(|whose| colleague(showing, table, &region, whose));
    let partner = table.asks_partners().then(|| partner(showing, table, &region));
    view! {
        <section class="kt-section kt-screen-only" aria-labelledby="h-vraag">
            <h2 class="nl-heading nl-heading--level-2" id="h-vraag">{words.ask_title()}</h2>
            <div class="kt-flow">{colleague}{partner}</div>
        </section>
    }
}

/// A choice of a list.
struct Choice {
    code: String,
    text: String,
}

fn colleague(showing: &Showing, table: &Table, region: &Region, whose: Whose) -> AnyView {
    let words = showing.around.words;
    let of = whose.owner();
    let colleagues = table.colleagues.iter().filter(|(person, colleague)| {
        let can_write = colleague.holds(|held| can_write(of, held));
        **person != table.insider.person() && can_write
    });
    let people = colleagues.map(|(person, colleague)| Choice {
        code: person.to_string(),
        text: colleague.name.clone(),
    });
    let is_asked = |field: &FieldId| of.is_some() || region.is_regional(*field);
    let questions = questions(region.fields().filter(is_asked));
    let help = match of {
        Some(_) => words.ask_colleague_help(),
        None => words.ask_coordinator_help(),
    };
    let ask = Ask { people: people.collect(), questions, whole_checks: true };
    disclosed(showing, Asks::Colleague, help, form(showing, table, Asks::Colleague, ask))
}

fn partner(showing: &Showing, table: &Table, region: &Region) -> AnyView {
    let words = showing.around.words;
    let own = table.insider.organisation();
    let partners = region.participations.keys();
    let partners = partners.filter(|id| Some(**id) != own && region.is_partner(**id));
    let mut people: Vec<Choice> = partners
        .map(|id: &OrganisationId| Choice {
            code: id.to_string(),
            text: words.organisation(&showing.around.names, *id),
        })
        .collect();
    people.sort_by(|one, other| one.text.cmp(&other.text));
    let ask = Ask { people, questions: questions(region.fields()), whole_checks: false };
    let help = words.ask_partner_help();
    disclosed(showing, Asks::Partner, help, form(showing, table, Asks::Partner, ask))
}

/// Each question of these fields, once.
fn questions(fields: impl Iterator<Item = FieldId>) -> Vec<QuestionId> {
    let mut questions: Vec<QuestionId> = fields.map(|field| field.question).collect();
    questions.dedup();
    questions
}

/// A form behind a click; open where it was refused, or where the address opens it.
fn disclosed(showing: &Showing, asks: Asks, help: &'static str, body: AnyView) -> AnyView {
    let words = showing.around.words;
    let open = match (&showing.page.refused, showing.page.opens) {
        (Some(refused), _) => Asks::of(refused.form.deed) == Some(asks),
        (None, Some(Opening::Colleague(_))) => asks == Asks::Colleague,
        (None, Some(Opening::Partner(_))) => asks == Asks::Partner,
        (None, None) => false,
    };
    let summary = match asks {
        Asks::Colleague => words.ask_colleague_summary(),
        Asks::Partner => words.ask_partner_summary(),
    };
    view! {
        <details class="kt-disclose" id=asks.id() open=open>
            <summary>{summary}</summary>
            <div class="kt-flow-tight">
                <p class="kt-measure kt-soft">{help}</p>
                {body}
            </div>
        </details>
    }
    .into_any()
}

/// What one form offers.
struct Ask {
    people: Vec<Choice>,
    questions: Vec<QuestionId>,
    whole_checks: bool,
}

/// What was chosen before: in the form that was refused, or by the address.
fn chosen(showing: &Showing, form: Option<&RequestForm>) -> (Option<String>, Option<Subject>) {
    match (form.map(|form| form.deed), showing.page.opens) {
        (Some(RequestDeed::AskColleague { by, about }), _) => (by.map(|by| by.to_string()), about),
        (Some(RequestDeed::AskPartner { of, on }), _) => {
            (of.map(|of| of.to_string()), on.map(Subject::Question))
        }
        (_, Some(Opening::Colleague(about))) => (None, Some(about)),
        (_, Some(Opening::Partner(on))) => (None, Some(Subject::Question(on))),
        (_, None) => (None, None),
    }
}

fn wrong_note(message: String, refused: Option<&RefusedRequest>) -> Wrong {
    Wrong { message, refusal: refused.and_then(|refused| refused.trouble.refusal()).cloned() }
}

fn form(showing: &Showing, table: &Table, asks: Asks, ask: Ask) -> AnyView {
    let words = showing.around.words;
    let is_here = |refused: &&RefusedRequest| Asks::of(refused.form.deed) == Some(asks);
    let refused = showing.page.refused.as_ref().filter(is_here);
    let sent = refused.map(|refused| &refused.form);
    let Ask { people, questions, whole_checks } = ask;
    if people.is_empty() {
        let none = match asks {
            Asks::Colleague => words.no_colleagues(),
            Asks::Partner => words.no_partners(),
        };
        let note = sent.map(|form| carried::note(words, form.note.as_str()));
        return view! { <p class="kt-nothing" id=asks.whom() tabindex="-1">{none}</p>{note} }
            .into_any();
    }
    let wrong_at =
        refused.map(|refused| (asks.anchor(&refused.trouble), why_not(&showing.around, refused)));
    let error_at =
        |id: &str| wrong_at.as_ref().filter(|(at, _)| at == id).map(|(_, text)| text.clone());
    let (whom, about) = chosen(showing, sent);
    let people = people.into_iter().map(|one| option(one, whom.as_deref())).collect_view();
    let subjects = subjects(showing, table, &questions, whole_checks, about);
    let due = DayField {
        id: asks.due(),
        name: requests::DUE,
        label: words.due_label(),
        hint: words.due_hint(),
        value: sent.map(|form| form.due.clone()).unwrap_or_default(),
        error: error_at(&asks.due()),
    };
    let note = sent.map(|form| form.note.clone()).unwrap_or_default();
    let (label, name, code, button) = asks.called(words);
    let form = NoteForm::with_text(words, showing.around.session, asks.note(), note);
    let hint = words.request_note_hint();
    let wrong = error_at(&asks.note()).map(|message| wrong_note(message, refused));
    let label_of_note = words.request_note();
    let area = TextArea { name: requests::NOTE, label: label_of_note, hint, wrong, of: None };
    let note = form.text_area(area);
    let whom_error = error_at(&asks.whom());
    let about_error = error_at(&asks.about());
    view! {
        <form method="post" action=address::requests(showing.around.region, None) novalidate autocomplete="off" class="kt-flow"
            on:submit=form.submit()>
            {form.hidden(&showing.token)}
            {select::shown(asks.whom(), label, name, words.choose_whom(), people, whom_error)}
            {select::shown(asks.about(), words.about_word(), requests::ABOUT, words.choose_about(), subjects, about_error)}
            {day_field::shown(due)}
            {note}
            {form.not_sent()}
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=code>
                    <span class="nl-button__label">{button}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The questions, and the checks that they belong to.
fn subjects(
    showing: &Showing,
    table: &Table,
    questions: &[QuestionId],
    whole_checks: bool,
    chosen: Option<Subject>,
) -> AnyView {
    let words = showing.around.words;
    let mut checks: Vec<CheckId> = questions.iter().map(|question| question.check()).collect();
    checks.dedup();
    let chosen = chosen.map(subject_code);
    let check = |id: CheckId| {
        let title = table.checklist.check(id).map(|check| check.title.clone());
        let text = words.check_named(id.0, &title.unwrap_or_default());
        option(Choice { code: subject_code(Subject::Check(id)), text }, chosen.as_deref())
    };
    let question = |id: QuestionId| {
        let label = table.checklist.question(id).and_then(|question| question.fields.first());
        let label = label.map(|field| field.label.clone()).unwrap_or_default();
        let text = format!("{id} {label}");
        option(Choice { code: subject_code(Subject::Question(id)), text }, chosen.as_deref())
    };
    let questions = questions.iter().copied().map(question).collect_view();
    match whole_checks {
        false => questions.into_any(),
        true => view! {
            <optgroup label=words.single_questions()>{questions}</optgroup>
            <optgroup label=words.whole_checks()>{checks.into_iter().map(check).collect_view()}</optgroup>
        }
        .into_any(),
    }
}

fn option(choice: Choice, chosen: Option<&str>) -> AnyView {
    let selected = chosen == Some(choice.code.as_str());
    view! { <option value=choice.code selected=selected>{choice.text}</option> }.into_any()
}
