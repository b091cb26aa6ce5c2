//! One question across municipalities: what the region answers, what each municipality shares, and
//! how partners see it.

mod partner_views;
mod regional;
mod talk;
mod writing;

use std::sync::Arc;

use domain::checklist::{ChecklistIn, Field, Question};
use domain::presence::Whereabouts;
use domain::{
    AnswerKey, AnswerValue, FieldId, Moment, OrganisationId, OwnQuestion, Part, QuestionId, Region,
    RegionId, Wish,
};
use leptos::prelude::*;

use crate::form::Whose;
use crate::page::{GridFilter, HistoryFilter, Opening, Posted, QuestionPage, Saved, Table};
use crate::parts::answer_table::AnswerTable;
use crate::parts::board_table::tally;
use crate::parts::feedback::Names;
use crate::parts::{
    actions_here, address, asked_here, carried, frame, help, own_question, posted, present, status,
    talked_here, written,
};
use crate::session::use_session;
use crate::words::Words;

/// Returns what the tab says.
pub fn title(words: Words, question: QuestionId) -> String {
    words.question_named(question)
}

/// What the parts of this page share.
#[derive(Clone)]
struct Asking {
    words: Words,
    region: RegionId,
    question: QuestionId,
    checklist: Arc<ChecklistIn>,
    names: Names,
    /// The municipality whose column the reader knows as their own.
    own: Option<OrganisationId>,
    /// What the region may answer in the present round.
    regional: Vec<FieldId>,
    /// What the present round asks here.
    asked: Vec<FieldId>,
    /// What the reader writes on this page, if anything.
    writes: Option<Whose>,
    /// Whether the reader may ask partners for their view now.
    asks_partners: bool,
    /// The token of a form on this page.
    token: String,
    posted: Option<Posted>,
    /// What the reader may know and do about what is said.
    reader: talked_here::Reader,
}

impl Asking {
    fn new(words: Words, table: &Table, page: &QuestionPage, now: Moment) -> Self {
        let question = page.question;
        let is_regional = |field: &FieldId| table.region.is_regional(*field);
        Asking {
            words,
            region: table.region.id,
            question,
            checklist: table.checklist.clone(),
            names: Arc::new(table.names.clone()),
            own: table.insider.organisation(),
            asked: asked(table, question).collect(),
            regional: asked(table, question).filter(is_regional).collect(),
            writes: table.writes_on_questions(),
            asks_partners: table.asks_partners() && table.region.open_round().is_some(),
            token: format!("{}-{}", table.region.head, now.0),
            posted: page.posted.clone(),
            reader: talked_here::Reader::of(table),
        }
    }

    fn found(&self) -> Option<&Question<String>> {
        self.checklist.question(self.question)
    }

    fn fields(&self) -> &[Field<String>] {
        self.found().map_or(&[], |question| &question.fields)
    }
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: QuestionPage, now: Moment) -> impl IntoView {
    let question = page.question;
    let asking = Asking::new(words, &table, &page, now);
    let talking = talk::Talking::new(&asking, &table, &page, now);
    let own = table.region.own_question(question).cloned();
    let is_asked = !asking.asked.is_empty();
    let writes = asking.writes.filter(|_| is_asked);
    let notice =
        posted::notice(words, &asking.names, asking.posted.as_ref(), writes.is_some(), |done| {
            saved(words, writes, done)
        });
    let trail = vec![
        (words.board().to_owned(), Some(address::region(asking.region))),
        (words.checklist().to_owned(), Some(address::grid(asking.region, GridFilter::default()))),
        (words.question_named(question), None),
    ];
    let answers = asking.fields().iter().map(|field| answers(&asking, field)).collect_view();
    let changed = own_question::changed(
        words,
        address::question(asking.region, question),
        Region::round,
        move |field| field.question == question,
    );
    view! {
        {frame::breadcrumbs(words, trail)}
        {notice}
        {talk::not_taken_in(&talking)}
        {changed}
        {named(&asking, own)}
        <div class="kt-cols">
            <div>
                {not_taken_in(&asking)}
                {asked_here(&asking)}
                {partner_views::own(&asking)}
                {regional::section(&asking)}
                {together(&asking)}
                {answers}
                {partner_views::section(&asking)}
                {is_asked.then(|| actions_here::section(talking.around(), question))}
                {is_asked.then(|| talk::section(&talking))}
            </div>
            <aside class="kt-side kt-section" id="hulp" aria-label=words.help_jump()>
                {help::beside(words, &asking.checklist, question.check(), None)}
            </aside>
        </div>
    }
}

/// What the question asks, and how it stands with it.
fn named(asking: &Asking, own: Option<OwnQuestion>) -> impl IntoView + use<> {
    let (words, question) = (asking.words, asking.question);
    let is_asked = !asking.asked.is_empty();
    let check = asking.checklist.check(question.check()).map(|check| check.title.clone());
    let kicker = words.check_named(question.check().0, &check.unwrap_or_default());
    let language = own_question::language(words, question).filter(|_| is_asked);
    let heading = match is_asked {
        true => own_question::text(question, heading(asking)).into_any(),
        false => heading(asking).into_any(),
    };
    let own = own.map(|own| match own.removed {
        None => own_question::live_note(words, question).into_any(),
        Some(_) => removed(asking, &own).into_any(),
    });
    view! {
        <div class="kt-title">
            <p class="kt-kicker">{kicker}</p>
            <h1 class="nl-heading nl-heading--level-1" lang=language>{heading}</h1>
            {is_asked.then(|| view! { <p class="nl-paragraph nl-paragraph--lead">{lead(asking)}</p> })}
            {own.map(|own| view! { <div class="kt-top-3">{own}</div> })}
            {neighbours(asking)}
            {present::line(words, asking.names.clone(), Whereabouts::Question(question))}
        </div>
    }
}

/// Says of an own question that it was taken away, and what it asked.
fn removed(asking: &Asking, own: &OwnQuestion) -> impl IntoView + use<> {
    let words = asking.words;
    view! {
        {written::text(words, &own.wanted.text)}
        <p class="kt-aside-note kt-aside-note--accent">{words.own_removed_here()}</p>
    }
}

/// What partners were asked about this question, and coordinators their colleagues.
fn asked_here(asking: &Asking) -> impl IntoView + use<> {
    let question = asking.question;
    let writes_here = asking.writes.is_some();
    asked_here::lines(asking.words, asking.names.clone(), move |request| match request.wish {
        Wish::View { on, .. } => on == question,
        Wish::Draft { about, .. } => writes_here && about.is_about(question),
    })
}

/// Returns the fields of a question that the present round asks.
fn asked(table: &Table, question: QuestionId) -> impl Iterator<Item = FieldId> + '_ {
    table.region.fields_of(question.check()).filter(move |field| field.question == question)
}

/// Says what a form did that was posted without scripts.
fn saved(words: Words, writes: Option<Whose>, saved: Saved) -> String {
    let is_partner = matches!(writes, Some(Whose::Partner(_)));
    match saved {
        Saved::Shared | Saved::SharedOne(_) if is_partner => words.view_given_without_scripts(),
        Saved::Shared | Saved::SharedOne(_) => words.put_forward_without_scripts(),
        Saved::Withdrawn(_) => words.view_withdrawn_without_scripts(),
        Saved::Draft | Saved::Confirmed | Saved::Applied(_) | Saved::Differed(_) if is_partner => {
            words.view_draft_without_scripts()
        }
        Saved::Draft | Saved::Confirmed | Saved::Applied(_) | Saved::Differed(_) => {
            words.regional_draft_without_scripts()
        }
    }
    .to_owned()
}

/// Shows what someone typed who may not write here, and posted all the same: they take it along.
fn not_taken_in(asking: &Asking) -> Option<impl IntoView + use<>> {
    match &asking.posted {
        Some(Posted::Refused { typed, .. })
            if asking.writes.is_none() || asking.asked.is_empty() =>
        {
            carried::texts(asking.words, typed)
        }
        _ => None,
    }
}

/// Names the part of a question that has two, as a heading within a section.
fn part_heading(asking: &Asking, field: FieldId, id: String) -> Option<impl IntoView + use<>> {
    let part = field.part?;
    let label = asking.fields().iter().find(|found| found.id == field)?.label.clone();
    let text = format!("{}. {label}", asking.words.part_named(part));
    Some(view! { <h3 class="nl-heading nl-heading--level-3" id=id>{text}</h3> })
}

/// The question in short where it is one, its number where it has two parts.
fn heading(asking: &Asking) -> String {
    match asking.fields() {
        [one] => one.label.clone(),
        _ => asking.words.question_named(asking.question),
    }
}

/// Says how the municipalities answered, now.
fn lead(asking: &Asking) -> impl IntoView + use<> {
    let session = use_session();
    let (words, question) = (asking.words, asking.question);
    move || {
        session.read(|reader| {
            let region = reader.everything();
            let values: Vec<Option<AnswerValue>> = region
                .municipalities()
                .into_iter()
                .map(|municipality| region.question_value(municipality, question))
                .collect();
            if values.is_empty() {
                words.no_municipalities().to_owned()
            } else {
                words.tally(&tally(&values))
            }
        })
    }
}

/// Links to the question before and the one after, and to all of them.
fn neighbours(asking: &Asking) -> impl IntoView + use<> {
    let words = asking.words;
    let all: Vec<QuestionId> = asking.checklist.questions().map(|question| question.id).collect();
    let at = all.iter().position(|id| *id == asking.question);
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| all.get(at)).copied();
    let after = at.and_then(|at| all.get(at + 1)).copied();
    let region = asking.region;
    let about = HistoryFilter { question: Some(asking.question), ..HistoryFilter::default() };
    let history = address::history(region, about, None);
    let is_asked = !asking.asked.is_empty();
    let ask = (asking.asks_partners && is_asked).then(|| {
        let href = address::requests(region, Some(Opening::Partner(asking.question)));
        view! { <a class="nl-link" href=href>{words.ask_a_partner()}</a> }
    });
    let link = move |id: QuestionId, text: String| {
        view! { <a class="nl-link" href=address::question(region, id)>{text}</a> }
    };
    view! {
        <nav class="kt-saved" aria-label=words.question_nav()>
            {before.map(|id| link(id, words.question_before(id)))}
            {after.map(|id| link(id, words.question_after(id)))}
            <a class="nl-link" href=address::grid(region, GridFilter::default())>{words.all_questions()}</a>
            <a class="nl-link" href=history>{words.history_of_question()}</a>
            {is_asked.then(|| talked_here::jump(words, asking.question, &asking.reader))}
            {ask}
        </nav>
    }
}

/// For a question with two parts: what they make together, per municipality.
fn together(asking: &Asking) -> Option<impl IntoView + use<>> {
    if asking.fields().len() < 2 {
        return None;
    }
    let session = use_session();
    let (words, question, names) = (asking.words, asking.question, asking.names.clone());
    let substitute = asking.fields().iter().any(|field| field.substitute);
    let why = if substitute { words.two_parts_substitute() } else { words.two_parts() };
    let rows = move || {
        let values = session.read(|reader| {
            let region = reader.everything();
            let value = |id| (id, region.question_value(id, question));
            region.municipalities().into_iter().map(value).collect::<Vec<_>>()
        });
        let row = |(id, value): (OrganisationId, Option<AnswerValue>)| {
            view! { <dt>{words.organisation(&names, id)}</dt><dd>{status::value(words, value)}</dd> }
        };
        values.into_iter().map(row).collect_view()
    };
    Some(view! {
        <section class="kt-section" aria-labelledby="h-samen">
            <h2 class="nl-heading nl-heading--level-2" id="h-samen">{words.both_together()}</h2>
            <div class="kt-flow">
                <p class="kt-measure">{why}" "{words.both_together_help()}</p>
                <dl class="kt-terms">{rows}</dl>
            </div>
        </section>
    })
}

/// One answer field: what it asks, who can arrange it, and what each municipality shares.
fn answers(asking: &Asking, field: &Field<String>) -> impl IntoView + use<> {
    let words = asking.words;
    let session = use_session();
    let id = format!("h-{}", field.id);
    let part = field.id.part;
    let heading = match part {
        None => words.answers_word().to_owned(),
        Some(part) => format!("{}. {}", words.part_named(part), field.label),
    };
    let honest = field.honest.clone().map(|honest| {
        view! { <dt>{words.who_makes_honest()}</dt><dd>{honest}</dd> }
    });
    // Some questions are short enough to be their own label.
    let whole = (field.text != field.label)
        .then(|| view! { <p class="nl-paragraph kt-measure">{field.text.clone()}</p> });
    let only_after = (field.substitute && part == Some(Part::B))
        .then(|| view! { <p class="kt-hint">{words.substitute_hint()}</p> });
    let (region, names, own, field_id) =
        (asking.region, asking.names.clone(), asking.own, field.id);
    let is_regional = asking.regional.contains(&field.id);
    let municipalities = session.memo(|reader| reader.structure().municipalities());
    let table = move || {
        let keys = municipalities.get().into_iter();
        let keys = keys.map(|municipality| AnswerKey { municipality, field: field_id }).collect();
        let names = names.clone();
        view! { <AnswerTable words region own keys names is_regional/> }
    };
    view! {
        <section class="kt-section" id=format!("v{field_id}") aria-labelledby=id.clone()>
            <h2 class="nl-heading nl-heading--level-2" id=id.clone()>{heading}</h2>
            <div class="kt-flow">
                {whole}
                {only_after}
                <dl class="kt-terms kt-small">
                    <dt>{words.who_arranges()}</dt><dd>{words.scope(field.scope)}</dd>
                    {honest}
                </dl>
                {table}
            </div>
        </section>
    }
}
