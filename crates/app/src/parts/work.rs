//! What waits for the reader in one region, the nearest day first.
//!
//! Invariant: the figures count the entries of the lists below them.

use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::work::{ActionTask, AnswerTask, RequestTask, Talk, Task, Waiting, stands_on, waiting};
use domain::{
    About, Day, FieldId, GuardedText, Holder, Moment, OrganisationId, Parting, ReadMarks, Region,
    RegionId, Request, ReviewStand, Role, Stand, Wish,
};
use leptos::prelude::*;

use crate::page::{
    ActionFilter, ActionShow, Colleague, Colleagues, HandoverAbout, ReviewDue, Table,
};
use crate::parts::address;
use crate::parts::feedback::Names;
use crate::session::Session;
use crate::words::{Words, local_day};

/// What the list of one region needs beside the desk.
#[derive(Clone)]
pub struct Around {
    /// The words.
    pub words: Words,
    /// The region.
    pub region: RegionId,
    /// Its checklist.
    pub checklist: Arc<ChecklistIn>,
    /// The names of its organisations.
    pub names: Names,
    /// The reader's colleagues.
    pub colleagues: Arc<Colleagues>,
    /// The desk of that region: a page may have several.
    pub session: Session,
    /// When the page was made: what is late is late as of that moment.
    pub now: Moment,
    /// Up to where the reader read what is said about questions.
    pub read: Arc<ReadMarks>,
    /// The reviews that wait for the reader: they are no part of the desk.
    pub reviews: Arc<Vec<ReviewDue>>,
}

impl Around {
    /// Gathers what a page knows of one region.
    pub fn new(words: Words, table: &Table, session: Session, now: Moment) -> Self {
        Around {
            words,
            region: table.region.id,
            checklist: table.checklist.clone(),
            names: Arc::new(table.names.clone()),
            colleagues: Arc::new(table.colleagues.clone()),
            session,
            now,
            read: Arc::new(table.read.clone().unwrap_or_default()),
            reviews: Arc::new(table.reviews.clone()),
        }
    }
}

/// When something is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Now,
    Week,
    Later,
    Undated,
}

impl Group {
    const ALL: [Group; 4] = [Group::Now, Group::Week, Group::Later, Group::Undated];

    /// Returns the group of a day, seen from today.
    fn of(due: Option<Day>, today: Day) -> Group {
        match due {
            None => Group::Undated,
            Some(day) if day <= today => Group::Now,
            Some(day) if day <= today.after(7) => Group::Week,
            Some(_) => Group::Later,
        }
    }

    fn title(self, words: Words) -> &'static str {
        match self {
            Group::Now => words.group_now(),
            Group::Week => words.group_week(),
            Group::Later => words.group_later(),
            Group::Undated => words.group_undated(),
        }
    }

    fn id(self, region: RegionId) -> String {
        let name = match self {
            Group::Now => "nu",
            Group::Week => "week",
            Group::Later => "later",
            Group::Undated => "ooit",
        };
        format!("{name}-{region}")
    }
}

/// Something that waits.
#[derive(Clone, PartialEq)]
enum Row {
    /// Out of what the region holds.
    Task(Box<TaskRow>),
    /// To look through who has access.
    Review(ReviewDue),
}

impl Row {
    fn due(&self) -> Option<Day> {
        match self {
            Row::Task(row) => row.waiting.due,
            Row::Review(review) => Some(review.due),
        }
    }
}

/// Something that waits out of what the region holds, with what its entry says beyond it.
#[derive(Clone, PartialEq)]
struct TaskRow {
    waiting: Waiting,
    /// The request that it is about, and where what it asks for is written.
    request: Option<(Request, String)>,
    /// Whether what is talked about is the view of a partner.
    of_partner: bool,
    /// Who leaves and who succeeds, where it is about that.
    handover: Option<Parting>,
    /// What the action is called that it is about, who does it and who asked.
    action: Option<(String, (OrganisationId, Option<OrganisationId>))>,
}

impl TaskRow {
    fn of(region: &Region, waiting: Waiting) -> TaskRow {
        let request = match &waiting.task {
            Task::Request(_, id) => region.requests.get(id),
            _ => None,
        };
        let request =
            request.map(|request| (request.clone(), address::wished(region, request.wish)));
        let of_partner = match &waiting.task {
            Task::Talk(Talk { about: About::Of(owner), .. }) => region.is_or_was_partner(*owner),
            _ => false,
        };
        let handover = match &waiting.task {
            Task::Handover(id) => region.handovers.get(id).map(|handover| handover.parting),
            _ => None,
        };
        let action = match &waiting.task {
            Task::Action(_, id) => region.actions.get(id).map(|action| {
                (action.plan.title.as_heading().to_owned(), (action.owner, action.by.organisation))
            }),
            _ => None,
        };
        TaskRow { waiting, request, of_partner, handover, action }
    }
}

/// Shows what waits, in groups; or that nothing does.
pub fn lists(around: &Around) -> impl IntoView + use<> {
    let session = around.session;
    let member = session.insider().member().copied();
    let (read, reviews) = (around.read.clone(), around.reviews.clone());
    let now = around.now;
    let rows = session.memo(move |reader| {
        let region = reader.everything();
        let all = member.iter().flat_map(|member| waiting(region, member, &read));
        let all = all.filter(|one| stands_on(region, one, local_day(now)));
        let all = all.map(|one| Row::Task(Box::new(TaskRow::of(region, one))));
        let mut rows: Vec<Row> = all.chain(reviews.iter().copied().map(Row::Review)).collect();
        rows.sort_by_key(|row| (row.due().is_none(), row.due()));
        rows
    });
    let unanswered = session.memo(move |reader| {
        let today = local_day(now);
        let coordinates = member.is_some_and(|member| member.role == Role::Coordinator);
        let silent = reader.actions().actions.values();
        coordinates.then(|| silent.filter(|action| action.is_unanswered(today)).count())
    });
    let around = around.clone();
    move || {
        let rows = rows.get();
        if rows.is_empty() {
            let figures = unanswered.get().filter(|count| 0 < *count);
            let figures = figures.map(|count| figures_of(&around, &[], Some(count)));
            return view! { {figures}{nothing(around.words, around.region)} }.into_any();
        }
        let today = local_day(around.now);
        let groups = Group::ALL.into_iter().map(|group| {
            let fits = |row: &&Row| Group::of(row.due(), today) == group;
            (group, rows.iter().filter(fits).cloned().collect::<Vec<Row>>())
        });
        let groups: Vec<(Group, Vec<Row>)> = groups.filter(|(_, rows)| !rows.is_empty()).collect();
        let figures = figures_of(&around, &groups, unanswered.get()).into_any();
        let lists = groups.into_iter().map(|(group, rows)| list(&around, group, rows));
        view! { {figures}{lists.collect_view()} }.into_any()
    }
}

fn nothing(words: Words, region: RegionId) -> impl IntoView {
    view! {
        <p class="kt-notice kt-top-5">{words.nothing_waits()}" "{words.nothing_waits_help()}</p>
        <p><a class="nl-link" href=address::region(region)>{words.see_board()}</a></p>
    }
}

fn figures_of(
    around: &Around,
    groups: &[(Group, Vec<Row>)],
    unanswered: Option<usize>,
) -> impl IntoView + use<> {
    let (words, region) = (around.words, around.region);
    let figures = groups.iter().map(|(group, rows)| {
        let label = words.group_count(group.title(words));
        let href = format!("#{}", group.id(region));
        view! { <li><a href=href><b>{rows.len()}</b><span>{label}</span></a></li> }
    });
    let unanswered = unanswered.map(|count| {
        let show = Some(ActionShow::GeenAntwoord);
        let href = address::actions(region, ActionFilter { show, ..ActionFilter::default() });
        view! { <li><a href=href><b>{count}</b><span>{words.unanswered_count(count)}</span></a></li> }
    });
    view! { <ul class="kt-figures">{figures.collect_view()}{unanswered}</ul> }
}

fn list(around: &Around, group: Group, rows: Vec<Row>) -> impl IntoView + use<> {
    let id = group.id(around.region);
    let title = group.title(around.words);
    let class = match group {
        Group::Now => "kt-group kt-group--now",
        Group::Week | Group::Later | Group::Undated => "kt-group",
    };
    let rows = rows.into_iter().map(|row| entry(around, row)).collect_view();
    // Several regions may have a group of this name: the heading of the region tells them apart.
    let named = format!("{id} h-{}", around.region);
    view! {
        <section class=class aria-labelledby=named>
            <h3 class="nl-heading nl-heading--level-3" id=id.clone() tabindex="-1">{title}</h3>
            <ul class="kt-entries kt-dated">{rows}</ul>
        </section>
    }
}

fn entry(around: &Around, row: Row) -> impl IntoView + use<> {
    let words = around.words;
    let today = local_day(around.now);
    let due = row.due();
    let class = if due.is_some_and(|day| day <= today) { "kt-late" } else { "" };
    let when = match due {
        None => view! { <span class="kt-when"></span> }.into_any(),
        Some(day) => {
            let text = match () {
                () if day < today => words.due_late().to_owned(),
                () if day == today => words.due_today().to_owned(),
                () => words.short_day(day),
            };
            view! { <time class="kt-when" datetime=day.to_string()>{text}</time> }.into_any()
        }
    };
    let (title, href, about) = match &row {
        Row::Task(row) => told(around, row),
        Row::Review(review) => review_told(around, *review),
    };
    let personal = matches!(&row, Row::Task(row) if row.waiting.personal);
    let personal =
        personal.then(|| view! { <p class="kt-small"><strong>{words.for_you()}</strong></p> });
    view! {
        <li class=class>
            {when}
            <div class="kt-flow-tight">
                <h4 class="nl-heading nl-heading--level-4"><a class="nl-link" href=href>{title}</a></h4>
                {about}
                {personal}
            </div>
        </li>
    }
}

/// Returns what the entry of a review says.
fn review_told(around: &Around, review: ReviewDue) -> (String, String, AnyView) {
    let words = around.words;
    let ReviewDue { organisation, due } = review;
    let stand = ReviewStand::on(local_day(around.now), due);
    let about = view! { <p class="nl-paragraph">{words.review_due(stand, due)}</p> };
    let title = words.review_task(&words.organisation(&around.names, organisation));
    (title, address::access_of(around.region, organisation), about.into_any())
}

/// Returns where an answer of the own organisation stands.
fn answer_of(region: RegionId, own: Option<OrganisationId>, field: FieldId) -> String {
    match own {
        Some(own) => address::answer(region, own, field),
        None => address::field(region, field),
    }
}

/// Returns what an entry says: its heading, where that leads, and what stands below.
/// Size: one arm for each kind of task, so that the compiler sees that none is missing.
fn told(around: &Around, row: &TaskRow) -> (String, String, AnyView) {
    let (words, region) = (around.words, around.region);
    let count = row.waiting.count();
    let own = around.session.insider().organisation();
    match &row.waiting.task {
        Task::Answers(task, check, fields) => {
            let to = |field: FieldId| answer_of(region, own, field);
            // Confirming is done for the whole check at once.
            let href = match (task, own, fields.first()) {
                (AnswerTask::Confirm, Some(own), _) => address::check(region, own, *check),
                (_, _, first) => first.map(|field| to(*field)).unwrap_or_default(),
            };
            let title = words.answer_task(*task, count, *check);
            (title, href, fields_of(around, fields, to))
        }
        Task::Regional(task, check, fields) => {
            let to = |field: FieldId| address::field(region, field);
            let href = fields.first().map(|field| to(*field)).unwrap_or_default();
            (words.regional_task(*task, count, *check), href, fields_of(around, fields, to))
        }
        Task::GiveViews(check, fields) => {
            let to = |field: FieldId| address::question(region, field.question);
            let href = fields.first().map(|field| to(*field)).unwrap_or_default();
            (words.view_task(count, *check), href, fields_of(around, fields, to))
        }
        Task::Request(task, id) => {
            let Some((request, wished)) = &row.request else {
                return (String::new(), address::requests(region, None), ().into_any());
            };
            let changes = matches!(request.stand, Stand::Changes { .. });
            let whom = asked(around, request.wish);
            let title = words.request_task(*task, request.wish, changes, &whom);
            let at = address::request(region, *id);
            let href = match task {
                RequestTask::WriteDraft | RequestTask::GiveView | RequestTask::LookAtDraft => {
                    wished.clone()
                }
                RequestTask::ReadReason => at.clone(),
            };
            let note = said(around, request);
            let link = view! { <a class="nl-link" href=at>{words.read_request()}</a> };
            let about =
                view! { <p class="nl-paragraph">{asker(around, request)}" "{link}</p>{note} };
            (title, href, about.into_any())
        }
        Task::Action(task, id) => {
            let (title, about) = action_told(around, *task, row);
            (title, address::action(region, *id), about)
        }
        Task::Handover(_) => {
            let title = row.handover.map(|it| handover_title(around, &it)).unwrap_or_default();
            (title, HandoverAbout::Own.address(region), ().into_any())
        }
        Task::Talk(talk) => {
            let about = (talk.about != About::Question)
                .then(|| words.talk_choice(talk.about, &around.names, row.of_partner));
            let title = words.talk_task(talk, about.as_deref());
            let who = name(around, talk.last.organisation, talk.last.person);
            let last = words.last_said_by(&who, &words.day(talk.at));
            let about = view! { <p class="nl-paragraph">{last}</p> };
            (title, address::thread(region, talk.question, talk.thread), about.into_any())
        }
    }
}

/// Returns what the entry of an action says: its heading, and who asked it of whom.
fn action_told(around: &Around, task: ActionTask, row: &TaskRow) -> (String, AnyView) {
    let words = around.words;
    let Some((title, (owner, asker))) = &row.action else {
        return (String::new(), ().into_any());
    };
    let name = |id: &OrganisationId| words.organisation(&around.names, *id);
    let asker = asker.map_or_else(|| words.the_system().to_owned(), |id| name(&id));
    let between = words.action_between(&name(owner), &asker);
    let about = view! { <p class="nl-paragraph">{between}</p> };
    (words.action_task(task, title), about.into_any())
}

/// Says whose work waits for a successor, or that another successor has to be found.
fn handover_title(around: &Around, parting: &Parting) -> String {
    let member = around.session.insider().member().copied();
    let own = member.is_some_and(|member| Holder::of_member(&member) == parting.holder());
    let who = match parting {
        Parting::Person { of, side, .. } => name(around, *side, Some(*of)),
        Parting::Organisation { of, .. } => around.words.organisation(&around.names, *of),
    };
    around.words.handover_task((!own).then_some(&who))
}

/// The title of the check, and a link to each question.
fn fields_of(around: &Around, fields: &[FieldId], to: impl Fn(FieldId) -> String) -> AnyView {
    let title = fields.first().and_then(|field| around.checklist.check(field.check()));
    let title = title.map(|check| check.title.clone()).unwrap_or_default();
    view! { <p class="nl-paragraph">{title}": "{links(fields, to)}</p> }.into_any()
}

/// Links to the answers of these fields, as a list in a sentence.
pub fn links(fields: &[FieldId], to: impl Fn(FieldId) -> String) -> AnyView {
    let last = fields.len().saturating_sub(1);
    let link = |(at, field): (usize, &FieldId)| {
        let comma = (at != last).then_some(", ");
        view! { <a class="nl-link" href=to(*field)>{field.to_string()}</a>{comma} }
    };
    fields.iter().enumerate().map(link).collect_view().into_any()
}

/// Says who asked, and when; of a request that was answered, who answered.
fn asker(around: &Around, request: &Request) -> String {
    let who = name(around, request.by.organisation, request.by.person);
    around.words.asked_by(&who, &around.words.day(request.since))
}

fn said(around: &Around, request: &Request) -> Option<AnyView> {
    let (text, stand) = (spoken(request), &request.stand);
    (!text.says_nothing()).then(|| {
        let label = around.words.note_of(stand);
        let text = text.to_string();
        view! { <p class="nl-paragraph"><span class="kt-soft">{label}</span>" "{text}</p> }
            .into_any()
    })
}

/// Returns the text that matters now: what should change, why not, or what was said with the request.
pub fn spoken(request: &Request) -> &GuardedText {
    match &request.stand {
        Stand::Changes { note, .. } => note,
        Stand::Declined { reason } => reason,
        Stand::Open | Stand::Ready | Stand::Closed => &request.note,
    }
}

/// Names who did something for an organisation: a colleague by what they are called, others by that organisation.
pub fn name(
    around: &Around,
    organisation: Option<OrganisationId>,
    person: Option<domain::PersonId>,
) -> String {
    if person == Some(around.session.insider().person()) {
        return around.words.you().to_owned();
    }
    let colleague = person.and_then(|person| around.colleagues.get(&person));
    match (colleague, organisation) {
        (Some(Colleague { name, of, .. }), acted_for) => {
            around.words.acting_as((name, *of), acted_for, &around.names)
        }
        (None, Some(id)) => around.words.organisation(&around.names, id),
        (None, None) => around.words.someone().to_owned(),
    }
}

/// Names whom a request asks: the colleague, or the partner.
pub fn asked(around: &Around, wish: Wish) -> String {
    match wish {
        Wish::Draft { of, by, .. } => match around.colleagues.get(&by) {
            Some(colleague) => {
                around.words.acting_as((&colleague.name, colleague.of), of, &around.names)
            }
            None => around.words.a_colleague().to_owned(),
        },
        Wish::View { of, .. } => around.words.organisation(&around.names, of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_falls_into_one_group() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-11-23");
        let group = |due: &str| Group::of(Some(day(due)), today);
        assert_eq!(group("2026-11-22"), Group::Now);
        assert_eq!(group("2026-11-23"), Group::Now);
        assert_eq!(group("2026-11-24"), Group::Week);
        assert_eq!(group("2026-11-30"), Group::Week);
        assert_eq!(group("2026-12-01"), Group::Later);
        assert_eq!(Group::of(None, today), Group::Undated);
    }
}
