//! Fill in one check for one municipality.

mod reaction;
mod reading;
mod why_now;

use std::sync::Arc;

use domain::answer::Reason;
use domain::checklist::ChecklistIn;
use domain::presence::Whereabouts;
use domain::rights::{Ability, demand};
use domain::{
    AnswerKey, Aspect, CheckId, FieldId, Moment, OrganisationId, Region, Standing, Subject, Wish,
};
use leptos::prelude::*;

use crate::form::{self, Whose};
use crate::page::{CheckPage, HistoryFilter, Opening, Posted, Saved, Table};
use crate::parts::choice::{MarkChoice, ValueChoice};
use crate::parts::explanation::Explanation;
use crate::parts::feedback::{AnswerError, Names, SaveFeedback};
use crate::parts::giving::{self, Blamed};
use crate::parts::offering::Offering;
use crate::parts::{
    address, asked_here, carried, check_state, deadline, frame, help, late, own_question, posted,
    present, status, talked_here, written,
};
use crate::session::{Session, use_session};
use crate::words::Words;

use self::why_now::WhyNow;

/// What the parts of this page share.
#[derive(Clone)]
struct Filling {
    words: Words,
    municipality: OrganisationId,
    name: String,
    check: CheckId,
    checklist: Arc<ChecklistIn>,
    names: Names,
    fields: Vec<FieldId>,
    may_write: bool,
    posted: Option<Posted>,
    /// What the reader may know and do about what is said.
    reader: talked_here::Reader,
}

impl Filling {
    fn new(words: Words, table: &Table, page: &CheckPage) -> Self {
        let writes = Ability::WriteAnswers(page.municipality);
        Filling {
            words,
            municipality: page.municipality,
            name: table.names.get(&page.municipality).cloned().unwrap_or_default(),
            check: page.check,
            checklist: table.checklist.clone(),
            names: Arc::new(table.names.clone()),
            fields: table.region.fields_of(page.check).collect(),
            may_write: demand(&table.insider.actor(), writes).is_ok(),
            posted: page.posted.clone(),
            reader: talked_here::Reader::of(table),
        }
    }

    fn key(&self, field: FieldId) -> AnswerKey {
        AnswerKey { municipality: self.municipality, field }
    }

    fn whose(&self) -> Whose {
        Whose::Municipality(self.municipality)
    }
}

/// Returns what the tab says.
pub fn title(words: Words, table: &Table, page: &CheckPage) -> String {
    let name = table.names.get(&page.municipality).cloned().unwrap_or_default();
    words.check_of(page.check.0, &name)
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: CheckPage, now: Moment) -> impl IntoView {
    let filling = Filling::new(words, &table, &page);
    let heading = table.checklist.check(page.check).map(|check| check.title.clone());
    let token = format!("{}-{}", table.region.head, now.0);
    let offering = Offering::of(words, &table, page.municipality, token.clone());
    let address =
        format!("/regio/{}/checklist/{}/{}", table.region.id, page.municipality, page.check);
    let page_address = address.clone();
    let body = if filling.may_write {
        write(filling.clone(), address, token).into_any()
    } else {
        reading::read(filling.clone()).into_any()
    };
    let notice =
        posted::notice(words, &filling.names, filling.posted.as_ref(), filling.may_write, |done| {
            saved(words, done)
        });
    let changed = questions_changed(&filling, page_address);
    let state =
        check_state::line(words, filling.municipality, filling.fields.clone(), filling.may_write);
    let session = use_session();
    let may_write = filling.may_write;
    let until = move || {
        session.read(|reader| {
            let round = reader.structure().round().filter(|round| may_write && round.seals())?;
            deadline::line(words, round, now)
        })
    };
    view! {
        {frame::breadcrumbs(words, trail(&filling, &table))}
        {notice}
        {changed}
        <div class="kt-title">
            <p class="kt-kicker">{words.check_of(filling.check.0, &filling.name)}</p>
            <h1 class="nl-heading nl-heading--level-1">{heading}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{state}" "{until}</p>
            <p class="kt-saved">
                <a class="nl-link" href="#hulp">{words.help_jump()}</a>
                {ask_colleague(&filling, &table)}
                <a class="nl-link" href=address::paper(table.region.id, Some(filling.municipality))>{words.paper()}</a>
            </p>
            {present::line(words, filling.names.clone(), Whereabouts::Check(filling.municipality, filling.check))}
        </div>
        {asked_here(&filling)}
        <div class="kt-cols">
            {body}
            <aside class="kt-side kt-section" id="hulp" aria-label=words.help_jump()>
                {help::beside(words, &filling.checklist, filling.check, offering.as_ref())}
                {other_checks(&filling, &table)}
            </aside>
        </div>
    }
}

/// Says that what is asked here changed, and holds what was typed where nothing is asked any more.
fn questions_changed(filling: &Filling, address: String) -> impl IntoView + use<> {
    let here = filling.check;
    let typed = filling.may_write.then(|| typed_elsewhere(filling)).flatten();
    let changed = own_question::changed(filling.words, address, Region::round, move |field| {
        field.check() == here
    });
    view! { {typed}{changed} }
}

/// What somebody typed at questions that the page does not have any more: they take it along.
fn typed_elsewhere(filling: &Filling) -> Option<impl IntoView + use<>> {
    let Some(Posted::Refused { typed, .. }) = &filling.posted else { return None };
    let mut gone = (**typed).clone();
    gone.fields.retain(|typed| !filling.fields.contains(&typed.field));
    gone.why_now = None;
    (!gone.fields.is_empty()).then(|| carried::texts(filling.words, &gone)).flatten()
}

/// What colleagues were asked to write here.
fn asked_here(filling: &Filling) -> impl IntoView + use<> {
    let (own, here) = (filling.municipality, filling.check);
    asked_here::lines(filling.words, filling.names.clone(), move |request| {
        let is_own = matches!(request.wish, Wish::Draft { of: Some(of), .. } if of == own);
        is_own && request.wish.about().check() == here
    })
}

/// The way to ask a colleague to fill this in.
fn ask_colleague(filling: &Filling, table: &Table) -> Option<impl IntoView + use<>> {
    let opens = Opening::Colleague(Subject::Check(filling.check));
    let href = address::requests(table.region.id, Some(opens));
    let words = filling.words;
    let can_be_asked = filling.may_write && table.region.open_round().is_some();
    can_be_asked.then(|| view! { <a class="nl-link" href=href>{words.ask_a_colleague()}</a> })
}

fn trail(filling: &Filling, table: &Table) -> frame::Trail {
    let region = format!("/regio/{}", table.region.id);
    let here =
        format!("{}, {}", filling.name, filling.words.check_number(filling.check.0).to_lowercase());
    vec![
        (filling.words.board().to_owned(), Some(region.clone())),
        (filling.words.checklist().to_owned(), Some(format!("{region}/checklist"))),
        (here, None),
    ]
}

/// Says what a form did that was posted without scripts.
fn saved(words: Words, saved: Saved) -> String {
    match saved {
        Saved::Draft => words.saved_without_scripts().to_owned(),
        Saved::Shared => words.shared_without_scripts().to_owned(),
        Saved::SharedOne(field) => words.shared_one_without_scripts(field),
        Saved::Confirmed => words.confirmed_without_scripts().to_owned(),
        Saved::Applied(field) => words.applied_without_scripts(field),
        Saved::Differed(field) => words.differed_without_scripts(field),
        Saved::Withdrawn(_) => words.view_withdrawn_without_scripts().to_owned(),
    }
}

/// The form of someone who may write.
fn write(filling: Filling, address: String, token: String) -> impl IntoView {
    let session = use_session();
    let words = filling.words;
    let refused: RwSignal<Option<Blamed>> = RwSignal::new(None);
    let why_now = WhyNow::new(&filling);
    let giving = Giving { refused, why_now };
    let blocks = filling.fields.iter().map(|field| block(filling.clone(), *field, giving));
    let blocks = blocks.collect_view();
    let label = words.check_of(filling.check.0, &filling.name);
    let summary = giving::summary(words, filling.names.clone(), refused);
    view! {
        // Without autocomplete no browser fills in what stood here before a reload or a step back,
        // which would count as typed now.
        <form method="post" action=address novalidate autocomplete="off" class="kt-section kt-questions" aria-label=label
            on:submit=move |event| event.prevent_default()>
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=session.insider().person().to_string()/>
            {giving::default_button()}
            {summary}
            {why_now.shown(&filling)}
            {blocks}
            {finish(filling, session, giving)}
        </form>
    }
}

/// What the buttons of the form share.
#[derive(Clone, Copy)]
struct Giving {
    /// What was refused last.
    refused: RwSignal<Option<Blamed>>,
    /// What goes along with what is shared.
    why_now: WhyNow,
}

/// One answer field with everything that belongs to it.
fn block(filling: Filling, field: FieldId, giving: Giving) -> AnyView {
    let session = use_session();
    let Giving { refused, why_now } = giving;
    let (words, key) = (filling.words, filling.key(field));
    let typed = posted::typed(filling.posted.as_ref(), field);
    let posted = posted::refused(filling.posted.as_ref(), key);
    let marks = Aspect::ALL.map(|aspect| {
        let typed = typed.as_ref().map(|typed| match aspect {
            Aspect::Paper => typed.paper,
            Aspect::Practice => typed.practice,
        });
        view! { <MarkChoice words key aspect typed/> }
    });
    let names = filling.names.clone();
    let whose = filling.whose();
    let share = move |_| {
        refused.set(why_now.share(|why| giving::let_see(session, whose, &[field], why)));
    };
    let sheet = key.into();
    view! {
        <section class="kt-question" id=format!("v{field}") aria-labelledby=format!("q{field}")>
            {heading(&filling, field)}
            <div class="kt-qbody">
                {last_time(filling.clone(), key)}
                {reaction::reaction(&filling, field, refused)}
                <AnswerError words sheet names=names.clone() posted=posted.clone()/>
                <ValueChoice words sheet typed=typed.as_ref().map(|typed| typed.value)/>
                <Explanation words sheet names typed=typed.clone() posted/>
                <div class="kt-two">{marks}</div>
                <SaveFeedback words place=sheet/>
                {share_row(&filling, session, key, share)}
                {pager(&filling, field)}
            </div>
        </section>
    }
    .into_any()
}

/// On a telephone: one question at a time.
fn pager(filling: &Filling, field: FieldId) -> AnyView {
    let at = filling.fields.iter().position(|known| *known == field);
    let before = at.and_then(|at| filling.fields.get(at.checked_sub(1)?));
    let after = at.and_then(|at| filling.fields.get(at + 1));
    let link = |to: &FieldId, text: String| {
        view! { <a class="nl-link" href=format!("#v{to}")>{text}</a> }
    };
    view! {
        <p class="kt-pager">
            {before.map(|to| link(to, filling.words.previous_question(*to)))}
            {after.map(|to| link(to, filling.words.next_question(*to)))}
        </p>
    }
    .into_any()
}

fn heading(filling: &Filling, field: FieldId) -> AnyView {
    let words = filling.words;
    let found = filling.checklist.field(field);
    let text = found.map(|found| found.text.clone());
    let text = own_question::text(field.question, text.unwrap_or_default());
    let language = own_question::language(words, field.question);
    let note = own_question::live_note(words, field.question);
    let substitute = found.is_some_and(|found| found.substitute);
    view! {
        <div class="kt-qhead">
            <b aria-hidden="true">{field.to_string()}</b>
            <h2 class="nl-heading nl-heading--level-3" id=format!("q{field}")>
                <span class="kt-hidden">{words.question_number(field)}</span><span lang=language>{text}</span>
            </h2>
        </div>
        {note.map(|note| view! { <div class="kt-qhint">{note}</div> })}
        {substitute.then(|| view! { <p class="kt-hint kt-qhint">{words.substitute_hint()}</p> })}
    }
    .into_any()
}

/// Shows what was answered in the round before, while that still asks to be looked at.
fn last_time(filling: Filling, key: AnswerKey) -> impl IntoView {
    let session = use_session();
    let words = filling.words;
    move || {
        session.read(|reader| {
            let region = reader.answer(key);
            let standing = region.standing(key);
            let reason = match standing {
                Standing::Reconfirm(reason @ Reason::NewRound(_)) => reason,
                Standing::Reconfirm(reason @ Reason::QuestionReworded) => {
                    let why = words.reconfirm_reason(reason, "");
                    let note = view! { <p class="nl-paragraph kt-aside-note kt-aside-note--accent">{why}</p> };
                    return Some(note.into_any());
                }
                _ => return earlier(words, region, key),
            };
            let previous = region.answer(key)?.previous.clone()?;
            let round = region.rounds.iter().find(|round| round.id == previous.round);
            let name = round.map(|round| round.name.to_string()).unwrap_or_default();
            let note = view! {
                <div class="kt-aside-note kt-aside-note--accent">
                    <p class="nl-paragraph">
                        <strong>{words.last_time()}": "</strong>
                        {status::value(words, Some(previous.content.value))}
                    </p>
                    {written::text(words, &previous.content.explanation)}
                    <p class="nl-paragraph kt-small">{words.reconfirm_reason(reason, &name)}</p>
                </div>
            };
            Some(note.into_any())
        })
    }
}

/// Shows what was answered last time where this round already says something, as far as there is something
/// to tell.
fn earlier(words: Words, region: &Region, key: AnswerKey) -> Option<AnyView> {
    let answer = region.answer(key)?;
    let previous = answer.previous.as_ref().filter(|it| answer.basis() != Some(it.round))?;
    let round = region.rounds.iter().find(|round| round.id == previous.round);
    let name = round.map(|round| round.name.to_string()).unwrap_or_default();
    let said = words.last_time_was(previous.content.value, &name);
    let explanation = &previous.content.explanation;
    Some(if explanation.says_nothing() {
        view! { <p class="kt-small kt-soft">{said}</p> }.into_any()
    } else {
        let explanation = written::text(words, explanation);
        let printed = said.clone();
        view! {
            <details class="kt-small kt-screen-only"><summary>{said}</summary><div class="kt-aside-note">{explanation}</div></details>
            <p class="kt-small kt-print-only">{printed}</p>
        }
        .into_any()
    })
}

/// Shows whether the answer is shared, and the button that shares it.
fn share_row(
    filling: &Filling,
    session: Session,
    key: AnswerKey,
    share: impl Fn(leptos::ev::MouseEvent) + Copy + Send + 'static,
) -> AnyView {
    let words = filling.words;
    let talk = talked_here::link(words, key.field.question, key.municipality, &filling.reader);
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
                Some(_) => words.earlier_shared_on(&shared, confirmed).into_any(),
                None => view! { {words.shared_on(&shared, confirmed)}" "{late::note(words, region, key)} }.into_any(),
            })
        })
    };
    let about =
        HistoryFilter { organisation: Some(key.municipality), question: Some(key.field.question) };
    let history =
        address::history(session.read(|reader| untrack(|| reader.structure().id)), about, None);
    let is_draft = move || session.read(|reader| reader.answer(key).draft(key).is_some());
    view! {
        <p class="kt-saved">
            <span>{move || is_draft().then(|| words.only_you_see())}" "{since}</span>
            <a class="nl-link kt-screen-only" href=history>{words.history_of_answer()}<span class="kt-hidden">{words.for_question(key.field)}</span></a>
            <span>{talk}</span>
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
fn finish(filling: Filling, session: Session, giving: Giving) -> AnyView {
    let Giving { refused, why_now } = giving;
    let words = filling.words;
    let (municipality, whose) = (filling.municipality, filling.whose());
    let may_confirm = session.insider().member().is_some_and(|member| member.may_adopt);
    let to_share = filling.fields.clone();
    let to_confirm = filling.fields.clone();
    let share_all = move |_| {
        let fields = giving::filled(session, whose, &to_share);
        refused.set(why_now.share(|why| giving::let_see(session, whose, &fields, why)));
    };
    let confirm_all = move |_| {
        let fields = giving::filled(session, whose, &to_confirm);
        refused.set(giving::confirm(session, municipality, &fields).err());
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
                        <span class="nl-button__label">{words.confirm_for(&filling.name)}</span>
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

/// Links to the other checks of the same municipality.
fn other_checks(filling: &Filling, table: &Table) -> impl IntoView + use<> {
    let region = table.region.id;
    let municipality = filling.municipality;
    let links = filling.checklist.checks().iter().map(|check| {
        let here = check.id == filling.check;
        let href = format!("/regio/{region}/checklist/{municipality}/{}", check.id);
        let text = format!("{}. {}", check.id, check.title);
        if here {
            view! { <li><strong aria-current="page">{text}</strong></li> }.into_any()
        } else {
            view! { <li><a class="nl-link" href=href>{text}</a></li> }.into_any()
        }
    });
    view! {
        <section class="kt-flow-tight"><h2>{filling.words.see_other_checks()}</h2>
            <ul class="kt-plain kt-flow-tight kt-small">{links.collect_view()}</ul>
        </section>
    }
}
