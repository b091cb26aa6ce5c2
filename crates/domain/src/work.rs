//! What waits for somebody in a region: for themselves, and for the organisation they act for.
//!
//! Invariant: it is derived from the region as its reader may see it, and nothing is kept; what is
//! done is gone from it by itself.

use std::collections::BTreeSet;

use crate::action::{Action, ActionStand};
use crate::actor::{Actor, Member};
use crate::answer::{AnswerKey, Standing};
use crate::calendar::local_day;
use crate::comment::{About, Comment, Mention, ReadMarks};
use crate::day::Day;
use crate::event::Author;
use crate::handover::{Handover, Holder};
use crate::ids::{
    ActionId, CheckId, FieldId, HandoverId, Moment, OrganisationId, QuestionId, RequestId, ThreadId,
};
use crate::region::Region;
use crate::regional::Response;
use crate::reminder::Rung;
use crate::request::{Request, Turn, Wish};
use crate::rights::{Ability, demand};
use crate::sheet::{Sheet, ViewKey};

/// Something that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// What is to be done.
    pub task: Task,
    /// Until which day, if that was said.
    pub due: Option<Day>,
    /// Whether it waits for this person, rather than for anybody of their organisation.
    pub personal: bool,
}

/// What is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Task {
    /// Answers of one check wait for the own municipality.
    Answers(AnswerTask, CheckId, Vec<FieldId>),
    /// Answers of the region in one check wait for a coordinator.
    Regional(RegionalTask, CheckId, Vec<FieldId>),
    /// Views of the own organisation stand as a draft.
    GiveViews(CheckId, Vec<FieldId>),
    /// Somebody asked something: the asked and the asker take turns.
    Request(RequestTask, RequestId),
    /// Something was said that asks for attention, and was not read yet.
    Talk(Talk),
    /// Something is to be done, or somebody asked for it and has to answer.
    Action(ActionTask, ActionId),
    /// Somebody who leaves offers what waits for them, or the successor does not take it.
    Handover(HandoverId),
}

/// What was said in a thread since its reader read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Talk {
    /// At which question.
    pub question: QuestionId,
    /// About what of it.
    pub about: About,
    /// In which thread.
    pub thread: ThreadId,
    /// Whether the reader, or their organisation, is mentioned in it; otherwise they said something there
    /// themselves.
    pub mentioned: bool,
    /// How many comments ask for their attention.
    pub new: usize,
    /// Who said the last of them.
    pub last: Author,
    /// When.
    pub at: Moment,
}

/// What is to be done with an answer of a municipality, in the order in which it is best done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AnswerTask {
    /// A draft waits to be shared.
    Share,
    /// The region put an answer forward, which waits for those who may confirm.
    React,
    /// It must be looked at again.
    Reconfirm,
    /// Nothing is filled in.
    FillIn,
    /// It is shared and waits for those who may confirm.
    Confirm,
}

/// What is to be done with an answer of the region.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RegionalTask {
    /// A draft waits to be put forward.
    PutForward,
    /// Nothing was put forward in this round.
    Write,
}

/// What is to be done about a request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RequestTask {
    /// A draft is asked for.
    WriteDraft,
    /// A view is asked for.
    GiveView,
    /// A draft is ready to be looked at.
    LookAtDraft,
    /// It was declined, with a reason to read.
    ReadReason,
}

/// What is to be done about an action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ActionTask {
    /// The own organisation was asked, and has to answer.
    Answer,
    /// The own organisation accepted it, and has to do it.
    CarryOut,
    /// The owner wants another day.
    AnswerCounter,
    /// The owner does not do it, with a reason to read.
    ReadReason,
    /// The owner says that it is done.
    LookWhetherDone,
    /// The owner does not answer: that is for the coordinator.
    Silent,
    /// Its day comes or is over, and its owner is silent: that is for the coordinator.
    Chase,
    /// The steering group is to discuss it: the coordinator sees to that.
    Discuss,
}

impl AnswerTask {
    /// Every kind, in the order in which they are best done.
    pub const ALL: [AnswerTask; 5] = [
        AnswerTask::Share,
        AnswerTask::React,
        AnswerTask::Reconfirm,
        AnswerTask::FillIn,
        AnswerTask::Confirm,
    ];
}

impl Waiting {
    /// Returns how many questions wait, or one for a request or a thread.
    pub fn count(&self) -> usize {
        match &self.task {
            Task::Answers(_, _, fields)
            | Task::Regional(_, _, fields)
            | Task::GiveViews(_, fields) => fields.len(),
            Task::Request(..) | Task::Talk(_) | Task::Handover(_) | Task::Action(..) => 1,
        }
    }

    /// Leaves out what is still to be written of these fields; what is to be confirmed stays.
    fn leave_out(&mut self, written_elsewhere: impl Fn(FieldId) -> bool) {
        match &mut self.task {
            Task::Answers(AnswerTask::Confirm | AnswerTask::React, ..)
            | Task::Request(..)
            | Task::Talk(_)
            | Task::Handover(_)
            | Task::Action(..) => {}
            Task::Answers(_, _, fields)
            | Task::Regional(_, _, fields)
            | Task::GiveViews(_, fields) => fields.retain(|field| !written_elsewhere(*field)),
        }
    }
}

/// Returns what waits for a member: what the open round asks of them, the nearest day first, and what
/// was said to them that they did not read yet.
pub fn waiting(region: &Region, member: &Member, read: &ReadMarks) -> Vec<Waiting> {
    let mut all = of_round(region, member);
    all.extend(talk(region, member, read));
    all.extend(handovers(region, member));
    all.extend(actions(region, member));
    // What has no day comes last; within a day, what waits for the person comes first.
    all.sort_by_key(|one| (one.due.is_none(), one.due, !one.personal));
    all
}

/// Returns the fields at which a member has something to do: to answer, to react, to look again, to confirm,
/// or to write what was asked of them.
pub fn fields(region: &Region, member: &Member) -> BTreeSet<FieldId> {
    let of_task = |waiting: Waiting| match waiting.task {
        Task::Answers(_, _, fields) | Task::Regional(_, _, fields) | Task::GiveViews(_, fields) => {
            fields
        }
        Task::Request(_, id) => {
            let about = region.requests.get(&id).map(|request| request.wish.about());
            let is_covered = |field: &FieldId| about.is_some_and(|about| about.covers(*field));
            region.fields().filter(is_covered).collect()
        }
        Task::Talk(_) | Task::Handover(_) | Task::Action(..) => vec![],
    };
    of_round(region, member).into_iter().flat_map(of_task).collect()
}

/// Returns what the open round asks of a member.
fn of_round(region: &Region, member: &Member) -> Vec<Waiting> {
    let Some(round) = region.open_round() else {
        return vec![];
    };
    // Once the round is discussed its last day to answer is over.
    let due = round.deadline.filter(|_| round.seals());
    let (mut all, asked) = requests(region, member);
    // That day is for municipalities.
    let by = |due| move |task| Waiting { task, due, personal: false };
    all.extend(answers(region, member).into_iter().map(by(due)));
    all.extend(regional(region, member).into_iter().map(by(None)));
    all.extend(views(region, member).into_iter().map(by(None)));
    // What a request asks of this reader stands with that request.
    all.iter_mut().for_each(|waiting| waiting.leave_out(|field| asked.contains(&field)));
    all.retain(|waiting| 0 < waiting.count());
    all
}

/// Returns the offers that a member may accept while something waits, and those of their own that were
/// declined.
fn handovers(region: &Region, member: &Member) -> Vec<Waiting> {
    let own = Holder::of_member(member);
    let declined = region.last_handover(own).filter(|(_, last)| last.is_declined());
    let declined = declined.map(|(id, _)| id);
    let waits = |(id, handover): (&HandoverId, &Handover)| {
        let parting = handover.parting;
        let may_take = handover.is_open() && parting.may_be_taken_by(member);
        if !may_take && declined != Some(*id) || region.held(parting.holder()).is_empty() {
            return None;
        }
        let personal = !may_take || parting.names(member.person);
        Some(Waiting { task: Task::Handover(*id), due: None, personal })
    };
    region.handovers.iter().filter_map(waits).collect()
}

/// Returns what actions ask of a member, the oldest first.
fn actions(region: &Region, member: &Member) -> Vec<Waiting> {
    let waits = |(id, action): (ActionId, &Action)| {
        let (task, personal) = action_task(member, action)?;
        // The day is for whoever does it.
        let is_doer = matches!(task, ActionTask::Answer | ActionTask::CarryOut);
        let due = action.plan.due.filter(|_| is_doer);
        Some(Waiting { task: Task::Action(task, id), due, personal })
    };
    region.actions_in_order().into_iter().filter_map(waits).collect()
}

/// Returns whether a task still stands on a day: what the steering group was to discuss is over with its meeting.
pub fn stands_on(region: &Region, waiting: &Waiting, today: Day) -> bool {
    match &waiting.task {
        Task::Action(ActionTask::Discuss, id) => region
            .actions
            .get(id)
            .is_some_and(|action| action.is_to_discuss(today, &region.steering_dates)),
        _ => true,
    }
}

/// Returns what an action asks of a member, and whether of them in person.
fn action_task(member: &Member, action: &Action) -> Option<(ActionTask, bool)> {
    let actor = Actor::Member(*member);
    let (own, stand) = (member.organisation, &action.stand);
    if action.owner == own && demand(&actor, Ability::CarryOut(own)).is_ok() {
        let personal = action.person == Some(member.person);
        // What a colleague said they do waits for that colleague.
        let is_for = action.person.is_none() || personal;
        match stand {
            ActionStand::Offered { .. } => return Some((ActionTask::Answer, personal)),
            stand if stand.goes_on() && is_for => return Some((ActionTask::CarryOut, personal)),
            _ => {}
        }
    }
    let asked = action.by.organisation == Some(own);
    let looks_after = demand(&actor, Ability::LookAfterAction(action.by.organisation)).is_ok();
    let coordinates = demand(&actor, Ability::Coordinate).is_ok();
    let task = match stand {
        ActionStand::Offered { silent: true, .. } => {
            return coordinates.then_some((ActionTask::Silent, false));
        }
        stand if stand.goes_on() => {
            let reminded = action.reminded?;
            let moved = action.acted.is_some_and(|acted| reminded.on < local_day(acted));
            let task = match reminded.rung {
                Rung::Table => ActionTask::Discuss,
                Rung::Coordinator if !moved => ActionTask::Chase,
                Rung::Owner | Rung::Lead | Rung::Coordinator => return None,
            };
            return coordinates.then_some((task, false));
        }
        _ if !asked || !looks_after => return None,
        ActionStand::CounterProposed { .. } => ActionTask::AnswerCounter,
        ActionStand::Declined { .. } => ActionTask::ReadReason,
        ActionStand::ReportedDone { .. } => ActionTask::LookWhetherDone,
        _ => return None,
    };
    Some((task, action.by.person == Some(member.person)))
}

/// Returns the threads with something new in which a member, or the organisation that they act for, was
/// mentioned, or in which they said something; the oldest first.
fn talk(region: &Region, member: &Member, read: &ReadMarks) -> Vec<Waiting> {
    let mut found = Vec::new();
    for (id, thread) in region.threads.iter().filter(|(_, thread)| thread.still_speaks()) {
        let question = thread.topic.question;
        if !region.asks(question) {
            continue;
        }
        let own = |comment: &Comment| comment.by.person == Some(member.person);
        let spoke = thread.comments.iter().any(own);
        let passed = thread.passed.iter().rfind(|passed| passed.to.is_for(member));
        let is_mentioned = thread.comments.iter().any(|comment| comment.mentions(member));
        if !spoke && !is_mentioned && passed.is_none() {
            continue;
        }
        let mut new: Vec<&Comment> = read.new_in(thread, member.person).collect();
        if thread.resolved.is_some() {
            // Of what was dealt with only the last words are news.
            new.drain(..new.len().saturating_sub(1));
        }
        let passed = passed.filter(|passed| {
            thread.resolved.is_none() && read.known_of(thread, member.person) < passed.seq
        });
        let last = new.last().map(|last| (last.seq, last.by, last.at));
        let passed_last = passed.map(|passed| (passed.seq, passed.by, passed.at));
        let Some((_, last, at)) = later(last, passed_last) else { continue };
        let first = new.first().map(|first| first.seq).or(passed.map(|passed| passed.seq));
        let names_person = |mention: Mention| mention == Mention::Person(member.person);
        let personal = spoke
            || thread.comments.iter().any(|comment| comment.mentions_person(member))
            || thread.passed.iter().any(|passed| names_person(passed.to));
        let mentioned = passed.is_some() || new.iter().any(|comment| comment.mentions(member));
        let about = thread.topic.about;
        let (thread, count) = (*id, new.len().max(1));
        let talk = Talk { question, about, thread, mentioned, new: count, last, at };
        found.push((first, Waiting { task: Task::Talk(talk), due: None, personal }));
    }
    found.sort_by_key(|(seq, _)| *seq);
    found.into_iter().map(|(_, waiting)| waiting).collect()
}

/// Returns what came later of two things that were said or done, each with the number of its entry.
fn later(
    one: Option<(u64, Author, Moment)>,
    other: Option<(u64, Author, Moment)>,
) -> Option<(u64, Author, Moment)> {
    one.into_iter().chain(other).max_by_key(|(seq, ..)| *seq)
}

/// Returns what waits of the answers of one municipality, check by check.
pub fn answers_of(region: &Region, municipality: OrganisationId, confirms: bool) -> Vec<Task> {
    let mut tasks = Vec::new();
    for check in checks(region) {
        for task in AnswerTask::ALL {
            let fits = |field: &FieldId| {
                let key = AnswerKey { municipality, field: *field };
                tasks_of(region, key, confirms).contains(&Some(task))
            };
            let fields: Vec<FieldId> = region.fields_of(check).filter(fits).collect();
            if !fields.is_empty() {
                tasks.push(Task::Answers(task, check, fields));
            }
        }
    }
    tasks
}

fn answers(region: &Region, member: &Member) -> Vec<Task> {
    let (own, actor) = (member.organisation, Actor::Member(*member));
    let writes = demand(&actor, Ability::WriteAnswers(own)).is_ok();
    if !writes || !region.is_municipality(own) {
        return vec![];
    }
    answers_of(region, own, demand(&actor, Ability::ConfirmAnswers(own)).is_ok())
}

/// Returns what waits of one answer: to react to the region, and what its own state asks for.
fn tasks_of(region: &Region, key: AnswerKey, confirms: bool) -> [Option<AnswerTask>; 2] {
    let first = |field| region.working(AnswerKey { field, ..key }).value;
    if !region.is_asked(key.field, first) {
        return [None, None];
    }
    let reacts = confirms && matches!(region.response(key), Response::Open { .. });
    let own = match region.standing(key) {
        _ if region.draft(key).is_some() => Some(AnswerTask::Share),
        Standing::Empty => Some(AnswerTask::FillIn),
        Standing::Reconfirm(_) => Some(AnswerTask::Reconfirm),
        Standing::Shared => confirms.then_some(AnswerTask::Confirm),
        Standing::Confirmed => None,
    };
    // Whoever reacts takes the region's answer over, or goes on with the own one.
    let own =
        own.filter(|task| !reacts || !matches!(task, AnswerTask::FillIn | AnswerTask::Reconfirm));
    [reacts.then_some(AnswerTask::React), own]
}

fn regional(region: &Region, member: &Member) -> Vec<Task> {
    if demand(&Actor::Member(*member), Ability::WriteRegionalAnswers).is_err() {
        return vec![];
    }
    let first = |field| region.working(Sheet::Regional(field)).value;
    let task_of = |field: FieldId| {
        let is_drafted = region.draft(Sheet::Regional(field)).is_some();
        match (is_drafted, region.put_forward(field).is_some()) {
            _ if !region.is_asked(field, first) => None,
            (true, _) => Some(RegionalTask::PutForward),
            (false, false) => Some(RegionalTask::Write),
            (false, true) => None,
        }
    };
    let of_check = |check: CheckId| {
        [RegionalTask::PutForward, RegionalTask::Write].into_iter().filter_map(move |task| {
            let fits =
                |field: &FieldId| region.is_regional(*field) && task_of(*field) == Some(task);
            let fields: Vec<FieldId> = region.fields_of(check).filter(fits).collect();
            (!fields.is_empty()).then_some(Task::Regional(task, check, fields))
        })
    };
    checks(region).into_iter().flat_map(of_check).collect()
}

fn views(region: &Region, member: &Member) -> Vec<Task> {
    let partner = member.organisation;
    let writes = demand(&Actor::Member(*member), Ability::WriteViews(partner)).is_ok();
    if !writes || !region.is_partner(partner) {
        return vec![];
    }
    let of_check = |check: CheckId| {
        let drafted = |field: &FieldId| region.draft(ViewKey { partner, field: *field }).is_some();
        let fields: Vec<FieldId> = region.fields_of(check).filter(drafted).collect();
        (!fields.is_empty()).then_some(Task::GiveViews(check, fields))
    };
    checks(region).into_iter().filter_map(of_check).collect()
}

/// Returns what requests ask of a member, and the fields that they are asked to write there.
fn requests(region: &Region, member: &Member) -> (Vec<Waiting>, BTreeSet<FieldId>) {
    let (mut all, mut asked) = (Vec::new(), BTreeSet::new());
    for (id, request) in region.requests_in_order() {
        let Some((task, personal)) = request_task(region, member, request) else { continue };
        if matches!(task, RequestTask::WriteDraft | RequestTask::GiveView) {
            let about = request.wish.about();
            asked.extend(region.fields().filter(|field| about.covers(*field)));
        }
        // The day was for whoever was asked.
        let due = request.due.filter(|_| region.turn(request) == Turn::Asked);
        all.push(Waiting { task: Task::Request(task, id), due, personal });
    }
    (all, asked)
}

/// Returns what a request asks of a member, and whether of them in person.
fn request_task(
    region: &Region,
    member: &Member,
    request: &Request,
) -> Option<(RequestTask, bool)> {
    let actor = Actor::Member(*member);
    match (region.turn(request), request.wish) {
        (Turn::Nobody, _) => None,
        (Turn::Asked, Wish::Draft { by, .. }) => {
            demand(&actor, Ability::AnswerAsColleague(by)).ok()?;
            Some((RequestTask::WriteDraft, true))
        }
        (Turn::Asked, Wish::View { of, .. }) => {
            demand(&actor, Ability::WriteViews(of)).ok()?;
            Some((RequestTask::GiveView, false))
        }
        (Turn::Asker, _) => {
            let is_own = request.by.organisation == Some(member.organisation);
            let may_end = match request.wish {
                Wish::Draft { of, by, .. } => {
                    by != member.person && demand(&actor, Ability::AskColleagues(of)).is_ok()
                }
                Wish::View { .. } => is_own && demand(&actor, Ability::AskPartners).is_ok(),
            };
            if !may_end {
                return None;
            }
            let task = match request.is_over() {
                true => RequestTask::ReadReason,
                false => RequestTask::LookAtDraft,
            };
            Some((task, request.by.person == Some(member.person)))
        }
    }
}

fn checks(region: &Region) -> Vec<CheckId> {
    let mut checks: Vec<CheckId> = region.fields().map(FieldId::check).collect();
    checks.dedup();
    checks
}
