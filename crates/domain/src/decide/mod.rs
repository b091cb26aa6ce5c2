//! Judges a command and touches nothing.
//!
//! Invariant: the same region, actor, command and time give the same verdict everywhere.

mod actions;
mod answers;
mod comments;
mod files;
mod handovers;
mod own_questions;
mod partner_views;
mod redactions;
mod regional;
mod reminders;
mod requests;
mod rounds;

pub use self::redactions::{may_redact, places_redacted};
use self::regional::Seen;
use crate::actor::Actor;
use crate::command::{Command, Sent};
use crate::event::{Entry, Event};
use crate::ids::Moment;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::rights::{Ability, demand};
use crate::text::{GuardedText, TypedText};

/// What follows from a command: events, or the reason why nothing does. No events means that the
/// region already is as asked.
pub type Verdict = Result<Vec<Event>, Refusal>;

/// The most characters of an explanation: about a page and a half, so that it stays an explanation.
pub const EXPLANATION_CHARS_MAX: usize = 4_000;

/// The most characters of a name, so that it fits a heading.
pub const NAME_CHARS_MAX: usize = 80;

/// The most characters of a reason, so that it can be read beside others.
pub const REASON_CHARS_MAX: usize = 1_000;

/// The most requests that one organisation makes in a round: more than it has questions to ask
/// everybody, and few enough to travel with every page.
pub const REQUESTS_MAX: usize = 200;

/// The most characters of a comment: enough to explain something, too few for a report.
pub const COMMENT_CHARS_MAX: usize = 2_000;

/// The most comments of one thread: what takes longer is for a meeting.
pub const COMMENTS_MAX: usize = 100;

/// The most open threads at one question with the same readers: few enough to travel with its page.
pub const THREADS_MAX: usize = 100;

/// The most people and organisations that one comment mentions.
pub const MENTIONS_MAX: usize = 20;

/// The most questions of its own that a region asks at the same time: fewer than the checklist has.
pub const OWN_QUESTIONS_MAX: usize = 20;

/// The most characters of the title of an action, so that it fits a row of a list.
pub const TITLE_CHARS_MAX: usize = 140;

/// The most characters of when an action is done: something to check, no plan.
pub const DONE_WHEN_CHARS_MAX: usize = 500;

/// The most actions of a region, whatever became of them: far more than people follow.
pub const ACTIONS_MAX: usize = 10_000;

/// The most characters of a region's own question, so that it fits a heading.
pub const QUESTION_CHARS_MAX: usize = 200;

/// The most answer fields that one command shares or confirms; the checklist has 29,
/// and a region asks up to [`OWN_QUESTIONS_MAX`] of its own.
pub const ANSWERS_MAX: usize = 100;

/// Judges a command of this actor in this region, as whoever has no journal can: a removal is for the server
/// to judge.
///
/// Time is an input of the judgement.
pub fn decide(region: &Region, actor: &Actor, sent: &Sent, now: Moment) -> Verdict {
    decide_with_journal(region, &[], actor, sent, now)
}

/// The same for whoever has the journal of the region as well, from its first entry to its head. Only a
/// removal looks at it: it is about entries, and a region does not know which text came from which.
/// Size: one arm for each command, so that the compiler sees that none is missing.
pub fn decide_with_journal(
    region: &Region,
    journal: &[Entry],
    actor: &Actor,
    sent: &Sent,
    now: Moment,
) -> Verdict {
    match &sent.command {
        Command::FoundRegion { name } => found(region, actor, name),
        Command::Admit { organisation, kind, chain_parties, serves } => {
            demand(actor, Ability::Coordinate)?;
            rounds::admit(region, *organisation, *kind, chain_parties, serves)
        }
        Command::EndParticipation { organisation } => {
            demand(actor, Ability::Coordinate)?;
            rounds::end_participation(region, actor, *organisation)
        }
        Command::PrepareRound { name, edition, asked } => {
            demand(actor, Ability::Coordinate)?;
            rounds::prepare(region, sent.id, name, edition, asked)
        }
        Command::OpenRound { name, edition, asked, prepared } => {
            demand(actor, Ability::Coordinate)?;
            rounds::open(region, sent.id, *prepared, (name, edition, asked))
        }
        Command::AddOwnQuestion { check, scope, text, why } => {
            demand(actor, Ability::Coordinate)?;
            own_questions::add(region, *check, *scope, text, why)
        }
        Command::RewordOwnQuestion { question, seen, text, why } => {
            demand(actor, Ability::Coordinate)?;
            own_questions::reword(region, *question, *seen, text, why)
        }
        Command::RemoveOwnQuestion { question } => {
            demand(actor, Ability::Coordinate)?;
            own_questions::remove(region, *question)
        }
        Command::PutBackOwnQuestion { question } => {
            demand(actor, Ability::Coordinate)?;
            own_questions::put_back(region, *question)
        }
        Command::SetDeadline { round, change } => {
            demand(actor, Ability::Coordinate)?;
            rounds::set_deadline(region, *round, *change)
        }
        Command::StartDiscussion { round } => {
            demand(actor, Ability::Coordinate)?;
            rounds::start_discussion(region, *round)
        }
        Command::CloseRound { round } => {
            demand(actor, Ability::RunInstallation)?;
            rounds::close(region, *round)
        }
        Command::Answer { municipality, field, change } => {
            let key = answers::writable(region, actor, *municipality, *field)?;
            answers::answer(region, key, *change)
        }
        Command::Explain { municipality, field, base, text } => {
            let key = answers::writable(region, actor, *municipality, *field)?;
            answers::explain(region, key, *base, text)
        }
        Command::Mark { municipality, field, aspect, change } => {
            let key = answers::writable(region, actor, *municipality, *field)?;
            answers::mark(region, key, *aspect, *change)
        }
        Command::Share { municipality, answers, why_now } => {
            answers::share(region, actor, *municipality, answers, why_now.as_ref())
        }
        Command::Confirm { municipality, answers } => {
            answers::confirm(region, actor, *municipality, answers)
        }
        Command::AnswerForRegion { field, change } => {
            regional::writable(region, actor, *field)?;
            regional::answer(region, *field, *change)
        }
        Command::ExplainForRegion { field, base, text } => {
            regional::writable(region, actor, *field)?;
            regional::explain(region, *field, *base, text)
        }
        Command::PutForward { answers } => regional::put_forward(region, actor, answers),
        Command::ApplyRegional { municipality, field, regional, own, said } => {
            let key = regional::answerable(region, actor, *municipality, *field)?;
            regional::apply(region, key, Seen { regional: *regional, said: *said }, *own)
        }
        Command::DifferFromRegional { municipality, field, regional, said, reason } => {
            let key = regional::answerable(region, actor, *municipality, *field)?;
            regional::differ(region, key, Seen { regional: *regional, said: *said }, reason)
        }
        Command::AnswerAsPartner { partner, field, change } => {
            let key = partner_views::writable(region, actor, *partner, *field)?;
            partner_views::answer(region, key, *change)
        }
        Command::ExplainAsPartner { partner, field, wording, base, text } => {
            let key = partner_views::writable(region, actor, *partner, *field)?;
            partner_views::explain(region, key, *wording, *base, text)
        }
        Command::GiveViews { partner, answers } => {
            partner_views::give(region, actor, *partner, answers)
        }
        Command::WithdrawView { partner, field, seen } => {
            let key = partner_views::writable(region, actor, *partner, *field)?;
            partner_views::withdraw(region, key, *seen)
        }
        Command::MakeRequest { wish, due, note } => {
            requests::make(region, actor, sent.id, *wish, *due, note)
        }
        Command::ReportReady { request } => requests::ready(region, actor, *request),
        Command::RequestChanges { request, note } => {
            requests::changes(region, actor, *request, note)
        }
        Command::DeclineRequest { request, reason } => {
            requests::decline(region, actor, *request, reason)
        }
        Command::CloseRequest { request } => requests::close(region, actor, *request),
        Command::OfferHandover { parting, note } => {
            handovers::offer(region, actor, sent.id, *parting, note)
        }
        Command::AcceptHandover { handover, seen } => {
            handovers::accept(region, actor, *handover, *seen)
        }
        Command::DeclineHandover { handover, reason } => {
            handovers::decline(region, actor, *handover, reason)
        }
        Command::WithdrawHandover { handover } => handovers::withdraw(region, actor, *handover),
        Command::StartThread { topic, text, mentions } => {
            comments::start(region, actor, sent.id, *topic, text, mentions)
        }
        Command::AddComment { thread, text, mentions } => {
            comments::add(region, actor, *thread, text, mentions)
        }
        Command::ResolveThread { thread, seen, words, mentions } => {
            comments::resolve(region, actor, (*thread, *seen), words, mentions)
        }
        Command::ReopenThread { thread } => comments::reopen(region, actor, *thread),
        Command::MakeActions { owners, plan, cause, offer } => {
            let made = actions::Made { owners, plan, cause: cause.as_ref(), offer: *offer };
            actions::make(region, actor, sent.id, &made, now)
        }
        Command::ReviseAction { seen, owner, plan } => {
            actions::revise(region, actor, *seen, (*owner, plan), now)
        }
        Command::OfferActions { actions } => actions::offer(region, actor, actions, now),
        Command::AcceptAction { seen } => actions::accept(region, actor, *seen),
        Command::DeclineAction { action, reason } => {
            actions::decline(region, actor, *action, reason)
        }
        Command::CounterProposeDate { action, due, reason } => {
            actions::counter(region, actor, *action, (*due, reason), now)
        }
        Command::AgreeToDate { action, due } => actions::agree(region, actor, *action, *due, now),
        Command::RefuseDate { action, due, reason } => {
            actions::refuse(region, actor, *action, (*due, reason))
        }
        Command::AssignAction { action, change } => {
            actions::assign(region, actor, *action, *change)
        }
        Command::ReportProgress { action, note } => actions::progress(region, actor, *action, note),
        Command::WaitOn { action, on, note } => actions::wait(region, actor, *action, *on, note),
        Command::ReportDone { action, note } => actions::report_done(region, actor, *action, note),
        Command::CloseAction { action } => actions::close(region, actor, *action),
        Command::ReopenAction { action, reason } => actions::reopen(region, actor, *action, reason),
        Command::DropAction { action, reason } => actions::drop(region, actor, *action, reason),
        Command::RemindOwners { actions } => reminders::remind(region, actor, actions, now),
        Command::PauseReminders { action, change } => {
            reminders::pause(region, actor, *action, *change, now)
        }
        Command::AttachFile { action, file } => files::attach(region, actor, *action, file),
        Command::RemoveFile { action, file, reason } => {
            files::remove(region, actor, *action, *file, reason)
        }
        Command::LetFallDue => reminders::let_fall_due(region, actor, now),
        Command::AddSteeringDate { day } => {
            demand(actor, Ability::Coordinate)?;
            actions::add_steering_date(region, *day, now)
        }
        Command::RemoveSteeringDate { day } => {
            demand(actor, Ability::Coordinate)?;
            actions::remove_steering_date(region, *day, now)
        }
        Command::Redact { entry, nth, reason } => {
            redactions::redact(journal, actor, sent.id, (*entry, *nth), reason)
        }
    }
}

fn found(region: &Region, actor: &Actor, name: &TypedText) -> Verdict {
    demand(actor, Ability::RunInstallation)?;
    if 0 < region.head {
        return Err(Refusal::AlreadyFounded);
    }
    Ok(vec![Event::RegionFounded { region: region.id, name: named(name)? }])
}

/// Takes a name: guarded, not blank, short enough for a heading.
fn named(typed: &TypedText) -> Result<GuardedText, Refusal> {
    let name = guarded(typed, NAME_CHARS_MAX)?;
    if name.is_blank() { Err(Refusal::NameMissing) } else { Ok(name) }
}

/// Takes a text that goes on from no other.
fn guarded(typed: &TypedText, chars_max: usize) -> Result<GuardedText, Refusal> {
    guarded_over(typed, chars_max, &[])
}

/// Takes a text that goes on from others: short enough first, so that the guard never reads an endless
/// one. It counts as it would be kept: a line end is one character, however a form spells it.
fn guarded_over(
    typed: &TypedText,
    chars_max: usize,
    from: &[&GuardedText],
) -> Result<GuardedText, Refusal> {
    let chars = typed.tidied().chars().count();
    if chars_max < chars {
        return Err(Refusal::TextTooLong { max: chars_max, chars });
    }
    Ok(GuardedText::pass_over(typed, from)?)
}
