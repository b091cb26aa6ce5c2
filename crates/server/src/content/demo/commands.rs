//! What happened in a demo region, as the commands that make it happen again.
//!
//! Invariant: the demo takes the same way as everyone: every happening becomes commands of the
//! person who did it, and the domain judges them.

mod actions;

use std::collections::BTreeSet;

use app::form::{choose, explain};
use domain::answer::Wording;
use domain::checklist::Checklist;
use domain::{
    About, AnswerKey, Aspect, Change, Command, FieldId, GuardedText, Mention, OrganisationId,
    OwnQuestion, QuestionId, Readers, Region, Request, Role, SeenAnswer, Sheet, Subject, Thread,
    Topic, TypedText, ViewKey, Wish, Working,
};

use super::{
    DemoAbout, DemoAnswer, DemoAnswering, DemoDifference, DemoMention, DemoOrganisation,
    DemoRegion, DemoReply, DemoRequest, DemoSaid, DemoSaying, DemoWhom, Ids, What,
};

/// A command and the key of the account that sends it; nobody: the installation itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Who asks.
    pub by: Option<String>,
    /// What is asked.
    pub command: Command,
}

impl DemoRegion {
    /// Returns the commands that make a happening happen in a region as it stands before it.
    /// Size: one arm for each kind of happening, so that the compiler sees that none is missing.
    pub fn commands(
        &self,
        what: &What,
        region: &Region,
        checklist: &Checklist,
        ids: Ids,
    ) -> Vec<Asked> {
        let id = ids.organisation;
        let commands = match what {
            What::Admitted(key) => {
                let found = self.organisations.iter().find(|it| it.key == *key);
                found.map(|it| admit(it, id)).into_iter().collect()
            }
            What::RoundPrepared { round, edition, .. } => vec![Command::PrepareRound {
                name: TypedText::new(round.clone()),
                edition: edition.clone(),
                asked: checklist.asked(),
            }],
            What::RoundOpened { round, edition, .. } => vec![Command::OpenRound {
                name: TypedText::new(round.clone()),
                edition: edition.clone(),
                asked: checklist.asked(),
                prepared: region.prepared.as_ref().map(|round| round.id),
            }],
            What::DeadlineSet { day, .. } => {
                let set = |round: &domain::Round| Command::SetDeadline {
                    round: round.id,
                    change: Change { from: round.deadline, to: Some(*day) },
                };
                region.prepared_or_present().map(set).into_iter().collect()
            }
            What::OwnQuestionAdded { question, scope, text, why, .. } => {
                vec![Command::AddOwnQuestion {
                    check: question.check(),
                    scope: *scope,
                    text: TypedText::new(text.clone()),
                    why: TypedText::new(why.clone()),
                }]
            }
            What::OwnQuestionReworded { question, text, why, .. } => {
                let reword = |own: &OwnQuestion| Command::RewordOwnQuestion {
                    question: *question,
                    seen: own.wanted.fingerprint(),
                    text: TypedText::new(text.clone()),
                    why: TypedText::new(why.clone()),
                };
                region.own_prepared_or_present(*question).map(reword).into_iter().collect()
            }
            What::OwnQuestionRemoved { question, .. } => {
                vec![Command::RemoveOwnQuestion { question: *question }]
            }
            What::RoundDiscussed { .. } => {
                let discuss = |round: &domain::Round| Command::StartDiscussion { round: round.id };
                region.open_round().map(discuss).into_iter().collect()
            }
            What::RoundClosed { .. } => {
                let close = |round: &domain::Round| Command::CloseRound { round: round.id };
                region.open_round().map(close).into_iter().collect()
            }
            What::FilledIn { municipality, answers, shared, why_now, .. } => {
                let municipality = id(municipality);
                let sheet = |field| AnswerKey { municipality, field }.into();
                let (mut commands, answers) = filled_in(region, sheet, answers);
                let why_now = why_now.clone().map(TypedText::new);
                let share = Command::Share { municipality, answers, why_now };
                commands.extend(shared.then_some(share));
                commands
            }
            What::Confirmed { municipality, fields, .. } => {
                let municipality = id(municipality);
                let seen = |field: &FieldId| {
                    let seen = region.seen(AnswerKey { municipality, field: *field });
                    SeenAnswer { field: *field, seen }
                };
                let answers = fields.iter().map(seen).collect();
                vec![Command::Confirm { municipality, answers }]
            }
            What::FilledInForRegion { answers, put_forward, .. } => {
                let (mut commands, answers) = filled_in(region, Sheet::Regional, answers);
                commands.extend(put_forward.then_some(Command::PutForward { answers }));
                commands
            }
            What::Reacted { municipality, applies, differs, .. } => {
                reacted(region, id(municipality), applies, differs)
            }
            What::Viewed { partner, answers, given, .. } => {
                let partner = id(partner);
                let sheet = |field| ViewKey { partner, field }.into();
                let (mut commands, answers) = filled_in(region, sheet, answers);
                commands.extend(given.then_some(Command::GiveViews { partner, answers }));
                commands
            }
            What::ViewsWithdrawn { partner, fields, .. } => {
                let partner = id(partner);
                let withdraw = |field: &FieldId| Command::WithdrawView {
                    partner,
                    field: *field,
                    seen: region.working(ViewKey { partner, field: *field }).fingerprint(),
                };
                fields.iter().map(withdraw).collect()
            }
            What::Requested { by, request } => vec![Command::MakeRequest {
                wish: self.wish(by, request, ids),
                due: request.due,
                note: TypedText::new(request.note.clone()),
            }],
            What::Replied { to, reply, .. } => {
                self.replied(region, to, reply, ids).into_iter().collect()
            }
            What::Said { by, saying } => vec![Command::StartThread {
                topic: self.topic(by, saying, ids),
                text: TypedText::new(saying.text.clone()),
                mentions: mentions(&saying.mentions, ids),
            }],
            What::Answered { answering, .. } => {
                self.answered(region, answering, ids).into_iter().collect()
            }
            What::ActionsMade { action, .. } => vec![actions::make(action, ids)],
            What::ActionMoved { stepping, .. } => {
                self.stepped(region, stepping, ids).into_iter().collect()
            }
            What::SteeringSaid { day, meets: true, .. } => {
                vec![Command::AddSteeringDate { day: *day }]
            }
            What::SteeringSaid { day, meets: false, .. } => {
                vec![Command::RemoveSteeringDate { day: *day }]
            }
        };
        let asked = |command| Asked { by: what.by().map(str::to_owned), command };
        commands.into_iter().map(asked).collect()
    }

    /// Returns what a request asks: an editor's colleague writes for their organisation, a
    /// coordinator's for the region.
    fn wish(&self, by: &str, request: &DemoRequest, ids: Ids) -> Wish {
        let about = request.about;
        match &request.whom {
            DemoWhom::Partner(partner) => {
                let on = match about {
                    Subject::Question(on) => on,
                    Subject::Check(check) => QuestionId::new(check.0, 0),
                };
                Wish::View { of: (ids.organisation)(partner), on }
            }
            DemoWhom::Colleague(colleague) => {
                let of = self.asks_for(by, ids);
                Wish::Draft { of, by: (ids.person)(colleague), about }
            }
        }
    }

    /// The request stands in the region under an id that its command made: it is found by what it asks
    /// and who asked.
    fn replied(&self, region: &Region, to: &str, reply: &DemoReply, ids: Ids) -> Option<Command> {
        let asked = self.timeline.iter().find_map(|happening| match &happening.what {
            What::Requested { by, request } if request.key == to => Some((by, request)),
            _ => None,
        });
        let (by, asked) = asked?;
        let (wish, by) = (self.wish(by, asked, ids), Some((ids.person)(by)));
        let all = region.requests_in_order();
        let is_it = |request: &Request| request.wish == wish && request.by.person == by;
        let (request, _) = *all.iter().rev().find(|(_, request)| is_it(request))?;
        Some(match reply {
            DemoReply::Ready => Command::ReportReady { request },
            DemoReply::Closed => Command::CloseRequest { request },
            DemoReply::Changes(note) => {
                Command::RequestChanges { request, note: TypedText::new(note.clone()) }
            }
            DemoReply::Declined(reason) => {
                Command::DeclineRequest { request, reason: TypedText::new(reason.clone()) }
            }
        })
    }
}

/// Threads, as the commands that make them.
impl DemoRegion {
    /// Returns what a thread is about, and who reads it.
    fn topic(&self, by: &str, saying: &DemoSaying, ids: Ids) -> Topic {
        let about = match &saying.about {
            DemoAbout::Question => About::Question,
            DemoAbout::Regional => About::Regional,
            DemoAbout::Of(owner) => About::Of((ids.organisation)(owner)),
        };
        let readers = match saying.internal {
            false => Readers::Everyone,
            true => Readers::Within(self.asks_for(by, ids)),
        };
        Topic { question: saying.question, about, readers }
    }

    /// Returns for whom somebody asks colleagues and writes notes: their organisation, or the region.
    fn asks_for(&self, by: &str, ids: Ids) -> Option<OrganisationId> {
        let account = self.accounts.iter().find(|account| account.key == by);
        let account = account.filter(|account| account.role != Role::Coordinator);
        account.map(|account| (ids.organisation)(&account.organisation))
    }

    /// The thread stands in the region under an id that its command made: it is found by what was said
    /// first.
    fn answered(&self, region: &Region, answering: &DemoAnswering, ids: Ids) -> Option<Command> {
        let begun = self.timeline.iter().find_map(|happening| match &happening.what {
            What::Said { by, saying } if saying.key == answering.to => Some((by, saying)),
            _ => None,
        });
        let (by, saying) = begun?;
        let topic = self.topic(by, saying, ids);
        let is_it = |thread: &Thread| {
            let first = thread.comments.first().map(|first| first.text.as_str());
            thread.topic == topic && first == Some(saying.text.as_str())
        };
        let (thread, _) = region.threads.iter().find(|(_, thread)| is_it(thread))?;
        let thread = *thread;
        Some(match &answering.said {
            DemoSaid::More(text, whom) => {
                let text = TypedText::new(text.clone());
                Command::AddComment { thread, text, mentions: mentions(whom, ids) }
            }
            DemoSaid::Resolved => {
                let (words, mentions) = (TypedText::new(""), BTreeSet::new());
                Command::ResolveThread { thread, seen: region.head, words, mentions }
            }
            DemoSaid::Reopened => Command::ReopenThread { thread },
        })
    }
}

fn mentions(whom: &[DemoMention], ids: Ids) -> BTreeSet<Mention> {
    let mention = |one: &DemoMention| match one {
        DemoMention::Organisation(key) => Mention::Organisation((ids.organisation)(key)),
        DemoMention::Account(key) => Mention::Person((ids.person)(key)),
    };
    whom.iter().map(mention).collect()
}

fn admit(organisation: &DemoOrganisation, id: impl Fn(&str) -> OrganisationId) -> Command {
    Command::Admit {
        organisation: id(&organisation.key),
        kind: organisation.kind,
        chain_parties: organisation.chain_parties.clone(),
        serves: organisation.serves.iter().map(|key| id(key)).collect(),
    }
}

/// Returns the edits, and what the editor sees once they are made.
fn filled_in(
    region: &Region,
    sheet: impl Fn(FieldId) -> Sheet,
    answers: &[DemoAnswer],
) -> (Vec<Command>, Vec<SeenAnswer>) {
    let mut commands = Vec::new();
    let mut seen = Vec::new();
    for answer in answers {
        let field = answer.field;
        let now = region.working(sheet(field));
        let then = after(&now, answer);
        seen.push(SeenAnswer { field, seen: region.seen_as(field.question, then.fingerprint()) });
        commands.extend(edits(sheet(field), &now, &then));
    }
    (commands, seen)
}

/// A reaction is to what is put forward at that moment. The file was checked, so there is something;
/// were there nothing, the domain would refuse the command.
fn reacted(
    region: &Region,
    municipality: OrganisationId,
    applies: &[FieldId],
    differs: &[DemoDifference],
) -> Vec<Command> {
    let regional = |field| region.shared_working(Sheet::Regional(field)).fingerprint();
    let said = |field| region.said(AnswerKey { municipality, field });
    let applied = applies.iter().map(|field| Command::ApplyRegional {
        municipality,
        field: *field,
        regional: regional(*field),
        own: region.working(AnswerKey { municipality, field: *field }).fingerprint(),
        said: said(*field),
    });
    let differed = differs.iter().map(|difference| Command::DifferFromRegional {
        municipality,
        field: difference.field,
        regional: regional(difference.field),
        said: said(difference.field),
        reason: TypedText::new(difference.reason.clone()),
    });
    applied.chain(differed).collect()
}

/// What stands before the editor once this answer is filled in: it is filled in anew, so what it
/// leaves out is empty, except the value.
fn after(now: &Working, answer: &DemoAnswer) -> Working {
    // The file was checked: its texts pass the guard.
    let text = |text: &Option<String>| {
        GuardedText::pass(&TypedText::new(text.clone().unwrap_or_default())).unwrap_or_default()
    };
    Working {
        value: answer.value.or(now.value),
        explanation: text(&answer.explanation),
        paper: answer.paper,
        practice: answer.practice,
        source: text(&answer.source),
    }
}

fn edits(sheet: Sheet, now: &Working, then: &Working) -> Vec<Command> {
    let mut edits = Vec::new();
    if now.value != then.value {
        let change = Change { from: now.value, to: then.value };
        edits.push(choose(sheet, change));
    }
    for wording in [Wording::Explanation, Wording::Source] {
        let (now, then) = (now.text(wording), then.text(wording));
        if now != then {
            let text = TypedText::new(then.as_str().to_owned());
            edits.push(explain(sheet, wording, now.fingerprint(), text));
        }
    }
    // The answer of the region has no marks: how it stands there only a municipality knows.
    if let Sheet::Answer(AnswerKey { municipality, field }) = sheet {
        for aspect in Aspect::ALL {
            let change = Change { from: now.mark(aspect), to: then.mark(aspect) };
            if change.from != change.to {
                edits.push(Command::Mark { municipality, field, aspect, change });
            }
        }
    }
    edits
}
