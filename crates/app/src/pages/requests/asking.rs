//! The forms with which a colleague is asked for a draft, or a partner for its view.

use domain::{CheckId, FieldId, OrganisationId, QuestionId, Subject, Wish};
use leptos::prelude::*;

use super::Showing;
use super::entry::{anchor, hidden, input, let_go, text_area, why_not};
use crate::form::requests::{self, subject_code};
use crate::form::{self, RequestDeed, Whose};
use crate::page::Table;
use crate::parts::address;

/// Shows the forms that the reader may use.
pub(super) fn forms(showing: &Showing, table: &Table) -> impl IntoView + use<> {
    let words = showing.around.words;
    let colleague = table.writes_for().map(|whose| colleague(showing, table, whose));
    let partner = table.asks_partners().then(|| partner(showing, table));
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

fn colleague(showing: &Showing, table: &Table, whose: Whose) -> AnyView {
    let words = showing.around.words;
    let of = whose.owner();
    // The form names the person only; what they would write does not matter to whether they may.
    let about = Subject::Check(CheckId(1));
    let suits = |person, member| Wish::Draft { of, by: person, about }.suits(member);
    let colleagues = table.colleagues.iter().filter(|(person, colleague)| {
        let is_other = **person != table.member.person;
        is_other && colleague.member.as_ref().is_some_and(|member| suits(**person, member))
    });
    let people: Vec<Choice> = colleagues
        .map(|(person, colleague)| Choice {
            code: person.to_string(),
            text: colleague.name.clone(),
        })
        .collect();
    let is_asked = |field: &FieldId| of.is_some() || table.region.is_regional(*field);
    let fields: Vec<FieldId> = table.region.fields().filter(is_asked).collect();
    let help = match of {
        Some(_) => words.ask_colleague_help(),
        None => words.ask_coordinator_help(),
    };
    let body = match people.is_empty() {
        true => view! { <p class="kt-nothing">{words.no_colleagues()}</p> }.into_any(),
        false => {
            let whom = Field {
                name: requests::COLLEAGUE,
                id: "wie-collega",
                label: words.colleague_word(),
            };
            ask(
                showing,
                table,
                Ask {
                    deed: RequestDeed::AskColleague,
                    whom,
                    people,
                    fields,
                    whole_checks: true,
                    button: words.ask_colleague_button(),
                },
            )
        }
    };
    disclosed(showing, RequestDeed::AskColleague, words.ask_colleague_summary(), help, body)
}

fn partner(showing: &Showing, table: &Table) -> AnyView {
    let words = showing.around.words;
    let own = table.member.organisation;
    let partners = table
        .region
        .participations
        .keys()
        .filter(|id| **id != own && table.region.is_partner(**id));
    let mut people: Vec<Choice> = partners
        .map(|id: &OrganisationId| Choice {
            code: id.to_string(),
            text: words.organisation(&showing.around.names, *id),
        })
        .collect();
    people.sort_by(|one, other| one.text.cmp(&other.text));
    let body = match people.is_empty() {
        true => view! { <p class="kt-nothing">{words.no_partners()}</p> }.into_any(),
        false => {
            let whom =
                Field { name: requests::PARTNER, id: "wie-partner", label: words.partner_word() };
            ask(
                showing,
                table,
                Ask {
                    deed: RequestDeed::AskPartner,
                    whom,
                    people,
                    fields: table.region.fields().collect(),
                    whole_checks: false,
                    button: words.ask_partner_button(),
                },
            )
        }
    };
    let help = words.ask_partner_help();
    disclosed(showing, RequestDeed::AskPartner, words.ask_partner_summary(), help, body)
}

/// A form behind a click; open where it was refused, or where the address says what it is about.
fn disclosed(
    showing: &Showing,
    deed: RequestDeed,
    summary: &'static str,
    help: &'static str,
    body: AnyView,
) -> AnyView {
    let refused = showing.page.refused.as_ref();
    let open = match refused {
        Some(refused) => refused.form.deed == deed,
        None => showing.page.about.is_some(),
    };
    let id = match deed {
        RequestDeed::AskColleague => "collega",
        _ => "partner",
    };
    view! {
        <details class="kt-disclose" id=id open=open>
            <summary>{summary}</summary>
            <div class="kt-flow-tight">
                <p class="kt-measure kt-soft">{help}</p>
                {body}
            </div>
        </details>
    }
    .into_any()
}

/// Names one input.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    id: &'static str,
    label: &'static str,
}

/// What one form asks.
struct Ask {
    deed: RequestDeed,
    whom: Field,
    people: Vec<Choice>,
    fields: Vec<FieldId>,
    whole_checks: bool,
    button: &'static str,
}

fn ask(showing: &Showing, table: &Table, ask: Ask) -> AnyView {
    let words = showing.around.words;
    let Ask { deed, whom, people, fields, whole_checks, button } = ask;
    let refused = showing.page.refused.as_ref().filter(|refused| refused.form.deed == deed);
    let form = refused.map(|refused| &refused.form);
    let wrong_at = refused.map(|refused| (anchor(refused), why_not(&showing.around, refused)));
    let error_at =
        |id: &str| wrong_at.as_ref().filter(|(at, _)| at == id).map(|(_, text)| text.clone());
    let chosen = form.and_then(|form| match deed {
        RequestDeed::AskColleague => form.colleague.map(|person| person.to_string()),
        _ => form.partner.map(|partner| partner.to_string()),
    });
    let people = people.into_iter().map(|one| option(one, chosen.as_deref())).collect_view();
    let about = form.and_then(|form| form.about).or(showing.page.about);
    let about_id = format!("over-{}", &whom.id[4..]);
    let due_id = format!("uiterlijk-{}", &whom.id[4..]);
    let note_id = input(deed);
    let about = subjects(showing, table, &fields, whole_checks, about);
    let due = form.map(|form| form.due.clone()).unwrap_or_default();
    let note = form.map(|form| form.note.0.clone()).unwrap_or_default();
    let note = text_area(
        words,
        note_id.clone(),
        words.request_note(),
        words.request_note_hint(),
        note,
        error_at(&note_id),
    );
    view! {
        <form method="post" action=address::requests(showing.around.region, None) novalidate autocomplete="off" class="kt-flow"
            on:submit=let_go(note_id.clone())>
            {hidden(showing)}
            <div class=if error_at(whom.id).is_some() { "kt-error" } else { "" }>
                <label class="utrecht-form-label kt-label" for=whom.id>{whom.label}</label>
                {error(whom.id, error_at(whom.id))}
                <select class="utrecht-select utrecht-select--html-select" id=whom.id name=whom.name
                    aria-invalid=error_at(whom.id).map(|_| "true")
                    aria-describedby=error_at(whom.id).map(|_| format!("fout-{}", whom.id))>{people}</select>
            </div>
            <div>
                <label class="utrecht-form-label kt-label" for=about_id.clone()>{words.about_word()}</label>
                <select class="utrecht-select utrecht-select--html-select" id=about_id.clone() name=requests::ABOUT>{about}</select>
            </div>
            {day(showing, due_id.clone(), due, error_at(&due_id))}
            {note}
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=deed.code()>
                    <span class="nl-button__label">{button}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn error(id: &str, text: Option<String>) -> Option<AnyView> {
    let id = format!("fout-{id}");
    text.map(|text| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=id role="alert">{text}</p> }
            .into_any()
    })
}

fn day(showing: &Showing, id: String, due: String, wrong: Option<String>) -> AnyView {
    let words = showing.around.words;
    let (hint, is_wrong) = (format!("hint-{id}"), wrong.is_some());
    let described = if is_wrong { format!("{hint} fout-{id}") } else { hint.clone() };
    view! {
        <div class=if is_wrong { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=id.clone()>{words.due_label()}</label>
            <p class="utrecht-form-field-description kt-hint" id=hint>{words.due_hint()}</p>
            {error(&id, wrong)}
            <input class="utrecht-textbox utrecht-textbox--html-input kt-field-short" id=id.clone() type="text" inputmode="numeric"
                name=requests::DUE value=due autocomplete="off" class:utrecht-textbox--invalid=is_wrong
                aria-invalid=is_wrong.then_some("true") aria-describedby=described/>
        </div>
    }
    .into_any()
}

/// The questions, and the checks that they belong to.
fn subjects(
    showing: &Showing,
    table: &Table,
    fields: &[FieldId],
    whole_checks: bool,
    chosen: Option<Subject>,
) -> AnyView {
    let words = showing.around.words;
    let mut questions: Vec<QuestionId> = fields.iter().map(|field| field.question).collect();
    questions.dedup();
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
    let questions = questions.into_iter().map(question).collect_view();
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
