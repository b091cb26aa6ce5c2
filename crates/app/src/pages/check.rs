//! Fill in one check for one municipality.

mod reading;

use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::rights::{Ability, demand};
use domain::{
    Actor, AnswerKey, Aspect, CheckId, Command, FieldId, Moment, OrganisationId, Refusal,
    SeenAnswer, Standing,
};
use leptos::prelude::*;

use crate::form::{self, TypedField};
use crate::page::{CheckPage, Posted, Saved, Table};
use crate::parts::choice::{MarkChoice, ValueChoice};
use crate::parts::explanation::Explanation;
use crate::parts::feedback::{AnswerError, Names, SaveFeedback, is_about_explanation};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{check_state, frame, help, status, written};
use crate::session::{Session, use_session};
use crate::words::Words;

/// What the parts of this page share.
#[derive(Clone)]
struct Sheet {
    words: Words,
    municipality: OrganisationId,
    name: String,
    check: CheckId,
    checklist: Arc<ChecklistIn>,
    names: Names,
    fields: Vec<FieldId>,
    may_write: bool,
    posted: Option<Posted>,
}

impl Sheet {
    fn key(&self, field: FieldId) -> AnswerKey {
        AnswerKey { municipality: self.municipality, field }
    }

    fn typed(&self, field: FieldId) -> Option<TypedField> {
        match &self.posted {
            Some(Posted::Refused { typed, .. }) => typed.field(field).cloned(),
            _ => None,
        }
    }

    fn refused(&self, field: FieldId) -> Option<Refusal> {
        match &self.posted {
            Some(Posted::Refused { refusals, .. }) => refusals
                .iter()
                .find(|(at, refusal)| *at == Some(field) || refusal.fields().contains(&field))
                .map(|(_, refusal)| refusal.clone()),
            _ => None,
        }
    }
}

/// Returns what the tab says.
pub fn title(words: Words, table: &Table, page: &CheckPage) -> String {
    let name = table.names.get(&page.municipality).cloned().unwrap_or_default();
    words.check_of(page.check.0, &name)
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: CheckPage, now: Moment) -> impl IntoView {
    let actor = Actor::Member(table.member);
    let sheet = Sheet {
        words,
        municipality: page.municipality,
        name: table.names.get(&page.municipality).cloned().unwrap_or_default(),
        check: page.check,
        checklist: table.checklist.clone(),
        names: Arc::new(table.names.clone()),
        fields: table.region.fields_of(page.check).collect(),
        may_write: demand(&actor, Ability::WriteAnswers(page.municipality)).is_ok(),
        posted: page.posted,
    };
    let heading = table.checklist.check(page.check).map(|check| check.title.clone());
    let token = format!("{}-{}", table.region.head, now.0);
    let address =
        format!("/regio/{}/checklist/{}/{}", table.region.id, page.municipality, page.check);
    let body = if sheet.may_write {
        write(sheet.clone(), address, token).into_any()
    } else {
        reading::read(sheet.clone()).into_any()
    };
    let posted = sheet.posted.clone();
    let state = check_state::line(words, sheet.municipality, sheet.fields.clone(), sheet.may_write);
    view! {
        {frame::breadcrumbs(words, trail(&sheet, &table))}
        {posted_notice(&sheet, posted)}
        <div class="kt-title">
            <p class="kt-kicker">{words.check_of(sheet.check.0, &sheet.name)}</p>
            <h1 class="nl-heading nl-heading--level-1">{heading}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{state}</p>
            <p class="kt-saved"><a class="nl-link" href="#hulp">{words.help_jump()}</a></p>
        </div>
        <div class="kt-cols">
            {body}
            <aside class="kt-side kt-section" id="hulp" aria-label=words.help_jump()>
                {help::beside(words, &sheet.checklist, sheet.check)}
                {other_checks(&sheet, &table)}
            </aside>
        </div>
    }
}

fn trail(sheet: &Sheet, table: &Table) -> frame::Trail {
    let region = format!("/regio/{}", table.region.id);
    let here =
        format!("{}, {}", sheet.name, sheet.words.check_number(sheet.check.0).to_lowercase());
    vec![
        (sheet.words.board().to_owned(), Some(region.clone())),
        (sheet.words.checklist().to_owned(), Some(format!("{region}/checklist"))),
        (here, None),
    ]
}

/// Says what came of a form that was posted without scripts.
fn posted_notice(sheet: &Sheet, posted: Option<Posted>) -> Option<AnyView> {
    let words = sheet.words;
    match posted? {
        Posted::Saved(saved) => {
            let text = match saved {
                Saved::Draft => words.saved_without_scripts().to_owned(),
                Saved::Shared => words.shared_without_scripts().to_owned(),
                Saved::SharedOne(field) => words.shared_one_without_scripts(field),
                Saved::Confirmed => words.confirmed_without_scripts().to_owned(),
            };
            Some(view! { <p class="kt-notice" role="status">{text}</p> }.into_any())
        }
        Posted::Refused { refusals, taken_in, .. } => {
            let lines = refusals.iter().map(|(field, refusal)| {
                let field = field.or_else(|| refusal.fields().first().copied());
                // Who may not write here has no fields to go to.
                let field = field.filter(|_| sheet.may_write);
                let anchor = field.map(|field| anchor(field, refusal));
                ErrorLine { anchor, text: words.refusal(refusal, &sheet.names) }
            });
            let lines: Vec<_> = lines.collect();
            let title = words.errors_title(lines.len());
            let rest = match (taken_in, sheet.may_write) {
                (0, true) => words.nothing_saved_yet(),
                (0, false) => words.nothing_saved_here(),
                _ => words.other_answers_saved(),
            };
            Some(errors(title, rest, lines).into_any())
        }
    }
}

/// The form of someone who may write.
fn write(sheet: Sheet, address: String, token: String) -> impl IntoView {
    let session = use_session();
    let words = sheet.words;
    let refused: RwSignal<Option<Blamed>> = RwSignal::new(None);
    let blocks = sheet.fields.iter().map(|field| block(sheet.clone(), *field, refused));
    let blocks = blocks.collect_view();
    let names = sheet.names.clone();
    let label = words.check_of(sheet.check.0, &sheet.name);
    let summary = move || {
        let Blamed { field, refusal } = refused.get()?;
        let anchor = field.map(|field| anchor(field, &refusal));
        let line = ErrorLine { anchor, text: words.refusal(&refusal, &names) };
        Some(errors(words.errors_title(1), words.other_answers_saved(), vec![line]))
    };
    view! {
        // Without autocomplete no browser fills in what stood here before a reload or a step back,
        // which would count as typed now.
        <form method="post" action=address novalidate autocomplete="off" class="kt-section kt-questions" aria-label=label
            on:submit=move |event| event.prevent_default()>
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=session.member().person.to_string()/>
            {summary}
            {blocks}
            {finish(sheet, session, refused)}
        </form>
    }
}

/// One answer field with everything that belongs to it.
fn block(sheet: Sheet, field: FieldId, refused: RwSignal<Option<Blamed>>) -> AnyView {
    let session = use_session();
    let (words, key) = (sheet.words, sheet.key(field));
    let typed = sheet.typed(field);
    let posted = sheet.refused(field);
    let marks = Aspect::ALL.map(|aspect| {
        let typed = typed.as_ref().map(|typed| match aspect {
            Aspect::Paper => typed.paper,
            Aspect::Practice => typed.practice,
        });
        view! { <MarkChoice words key aspect typed/> }
    });
    let names = sheet.names.clone();
    let share = move |_| refused.set(share(session, key.municipality, &[field]).err());
    view! {
        <section class="kt-question" id=format!("v{field}") aria-labelledby=format!("q{field}")>
            {heading(&sheet, field)}
            <div class="kt-qbody">
                {last_time(sheet.clone(), key)}
                <AnswerError words key names=names.clone() posted=posted.clone()/>
                <ValueChoice words key typed=typed.as_ref().map(|typed| typed.value)/>
                <Explanation words key names typed=typed.clone() posted/>
                <div class="kt-two">{marks}</div>
                <SaveFeedback words key/>
                {share_row(words, session, key, share)}
                {pager(&sheet, field)}
            </div>
        </section>
    }
    .into_any()
}

/// On a telephone: one question at a time.
fn pager(sheet: &Sheet, field: FieldId) -> AnyView {
    let at = sheet.fields.iter().position(|known| *known == field);
    let before = at.and_then(|at| sheet.fields.get(at.checked_sub(1)?));
    let after = at.and_then(|at| sheet.fields.get(at + 1));
    let link = |to: &FieldId, text: String| {
        view! { <a class="nl-link" href=format!("#v{to}")>{text}</a> }
    };
    view! {
        <p class="kt-pager">
            {before.map(|to| link(to, sheet.words.previous_question(*to)))}
            {after.map(|to| link(to, sheet.words.next_question(*to)))}
        </p>
    }
    .into_any()
}

fn heading(sheet: &Sheet, field: FieldId) -> AnyView {
    let found = sheet.checklist.field(field);
    let text = found.map(|found| found.text.clone());
    let substitute = found.is_some_and(|found| found.substitute);
    view! {
        <div class="kt-qhead">
            <b aria-hidden="true">{field.to_string()}</b>
            <h2 class="nl-heading nl-heading--level-3" id=format!("q{field}")>
                <span class="kt-hidden">{sheet.words.question_number(field)}</span>{text}
            </h2>
        </div>
        {substitute.then(|| view! { <p class="kt-hint kt-qhint">{sheet.words.substitute_hint()}</p> })}
    }
    .into_any()
}

/// Shows what was answered in the round before, while that still asks to be looked at.
fn last_time(sheet: Sheet, key: AnswerKey) -> impl IntoView {
    let session = use_session();
    let words = sheet.words;
    move || {
        session.read(|reader| {
            let region = reader.answer(key);
            let Standing::Reconfirm(reason) = region.standing(key) else { return None };
            let previous = region.answer(key)?.previous.clone()?;
            let round = region.rounds.iter().find(|round| round.id == previous.round);
            let name = round.map(|round| round.name.to_string()).unwrap_or_default();
            Some(view! {
                <div class="kt-aside-note kt-aside-note--accent">
                    <p class="nl-paragraph">
                        <strong>{words.last_time()}": "</strong>
                        {status::value(words, Some(previous.content.value))}
                    </p>
                    {written::shown(words, previous.content.explanation.as_str())}
                    <p class="nl-paragraph kt-small">{words.reconfirm_reason(reason, &name)}</p>
                </div>
            })
        })
    }
}

/// Shows whether the answer is shared, and the button that shares it.
fn share_row(
    words: Words,
    session: Session,
    key: AnswerKey,
    share: impl Fn(leptos::ev::MouseEvent) + Copy + Send + 'static,
) -> AnyView {
    let unshared = session.memo(move |reader| {
        let region = reader.answer(key);
        let again = matches!(region.standing(key), Standing::Reconfirm(_));
        region.draft(key).is_some() || again || region.standing(key) == Standing::Empty
    });
    let since = move || {
        session.read(|reader| {
            let region = reader.answer(key);
            let answer = region.answer(key)?.clone();
            let confirmed = answer.confirmed.map(|confirmed| words.day(confirmed.at));
            let (shared, confirmed) = (words.day(answer.shared?.at), confirmed.as_deref());
            Some(match region.draft(key) {
                Some(_) => words.earlier_shared_on(&shared, confirmed),
                None => words.shared_on(&shared, confirmed),
            })
        })
    };
    let is_draft = move || session.read(|reader| reader.answer(key).draft(key).is_some());
    view! {
        <p class="kt-small kt-soft">
            {move || is_draft().then(|| words.only_you_see())}" "{since}
        </p>
        // Without scripts nobody knows yet what will change: there the button always stands.
        <p class="kt-actions" class:kt-still-only=move || !unshared.get()>
            <button class="nl-button nl-button--secondary" type="submit" name=form::DO
                value=format!("{}:{}", form::SHARE, key.field) on:click=share>
                <span class="nl-button__label">{words.share_one(key.field)}</span>
            </button>
        </p>
    }
    .into_any()
}

/// The end of the form: share and confirm the whole check.
fn finish(sheet: Sheet, session: Session, refused: RwSignal<Option<Blamed>>) -> AnyView {
    let words = sheet.words;
    let municipality = sheet.municipality;
    let may_confirm = session.member().may_adopt;
    let to_share = sheet.fields.clone();
    let to_confirm = sheet.fields.clone();
    let share_all = move |_| {
        let fields = filled(session, municipality, &to_share);
        refused.set(share(session, municipality, &fields).err());
    };
    let confirm_all = move |_| {
        let fields = filled(session, municipality, &to_confirm);
        refused.set(confirm(session, municipality, &fields).err());
    };
    let help = if may_confirm { words.you_may_confirm() } else { words.you_may_not_confirm() };
    view! {
        <div class="kt-question kt-flow kt-screen-only">
            <h2 class="nl-heading nl-heading--level-3">{words.done_with_check()}</h2>
            <p class="kt-measure">{words.sharing_help()}" "{help}</p>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=form::SHARE on:click=share_all>
                    <span class="nl-button__label">{words.share_all()}</span>
                </button>
                {may_confirm.then(|| view! {
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=form::CONFIRM on:click=confirm_all>
                        <span class="nl-button__label">{words.confirm_for(&sheet.name)}</span>
                    </button>
                })}
                <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=form::DRAFT>
                    <span class="nl-button__label">{words.save_draft()}</span>
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// Returns the fields that have a value and are asked.
fn filled(session: Session, municipality: OrganisationId, fields: &[FieldId]) -> Vec<FieldId> {
    session.read(|reader| {
        let region = untrack(|| reader.municipality(municipality));
        let value = |field| region.working(AnswerKey { municipality, field }).value;
        let keep = |field: &FieldId| value(*field).is_some() && region.is_asked(*field, value);
        fields.iter().copied().filter(keep).collect()
    })
}

/// Names each answer as it stands on this screen.
fn seen(session: Session, municipality: OrganisationId, fields: &[FieldId]) -> Vec<SeenAnswer> {
    session.read(|reader| {
        let region = untrack(|| reader.municipality(municipality));
        let seen = |field: &FieldId| {
            let working = region.working(AnswerKey { municipality, field: *field });
            SeenAnswer { field: *field, seen: working.fingerprint() }
        };
        fields.iter().map(seen).collect()
    })
}

/// Why sharing or confirming was refused, and at which answer.
#[derive(Clone, PartialEq, Debug)]
struct Blamed {
    field: Option<FieldId>,
    refusal: Refusal,
}

/// Returns the id of the input that a refusal is about.
fn anchor(field: FieldId, refusal: &Refusal) -> String {
    if is_about_explanation(refusal) { format!("t{field}") } else { format!("a{field}") }
}

fn share(session: Session, municipality: OrganisationId, fields: &[FieldId]) -> Result<(), Blamed> {
    let answers = seen(session, municipality, fields);
    give(session, municipality, fields, Command::Share { municipality, answers })
}

fn confirm(
    session: Session,
    municipality: OrganisationId,
    fields: &[FieldId],
) -> Result<(), Blamed> {
    let answers = seen(session, municipality, fields);
    give(session, municipality, fields, Command::Confirm { municipality, answers })
}

/// Gives the command, unless a text stands in the page that was not taken in: what is shared or
/// confirmed is what stands on the screen.
fn give(
    session: Session,
    municipality: OrganisationId,
    fields: &[FieldId],
    command: Command,
) -> Result<(), Blamed> {
    let refused = fields.iter().find_map(|field| {
        let refusal = session.refused_text(AnswerKey { municipality, field: *field })?;
        Some(Blamed { field: Some(*field), refusal })
    });
    if let Some(blamed) = refused {
        return Err(blamed);
    }
    session
        .send(command)
        .map_err(|refusal| Blamed { field: refusal.fields().first().copied(), refusal })
}

/// Links to the other checks of the same municipality.
fn other_checks(sheet: &Sheet, table: &Table) -> impl IntoView + use<> {
    let region = table.region.id;
    let municipality = sheet.municipality;
    let links = sheet.checklist.checks().iter().map(|check| {
        let here = check.id == sheet.check;
        let href = format!("/regio/{region}/checklist/{municipality}/{}", check.id);
        let text = format!("{}. {}", check.id, check.title);
        if here {
            view! { <li><strong aria-current="page">{text}</strong></li> }.into_any()
        } else {
            view! { <li><a class="nl-link" href=href>{text}</a></li> }.into_any()
        }
    });
    view! {
        <section class="kt-flow-tight"><h2>{sheet.words.see_other_checks()}</h2>
            <ul class="kt-plain kt-flow-tight kt-small">{links.collect_view()}</ul>
        </section>
    }
}
